"""Lists of organisations of any shape: found, typed by their names, matched again, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pdkadry_desktop.exchange.foreign_places import kind_of, place_key, settlement_of
from pdkadry_desktop.exchange.importer import apply_import, plan_import
from pdkadry_desktop.exchange.plan import ImportPlan
from pdkadry_desktop.exchange.sheets import read_workbook
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from tests.exchange.workbooks import bring_file, dump, fates, raw_file, table

INN = "7701234560"  # 7·2+7·4+0·10+1·3+2·5+3·9+4·4+5·6+6·8 = 176; 176 mod 11 = 0


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "base.pdk", create=True) as opened:
        yield opened


def bring(db: Database, rows: Sequence[Sequence[Any]], title: str = "Лист1") -> ImportPlan:
    return bring_file(db, raw_file({title: rows}, "список.xlsx"))


def said(plan: ImportPlan, severity: str) -> list[str]:
    return [problem.message for problem in plan.problems if problem.severity == severity]


def test_a_plain_csv_of_windows(db: Database, tmp_path: Path) -> None:
    lines = [
        "№;Полное наименование;ИНН;Юридический адрес;ФИО руководителя;Телефон;Официальный сайт;ОГРН",
        f"1;МБОУ «Средняя общеобразовательная школа № 3 с. Луговое»;{INN};"
        '"659000, край, с. Луговое, ул. Мира, 1";Ёлкин П. С.;8(000)2-15-16;lug3.example;1020000000001',
        "2;МБДОУ «Детский сад «Ромашка»;;п. Заречный;;2-17;;",
        "ИТОГО;2;;;;;;",
    ]
    path = tmp_path / "школы.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1251"))
    plan = plan_import(db, read_workbook(path))
    assert plan.kind == "organizations"
    apply_import(db, plan)
    assert fates(plan, "Организации") == (2, 0, 0, 0)
    columns = ("name", "kind", "inn", "settlement", "locality", "principal", "phone", "site")
    assert table(db, "organizations", *columns) == [
        ("МБОУ «Средняя общеобразовательная школа № 3 с. Луговое»", "school", INN, "с. Луговое", "rural",
         "Ёлкин П. С.", "8(000)2-15-16", "lug3.example"),
        ("МБДОУ «Детский сад «Ромашка»", "preschool", None, "п. Заречный", None, None, "2-17", None),
    ]  # fmt: skip
    assert [(each.column, each.cells) for each in plan.ignored] == [("№", 2), ("ОГРН", 1)]
    assert any("итогом" in message for message in said(plan, "warning"))


def test_an_only_column_under_an_unknown_heading(db: Database) -> None:
    plan = bring(db, [["places"], ["Берёзовская начальная школа — детский сад"], ["Детский сад № 2 «Ручеёк»"]])
    assert fates(plan, "Организации") == (2, 0, 0, 0)
    assert table(db, "organizations", "kind") == [("school",), ("preschool",)]
    assert any("«places» прочитан как «Наименование»" in message for message in said(plan, "question"))


def test_an_only_column_without_a_heading(db: Database) -> None:
    plan = bring(db, [["Гимназия № 1"], ["Лицей № 2"], ["Дом детского творчества"]])
    assert fates(plan, "Организации") == (3, 0, 0, 0)
    assert table(db, "organizations", "kind") == [("school",), ("school",), ("extra",)]


def test_headings_in_two_merged_rows_under_a_title(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "список.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (
        ["Образовательные организации района"],
        [],
        [None, "№ п/п", "Наименованиеучрежения", "Контакты", None],
        [None, None, None, "телефон", "электронная почта"],
        [None, 1, 2, 3, 4],
        [None, "Школы", None, None, None],
        [None, 1, "Луговская СОШ", "2-15", "lug@school.example"],
        [None, 2, "Заречная ООШ", "2-16", None],
    ):
        sheet.append(line)
    for cells in ("B3:B4", "C3:C4", "D3:E3", "B6:E6"):
        sheet.merge_cells(cells)
    book.save(path)
    plan = plan_import(db, read_workbook(path))
    apply_import(db, plan)
    assert fates(plan, "Организации") == (2, 0, 0, 0)
    assert table(db, "organizations", "name", "phone", "email") == [
        ("Луговская СОШ", "2-15", "lug@school.example"), ("Заречная ООШ", "2-16", None),
    ]  # fmt: skip
    assert any("«Наименованиеучрежения» прочитан" in message for message in said(plan, "question"))
    assert {problem.row for problem in plan.problems if problem.severity == "warning"} == {1, 5, 6, 7, 8}


def test_the_same_list_again_changes_nothing_and_an_emptier_one_clears_nothing(db: Database) -> None:
    rows = [["Наименование", "ИНН", "Телефон"], ["МБОУ СОШ № 3", INN, "2-15"], ["МАДОУ детский сад № 4", None, "2-16"]]
    bring(db, rows)
    before = dump(db)
    assert fates(bring(db, rows), "Организации") == (0, 0, 2, 0)
    plan = bring(db, [["Название организации", "Телефон"], ["Средняя  общеобразовательная школа №3", None]])
    assert fates(plan, "Организации") == (0, 0, 1, 0)
    assert dump(db) == before
    plan = bring(db, [["ИНН", "Наименование", "Телефон"], [float(INN), "МБОУ СОШ № 3", "3-33"]])
    [row] = next(each for each in plan.sheets).changed
    assert [(each.column, each.old, each.new) for each in row.changes] == [("Телефон", "2-15", "3-33")]


def test_names_that_differ_by_a_letter_are_two_organizations(db: Database) -> None:
    plan = bring(db, [["Наименование"], ["Детский сад «Сарданка»"], ["Детский сад «Сардана»"]])
    assert fates(plan, "Организации") == (2, 0, 0, 0)
    assert len(said(plan, "question")) == 1 and "Очень похожа" in said(plan, "question")[0]


def test_a_name_of_two_known_organizations_waits(db: Database) -> None:
    bring(db, [["Наименование", "ИНН"], ["Детский сад «Ёлочка»", INN], ["Детский сад «Елочка»", "7701234577"]])
    assert len(table(db, "organizations", "id")) == 2
    plan = bring(db, [["Наименование", "Телефон"], ["Детский сад «Ёлочка»", "2-15"]])
    assert fates(plan, "Организации") == (0, 0, 0, 1)
    assert any("Так называются несколько" in message for message in said(plan, "question"))


def test_undo_takes_all_of_it_back(db: Database) -> None:
    before = dump(db)
    plan = plan_import(db, raw_file({"1": [["Наименование"], ["Школа № 1"], ["Школа № 2"]]}))
    entry = apply_import(db, plan)
    journal.undo(db, entry)
    assert dump(db) == before


def test_every_row_without_a_name_is_refused(db: Database) -> None:
    plan = bring(db, [["Наименование", "Телефон"], ["Школа № 1", "2-15"], [None, "2-16"], ["-", "2-17"]])
    assert fates(plan, "Организации") == (1, 0, 0, 2)
    assert [problem.row for problem in plan.problems if problem.severity == "error"] == [3, 4]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("МБОУ «Луговская СОШ»", "school"),
        ("Лицей имени Ёлкина", "school"),
        ("МБДОУ ЦРР – детский сад № 5", "preschool"),
        ("Начальная общеобразовательная школа – детский сад", "school"),
        ("МБУ ДО ЦДТ", "extra"),
        ("Детская музыкальная школа", "extra"),
        ("Спортивная школа «Старт»", "extra"),
        ("Вечерняя (сменная) школа", "school"),
        ("Информационно-методический центр", "other"),
        ("Управление культуры", None),
    ],
)
def test_type_by_name(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_names_are_compared_without_their_legal_form() -> None:
    full = "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 3»"
    assert place_key(full) == place_key("МБОУ СОШ №3") == place_key('МКОУ "СOШ № 3"')  # a Latin O
    assert place_key("МБОУ СОШ № 3") != place_key("МБОУ СОШ № 13") != place_key("МБОУ ООШ № 13")


def test_settlement_of_an_address() -> None:
    assert settlement_of("659000, край, г. Заречный, ул. Мира, 1") == ("г. Заречный", "urban")
    assert settlement_of("ул. Мира, 1") is None
