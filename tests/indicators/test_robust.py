"""Whatever stands in the text of a definition, the answer is a definition or one Russian sentence."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pdkadry_desktop.indicators.definition import BadDefinition, Definition
from pdkadry_desktop.indicators.describe import describe
from pdkadry_desktop.indicators.library import parse_all

GOOD: dict[str, Any] = {
    "id": "Ш1", "title": "Свой показатель", "kind": "share", "better": "up", "as_of": "09-01",
    "base": {"set": "staff", "teacher.born_on": {"years_lt": 35}},
    "numerator": {"any": [
        {"set": "pk", "hours": 36, "where": {"is_federal": True}},
        {"has": "diagnostics", "where": {"level": ["regional", "federal"], "when": "period"}, "at_least": 2},
        {"not": {"has": "courses", "where": {"ends_on": {"between": ["@start", "@as_of"]}}}},
    ]},
    "doubtful": {"set": "undated_category"},
    "exclude": [{"reason": "малая ставка", "where": {"fte": {"lt": 0.5}}}],
    "breakdown": [{"key": "ЦНППМ", "where": {"set": "pk", "where": {"is_cnppm": True}}}],
}  # fmt: skip
RUBBISH = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 40), st.floats(allow_nan=False), st.text(max_size=8),
    st.sampled_from([
        "staff", "held", "pk", "@as_of", "@year", "$hours", "teacher.born_on", "organization", "when", "09-31", [], {},
        [{}], {"set": "staff"}, {"has": "courses"}, [["a"]], {"by": "level"}, {"set": "pk", "by": "kind"}, {"eq": []},
    ]),
)  # fmt: skip


def places(table: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    return [path] + [found for key, value in inner for found in places(value, (*path, key))]


def test_the_unspoilt_table_is_read() -> None:
    found = parse_all([GOOD])["Ш1"]
    assert found.counting.exclusions and found.counting.breakdown and found.as_of == (9, 1)
    assert "На 1 сентября" in describe(found)


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_spoilt_table_is_refused_in_words(data: st.DataObject) -> None:
    table: Any = copy.deepcopy(GOOD)
    for _ in range(data.draw(st.integers(1, 2))):
        *steps, last = data.draw(st.sampled_from(places(table)[1:]))
        holder = table
        for step in steps:
            holder = holder[step]
        match data.draw(st.sampled_from(["value", "name", "drop"])):
            case "value":
                holder[last] = copy.deepcopy(data.draw(RUBBISH))
            case "name" if isinstance(holder, dict):
                holder[data.draw(st.text(max_size=6))] = holder.pop(last)
            case _:
                del holder[last]
    try:
        found: Definition = parse_all([table])[table.get("id", "")]
    except BadDefinition as refusal:
        assert refusal.text.strip() and refusal.hint
    else:
        assert describe(found)
