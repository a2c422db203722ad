"""A date known as an interval leaves a person unknown only when the interval crosses a threshold.

The truth is found the long way: the same person with every single day of the interval as an exact date.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.compute import Result, compute
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.indicators.why import why
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, records
from pdkadry_desktop.storage.database import Database
from tests.factories import new_base

YEAR = Period.of_year(2024)
DAY = timedelta(days=1)
# indicator → its field, a day near the threshold on 31.12.2024
SERVICE = ("verkhnebureinsky", "000.2", "teaching_since", date(2020, 1, 1))
AGE = ("berezniki", "004.9", "born_on", date(1989, 1, 1))


@pytest.fixture
def base(tmp_path: Path) -> Any:
    with new_base(tmp_path) as db:
        with db.change("Школа") as change:
            place = change.add(REGISTERS["organizations"], {"code": "О1", "name": "Школа", "kind": "school"})
            person = change.add(REGISTERS["teachers"], {
                "code": "П1", "last_name": "Ёлкина", "first_name": "Анна", "born_on": date(1990, 5, 5),
                "teaching_since": date(2015, 9, 1),
            })  # fmt: skip
            change.add(REGISTERS["employments"], {
                "teacher_id": person, "organization_id": place, "position": "учитель", "hired_on": date(2015, 9, 1),
            })  # fmt: skip
        yield db, person


def role(db: Database, profile: str, indicator: str) -> str:
    """How the only person counts: «in», «base», «unknown», «out»."""
    found = result(db, profile, indicator)
    if found.unknown:
        return "unknown"
    return "in" if found.numerator else "base" if found.base else "out"


def result(db: Database, profile: str, indicator: str) -> Result:
    return next(each for each in compute(db, load_profile(profile), YEAR) if each.id == indicator)


def put(db: Database, person: int, **values: Any) -> None:
    with db.change("Дата") as change:
        change.set(REGISTERS["teachers"], person, values)


@pytest.mark.parametrize("case", [SERVICE, AGE], ids=["service", "age"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shift=st.integers(-9, 9), length=st.integers(0, 6), is_reversed=st.booleans())
def test_an_interval_counts_as_all_its_days_agree(
    base: Any, case: tuple[str, str, str, date], shift: int, length: int, is_reversed: bool
) -> None:
    db, person = base
    profile, indicator, name, near = case
    first = near + shift * DAY
    days = [first + step * DAY for step in range(length + 1)]
    exact = set()
    for day in days:
        put(db, person, **{name: day, f"other_{name}": None})
        exact.add(role(db, profile, indicator))
    ends = (days[-1], days[0]) if is_reversed else (days[0], days[-1])
    put(db, person, **{name: ends[0], f"other_{name}": ends[1]})
    assert role(db, profile, indicator) == (exact.pop() if len(exact) == 1 else "unknown")


def test_why_says_between_which_days(base: Any) -> None:
    db, person = base
    put(db, person, teaching_since=date(2019, 12, 1), other_teaching_since=date(2020, 2, 1))
    definition = result(db, "verkhnebureinsky", "000.2").definition
    assert definition is not None
    told = why(db, definition, YEAR, person, "teachers")
    (missing,) = told.missing
    assert missing.label == "Педагогический стаж с: точно не известно, между 01.12.2019 и 01.02.2020"


def test_a_new_exact_date_forgets_the_other_end_and_undo_brings_it_back(base: Any) -> None:
    db, person = base
    put(db, person, born_on=date(1990, 1, 1), other_born_on=date(1990, 12, 31))
    put(db, person, born_on=date(1990, 6, 6))
    assert records.read(db, REGISTERS["teachers"], person)["other_born_on"] is None  # type: ignore[index]
    journal.undo(db)
    assert records.read(db, REGISTERS["teachers"], person)["other_born_on"] == date(1990, 12, 31)  # type: ignore[index]
