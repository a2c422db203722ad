"""Who gets a diploma: everybody with a result, a line each, as mail merge, lists and orders need it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ..core.conditions import All, Test
from ..core.dates import Period
from ..core.text import fold, natural
from ..registers.contests import CONTESTS
from ..registers.dictionaries import CONTEST_RESULT, LEVEL
from ..storage import query
from ..storage.database import Database
from .contest_counts import Work, people_of, place_of, read_entries, workplaces

AWARDED = ("winner", "prize", "laureate", "diploma", "finalist")
_ORDER = {code: place for place, code in enumerate(AWARDED)}


@dataclass(frozen=True, slots=True)
class Diploma:
    """One person, team member, guest or organisation that is to get a diploma."""

    contest_id: int
    contest: str
    level: str
    held_on: date
    teacher_id: int | None
    name: str
    organization: str
    nomination: str
    result: str
    place: int | None
    work: str
    team: str

    @property
    def level_text(self) -> str:
        return LEVEL.labels[self.level]

    @property
    def result_text(self) -> str:
        """«призёр, 2 место»."""
        label = CONTEST_RESULT.labels[self.result]
        return f"{label}, {self.place} место" if self.place is not None else label


def diplomas(db: Database, contests: Collection[int], results: Collection[str] = AWARDED) -> list[Diploma]:
    """The lines of these contests, by contest, nomination and result; members of a team have a line each."""
    names = ["name", "level", "starts_on", "ends_on"]
    about = {row.id: row.values for row in query.fetch(db, CONTESTS, sorted(contests), names)}
    entries = [each for each in read_entries(db, contests) if each.result in results]
    found = []
    by_day: dict[date, set[int]] = {}
    for each in entries:
        by_day.setdefault(about[each.contest][2], set()).update(people_of([each]))
    places = {day: workplaces(db, people, day) for day, people in by_day.items()}
    for each in entries:
        name, level, starts_on, ends_on = about[each.contest]
        organization = place_of(Work((each,)), places[starts_on])
        found.append(Diploma(
            each.contest, name, level, ends_on or starts_on, each.teacher.id if each.teacher else None, each.name,
            organization if organization != each.name else "", each.nomination, each.result or "", each.place,
            each.work, each.team,
        ))  # fmt: skip
    return sorted(found, key=_order)


def diplomas_of_period(db: Database, period: Period, results: Collection[str] = AWARDED) -> list[Diploma]:
    """The lines of all contests that ended in the period."""
    return diplomas(db, contests_of(db, period), results)


def contests_of(db: Database, period: Period) -> list[int]:
    """Contests that ended in the period (without an end they last one day)."""
    begun = All((Test("starts_on", "le", period.end),))
    rows = query.rows(db, query.Query(CONTESTS.key, where=begun), ["starts_on", "ends_on"])
    return [row.id for row in rows if period.start <= (row.values[1] or row.values[0]) <= period.end]


def _order(line: Diploma) -> tuple[object, ...]:
    rank = (_ORDER.get(line.result, len(_ORDER)), line.place or 1000)
    return (line.held_on, fold(line.contest), line.contest_id, natural(line.nomination), rank, fold(line.name))
