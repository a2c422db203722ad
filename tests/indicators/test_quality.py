"""Breakdowns add up to the figure, organisations that sent nothing are told, flags nobody filled are counted."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.compute import Given, Result, compute
from pdkadry_desktop.indicators.overrides import enter_value
from pdkadry_desktop.indicators.profiles import list_profiles
from pdkadry_desktop.indicators.quality import completeness, empty_flags, reporting
from pdkadry_desktop.reports.breakdowns import Breakdown, breakdowns, people_of
from pdkadry_desktop.reports.facts import given_facts
from tests.factories import SmallDistrict, load_workbook_rows, new_base
from tests.oracle.districts import moments_of, random_district, random_plan

Y = 2023


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    found = SmallDistrict(tmp_path)
    yield found
    found.db.close()


def one(district: SmallDistrict, name: str) -> Result:
    profile = next(each for each in list_profiles() if any(one.id == name for one in each.indicators))
    period = Period.of_year(Y)
    results = compute(district.db, profile, period, given=given_facts(district.db, profile, period.end))
    return next(each for each in results if each.id == name)


def cells(district: SmallDistrict, name: str, by: str) -> dict[str, tuple[int, int | None]]:
    found = next(each for each in breakdowns(district.db, one(district, name)) if each.id == by)
    assert found.holds is not False
    return {each.key: each.figures for each in found.cells}  # type: ignore[misc]


@pytest.mark.parametrize("seed", range(4))
def test_cells_add_up_and_open_as_many_as_they_say(seed: int) -> None:
    """Over all indicators of random districts: no breakdown that should add up fails to; number == list."""
    plan, seen = random_plan(seed), 0
    with tempfile.TemporaryDirectory() as folder, new_base(Path(folder)) as db:
        load_workbook_rows(db, random_district(seed))
        period = Period.of_year(*moments_of(seed)[-1])
        for profile in list_profiles():
            for result in compute(db, profile, period, given=Given(plan=plan)):
                for found in breakdowns(db, result):
                    _check(found, result)
                    seen += len(found.cells)
                    if result.tally is not None and not result.tally.counting.is_weighted:
                        for cell in found.cells:
                            opened = sum(len(group) for group in people_of(db, result, cell.numerator))
                            assert opened == cell.figures[0]
    assert seen > 100


def _check(found: Breakdown, result: Result) -> None:
    assert found.holds is not False, f"{result.id}, {found.title}: {found.sums} ≠ {found.total}"
    together = frozenset().union(*(cell.numerator for cell in found.cells))
    assert result.tally is not None
    if not result.tally.counting.is_weighted:
        assert len(together) == found.total[0]


def test_town_and_village_apart(district: SmallDistrict) -> None:
    village = district.add("organizations", code="С", name="Сельская школа", kind="school", locality="rural")
    district.teacher("П1", education="higher")
    district.teacher("П2", "С", education="vocational")
    assert village and cells(district, "000.3", "locality") == {"село": (0, 1), "нет данных": (1, 1)}


def test_somebody_with_two_main_jobs_is_told(district: SmallDistrict) -> None:
    person = district.teacher("П1", education="higher")
    district.add("employments", teacher_id=person, organization_id="B", position="учитель", stage="school")
    found = next(each for each in breakdowns(district.db, one(district, "000.3")) if each.id == "kind")
    assert [each.figures for each in found.cells] == [(1, 1), (1, 1)]
    assert found.holds and found.shared == (1, 1)


def test_subjects_may_overlap(district: SmallDistrict) -> None:
    district.teacher("П1", education="higher", subjects=("химия", "биология"))
    found = next(each for each in breakdowns(district.db, one(district, "000.3")) if each.id == "subject")
    assert {each.key: each.figures for each in found.cells} == {"биология": (1, 1), "химия": (1, 1)}
    assert found.holds is None


def test_an_imprecise_birth_date_inside_one_band_is_known(district: SmallDistrict) -> None:
    district.teacher("П1", education="higher", born_on=date(1990, 1, 1), other_born_on=date(1990, 12, 31))
    district.teacher("П2", education="higher", born_on=date(1986, 1, 1), other_born_on=date(1990, 12, 31))
    assert cells(district, "000.3", "age-regional")["нет данных"] == (1, 1)


def test_an_organisation_that_sent_nothing_is_told(district: SmallDistrict) -> None:
    district.add("organizations", code="C", name="Школа В", kind="school")
    district.add("organizations", code="D", name="Школа Г", kind="school", is_monitored=False)
    district.teacher("П1", education="higher")
    found = completeness(one(district, "000.3"), reporting(district.db, Period.of_year(Y)))
    assert found is not None
    assert found.silent == {district.ids["C"]}
    assert found.words() == "по 1 из 2 организаций"  # kindergartens are not asked for, D is not monitored


def test_figures_entered_by_hand_say_of_how_many_organisations(district: SmallDistrict) -> None:
    profile = next(each for each in list_profiles() if each.id == "amursk")
    known = reporting(district.db, Period.of_year(Y))
    assert completeness(one(district, "001.E4"), known) is None
    enter_value(
        district.db, profile.id, one(district, "001.E4"),
        {"organization_id": district.ids["A"], "numerator": 1, "base": 2, "reason": "отчёт"},
    )  # fmt: skip
    found = completeness(one(district, "001.E4"), known)
    assert found is not None and found.words() == "по 1 из 2 организаций"


def test_a_flag_nobody_filled_is_counted_among_rows_that_fit_otherwise(district: SmallDistrict) -> None:
    district.teacher("П1")
    inside = district.course("П1", date(Y, 5, 1))
    district.course("П1", date(Y, 5, 1), is_federal=False)
    district.course("П1", date(Y - 5, 5, 1))  # of another year
    district.course("П1", date(Y, 5, 1), kind="pp")
    result = one(district, "004.2")
    assert result.definition is not None
    found = empty_flags(district.db, result.definition, result.period)
    assert [(each.label, each.ids) for each in found] == [("Из федерального реестра ДПП", {inside})]
    assert found[0].words() == "признак «Из федерального реестра ДПП» не заполнен: 1 запись о курсах"


def test_a_flag_inherited_from_the_programme_is_filled(district: SmallDistrict) -> None:
    district.teacher("П1")
    known = district.add("programmes", code="ПР1", name="Программа", kind="pk", is_federal=True)
    district.course("П1", date(Y, 5, 1), programme_id=known)
    result = one(district, "004.2")
    assert result.definition is not None
    assert empty_flags(district.db, result.definition, result.period) == []
