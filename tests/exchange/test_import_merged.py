"""Import after a merge: old codes, former surnames and old names lead to the record that is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.scan import scan
from pdkadry_desktop.work.duplicates import queue
from pdkadry_desktop.work.merge import merge
from tests.exchange.workbooks import (
    KINDERGARTEN,
    SCHOOL,
    bring,
    bring_file,
    course,
    dump,
    errors,
    fates,
    raw_file,
    table,
    teacher,
)

TWO = {"Организации": [SCHOOL, KINDERGARTEN], "Педагоги": [teacher(), teacher("П-2", Фамилия="Соснина")]}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """П-2 was merged into П-1, the kindergarten into the school."""
    with Database.open(tmp_path / "base.pdk", create=True) as opened:
        bring(opened, TWO)
        merge(opened, "teachers", id_of(opened, "teachers", "П-1"), id_of(opened, "teachers", "П-2"))
        merge(opened, "organizations", id_of(opened, "organizations", "Ш-1"), id_of(opened, "organizations", "С-1"))
        yield opened


def id_of(db: Database, register: str, code: str) -> int:
    return next(each for each, (own,) in scan(db, REGISTERS[register], ["code"]) if own == code)


def staff(db: Database, *rows: Sequence[Any]) -> Any:
    return bring_file(db, raw_file({"Сотрудники": rows}, "сотрудники.xlsx"))


def test_the_old_code_updates_the_person_who_is_kept(db: Database) -> None:
    plan = bring(db, {"Педагоги": [teacher("П-2", Телефон="12")]})
    assert not errors(plan) and fates(plan, "Педагоги") == (0, 1, 0, 0)
    assert any("объединена с «П-1»" in each.message for each in plan.problems)
    assert table(db, "teachers", "code", "phone", "other_codes") == [("П-1", "12", ";П-2;")]


def test_rows_of_other_sheets_follow_the_old_codes(db: Database) -> None:
    plan = bring(db, {
        "Педагоги": [teacher(Организация="С-1", Должность="методист")], "Курсы": [course("П-2")],
    })  # fmt: skip
    assert not errors(plan)
    assert table(db, "courses", "teacher_id") == [(id_of(db, "teachers", "П-1"),)]
    assert set(table(db, "employments", "organization_id")) == {(id_of(db, "organizations", "Ш-1"),)}


def test_the_old_workbook_once_more_adds_nobody(db: Database) -> None:
    before = dump(db)
    plan = bring(db, {"Организации": [SCHOOL], "Педагоги": [teacher()]})
    assert dump(db) == before
    plan = bring(db, TWO)
    assert len(table(db, "teachers", "code")) == len(table(db, "organizations", "code")) == 1
    told = [each.message for each in errors(plan)]
    assert told and all("отличается" in each or "В строке" in each for each in told), "the contradiction is shown"


def test_an_old_code_that_somebody_else_bears_now_is_theirs(db: Database) -> None:
    with db.change("Новый человек") as change:
        other = change.add(REGISTERS["teachers"], {"code": "П-2", "last_name": "Вязова", "first_name": "Вера"})
    bring(db, {"Педагоги": [teacher("П-2", Фамилия="Вязова", Имя="Вера", Телефон="7")]})
    assert (records.read(db, REGISTERS["teachers"], other) or {})["phone"] == "7"
    assert (records.read(db, REGISTERS["teachers"], id_of(db, "teachers", "П-1")) or {})["phone"] is None


def test_a_former_surname_matches_and_renames_nobody(db: Database) -> None:
    assert table(db, "teachers", "last_name", "former_last_names") == [("Ёлкина", ";Соснина;")]
    for name in ("Соснина Анна", "Соснина А."):
        plan = staff(db, ["ФИО", "Должность", "Организация", "Телефон"], [name, "учитель", "Школа № 1", "5"])
        assert fates(plan, "Педагоги")[0] == 0, name
        assert table(db, "teachers", "last_name", "phone") == [("Ёлкина", "5")], name


def test_a_surname_changed_by_an_import_stays_known(db: Database) -> None:
    bring(db, {"Педагоги": [teacher(Фамилия="Дубова")]})
    assert table(db, "teachers", "last_name", "former_last_names") == [("Дубова", ";Соснина;Ёлкина;")]


def test_a_workbook_with_the_former_surname_is_warned_of(db: Database) -> None:
    plan = bring(db, {"Педагоги": [teacher(Фамилия="Соснина")]})
    assert any("прежняя фамилия" in each.message and "«Ёлкина»" in each.message for each in plan.problems)
    assert table(db, "teachers", "last_name", "former_last_names") == [("Соснина", ";Ёлкина;")]


def test_the_old_name_of_an_organisation_finds_it(db: Database) -> None:
    assert table(db, "organizations", "aliases") == [(";Детский сад «Ёлочка»;",)]
    for row in (["Детский сад «Ёлочка»", "5"], ["МБДОУ «Детский сад «Елочка»", "6"]):
        bring_file(db, raw_file({"Список": [["Наименование", "Телефон"], row]}, "список.xlsx"))
        assert table(db, "organizations", "name", "phone") == [("Школа № 1", row[1])]


def test_the_same_table_does_not_bring_a_merged_person_back(db: Database) -> None:
    head = ["ФИО", "Дата рождения", "Должность", "Организация"]
    wrong = ["Клёнва Мария Олеговна", date(1980, 5, 1), "учитель", "Школа № 1"]
    staff(db, head, wrong)
    staff(db, head, ["Клёнова Мария Олеговна", date(1980, 5, 1), "учитель", "Школа № 1"])
    (pair,) = queue(db, "teachers").pairs
    keep, drop = sorted(pair.key, reverse=True)
    merge(db, "teachers", keep, drop)
    before = table(db, "teachers", "code", "last_name")
    staff(db, head, wrong)
    assert table(db, "teachers", "code", "last_name") == before
    assert ("Клёнова",) in [row[1:] for row in before]
