"""Rows of a canonical sheet that were drafted from a foreign table, and the fate of the rows they came from.

The planners of the canonical workbook work on these rows; what they say is told of the cell in the foreign file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..core.register import Severity
from .cells import RawSheet, col_letter
from .checker import CheckedSheet
from .foreign_table import ForeignTable
from .layout import Column, SheetLayout, layouts, name_key
from .plan import CellProblem, ChangedRow, SheetPlan


class SourceRow(int):
    """The Excel number of a row that remembers its table; messages print it as the number it is.

    ``line``: the number of the draft among all drafts of its sheet, from 0.
    """

    table: ForeignTable
    line: int

    def __new__(cls, number: int, table: ForeignTable, line: int = 0) -> SourceRow:
        made = super().__new__(cls, number)
        made.table, made.line = table, line
        return made


@dataclass(slots=True)
class Draft:
    """A row of a canonical sheet: values by field (links as codes) and the place of the cell each came from."""

    table: ForeignTable
    number: int
    values: dict[str, Any]
    places: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class ForeignSheet(CheckedSheet):
    """Drafts arranged in columns; problems name the heading and the cell of the foreign file."""

    drafts: Sequence[Draft] = ()

    def ask(self, row: int, name: str, message: str) -> None:
        """A question about the value of a field; the row goes on."""
        self._note(row, next((each for each in self.layout.columns if each.name == name), None), "question", message)

    def _note(self, row: int, column: Column | None, severity: Any, message: str) -> None:
        draft = self.drafts[row]
        place = draft.places.get(column.name) if column else None
        self.problems.append(problem_at(draft.table, draft.number, place, severity, message))


def problem_at(
    table: ForeignTable, number: int, place: int | None, severity: Severity, message: str
) -> CellProblem:  # fmt: skip
    """What is wrong with a cell of a foreign table (``place`` None: with the row)."""
    heading = None if place is None else table.heading(place)
    value = "" if place is None else table.shown(number, place)
    letter = "" if place is None else col_letter(place)
    return CellProblem(table.sheet.name, number, heading, value, severity, message, letter)


def sheet_of(name: str, drafts: Sequence[Draft], problems: list[CellProblem]) -> ForeignSheet:
    """The drafts as a checked sheet of the workbook: a column for every field that any draft has."""
    layout = layout_of(name)
    present = {each for draft in drafts for each in draft.values}
    columns = [column for column in layout.columns if column.name in present]
    numbers: list[int] = [SourceRow(draft.number, draft.table, line) for line, draft in enumerate(drafts)]
    values: dict[Column, list[Any]] = {
        column: [draft.values.get(column.name) for draft in drafts] for column in columns
    }  # fmt: skip
    source = drafts[0].table.sheet if drafts else RawSheet(name, [], 1)
    checked = ForeignSheet(layout, layout.name, numbers, values, {}, problems, source, drafts=drafts)
    for column, cells in values.items():
        for row, value in enumerate(cells):
            if value is not None and (doubt := column.field.kind.check(value)):
                checked.warn(row, column, doubt)
    return checked


def layout_of(name: str) -> SheetLayout:
    return layouts()[name_key(name)]


def settle(planned: SheetPlan, tables: Iterable[ForeignTable], refused: Iterable[SourceRow]) -> list[SheetPlan]:
    """The fate of every row of the foreign tables: a row that gave several records is told once.

    It is refused when nothing of it was accepted; a row whose records are all repeats of others is unchanged.
    """
    plans = []
    waiting = [*refused]
    for table in tables:
        added = {int(row) for row in planned.added if _is_of(row, table)}
        changes: dict[int, ChangedRow] = {}
        for each in planned.changed:
            if _is_of(each.row, table):
                known = changes.get(int(each.row))
                changes[int(each.row)] = (
                    ChangedRow(int(each.row), each.title, each.changes) if known is None
                    else ChangedRow(known.row, known.title, (*known.changes, *each.changes))
                )  # fmt: skip
        kept = {int(row) for row in planned.unchanged if _is_of(row, table)}
        wrong = {int(row) for row in (*planned.rejected, *waiting) if _is_of(row, table)}
        result = table_plan(planned.name, table)
        for number in (row.number for row in table.rows):
            if number in added:
                result.added.append(number)
            elif number in changes:
                result.changed.append(changes[number])
            elif number in wrong and number not in kept:
                result.rejected.append(number)
            else:
                result.unchanged.append(number)
        plans.append(result)
    return plans


def table_plan(name: str, table: ForeignTable) -> SheetPlan:
    """An empty plan of a table, as the preview needs it."""
    headings: dict[str, int] = {}
    for place in sorted(table.readings):
        heading = table.heading(place)
        headings[heading if heading not in headings else f"{heading} ({col_letter(place)})"] = place
    return SheetPlan(name, source=table.sheet, heading_row=table.heading_row, headings=headings)


def settle_derived(planned: SheetPlan, checked: ForeignSheet, title: str) -> SheetPlan:
    """The fate of records taken out of cells: they are shown as rows of a sheet of their own."""
    columns = list(checked.values)
    rows: list[tuple[Any, ...]] = [("Строка файла", *(column.heading for column in columns))]
    for draft in checked.drafts:
        shown = (column.field.kind for column in columns)
        values = ((draft.values.get(column.name), column, kind) for column, kind in zip(columns, shown))
        cells = (value if column.field.link else kind.canonical(value) or None for value, column, kind in values)
        rows.append((draft.number, *cells))
    headings: Mapping[str, int] = {str(heading): at for at, heading in enumerate(rows[0])}
    result = SheetPlan(
        planned.name, source=RawSheet(title, rows, 1), heading_row=1, headings=dict(headings),
        added=[_line(row) for row in planned.added], unchanged=[_line(row) for row in planned.unchanged],
        rejected=[_line(row) for row in planned.rejected],
    )  # fmt: skip
    result.changed = [ChangedRow(_line(each.row), each.title, each.changes) for each in planned.changed]
    return result


def _line(row: int) -> int:
    assert isinstance(row, SourceRow)
    return row.line + 2


def _is_of(row: int, table: ForeignTable) -> bool:
    return isinstance(row, SourceRow) and row.table is table
