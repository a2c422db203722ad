"""Service housing on a day: occupied by teachers, by others, free; by place with control sums; who leaves; questions.

A unit keeps its present occupant only. Who lived there before is told by the journal of its changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import select

from ..core.conditions import Test
from ..core.dates import format_date
from ..core.text import fold, natural
from ..registers.employments import EMPLOYMENTS
from ..registers.housing_units import HOUSING_UNITS
from ..storage import journal, query
from ..storage.database import Database
from ..storage.declare import table_of
from ..storage.journal_tables import JournalLine

_LINES = JournalLine.__table__
_SOON = timedelta(days=90)
_KINDS: tuple[tuple[str, str], ...] = (
    ("города", r"г|гор|город"),
    ("посёлки", r"пгт|рп|р|п|пос|поселок"),
    ("сельские поселения", r"с|село|д|дер|деревня|ст|станица|х|хутор|аул|сп|сельское"),
)
_BY_LOCALITY = {"urban": "города", "rural": "сельские поселения"}
NO_KIND = "вид населённого пункта не указан"


class State(Enum):
    """What stands in the register about a unit on the day."""

    TEACHER = "занято педагогом"
    OTHER = "занято не педагогом"
    FREE = "свободно"
    UNKNOWN = "на этот день неизвестно"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit on the day. ``leaves_on``: the last job of the occupant ends then; ``questions``: what contradicts."""

    id: int
    settlement: str
    kind: str
    address: str
    rooms: int | None
    organization: str
    occupant_id: int | None
    occupant: str
    work: str
    since: date | None
    state: State
    leaves_on: date | None
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """Units by state; ``total`` is their control sum."""

    teachers: int = 0
    others: int = 0
    free: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.teachers + self.others + self.free + self.unknown

    def words(self) -> str:
        """«47 = педагоги 24 + другие 4 + свободно 19»."""
        parts = [f"педагоги {self.teachers}", f"другие {self.others}", f"свободно {self.free}"]
        parts += [f"неизвестно {self.unknown}"] if self.unknown else []
        return f"{self.total} = {' + '.join(parts)}"


@dataclass(frozen=True)
class Fund:
    """All units; ``without_unit``: people whose support says «служебное жильё» while no unit names them."""

    on: date
    units: tuple[Unit, ...]
    without_unit: tuple[tuple[int, str], ...]

    def by_kind(self) -> list[tuple[str, int]]:
        """Units by kind of place: «47 = города 24 + посёлки 4 + сельские поселения 19»."""
        order = [kind for kind, _ in _KINDS]
        names = sorted({unit.kind for unit in self.units}, key=lambda kind: (kind not in order, kind))
        return [(kind, sum(unit.kind == kind for unit in self.units)) for kind in names]

    def by_settlement(self) -> list[tuple[str, str, Sums]]:
        """Kind, settlement, sums."""
        groups: dict[tuple[str, str], list[Unit]] = {}
        for unit in self.units:
            groups.setdefault((unit.kind, unit.settlement), []).append(unit)
        order = [kind for kind, _ in self.by_kind()]
        keys = sorted(groups, key=lambda key: (order.index(key[0]), natural(key[1])))
        return [(*key, sums(groups[key])) for key in keys]

    @property
    def questions(self) -> int:
        return sum(bool(unit.questions) for unit in self.units) + len(self.without_unit)


def sums(units: Iterable[Unit]) -> Sums:
    """Units by state."""
    states = [unit.state for unit in units]
    return Sums(*(states.count(state) for state in (State.TEACHER, State.OTHER, State.FREE, State.UNKNOWN)))


def kind_of(settlement: str, locality: str | None) -> str:
    """The kind of a place by the word beside its name, else by the locality of the organisation that owns it."""
    words = re.sub(r"[^\w]+", " ", fold(settlement)).split()
    for kind, pattern in _KINDS:
        if words and (re.fullmatch(pattern, words[0]) or re.fullmatch(pattern, words[-1])):
            return kind
    return _BY_LOCALITY.get(locality or "", NO_KIND)


def fund(db: Database, on: date) -> Fund:
    """The housing fund on a day."""
    names = ["settlement", "address", "room_count", "organization_id", "occupant_id", "starts_on"]
    rows = [(row.id, *row.values) for row in query.rows(db, query.Query("housing_units"), names)]
    places = _localities(db)
    people = {row[5].id for row in rows if row[5] is not None}
    jobs = _jobs(db, people)
    homes: dict[int, int] = {}
    addresses: dict[tuple[str, str], int] = {}
    for _, settlement, address, _, _, occupant, _ in rows:
        addresses[fold(settlement), fold(address)] = addresses.get((fold(settlement), fold(address)), 0) + 1
        if occupant is not None:
            homes[occupant.id] = homes.get(occupant.id, 0) + 1
    units = []
    for ident, settlement, address, rooms, place, occupant, since in rows:
        own = jobs.get(occupant.id, []) if occupant is not None else []
        state, work, leaves = _state(occupant is not None, since, own, on)
        asked = []
        if addresses[fold(settlement), fold(address)] > 1:
            asked.append("этот адрес записан дважды")
        if occupant is not None:
            if homes[occupant.id] > 1:
                asked.append("этот жилец записан и в другом жилье")
            if since is None:
                asked.append("не указано, с какого дня занято")
            elif since > on:
                asked.append(f"заселение записано с {format_date(since)}: кто жил раньше, не записано")
            if state is State.OTHER and not any(_is_at_work(job, on) for job in own):
                asked.append(f"жилец не работает{work and f' ({work})'}: освободить или исправить")
        elif since is not None:
            asked.append("есть дата заселения, а жильца нет")
        units.append(Unit(
            ident, settlement, kind_of(settlement, places.get(place.id) if place else None), address, rooms,
            place.title if place else "", occupant.id if occupant else None, occupant.title if occupant else "", work,
            since, state, leaves, tuple(asked),
        ))  # fmt: skip
    ordered = sorted(units, key=lambda unit: (natural(unit.settlement), natural(unit.address)))
    return Fund(on, tuple(ordered), tuple(_promised(db, on, people)))


def former_occupants(db: Database, unit_id: int) -> list[tuple[str, str]]:
    """Who was the occupant before by the journal: day of the change, name; the newest first."""
    found: list[tuple[str, str]] = []
    for line in journal.history(db, HOUSING_UNITS.key, unit_id):
        old, _ = line.changes.get("occupant_id", (None, None))
        if line.action == "changed" and line.entry.is_live and old is not None:
            day = format_date(date.fromisoformat(line.entry.made_at[:10]))
            found.append((day, query.title(db, "teachers", old) or "запись удалена"))
    return found


def units_with_history(db: Database) -> frozenset[int]:
    """Units whose occupant was changed at least once."""
    statement = select(_LINES.c.first_id, _LINES.c.before).where(
        _LINES.c.register == HOUSING_UNITS.key, _LINES.c.action == "changed"
    )
    return frozenset(each for each, before in db.connection.execute(statement) if (before or {}).get("occupant_id"))


# -- internal --------------------------------------------------------------------------------------------------------

_Job = Mapping[str, Any]


def _localities(db: Database) -> dict[int, str | None]:
    table = table_of("organizations")
    statement = select(table.c.id, table.c.locality)
    return {row.id: row.locality for row in db.connection.execute(statement)}


def _jobs(db: Database, people: set[int]) -> dict[int, list[_Job]]:
    table = table_of(EMPLOYMENTS)
    statement = select(
        table.c.teacher_id, table.c.position, table.c.effective_category, table.c.hired_on, table.c.left_on
    )
    found: dict[int, list[_Job]] = {}
    for row in db.connection.execute(statement).mappings():
        if row["teacher_id"] in people:
            found.setdefault(row["teacher_id"], []).append(dict(row))
    return found


def _is_at_work(job: _Job, on: date) -> bool:
    return (job["hired_on"] is None or job["hired_on"] <= on) and (job["left_on"] is None or job["left_on"] >= on)


def _state(is_occupied: bool, since: date | None, jobs: Sequence[_Job], on: date) -> tuple[State, str, date | None]:
    """State, what the occupant does, when the last job ends (soon only)."""
    if not is_occupied:
        return State.FREE, "", None
    active = [job for job in jobs if _is_at_work(job, on)]
    teaching = [job for job in active if job["effective_category"] == "teaching"]
    shown = (teaching or active)[:1]
    ends = [job["left_on"] for job in active]
    leaves = max(ends) if ends and None not in ends and max(ends) <= on + _SOON else None
    if shown:
        work = str(shown[0]["position"])
    else:
        gone = [job["left_on"] for job in jobs if job["left_on"] is not None and job["left_on"] < on]
        work = f"уволен {format_date(max(gone))}" if gone else ""
    if since is not None and since > on:
        return State.UNKNOWN, work, leaves
    return (State.TEACHER if teaching else State.OTHER), work, leaves


def _promised(db: Database, on: date, people: set[int]) -> Iterable[tuple[int, str]]:
    names = ["teacher_id", "starts_on", "ends_on"]
    seen: set[int] = set()
    for row in query.rows(db, query.Query("support_measures", where=Test("kind", "eq", "housing")), names):
        person, start, end = row.values
        if person.id not in people | seen and start <= on and (end is None or end >= on):
            seen.add(person.id)
            yield person.id, person.title
