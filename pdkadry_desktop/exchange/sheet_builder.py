"""Collects rows of one sheet under the limits: table rows here, far-away cells aside, nothing dropped."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from pdkadry_desktop.exchange import refusals
from pdkadry_desktop.exchange.cells import Cell, CellError, MergedRange, RawSheet, StrayCell, col_letter

MAX_ROWS = 60_000
MAX_COLUMNS = 200
MAX_TEXT = 32_767
MAX_STRAY = 10_000
MAX_CELLS = 5_000_000
_MIDNIGHT = time()


class SheetBuilder:
    """Rows are added from top to bottom; empty ones may be left out."""

    def __init__(self, file_name: str, name: str, hidden: bool = False) -> None:
        self.name = name
        self._file_name = file_name
        self._hidden = hidden
        self._rows: list[tuple[Cell, ...]] = []
        self._first = 0
        self._filled = 0
        self._width = 0
        self._stray: list[StrayCell] = []
        self._texts: dict[str, str] = {}  # the same text in many cells is kept once: a quarter of an import's memory
        self._days: dict[date, date] = {}
        self.merged: tuple[MergedRange, ...] = ()

    def add(self, number: int, values: Iterable[object], offset: int = 0) -> None:
        """``number`` as Excel counts rows, ``values`` from column ``offset`` on; foreign values are made ours here."""
        row: list[Cell] = [None] * offset
        first = last = -1
        for value in values:
            cell = self._clean(value, number, len(row))
            if cell is not None:
                last = len(row)
                if first < 0:
                    first = last
            row.append(cell)
        if last < 0:
            return
        self._filled += 1
        if self._filled > MAX_ROWS:
            raise refusals.too_many_rows(self._file_name, self.name)
        if first >= MAX_COLUMNS:
            self._set_aside(number, row, 0)
            return
        if not self._first:
            self._first = number
        place = number - self._first
        if place >= MAX_ROWS or place < len(self._rows):
            self._set_aside(number, row, 0)
            return
        if last >= MAX_COLUMNS:
            self._set_aside(number, row, MAX_COLUMNS)
        kept = tuple(row[: min(last + 1, MAX_COLUMNS)])
        self._width = max(self._width, len(kept))
        self._rows.extend([()] * (place - len(self._rows)))
        self._rows.append(kept)

    def build(self) -> RawSheet:
        empty: tuple[Cell, ...] = (None,) * self._width
        rows = [row if len(row) == self._width else (row + empty[len(row) :] if row else empty) for row in self._rows]
        return RawSheet(self.name, rows, self._first or 1, self._hidden, tuple(self._stray), self.merged)

    def _set_aside(self, number: int, row: list[Cell], start: int) -> None:
        found = ((at, row[at]) for at in range(start, len(row)) if row[at] is not None)
        self._stray.extend(StrayCell(number, at, value) for at, value in found)
        if len(self._stray) > MAX_STRAY:
            raise refusals.scattered(self._file_name, self.name)

    def _clean(self, value: object, number: int, column: int) -> Cell:
        if type(value) is str:
            if len(value) > MAX_TEXT:
                where = f"в ячейке {col_letter(column)}{number} листа «{self.name}»"
                raise refusals.too_long_text(self._file_name, where)
            return self._texts.setdefault(value, value) or None
        if type(value) is float:
            return value if math.isfinite(value) else CellError("не число")
        if isinstance(value, datetime):
            if value.time() != _MIDNIGHT:
                return value
            day = value.date()
            return self._days.setdefault(day, day)
        if type(value) is date:
            return self._days.setdefault(value, value)
        if isinstance(value, timedelta):
            return _duration(value)
        return value  # type: ignore[return-value]  # int, bool, date, time, CellError, None: what the readers give


def _duration(value: timedelta) -> str:
    """Longer than a day, as Excel shows it: 30:00:00."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
