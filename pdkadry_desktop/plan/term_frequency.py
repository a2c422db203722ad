"""Frequencies: «ежеквартально», «2 раза в год», «по пятницам» – and the calendar periods they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pdkadry_desktop.plan.term_calendar import (
    Reading,
    Span,
    UnreadableTermError,
    month_end,
    months_between,
    nth_weekday,
)
from pdkadry_desktop.plan.term_slots import MonthPart

UNIT_DAYS = {"day": 1, "week": 7, "month": 28, "quarter": 90, "half_year": 181, "year": 365, "school_year": 270}
_UNIT_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True)
class Frequency:
    """N times in every k-th unit; weekdays or parts of a month say exactly when."""

    unit: str
    times: int = 1
    every: int = 1
    weekdays: tuple[int, ...] = ()
    parts: tuple[MonthPart, ...] = ()
    month_index: int | None = None  # which month of a longer unit the parts belong to, -1 the last

    @property
    def is_plain(self) -> bool:
        """True when only the unit is known: «ежемесячно»."""
        return self.times == 1 and self.every == 1 and not self.weekdays and not self.parts

    @property
    def is_assumed(self) -> bool:
        """True when the dates within the unit are this program's choice, not the text's."""
        return (self.times > 1 or self.every > 1) and not self.weekdays and not self.parts

    def spans(self, windows: Iterable[Span], reading: Reading) -> list[Span]:
        """Every occurrence that overlaps a window; nothing is cut at a window's edge."""
        ordered = sorted(set(windows))
        if not ordered:
            return []
        if self.unit == "day":
            return ordered
        found: set[Span] = set()
        first = ordered[0][0]
        for window in ordered:
            for start, end in self._all(window, first, reading):
                if self.unit == "school_year" or (start <= window[1] and end >= window[0]):
                    found.add((start, end))
        return sorted(found)

    def _all(self, window: Span, first: date, reading: Reading) -> Iterator[Span]:
        if self.weekdays:
            yield from self._on_weekdays(window, first)
        elif self.parts:
            yield from self._on_parts(window, reading)
        elif self.unit == "week":
            yield from self._weeks(window, first)
        elif self.unit == "school_year":
            yield from self._school_years(window, first, reading)
        else:
            yield from self._months(window, first)

    def _on_weekdays(self, window: Span, first: date) -> Iterator[Span]:
        for monday in self._mondays(window, first):
            for weekday in self.weekdays:
                day = monday + timedelta(days=weekday)
                yield day, day

    def _mondays(self, window: Span, first: date) -> Iterator[date]:
        origin = first - timedelta(days=first.weekday())
        monday = window[0] - timedelta(days=window[0].weekday())
        while monday <= window[1]:
            if ((monday - origin).days // 7) % self.every == 0:
                yield monday
            monday += timedelta(days=7)

    def _weeks(self, window: Span, first: date) -> Iterator[Span]:
        for monday in self._mondays(window, first):
            if self.times == 1:
                yield monday, monday + timedelta(days=6)
            else:
                yield from _shares(monday, monday + timedelta(days=6), self.times)

    def _on_parts(self, window: Span, reading: Reading) -> Iterator[Span]:
        length = _UNIT_MONTHS.get(self.unit, 1)
        for year, month in months_between(*window):
            place = (month - 1) % length
            for part in self.parts:
                wanted = self.month_index if self.month_index is not None else (-1 if part.is_at_end else 0)
                if length > 1 and place != wanted % length:
                    continue
                if part.weekday is not None and nth_weekday(year, month, part.number, part.weekday) is None:
                    continue
                if part.first <= month_end(year, month).day or part.first == part.last:
                    yield part.of(month).span(year, reading)

    def _school_years(self, window: Span, first: date, reading: Reading) -> Iterator[Span]:
        settings = reading.settings
        begins = settings.school_start
        first_year = first.year if (first.month, first.day) <= begins else first.year + 1
        for year in range(window[0].year, window[1].year + 1):
            start, end = settings.school_year(year)
            if start < window[0] or (year - first_year) % self.every:
                continue
            if self.times == 1:
                yield start, end
            elif self.times == 2:
                yield settings.school_half(year, 1)
                yield settings.school_half(year, 2)
            else:
                yield from _shares(start, end, self.times)

    def _months(self, window: Span, first: date) -> Iterator[Span]:
        length = _UNIT_MONTHS[self.unit]
        origin = (first.year * 12 + first.month - 1) // length
        begin = (window[0].year * 12 + window[0].month - 1) // length
        finish = (window[1].year * 12 + window[1].month - 1) // length
        for index in range(begin, finish + 1):
            if (index - origin) % self.every:
                continue
            yield from _unit_shares(index * length, length, self.times)


def _unit_shares(month: int, length: int, times: int) -> Iterator[Span]:
    """Equal shares of a unit of months counted from year 0: whole months if possible, halves and decades of a month."""
    if length % times == 0:
        step = length // times
        for share in range(times):
            low = month + share * step
            high = low + step - 1
            yield date(low // 12, low % 12 + 1, 1), month_end(high // 12, high % 12 + 1)
        return
    start = date(month // 12, month % 12 + 1, 1)
    last = month + length - 1
    end = month_end(last // 12, last % 12 + 1)
    cuts = {2: (1, 16), 3: (1, 11, 21), 4: (1, 8, 15, 22)}.get(times) if length == 1 else None
    if cuts is not None:
        for index, cut in enumerate(cuts):
            until = end.day if index == len(cuts) - 1 else cuts[index + 1] - 1
            yield start.replace(day=cut), start.replace(day=until)
    elif length == 3 and times == 2:
        middle = month + 1
        yield start, date(middle // 12, middle % 12 + 1, 15)
        yield date(middle // 12, middle % 12 + 1, 16), end
    else:
        yield from _shares(start, end, times)


def _shares(start: date, end: date, times: int) -> Iterator[Span]:
    """Shares of nearly equal length by days; more shares than days cannot be shown."""
    days = (end - start).days + 1
    if not 1 <= times <= days:
        raise UnreadableTermError("leftover")
    for share in range(times):
        low, high = share * days // times, (share + 1) * days // times - 1
        yield start + timedelta(days=low), start + timedelta(days=high)
