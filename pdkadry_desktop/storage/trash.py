"""Deleted records, read from the journal: what they were, who deleted them with what, and how they come back.

A record is in the trash when a deletion that still stands removed it and it is not in the base now. What an undo took
away (a record added by mistake, an import) is not deleted but undone and does not stand here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select

from ..core.errors import ChangeRefused
from ..core.kinds import AnyRecord
from ..core.register import RegisterSpec
from ..core.text import counted, fold
from .change import Change, current_rows, decode
from .database import Database
from .declare import REGISTERS, derived, table_of, title_of
from .journal_tables import JournalEntry, JournalLine

_ENTRIES = JournalEntry.__table__
_LINES = JournalLine.__table__
_CHUNK = 500
_PORTION = 2000  # records of which titles are worked out at once
_SHOWN = 6  # reasons named in a refusal
Key = tuple[str, int]  # register, record id


@dataclass(frozen=True, slots=True)
class Deleted:
    """A deleted record: ``belongs``: what its links are called (the person, the organisation); ``together``: how many
    other records the same action deleted."""

    register: str
    id: int
    title: str
    belongs: str
    entry_id: int
    entry_title: str
    made_at: str
    together: int

    @property
    def key(self) -> Key:
        return self.register, self.id


class _Line(NamedTuple):
    id: int
    entry_id: int
    entry_title: str
    made_at: str


class _Trash:
    """The last standing deletion of every record that is not in the base, the newest first.

    What a record was is read from the journal only when it is asked for: a trash may be as large as the base.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        statement = (
            select(
                _LINES.c.register, _LINES.c.first_id, _LINES.c.id, _LINES.c.entry_id, _ENTRIES.c.title,
                _ENTRIES.c.made_at,
            )
            .join(_ENTRIES, _ENTRIES.c.id == _LINES.c.entry_id)
            .where(_LINES.c.action == "removed", _ENTRIES.c.is_live, _ENTRIES.c.kind.not_in(("undo", "merge")))
            .order_by(_LINES.c.id.desc())
        )  # fmt: skip
        found: dict[Key, _Line] = {}
        for register, each, *line in db.connection.execute(statement):
            if register in REGISTERS:
                found.setdefault((register, each), _Line(*line))
        present = _present(db, found)
        self.lines = {key: line for key, line in found.items() if key not in present}
        self._values: dict[Key, dict[str, Any]] = {}
        self._titles: dict[Key, str] = {}

    def load(self, keys: Iterable[Key]) -> None:
        """Reads what these records were and what their links are called."""
        wanted = {self.lines[key].id: key for key in keys if key in self.lines and key not in self._values}
        lines = sorted(wanted)
        for start in range(0, len(lines), _CHUNK):
            part = select(_LINES.c.id, _LINES.c.before).where(_LINES.c.id.in_(lines[start : start + _CHUNK]))
            for line, before in self._db.connection.execute(part):
                key = wanted[line]
                self._values[key] = decode(REGISTERS[key[0]], before or {})
        unnamed = {link for key in wanted.values() for link in self._links(key)} - self._titles.keys()
        by_register: dict[str, list[int]] = {}
        for register, each in unnamed:
            by_register.setdefault(register, []).append(each)
        for register, ids in by_register.items():
            table, ordered = table_of(register), sorted(ids)
            for start in range(0, len(ordered), _CHUNK):
                named = select(table.c.id, table.c.title).where(table.c.id.in_(ordered[start : start + _CHUNK]))
                self._titles.update(((register, each), title) for each, title in self._db.connection.execute(named))
        gone = [link for link in unnamed if link in self.lines and link not in self._values]
        if gone:
            self.load(gone)

    def values(self, key: Key) -> dict[str, Any]:
        """The fields of a deleted record."""
        if key not in self._values:
            self.load([key])
        return self._values[key]

    def title(self, key: Key) -> str:
        """What a record is called, in the base or deleted; «» for one that is neither."""
        if key in self._titles:
            return self._titles[key]
        if key not in self.lines:
            return ""
        spec, values = REGISTERS[key[0]], self.values(key)
        if spec.derive:
            return str(derived(spec, {**dict.fromkeys(spec.by_name), **values})["title"])
        return title_of(spec, values)

    def linked(self, key: Key) -> list[str]:
        """The titles of what a record points to, in the order of its fields."""
        return [self.title(link) for link in self._links(key)]

    def _links(self, key: Key) -> list[Key]:
        return pointed_by(REGISTERS[key[0]], self._values[key])

    def pointed(self, key: Key) -> list[Key]:
        """The records a deleted one points to."""
        self.values(key)
        return self._links(key)


def deleted(db: Database, search: str = "", limit: int = 5000) -> list[Deleted]:
    """Deleted records, the newest first. ``search``: words of the title, the links, the register or the action."""
    found_all = _Trash(db)
    together = Counter(line.entry_id for line in found_all.lines.values())
    words = fold(search).split()
    keys = list(found_all.lines)
    found: list[Deleted] = []
    for start in range(0, len(keys), _PORTION):
        portion = keys[start : start + _PORTION]
        found_all.load(portion)
        for key in portion:
            spec, line = REGISTERS[key[0]], found_all.lines[key]
            title = found_all.title(key)
            belongs = ", ".join(dict.fromkeys(text for text in found_all.linked(key) if text))
            text = fold(f"{title} {belongs} {spec.title} {line.entry_title}") if words else ""
            if all(word in text for word in words):
                found.append(Deleted(
                    *key, title or spec.singular, belongs, line.entry_id, line.entry_title, line.made_at,
                    together[line.entry_id] - 1,
                ))  # fmt: skip
        if len(found) >= limit:
            break
    return found[:limit]


def needed_with(db: Database, keys: Iterable[Key]) -> list[Key]:
    """Deleted records that the given ones point to, and those these point to: they must come back with them."""
    return _needed(_Trash(db), keys)


def _needed(trash: _Trash, keys: Iterable[Key]) -> list[Key]:
    waiting = [key for key in dict.fromkeys(keys) if key in trash.lines]
    known, found = set(waiting), []
    while waiting:
        trash.load(waiting)
        fresh = [link for key in waiting for link in trash.pointed(key) if link in trash.lines and link not in known]
        waiting = list(dict.fromkeys(fresh))
        known.update(waiting)
        found += waiting
    return found


def restore(db: Database, keys: Sequence[Key], *, with_needed: bool = False) -> int:
    """Brings records back as they were, with the links to them that their deletion emptied; returns how many.

    One new undoable action. ChangeRefused says in words what prevents it: a record they point to is deleted too
    (``with_needed`` brings it back as well) or gone for good, a code is taken by now.
    """
    trash = _Trash(db)
    if any(key not in trash.lines for key in keys):
        raise ChangeRefused("Этих записей в корзине уже нет.", "Обновите список (F5).")
    chosen = list(dict.fromkeys([*keys, *(_needed(trash, keys) if with_needed else ())]))
    if not chosen:
        return 0
    trash.load(chosen)
    rows: dict[str, dict[int, dict[str, Any]]] = {}
    for key in chosen:
        rows.setdefault(key[0], {})[key[1]] = trash.values(key)
    obstacles = list(dict.fromkeys(_obstacles(db, rows, trash)))
    if obstacles:
        more = f" и ещё {len(obstacles) - _SHOWN}" if len(obstacles) > _SHOWN else ""
        raise ChangeRefused(
            f"Восстановить нельзя: {'; '.join(obstacles[:_SHOWN])}{more}.",
            "Восстановите связанные записи вместе с этими или измените то, что мешает.",
        )
    spec, title = REGISTERS[chosen[0][0]], trash.title(chosen[0])
    alone = f"{spec.singular} «{title}»" if title else spec.singular
    what = alone if len(chosen) == 1 else counted(len(chosen), "запись", "записи", "записей")
    with db.change(f"Восстановлено из корзины: {what}") as change:
        for key, own in rows.items():
            ids = sorted(own)
            change.add_many(REGISTERS[key], [own[one] for one in ids], ids)
        _link_again(change, rows, {trash.lines[key].entry_id for key in chosen})
    return len(chosen)


def pointed_by(spec: RegisterSpec, values: Mapping[str, Any]) -> list[Key]:
    """The records a row points to: by its links, and by a number of a record in whatever register the row names."""
    found = [(field.link or "", each) for field in spec.links if (each := values.get(field.name))]
    for field in spec.fields:
        if isinstance(field.kind, AnyRecord):
            register, each = values.get(field.kind.register), values.get(field.name)
            if register in REGISTERS and each:
                found.append((register, each))
    return found


def _present(db: Database, keys: Iterable[Key]) -> set[Key]:
    """Which of the records are in the base."""
    wanted: dict[str, list[int]] = {}
    for register, each in keys:
        wanted.setdefault(register, []).append(each)
    found: set[Key] = set()
    for register, ids in wanted.items():
        table = table_of(register)
        for start in range(0, len(ids), _CHUNK):
            chunk = select(table.c.id).where(table.c.id.in_(ids[start : start + _CHUNK]))
            found.update((register, each) for each in db.connection.scalars(chunk))
    return found


def _obstacles(db: Database, rows: dict[str, dict[int, dict[str, Any]]], trash: _Trash) -> Iterable[str]:
    coming = {(register, each) for register, own in rows.items() for each in own}
    for register, own in rows.items():
        spec = REGISTERS[register]
        pointed = {target for values in own.values() for target in pointed_by(spec, values)}
        present = _present(db, pointed - coming)
        for target in sorted(pointed - coming - present):
            other = REGISTERS[target[0]]
            if target in trash.lines:
                yield f"{spec.singular}: связанная запись тоже удалена – {other.singular} «{trash.title(target)}»"
            else:
                yield f"{spec.singular}: связанной записи больше нет ({other.title})"
        for field in (field for field in spec.fields if field.unique):
            table = table_of(spec)
            for values in own.values():
                value = values.get(field.name)
                if value is None:
                    continue
                statement = select(table.c.title).where(table.c[field.name] == value)
                if (taken := db.connection.execute(statement).first()) is not None:
                    yield f"{field.label} {field.kind.format(value)} уже занят: {spec.singular} «{taken.title}»"


def _link_again(change: Change, rows: dict[str, dict[int, dict[str, Any]]], entries: set[int]) -> None:
    """Puts back the links to these records that their deletion emptied and that nobody filled since."""
    statement = select(_LINES.c.register, _LINES.c.first_id, _LINES.c.before, _LINES.c.after).where(
        _LINES.c.entry_id.in_(entries), _LINES.c.action == "changed"
    )
    for register, record, before, after in change.connection.execute(statement).all():
        spec = REGISTERS.get(register)
        if spec is None:
            continue
        now = current_rows(change.connection, spec, [record]).get(record)
        again = {
            field.name: before[field.name]
            for field in spec.links
            if now is not None and now[field.name] is None
            and (before or {}).get(field.name) in rows.get(field.link or "", {})
            and (after or {}).get(field.name) is None
        }  # fmt: skip
        if again:
            change.set(spec, record, again)
