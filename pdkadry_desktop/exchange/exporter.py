"""Export to the canonical workbook: all its sheets, in its order; importing the file back changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from ..core.kinds import Bool, Choice, Date, Int, Link, Number, Text
from ..core.progress import NO_PROGRESS, Progress
from ..core.register import RegisterSpec
from ..registers import REGISTERS
from ..storage.database import Database
from ..storage.scan import scan
from .implied import automatic_code
from .layout import Column, SheetLayout, layouts
from .own_rows import own_rows
from .workbook_writer import SheetWriter, writing

_STEP = 1000

Cell = Callable[[Any], Any]


def export_workbook(
    db: Database,
    path: Path,
    organization: str | None = None,
    progress: Progress = NO_PROGRESS,
    today: date | None = None,
) -> dict[str, int]:
    """Writes all sheets; returns how many rows each got. ``organization``: only what belongs to it (own_rows.py)."""
    chosen = own_rows(db, organization, today or date.today()) if organization is not None else None
    source = _Source(db, chosen)
    rows: dict[str, int] = {}
    with writing(path) as book:
        for layout in layouts().values():
            progress.raise_if_cancelled()
            widths = [_width(column) for column in layout.columns]
            sheet = SheetWriter(book, layout.name, widths)
            sheet.freeze("B2")
            for place, column in enumerate(layout.columns):
                if isinstance(column.field.kind, Choice):
                    sheet.offer(place, list(column.field.kind.dictionary.labels.values()))
                elif isinstance(column.field.kind, Bool):
                    sheet.offer(place, ["да", "нет"])
            sheet.headings([each.heading for each in layout.columns], [each.field.required for each in layout.columns])
            count = 0
            for row in source.rows(layout):
                if count % _STEP == 0:
                    progress.raise_if_cancelled()
                    progress.step(count, None, f"Лист «{layout.name}»")
                sheet.row(row)
                count += 1
            rows[layout.name] = count
        progress.step(1, 1, "Книга записана")
    return rows


def _width(column: Column) -> float:
    """In characters: the values whole where they are short, the heading in three or four lines."""
    kind = column.field.kind
    heading = max(max(map(len, column.heading.split())) * 1.15 + 2, len(column.heading) / 2.5)
    if isinstance(kind, Date):
        return max(12.0, heading)
    if isinstance(kind, Int | Number | Bool):
        return max(9.0, heading)
    if isinstance(kind, Choice):
        return max(heading, min(34.0, max(map(len, kind.dictionary.labels.values())) + 2))
    if isinstance(kind, Link) or column.name == "code":
        return max(14.0, heading)
    return max(heading, 40.0 if isinstance(kind, Text) and kind.limit >= 300 else 24.0)


class _Source:
    """Rows of the base as cells of the workbook, by id: the order in which they were added."""

    def __init__(self, db: Database, chosen: dict[str, set[int]] | None) -> None:
        self._db = db
        self._chosen = chosen
        self._codes: dict[str, dict[int, str]] = {}

    def rows(self, layout: SheetLayout) -> Iterator[list[Any]]:
        if layout.owner is not None:
            yield from self._rows_with_owner(layout, layout.owner)
            return
        spec = layout.spec
        cells = [self._cell(column) for column in layout.columns]
        names = [column.name for column in layout.columns]
        code_at = names.index("code") if "code" in names else None
        referred = self._referred(spec) if code_at is not None else set()
        for record_id, values in self._records(spec, names):
            row = [cell(value) for cell, value in zip(cells, values)]
            if code_at is not None and row[code_at] is None and record_id in referred:
                row[code_at] = self._code(spec.key, record_id)
            yield row

    def _rows_with_owner(self, layout: SheetLayout, owner: RegisterSpec) -> Iterator[list[Any]]:
        """A row for each job; people without one stand below, with empty columns of the job."""
        cells = [self._cell(column) for column in layout.columns]
        mine, theirs = layout.columns_of(owner), layout.columns_of(layout.spec)
        people = dict(self._records(owner, [column.name for column in mine]))
        place = {column: at for at, column in enumerate((*mine, *theirs))}
        order = itemgetter(*(place[column] for column in layout.columns))
        link = layout.owner_link
        alone = dict.fromkeys(people)
        for _, values in self._records(layout.spec, [link, *(column.name for column in theirs)]):
            alone.pop(values[0], None)
            yield [cell(value) for cell, value in zip(cells, order((*people[values[0]], *values[1:])))]
        for record_id in alone:
            values = (*people[record_id], *[None] * len(theirs))
            yield [cell(value) for cell, value in zip(cells, order(values))]

    def _records(self, spec: RegisterSpec, names: list[str]) -> Iterator[tuple[int, tuple[Any, ...]]]:
        chosen = None if self._chosen is None else self._chosen.get(spec.key, set())
        for record_id, values in scan(self._db, spec, names):
            if chosen is None or record_id in chosen:
                yield record_id, values

    def _cell(self, column: Column) -> Cell:
        kind = column.field.kind
        if isinstance(kind, Link):
            target = kind.to
            return lambda value: None if value is None else self._code(target, value)
        return kind.to_cell

    def _code(self, register: str, record_id: int) -> str:
        codes = self._codes.get(register)
        if codes is None:
            spec = REGISTERS[register]
            found = scan(self._db, spec, ["code"])
            codes = self._codes[register] = {each: code or automatic_code(spec, each) for each, (code,) in found}
        return codes[record_id]

    def _referred(self, spec: RegisterSpec) -> set[int]:
        """Ids that other records refer to: such a record needs a code in the workbook."""
        found: set[int] = set()
        for other in REGISTERS.values():
            names = [each.name for each in other.links if each.link == spec.key]
            if names:
                found.update(each for _, values in scan(self._db, other, names) for each in values)
        return found
