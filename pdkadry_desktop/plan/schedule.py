"""Statuses of plan occurrences on a reference date: pure arithmetic, no Qt, no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["planned", "in_progress", "done", "done_late", "overdue", "moved", "cancelled", "history"]

STATUS_LABELS: dict[Status, str] = {
    "planned": "запланировано",
    "in_progress": "идёт",
    "done": "выполнено",
    "done_late": "выполнено с опозданием",
    "overdue": "просрочено",
    "moved": "перенесено",
    "cancelled": "отменено",
    "history": "история",
}


@dataclass(frozen=True, slots=True)
class OccurrenceFacts:
    """What is known of one occurrence; ``due`` is its end unless set by hand, ``moved_to`` the new date by an order."""

    start: date
    end: date
    due: date | None = None
    started_on: date | None = None
    done_on: date | None = None
    moved_to: date | None = None
    cancelled: bool = False
    on_demand: bool = False


def effective_due(facts: OccurrenceFacts) -> date:
    """The day by which it must be done: the date it was moved to, else its due date, else its end."""
    return facts.moved_to or facts.due or facts.end


def occurrence_status(facts: OccurrenceFacts, plan_start: date | None, as_of: date) -> Status:
    """The status on a day; what happened after that day does not count yet.

    An occurrence that was to end before the plan began is history whatever became of it: it is never overdue and
    stands in no share. On-demand occurrences are never overdue.
    """
    due = effective_due(facts)
    if facts.cancelled:
        return "cancelled"
    if plan_start is not None and due < plan_start:
        return "history"
    if facts.done_on is not None and facts.done_on <= as_of:
        return "done" if facts.done_on <= due or facts.on_demand else "done_late"
    if due < as_of and not facts.on_demand:
        return "overdue"
    if facts.moved_to is not None:
        return "moved"
    has_started = facts.started_on is not None and facts.started_on <= as_of
    return "in_progress" if has_started or facts.start <= as_of <= due else "planned"


def counts_in_share(facts: OccurrenceFacts, plan_start: date | None, first: date, last: date) -> bool:
    """True when it belongs to the base of «выполнено в срок» for a period: due in it, neither history nor cancelled."""
    due = effective_due(facts)
    is_history = plan_start is not None and due < plan_start
    return first <= due <= last and not is_history and not facts.cancelled
