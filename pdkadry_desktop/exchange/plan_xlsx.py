"""The plan as a workbook: the table of the order, every dated point (with a hidden key), a grid of months."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ..core.dates import format_date
from ..core.files import write_whole
from ..core.text import clean_text
from ..plan.board import Board, BoardRow, Point
from ..plan.schedule import STATUS_LABELS, Status
from .plan_rows_xlsx import EDITED, HEADINGS, HIDDEN, SHEET, WIDTHS, edited_values, fingerprint, key_of

STATUS_SIGNS: dict[Status, str] = {
    "planned": "П", "in_progress": "И", "done": "В", "done_late": "ВО", "overdue": "!", "moved": "→",
    "cancelled": "×", "history": "·",
}  # fmt: skip
"""What stands in a cell of the month grid beside its colour: legible on a black-and-white print."""
_FILLS: dict[Status, str] = {
    "planned": "DCE6F5", "in_progress": "9DC0F0", "done": "9FD3B5", "done_late": "F0C98A", "overdue": "F2A6A0",
    "moved": "D9C7EC", "cancelled": "D5D8DD", "history": "ECEEF2",
}  # fmt: skip
_ORDER: tuple[Status, ...] = (
    "overdue", "in_progress", "planned", "moved", "done_late", "done", "cancelled", "history",
)  # fmt: skip
"""Of several points in one month the first of these is shown."""
_MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_THIN = Side(style="thin", color="8A929E")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="E8ECF2")
_WRAP = Alignment(wrap_text=True, vertical="top")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_DATE = "DD.MM.YYYY"
_TABLE: tuple[tuple[str, float, Callable[[BoardRow], str]], ...] = (
    ("№", 6, lambda row: row.no),
    ("Мероприятие", 62, lambda row: row.title),
    ("Срок", 28, lambda row: row.term.text),
    ("Ответственные", 40, lambda row: "\n".join(row.responsible)),
    ("Место", 22, lambda row: row.place),
    ("Результат", 30, lambda row: row.result),
    ("Прочитано программой", 34, lambda row: row.described),
    ("Исполнение", 24, lambda row: _fulfilment(row)),
)
_LINE = 15.0  # points, the height of a line of text


def write_xlsx(board: Board, path: Path) -> int:
    """Writes the file; returns how many dated points it holds."""
    book = Workbook()
    table: Any = book.active
    _official(table, board)
    count = _points(book.create_sheet(SHEET), board)
    _months(book.create_sheet("Месяцы"), board)
    content = BytesIO()
    book.save(content)
    write_whole(path, content.getvalue())
    return count


def _official(sheet: Any, board: Board) -> None:
    """The table as an order prints it; columns that no row fills are left out."""
    columns = [column for column in _TABLE if any(column[2](row) for row in board.rows)]
    widths = [width for _, width, _ in columns]
    sheet.title = "План"
    _landscape(sheet, widths)
    line = 0
    approved = f"УТВЕРЖДЕНО: {board.order}" if board.order else ""
    for text, font in (
        (board.authority, _font()), (approved, _font()), (board.title, _font(bold=True, size=13)),
        (f"По состоянию на {format_date(board.as_of)}", _font(italic=True)),
    ):  # fmt: skip
        if text:
            line += 1
            _across(sheet, line, text, widths, font)
    line += 1
    _head(sheet, line, [title for title, _, _ in columns])
    sheet.freeze_panes = sheet.cell(line + 1, 3)
    sheet.print_title_rows = f"{line}:{line}"
    for track in board.tracks:
        line += 1
        _across(sheet, line, track.title, widths, _font(bold=True)).fill = _HEAD
        for row in board.rows_of(track.no):
            line += 1
            _line(sheet, line, [text(row) for _, _, text in columns], widths)


def _across(sheet: Any, line: int, text: str, widths: Sequence[float], font: Font) -> Any:
    """A text over all columns."""
    cell = _put(sheet, line, 1, text)
    cell.font, cell.alignment = font, Alignment(wrap_text=True, vertical="center")
    sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=len(widths))
    sheet.row_dimensions[line].height = (_LINE + 2) * _lines(text, sum(widths) * 0.9)
    return cell


def _font(**options: Any) -> Font:
    return Font(**{"name": "Calibri", "size": 11, **options})


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column: programs do not agree on rows that have no height of their own."""
    return sum(max(1, math.ceil(len(part) * 1.1 / max(1.0, width - 1))) for part in text.split("\n"))


def _fulfilment(row: BoardRow) -> str:
    """«выполнено 2 из 6, просрочено 1»."""
    shown = [point for point in row.points if point.status not in ("history", "cancelled")]
    if not shown:
        return ""
    done = sum(point.status in ("done", "done_late") for point in shown)
    late = sum(point.status == "overdue" for point in shown)
    return f"выполнено {done} из {len(shown)}" + (f", просрочено {late}" if late else "")


def _points(sheet: Any, board: Board) -> int:
    _landscape(sheet, WIDTHS)
    _head(sheet, 1, HEADINGS)
    sheet.freeze_panes = "F2"
    sheet.print_title_rows = "1:1"
    for place in range(1, HIDDEN + 1):
        sheet.column_dimensions[get_column_letter(place)].hidden = True
    line = 1
    for row in board.rows:
        for point in row.points:
            line += 1
            edited = edited_values(point)
            shown = dict(edited, is_cancelled="да" if point.is_cancelled else "")
            values = (
                key_of(board.ident, point.ident), fingerprint(edited), row.track, row.no, row.title, row.term.text,
                point.start, point.end, STATUS_LABELS[point.status], *(shown[name] for name in EDITED.values()),
            )  # fmt: skip
            _line(sheet, line, values, WIDTHS)
            sheet.cell(line, HEADINGS.index("Состояние") + 1).fill = _fill(point.status)
    sheet.auto_filter.ref = f"C1:{get_column_letter(len(HEADINGS))}{max(line, 2)}"
    offered = DataValidation("list", formula1='"да"', allow_blank=True, showErrorMessage=False)
    letter = get_column_letter(HEADINGS.index("Отменено") + 1)
    offered.add(f"{letter}2:{letter}{max(line, 2)}")
    sheet.add_data_validation(offered)
    return line - 1


def _months(sheet: Any, board: Board) -> None:
    first, last = board.span
    months = [
        (year, month)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if (first.year, first.month) <= (year, month) <= (last.year, last.month)
    ]
    _landscape(sheet, (6, 48, 26, *([4.5] * len(months))))
    for place, title in enumerate(("№", "Мероприятие", "Срок в плане"), 1):
        _heading(sheet, 2, place, title)
    begun = 4
    for year in dict.fromkeys(year for year, _ in months):
        count = sum(each == year for each, _ in months)
        _heading(sheet, 1, begun, str(year))
        sheet.merge_cells(start_row=1, start_column=begun, end_row=1, end_column=begun + count - 1)
        begun += count
    for place, (_, month) in enumerate(months, 4):
        _heading(sheet, 2, place, _MONTHS[month - 1])
    sheet.freeze_panes = "D3"
    sheet.print_title_rows, sheet.print_title_cols = "1:2", "A:C"
    line = 2
    for track in board.tracks:
        line += 1
        _put(sheet, line, 1, track.title).font = _font(bold=True)
        for row in board.rows_of(track.no):
            line += 1
            _line(sheet, line, (row.no, row.title, row.term.text), (6, 48, 26))
            for place, (year, month) in enumerate(months, 4):
                found = _shown(row.points, date(year, month, 1), date(year, month, monthrange(year, month)[1]))
                cell = sheet.cell(line, place)
                cell.border = _BOX
                if found is not None:
                    cell.value, cell.fill, cell.alignment = STATUS_SIGNS[found], _fill(found), _CENTRE
    line += 1
    for status in _ORDER:
        line += 1
        sign = _put(sheet, line, 1, STATUS_SIGNS[status])
        sign.fill, sign.alignment, sign.border = _fill(status), _CENTRE, _BOX
        _put(sheet, line, 2, STATUS_LABELS[status])


def _shown(points: Iterable[Point], first: date, last: date) -> Status | None:
    found = {point.status for point in points if point.first <= last and point.last >= first}
    return next((status for status in _ORDER if status in found), None)


def _fill(status: Status) -> PatternFill:
    return PatternFill("solid", fgColor=_FILLS[status])


def _landscape(sheet: Any, widths: Sequence[float]) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "Страница &P из &N"
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _head(sheet: Any, line: int, titles: Sequence[str]) -> None:
    for place, title in enumerate(titles, 1):
        _heading(sheet, line, place, title)


def _heading(sheet: Any, line: int, place: int, title: str) -> None:
    cell = _put(sheet, line, place, title)
    cell.font, cell.fill, cell.border, cell.alignment = _font(bold=True), _HEAD, _BOX, _CENTRE


def _line(sheet: Any, line: int, values: Sequence[Any], widths: Sequence[float]) -> None:
    tallest = 1
    for place, (value, width) in enumerate(zip(values, widths, strict=True), 1):
        cell = _put(sheet, line, place, value)
        cell.border, cell.alignment = _BOX, _WRAP
        if isinstance(value, str) and not sheet.column_dimensions[get_column_letter(place)].hidden:
            tallest = max(tallest, _lines(value, width))
    sheet.row_dimensions[line].height = min(409.0, _LINE * tallest + 3)


def _put(sheet: Any, line: int, place: int, value: Any) -> Any:
    """A value into a cell: dates as dates, a text never as a formula."""
    cell = sheet.cell(line, place)
    if isinstance(value, str):
        cell.value = clean_text(value) or None
        if cell.data_type == "f":
            cell.data_type = "s"
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = _DATE
    return cell
