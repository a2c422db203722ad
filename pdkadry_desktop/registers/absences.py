"""Long absences of people: parental leave, long leave."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import ABSENCE_KIND
from .rules import ends_after_start


class Absence(Record):
    __tablename__ = "absences"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    organization_id: Mapped[int | None] = link(
        "Организация", to="organizations", in_list=True, width=240, help="Пусто – отсутствует на всех местах работы"
    )
    kind: Mapped[str] = field("Вид", Choice(ABSENCE_KIND), in_list=True, width=220)
    starts_on: Mapped[date] = field("Отсутствует с", Date(), header="С", in_list=True, width=110)
    ends_on: Mapped[date | None] = field(
        "Отсутствует по", Date(), header="По", in_list=True, width=110, help="Пусто, пока человек не вернулся"
    )


ABSENCES = register(
    Absence,
    key="absences", title="Отсутствия", singular="Отсутствие", sheet="Отсутствия", group="people", icon="absence",
    counted=("отсутствие", "отсутствия", "отсутствий"),
    empty="Здесь будут отпуска по уходу за ребёнком и другие длительные отсутствия.",
    key_fields=("teacher_id", "kind", "starts_on"), title_fields=("kind",), order=("-starts_on",),
    rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Отсутствие", Absence.teacher_id, Absence.organization_id, Absence.kind, Absence.starts_on,
                Absence.ends_on),
    ),
)  # fmt: skip
