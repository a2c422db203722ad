"""Slots: stretches of the calendar that know no year yet («октябрь», «до 5 марта», «II квартал»)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from pdkadry_desktop.plan.term_calendar import (
    Reading,
    Span,
    UnreadableTermError,
    day_within,
    exact_day,
    month_end,
    nth_weekday,
)


class Slot(Protocol):
    """Anything that has a place in every year."""

    @property
    def begins(self) -> tuple[int, int]:
        """Month and day of the start, to see whether a range runs over the New Year."""

    def span(self, year: int, reading: Reading) -> Span:
        """First and last day in the year; raises UnreadableTermError for an impossible day."""

    def school_span(self, year: int, reading: Reading) -> Span:
        """The same within the school year that begins in the year."""


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
        end = day_within(over, self.last, self.last_day) if self.last_day else month_end(over, self.last)
        return day_within(year, self.first, self.first_day), end

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
