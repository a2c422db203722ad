"""Documents and terms of the steps of a cycle; one document may stand at several steps."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .cycles import CYCLE_STEP
from .rules import one_of


class CycleStep(Record):
    __tablename__ = "cycle_steps"
    cycle_id: Mapped[int] = link("Цикл", to="cycles", header=None, in_list=True, width=80)
    step: Mapped[str] = field("Шаг", Choice(CYCLE_STEP), header=None, in_list=True, width=190)
    document_id: Mapped[int | None] = link("Документ", to="documents", header=None, in_list=True, width=360)
    due_on: Mapped[date | None] = field(
        "Срок", Date(), header=None, in_list=True, width=110, help="К какому дню документ шага должен быть подписан"
    )
    note: Mapped[str | None] = field("Примечание", Text(500, rows=2), header=None, in_list=True, width=240)


CYCLE_STEPS = register(
    CycleStep,
    key="cycle_steps", title="Документы шагов цикла", singular="Документ шага цикла", group="monitoring", icon="link",
    counted=("запись", "записи", "записей"),
    empty="Здесь будут документы и сроки девяти шагов каждого цикла.",
    key_fields=("cycle_id", "step", "document_id"), title_fields=("step",), order=("-cycle_id", "step"),
    rules=(one_of(("document_id", "due_on", "note"), "Укажите документ или срок шага."),),
    sections=(
        section("Шаг", CycleStep.cycle_id, CycleStep.step, CycleStep.document_id, CycleStep.due_on, CycleStep.note),
    ),
)  # fmt: skip
