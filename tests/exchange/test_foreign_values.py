"""Values as real files write them: understood, empty, or asked about – never guessed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdkadry_desktop.core.kinds import BadValue
from pdkadry_desktop.exchange.foreign_names import Name, read_job, read_name, subjects_of
from pdkadry_desktop.exchange.foreign_service import service_of, stated_day
from pdkadry_desktop.exchange.foreign_values import (
    category_of_text,
    day_of,
    days_in,
    education_of,
    hours_of,
    is_blank,
    is_main_of,
)

ON = date(2025, 9, 1)


@pytest.mark.parametrize("cell", [None, "", "-", "—", "нет", "Отсутствует", " \u00a0", "..", ". .", "без степени",
                                  "Информация в стадии заполнения", "Информация отсутствует.", "н/д"])  # fmt: skip
def test_blank(cell: Any) -> None:
    assert is_blank(cell) and day_of(cell) is None and hours_of(cell) is None


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        (datetime(2021, 3, 25, 10), date(2021, 3, 25), "day"),
        ("25.03.2021", date(2021, 3, 25), "day"),
        ("25.03.2021г.", date(2021, 3, 25), "day"),
        ("25.03.21", date(2021, 3, 25), "day"),
        ("2021-03-25", date(2021, 3, 25), "day"),
        ("25 марта 2021 года", date(2021, 3, 25), "day"),
        (45657, date(2024, 12, 31), "day"),
        ("45657", date(2024, 12, 31), "day"),
        ("дек. 2024", date(2024, 12, 31), "month"),
        ("02.2024", date(2024, 2, 29), "month"),
        ("май 2020", date(2020, 5, 31), "month"),
        (2021, date(2021, 12, 31), "year"),
        ("2021 г.", date(2021, 12, 31), "year"),
    ],
)
def test_day(cell: Any, day: date, precision: str) -> None:
    found = day_of(cell)
    assert found is not None and (found.on, found.precision) == (day, precision)


@pytest.mark.parametrize("cell", ["31.09.2021", "01.02.24", "1/2/2024", "весна", 3.5, True, "01.02.2024, 02.02.2024"])
def test_a_doubtful_day_is_not_taken(cell: Any) -> None:
    with pytest.raises(BadValue):
        day_of(cell)


@given(st.dates(date(1940, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for cell in (f"{day:%d.%m.%Y}", f"{day:%d.%m.%Y} г.", day.isoformat(), day, serial, float(serial)):
        found = day_of(cell)
        assert found is not None and (found.on, found.precision) == (day, "day"), cell


def test_both_ends_of_a_period() -> None:
    for text in ("01.02.2024 – 15.02.2024", "01-15.02.2024", "с 01.02 - 15.02.2024 г."):
        assert [day.on for day in days_in(text)] == [date(2024, 2, 1), date(2024, 2, 15)], text


@pytest.mark.parametrize("cell", [72, 72.0, "72", "72 ч.", "72,0", "72 часа", "72 ак. ч.", "в объёме 72 часов"])
def test_hours(cell: Any) -> None:
    assert hours_of(cell) == 72


@pytest.mark.parametrize("cell", [7.5, "72/36", "много", -5])
def test_doubtful_hours_are_not_taken(cell: Any) -> None:
    with pytest.raises(BadValue):
        hours_of(cell)


@pytest.mark.parametrize(
    ("cell", "start"),
    [
        ("47л. 11м. 23д.", date(1977, 9, 8)),
        ("13л. 23д.", date(2012, 8, 9)),
        ("3д.", date(2025, 8, 29)),
        ("35л. 4м.", date(1990, 5, 1)),
        ("9 л. 3 мес.", date(2016, 6, 1)),
        (27.0, date(1998, 9, 1)),
        ("с 01.09.2007 г.", date(2007, 9, 1)),
        ("с 2007 года", date(2007, 1, 1)),
        ("12 лет на 01.09.2023", date(2011, 9, 1)),
        ("общий 12 / пед. 10", date(2015, 9, 1)),
    ],
)
def test_service(cell: Any, start: date) -> None:
    found = service_of(cell, "Стаж", "teaching")
    assert found is not None and found.start(ON) == start and found.agrees(start, ON)


@pytest.mark.parametrize("cell", [6.1, "6.10", "менее года", "12л. 13м.", date(2025, 6, 10), "-5"])
def test_doubtful_service_is_not_taken(cell: Any) -> None:
    with pytest.raises(BadValue):
        service_of(cell, "Стаж")


@given(st.integers(0, 60), st.integers(0, 11), st.integers(0, 28), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_service_agrees_with_its_own_start(years: int, months: int, days: int, on: date) -> None:
    texts = [f"{years} лет", f"{years} л. {months} мес.", f"{years}л. {months}м. {days}д."]
    for text in texts:
        found = service_of(text, "")
        assert found is not None and found.agrees(found.start(on), on), text


def test_a_start_that_tells_more_than_the_text_agrees() -> None:
    found = service_of("12", "")
    assert found is not None
    assert found.agrees(date(2013, 3, 4), ON) and not found.agrees(date(2012, 9, 1), ON)
    assert not found.agrees(date(2013, 9, 2), ON)


def test_the_day_of_a_title() -> None:
    assert stated_day(["Список", "Сведения о кадрах по состоянию на 1 сентября 2025 года"]) == ON
    assert stated_day(["План на 2025/26 учебный год", "на 45 человек"]) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ёлкина\u00a0Анна\nПетровна", Name("Ёлкина", "Анна", "Петровна")),
        ("ЁЛКИНА-ДУБ АННА", Name("Ёлкина-Дуб", "Анна")),
        ("Ёлкина А.П", Name("Ёлкина", "А.", "П.")),
        ("Ёлкина А.", Name("Ёлкина", "А.")),
        ("Анна Петровна Ёлкина", Name("Ёлкина", "Анна", "Петровна")),
        ("Али Тимур Гасан оглы", Name("Али", "Тимур", "Гасан оглы")),
        ("Соснина (Ёлкина) Анна Петровна", Name("Соснина", "Анна", "Петровна", "Ёлкина")),
        ("Өлгөрөва Ҥаҥа Ивановна", Name("Өлгөрөва", "Ҥаҥа", "Ивановна")),
        ("Вакансия (учитель)", None),
    ],
)
def test_name(text: str, name: Name | None) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize("text", ["Ёлкина", "[a.name]", "123", "учитель", "Директор ____ Ёлкина"])
def test_no_name(text: str) -> None:
    with pytest.raises(BadValue):
        read_name(text)


@pytest.mark.parametrize(
    ("text", "position", "subjects", "category"),
    [
        ("Учитель английского языка", "учитель", ("английский язык",), None),
        ("Учитель математики и физики", "учитель", ("математика", "физика"), None),
        ("учитель (химия)", "учитель", ("химия",), None),
        ("Учитель-логопед", "учитель-логопед", (), None),
        ("Учитель истории и культуры края", "учитель истории и культуры края", (), None),
        ("Преподаватель, первая квалификационная категория", "преподаватель", (), "first"),
        ("Учитель химии высшей квалификационной категории", "учитель", ("химия",), "highest"),
        ("Заместитель директора по УВР", "заместитель директора по УВР", (), None),
    ],
)
def test_position(text: str, position: str, subjects: tuple[str, ...], category: str | None) -> None:
    job = read_job(text)
    assert (job.position, job.subjects, job.category) == (position, subjects, category)


def test_subjects() -> None:
    assert subjects_of("Русский язык; Литература;\n русский язык") == ("русский язык", "литература")
    assert subjects_of("Физика, ОБЗР") == ("физика", "ОБЗР")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Высшая кв. к. по должности Учитель", "highest"), ("первая, 25.03.2021", "first"), ("1КК", "first"),
        ("СЗД", "compliance"), ("не имеет", "none"), ("молодой специалист", None), ("педагог-методист", "highest"),
    ],
)  # fmt: skip
def test_category(text: str, code: str | None) -> None:
    assert category_of_text(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("высшее профессиональное", "higher"), ("бакалавр", "higher"), ("среднее специальное", "vocational"),
        ("учитель начальных классов (колледж)", "vocational"), ("среднее (полное) общее", "secondary"),
        ("основное общее", None),
    ],
)  # fmt: skip
def test_education(text: str, code: str | None) -> None:
    assert education_of(text) == code


def test_unfinished_education_is_not_taken() -> None:
    with pytest.raises(BadValue):
        education_of("неоконченное высшее")


def test_main_job() -> None:
    assert [is_main_of(text) for text in ("основной работник", "внешний совместитель", "да", "нет", "-")] == [
        True, False, True, False, None,
    ]  # fmt: skip
