"""Many records in one undoable change: one field set in all of them, or rows added that are not there yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..core.conditions import AnyOf, Condition, Test
from ..core.errors import ChangeRefused
from ..core.register import RegisterSpec
from ..core.text import counted
from . import query
from .database import Database
from .declare import title_of
from .records import plain


class Added(NamedTuple):
    """How many rows were added and how many were there already."""

    added: int
    present: int


def set_field(db: Database, spec: RegisterSpec, ids: Sequence[int], name: str, value: Any) -> int:
    """Sets one field of the given records; returns how many changed. ChangeRefused when a record would get wrong."""
    field = spec.by_name[name]
    if field.unique:
        raise ChangeRefused(f"Поле «{field.label}» у каждой записи своё.", "Меняйте его в карточке записи.")
    new = plain({name: value})
    with db.change(f"Изменено поле «{field.label}»: {counted(len(ids), *spec.forms_of_count)}") as change:
        for values in change.current(spec, ids).values():
            _refuse_wrong(spec, {**values, **new}, values)
        return change.set_many(spec, [(each, new) for each in ids])


def add_rows(db: Database, spec: RegisterSpec, rows: Sequence[Mapping[str, Any]]) -> Added:
    """Adds rows of people (``teacher_id`` and other fields); rows with the key of one that exists are left out."""
    wanted = [plain(row) for row in rows]
    new = fresh(db, spec, wanted)
    with db.change(f"Добавлено списком: {spec.title}, {counted(len(new), *spec.forms_of_count)}") as change:
        change.add_many(spec, new)
    return Added(len(new), len(wanted) - len(new))


def fresh(db: Database, spec: RegisterSpec, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows (links as ids) whose key no record and no earlier row has; ChangeRefused when one of them is wrong."""
    for row in rows:
        _refuse_wrong(spec, row, row)
    taken = _keys(db, spec, rows)
    new: list[Mapping[str, Any]] = []
    for row in rows:
        key = _key(spec, row)
        if key not in taken:
            taken.add(key)
            new.append(row)
    return new


def present(db: Database, spec: RegisterSpec, rows: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Of each row (links as ids, not judged) whether a record with its key exists."""
    taken = _keys(db, spec, rows)
    return [_key(spec, row) in taken for row in rows]


def _keys(db: Database, spec: RegisterSpec, rows: Sequence[Mapping[str, Any]]) -> set[tuple[Any, ...]]:
    people = sorted({row["teacher_id"] for row in rows if row.get("teacher_id") is not None})
    names = list(spec.key_fields)
    where: Condition = Test("teacher_id", "in", people)
    if any(row.get("teacher_id") is None for row in rows):
        where = AnyOf((where, Test("teacher_id", "empty")))
    found = query.rows(db, query.Query(spec.key, where=where), names)
    return {_key(spec, plain(dict(zip(names, row.values, strict=True)))) for row in found}


def _key(spec: RegisterSpec, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What identifies a row; an empty choice is what it counts as."""
    found = []
    for name in spec.key_fields:
        value = row.get(name)
        found.append(getattr(spec.by_name[name].kind, "empty_means", None) if value is None else value)
    return tuple(found)


def _refuse_wrong(spec: RegisterSpec, row: Mapping[str, Any], shown: Mapping[str, Any]) -> None:
    wrong = [each for each in spec.problems(row) if each.severity == "error"]
    if wrong:
        title = title_of(spec, shown)
        where = f"«{title}»: " if title else ""
        raise ChangeRefused(f"Ничего не изменено. {where}{wrong[0].message}", "Исправьте значение и повторите.")
