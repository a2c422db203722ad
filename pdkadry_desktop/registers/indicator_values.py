"""Values of indicators entered by hand: from outside sources, of base years, in place of a computed figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Choice, Date, Dictionary, Int, Number, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section

COLLECTION_METHOD = Dictionary("collection_method", {"full": "сплошной", "sample": "выборочный"})


class IndicatorValue(Record):
    __tablename__ = "indicator_values"
    profile: Mapped[str] = field("Профиль", Text(60), header=None, index=True, help="Приказ, к показателю которого")
    indicator: Mapped[str] = field("Показатель", Text(20), header=None, in_list=True, width=110)
    year: Mapped[int] = field("Год", Int(1990, 2100), header=None, in_list=True, width=70)
    organization_id: Mapped[int | None] = link(
        "Организация", to="organizations", header=None, in_list=True, width=220, help="Пусто – весь муниципалитет"
    )
    numerator: Mapped[float | None] = field("Числитель", Number(0), header=None, in_list=True, width=90)
    base: Mapped[float | None] = field("Знаменатель", Number(0), header=None, in_list=True, width=110)
    value: Mapped[float | None] = field(
        "Значение", Number(), header=None, in_list=True, width=90, help="Если числитель неизвестен"
    )
    reason: Mapped[str] = field(
        "Основание", Text(1000, rows=2), header=None, in_list=True, width=320,
        help="Откуда число или почему расчёт по реестрам неверен",
    )  # fmt: skip
    document_id: Mapped[int | None] = link("Документ", to="documents", header=None)
    method: Mapped[str | None] = field(
        "Метод сбора", Choice(COLLECTION_METHOD, empty_means="full"), header=None,
        help="Выборочные данные не складываются с данными реестров",
    )  # fmt: skip
    sample_size: Mapped[int | None] = field(
        "Объём выборки", Int(1), header=None, depends=("method", ("sample",)), help="Сколько человек опрошено"
    )
    entered_on: Mapped[date | None] = field("Введено", Date(), header=None)
    revoked_on: Mapped[date | None] = field(
        "Отозвано", Date(), header=None, in_list=True, width=110, help="Отозванное значение больше не действует"
    )
    computed_numerator: Mapped[float | None] = field(
        "Числитель по расчёту", Number(), header=None, hidden=True, help="Каким он был, когда значение ввели"
    )
    computed_base: Mapped[float | None] = field("Знаменатель по расчёту", Number(), header=None, hidden=True)
    computed_value: Mapped[float | None] = field("Значение по расчёту", Number(), header=None, hidden=True)


def whole_figure(row: Mapping[str, Any]) -> Iterator[Problem]:
    if all(row.get(name) is None for name in ("numerator", "base", "value")):
        yield Problem("value", "Введите значение или числитель.")
    if row.get("base") is not None and row.get("numerator") is None:
        yield Problem("numerator", "К знаменателю нужен числитель.")


def reason_said(row: Mapping[str, Any]) -> Iterator[Problem]:
    if not (row.get("reason") or "").strip():
        yield Problem("reason", "Назовите основание: откуда число или почему расчёт неверен.")


def sample_known(row: Mapping[str, Any]) -> Iterator[Problem]:
    if row.get("method") == "sample" and row.get("sample_size") is None:
        yield Problem("sample_size", "Укажите, сколько человек опрошено.")


INDICATOR_VALUES = register(
    IndicatorValue,
    key="indicator_values", title="Введённые значения показателей", singular="Значение показателя",
    group="monitoring", icon="edit",
    counted=("значение", "значения", "значений"),
    empty="Здесь будут значения показателей, которые введены по документам, и исправления расчёта.",
    key_fields=("profile", "indicator", "year"), title_fields=("indicator", "year"), order=("-year", "indicator"),
    rules=(whole_figure, reason_said, sample_known),
    sections=(
        section("Показатель", IndicatorValue.profile, IndicatorValue.indicator, IndicatorValue.year,
                IndicatorValue.organization_id),
        section("Значение", IndicatorValue.numerator, IndicatorValue.base, IndicatorValue.value,
                IndicatorValue.reason, IndicatorValue.document_id, IndicatorValue.method, IndicatorValue.sample_size),
        section("Действие", IndicatorValue.entered_on, IndicatorValue.revoked_on, IndicatorValue.computed_numerator,
                IndicatorValue.computed_base, IndicatorValue.computed_value),
    ),
)  # fmt: skip
