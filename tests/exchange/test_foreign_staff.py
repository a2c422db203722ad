"""Tables with one row per person: names, positions, service, categories; the same people again, never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.errors import ImportRefused
from pdkadry_desktop.exchange.cells import SheetFile
from pdkadry_desktop.exchange.foreign import foreign_layouts
from pdkadry_desktop.exchange.importer import apply_import, make_plan, plan_import
from pdkadry_desktop.exchange.plan import CellProblem, ImportPlan
from pdkadry_desktop.exchange.sheets import read_workbook
from pdkadry_desktop.exchange.snapshot import take_snapshot
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from tests.exchange.workbooks import KINDERGARTEN, SCHOOL, bring_file, dump, fates, file_of, raw_file, table, teacher

EXPORT = (
    "№ п/п", "Фамилия", "Имя", "Отчество", "Адрес электронной почты", "Должность", "Дополнительная должность",
    "Группа сотрудников", "Образование", "Учетная степень", "Учёное звание",
    "Квалификационная категория по основной должности", "Общий стаж", "Педагогический стаж", "Стаж в учреждении",
    "Вид образования", "Образовательное учреждение", "Отраслевые награды", "Региональные награды",
)  # fmt: skip
ROWS = (
    (1, "Ёлкина", "Анна", "Петровна", "a@school.example", "Учитель географии", None, "Преподаватели",
     "высшее профессиональное", "без степени", "Не имеет ученого звания", "Высшая категория", "20л. 11м. 23д.",
     "13л. 23д.", "3д.", "высшее профессиональное", "Заречный государственный университет", "знак «Труд»", "грамота"),
    (2, "Соколов", "Иван", "Ильич", None, "Заместитель директора по информатизации", "Учитель информатики",
     "Руководители", "бакалавр", "кандидат наук", "Доцент", "Без категории", "2г. 3м. 6д.", "3д.", None, "магистр",
     "Заречный педагогический институт", None, None),
    (3, "Соколова", "Мария", None, None, "Учитель русского языка и литературы", None, "Преподаватели",
     "среднее профессиональное", "-", "нет", "Первая категория", "9м. 16д.", "9м. 16д.", None, "бакалавр",
     "Луговской педагогический колледж", None, None),
)  # fmt: skip
ON = date(2025, 9, 1)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "base.pdk", create=True) as opened:
        bring_file(opened, file_of({"Организации": [SCHOOL]}))
        yield opened


def file(*rows: Sequence[Any], sheet: str = "Лист1") -> SheetFile:
    return raw_file({sheet: rows}, "педагоги.xlsx")


def bring(db: Database, *rows: Sequence[Any]) -> ImportPlan:
    return bring_file(db, file(*rows))


def asked(plan: ImportPlan, severity: str = "question") -> list[CellProblem]:
    return [problem for problem in plan.problems if problem.severity == severity]


def test_an_export_of_a_school_system(db: Database) -> None:
    plan = plan_import(db, file(EXPORT, *ROWS))
    assert plan.kind == "staff"
    plan = make_plan(take_snapshot(db, foreign_layouts()), file(EXPORT, *ROWS), today=ON)
    apply_import(db, plan)
    assert fates(plan, "Педагоги") == (3, 0, 0, 0)
    assert table(
        db, "teachers", "last_name", "first_name", "middle_name", "education", "degree", "category", "working_since",
        "teaching_since", "alma_mater", "awards_text", "email",
    ) == [
        ("Ёлкина", "Анна", "Петровна", "higher", None, "highest", "2004-09-08", "2012-08-09",
         "Заречный государственный университет", "знак «Труд»; грамота", "a@school.example"),
        ("Соколов", "Иван", "Ильич", "higher", "кандидат наук; Доцент", "none", "2023-05-26", "2025-08-29",
         "Заречный педагогический институт", None, None),
        ("Соколова", "Мария", None, "vocational", None, "first", "2024-11-15", "2024-11-15",
         "Луговской педагогический колледж", None, None),
    ]  # fmt: skip
    assert table(db, "employments", "teacher_id", "position", "subjects", "is_main") == [
        (db_id(db, "Ёлкина"), "учитель", ";география;", None),
        (db_id(db, "Соколов"), "заместитель директора по информатизации", None, None),
        (db_id(db, "Соколов"), "учитель", ";информатика;", 0),
        (db_id(db, "Соколова"), "учитель", ";русский язык;литература;", None),
    ]
    assert [(each.column, each.cells) for each in plan.ignored] == [
        ("№ п/п", 3), ("Группа сотрудников", 3), ("Стаж в учреждении", 1),
    ]  # fmt: skip
    questions = [problem.message for problem in asked(plan)]
    assert sum("на какую дату стаж" in each for each in questions) == 1
    assert sum("«Учетная степень» прочитан как «Учёная степень»" in each for each in questions) == 1
    assert sum("Расходится с другим столбцом" in each for each in questions) == 1
    assert errors_of(plan) == []


def db_id(db: Database, last_name: str) -> int:
    return next(each for each, name in table(db, "teachers", "id", "last_name") if name == last_name)


def errors_of(plan: ImportPlan) -> list[str]:
    return [problem.message for problem in plan.problems if problem.severity == "error"]


def test_again_nothing_changes_even_later_and_the_headings_are_remembered(db: Database) -> None:
    bring(db, EXPORT, *ROWS)
    before = dump(db)
    later = file(EXPORT, *ROWS)
    plan = make_plan(take_snapshot(db, foreign_layouts()), later, today=date(2031, 2, 3))
    assert fates(plan, "Педагоги") == (0, 0, 3, 0) and plan.changes_nothing
    assert not any("прочитан как" in problem.message for problem in plan.problems)
    assert any("оставлено то, что в базе" in problem.message for problem in asked(plan))
    assert dump(db) == before


def test_names_in_one_cell_dates_in_the_heading_and_a_title_above(db: Database) -> None:
    plan = bring(
        db,
        ["УТВЕРЖДАЮ"],
        ["Список педагогов МБОУ Школа № 1 на 2025/26 год"],
        [],
        ["№", "ФИО педагога", "Долж.", "Педагогический стаж на 01.09.2025", "Категория, дата аттестации", "Пол"],
        [1, 2, 3, 4, 5, 6],
        ["Учителя", None, None, None, None, None],
        [1, "ЁЛКИНА\nАнна\u00a0Петровна", "Учитель физики, первая квалификационная категория", 12, None, "Ж"],
        [2, "Соколов Иван Ильич", "преподаватель-организатор", "с 01.09.2007 г.", "высшая, 25.03.2021", "муж."],
        [3, "Вакансия", "учитель химии", None, None, None],
        [4, "Мир-оглы Тимур Али оглы", "воспитатель", "6.10", "сзд 31.09.2021", None],
        ["ИТОГО", 4],
    )
    assert fates(plan, "Педагоги") == (3, 0, 0, 1)
    assert table(db, "teachers", "last_name", "middle_name", "teaching_since", "category", "category_on", "sex") == [
        ("Ёлкина", "Петровна", "2013-09-01", "first", None, "f"),
        ("Соколов", "Ильич", "2007-09-01", "highest", "2021-03-25", "m"),
        ("Мир-оглы", "Али оглы", None, None, None, None),
    ]
    assert {(problem.row, problem.column) for problem in asked(plan) if problem.row == 10} == {
        (10, "Педагогический стаж на 01.09.2025"), (10, "Категория, дата аттестации"),
    }  # fmt: skip
    assert {problem.row for problem in asked(plan, "warning")} >= {1, 2, 5, 6, 9, 11}


def test_full_years_tell_between_which_days_service_began(db: Database) -> None:
    rows = (
        ["ФИО", "Должность", "Педагогический стаж на 01.09.2025"],
        ["Ёлкина Анна Петровна", "учитель", 12],
        ["Соколов Иван Ильич", "учитель", "с 2007 года"],
        ["Соколова Мария Ильинична", "учитель", "3г. 2м. 5д."],
    )
    bring(db, *rows)
    names = ("teaching_since", "other_teaching_since")
    known = [("2013-09-01", "2012-09-02"), ("2007-01-01", "2007-12-31"), ("2022-06-26", None)]
    assert table(db, "teachers", *names) == known
    before = dump(db)
    bring(db, *rows)
    assert dump(db) == before, "the same file says nothing new"
    bring(db, rows[0], ["Ёлкина Анна Петровна", "учитель", "11г. 11м. 20д."])
    assert table(db, "teachers", *names)[0] == ("2013-09-11", None), "an exact length makes the date exact"


def test_years_and_months_with_a_point_only_where_the_heading_says_so(db: Database) -> None:
    heading = "Общий стаж (количество лет/месяцев) на 01.09.2025"
    plan = bring(
        db, ["ФИО", "Должность", heading], ["Ёлкина Анна Петровна", "учитель", "6.10"],
        ["Соколов Иван Ильич", "учитель", 6.1], ["Соколова Мария Ильинична", "учитель", "6.12"],
    )  # fmt: skip
    assert table(db, "teachers", "working_since") == [("2018-11-01",), (None,), (None,)]
    assert [problem.row for problem in asked(plan)] == [3, 4]
    assert fates(plan, "Педагоги") == (3, 0, 0, 0)


def test_yo_initials_and_case_do_not_make_a_second_person(db: Database) -> None:
    bring(db, ["ФИО", "Должность"], ["Ёлкина Алёна Петровна", "учитель"])
    before = dump(db)
    for name in (
        "Елкина Алена Петровна",
        "ЁЛКИНА АЛЁНА ПЕТРОВНА",
        "Ёлкина А. П.",
        "Елкина А.П.",
        "Ёлкинa Алёна Петровна",
    ):
        assert fates(bring(db, ["ФИО", "Должность"], [name, "Учитель"]), "Педагоги") == (0, 0, 1, 0), name
    assert dump(db) == before


def test_initials_alone_make_nobody(db: Database) -> None:
    plan = bring(db, ["ФИО", "Должность"], ["Ёлкина А. П.", "учитель"])
    assert fates(plan, "Педагоги") == (0, 0, 0, 1)
    assert "Есть только инициалы" in asked(plan)[0].message


def test_namesakes_are_asked_about_and_answered_in_the_file(db: Database) -> None:
    bring_file(db, file_of({
        "Организации": [KINDERGARTEN], "Педагоги": [teacher("П-1", Отчество="Петровна", Организация="С-1")],
    }))  # fmt: skip
    head = ["ФИО", "Должность", "Организация"]
    plan = bring(db, head, ["Елкина Анна Петровна", "учитель", "Школа № 1"])
    assert fates(plan, "Педагоги") == (0, 0, 0, 1)
    assert "код П-1" in asked(plan)[0].message
    plan = bring(db, [*head, "Код"], ["Ёлкина Анна Петровна", "учитель", "Школа № 1", "П-1"])
    assert fates(plan, "Педагоги") == (1, 0, 0, 0)
    assert len(table(db, "teachers", "id")) == 1 and len(table(db, "employments", "id")) == 2
    plan = bring(db, ["ФИО", "Дата рождения", "Должность", "Организация", "Код"],
                 ["Ёлкина Анна Петровна", "05.06.1990", "учитель", "Школа № 1", "новый"])  # fmt: skip
    assert fates(plan, "Педагоги") == (1, 0, 0, 0)
    assert [row[0] for row in table(db, "teachers", "born_on")] == [None, "1990-06-05"]


def test_equal_names_with_different_birth_dates_are_two_people(db: Database) -> None:
    head = ["ФИО", "Дата рождения", "Должность"]
    bring(db, head, ["Ёлкина Анна Петровна", date(1990, 6, 5), "учитель"])
    plan = bring(db, head, ["Ёлкина Анна Петровна", 28000, "учитель"], ["Ёлкина Анна Петровна", 33029, "учитель"])
    assert fates(plan, "Педагоги") == (1, 0, 1, 0)
    assert [row[0] for row in table(db, "teachers", "born_on")] == ["1990-06-05", "1976-08-28"]


def test_a_former_surname_in_brackets_matches(db: Database) -> None:
    bring(db, ["ФИО", "Должность"], ["Ёлкина Анна Петровна", "учитель"])
    plan = bring(db, ["ФИО", "Должность"], ["Соснина (Ёлкина) Анна Петровна", "учитель"])
    assert fates(plan, "Педагоги") == (0, 1, 0, 0)
    assert table(db, "teachers", "last_name") == [("Соснина",)]


def test_empty_cells_clear_nothing_and_subjects_only_grow(db: Database) -> None:
    head = ["ФИО", "Должность", "Предметы", "Образование", "Ставка", "Дата приёма"]
    bring(db, head, ["Ёлкина Анна Петровна", "учитель", "физика; химия", "высшее", "0,5", "01.09.2020"])
    before = dump(db)
    assert fates(bring(db, head, ["Ёлкина Анна Петровна", "Учитель физики", None, "-", None, None]), "Педагоги") == (
        0, 0, 1, 0,
    )  # fmt: skip
    assert dump(db) == before
    plan = bring(db, head, ["Ёлкина Анна Петровна", "Учитель астрономии", None, None, 1, None])
    assert fates(plan, "Педагоги") == (0, 1, 0, 0)
    assert table(db, "employments", "subjects", "fte", "hired_on") == [(";физика;химия;астрономия;", 1.0, "2020-09-01")]


def test_another_category_drops_the_date_of_the_old_one(db: Database) -> None:
    head = ["ФИО", "Должность", "Категория", "Дата присвоения"]
    bring(db, head, ["Ёлкина Анна Петровна", "учитель", "первая", "01.02.2022"])
    bring(db, head, ["Ёлкина Анна Петровна", "учитель", "первая", None])
    assert table(db, "teachers", "category", "category_on") == [("first", "2022-02-01")]
    bring(db, head, ["Ёлкина Анна Петровна", "учитель", "высшая", None])
    assert table(db, "teachers", "category", "category_on") == [("highest", None)]


@pytest.mark.parametrize("text", ["вторая", "01.02.24", "первая или высшая", "есть"])
def test_a_doubtful_category_is_asked(db: Database, text: str) -> None:
    plan = bring(db, ["ФИО", "Должность", "Категория"], ["Ёлкина Анна Петровна", "учитель", text])
    assert fates(plan, "Педагоги") == (1, 0, 0, 0)
    [problem] = asked(plan)
    assert (problem.row, problem.column, problem.value) == (2, "Категория", text)
    assert table(db, "teachers", "category") == [(None,)]


def test_the_organization_by_column_group_row_title_or_none(db: Database) -> None:
    bring_file(db, file_of({"Организации": [KINDERGARTEN]}))
    rows = [["ФИО", "Должность", "Пол"], ["Ёлкина Анна Петровна", "учитель", "ж"]]
    plan = bring(db, *rows)
    assert fates(plan, "Педагоги") == (0, 0, 0, 1)
    assert "какая это организация" in asked(plan)[0].message
    plan = bring(db, ["Сведения о педагогах: МБДОУ Детский сад «Елочка»"], *rows)
    assert fates(plan, "Педагоги") == (1, 0, 0, 0)
    plan = bring(db, rows[0], ["МБОУ «Школа №1»", None, None], ["Соколов Иван Ильич", "учитель", "м"])
    assert fates(plan, "Педагоги") == (1, 0, 0, 0)
    plan = bring(db, [*rows[0], "Место работы"], ["Дубова Анна Ильинична", "учитель", "ж", "МБОУ Школа № 7"])
    assert fates(plan, "Педагоги") == (0, 0, 0, 1)
    assert asked(plan)[0].column == "Место работы"
    codes = dict(table(db, "organizations", "id", "code"))
    assert [codes[place] for (place,) in table(db, "employments", "organization_id")] == ["С-1", "Ш-1"]


def test_several_sheets_and_one_that_is_no_table(db: Database) -> None:
    head = ["ФИО", "Должность"]
    plan = bring_file(db, raw_file({
        "Учителя": [head, ["Ёлкина Анна Петровна", "учитель"]],
        "Прочие": [head, ["Соколов Иван Ильич", "инженер"], ["Ёлкина Анна Петровна", "методист"]],
        "Заметки": [["позвонить"], ["в школу"]],
    }))  # fmt: skip
    assert [(each.name, each.source and each.source.name, each.rows) for each in plan.sheets] == [
        ("Педагоги", "Учителя", 1), ("Педагоги", "Прочие", 2),
    ]  # fmt: skip
    assert len(table(db, "teachers", "id")) == 2 and len(table(db, "employments", "id")) == 3
    assert [(each.sheet, each.cells) for each in plan.ignored] == [("Заметки", 2)]


def test_a_table_of_another_kind_is_refused(db: Database) -> None:
    with pytest.raises(ImportRefused, match="список курсов"):
        plan_import(db, file(EXPORT, *ROWS), kind="courses")


def test_a_csv_comes_in_and_is_undone(db: Database, tmp_path: Path) -> None:
    before = dump(db)
    path = tmp_path / "педагоги.csv"
    path.write_bytes("ФИО;Должность\r\nЁлкина Анна Петровна;Учитель ИЗО\r\n".encode("cp1251"))
    entry = apply_import(db, plan_import(db, read_workbook(path)))
    assert table(db, "employments", "subjects") == [(";изобразительное искусство;",)]
    journal.undo(db, entry)
    assert dump(db) == before


def test_an_empty_base_gets_one_organization_and_asks_about_it(tmp_path: Path) -> None:
    with Database.open(tmp_path / "empty.pdk", create=True) as empty:
        assert plan_import(empty, file(["ФИО", "Должность"], ["[a.name]", "[a.post]"])).changes_nothing
        rows = (["ФИО", "Должность"], ["Ёлкина Анна Петровна", "воспитатель"], ["Дуб Пётр Ильич", "заведующий"])
        before = dump(empty)
        plan = plan_import(empty, file(*rows))
        entry = apply_import(empty, plan)
        assert fates(plan, "Педагоги") == (2, 0, 0, 0)
        assert table(empty, "organizations", "name", "kind") == [("педагоги", "preschool")]
        assert any("заведена «педагоги»" in problem.message for problem in asked(plan))
        assert plan_import(empty, file(*rows)).changes_nothing
        journal.undo(empty, entry)
        assert dump(empty) == before
