"""Conditions survive JSON and are settled for a period."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pdkadry_desktop.core.condition_data import BadData, at_period, from_data, is_of_period, to_data
from pdkadry_desktop.core.conditions import (
    All,
    Anniversary,
    AnyOf,
    Bound,
    Condition,
    Has,
    Linked,
    Lookup,
    Named,
    Not,
    Test,
    Years,
)  # fmt: skip
from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.library import definitions

IN_PERIOD = Test("ends_on", "between", (Bound("start"), Bound("as_of")))
SAMPLES: list[Condition] = [
    Test("name", "contains", "Ёлка"), Test("is_main", "ne", False, undecided=True), Test("phone", "empty"),
    Test("born_on", "ge", date(1990, 2, 28)), Test("kind", "in", ("pk", "pp")),
    Test("born_on", "years_lt", Years(35)), Test("hired_on", "years_ge", Years(3, "left_on")),
    Test("left_on", "ge", Anniversary("hired_on", 1)),
    Test("provider", "in", Lookup("providers", ("name",), "is_cnppm")),
    All((Test("a", "filled"), AnyOf((Not(IN_PERIOD), Linked("organization", Test("kind", "eq", "school")))))),
    Named("педагоги", Has("courses", "teacher", All((Test("kind", "eq", "pk"), IN_PERIOD)), at_least=2)),
    Has("awards", "teacher"),
]  # fmt: skip


@pytest.mark.parametrize("condition", SAMPLES, ids=lambda each: type(each).__name__)
def test_json_and_back(condition: Condition) -> None:
    assert from_data(json.loads(json.dumps(to_data(condition)))) == condition


def test_all_shipped_conditions_survive() -> None:
    parts = [part for each in definitions().values() for part in each.counting.parts]
    found = [condition for part in parts for condition in (part.base, part.numerator) if condition is not None]
    assert len(found) > 80
    for condition in found:
        again = to_data(from_data(json.loads(json.dumps(to_data(condition)))))
        assert again == to_data(condition)


@pytest.mark.parametrize(
    "data", [None, [], {}, {"field": "a"}, {"all": 5}, {"field": "a", "op": "eq", "value": {"what": 1}},
             {"field": "a", "op": "eq", "value": {"date": "31.02"}}],
)  # fmt: skip
def test_what_is_no_condition_is_refused(data: object) -> None:
    with pytest.raises(BadData):
        from_data(data)


def test_a_period_gives_its_days() -> None:
    period = Period.of_year(2024, date(2024, 6, 30))
    settled = at_period(Not(Has("courses", "teacher", IN_PERIOD)), period)
    assert settled == Not(Has("courses", "teacher", Test("ends_on", "between", (date(2024, 1, 1), date(2024, 6, 30)))))
    assert at_period(Test("born_on", "years_lt", Years(35)), period) == Test("born_on", "gt", date(1989, 6, 30))
    assert at_period(Test("born_on", "years_ge", Years(35)), period) == Test("born_on", "le", date(1989, 6, 30))
    assert at_period(None, period) is None


def test_what_depends_on_the_period() -> None:
    assert is_of_period(Has("courses", "teacher", IN_PERIOD))
    assert not is_of_period(Test("name", "contains", "а"))
    assert not is_of_period(None)
