"""The sentences beside a figure that is not the computed one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.closing import close_period
from pdkadry_desktop.indicators.compute import Result, compute
from pdkadry_desktop.indicators.given_words import notes
from pdkadry_desktop.indicators.overrides import enter_value
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.reports.library import REPORTS, Inputs
from tests.factories import SmallDistrict

PROFILE = load_profile("verkhnebureinsky")
WHOLE = Period.of_year(2022)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    """000.3: two of three teachers of school A have a degree."""
    found = SmallDistrict(tmp_path)
    for number, education in enumerate(("higher", "higher", "vocational")):
        found.teacher(f"П{number}", education=education, hired_on=date(2015, 9, 1))
    yield found
    found.db.close()


def one(district: SmallDistrict) -> Result:
    given = given_facts(district.db, PROFILE, WHOLE.end)
    return next(each for each in compute(district.db, PROFILE, WHOLE, given=given) if each.id == "000.3")


def said(district: SmallDistrict) -> list[str]:
    return [each.replace("\u00a0", " ") for each in notes(one(district), {district.ids["A"]: "Школа А"})]


def test_an_entered_value_is_told_with_the_computed_one_and_its_reason(district: SmallDistrict) -> None:
    paper = district.add("documents", code="Д", kind="справка", name="Справка № 5")
    values = {"numerator": 3, "base": 3, "reason": "диплом внесён в январе.", "document_id": paper}
    enter_value(district.db, PROFILE.id, one(district), values)
    assert said(district) == ["Введено 100,0 % (3 из 3) вместо 66,7 % (2 из 3): диплом внесён в январе (Справка № 5)"]
    district.teacher("П3", education="higher")
    assert said(district)[1] == "Расчёт изменился с 66,7 до 75"


def test_a_sample_of_an_organisation_says_that_it_stays_there(district: SmallDistrict) -> None:
    values = {
        "organization_id": district.ids["A"], "value": 90, "reason": "опрос", "method": "sample", "sample_size": 40
    }  # fmt: skip
    enter_value(district.db, PROFILE.id, one(district), values)
    assert said(district) == [
        "Школа А: введено 90,0 % вместо 66,7 % (2 из 3): опрос (выборочный метод, 40 чел.; в сумму по району не входит)"
    ]


def test_a_closed_year_says_what_would_be_now(district: SmallDistrict) -> None:
    close_period(district.db, PROFILE, WHOLE, given_facts(district.db, PROFILE, WHOLE.end), on=date(2023, 1, 15))
    assert said(district) == []
    with district.db.explained("принят задним числом"):
        district.teacher("П3", education="higher", hired_on=date(2022, 9, 1))
    assert said(district) == ["Закрыт 15.01.2023, ред. 1; сейчас было бы 75,0 % (3 из 4)"]


def test_the_summary_prints_the_state_of_the_year_and_the_footnotes(district: SmallDistrict) -> None:
    enter_value(district.db, PROFILE.id, one(district), {"value": 70, "reason": "по своду района"})
    close_period(district.db, PROFILE, WHOLE, given_facts(district.db, PROFILE, WHOLE.end), on=date(2023, 1, 15))
    given = given_facts(district.db, PROFILE, WHOLE.end)
    inputs = Inputs(PROFILE, WHOLE, None, date(2023, 2, 1), given)
    printed = repr(REPORTS["monitoring-summary"].build(district.db, inputs)).replace("\\xa0", " ")
    assert "закрыт 15.01.2023, ред. 1" in printed
    assert "Введено 70,0 % вместо 66,7 % (2 из 3): по своду района" in printed
