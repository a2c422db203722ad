"""A plan as people look at it on a day: tracks, rows, every dated point with its status; from an order or the base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from ..core.dates import format_date
from .occurrences import occurrence_key
from .schedule import OccurrenceFacts, Status, effective_due, occurrence_status
from .term_labels import describe
from .terms import Term, parse_term
from .tracked import PlanText, RowOfPlan, TrackedOccurrence, TrackedRow


class TrackOfPlan(Protocol):
    """A track as an order prints it."""

    @property
    def no(self) -> str: ...
    @property
    def title(self) -> str: ...


class RowWithPlace(RowOfPlan, Protocol):
    """A row with what an order may say beside its term."""

    @property
    def place(self) -> str: ...
    @property
    def result(self) -> str: ...


class OrderText(Protocol):
    """Requisites of an order."""

    @property
    def number(self) -> str: ...
    @property
    def date(self) -> date | None: ...


class PlanTemplate(PlanText, Protocol):
    """The plan of an order with its title and tracks."""

    @property
    def title(self) -> str: ...
    @property
    def tracks(self) -> Sequence[TrackOfPlan]: ...
    @property
    def rows(self) -> Sequence[RowWithPlace]: ...


class OrderWithPlan(Protocol):
    """An order that may have a plan."""

    @property
    def id(self) -> str: ...
    @property
    def authority(self) -> str: ...
    @property
    def order(self) -> OrderText: ...
    @property
    def plan(self) -> PlanTemplate | None: ...


class Point(NamedTuple):
    """One occurrence: planned days, the day it is due after all moves, its status and what is known of it.

    ``ident`` is the record's id, 0 when nothing is stored. ``key`` names the period that the term gave.
    A tuple, because a large plan makes ten thousand of them at once.
    """

    key: str
    start: date
    end: date
    due: date
    status: Status
    ident: int = 0
    started_on: date | None = None
    done_on: date | None = None
    moved_to: date | None = None
    moved_by: str = ""
    is_cancelled: bool = False
    result: str = ""
    note: str = ""
    is_own: bool = False
    is_in_term: bool = True
    evidence: int = 0

    @property
    def first(self) -> date:
        """The first day it takes, also when it was moved to an earlier one."""
        return min(self.start, self.due)

    @property
    def last(self) -> date:
        """The day it is due, or its last planned day when that is later and nothing was moved."""
        return self.due if self.moved_to else max(self.end, self.due)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One activity with its term as written and as read; ``ident`` 0 when nothing is stored."""

    track: str
    no: str
    title: str
    term: Term
    responsible: tuple[str, ...]
    points: tuple[Point, ...]
    place: str = ""
    result: str = ""
    reading: tuple[str, ...] = ()  # period keys chosen instead of what the grammar proposes
    ident: int = 0

    @property
    def described(self) -> str:
        """The reading in one line."""
        return describe(self.term)

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods it should have: those chosen, else those read."""
        return self.reading or tuple(occurrence_key(each.start, each.end) for each in self.term.occurrences)

    @property
    def is_stale(self) -> bool:
        """Whether the stored points are not those of the term: it was changed past ``facts.change_term``."""
        named = {point.key for point in self.points if point.is_in_term and not point.is_own}
        return self.ident > 0 and named != set(self.periods)

    def tracked(self) -> TrackedRow:
        """As the indicators and ``plan --json`` take it: a moved point carries its new date."""
        points = tuple(
            TrackedOccurrence(self.track, self.no, each.first, each.due, each.status, each.done_on)
            for each in self.points
        )
        return TrackedRow(self.track, self.no, self.title, self.term, self.responsible, points)


@dataclass(frozen=True, slots=True)
class BoardTrack:
    """A direction of the plan."""

    no: str
    title: str


@dataclass(frozen=True)
class Board:
    """A whole plan judged on ``as_of``; ``ident`` 0 when nothing is stored."""

    profile_id: str
    title: str
    authority: str
    order_no: str
    order_on: date | None
    start: date
    years: tuple[int, int]
    as_of: date
    tracks: tuple[BoardTrack, ...]
    rows: tuple[BoardRow, ...]
    ident: int = 0

    @property
    def order(self) -> str:
        """«приказ № 146 от 21.06.2023»."""
        on = f" от {format_date(self.order_on)}" if self.order_on else ""
        return f"приказ № {self.order_no}{on}" if self.order_no else ""

    @property
    def points(self) -> Iterator[Point]:
        """Every point of every row."""
        return (point for row in self.rows for point in row.points)

    @cached_property
    def counts(self) -> Counter[Status]:
        """How many points have each status."""
        return Counter(point.status for point in self.points)

    @cached_property
    def span(self) -> tuple[date, date]:
        """The first and last day that anything of the plan touches."""
        first, last = date(self.years[0], 1, 1), date(self.years[1], 12, 31)
        for point in self.points:
            first, last = min(first, point.first), max(last, point.last, point.done_on or point.last)
        return first, last

    def rows_of(self, track: str) -> tuple[BoardRow, ...]:
        """The rows of one track in their order."""
        return tuple(row for row in self.rows if row.track == track)


def judged(facts: OccurrenceFacts, start: date, as_of: date, **known: object) -> Point:
    """A point from its facts; ``known``: fields of Point that no status depends on."""
    key = str(known.pop("key", "") or occurrence_key(facts.start, facts.end))
    return Point(
        key, facts.start, facts.end, effective_due(facts), occurrence_status(facts, start, as_of),
        started_on=facts.started_on, done_on=facts.done_on, moved_to=facts.moved_to, is_cancelled=facts.cancelled,
        **known,  # type: ignore[arg-type]
    )  # fmt: skip


def board_of_order(order: OrderWithPlan, as_of: date) -> Board | None:
    """The plan of an order as printed, without any facts; None when the order has no plan."""
    plan = order.plan
    if plan is None:
        return None
    rows = []
    for row in plan.rows:
        term = parse_term(row.term, plan.years)
        facts = (OccurrenceFacts(each.start, each.end, on_demand=term.kind == "on_demand") for each in term.occurrences)
        points = tuple(judged(each, plan.start, as_of) for each in facts)
        rows.append(BoardRow(row.track, row.no, row.title, term, tuple(row.responsible), points, row.place, row.result))
    return Board(
        order.id, plan.title, order.authority, order.order.number, order.order.date, plan.start, plan.years, as_of,
        tracks_of(plan), tuple(rows),
    )  # fmt: skip


def tracks_of(plan: PlanTemplate) -> tuple[BoardTrack, ...]:
    """The tracks as printed, then those that only rows name."""
    tracks = {each.no: BoardTrack(each.no, each.title) for each in plan.tracks}
    for row in plan.rows:
        tracks.setdefault(row.track, BoardTrack(row.track, f"Раздел {row.track}"))
    return tuple(tracks.values())
