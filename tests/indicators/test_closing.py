"""A closed year: what is frozen, what a later edit shows, who may still write into it, and the next revision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import ChangeRefused, ClosedPeriod, UserError
from pdkadry_desktop.indicators.closing import close_period, closed_years, moved_since, reopen_period, revisions
from pdkadry_desktop.indicators.compute import Result, compute, indicators_json
from pdkadry_desktop.indicators.overrides import enter_value
from pdkadry_desktop.indicators.profiles import list_profiles, load_profile
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.storage import journal, records
from tests.factories import SmallDistrict, load_workbook_rows, new_base
from tests.oracle.districts import moments_of, random_district

Y = 2022
PROFILE = load_profile("verkhnebureinsky")
WHOLE = Period.of_year(Y)
DAY = date(Y + 1, 1, 15)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    """000.1: one of three teachers has a course by diagnostics."""
    found = SmallDistrict(tmp_path)
    for number in range(3):
        found.teacher(f"П{number}", last_name=f"Ёлкина-{number}", education="higher", hired_on=date(2015, 9, 1))
    found.course("П0", date(Y, 5, 1), by_diagnostics=True)
    yield found
    found.db.close()


def all_of(district: SmallDistrict, year: int = Y, revision: int | None = None) -> list[Result]:
    period = Period.of_year(year)
    return compute(
        district.db, PROFILE, period, given=given_facts(district.db, PROFILE, period.end, revision)
    )  # fmt: skip


def one(district: SmallDistrict, name: str = "000.1", year: int = Y, revision: int | None = None) -> Result:
    return next(each for each in all_of(district, year, revision) if each.id == name)


def close(district: SmallDistrict, on: date = DAY) -> int:
    return close_period(district.db, PROFILE, WHOLE, given_facts(district.db, PROFILE, WHOLE.end), on=on)


def late(district: SmallDistrict, reason: str = "свидетельство принесли в январе") -> None:
    """A course of the closed year, entered late."""
    with district.db.explained(reason):
        district.course("П1", date(Y, 12, 29), by_diagnostics=True)


# ---------------------------------------------------------------- what is frozen
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_closed_year_says_exactly_what_was_computed(tmp_path: Path, seed: int) -> None:
    with new_base(tmp_path) as db:
        load_workbook_rows(db, random_district(seed))
        year, day = moments_of(seed)[-1]
        period = Period.of_year(year, day)
        for profile in list_profiles():
            given = given_facts(db, profile, period.end)
            live = compute(db, profile, period, given=given)
            close_period(db, profile, period, given)
            frozen = compute(db, profile, period, given=given_facts(db, profile, period.end))
            wanted, found = (
                indicators_json(profile, period, each, by_organization=True, with_members=True)
                for each in (live, frozen)
            )
            assert found == wanted
            assert all(each.closed is not None and not moved_since(db, each) for each in frozen)


def test_a_later_edit_changes_nothing_closed_and_is_told_with_its_persons(district: SmallDistrict) -> None:
    close(district)
    late(district)
    found = one(district)
    assert (found.numerator, found.base, found.value) == (1, 3, Fraction(100, 3))
    assert found.members["numerator"] == ["П0"]
    assert (found.computed.numerator, found.computed.base) == (2, 3), "сейчас было бы"
    (moved,) = moved_since(district.db, found)
    assert (moved.title, moved.before, moved.after) == ("Ёлкина-1 Анна", "base_only", "numerator")
    assert found.closed is not None and (found.closed.revision, found.closed.closed_on) == (1, DAY)


def test_another_day_of_the_year_is_computed(district: SmallDistrict) -> None:
    close(district)
    late(district)
    period = Period.of_year(Y, date(Y, 12, 30))
    found = compute(district.db, PROFILE, period, given=given_facts(district.db, PROFILE, period.end))
    assert found[0].closed is None and found[0].numerator == 2


def test_a_removed_person_and_organisation_stay_counted(district: SmallDistrict) -> None:
    close(district)
    db = district.db
    jobs = db.connection.exec_driver_sql("SELECT id FROM employments").scalars().all()
    courses = db.connection.exec_driver_sql("SELECT id FROM courses").scalars().all()
    with db.explained("персональные данные удалены"):
        records.delete(db, REGISTERS["courses"], courses)
        records.delete(db, REGISTERS["employments"], jobs)
        records.delete(db, REGISTERS["teachers"], [district.ids[f"П{number}"] for number in range(3)])
        records.delete(db, REGISTERS["organizations"], [district.ids["A"]])
    found = one(district)
    assert found.organizations == {"A": (1, 3)}
    assert found.members == {"numerator": ["П0"], "base": ["П0", "П1", "П2"]}
    assert [each.title for each in moved_since(db, found)] == [f"Ёлкина-{number} Анна" for number in range(3)]


def test_growth_is_measured_against_the_accepted_figure(district: SmallDistrict) -> None:
    amursk = load_profile("amursk")
    period = Period.of_year(Y)
    district.add("categories", teacher_id="П0", category="first", granted_on=date(Y, 2, 1))
    close_period(district.db, amursk, period, given_facts(district.db, amursk, period.end), on=DAY)
    with district.db.explained("внесено позже"):
        district.add("categories", teacher_id="П1", category="first", granted_on=date(Y, 3, 1))
    after = Period.of_year(Y + 1)
    results = compute(district.db, amursk, after, given=given_facts(district.db, amursk, after.end))
    found = next(each for each in results if each.id == "001.E2")
    assert found.target is not None and found.target.value == 1
    assert (found.value, found.met) == (2, True)


# ---------------------------------------------------------------- who may write
def save(register: str, record: str = "", /, **values: Any) -> Callable[[SmallDistrict], Any]:
    """Saving a record as a form does: a new one, or some fields of the first one of the register."""

    def work(district: SmallDistrict) -> Any:
        spec = REGISTERS[register]
        linked = {
            name: district.ids[value] if name.endswith("_id") and isinstance(value, str) else value
            for name, value in values.items()
        }
        if not record:
            return records.save(district.db, spec, linked)
        ident = district.db.connection.exec_driver_sql(f"SELECT min(id) FROM {register}").scalar()
        assert ident is not None
        stored = records.read(district.db, spec, ident) or {}
        return records.save(district.db, spec, {**records.plain(stored), **linked}, ident)

    return work


def remove(register: str) -> Callable[[SmallDistrict], Any]:
    def work(district: SmallDistrict) -> Any:
        ids = district.db.connection.exec_driver_sql(f"SELECT id FROM {register}").scalars().all()
        return records.delete(district.db, REGISTERS[register], ids)

    return work


COURSE = {"teacher_id": "П1", "kind": "pk", "name": "Урок"}
JOB = {"teacher_id": "П1", "organization_id": "B", "position": "учитель"}
ALTERING = {
    "course in the year": save("courses", **COURSE, ends_on=date(Y, 12, 31)),
    "course moved out": save("courses", "first", ends_on=date(Y + 1, 1, 1)),
    "flag of a course": save("courses", "first", by_diagnostics=False),
    "course removed": remove("courses"),
    "job without a start": save("employments", **JOB),
    "job ended in the year": save("employments", "first", left_on=date(Y, 6, 1)),
    "field of a person who works": save("teachers", "first", teaching_since=date(2000, 9, 1)),
    "type of an organisation": save("organizations", "first", kind="other"),
    "organisation without a start": save("organizations", code="В", name="Школа В", kind="school"),
    "value by hand": save("indicator_values", profile=PROFILE.id, indicator="000.3", year=Y, value=1.0, reason="свод"),
    "the closing itself": remove("closed_periods"),
}
HARMLESS = {
    "course after the year": save("courses", **COURSE, ends_on=date(Y + 1, 1, 1)),
    "course before the year": save("courses", **COURSE, ends_on=date(Y - 1, 12, 31)),
    "name of a course": save("courses", "first", name="Другой"),
    "phone of a person": save("teachers", "first", phone="+7 900 000-00-00"),
    "new person": save("teachers", last_name="Новая", first_name="Анна", teaching_since=date(2000, 9, 1)),
    "job after the year": save("employments", **JOB, hired_on=date(Y + 1, 1, 1)),
    "job ended after the year": save("employments", "first", left_on=date(Y + 1, 6, 1)),
    "organisation after the year": save(
        "organizations", code="В", name="Школа В", kind="school", starts_on=date(Y + 1, 9, 1)
    ),
    "value of the next year": save(
        "indicator_values", profile=PROFILE.id, indicator="000.3", year=Y + 1, value=1.0, reason="свод"
    ),
    "value of another order": save(
        "indicator_values", profile="amursk", indicator="001.E4", year=Y, value=1.0, reason="свод"
    ),
}


@pytest.mark.parametrize("work", ALTERING.values(), ids=ALTERING)
def test_a_write_into_a_closed_year_wants_a_reason(
    district: SmallDistrict, work: Callable[[SmallDistrict], Any]
) -> None:
    close(district)
    before = journal.entries(district.db)
    with pytest.raises(ClosedPeriod, match=f"{Y} год \\(закрыт 15.01.2023, ред. 1\\)"):
        work(district)
    assert journal.entries(district.db) == before, "nothing was written"
    with district.db.explained("ошибка в сведениях школы"):
        work(district)
    assert journal.entries(district.db)[0].reason == "ошибка в сведениях школы"


@pytest.mark.parametrize("work", HARMLESS.values(), ids=HARMLESS)
def test_a_write_that_cannot_alter_the_year_wants_none(
    district: SmallDistrict, work: Callable[[SmallDistrict], Any]
) -> None:
    close(district)
    work(district)
    assert journal.entries(district.db)[0].reason == ""
    assert not any(moved_since(district.db, each) for each in all_of(district))


@pytest.mark.parametrize("work", [*ALTERING.values(), *HARMLESS.values()], ids=[*ALTERING, *HARMLESS])
def test_an_open_year_wants_none(district: SmallDistrict, work: Callable[[SmallDistrict], Any]) -> None:
    close(district)
    reopen_period(district.db, PROFILE.id, Y, "нашлись свидетельства")
    work(district)
    assert journal.entries(district.db)[0].reason == ""


def test_undo_and_a_direct_write_want_a_reason_too(district: SmallDistrict) -> None:
    course = district.course("П1", date(Y, 6, 1))
    close(district)
    entry = journal.entries(district.db)[1]
    with pytest.raises(ClosedPeriod):
        journal.undo(district.db, entry.id)
    with pytest.raises(ClosedPeriod), district.db.change("Мимо формы") as change:
        change.set(REGISTERS["courses"], course, {"hours": 8})
    with pytest.raises(ClosedPeriod), district.db.change("Пустая причина", reason="  ") as change:
        change.remove(REGISTERS["courses"], [course])
    with district.db.change("С причиной", reason="дубль") as change:
        change.remove(REGISTERS["courses"], [course])
    assert one(district).value == Fraction(100, 3)


# ---------------------------------------------------------------- revisions
def test_reopening_and_closing_again_makes_the_next_revision_and_both_can_be_read(district: SmallDistrict) -> None:
    close(district)
    with pytest.raises(ChangeRefused):
        close(district)
    with pytest.raises(UserError):
        reopen_period(district.db, PROFILE.id, Y, "  ")
    reopen_period(district.db, PROFILE.id, Y, "нашлись свидетельства", date(Y + 1, 2, 20))
    assert revisions(district.db, PROFILE.id, Y)[0].words() == "открыт снова 20.02.2023, была ред. 1"
    with pytest.raises(ChangeRefused):
        reopen_period(district.db, PROFILE.id, Y, "ещё раз")
    late(district, "")
    assert one(district).closed is None and one(district).numerator == 2
    close(district, date(Y + 1, 3, 1))
    assert [each.words() for each in revisions(district.db, PROFILE.id, Y)] == [
        "закрыт 01.03.2023, ред. 2", "открыт снова 20.02.2023, была ред. 1"
    ]  # fmt: skip
    assert one(district).numerator == 2
    assert [one(district, revision=each).numerator for each in (1, 2)] == [1, 2]


def test_closing_is_an_action_that_can_be_undone(district: SmallDistrict) -> None:
    close(district)
    with district.db.explained("закрыли не тот год"):
        journal.undo(district.db)
    assert not closed_years(district.db, PROFILE.id)
    district.course("П1", date(Y, 6, 1), by_diagnostics=True)
    journal.undo(district.db)
    with pytest.raises(ClosedPeriod):
        close(district)
        journal.undo(district.db)


def test_a_value_entered_into_a_closed_year_waits_for_the_next_revision(district: SmallDistrict) -> None:
    enter_value(district.db, PROFILE.id, one(district, "000.3"), {"value": 70.0, "reason": "по своду"})
    close(district)
    with district.db.explained("уточнение"):
        enter_value(district.db, PROFILE.id, one(district, "000.3"), {"value": 75.0, "reason": "по новому своду"})
    found = one(district, "000.3")
    assert (found.value, found.computed.value) == (70, 75)
    reopen_period(district.db, PROFILE.id, Y, "уточнение")
    assert one(district, "000.3").value == 75
