"""Writes rows to an .xlsx in one pass: real dates, no text becomes a formula, a temporary name and then replace."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ..core.dates import format_date
from ..core.files import whole_file
from ..core.text import clean_text

DATE_FORMAT = "DD.MM.YYYY"
_EXCEL_FIRST_DAY = date(1900, 3, 1)  # Excel believes in 29 February 1900; older days are written as text
_LIMIT = 32_767
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # _x0041_ would be read as «A»
_HEADING = PatternFill("solid", fgColor="DCE6F1")
_REQUIRED = PatternFill("solid", fgColor="B8CCE4")
_LINE = Border(bottom=Side(style="thin", color="7F7F7F"))


class SheetWriter:
    """One sheet being written from top to bottom; rows hold plain values, None is an empty cell."""

    def __init__(self, book: Workbook, title: str, widths: Sequence[float] = ()) -> None:
        self._sheet: Any = book.create_sheet(title)
        for place, width in enumerate(widths, start=1):
            self._sheet.column_dimensions[get_column_letter(place)].width = width
        self._date = WriteOnlyCell(self._sheet)
        self._date.number_format = DATE_FORMAT

    @property
    def sheet(self) -> Any:
        """The sheet of openpyxl, for what only one kind of file needs."""
        return self._sheet

    def hide(self) -> None:
        self._sheet.sheet_state = "hidden"

    def protect(self) -> None:
        """Nothing in the sheet is changed by a slip of the hand; there is no password."""
        self._sheet.protection.sheet = True

    def cell(self, value: Any) -> Any:
        """A cell of its own, to be dressed: the same value that ``row`` would write."""
        plain = next(iter(self._cells([value])))
        cell = WriteOnlyCell(self._sheet)
        if isinstance(plain, str | int | float) or plain is None:
            cell.value = plain
        else:
            cell.value, cell.number_format, cell.data_type = plain.value, plain.number_format, plain.data_type
        return cell

    def freeze(self, cell: str) -> None:
        self._sheet.freeze_panes = cell

    def offer(self, place: int, values: Sequence[str]) -> None:
        """A drop-down in a column (from 0), when Excel can hold the list."""
        listed = ",".join(values)
        if len(listed) <= 253 and not any("," in value for value in values):
            rule = DataValidation("list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
            letter = get_column_letter(place + 1)
            rule.add(f"{letter}2:{letter}60000")
            self._sheet.data_validations.append(rule)

    def headings(self, titles: Sequence[str], required: Sequence[bool]) -> None:
        """The first row: bold, four lines high, required columns darker."""
        self._sheet.row_dimensions[1].height = 62
        row = []
        for title, is_required in zip(titles, required, strict=True):
            cell = WriteOnlyCell(self._sheet, title)
            cell.font = Font(bold=True)
            cell.fill = _REQUIRED if is_required else _HEADING
            cell.border = _LINE
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            row.append(cell)
        self._sheet.append(row)

    def row(self, values: Iterable[Any]) -> None:
        self._sheet.append(self._cells(values))

    def marked(self, value: Any, color: str, note: str) -> Any:
        """A cell with a background and a note, to be put into a row as a value."""
        cell = self.cell(value)
        cell.fill = PatternFill("solid", fgColor=color)
        if note:
            cell.comment = Comment(note, "ПедКадры", width=320, height=40 + 18 * (len(note) // 38 + 1))
        return cell

    def _cells(self, values: Iterable[Any]) -> Iterator[Any]:
        """One date cell serves the whole sheet: it is written before the next value is asked for."""
        for value in values:
            if isinstance(value, str):
                text = _ESCAPE.sub("_x005F_", clean_text(value)[:_LIMIT])
                if text.startswith("=") or text in ERROR_CODES:
                    cell = WriteOnlyCell(self._sheet, text)
                    cell.data_type = "s"
                    yield cell
                else:
                    yield text or None
            elif isinstance(value, date):
                if (value.date() if isinstance(value, datetime) else value) < _EXCEL_FIRST_DAY:
                    yield format_date(value)
                else:
                    self._date.value = value
                    self._date.number_format = f"{DATE_FORMAT} HH:MM" if isinstance(value, datetime) else DATE_FORMAT
                    yield self._date
            else:
                yield value


@contextmanager
def writing(path: Path) -> Iterator[Workbook]:
    """A workbook that appears under its name only when it is complete; an older file stays whole on failure."""
    book = Workbook(write_only=True)
    try:
        with whole_file(path) as part:
            yield book
            book.save(part)
    finally:
        _tidy(book)


def _tidy(book: Workbook) -> None:
    """Closes and removes the sheets of an unfinished workbook, which openpyxl keeps in the temporary folder."""
    sheets: list[Any] = book.worksheets[:]
    for sheet in sheets:
        if not sheet.closed:
            sheet.close()
        if os.path.exists(sheet._writer.out):
            sheet._writer.cleanup()
