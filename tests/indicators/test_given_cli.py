"""The command line with values entered by hand and closed years: figures by the contract, writes refused in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.cli import main
from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.closing import close_period
from pdkadry_desktop.indicators.compute import compute
from pdkadry_desktop.indicators.overrides import enter_value
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.reports.facts import given_facts
from tests.factories import SmallDistrict

PROFILE = load_profile("verkhnebureinsky")
YEAR = 2022
KEYS = {
    "id", "kind", "unit", "numerator", "base", "value", "unknown", "status", "target", "met", "breakdown",
    "organizations", "members",
}  # fmt: skip


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    """000.1: 1 of 2; 000.3: entered by hand; 000.R12: its base year entered by hand; 2022 closed, then altered."""
    district = SmallDistrict(tmp_path)
    for number in range(2):
        district.teacher(f"П{number}", education="higher", hired_on=date(2015, 9, 1))
    district.course("П0", date(YEAR, 5, 1), by_diagnostics=True)
    for name, year, values in (("000.3", YEAR, {"numerator": 1, "base": 2}), ("000.R12", 2020, {"value": 3})):
        period = Period.of_year(year)
        given = given_facts(district.db, PROFILE, period.end)
        found = next(each for each in compute(district.db, PROFILE, period, given=given) if each.id == name)
        enter_value(district.db, PROFILE.id, found, {**values, "reason": "по своду района"})
    period = Period.of_year(YEAR)
    close_period(district.db, PROFILE, period, given_facts(district.db, PROFILE, period.end), on=date(2023, 1, 15))
    with district.db.explained("внесено позже"):
        district.course("П1", date(YEAR, 12, 29), by_diagnostics=True)
    path = district.db.path
    district.db.close()
    yield path


def answer(base: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, dict[str, Any]]:
    asked = ["indicators", "--profile", PROFILE.id, "--year", str(YEAR), "--base", str(base), "--by", "organization"]
    assert main([*asked, "--members", "--json", *more]) == 0
    document = json.loads(capsys.readouterr().out)
    assert all(each.keys() == KEYS for each in document["indicators"])
    return {each["id"]: each for each in document["indicators"]}


def test_a_closed_year_and_values_by_hand_are_given_as_they_were_accepted(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(base, capsys)
    closed, entered, growth = found["000.1"], found["000.3"], found["000.R12"]
    assert (closed["numerator"], closed["base"], closed["value"], closed["status"]) == (1, 2, 50.0, "ok")
    assert closed["organizations"] == {"A": {"numerator": 1, "base": 2}}
    assert closed["members"] == {"numerator": ["П0"], "base": ["П0", "П1"]}
    assert (entered["numerator"], entered["base"], entered["value"], entered["met"]) == (1, 2, 50.0, False)
    assert growth["target"] == {"op": ">=", "value": 3} and growth["met"] is False


def test_another_day_of_a_closed_year_is_counted(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(base, capsys, "--as-of", f"{YEAR}-12-30")["000.1"]["numerator"] == 2


def test_undo_inside_a_closed_year_is_refused_in_one_line(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo", "--base", str(base)]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert f"{YEAR} год (закрыт 15.01.2023, ред. 1): Курсы – 1" in said.err
