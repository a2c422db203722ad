"""One change = one transaction = one journal entry; nothing is half written, nothing is written past it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError

from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.storage import journal, records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.declare import table_of
from tests.storage.conftest import JOBS, ORGANIZATIONS, TEACHERS, dump, job, person, school

Add = Callable[..., int]


def test_one_change_is_one_entry(db: Database) -> None:
    with db.change("Принята Ёлкина А. П.", kind="import") as change:
        where = change.add(ORGANIZATIONS, school("А"))
        people = change.add_many(TEACHERS, [person("1"), person("2", "Яблоков")])
        change.add(JOBS, job(people[0], where))
        change.set(TEACHERS, people[0], {"first_name": "Алла"})
        change.remove(TEACHERS, [people[1]])
    (entry,) = journal.entries(db)
    assert (entry.title, entry.kind, entry.rows, entry.is_live) == ("Принята Ёлкина А. П.", "import", 6, True)
    assert dump(db)["teachers"][people[0]]["first_name"] == "Алла"


def test_exception_leaves_nothing(db: Database) -> None:
    before = dump(db), journal.entries(db), db.counts()
    with pytest.raises(ZeroDivisionError), db.change("Не выйдет") as change:
        change.add(ORGANIZATIONS, school("А"))
        raise ZeroDivisionError
    assert (dump(db), journal.entries(db), db.counts()) == before
    assert not db.is_changing
    with db.change("Выйдет") as change:
        change.add(ORGANIZATIONS, school("А"))
    assert [entry.title for entry in journal.entries(db)] == ["Выйдет"]


def test_broken_rule_of_the_base_leaves_nothing_and_says_why(db: Database, add: Add) -> None:
    add("organizations", **school("А"))
    before = dump(db), journal.entries(db)
    with pytest.raises(ChangeRefused, match="код должен быть единственным"), db.change("Дважды") as change:
        change.add(ORGANIZATIONS, school("Б"))
        change.add(ORGANIZATIONS, school("А"))
    with pytest.raises(ChangeRefused, match="обязательное поле"), db.change("Без имени") as change:
        change.add(ORGANIZATIONS, school("В", None))  # type: ignore[arg-type]
    with pytest.raises(ChangeRefused, match="ссыла"), db.change("В никуда") as change:
        change.add(JOBS, job(777, 778))
    assert (dump(db), journal.entries(db)) == before


def test_nothing_written_is_no_entry(db: Database, add: Add) -> None:
    one = add("organizations", **school("А"))
    told: list[frozenset[str]] = []
    db.listeners.append(told.append)
    with db.change("Пусто"):
        pass
    with db.change("То же самое") as change:
        assert not change.set(ORGANIZATIONS, one, school("А"))
        change.reserve(5)
        change.add_many(ORGANIZATIONS, [])
        change.remove(ORGANIZATIONS, [])
        change.remove(ORGANIZATIONS, [999])
    assert [entry.title for entry in journal.entries(db)] == ["Добавлено: Организация"]
    assert told == []


def test_writing_outside_a_change_is_refused(db: Database, add: Add) -> None:
    add("organizations", **school("А"))
    before = dump(db)
    for _ in range(2):
        with pytest.raises(OperationalError, match="readonly"):
            db.connection.execute(insert(table_of("organizations")), {**school("Б"), "id": 99})
        with pytest.raises(OperationalError, match="readonly"):
            db.connection.exec_driver_sql("DELETE FROM organizations")
        with db.change("Можно") as change:
            change.set(ORGANIZATIONS, 1, {"site": None if dump(db)["organizations"][1]["site"] == "Я" else "Я"})
    assert dump(db) == before


def test_a_change_inside_a_change_is_a_bug(db: Database) -> None:
    with db.change("Внешнее") as change:
        with pytest.raises(RuntimeError), db.change("Внутреннее"):
            pass
        change.add(ORGANIZATIONS, school("А"))
    assert [entry.title for entry in journal.entries(db)] == ["Внешнее"]


def test_ids_are_never_used_again(db: Database, add: Add) -> None:
    first = add("organizations", **school("А"))
    journal.undo(db)
    second = add("teachers", **person("1"))
    assert second > first
    records.delete(db, TEACHERS, [second])
    with pytest.raises(ZeroDivisionError), db.change("Не выйдет") as change:
        change.add(ORGANIZATIONS, school("Б"))
        raise ZeroDivisionError
    assert add("organizations", **school("В")) > second


def test_ids_are_one_row_of_numbers_for_all_registers(db: Database) -> None:
    with db.change("Много") as change:
        kept = change.reserve(2)
        where = change.add(ORGANIZATIONS, school("А"))
        change.add_many(TEACHERS, [person("1"), person("2")], kept)
        change.add(JOBS, job(kept[0], where))
    found = [each for rows in dump(db).values() for each in rows]
    assert len(found) == len(set(found)) == 4


def test_listeners_hear_of_the_registers_after_the_commit(db: Database) -> None:
    told: list[tuple[frozenset[str], bool, int]] = []
    db.listeners.append(lambda touched: told.append((touched, db.is_changing, len(dump(db).get("teachers", {})))))
    with db.change("Двое") as change:
        change.add(ORGANIZATIONS, school("А"))
        change.add_many(TEACHERS, [person("1"), person("2")])
        assert told == []
    assert told == [(frozenset({"organizations", "teachers"}), False, 2)]
    journal.undo(db)
    assert told[1:] == [(frozenset({"organizations", "teachers"}), False, 0)]


def test_only_what_differs_is_noted(db: Database, add: Add) -> None:
    one = add("teachers", **person("1", born_on=date(1980, 2, 29), phone="1"))
    with db.change("Изменено") as change:
        assert change.set(TEACHERS, one, person("1", "Яблокова", born_on=date(1980, 2, 29), phone="2"))
    (line, _) = journal.history(db, "teachers", one)
    assert line.changes == {
        "last_name": ("Ёлкина", "Яблокова"), "phone": ("1", "2"), "former_last_names": (None, ("Ёлкина",)),
    }  # fmt: skip


def test_a_record_given_twice_gets_both(db: Database, add: Add) -> None:
    one = add("teachers", **person("1"))
    with db.change("Дважды") as change:
        assert change.set_many(TEACHERS, [(one, {"phone": "2"}), (one, {"last_name": "Яблокова"})]) == 1
    assert dump(db)["teachers"][one] | {"phone": "2", "last_name": "Яблокова"} == dump(db)["teachers"][one]


def test_setting_a_removed_record_is_refused(db: Database, add: Add) -> None:
    one = add("teachers", **person("1"))
    journal.undo(db)
    with pytest.raises(ChangeRefused, match="уже удалена"), db.change("Поздно") as change:
        change.set(TEACHERS, one, {"phone": "2"})


def test_removed_only_with_nothing_left_behind(db: Database, add: Add) -> None:
    where, who = add("organizations", **school("А")), add("teachers", **person("1"))
    work = add("employments", **job(who, where))
    with pytest.raises(ChangeRefused, match="Места работы – 1"):
        records.delete(db, TEACHERS, [who])
    with db.change("Всё сразу, в любом порядке") as change:
        change.remove(ORGANIZATIONS, [where])
        change.remove(TEACHERS, [who])
        change.remove(JOBS, [work])
    assert dump(db) == {}


def test_thousands_in_one_change(db: Database) -> None:
    with db.change("Много") as change:
        ids = change.add_many(TEACHERS, [person(f"{n:05}", f"Иванов{n}") for n in range(1100)])
        assert change.set_many(TEACHERS, [(each, {"phone": "1"}) for each in ids]) == 1100
    lines = db.connection.scalar(select(journal._LINES.c.id).order_by(journal._LINES.c.id.desc()).limit(1))
    assert lines == 1101, "a run of added records is one line"
    assert records.delete(db, TEACHERS, ids[::2]) == 550
    journal.undo(db)
    assert len(dump(db)["teachers"]) == 1100
    journal.undo(db)
    assert dump(db) == {}


def test_records_save(db: Database) -> None:
    one = records.save(db, TEACHERS, {"last_name": "Ёлкина", "first_name": "Анна"})
    read = records.read(db, TEACHERS, one)
    assert read is not None
    assert read["code"], "a record typed by hand gets a code"
    two = records.save(db, TEACHERS, {"last_name": "Яблоков", "first_name": "Пётр"})
    other = records.read(db, TEACHERS, two)
    assert other is not None and other["code"] != read["code"]
    with pytest.raises(records.Invalid) as refused:
        records.save(db, TEACHERS, {**other, "code": read["code"], "last_name": None}, two)
    assert {problem.field for problem in refused.value.problems} == {"code", "last_name"}
    assert records.read(db, TEACHERS, two) == other
    assert records.save(db, TEACHERS, {**other, "phone": "8"}, two) == two
    assert [entry.title for entry in journal.entries(db)] == [
        "Изменено: Педагог «Яблоков Пётр»", "Добавлено: Педагог «Яблоков Пётр»", "Добавлено: Педагог «Ёлкина Анна»",
    ]  # fmt: skip
    assert records.references(db, "teachers", two) == {}


def test_settings_are_kept_and_are_no_action(db: Database) -> None:
    assert db.setting("year", 2024) == 2024
    db.set_setting("year", 2022)
    db.set_setting("year", 2023)
    db.set_setting("requisites", {"name": "Центр «Ёлка»"})
    assert (db.setting("year"), db.setting("requisites")) == (2023, {"name": "Центр «Ёлка»"})
    assert journal.entries(db) == []


@pytest.mark.parametrize("place", [0, 700, 1399])
def test_a_long_run_is_not_removed_while_one_of_it_is_referred_to(db: Database, place: int) -> None:
    with db.change("Много") as change:
        people = change.add_many(TEACHERS, [person(f"{n:05}") for n in range(1400)])
        change.add(JOBS, job(people[place], change.add(ORGANIZATIONS, school("А"))))
    with pytest.raises(ChangeRefused, match="Места работы – 1"):
        records.delete(db, TEACHERS, people)
    assert len(dump(db)["teachers"]) == 1400
