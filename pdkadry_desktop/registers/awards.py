"""Awards of teachers."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import LEVEL


class Award(Record):
    __tablename__ = "awards"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    name: Mapped[str] = field("Награда", Text(300), in_list=True, width=340)
    level: Mapped[str | None] = field("Уровень", Choice(LEVEL), in_list=True, width=140)
    awarded_on: Mapped[date | None] = field("Дата", Date(), in_list=True, width=110)
    directive_no: Mapped[str | None] = field("Приказ", Text(200), in_list=True, width=180, help="Номер и дата приказа")


AWARDS = register(
    Award,
    key="awards", title="Награды", singular="Награда", sheet="Награды", group="people", icon="award",
    counted=("награда", "награды", "наград"), empty="Здесь будут награды педагогов.",
    key_fields=("teacher_id", "name", "awarded_on"), title_fields=("name",), order=("-awarded_on",),
    sections=(
        section("Награда", Award.teacher_id, Award.name, Award.level, Award.awarded_on, Award.directive_no),
    ),
)  # fmt: skip
