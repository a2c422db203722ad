"""Period keys of occurrences, and merging a newly read term into the occurrences a plan already has."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from pdkadry_desktop.plan.terms import Occurrence


def occurrence_key(start: date, end: date) -> str:
    """A short name of the period that no other period has.

    2023 · 2023-H1 · 2023-Q2 · 2023-10 · 2023-10..2024-04 (whole months) · 2023-10-05 · 2023-10-15..2023-10-20.
    """
    if start == end:
        return start.isoformat()
    is_whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    if not is_whole:
        return f"{start.isoformat()}..{end.isoformat()}"
    if start.year == end.year:
        months = end.month - start.month + 1
        if months == 12:
            return f"{start.year:04}"
        if months == 6 and start.month in (1, 7):
            return f"{start.year:04}-H{(start.month + 5) // 6}"
        if months == 3 and start.month in (1, 4, 7, 10):
            return f"{start.year:04}-Q{(start.month + 2) // 3}"
        if months == 1:
            return f"{start.year:04}-{start.month:02}"
    return f"{start.year:04}-{start.month:02}..{end.year:04}-{end.month:02}"


@lru_cache(maxsize=4096)
def period_of(key: str) -> Occurrence:
    """The period that ``occurrence_key`` named; ValueError for anything else."""
    first, _, last = key.partition("..")
    start, end = _bounds(first)
    return Occurrence(start, _bounds(last)[1] if last else end)


def _bounds(part: str) -> tuple[date, date]:
    year, _, rest = part.partition("-")
    if "-" in rest:
        day = date.fromisoformat(part)
        return day, day
    months = (1, 12)
    if rest.startswith("H"):
        months = int(rest[1:]) * 6 - 5, int(rest[1:]) * 6
    elif rest.startswith("Q"):
        months = int(rest[1:]) * 3 - 2, int(rest[1:]) * 3
    elif rest:
        months = int(rest), int(rest)
    return date(int(year), months[0], 1), date(int(year), months[1], monthrange(int(year), months[1])[1])


@dataclass(frozen=True, slots=True)
class KeptOccurrence:
    """An occurrence of the plan as far as merging needs it; ``ident`` is whatever the caller knows it by.

    ``key`` stays the period key the term gave, also when the dates were set by hand; ``is_own`` marks one that the
    user added and no term ever gave.
    """

    ident: int
    key: str
    start: date
    end: date
    has_status: bool = False  # any fact: started, done, moved, cancelled, a note
    has_evidence: bool = False
    has_own_dates: bool = False
    is_own: bool = False
    is_in_term: bool = True

    @property
    def is_protected(self) -> bool:
        """True when a person put something in that must not be lost."""
        return self.has_status or self.has_evidence or self.has_own_dates or self.is_own


@dataclass(frozen=True, slots=True)
class Merge:
    """What re-reading a term changes: rows that stay (marked anew), new ones, and rows that may go."""

    kept: tuple[KeptOccurrence, ...]
    added: tuple[Occurrence, ...]
    removed: tuple[KeptOccurrence, ...]

    @property
    def marked(self) -> tuple[KeptOccurrence, ...]:
        """Rows that stay although the term no longer names them: «нет в сроке»."""
        return tuple(kept for kept in self.kept if not kept.is_in_term)


def merge_occurrences(
    existing: Sequence[KeptOccurrence], parsed: Iterable[Occurrence], *, past_until: date | None = None
) -> Merge:
    """Merge by period key; a row with facts, evidence, own dates, or ended by ``past_until`` stays, at most marked."""
    wanted = {occurrence_key(found.start, found.end): found for found in sorted(parsed)}
    kept: list[KeptOccurrence] = []
    removed: list[KeptOccurrence] = []
    known: set[str] = set()
    for row in sorted(existing, key=lambda found: not found.is_protected):  # of two equal keys the richer one stays
        is_repeated = row.key in known and not row.is_protected
        if row.key in wanted and not is_repeated:
            known.add(row.key)
            kept.append(replace(row, is_in_term=True))
        elif row.is_own:
            kept.append(row)
        elif row.is_protected or (past_until is not None and row.end <= past_until and not is_repeated):
            kept.append(replace(row, is_in_term=False))
        else:
            removed.append(row)
    added = [found for key, found in wanted.items() if key not in known]
    kept.sort(key=lambda row: (row.start, row.end, row.ident))
    return Merge(tuple(kept), tuple(sorted(added)), tuple(removed))
