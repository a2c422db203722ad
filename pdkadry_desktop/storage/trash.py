"""Deleted records, read from the journal: what they were, who deleted them with what, and how they come back.

A record is in the trash when a deletion that still stands removed it and it is not in the base now. What an undo took
away (a record added by mistake, an import) is not deleted but undone and does not stand here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ..core.errors import ChangeRefused
from ..core.register import RegisterSpec
from ..core.text import counted, fold
from .change import Change, current_rows, decode
from .database import Database
from .declare import REGISTERS, derived, table_of, title_of
from .journal_tables import JournalEntry, JournalLine

_ENTRIES = JournalEntry.__table__
_LINES = JournalLine.__table__
_CHUNK = 500
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


@dataclass(frozen=True, slots=True)
class _Line:
    entry_id: int
    entry_title: str
    made_at: str
    register: str
    id: int
    before: dict[str, Any]


def deleted(db: Database, search: str = "", limit: int = 5000) -> list[Deleted]:
    """Deleted records, the newest first. ``search``: words of the title, the links, the register or the action."""
    lines = _standing(db)
    titles = _Titles(db, lines)
    together: dict[int, int] = {}
    for line in lines.values():
        together[line.entry_id] = together.get(line.entry_id, 0) + 1
    words = fold(search).split()
    found = []
    for line in lines.values():
        spec = REGISTERS[line.register]
        values = decode(spec, line.before)
        title = titles.own(spec, values)
        belongs = ", ".join(dict.fromkeys(text for text in titles.linked(spec, values) if text))
        text = fold(f"{title} {belongs} {spec.title} {line.entry_title}")
        if all(word in text for word in words):
            found.append(Deleted(
                line.register, line.id, title or spec.singular, belongs, line.entry_id, line.entry_title, line.made_at,
                together[line.entry_id] - 1,
            ))  # fmt: skip
            if len(found) == limit:
                break
    return found


def needed_with(db: Database, keys: Iterable[Key]) -> list[Key]:
    """Deleted records that the given ones point to, and those these point to: they must come back with them."""
    lines = _standing(db)
    wanted = list(dict.fromkeys(key for key in keys if key in lines))
    known = set(wanted)
    found: list[Key] = []
    waiting = list(wanted)
    while waiting:
        register, each = waiting.pop()
        spec = REGISTERS[register]
        values = decode(spec, lines[register, each].before)
        for field in spec.links:
            target = (field.link or "", values.get(field.name) or 0)
            if target in lines and target not in known:
                known.add(target)
                found.append(target)
                waiting.append(target)
    return found


def restore(db: Database, keys: Sequence[Key], *, with_needed: bool = False) -> int:
    """Brings records back as they were, with the links to them that their deletion emptied; returns how many.

    One new undoable action. ChangeRefused says in words what prevents it: a record they point to is deleted too
    (``with_needed`` brings it back as well) or gone for good, a code is taken by now.
    """
    lines = _standing(db)
    missing = [key for key in keys if key not in lines]
    if missing:
        raise ChangeRefused("Этих записей в корзине уже нет.", "Обновите список (F5).")
    chosen = list(dict.fromkeys([*keys, *(needed_with(db, keys) if with_needed else ())]))
    if not chosen:
        return 0
    titles = _Titles(db, lines)
    rows: dict[str, dict[int, dict[str, Any]]] = {}
    for register, each in chosen:
        rows.setdefault(register, {})[each] = decode(REGISTERS[register], lines[register, each].before)
    obstacles = list(dict.fromkeys(_obstacles(db, rows, lines, titles)))
    if obstacles:
        more = f" и ещё {len(obstacles) - _SHOWN}" if len(obstacles) > _SHOWN else ""
        raise ChangeRefused(
            f"Восстановить нельзя: {'; '.join(obstacles[:_SHOWN])}{more}.",
            "Восстановите связанные записи вместе с этими или измените то, что мешает.",
        )
    register, each = chosen[0]
    spec = REGISTERS[register]
    title = titles.own(spec, rows[register][each])
    alone = f"{spec.singular} «{title}»" if title else spec.singular
    what = alone if len(chosen) == 1 else counted(len(chosen), "запись", "записи", "записей")
    with db.change(f"Восстановлено из корзины: {what}") as change:
        for key, own in rows.items():
            ids = sorted(own)
            change.add_many(REGISTERS[key], [own[one] for one in ids], ids)
        _link_again(change, rows, {lines[key].entry_id for key in chosen})
    return len(chosen)


def _standing(db: Database) -> dict[Key, _Line]:
    """The last standing deletion of every record that is not in the base, the newest first."""
    statement = (
        select(
            _LINES.c.entry_id, _ENTRIES.c.title, _ENTRIES.c.made_at, _LINES.c.register, _LINES.c.first_id,
            _LINES.c.before,
        )
        .join(_ENTRIES, _ENTRIES.c.id == _LINES.c.entry_id)
        .where(_LINES.c.action == "removed", _ENTRIES.c.is_live, _ENTRIES.c.kind.not_in(("undo", "merge")))
        .order_by(_LINES.c.id.desc())
    )  # fmt: skip
    found: dict[Key, _Line] = {}
    for row in db.connection.execute(statement):
        line = _Line(row[0], row[1], row[2], row[3], row[4], row[5] or {})
        if line.register in REGISTERS:
            found.setdefault((line.register, line.id), line)
    present = _present(db, found)
    return {key: line for key, line in found.items() if key not in present}


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


class _Titles:
    """What records are called, those in the base and those deleted."""

    def __init__(self, db: Database, lines: dict[Key, _Line]) -> None:
        self._lines = lines
        wanted: dict[str, set[int]] = {}
        for line in lines.values():
            for field in REGISTERS[line.register].links:
                if (each := line.before.get(field.name)) is not None:
                    wanted.setdefault(field.link or "", set()).add(each)
        self._known: dict[Key, str] = {}
        for register, ids in wanted.items():
            table, ordered = table_of(register), sorted(ids)
            for start in range(0, len(ordered), _CHUNK):
                part = select(table.c.id, table.c.title).where(table.c.id.in_(ordered[start : start + _CHUNK]))
                self._known.update(((register, each), title) for each, title in db.connection.execute(part))

    def own(self, spec: RegisterSpec, values: dict[str, Any]) -> str:
        if spec.derive:
            return str(derived(spec, {**dict.fromkeys(spec.by_name), **values})["title"])
        return title_of(spec, values)

    def of(self, key: Key) -> str:
        """«» for a record that is neither in the base nor in the trash."""
        if key in self._known:
            return self._known[key]
        line = self._lines.get(key)
        spec = REGISTERS[key[0]]
        return self.own(spec, decode(spec, line.before)) or spec.singular if line else ""

    def linked(self, spec: RegisterSpec, values: dict[str, Any]) -> list[str]:
        """The titles of what a record points to, in the order of its fields."""
        return [self.of((field.link or "", each)) for field in spec.links if (each := values.get(field.name))]


def _obstacles(
    db: Database, rows: dict[str, dict[int, dict[str, Any]]], lines: dict[Key, _Line], titles: _Titles
) -> Iterable[str]:
    coming = {(register, each) for register, own in rows.items() for each in own}
    for register, own in rows.items():
        spec = REGISTERS[register]
        pointed = {
            (field.link or "", values[field.name])
            for values in own.values() for field in spec.links if values.get(field.name)
        }  # fmt: skip
        present = _present(db, pointed - coming)
        for target in sorted(pointed - coming - present):
            other = REGISTERS[target[0]]
            if target in lines:
                yield f"{spec.singular}: связанная запись тоже удалена – {other.singular} «{titles.of(target)}»"
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
