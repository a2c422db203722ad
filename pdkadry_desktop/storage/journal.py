"""The journal: history, undo and redo of any entry, and what blocks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Row, and_, select, update

from ..core.errors import ChangeRefused
from ..core.kinds import AnyRecord
from .change import Change, decode
from .database import Database
from .declare import REGISTERS
from .journal_tables import JournalEntry, JournalLine

_ENTRIES = JournalEntry.__table__
_LINES = JournalLine.__table__
_SHOWN_BLOCKERS = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A journal entry as shown: ``made_at`` ISO local time, ``rows`` records touched, ``reason`` when one was asked."""

    id: int
    title: str
    kind: str
    made_at: str
    rows: int
    is_live: bool
    undoes: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step in the life of a record: the entry, what was done, field → (old, new)."""

    entry: Entry
    action: str
    changes: dict[str, tuple[Any, Any]]


def entries(db: Database, limit: int = 200) -> list[Entry]:
    """The newest entries first."""
    return [_entry(row) for row in db.connection.execute(_select_entries().order_by(_ENTRIES.c.id.desc()).limit(limit))]


def entry(db: Database, entry_id: int) -> Entry:
    """ChangeRefused when there is no such entry."""
    row = db.connection.execute(_select_entries().where(_ENTRIES.c.id == entry_id)).first()
    if row is None:
        raise ChangeRefused(f"Записи № {entry_id} в журнале нет.", "Посмотрите номера в журнале действий.")
    return _entry(row)


def last_undoable(db: Database) -> Entry | None:
    """The newest action whose effect stands."""
    statement = _select_entries().where(_ENTRIES.c.is_live).order_by(_ENTRIES.c.id.desc()).limit(1)
    row = db.connection.execute(statement).first()
    return _entry(row) if row else None


def last_redoable(db: Database) -> Entry | None:
    """The newest undo with nothing live after it."""
    row = db.connection.execute(_select_entries().order_by(_ENTRIES.c.id.desc()).limit(1)).first()
    while row is not None:
        if row.is_live:
            return None
        if row.kind == "undo" and not _is_redone(db, row.id):
            return _entry(row)
        row = db.connection.execute(
            _select_entries().where(_ENTRIES.c.id < row.id).order_by(_ENTRIES.c.id.desc()).limit(1)
        ).first()
    return None


def _is_redone(db: Database, undo_id: int) -> bool:
    return db.connection.scalar(select(_ENTRIES.c.id).where(_ENTRIES.c.undoes == undo_id)) is not None


def history(db: Database, register: str, record_id: int) -> list[HistoryLine]:
    """Everything that happened to a record, the newest first."""
    spec = REGISTERS[register]
    statement = (
        select(_LINES, *_select_entries().selected_columns)
        .join(_ENTRIES, _ENTRIES.c.id == _LINES.c.entry_id)
        .where(_LINES.c.first_id <= record_id, _LINES.c.last_id >= record_id, _LINES.c.register == register)
        .order_by(_LINES.c.id.desc())
    )
    found = []
    for row in db.connection.execute(statement):
        before, after = decode(spec, row.before or {}), decode(spec, row.after or {})
        changes = {name: (before.get(name), after.get(name)) for name in {**before, **after}}
        shown = Entry(row[8], row[9], row[10], row[11], row[12], row[13], row[14], row[15] or "")
        found.append(HistoryLine(shown, row.action, changes))
    return found


def blockers(db: Database, entry_id: int) -> list[Entry]:
    """Later actions that touched the same fields or records and must be undone first."""
    mine, theirs = _LINES.alias("mine"), _LINES.alias("theirs")
    overlap = and_(
        mine.c.register == theirs.c.register, theirs.c.first_id <= mine.c.last_id, theirs.c.last_id >= mine.c.first_id
    )
    later = (
        select(mine.c.action, mine.c.after, theirs.c.action, theirs.c.after, theirs.c.entry_id)
        .join(theirs, overlap)
        .join(_ENTRIES, _ENTRIES.c.id == theirs.c.entry_id)
        .where(mine.c.entry_id == entry_id, theirs.c.entry_id > entry_id, _ENTRIES.c.is_live)
    )
    blocking = set()
    for my_action, my_after, their_action, their_after, their_id in db.connection.execute(later):
        both_changed = my_action == their_action == "changed"
        if both_changed and not (my_after or {}).keys() & (their_after or {}).keys():
            continue
        blocking.add(their_id)
    return [entry(db, each) for each in sorted(blocking)]


def undo(db: Database, entry_id: int | None = None) -> Entry:
    """Undoes the last action, or the given one; ChangeRefused lists what blocks it."""
    target = entry(db, entry_id) if entry_id is not None else last_undoable(db)
    if target is None:
        raise ChangeRefused("Отменять нечего: журнал действий пуст.", "")
    if not target.is_live:
        raise ChangeRefused(f"Действие № {target.id} «{target.title}» уже отменено.", "")
    _refuse_blocked(db, target)
    with db.change(f"Отменено: {target.title}", kind="undo", undoes=target.id) as change:
        _reverse(change, target)
        _set_live(change.connection, {target.id: False, change.entry_id: False})
        made = change.entry_id
    return entry(db, made)


def redo(db: Database) -> Entry:
    """Does again what the last undo took back."""
    taken_back = last_redoable(db)
    if taken_back is None:
        raise ChangeRefused("Повторять нечего.", "")
    _refuse_blocked(db, taken_back)
    original = entry(db, cast(int, taken_back.undoes))
    with db.change(f"Повторено: {original.title}", kind="redo", undoes=taken_back.id) as change:
        _reverse(change, taken_back)
        _set_live(change.connection, {original.id: True, change.entry_id: False})
        made = change.entry_id
    return entry(db, made)


def _refuse_blocked(db: Database, target: Entry) -> None:
    if blocking := blockers(db, target.id):
        listed = "; ".join(f"№ {each.id} «{each.title}»" for each in blocking[:_SHOWN_BLOCKERS])
        more = f" и ещё {len(blocking) - _SHOWN_BLOCKERS}" if len(blocking) > _SHOWN_BLOCKERS else ""
        raise ChangeRefused(
            f"Действие № {target.id} «{target.title}» нельзя отменить: мешают более поздние – {listed}{more}.",
            "Сначала отмените их.",
        )


def _reverse(change: Change, target: Entry) -> None:
    lines = change.connection.execute(
        select(_LINES).where(_LINES.c.entry_id == target.id).order_by(_LINES.c.id.desc())
    ).all()
    removed: dict[str, list[int]] = {}
    needed: dict[str, set[int]] = {}
    for register, action, group in _grouped(lines):
        spec = REGISTERS[register]
        if action == "added":
            ids = [each for line in group for each in range(line.first_id, line.last_id + 1)]
            change.remove(spec, ids)
            removed.setdefault(register, []).extend(ids)
            continue
        rows = [(line.first_id, decode(spec, line.before)) for line in group]
        for field in spec.links:
            wanted = needed.setdefault(field.link or "", set())
            wanted.update(values[field.name] for _, values in rows if values.get(field.name) is not None)
        for field in spec.fields:
            if isinstance(field.kind, AnyRecord):
                _want_any_record(field.name, field.kind, rows, needed)
        if action == "removed":
            rows.sort(key=lambda row: row[0])
            change.add_many(spec, [values for _, values in rows], [each for each, _ in rows])
        else:
            change.set_many(spec, rows, remembers=False)
    _refuse_dangling(change, target, needed)
    for register, ids in removed.items():
        if left := change.referring(REGISTERS[register], ids):
            texts = "; ".join(f"{other.title} – {len(hits)}" for other, _, hits in left)
            raise ChangeRefused(
                f"Действие № {target.id} «{target.title}» нельзя отменить: на его записи ссылаются: {texts}.",
                "Сначала удалите или измените их.",
            )


def _want_any_record(
    name: str, kind: AnyRecord, rows: Sequence[tuple[int, Mapping[str, Any]]], needed: dict[str, set[int]]
) -> None:
    """Adds the records that rows point to in whatever register they name."""
    for _, values in rows:
        register, record = values.get(kind.register), values.get(name)
        if register in REGISTERS and record is not None:
            needed.setdefault(register, set()).add(record)


def _refuse_dangling(change: Change, target: Entry, needed: dict[str, set[int]]) -> None:
    """ChangeRefused when a value brought back points to a record that was removed since; names who removed it."""
    for register, ids in needed.items():
        lost = ids - change.current(REGISTERS[register], sorted(ids)).keys()
        if not lost:
            continue
        statement = (
            select(_ENTRIES.c.id, _ENTRIES.c.title)
            .join(_LINES, _LINES.c.entry_id == _ENTRIES.c.id)
            .where(_LINES.c.register == register, _LINES.c.action == "removed", _LINES.c.first_id == min(lost))
            .order_by(_LINES.c.id.desc())
        )
        by = change.connection.execute(statement).first()
        reason = f" (действие № {by.id} «{by.title}»)" if by else ""
        raise ChangeRefused(
            f"Действие № {target.id} «{target.title}» нельзя отменить: оно связано с записями, которых уже нет: "
            f"{REGISTERS[register].title} – {len(lost)}{reason}.",
            "Сначала верните удалённые записи.",
        )


def _grouped(lines: Sequence[Row[Any]]) -> list[tuple[str, str, list[Row[Any]]]]:
    """Neighbouring lines of one register and action together; a record changed twice starts a new group."""
    groups: list[tuple[str, str, list[Row[Any]]]] = []
    seen: set[int] = set()
    for line in lines:
        same = bool(groups) and groups[-1][0] == line.register and groups[-1][1] == line.action
        if not same or line.first_id in seen:
            groups.append((line.register, line.action, []))
            seen = set()
        groups[-1][2].append(line)
        seen.add(line.first_id)
    return groups


def _set_live(connection: Connection, states: dict[int, bool]) -> None:
    for entry_id, is_live in states.items():
        connection.execute(update(_ENTRIES).where(_ENTRIES.c.id == entry_id).values(is_live=is_live))


def _select_entries() -> Any:
    return select(
        _ENTRIES.c.id, _ENTRIES.c.title, _ENTRIES.c.kind, _ENTRIES.c.made_at, _ENTRIES.c.rows, _ENTRIES.c.is_live,
        _ENTRIES.c.undoes, _ENTRIES.c.reason,
    )  # fmt: skip


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.id, row.title, row.kind, row.made_at, row.rows, row.is_live, row.undoes, row.reason or "")
