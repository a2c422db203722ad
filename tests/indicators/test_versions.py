"""Own versions of definitions: valid from a year, earlier years untouched, undo, readings, own indicators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import ClosedPeriod
from pdkadry_desktop.indicators.alternatives import alternatives
from pdkadry_desktop.indicators.closing import close_period
from pdkadry_desktop.indicators.compute import Result, compute
from pdkadry_desktop.indicators.definition import BadDefinition
from pdkadry_desktop.indicators.describe import describe
from pdkadry_desktop.indicators.given_words import notes
from pdkadry_desktop.indicators.keeping import (
    About,
    choose_reading,
    free_id,
    remove_version,
    restore_shipped,
    save_version,
)
from pdkadry_desktop.indicators.library import definitions
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.indicators.versions import Methods, methods_of, stored, with_own
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.reports.library import REPORTS, Inputs
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.records import Invalid
from tests.factories import SmallDistrict, load_workbook_rows, new_base
from tests.oracle.districts import moments_of, random_district

PROFILE = load_profile("verkhnebureinsky")
ANY_COURSE = {"id": "000.1", "title": "Любые курсы", "kind": "share", "base": {"set": "staff_oo"},
              "numerator": {"set": "pk"}}  # fmt: skip
FROM_2026 = About(2026, "Приказ меняет методику")


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    """Three teachers; a course by diagnostics in 2025 and 2026, another course in both years."""
    found = SmallDistrict(tmp_path)
    for number in range(3):
        found.teacher(f"П{number}", last_name=f"Ёлкина-{number}", hired_on=date(2015, 9, 1))
    for year in (2025, 2026):
        found.course("П0", date(year, 5, 1), by_diagnostics=True)
        found.course("П1", date(year, 5, 1))
    yield found
    found.db.close()


def figures(found: SmallDistrict, year: int) -> dict[str, tuple[Any, ...]]:
    period = Period.of_year(year)
    profile = with_own(found.db, PROFILE, year)
    results = compute(found.db, profile, period, given=given_facts(found.db, profile, period.end))
    return {each.id: (each.numerator, each.base, each.value, each.target, each.met) for each in results}


def one(found: SmallDistrict, year: int, name: str = "000.1") -> Result:
    period = Period.of_year(year)
    profile = with_own(found.db, PROFILE, year)
    results = compute(found.db, profile, period, given=given_facts(found.db, profile, period.end))
    return next(each for each in results if each.id == name)


def test_a_definition_changed_from_2026_leaves_2025_as_it_was(district: SmallDistrict) -> None:
    before = figures(district, 2025)
    save_version(district.db, PROFILE.id, ANY_COURSE, FROM_2026)
    assert figures(district, 2025) == before
    assert (one(district, 2025).numerator, one(district, 2026).numerator) == (1, 2)
    assert (one(district, 2026).method is not None, one(district, 2025).method) == (True, None)
    assert one(district, 2026, "000.R8").numerator == 1, "another indicator with the same concept stays"


def test_undo_takes_a_version_back(district: SmallDistrict) -> None:
    before = figures(district, 2026)
    save_version(district.db, PROFILE.id, ANY_COURSE, FROM_2026, also=["000.R8"])
    assert one(district, 2026, "000.R8").numerator == 2
    journal.undo(district.db)
    assert figures(district, 2026) == before and not stored(district.db, PROFILE.id)


def test_the_shipped_definition_comes_back_from_a_year(district: SmallDistrict) -> None:
    save_version(district.db, PROFILE.id, ANY_COURSE, About(2025, "Проба"))
    restore_shipped(district.db, PROFILE.id, "000.1", About(2026, "Вернулись", is_comparable=True))
    assert (one(district, 2025).numerator, one(district, 2026).numerator) == (2, 1)
    remove_version(district.db, stored(district.db, PROFILE.id)[-1].id)
    assert one(district, 2026).numerator == 2


def test_the_newest_of_one_year_counts(district: SmallDistrict) -> None:
    save_version(district.db, PROFILE.id, ANY_COURSE, FROM_2026)
    save_version(
        district.db, PROFILE.id, {**ANY_COURSE, "base": {"set": "staff"}, "numerator": {"set": "pp"}}, FROM_2026
    )
    assert one(district, 2026).numerator == 0


def test_a_version_needs_a_note_and_readable_words(district: SmallDistrict) -> None:
    with pytest.raises(Invalid):
        save_version(district.db, PROFILE.id, ANY_COURSE, About(2026, "  "))
    with pytest.raises(BadDefinition):
        save_version(district.db, PROFILE.id, {**ANY_COURSE, "base": {"set": "stuff"}}, FROM_2026)
    assert not stored(district.db, PROFILE.id)


def test_a_closed_year_keeps_its_definition_and_asks_for_a_reason(district: SmallDistrict) -> None:
    period = Period.of_year(2025)
    close_period(district.db, PROFILE, period, given_facts(district.db, PROFILE, period.end))
    before = figures(district, 2025)
    with pytest.raises(ClosedPeriod):
        save_version(district.db, PROFILE.id, ANY_COURSE, About(2025, "Задним числом"))
    save_version(district.db, PROFILE.id, ANY_COURSE, FROM_2026)  # a later year needs no reason
    with district.db.explained("письмо министерства"):
        save_version(district.db, PROFILE.id, ANY_COURSE, About(2024, "Задним числом"))
    assert figures(district, 2025) == before
    found = one(district, 2025)
    assert found.closed is not None and "на основе диагностики" in found.closed.words["000.1"].lower()
    assert found.computed.numerator == 2, "what it would be now"


def test_a_closed_year_knows_the_version_it_was_counted_with(district: SmallDistrict) -> None:
    save_version(district.db, PROFILE.id, ANY_COURSE, About(2025, "Новая методика"))
    period = Period.of_year(2025)
    close_period(district.db, PROFILE, period, given_facts(district.db, PROFILE, period.end))
    with district.db.explained("ошибка"):
        remove_version(district.db, stored(district.db, PROFILE.id)[0].id)
    methods = methods_of(district.db, PROFILE.id).knowing(given_facts(district.db, PROFILE, period.end).closed)
    assert methods.definition("000.1", 2025) is definitions()["000.1"]
    assert one(district, 2025).numerator == 2


def test_breaks_between_years() -> None:
    from pdkadry_desktop.indicators.versions import Version

    def version(ident: int, year: int, comparable: bool) -> Version:
        return Version(ident, "000.1", year, "", "", "", "", comparable)

    first, second, third = version(1, 2022, True), version(2, 2024, False), version(3, 2026, True)
    methods = Methods(definitions(), {"000.1": (first, second, third)})
    assert methods.break_between("000.1", 2021, 2023) is None
    assert methods.break_between("000.1", 2021, 2024) is second
    assert methods.break_between("000.1", 2023, 2026) is second
    assert methods.break_between("000.1", 2024, 2026) is None
    assert methods.changes("000.1", range(2021, 2028)) == {2022: first, 2024: second, 2026: third}


def test_a_reading_is_chosen_for_all_years_and_taken_back(district: SmallDistrict) -> None:
    assert one(district, 2025, "000.R8").base == 3
    choose_reading(district.db, PROFILE.id, "000.R8", "of_trained", "Так согласовано с управлением")
    assert [one(district, year, "000.R8").value for year in (2025, 2026)] == [50, 50]
    assert one(district, 2025).base == 3
    choose_reading(district.db, PROFILE.id, "000.R8", "cumulative", "Передумали")
    assert [each.reading for each in stored(district.db, PROFILE.id)] == ["cumulative"]
    choose_reading(district.db, PROFILE.id, "000.R8", "", "")
    assert not stored(district.db, PROFILE.id)
    journal.undo(district.db)
    assert [each.reading for each in stored(district.db, PROFILE.id)] == ["cumulative"]


def test_every_reading_counts_and_says_so(tmp_path: Path) -> None:
    """The usual reading is the shipped definition itself; the others differ from it in words."""
    assert {"000.1", "000.R8", "001.6.3", "004.3", "004.5", "004.10"} <= alternatives().keys()
    with new_base(tmp_path) as db:
        load_workbook_rows(db, random_district(3))
        for name, found in alternatives().items():
            assert found[0].definition is definitions()[name]
            said = [describe(each.definition) for each in found]
            assert len(set(said)) == len(said) >= 2
            for each in found:
                result = compute(
                    db, _profile_of(name), Period.of_year(moments_of(3)[-1][0]), known={name: each.definition}
                )
                assert next(one.status for one in result if one.id == name) in ("ok", "no_base")


def _profile_of(name: str) -> Any:
    from pdkadry_desktop.indicators.profiles import list_profiles

    return next(each for each in list_profiles() if any(one.id == name for one in each.indicators))


def test_an_own_indicator_stands_in_the_table_from_its_year(district: SmallDistrict) -> None:
    name = free_id(district.db, PROFILE.id, [each.id for each in PROFILE.indicators])
    table = {**ANY_COURSE, "id": name, "title": "Прошли курсы"}
    with pytest.raises(Invalid):
        save_version(district.db, PROFILE.id, table, FROM_2026, name="", part="Своё")
    save_version(district.db, PROFILE.id, table, FROM_2026, name="Доля прошедших курсы", part="Своё")
    assert name not in figures(district, 2025)
    found = one(district, 2026, name)
    assert (found.value, found.unit, found.indicator.section) == (Fraction(200, 3), "%", "Своё")
    assert found.indicator.wording == "Доля прошедших курсы"
    assert free_id(district.db, PROFILE.id, []) != name


def test_windows_of_months_since_a_day_and_at_any_time(district: SmallDistrict) -> None:
    """Six months before 31.08.2025 is 28.02.2025; the day itself is outside, the next one inside."""
    district.teacher("П8", last_name="Крайняя", hired_on=date(2015, 9, 1))
    district.course("П8", date(2025, 2, 28))
    district.teacher("П9", last_name="Внутренняя", hired_on=date(2015, 9, 1))
    district.course("П9", date(2025, 3, 1))
    period = Period.of_year(2025, date(2025, 8, 31))

    def counted(window: Any) -> int:
        table = {**ANY_COURSE, "numerator": {"set": "pk", "window": window}}
        save_version(district.db, PROFILE.id, table, About(2025, "проба"))
        return next(each.numerator for each in compute(district.db, PROFILE, period) if each.id == "000.1")  # type: ignore[return-value]

    assert counted({"last_months": 6}) == 3
    assert counted({"last_months": 7}) == 4
    assert counted({"since": "2025-03-01"}) == 3
    assert counted("until") == 4
    assert counted("academic") == 4  # 01.09.2024 – 31.08.2025
    district.course("П2", date(2024, 8, 31))
    assert (counted("academic"), counted("until")) == (4, 5)


def test_the_unknown_may_leave_the_base(district: SmallDistrict) -> None:
    district.teacher("П7", education="higher", hired_on=date(2015, 9, 1))
    table = {"id": "000.3", "title": "Высшее", "kind": "share", "base": {"set": "staff_oo"},
             "numerator": {"teacher.education": "higher"}}  # fmt: skip
    assert (one(district, 2025, "000.3").base, one(district, 2025, "000.3").unknown) == (4, 3)
    save_version(district.db, PROFILE.id, {**table, "unknown": "exclude"}, About(2025, "Без пустых"))
    found = one(district, 2025, "000.3")
    assert (found.numerator, found.base, found.unknown) == (1, 1, 3)
    assert found.definition is not None and "в базу не входит" in describe(found.definition)


def test_growth_across_an_incomparable_break_cannot_be_assessed(tmp_path: Path) -> None:
    """A.10: «рост к прошлому году» after a change of the method that does not keep years comparable."""
    profile = load_profile("amursk")
    found = SmallDistrict(tmp_path)
    for number in range(2):
        found.teacher(f"К{number}", hired_on=date(2015, 9, 1), category="first", category_on=date(2024 + number, 3, 1))
    period = Period.of_year(2025)

    def judged() -> Result:
        given = given_facts(found.db, profile, period.end)
        return next(each for each in compute(found.db, profile, period, given=given) if each.id == "001.E2")

    assert judged().met is True
    table = {"id": "001.E2", "title": "Категории", "kind": "count",
             "numerator": {"all": [{"set": "staff"}, {"set": "qualified", "categories": ["first"]}]}}  # fmt: skip
    save_version(found.db, profile.id, table, About(2025, "Только первая", is_comparable=True))
    assert judged().met is True
    save_version(found.db, profile.id, table, About(2025, "Только первая", is_comparable=False))
    result = judged()
    assert result.target is not None
    assert (result.met, result.target.value) == (None, None)
    assert result.target.why == "методика изменилась с 2025 года, с 2024 годом сравнивать нельзя"
    found.db.close()


def test_a_closed_year_keeps_what_was_said_of_its_reading_and_of_an_own_indicator(district: SmallDistrict) -> None:
    own = {**ANY_COURSE, "id": "С1", "title": "Любые курсы"}
    save_version(district.db, PROFILE.id, own, About(2025, "Решение совета"), name="Любые курсы")
    choose_reading(district.db, PROFILE.id, "000.R8", "of_trained", "Так согласовано с управлением")
    period = Period.of_year(2025)
    profile = with_own(district.db, PROFILE, 2025)
    said = {name: notes(one(district, 2025, name), {}) for name in ("000.R8", "С1", "000.1")}
    assert "Так согласовано с управлением" in said["000.R8"][0] and "Решение совета" in said["С1"][0]
    close_period(district.db, profile, period, given_facts(district.db, profile, period.end))
    with district.db.explained("передумали"):
        choose_reading(district.db, PROFILE.id, "000.R8", "cumulative", "Иначе")
    assert notes(one(district, 2025, "000.R8"), {})[0] == said["000.R8"][0], "not what is chosen now"
    assert notes(one(district, 2025, "С1"), {}) == said["С1"]
    inputs = Inputs(profile, period, None, date(2026, 2, 1), given_facts(district.db, profile, period.end))
    printed = repr(REPORTS["monitoring-summary"].build(district.db, inputs))
    assert f"{said['000.R8'][0]}." in printed and f"{said['С1'][0]}." in printed
