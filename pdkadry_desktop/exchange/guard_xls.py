"""Reads the skeleton of an old .xls (compound file, BIFF records): how far its cells reach, errors, protection.

Every size that calamine would believe is compared with the file first: it allocates what the file claims, and a claim
of terabytes would end the whole program, not only the import.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from pdkadry_desktop.exchange import refusals
from pdkadry_desktop.exchange.cells import CellError

_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_MAX_AREA = 12_000_000
_ERROR_NAMES = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
_ERROR_TEXTS = dict(zip((0, 7, 15, 23, 29, 36, 42), _ERROR_NAMES, strict=True))
_CELLS = frozenset({0x0203, 0x00FD, 0x027E, 0x0204, 0x00D6, 0x0205, 0x0006, 0x0206, 0x0406})
_MULTI = 0x00BD
_DIMENSIONS, _STRINGS = 0x0200, 0x00FC
_MAX_ROWS, _MAX_COLUMNS = 65_536, 256


@dataclass(slots=True)
class XlsScan:
    """Errors by (sheet name, row from 1, column from 0)."""

    errors: dict[tuple[str, int, int], CellError] = field(default_factory=dict)
    cells: int = 0


def is_compound(data: bytes) -> bool:
    """True for .xls, .doc and everything else in Microsoft's old container, password-protected .xlsx too."""
    return data.startswith(_MAGIC)


def scan_compound(data: bytes, name: str) -> XlsScan:
    """Raises ImportRefused when it is not an .xls, is protected, damaged or too large to be read safely."""
    try:
        streams = _Compound(data)
        names = streams.entries.keys()
        if names & {"encryptedpackage", "encryptioninfo"}:
            raise refusals.protected(name)
        if "worddocument" in names:
            raise refusals.other_document(name, "документ Word")
        if "powerpoint document" in names:
            raise refusals.other_document(name, "презентация")
        return _scan_records(streams.read("workbook" if "workbook" in names else "book"), name)
    except (struct.error, LookupError, ValueError) as error:
        if b"EncryptedPackage" in data or "EncryptedPackage".encode("utf-16-le") in data:
            raise refusals.protected(name) from error
        raise refusals.damaged(name) from error


class _Compound:
    """The few parts of the container format that lead to a stream."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 0x1E)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("sector size")
        self._size = 1 << shift
        dir_count, fat_count, first_dir = struct.unpack_from("<3I", data, 0x28)
        self._cutoff, mini_first, mini_count, difat_first, difat_count = struct.unpack_from("<5I", data, 0x38)
        if max(dir_count, fat_count, mini_count, difat_count) > len(data) // 512:
            raise ValueError("more sectors than bytes")
        sectors = [n for n in struct.unpack_from("<109I", data, 0x4C) if n < _END]
        seen: set[int] = set()
        while difat_first < _END:
            _once(difat_first, seen)
            block = struct.unpack(f"<{self._size // 4}I", self._sector(difat_first))
            sectors += [n for n in block[:-1] if n < _END]
            difat_first = block[-1]
        self._fat: list[int] = []
        for number in sectors[:fat_count]:
            self._fat += struct.unpack(f"<{self._size // 4}I", self._sector(number))
        self.entries: dict[str, tuple[int, int]] = {}
        directory = self._chain(first_dir)
        root = (0, 0)
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 0x40)
            start, size, high = struct.unpack_from("<III", directory, at + 0x74)
            if size > len(data) or (high and self._size > 512):
                raise ValueError("a stream larger than the file")
            if kind == 5:
                root = (start, size)
            elif kind == 2 and 2 <= length <= 64:
                entry = directory[at : at + length - 2].decode("utf-16-le", "replace").lower()
                self.entries.setdefault(entry, (start, size))
        mini = self._chain(mini_first) if mini_first < _END else b""
        self._mini_fat = struct.unpack(f"<{len(mini) // 4}I", mini)
        self._mini = self._chain(root[0])[: root[1]] if root[0] < _END and root[1] else b""

    def read(self, entry: str) -> bytes:
        start, size = self.entries[entry]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        out, seen = bytearray(), set[int]()
        while start < _END:
            _once(start, seen)
            out += self._mini[start * 64 : start * 64 + 64]
            start = self._mini_fat[start]
        return bytes(out[:size])

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        block = self._data[at : at + self._size]
        if not block:
            raise ValueError("sector outside the file")
        return block.ljust(self._size, b"\0")

    def _chain(self, number: int) -> bytes:
        blocks, seen = [], set[int]()
        while number < _END:
            _once(number, seen)
            blocks.append(self._sector(number))
            number = self._fat[number]
        return b"".join(blocks)


def _once(number: int, seen: set[int]) -> None:
    if number in seen:
        raise ValueError("a chain of sectors that runs in a circle")
    seen.add(number)


def _scan_records(stream: bytes, name: str) -> XlsScan:
    scan = XlsScan()
    sheets: dict[int, str] = {}
    begins: set[int] = set()
    depth, at, end = 0, 0, len(stream)
    sheet = ""
    box: list[int] | None = None
    area, modern = 0, False
    unpack = struct.Struct("<HH").unpack_from
    while at + 4 <= end:
        kind, length = unpack(stream, at)
        body = at + 4
        if kind in _CELLS and length >= 6 and body + length <= end:
            row, column = unpack(stream, body)
            scan.cells += 1
            if box is None:
                box = [row, row, column, column]
            else:
                box = [min(box[0], row), max(box[1], row), min(box[2], column), max(box[3], column)]
            error = _error_code(stream, kind, body, length)
            if error is not None:
                scan.errors[sheet, row + 1, column] = CellError(_ERROR_TEXTS.get(error, "#ERROR"))
        elif kind == _MULTI and length >= 6 and body + length <= end:
            row, column = unpack(stream, body)
            last = struct.unpack_from("<H", stream, body + length - 2)[0]
            scan.cells += 1
            if box is None:
                box = [row, row, column, last]
            else:
                box = [min(box[0], row), max(box[1], row), min(box[2], column), max(box[3], last)]
        elif kind in (0x0809, 0x0009, 0x0209, 0x0409):
            depth += 1
            begins.add(at)
            modern = modern or stream[body : body + 2] == b"\x00\x06"
            sheet = sheets.get(at, sheet)
        elif kind == 0x000A:
            depth -= 1
            if depth <= 0 and box is not None:
                area += (box[1] - box[0] + 1) * (box[3] - box[2] + 1)
                box = None
        elif kind == _DIMENSIONS and length in (10, 14):
            top, rows, left, columns = struct.unpack_from("<IIHH" if length == 14 else "<4H", stream, body)
            if rows > _MAX_ROWS or columns > _MAX_COLUMNS or (rows and columns and (top > rows or left > columns)):
                raise ValueError("a sheet larger than the format knows")
        elif kind == _STRINGS and length >= 8:
            if struct.unpack_from("<I", stream, body + 4)[0] > end // 3:
                raise ValueError("more strings than bytes")
        elif kind == 0x002F:
            raise refusals.protected(name)
        elif kind == 0x0085 and length >= 8:
            offset, name_of_sheet = _sheet_name(stream, body, modern)
            sheets[offset] = name_of_sheet
        at = body + length
    if box is not None:
        area += (box[1] - box[0] + 1) * (box[3] - box[2] + 1)
    if not begins.issuperset(sheets):
        raise ValueError("a sheet that begins inside another record")
    if area > _MAX_AREA:
        raise refusals.scattered(name)
    return scan


def _sheet_name(stream: bytes, body: int, modern: bool) -> tuple[int, str]:
    """Where the records of a sheet begin, and its name; before Excel 97 a name was in the system's code page."""
    offset, _, count, wide = struct.unpack_from("<IHBB", stream, body)
    if not modern:
        return offset, stream[body + 7 : body + 7 + count].decode("cp1251", "replace")
    if wide & 1:
        return offset, stream[body + 8 : body + 8 + count * 2].decode("utf-16-le", "replace")
    return offset, stream[body + 8 : body + 8 + count].decode("latin-1")


def _error_code(stream: bytes, kind: int, body: int, length: int) -> int | None:
    if kind == 0x0205 and length >= 8:
        return stream[body + 6] if stream[body + 7] == 1 else None
    if kind in (0x0006, 0x0206, 0x0406) and length >= 14 and stream[body + 12 : body + 14] == b"\xff\xff":
        return stream[body + 8] if stream[body + 6] == 2 else None
    return None
