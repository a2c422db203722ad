"""The methodologist's journal: one month of it, what it comes to by kind, and what is usually written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..core.conditions import Test
from ..core.dates import add_months
from ..core.kinds import Choice
from ..core.text import counted, fold
from ..registers import REGISTERS
from ..storage import query
from ..storage.database import Database

_TOPICS = 200  # latest entries whose topics are offered


@dataclass(frozen=True, slots=True)
class Visit:
    """One entry of the journal as it is shown."""

    id: int
    held_on: date
    kind: str
    organization: str
    person: str
    topic: str
    result: str
    methodologist: str


@dataclass(frozen=True)
class Month:
    """The entries of a month, the newest first; ``places``: how many organisations there are to be helped."""

    first: date
    visits: tuple[Visit, ...]
    places: int

    def words(self) -> str:
        """«консультация – 12 · выезд – 3 · педагогов: 9 · организаций: 4 из 12»."""
        if not self.visits:
            return ""
        kinds: dict[str, int] = {}
        for visit in self.visits:
            kinds[visit.kind] = kinds.get(visit.kind, 0) + 1
        people = {fold(visit.person) for visit in self.visits if visit.person}
        places = {fold(visit.organization) for visit in self.visits if visit.organization}
        parts = [f"{kind} – {number}" for kind, number in sorted(kinds.items(), key=lambda each: -each[1])]
        parts.append(f"педагогов: {len(people)}")
        parts.append(f"организаций: {len(places)} из {self.places}")
        return f"Всего {counted(len(self.visits), 'запись', 'записи', 'записей')}: {' · '.join(parts)}"


def read_month(db: Database, day: date) -> Month:
    """The month of a day."""
    first = day.replace(day=1)
    where = Test("held_on", "between", (first, add_months(first, 1) - timedelta(days=1)))
    names = ["held_on", "kind", "organization_id", "teacher_id", "topic", "result", "methodologist"]
    kind = REGISTERS["visits"].by_name["kind"].kind
    assert isinstance(kind, Choice)
    found = []
    for row in query.rows(db, query.Query("visits", where=where), names):
        held_on, code, place, person, topic, result, who = row.values
        found.append(Visit(
            row.id, held_on, kind.format(code), str(place or ""), str(person or ""), topic, result or "", who or ""
        ))  # fmt: skip
    found.sort(key=lambda visit: (visit.held_on, visit.id), reverse=True)
    return Month(first, tuple(found), query.count(db, query.Query("organizations")))


def usual_topics(db: Database) -> list[str]:
    """Topics of the latest entries, each once."""
    rows = query.fetch(db, REGISTERS["visits"], query.ids(db, query.Query("visits"))[:_TOPICS], ["topic"])
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(fold(row.values[0]), row.values[0])
    return list(found.values())


def of_day(visits: Sequence[Visit], day: date) -> int:
    """How many entries a day has."""
    return sum(1 for visit in visits if visit.held_on == day)


_MONTHS = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
           "декабрь")  # fmt: skip


def month_words(day: date) -> str:
    """«ноябрь 2026 года»."""
    return f"{_MONTHS[day.month - 1]} {day.year} года"
