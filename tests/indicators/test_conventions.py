"""Each convention of indicators.toml on a handful of records worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.compute import Given, Result, compute, indicators_json
from pdkadry_desktop.indicators.library import definitions
from pdkadry_desktop.indicators.profiles import list_profiles
from tests.factories import SmallDistrict

Y = 2023


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    found = SmallDistrict(tmp_path)
    yield found
    found.db.close()


def result(
    district: SmallDistrict, name: str, year: int = Y, as_of: date | None = None, given: Given | None = None
) -> Result:
    profile = next(each for each in list_profiles() if any(one.id == name for one in each.indicators))
    return next(
        each for each in compute(district.db, profile, Period.of_year(year, as_of), given=given) if each.id == name
    )


def figures(district: SmallDistrict, name: str, as_of: date | None = None) -> tuple[object, object, int]:
    found = result(district, name, (as_of or date(Y, 1, 1)).year, as_of)
    return found.numerator, found.base, found.unknown


# ---------------------------------------------------------------- period, inside
@pytest.mark.parametrize(
    ("hired", "left", "works"),
    [
        (None, None, 1), (date(Y, 12, 31), None, 1), (date(Y + 1, 1, 1), None, 0),
        (None, date(Y, 12, 31), 1), (None, date(Y, 12, 30), 0),
    ],
)  # fmt: skip
def test_a_job_is_active_on_its_first_and_last_day(
    district: SmallDistrict, hired: date | None, left: date | None, works: int
) -> None:
    district.teacher("П1", hired_on=hired, left_on=left)
    assert figures(district, "000.3")[1] == works


@pytest.mark.parametrize(
    ("ends_on", "counted"), [((Y, 1, 1), 1), ((Y, 6, 30), 1), ((Y, 7, 1), 0), ((Y - 1, 12, 31), 0)]
)
def test_the_period_ends_on_the_as_of_date(
    district: SmallDistrict, ends_on: tuple[int, int, int], counted: int
) -> None:
    district.teacher("П1")
    district.course("П1", date(*ends_on), by_diagnostics=True)
    assert figures(district, "000.1", date(Y, 6, 30)) == (counted, 1, 0)


def test_an_open_contest_lasts_one_day_and_an_open_project_goes_on(district: SmallDistrict) -> None:
    district.add("contests", code="К1", name="Учитель года", level="municipal", starts_on=date(Y - 1, 5, 1))
    district.add("projects", code="Р1", name="Старт", level="municipal", is_for_young=True, starts_on=date(Y - 1, 5, 1))
    assert result(district, "001.8a").numerator == 0
    assert result(district, "001.8a", Y - 1).numerator == 1
    assert result(district, "001.M4").numerator == 1


# ---------------------------------------------------------------- persons
def test_a_person_counts_once_in_all_and_once_in_every_organisation(district: SmallDistrict) -> None:
    person = district.teacher("П1", education="higher")
    district.add("employments", teacher_id=person, organization_id="B", position="воспитатель", stage="school")
    found = result(district, "000.3")
    assert (found.numerator, found.base) == (1, 1)
    assert found.organizations == {"A": (1, 1), "B": (1, 1)}
    assert found.tally is not None and found.tally.counted_in_several() == 1
    assert found.members == {"numerator": ["П1"], "base": ["П1"]}


def test_a_municipal_share_is_one_numerator_over_one_base(district: SmallDistrict) -> None:
    """Organisations 1/1 and 0/9 give 10 %, never 50 %."""
    district.teacher("П0", education="higher")
    for number in range(1, 10):
        district.teacher(f"П{number}", "B", stage="school", education="vocational")
    assert result(district, "000.3").value == 10


# ---------------------------------------------------------------- unknown
def test_a_missing_field_of_the_numerator_keeps_the_member_in_the_base(district: SmallDistrict) -> None:
    district.teacher("П1", education="higher")
    district.teacher("П2")
    assert figures(district, "000.3") == (1, 2, 1)


def test_a_missing_field_of_the_base_takes_the_member_out(district: SmallDistrict) -> None:
    district.teacher("П1", born_on=date(Y - 30, 1, 1))
    district.teacher("П2")
    assert figures(district, "001.P85") == (0, 1, 1)


def test_unknown_in_a_count_only_when_nothing_else_is_false(district: SmallDistrict) -> None:
    district.add("projects", code="Р1", name="Старт", level="municipal", is_for_young=True, starts_on=date(Y, 1, 1))
    district.teacher("П1")
    district.teacher("П2")
    district.add("project_members", project_id="Р1", teacher_id="П1", starts_on=date(Y, 2, 1))
    assert figures(district, "001.6.4") == (0, None, 1)


def test_profile_flag_one_yes_is_enough_and_an_empty_one_is_unknown(district: SmallDistrict) -> None:
    for code, flags in (("П1", (True, None)), ("П2", (None, False)), ("П3", (False, False))):
        person = district.teacher(code, subjects=("физика",), matches_profile=flags[0])
        district.add("employments", teacher_id=person, organization_id="B", position="учитель", subjects=("химия",),
                     matches_profile=flags[1])  # fmt: skip
    found = result(district, "001.5.2")
    assert (found.numerator, found.base, found.unknown) == (1, 3, 1)
    assert found.organizations == {"A": (1, 3), "B": (0, 3)}


def test_an_undated_category_counts_and_is_unknown_too(district: SmallDistrict) -> None:
    district.teacher("П1", category="first")
    district.teacher("П2", category="first", category_on=date(Y - 5, 12, 31))
    district.teacher("П3", category="highest", category_on=date(Y - 5, 12, 31))
    district.add("categories", teacher_id="П3", category="first", granted_on=date(Y, 9, 1))
    assert figures(district, "001.E2") == (2, None, 1)
    assert figures(district, "001.E2", date(Y, 12, 30)) == (3, None, 1)


# ---------------------------------------------------------------- years
@pytest.mark.parametrize(
    ("born", "counted"), [((Y - 36, 12, 31), 0), ((Y - 35, 1, 1), 1), ((Y - 36, 12, 30), 0), ((Y - 35, 12, 31), 1)]
)
def test_age_35_lasts_until_the_36th_birthday(
    district: SmallDistrict, born: tuple[int, int, int], counted: int
) -> None:
    district.teacher("П1", born_on=date(*born))
    assert figures(district, "004.9")[0] == counted


def test_a_birthday_on_29_february_counts_from_1_march(district: SmallDistrict) -> None:
    district.teacher("П1", born_on=date(1988, 2, 29))
    assert figures(district, "004.9", date(2024, 2, 28))[0] == 1
    assert figures(district, "004.9", date(2024, 2, 29))[0] == 0
    assert figures(district, "001.P85", date(2023, 2, 28))[1] == 1
    assert figures(district, "001.P85", date(2023, 3, 1))[1] == 0


def test_service_of_five_years_ends_on_the_anniversary(district: SmallDistrict) -> None:
    district.teacher("П1", teaching_since=date(2020, 2, 29))
    assert figures(district, "000.2", date(2025, 2, 28))[0] == 1
    assert figures(district, "000.2", date(2025, 3, 1))[0] == 0


def test_retention_asks_for_a_job_on_the_anniversary_of_service(district: SmallDistrict) -> None:
    since = date(2024, 2, 29)  # the anniversary is 1 March 2025
    young = {"born_on": date(1988, 3, 1), "teaching_since": since}
    district.teacher("П1", hired_on=since, left_on=date(2025, 3, 1), **young)
    district.teacher("П2", hired_on=since, left_on=date(2025, 2, 28), **young)
    district.teacher("П3", hired_on=since, teaching_since=since, born_on=date(1988, 2, 29))  # 36 on that day
    district.teacher("П4", hired_on=since)
    district.teacher("П5", teaching_since=since, born_on=date(2000, 1, 1))  # start of the job unknown: no hire
    assert figures(district, "001.6.1", date(2025, 12, 31)) == (1, 2, 1)
    assert figures(district, "001.6.1", date(2025, 2, 28)) == (0, 0, 1)


# ---------------------------------------------------------------- inheritance, monitoring
def test_empty_fields_of_a_course_come_from_its_programme(district: SmallDistrict) -> None:
    district.add("programmes", code="ПР", name="Курс", kind="pk", hours=8, form="remote", is_federal=True)
    district.teacher("П1")
    district.teacher("П2")
    district.course("П1", date(Y, 5, 1), programme_id="ПР", is_federal=False, hours=16)
    district.course("П2", date(Y, 5, 1), programme_id="ПР")
    assert figures(district, "004.2") == (0, 2, 0)
    assert figures(district, "004.5") == (1, 1, 0)
    district.course("П2", date(Y, 6, 1), programme_id="ПР", hours=72)
    assert figures(district, "004.2") == (1, 2, 0)


def test_cnppm_comes_from_the_spellings_of_the_provider(district: SmallDistrict) -> None:
    district.add("providers", code="Ц", name="ЦНППМ края", aliases=("Центр педмастерства «Ёлка»",), is_cnppm=True)
    for code, provider, flag in (
        ("П1", "центр педмастерства  «елка»", None),
        ("П2", "ЦНППМ края", False),
        ("П3", None, None),
    ):
        district.teacher(code)
        district.course(code, date(Y, 5, 1), provider=provider, is_cnppm=flag)
    assert result(district, "002.3.1").breakdown == {"ЦНППМ": (1, 3)}


def test_rows_of_an_organisation_outside_the_monitoring_are_not_there(district: SmallDistrict) -> None:
    district.add("organizations", code="X", name="Вне", kind="school", is_monitored=False)
    district.teacher("П1", "X", education="higher")
    district.add("vacancies", code="В1", organization_id="X", position="учитель", starts_on=date(Y, 1, 1))
    for name in ("000.3", "001.5.1", "000.R5"):
        assert result(district, name).base == (1 if name == "000.R5" else 0)
    assert result(district, "001.5.4").numerator == 0


def test_teachers_are_told_by_the_first_word_of_the_position(district: SmallDistrict) -> None:
    for number, position in enumerate(("Учитель", "учитель физики", "учитель-логопед", "воспитатель")):
        district.teacher(f"П{number}", position=position)
    assert figures(district, "004.9")[1] == 2


# ---------------------------------------------------------------- zero, targets
def test_an_empty_base_gives_no_value(district: SmallDistrict) -> None:
    found = result(district, "000.1")
    assert (found.status, found.value, found.numerator, found.base, found.met) == ("no_base", None, 0, 0, None)
    assert found.target is not None


def test_the_comparison_is_exact(district: SmallDistrict) -> None:
    """31 of 200 is exactly 15,5 %; 30 of 194 is 15,46 %, which rounds to 15,5 but is less."""
    for number in range(200):
        district.teacher(f"П{number}", teaching_since=date(2021 if number < 31 else 2000, 1, 1))
    found = result(district, "000.2")
    assert (found.value, found.met) == (Fraction(31, 2), True)
    assert result(district, "000.2", Y, date(Y, 12, 30)).met is True


def test_growth_is_judged_against_the_year_before_or_the_entered_value(district: SmallDistrict) -> None:
    district.teacher("П1", category="first", category_on=date(Y, 5, 1))
    found = result(district, "001.E2")
    assert found.target is not None
    assert (found.target.op, found.target.value, found.met) == ("growth", 0, True)
    entered = result(district, "001.E2", given=Given(manual={("001.E2", Y - 1): 1}))
    assert entered.target is not None and (entered.target.value, entered.met) == (1, False)


def test_growth_without_anybody_employed_before_cannot_be_assessed(district: SmallDistrict) -> None:
    district.teacher("П1", hired_on=date(Y, 1, 1), category="first", category_on=date(Y, 5, 1))
    found = result(district, "001.E2")
    assert found.target is not None and (found.target.value, found.met) == (None, None)


def test_presence_is_met_by_a_row_or_by_a_document(district: SmallDistrict) -> None:
    assert result(district, "001.7.1").met is False
    assert result(district, "001.7.1", given=Given(evidence={("001.7.1", Y)})).met is True
    district.add("communities", code="С1", name="Клуб", kind="club", level="municipal", starts_on=date(Y, 1, 1))
    assert result(district, "001.7.1").met is True


def test_manual_indicators_have_no_data_until_a_value_is_entered(district: SmallDistrict) -> None:
    assert result(district, "001.E4").status == "no_data"
    entered = result(district, "001.E4", given=Given(manual={("001.E4", Y): 87.5}))
    assert (entered.status, entered.value, entered.numerator) == ("ok", Fraction(175, 2), None)


def test_stakes_are_exact_sums_by_organisation(district: SmallDistrict) -> None:
    district.teacher("П1", fte=0.1)
    district.teacher("П2", fte=0.2)
    district.teacher("П3", "B")
    district.add("vacancies", code="В1", organization_id="A", position="учитель", fte=0.7, starts_on=date(Y, 10, 1))
    found = result(district, "001.5.1")
    assert (found.numerator, found.base) == (Fraction(13, 10), 2)
    assert found.organizations == {"A": (Fraction(3, 10), 1), "B": (1, 1)}
    assert result(district, "001.E1").base == Fraction(13, 10)
    assert found.members == {"numerator": [], "base": []}


# ---------------------------------------------------------------- the document of the command line
def test_optional_parts_of_the_document_are_absent_without_their_flag(district: SmallDistrict) -> None:
    profile, period = list_profiles()[0], Period.of_year(Y)
    found = compute(district.db, profile, period)
    plain = indicators_json(profile, period, found)
    assert (plain["profile"], plain["year"], plain["as_of"]) == ("verkhnebureinsky", Y, "2023-12-31")
    assert set(plain["indicators"][0]) == {
        "id", "kind", "unit", "numerator", "base", "value", "unknown", "status", "target", "met", "breakdown",
    }  # fmt: skip
    full = indicators_json(profile, period, found, by_organization=True, with_members=True)
    assert {"organizations", "members"} <= set(full["indicators"][0])


def test_equal_concepts_share_one_counting() -> None:
    known = definitions()
    for shared in (("000.1", "000.R8", "001.1"), ("000.3", "001.5a.3", "001.F2"), ("001.5.1", "001.M8", "001.E1")):
        assert len({id(known[name].counting) for name in shared}) == 1
