"""People struck out of the proposed request for courses of a year, with the reason: they are not proposed again."""

from __future__ import annotations

from ..core.kinds import Int, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class RequestStrike(Record):
    __tablename__ = "request_strikes"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", header=None, in_list=True, width=240)
    request_year: Mapped[int] = field("Год", Int(1990, 2100), header=None, in_list=True, width=80)
    reason: Mapped[str | None] = field(
        "Причина", Text(300), header=None, in_list=True, width=340, help="Почему человек не идёт в заявку этого года"
    )
    grounds: Mapped[str | None] = field(
        "Было предложено",
        Text(500),
        header=None,
        in_list=True,
        width=300,
        help="Почему предлагали учить",
    )


REQUEST_STRIKES = register(
    RequestStrike,
    key="request_strikes", title="Вычеркнутые из заявки", singular="Вычеркнутый из заявки", group="development",
    icon="cancel", counted=("человек", "человека", "человек"),
    empty="Здесь будут люди, которых вычеркнули из предложенной заявки на курсы.",
    key_fields=("teacher_id", "request_year"), title_fields=("reason",), order=("-request_year", "teacher_id"),
    sections=(
        section("Вычеркнут", RequestStrike.teacher_id, RequestStrike.request_year, RequestStrike.reason,
                RequestStrike.grounds),
    ),
)  # fmt: skip
