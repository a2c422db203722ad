"""A table on PDF pages: repeated header, rows that divide between lines, hairlines, footnote marks.

One ``Grid`` is one part of a table laid out; a ``GridPiece`` is the stretch of it that stands on one page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from reportlab.platypus import Flowable, FrameBreak

from pdkadry_desktop.core.progress import Progress
from pdkadry_desktop.reports.document import Align, HeaderCell, Row, RowKind, header_cells, placed, shown
from pdkadry_desktop.reports.render.clean import tied
from pdkadry_desktop.reports.render.columns import PADDING, Fit
from pdkadry_desktop.reports.render.fonts import face, wrap
from pdkadry_desktop.reports.render.text import put_all

LEADING = 1.17
PAD_Y = 2.6  # points above and below the text of a row
HAIRLINE, RULE = 0.4, 0.9
LINE_GREY, RULE_GREY = 0.55, 0.25
TINTS = {RowKind.SECTION: 0.965, RowKind.SUBTOTAL: 0.965, RowKind.TOTAL: 0.93}
HEADER_TINT = 0.93
_DIGITS = "º¹²³⁴⁵⁶⁷⁸⁹"  # the fonts of documents have no raised zero: the ordinal sign looks like it
_SUPERSCRIPT = str.maketrans("0123456789", _DIGITS)
_RAISED = frozenset(_DIGITS)
_TALL_HEADER = 0.45  # of the page
_TITLE_LENGTH = 60
_MAX_VERTICAL = 170.0  # points a turned header may be high


@dataclass(slots=True)
class _LaidCell:
    x: float
    width: float
    lines: list[str]
    align: Align
    bold: bool


@dataclass(slots=True)
class _LaidRow:
    cells: list[_LaidCell]
    lines: int
    kind: RowKind


@dataclass(frozen=True, slots=True)
class Place:
    """A place between two lines of a table: row and line of the row."""

    row: int
    line: int = 0


class Grid:
    """A part of a table with its column widths; rows are laid out when a page reaches them."""

    def __init__(
        self, fit: Fit, page_height: float, notes: dict[str, int], progress: Progress, framed: bool = True
    ) -> None:
        """``page_height`` in points; without a frame there is no header and no vertical line: a list of pairs."""
        self.page_height, self.framed = page_height, framed
        self.padding = PADDING if framed else 0.0
        self.table, self.widths, self.size = fit.table, fit.widths, fit.size
        self.notes = notes
        self.leading = fit.size * LEADING
        self.left = [0.0]
        for width in fit.widths:
            self.left.append(self.left[-1] + width)
        self.rows: tuple[Row, ...] = fit.table.rows or (Row((fit.table.empty_text,), RowKind.SECTION),)
        self._progress = progress
        self._laid: dict[int, _LaidRow] = {}
        self.header = _Header(self)

    @property
    def width(self) -> float:
        return self.left[-1]

    def height(self, lines: int) -> float:
        """Of a row, or of a piece of one, with so many lines."""
        return lines * self.leading + 2 * PAD_Y

    def row(self, index: int) -> _LaidRow:
        laid = self._laid.get(index)
        if laid is None:
            laid = self._laid[index] = self._lay_out(self.rows[index])
            if index % 200 == 0:
                self._progress.raise_if_cancelled()
                self._progress.step(index, len(self.rows), "Вёрстка таблицы")
        return laid

    def forget(self, before: int) -> None:
        """Rows that are on paper need no memory."""
        for index in [index for index in self._laid if index < before]:
            del self._laid[index]

    def _lay_out(self, row: Row) -> _LaidRow:
        cells = []
        strong = row.kind is not RowKind.DATA
        for index, cell in placed(row, len(self.widths)):
            column = self.table.columns[index]
            text = tied(shown(cell, column))
            if cell.note:
                text += mark(self.notes[cell.note])
            left = self.left[index]
            width = self.left[index + cell.span] - left
            align = cell.align or (Align.LEFT if cell.span > 1 else column.alignment)
            bold = strong or cell.bold
            lines = wrap(text, width - PADDING - self.padding + 0.01, self.size, bold) if text else []
            cells.append(_LaidCell(left, width, lines, align, bold))
        return _LaidRow(cells, max(1, max((len(cell.lines) for cell in cells), default=1)), row.kind)


class _Header:
    """The header of a grid: laid out once, drawn on every page."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.cells: list[tuple[HeaderCell, list[str]]] = []
        self.heights: list[float] = []
        self.numbers = self.height = 0.0
        if grid.framed:
            self._lay_out()

    def _lay_out(self) -> None:
        grid = self.grid
        count, cells = header_cells(grid.table.columns)
        heights = [0.0] * count
        for cell in sorted(cells, key=lambda item: item.rows):
            width = grid.left[cell.column + cell.columns] - grid.left[cell.column]
            text = tied(cell.text)
            if cell.vertical:
                lines = self._turned(text, width)
                need = max(face(True).width(line, grid.size) for line in lines) + 2 * PAD_Y + 2
            else:
                lines = wrap(text, width - 2 * PADDING + 0.01, grid.size, True)
                need = grid.height(len(lines))
            self.cells.append((cell, lines))
            if cell.rows == 1:
                heights[cell.row] = max(heights[cell.row], need)
            else:
                heights[-1] = max(heights[-1], need - sum(heights[:-1]))
        self.heights = heights
        self.numbers = grid.height(1) - PAD_Y if grid.table.numbered_columns else 0.0
        self.height = sum(heights) + self.numbers

    def _turned(self, text: str, width: float) -> list[str]:
        """The lines of a turned title: as low as the width of the column allows."""
        grid = self.grid
        room = max(1, int((width - 2) / grid.leading))
        height = 60.0
        lines = wrap(text, height, grid.size, True)
        while len(lines) > room and height < _MAX_VERTICAL:
            height += 8
            lines = wrap(text, height, grid.size, True)
        return lines

    def draw(self, canvas: Any, top: float) -> None:
        grid = self.grid
        bottom = top - self.height
        canvas.setFillGray(HEADER_TINT)
        canvas.rect(0, bottom, grid.width, self.height, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setStrokeGray(LINE_GREY)
        canvas.setLineWidth(HAIRLINE)
        for cell, lines in self.cells:
            left, right = grid.left[cell.column], grid.left[cell.column + cell.columns]
            upper = top - sum(self.heights[: cell.row])
            height = sum(self.heights[cell.row : cell.row + cell.rows])
            canvas.rect(left, upper - height, right - left, height, stroke=1, fill=0)
            if cell.vertical:
                canvas.saveState()
                canvas.translate((left + right) / 2, upper - height + PAD_Y + 1)
                canvas.rotate(90)
                first = (len(lines) * grid.leading) / 2 - grid.size * 0.86
                put_all(
                    canvas, [(0.0, first - i * grid.leading, line) for i, line in enumerate(lines)], grid.size, True
                )
                canvas.restoreState()
                continue
            first = upper - (height - len(lines) * grid.leading) / 2 - grid.size * 0.93
            middle = (left + right) / 2
            measure = face(True).width
            placed_lines = [
                (middle - measure(line, grid.size) / 2, first - i * grid.leading, line) for i, line in enumerate(lines)
            ]
            put_all(canvas, placed_lines, grid.size, True)
        if self.numbers:
            size = grid.size * 0.85
            for index in range(len(grid.widths)):
                middle = (grid.left[index] + grid.left[index + 1]) / 2
                canvas.rect(grid.left[index], bottom, grid.widths[index], self.numbers)
                text = str(index + 1)
                put_all(canvas, [(middle - face().width(text, size) / 2, bottom + PAD_Y + 0.5, text)], size, False)

    def draw_rule(self, canvas: Any, top: float) -> None:
        """The stronger line under the header, over the tint of the first row."""
        canvas.setStrokeGray(RULE_GREY)
        canvas.setLineWidth(RULE)
        canvas.line(0, top - self.height, self.grid.width, top - self.height)


class GridPiece(Flowable):  # type: ignore[misc]
    """The rows of a grid from one place on; what does not fit goes into the next piece.

    ``reserve`` is the height of what must stand on the same page after the last rows: a signature.
    """

    def __init__(self, grid: Grid, start: Place = Place(0), reserve: float = 0.0) -> None:
        super().__init__()
        self.grid, self.start, self.reserve = grid, start, reserve
        self.end = Place(len(grid.rows))
        self.spaceBefore = 2
        self.spaceAfter = 5

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Stops counting when the page is full: the height is then only known to be too much."""
        height = self.grid.header.height
        limit = available_height - (self.reserve if self._can_give_way(available_height) else 0.0)
        for index in range(self.start.row, self.end.row + bool(self.end.line)):
            height += self.grid.height(self._lines(index))
            self.height = height
            if height > limit + 0.01:
                return self.grid.width, available_height + 1
        self.height = height
        return self.grid.width, height

    def _can_give_way(self, available: float) -> bool:
        """Whether rows may go to the next page for what follows: not the only ones of a whole page."""
        left = self.end.row - self.start.row
        return self.end.row == len(self.grid.rows) and (left > 2 or available < self.grid.page_height - 20)

    def minimum(self) -> float:
        """The height without which it is not worth starting on this page: header and first rows."""
        grid = self.grid
        height = grid.header.height
        for index in range(self.start.row, min(len(grid.rows), self.start.row + 3)):
            height += grid.height(min(self._lines(index), 3))
            if grid.rows[index].kind is not RowKind.SECTION:
                break
        return height

    def _lines(self, index: int) -> int:
        """How many lines of the row belong to this piece."""
        first = self.start.line if index == self.start.row else 0
        last = self.end.line if index == self.end.row and self.end.line else self.grid.row(index).lines
        return last - first

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        cut = self._cut(available_height)
        if cut is None:
            return []
        head, tail = GridPiece(self.grid, self.start), GridPiece(self.grid, cut, self.reserve)
        head.end = cut
        return [head, FrameBreak(), tail]

    def _cut(self, available: float) -> Place | None:
        """Where this page ends; None when not even the beginning fits."""
        grid = self.grid
        page = available - grid.header.height
        used = 0.0
        index = self.start.row
        total = len(grid.rows)
        while index < total and used + grid.height(self._lines(index)) <= page + 0.01:
            used += grid.height(self._lines(index))
            index += 1
        if index == total:  # all rows fit, but not what must follow them: the last rows go with it
            return self._whole(total - 2) if total - 2 > self.start.row else None
        lines = self._lines(index)
        room = int((page - used - 2 * PAD_Y) / grid.leading)
        if lines > 6 and room >= 3 and (index == self.start.row or grid.height(lines) > page * 0.35):
            first = self.start.line if index == self.start.row else 0
            return Place(index, first + min(room, lines - 2))
        if index == self.start.row:
            if room >= 1 and lines > 1 and used == 0.0 and self._fills_a_page(lines, page):
                return Place(index, self.start.line + min(room, lines - 1))
            return None
        return self._whole(index)

    def _fills_a_page(self, lines: int, page: float) -> bool:
        return self.grid.height(lines) > page

    def _whole(self, index: int) -> Place:
        """Before the row, and not between a subheading and its first row, nor between a total and the row above it."""
        earliest = self.start.row + 1
        while index > earliest and (
            self.grid.rows[index - 1].kind is RowKind.SECTION
            or self.grid.rows[index].kind in (RowKind.TOTAL, RowKind.SUBTOTAL)
        ):
            index -= 1
        return Place(index)

    def draw(self) -> None:
        grid, canvas = self.grid, self.canv
        top = self.height
        if grid.framed:
            grid.header.draw(canvas, top)
        y = top - grid.header.height
        edges: list[tuple[float, float, list[float]]] = []  # upper, lower, where the verticals stand
        for index in range(self.start.row, self.end.row + bool(self.end.line)):
            laid = grid.row(index)
            first = self.start.line if index == self.start.row else 0
            count = self._lines(index)
            lower = y - grid.height(count)
            tint = TINTS.get(laid.kind)
            if tint is not None:
                canvas.setFillGray(tint)
                canvas.rect(0, lower, grid.width, y - lower, stroke=0, fill=1)
                canvas.setFillGray(0)
            for cell in laid.cells:
                self._text(cell, cell.lines[first : first + count], y)
            edges.append((y, lower, [cell.x for cell in laid.cells] if grid.framed else []))
            y = lower
        self._lines_between(edges)
        if grid.framed:
            grid.header.draw_rule(canvas, top)
        grid.forget(self.end.row)

    def _text(self, cell: _LaidCell, lines: list[str], top: float) -> None:
        grid = self.grid
        y = top - PAD_Y - grid.size * 0.93
        measure = face(cell.bold).width
        placed_lines = []
        for line in lines:
            x = cell.x + grid.padding
            if cell.align is Align.RIGHT:
                x = cell.x + cell.width - grid.padding - measure(self._aligned_part(line), grid.size)
            elif cell.align is Align.CENTER:
                x = cell.x + (cell.width - measure(line, grid.size)) / 2
            placed_lines.append((x, y, line))
            y -= grid.leading
        put_all(self.canv, placed_lines, grid.size, cell.bold)

    @staticmethod
    def _aligned_part(line: str) -> str:
        """The line without the mark of a footnote: the mark hangs in the margin of the cell, digits stay in line."""
        return line[:-1] if line[-2:-1] not in _RAISED and line[-1:] in _RAISED else line

    def _lines_between(self, edges: list[tuple[float, float, list[float]]]) -> None:
        """Hairlines; a vertical runs through all neighbouring rows that have it."""
        canvas, width = self.canv, self.grid.width
        canvas.setStrokeGray(LINE_GREY)
        canvas.setLineWidth(HAIRLINE)
        path = canvas.beginPath()
        open_from: dict[float, float] = {}
        for upper, lower, verticals in edges:
            here = {*verticals, width} if verticals else set()
            for x in [x for x in open_from if x not in here]:
                _segment(path, x, open_from.pop(x), x, upper)
            for x in here:
                open_from.setdefault(x, upper)
            _segment(path, 0, lower, width, lower)
        for x, upper in open_from.items():
            _segment(path, x, upper, x, edges[-1][1])
        canvas.drawPath(path)


def _segment(path: Any, x1: float, y1: float, x2: float, y2: float) -> None:
    path.moveTo(x1, y1)
    path.lineTo(x2, y2)


def laid_out(fit: Fit, page_height: float, notes: dict[str, int], progress: Progress, framed: bool = True) -> Grid:
    """The grid of a part of a table; titles that would fill the page are shortened and join ``notes`` in full."""
    grid = Grid(fit, page_height, notes, progress, framed)
    if grid.header.height > page_height * _TALL_HEADER:
        grid = Grid(_with_short_titles(fit, notes), page_height, notes, progress, framed)
    return grid


def _with_short_titles(part: Fit, notes: dict[str, int]) -> Fit:
    columns = []
    for column in part.table.columns:
        title, group = (_short(text, notes) for text in (column.title, column.group))
        columns.append(replace(column, title=title, group=group))
    return Fit(replace(part.table, columns=tuple(columns)), part.widths, part.size)


def _short(title: str, notes: dict[str, int]) -> str:
    if len(title) <= _TITLE_LENGTH:
        return title
    number = notes.setdefault(title, len(notes) + 1)
    return f"{title[:_TITLE_LENGTH].rstrip()}…\u00a0({number})"


def mark(number: int) -> str:
    """The raised number of a footnote."""
    return str(number).translate(_SUPERSCRIPT)


def footnote_lines(notes: dict[str, int]) -> list[str]:
    """The footnotes under a table, each with its mark."""
    return [f"{mark(number)} {note}" for note, number in notes.items()]
