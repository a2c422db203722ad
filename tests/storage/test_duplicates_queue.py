"""The queue of suspected duplicates, «не дубль», former surnames and codes that stay known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, query, records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work.duplicates import decide_apart, queue
from tests.storage.conftest import dump, job, person, school

Add = Callable[..., int]
DAY = date(1980, 5, 14)


@pytest.fixture
def two(add: Add) -> tuple[int, int]:
    """«Семёнова Анна Петровна» and «Семенова А. П.» of one birth date, the second with a job."""
    place = add("organizations", **school("О1", "Школа № 1"))
    one = add("teachers", **person("П1", "Семёнова", middle_name="Петровна", born_on=DAY))
    other = add("teachers", code="П2", last_name="Семенова", first_name="А.", middle_name="П.", born_on=DAY)
    add("employments", **job(other, place))
    return one, other


def test_a_pair_is_shown_with_what_tells_it_apart(db: Database, two: tuple[int, int]) -> None:
    (pair,) = queue(db, "teachers").pairs
    assert pair.key == two and pair.strength == "strong"
    assert (pair.left.title, pair.right.title) == ("Семёнова Анна Петровна", "Семенова А. П.")
    assert pair.left.note == "14.05.1980 г. р." and pair.right.note == "14.05.1980 г. р., Школа № 1"
    assert "одна дата рождения" in pair.words()


def test_a_suspicion_never_stops_an_entry(db: Database, two: tuple[int, int]) -> None:
    again = {"last_name": "Семёнова", "first_name": "Анна", "middle_name": "Петровна", "born_on": DAY}
    records.save(db, REGISTERS["teachers"], again)
    assert len(queue(db, "teachers").pairs) == 3


def test_not_a_duplicate_is_remembered_undone_and_survives_a_restart(
    db: Database, path: Path, two: tuple[int, int]
) -> None:
    assert decide_apart(db, "teachers", [(two[1], two[0])], date(2024, 1, 1)) == 1
    assert decide_apart(db, "teachers", [two], date(2024, 1, 2)) == 0
    assert len(dump(db, ["duplicate_decisions"])["duplicate_decisions"]) == 1
    found = queue(db, "teachers", "weak")
    assert (found.pairs, found.decided) == ((), 1)
    assert "Не дубль" in journal.entries(db, 1)[0].title
    journal.undo(db)
    assert len(queue(db, "teachers").pairs) == 1
    journal.redo(db)
    db.close()
    with Database.open(path) as again:
        assert not queue(again, "teachers").pairs


def test_namesakes_are_told_of_only_when_asked(db: Database, add: Add) -> None:
    for number, born in enumerate((DAY, date(1975, 1, 1))):
        add("teachers", **person(f"П{number}", middle_name="Петровна", born_on=born))
    assert (queue(db, "teachers").pairs, queue(db, "teachers").left_out) == ((), 1)
    (pair,) = queue(db, "teachers", "weak").pairs
    assert pair.strength == "weak"


def test_organisations_have_a_queue_of_their_own(db: Database, add: Add, two: tuple[int, int]) -> None:
    add("organizations", **school("О2", 'МБОУ "Школа №1"'))
    (pair,) = queue(db, "organizations").pairs
    assert (pair.left.title, pair.right.title) == ("Школа № 1", 'МБОУ "Школа №1"')
    assert pair.left.note == "код О1"
    decide_apart(db, "organizations", [pair.key], date(2024, 1, 1))
    assert not queue(db, "organizations").pairs and queue(db, "teachers").pairs


# ---------------------------------------------------------------- former surnames
def test_a_changed_surname_stays_known_in_the_same_action(db: Database, add: Add) -> None:
    spec = REGISTERS["teachers"]
    one = add("teachers", **person("П1", "Соснина", middle_name="Петровна"))
    before = dump(db)
    values = records.read(db, spec, one) or {}
    records.save(db, spec, {**values, "last_name": "Дубова"}, one)
    assert dump(db, ["teachers"])["teachers"][one]["former_last_names"] == ("Соснина",)
    assert query.count(db, query.Query("teachers", "соснина")) == 1, "the search finds the former surname"
    after = dump(db)
    journal.undo(db)
    assert dump(db) == before
    journal.redo(db)
    assert dump(db) == after
    values = records.read(db, spec, one) or {}
    records.save(db, spec, {**values, "last_name": "Соснина"}, one)
    assert dump(db, ["teachers"])["teachers"][one]["former_last_names"] == ("Дубова",), "her own name again"


def test_another_spelling_is_no_other_surname(db: Database, add: Add) -> None:
    spec = REGISTERS["teachers"]
    one = add("teachers", **person("П1", "Семенова"))
    values = records.read(db, spec, one) or {}
    records.save(db, spec, {**values, "last_name": "Семёнова", "phone": "1"}, one)
    assert dump(db, ["teachers"])["teachers"][one]["former_last_names"] is None


def test_a_renamed_organisation_is_found_by_its_old_name(db: Database, add: Add) -> None:
    spec = REGISTERS["organizations"]
    one = add("organizations", **school("О1", "МБОУ СОШ № 1"))
    for name, kept in (("МБОУ «СОШ № 1»", None), ("Лицей", ("МБОУ «СОШ № 1»",))):
        values = records.read(db, spec, one) or {}
        records.save(db, spec, {**values, "name": name}, one)
        assert dump(db, ["organizations"])["organizations"][one]["aliases"] == kept
    assert query.count(db, query.Query("organizations", "сош")) == 1
