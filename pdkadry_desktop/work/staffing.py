"""Vacancies and the acute staffing need (ОКП): who lacks whom on a day, what changed between two days, who reported.

Plain computations over plain values: the same serve the present and a frozen snapshot. A vacancy is open on the day it
opens and on the day it is closed, as every dated state of the indicators is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum
from typing import Any

from ..core.dates import format_date
from ..core.kinds import Number
from ..core.text import fold, natural

_NUMBER = Number()
_DATES = ("starts_on", "ends_on")


@dataclass(frozen=True, slots=True)
class Post:
    """A free post as values, so that a snapshot of it needs nothing else. ``fte`` None counts as one."""

    id: int
    code: str
    organization_id: int
    organization: str
    position: str
    subject: str
    category: str | None
    fte: float | None
    hours: float | None
    starts_on: date
    ends_on: date | None
    cover: str
    is_acute: bool | None
    has_housing: bool | None
    measures: str
    note: str
    closed_by: str = ""

    @property
    def rate(self) -> float:
        return 1.0 if self.fte is None else self.fte

    @property
    def what(self) -> str:
        """«учитель, математика»."""
        return f"{self.position}, {self.subject}" if self.subject else self.position

    @property
    def is_teaching(self) -> bool:
        return self.category in (None, "teaching")

    def is_open(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)

    def to_data(self) -> dict[str, Any]:
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}


def post_from(data: Mapping[str, Any]) -> Post:
    """A post as a snapshot keeps it."""
    dates = {name: date.fromisoformat(data[name]) if data[name] else None for name in _DATES}
    return Post(**{**data, **dates})


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation that reports: what it is called and how it is reached."""

    id: int
    name: str
    settlement: str = ""
    principal: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over posts. ``hours`` is of those that name them, ``no_hours`` counts the others; likewise ``no_acute``."""

    posts: int = 0
    teaching: int = 0
    acute: int = 0
    no_acute: int = 0
    rate: float = 0
    hours: float = 0
    no_hours: int = 0
    housing: int = 0


def open_posts(posts: Iterable[Post], on: date) -> list[Post]:
    """Those open on a day, by organisation, position and subject."""
    return sorted((post for post in posts if post.is_open(on)), key=by_place)


def closed_in(posts: Iterable[Post], year: int) -> list[Post]:
    """Those closed in a year, the latest first."""
    found = [post for post in posts if post.ends_on is not None and post.ends_on.year == year]
    return sorted(found, key=lambda post: (post.ends_on, post.id), reverse=True)


def by_place(post: Post) -> tuple[Any, ...]:
    """Sort key: «Школа № 2» before «Школа № 10»."""
    return natural(post.organization), fold(post.position), fold(post.subject), post.starts_on, post.id


def totals(posts: Iterable[Post]) -> Totals:
    """Sums over posts."""
    found = list(posts)
    return Totals(
        posts=len(found),
        teaching=sum(post.is_teaching for post in found),
        acute=sum(post.is_acute is True for post in found),
        no_acute=sum(post.is_acute is None for post in found),
        rate=sum(post.rate for post in found),
        hours=sum(post.hours or 0 for post in found),
        no_hours=sum(post.hours is None for post in found),
        housing=sum(post.has_housing is True for post in found),
    )


def totals_by(posts: Iterable[Post], key: Callable[[Post], str]) -> list[tuple[str, Totals]]:
    """Sums by anything a post has, in natural order of its name."""
    groups: dict[str, list[Post]] = {}
    for post in posts:
        groups.setdefault(key(post), []).append(post)
    return [(name, totals(groups[name])) for name in sorted(groups, key=natural)]


# -- what changed ----------------------------------------------------------------------------------------------------

_COMPARED: tuple[tuple[str, str], ...] = (
    ("is_acute", "острая"), ("cover", "чем закрыта"), ("fte", "ставка"), ("hours", "часы"), ("has_housing", "жильё"),
    ("organization", "организация"), ("position", "должность"), ("subject", "предмет"), ("starts_on", "открыта"),
    ("category", "категория персонала"), ("measures", "меры"), ("note", "примечание"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changed:
    """A post that is open both times, and what differs in words."""

    post: Post
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """From an earlier list of open posts to a later one."""

    opened: tuple[Post, ...]
    closed: tuple[Post, ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        return bool(self.opened or self.closed or self.changed)

    def words(self) -> str:
        """«открыто 3, закрыто 5, изменено 2», «без изменений»."""
        if not self:
            return "без изменений"
        return f"открыто {len(self.opened)}, закрыто {len(self.closed)}, изменено {len(self.changed)}"


def difference(before: Iterable[Post], after: Iterable[Post]) -> Difference:
    """Compares two lists of open posts by the record they stand for."""
    was, now = {post.id: post for post in before}, {post.id: post for post in after}
    changed = [
        Changed(post, words) for post in now.values() if post.id in was and (words := _changes(was[post.id], post))
    ]
    return Difference(
        tuple(sorted((post for post in now.values() if post.id not in was), key=by_place)),
        tuple(sorted((post for post in was.values() if post.id not in now), key=by_place)),
        tuple(sorted(changed, key=lambda each: by_place(each.post))),
    )


def _changes(before: Post, after: Post) -> str:
    parts = []
    for name, label in _COMPARED:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            parts.append(f"{label}: {_said(old)} → {_said(new)}")
    return "; ".join(parts)


def _said(value: Any) -> str:
    if value is None or value == "":
        return "не указано"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return format_date(value)
    return _NUMBER.format(value) if isinstance(value, int | float) else str(value)


# -- who reported ----------------------------------------------------------------------------------------------------


class Report(Enum):
    """What an organisation said in a half-month. Silence is not «нет вакансий»."""

    CHANGED = "есть изменения"
    CONFIRMED = "без изменений"
    SILENT = "не сообщила"


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """One organisation on the board: its open posts, what it said in the half-month, when it last said anything."""

    place: Place
    report: Report
    posts: int
    acute: int
    said_on: date | None

    def to_data(self) -> dict[str, Any]:
        said = self.said_on.isoformat() if self.said_on else None
        return {
            **asdict(self.place),
            "report": self.report.name,
            "posts": self.posts,
            "acute": self.acute,
            "said": said,
        }


def report_from(data: Mapping[str, Any]) -> PlaceReport:
    """A line of the board as a snapshot keeps it."""
    place = Place(**{name: data[name] for name in ("id", "name", "settlement", "principal", "phone", "email")})
    said = date.fromisoformat(data["said"]) if data["said"] else None
    return PlaceReport(place, Report[data["report"]], data["posts"], data["acute"], said)


def board(
    places: Iterable[Place],
    posts: Sequence[Post],
    confirmed: Mapping[int, Iterable[date]],
    edited: Mapping[int, Iterable[date]],
    window: tuple[date, date],
    on: date,
) -> list[PlaceReport]:
    """What every organisation said in ``window``, with its posts open ``on`` a day.

    Changed: a vacancy of it was opened or closed by date, or its entry was edited (``edited``: days by organisation).
    """
    start, end = window
    told: dict[int, set[date]] = {each: set(days) for each, days in edited.items()}
    count: dict[int, list[Post]] = {}
    for post in posts:
        told.setdefault(post.organization_id, set()).update(day for day in (post.starts_on, post.ends_on) if day)
        if post.is_open(on):
            count.setdefault(post.organization_id, []).append(post)
    found = []
    for place in places:
        changes = {day for day in told.get(place.id, ()) if day <= end}
        yes = {day for day in confirmed.get(place.id, ()) if day <= end}
        is_changed = any(day >= start for day in changes)
        is_confirmed = any(day >= start for day in yes)
        report = Report.CHANGED if is_changed else Report.CONFIRMED if is_confirmed else Report.SILENT
        own = count.get(place.id, [])
        acute = sum(post.is_acute is True for post in own)
        found.append(PlaceReport(place, report, len(own), acute, max(changes | yes, default=None)))
    return sorted(found, key=lambda each: natural(each.place.name))
