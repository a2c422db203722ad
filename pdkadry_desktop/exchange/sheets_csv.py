"""Text tables (.csv): the encoding and the separator are found out, every value stays the text it is."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from pdkadry_desktop.core.progress import Progress
from pdkadry_desktop.exchange import refusals
from pdkadry_desktop.exchange.cells import RawSheet
from pdkadry_desktop.exchange.guard import Checked
from pdkadry_desktop.exchange.sheet_builder import MAX_CELLS, SheetBuilder

_DELIMITERS = (";", "\t", ",", "|")
_SAMPLE_ROWS = 200
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_csv(checked: Checked, progress: Progress) -> list[RawSheet]:
    """One sheet named after the file; row numbers are those Excel would show."""
    name = checked.path.name
    text = _decode(checked.data, name)
    delimiter, text = _delimiter(text)
    builder = SheetBuilder(name, checked.path.stem)
    cells = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if number % 2000 == 0:
                progress.raise_if_cancelled()
            cells += len(row)
            if cells > MAX_CELLS:
                raise refusals.too_many_cells(name)
            builder.add(number, row)
    except csv.Error as error:
        raise refusals.unusual(name, "его не удалось разделить на столбцы") from error
    return [builder.build()]


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            encodings: tuple[str, ...] = (encoding,)
            break
    else:
        encodings = ("utf-8", "cp866", "cp1251") if _looks_like_dos(data) else ("utf-8", "cp1251", "cp866")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refusals.unusual(name, "неизвестная кодировка текста")


def _looks_like_dos(data: bytes) -> bool:
    """Old DOS programs wrote cp866: as windows-1251 it is full of letters no Russian text has."""
    sample = data[:100_000]
    odd = sum(0x80 <= byte <= 0xAF and byte not in _USUAL_1251 for byte in sample)
    high = sum(byte >= 0x80 for byte in sample)
    return high > 0 and odd > high / 4


_USUAL_1251 = frozenset("«№»–—…“”„ё Ё•’‘".encode("cp1251")) | {0xA0}


def _delimiter(text: str) -> tuple[str, str]:
    """The separator and the text without Excel's own line «sep=;»."""
    if text[:4].lower() == "sep=" and text[4:5] and text[5:6] in ("\r", "\n", ""):
        return text[4], text[4 + 1 :]
    best, best_score = ";", (0, 0)
    for delimiter in _DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            for number, row in enumerate(csv.reader(io.StringIO(text[:500_000], newline=""), delimiter=delimiter)):
                if number >= _SAMPLE_ROWS:
                    break
                if len(row) > 1:
                    widths[len(row)] += 1
        except csv.Error:
            continue
        score = max(((count, width) for width, count in widths.items()), default=(0, 0))
        if score > best_score:
            best, best_score = delimiter, score
    return best, text
