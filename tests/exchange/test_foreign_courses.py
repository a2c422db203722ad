"""Courses of any shape: one row per course, or several told in one cell of a table of staff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.exchange.foreign_course_cells import split_courses
from pdkadry_desktop.exchange.foreign_courses import kind_of_course
from pdkadry_desktop.exchange.importer import plan_import
from pdkadry_desktop.exchange.plan import ImportPlan
from pdkadry_desktop.storage.database import Database
from tests.exchange.workbooks import SCHOOL, bring_file, dump, fates, file_of, raw_file, sheet, table, teacher

EXPORT = (
    "№ п/п", "Фамилия", "Имя", "Отчество", "Вид", "ОООД повышения квалификации (полное наименование)",
    "Название курса", "Тип курса", "Объем курса (часы)", "Дата выдачи",
)  # fmt: skip
WEBSITE = (
    "Ф.И.О. преподавателя", "Должность преподавателя", "Перечень преподаваемых дисциплин", "Уровень образования",
    "Квалификация", "Учёная степень (при наличии)", "Учёное звание (при наличии)",
    "Наименование направления подготовки и (или) специальности",
    "Сведения о повышении квалификации и (или) профессиональной переподготовке (год/количество часов)",
    "Общий стаж работы (количество лет/месяцев)",
    "Стаж работы педагогического работника по специальности (количество лет/месяцев)",
)  # fmt: skip
IN_WORK = "информация в стадии заполнения"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "base.pdk", create=True) as opened:
        people = [
            teacher("П-1", Фамилия="Ёлкин", Имя="Артём", Отчество="Ильич"),
            teacher("П-2", Фамилия="Ёлкина", Имя="Анна", Отчество="Петровна"),
        ]
        bring_file(opened, file_of({"Организации": [SCHOOL], "Педагоги": people}))
        yield opened


def bring(db: Database, *rows: Sequence[Any]) -> ImportPlan:
    return bring_file(db, raw_file({"Лист1": rows}, "курсы.xlsx"))


def asked(plan: ImportPlan) -> list[str]:
    return [problem.message for problem in plan.problems if problem.severity == "question"]


def test_one_row_per_course_the_surname_only_in_the_first(db: Database) -> None:
    rows = [
        (1, "Елкин", "Артем", "Ильич", "Краткосрочные курсы", "ИРО", "Урок", "предметный", 72, date(2020, 5, 6)),
        (None, None, "Артем", "Ильич", "Долгосрочные курсы", "ИРО", "Химия", "предметный", "108 ч.", "25.03.2021г."),
        (None, None, None, None, None, "ЦРО", "Первая помощь", "Первая помощь", "", 44000),
        (2, "Ёлкина", "Анна", "Петровна", "Переподготовка", "ИРО", "Логопедия", None, "256,0", "2021-02-03"),
        (None, None, "Анна", "Петровна", "Курсы", "ИРО", "Речь", None, 8, "31.09.2021"),
        (None, None, "Анна", "Петровна", "Курсы", "ИРО", "Вебинар о чтении", None, 6.5, "дек. 2021"),
        (3, "Сосна", "Мария", "Ильинична", "Курсы", "ИРО", "Речь", None, 18, date(2021, 2, 3)),
        (None, None, "Мария", "Ильинична", "Курсы", "ИРО", "Письмо", None, 18, date(2021, 2, 3)),
    ]  # fmt: skip
    plan = bring(db, EXPORT, *rows)
    assert plan.kind == "courses"
    assert fates(plan, "Курсы") == (5, 0, 0, 3)
    codes = dict(table(db, "teachers", "id", "code"))
    found = table(db, "courses", "teacher_id", "name", "kind", "hours", "ends_on", "document_on", "is_profile")
    assert [(codes[row[0]], *row[1:]) for row in found] == [
        ("П-1", "Урок", "pk", 72, "2020-05-06", "2020-05-06", None),
        ("П-1", "Химия", "pk", 108, "2021-03-25", "2021-03-25", None),
        ("П-1", "Первая помощь", "pk", None, "2020-06-18", "2020-06-18", 0),
        ("П-2", "Логопедия", "pp", 256, "2021-02-03", "2021-02-03", None),
        ("П-2", "Вебинар о чтении", "pk", None, "2021-12-31", None, None),
    ]
    rejected = {problem.row: problem.message for problem in plan.problems if problem.row in (6, 8, 9)}
    assert "не понять, когда" in rejected[6] and "Сосна" in rejected[8] and "Сосна" in rejected[9]
    before = dump(db)
    assert fates(bring(db, EXPORT, *rows), "Курсы") == (0, 0, 5, 3)
    assert dump(db) == before


def test_names_are_filled_down_only_inside_one_person(db: Database) -> None:
    head = ["Фамилия", "Имя", "Отчество", "Тема", "Часы", "Дата окончания"]
    day = date(2024, 3, 1)
    plan = bring(db, head, ["Ёлкин", "Артём", "Ильич", "А", 18, day], [None, "Анна", "Петровна", "Б", 18, day])
    assert fates(plan, "Курсы") == (1, 0, 0, 1)
    plan = bring(db, ["ФИО", "Тема", "Часы", "Сроки обучения"], [None, "А", 18, "01.02.2024 – 15.02.2024"],
                 ["Ёлкина А.П.", "Б", 18, "01.02.2024 – 15.02.2024"],
                 [None, "В", "18 часов", "01-15.02.2024"])  # fmt: skip
    assert fates(plan, "Курсы") == (2, 0, 0, 1)
    assert table(db, "courses", "name", "starts_on", "ends_on") == [
        ("А", None, "2024-03-01"), ("Б", "2024-02-01", "2024-02-15"), ("В", "2024-02-01", "2024-02-15"),
    ]  # fmt: skip


def test_a_repeated_row_is_harmless(db: Database) -> None:
    head = ["ФИО", "Тема", "Часы", "Дата окончания"]
    row = ["Ёлкина Анна Петровна", "Речь", 18, "01.02.2024"]
    plan = bring(db, head, row, row, [*row[:2], 36, row[3]])
    assert fates(plan, "Курсы") == (1, 0, 1, 1)


def test_the_website_table_with_courses_in_a_cell(db: Database) -> None:
    cell = '"Речь (устная)"(2022/72);\n   Охрана труда (2023/40)\nПереподготовка: "Логопедия" (2021); Чтение и письмо'
    rows = [
        WEBSITE,
        ["Е", *[None] * 10],
        ["Ёлкина Анна Петровна", "Учитель высшей квалификационной категории", "Русский язык; Литература", "высшее",
         "филолог", "нет", "-", "Филология", cell, "6.10", "4.2"],
        ["Соснин Пётр Ильич", *[IN_WORK] * 10],
        ["Соснина Мария Ильинична", "учитель", *[IN_WORK] * 9],
    ]  # fmt: skip
    plan = bring(db, *rows)
    assert plan.kind == "website"
    assert fates(plan, "Педагоги") == (1, 1, 0, 1)
    assert fates(plan, "Курсы") == (3, 0, 0, 0)
    assert table(db, "courses", "name", "hours", "kind", "ends_on", "is_profile") == [
        ("Речь (устная)", 72, "pk", "2022-12-31", None), ("Охрана труда", 40, "pk", "2023-12-31", 0),
        ("Логопедия", None, "pp", "2021-12-31", None),
    ]  # fmt: skip
    assert any("«Чтение и письмо»" in message for message in asked(plan))
    assert any("разделена на записи о курсах: 3" in message for message in asked(plan))
    assert sheet(plan, "Курсы").cells(3)["Программа"] == "Охрана труда"
    assert table(db, "employments", "subjects")[1] == (";русский язык;литература;",)
    before = dump(db)
    plan = bring(db, *rows)
    assert (fates(plan, "Педагоги"), fates(plan, "Курсы")) == ((0, 0, 2, 1), (0, 0, 3, 0))
    assert dump(db) == before


def test_the_table_of_order_1493(db: Database) -> None:
    head = [
        "ФИО", "Занимаемая должность (должности)", "Преподаваемые учебные предметы, курсы, дисциплины (модули)",
        "Уровень (уровни) профессионального образования с указанием наименования направления подготовки и (или) "
        "специальности, в том числе научной, и квалификации", "Учёная степень (при наличии)",
        "Учёное звание (при наличии)", "Сведения о повышении квалификации (за последние 3 года)",
        "Сведения о профессиональной переподготовке (при наличии)",
        "Сведения о продолжительности опыта (лет) работы в профессиональной сфере, соответствующей образовательной "
        "деятельности по реализации учебных предметов, курсов, дисциплин (модулей)",
        "Наименование общеобразовательной программы (программ), код и наименование профессии, "
        "специальности (специальностей), направления (направлений) подготовки, "
        "в реализации которых участвует педагогический работник",
    ]  # fmt: skip
    plan = bring(
        db, head, [str(at) for at in range(1, 11)],
        ["Соснин Пётр Ильич", "Учитель химии", "Химия", "Высшее; 44.03.01 Педагогическое образование; бакалавр", "нет",
         "нет", "2023/ ИРО/ Химия в школе/ 36 ч.", "Менеджмент, 256 ч., 12.04.2022", 12, "ООП ООО; ООП СОО"],
    )  # fmt: skip
    assert fates(plan, "Педагоги") == (1, 0, 0, 0)
    assert table(db, "courses", "name", "provider", "hours", "kind", "ends_on") == [
        ("Химия в школе", "ИРО", 36, "pk", "2023-12-31"), ("Менеджмент", None, 256, "pp", "2022-04-12"),
    ]  # fmt: skip
    assert [(each.column[:200], each.cells) for each in plan.ignored] == [(head[9][:200], 1)]
    person = table(db, "teachers", "education", "speciality", "teaching_since")[-1]
    assert person[:2] == ("higher", "Высшее; 44.03.01 Педагогическое образование; бакалавр") and person[2]


def test_a_course_known_to_the_day_is_not_added_with_a_year_alone(db: Database) -> None:
    bring(db, ["ФИО", "Тема", "Часы", "Дата окончания"], ["Ёлкина Анна Петровна", "Речь", 72, "05.04.2022"])
    head = ["ФИО", "Должность", "Повышение квалификации"]
    plan = bring(db, head, ["Ёлкина Анна Петровна", "учитель", "Речь (2022/72); Речь (2023/72)"])
    assert fates(plan, "Курсы") == (1, 0, 1, 0)
    assert table(db, "courses", "ends_on") == [("2022-04-05",), ("2023-12-31",)]


def test_courses_make_nobody(db: Database) -> None:
    before = dump(db)
    plan = plan_import(db, raw_file({"1": [["ФИО", "Тема", "Часы"], ["Дуб Пётр Ильич", "Речь", 72]]}), kind="courses")
    assert fates(plan, "Курсы") == (0, 0, 0, 1) and plan.changes_nothing
    assert dump(db) == before


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Тема один"(2020); "Тема два"(2023)', [("Тема один", 2020, None), ("Тема два", 2023, None)]),
        ('Переподготовка:"Педагог; методист"(2016)', [("Педагог; методист", 2016, None)]),
        ("Стажировка: в школе № 2 (2021)", [("в школе № 2", 2021, None)]),
        ("2018/ ИРО/ Тема/ 16 ч.", [("Тема", 2018, 16)]),
        ("Тема один (2017/40) Тема два (2018/72)", [("Тема один", 2017, 40), ("Тема два", 2018, 72)]),
        ("Длинная тема\nв две строки (2017/40)\nВторая (2018, 72 ч.)",
         [("Длинная тема в две строки", 2017, 40), ("Вторая", 2018, 72)]),
        ("Тема, 72 часа, 15.03.2024 г.", [("Тема", 2024, 72)]),
        ("Тема без года", [("Тема без года", None, None)]),
        ("-", []),
    ],
)  # fmt: skip
def test_a_cell_is_split(text: str, found: list[tuple[str, int | None, int | None]]) -> None:
    assert [(each.name, each.day and each.day.on.year, each.hours) for each in split_courses(text)] == found


def test_kinds_of_courses() -> None:
    assert kind_of_course("Краткосрочные курсы", 36) == "pk"
    assert kind_of_course("Краткосрочные курсы", 8) == "other"
    assert kind_of_course("Профессиональная переподготовка", None) == "pp"
    assert kind_of_course("Семинар", 16) == "other"
