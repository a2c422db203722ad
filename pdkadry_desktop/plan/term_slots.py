"""Slots: stretches of the calendar that know no year yet («октябрь», «до 5 марта», «II квартал»)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

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
        return _day(year, *self.school_start), _day(year + 1, *self.school_end)

    def school_half(self, year: int, half: int) -> Span:
        """One of the two halves: up to 31 December, and from 1 January."""
        start, end = self.school_year(year)
        return (start, date(year, 12, 31)) if half == 1 else (date(year + 1, 1, 1), end)


@dataclass(frozen=True)
class Reading:
    """How slots become dates: by which settings, and whether impossible days are mended (for a suggestion)."""

    settings: TermSettings
    lenient: bool = False


class Slot(Protocol):
    """Anything that has a place in every year."""

    @property
    def begins(self) -> tuple[int, int]:
        """Month and day of the start, to see whether a range runs over the New Year."""

    def span(self, year: int, reading: Reading) -> Span:
        """First and last day in the year; raises UnreadableTermError for an impossible day."""

    def school_span(self, year: int, reading: Reading) -> Span:
        """The same within the school year that begins in the year."""


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date:
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
    return _day(year, min(max(month, 1), 12), max(day, 1))


class _InSchoolYear:
    """Months from August on belong to the first calendar year of a school year, the others to the second."""

    def school_span(self: Slot, year: int, reading: Reading) -> Span:
        is_second = self.begins[0] < reading.settings.school_first_month
        return self.span(year + is_second, reading)


@dataclass(frozen=True)
class DaySlot(_InSchoolYear):
    """A day of a month, as written: 31 September raises."""

    month: int
    day: int

    @property
    def begins(self) -> tuple[int, int]:
        return self.month, self.day

    def span(self, year: int, reading: Reading) -> Span:
        found = exact_day(year, self.month, self.day, reading)
        return found, found


@dataclass(frozen=True)
class MonthsSlot(_InSchoolYear):
    """Whole months or a part of one: from a day of the first to a day of the last.

    A day of 0 is the month's end as ``last_day``; -7 is the seventh day from the end.
    """

    first: int
    last: int
    first_day: int = 1
    last_day: int = 0
    school_half: int = 0  # 1 or 2 for a half year, which a school year cuts otherwise

    @property
    def begins(self) -> tuple[int, int]:
        return self.first, self.first_day if self.first_day > 0 else 25

    def span(self, year: int, reading: Reading) -> Span:
        over = year + (self.last < self.first)
        end = _day(over, self.last, self.last_day) if self.last_day else month_end(over, self.last)
        return _day(year, self.first, self.first_day), end

    def school_span(self, year: int, reading: Reading) -> Span:
        if self.school_half:
            return reading.settings.school_half(year, self.school_half)
        return super().school_span(year, reading)


@dataclass(frozen=True)
class WeekdaySlot(_InSchoolYear):
    """The n-th weekday of a month, -1 for the last; weekday 7 means any working day."""

    month: int
    number: int
    weekday: int

    @property
    def begins(self) -> tuple[int, int]:
        return self.month, max(1, min(7 * self.number, 28))

    def span(self, year: int, reading: Reading) -> Span:
        found = nth_weekday(year, self.month, self.number, self.weekday)
        if found is None:
            raise UnreadableTermError("invalid_date")
        return found, found


@dataclass(frozen=True)
class SchoolSlot:
    """The school year as a place in the calendar: its whole, its start or its end, for «к началу учебного года»."""

    begins: tuple[int, int] = (9, 1)

    def span(self, year: int, reading: Reading) -> Span:
        return reading.settings.school_year(year)

    school_span = span


@dataclass(frozen=True)
class SchoolEndSlot:
    """The last month of a school year that ends in the year."""

    begins: tuple[int, int] = (5, 1)

    def span(self, year: int, reading: Reading) -> Span:
        end = reading.settings.school_year(year - 1)[1]
        return end.replace(day=1), end

    def school_span(self, year: int, reading: Reading) -> Span:
        return self.span(year + 1, reading)


@dataclass(frozen=True)
class RangeSlot:
    """From the start of one slot to the end of another, over the New Year when the second comes earlier."""

    left: Slot
    right: Slot

    @property
    def begins(self) -> tuple[int, int]:
        return self.left.begins

    @property
    def is_wrapped(self) -> bool:
        """True when the range ends in the next year."""
        return self.right.begins < self.left.begins

    @property
    def is_year_of_end(self) -> bool:
        """True for «25 декабря – 10 января»: a single year named after it is the year of the end."""
        return self.is_wrapped and isinstance(self.right, DaySlot) and self.left.begins[0] != self.right.begins[0]

    def span(self, year: int, reading: Reading) -> Span:
        if self.is_wrapped and self.left.begins[0] == self.right.begins[0]:  # «20–15 марта»
            if not reading.lenient:
                raise UnreadableTermError("reversed_range")
            return self.right.span(year, reading)[0], self.left.span(year, reading)[1]
        return self.left.span(year, reading)[0], self.right.span(year + self.is_wrapped, reading)[1]

    def school_span(self, year: int, reading: Reading) -> Span:
        start, end = self.left.school_span(year, reading)[0], self.right.school_span(year, reading)[1]
        if end < start:
            raise UnreadableTermError("reversed_range")
        return start, end


@dataclass(frozen=True)
class OpenSlot:
    """From a slot to the end of its year («с 1 сентября» without a year)."""

    left: Slot

    @property
    def begins(self) -> tuple[int, int]:
        return self.left.begins

    def span(self, year: int, reading: Reading) -> Span:
        start = self.left.span(year, reading)[0]
        return start, date(start.year, 12, 31)

    def school_span(self, year: int, reading: Reading) -> Span:
        start = self.left.school_span(year, reading)[0]
        return start, max(start, reading.settings.school_year(year)[1])


@dataclass(frozen=True)
class DeadlineSlot:
    """A milestone at an edge of a slot: its first day for «к», its last for «до»."""

    inner: Slot
    at_start: bool = False
    is_until: bool = False  # «до», where the day named may be left out by the settings

    @property
    def begins(self) -> tuple[int, int]:
        return self.inner.begins

    def span(self, year: int, reading: Reading) -> Span:
        return self._edge(self.inner.span(year, reading), reading)

    def school_span(self, year: int, reading: Reading) -> Span:
        return self._edge(self.inner.school_span(year, reading), reading)

    def _edge(self, span: Span, reading: Reading) -> Span:
        found = span[0] if self.at_start else span[1]
        if self.is_until and not reading.settings.until_inclusive:
            found = span[0] - timedelta(days=1)
        return found, found


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


@dataclass(frozen=True)
class MonthPart:
    """A part of a month that is not yet named: «первая декада», «до 5 числа», «последняя пятница»."""

    first: int = 1  # negative = counted from the end
    last: int = 0  # 0 = the end of the month
    weekday: int | None = None
    number: int = 0
    is_deadline: bool = False

    def of(self, month: int) -> Slot:
        """The part of that month."""
        if self.weekday is not None:
            return WeekdaySlot(month, self.number, self.weekday)
        if self.is_deadline and self.last:
            return DeadlineSlot(MonthsSlot(month, month, self.last, self.last), is_until=True)
        whole = MonthsSlot(month, month, self.first, self.last)
        return DeadlineSlot(whole) if self.is_deadline else whole

    @property
    def is_at_end(self) -> bool:
        """True for the last part of a month, which goes with the last month of a quarter."""
        return self.number < 0 or self.first < 0 or (self.last == 0 and (self.first > 20 or self.is_deadline))

    def upto(self, other: MonthPart) -> MonthPart:
        """From this part to the end of another of the same month."""
        return replace(self, last=other.last)


def months_between(start: date, end: date) -> Iterator[tuple[int, int]]:
    """(year, month) of every month that the span touches."""
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def fixed_span(year: int, month: int, day: int, reading: Reading) -> Span:
    """A full date, or a whole month when the day is 0."""
    if day == 0 and 1 <= month <= 12:
        return date(year, month, 1), month_end(year, month)
    found = exact_day(year, month, day, reading)
    return found, found
