"""Suspected duplicates: which people and which organisations may be entered twice, why, and how sure that is.

A suspicion is only shown; nothing is ever merged by itself. «Не дубль» is a record of its own and survives everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ..core.conditions import Test
from ..core.progress import NO_PROGRESS, Progress
from ..core.register import RegisterSpec
from ..core.text import counted, fold
from ..registers import REGISTERS
from ..registers.duplicate_decisions import DUPLICATE_DECISIONS
from ..storage import query
from ..storage.database import Database
from ..storage.scan import scan
from .duplicate_organizations import Place, similar_places
from .duplicate_people import Person, similar_people
from .suspicion import STRENGTHS, Strength, Suspicion

Kind = Literal["teachers", "organizations"]
KINDS: tuple[Kind, ...] = ("teachers", "organizations")
_LINKS: Mapping[str, tuple[str, str]] = {
    "teachers": ("teacher_id", "other_teacher_id"), "organizations": ("organization_id", "other_organization_id"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One record of a pair: what it is called and what tells it from others."""

    id: int
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one; ``left`` was entered first."""

    left: Side
    right: Side
    strength: Strength
    reasons: tuple[str, ...]

    @property
    def key(self) -> tuple[int, int]:
        return self.left.id, self.right.id

    def words(self) -> str:
        """«одна дата рождения, отчество – инициал»."""
        return ", ".join(self.reasons)


@dataclass(frozen=True)
class Queue:
    """The pairs of one register, the surest first.

    ``left_out``: pairs weaker than asked for; ``decided``: pairs found to be no duplicates.
    """

    register: str
    pairs: tuple[Pair, ...]
    left_out: int
    decided: int


def queue(db: Database, register: str, least: Strength = "medium", progress: Progress = NO_PROGRESS) -> Queue:
    """The suspected pairs of people or organisations that nobody has decided about, from ``least`` on."""
    apart = decided(db, register)
    found = [each for each in _suspicions(db, register, progress) if each.key not in apart]
    ranks = list(STRENGTHS)
    shown = [each for each in found if ranks.index(each.strength) <= ranks.index(least)]
    known = sides(db, register, {record for each in shown for record in each.key})
    pairs = [
        Pair(known[each.first], known[each.second], each.strength, each.reasons)
        for each in shown if each.first in known and each.second in known
    ]  # fmt: skip
    pairs.sort(key=lambda pair: (ranks.index(pair.strength), fold(pair.left.title), pair.key))
    return Queue(register, tuple(pairs), len(found) - len(shown), len(apart))


def decided(db: Database, register: str) -> frozenset[tuple[int, int]]:
    """Pairs that are no duplicates, smaller id first."""
    found = scan(db, DUPLICATE_DECISIONS, _LINKS[register])
    return frozenset(_ordered(*pair) for _, pair in found if None not in pair)


def decide_apart(db: Database, register: str, pairs: Iterable[tuple[int, int]], on: date) -> int:
    """Remembers that the records of each pair are different, as one action; returns how many pairs are new."""
    new = sorted({_ordered(*pair) for pair in pairs} - decided(db, register))
    if not new:
        return 0
    names = " и ".join(f"«{query.title(db, register, each)}»" for each in new[0])
    what = names if len(new) == 1 else counted(len(new), "пара", "пары", "пар")
    rows = [{**dict(zip(_LINKS[register], pair, strict=True)), "decided_on": on} for pair in new]
    with db.change(f"Не дубль: {what}") as change:
        change.add_many(DUPLICATE_DECISIONS, rows)
    return len(new)


def _ordered(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _suspicions(db: Database, register: str, progress: Progress) -> list[Suspicion]:
    progress.step(0, None, "Поиск похожих записей")
    return similar_people(_people(db), progress) if register == "teachers" else similar_places(_places(db), progress)


def _people(db: Database) -> list[Person]:
    places: dict[int, set[int]] = {}
    for _, (teacher, organization) in scan(db, REGISTERS["employments"], ["teacher_id", "organization_id"]):
        places.setdefault(teacher, set()).add(organization)
    names = ["last_name", "first_name", "middle_name", "born_on", "snils", "former_last_names", "other_born_on"]
    return [
        Person.of(each, last, first, middle, born_on, snils, former, frozenset(places.get(each, ())), born_to)
        for each, (last, first, middle, born_on, snils, former, born_to) in scan(db, REGISTERS["teachers"], names)
    ]


def _places(db: Database) -> list[Place]:
    names = ["name", "short_name", "aliases", "inn", "settlement", "kind", "parent_id"]
    return [Place.of(each, *values) for each, values in scan(db, REGISTERS["organizations"], names)]


def sides(db: Database, register: str, ids: Iterable[int]) -> dict[int, Side]:
    """People or organisations with what tells each from others."""
    wanted = sorted(ids)
    spec = REGISTERS[register]
    notes = _work_places(db, wanted) if register == "teachers" else {}
    names = [name for name in _NOTED[register] if name in spec.by_name]
    found = {}
    for row in query.fetch(db, spec, wanted, [*spec.title_fields, *names]):
        count = len(spec.title_fields)
        title = " ".join(str(value) for value in row.values[:count] if value)
        own = [_noted(spec, name, value) for name, value in zip(names, row.values[count:], strict=True) if value]
        found[row.id] = Side(row.id, title, ", ".join([*own, *notes.get(row.id, ())]))
    return found


_NOTED: Mapping[str, tuple[str, ...]] = {
    "teachers": ("born_on", "former_last_names"), "organizations": ("settlement", "inn", "code"),
}  # fmt: skip


def _noted(spec: RegisterSpec, name: str, value: Any) -> str:
    text = spec.by_name[name].kind.format(value)
    words = {"born_on": "{} г. р.", "former_last_names": "прежде {}", "inn": "ИНН {}", "code": "код {}"}
    return words.get(name, "{}").format(text)


def _work_places(db: Database, ids: list[int]) -> dict[int, list[str]]:
    """The titles of the organisations where people work or worked."""
    found: dict[int, list[str]] = {}
    where = query.Query("employments", where=Test("teacher_id", "in", ids))
    for row in query.rows(db, where, ["teacher_id", "organization_id"]) if ids else ():
        places = found.setdefault(row.values[0].id, [])
        if str(row.values[1]) not in places:
            places.append(str(row.values[1]))
    return found
