"""Many records in one change: all or none, undone at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from conftest import person

from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import bulk, journal
from pdkadry_desktop.storage.bulk import Added
from pdkadry_desktop.storage.database import Database

TEACHERS, ENTRIES = REGISTERS["teachers"], REGISTERS["contest_entries"]


@pytest.fixture
def people(add: Callable[..., int]) -> list[int]:
    return [add("teachers", **person(f"П{number}")) for number in range(3)]


def test_one_field_of_many_in_one_change(db: Database, people: list[int]) -> None:
    assert bulk.set_field(db, TEACHERS, people, "education", "higher") == 3
    entry = journal.last_undoable(db)
    assert entry is not None and entry.title == "Изменено поле «Образование»: 3 человека" and entry.rows == 3
    assert bulk.set_field(db, TEACHERS, people, "education", "higher") == 0
    journal.undo(db)
    assert set(db.connection.exec_driver_sql("SELECT education FROM teachers").scalars()) == {None}


def test_a_wrong_value_changes_nothing(db: Database, people: list[int]) -> None:
    with pytest.raises(ChangeRefused, match="Заполните поле «Фамилия»"):
        bulk.set_field(db, TEACHERS, people, "last_name", None)
    with pytest.raises(ChangeRefused, match="у каждой записи своё"):
        bulk.set_field(db, TEACHERS, people, "code", "П")
    assert set(db.connection.exec_driver_sql("SELECT last_name FROM teachers").scalars()) == {"Ёлкина"}


def test_rows_that_are_there_are_left_out(db: Database, people: list[int], add: Callable[..., int]) -> None:
    contest = add("contests", code="К", name="Свежий ветер", level="municipal", starts_on=date(2024, 4, 1))
    rows = [{"contest_id": contest, "teacher_id": each} for each in people]
    assert bulk.add_rows(db, ENTRIES, rows[:2]) == Added(2, 0)
    assert bulk.add_rows(db, ENTRIES, [*rows, {**rows[0], "role": "entrant"}]) == Added(1, 3)
    assert bulk.add_rows(db, ENTRIES, [{**rows[0], "role": "jury"}]) == Added(1, 0)
    assert bulk.add_rows(db, ENTRIES, [{"contest_id": contest, "participant_name": "Команда"}]) == Added(1, 0)
    with pytest.raises(ChangeRefused, match="Укажите, кто участвовал"):
        bulk.add_rows(db, ENTRIES, [{"contest_id": contest}])
