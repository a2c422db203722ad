"""Practice of students in the organisations of the municipality."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .rules import ends_after_start


class StudentPlacement(Record):
    __tablename__ = "student_placements"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    student: Mapped[str] = field("Студент", Text(300), in_list=True, width=240)
    alma_mater: Mapped[str | None] = field("Учебное заведение", Text(300), in_list=True, width=240)
    organization_id: Mapped[int] = link("Организация", to="organizations", in_list=True, width=220)
    supervisor_id: Mapped[int | None] = link("Руководитель практики", to="teachers", in_list=True, width=220)
    kind: Mapped[str | None] = field(
        "Вид", Text(120), in_list=True, width=140, help="Учебная, производственная, преддипломная …"
    )
    starts_on: Mapped[date] = field("Начало", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field("Окончание", Date(), in_list=True, width=110)
    target_id: Mapped[int | None] = link("Карточка студента", to="target_students", header=None)


STUDENT_PLACEMENTS = register(
    StudentPlacement,
    key="student_placements", title="Практика студентов", singular="Практика студента", sheet="Практика студентов",
    group="staffing", icon="student", counted=("практика", "практики", "практик"),
    empty="Здесь будет практика студентов в организациях района.",
    title_fields=("student",), order=("-starts_on",), rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Студент", StudentPlacement.student, StudentPlacement.code, StudentPlacement.alma_mater,
                StudentPlacement.target_id),
        section("Практика", StudentPlacement.organization_id, StudentPlacement.supervisor_id, StudentPlacement.kind,
                StudentPlacement.starts_on, StudentPlacement.ends_on),
    ),
)  # fmt: skip
