"""Students of teacher training: target contracts, study, employment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Bool, Choice, Date, Int, Number, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import COURSE_FORM, EDUCATION, TARGET_STATUS
from .rules import ends_after_start

_WITH_CONTRACT = ("has_contract", (None, True))


class TargetStudent(Record):
    __tablename__ = "target_students"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    last_name: Mapped[str] = field("Фамилия", Text(120), in_list=True, width=140)
    first_name: Mapped[str] = field("Имя", Text(120), in_list=True, width=120)
    middle_name: Mapped[str | None] = field("Отчество", Text(120), in_list=True, width=140)
    has_contract: Mapped[bool | None] = field(
        "Целевой договор", Bool(empty_means=True),
        help="«Нет» – выпускник педагогического направления без целевого договора",
    )  # fmt: skip
    contract_no: Mapped[str | None] = field("Договор №", Text(100), depends=_WITH_CONTRACT)
    contract_on: Mapped[date | None] = field("Дата договора", Date(), depends=_WITH_CONTRACT)
    alma_mater: Mapped[str] = field("Учебное заведение", Text(300), in_list=True, width=240)
    education: Mapped[str | None] = field("Уровень образования", Choice(EDUCATION))
    speciality: Mapped[str | None] = field("Специальность", Text(300), in_list=True, width=180)
    starts_on: Mapped[date] = field("Начало обучения", Date())
    ends_on: Mapped[date | None] = field("Окончание обучения", Date(), in_list=True, width=120)
    status: Mapped[str] = field("Статус", Choice(TARGET_STATUS), in_list=True, width=140)
    average_score: Mapped[float | None] = field("Средний балл", Number(0, 100))
    organization_id: Mapped[int | None] = link(
        "Организация", to="organizations", in_list=True, width=200, help="Где студент работает или будет работать"
    )
    mentor_id: Mapped[int | None] = link("Наставник", to="teachers")
    employed_on: Mapped[date | None] = field(
        "Трудоустроен", Date(), depends=("status", ("employed",)), help="Дата приёма на работу"
    )
    born_on: Mapped[date | None] = field(
        "Дата рождения", Date(), header=None, help="По ней студент узнаётся среди педагогов"
    )
    study_form: Mapped[str | None] = field("Форма обучения", Choice(COURSE_FORM), header=None)
    service_years: Mapped[int | None] = field(
        "Срок отработки, лет", Int(1, 10), header=None, depends=_WITH_CONTRACT, help="Как в целевом договоре"
    )
    class_id: Mapped[int | None] = link(
        "Педагогический класс", to="pedagogical_classes", header=None, help="Где учился в школе"
    )
    teacher_id: Mapped[int | None] = link(
        "Карточка педагога", to="teachers", header=None, help="Когда студент пришёл на работу в район"
    )


def employed_has_date(row: Mapping[str, Any]) -> Iterator[Problem]:
    """An employed graduate without a date counts as unknown."""
    if row.get("status") == "employed" and not row.get("employed_on"):
        yield Problem("employed_on", "Нет даты трудоустройства: показатели посчитают её неизвестной.", "warning")


TARGET_STUDENTS = register(
    TargetStudent,
    key="target_students", title="Целевое обучение", singular="Студент", sheet="Целевое обучение", group="staffing",
    icon="target", counted=("студент", "студента", "студентов"),
    empty="Здесь будут студенты-целевики и выпускники педагогических направлений.",
    title_fields=("last_name", "first_name", "middle_name"), order=("title",),
    rules=(ends_after_start("starts_on", "ends_on"), employed_has_date),
    sections=(
        section("Студент", TargetStudent.last_name, TargetStudent.first_name, TargetStudent.middle_name,
                TargetStudent.code, TargetStudent.born_on, TargetStudent.class_id),
        section("Договор", TargetStudent.has_contract, TargetStudent.contract_no, TargetStudent.contract_on,
                TargetStudent.service_years),
        section("Обучение", TargetStudent.alma_mater, TargetStudent.education, TargetStudent.speciality,
                TargetStudent.study_form,
                TargetStudent.starts_on, TargetStudent.ends_on, TargetStudent.status, TargetStudent.average_score),
        section("Работа", TargetStudent.organization_id, TargetStudent.mentor_id, TargetStudent.employed_on,
                TargetStudent.teacher_id),
    ),
)  # fmt: skip
