"""Results of the sessions of students: what stipends depend on."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Bool, Date, Int, Number, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class StudyResult(Record):
    __tablename__ = "study_results"
    student_id: Mapped[int] = link("Студент", to="target_students", header=None, in_list=True, width=260)
    session_on: Mapped[date] = field(
        "Итоги сессии", Date(), header=None, in_list=True, width=120, help="Последний день сессии"
    )
    course: Mapped[int | None] = field(
        "Курс", Int(1, 7), header=None, in_list=True, width=70, help="Пусто – считается от начала обучения"
    )
    average_score: Mapped[float | None] = field("Средний балл", Number(0, 100), header=None, in_list=True, width=110)
    is_successful: Mapped[bool | None] = field("Успешно", Bool(), header=None, in_list=True, width=90)
    note: Mapped[str | None] = field("Примечание", Text(500), header=None)


STUDY_RESULTS = register(
    StudyResult,
    key="study_results", title="Успеваемость студентов", singular="Итоги сессии", group="staffing", icon="student",
    counted=("запись", "записи", "записей"),
    empty="Здесь будут итоги сессий студентов: от них зависят стипендии.",
    key_fields=("student_id", "session_on"), title_fields=("session_on",), order=("-session_on",),
    sections=(
        section("Сессия", StudyResult.student_id, StudyResult.session_on, StudyResult.course,
                StudyResult.average_score, StudyResult.is_successful, StudyResult.note),
    ),
)  # fmt: skip
