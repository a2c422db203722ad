"""Agreements with partners: universities, colleges, centres, other municipalities."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Text
from ..storage.declare import Mapped, Record, field, register, section
from .rules import ends_after_start


class Agreement(Record):
    __tablename__ = "agreements"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    partner: Mapped[str] = field("Партнёр", Text(300), in_list=True, width=260)
    subject: Mapped[str] = field("Предмет", Text(500, rows=2), in_list=True, width=320, help="О чём соглашение")
    starts_on: Mapped[date] = field("Дата", Date(), in_list=True, width=110, help="С этого дня соглашение действует")
    ends_on: Mapped[date | None] = field("Действует по", Date(), in_list=True, width=110, help="Пусто – бессрочно")
    document_no: Mapped[str | None] = field("Документ №", Text(100), in_list=True, width=120)


AGREEMENTS = register(
    Agreement,
    key="agreements", title="Соглашения", singular="Соглашение", sheet="Соглашения", group="documents",
    icon="agreement", counted=("соглашение", "соглашения", "соглашений"),
    empty="Здесь будут соглашения с вузами, колледжами и другими партнёрами.",
    title_fields=("partner",), order=("-starts_on",),
    rules=(ends_after_start("starts_on", "ends_on", "Срок действия кончается раньше даты соглашения."),),
    sections=(
        section("Соглашение", Agreement.partner, Agreement.subject, Agreement.code, Agreement.document_no,
                Agreement.starts_on, Agreement.ends_on),
    ),
)  # fmt: skip
