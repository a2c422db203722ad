"""Projects of the municipality, among them those that support young teachers."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Bool, Choice, Date, Text
from ..storage.declare import Mapped, Record, field, register, section
from .dictionaries import LEVEL
from .rules import ends_after_start


class Project(Record):
    __tablename__ = "projects"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    name: Mapped[str] = field("Наименование", Text(500, rows=2), in_list=True, width=340)
    level: Mapped[str] = field("Уровень", Choice(LEVEL), in_list=True, width=140)
    is_for_young: Mapped[bool | None] = field(
        "Поддержка молодых педагогов", Bool(), in_list=True, width=130,
        help="«Да» – проект входит в показатели о поддержке молодых педагогов",
    )  # fmt: skip
    starts_on: Mapped[date] = field("Начало", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field("Окончание", Date(), in_list=True, width=110, help="Пусто, пока проект идёт")
    document: Mapped[str | None] = field(
        "Документ", Text(300), in_list=True, width=220, help="Приказ, паспорт или ссылка на них"
    )


PROJECTS = register(
    Project,
    key="projects", title="Проекты", singular="Проект", sheet="Проекты", group="events", icon="progress",
    counted=("проект", "проекта", "проектов"),
    empty="Здесь будут проекты района и его участие в проектах региона и страны.",
    title_fields=("name",), order=("-starts_on",), rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Проект", Project.name, Project.code, Project.level, Project.is_for_young),
        section("Сроки и документ", Project.starts_on, Project.ends_on, Project.document),
    ),
)  # fmt: skip
