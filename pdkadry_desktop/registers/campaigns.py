"""Campaigns of collecting data: the window, the order about conducting, the cycle they serve."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .rules import ends_after_start


class Campaign(Record):
    __tablename__ = "campaigns"
    cycle_id: Mapped[int] = link("Цикл", to="cycles", header=None, in_list=True, width=80)
    name: Mapped[str] = field("Название", Text(300), header=None, in_list=True, width=320)
    opens_on: Mapped[date] = field("Начало сбора", Date(), header=None, in_list=True, width=120)
    due_on: Mapped[date] = field(
        "Сдать до", Date(), header=None, in_list=True, width=110, help="Последний день; позже – с опозданием"
    )
    document_id: Mapped[int | None] = link(
        "Приказ", to="documents", header=None, in_list=True, width=260, help="Приказ о проведении мониторинга"
    )
    note: Mapped[str | None] = field("Примечание", Text(500, rows=2), header=None)


CAMPAIGNS = register(
    Campaign,
    key="campaigns", title="Кампании сбора данных", singular="Кампания", group="monitoring", icon="calendar",
    counted=("кампания", "кампании", "кампаний"),
    empty="Здесь будут кампании сбора данных: май–август, ноябрь–декабрь.",
    key_fields=("cycle_id", "name"), title_fields=("name",), order=("-due_on",),
    rules=(ends_after_start("opens_on", "due_on"),),
    sections=(
        section("Кампания", Campaign.name, Campaign.cycle_id, Campaign.opens_on, Campaign.due_on,
                Campaign.document_id, Campaign.note),
    ),
)  # fmt: skip
