"""What is the same contest from year to year: its name without the year, and its other names."""

from __future__ import annotations

from ..core.kinds import Choice, Text, TextList
from ..storage.declare import Mapped, Record, field, register, section
from .dictionaries import LEVEL


class ContestSeries(Record):
    __tablename__ = "contest_series"
    name: Mapped[str] = field(
        "Название без года", Text(500, rows=2), header=None, in_list=True, width=360,
        help="«Свежий ветер», а не «Свежий ветер – 2024»: год есть у каждого конкурса",
    )  # fmt: skip
    aliases: Mapped[tuple[str, ...] | None] = field(
        "Другие названия", TextList(), header=None, in_list=True, width=260,
        help="Как конкурс называли в другие годы; через точку с запятой",
    )  # fmt: skip
    level: Mapped[str | None] = field(
        "Уровень", Choice(LEVEL), header=None, in_list=True, width=140, help="Пусто – конкурсы любого уровня"
    )
    note: Mapped[str | None] = field("Примечание", Text(1000, rows=2), header=None, in_list=True, width=240)


CONTEST_SERIES = register(
    ContestSeries,
    key="contest_series", title="Ежегодные конкурсы", singular="Ежегодный конкурс", group="events", icon="contest",
    counted=("ежегодный конкурс", "ежегодных конкурса", "ежегодных конкурсов"),
    empty="Здесь будут конкурсы, которые проходят каждый год: название без года и другие названия.",
    key_fields=("name", "level"), title_fields=("name",),
    sections=(
        section("Ежегодный конкурс", ContestSeries.name, ContestSeries.aliases, ContestSeries.level,
                ContestSeries.note),
    ),
)  # fmt: skip
