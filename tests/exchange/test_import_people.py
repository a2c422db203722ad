"""«Педагоги»: one row per job; personal columns that contradict; which job of the base a row means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdkadry_desktop.exchange.jobs import Term, is_one_job, match, overlap
from pdkadry_desktop.storage.database import Database
from tests.exchange.workbooks import (
    KINDERGARTEN,
    SCHOOL,
    bring,
    course,
    errors,
    fates,
    fingerprint,
    sheet,
    table,
    teacher,
)

PLACES = {"Организации": [SCHOOL, KINDERGARTEN]}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "base.pdk", create=True) as opened:
        bring(opened, PLACES)
        yield opened


def job(hired: date | None = None, left: date | None = None, **columns: Any) -> dict[str, Any]:
    return teacher(**{"Дата приёма": hired, "Дата увольнения": left, **columns})


def jobs(db: Database) -> list[tuple[Any, ...]]:
    return table(db, "employments", "hired_on", "left_on")


def people(db: Database, *rows: dict[str, Any]) -> Any:
    return bring(db, {"Педагоги": list(rows)})


# -- the person ----------------------------------------------------------------------------------------------------


def test_two_jobs_of_one_person(db: Database) -> None:
    plan = people(db, teacher(Отчество="Петровна"), teacher(Организация="С-1", Должность="воспитатель"))
    assert fates(plan, "Педагоги") == (2, 0, 0, 0)
    assert table(db, "teachers", "code", "middle_name") == [("П-1", "Петровна")]
    assert table(db, "employments", "position") == [("учитель",), ("воспитатель",)]


def test_of_contradicting_personal_columns_the_first_row_stands(db: Database) -> None:
    plan = people(
        db,
        teacher(Телефон="1"),
        teacher(Телефон=" 1 ", Должность="методист"),
        teacher(Телефон="2", Должность="директор"),
        teacher(Имя="Инна", Телефон="3", Должность="тьютор"),
    )
    assert fates(plan, "Педагоги") == (2, 0, 0, 2)
    assert [(problem.row, problem.column) for problem in errors(plan)] == [(4, "Телефон"), (5, "Имя"), (5, "Телефон")]
    assert "строке 2" in errors(plan)[0].message
    assert table(db, "teachers", "first_name", "phone") == [("Анна", "1")]
    assert table(db, "employments", "position") == [("учитель",), ("методист",)]


def test_empty_against_filled_is_no_conflict(db: Database) -> None:
    plan = people(
        db,
        teacher(Телефон=None, Пол="ж"),
        teacher(Телефон="2", Пол=None, Должность="методист"),
        teacher(Телефон="3", Пол=None, Должность="директор"),
    )
    assert sheet(plan, "Педагоги").rejected == [4]
    assert table(db, "teachers", "phone", "sex") == [("2", "f")]


def test_a_refused_row_gives_no_personal_values(db: Database) -> None:
    plan = people(db, teacher(Телефон="1", Организация="Ш-9"), teacher(Телефон="2"))
    assert sheet(plan, "Педагоги").rejected == [2]
    assert table(db, "teachers", "phone") == [("2",)]


def test_nobody_comes_from_refused_rows_only(db: Database) -> None:
    plan = bring(db, {"Педагоги": [teacher(Имя=None)], "Курсы": [course()]})
    assert fates(plan, "Курсы") == (0, 0, 0, 1)
    assert table(db, "teachers", "id") == []


def test_changed_person_is_told_by_the_row_that_says_so(db: Database) -> None:
    people(db, teacher(Телефон="1", Награды="знак"), teacher(Телефон="1", Награды="знак", Должность="методист"))
    plan = people(db, teacher(Телефон="1", Награды=None), teacher(Телефон=None, Награды="медаль", Должность="методист"))
    assert fates(plan, "Педагоги") == (0, 1, 1, 0)
    [changed] = sheet(plan, "Педагоги").changed
    assert (changed.row, changed.title) == (3, "Ёлкина Анна")
    assert [(each.column, each.old, each.new) for each in changed.changes] == [("Награды", "знак", "медаль")]
    plan = people(db, teacher(Награды=None), teacher(Награды=None, Должность="методист"))
    assert sheet(plan, "Педагоги").changed[0].row == 2
    assert table(db, "teachers", "phone", "awards_text") == [("1", None)]


def test_personal_columns_alone_update_known_people(db: Database) -> None:
    people(db, teacher())
    plan = bring(db, {"Педагоги": [{"Код": "П-1", "Телефон": "5"}, {"Код": "П-2", "Телефон": "6"}]})
    assert fates(plan, "Педагоги") == (0, 1, 0, 1)
    assert "«Фамилия»" in errors(plan)[0].message and "«Организация»" in errors(plan)[0].message
    assert table(db, "teachers", "phone") == [("5",)]


def test_without_the_position_a_single_job_is_found(db: Database) -> None:
    people(db, teacher("П-1"), teacher("П-2"), teacher("П-2", Должность="методист"))
    rows = [{"Код": code, "Организация": "Ш-1", "Ставка": 0.5} for code in ("П-1", "П-2")]
    plan = bring(db, {"Педагоги": [*rows, {"Код": "П-1", "Организация": "С-1", "Ставка": 0.5}]})
    assert fates(plan, "Педагоги") == (0, 1, 0, 2)
    assert table(db, "employments", "fte") == [(0.5,), (None,), (None,)]


# -- the job -------------------------------------------------------------------------------------------------------

Y2010, Y2015, Y2016, Y2018, Y2020 = (date(year, 9, 1) for year in (2010, 2015, 2016, 2018, 2020))


@pytest.mark.parametrize(
    ("known", "row", "after"),
    [
        ((None, None), (Y2010, None), [("2010-09-01", None)]),  # the hire date became known
        ((Y2010, None), (Y2015, None), [("2015-09-01", None)]),  # corrected
        ((Y2010, None), (None, None), [(None, None)]),  # cleared
        ((Y2010, None), (Y2010, Y2015), [("2010-09-01", "2015-09-01")]),  # left
        ((Y2010, Y2015), (Y2015, None), [("2015-09-01", None)]),  # one common day is an overlap
        ((Y2010, Y2015), (Y2016, None), [("2010-09-01", "2015-09-01"), ("2016-09-01", None)]),  # hired again
        ((Y2016, None), (Y2010, Y2015), [("2016-09-01", None), ("2010-09-01", "2015-09-01")]),  # an older job
        ((None, Y2010), (Y2015, None), [("2015-09-01", None)]),  # one of them lacks the hire date
    ],
)
def test_which_job_is_meant(
    db: Database, known: tuple[Any, Any], row: tuple[Any, Any], after: list[tuple[Any, Any]]
) -> None:
    people(db, job(*known))
    plan = people(db, job(*row))
    assert errors(plan) == []
    assert jobs(db) == after
    state = fingerprint(db)
    people(db, job(*row))
    assert fingerprint(db) == state


def test_a_position_in_another_case_is_the_same_job(db: Database) -> None:
    people(db, job(Y2010))
    plan = people(db, job(Y2010, Должность="Учитель"))
    assert fates(plan, "Педагоги") == (0, 1, 0, 0)
    assert table(db, "employments", "position") == [("Учитель",)]


def test_rows_of_one_file_that_mean_one_job(db: Database) -> None:
    rows = [
        job(Y2010, Y2015),
        job(Y2010, Y2015),  # the same again
        job(Y2018),  # hired again
        job(Y2010, Y2016),  # the same key with another end
        job(Y2020),  # overlaps the rehire
        job(None),  # lacks the hire date
        job(Y2020, Должность="методист"),  # another job
    ]
    plan = people(db, *rows)
    found = sheet(plan, "Педагоги")
    assert (found.added, found.unchanged, found.rejected) == ([2, 4, 8], [3], [5, 6, 7])
    assert [(problem.row, problem.column) for problem in errors(plan)] == [
        (5, "Дата увольнения"), (6, "Дата приёма"), (7, "Дата приёма"),
    ]  # fmt: skip
    plan = people(db, *rows)
    assert fates(plan, "Педагоги") == (0, 0, 4, 3)


def test_the_exact_job_first_then_the_nearest(db: Database) -> None:
    people(db, job(Y2010, Y2015, Ставка=0.25), job(Y2018, None, Ставка=0.5))
    plan = people(db, job(date(2017, 9, 1), None, Ставка=0.5), job(Y2010, date(2014, 9, 1), Ставка=0.25))
    assert fates(plan, "Педагоги") == (0, 2, 0, 0)
    assert table(db, "employments", "hired_on", "left_on", "fte") == [
        ("2010-09-01", "2014-09-01", 0.25), ("2017-09-01", None, 0.5),
    ]  # fmt: skip


def test_overlapping_jobs_that_the_base_holds_come_back_unchanged(db: Database) -> None:
    """Two such jobs can be entered in the forms; an export of them must not be refused."""
    people(db, job(Y2010, Y2015), job(Y2018))
    with db.change("Приём раньше увольнения") as change:
        from pdkadry_desktop.registers import REGISTERS

        [second] = [each for each, hired in table(db, "employments", "id", "hired_on") if hired == "2018-09-01"]
        change.set(REGISTERS["employments"], second, {"hired_on": date(2014, 9, 1)})
    plan = people(db, job(Y2010, Y2015), job(date(2014, 9, 1)))
    assert fates(plan, "Педагоги") == (0, 0, 2, 0)


def test_of_several_jobs_the_nearest_is_meant() -> None:
    known = [Term(Y2010, None), Term(Y2016, None), Term(Y2020, None)]
    assert match([Term(Y2015, None)], known) == {0: 1}
    assert match([Term(None, None)], known) == {0: 2}  # with an unknown hire date the latest
    assert match([Term(None, Y2015)], [Term(Y2010, Y2015), Term(Y2018, None)]) == {0: 0}
    assert match([Term(Y2018, None)], [Term(None, Y2015), Term(Y2016, None)]) == {0: 1}


# -- matching as such ----------------------------------------------------------------------------------------------

DAYS = st.one_of(st.none(), st.dates(date(2010, 1, 1), date(2010, 1, 12)))
TERMS = st.builds(Term, DAYS, DAYS)


@given(TERMS, TERMS)
def test_identity_is_mutual(one: Term, other: Term) -> None:
    assert is_one_job(one, other) == is_one_job(other, one)
    assert overlap(one, other) == overlap(other, one)
    assert is_one_job(one, one)


@given(st.lists(TERMS, max_size=5), st.lists(TERMS, max_size=5))
def test_matching_joins_pairs_and_leaves_no_pair_over(rows: list[Term], known: list[Term]) -> None:
    found = match(rows, known)
    assert len(set(found.values())) == len(found)
    assert all(is_one_job(rows[at], known[place]) for at, place in found.items())
    left = [(at, place) for at in range(len(rows)) for place in range(len(known))]
    assert not any(
        at not in found and place not in found.values() and is_one_job(rows[at], known[place]) for at, place in left
    )


@given(st.lists(TERMS, max_size=5, unique_by=lambda term: term.hired_on))
def test_equal_lists_match_one_to_one(terms: list[Term]) -> None:
    assert match(terms, terms) == {at: at for at in range(len(terms))}
    assert match(terms, terms[::-1]) == {at: len(terms) - 1 - at for at in range(len(terms))}
