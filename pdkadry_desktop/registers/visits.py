"""The methodologist's journal: consultations, trips, lessons visited."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import VISIT_KIND


class Visit(Record):
    __tablename__ = "visits"
    held_on: Mapped[date] = field("Дата", Date(), in_list=True, width=110)
    kind: Mapped[str] = field("Вид", Choice(VISIT_KIND), in_list=True, width=150)
    organization_id: Mapped[int | None] = link("Организация", to="organizations", in_list=True, width=200)
    teacher_id: Mapped[int | None] = link("Педагог", to="teachers", in_list=True, width=220)
    topic: Mapped[str] = field("Тема", Text(500, rows=2), in_list=True, width=300)
    methodologist: Mapped[str | None] = field("Методист", Text(200), in_list=True, width=180)
    result: Mapped[str | None] = field("Результат", Text(2000, rows=3), in_list=True, width=240)


VISITS = register(
    Visit,
    key="visits", title="Журнал методиста", singular="Запись журнала", sheet="Журнал методиста", group="development",
    icon="journal", counted=("запись журнала", "записи журнала", "записей журнала"),
    empty="Здесь будут консультации, выезды и посещённые уроки.",
    key_fields=("held_on", "kind", "organization_id", "teacher_id", "topic"), title_fields=("topic",),
    order=("-held_on",),
    sections=(
        section("Запись", Visit.held_on, Visit.kind, Visit.topic, Visit.organization_id, Visit.teacher_id,
                Visit.methodologist, Visit.result),
    ),
)  # fmt: skip
