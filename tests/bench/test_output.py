"""What leaves the program: the workbook, a printed list, a copy of the base."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import sqlcipher3.dbapi2 as driver
from listing import bare_pdf, cells, document
from measuring import Pair, peak_of
from sizes import District

from pdkadry_desktop.exchange.exporter import export_workbook
from pdkadry_desktop.reports.render import render
from pdkadry_desktop.storage import backup
from pdkadry_desktop.storage.database import Database

_EXPORT = 1.5
_PDF = 1.3
_COPY = 1.2
_MEMORY = 300.0


def _bare_workbook(sheets: dict[str, list[tuple[Any, ...]]], path: Path) -> Callable[[], None]:
    def write() -> None:
        book = openpyxl.Workbook(write_only=True)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(path)

    return write


def test_export(pair: Pair, district: District, db: Database, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(district.workbook, read_only=True)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    book.close()
    written = pair(
        lambda: export_workbook(db, tmp_path / "out.xlsx"),
        _bare_workbook(sheets, tmp_path / "bare.xlsx"),
        subject="Экспорт всей книги района",
        against="запись тех же ячеек openpyxl (write-only)",
        ratio=_EXPORT,
        rounds=2,
        peak=lambda: peak_of(district.data, "export", district.base, tmp_path / "peak.xlsx"),
        megabytes=_MEMORY,
    )
    assert sum(written.values()) == sum(len(rows) - 1 for rows in sheets.values())


def test_printed_list(pair: Pair, district: District, db: Database, tmp_path: Path) -> None:
    body = cells(db)
    pair(
        lambda: render(document(body), tmp_path / "list.pdf"),
        lambda: bare_pdf(body, tmp_path / "bare.pdf"),
        subject="PDF: список всех педагогов",
        against="таблица reportlab с теми же ячейками",
        ratio=_PDF,
        rounds=3,
        peak=lambda: peak_of(district.data, "pdf", district.base, tmp_path / "peak.pdf"),
        megabytes=_MEMORY,
    )


def _bare_copy(db: Database, path: Path) -> Callable[[], None]:
    def copy() -> None:
        path.unlink(missing_ok=True)
        with contextlib.closing(driver.connect(os.fspath(path), isolation_level=None)) as target:
            db.raw.backup(target)

    return copy


def test_copy_with_its_check(pair: Pair, db: Database, tmp_path: Path) -> None:
    """No budget: the copy is read back whole and compared, which SQLite's own does not do."""
    pair(
        lambda: backup.back_up(db, tmp_path / "copy.pdk"),
        _bare_copy(db, tmp_path / "bare.pdk"),
        subject="Копия базы с проверкой",
        against="копия средствами SQLite без проверки",
        rounds=3,
    )
