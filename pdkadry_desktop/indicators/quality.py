"""How far a figure may be trusted: organisations that sent nothing, flags nobody filled, the facts that decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from ..core.conditions import All, AnyOf, Condition, Has, Named, Not, Test, every, on_the_row, walk
from ..core.dates import Period
from ..core.kinds import Bool
from ..core.text import counted
from ..registers import REGISTERS
from ..storage.conditions import compile_condition, link_field, own_link
from ..storage.database import Database
from ..storage.declare import table_of
from .compile import outside_values, parameters
from .compute import Result
from .definition import Counting, Definition

_STAFF = "employments"
_ORGANIZATIONS, _JOBS = table_of("organizations"), table_of(_STAFF)


# -- completeness ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reporting:
    """The monitored organisations of a day with their types, and those of them that have any staff at all."""

    kinds: Mapping[int, str]
    with_staff: frozenset[int]


@dataclass(frozen=True)
class Completeness:
    """Of which organisations the figure knows something: «по 36 из 40 организаций»."""

    expected: frozenset[int]
    silent: frozenset[int]

    def words(self) -> str:
        return f"по {len(self.expected) - len(self.silent)} из {len(self.expected)} организаций"


def reporting(db: Database, period: Period) -> Reporting:
    """Read once for all figures of a day."""
    table, end = _ORGANIZATIONS, period.end
    statement = select(table.c.id, table.c.kind).where(
        table.c.is_monitored.is_not(False),
        table.c.starts_on.is_(None) | (table.c.starts_on <= end), table.c.ends_on.is_(None) | (table.c.ends_on >= end),
    )  # fmt: skip
    kinds = {row[0]: row[1] for row in db.connection.execute(statement)}
    staffed = set(db.connection.scalars(select(_JOBS.c.organization_id).distinct()))
    return Reporting(kinds, frozenset(staffed & kinds.keys()))


def completeness(result: Result, known: Reporting) -> Completeness | None:
    """None where an organisation without rows says nothing: of facts outside the staff nobody knows if they lack.

    Indicators over jobs need the staff of the organisation; of indicators entered by hand, a value of it.
    """
    if result.closed is not None:
        return None
    counting = result.definition.counting if result.definition else None
    if counting is None or counting.kind == "manual":
        given = {each.organization for each in result.entered if each.organization is not None}
        expected = frozenset(known.kinds)
        return Completeness(expected, expected - given) if given else None
    if not counting.parts or any(part.register != _STAFF for part in counting.parts):
        return None
    wanted = kinds_asked(counting)
    expected = frozenset(each for each, kind in known.kinds.items() if not wanted or kind in wanted)
    filled = frozenset(result.places) if result.places else frozenset()
    return Completeness(expected, expected - known.with_staff - filled) if expected else None


def kinds_asked(counting: Counting) -> frozenset[str]:
    """Types of organisations that the base asks for; none: all."""
    found: set[str] = set()
    for part in counting.parts:
        for node in on_the_row(part.base):
            if isinstance(node, Test) and node.path.split(".")[-1] in ("stage", "kind") and node.op in ("eq", "in"):
                found.update(node.value if isinstance(node.value, tuple) else (node.value,))
    return frozenset(found)


# -- flags -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EmptyFlag:
    """A flag the definition asks for, and the rows that fit otherwise where nobody filled it."""

    register: str
    label: str
    ids: frozenset[int]

    def words(self) -> str:
        """«признак «ЦНППМ» не заполнен: 1 243 курса»."""
        count = counted(len(self.ids), *REGISTERS[self.register].forms_of_count)
        return f"признак «{self.label}» не заполнен: {count}"


def empty_flags(db: Database, definition: Definition, period: Period) -> list[EmptyFlag]:
    """Flags with an empty value among the rows that fit otherwise, an inherited value counted as filled."""
    own = definition.period(period)
    found = []
    for register, name, condition in dict.fromkeys(_flag_questions(definition.counting)):
        ids = _ids(db, register, condition, own)
        if ids:
            found.append(EmptyFlag(register, REGISTERS[register].by_name[name].label, frozenset(ids)))
    return found


def _flag_questions(counting: Counting) -> Iterator[tuple[str, str, Condition]]:
    """(register, flag, rows that fit otherwise and have it empty)."""
    for register, where in _rows_asked(counting):
        for name in dict.fromkeys(_flags(register, where)):
            yield register, name, All((Test(name, "empty"), _without(where, name)))


def _rows_asked(counting: Counting) -> Iterator[tuple[str, Condition]]:
    for part in counting.parts:
        row = every([part.base, part.numerator])
        if row is not None:
            yield part.register, row
        for condition in (part.base, part.numerator):
            for node in walk(condition):
                if isinstance(node, Has) and node.where is not None:
                    yield node.register, node.where


def _flags(register: str, where: Condition) -> Iterator[str]:
    spec = REGISTERS[register]
    for node in on_the_row(where):
        if isinstance(node, Test) and (node.op, node.value) == ("eq", True) and node.path in spec.by_name:
            kind = spec.by_name[node.path].kind
            if isinstance(kind, Bool) and kind.empty_means is None:
                yield node.path


def _without(condition: Condition, flag: str) -> Condition:
    """The condition with every question about the flag answered by «nothing is known of it»."""
    match condition:
        case Test(path=path) if path == flag:
            return Test(flag, "empty")
        case Named(_, AnyOf((Test(path=path), All((Test(path=again), other))))) if path == again == flag:
            return Not(other) if isinstance(other, Test) and other.op == "in" else _source_empty(other)
        case All(parts):
            return All(tuple(_without(each, flag) for each in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_without(each, flag) for each in parts))
        case Named(_, part):
            return _without(part, flag)
    return condition


def _source_empty(other: Condition) -> Condition:
    return replace(other, op="empty", value=None) if isinstance(other, Test) else other


# -- facts -----------------------------------------------------------------------------------------------------------


def facts(db: Database, definition: Definition, period: Period) -> dict[str, dict[int, set[int]]]:
    """Register → member → the facts by which it may stand in the numerator; only where facts are linked to members."""
    own = definition.period(period)
    found: dict[str, dict[int, set[int]]] = {}
    for part in definition.counting.parts:
        spec = REGISTERS[part.register]
        for node in _asked(every([part.numerator]) or part.base):
            other = REGISTERS[node.register]
            through = link_field(other, node.via)
            if part.counts != (own_link(spec, through.link or ""),):
                continue
            table = table_of(other)
            statement = select(table.c[through.name], table.c.id)
            if node.where is not None:
                statement = statement.where(compile_condition(other, node.where))
            members = found.setdefault(node.register, {})
            for member, fact in db.connection.execute(statement, _values(db, node.where, own)):
                if member is not None:
                    members.setdefault(member, set()).add(fact)
    return found


def _asked(condition: Condition | None) -> Iterator[Has]:
    """The facts asked for, those that must not be there left out."""
    match condition:
        case Has():
            yield condition
        case All(parts) | AnyOf(parts):
            for each in parts:
                yield from _asked(each)
        case Named(_, part):
            yield from _asked(part)


def _ids(db: Database, register: str, condition: Condition, period: Period) -> list[int]:
    table = table_of(register)
    statement = select(table.c.id).where(compile_condition(REGISTERS[register], condition))
    return list(db.connection.scalars(statement, _values(db, condition, period)))


def _values(db: Database, condition: Condition | None, period: Period) -> Mapping[str, Any]:
    return parameters(db, period, *outside_values([condition]))
