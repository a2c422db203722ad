"""Measures of a cycle: a row of the plan or an own measure with term and who is responsible."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .decisions import TASK_STATE
from .rules import one_of


class Measure(Record):
    __tablename__ = "measures"
    cycle_id: Mapped[int] = link("Цикл", to="cycles", header=None, in_list=True, width=80)
    plan_row_id: Mapped[int | None] = link(
        "Строка плана", to="plan_rows", header=None, in_list=True, width=280, help="Мероприятие «дорожной карты»"
    )
    text: Mapped[str | None] = field("Мера", Text(2000, rows=3), header=None, in_list=True, width=320)
    recommendation_id: Mapped[int | None] = link(
        "Рекомендация", to="recommendations", header=None, help="Какую рекомендацию исполняет"
    )
    indicator: Mapped[str | None] = field(
        "Показатель", Text(20), header=None, in_list=True, width=100, help="На какой показатель рассчитана"
    )
    organization_id: Mapped[int | None] = link(
        "Организация", to="organizations", header=None, in_list=True, width=200, help="Пусто – весь муниципалитет"
    )
    term: Mapped[str | None] = field("Срок словами", Text(300), header=None, help="Как в плане: «октябрь, апрель»")
    due_on: Mapped[date | None] = field("Срок", Date(), header=None, in_list=True, width=110)
    responsible: Mapped[str | None] = field("Ответственный", Text(300), header=None, in_list=True, width=180)
    state: Mapped[str | None] = field("Состояние", Choice(TASK_STATE, "planned"), header=None, in_list=True, width=130)
    proof: Mapped[str | None] = field(
        "Подтверждение", Text(500), header=None, help="Приказ, список, ссылка: что мера состоялась"
    )


MEASURES = register(
    Measure,
    key="measures", title="Меры по итогам мониторинга", singular="Мера", group="monitoring", icon="plan",
    counted=("мера", "меры", "мер"),
    empty="Здесь будут меры: строки плана и свои, со сроком и ответственным.",
    key_fields=("cycle_id", "text"), title_fields=("text",), order=("-cycle_id", "due_on"),
    rules=(one_of(("text", "plan_row_id"), "Напишите меру или выберите строку плана."),),
    sections=(
        section("Мера", Measure.text, Measure.plan_row_id, Measure.recommendation_id, Measure.indicator,
                Measure.organization_id, Measure.cycle_id),
        section("Исполнение", Measure.term, Measure.due_on, Measure.responsible, Measure.state, Measure.proof),
    ),
)  # fmt: skip
