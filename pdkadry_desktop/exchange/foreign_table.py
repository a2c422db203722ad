"""Finds the table in a foreign sheet: its headings (rows 1–15, one to three rows, merged), its rows, what is no row.

Titles above, «1 2 3 …», ИТОГО, repeated headings and group rows are no rows of the table; each is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..core.text import fold
from .cells import Cell, RawSheet, col_letter
from .foreign_headings import Reading, Vocabulary, heading_key
from .foreign_values import is_blank
from .plan import shown

SEARCHED_ROWS = 15
_TALLEST = 3
_TOTAL = re.compile(r"(итого|всего|в том числе|из них)\b")
_NAMING = ("name", "full_name", "last_name")  # columns that say whose row it is
IsEntry = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """A row of the table; ``group``: the text of the group row above it."""

    number: int
    cells: tuple[Cell, ...]
    group: str = ""


@dataclass(eq=False)
class ForeignTable:
    """A recognised table. ``meanings``: meaning → place of its first column, ``readings``: place → what it was read as.

    ``above``: rows over the headings; ``skipped``: rows that are none of the table, with their kind.
    """

    sheet: RawSheet
    headings: tuple[str, ...]
    heading_row: int  # the Excel number of the last row of headings; -1: the table has none
    readings: dict[int, Reading]
    rows: list[ForeignRow] = field(default_factory=list)
    above: list[tuple[int, str]] = field(default_factory=list)
    skipped: list[tuple[int, str, str]] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)  # places of columns nobody used
    heading_at: int = 0  # the place of the first row of headings in the rows of the sheet

    @cached_property
    def meanings(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for place, reading in sorted(self.readings.items()):
            found.setdefault(reading.meaning, place)
        return found

    def reread(self, place: int, reading: Reading) -> None:
        """Takes a column for something else than its heading said."""
        self.readings[place] = reading
        self.__dict__.pop("meanings", None)

    def places(self, meaning: str) -> list[int]:
        """All columns of a meaning, from left to right."""
        return [place for place, reading in sorted(self.readings.items()) if reading.meaning == meaning]

    def heading(self, place: int) -> str:
        return self.headings[place] or f"столбец {col_letter(place)}"

    def shown(self, number: int, place: int) -> str:
        row = self.sheet.rows[number - self.sheet.first_row]
        return shown(row[place]) if place < len(row) else ""

    @property
    def signature(self) -> str:
        """What the answers about the headings of a source are remembered by."""
        return "|".join(heading_key(heading) for heading in self.headings)


def find_table(sheet: RawSheet, vocabulary: Vocabulary, answers: dict[str, dict[str, str]]) -> ForeignTable | None:
    """The heading rows that say most to this vocabulary, no rows yet; None when none says enough."""
    best: tuple[tuple[int, int, int], int, int, list[str], dict[int, Reading]] | None = None
    for at in range(min(SEARCHED_ROWS, len(sheet.rows))):
        least = _spanned(sheet, at)
        for height in range(least, min(_TALLEST, len(sheet.rows) - at) + 1):
            if height > least and not _goes_on(sheet, at + height - 1):
                break
            parts = _parts(sheet, at, height)
            headings = [" ".join(dict.fromkeys(each)) for each in parts]
            signature = "|".join(map(heading_key, headings))
            readings = vocabulary.read(parts, answers.get(signature, {}))
            meanings = {each.meaning for each in readings.values()}
            if not vocabulary.suffices(meanings):
                continue
            score = (len(meanings), -height, -at)
            if best is None or score > best[0]:
                best = (score, at, height, headings, readings)
    if best is None:
        return None
    _, at, height, headings, readings = best
    return ForeignTable(sheet, tuple(headings), sheet.first_row + at + height - 1, readings, heading_at=at)


def headless_table(sheet: RawSheet, vocabulary: Vocabulary, place: int, meaning: str) -> ForeignTable:
    """A list without headings anybody knows: one column that its content explains."""
    is_heading = bool(sheet.rows) and not vocabulary.is_entry(shown(sheet.rows[0][place]))
    headings = tuple(shown(cell) for cell in sheet.rows[0]) if is_heading else ("",) * len(sheet.rows[0])
    return ForeignTable(
        sheet, headings, sheet.first_row if is_heading else -1, {place: Reading(meaning, is_sure=not is_heading)}
    )


def _spanned(sheet: RawSheet, at: int) -> int:
    """How many rows the headings that begin here reach down."""
    number = sheet.first_row + at
    return min(_TALLEST, max((each.bottom - number + 1 for each in sheet.merged if each.top == number), default=1))


def _goes_on(sheet: RawSheet, at: int) -> bool:
    """Whether a row may be a further row of headings: it divides the texts above and seldom stands under one."""
    number = sheet.first_row + at
    above, row = sheet.rows[at - 1], sheet.rows[at]
    filled = [place for place, cell in enumerate(row) if shown(cell)]
    if not filled or any(isinstance(row[place], float | int) for place in filled):
        return False
    divided = {
        place for each in sheet.merged if each.top <= number - 1 <= each.bottom and each.right > each.left
        for place in range(each.left, each.right + 1)
    }  # fmt: skip
    if not sheet.merged:
        divided = {
            place for place in filled
            if place + 1 < len(above) and not shown(above[place + 1]) and place + 1 < len(row) and shown(row[place + 1])
        }  # fmt: skip
    stacked = [place for place in filled if place < len(above) and shown(above[place]) and place not in divided]
    return 2 * len(stacked) < len(filled)


def _parts(sheet: RawSheet, at: int, height: int) -> list[list[str]]:
    """The texts over each column from top to bottom; a merged text stands over all its columns."""
    width = len(sheet.rows[at]) or max((len(row) for row in sheet.rows), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    for level in range(height):
        row = sheet.rows[at + level]
        number = sheet.first_row + at + level
        texts = [shown(cell) if isinstance(cell, str | int | float) else "" for cell in row] + [""] * (width - len(row))
        merged = [each for each in sheet.merged if each.top <= number <= each.bottom]
        for each in merged:
            if each.top < sheet.first_row + at:
                continue
            text = shown(sheet.rows[each.top - sheet.first_row][each.left])
            for place in range(each.left, min(each.right + 1, width)):
                texts[place] = text
        if level == 0 and height > 1 and not sheet.merged:
            texts = _spread(texts, sheet.rows[at + 1])
        for place, text in enumerate(texts):
            if text and text not in parts[place]:
                parts[place].append(text)
    return parts


def _spread(texts: Sequence[str], below: Sequence[Cell]) -> list[str]:
    """A text over several columns whose merge the format does not tell (.ods, .csv)."""
    spread: list[str] = []
    for place, text in enumerate(texts):
        is_below = place < len(below) and bool(shown(below[place]))
        spread.append(text or (spread[-1] if spread and is_below else ""))
    return spread


def collect(table: ForeignTable, is_entry: IsEntry) -> None:
    """Sorts the rows of the sheet into rows of the table, rows above it and rows that are none."""
    sheet = table.sheet
    for above in range(table.heading_at):
        if text := _joined(map(shown, sheet.rows[above])):
            table.above.append((sheet.first_row + above, text))
    heading = [heading_key(each) for each in table.headings]
    first = max(table.heading_row - sheet.first_row + 1, 0)
    group = ""
    for place in range(first, len(sheet.rows)):
        row, number = sheet.rows[place], sheet.first_row + place
        texts = [shown(cell) for cell in row]
        filled = [(at, row[at]) for at, text in enumerate(texts) if text]
        if not filled:
            continue
        if place - first < 2 and _is_numbering(texts):
            table.skipped.append((number, _joined(texts), "Номера столбцов"))
        elif len(filled) > 1 and heading_key(texts[filled[0][0]]) in heading and [*map(heading_key, texts)] == heading:
            table.skipped.append((number, _joined(texts), "Повтор заголовков"))
        elif _is_total(filled):
            table.skipped.append((number, _joined(texts), "Строка с итогом"))
        elif len(table.readings) > 1 and _is_group(table, number, filled, is_entry):
            group = shown(filled[0][1])
            table.skipped.append((number, group, "Заголовок группы строк"))
        elif any(at in table.readings and not is_blank(cell) for at, cell in filled):
            table.rows.append(ForeignRow(number, row, group))
        else:
            table.skipped.append((number, _joined(texts), "Строка вне столбцов таблицы"))


def _joined(texts: Iterable[str]) -> str:
    return " · ".join(text for text in texts if text)


def _is_total(filled: Sequence[tuple[int, Cell]]) -> bool:
    """«ИТОГО» in the first text, or after a number."""
    first = filled[0][1]
    if isinstance(first, str) or len(filled) < 2:
        return isinstance(first, str) and bool(_TOTAL.match(fold(first)))
    return isinstance(filled[1][1], str) and bool(_TOTAL.match(fold(filled[1][1])))


def _is_numbering(cells: Sequence[str]) -> bool:
    """«1 2 3 … 10»"""
    texts = [text for text in cells if text]
    return len(texts) > 1 and texts == [str(at + 1) for at in range(len(texts))]


def _is_group(
    table: ForeignTable, number: int, filled: Sequence[tuple[int, Cell]], is_entry: IsEntry
) -> bool:  # fmt: skip
    if len(filled) != 1:
        return False
    place, cell = filled[0]
    if not isinstance(cell, str):
        return False
    wide = any(
        each.top <= number <= each.bottom and each.left <= place and each.right - each.left + 1 >= 3
        for each in table.sheet.merged
    )
    reading = table.readings.get(place)
    return wide or reading is None or (reading.meaning in _NAMING and not is_entry(cell))
