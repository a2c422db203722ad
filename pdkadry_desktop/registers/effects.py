"""What was concluded of a measure or a recommendation when its indicator was seen a year later."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Dictionary, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .rules import one_of

EFFECT_CONCLUSION = Dictionary("effect_conclusion", {
    "keep": "сохранить", "correct": "скорректировать", "goal": "поставить новую цель",
})  # fmt: skip


class Effect(Record):
    __tablename__ = "effects"
    cycle_id: Mapped[int] = link("Цикл", to="cycles", header=None, in_list=True, width=80)
    measure_id: Mapped[int | None] = link("Мера", to="measures", header=None, in_list=True, width=300)
    recommendation_id: Mapped[int | None] = link(
        "Рекомендация", to="recommendations", header=None, in_list=True, width=300
    )
    conclusion: Mapped[str] = field("Вывод", Choice(EFFECT_CONCLUSION), header=None, in_list=True, width=160)
    text: Mapped[str | None] = field("Пояснение", Text(2000, rows=3), header=None, in_list=True, width=320)
    concluded_on: Mapped[date | None] = field("Дата", Date(), header=None, in_list=True, width=110)


EFFECTS = register(
    Effect,
    key="effects", title="Эффект мер", singular="Вывод об эффекте", group="monitoring", icon="trend-up",
    counted=("вывод", "вывода", "выводов"),
    empty="Здесь будет, что решили о мере, когда увидели показатель через год.",
    key_fields=("cycle_id", "measure_id", "recommendation_id"), title_fields=("conclusion", "text"),
    order=("-cycle_id", "-concluded_on"),
    rules=(one_of(("measure_id", "recommendation_id"), "Выберите меру или рекомендацию."),),
    sections=(
        section("Эффект", Effect.measure_id, Effect.recommendation_id, Effect.conclusion, Effect.text,
                Effect.concluded_on, Effect.cycle_id),
    ),
)  # fmt: skip
