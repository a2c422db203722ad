"""Russian text and the calendar of the field."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pdkadry_desktop.core.dates import (
    Period,
    academic_year,
    add_months,
    add_years,
    format_date,
    full_years,
    long_date,
    parse_date,
)
from pdkadry_desktop.core.text import clean_text, counted, fold, grouped, initials, plural

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
words = st.text("абвгдеёжийклмняАБЁЙЯ abcXYZ09-–—«»№\u00a0\u202f\t\n", max_size=40)

# ---------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ёлкина", "елкина"),
        ("е\u0308лка", "елка"),
        ("  МБОУ\u00a0СОШ  № 1\n", "мбоу сош no 1"),
        ("педагог – педагог", "педагог - педагог"),
        ("педагог—педагог", "педагог-педагог"),
        ("кан\u00adди\u200bдат", "кандидат"),
        ("35\u00a0%", "35 %"),
        ("Йод", "йод"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(words)
def test_fold_is_stable_and_knows_no_case(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(text.upper()) == fold(text.lower()) == folded
    assert folded == folded.strip() and "  " not in folded and "ё" not in folded


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (" \tдом\u00a0\ufeff", "дом"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00\x1f\x7f\ufffe\udfffb", "ab"),
        ("два  пробела", "два  пробела"),
        ("\n \n", ""),
    ],
)
def test_clean_text(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(st.text(max_size=40))
def test_clean_text_is_stable_and_can_be_saved(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    clean.encode("utf-8")
    assert "\r" not in clean and "\x00" not in clean


@pytest.mark.parametrize(
    ("count", "noun"),
    [(0, "записей"), (1, "запись"), (2, "записи"), (4, "записи"), (5, "записей"), (11, "записей"), (12, "записей"),
     (14, "записей"), (15, "записей"), (20, "записей"), (21, "запись"), (22, "записи"), (100, "записей"),
     (101, "запись"), (111, "записей"), (112, "записей"), (114, "записей"), (121, "запись"), (1004, "записи"),
     (-1, "запись")],
)  # fmt: skip
def test_plural(count: int, noun: str) -> None:
    assert plural(count, "запись", "записи", "записей") == noun


def test_counted_and_grouped() -> None:
    assert counted(5000, "запись", "записи", "записей") == "5\u202f000 записей"
    assert counted(1, "запись", "записи", "записей") == "1 запись"
    assert [grouped(number) for number in (0, 999, 1000, 1234567, -1000)] == [
        "0", "999", "1\u202f000", "1\u202f234\u202f567", "-1\u202f000",
    ]  # fmt: skip


def test_initials() -> None:
    assert initials("Ёлкина", "Анна", "Петровна") == "Ёлкина А. П."
    assert initials("Ли", "Ян") == "Ли Я."
    assert initials("Ли", "Ян", "") == "Ли Я."


# ---------------------------------------------------------------- dates


@given(st.dates())
def test_dates_are_read_back(day: date) -> None:
    assert parse_date(format_date(day)) == parse_date(day.isoformat()) == day


@pytest.mark.parametrize("text", ["29.02.2023", "2023-02-29", "31.09.2021", "1.1", "01.01.21", "01-01-2021", "", ".."])
def test_no_such_day(text: str) -> None:
    with pytest.raises(ValueError):
        parse_date(text)


def test_dates_in_words() -> None:
    assert long_date(date(2021, 6, 24)) == "24\u00a0июня 2021\u00a0г."
    assert long_date(date(2021, 5, 1)) == "1\u00a0мая 2021\u00a0г."


@pytest.mark.parametrize(
    ("day", "years", "anniversary"),
    [
        (date(2020, 2, 29), 1, date(2021, 3, 1)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 2, 29), -1, date(2019, 3, 1)),
        (date(2000, 2, 29), -100, date(1900, 3, 1)),
        (date(2021, 2, 28), 3, date(2024, 2, 28)),
        (date(2020, 3, 1), 5, date(2025, 3, 1)),
    ],
)
def test_anniversaries(day: date, years: int, anniversary: date) -> None:
    assert add_years(day, years) == anniversary


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2025, 8, 31), -6, date(2025, 2, 28)),
        (date(2024, 8, 31), -6, date(2024, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(2025, 5, 31), 0, date(2025, 5, 31)),
        (date(2025, 3, 31), -13, date(2024, 2, 29)),
    ],
)
def test_months_are_clamped(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


@given(days, st.integers(-240, 240))
def test_months_move_by_whole_months(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("start", "on", "years"),
    [
        (date(1990, 5, 10), date(2025, 5, 9), 34),
        (date(1990, 5, 10), date(2025, 5, 10), 35),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 28), 19),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2025, 1, 1), date(2025, 1, 1), 0),
        (date(2025, 1, 2), date(2025, 1, 1), -1),
    ],
)
def test_full_years(start: date, on: date, years: int) -> None:
    assert full_years(start, on) == years


@given(days, days)
def test_full_years_lie_between_two_anniversaries(start: date, on: date) -> None:
    assume(start <= on)
    years = full_years(start, on)
    assert add_years(start, years) <= on < add_years(start, years + 1)


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2024, 8, 31), "2023/24"), (date(2024, 9, 1), "2024/25"), (date(2025, 1, 1), "2024/25"),
     (date(1999, 12, 31), "1999/00"), (date(2008, 10, 1), "2008/09")],
)  # fmt: skip
def test_academic_year(day: date, name: str) -> None:
    assert academic_year(day) == name


def test_period_of_a_year() -> None:
    whole = Period.of_year(2024)
    assert (whole.start, whole.end, whole.year) == (date(2024, 1, 1), date(2024, 12, 31), 2024)
    part = Period.of_year(2024, date(2024, 6, 30))
    assert (part.start, part.end) == (date(2024, 1, 1), date(2024, 6, 30))
    with pytest.raises(ValueError, match="outside"):
        Period.of_year(2024, date(2025, 1, 1))
