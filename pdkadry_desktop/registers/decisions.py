"""Management decisions of a cycle: the act, what was decided, by when, by whom, what became of it."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Dictionary, Text
from ..storage.declare import Mapped, Record, field, link, register, section

TASK_STATE = Dictionary("task_state", {
    "planned": "запланировано", "running": "идёт", "done": "выполнено", "moved": "перенесено", "cancelled": "отменено",
})  # fmt: skip


class Decision(Record):
    __tablename__ = "decisions"
    cycle_id: Mapped[int] = link("Цикл", to="cycles", header=None, in_list=True, width=80)
    text: Mapped[str] = field("Решение", Text(2000, rows=3), header=None, in_list=True, width=400)
    document_id: Mapped[int | None] = link(
        "Документ", to="documents", header=None, in_list=True, width=280, help="Приказ или протокол, которым решено"
    )
    due_on: Mapped[date | None] = field("Срок", Date(), header=None, in_list=True, width=110)
    responsible: Mapped[str | None] = field("Ответственный", Text(300), header=None, in_list=True, width=200)
    state: Mapped[str | None] = field("Состояние", Choice(TASK_STATE, "planned"), header=None, in_list=True, width=130)
    result: Mapped[str | None] = field("Результат", Text(1000, rows=2), header=None)


DECISIONS = register(
    Decision,
    key="decisions", title="Управленческие решения", singular="Управленческое решение", group="monitoring",
    icon="done", counted=("решение", "решения", "решений"),
    empty="Здесь будут решения по итогам мониторинга: чем, что и к какому сроку решено.",
    key_fields=("cycle_id", "text"), title_fields=("text",), order=("-cycle_id", "due_on"),
    sections=(
        section("Решение", Decision.text, Decision.document_id, Decision.due_on, Decision.responsible,
                Decision.cycle_id),
        section("Исполнение", Decision.state, Decision.result),
    ),
)  # fmt: skip
