"""Figures entered by hand and documents of evidence: what counts, what stays visible, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.indicators.compute import Result, compute, indicators_json
from pdkadry_desktop.indicators.overrides import add_evidence, enter_value, history, moved, revoke_value
from pdkadry_desktop.indicators.profiles import Profile, list_profiles
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.records import Invalid
from tests.factories import SmallDistrict

Y = 2023
WHY = {"reason": "диплом получен 29.12, внесён в январе"}


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    found = SmallDistrict(tmp_path)
    yield found
    found.db.close()


def profile_of(name: str) -> Profile:
    return next(each for each in list_profiles() if any(one.id == name for one in each.indicators))


def result(district: SmallDistrict, name: str, year: int = Y) -> Result:
    """As the window and the command line compute it."""
    profile, period = profile_of(name), Period.of_year(year)
    results = compute(district.db, profile, period, given=given_facts(district.db, profile, period.end))
    return next(each for each in results if each.id == name)


def enter(district: SmallDistrict, name: str, year: int = Y, **values: Any) -> int:
    return enter_value(district.db, profile_of(name).id, result(district, name, year), {**WHY, **values})


def answer(district: SmallDistrict, name: str, year: int = Y) -> dict[str, Any]:
    """The indicator in the document of ``indicators --json``."""
    found = indicators_json(
        profile_of(name), Period.of_year(year), [result(district, name, year)], by_organization=True
    )
    one: dict[str, Any] = found["indicators"][0]
    return one


@pytest.fixture
def staff(district: SmallDistrict) -> SmallDistrict:
    """000.3: three of four teachers of school A have a degree, the one of B has none."""
    for number, education in enumerate(("higher", "higher", "higher", "vocational")):
        district.teacher(f"П{number}", education=education)
    district.teacher("П4", "B", stage="school", education="vocational")
    return district


def test_a_manual_indicator_gets_the_value_entered_for_its_year(district: SmallDistrict) -> None:
    assert answer(district, "001.E4")["status"] == "no_data"
    enter(district, "001.E4", value=87.5)
    found = answer(district, "001.E4")
    assert (found["value"], found["status"], found["numerator"], found["base"]) == (87.5, "ok", None, None)
    assert answer(district, "001.E4", Y + 1)["status"] == "no_data"


def test_values_of_organisations_make_the_value_of_a_manual_indicator(district: SmallDistrict) -> None:
    for code, numerator, base in (("A", 1, 1), ("B", 0, 99)):
        enter(district, "001.E4", organization_id=district.ids[code], numerator=numerator, base=base)
    found = answer(district, "001.E4")
    assert (found["numerator"], found["base"], found["value"]) == (1, 100, 1.0)
    assert found["organizations"] == {"A": {"numerator": 1, "base": 1}, "B": {"numerator": 0, "base": 99}}


def test_a_base_year_is_entered_by_hand(staff: SmallDistrict) -> None:
    """000.R12 is measured against 2020, when the base knows nobody."""
    target = next(each for each in profile_of("000.R12").indicators if each.id == "000.R12").target(Y)
    assert target is not None and target.base_year == 2020
    enter(staff, "000.R12", 2020, value=3)
    found = answer(staff, "000.R12")
    assert found["target"] == {"op": ">=", "value": 3}
    assert found["met"] is (found["value"] >= 3)


def test_what_is_entered_counts_and_the_computed_figure_stays_beside_it(staff: SmallDistrict) -> None:
    enter(staff, "000.3", numerator=4, base=5, document_id=staff.add("documents", code="Д", kind="приказ", name="Свод"))
    found = result(staff, "000.3")
    assert (found.numerator, found.base, found.value) == (4, 5, 80)
    assert (found.computed.numerator, found.computed.base, found.computed.value) == (3, 5, 60)
    assert found.entered[0].reason == WHY["reason"] and found.entered[0].document == "Свод"
    assert moved(found, found.entered[0]) is None
    revoke_value(staff.db, found.entered[0].id, date(Y + 1, 2, 1))
    assert result(staff, "000.3").value == 60
    assert [each.revoked_on for each in history(staff.db, "verkhnebureinsky", "000.3", Y)] == [date(Y + 1, 2, 1)]
    with pytest.raises(ChangeRefused):
        revoke_value(staff.db, found.entered[0].id, date(Y + 1, 2, 2))


def test_a_figure_that_moves_after_it_was_overridden_is_flagged(staff: SmallDistrict) -> None:
    enter(staff, "000.3", value=85)
    assert result(staff, "000.3").numerator is None, "the counted numerator is not that of the entered value"
    staff.teacher("П5", education="higher")
    found = result(staff, "000.3")
    assert (found.value, found.computed.value) == (85, Fraction(400, 6))
    assert moved(found, found.entered[0]) == (60, Fraction(400, 6))


def test_a_figure_of_an_organisation_enters_the_total_as_a_difference(staff: SmallDistrict) -> None:
    enter(staff, "000.3", organization_id=staff.ids["A"], numerator=4, base=4)
    found = answer(staff, "000.3")
    assert (found["numerator"], found["base"], found["value"]) == (4, 5, 80)
    assert found["organizations"] == {"A": {"numerator": 4, "base": 4}, "B": {"numerator": 0, "base": 1}}


@pytest.mark.parametrize("values", [{"value": 99}, {"numerator": 4, "base": 4, "method": "sample", "sample_size": 4}])
def test_a_ready_value_or_a_sample_of_an_organisation_stays_there(staff: SmallDistrict, values: dict[str, Any]) -> None:
    enter(staff, "000.3", organization_id=staff.ids["A"], **values)
    assert result(staff, "000.3").value == 60


def test_the_newest_value_counts_and_the_older_one_is_revoked(staff: SmallDistrict) -> None:
    first, second = enter(staff, "000.3", value=70), enter(staff, "000.3", value=75)
    assert result(staff, "000.3").value == 75
    kept = {each.id: each.revoked_on is None for each in history(staff.db, "verkhnebureinsky", "000.3")}
    assert kept == {second: True, first: False}
    journal.undo(staff.db)
    assert result(staff, "000.3").value == 70


def test_growth_is_measured_against_the_entered_value(staff: SmallDistrict) -> None:
    enter(staff, "001.E2", Y - 1, value=2)
    found = result(staff, "001.E2")
    assert found.target is not None and found.target.value == 2


@pytest.mark.parametrize(
    ("name", "values", "field"),
    [
        ("000.3", {"value": 80, "reason": " "}, "reason"),
        ("000.3", {"value": 80, "reason": None}, "reason"),
        ("000.3", {}, "value"),
        ("000.3", {"base": 5}, "numerator"),
        ("000.3", {"numerator": 6, "base": 5}, "numerator"),
        ("000.3", {"value": 80, "method": "sample"}, "sample_size"),
        ("001.E4", {"numerator": 5, "base": 4}, "numerator"),
        ("001.7.1", {"value": 1}, "document_id"),
    ],
)
def test_what_cannot_be_entered(staff: SmallDistrict, name: str, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        enter(staff, name, **values)
    assert field in {each.field for each in refused.value.problems}
    assert not history(staff.db, profile_of(name).id)


def test_the_base_itself_wants_a_reason(staff: SmallDistrict) -> None:
    row = {"profile": "verkhnebureinsky", "indicator": "000.3", "year": Y, "value": 80}
    with pytest.raises(ChangeRefused), staff.db.change("Мимо формы") as change:
        change.add(REGISTERS["indicator_values"], row)


def test_presence_is_met_by_a_document_and_never_by_a_bare_number(district: SmallDistrict) -> None:
    assert result(district, "001.7.1").met is False
    row = {"profile": "amursk", "indicator": "001.7.1", "year": Y, "value": 1, **WHY}
    with district.db.change("Мимо проверки") as change:
        change.add(REGISTERS["indicator_values"], row)
    assert result(district, "001.7.1").met is False
    paper = district.add("documents", code="Д", kind="положение", name="О наставничестве")
    add_evidence(district.db, "amursk", "001.7.1", Y, paper)
    assert result(district, "001.7.1").met is True
    assert result(district, "001.7.1", Y + 1).met is False
    with pytest.raises(Invalid):
        add_evidence(district.db, "amursk", "001.7.1", Y, paper)
