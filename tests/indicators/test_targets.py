"""Targets: exact comparison, look-up by scope, growth from accepted values, tolerance, undo."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given as given_by
from hypothesis import strategies as st

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.indicators.closing import close_period, read_closed, revisions
from pdkadry_desktop.indicators.compute import Result, compute, indicators_json
from pdkadry_desktop.indicators.judging import Judged, achievement, is_met, verdict
from pdkadry_desktop.indicators.keeping import About, save_version
from pdkadry_desktop.indicators.overrides import enter_value
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.indicators.target_text import aim_words, read_aim
from pdkadry_desktop.indicators.targets import Aim, copy_targets, read_targets, set_group_target, set_targets
from pdkadry_desktop.indicators.wording import shown_value, status_word
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.reports.library.targets import view
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.records import Invalid
from tests.factories import SmallDistrict

PROFILE = load_profile("verkhnebureinsky")
NAME = "000.3"  # the share of teachers with higher education
YEAR = 2023
numbers = st.fractions(min_value=0, max_value=200, max_denominator=100)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    """Three of four teachers of A have a degree, the one of B has none: 60 % in all."""
    found = SmallDistrict(tmp_path)
    for number, education in enumerate(("higher", "higher", "higher", "vocational")):
        found.teacher(f"П{number}", education=education)
    found.teacher("П4", "B", stage="school", education="vocational")
    yield found
    found.db.close()


def one(district: SmallDistrict, year: int = YEAR, name: str = NAME) -> Result:
    period = Period.of_year(year)
    results = compute(district.db, PROFILE, period, given=given_facts(district.db, PROFILE, period.end))
    return next(each for each in results if each.id == name)


def set_one(district: SmallDistrict, text: str, year: int = YEAR, place: int | None = None) -> None:
    set_targets(district.db, PROFILE.id, NAME, year, {place: read_aim(text)})


def test_a_value_just_below_its_target_is_not_met_and_not_rounded_up() -> None:
    target = Judged(">=", Fraction(80))
    assert is_met(target, Fraction("79.96")) is False
    assert is_met(target, Fraction(80)) is True


def test_the_page_shows_the_decimals_that_keep_the_sides(district: SmallDistrict) -> None:
    for number in range(5, 29):
        district.teacher(f"П{number}", education="vocational")
    set_one(district, "10,345")  # 3 of 29 = 10,3448…
    found = one(district)
    assert (status_word(found), shown_value(found)) == ("не выполнено", "10,34\u00a0%")


def test_lower_is_better() -> None:
    target = Judged("<=", Fraction(5))
    assert is_met(target, Fraction(3)) is True
    assert is_met(target, Fraction(7)) is False
    assert achievement(target, Fraction(7)) == Fraction(500, 7)


@given_by(st.sampled_from([">=", "<=", ">", "<", "=", "between"]), numbers, numbers, numbers)
def test_achievement_is_never_above_100_when_not_met(op: str, aim: Fraction, width: Fraction, value: Fraction) -> None:
    target = Judged(op, aim, aim + width if op == "between" else None)
    reached = achievement(target, value)
    assert reached is not None
    if not is_met(target, value):
        assert reached <= 100
    else:
        assert reached >= 100


@given_by(numbers, numbers, numbers)
def test_tolerance_never_makes_a_target_met(aim: Fraction, value: Fraction, tolerance: Fraction) -> None:
    target = Judged(">=", aim, tolerance=tolerance)
    found = verdict(target, value, is_met(target, value))
    assert found == ("met" if value >= aim else "within_tolerance" if aim - value <= tolerance else "not_met")


def test_the_printed_target_holds_until_an_own_one_is_set(district: SmallDistrict) -> None:
    printed = one(district).target
    assert printed is not None and not printed.is_own
    set_one(district, "≥ 55")
    found = one(district)
    assert found.target is not None and found.target.is_own and found.met is True
    json = indicators_json(PROFILE, found.period, [found])["indicators"][0]
    assert (json["target"], json["met"]) == ({"op": ">=", "value": 55}, True)
    assert one(district, YEAR - 1).target == Judged(printed.op, one(district, YEAR - 1).target.value)  # type: ignore[union-attr]
    journal.undo(district.db)
    assert one(district).target == printed


def test_a_municipal_target_is_that_of_exactly_its_year(district: SmallDistrict) -> None:
    set_targets(district.db, PROFILE.id, "000.R8", 2030, {None: Aim("ge", Fraction(1))})
    targets = read_targets(district.db, PROFILE.id)
    assert targets.find("000.R8", 2030, None) is not None
    assert targets.find("000.R8", 2031, None) is None


def test_look_up_takes_the_organisation_then_its_group_then_the_municipality(district: SmallDistrict) -> None:
    a, b = district.ids["A"], district.ids["B"]
    set_one(district, "80")
    set_group_target(district.db, PROFILE.id, NAME, YEAR, "organization_kind", "school", Aim("ge", Fraction(70)))
    set_one(district, "60", place=a)
    targets = read_targets(district.db, PROFILE.id)
    kinds = {a: "organization", b: "group" if _is_school(district, "B") else "municipality"}
    for place, scope in kinds.items():
        found = targets.find(NAME, YEAR, place)
        assert found is not None and found.scope == scope
    whole = targets.find(NAME, YEAR, None)
    assert whole is not None and whole.aim.value == 80


def _is_school(district: SmallDistrict, code: str) -> bool:
    row = district.db.raw.execute("select kind from organizations where code = ?", (code,)).fetchone()
    return bool(row[0] == "school")


def test_growth_is_measured_from_the_frozen_value(district: SmallDistrict) -> None:
    set_one(district, "+2 п.п.", YEAR)
    found = one(district)
    assert found.met is None and found.verdict == "not_assessable"
    assert found.target is not None and "за 2022 год" in found.target.why
    period = Period.of_year(YEAR - 1)
    close_period(district.db, PROFILE, period, given_facts(district.db, PROFILE, period.end))
    change = district.db.change("Правка задним числом", reason="ошибка")
    with change as writing:  # moves what 2022 would be now, not what was accepted
        writing.set(REGISTERS["teachers"], _first_teacher(district), {"education": "vocational"})
    target = one(district).target
    assert target is not None and (target.op, target.value) == (">=", 62)


def _first_teacher(district: SmallDistrict) -> int:
    return int(district.db.raw.execute("select id from teachers order by id").fetchone()[0])


def test_growth_from_a_base_entered_by_hand(district: SmallDistrict) -> None:
    before = one(district, 2020)
    enter_value(district.db, PROFILE.id, before, {"value": 50, "reason": "отчёт за 2020 год"})
    set_one(district, "+10 % к 2020")
    target = one(district).target
    assert target is not None and target.value == 55
    set_one(district, "не хуже к 2020")
    assert one(district).met is True


def test_growth_from_the_mean_of_accepted_years(district: SmallDistrict) -> None:
    for year, value in ((YEAR - 2, 40), (YEAR - 1, 60)):
        enter_value(district.db, PROFILE.id, one(district, year), {"value": value, "reason": "отчёт"})
    set_one(district, "+1 п.п. к среднему за 2 года")
    target = one(district).target
    assert target is not None and target.value == 51


def test_a_closed_year_keeps_the_target_it_was_judged_by(district: SmallDistrict) -> None:
    set_one(district, "61 допуск 2")
    assert one(district).verdict == "within_tolerance"
    period = Period.of_year(YEAR)
    close_period(district.db, PROFILE, period, given_facts(district.db, PROFILE, period.end))
    assert read_closed(district.db, revisions(district.db, PROFILE.id)[0]).figures[NAME].met is False
    found = one(district)
    assert found.closed is not None and found.verdict == "within_tolerance"
    assert found.target == Judged(">=", Fraction(61), None, Fraction(2), is_own=True)


def test_targets_of_a_year_are_copied_and_taken_back(district: SmallDistrict) -> None:
    set_one(district, "60")
    set_one(district, "50", place=district.ids["A"])
    set_one(district, "65", YEAR + 1)
    assert copy_targets(district.db, PROFILE.id, YEAR, YEAR + 1) == 1
    targets = read_targets(district.db, PROFILE.id)
    assert targets.find(NAME, YEAR + 1, district.ids["A"]).aim.value == 50  # type: ignore[union-attr]
    assert targets.find(NAME, YEAR + 1, None).aim.value == 65  # type: ignore[union-attr]
    journal.undo(district.db)
    assert len(read_targets(district.db, PROFILE.id).of(NAME, YEAR + 1)) == 1


def test_setting_many_is_one_action_and_an_empty_cell_takes_away(district: SmallDistrict) -> None:
    places = [district.ids["A"], district.ids["B"]]
    assert set_targets(district.db, PROFILE.id, NAME, YEAR, dict.fromkeys(places, read_aim("≥ 60"))) == 2
    assert set_targets(district.db, PROFILE.id, NAME, YEAR, {places[0]: None}) == 1
    targets = read_targets(district.db, PROFILE.id)
    assert targets.find(NAME, YEAR, places[0]) is None
    journal.undo(district.db)
    journal.undo(district.db)
    assert read_targets(district.db, PROFILE.id).all == ()


def test_half_a_target_is_refused(district: SmallDistrict) -> None:
    with pytest.raises(Invalid, match="верхнюю границу"):
        set_targets(district.db, PROFILE.id, NAME, YEAR, {None: Aim("between", Fraction(1))})
    with pytest.raises(Invalid, match="раньше года цели"):
        set_targets(
            district.db, PROFILE.id, NAME, YEAR, {None: Aim("not_worse", base="year", base_year=YEAR)}
        )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("60", Aim("ge", Fraction(60))),
        ("≥60 %", Aim("ge", Fraction(60))),
        ("не более 5,5", Aim("le", Fraction("5.5"))),
        ("60–80", Aim("between", Fraction(60), Fraction(80))),
        ("от 60 до 80 %", Aim("between", Fraction(60), Fraction(80))),
        ("+2 п.п.", Aim("growth_pp", Fraction(2))),
        ("+5 %", Aim("growth_pct", Fraction(5))),
        ("не хуже", Aim("not_worse")),
        ("+2 п.п. к 2020", Aim("growth_pp", Fraction(2), base="year", base_year=2020)),
        ("80 допуск 2", Aim("ge", Fraction(80), tolerance=Fraction(2))),
        ("  ", None),
    ],
)
def test_targets_are_read_as_people_write_them(text: str, aim: Aim | None) -> None:
    assert read_aim(text) == aim
    if aim is not None:
        assert read_aim(aim_words(aim, "%")) == aim


@pytest.mark.parametrize("text", ["много", "60-", "80-60", "++2", "≥", "1e5"])
def test_what_is_no_target_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_aim(text)


def test_a_bare_number_follows_the_direction() -> None:
    assert read_aim("5", "down") == Aim("le", Fraction(5))


def test_growth_of_an_organisation_is_measured_from_its_own_frozen_value(district: SmallDistrict) -> None:
    a = district.ids["A"]
    set_one(district, "+5 п.п.", place=a)
    figures = {each.id: each for each in view(district.db, PROFILE.id, Period.of_year(YEAR), NAME).places}
    assert figures[a].verdict == "not_assessable" and "за 2022 год" in (figures[a].target or Judged("", None)).why
    period = Period.of_year(YEAR - 1)
    close_period(district.db, PROFILE, period, given_facts(district.db, PROFILE, period.end))
    figures = {each.id: each for each in view(district.db, PROFILE.id, Period.of_year(YEAR), NAME).places}
    assert figures[a].target == Judged(">=", Fraction(80), is_own=True)
    assert figures[a].verdict == "not_met"
    own = {"id": NAME, "title": "Иначе", "kind": "share", "base": {"set": "staff"}, "numerator": {"set": "pk"}}
    save_version(district.db, PROFILE.id, own, About(YEAR, "уточнена методика"))
    figures = {each.id: each for each in view(district.db, PROFILE.id, Period.of_year(YEAR), NAME).places}
    assert "методика изменилась" in (figures[a].target or Judged("", None)).why
