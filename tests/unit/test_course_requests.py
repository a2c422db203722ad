"""The request for courses: reasons on their boundary days, programmes, questions, what closes a line, places."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from factories import SmallDistrict

from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.storage import journal
from pdkadry_desktop.work import request_actions as actions
from pdkadry_desktop.work import requests as work
from pdkadry_desktop.work.programme_matching import Catalogue, Programme, Wanted, alike
from pdkadry_desktop.work.request_actions import New
from pdkadry_desktop.work.requests import Proposal
from pdkadry_desktop.work.working import read_rows

YEAR, ON = 2026, date(2026, 1, 15)


@pytest.fixture
def district(tmp_path: Path) -> SmallDistrict:
    made = SmallDistrict(tmp_path)
    made.add("programmes", code="К-1", name="Математика: трудные вопросы ЕГЭ", kind="pk")
    made.add("programmes", code="К-2", name="Физика на современном оборудовании", kind="pk")
    return made


def proposed(district: SmallDistrict, on: date = ON) -> dict[str, Proposal]:
    return {each.worker.person["code"]: each for each in work.propose(district.db, YEAR, on)}


def kinds(proposal: Proposal) -> list[str]:
    return [reason.kind for reason in proposal.reasons]


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2023, 1, 15), "нет ПК 3 года: последнее 15.01.2023"),
        (date(2023, 1, 16), "три года без ПК исполнятся 16.01.2026: последнее 16.01.2023"),
        (date(2023, 12, 31), "три года без ПК исполнятся 31.12.2026: последнее 31.12.2023"),
        (date(2024, 1, 1), None),
    ],
)
def test_three_years_without_learning(district: SmallDistrict, last: date, words: str | None) -> None:
    district.teacher("П1", subjects=("математика",), hired_on=date(2010, 9, 1))
    district.course("П1", last, hours=72)
    found = proposed(district)
    assert (found["П1"].words() if found else None) == words


def test_short_and_off_profile_courses_do_not_count(district: SmallDistrict) -> None:
    district.teacher("П1", subjects=("математика",), hired_on=date(2010, 9, 1))
    district.course("П1", date(2025, 3, 1), hours=8)
    district.course("П1", date(2025, 4, 1), hours=36, name="Первая помощь", is_profile=False)
    assert proposed(district)["П1"].words() == "нет ПК 3 года: ни одной записи"


def test_who_began_lately_is_not_yet_due(district: SmallDistrict) -> None:
    district.teacher("П1", teaching_since=date(2024, 1, 1), hired_on=date(2024, 1, 1))
    district.teacher("П2", teaching_since=date(2023, 12, 31), hired_on=date(2023, 12, 31))
    assert list(proposed(district)) == ["П2"]


def test_a_deficit_until_a_course_on_it(district: SmallDistrict) -> None:
    district.teacher("П1", subjects=("физика",), hired_on=date(2010, 9, 1))
    district.course("П1", date(2025, 1, 10), hours=72, name="Воспитание")
    test = {"teacher_id": "П1", "level": "regional", "deficits": ("решение задач по физике",), "subject": "физика"}
    district.add("diagnostics", held_on=date(2025, 3, 1), **test)
    found = proposed(district)["П1"]
    assert kinds(found) == ["deficit"]
    assert found.programme is not None
    assert found.programme.code == "К-2"
    district.course("П1", date(2025, 5, 1), hours=72, name="Первая помощь")
    assert kinds(proposed(district)["П1"]) == ["deficit"], "another topic does not answer"
    district.course("П1", date(2025, 6, 1), hours=72, name="Решение задач по физике")
    assert proposed(district) == {}


def test_repeated_diagnostics_without_deficits_closes(district: SmallDistrict) -> None:
    district.teacher("П1", subjects=("физика",), hired_on=date(2010, 9, 1))
    district.course("П1", date(2025, 1, 10), hours=72)
    test = {"teacher_id": "П1", "level": "regional", "subject": "физика"}
    district.add("diagnostics", held_on=date(2025, 3, 1), deficits=("оптика",), **test)
    district.add("diagnostics", held_on=date(2025, 11, 1), **test)
    assert proposed(district) == {}


def test_new_subject_and_position(district: SmallDistrict) -> None:
    person = district.teacher("П1", subjects=("математика",), hired_on=date(2010, 9, 1), left_on=date(2025, 8, 31))
    district.course("П1", date(2025, 1, 10), hours=72)
    job = district.add(
        "employments", teacher_id=person, organization_id="A", position="учитель", subjects=("математика", "физика"),
        hired_on=date(2025, 9, 1),
    )  # fmt: skip
    found = proposed(district)["П1"]
    assert found.words() == "новый предмет с 01.09.2025: физика"
    assert found.programme is not None
    assert found.programme.code == "К-2"
    with district.db.change("Сменил должность") as change:
        change.set(work.REGISTERS["employments"], job, {"position": "методист", "subjects": None})
    assert proposed(district)["П1"].words() == "смена должности 01.09.2025: учитель → методист"


def test_no_earlier_job_is_no_change(district: SmallDistrict) -> None:
    district.teacher("П1", subjects=("физика",), hired_on=date(2025, 9, 1), teaching_since=date(2025, 9, 1))
    assert proposed(district) == {}


def test_an_ending_category_alone_is_not_ready(district: SmallDistrict) -> None:
    district.teacher(
        "П1", subjects=("физика",), hired_on=date(2010, 9, 1), category="first", category_on=date(2021, 12, 31)
    )
    district.course("П1", date(2025, 1, 10), hours=72)
    found = proposed(district)["П1"]
    assert found.words() == "аттестация до 30.12.2026"
    assert found.programme is not None
    assert not found.is_ready


def test_absent_people_are_told_and_not_ready(district: SmallDistrict) -> None:
    person = district.teacher("П1", subjects=("физика",), hired_on=date(2010, 9, 1))
    assert proposed(district)["П1"].is_ready
    district.add("absences", teacher_id=person, kind="childcare", starts_on=date(2025, 1, 1), ends_on=date(2026, 8, 31))
    found = proposed(district)["П1"]
    assert found.worker.absence == "в отпуске по уходу за ребёнком до 31.08.2026"
    assert not found.is_ready


def test_equal_programmes_are_a_question() -> None:
    def programme(code: str, name: str, is_federal: bool = False) -> Programme:
        return Programme(int(code), code, name, "", is_federal, None)

    two = [programme("1", "Физика вокруг нас"), programme("2", "Физика и опыт")]
    answer = Catalogue(two).answer([Wanted("физика", 2)])
    assert answer.programme is None
    assert len(answer.candidates) == 2
    better = Catalogue([*two, programme("3", "Физика", True)]).answer([Wanted("физика", 2)])
    assert better.programme is not None
    assert better.programme.code == "3"
    assert Catalogue(two).answer([Wanted("химия", 2)]).candidates == ()
    assert Catalogue(two).answer([Wanted("физика", 2)], {"физика и опыт"}).programme == two[0]


def test_alike() -> None:
    assert alike("Критериальное оценивание на уроке", "Критериальное оценивание")
    assert not alike("Физика на уроке", "Химия на уроке")
    assert not alike("", "Химия")


def test_a_struck_person_is_not_proposed_until_brought_back(district: SmallDistrict) -> None:
    person = district.teacher("П1", subjects=("физика",), hired_on=date(2010, 9, 1))
    actions.strike(district.db, YEAR, [(person, "дефицит")], "уходит на пенсию")
    assert proposed(district) == {}
    (row,) = read_rows(district.db, "request_strikes")
    assert (row["reason"], row["grounds"]) == ("уходит на пенсию", "дефицит")
    actions.unstrike(district.db, [row["id"]])
    assert list(proposed(district)) == ["П1"]
    journal.undo(district.db)
    assert proposed(district) == {}


def test_a_course_closes_its_line_by_itself(district: SmallDistrict) -> None:
    db = district.db
    first = district.teacher("П1", subjects=("физика",), hired_on=date(2010, 9, 1))
    second = district.teacher("П2", hired_on=date(2010, 9, 1), last_name="Берёзова")
    assert actions.add_lines(db, YEAR, [New(first, "К-2", "дефицит"), New(second, "Критериальное оценивание", "")]) == (
        2,
        0,
    )
    assert actions.add_lines(db, YEAR, [New(first, "к-2", "")]) == (0, 1)
    assert [each.state for each in work.lines(db, YEAR, ON)] == ["requested", "requested"]
    district.course("П1", date(2026, 4, 1), name="Физика на современном оборудовании")
    district.course("П2", date(2026, 4, 1), name="Критериальное оценивание на уроке")
    district.course("П2", date(2025, 4, 1), name="Критериальное оценивание")
    by_name = {each.name: each for each in work.lines(db, YEAR, ON)}
    closed, alike_one = by_name["Ёлкина Анна"], by_name["Берёзова Анна"]
    assert (closed.state, closed.is_written) == ("trained", False)
    assert closed.closed_by == "«Физика на современном оборудовании», 01.04.2026"
    assert (alike_one.state, alike_one.alike) == ("requested", ("«Критериальное оценивание на уроке», 01.04.2026",))
    assert work.trained_now(db, YEAR, ON) == [closed.id]
    actions.set_state(db, work.trained_now(db, YEAR, ON), "trained")
    assert work.trained_now(db, YEAR, ON) == []
    (row,) = [row for row in read_rows(db, "course_requests") if row["id"] == closed.id]
    assert row["is_done"] is True
    journal.undo(db)
    assert work.trained_now(db, YEAR, ON) == [closed.id]


def test_refusal_and_replacement_keep_the_place(district: SmallDistrict) -> None:
    db = district.db
    first = district.teacher("П1", hired_on=date(2010, 9, 1))
    second = district.teacher("П2", hired_on=date(2010, 9, 1), last_name="Берёзова")
    actions.add_lines(db, YEAR, [New(first, "К-2", "дефицит")])
    actions.set_quota(db, YEAR, "К-2", None, 1)
    (line,) = work.lines(db, YEAR, ON)
    actions.set_state(db, [line.id], "enrolled")
    with pytest.raises(ChangeRefused):
        actions.replace(db, line.id, first)
    actions.replace(db, line.id, second)
    found = {each.name: each for each in work.lines(db, YEAR, ON)}
    assert (found["Ёлкина Анна"].state, found["Ёлкина Анна"].refusal) == ("refused", "замена: Берёзова Анна")
    assert (found["Берёзова Анна"].state, found["Берёзова Анна"].replaces) == ("enrolled", "Ёлкина Анна")
    (one,) = work.summary(db, YEAR, list(found.values()), "programme")
    assert (one.name, one.quota, one.standing, one.free) == ("Физика на современном оборудовании", 1, 1, 0)
    with pytest.raises(ChangeRefused):
        actions.replace(db, found["Берёзова Анна"].id, first)
    journal.undo(db)
    assert [each.state for each in work.lines(db, YEAR, ON)] == ["enrolled"]


def test_quotas_by_programme_and_organisation(district: SmallDistrict) -> None:
    db = district.db
    actions.set_quota(db, YEAR, "К-2", None, 5)
    actions.set_quota(db, YEAR, "к-2", None, 7)
    actions.set_quota(db, YEAR, "К-2", district.ids["A"], 2)
    (one,) = work.summary(db, YEAR, [], "programme")
    assert (one.quota, one.free) == (9, 9)
    (place,) = work.summary(db, YEAR, [], "organization")
    assert (place.name, place.quota) == ("Школа А", 2)
    actions.set_quota(db, YEAR, "К-2", None, 0)
    (one,) = work.summary(db, YEAR, [], "programme")
    assert one.quota == 2


def test_a_programme_cannot_be_asked_for_twice(district: SmallDistrict) -> None:
    db = district.db
    person = district.teacher("П1", hired_on=date(2010, 9, 1))
    actions.add_lines(db, YEAR, [New(person, "К-1", ""), New(person, "К-2", "")])
    first = next(each for each in work.lines(db, YEAR, ON) if each.programme == "К-1")
    with pytest.raises(ChangeRefused):
        actions.set_programme(db, [first.id], "К-2")
    assert actions.set_programme(db, [first.id], "Химия") == 1
