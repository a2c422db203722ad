"""Everybody of the base as fast entry needs it: names, former surnames, jobs; found by any part of a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..core.conditions import All, AnyOf, Condition, Test, lasting
from ..core.text import fold
from ..registers.name_matching import Known
from ..storage import query
from ..storage.database import Database


@dataclass(frozen=True, slots=True)
class Job:
    """Where a person works on the day: the main job first."""

    organization_id: int
    organization: str
    position: str


def jobs_on(db: Database, on: date, teachers: Sequence[int] | None = None) -> dict[int, Job]:
    """The job of each person on a day; of somebody who has left, none."""
    where: tuple[Condition, ...] = lasting(on, "hired_on", "left_on")
    if teachers is not None:
        where = (*where, Test("teacher_id", "in", list(teachers)))
    return {each: found[0] for each, found in _jobs(db, where).items()}


def _jobs(db: Database, where: tuple[Condition, ...]) -> dict[int, list[Job]]:
    names = ["teacher_id", "organization_id", "position", "is_main"]
    found: dict[int, list[Job]] = {}
    for row in query.rows(db, query.Query("employments", where=All(where)), names):
        person, place, position, is_main = row.values
        jobs = found.setdefault(person.id, [])
        jobs.insert(0 if is_main is not False else len(jobs), Job(place.id, place.title, position))
    return found


def known_people(db: Database, on: date) -> list[Known]:
    """All people with what tells namesakes apart: place of work and position, else the year of birth."""
    jobs = _jobs(db, (AnyOf((Test("left_on", "empty"), Test("left_on", "ge", on))),))
    names = ["last_name", "first_name", "middle_name", "born_on", "former_last_names"]
    spellings = _spellings(db)
    found = []
    for row in query.rows(db, query.Query("teachers"), names):
        last, first, middle, born, former = row.values
        own = jobs.get(row.id, [])
        note = f"{own[0].organization}, {own[0].position}" if own else "сейчас не работает"
        if born and not own:
            note = f"{born.year} г. р., {note}"
        places = tuple(dict.fromkeys(text for job in own for text in spellings.get(job.organization_id, ())))
        found.append(Known(row.id, last, first, middle or "", note, former or (), places))
    return found


def notes(db: Database, register: str, ids: Sequence[int], on: date) -> dict[int, str]:
    """What tells people of the same name apart while one is chosen: place of work and position; else nothing."""
    if register != "teachers" or not ids:
        return {}
    return {each: f"{job.organization}, {job.position}" for each, job in jobs_on(db, on, ids).items()}


def known_places(db: Database) -> list[Known]:
    """Organisations, to be found by typing as people are."""
    rows = query.rows(db, query.Query("organizations"), ["name", "short_name", "settlement"])
    return [
        Known(row.id, row.values[1] or row.values[0], "", "", row.values[2] or "организация", places=(row.values[0],))
        for row in rows
    ]


def _spellings(db: Database) -> dict[int, tuple[str, ...]]:
    rows = query.rows(db, query.Query("organizations"), ["name", "short_name", "aliases"])
    return {row.id: tuple(text for text in (*row.values[:2], *(row.values[2] or ())) if text) for row in rows}


@dataclass(frozen=True)
class Finder:
    """People by any part of the name, the organisation or the position; the words may stand in any order."""

    people: tuple[Known, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, people: Iterable[Known]) -> Finder:
        kept = tuple(people)
        return cls(kept, tuple(fold(" ".join((each.title, *each.former, each.note, *each.places))) for each in kept))

    def find(self, text: str, limit: int = 30) -> list[Known]:
        """Who has every word; those whose surname begins so stand first."""
        words = fold(text).replace(".", " ").split()
        if not words:
            return []
        hits = [each for each, own in zip(self.people, self.texts, strict=True) if all(word in own for word in words)]
        return sorted(hits, key=lambda each: (not fold(each.last_name).startswith(words[0]), fold(each.title)))[:limit]
