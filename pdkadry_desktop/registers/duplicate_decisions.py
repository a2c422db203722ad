"""«Не дубль»: two people or two organisations somebody looked at and found to be different."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .rules import one_of


class DuplicateDecision(Record):
    __tablename__ = "duplicate_decisions"
    teacher_id: Mapped[int | None] = link("Педагог", to="teachers", header=None, in_list=True, width=240)
    other_teacher_id: Mapped[int | None] = link("Другой педагог", to="teachers", header=None, in_list=True, width=240)
    organization_id: Mapped[int | None] = link("Организация", to="organizations", header=None, in_list=True, width=240)
    other_organization_id: Mapped[int | None] = link(
        "Другая организация", to="organizations", header=None, in_list=True, width=240
    )
    decided_on: Mapped[date] = field("Решено", Date(), header=None, in_list=True, width=110)
    note: Mapped[str | None] = field("Примечание", Text(1000, rows=2), header=None, in_list=True, width=220)


DUPLICATE_DECISIONS = register(
    DuplicateDecision,
    key="duplicate_decisions", title="Не дубли", singular="Решение «не дубль»", group="monitoring", icon="people",
    counted=("решение", "решения", "решений"),
    empty="Здесь будут пары похожих записей, о которых решено, что это разные люди или организации.",
    key_fields=("teacher_id", "other_teacher_id", "organization_id", "other_organization_id"),
    title_fields=("decided_on",), order=("-decided_on",),
    rules=(
        one_of(("teacher_id", "organization_id"), "Укажите, о ком решение."),
        one_of(("other_teacher_id", "other_organization_id"), "Укажите, от кого он отличается."),
    ),
    sections=(
        section("Разные люди", DuplicateDecision.teacher_id, DuplicateDecision.other_teacher_id),
        section("Разные организации", DuplicateDecision.organization_id, DuplicateDecision.other_organization_id),
        section("Решение", DuplicateDecision.decided_on, DuplicateDecision.note),
    ),
)  # fmt: skip
