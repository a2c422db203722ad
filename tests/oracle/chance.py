"""Seeded choices that like the boundaries: the days around D, 31.12, 01.01, 29.02, the 1st of September 2023."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from .calendar_rules import add_years

T = TypeVar("T")
DAY = timedelta(days=1)
FOCUSES = (
    date(2023, 12, 31), date(2024, 12, 31), date(2024, 2, 29), date(2023, 9, 1), date(2022, 12, 31), date(2025, 6, 30),
    date(2023, 12, 31), date(2021, 12, 31), date(2025, 3, 1), date(2024, 9, 2),
)  # fmt: skip


class Chance:
    """One source of randomness, with the as-of date D whose neighbourhood is to be tested."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.day = FOCUSES[seed % len(FOCUSES)]
        self.year = self.day.year
        year = self.year
        self.edges = (
            self.day, self.day - DAY, self.day + DAY, self.day,
            date(year, 1, 1), date(year - 1, 12, 31), date(year, 12, 31), date(year + 1, 1, 1),
            date(year - 1, 1, 1), date(year, 9, 1), date(year, 8, 31), date(2024, 2, 29), date(2020, 2, 29),
        )  # fmt: skip

    def happens(self, probability: float) -> bool:
        return self.random.random() < probability

    def one(self, values: Sequence[T]) -> T:
        return self.random.choice(values)

    def some(self, values: Sequence[T], most: int, least: int = 0) -> list[T]:
        return self.random.sample(list(values), min(len(values), self.random.randint(least, most)))

    def maybe(self, value: T, empty: float = 0.5) -> T | None:
        return None if self.happens(empty) else value

    def flag(self, yes: float = 0.4, no: float = 0.3) -> bool | None:
        """да, нет or an empty cell."""
        return self.random.choices((True, False, None), (yes, no, 1 - yes - no))[0]

    def between(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randint(0, max(0, (last - first).days)))

    def when(self, edge: float = 0.45, years_back: int = 2) -> date:
        """A day near D: on a boundary, in the year of D, or in the years before and the one after."""
        if self.happens(edge):
            return self.one(self.edges)
        if self.happens(0.6):
            return self.between(date(self.year, 1, 1), self.day)
        return self.between(date(self.year - years_back, 1, 1), date(self.year + 1, 12, 31))

    def span(self, open_end: float = 0.5, edge: float = 0.45) -> tuple[date, date | None]:
        """Start and end of something that lasts; no end with this probability."""
        start = self.when(edge, years_back=3)
        if self.happens(open_end):
            return start, None
        first, second = sorted((start, self.when(edge)))
        return first, second

    def years_before(self, years: int) -> date:
        """The day that many full years before D, or a day beside it."""
        return add_years(self.day, -years) + DAY * self.random.randint(-1, 1)
