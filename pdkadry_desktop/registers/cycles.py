"""Cycles of monitoring: one a year of an order, from goals to the analysis of what the measures gave."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Dictionary, Int, Text
from ..storage.declare import Mapped, Record, field, link, register, section

CYCLE_STEP = Dictionary("cycle_step", {
    "goals": "цели", "indicators": "показатели", "methods": "методы сбора", "monitoring": "мониторинг",
    "analysis": "анализ", "recommendations": "адресные рекомендации", "measures": "меры",
    "decisions": "управленческие решения", "effect": "эффективность мер",
})  # fmt: skip


class Cycle(Record):
    __tablename__ = "cycles"
    profile: Mapped[str] = field(
        "Профиль", Text(60), header=None, in_list=True, width=150, index=True, help="Приказ, по которому ведут цикл"
    )
    year: Mapped[int] = field(
        "Год", Int(1990, 2100), header=None, in_list=True, width=70, help="Отчётный год, за который собирают данные"
    )
    goals: Mapped[str | None] = field(
        "Цели", Text(4000, rows=4), header=None, in_list=True, width=320,
        help="Уточнённые цели этого года: по одной в строке; цели приказа программа показывает и так",
    )  # fmt: skip
    conclusions: Mapped[str | None] = field(
        "Выводы", Text(4000, rows=4), header=None, in_list=True, width=320,
        help="Чем закончился цикл: с этого начнётся следующий",
    )  # fmt: skip
    previous_id: Mapped[int | None] = link(
        "Предыдущий", to="cycles", header=None, help="Цикл, из выводов которого начат этот"
    )
    started_on: Mapped[date | None] = field("Начат", Date(), header=None, in_list=True, width=110)


CYCLES = register(
    Cycle,
    key="cycles", title="Циклы мониторинга", singular="Цикл мониторинга", group="monitoring", icon="cycle",
    counted=("цикл", "цикла", "циклов"),
    empty="Здесь будут циклы мониторинга по годам. Цикл начинают на странице «Цикл мониторинга».",
    key_fields=("profile", "year"), title_fields=("year",), order=("-year", "profile"),
    sections=(
        section("Цикл", Cycle.profile, Cycle.year, Cycle.started_on, Cycle.previous_id),
        section("Содержание", Cycle.goals, Cycle.conclusions),
    ),
)  # fmt: skip
