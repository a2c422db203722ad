"""«Нет» said to a proposal of the program: it is not made again for that record."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Int, Text
from ..storage.declare import Mapped, Record, field, register, section


class ProposalRefusal(Record):
    __tablename__ = "proposal_refusals"
    subject: Mapped[str] = field(
        "Что предлагалось", Text(60), header=None, in_list=True, width=260, help="Реестр и поле, через точку"
    )
    record_no: Mapped[int] = field(  # no link: a refusal must not keep its record from being deleted
        "Номер записи", Int(1), header=None, in_list=True, width=120, index=True
    )
    what: Mapped[str] = field("Запись", Text(1000), header=None, in_list=True, width=380)
    refused_on: Mapped[date] = field("Отклонено", Date(), header=None, in_list=True, width=110)


PROPOSAL_REFUSALS = register(
    ProposalRefusal,
    key="proposal_refusals", title="Отклонённые предложения", singular="Отклонённое предложение", group="monitoring",
    icon="cancel", counted=("предложение", "предложения", "предложений"),
    empty="Здесь будут предложения программы, на которые ответили «нет».",
    key_fields=("subject", "record_no"), title_fields=("what",), order=("-refused_on",),
    sections=(
        section("Предложение", ProposalRefusal.subject, ProposalRefusal.record_no, ProposalRefusal.what,
                ProposalRefusal.refused_on),
    ),
)  # fmt: skip
