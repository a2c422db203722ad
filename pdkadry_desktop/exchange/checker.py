"""Reads the cells of a sheet column by column: values of their kind, refused rows, doubts.

Each distinct cell of a column is parsed once and the column is then mapped as a whole, so a good cell costs no Python
call of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from ..core.kinds import BadValue, Kind
from .cells import Cell, CellError, RawSheet, col_letter
from .headings import Headings
from .layout import Column, SheetLayout
from .plan import CellProblem, shown

_WRONG = object()  # stands for a value that could not be read; its row is refused


@dataclass(slots=True)
class CheckedSheet:
    """The filled rows of a sheet. Rows are counted from 0; ``numbers`` are their Excel numbers.

    ``values`` holds one list per present column. ``refused`` are rows that may not be written.
    """

    layout: SheetLayout
    name: str
    numbers: list[int]
    values: dict[Column, list[Any]]
    places: dict[Column, int]
    problems: list[CellProblem]
    source: RawSheet
    refused: set[int] = field(default_factory=set)

    def has(self, register: str, name: str) -> bool:
        return any(column.register == register and column.name == name for column in self.values)

    def column(self, register: str, name: str) -> Column | None:
        """The column of a field, present in the file or not; None when the sheet has none for it."""
        return next((each for each in self.layout.columns if each.register == register and each.name == name), None)

    def refuse(self, row: int, column: Column | None, message: str) -> None:
        """Refuses a row because of a cell (None: because of the row as a whole)."""
        self.refused.add(row)
        self._note(row, column, "error", message)

    def warn(self, row: int, column: Column | None, message: str) -> None:
        self._note(row, column, "warning", message)

    def _note(self, row: int, column: Column | None, severity: Any, message: str) -> None:
        number = self.numbers[row]
        place = self.places.get(column) if column else None
        value = "" if place is None else shown(self.source.rows[number - self.source.first_row][place])
        heading = column.heading if column else None
        letter = "" if place is None else col_letter(place)
        self.problems.append(CellProblem(self.name, number, heading, value, severity, message, letter))


def check_sheet(layout: SheetLayout, headings: Headings, sheet: RawSheet, problems: list[CellProblem]) -> CheckedSheet:
    """All filled rows below the headings with their values; rows with a wrong or missing cell are refused."""
    data = sheet.rows[headings.at + 1 :]
    first = sheet.first_row + headings.at + 1
    read: dict[Column, list[Any]] = {}
    wrong: dict[Column, dict[Any, str]] = {}
    doubtful: dict[Column, dict[Any, str]] = {}
    for column, place in headings.columns.items():
        read[column], wrong[column], doubtful[column] = _read_column([row[place] for row in data], column.field.kind)
    empty_width = len(read)
    filled = [values.count(None) != empty_width for values in zip(*read.values())]
    numbers = list(compress(range(first, first + len(data)), filled))
    if not all(filled):
        read = {column: list(compress(values, filled)) for column, values in read.items()}
    checked = CheckedSheet(layout, sheet.name, numbers, read, dict(headings.columns), problems, sheet)
    for column in read:
        _note_cells(checked, column, wrong[column], doubtful[column])
        if column.field.required and None in read[column]:
            for row, value in enumerate(read[column]):
                if value is None:
                    checked.refuse(row, column, f"Пустая ячейка, а «{column.heading}» обязательно. Заполните её.")
    return checked


def _read_column(cells: list[Cell], kind: Kind) -> tuple[list[Any], dict[Any, str], dict[Any, str]]:
    """Values, reasons by wrong cell, doubts by cell. Logical cells have keys of their own: True equals 1."""
    has_logical = bool in set(map(type, cells))
    keys: list[Any] = [_key(cell) for cell in cells] if has_logical else cells
    table: dict[Any, Any] = {}
    wrong: dict[Any, str] = {}
    doubtful: dict[Any, str] = {}
    for key, cell in zip(keys, cells) if has_logical else _same(set(cells)):
        if key in table:
            continue
        try:
            table[key] = value = _value(cell, kind)
        except BadValue as error:
            table[key] = _WRONG
            wrong[key] = str(error)
            continue
        if doubt := kind.check(value):
            doubtful[key] = doubt
    return list(map(table.__getitem__, keys)), wrong, doubtful


def _same(cells: Iterable[Cell]) -> Iterable[tuple[Cell, Cell]]:
    return ((cell, cell) for cell in cells)


def _key(cell: Cell) -> Any:
    return (bool, cell) if isinstance(cell, bool) else cell


def _value(cell: Cell, kind: Kind) -> Any:
    if isinstance(cell, CellError):
        raise BadValue(f"в ячейке ошибка «{cell}» вместо значения")
    return kind.from_cell(cell)


def _note_cells(checked: CheckedSheet, column: Column, wrong: dict[Any, str], doubtful: dict[Any, str]) -> None:
    if not wrong and not doubtful:
        return
    place, source = checked.places[column], checked.source
    for row, number in enumerate(checked.numbers):
        key = _key(source.rows[number - source.first_row][place])
        if key in wrong:
            reason = wrong[key]
            checked.refuse(row, column, f"{reason[:1].upper()}{reason[1:]}. Исправьте ячейку: строка не принята.")
        elif key in doubtful:
            checked.warn(row, column, doubtful[key])
