"""Notes of the analysis: problems, effective practices, causes, by indicator, organisation or for the municipality."""

from __future__ import annotations

from ..core.kinds import Choice, Dictionary, Text
from ..storage.declare import Mapped, Record, field, link, register, section

FINDING_KIND = Dictionary("finding_kind", {
    "problem": "проблема", "practice": "эффективная практика", "cause": "причина", "staffing": "кадровая проблема",
    "general": "общий вывод",
})  # fmt: skip


class Finding(Record):
    __tablename__ = "findings"
    cycle_id: Mapped[int] = link("Цикл", to="cycles", header=None, in_list=True, width=80)
    kind: Mapped[str] = field("Вид", Choice(FINDING_KIND), header=None, in_list=True, width=160)
    indicator: Mapped[str | None] = field(
        "Показатель", Text(20), header=None, in_list=True, width=100, index=True, help="Номер показателя приказа"
    )
    organization_id: Mapped[int | None] = link(
        "Организация", to="organizations", header=None, in_list=True, width=220, help="Пусто – весь муниципалитет"
    )
    text: Mapped[str] = field("Вывод", Text(4000, rows=4), header=None, in_list=True, width=400)


FINDINGS = register(
    Finding,
    key="findings", title="Выводы анализа", singular="Вывод анализа", group="monitoring", icon="eye",
    counted=("вывод", "вывода", "выводов"),
    empty="Здесь будут выводы анализа: проблемы, эффективные практики, причины.",
    key_fields=("cycle_id", "indicator", "text"), title_fields=("text",), order=("-cycle_id", "indicator"),
    sections=(
        section("Вывод", Finding.kind, Finding.indicator, Finding.organization_id, Finding.text, Finding.cycle_id),
    ),
)  # fmt: skip
