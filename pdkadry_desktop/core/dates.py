"""Dates of the field: reporting years, academic years, full years between dates, month arithmetic, the clock."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Clock = Callable[[], date]
MONTHS_GENITIVE = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s*(?:г|г\.|года))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")


def parse_date(text: str) -> date:
    """``dd.mm.yyyy`` or ``yyyy-mm-dd``; ValueError when it is neither or no such day exists."""
    text = text.strip()
    if found := _DOTTED.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        raise ValueError("not a date")
    return date(year, month, day)


def format_date(value: date) -> str:
    return f"{value.day:02}.{value.month:02}.{value.year:04}"


def long_date(value: date) -> str:
    """«24 июня 2021 г.»"""
    return f"{value.day}\u00a0{MONTHS_GENITIVE[value.month - 1]} {value.year}\u00a0г."


def add_years(value: date, years: int) -> date:
    """The anniversary; 29 February gives 1 March in common years (indicators.toml, conventions.years)."""
    try:
        return value.replace(year=value.year + years)
    except ValueError:
        return date(value.year + years, 3, 1)


def add_months(value: date, months: int) -> date:
    """The same day in another month, clamped to its end: six months before 31.08.2025 is 28.02.2025."""
    index = value.year * 12 + value.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(value.day, calendar.monthrange(year, month + 1)[1]))


def full_years(start: date, on: date) -> int:
    """Full years from ``start`` to ``on`` (age, service)."""
    years = on.year - start.year
    return years if add_years(start, years) <= on else years - 1


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: both ends belong to it; ``end`` is the as-of date D."""

    start: date
    end: date

    @classmethod
    def of_year(cls, year: int, as_of: date | None = None) -> Period:
        """P = [1 January Y, D]; ValueError when D lies outside Y."""
        end = as_of or date(year, 12, 31)
        if end.year != year:
            raise ValueError("as-of date outside the year")
        return cls(date(year, 1, 1), end)

    @property
    def year(self) -> int:
        return self.end.year


def academic_start(on: date) -> date:
    """The 1 September on which the academic year of a day begins."""
    return date(on.year if on.month >= 9 else on.year - 1, 9, 1)


def academic_year(on: date) -> str:
    """«2024/25»: 1 September – 31 August."""
    first = academic_start(on).year
    return f"{first}/{(first + 1) % 100:02}"
