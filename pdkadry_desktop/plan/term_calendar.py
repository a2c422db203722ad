"""Calendar arithmetic of terms: settings, days that exist or not, months, weekdays."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

Span = tuple[date, date]


class UnreadableTermError(ValueError):
    """A term that must not be guessed; carries the warning code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class TermSettings:
    """What a municipality may decide otherwise: the bounds of a school year, whether «до» includes the day named."""

    school_start: tuple[int, int] = (9, 1)
    school_end: tuple[int, int] = (5, 31)
    school_first_month: int = 8  # «август 2023-2024 уч. года» is August 2023
    until_inclusive: bool = True

    def school_year(self, year: int) -> Span:
        """The school year that begins in the year."""
        return day_within(year, *self.school_start), day_within(year + 1, *self.school_end)

    def school_half(self, year: int, half: int) -> Span:
        """One of the two halves: up to 31 December, and from 1 January."""
        start, end = self.school_year(year)
        return (start, date(year, 12, 31)) if half == 1 else (date(year + 1, 1, 1), end)


@dataclass(frozen=True)
class Reading:
    """How slots become dates: by which settings, and whether impossible days are mended (for a suggestion)."""

    settings: TermSettings
    lenient: bool = False


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def day_within(year: int, month: int, day: int) -> date:
    last = monthrange(year, month)[1]
    return date(year, month, min(day, last) if day > 0 else last + 1 + day)


def exact_day(year: int, month: int, day: int, reading: Reading) -> date:
    """The date as written; an impossible one raises, or is mended to the nearest when lenient."""
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    if not reading.lenient:
        raise UnreadableTermError("invalid_date")
    if month > 12 and 1 <= day <= 12:  # written the other way round
        day, month = month, day
    return day_within(year, min(max(month, 1), 12), max(day, 1))


def nth_weekday(year: int, month: int, number: int, weekday: int) -> date | None:
    """The n-th weekday of a month (-1 the last; weekday 7 = any Monday to Friday), if it exists."""
    last = month_end(year, month).day
    days = [
        day
        for day in (date(year, month, number_) for number_ in range(1, last + 1))
        if day.weekday() == weekday or (weekday == 7 and day.weekday() < 5)
    ]
    index = number - 1 if number > 0 else number
    return days[index] if -len(days) <= index < len(days) and number else None


def months_between(start: date, end: date) -> Iterator[tuple[int, int]]:
    """(year, month) of every month that the span touches."""
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
