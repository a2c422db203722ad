"""Days ↔ pixels, and the cells of the two header lines at every zoom. The only place that knows pixels per day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

Unit = Literal["year", "quarter", "month", "week", "day"]

LADDER = (0.3, 0.45, 0.7, 1.1, 1.7, 2.6, 4.0, 6.0, 9.0, 14.0, 22.0, 40.0)
"""Pixels per day, from a glance at ten years to single days."""

_MONTHS = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip
_SHORT = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ROMAN = ("I", "II", "III", "IV")


class Cell(NamedTuple):
    """A cell of a header line: first and last day (ordinals, both included) and what is written in it."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class TimeScale:
    """``origin``: the ordinal of the day at x = 0; ``px``: pixels per day."""

    origin: int
    px: float

    def x(self, day: float) -> float:
        """The left edge of a day."""
        return (day - self.origin) * self.px

    def day(self, x: float) -> int:
        """The day under x."""
        return int(self.origin + x // self.px)

    def zoomed(self, steps: int) -> TimeScale:
        """The next steps of the ladder, in (positive) or out."""
        if steps > 0:
            wider = [px for px in LADDER if px > self.px * 1.001]
            return replace(self, px=wider[min(steps, len(wider)) - 1] if wider else LADDER[-1])
        narrower = [px for px in reversed(LADDER) if px < self.px * 0.999]
        return replace(self, px=narrower[min(-steps, len(narrower)) - 1] if narrower else LADDER[0])

    @property
    def units(self) -> tuple[Unit, Unit]:
        """The upper and the lower header line at this zoom."""
        if self.px < 0.6:
            return "year", "quarter"
        if self.px < 5:
            return "year", "month"
        if self.px < 14:
            return "month", "week"
        return "month", "day"


def fitting(first: int, last: int, width: float) -> TimeScale:
    """A scale by which the days from first to last fill the width."""
    return TimeScale(first, min(max(width / max(1, last - first + 1), LADDER[0] / 2), LADDER[-1]))


def cells(unit: Unit, first: int, last: int, px: float) -> Iterator[Cell]:
    """The cells of a header line that touch the days from first to last; texts that fit the width of a cell."""
    if unit in ("week", "day"):
        step = 7 if unit == "week" else 1
        day = first - (first - 1) % 7 if unit == "week" else first  # ordinal 1 is a Monday
        while day <= last:
            shown = date.fromordinal(day)
            yield Cell(day, day + step - 1, f"{shown.day:02}.{shown.month:02}" if step == 7 else str(shown.day))
            day += step
        return
    start = date.fromordinal(first)
    months = {"year": 12, "quarter": 3, "month": 1}[unit]
    year, month = start.year, (start.month - 1) // months * months + 1
    while True:
        begin = date(year, month, 1)
        ends = month + months - 1
        end = date(year, ends, monthrange(year, ends)[1])
        if begin.toordinal() > last:
            return
        yield Cell(begin.toordinal(), end.toordinal(), _text(unit, begin, (end - begin).days * px))
        year, month = (year, month + months) if month + months <= 12 else (year + 1, 1)


def _text(unit: Unit, begin: date, width: float) -> str:
    if unit == "year":
        return str(begin.year)
    if unit == "quarter":
        return _ROMAN[(begin.month - 1) // 3]
    if width >= 130:
        return f"{_MONTHS[begin.month - 1]} {begin.year}"
    if width >= 78:
        return f"{_SHORT[begin.month - 1]} {begin.year}"
    return _SHORT[begin.month - 1] if width >= 26 else _SHORT[begin.month - 1][0].upper()


def weekends(first: int, last: int) -> Iterator[int]:
    """Saturdays from first to last; the Sunday follows."""
    day = first + (6 - first) % 7  # ordinal 6 is a Saturday
    yield from range(day, last + 1, 7)
