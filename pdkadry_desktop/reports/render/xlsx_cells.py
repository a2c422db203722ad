"""The cells of a table in Excel: typed values, number formats, texts that can never become formulas."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pdkadry_desktop.core.progress import Progress
from pdkadry_desktop.reports.document import (
    Align,
    Cell,
    Column,
    Row,
    RowKind,
    footnotes,
    header_cells,
    placed,
    shown,
)
from pdkadry_desktop.reports.render.clean import clean
from pdkadry_desktop.reports.render.grid import Grid, mark
from pdkadry_desktop.reports.values import ValueKind, display

FONT, SIZE = "Times New Roman", 11
LINE = 14.5  # points of a line of text
LONGEST = 16_000  # UTF-16 units in a cell; Excel cuts at 32 767
MOST_LINES = 24  # in a row; Excel shows no row higher than 409 points
_FORMULA_START = ("=", "+", "-", "@", "\t")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FIRST_DATE = date(1900, 3, 1)  # before it Excel counts a 29 February that never was
_LARGEST = 10**15  # fifteen digits are exact in Excel
_MOST_RANGES = 100
_SIDE = Side("thin", color="8C8C8C")
_BORDER = Border(_SIDE, _SIDE, _SIDE, _SIDE)
_FILLS = {
    RowKind.SECTION: PatternFill("solid", fgColor="F6F6F6"),
    RowKind.SUBTOTAL: PatternFill("solid", fgColor="F6F6F6"),
    RowKind.TOTAL: PatternFill("solid", fgColor="EDEDED"),
}
_HEADER_FILL = PatternFill("solid", fgColor="EDEDED")
_NORMAL, _BOLD = Font(name=FONT, size=SIZE), Font(name=FONT, size=SIZE, bold=True)
_ALIGNMENTS = {
    align: Alignment(horizontal="justify" if align is Align.JUSTIFY else align.value, vertical="top", wrap_text=True)
    for align in Align
}


def write_table(sheet: Worksheet, grid: Grid, top: int, progress: Progress) -> tuple[int, int]:
    """Header and rows from row ``top`` on; returns the first row under the header and the row after the table.

    Rows get their heights here: LibreOffice and printers do not see to that for files they did not write.
    """
    table = grid.table
    first = _write_header(sheet, grid, top)
    notes = footnotes(table)
    row_number = first
    sums = _Sums()
    for index, row in enumerate(grid.rows):
        if index % 200 == 0:
            progress.raise_if_cancelled()
            progress.step(index, len(grid.rows), "Таблица Excel")
        height, lines = 1, grid.row(index).lines
        cells = list(placed(row, len(table.columns)))
        for column_index, cell in cells:
            column = table.columns[column_index]
            height = max(height, _write_cell(sheet, row_number, column_index, cell, column, notes, sums, lines))
        for number in range(row_number, row_number + height):
            _dress(sheet, number, row, table.columns, cells)
            sheet.row_dimensions[number].height = row_height(-(-lines // height) if height > 1 else lines)
        sums.add(row, row_number, cells)
        row_number += height
    return first, row_number


def row_height(lines: int) -> float:
    """Points; Excel knows no higher row than 409."""
    return min(lines * LINE + 3, 409)


def _write_header(sheet: Worksheet, grid: Grid, top: int) -> int:
    table = grid.table
    count, cells = header_cells(table.columns)
    for cell in cells:
        row, column = top + cell.row, cell.column + 1
        put_text(sheet, row, column, clean(cell.text)[:LONGEST])
        written = sheet.cell(row, column)
        turned = 90 if cell.vertical else 0
        written.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True, textRotation=turned)
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + cell.rows - 1, end_column=column + cell.columns - 1
            )
    for offset, height in enumerate(grid.header.heights):
        sheet.row_dimensions[top + offset].height = min(height * 1.1 + 3, 409)
    if table.numbered_columns:
        for index in range(len(table.columns)):
            number = sheet.cell(top + count, index + 1, index + 1)
            number.alignment = Alignment(horizontal="center")
        count += 1
    for row in range(top, top + count):
        for column in range(1, len(table.columns) + 1):
            here = sheet.cell(row, column)
            here.border, here.fill, here.font = _BORDER, _HEADER_FILL, _BOLD
    return top + count


def _dress(
    sheet: Worksheet, number: int, row: Row, columns: Sequence[Column], cells: Sequence[tuple[int, Cell]]
) -> None:
    """Type, lines, alignment of one row of the sheet."""
    fill = _FILLS.get(row.kind)
    for index, cell in cells:
        for column in range(index, index + cell.span):
            here = sheet.cell(number, column + 1)
            here.border = _BORDER
            here.font = _BOLD if row.kind is not RowKind.DATA or cell.bold else _NORMAL
            align = cell.align or (Align.LEFT if cell.span > 1 else columns[index].alignment)
            here.alignment = _ALIGNMENTS[align]
            if fill is not None:
                here.fill = fill
        if cell.span > 1:
            sheet.merge_cells(start_row=number, start_column=index + 1, end_row=number, end_column=index + cell.span)


def _write_cell(
    sheet: Worksheet,
    row: int,
    index: int,
    cell: Cell,
    column: Column,
    notes: dict[str, int],
    sums: _Sums,
    lines: int,
) -> int:
    """Writes one value; returns how many rows it needed: more than one for a text that a cell cannot hold or show."""
    number = as_number(cell.value)
    raised = mark(notes[cell.note]) if cell.note else ""
    if number is None and not isinstance(cell.value, date):
        text = clean(shown(cell, column)) + raised
        return len(put_text(sheet, row, index + 1, text, lines)) if text else 1
    target = sheet.cell(row, index + 1)
    if isinstance(cell.value, date):
        if cell.value < _FIRST_DATE:
            put_text(sheet, row, index + 1, display(cell.value) + raised)
            return 1
        target.value = cell.value
        target.number_format = "dd.mm.yyyy" + _literal(raised)
        return 1
    formula = sums.formula(index, cell) if cell.is_sum else None
    target.value = formula or number
    digits = column.digits if cell.digits is None else cell.digits
    target.number_format = number_format(cell.value, cell.kind or column.kind, digits) + _literal(raised)
    return 1


def as_number(value: object) -> int | float | None:
    """The number Excel keeps for a value; None when it is none or would lose digits there."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        return None
    if isinstance(value, int):
        return value if abs(value) < _LARGEST else None
    number = float(value)
    return number if math.isfinite(number) else None


def number_format(value: Any, kind: ValueKind, digits: int | None) -> str:
    """The format that shows what is printed; Excel puts the comma and the spaces of its own language."""
    if kind is ValueKind.PERCENT:
        return _decimals("0", 1 if digits is None else digits) + r"\ %"
    if digits is None:
        text = display(value, kind)
        digits = len(text.partition(",")[2])
    whole = "#,##0" if abs(value) >= 10_000 else "0"
    return _decimals(whole, digits)


def _decimals(whole: str, digits: int) -> str:
    return f"{whole}.{'0' * digits}" if digits else whole


def _literal(text: str) -> str:
    return f'"{text}"' if text else ""


def put_text(sheet: Worksheet, row: int, column: int, text: str, lines: int = 1) -> list[str]:
    """Writes a text as a text; what a cell cannot hold or show goes on in the cells below. Returns the pieces.

    ``lines`` is how many the text takes in its column.
    """
    parts = max(-(-lines // MOST_LINES), -(-len(text.encode("utf-16-le")) // 2 // LONGEST), 1)
    pieces = _divided(text, parts)
    for offset, piece in enumerate(pieces):
        cell: Any = sheet.cell(row + offset, column)
        cell.value = _ESCAPED.sub("_x005F_", piece)
        cell.data_type = "s"
        if piece.startswith(_FORMULA_START):
            cell.quotePrefix = True
    return pieces


def _divided(text: str, parts: int) -> list[str]:
    """The text in about equal pieces, divided after a space where there is one."""
    if parts <= 1:
        return [text]
    target = -(-len(text) // parts)
    pieces = []
    while len(text) > target:
        end = max(text.rfind(" ", target // 2, target), text.rfind("\n", target // 2, target)) + 1 or target
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


class _Sums:
    """Where the summands of total rows stand, and what they sum up to."""

    def __init__(self) -> None:
        self._all: list[tuple[int, dict[int, Fraction]]] = []
        self._part: list[tuple[int, dict[int, Fraction]]] = []

    def add(self, row: Row, number: int, cells: Sequence[tuple[int, Cell]]) -> None:
        if row.kind is RowKind.DATA:
            found = {i: Fraction(cell.value) for i, cell in cells if _is_summand(cell)}  # type: ignore[arg-type]
            self._all.append((number, found))
            self._part.append((number, found))
        elif row.kind in (RowKind.SECTION, RowKind.SUBTOTAL):
            self._part = []

    def formula(self, index: int, cell: Cell) -> str | None:
        """The sum of a column, if it gives exactly the value that is printed."""
        if not isinstance(cell.value, int | float | Fraction):
            return None
        for rows in (self._part, self._all):
            if rows and sum((found.get(index, Fraction()) for _, found in rows), Fraction()) == Fraction(cell.value):
                ranges = _ranges([number for number, _ in rows], get_column_letter(index + 1))
                return f"=SUM({','.join(ranges)})" if len(ranges) <= _MOST_RANGES else None
        return None


def _is_summand(cell: Cell) -> bool:
    return as_number(cell.value) is not None


def _ranges(rows: Sequence[int], letter: str) -> list[str]:
    """Neighbouring rows joined: D5:D9, D11."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    return [f"{letter}{a}:{letter}{b}" if a != b else f"{letter}{a}" for a, b in ranges]
