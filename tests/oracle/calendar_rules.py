"""Dates as the conventions of indicators.toml read them: full years, states that last, periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NO_EXPIRY_FROM = date(2023, 9, 1)


def add_years(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def younger_than(birth: date, age: int, day: date) -> bool:
    """True while the birthday of that age is still to come."""
    return add_years(birth, age) > day


def category_valid(assigned: date, until: date | None, day: date) -> bool:
    """A category assigned on a day, with an optional printed expiry, still holds on another day."""
    if assigned > day:
        return False
    if until is not None:
        return day <= until
    return assigned >= NO_EXPIRY_FROM or day < add_years(assigned, 5)


@dataclass(frozen=True)
class Period:
    """P = [1 January of the year, D]."""

    first: date
    last: date

    @classmethod
    def of(cls, year: int, as_of: date | None = None) -> Period:
        """The period of a reporting year, up to 31 December or an earlier day of that year."""
        last = as_of or date(year, 12, 31)
        if last.year != year:
            raise ValueError(f"{last} is not in {year}")
        return cls(date(year, 1, 1), last)

    def has(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def active(self, start: date | None, end: date | None) -> bool:
        """A dated state holds on D; an empty start is «always», an empty end is «still»."""
        return holds(start, end, self.last)

    def overlaps(self, start: date | None, end: date | None) -> bool:
        return (start is None or start <= self.last) and (end is None or end >= self.first)


def holds(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or end >= day)
