"""Read, save, delete one record: what a form and a script call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from ..core.errors import ChangeRefused
from ..core.register import Problem, RegisterSpec
from ..core.text import counted
from .database import Database
from .declare import REGISTERS, table_of, title_of
from .query import LinkTo, fetch


class Invalid(ChangeRefused):
    """The values of a record have problems; a form shows each beside its field."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems), "Исправьте отмеченные поля.")
        self.problems = problems


def read(db: Database, spec: RegisterSpec, record_id: int) -> dict[str, Any] | None:
    """All declared fields of a record (links as LinkTo), or None when it is gone."""
    found = fetch(db, spec, [record_id], [field.name for field in spec.fields])
    return dict(zip(spec.by_name, found[0].values, strict=True)) if found else None


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Links as ids, the way they are written."""
    return {name: value.id if isinstance(value, LinkTo) else value for name, value in values.items()}


def save(db: Database, spec: RegisterSpec, values: Mapping[str, Any], record_id: int | None = None) -> int:
    """Adds a record or changes the given one; returns its id. Raises Invalid with the problems of its fields."""
    row = plain(values)
    for field in spec.fields:
        if field.is_given and record_id is None and not row.get(field.name):
            row[field.name] = next_code(db, spec)
    problems = [each for each in spec.problems(row) if each.severity == "error"] + _taken(db, spec, row, record_id)
    if problems:
        raise Invalid(problems)
    title = title_of(spec, row)
    what = f"{spec.singular} «{title}»" if title else spec.singular
    with db.change(f"Добавлено: {what}" if record_id is None else f"Изменено: {what}") as change:
        if record_id is None:
            return change.add(spec, row)
        change.set(spec, record_id, row)
        return record_id


def delete(db: Database, spec: RegisterSpec, ids: Sequence[int]) -> int:
    """Deletes records in one undoable action; ChangeRefused tells which records still refer to them."""
    found = fetch(db, spec, ids, [])
    if not found:
        return 0
    table = table_of(spec)
    name = db.connection.scalar(select(table.c.title).where(table.c.id == found[0].id)) if len(found) == 1 else ""
    what = f"{spec.singular} «{name}»" if name else f"{spec.title}, {counted(len(found), *spec.forms_of_count)}"
    with db.change(f"Удалено: {what}") as change:
        change.remove(spec, [row.id for row in found])
        if left := change.referring(spec, [row.id for row in found]):
            texts = "; ".join(f"{other.title} – {len(hits)} ({field.label})" for other, field, hits in left)
            raise ChangeRefused(f"Удалить нельзя: на запись ссылаются: {texts}.", "Сначала удалите или измените их.")
    return len(found)


def references(db: Database, register: str, record_id: int) -> dict[tuple[str, str], int]:
    """How many records refer to this one: (register, link) → count."""
    found = {}
    for other in REGISTERS.values():
        table = table_of(other)
        for field in other.links:
            if field.link == register:
                hits = db.connection.scalar(
                    select(func.count()).select_from(table).where(table.c[field.name] == record_id)
                )
                if hits:
                    found[other.key, field.name] = hits
    return found


def next_code(db: Database, spec: RegisterSpec) -> str:
    """A free code for a record entered by hand: a number above all numeric tails in use."""
    table = table_of(spec)
    prefix = spec.singular[:1].upper()
    used = 0
    for code in db.connection.scalars(select(table.c.code).where(table.c.code.startswith(f"{prefix}-"))):
        tail = str(code)[len(prefix) + 1 :]
        if tail.isascii() and tail.isdigit():
            used = max(used, int(tail))
    return f"{prefix}-{used + 1:05}"


def _taken(db: Database, spec: RegisterSpec, row: Mapping[str, Any], record_id: int | None) -> list[Problem]:
    table = table_of(spec)
    problems = []
    for field in spec.fields:
        value = row.get(field.name)
        if field.unique and value is not None:
            other = db.connection.scalar(select(table.c.id).where(table.c[field.name] == value))
            if other is not None and other != record_id:
                problems.append(Problem(field.name, f"«{field.label}» {value} уже занят другой записью."))
    return problems
