"""A block of cells from a spreadsheet laid over records of a register: checked first, written as one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ..core.errors import ChangeRefused
from ..core.kinds import BadValue
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import counted, fold
from . import query
from .database import Database
from .declare import table_of, title_of
from .records import plain


@dataclass(frozen=True)
class PasteProblem:
    """A cell that cannot be written: its row in the block (from 1), whose, in which field, what stood, why not."""

    row: int
    title: str
    label: str
    text: str
    message: str


@dataclass(frozen=True)
class Pasted:
    """What a block would do. ``fields``: where its columns go; ``same``: rows in which nothing would differ."""

    fields: tuple[str, ...]
    changes: tuple[tuple[int, dict[str, Any]], ...]
    same: int
    problems: tuple[PasteProblem, ...]
    left_over: str = ""  # cells of the block for which there is no place


def block(text: str) -> list[list[str]]:
    """The cells of the clipboard: tabs between columns, line breaks between rows, quotes around cells with breaks."""
    rows: list[list[str]] = [[]]
    cell, is_quoted, place = "", False, 0
    while place < len(text):
        sign = text[place]
        if is_quoted:
            if sign == '"' and text[place + 1 : place + 2] == '"':
                cell += '"'
                place += 1
            elif sign == '"':
                is_quoted = False
            else:
                cell += sign
        elif sign == '"' and not cell:
            is_quoted = True
        elif sign == "\t":
            rows[-1].append(cell)
            cell = ""
        elif sign == "\n":
            rows[-1].append(cell)
            rows.append([])
            cell = ""
        elif sign != "\r":
            cell += sign
        place += 1
    if cell or rows[-1]:
        rows[-1].append(cell)
    if not rows[-1]:
        rows.pop()
    return rows


def laid_out(
    spec: RegisterSpec, cells: Sequence[Sequence[str]], names: Sequence[str]
) -> tuple[list[str], list[Sequence[str]]]:
    """Where the columns go and the rows without headings: by the headings when the first row has them, else in order.

    ``names``: the fields from the current column to the right.
    """
    by_label = {fold(field.label): field.name for field in spec.columns.values()}
    first = [fold(cell) for cell in cells[0]] if cells else []
    if len(cells) > 1 and first and all(cell in by_label for cell in first):
        return _own(spec, [by_label[cell] for cell in first], cells[1:])
    return _own(spec, names, cells)


def _own(
    spec: RegisterSpec, names: Sequence[str], cells: Sequence[Sequence[str]]
) -> tuple[list[str], list[Sequence[str]]]:
    """Without the columns that other registers fill: they are seen beside the fields, nothing is pasted into them."""
    others = {place for place, name in enumerate(names) if name not in spec.by_name}
    rows = [[cell for place, cell in enumerate(row) if place not in others] for row in cells]
    return [name for name in names if name in spec.by_name], list(rows)


def check(
    db: Database, spec: RegisterSpec, ids: Sequence[int], names: Sequence[str], cells: Sequence[Sequence[str]]
) -> Pasted:
    """What the block would do to the records; a block of one row goes to all of them."""
    wide = max((len(row) for row in cells), default=0)
    fields = [spec.by_name[name] for name in names[:wide]]
    rows = list(cells) * len(ids) if len(cells) == 1 else list(cells)
    left_over = []
    if wide > len(names):
        left_over.append(f"столбцов больше, чем в таблице: лишних {wide - len(names)}")
    if len(rows) > len(ids):
        left_over.append(f"строк больше, чем выбрано: лишних {len(rows) - len(ids)}")
    every = [field.name for field in spec.fields]
    found = {row.id: plain(dict(zip(every, row.values, strict=True))) for row in query.fetch(db, spec, ids, every)}
    changes: list[tuple[int, dict[str, Any]]] = []
    problems: list[PasteProblem] = []
    same = 0
    for number, (record_id, cells_of) in enumerate(zip(ids, rows, strict=False), 1):
        if record_id not in found:
            continue
        values = found[record_id]
        new, wrong = _row(db, spec, number, values, fields, cells_of)
        problems += wrong
        if new:
            changes.append((record_id, new))
        elif not wrong:
            same += 1
    return Pasted(tuple(field.name for field in fields), tuple(changes), same, tuple(problems), "; ".join(left_over))


def write(db: Database, spec: RegisterSpec, pasted: Pasted) -> int:
    """Writes what was checked in one undoable change; returns how many records changed."""
    labels = ", ".join(f"«{spec.by_name[name].label}»" for name in pasted.fields)
    with db.change(f"Вставлено в {labels}: {counted(len(pasted.changes), *spec.forms_of_count)}") as change:
        current = change.current(spec, [record_id for record_id, _ in pasted.changes])
        for record_id, new in pasted.changes:
            old = current.get(record_id, {})
            if wrong := _new_problems(spec, old, {**old, **new}):
                title = title_of(spec, old)
                raise ChangeRefused(f"Ничего не вставлено. «{title}»: {wrong[0][1]}", "Повторите вставку.")
        return change.set_many(spec, pasted.changes)


def _row(
    db: Database, spec: RegisterSpec, number: int, values: Mapping[str, Any], fields: Sequence[FieldSpec],
    cells: Sequence[str],
) -> tuple[dict[str, Any], list[PasteProblem]]:  # fmt: skip
    """The differing values of one record, none of them when one cell is wrong."""
    title = title_of(spec, values) or spec.singular
    new: dict[str, Any] = {}
    texts: dict[str | None, str] = {}
    wrong: list[PasteProblem] = []
    for field, cell in zip(fields, cells, strict=False):
        texts[field.name] = cell
        try:
            if field.unique:
                raise BadValue("у каждой записи своё значение: меняйте его в карточке")
            value = _linked(db, field, cell) if field.link else field.kind.parse(cell)
        except BadValue as error:
            wrong.append(PasteProblem(number, title, field.label, cell, f"{error}"))
            continue
        problem = field.problem(value)
        if problem is not None:
            wrong.append(PasteProblem(number, title, field.label, cell, problem.message))
        elif value != values[field.name]:
            new[field.name] = value
    if not wrong and new:
        for name, message in _new_problems(spec, values, {**values, **new}):
            label = spec.by_name[name].label if name else ""
            wrong.append(PasteProblem(number, title, label, texts.get(name, ""), message))
    return ({}, wrong) if wrong else (new, [])


def _new_problems(spec: RegisterSpec, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str | None, str]]:
    """Mistakes that the new values bring; those the record had before are not theirs."""
    before = {(each.field, each.message) for each in spec.problems(old)} if old else set()
    errors = ((each.field, each.message) for each in spec.problems(new) if each.severity == "error")
    return [each for each in errors if each not in before]


def _linked(db: Database, field: FieldSpec, cell: str) -> int | None:
    """The record called so, by its whole title."""
    if not cell.strip():
        return None
    table = table_of(field.link or "")
    found = db.connection.scalars(select(table.c.id).where(table.c.title_key == fold(cell)).limit(2)).all()
    if len(found) != 1:
        raise BadValue("такой записи нет" if not found else "так называются несколько записей: выберите в карточке")
    return int(found[0])
