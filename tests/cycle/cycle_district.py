"""A small district with a cycle: three schools, some teachers with courses, figures of a year at hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.cycle.store import Cycle, cycle_of, start_cycle
from pdkadry_desktop.indicators.compute import Result, compute
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.storage.database import Database
from tests.factories import SmallDistrict

Y = 2022
END = date(Y, 12, 31)
PROFILE = load_profile("verkhnebureinsky")


def results_of(db: Database, year: int = Y) -> list[Result]:
    period = Period.of_year(year)
    return compute(db, PROFILE, period, given=given_facts(db, PROFILE, period.end))


def district(folder: Path, schools: int = 3) -> SmallDistrict:
    """Of school number N (A, B, C …) N of four teachers have a distance course of the year (000.R5)."""
    found = SmallDistrict(folder)
    with found.db.change("Виды") as change:
        change.set(REGISTERS["organizations"], found.ids["B"], {"kind": "school", "name": "Школа Б"})
    names = ["A", "B", *("CDEFGH"[: schools - 2])]
    for code in names[2:]:
        found.add("organizations", code=code, name=f"Школа {code}", kind="school")
    for number, code in enumerate(names):
        for each in range(4):
            person = f"П-{code}-{each}"
            found.teacher(
                person, code, last_name=f"Ёлкина-{code}{each}", education="higher", hired_on=date(2015, 9, 1),
                teaching_since=date(2010, 9, 1),
            )  # fmt: skip
            if each < number:
                found.course(person, date(Y, 5, 1), by_diagnostics=True, hours=72)
    return found


def started(found: SmallDistrict, year: int = Y) -> Cycle:
    start_cycle(found.db, PROFILE.id, year, date(year, 1, 10))
    cycle = cycle_of(found.db, PROFILE.id, year)
    assert cycle is not None
    return cycle
