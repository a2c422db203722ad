"""What a foreign spreadsheet is after reading: sheets of plain values at known places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that holds an error instead of a value: «#Н/Д», a formula without a stored result, an endless number."""

    text: str

    def __str__(self) -> str:
        return self.text


Cell = str | int | float | bool | date | datetime | time | CellError | None
"""Dates without a time of day are ``date``; numbers of .xlsx come as float even when whole; text is never changed."""

NO_RESULT = CellError("формула без сохранённого значения")


class FileKind(Enum):
    """What the content of a file is, whatever its name says."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class StrayCell:
    """A filled cell far away from the table: reported by the importer, never dropped silently."""

    row: int  # as Excel numbers it, from 1
    column: int  # from 0
    value: Cell


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Merged cells, corners included (rows from 1, columns from 0); the value stands in the first of them."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class RawSheet:
    """Rows of equal width from column A on; gaps between filled rows are there as empty rows."""

    name: str
    rows: list[tuple[Cell, ...]]
    first_row: int  # the Excel number of rows[0]
    hidden: bool = False
    stray: tuple[StrayCell, ...] = ()
    merged: tuple[MergedRange, ...] = ()  # empty for .ods and .csv


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A whole file, hidden sheets included, in the order of its tabs."""

    path: Path
    kind: FileKind
    sheets: tuple[RawSheet, ...]


def col_letter(index: int) -> str:
    """The letters Excel shows for a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def col_index(letters: str) -> int:
    """The reverse of col_letter."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
