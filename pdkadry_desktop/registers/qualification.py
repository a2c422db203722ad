"""What a qualification category is worth on a day: valid until when, without end, expired (order 196, DOMAIN §4.2).

Where a person has rows in the register of categories, they alone decide; else the category of the person's record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from ..core.dates import add_months, add_years, format_date
from ..core.text import plural
from .dictionaries import CATEGORY_KIND

ENDLESS_FROM = date(2023, 9, 1)  # first and highest assigned from this day on do not end
TERM_YEARS = 5
SOON_MONTHS = 12
_RANK = {"highest": 0, "first": 1, "compliance": 2, "methodologist": 3, "mentor": 4}
_LIMITED = ("highest", "first")

Status = Literal["endless", "valid", "soon", "expired", "undated", "later"]


@dataclass(frozen=True, slots=True)
class Qualification:
    """One category as it stands on the day ``on``; ``last_on`` is its last day, None without end or unknown."""

    category: str
    position: str | None
    granted_on: date | None
    last_on: date | None
    status: Status
    on: date

    @property
    def label(self) -> str:
        return CATEGORY_KIND.labels[self.category]

    @property
    def is_valid(self) -> bool:
        return self.status in ("endless", "valid", "soon")

    def term(self) -> str:
        """«бессрочно», «до 14.05.2026, истекает через 5 месяцев», «истекла 14.05.2022», «нет даты»."""
        match self.status:
            case "endless":
                return "бессрочно"
            case "undated":
                return "нет даты"
            case "later":
                return f"присвоена {format_date(self.granted_on or self.on)}, позже этой даты"
        assert self.last_on is not None
        ended = "истекло" if self.category == "compliance" else "истекла"
        if self.status == "expired":
            return f"{ended} {format_date(self.last_on)}"
        if self.status == "soon":
            return f"до {format_date(self.last_on)}, истекает {_in(self.on, self.last_on)}"
        return f"до {format_date(self.last_on)}"


def last_day(category: str, granted_on: date | None, ends_on: date | None) -> date | None:
    """The last day a category is valid; None without end or when the day it was assigned is unknown."""
    if ends_on is not None:
        return ends_on
    if granted_on is None:
        return None
    if category == "compliance" or (category in _LIMITED and granted_on < ENDLESS_FROM):
        return add_years(granted_on, TERM_YEARS) - timedelta(days=1)
    return None


def judge(
    category: str, granted_on: date | None, on: date, ends_on: date | None = None, position: str | None = None
) -> Qualification:
    """One category on a day."""
    last = last_day(category, granted_on, ends_on)
    status: Status
    if granted_on is not None and granted_on > on:
        status = "later"
    elif last is not None:
        status = "expired" if last < on else "soon" if last <= add_months(on, SOON_MONTHS) else "valid"
    else:
        status = "undated" if granted_on is None else "endless"
    return Qualification(category, position, granted_on, last, status, on)


def qualifications(
    person: Mapping[str, Any], history: Iterable[Mapping[str, Any]], on: date
) -> tuple[Qualification, ...]:
    """All categories of a person on a day, the one that counts first: valid before expired, higher before lower."""
    rows = list(history)
    if rows:
        found = [judge(row["category"], row["granted_on"], on, row.get("ends_on"), row.get("position")) for row in rows]
    elif person.get("category") in _RANK:
        found = [judge(person["category"], person.get("category_on"), on)]
    else:
        found = []
    return tuple(sorted(found, key=_precedence))


def in_words(found: Iterable[Qualification]) -> str:
    """What counts on the day, in one line: «высшая (до 14.05.2026, истекает через 5 месяцев)»; «без категории»."""
    listed = list(found)
    valid = [each for each in listed if each.is_valid or each.status == "undated"]
    main = [each for each in valid if each.category in _LIMITED or each.category == "compliance"][:1]
    added = [each for each in valid if each.category in ("methodologist", "mentor")]
    shown = main + added or [each for each in listed if each.status == "expired"][:1]
    if not shown:
        return "без категории"
    return "; ".join(f"{each.label} ({each.term()})" for each in shown)


def _precedence(each: Qualification) -> tuple[Any, ...]:
    standing = 0 if each.is_valid else {"undated": 1, "expired": 2, "later": 3}[each.status]
    granted = each.granted_on.toordinal() if each.granted_on else 0
    return standing, _RANK[each.category], -granted


def _in(on: date, last: date) -> str:
    """«через 5 месяцев», «через 12 дней», «сегодня»."""
    months = 0
    while add_months(on, months + 1) <= last:
        months += 1
    if months:
        return f"через {months} {plural(months, 'месяц', 'месяца', 'месяцев')}"
    days = (last - on).days
    return f"через {days} {plural(days, 'день', 'дня', 'дней')}" if days else "сегодня"
