"""Document to Excel: real numbers and dates, formulas only where they give what is printed, ready to be printed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pdkadry_desktop.core.files import write_whole
from pdkadry_desktop.core.progress import NO_PROGRESS, Progress
from pdkadry_desktop.reports import document as d
from pdkadry_desktop.reports.render.clean import clean
from pdkadry_desktop.reports.render.columns import MM, Fit, natural
from pdkadry_desktop.reports.render.fonts import wrap
from pdkadry_desktop.reports.render.grid import Grid, footnote_lines
from pdkadry_desktop.reports.render.xlsx_cells import FONT, LINE, SIZE, put_text, row_height, write_table

_CHARACTER = 5.25  # points of a digit of the standard type, the unit of column widths
_EASE = 1.04  # columns are a little wider than measured: Excel's own letters differ by fractions of a point
_FROZEN_LIMIT = 230.0  # points that may stay on the screen above the scrolling rows
_TEXT_SHEET = "Текст"
_LABEL, _BODY = 34.0, 66.0  # widths of the columns of a sheet with text alone, in characters
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\\n", " "))
_PAPER = {d.PageSize.A4: 9, d.PageSize.A3: 8}


def render(document: d.Document, path: Path, progress: Progress = NO_PROGRESS) -> None:
    """Writes the file whole or not at all."""
    write_whole(path, render_bytes(document, progress))


def render_bytes(document: d.Document, progress: Progress = NO_PROGRESS) -> bytes:
    """The workbook in memory. Raises Cancelled."""
    book: Any = Workbook()
    book.remove(book.active)
    book.properties.title = clean(document.title)[:255]
    book.properties.creator = clean(document.author)[:255] or "ПедКадры"
    book._fonts[0] = Font(name=FONT, size=SIZE)  # the standard type: column widths are counted in its digits
    orientation = document.orientation
    for blocks in _sheets(document):
        sheet = _Sheet(book, document, blocks, progress)
        orientation = sheet.write(orientation)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheets(document: d.Document) -> list[list[d.Block]]:
    """The blocks of each sheet: one table with the text above it; a long introduction has a sheet of its own."""
    sheets: list[list[d.Block]] = [[]]
    for block in document.blocks:
        if isinstance(block, d.Table) and any(isinstance(other, d.Table) for other in sheets[-1]):
            sheets.append(_lead_in(sheets[-1]))
        sheets[-1].append(block)
    head = sheets[0]
    tables = [index for index, block in enumerate(head) if isinstance(block, d.Table)]
    if tables and sum(_weight(block) for block in head[: tables[0]]) > _FROZEN_LIMIT / LINE / 2:
        lead = _lead_in(head[: tables[0]])
        sheets[:1] = [head[: tables[0] - len(lead)], head[tables[0] - len(lead) :]]
    if document.executor:
        lines = (document.executor.name, document.executor.phone)
        sheets[-1] += [d.Spacer(), d.Note("\n".join(line for line in lines if line))]
    return [blocks for blocks in sheets if blocks] or [[d.Heading(document.title)]]


def _lead_in(blocks: list[d.Block]) -> list[d.Block]:
    """Takes away from the end of ``blocks`` the heading, with what follows it, that belongs to the next table."""
    for index in range(len(blocks) - 1, -1, -1):
        if isinstance(blocks[index], d.Table):
            break
        if isinstance(blocks[index], d.Heading | d.PageBreak):
            if index and isinstance(blocks[index - 1], d.PageBreak):
                index -= 1
            lead = blocks[index:]
            if sum(_weight(block) for block in lead) <= 4:
                del blocks[index:]
                return lead
            break
    return []


def _weight(block: d.Block) -> float:
    """About how many rows a block takes."""
    match block:
        case d.Spacer() | d.PageBreak():
            return 0
        case d.ApprovalBlock(lines):
            return len(lines)
        case d.KeyValues(items) | d.Bullets(items) | d.Numbered(items):
            return len(items)
        case d.Paragraph(text) | d.Note(text):
            return 1 + len(d.plain(text)) // 130
        case _:
            return 1


class _Sheet:
    """One sheet: its blocks from the top down, its page."""

    def __init__(self, book: Workbook, document: d.Document, blocks: list[d.Block], progress: Progress) -> None:
        self.document, self.blocks, self.progress = document, blocks, progress
        self.table = next((block for block in blocks if isinstance(block, d.Table)), None)
        self.sheet: Worksheet = book.create_sheet(_sheet_title(book, self._name()))
        self.row = 1
        if self.table is None:
            self.widths = [_LABEL, _BODY]
        else:
            page = (297 - 30) * MM
            self.widths = [width * _EASE / _CHARACTER for width in natural(self.table, SIZE, page)]
        for index, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(index)].width = round(min(width, 120), 2)

    def _name(self) -> str:
        if self.table is None:
            return _TEXT_SHEET
        headings = [block.text for block in self.blocks if isinstance(block, d.Heading)]
        return self.table.title or (headings[-1] if headings else self.document.title)

    def write(self, orientation: d.Orientation) -> d.Orientation:
        """Writes all blocks; returns the orientation that the next sheet goes on with."""
        for block in self.blocks:
            if isinstance(block, d.PageBreak):
                orientation = block.orientation or orientation
        for block in self.blocks:
            self.progress.raise_if_cancelled()
            self._block(block)
        self._page(orientation)
        return orientation

    def _block(self, block: d.Block) -> None:
        last = len(self.widths)
        match block:
            case d.Heading(text, level):
                self._text(1, last, text, bold=True, size=SIZE + (2 if level == 1 else 0), center=level == 1)
            case d.Paragraph(text, align):
                self._text(1, last, d.plain(text), center=align is d.Align.CENTER)
            case d.Note(text):
                self._text(1, last, d.plain(text), size=SIZE - 2)
            case d.ApprovalBlock(lines):
                for line in lines:
                    self._text(self._column_at(0.68), last, line)
                self.row += 1
            case d.KeyValues(items):
                split = max(self._column_at(0.3) - 1, 1)
                for label, value in items:
                    self._pair(split, label, value)
            case d.Bullets(items):
                for item in items:
                    self._text(1, last, f"– {d.plain(item)}")
            case d.Numbered(items, start):
                for number, item in enumerate(items, start):
                    self._text(1, last, f"{number}. {d.plain(item)}")
            case d.SignatureBlock():
                self._signature(block)
            case d.Spacer() | d.PageBreak():
                self.row += 1 if self.row > 1 and isinstance(block, d.Spacer) else 0
            case d.Table():
                self._table(block)

    def _table(self, table: d.Table) -> None:
        if table.title:
            self._text(1, len(self.widths), table.title, bold=True)
        top = self.row
        fitted = Fit(table, tuple(width * _CHARACTER / _EASE for width in self.widths), SIZE)
        grid = Grid(fitted, _FROZEN_LIMIT, d.footnotes(table), self.progress)
        first, self.row = write_table(self.sheet, grid, top, self.progress)
        self.sheet.print_title_rows = f"{top}:{first - 1}"
        above = sum(self.sheet.row_dimensions[row].height or LINE for row in range(1, first))
        if above <= _FROZEN_LIMIT:
            key = table.key_columns if len(table.columns) > 8 and sum(self.widths[: table.key_columns]) < 60 else 0
            self.sheet.freeze_panes = f"{get_column_letter(key + 1)}{first}"
        for line in (*footnote_lines(d.footnotes(table)), *(d.plain(note) for note in table.notes)):
            self._text(1, len(self.widths), line, size=SIZE - 2)

    def _text(
        self, first: int, last: int, text: str, bold: bool = False, size: float = SIZE, center: bool = False
    ) -> None:
        """A text across columns; the row is as high as its lines, for Excel does not see to that in merged cells."""
        width = max(sum(self.widths[first - 1 : last]) * _CHARACTER / _EASE - 6, 20)
        text = clean(text)
        for chunk in put_text(self.sheet, self.row, first, text, len(wrap(text, width, size, bold))):
            cell = self.sheet.cell(self.row, first)
            cell.font = Font(name=FONT, size=size, bold=bold)
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if center else "left")
            if last > first:
                self.sheet.merge_cells(start_row=self.row, start_column=first, end_row=self.row, end_column=last)
            self.sheet.row_dimensions[self.row].height = (
                row_height(len(wrap(chunk, width, size, bold))) * max(size, SIZE) / SIZE
            )
            self.row += 1

    def _pair(self, split: int, label: str, value: d.CellLike) -> None:
        row = self.row
        self._text(split + 1, len(self.widths), d.shown(value, d.Column("")))
        put_text(self.sheet, row, 1, clean(label)[:1000])
        cell = self.sheet.cell(row, 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if split > 1:
            self.sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=split)

    def _signature(self, block: d.SignatureBlock) -> None:
        self.row += 1
        last = len(self.widths)
        line, name = self._column_at(0.45), self._column_at(0.75)
        row = self.row
        if not 1 < line < name:
            self._text(1, last, f"{block.post} ____________________ {block.name}")
        else:
            self._text(1, line - 1, block.post)
            for column in range(line, name):
                self.sheet.cell(row, column).border = Border(bottom=Side("thin"))
            put_text(self.sheet, row, name, clean(block.name)[:1000])
            self.sheet.merge_cells(start_row=row, start_column=name, end_row=row, end_column=last)
            self.sheet.cell(row, name).alignment = Alignment(horizontal="right", vertical="bottom", wrap_text=True)
        if block.date_line:
            self._text(1, last, "«____» ______________ 20____ г.")

    def _column_at(self, share: float) -> int:
        """The number of the column nearest to this share of the width of the sheet."""
        total, edge, best = sum(self.widths), 0.0, (1.0, 1)
        for index, width in enumerate(self.widths, 1):
            best = min(best, (abs(edge / total - share), index))
            edge += width
        return best[1]

    def _page(self, orientation: d.Orientation) -> None:
        sheet: Any = self.sheet
        margins = self.document.margins
        sheet.page_setup.orientation = orientation.value
        sheet.page_setup.paperSize = _PAPER[self.document.page]
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        inches = {name: round(getattr(margins, name) / 25.4, 3) for name in ("left", "right", "top", "bottom")}
        for name, value in inches.items():
            setattr(sheet.page_margins, name, value)
        sheet.page_margins.header = sheet.page_margins.footer = 0.4
        sheet.oddHeader.center.text = "&P"
        sheet.HeaderFooter.differentFirst = True
        for footer in (sheet.oddFooter, sheet.firstFooter):
            footer.left.text = clean(self.document.footer).replace("&", "&&")[:200] or None
            footer.right.text = "стр. &P из &N" if self.document.page_total else None
        sheet.sheet_view.showGridLines = False


def _sheet_title(book: Workbook, wanted: str) -> str:
    """A name that Excel accepts: 31 characters, none of []:*?/\\, unlike the others."""
    name = " ".join(clean(wanted).translate(_FORBIDDEN).split()).strip("'")[:31].strip("' ") or "Лист"
    taken: set[Any] = {sheet.title.casefold() for sheet in book.worksheets}
    unique, number = name, 2
    while unique.casefold() in taken:
        unique, number = f"{name[:27]} ({number})", number + 1
    return unique
