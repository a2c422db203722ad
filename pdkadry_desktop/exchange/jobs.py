"""Which job of the base a row of «Педагоги» means: the identity of employments (workbook.toml, «identity»).

Rows of one person, organisation and position are one job when their dates overlap or one of them lacks the hire date.
The position is compared folded: «Учитель» and «учитель» of one person at one place are not two jobs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """When a job lasted: both ends belong to it, an empty hire date is unknown, an empty end is «still works»."""

    hired_on: date | None
    left_on: date | None

    @property
    def first(self) -> date:
        return self.hired_on or date.min

    @property
    def last(self) -> date:
        """Never before the first day, even when the dates are entered the wrong way round."""
        return max(self.left_on or date.max, self.first)


def overlap(one: Term, other: Term) -> bool:
    return one.first <= other.last and other.first <= one.last


def is_one_job(one: Term, other: Term) -> bool:
    """Two rows of one person, organisation and position that mean the same job."""
    return one.hired_on is None or other.hired_on is None or overlap(one, other)


def match(rows: Sequence[Term], known: Sequence[Term]) -> dict[int, int]:
    """Row → known job, each at most once: the same hire date first, then the nearest overlapping one.

    Pairs that only an unknown hire date joins come last. The result does not depend on the order of equally good
    pairs in memory: ties are broken by position.
    """
    pairs = sorted(
        (_distance(row, job), at, place)
        for at, row in enumerate(rows)
        for place, job in enumerate(known)
        if is_one_job(row, job)
    )
    found: dict[int, int] = {}
    used: set[int] = set()
    for _, at, place in pairs:
        if at not in found and place not in used:
            found[at] = place
            used.add(place)
    return found


def _distance(row: Term, job: Term) -> tuple[int, int, int]:
    ends_differ = int(row.left_on != job.left_on)
    if row.hired_on == job.hired_on:
        return (0, ends_differ, 0)
    if row.hired_on is not None and job.hired_on is not None:
        return (1, abs((row.hired_on - job.hired_on).days), ends_differ)
    nearness = 2 if overlap(row, job) else 3
    latest_first = -(row.hired_on or job.hired_on or date.min).toordinal()
    return (nearness, ends_differ, latest_first)
