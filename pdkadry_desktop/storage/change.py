"""One user action = one change = one transaction = one journal entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from ..core.errors import ChangeRefused
from ..core.kinds import AnyRecord, Date, MultiChoice, TextList
from ..core.register import FieldSpec, RegisterSpec
from .declare import REGISTERS, derived, table_of
from .journal_tables import Counter, JournalEntry, JournalLine

_CHUNK = 500  # ids in one IN list
_LINES = JournalLine.__table__
_ENTRIES = JournalEntry.__table__
_COUNTERS = Counter.__table__


def encode(values: Mapping[str, Any]) -> dict[str, Any]:
    """Field values as JSON keeps them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def decode(spec: RegisterSpec, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Field values back from JSON; fields that no longer exist are left out."""
    return {name: _decoded(spec.by_name[name], value) for name, value in stored.items() if name in spec.by_name}


def _decoded(field: FieldSpec, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field.kind, Date):
        return date.fromisoformat(value)
    if isinstance(field.kind, MultiChoice | TextList):
        return tuple(value)
    return value


Written = tuple[int, Mapping[str, Any] | None, Mapping[str, Any] | None]  # record id, its fields before and after


class Guard(Protocol):
    """Watches what a change writes; ``finish`` raises a UserError when it must not be written like that."""

    def wrote(self, spec: RegisterSpec, rows: Iterable[Written]) -> None:
        """Records of one register; ``before`` None: added, ``after`` None: removed."""

    def finish(self) -> None:
        """Called before the commit."""


GuardMaker = Callable[[Connection], Guard | None]  # None: nothing is to be watched in this base


class Change:
    """Writes records inside an open transaction and notes every step; made by ``Database.change`` only."""

    def __init__(self, connection: Connection, entry_id: int, guards: Sequence[Guard] = ()) -> None:
        self._guards = guards
        self._connection = connection
        self.entry_id = entry_id
        self.touched: set[str] = set()
        self.rows = 0
        self._next_id: int | None = None

    @property
    def connection(self) -> Connection:
        """For reading inside the transaction."""
        return self._connection

    # -- writing -------------------------------------------------------------------------------------------------

    def add(self, spec: RegisterSpec, values: Mapping[str, Any]) -> int:
        """Adds one record; returns its id."""
        return self.add_many(spec, [values])[0]

    def add_many(
        self, spec: RegisterSpec, rows: Sequence[Mapping[str, Any]], ids: Sequence[int] | None = None
    ) -> list[int]:
        """Adds records in one statement. ``ids``: reserved ones, or to bring removed records back."""
        if not rows:
            return []
        given = list(ids) if ids is not None else self._take_ids(len(rows))
        empty = dict.fromkeys(spec.by_name)
        prepared = [
            {**empty, **values, **derived(spec, values), "id": each} for each, values in zip(given, rows, strict=True)
        ]
        self._connection.execute(insert(table_of(spec)), prepared)
        lines = [self._line(spec, "added", first, last, None, None) for first, last in _runs(given)]
        self._note(spec, lines, len(given))
        self._watch(spec, ((row["id"], None, row) for row in prepared))
        return given

    def reserve(self, count: int) -> list[int]:
        """Ids for records that are added later in this change and refer to each other."""
        return self._take_ids(count)

    def set(self, spec: RegisterSpec, record_id: int, values: Mapping[str, Any]) -> bool:
        """Sets the given fields of one record; False when nothing differs."""
        return self.set_many(spec, [(record_id, values)]) == 1

    def set_many(
        self, spec: RegisterSpec, rows: Iterable[tuple[int, Mapping[str, Any]]], *, remembers: bool = True
    ) -> int:
        """Sets fields of many records; returns how many really changed. A record given twice gets both.

        ``remembers``: what the register keeps of the values that go is kept (undo brings back what was, no more).
        """
        wanted: dict[int, dict[str, Any]] = {}
        for record_id, values in rows:
            wanted.setdefault(record_id, {}).update(values)
        current = self.current(spec, list(wanted))
        if missing := wanted.keys() - current.keys():
            raise ChangeRefused(
                f"{spec.singular}: запись уже удалена ({len(missing)}).", "Обновите список и повторите действие."
            )
        lines: list[dict[str, Any]] = []
        updates: list[dict[str, Any]] = []
        for record_id, values in wanted.items():
            old = current[record_id]
            differing = {name: value for name, value in values.items() if old[name] != value}
            if not differing:
                continue
            if remembers and spec.remember is not None:
                differing |= spec.remember(old, {**old, **differing})
            before = encode({name: old[name] for name in differing})
            lines.append(self._line(spec, "changed", record_id, record_id, before, encode(differing)))
            merged = {**old, **differing}
            updates.append({**merged, **derived(spec, merged), "_id": record_id})
        if updates:
            table = table_of(spec)
            names: dict[str, Any] = {name: bindparam(name) for name in updates[0] if name != "_id"}
            self._connection.execute(update(table).where(table.c.id == bindparam("_id")).values(names), updates)
            self._note(spec, lines, len(updates))
            self._watch(spec, ((each["_id"], current[each["_id"]], each) for each in updates))
        return len(updates)

    def remove(self, spec: RegisterSpec, ids: Sequence[int]) -> None:
        """Removes records; ChangeRefused when another record still refers to one of them."""
        current = self.current(spec, ids)
        table = table_of(spec)
        for chunk in _chunks(ids):
            self._connection.execute(delete(table).where(table.c.id.in_(chunk)))
        lines = [self._line(spec, "removed", each, each, encode(values), None) for each, values in current.items()]
        self._note(spec, lines, len(lines))
        self._watch(spec, ((each, values, None) for each, values in current.items()))

    def referring(self, spec: RegisterSpec, ids: Sequence[int]) -> list[tuple[RegisterSpec, FieldSpec, list[int]]]:
        """Which records refer to the given ones: register, link, ids of the referring records."""
        return referring(self._connection, spec, ids)

    # -- reading -------------------------------------------------------------------------------------------------

    def current(self, spec: RegisterSpec, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        """Declared fields of the records that exist, by id."""
        return current_rows(self._connection, spec, ids)

    # -- internal ------------------------------------------------------------------------------------------------

    def _take_ids(self, count: int) -> list[int]:
        if self._next_id is None:
            self._next_id = self._connection.scalar(select(_COUNTERS.c.value).where(_COUNTERS.c.name == "next_id")) or 1
        first = self._next_id
        self._next_id += count
        return list(range(first, self._next_id))

    def _line(self, spec: RegisterSpec, action: str, first: int, last: int, before: Any, after: Any) -> dict[str, Any]:
        return {
            "entry_id": self.entry_id, "register": spec.key, "action": action, "first_id": first, "last_id": last,
            "before": before, "after": after,
        }  # fmt: skip

    def _note(self, spec: RegisterSpec, lines: list[dict[str, Any]], rows: int) -> None:
        if not lines:
            return
        self._connection.execute(insert(_LINES), lines)
        self.rows += rows
        self.touched.add(spec.key)

    def _watch(self, spec: RegisterSpec, rows: Iterable[Written]) -> None:
        if self._guards:
            written = list(rows)
            for guard in self._guards:
                guard.wrote(spec, written)

    def finish(self) -> None:
        """Asks the guards and writes what is known only at the end; called by Database before the commit."""
        for guard in self._guards:
            guard.finish()
        if self._next_id is not None:
            self._connection.execute(update(_COUNTERS).where(_COUNTERS.c.name == "next_id").values(value=self._next_id))
        self._connection.execute(update(_ENTRIES).where(_ENTRIES.c.id == self.entry_id).values(rows=self.rows))


def current_rows(connection: Connection, spec: RegisterSpec, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Declared fields of the records that exist, by id, as they are written."""
    table = table_of(spec)
    names = list(spec.by_name)
    statement = select(table.c.id, *(table.c[name] for name in names))
    found: dict[int, dict[str, Any]] = {}
    for chunk in _chunks(ids):
        for record_id, *values in connection.execute(statement.where(table.c.id.in_(chunk))):
            found[record_id] = dict(zip(names, values, strict=True))
    return found


def referring(
    connection: Connection, spec: RegisterSpec, ids: Sequence[int]
) -> list[tuple[RegisterSpec, FieldSpec, list[int]]]:
    """Which records refer to the given ones: register, link, ids of the referring records."""
    found = []
    for other in REGISTERS.values():
        table = table_of(other)
        for through in (field for field in other.links if field.link == spec.key):
            hits: list[int] = []
            for condition in _among(table.c[through.name], ids):
                hits += connection.scalars(select(table.c.id).where(condition)).all()
            if hits:
                found.append((other, through, hits))
        for field in other.fields:
            if isinstance(field.kind, AnyRecord):
                named = table.c[field.kind.register] == spec.key
                hits = []
                for condition in _among(table.c[field.name], ids):
                    hits += connection.scalars(select(table.c.id).where(named, condition)).all()
                if hits:
                    found.append((other, field, hits))
    return found


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _among(column: ColumnElement[int], ids: Iterable[int]) -> Iterable[ColumnElement[bool]]:
    """Conditions of which one holds for each of the ids: a range per long run, lists for the rest."""
    rest: list[int] = []
    for first, last in _runs(sorted(ids)):
        if last - first < _CHUNK:
            rest.extend(range(first, last + 1))
        else:
            yield column.between(first, last)
    for chunk in _chunks(rest):
        yield column.in_(chunk)


def _runs(ids: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Consecutive ids as (first, last): [3, 4, 5, 9] → (3, 5), (9, 9)."""
    if not ids:
        return
    first = last = ids[0]
    for each in ids[1:]:
        if each == last + 1:
            last = each
            continue
        yield first, last
        first = last = each
    yield first, last
