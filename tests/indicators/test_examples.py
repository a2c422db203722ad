"""Examples of definitions: the shipped ones hold, and a changed definition shows which of them do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pdkadry_desktop.indicators.definition import BadDefinition
from pdkadry_desktop.indicators.examples import example_of, kept_examples, run, shipped_examples
from pdkadry_desktop.indicators.keeping import as_text
from pdkadry_desktop.indicators.library import definitions, parse_own, shipped_tables


@pytest.mark.parametrize("name", list(shipped_examples()))
def test_shipped_examples_hold(name: str) -> None:
    wrong = [
        f"{each.example.title}: {each.words()}"
        for each in run(definitions()[name], shipped_examples()[name])
        if not each.is_right
    ]
    assert not wrong, "\n".join(wrong)


def test_the_trickiest_definitions_have_their_examples() -> None:
    found = shipped_examples()
    for name in ("000.1", "000.2", "000.3", "000.R6", "001.5.2", "001.6.1", "001.6.3", "001.E2", "004.10", "004.5"):
        assert 3 <= len(found[name]) <= 10, name
    assert len(found) >= 20


def test_a_changed_definition_shows_what_no_longer_holds() -> None:
    table = {**shipped_tables()["000.1"], "numerator": {"set": "pk", "hours": 8, "where": {"by_diagnostics": True}}}
    outcomes = run(parse_own(table), shipped_examples()["000.1"])
    failed = [each for each in outcomes if not each.is_right]
    assert [each.example.title for each in failed] == ["ПК 15 часов – короче нужного"]
    assert failed[0].words() == "ожидалось «только в базе», получилось «в числителе»"


def test_examples_are_kept_as_text() -> None:
    for found in shipped_examples().values():
        for each in found:
            (kept,) = kept_examples(as_text({"examples": [each.data()]}))
            assert kept == each


def test_an_example_is_checked() -> None:
    good = {"title": "Проба", "expect": "base", "rows": [{"teachers": {"born_on": "1990-01-01"}}]}
    assert example_of(good).rows[0][1] == {"born_on": date(1990, 1, 1)}
    for change in ({"expect": "да"}, {"rows": [{"kurses": {}}]}, {"rows": [{"teachers": {"borne": 1}}]}):
        with pytest.raises(BadDefinition):
            example_of({**good, **change})


def test_an_exclusion_is_an_outcome_of_its_own() -> None:
    table = {
        "id": "С1", "title": "Без внешних", "kind": "share", "base": {"set": "staff"}, "numerator": {"set": "pk"},
        "exclude": [{"reason": "внешний совместитель", "where": {"fte": {"lt": 0.5}}}],
    }  # fmt: skip
    example = example_of({
        "title": "Четверть ставки", "expect": "excluded",
        "rows": [{"teachers": {}}, {"employments": {"fte": 0.25, "position": "учитель"}}],
    })  # fmt: skip
    whole = replace(example, rows=(("teachers", {}), ("employments", {"fte": 1, "position": "учитель"})), expect="base")
    assert all(each.is_right for each in run(parse_own(table), [example, whole]))
