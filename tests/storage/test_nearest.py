"""Columns of a list that another register fills: place of work and position among the people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from pdkadry_desktop.core.condition_data import at_period
from pdkadry_desktop.core.conditions import Condition
from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import figures, pasting, query
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.query import LinkTo, Query
from pdkadry_desktop.ui.tables.column_conditions import among, only, without
from tests.storage.conftest import job, person, school

Add = Callable[..., int]
DAY = date(2025, 9, 1)
SPEC = REGISTERS["teachers"]
PLACE, POSITION = "job_organization", "job_position"


@pytest.fixture
def places(db: Database, add: Add) -> dict[str, int]:
    """«1» works in two schools, «2» has moved, «3» has left, «4» comes tomorrow, nobody knows since when «5» works."""
    found = {code: add("organizations", **school(code, f"Школа {code}")) for code in ("A", "B")}
    people = [add("teachers", **person(str(number), f"Ёлкина{number}")) for number in range(1, 6)]
    first, second, third, fourth, fifth = people
    add("employments", **job(first, found["B"], "тьютор", is_main=False, hired_on=date(2024, 9, 1)))
    add("employments", **job(first, found["A"], "учитель", is_main=True, hired_on=date(2020, 9, 1)))
    add("employments", **job(second, found["A"], "учитель", hired_on=date(2019, 9, 1), left_on=date(2025, 8, 31)))
    add("employments", **job(second, found["B"], "логопед", hired_on=date(2025, 9, 1)))
    add("employments", **job(third, found["A"], "учитель", hired_on=date(2019, 9, 1), left_on=date(2025, 8, 31)))
    add("employments", **job(fourth, found["A"], "учитель", hired_on=date(2025, 9, 2)))
    add("employments", **job(fifth, found["A"], "воспитатель"))
    return found


def seen(db: Database, wanted: Query) -> dict[str, tuple[str, str]]:
    """Place and position by the person's code."""
    rows = query.rows(db, wanted, ["code", PLACE, POSITION])
    return {code: (str(place or ""), position or "") for code, place, position in (row.values for row in rows)}


def test_a_list_shows_the_job_of_the_day(db: Database, places: dict[str, int]) -> None:
    found = seen(db, Query("teachers", on=DAY))
    assert found == {
        "1": ("Школа A", "учитель"), "2": ("Школа B", "логопед"), "3": ("", ""), "4": ("", ""),
        "5": ("Школа A", "воспитатель"),
    }  # fmt: skip
    earlier = seen(db, Query("teachers", on=date(2025, 8, 31)))
    assert earlier["2"] == earlier["3"] == ("Школа A", "учитель")


def test_it_stands_after_the_name(db: Database) -> None:
    names = SPEC.usual_columns
    assert names[:5] == ("last_name", "first_name", "middle_name", PLACE, POSITION)
    assert not {PLACE, POSITION} & set(SPEC.by_name)


def test_it_is_ordered_and_searched(db: Database, places: dict[str, int]) -> None:
    ordered = list(seen(db, Query("teachers", order=(f"-{PLACE}", POSITION), on=DAY)))
    assert ordered[:3] == ["2", "5", "1"]
    assert set(seen(db, Query("teachers", "школа a", on=DAY))) == {"1", "5"}
    assert set(seen(db, Query("teachers", "ЛОГОПЕД", on=DAY))) == {"2"}
    assert not seen(db, Query("teachers", "логопед", on=date(2025, 8, 31)))
    assert [each.title for each in query.titles(db, "teachers", "школа")] == []  # who is chosen is found by the name


def test_its_values_narrow_a_list_to_what_is_counted(db: Database, places: dict[str, int]) -> None:
    counts = figures.values(db, Query("teachers", on=DAY), PLACE)
    school_a, school_b = LinkTo(places["A"], "Школа A"), LinkTo(places["B"], "Школа B")
    assert dict(counts) == {school_a: 2, school_b: 1, None: 2}

    def codes(where: Condition) -> set[str]:
        settled = at_period(where, Period.of_year(2025, DAY))
        return set(seen(db, Query("teachers", where=settled, on=DAY)))

    field = SPEC.columns[PLACE]
    assert codes(only(field, school_a)) == {"1", "5"}
    assert codes(without(field, school_a)) == {"2", "3", "4"}
    assert codes(only(field, None)) == {"3", "4"}
    assert codes(among(field, [school_b, None])) == {"2", "3", "4"}
    assert codes(only(SPEC.columns[POSITION], "логопед")) == {"2"}


def test_a_block_with_these_columns_is_pasted_without_them() -> None:
    names = ["middle_name", PLACE, POSITION, "born_on"]
    rows = [["Павловна", "Школа A", "учитель", "01.02.1980"]]
    assert pasting.laid_out(SPEC, rows, names) == (["middle_name", "born_on"], [["Павловна", "01.02.1980"]])
    headed = [["Отчество", "Организация"], ["Павловна", "Школа A"]]
    assert pasting.laid_out(SPEC, headed, names) == (["middle_name"], [["Павловна"]])


def test_an_empty_rate_counts_as_one_on_screen_too(db: Database, places: dict[str, int]) -> None:
    assert figures.sums(db, Query("employments"), ["fte"]) == {"fte": 7}
