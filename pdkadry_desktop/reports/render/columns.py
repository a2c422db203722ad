"""How wide the columns of a table are, how large its type is, and whether it must be continued in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from pdkadry_desktop.reports.document import Cell, Column, Row, RowKind, Table, placed, shown
from pdkadry_desktop.reports.render.clean import clean
from pdkadry_desktop.reports.render.fonts import face, word_width
from pdkadry_desktop.reports.values import ValueKind

MM = 72 / 25.4
PADDING = 1.3 * MM  # left and right of the text of a cell
SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_WORD_LIMIT = 26 * MM  # a longer word may be divided
_NATURAL_LIMIT = 120 * MM
_LEAST_COMFORTABLE = 8.5  # points; below it the type is made smaller only if words would be divided otherwise
_WIDE = 70 * MM  # of a column where a page does not limit the table
_LONGEST = 25  # of so many longest texts of a column the width is measured


@dataclass(frozen=True, slots=True)
class Fit:
    """One part of a table that fits the page: its own columns, their widths in points, the size of its type."""

    table: Table
    widths: tuple[float, ...]
    size: float


@dataclass(frozen=True, slots=True)
class _Need:
    """Widths in points: no word is divided; a text takes a few lines; every text takes one line."""

    least: float
    comfortable: float
    natural: float


def fit(table: Table, available: float) -> list[Fit]:
    """The table as one part at the largest type at which it fits, or as several parts side by side in sequence."""
    texts = _longest_texts(table)
    sizes = (table.size,) if table.size else SIZES
    tries = [(size, True) for size in sizes if size >= _LEAST_COMFORTABLE] + [(size, False) for size in sizes]
    for size, comfortable in tries:
        needs = _needs(table.columns, texts, size)
        if sum(need.comfortable if comfortable else need.least for need in needs) <= available:
            return [Fit(table, tuple(_share(table.columns, needs, available)), size)]
    size = table.size or 8.5
    needs = _needs(table.columns, texts, size)
    parts = _parts(needs, min(table.key_columns, len(needs) - 1), available)
    result = []
    for chosen in parts:
        part = table if len(parts) == 1 else part_of(table, chosen)
        chosen_needs = [needs[i] for i in chosen]
        result.append(Fit(part, tuple(_share(part.columns, chosen_needs, available)), size))
    return result


def natural(table: Table, size: float, least_total: float) -> list[float]:
    """Widths where no page limits the table (Excel): what the contents want, at least ``least_total`` together."""
    texts = _longest_texts(table)
    needs = _needs(table.columns, texts, size)
    wide = sum(max(need.least, min(need.natural, _WIDE)) for need in needs)
    return _share(table.columns, needs, max(least_total, wide))


def _longest_texts(table: Table) -> list[list[tuple[str, bool]]]:
    """For each column the texts that may decide its width, with whether they are bold."""
    texts: list[list[tuple[str, bool]]] = [[] for _ in table.columns]
    for row in table.rows:
        if row.kind is RowKind.SECTION:
            continue
        strong = row.kind is not RowKind.DATA
        for index, cell in placed(row, len(table.columns)):
            if cell.span == 1:
                text = shown(cell, table.columns[index]) + ("¹" if cell.note else "")
                texts[index].append((text, strong or cell.bold))
    return [
        [(clean(text), strong) for text, strong in nlargest(_LONGEST, column, key=lambda item: len(item[0]))]
        for column in texts
    ]


def _needs(columns: Sequence[Column], texts: Sequence[Sequence[tuple[str, bool]]], size: float) -> list[_Need]:
    """What each column needs; columns with turned titles are a matrix and equally wide."""
    needs = [_need(column, texts[i], size) for i, column in enumerate(columns)]
    matrix = [i for i, column in enumerate(columns) if column.vertical and column.width is None]
    if matrix:
        widest = max((needs[i] for i in matrix), key=lambda need: need.least)
        needs = [widest if i in matrix else need for i, need in enumerate(needs)]
    return needs


def _need(column: Column, texts: Sequence[tuple[str, bool]], size: float) -> _Need:
    if column.width is not None:
        fixed = max(column.width * MM, 2 * PADDING + 1.2 * size)  # at least one letter
        return _Need(fixed, fixed, fixed)
    wholes = [face(strong).width(line, size) for text, strong in texts for line in text.split("\n")]
    natural = min(max(wholes, default=0.0), _NATURAL_LIMIT)
    if column.kind is ValueKind.TEXT:
        words = [word_width(word, size, strong) for text, strong in texts for word in text.split()]
        least = min(max(words, default=0.0), _WORD_LIMIT * size / 10)
    else:
        least = natural
    title = clean(column.title)
    if column.vertical:
        header = header_natural = size * 1.2
    else:
        header_words = [word_width(word, size, True) for word in title.split()]
        header = min(max(header_words, default=0.0), _WORD_LIMIT * size / 10)
        header_natural = min(face(True).width(title, size), 2 * header)
    padding = 2 * PADDING + 0.5
    least = max(least, header) + padding
    full = max(natural + padding, header_natural + padding, least)
    relaxed = max(least, min(natural * 0.55, 60 * MM * size / 10)) if column.kind is ValueKind.TEXT else least
    return _Need(least, relaxed, full)


def _share(columns: Sequence[Column], needs: Sequence[_Need], available: float) -> list[float]:
    """Widths that fill ``available``: everyone the least, then what is left by weight or by what the contents want."""
    least = [need.least for need in needs]
    left = available - sum(least)
    if left < 0:  # fixed widths promise more than the page has
        return [width * available / sum(least) for width in least]
    weights = [column.weight for column in columns]
    if any(weights):
        wanted = [_weighted(column, need, columns, available) for column, need in zip(columns, needs)]
    else:
        wanted = [need.natural for need in needs]
    wish = [max(want - have, 0.0) for want, have in zip(wanted, least)]
    if sum(wish) > 0:
        given = min(left, sum(wish))
        least = [have + given * want / sum(wish) for have, want in zip(least, wish)]
        left -= given
    if left > 0:
        stretch = [need.natural if _stretches(column) else 0.0 for column, need in zip(columns, needs)]
        if not any(stretch):
            stretch = [0.0 if column.width is not None else need.natural for column, need in zip(columns, needs)]
        if any(stretch):
            least = [have + left * part / sum(stretch) for have, part in zip(least, stretch)]
    return least


def _weighted(column: Column, need: _Need, columns: Sequence[Column], available: float) -> float:
    if column.width is not None or not column.weight:
        return need.natural if column.width is None else need.least
    return available * column.weight / sum(other.weight or 0.0 for other in columns)


def _stretches(column: Column) -> bool:
    return column.width is None and column.kind is ValueKind.TEXT and not column.vertical


def _parts(needs: Sequence[_Need], keys: int, available: float) -> list[list[int]]:
    """The columns of each part: the key columns and as many of the others as fit, as evenly as possible."""
    key_width = sum(need.least for need in needs[:keys])
    if keys and key_width > available * 0.6:
        keys, key_width = 0, 0.0
    rest = list(range(keys, len(needs)))
    count = 1
    while True:
        per_part = -(-len(rest) // count)
        parts = [rest[i : i + per_part] for i in range(0, len(rest), per_part)]
        widths = [key_width + sum(needs[i].least for i in part) for part in parts]
        if max(widths) <= available or per_part == 1:
            return [list(range(keys)) + part for part in parts]
        count += 1


def part_of(table: Table, chosen: Sequence[int]) -> Table:
    """The same table with some of its columns; a cell that spanned more is shown as far as it reaches."""
    rows = []
    for row in table.rows:
        if row.kind is RowKind.SECTION and len(row.cells) == 1:
            rows.append(row)
            continue
        cells: list[Cell] = []
        for index, cell in placed(row, len(table.columns)):
            span = sum(index <= i < index + cell.span for i in chosen)
            if span:
                cells.append(replace(cell, span=span))
        rows.append(Row(tuple(cells), row.kind))
    return replace(table, columns=tuple(table.columns[i] for i in chosen), rows=tuple(rows))
