"""Document to PDF by reportlab: pages by ГОСТ Р 7.0.97, embedded fonts, repeated headers, nothing cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, NextPageTemplate, PageTemplate
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Spacer as Gap

from pdkadry_desktop.core.files import write_whole
from pdkadry_desktop.core.progress import NO_PROGRESS, Progress
from pdkadry_desktop.reports import document as d
from pdkadry_desktop.reports.render.clean import clean
from pdkadry_desktop.reports.render.columns import MM, fit
from pdkadry_desktop.reports.render.fonts import face
from pdkadry_desktop.reports.render.grid import GridPiece, footnote_lines, laid_out
from pdkadry_desktop.reports.render.text import (
    CORNER,
    ExecutorMark,
    HeadingText,
    Signature,
    Styles,
    balance,
    markup,
    put,
)

_TOTAL = "page-total"
_TALL_PARAGRAPH = 60 * MM  # above this only the end of a paragraph is kept with a signature


def render(document: d.Document, path: Path, progress: Progress = NO_PROGRESS) -> None:
    """Writes the PDF whole or not at all."""
    write_whole(path, render_bytes(document, progress))


def render_bytes(document: d.Document, progress: Progress = NO_PROGRESS) -> bytes:
    """The PDF in memory: for the preview and for paper. Raises Cancelled."""
    buffer = BytesIO()
    pages = _Pages(buffer, document, progress)
    pages.build(_story(document, pages, progress))
    return buffer.getvalue()


def first_pages(document: d.Document, count: int, progress: Progress = NO_PROGRESS) -> bytes:
    """The first pages alone, exactly as in the whole: what a preview shows while the rest is still being made."""
    buffer = BytesIO()
    pages = _Pages(buffer, document, progress, count)
    with suppress(_Enough):
        pages.build(_story(document, pages, progress))
        return buffer.getvalue()
    pages.draw_totals("…")
    pages.canv.save()
    return buffer.getvalue()


class _Enough(Exception):
    """The pages that were asked for are finished."""


class _Pages(BaseDocTemplate):  # type: ignore[misc]
    """Paper, margins and what stands in them: the page number above, the footer below."""

    def __init__(self, buffer: BytesIO, document: d.Document, progress: Progress, limit: int | None = None) -> None:
        self.document, self.progress, self.limit = document, progress, limit
        super().__init__(
            buffer,
            pagesize=self.paper(document.orientation),
            title=clean(document.title),
            author=clean(document.author),
            subject=clean(document.subject),
            creator="ПедКадры",
            lang="ru-RU",
            initialFontName=face().main,
        )
        first, second = document.orientation, _other(document.orientation)
        self.addPageTemplates([self._template(first), self._template(second)])

    def paper(self, orientation: d.Orientation) -> tuple[float, float]:
        """Points, width and height."""
        width, height = (side * MM for side in self.document.page.value)
        return (width, height) if orientation is d.Orientation.PORTRAIT else (height, width)

    def area(self, orientation: d.Orientation) -> tuple[float, float]:
        """Width and height of the text in points."""
        width, height = self.paper(orientation)
        margins = self.document.margins
        return width - (margins.left + margins.right) * MM, height - (margins.top + margins.bottom) * MM

    def _template(self, orientation: d.Orientation) -> PageTemplate:
        margins = self.document.margins
        paddings = {f"{side}Padding": 0 for side in ("left", "right", "top", "bottom")}
        frame = Frame(margins.left * MM, margins.bottom * MM, *self.area(orientation), id="text", **paddings)
        draw = partial(self._draw_margins, orientation)
        return PageTemplate(orientation.value, [frame], onPage=draw, pagesize=self.paper(orientation))

    def _draw_margins(self, orientation: d.Orientation, canvas: Any, _template: Any) -> None:
        self.progress.raise_if_cancelled()
        self.progress.step(canvas.getPageNumber(), None, f"Страница {canvas.getPageNumber()}")
        document = self.document
        width, height = self.paper(orientation)
        left, right = document.margins.left * MM, width - document.margins.right * MM
        number = str(canvas.getPageNumber())
        if canvas.getPageNumber() > 1:
            middle = (left + right) / 2
            put(canvas, middle - face().width(number, 12) / 2, height - 13 * MM, number, 12)
        low = max(document.margins.bottom - 9, 5) * MM
        canvas.setFillGray(0.35)
        if document.footer:
            put(canvas, left, low, clean(document.footer).replace("\n", " "), 8)
        if document.page_total:
            canvas.saveState()
            canvas.translate(right, low)
            canvas.doForm(f"{_TOTAL}-{number}")  # drawn when the number of pages is known
            canvas.restoreState()
        canvas.setFillGray(0)

    def handle_pageBegin(self) -> None:
        if self.limit is not None and self.page >= self.limit:
            raise _Enough
        super().handle_pageBegin()

    def _endBuild(self) -> None:
        self.draw_totals(str(self.page))
        super()._endBuild()

    def draw_totals(self, total: str) -> None:
        """«стр. k из n» of every page, drawn when n is known."""
        if not self.document.page_total:
            return
        for number in range(1, self.page + 1):
            text = f"стр. {number} из {total}"
            self.canv.beginForm(f"{_TOTAL}-{number}", lowerx=-100, lowery=-10, upperx=0, uppery=20)
            self.canv.setFillGray(0.35)
            put(self.canv, -face().width(text, 8), 0, text, 8)
            self.canv.endForm()


def _other(orientation: d.Orientation) -> d.Orientation:
    return d.Orientation.LANDSCAPE if orientation is d.Orientation.PORTRAIT else d.Orientation.PORTRAIT


# -------------------------------------------------------------------------------------------------- blocks to flowables


@dataclass(slots=True)
class _Piece:
    """A flowable, and whether it may not be the last on its page."""

    flowable: Flowable
    keep: bool = False


def _story(document: d.Document, pages: _Pages, progress: Progress) -> list[Flowable]:
    styles = Styles(document.size)
    orientation = document.orientation
    pieces: list[_Piece] = []
    story: list[Flowable] = []
    for block in document.blocks:
        if isinstance(block, d.PageBreak):
            story += _kept(pieces, *pages.area(orientation))
            pieces = []
            orientation = block.orientation or orientation
            story += [NextPageTemplate(orientation.value), NewPage()]
        else:
            pieces += _pieces(block, styles, pages.area(orientation), progress)
    if document.executor:
        pieces.append(_Piece(ExecutorMark(document.executor)))
    return [*story, *_kept(pieces, *pages.area(orientation))] or [Gap(1, 1)]


def _pieces(block: d.Block, styles: Styles, area: tuple[float, float], progress: Progress) -> Iterator[_Piece]:
    width = area[0]
    match block:
        case d.Heading(text, level):
            style = styles.heading(level)
            if level == 1:
                style.leftIndent = style.rightIndent = balance(clean(text), width, style.fontSize)
            yield _Piece(HeadingText(text, level, style), keep=True)
        case d.Paragraph(text, align, indent, keep):
            yield _Piece(Text(markup(text), styles.body(align, indent and align is not d.Align.CENTER)), keep)
        case d.Note(text):
            yield _Piece(Text(markup(text), styles.small()))
        case d.ApprovalBlock(lines):
            style = styles.corner()
            style.leftIndent = max(width - CORNER, width * 0.4)
            yield _Piece(Text(markup("\n".join(lines)), style))
            yield _Piece(Gap(1, styles.size))
        case d.KeyValues(items, label_width):
            columns = (d.Column("", width=label_width), d.Column("", weight=1))
            rows = tuple(d.data(label, d.left_aligned(value)) for label, value in items)
            table = d.Table(columns, rows, size=styles.size - 1)
            yield from _grids(table, styles, area, progress, framed=False)
        case d.Bullets(items):
            for item in items:
                yield _Piece(Text(markup(("–\u00a0", *d.runs(item))), styles.body(d.Align.JUSTIFY, True)))
        case d.Numbered(items, start):
            for number, item in enumerate(items, start):
                yield _Piece(Text(markup((f"{number}.\u00a0", *d.runs(item))), styles.body(d.Align.JUSTIFY, True)))
        case d.SignatureBlock():
            yield _Piece(Signature(block, styles.size))
        case d.Spacer(height):
            yield _Piece(Gap(1, height * MM))
        case d.Table():
            yield from _grids(block, styles, area, progress)
        case d.PageBreak():
            raise AssertionError("a page break is handled by the caller")


def _grids(
    table: d.Table, styles: Styles, area: tuple[float, float], progress: Progress, framed: bool = True
) -> Iterator[_Piece]:
    notes = d.footnotes(table)
    fits = fit(table, area[0])
    for number, part in enumerate(fits):
        title = table.title if not number else f"{table.title or 'Таблица'} (продолжение)"
        if title:
            yield _Piece(Text(markup(title, all_bold=True), styles.table_title()), keep=True)
        yield _Piece(GridPiece(laid_out(part, area[1], notes, progress, framed)))
    for line in footnote_lines(notes):
        yield _Piece(Text(markup(line), styles.small()))
    for note in table.notes:
        yield _Piece(Text(markup(note), styles.small()))


def _kept(pieces: list[_Piece], width: float, height: float) -> list[Flowable]:
    """The flowables with breaks before what would be torn apart: headings and text, signature and what it signs."""
    pieces = _signed(pieces, width)
    result: list[Flowable] = []
    kept_until = 0
    for index, piece in enumerate(pieces):
        if piece.keep and index >= kept_until:
            end = index
            while end < len(pieces) - 1 and pieces[end].keep:
                end += 1
            needed = sum(_height(pieces[i].flowable, width) for i in range(index, end))
            needed += _least_height(pieces[end].flowable, width)
            result.append(CondPageBreak(min(needed, height * 0.9)))
            kept_until = end
        result.append(piece.flowable)
    return result


def _signed(pieces: list[_Piece], width: float) -> list[_Piece]:
    """Marks what must stand on the page of a signature: the end of the text or of the table before it."""
    result: list[_Piece] = []
    for piece in pieces:
        if isinstance(piece.flowable, Signature | ExecutorMark) and result:
            last = len(result) - 1
            while last > 0 and isinstance(result[last].flowable, Gap | Signature):
                result[last].keep = True
                last -= 1
            before = result[last].flowable
            if isinstance(before, GridPiece):
                following = [piece.flowable, *(kept.flowable for kept in result[last + 1 :])]
                before.reserve = sum(_height(flowable, width) for flowable in following) + before.spaceAfter
            elif isinstance(before, Text):
                tall = _height(before, width) > _TALL_PARAGRAPH
                halves = before.split(width, _height(before, width) - 3 * before.style.leading) if tall else []
                if len(halves) == 2:
                    result[last : last + 1] = [_Piece(halves[0]), _Piece(halves[1])]
                    last += 1
                result[last].keep = True
        result.append(piece)
    return result


def _height(flowable: Flowable, width: float) -> float:
    if isinstance(flowable, ExecutorMark):
        return flowable.least(width)
    taken: float = flowable.wrap(width, 10_000)[1]
    return taken + float(flowable.getSpaceBefore()) + float(flowable.getSpaceAfter())


def _least_height(flowable: Flowable, width: float) -> float:
    """What must at least stand after a heading: two lines of a text, the header and a row of a table."""
    if isinstance(flowable, GridPiece):
        return flowable.minimum() + float(flowable.getSpaceBefore())
    if isinstance(flowable, Text):
        return min(_height(flowable, width), 3 * float(flowable.style.leading))
    return _height(flowable, width)
