"""Deleting a record together with what refers to it: what would become of whom, shown before and done in one action.

A record whose required link would be lost goes too; an optional link is only cleared – unless the record could not
stand without it by its own rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ..core.register import FieldSpec, RegisterSpec
from ..core.text import counted
from . import query
from .change import current_rows, referring
from .database import Database
from .declare import REGISTERS


@dataclass(frozen=True, slots=True)
class Touched:
    """Records of one register that refer to what is deleted, by one link."""

    spec: RegisterSpec
    field: FieldSpec
    ids: frozenset[int]

    def words(self) -> str:
        """«Курсы – 12 (Педагог)»."""
        return f"{self.spec.title}\u00a0– {len(self.ids)} ({self.field.label})"


@dataclass(frozen=True, slots=True)
class Deletion:
    """What deleting would do. ``direct``: who refers to the records themselves; ``removed``: dependent records that
    would go with them, by register; ``cleared``: links that would be emptied."""

    spec: RegisterSpec
    ids: tuple[int, ...]
    title: str
    direct: tuple[Touched, ...]
    removed: dict[str, tuple[int, ...]]
    cleared: tuple[Touched, ...]

    def words(self) -> str:
        """What would happen to the others, by counts."""
        gone = ", ".join(f"{REGISTERS[key].title}\u00a0– {len(ids)}" for key, ids in self.removed.items())
        emptied = ", ".join(each.words() for each in self.cleared)
        parts = [f"Будут удалены: {gone}." if gone else "", f"Останутся, но очистится поле: {emptied}." * bool(emptied)]
        return " ".join(part for part in parts if part)

    @property
    def removed_count(self) -> int:
        return sum(map(len, self.removed.values()))


def preview(db: Database, spec: RegisterSpec, ids: Sequence[int]) -> Deletion:
    """What deleting these records with their dependents would do; nothing is written."""
    present = list(current_rows(db.connection, spec, ids))
    return _planned(db.connection, spec, present, _name(db, spec, present))


def delete_with_dependents(db: Database, spec: RegisterSpec, ids: Sequence[int]) -> Deletion:
    """Deletes the records and their dependents in one undoable action; returns what was done."""
    made = preview(db, spec, ids)
    if not made.ids:
        return made
    more = f" и связанные записи\u00a0– {made.removed_count}" if made.removed_count else ""
    with db.change(f"Удалено: {made.title}{more}") as change:
        emptied: dict[str, dict[int, dict[str, None]]] = {}
        for each in made.cleared:
            for record in each.ids:
                emptied.setdefault(each.spec.key, {}).setdefault(record, {})[each.field.name] = None
        for key, rows in emptied.items():
            change.set_many(REGISTERS[key], rows.items())
        for key, gone in made.removed.items():
            change.remove(REGISTERS[key], gone)
        change.remove(spec, made.ids)
    return made


def _name(db: Database, spec: RegisterSpec, ids: Sequence[int]) -> str:
    title = query.title(db, spec.key, ids[0]) if len(ids) == 1 else ""
    if title:
        return f"{spec.singular} «{title}»"
    return spec.singular if len(ids) == 1 else f"{spec.title}, {counted(len(ids), *spec.forms_of_count)}"


def _planned(connection: Connection, spec: RegisterSpec, ids: Sequence[int], title: str) -> Deletion:
    doomed: dict[str, set[int]] = {spec.key: set(ids)}
    emptied: dict[tuple[str, str], set[int]] = {}
    own = {spec.key: set(ids)}
    direct = tuple(
        Touched(other, field, frozenset(rest))
        for other, field, hits in referring(connection, spec, ids)
        if (rest := set(hits) - own.get(other.key, set()))
    )
    waiting = [(spec, list(ids))]
    while waiting:
        target, gone = waiting.pop()
        fresh: dict[str, set[int]] = {}
        for other, field, hits in referring(connection, target, gone):
            if field.required:
                fresh.setdefault(other.key, set()).update(hits)
            else:
                emptied.setdefault((other.key, field.name), set()).update(hits)
        for key, unable in _unable(connection, emptied, doomed).items():
            fresh.setdefault(key, set()).update(unable)
        for key, met in fresh.items():
            new = met - doomed.setdefault(key, set())
            doomed[key] |= new
            if new:
                waiting.append((REGISTERS[key], sorted(new)))
    cleared = tuple(
        Touched(REGISTERS[key], REGISTERS[key].by_name[name], frozenset(left))
        for (key, name), hits in emptied.items()
        if (left := hits - doomed.get(key, set()))
    )
    doomed[spec.key] -= set(ids)
    removed = {key: tuple(sorted(doomed[key])) for key in REGISTERS if doomed.get(key)}
    return Deletion(spec, tuple(ids), title, direct, removed, cleared)


def _unable(
    connection: Connection, emptied: dict[tuple[str, str], set[int]], doomed: dict[str, set[int]]
) -> dict[str, set[int]]:
    """Records that would break a rule of theirs with the links emptied, though they kept it before."""
    lost: dict[str, dict[int, dict[str, None]]] = {}
    for (key, name), hits in emptied.items():
        for record in hits - doomed.get(key, set()):
            lost.setdefault(key, {}).setdefault(record, {})[name] = None
    found: dict[str, set[int]] = {}
    for key, rows in lost.items():
        spec = REGISTERS[key]
        for record, values in current_rows(connection, spec, list(rows)).items():
            if _errors(spec, {**values, **rows[record]}) - _errors(spec, values):
                found.setdefault(key, set()).add(record)
    return found


def _errors(spec: RegisterSpec, values: dict[str, object]) -> set[str]:
    return {each.message for each in spec.problems(values) if each.severity == "error"}
