"""Undo and redo of any action at any later time, what blocks it, and the history of a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.storage import journal, records
from pdkadry_desktop.storage.database import Database
from tests.storage.conftest import JOBS, ORGANIZATIONS, TEACHERS, dump, job, person, school

Add = Callable[..., int]


def put(db: Database, register: object, record: int, **values: object) -> int:
    """Changes a record as one action; returns the number of the entry."""
    with db.change(f"Изменено: {', '.join(values)}") as change:
        assert change.set(register, record, values)  # type: ignore[arg-type]
        return change.entry_id


def test_nothing_to_undo_or_redo(db: Database) -> None:
    assert journal.last_undoable(db) is None and journal.last_redoable(db) is None
    with pytest.raises(ChangeRefused, match="Отменять нечего"):
        journal.undo(db)
    with pytest.raises(ChangeRefused, match="Повторять нечего"):
        journal.redo(db)
    with pytest.raises(ChangeRefused, match="№ 5"):
        journal.undo(db, 5)


def test_undo_and_redo_of_each_kind_of_step(db: Database, add: Add) -> None:
    states = [dump(db)]
    where = add("organizations", **school("А", starts_on=date(1990, 9, 1)))
    states.append(dump(db))
    who = add("teachers", **person("1"))
    states.append(dump(db))
    work = add("employments", **job(who, where, subjects=("алгебра", "геометрия"), fte=0.5, is_main=False))
    states.append(dump(db))
    put(db, JOBS, work, subjects=None, fte=1.25, is_main=None, left_on=date(2024, 2, 29))
    states.append(dump(db))
    records.delete(db, JOBS, [work])
    states.append(dump(db))
    for state in states[-2::-1]:
        undone = journal.undo(db)
        assert undone.title.startswith("Отменено: ") and not undone.is_live
        assert dump(db) == state
    assert journal.last_undoable(db) is None
    for state in states[1:]:
        assert journal.redo(db).title.startswith("Повторено: ")
        assert dump(db) == state
    assert journal.last_redoable(db) is None
    for state in states[-2::-1]:
        journal.undo(db)
        assert dump(db) == state


def test_redo_ends_when_something_new_is_done(db: Database, add: Add) -> None:
    add("organizations", **school("А"))
    add("organizations", **school("Б"))
    journal.undo(db)
    add("organizations", **school("В"))
    assert journal.last_redoable(db) is None
    with pytest.raises(ChangeRefused):
        journal.redo(db)
    assert [values["code"] for values in dump(db)["organizations"].values()] == ["А", "В"]


def test_undo_redo_undo_redo(db: Database, add: Add) -> None:
    add("organizations", **school("А"))
    one = add("organizations", **school("Б"))
    full = dump(db)
    for _ in range(3):
        journal.undo(db)
        assert one not in dump(db)["organizations"]
        journal.redo(db)
        assert dump(db) == full
    with pytest.raises(ChangeRefused):
        journal.redo(db)
    journal.undo(db)
    journal.undo(db)
    assert dump(db) == {}
    journal.redo(db)
    journal.redo(db)
    assert dump(db) == full


def test_an_older_action_is_undone_alone(db: Database, add: Add) -> None:
    one = add("teachers", **person("1", phone="1"))
    older = put(db, TEACHERS, one, phone="2")
    put(db, TEACHERS, one, email="a@b.ru")
    two = add("teachers", **person("2"))
    undone = journal.undo(db, older)
    assert undone.undoes == older
    assert dump(db)["teachers"][one] | {"phone": "1", "email": "a@b.ru"} == dump(db)["teachers"][one]
    assert two in dump(db)["teachers"]
    with pytest.raises(ChangeRefused, match=f"№ {older} .*уже отменено"):
        journal.undo(db, older)
    with pytest.raises(ChangeRefused, match=r"Отменено: .*уже отменено"):
        journal.undo(db, undone.id)
    journal.redo(db)
    assert dump(db)["teachers"][one]["phone"] == "2"


def test_blockers_are_named(db: Database, add: Add) -> None:
    one = add("teachers", **person("1", phone="1"))
    first = journal.entries(db)[0].id
    older = put(db, TEACHERS, one, phone="2")
    later = put(db, TEACHERS, one, phone="3", email="a@b.ru")
    unrelated = put(db, TEACHERS, one, snils="112-233-445 95")
    assert [entry.id for entry in journal.blockers(db, older)] == [later]
    assert [entry.id for entry in journal.blockers(db, first)] == [older, later, unrelated]
    before = dump(db), journal.entries(db)
    with pytest.raises(ChangeRefused, match=f"мешают более поздние – № {later} «Изменено: phone, email»") as refused:
        journal.undo(db, older)
    assert refused.value.hint
    assert (dump(db), journal.entries(db)) == before
    journal.undo(db, later)
    journal.undo(db, older)
    assert dump(db)["teachers"][one]["phone"] == "1"


def test_many_blockers_are_counted(db: Database, add: Add) -> None:
    one = add("teachers", **person("1"))
    first = journal.entries(db)[0].id
    for number in range(13):
        put(db, TEACHERS, one, phone=str(number))
    with pytest.raises(ChangeRefused, match="и ещё 3"):
        journal.undo(db, first)


def test_a_record_that_is_referred_to_stays(db: Database, add: Add) -> None:
    where = add("organizations", **school("А"))
    first = journal.entries(db)[0].id
    who = add("teachers", **person("1"))
    add("employments", **job(who, where))
    before = dump(db)
    with pytest.raises(ChangeRefused, match="ссылаются: Места работы – 1"):
        journal.undo(db, first)
    assert dump(db) == before


def test_what_comes_back_must_find_its_links(db: Database, add: Add) -> None:
    first = add("organizations", **school("А"))
    second = add("organizations", **school("Б"))
    one = add("organizations", **school("В", parent_id=first))
    moved = put(db, ORGANIZATIONS, one, parent_id=second)
    records.delete(db, ORGANIZATIONS, [first])
    gone = journal.entries(db)[0].id
    before = dump(db)
    with pytest.raises(ChangeRefused, match=f"которых уже нет: Организации – 1 .*№ {gone} «Удалено") as refused:
        journal.undo(db, moved)
    assert refused.value.hint == "Сначала верните удалённые записи."
    assert dump(db) == before
    journal.undo(db, gone)
    journal.undo(db, moved)
    assert dump(db)["organizations"][one]["parent_id"] == first


def test_a_code_taken_since_is_not_taken_twice(db: Database, add: Add) -> None:
    one = add("teachers", **person("1"))
    records.delete(db, TEACHERS, [one])
    removal = journal.entries(db)[0].id
    two = add("teachers", **person("1", "Яблокова"))
    with pytest.raises(ChangeRefused, match="единственным"):
        journal.undo(db, removal)
    assert list(dump(db)["teachers"]) == [two]


def test_one_action_may_touch_a_record_many_times(db: Database, add: Add) -> None:
    kept = add("teachers", **person("0"))
    before = dump(db)
    with db.change("Сложное") as change:
        one = change.add(TEACHERS, person("1"))
        change.set(TEACHERS, one, {"phone": "1", "email": "1"})
        change.set(TEACHERS, one, {"phone": "2"})
        two = change.add(TEACHERS, person("2"))
        change.set_many(TEACHERS, [(kept, {"phone": "1"}), (one, {"phone": "3"})])
        change.set(TEACHERS, kept, {"phone": None, "email": "2"})
        change.remove(TEACHERS, [two, kept])
    after = dump(db)
    journal.undo(db)
    assert dump(db) == before
    journal.redo(db)
    assert dump(db) == after


@pytest.mark.parametrize("is_first", [True, False])
def test_codes_that_move_from_record_to_record(db: Database, add: Add, is_first: bool) -> None:
    one, two = add("teachers", **person("1")), add("teachers", **person("2"))
    moved, other = ((one, "1"), (two, "2")) if is_first else ((two, "2"), (one, "1"))
    before = dump(db)
    with db.change("Обмен") as change:
        change.set(TEACHERS, moved[0], {"code": "новый"})
        change.set(TEACHERS, other[0], {"code": moved[1]})
        change.set(TEACHERS, moved[0], {"code": other[1]})
    after = dump(db)
    journal.undo(db)
    assert dump(db) == before
    journal.redo(db)
    assert dump(db) == after


def test_history_of_a_record(db: Database, add: Add) -> None:
    where = add("organizations", **school("А"))
    who = add("teachers", **person("1"))
    add("teachers", **person("2"))
    work = add("employments", **job(who, where, subjects=("алгебра",), hired_on=date(2020, 9, 1)))
    put(db, JOBS, work, subjects=("алгебра", "физика"), hired_on=None, fte=0.5, staff_category="teaching")
    journal.undo(db)
    records.delete(db, JOBS, [work])
    lines = journal.history(db, "employments", work)
    assert [(line.action, line.entry.kind) for line in lines] == [
        ("removed", "edit"), ("changed", "undo"), ("changed", "edit"), ("added", "edit"),
    ]  # fmt: skip
    assert lines[2].changes == {
        "subjects": (("алгебра",), ("алгебра", "физика")), "hired_on": (date(2020, 9, 1), None),
        "fte": (None, 0.5), "staff_category": (None, "teaching"),
    }  # fmt: skip
    assert lines[0].changes["position"] == ("учитель", None)
    assert lines[2].entry.is_live is False and lines[3].entry.is_live is True
    assert [line.action for line in journal.history(db, "teachers", who)] == ["added"]
    assert journal.history(db, "organizations", who) == [], "another register has a life of its own"


def test_journal_lives_through_a_restart(path: Path) -> None:
    with Database.open(path) as db, db.change("Добавлено") as change:
        one = change.add(TEACHERS, person("1", born_on=date(1980, 1, 1)))
    with Database.open(path) as db:
        put(db, TEACHERS, one, born_on=None)
        changed = dump(db)
    with Database.open(path) as db:
        assert journal.undo(db).title == "Отменено: Изменено: born_on"
        assert dump(db)["teachers"][one]["born_on"] == date(1980, 1, 1)
    with Database.open(path) as db:
        journal.redo(db)
        assert dump(db) == changed
        journal.undo(db)
        journal.undo(db)
    with Database.open(path) as db:
        assert dump(db) == {}
        assert [entry.is_live for entry in journal.entries(db)] == [False] * 6
        assert journal.entries(db, limit=1)[0].undoes == 1
