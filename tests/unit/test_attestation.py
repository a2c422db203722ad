"""Attestation: the days on which somebody becomes due, exceptions, unknown dates, results written for many."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from factories import SmallDistrict

from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, records
from pdkadry_desktop.work import attestation as work
from pdkadry_desktop.work.attestation import Decision, Due, Terms, outcome
from pdkadry_desktop.work.working import read_rows, workers

ON = date(2026, 3, 1)


@pytest.fixture
def district(tmp_path: Path) -> SmallDistrict:
    return SmallDistrict(tmp_path)


def due(district: SmallDistrict, on: date = ON, **terms: int) -> dict[str, Due]:
    return {each.worker.person["code"]: each for each in work.due(district.db, on, Terms(**terms))}


@pytest.mark.parametrize(
    ("granted", "why"),
    [
        (date(2021, 3, 1), "category_ended"),  # the last day was 28.02.2026
        (date(2021, 3, 2), "category_soon"),  # today is the last day
        (date(2022, 3, 2), "category_soon"),  # last day 01.03.2027, twelve months ahead
        (date(2022, 3, 3), None),
        (date(2023, 8, 31), None),  # ends 30.08.2028, further than a year
        (date(2023, 9, 1), None),  # without end
    ],
)
def test_category_ends_after_five_years(district: SmallDistrict, granted: date, why: str | None) -> None:
    person = district.teacher("П1", hired_on=date(2010, 9, 1))
    district.add("categories", teacher_id=person, category="first", position="учитель", granted_on=granted)
    found = due(district).get("П1")
    assert (found.why if found else None) == why


def test_a_given_end_wins_and_a_new_category_ends_it(district: SmallDistrict) -> None:
    person = district.teacher("П1", hired_on=date(2010, 9, 1))
    district.add(
        "categories", teacher_id=person, category="highest", granted_on=date(2020, 1, 1), ends_on=date(2026, 12, 31)
    )
    assert due(district)["П1"].due_on == date(2026, 12, 31)
    district.add("categories", teacher_id=person, category="highest", granted_on=date(2026, 2, 1))
    assert due(district) == {}


@pytest.mark.parametrize(
    ("hired", "is_due"), [(date(2024, 3, 1), True), (date(2025, 3, 1), True), (date(2025, 3, 2), False)]
)
def test_compliance_not_before_two_years_in_the_position(district: SmallDistrict, hired: date, is_due: bool) -> None:
    district.teacher("П1", hired_on=hired)
    assert ("П1" in due(district)) is is_due


def test_compliance_after_a_leave_and_during_it(district: SmallDistrict) -> None:
    person = district.teacher("П1", hired_on=date(2015, 9, 1))
    leave = district.add("absences", teacher_id=person, kind="childcare", starts_on=date(2023, 1, 1), ends_on=None)
    assert due(district) == {}, "on leave now"
    records.save(
        district.db, REGISTERS["absences"],
        {"teacher_id": person, "kind": "childcare", "starts_on": date(2023, 1, 1), "ends_on": date(2025, 3, 31)}, leave,
    )  # fmt: skip
    assert due(district) == {}, "two years after the leave are over on 01.04.2027"
    assert due(district, months=13)["П1"].due_on == date(2027, 4, 1)
    assert due(district, after_leave=0)["П1"].due_on == date(2025, 4, 1), "the day of the return"


def test_absence_is_told_of_its_place_of_work_only(district: SmallDistrict) -> None:
    person = district.teacher("П1", hired_on=date(2015, 9, 1))
    district.add(
        "absences", teacher_id=person, organization_id="B", kind="childcare", starts_on=date(2026, 1, 1),
        ends_on=date(2026, 8, 31),
    )  # fmt: skip
    assert workers(district.db, ON)[person].absence == ""
    district.add(
        "absences", teacher_id=person, kind="sabbatical", starts_on=date(2026, 1, 1), ends_on=date(2026, 8, 31)
    )
    assert workers(district.db, ON)[person].absence == "в длительном отпуске до 31.08.2026"
    assert "П1" in due(district), "a long leave does not spare"


def test_unknown_dates_are_questions(district: SmallDistrict) -> None:
    district.teacher("П1", category="highest", hired_on=date(2010, 9, 1))
    district.teacher("П2")
    district.teacher("П3", category="compliance")
    found = due(district)
    assert {code: each.why for code, each in found.items()} == dict.fromkeys(("П1", "П2", "П3"), "question")
    assert "дата приёма неизвестна" in found["П2"].words
    assert all(each.due_on is None for each in found.values())


def test_a_category_of_another_position_is_told(district: SmallDistrict) -> None:
    person = district.teacher("П1", hired_on=date(2010, 9, 1), position="методист")
    district.add("categories", teacher_id=person, category="first", position="учитель", granted_on=date(2024, 1, 1))
    found = due(district)["П1"]
    assert found.why == "compliance_first"
    assert "есть первая: учитель" in found.words


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Присвоена", "granted"), ("установлена", "granted"), ("соответствует занимаемой должности", "granted"),
        ("отказано", "refused"), ("не соответствует", "refused"), ("отозвано", "withdrawn"),
        ("заявитель отказался", "withdrawn"), ("см. протокол", "unclear"), (None, None),
    ],
)  # fmt: skip
def test_words_of_results(text: str | None, state: str | None) -> None:
    assert outcome(text, None) == state
    assert outcome(None, ON) == "unclear"


def test_applications_and_a_decision_for_many(district: SmallDistrict) -> None:
    first = district.teacher("П1", hired_on=date(2010, 9, 1), category="first", category_on=date(2021, 5, 1))
    second = district.teacher("П2", hired_on=date(2010, 9, 1), category="highest")
    db = district.db
    people = [(first, "учитель", "highest"), (second, "учитель", "mentor")]
    assert work.apply_for(db, people, date(2026, 2, 1), None) == (2, 0)
    assert work.apply_for(db, people, date(2026, 2, 1), None) == (0, 2)
    ids = [each.id for each in work.applications(db, 2026, ON)]
    assert due(district)["П1"].application == "подано 01.02.2026"
    with pytest.raises(ChangeRefused):
        work.appoint(db, ids, date(2026, 1, 31))
    assert work.appoint(db, ids, date(2026, 3, 20)) == 2
    done = work.decide(db, ids, Decision("granted", date(2026, 3, 25), "№ 7", "Министерство"))
    assert done.count == 2
    assert done.categories == 3, "two new ones and the first category that the record alone held"
    assert [text.split(":")[1].strip() for text in done.doubts] == [
        "прежняя категория (высшая) без даты в историю не перенесена – допишите её",
    ]
    rows = [row for row in read_rows(db, "categories") if row["teacher_id"].id == first]
    assert {(row["category"], row["granted_on"], row["directive_no"]) for row in rows} == {
        ("first", date(2021, 5, 1), None), ("highest", date(2026, 3, 25), "№ 7"),
    }  # fmt: skip
    person = records.read(db, REGISTERS["teachers"], first)
    assert person is not None
    assert (person["category"], person["category_on"]) == ("highest", date(2026, 3, 25))
    (tally,) = [each for each in work.tallies(work.applications(db, 2026, ON), "label") if each.name == "высшая"]
    assert tally.counts["granted"] == 1
    journal.undo(db)
    assert list(read_rows(db, "categories")) == []
    person = records.read(db, REGISTERS["teachers"], first)
    assert person is not None
    assert person["category"] == "first"


def test_refusal_writes_no_category(district: SmallDistrict) -> None:
    person = district.teacher("П1", hired_on=date(2010, 9, 1))
    work.apply_for(district.db, [(person, "учитель", "first")], date(2026, 2, 1), None)
    (one,) = work.applications(district.db, 2026, ON)
    assert work.decide(district.db, [one.id], Decision("refused", date(2026, 3, 1))).categories == 0
    assert [each.state for each in work.applications(district.db, 2026, ON)] == ["refused"]
    assert list(read_rows(district.db, "categories")) == []


def test_open_applications_of_earlier_years_stay(district: SmallDistrict) -> None:
    person = district.teacher("П1", hired_on=date(2010, 9, 1))
    work.apply_for(district.db, [(person, "учитель", "first")], date(2024, 12, 1), None)
    assert len(work.applications(district.db, 2026, ON)) == 1
    assert work.applications(district.db, 2023, ON) == []


def test_a_plan_and_a_summary_of_a_year(district: SmallDistrict) -> None:
    person = district.teacher("П1", hired_on=date(2010, 9, 1), category="first", category_on=date(2021, 6, 1))
    district.teacher("П2", hired_on=date(2024, 12, 31))
    district.teacher("П3", hired_on=date(2025, 1, 1))
    db = district.db

    def waiting() -> list[str]:
        found = work.applications(db, 2026, date(2026, 12, 31))
        return [each.worker.person["code"] for each in work.due_in_year(db, 2026, Terms(), found)]

    assert waiting() == ["П1", "П2"], "seen from the first of January"
    work.apply_for(db, [(person, "учитель", "first")], date(2026, 11, 1), None)
    assert waiting() == ["П2"]
    (one,) = work.applications(db, 2026, ON)
    work.decide(db, [one.id], Decision("granted", date(2027, 1, 15)))
    found = work.applications(db, 2026, ON)
    assert work.results_of(found, 2026) == [], "decided in the next year"
    assert len(work.results_of(found, 2027)) == 1


def test_summaries_stand_in_the_order_of_categories(district: SmallDistrict) -> None:
    person = district.teacher("П1", hired_on=date(2010, 9, 1))
    for category in ("compliance", "first", "highest"):
        work.apply_for(district.db, [(person, "учитель", category)], date(2026, 2, 1), None)
    found = work.applications(district.db, 2026, ON)
    assert [each.name for each in work.tallies(found, "label")] == [
        "высшая", "первая", "соответствие занимаемой должности"
    ]  # fmt: skip
