"""Tables of a register: first page, search, opening, scrolling."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from measuring import Pair
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from registers_shown import open_register, page_of, program, until_loaded
from sizes import District

from pdkadry_desktop.app import Program
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.pages.register import RegisterPage

_PAGE = 0.1
_SEARCH = 0.1
_OPEN = 0.1
_FRAME = 0.008
_FRAMES = 60
_ORDER = "ORDER BY c.ends_on DESC, c.id"
_ROWS = """
    SELECT c.id, c.kind, c.name, c.provider, c.hours, c.ends_on, c.by_diagnostics, c.teacher_id, t.title
    FROM courses AS c LEFT JOIN teachers AS t ON t.id = c.teacher_id"""
_FOUND = "WHERE instr(c.search_text, ?) OR c.teacher_id IN (SELECT id FROM teachers WHERE instr(search_text, ?))"
_SEARCHED = "абрамова"
Bare = Callable[..., Callable[[], Any]]


@pytest.fixture
def opened(district: District, data_folder: Path) -> Iterator[Program]:
    with program(district.base) as shown:
        yield shown


@pytest.fixture
def bare(db: Database) -> Bare:
    """Ids of all matching courses in order and the first hundred rows, by SQL on the driver."""

    def make(condition: str = "", values: tuple[str, ...] = ()) -> Callable[[], Any]:
        def read() -> Any:
            ids = db.raw.execute(f"SELECT c.id FROM courses AS c {condition} {_ORDER}", values).fetchall()
            return ids, db.raw.execute(f"{_ROWS} {condition} {_ORDER} LIMIT 100", values).fetchall()

        return read

    return make


@pytest.fixture
def courses(opened: Program) -> RegisterPage:
    open_register(opened, "courses")
    return page_of(opened, "courses")


def _shown(page: RegisterPage, search: str = "") -> Callable[[], int]:
    def show() -> int:
        page.model.show(search)
        until_loaded(page)
        page.table.viewport().repaint()
        return page.model.rowCount()

    return show


def test_first_page(pair: Pair, courses: RegisterPage, bare: Bare) -> None:
    count = pair(
        _shown(courses),
        bare(),
        subject="Первая страница таблицы курсов, с отрисовкой",
        against="те же строки запросами SQL",
        seconds=_PAGE,
        rounds=9,
    )
    assert count == len(bare()()[0])


def test_search(pair: Pair, courses: RegisterPage, bare: Bare) -> None:
    floor = bare(_FOUND, (_SEARCHED, _SEARCHED))
    count = pair(
        _shown(courses, _SEARCHED),
        floor,
        subject="Поиск в таблице курсов по фамилии, с отрисовкой",
        against="те же строки запросами SQL",
        seconds=_SEARCH,
        rounds=9,
    )
    assert count == len(floor()[0])


def test_opening_any_register(pair: Pair, district: District, data_folder: Path, db: Database) -> None:
    """Every register opened for the first time in one window; the slowest is judged."""
    took: dict[str, float] = {}

    def slowest() -> None:
        with program(district.base) as opened:
            for key in REGISTERS:
                if key != "teachers":
                    took[key] = min(took.get(key, 1e9), open_register(opened, key))

    def floor() -> None:
        for key in REGISTERS:
            db.raw.execute(f"SELECT id FROM {key} ORDER BY title_key").fetchall()
            db.raw.execute(f"SELECT * FROM {key} ORDER BY title_key LIMIT 100").fetchall()

    pair(
        slowest,
        floor,
        subject=f"Открыть все реестры ({len(REGISTERS)}) по одному разу, с окном",
        against="строки всех реестров запросами SQL",
        rounds=3,
    )
    key = max(took, key=lambda each: took[each])
    pair.worst(f"самый медленный – «{REGISTERS[key].title}»", took[key], _OPEN)


class _StaticRows(QAbstractTableModel):
    """As many rows and columns of one text."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self._rows, self._columns = rows, columns

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._columns

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return "Иванова Анна" if role == Qt.ItemDataRole.DisplayRole else None


def _scroll(table: QTableView) -> list[float]:
    """Seconds of each paint while the first rows are scrolled through, a few rows at a time."""
    took = []
    bar = table.verticalScrollBar()
    for step in range(_FRAMES):
        bar.setValue(step * 40)
        start = time.perf_counter()
        table.viewport().repaint()
        took.append(time.perf_counter() - start)
    return took


def test_scrolling(pair: Pair, courses: RegisterPage) -> None:
    table = QTableView()
    model = _StaticRows(courses.model.rowCount(), len(courses.model.columns))
    table.setModel(model)
    table.resize(courses.table.size())
    table.show()
    assert QTest.qWaitForWindowExposed(table)
    frames: list[list[float]] = []
    pair(
        lambda: frames.append(_scroll(courses.table)),
        lambda: _scroll(table),
        subject=f"Прокрутка таблицы курсов, {_FRAMES} кадров",
        against="таблица Qt с одним и тем же текстом",
        rounds=5,
    )
    table.close()
    late = min(sorted(each)[int(_FRAMES * 0.95)] for each in frames)
    pair.worst("19 кадров из 20 – не дольше", late, _FRAME)
