"""Stages of a contest: qualifying, in person, final – with dates and place."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Int, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .rules import ends_after_start


class ContestStage(Record):
    __tablename__ = "contest_stages"
    contest_id: Mapped[int] = link("Конкурс", to="contests", header=None, in_list=True, width=280)
    no: Mapped[int] = field("Номер", Int(1, 100), header=None, in_list=True, width=70)
    name: Mapped[str] = field(
        "Этап", Text(200), header=None, in_list=True, width=240, help="Отборочный, заочный, очный, финал …"
    )
    starts_on: Mapped[date | None] = field("Начало", Date(), header=None, in_list=True, width=110)
    ends_on: Mapped[date | None] = field("Окончание", Date(), header=None, in_list=True, width=110)
    place: Mapped[str | None] = field("Место проведения", Text(300), header=None, in_list=True, width=200)


CONTEST_STAGES = register(
    ContestStage,
    key="contest_stages", title="Этапы конкурсов", singular="Этап конкурса", group="events", icon="contest",
    counted=("этап", "этапа", "этапов"),
    empty="Здесь будут этапы конкурсов: отборочный, очный, финал – с датами.",
    key_fields=("contest_id", "no"), title_fields=("name",), order=("contest_id", "no"),
    rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Этап", ContestStage.contest_id, ContestStage.no, ContestStage.name, ContestStage.starts_on,
                ContestStage.ends_on, ContestStage.place),
    ),
)  # fmt: skip
