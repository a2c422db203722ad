"""A smoke test of speed: the figures of all five orders on a middle-sized district, and one drill-down."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.compute import compute
from pdkadry_desktop.indicators.library import definitions
from pdkadry_desktop.indicators.members import members
from pdkadry_desktop.indicators.profiles import list_profiles
from pdkadry_desktop.indicators.why import why
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database
from tests.factories import new_base

YEAR = Period.of_year(2023)
TEACHERS, COURSES = 1000, 10_000


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    chance = random.Random(1)

    def day(first: int) -> date:
        return date(first, 1, 1) + timedelta(days=chance.randrange(365 * (2024 - first)))

    with new_base(tmp_path_factory.mktemp("speed")) as db:
        with db.change("Пробный район") as change:
            places = change.add_many(
                REGISTERS["organizations"],
                [{"code": f"О{n}", "name": f"Школа № {n}", "kind": "school"} for n in range(40)],
            )
            people = change.add_many(
                REGISTERS["teachers"],
                [
                    {"code": f"П{n}", "last_name": "Ёлкина", "first_name": "Анна", "born_on": day(1960)}
                    for n in range(TEACHERS)
                ],
            )
            change.add_many(
                REGISTERS["employments"],
                [
                    {"teacher_id": each, "organization_id": chance.choice(places), "position": "учитель"}
                    for each in people
                ],
            )
            change.add_many(
                REGISTERS["courses"],
                [
                    {"teacher_id": chance.choice(people), "kind": "pk", "name": f"Курс {n}", "ends_on": day(2019),
                     "by_diagnostics": chance.choice((True, None)), "hours": chance.choice((None, 8, 72))}
                    for n in range(COURSES)
                ],
            )  # fmt: skip
        yield db


def seconds(work: object) -> float:
    start = time.process_time()
    assert callable(work)
    work()
    return time.process_time() - start


def test_all_indicators_and_organisations_of_a_year(base: Database) -> None:
    def figures() -> None:
        for profile in list_profiles():
            for result in compute(base, profile, YEAR):
                assert result.organizations is not None

    figures()
    assert min(seconds(figures) for _ in range(3)) < 0.6


def test_a_drill_down_and_its_reasons(base: Database) -> None:
    definition = definitions()["000.1"]
    someone = members(base, definition, YEAR)[0].ids[0]
    assert min(seconds(lambda: members(base, definition, YEAR, "О7")) for _ in range(3)) < 0.1
    assert min(seconds(lambda: why(base, definition, YEAR, someone)) for _ in range(3)) < 0.1
