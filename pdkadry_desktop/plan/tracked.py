"""The rows of a plan with their terms read into occurrences and judged on a reference date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from .schedule import OccurrenceFacts, Status, effective_due, occurrence_status
from .terms import Term, parse_term


class RowOfPlan(Protocol):
    """A row as an order prints it."""

    @property
    def track(self) -> str: ...
    @property
    def no(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def term(self) -> str: ...
    @property
    def responsible(self) -> Sequence[str]: ...


class PlanText(Protocol):
    """A whole plan as an order prints it; ``years``: first and last."""

    @property
    def start(self) -> date: ...
    @property
    def years(self) -> tuple[int, int]: ...
    @property
    def rows(self) -> Sequence[RowOfPlan]: ...


@dataclass(frozen=True, slots=True)
class TrackedOccurrence:
    """One dated point of a row; a moved one carries its new dates. ``actual_end``: when it was done."""

    track: str
    no: str
    start: date
    end: date
    status: Status
    actual_end: date | None = None


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """A row of the plan with its reading."""

    track: str
    no: str
    title: str
    term: Term
    responsible: tuple[str, ...]
    occurrences: tuple[TrackedOccurrence, ...]

    def to_json(self) -> dict[str, Any]:
        """A row of ``pdkadry plan --json``."""
        return {
            "track": self.track,
            "no": self.no,
            "title": self.title,
            "term": self.term.text,
            "kind": self.term.kind,
            "responsible": list(self.responsible),
            "occurrences": [
                {"start": each.start.isoformat(), "end": each.end.isoformat(), "status": each.status}
                for each in self.occurrences
            ],
            "warnings": list(self.term.warnings),
        }


def track(plan: PlanText, as_of: date) -> list[TrackedRow]:
    """Every row of the plan, judged on ``as_of``; what the grammar cannot read has no occurrences."""
    return [_tracked(row, plan, as_of) for row in plan.rows]


def occurrences(rows: Iterable[TrackedRow]) -> list[TrackedOccurrence]:
    """All dated points of all rows."""
    return [each for row in rows for each in row.occurrences]


def _tracked(row: RowOfPlan, plan: PlanText, as_of: date) -> TrackedRow:
    term = parse_term(row.term, plan.years)
    points = []
    for each in term.occurrences:
        facts = OccurrenceFacts(each.start, each.end, on_demand=term.kind == "on_demand")
        status = occurrence_status(facts, plan.start, as_of)
        points.append(TrackedOccurrence(row.track, row.no, each.start, effective_due(facts), status))
    return TrackedRow(row.track, row.no, row.title, term, tuple(row.responsible), tuple(points))
