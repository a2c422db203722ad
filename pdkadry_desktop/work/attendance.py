"""Who was at an event: a list prefilled from a community, an organisation or another event; the absent are unticked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from ..core.conditions import All, AnyOf, Test, lasting
from ..core.errors import UserError
from ..core.text import counted, fold
from ..registers import REGISTERS
from ..storage import query
from ..storage.database import Database
from .people import jobs_on

_SPEC = REGISTERS["attendances"]
USUAL_ROLE = "attendee"


@dataclass(frozen=True)
class Person:
    """A line of the list. ``record_id``: the participation that is written already; ``teacher_id`` None: a guest."""

    name: str
    teacher_id: int | None = None
    organization: str = ""
    position: str = ""
    role: str = USUAL_ROLE
    record_id: int | None = None

    @property
    def key(self) -> int | str:
        """Who it is, whatever list the line came from."""
        return self.teacher_id if self.teacher_id is not None else fold(self.name)


@dataclass(frozen=True)
class Event:
    """An event with those who are written down; ``members``: of the community that holds it."""

    id: int
    title: str
    on: date
    venue: str
    recorded: tuple[Person, ...]
    members: tuple[Person, ...]


class Saved(NamedTuple):
    """How many participations were added, changed and removed."""

    added: int
    changed: int
    removed: int


def read_event(db: Database, activity_id: int) -> Event:
    """UserError when the event is gone."""
    names = ["name", "starts_on", "venue", "community_id"]
    rows = query.fetch(db, REGISTERS["activities"], [activity_id], names)
    if not rows:
        raise UserError("Этого мероприятия больше нет.", "Выберите другое мероприятие.")
    name, on, venue, community = rows[0].values
    members = of_community(db, community.id, on) if community is not None else ()
    return Event(activity_id, name, on, venue or "", of_event(db, activity_id, on, is_this=True), members)


def of_event(db: Database, activity_id: int, on: date, *, is_this: bool = False) -> tuple[Person, ...]:
    """Who took part in an event; of another event everybody comes as a plain participant."""
    names = ["teacher_id", "participant_name", "guest_organization", "role"]
    rows = list(query.rows(db, query.Query("attendances", where=Test("activity_id", "eq", activity_id)), names))
    known = {each.teacher_id: each for each in of_people(db, [row.values[0].id for row in rows if row.values[0]], on)}
    found = []
    for row in rows:
        teacher, name, place, role = row.values
        person = known[teacher.id] if teacher is not None else Person(name, organization=place or "")
        if is_this:
            person = replace(person, role=role or USUAL_ROLE, record_id=row.id)
        found.append(person)
    return tuple(sorted(found if is_this else _once(found), key=lambda each: fold(each.name)))


def of_community(db: Database, community_id: int, on: date) -> tuple[Person, ...]:
    """The members on a day."""
    where = All((
        Test("community_id", "eq", community_id), Test("starts_on", "le", on),
        AnyOf((Test("ends_on", "empty"), Test("ends_on", "ge", on))),
    ))  # fmt: skip
    rows = query.rows(db, query.Query("memberships", where=where), ["teacher_id"])
    return of_people(db, [row.values[0].id for row in rows], on)


def of_organization(db: Database, organization_id: int, on: date) -> tuple[Person, ...]:
    """The staff on a day."""
    where = All((Test("organization_id", "eq", organization_id), *lasting(on, "hired_on", "left_on")))
    rows = query.rows(db, query.Query("employments", where=where), ["teacher_id"])
    return of_people(db, [row.values[0].id for row in rows], on)


def of_people(db: Database, ids: Iterable[int], on: date) -> tuple[Person, ...]:
    """People by name with their jobs of the day, each once."""
    wanted = sorted(set(ids))
    if not wanted:
        return ()
    jobs = jobs_on(db, on, wanted)
    found = []
    for each in wanted:
        job = jobs.get(each)
        title = query.title(db, "teachers", each)
        found.append(Person(title, each, job.organization if job else "", job.position if job else ""))
    return tuple(sorted(found, key=lambda person: fold(person.name)))


def merged(people: Sequence[Person], more: Iterable[Person]) -> list[Person]:
    """The list with those who are not in it yet."""
    known = {person.key for person in people}
    return [*people, *(person for person in _once(more) if person.key not in known)]


def save_attendance(db: Database, event: Event, people: Sequence[Person], present: set[int | str]) -> Saved:
    """Writes those present and takes away the participations of those who are not, in one change."""
    read_event(db, event.id)  # refused when it is gone meanwhile
    new: list[Mapping[str, Any]] = []
    changed: list[tuple[int, Mapping[str, Any]]] = []
    before = {person.record_id: person for person in event.recorded}
    kept = set()
    for person in people:
        if person.key not in present:
            continue
        role = None if person.role == USUAL_ROLE else person.role
        if person.record_id is None:
            guest = {"participant_name": person.name, "guest_organization": person.organization or None}
            who = guest if person.teacher_id is None else {"teacher_id": person.teacher_id}
            new.append({"activity_id": event.id, "role": role, **who})
        else:
            kept.add(person.record_id)
            if before[person.record_id].role != person.role:
                changed.append((person.record_id, {"role": role}))
    gone = [each for each in before if each is not None and each not in kept]
    counts = [f"{word} {count}" for word, count in (("добавлено", len(new)), ("убрано", len(gone))) if count]
    words = ", ".join(counts) or counted(len(changed), *_SPEC.forms_of_count)
    with db.change(f"Явка: {event.title} ({words})") as change:
        change.add_many(_SPEC, new)
        change.set_many(_SPEC, changed)
        if gone:
            change.remove(_SPEC, gone)
    return Saved(len(new), len(changed), len(gone))


def _once(people: Iterable[Person]) -> list[Person]:
    found: dict[int | str, Person] = {}
    for person in people:
        found.setdefault(person.key, person)
    return list(found.values())
