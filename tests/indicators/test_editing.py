"""Definition → editor → definition: nothing is lost, for every shipped definition and every reading."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.conditions import All, AnyOf, Bound, Has, Named, Not, Test, Years
from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.compute import compute
from pdkadry_desktop.indicators.definition import BadDefinition, Definition
from pdkadry_desktop.indicators.describe import describe
from pdkadry_desktop.indicators.editing import draft_of, nodes_of, sets_for, table_of_condition, table_of_nodes
from pdkadry_desktop.indicators.given import Given
from pdkadry_desktop.indicators.keeping import as_text
from pdkadry_desktop.indicators.library import definitions, named_sets, parse_own, shipped_tables
from pdkadry_desktop.indicators.profiles import list_profiles
from pdkadry_desktop.indicators.versions import Version
from pdkadry_desktop.registers import REGISTERS
from tests.factories import load_workbook_rows, new_base
from tests.oracle.districts import moments_of, random_district, random_plan


def said(definition: Definition) -> tuple[Any, ...]:
    """All a definition states, as comparable values."""
    counting = definition.counting
    return (
        definition.id, definition.title, definition.unit, definition.as_of, definition.better, definition.decimals,
        counting.kind, counting.parts, counting.has_base, counting.exclusions, counting.doubtful, counting.breakdown,
        counting.breakdown_is_full, counting.plan_track, counting.excludes_unknown,
    )  # fmt: skip


@pytest.mark.parametrize("name", list(shipped_tables()))
def test_a_shipped_definition_comes_back_the_same(name: str) -> None:
    draft = draft_of(shipped_tables()[name])
    assert said(parse_own(draft.table())) == said(definitions()[name])
    again = draft_of(draft.table())
    assert astuple(again) == astuple(draft)


@pytest.mark.parametrize("name", list(shipped_tables()))
def test_a_kept_definition_comes_back_the_same(name: str) -> None:
    """Through the text in the base too: days are texts there."""
    text = as_text(draft_of(shipped_tables()[name]).table())
    kept = Version(1, name, 2025, "", text, "", "", False).definition()
    assert kept is not None and said(kept) == said(definitions()[name])


def test_the_conditions_of_every_set_come_back() -> None:
    for name, table in named_sets().items():
        assert nodes_of(table_of_nodes(nodes_of(table["where"]))) == nodes_of(table["where"]), name


def test_figures_are_the_same_after_the_editor(tmp_path: Path) -> None:
    book, plan = random_district(11), random_plan(11)
    known = {name: parse_own(draft_of(table).table()) for name, table in shipped_tables().items()}
    with new_base(tmp_path) as db:
        load_workbook_rows(db, book)
        year, day = moments_of(11)[-1]
        for profile in list_profiles():
            period, given = Period.of_year(year, day), Given(plan=plan)
            before = compute(db, profile, period, given=given)
            after = compute(db, profile, period, given=given, known=known)
            for one, two in zip(before, after, strict=True):
                assert (one.numerator, one.base, one.unknown, one.members) == (
                    two.numerator, two.base, two.unknown, two.members,
                ), one.id  # fmt: skip


def test_two_sets_and_two_tests_of_a_field_stand_side_by_side() -> None:
    table = {"all": [{"set": "staff"}, {"set": "pk"}]}
    assert table_of_nodes(nodes_of(table)) == table
    both = nodes_of({"set": "staff"}) + nodes_of({"set": "pk", "hours": 72}) + nodes_of({"fte": {"ge": 1}})
    assert table_of_nodes(both) == {"set": "staff", "fte": {"ge": 1}, "all": [{"set": "pk", "hours": 72}]}
    limits = nodes_of({"fte": {"ge": 1}}) + nodes_of({"fte": {"le": 2}})
    assert table_of_nodes(limits) == {"fte": {"ge": 1}, "all": [{"fte": {"le": 2}}]}


def test_a_selection_becomes_a_condition() -> None:
    spec = REGISTERS["teachers"]
    condition = All((
        Named("возраст", Test("born_on", "years_lt", Years(35))),
        AnyOf((Test("education", "eq", "higher"), Test("education", "empty"))),
        Has("courses", "teacher_id", Test("ends_on", "between", (Bound("start"), Bound("as_of")))),
        Not(Test("born_on", "le", date(1990, 1, 1))),
    ))  # fmt: skip
    table = table_of_condition(spec, condition)
    own = parse_own({"id": "С1", "title": "Своё", "kind": "count", "rows": "teachers", "numerator": table})
    assert own.counting.parts[0].register == "teachers"
    assert "возраст на дату отчёта меньше 35 лет" in describe(own)
    with pytest.raises(BadDefinition, match="не по записям"):
        table_of_condition(REGISTERS["employments"], Test("organization", "eq", 7))


def test_sets_are_offered_where_they_can_be_asked() -> None:
    assert {"staff", "pk", "mentors", "qualified"} <= sets_for(REGISTERS["employments"]).keys()
    assert "staff" not in sets_for(REGISTERS["activities"])
    assert "held" in sets_for(REGISTERS["activities"])
