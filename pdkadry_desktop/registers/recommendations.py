"""Addressed recommendations: to whom, about which cell of the indicators, by when, when sent, what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Choice, Date, Dictionary, Int, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section

ADDRESSEE = Dictionary("addressee", {
    "organization": "организация", "group": "группа педагогов", "teachers": "педагоги",
    "administration": "администрация",
})  # fmt: skip
RECOMMENDATION_STATE = Dictionary("recommendation_state", {
    "draft": "черновик", "sent": "отправлена", "answered": "есть ответ", "done": "выполнена", "refused": "отклонена",
})  # fmt: skip


class Recommendation(Record):
    __tablename__ = "recommendations"
    cycle_id: Mapped[int] = link("Цикл", to="cycles", header=None, in_list=True, width=80)
    number: Mapped[int | None] = field("Номер", Int(1), header=None, in_list=True, width=70)
    addressee: Mapped[str] = field("Кому", Choice(ADDRESSEE), header=None)
    organization_id: Mapped[int | None] = link("Организация", to="organizations", header=None, in_list=True, width=220)
    whom: Mapped[str | None] = field(
        "Адресат", Text(500), header=None, help="Кому именно: учителя математики, методический совет …"
    )
    indicator: Mapped[str | None] = field(
        "Показатель", Text(20), header=None, in_list=True, width=100, index=True, help="Номер показателя приказа"
    )
    text: Mapped[str] = field("Рекомендация", Text(4000, rows=4), header=None, in_list=True, width=400)
    finding_id: Mapped[int | None] = link("Вывод", to="findings", header=None, help="Из какого вывода анализа следует")
    decision_id: Mapped[int | None] = link(
        "Решение", to="decisions", header=None, help="Решение, которым рекомендация закреплена"
    )
    due_on: Mapped[date | None] = field("Срок", Date(), header=None, in_list=True, width=110)
    sent_on: Mapped[date | None] = field("Отправлена", Date(), header=None, in_list=True, width=110)
    reaction: Mapped[str | None] = field("Ответ", Text(2000, rows=2), header=None, help="Что ответили и сделали")
    reacted_on: Mapped[date | None] = field("Дата ответа", Date(), header=None)
    state: Mapped[str | None] = field(
        "Состояние", Choice(RECOMMENDATION_STATE, "draft"), header=None, in_list=True, width=120
    )
    proposed_by: Mapped[str | None] = field("Чем предложена", Text(60), header=None, hidden=True)
    carried_from_id: Mapped[int | None] = link(
        "Перенесена из", to="recommendations", header=None, help="Рекомендация прошлого цикла, которая не выполнена"
    )


def addressee_named(row: Mapping[str, Any]) -> Iterator[Problem]:
    if row.get("addressee") == "organization" and row.get("organization_id") is None:
        yield Problem("organization_id", "Выберите организацию, которой адресована рекомендация.")
    elif row.get("addressee") and row["addressee"] != "organization" and not (
        row.get("organization_id") or (row.get("whom") or "").strip()
    ):  # fmt: skip
        yield Problem("whom", "Напишите, кому адресована рекомендация.")


RECOMMENDATIONS = register(
    Recommendation,
    key="recommendations", title="Адресные рекомендации", singular="Рекомендация", group="monitoring", icon="target",
    counted=("рекомендация", "рекомендации", "рекомендаций"),
    empty="Здесь будут рекомендации организациям и педагогам по итогам мониторинга.",
    key_fields=("cycle_id", "number"), title_fields=("text",), order=("-cycle_id", "number"),
    rules=(addressee_named,),
    sections=(
        section("Кому и о чём", Recommendation.cycle_id, Recommendation.number, Recommendation.addressee,
                Recommendation.organization_id, Recommendation.whom, Recommendation.indicator,
                Recommendation.finding_id, Recommendation.carried_from_id, Recommendation.proposed_by),
        section("Рекомендация", Recommendation.text, Recommendation.due_on, Recommendation.decision_id),
        section("Что стало", Recommendation.state, Recommendation.sent_on, Recommendation.reacted_on,
                Recommendation.reaction),
    ),
)  # fmt: skip
