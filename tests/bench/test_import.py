"""Import of the whole workbook, importing it again, and taking the import back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from measuring import Pair, peak_of
from sizes import District

from pdkadry_desktop.exchange.importer import import_workbook
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database

_IMPORT = 2.5
_UNDO = 1.0
_MEMORY = 300.0


def _bare_reading(workbook: Path) -> Callable[[], int]:
    """Every cell of every sheet by openpyxl's read-only mode."""

    def read() -> int:
        book = openpyxl.load_workbook(workbook, read_only=True, data_only=True)
        count = sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
        book.close()
        return count

    return read


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], Path]:
    """A path where no base is yet; each call removes the last one."""
    path = tmp_path / "fresh.pdk"

    def make() -> Path:
        path.unlink(missing_ok=True)
        return path

    return make


def _import(base: Path, workbook: Path) -> int:
    with Database.open(base, create=True) as db:
        return import_workbook(db, workbook)[0].count("added")


def test_import(pair: Pair, district: District, fresh: Callable[[], Path], tmp_path: Path) -> None:
    added = pair(
        lambda: _import(tmp_path / "fresh.pdk", district.workbook),
        _bare_reading(district.workbook),
        before=fresh,
        subject="Импорт книги района в пустую базу",
        against="чтение тех же ячеек openpyxl (read-only)",
        ratio=_IMPORT,
        rounds=2,
        peak=lambda: peak_of(district.data, "import", fresh(), district.workbook),
        megabytes=_MEMORY,
    )
    assert added > 1000


def test_import_again(pair: Pair, district: District, db: Database) -> None:
    plan, summary = pair(
        lambda: import_workbook(db, district.workbook),
        _bare_reading(district.workbook),
        subject="Повторный импорт той же книги: изменений нет",
        against="чтение тех же ячеек openpyxl (read-only)",
        ratio=_IMPORT,
        rounds=2,
    )
    assert plan.changes_nothing and summary.entry is None


def test_undo_of_an_import(pair: Pair, district: District, fresh: Callable[[], Path], tmp_path: Path) -> None:
    """The floor is the import itself: taking back must not take longer than bringing in."""
    base = tmp_path / "fresh.pdk"

    def bring_in() -> None:
        fresh()
        _import(base, district.workbook)

    def take_back() -> int:
        with Database.open(base) as db:
            return journal.undo(db).rows

    rows = pair(
        take_back,
        bring_in,
        subject="Отмена импорта",
        against="сам импорт",
        ratio=_UNDO,
        rounds=2,
    )
    assert rows > 1000
