"""Length of service as foreign tables write it (DOMAIN §4.3), and the day on which it began.

A bare number grows old every year: the date on which it was true comes from the cell, the heading or the title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ..core.dates import add_months, full_years
from ..core.kinds import BadValue
from ..core.text import fold
from .cells import Cell
from .foreign_values import days_in, is_blank

_LENGTH = re.compile(
    r"(?:(\d{1,2})\s*(?:л|лет|г|год|года|годов)\b\.?)?,?\s*(?:и\s+)?"
    r"(?:(\d{1,2})\s*(?:м|мес|месяц|месяца|месяцев)\b\.?)?,?\s*(?:и\s+)?(?:(\d{1,2})\s*(?:д|дн|день|дня|дней)\b\.?)?"
)
_SINCE = re.compile(r"с\s+(.+)")
_ON = re.compile(r"\bна\s+(?=\d)")
_PAIR = re.compile(r"(\d{1,2})[.,/](\d{1,2})")
_PARTS = {
    "total": re.compile(r"общ\w*\.?\s*[-:–]?\s*([^/;,]+)"),
    "teaching": re.compile(r"пед\w*\.?\s*[-:–]?\s*([^/;,]+)"),
}
_NEAR_DAYS = 3


@dataclass(frozen=True, slots=True)
class Service:
    """Full years, months and days, as exactly as given; or the day it began. ``on``: the day it was true on."""

    years: int = 0
    months: int = 0
    days: int = 0
    precision: str = "year"
    on: date | None = None
    since: date | None = None

    def start(self, on: date) -> date:
        """The first day, counted back from ``on``."""
        if self.since is not None:
            return self.since
        return add_months(self.on or on, -(12 * self.years + self.months)) - timedelta(days=self.days)

    def other_end(self, on: date) -> date | None:
        """The other end of the days on which it may have begun; None when the day is exact.

        «12 лет на 01.09.2025» began between 02.09.2012 and 01.09.2013, «с 2007 года» on any day of 2007.
        """
        if self.precision == "day":
            return None
        if self.since is not None:
            return date(self.since.year, 12, 31)
        months = 12 * self.years + self.months + (12 if self.precision == "year" else 1)
        return add_months(self.on or on, -months) + timedelta(days=1)

    def agrees(self, start: date, on: date) -> bool:
        """Whether a known first day says the same, as far as this is exact."""
        if self.since is not None:
            return self.since.year == start.year if self.precision == "year" else self.since == start
        on = self.on or on
        if start > on:
            return False
        if self.precision == "year":
            return full_years(start, on) == self.years
        if self.precision == "month":
            months = (on.year - start.year) * 12 + on.month - start.month - (on.day < start.day)
            return abs(months - (12 * self.years + self.months)) <= 1
        return abs((start - self.start(on)).days) <= _NEAR_DAYS


def service_of(cell: Cell, heading: str, part: str = "") -> Service | None:
    """«47л. 11м. 23д.», 27, «с 2007 года», «12 лет на 01.09.2025»; «6.10» only where the heading says «лет/месяцев».

    ``part``: «total» or «teaching», which of two the cell may tell («общий 12 / пед. 10»).
    """
    if is_blank(cell):
        return None
    by_months = "мес" in fold(heading)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise BadValue("нужен стаж, например «12 л. 5 мес.»; похоже, Excel превратил его в дату")
    if not isinstance(cell, str):
        return _of_number(float(cell), by_months)
    text = fold(cell)
    if part and len([each for each in _PARTS.values() if each.search(text)]) == len(_PARTS):
        found = _PARTS[part].search(text)
        text = found.group(1).strip() if found else text
    on = None
    if marked := _ON.search(text):
        days = days_in(text[marked.end() :])
        if len(days) != 1 or days[0].precision != "day":
            raise BadValue("не понять, на какую дату этот стаж")
        on, text = days[0].on, text[: marked.start()].strip()
    if since := _SINCE.fullmatch(text):
        days = days_in(since.group(1))
        if len(days) != 1:
            raise BadValue("не понять, с какого дня этот стаж")
        if days[0].precision == "day":
            return Service(precision="day", since=days[0].on)
        return Service(precision="year", since=date(days[0].on.year, 1, 1))
    return _of_text(text.strip(" .,;("), by_months, on)


def _of_number(number: float, by_months: bool) -> Service:
    if number == int(number) and 0 <= number <= 80:
        return Service(int(number))
    if 1930 <= number <= 2100 and number == int(number):
        return Service(precision="year", since=date(int(number), 1, 1))
    hint = f": {number:g} – это {int(number)} лет и сколько месяцев?" if by_months else ""
    raise BadValue(f"дробный стаж можно понять по-разному{hint} Запишите «6 л. 10 мес.»")


def _of_text(text: str, by_months: bool, on: date | None) -> Service:
    if text.isdecimal() and int(text) <= 80:
        return Service(int(text), on=on)
    if pair := _PAIR.fullmatch(text):
        years, months = int(pair.group(1)), int(pair.group(2))
        if by_months and months <= 11:
            return Service(years, months, precision="month", on=on)
        raise BadValue("дробный стаж можно понять по-разному. Запишите «6 л. 10 мес.»")
    found = _LENGTH.fullmatch(text)
    if found is None or not any(found.groups()):
        raise BadValue("нужен стаж, например «12 л. 5 мес.»")
    years, months, days = (int(each or 0) for each in found.groups())
    if months > 11 or days > 31:
        raise BadValue("в стаже больше 11 месяцев или 31 дня")
    precision = "day" if found.group(3) else "month" if found.group(2) else "year"
    return Service(years, months, days, precision, on)


def stated_day(texts: list[str]) -> date | None:
    """«на 01.09.2025», «по состоянию на 1 сентября 2025 года» in a heading or a title."""
    for text in texts:
        folded = fold(text)
        for marked in _ON.finditer(folded):
            try:
                days = [day for day in days_in(folded[marked.end() :]) if day.precision == "day"]
            except BadValue:
                continue
            if days:
                return days[0].on
    return None
