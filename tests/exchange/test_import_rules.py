"""Each rule of the canonical workbook on a few rows: values, dictionaries, references, keys, headings, defaults."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.errors import ImportRefused
from pdkadry_desktop.exchange.cells import CellError, RawSheet, SheetFile, StrayCell
from pdkadry_desktop.exchange.importer import plan_import
from pdkadry_desktop.storage.database import Database
from tests.exchange.workbooks import (
    KINDERGARTEN,
    SCHOOL,
    bring,
    bring_file,
    course,
    errors,
    fates,
    file_of,
    grid,
    raw_file,
    sheet,
    table,
    teacher,
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "base.pdk", create=True) as opened:
        yield opened


def one_course(db: Database, **columns: Any) -> Any:
    """Imports one course of one teacher; the plan."""
    return bring(db, {"Организации": [SCHOOL], "Педагоги": [teacher()], "Курсы": [course(**columns)]})


# -- values --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "cell", "stored"),
    [
        ("Часов", 72.0, 72),
        ("Часов", " 72 ", 72),
        ("Часов", "72,0", 72),
        ("Начало", datetime(2024, 5, 1), "2024-05-01"),
        ("Начало", "01.05.2024", "2024-05-01"),
        ("Начало", "2024-05-01", "2024-05-01"),
        ("Форма", " ОЧНО–ЗАОЧНАЯ ", "mixed"),
        ("ЦНППМ", "ДА", 1),
        ("ЦНППМ", True, 1),
        ("ЦНППМ", False, 0),
        ("Документ №", 15.0, "15"),
        ("Документ №", date(2024, 5, 1), "01.05.2024"),
        ("Тема", "  функциональная грамотность\u00a0", "функциональная грамотность"),
    ],
)
def test_value_is_read(db: Database, heading: str, cell: Any, stored: Any) -> None:
    columns = {
        "Часов": "hours", "Начало": "starts_on", "Форма": "form", "ЦНППМ": "is_cnppm", "Документ №": "document_no",
        "Тема": "topic",
    }  # fmt: skip
    plan = one_course(db, **{heading: cell})
    assert errors(plan) == []
    assert table(db, "courses", columns[heading]) == [(stored,)]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Часов", "72 ч."),
        ("Часов", 7.5),
        ("Часов", True),
        ("Начало", 45000.0),
        ("Начало", "31.09.2024"),
        ("Начало", "весна"),
        ("Начало", time(10, 30)),
        ("Форма", "дневная"),
        ("ЦНППМ", "наверное"),
        ("Вид", ""),
        ("Окончание", None),
        ("Тема", CellError("#Н/Д")),
    ],
)
def test_wrong_cell_refuses_the_whole_row(db: Database, heading: str, cell: Any) -> None:
    plan = one_course(db, **{heading: cell})
    assert fates(plan, "Курсы") == (0, 0, 0, 1)
    [problem] = errors(plan)
    assert (problem.sheet, problem.row, problem.column) == ("Курсы", 2, heading)
    assert problem.message[-1] == "." and len(problem.message) > 20
    assert table(db, "courses", "id") == []


def test_every_wrong_cell_of_a_row_is_reported(db: Database) -> None:
    plan = one_course(db, Часов="много", Форма="дневная", Программа=None)
    assert {problem.column for problem in errors(plan)} == {"Часов", "Форма", "Программа"}
    assert {problem.value for problem in errors(plan)} == {"много", "дневная", ""}


def test_several_values_and_synonyms(db: Database) -> None:
    plan = bring(db, {"Мероприятия": [{
        "Код": "М-1", "Наименование": "Форум", "Уровень": "Районный", "Начало": date(2024, 3, 1),
        "Направление": "Наставничество; обмен опытом;наставничество",
    }]})  # fmt: skip
    assert errors(plan) == []
    assert table(db, "activities", "level", "directions") == [("municipal", ";mentoring;exchange;")]


def test_rules_of_registers_are_only_warnings(db: Database) -> None:
    plan = bring(db, {
        "Организации": [{**SCHOOL, "ИНН": "123", "Действует с": date(2020, 1, 1), "Действует по": date(2019, 1, 1)}],
        "Педагоги": [teacher(СНИЛС="1")],
    })  # fmt: skip
    assert errors(plan) == []
    assert {problem.column for problem in plan.problems} == {"ИНН", "Действует по", "СНИЛС"}
    assert fates(plan, "Организации") == (1, 0, 0, 0)


# -- columns and headings ------------------------------------------------------------------------------------------


def test_columns_in_any_order_under_a_title(db: Database) -> None:
    file = raw_file({"организации ": [
        ["Сведения об организациях", None, None],
        [None, None, None],
        [" ТИП", "Наименование ", "kод"],
        ["дошкольная", "Ёлочка", "С-1"],
        [None, "  ", None],
        ["общеобразовательная", "Школа № 1", 5.0],
    ]})  # fmt: skip
    plan = bring_file(db, file)
    assert fates(plan, "Организации") == (2, 0, 0, 0)
    assert table(db, "organizations", "code", "kind") == [("С-1", "preschool"), ("5", "school")]
    [title] = plan.problems
    assert (title.row, title.value, title.severity) == (1, "Сведения об организациях", "warning")


def test_nothing_unknown_is_lost_silently(db: Database) -> None:
    file = raw_file({
        "Организации": [
            ["Код", "Наименование", "Тип", "Заметки", None, "Код", "Телефонн", "Пустой"],
            ["Ш-1", "Школа", "иная", "сад рядом", "сбоку", "Ш-9", "8-900", None],
            [None, None, None, "только заметка", None, None, None, None],
        ],
        "Черновик": [["что-то", None], [1.0, 2.0]],
        "Пусто": [],
    })  # fmt: skip
    plan = bring_file(db, file)
    assert [(each.sheet, each.column, each.cells) for each in plan.ignored] == [
        ("Черновик", "что-то", 2), ("Черновик", "столбец B", 1),
        ("Организации", "Заметки", 2), ("Организации", "столбец E", 1), ("Организации", "Код", 1),
        ("Организации", "Телефонн", 1), ("Организации", "Пустой", 0),
    ]  # fmt: skip
    assert fates(plan, "Организации") == (1, 0, 0, 0)
    asked = [problem for problem in plan.problems if problem.severity == "question"]
    assert [(problem.column, "«Телефон»" in problem.message) for problem in asked] == [("Телефонн", True)]
    assert not errors(plan)


def test_far_cells_are_reported(db: Database) -> None:
    [known] = file_of({"Организации": [SCHOOL]}).sheets
    far = RawSheet(known.name, known.rows, 1, stray=(StrayCell(900_000, 2, "далеко"), StrayCell(2, 500, 7.0)))
    plan = plan_import(db, SheetFile(Path("Район.xlsx"), file_of({}).kind, (far,)))
    assert [(each.column, each.cells) for each in plan.ignored] == [("столбец C", 1), ("столбец SG", 1)]
    assert plan.problems[-1].row == 900_000


def test_a_sheet_without_headings_is_an_error(db: Database) -> None:
    plan = bring_file(db, raw_file({"Организации": [["Школа", "иная"], ["Сад", "иная"]]}))
    [problem] = errors(plan)
    assert problem.sheet == "Организации" and "заголовк" in problem.message
    assert sum(each.cells for each in plan.ignored) == 4
    assert sheet(plan, "Организации").rejected == [2]


def test_no_known_sheet(db: Database) -> None:
    with pytest.raises(ImportRefused, match="нет ни одного листа"):
        plan_import(db, raw_file({"Лист1": [["a", "b"]]}))


def test_absent_column_changes_nothing_and_empty_cell_clears(db: Database) -> None:
    bring(db, {"Организации": [{**SCHOOL, "Телефон": "2-15", "Сайт": "школа.рф"}]})
    plan = bring(db, {"Организации": [{**SCHOOL, "Телефон": None}]})
    [changed] = sheet(plan, "Организации").changed
    assert [(each.column, each.old, each.new) for each in changed.changes] == [("Телефон", "2-15", "")]
    assert (changed.row, changed.title) == (2, "Школа № 1")
    assert table(db, "organizations", "phone", "site") == [(None, "школа.рф")]


def test_required_column_may_be_absent_only_for_known_records(db: Database) -> None:
    bring(db, {"Организации": [SCHOOL]})
    plan = bring(db, {"Организации": [{"Код": "Ш-1", "Телефон": "2-15"}, {"Код": "Ш-2", "Телефон": "2-16"}]})
    assert fates(plan, "Организации") == (0, 1, 0, 1)
    [problem] = errors(plan)
    assert problem.row == 3 and "«Наименование», «Тип»" in problem.message


def test_key_column_absent(db: Database) -> None:
    """Records are found by the key columns the file has; when several fit, the row is refused."""
    rows = [
        {"Педагог": "П-1", "Дата": date(2024, 1, 1), "Уровень": "школьный", "Предмет": subject}
        for subject in ("физика", "химия")
    ]
    bring(db, {"Организации": [SCHOOL], "Педагоги": [teacher()], "Диагностика": rows})
    short = {"Педагог": "П-1", "Дата": date(2024, 1, 1), "Уровень": "школьный", "Балл": 5}
    assert fates(bring(db, {"Диагностика": [short]}), "Диагностика") == (0, 0, 0, 1)
    assert fates(bring(db, {"Диагностика": [{**short, "Дата": date(2024, 1, 2)}]}), "Диагностика") == (1, 0, 0, 0)


def test_without_any_key_column_nothing_is_touched(db: Database) -> None:
    bring(db, {"Организации": [SCHOOL]})
    plan = bring(db, {"Организации": [{"Наименование": "Другая школа", "Тип": "иная"}]})
    assert fates(plan, "Организации") == (0, 0, 0, 1)
    assert "«Код»" in errors(plan)[0].message
    assert table(db, "organizations", "name") == [("Школа № 1",)]


# -- references ----------------------------------------------------------------------------------------------------


def test_references_to_the_file_and_to_the_base(db: Database) -> None:
    bring(db, {"Организации": [SCHOOL]})
    plan = bring(db, {"Педагоги": [teacher("П-1"), teacher("П-2", Организация="Ш-2")], "Курсы": [course("П-1")]})
    assert fates(plan, "Педагоги") == (1, 0, 0, 1)
    assert fates(plan, "Курсы") == (1, 0, 0, 0)
    assert errors(plan)[0].column == "Организация" and "«Ш-2»" in errors(plan)[0].message


def test_refusal_spreads_to_all_that_refer(db: Database) -> None:
    plan = bring(db, {
        "Шаги ИОМ": [{"ИОМ": "Р-1", "Шаг": "Курс"}],
        "ИОМ": [{"Код": "Р-1", "Педагог": "П-1", "Начало": date(2024, 1, 1), "Статус": "реализуется"}],
        "Курсы": [course("П-1"), course("П-2")],
        "Педагоги": [teacher("П-1"), teacher("П-2", Организация="С-1")],
        "Организации": [{**SCHOOL, "Тип": "лицей"}, KINDERGARTEN],
    })  # fmt: skip
    assert fates(plan, "Организации") == (1, 0, 0, 1)
    assert fates(plan, "Педагоги") == (1, 0, 0, 1)
    assert fates(plan, "Курсы") == (1, 0, 0, 1)
    assert fates(plan, "ИОМ") == (0, 0, 0, 1)
    assert fates(plan, "Шаги ИОМ") == (0, 0, 0, 1)
    reasons = {(problem.sheet, problem.column): problem.message for problem in errors(plan)}
    assert "не принята" in reasons["Шаги ИОМ", "ИОМ"] and "не принята" in reasons["Педагоги", "Организация"]


def test_head_organisation_may_stand_below_and_in_a_circle(db: Database) -> None:
    def branch(code: str, head: str | None, kind: str = "иная") -> dict[str, Any]:
        return {"Код": code, "Наименование": code, "Тип": kind, "Головная организация": head}

    plan = bring(db, {"Организации": [
        branch("А", "Б"), branch("Б", "А"), branch("В", "Г"), branch("Г", None),
        branch("Д", "Е"), branch("Е", "Ж"), branch("Ж", None, "лицей"),
    ]})  # fmt: skip
    assert fates(plan, "Организации") == (4, 0, 0, 3)
    codes = dict(table(db, "organizations", "id", "code"))
    heads = {code: codes.get(head) for code, head in table(db, "organizations", "code", "parent_id")}
    assert heads == {"А": "Б", "Б": "А", "В": "Г", "Г": None}


def test_a_similar_code_is_offered(db: Database) -> None:
    plan = bring(db, {"Организации": [{**SCHOOL, "Код": "С-1"}], "Педагоги": [teacher(Организация="C-1")]})  # Latin C
    assert "похожий «С-1»" in errors(plan)[0].message


# -- keys ----------------------------------------------------------------------------------------------------------


def test_repeated_key(db: Database) -> None:
    rows = [course(Часов=72), course(Часов=72.0), course(Часов=36), course(Программа="Другая")]
    plan = bring(db, {"Организации": [SCHOOL], "Педагоги": [teacher()], "Курсы": rows})
    assert fates(plan, "Курсы") == (2, 0, 1, 1)
    [problem] = errors(plan)
    assert (problem.row, problem.column) == (4, "Часов") and "строке 2" in problem.message
    assert table(db, "courses", "name", "hours") == [("Основы", 72), ("Другая", None)]


def test_a_refused_row_does_not_occupy_its_key(db: Database) -> None:
    rows = [course(Часов="много"), course(Часов=36)]
    plan = bring(db, {"Организации": [SCHOOL], "Педагоги": [teacher()], "Курсы": rows})
    assert sheet(plan, "Курсы").rejected == [2]
    assert table(db, "courses", "hours") == [(36,)]


def test_an_empty_key_cell_is_a_value(db: Database) -> None:
    award = {"Педагог": "П-1", "Награда": "Грамота", "Дата": None}
    sheets = {"Организации": [SCHOOL], "Педагоги": [teacher()], "Награды": [award, {**award, "Дата": date(2020, 1, 1)}]}
    assert fates(bring(db, sheets), "Награды") == (2, 0, 0, 0)
    plan = bring(db, {"Награды": [{**award, "Приказ": "№ 1"}]})
    assert fates(plan, "Награды") == (0, 1, 0, 0)
    assert table(db, "awards", "directive_no") == [("№ 1",), (None,)]


def test_an_empty_role_is_a_participant_before_keys_are_compared(db: Database) -> None:
    event = {"Код": "М-1", "Наименование": "Форум", "Уровень": "школьный", "Начало": date(2024, 3, 1)}
    sheets = {
        "Организации": [SCHOOL], "Педагоги": [teacher()], "Мероприятия": [{**event, "Направление": "наставничество"}],
        "Участие в мероприятиях": [
            {"Мероприятие": "М-1", "Педагог": "П-1", "Роль": None, "Тема": "Урок"},
            {"Мероприятие": "М-1", "Педагог": "П-1", "Роль": "Участник", "Тема": "Урок"},
            {"Мероприятие": "М-1", "Педагог": "П-1", "Роль": "Участник", "Тема": "Другая"},
            {"Мероприятие": "М-1", "Педагог": "П-1", "Роль": "выступающий", "Тема": "Урок"},
        ],
    }  # fmt: skip
    assert fates(bring(db, sheets), "Участие в мероприятиях") == (2, 0, 1, 1)
    assert table(db, "attendances", "role") == [(None,), ("speaker",)]


def test_a_code_of_a_diagnostic_belongs_to_one_record(db: Database) -> None:
    first = {"Код": "Д-1", "Педагог": "П-1", "Дата": date(2024, 1, 1), "Уровень": "школьный"}
    base = {"Организации": [SCHOOL], "Педагоги": [teacher()]}
    plan = bring(db, {**base, "Диагностика": [first, {**first, "Дата": date(2024, 1, 2)}]})
    assert fates(plan, "Диагностика") == (1, 0, 0, 1)
    plan = bring(db, {"Диагностика": [{**first, "Дата": date(2024, 1, 3)}]})
    assert errors(plan)[0].column == "Код"


# -- what an empty cell stands for ---------------------------------------------------------------------------------


def test_defaults_equal_their_empty_cells(db: Database) -> None:
    empty: dict[str, Any] = {
        "Организации": [SCHOOL | {"В мониторинге": None}],
        "Педагоги": [teacher(**dict.fromkeys(("Ступень", "Категория персонала", "Основное место работы", "Ставка")))],
        "Каталог программ": [{
            "Код": "К-1", "Программа": "Основы", "Вид": "повышение квалификации", "Часов": 72, "Форма": "очная",
            "ДОТ": "частично", "Из федерального реестра ДПП": "да", "Педагогической направленности": "нет",
            "Тема": "ИКТ",
        }],
        "Организаторы обучения": [
            {"Код": "О-1", "Наименование": "Институт", "Другие написания": "ИРО; ИРО края", "ЦНППМ": "да"}
        ],
        "Курсы": [course(**{
            "Код программы": "К-1", "Организатор": "иро КРАЯ", "Часов": None, "Форма": None, "ДОТ": None,
            "По профилю": None,
            "Из федерального реестра ДПП": None, "Педагогической направленности": None, "Тема": None, "ЦНППМ": None,
        })],
        "Конкурсы": [{
            "Код": "К-1", "Наименование": "Учитель года", "Уровень": "школьный", "Начало": date(2024, 3, 1),
            "Окончание": None, "Профессиональное мастерство": None,
        }],
        "Мероприятия": [{
            "Код": "М-1", "Наименование": "Форум", "Уровень": "школьный", "Направление": "наставничество",
            "Начало": date(2024, 3, 1), "Проведено": None,
        }],
        "Вакансии": [{
            "Код": "В-1", "Организация": "Ш-1", "Должность": "директор", "Категория персонала": None, "Ставка": None,
            "Открыта": date(2024, 3, 1),
        }],
    }  # fmt: skip
    filled: dict[str, Any] = {
        "Организации": [SCHOOL | {"В мониторинге": "да"}],
        "Педагоги": [teacher(**{
            "Ступень": "общеобразовательная", "Категория персонала": "педагогический", "Основное место работы": "да",
            "Ставка": 1,
        })],
        "Курсы": [{
            **empty["Курсы"][0], "Часов": 72, "Форма": "Очная", "ДОТ": "частично", "По профилю": "да", "Тема": "ИКТ",
            "Из федерального реестра ДПП": "да", "Педагогической направленности": "нет", "ЦНППМ": "да",
        }],
        "Конкурсы": [{**empty["Конкурсы"][0], "Окончание": date(2024, 3, 1), "Профессиональное мастерство": "да"}],
        "Мероприятия": [{**empty["Мероприятия"][0], "Проведено": "да"}],
        "Вакансии": [{**empty["Вакансии"][0], "Категория персонала": "педагогический", "Ставка": 1.0}],
    }  # fmt: skip
    assert errors(bring(db, empty)) == []
    plan = bring(db, filled)
    assert errors(plan) == []
    assert (plan.count("changed"), plan.count("added")) == (0, 0)
    assert table(db, "courses", "hours", "is_cnppm", "topic") == [(None, None, None)]
    plan = bring(db, {"Курсы": [{**empty["Курсы"][0], "Часов": 36, "ЦНППМ": "нет"}]})
    assert {each.column for each in sheet(plan, "Курсы").changed[0].changes} == {"Часов", "ЦНППМ"}


def test_a_written_default_stays_when_the_cell_is_empty(db: Database) -> None:
    bring(db, {"Организации": [SCHOOL | {"В мониторинге": "да"}]})
    plan = bring(db, {"Организации": [SCHOOL | {"В мониторинге": None}]})
    assert fates(plan, "Организации") == (0, 0, 1, 0)
    plan = bring(db, {"Организации": [SCHOOL | {"В мониторинге": "нет"}]})
    assert fates(plan, "Организации") == (0, 1, 0, 0)


def test_derived_values_are_those_after_the_import(db: Database) -> None:
    """The type of the organisation changes in the same file: the explicit «Ступень» is no longer the derived one."""
    bring(db, {"Организации": [SCHOOL], "Педагоги": [teacher(Ступень=None)]})
    plan = bring(db, {
        "Организации": [{**SCHOOL, "Тип": "дошкольная"}], "Педагоги": [teacher(Ступень="общеобразовательная")],
    })  # fmt: skip
    assert fates(plan, "Педагоги") == (0, 1, 0, 0)
    assert table(db, "employments", "stage") == [("school",)]


def test_an_event_to_come_is_not_held_by_default(db: Database) -> None:
    event = {"Код": "М-1", "Наименование": "Форум", "Уровень": "школьный", "Направление": "наставничество"}
    later = {**event, "Начало": date(2090, 1, 1)}
    bring(db, {"Мероприятия": [{**later, "Проведено": None}]})
    assert fates(bring(db, {"Мероприятия": [{**later, "Проведено": "да"}]}), "Мероприятия") == (0, 1, 0, 0)


def test_positions_outside_the_nomenclature_are_told_once_each(db: Database) -> None:
    plan = bring(db, {"Организации": [SCHOOL], "Педагоги": [
        teacher("П-1", Должность="Учитель физики"), teacher("П-2", Должность="дворник"),
        teacher("П-3", Должность="Дворник"), teacher("П-4", Должность="повар"),
    ]})  # fmt: skip
    assert [(problem.row, problem.value) for problem in plan.problems] == [(3, "дворник"), (5, "повар")]
    assert {problem.severity for problem in plan.problems} == {"warning"}


def test_preview_shows_the_cells_of_a_row(db: Database) -> None:
    plan = bring_file(db, raw_file({"Организации": [["Отчёт"], *grid([SCHOOL | {"Действует с": date(2020, 9, 1)}])]}))
    found = sheet(plan, "Организации")
    assert found.added == [3] and found.heading_row == 2
    assert found.cells(3) == {**SCHOOL, "Действует с": "01.09.2020"}
