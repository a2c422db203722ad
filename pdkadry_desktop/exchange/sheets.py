"""Reads a foreign spreadsheet safely into plain rows: .xlsx, .xlsm, .xls, .ods, .csv, whatever the file is named."""

from __future__ import annotations

from pathlib import Path

from pdkadry_desktop.core.progress import NO_PROGRESS, Progress
from pdkadry_desktop.exchange import refusals
from pdkadry_desktop.exchange.cells import (
    Cell,
    CellError,
    FileKind,
    MergedRange,
    RawSheet,
    SheetFile,
    StrayCell,
    col_index,
    col_letter,
)
from pdkadry_desktop.exchange.guard import check_file
from pdkadry_desktop.exchange.sheets_csv import read_csv
from pdkadry_desktop.exchange.sheets_excel import read_excel
from pdkadry_desktop.exchange.sheets_ods import read_ods

__all__ = [
    "Cell",
    "CellError",
    "FileKind",
    "MergedRange",
    "RawSheet",
    "SheetFile",
    "StrayCell",
    "col_index",
    "col_letter",
    "read_workbook",
]


def read_workbook(path: Path, progress: Progress = NO_PROGRESS) -> SheetFile:
    """Raises ImportRefused for a file that cannot be read, is hostile or holds nothing; Cancelled when asked to stop.

    Every filled cell is either in ``rows`` or in ``stray`` of its sheet. Formulas give their stored results, macros
    and links are never touched.
    """
    checked = check_file(path, progress)
    if checked.kind is FileKind.CSV:
        sheets = read_csv(checked, progress)
    elif checked.kind is FileKind.ODS:
        sheets = read_ods(checked, progress)
    else:
        sheets = read_excel(checked, progress)
    if not any(sheet.rows or sheet.stray for sheet in sheets):
        raise refusals.nothing_inside(path.name)
    return SheetFile(path, checked.kind, tuple(sheets))
