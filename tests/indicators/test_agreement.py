"""The engine against the independent computation of tests/oracle, for all 87 indicators on random districts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.compute import Given, compute, indicators_json
from pdkadry_desktop.indicators.profiles import list_profiles
from tests.factories import load_workbook_rows, new_base
from tests.oracle.comparing import differences
from tests.oracle.district import District
from tests.oracle.districts import moments_of, random_district, random_plan
from tests.oracle.indicators import compute_all


@pytest.mark.parametrize("seed", range(20))
def test_all_87_agree_with_the_independent_computation(seed: int) -> None:
    book, plan = random_district(seed), random_plan(seed)
    district = District(book)
    found = []
    with tempfile.TemporaryDirectory() as folder, new_base(Path(folder)) as db:
        load_workbook_rows(db, book)
        for year, day in moments_of(seed)[-3:]:
            expected = compute_all(district, year, day, plan=plan)
            period = Period.of_year(year, day)
            for profile in list_profiles():
                results = compute(db, profile, period, given=Given(plan=plan))
                answer = indicators_json(profile, period, results, by_organization=True, with_members=True)
                for actual in answer["indicators"]:
                    wanted = expected[actual["id"]].to_json()
                    found += [f"{actual['id']} {day}: {each}" for each in differences(wanted, actual)]
    assert not found, "\n".join(found[:20])
