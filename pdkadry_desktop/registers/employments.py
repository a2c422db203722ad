"""Jobs: who works where, as what, since when. One person may have many dated jobs; a start may be unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import String

from ..core.kinds import Bool, Choice, Date, Number, Text, TextList
from ..storage.declare import Mapped, Record, field, link, mapped_column, register, section
from .dictionaries import ORG_TYPE, STAFF_CATEGORY
from .positions import category_of
from .rules import ends_after_start


class Employment(Record):
    __tablename__ = "employments"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", header="Код", in_list=True, width=260)
    organization_id: Mapped[int] = link("Организация", to="organizations", in_list=True, width=240)
    stage: Mapped[str | None] = field(
        "Ступень", Choice(ORG_TYPE), help="Пусто – как тип организации; например, группа детского сада в школе"
    )
    position: Mapped[str] = field("Должность", Text(200, suggest="positions"), in_list=True, width=200)
    staff_category: Mapped[str | None] = field(
        "Категория персонала", Choice(STAFF_CATEGORY), help="Пусто – определяется по должности"
    )
    effective_category: Mapped[str] = mapped_column(String, default="other", index=True)  # given, else by position
    subjects: Mapped[tuple[str, ...] | None] = field("Предметы", TextList(suggest="subjects"), in_list=True, width=180)
    matches_profile: Mapped[bool | None] = field("Образование соответствует профилю", Bool())
    is_main: Mapped[bool | None] = field("Основное место работы", Bool(empty_means=True), in_list=True, width=90)
    fte: Mapped[float | None] = field(
        "Ставка", Number(0, 3, empty_means=1), in_list=True, width=70, help="Пусто – одна ставка", summed=True
    )
    hired_on: Mapped[date | None] = field(
        "Дата приёма", Date(), in_list=True, width=110, help="Пусто – работает, начало неизвестно"
    )
    left_on: Mapped[date | None] = field("Дата увольнения", Date(), in_list=True, width=110)
    leave_reason: Mapped[str | None] = field("Причина увольнения", Text(300), depends=("left_on", ()))


def effective_category(row: Mapping[str, Any]) -> dict[str, Any]:
    """The category of staff that counts: the given one, else the one derived from the position."""
    return {"effective_category": row.get("staff_category") or category_of(row.get("position") or "")}


EMPLOYMENTS = register(
    Employment,
    key="employments", title="Места работы", singular="Место работы", sheet="Педагоги",
    group="people", icon="person", counted=("место работы", "места работы", "мест работы"),
    empty="Здесь будут места работы: организация, должность, ставка и даты.",
    key_fields=("teacher_id", "organization_id", "position", "hired_on"), title_fields=("position",),
    order=("teacher_id",), derive=effective_category,
    rules=(ends_after_start("hired_on", "left_on", "Увольнение раньше приёма."),),
    sections=(
        section("Место работы", Employment.teacher_id, Employment.organization_id, Employment.position,
                Employment.staff_category, Employment.stage, Employment.is_main, Employment.fte),
        section("Преподавание", Employment.subjects, Employment.matches_profile),
        section("Сроки", Employment.hired_on, Employment.left_on, Employment.leave_reason),
    ),
)  # fmt: skip
