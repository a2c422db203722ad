"""Who took part in contests: participations (a team is one), people (each once), winners; of one contest or of many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..core.conditions import Test
from ..core.text import fold
from ..registers.contest_entries import CONTEST_ENTRIES
from ..storage import query
from ..storage.database import Database
from ..storage.query import LinkTo

_NAMES = (
    "contest_id", "teacher_id", "organization_id", "participant_name", "role", "nomination", "result", "place",
    "score", "work", "team", "stage_id", "prize", "jury_role",
)  # fmt: skip
_MANY = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of participation."""

    id: int
    contest: int
    teacher: LinkTo | None
    organization: LinkTo | None
    guest: str
    role: str
    nomination: str
    result: str | None
    place: int | None
    score: float | None
    work: str
    team: str
    stage: LinkTo | None
    prize: str
    jury_role: str

    @property
    def name(self) -> str:
        """Who it is: the teacher, otherwise the participant without a card, otherwise the organisation."""
        return str(self.teacher or "") or self.guest or str(self.organization or "")


@dataclass(frozen=True)
class Work:
    """What is judged: the entry of one participant, or those of a team that share a nomination."""

    entries: tuple[Entry, ...]

    @property
    def key(self) -> int:
        """The entry the points stand at."""
        return self.entries[0].id

    @property
    def first(self) -> Entry:
        return self.entries[0]

    @property
    def name(self) -> str:
        """The participant, or the team with its members."""
        if not self.first.team:
            return self.first.name
        return f"{self.first.team} ({', '.join(each.name for each in self.entries)})"


@dataclass
class Counts:
    """How many took part; ``people`` are ids of teachers, so that sums stay unique."""

    entries: int = 0
    people: set[int] = field(default_factory=set)
    others: int = 0
    winners: int = 0
    prizes: int = 0

    def add(self, works: Iterable[Work]) -> None:
        """Counts further works."""
        for work in works:
            self.entries += 1
            known = {each.teacher.id for each in work.entries if each.teacher is not None}
            self.people |= known
            self.others += not known
            results = {each.result for each in work.entries}
            self.winners += "winner" in results
            self.prizes += "winner" not in results and "prize" in results


def read_entries(db: Database, contests: Collection[int], roles: Collection[str] = ("entrant",)) -> list[Entry]:
    """Rows of participation of these contests with one of the roles, in the order they were entered."""
    wanted = sorted(contests)
    found: list[Entry] = []
    for start in range(0, len(wanted), _MANY):
        where = Test("contest_id", "in", wanted[start : start + _MANY])
        for row in query.rows(db, query.Query(CONTEST_ENTRIES.key, where=where), _NAMES):
            contest, teacher, organization, guest, role, nomination, result, place, score, work, team, *rest = (
                row.values
            )
            stage, prize, jury_role = rest
            entry = Entry(
                row.id, contest.id, teacher, organization, guest or "", role or "entrant", nomination or "", result,
                place, score, work or "", team or "", stage, prize or "", jury_role or "",
            )  # fmt: skip
            if entry.role in roles:
                found.append(entry)
    return sorted(found, key=lambda each: each.id)


def works_of(entries: Iterable[Entry]) -> list[Work]:
    """Entries put together into works: those of a contest that name the same team and nomination are one."""
    found: dict[Any, list[Entry]] = {}
    for each in entries:
        team = (each.contest, fold(each.team), fold(each.nomination)) if each.team else each.id
        found.setdefault(team, []).append(each)
    return [Work(tuple(each)) for each in found.values()]


def count(works: Iterable[Work]) -> Counts:
    """The counts of works."""
    counts = Counts()
    counts.add(works)
    return counts


def workplaces(db: Database, people: Collection[int], on: date) -> dict[int, LinkTo]:
    """Where each person mainly worked on a day; without a job on that day the last one before it."""
    wanted, found = sorted(people), {}
    names = ["teacher_id", "organization_id", "is_main", "hired_on", "left_on"]
    ranks: dict[int, tuple[bool, bool, date]] = {}
    for start in range(0, len(wanted), _MANY):
        where = Test("teacher_id", "in", wanted[start : start + _MANY])
        for row in query.rows(db, query.Query("employments", where=where), names):
            teacher, organization, is_main, hired_on, left_on = row.values
            is_current = (hired_on is None or hired_on <= on) and (left_on is None or left_on >= on)
            rank = (is_current, is_main is not False, hired_on or date.min)
            if teacher.id not in ranks or rank > ranks[teacher.id]:
                ranks[teacher.id], found[teacher.id] = rank, organization
    return found


def place_of(work: Work, places: dict[int, LinkTo]) -> str:
    """The organisations of a work's people, each once."""
    names: dict[str, None] = {}
    for each in work.entries:
        organization = each.organization or (places.get(each.teacher.id) if each.teacher else None)
        if organization is not None:
            names.setdefault(str(organization))
    return ", ".join(names)


def people_of(entries: Sequence[Entry]) -> set[int]:
    """Ids of the teachers among them."""
    return {each.teacher.id for each in entries if each.teacher is not None}
