"""Reads the XML of a sheet as bytes, before any parser: how far its cells reach and what the quick reader would lose.

calamine allocates the whole rectangle between the first and the last filled cell and gives an empty text for an error
cell; both are seen here for the price of a few regular expressions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pdkadry_desktop.exchange.cells import NO_RESULT, CellError, MergedRange, col_index

MAX_EXCEL_ROW = 1_048_576
MAX_EXCEL_COLUMN = 16_384
_MAX_CARRY = 4 << 20
MAX_MERGED = 20_000

_CELL = re.compile(rb'<c\s+r="([A-Z]{1,3})([0-9]{1,7})"[^>/]*>')
_PLACE = rb'<c\s+r="([A-Z]{1,3})([0-9]{1,7})"'
_FORMULA_TEXT = rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)"
_ERROR = re.compile(_PLACE + rb'[^>/]*?\st="e"[^>/]*>' + _FORMULA_TEXT + rb"?<v>([^<]*)</v>")
_FORMULA = re.compile(_PLACE + rb"([^>/]*)>" + _FORMULA_TEXT + rb"(<v\s*/>|<v></v>)?</c>")
_MERGE = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<row\s[^>]*?r="([0-9]+)"')


@dataclass(frozen=True, slots=True)
class SheetScan:
    """Rows from 1, columns from 0; ``ordinary`` is False when only a slow careful reader may take the sheet."""

    ordinary: bool = True
    cells: int = 0
    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = -1
    strings: int = 0  # cells that point into the shared strings
    negative: bool = False  # a number below zero: the quick reader loses it when it is formatted as a date
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)  # (row, column)
    merged: tuple[MergedRange, ...] = ()

    @property
    def area(self) -> int:
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.cells else 0


class SheetScanner:
    """Takes the bytes of one sheet piece by piece."""

    def __init__(self) -> None:
        self._carry = b""
        self._ordinary = True
        self._cells = self._closed = self._strings = 0
        self._rows: tuple[int, int] | None = None
        self._columns: set[bytes] = set()
        self._negative = False
        self._errors: dict[tuple[int, int], CellError] = {}
        self._merged: list[MergedRange] = []
        self._first = True
        self._after = False  # past the cells

    def feed(self, chunk: bytes) -> None:
        if self._first:
            self._first = False
            declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([^\"']+)", chunk)
            if declared and declared.group(1).lower() not in (b"utf-8", b"us-ascii", b"ascii"):
                self._ordinary = False
        block = self._carry + chunk
        if not self._after and b"</sheetData>" in block:
            self._after = True
            cut = block.rfind(b"<", block.rfind(b"</sheetData>") + 1)  # below the cells every tag stands alone
        else:
            cut = block.rfind(b"<") if self._after else max(block.rfind(b"<c "), block.rfind(b"<row"))
        if len(block) - cut > _MAX_CARRY:  # one cell of four megabytes: not written by any spreadsheet program
            self._ordinary, cut = False, len(block)
        self._carry = block[max(cut, 0) :]
        self._scan(block[: max(cut, 0)])

    def result(self) -> SheetScan:
        self._scan(self._carry)
        self._carry = b""
        columns = [col_index(letters.decode("ascii")) for letters in self._columns]
        top, bottom = self._rows or (0, 0)
        left, right = (min(columns), max(columns)) if columns else (0, -1)
        within = bottom <= MAX_EXCEL_ROW and right < MAX_EXCEL_COLUMN and (top >= 1 or not self._cells)
        return SheetScan(
            ordinary=self._ordinary and within and self._cells == self._closed,
            cells=max(self._cells, self._closed),
            top=top,
            bottom=bottom,
            left=left,
            right=right,
            strings=self._strings,
            negative=self._negative,
            errors=self._errors,
            merged=tuple(self._merged),
        )

    def _scan(self, block: bytes) -> None:
        found: list[tuple[bytes, bytes]] = _CELL.findall(block)
        self._closed += block.count(b"</c>")
        if found:
            self._cells += len(found)
            self._columns.update({letters for letters, _ in found})
            rows = {int(digits) for digits in {digits for _, digits in found}}
            low, high = min(rows), max(rows)
            self._rows = (low, high) if self._rows is None else (min(low, self._rows[0]), max(high, self._rows[1]))
            self._strings += block.count(b't="s"')
            self._negative = self._negative or b"<v>-" in block
        if b"<!" in block or (b"sheetData" in block and re.search(rb"<\w+:sheetData", block)):
            self._ordinary = False  # comments, CDATA and prefixed names are legal and never written by Excel
        if any(int(number) > MAX_EXCEL_ROW for number in _ROW.findall(block) if len(number) > 6):
            self._ordinary = False
        if b't="e"' in block:
            for letters, digits, text in _ERROR.findall(block):
                self._errors[int(digits), col_index(letters.decode())] = CellError(text.decode("utf-8", "replace"))
        if b"<f" in block:
            for letters, digits, attributes, value in _FORMULA.findall(block):
                if not (value and b't="str"' in attributes):  # an empty text is a result too
                    self._errors[int(digits), col_index(letters.decode())] = NO_RESULT
        if b"<mergeCell" in block:
            for left, top, right, bottom in _MERGE.findall(block):
                if len(self._merged) < MAX_MERGED:
                    corner = col_index(left.decode()), col_index(right.decode())
                    self._merged.append(MergedRange(int(top), corner[0], int(bottom), corner[1]))


class StringsScanner:
    """Measures the longest shared string, so that a short file cannot copy it a million times."""

    def __init__(self) -> None:
        self.longest = 0
        self._open = 0

    def feed(self, chunk: bytes) -> None:
        pieces = chunk.split(b"</si>")
        for piece in pieces[:-1]:
            self.longest = max(self.longest, self._open + len(piece))
            self._open = 0
        self._open += len(pieces[-1])
        self.longest = max(self.longest, self._open)
