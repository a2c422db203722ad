"""Conditions as data give the same rows as the same words in plain Python."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pdkadry_desktop.core.conditions import All, AnyOf, Condition, Has, Linked, Named, Not, Test, every
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import query
from pdkadry_desktop.storage.conditions import UnknownPath, compile_condition, own_link
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.query import Query
from tests.storage.conftest import job, person, school

Add = Callable[..., int]
ORGANIZATIONS = {
    "А": {"name": "Школа «Ёлка» № 1", "short_name": "СОШ № 1", "locality": "rural", "starts_on": date(1990, 9, 1)},
    "Б": {"name": "Гимназия 100%", "short_name": "Гимназия", "locality": "urban", "is_monitored": False},
    "В": {"name": "Сад", "kind": "preschool", "is_monitored": True, "starts_on": date(2020, 2, 29)},
    "Г": {"name": "Филиал", "short_name": "СОШ № 10"},
}
Row = dict[str, Any]


@pytest.fixture(autouse=True)
def district(db: Database, add: Add) -> dict[str, int]:
    ids: dict[str, int] = {}
    for code, values in ORGANIZATIONS.items():
        ids[code] = add("organizations", **school(code, **{"parent_id": ids["А"] if code == "Г" else None, **values}))
    for code, last_name, works in (("1", "Ёлкина", "АБ"), ("2", "Яблоков", "А"), ("3", "Иванов", "")):
        ids[code] = add("teachers", **person(code, last_name, phone="1" if code == "2" else None))
        for where in works:
            add("employments", **job(ids[code], ids[where], f"учитель {where}", fte=0.5 if where == "Б" else None,
                                     subjects=("алгебра", "химия") if where == "А" else None))  # fmt: skip
    return ids


def found(db: Database, register: str, condition: Condition | None) -> str:
    rows = query.rows(db, Query(register, where=condition, order=("code",)), ["code"])
    return "".join(row.values[0] for row in rows)


def plain(code: str) -> Row:
    empty = dict.fromkeys(REGISTERS["organizations"].by_name)
    return {**empty, "kind": "school", "code": code, **ORGANIZATIONS[code]}


TESTS: list[tuple[Test, Callable[[Row], bool]]] = [
    (Test("locality", "eq", "rural"), lambda row: row["locality"] == "rural"),
    (Test("locality", "ne", "rural"), lambda row: row["locality"] != "rural"),
    (Test("locality", "in", ("rural", "urban")), lambda row: row["locality"] is not None),
    (Test("locality", "not_in", ("rural",)), lambda row: row["locality"] != "rural"),
    (Test("locality", "empty"), lambda row: row["locality"] is None),
    (Test("locality", "filled"), lambda row: row["locality"] is not None),
    (Test("kind", "ne", "school"), lambda row: row["kind"] != "school"),
    (Test("is_monitored", "eq", False), lambda row: row["is_monitored"] is False),
    (Test("is_monitored", "ne", False), lambda row: row["is_monitored"] is not False),
    (Test("starts_on", "ge", date(1990, 9, 1)), lambda row: bool(row["starts_on"])),
    (Test("starts_on", "gt", date(1990, 9, 1)), lambda row: row["code"] == "В"),
    (Test("starts_on", "le", date(1990, 9, 1)), lambda row: row["code"] == "А"),
    (Test("starts_on", "lt", date(2020, 2, 29)), lambda row: row["code"] == "А"),
    (Test("starts_on", "between", (date(2020, 2, 29), date(2020, 2, 29))), lambda row: row["code"] == "В"),
    (Test("short_name", "eq", "сош № 1"), lambda row: row["code"] == "А"),
    (Test("short_name", "contains", "СОШ"), lambda row: row["code"] in "АГ"),
    (Test("short_name", "starts", "гим"), lambda row: row["code"] == "Б"),
    (Test("short_name", "word", "сош № 1"), lambda row: row["code"] == "А"),
    (Test("short_name", "ne", "СОШ № 1"), lambda row: row["code"] != "А"),
    (Test("short_name", "contains", "%"), lambda row: False),
    (Test("parent.code", "eq", "А"), lambda row: row["code"] == "Г"),
    (Test("parent.code", "ne", "А"), lambda row: row["code"] != "Г"),
    (Test("parent_id.locality", "empty"), lambda row: row["code"] != "Г"),
    (Test("parent.locality", "filled"), lambda row: row["code"] == "Г"),
    (Test("parent", "contains", "ЕЛКА"), lambda row: row["code"] == "Г"),
]


@pytest.mark.parametrize(("test", "holds"), TESTS, ids=[f"{test.path}-{test.op}" for test, _ in TESTS])
def test_each_test_and_its_negation_split_the_rows(db: Database, test: Test, holds: Callable[[Row], bool]) -> None:
    wanted = "".join(code for code in ORGANIZATIONS if holds(plain(code)))
    others = "".join(code for code in ORGANIZATIONS if code not in wanted)
    assert found(db, "organizations", test) == wanted
    assert found(db, "organizations", Not(test)) == others, "two-valued: what is not true is false"
    assert found(db, "organizations", Named("имя", Not(Not(test)))) == wanted
    assert found(db, "organizations", All((test, Not(test)))) == ""
    assert found(db, "organizations", AnyOf((test, Not(test)))) == "АБВГ"


def test_none_and_nothing(db: Database) -> None:
    assert found(db, "organizations", None) == "АБВГ"
    assert found(db, "organizations", All(())) == "АБВГ"
    assert found(db, "organizations", AnyOf(())) == ""
    assert every([None, None]) is None


def test_rows_of_another_register(db: Database) -> None:
    assert found(db, "teachers", Has("employments", "teacher")) == "12"
    assert found(db, "teachers", Has("employments", "teacher", at_least=2)) == "1"
    assert found(db, "teachers", Not(Has("employments", "teacher"))) == "3"
    assert found(db, "teachers", Has("employments", "teacher_id", Test("organization.code", "eq", "Б"))) == "1"
    assert found(db, "organizations", Has("employments", "organization", Test("fte", "empty"))) == "А"
    assert found(db, "organizations", Has("organizations", "parent")) == "А", "its own kind"
    assert found(db, "organizations", Not(Has("organizations", "parent"))) == "БВГ"


def test_behind_a_link(db: Database) -> None:
    rural = Linked("parent", All((Test("locality", "eq", "rural"), Test("is_monitored", "empty"))))
    assert found(db, "organizations", rural) == "Г"
    assert found(db, "organizations", Not(rural)) == "АБВ"
    jobs = query.ids(db, Query("employments", where=Linked("teacher_id", Test("last_name", "eq", "ёлкина"))))
    assert len(jobs) == 2


def test_items_of_a_list(db: Database) -> None:
    def count(test: Condition) -> int:
        return query.count(db, Query("employments", where=test))

    assert count(Test("subjects", "has_item", "химия")) == 2
    assert count(Test("subjects", "has_item", "хим")) == 0, "a whole item, not a part"
    assert count(Test("subjects", "in", ("физика", "алгебра"))) == 2
    assert count(Test("subjects", "not_in", ("физика", "алгебра"))) == 1
    assert count(Not(Test("subjects", "has_item", "химия"))) == 1


@pytest.mark.parametrize(
    ("condition", "word"),
    [
        (Test("нет", "filled"), "нет"),
        (Test("parent.нет", "filled"), "нет"),
        (Test("name.нет", "filled"), "name"),
        (Has("нет", "teacher"), "нет"),
        (Has("employments", "нет"), "нет"),
        (Linked("name", Test("code", "filled")), "name"),
    ],
)
def test_a_wrong_word_is_named(condition: Condition, word: str) -> None:
    with pytest.raises(UnknownPath, match=f"«{word}»"):
        compile_condition(REGISTERS["organizations"], condition)


def test_own_link() -> None:
    assert own_link(REGISTERS["employments"], "teachers") == "teacher_id"
    assert own_link(REGISTERS["teachers"], "teachers") == "id"
    with pytest.raises(UnknownPath):
        own_link(REGISTERS["mentorships"], "teachers")
