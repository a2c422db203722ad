"""The plan on paper: A3 or A4 across, one page wide, by the painter of the window.

Header, columns and legend stand on every page, no row is cut, the title and the approval stand on the first page.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from ...core.dates import format_date
from ...core.files import write_whole
from ...plan.board import Board, BoardRow, BoardTrack
from ...registers.plan_rows import PLAN_ROWS
from ..fonts import load_bundled
from ..tokens import LIGHT
from .grid import TimeScale, fitting
from .layout import Line, RowLayout, bars_of
from .painter import Days, GanttPainter

Paper = Literal["A3", "A4"]
_DPI = 1200
_PX = 96.0  # all measures here are 1/96 inch
_MARGIN = 38.0
_HEAD, _LEGEND, _FOOT = 44.0, 24.0, 18.0
_PAD = 4.0
_LEAST_ROW, _TRACK_PAD = 24.0, 8.0
_SIZES: dict[Paper, tuple[QPageSize.PageSizeId, float, float]] = {
    "A3": (QPageSize.PageSizeId.A3, 420 / 25.4 * _PX, 297 / 25.4 * _PX),
    "A4": (QPageSize.PageSizeId.A4, 297 / 25.4 * _PX, 210 / 25.4 * _PX),
}
_COLUMNS = (
    ("№", 0.05), (PLAN_ROWS.by_name["name"].label, 0.53), (PLAN_ROWS.by_name["term"].label, 0.19),
    (PLAN_ROWS.by_name["responsible"].label, 0.23),
)  # fmt: skip
_LABELS_PART = 0.42  # of the width
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def write_pdf(board: Board, path: Path, paper: Paper = "A3") -> int:
    """Writes the file; returns how many pages it has."""
    sheet = _Sheet(board, paper)
    write_whole(path, sheet.draw())
    return len(sheet.pages)


def pdf_bytes(board: Board, paper: Paper = "A3") -> bytes:
    """The same as bytes, for preview and printer."""
    return _Sheet(board, paper).draw()


def write_pdf_without_window(board: Board, path: Path, paper: Paper = "A3") -> int:
    """For the command line: starts Qt without a screen when it does not run."""
    running = QGuiApplication.instance()
    if running is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        running = QGuiApplication([])
    return write_pdf(board, path, paper)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the table with its texts by column and its height."""

    source: BoardTrack | BoardRow
    line: Line
    texts: tuple[str, ...]
    height: float


class _Sheet:
    """One plan on one kind of paper: measured once, then drawn page by page."""

    def __init__(self, board: Board, paper: Paper) -> None:
        self._board = board
        self._size, self._width, self._height = _SIZES[paper]
        self._small, self._bold, self._big = _font(10.5), _font(10.5, bold=True), _font(15, bold=True)
        self._body_width = self._width - 2 * _MARGIN
        labels = self._body_width * _LABELS_PART
        self._columns = [labels * share for _, share in _COLUMNS]
        self._labels = labels
        first, last = board.span
        self._scale: TimeScale = fitting(first.toordinal(), last.toordinal(), self._body_width - labels)
        self._days = Days(board.as_of, board.start, board.years)
        self._painter = GanttPainter(LIGHT, self._small, is_paper=True)
        self._entries = self._measure()
        self._title_height = self._title(None)
        self.pages = self._split()

    # -- measuring -----------------------------------------------------------------------------------------------

    def _measure(self) -> list[_Entry]:
        found = []
        for track in self._board.tracks:
            rows = self._board.rows_of(track.no)
            if not rows:
                continue
            height = _tall(self._bold, track.title, self._labels - 2 * _PAD) + _TRACK_PAD
            found.append(_Entry(track, Line("track"), (track.title,), height))
            for row in rows:
                texts = (row.no, row.title, row.term.text, "\n".join(row.responsible))
                heights = (_tall(self._small, text, w - 2 * _PAD) for text, w in zip(texts, self._columns, strict=True))
                height = max(_LEAST_ROW, max(heights) + 2 * _PAD)
                found.append(_Entry(row, Line("row", bars_of(row)), texts, height))
        return found

    def _split(self) -> list[list[_Entry]]:
        """Whole rows per page; the heading of a track never stands last on a page."""
        room = self._height - 2 * _MARGIN - _HEAD - _LEGEND - _FOOT
        pages: list[list[_Entry]] = [[]]
        left = room - self._title_height
        for at, entry in enumerate(self._entries):
            needed = entry.height
            if isinstance(entry.source, BoardTrack) and at + 1 < len(self._entries):
                needed += self._entries[at + 1].height
            if needed > left and pages[-1]:
                pages.append([])
                left = room
            pages[-1].append(entry)
            left -= entry.height
        return pages

    # -- drawing -------------------------------------------------------------------------------------------------

    def draw(self) -> bytes:
        """All pages as one PDF."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(_DPI)
        writer.setPageLayout(
            QPageLayout(QPageSize(self._size), QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0))
        )
        writer.setTitle(self._board.title)
        writer.setCreator("ПедКадры")
        painter = QPainter(writer)
        painter.scale(_DPI / _PX, _DPI / _PX)
        for number, entries in enumerate(self.pages):
            if number:
                writer.newPage()
            self._page(painter, number, entries)
        painter.end()
        return bytes(buffer.data().data())

    def _page(self, painter: QPainter, number: int, entries: Sequence[_Entry]) -> None:
        left, y = _MARGIN, _MARGIN
        if number == 0:
            y += self._title(painter)
        self._heads(painter, left, y)
        y += _HEAD
        layout = RowLayout(len(entries), [entry.height for entry in entries])
        painter.save()
        painter.translate(left + self._labels, y)
        area = QRectF(0, 0, self._body_width - self._labels, layout.height)
        painter.setClipRect(area)
        origin = TimeScale(self._scale.origin, self._scale.px)
        self._painter.paint(painter, area, [entry.line for entry in entries], layout, origin, self._days)
        painter.restore()
        for at, entry in enumerate(entries):
            self._labels_of(painter, left, y + layout.top(at), entry)
        pen = QPen(QColor(LIGHT.control), 0.75)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(left, y - _HEAD, self._body_width, _HEAD + layout.height))
        bottom = self._height - _MARGIN - _FOOT
        self._painter.paint_legend(painter, QRectF(left, bottom - _LEGEND + 2, self._body_width, _LEGEND))
        painter.setFont(self._small)
        painter.setPen(QColor(LIGHT.muted))
        foot = QRectF(left, bottom, self._body_width, _FOOT)
        noted = f"По состоянию на {format_date(self._board.as_of)}. Вертикальная черта – эта дата."
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, noted)
        pages = f"Страница {number + 1} из {len(self.pages)}"
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, pages)

    def _title(self, painter: QPainter | None) -> float:
        """Approval block and title of the first page; without a painter only its height."""
        board, left, width = self._board, _MARGIN, self._body_width
        y = 0.0
        if board.order:
            text = "УТВЕРЖДЕНО\n" + board.order.replace("приказ", "приказом", 1)
            if board.authority:
                text += f"\n{board.authority}"
            block = width * 0.32
            height = _tall(self._small, text, block)
            if painter is not None:
                painter.setFont(self._small)
                painter.setPen(QColor(LIGHT.text))
                painter.drawText(QRectF(left + width - block, _MARGIN, block, height), _WRAP, text)
            y += height + 8
        height = _tall(self._big, board.title, width)
        if painter is not None:
            painter.setFont(self._big)
            painter.setPen(QColor(LIGHT.text))
            painter.drawText(
                QRectF(left, _MARGIN + y, width, height),
                Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter, board.title,
            )  # fmt: skip
        return y + height + 12

    def _heads(self, painter: QPainter, left: float, y: float) -> None:
        painter.fillRect(QRectF(left, y, self._labels, _HEAD), QColor(LIGHT.window))
        painter.setFont(self._bold)
        painter.setPen(QColor(LIGHT.text))
        x = left
        for (title, _), width in zip(_COLUMNS, self._columns, strict=True):
            painter.drawText(QRectF(x, y, width, _HEAD), Qt.AlignmentFlag.AlignCenter, title)
            x += width
        painter.save()
        painter.translate(left + self._labels, y)
        area = QRectF(0, 0, self._body_width - self._labels, _HEAD)
        painter.setClipRect(area)
        self._painter.paint_header(painter, area, self._scale, self._days)
        painter.restore()
        painter.setPen(QPen(QColor(LIGHT.control), 0.75))
        x = left
        for width in self._columns:
            x += width
            painter.drawLine(QRectF(x, y, 0, _HEAD).topLeft(), QRectF(x, y, 0, _HEAD).bottomLeft())

    def _labels_of(self, painter: QPainter, left: float, y: float, entry: _Entry) -> None:
        ground = QRectF(left, y, self._labels, entry.height)
        if isinstance(entry.source, BoardTrack):
            painter.fillRect(ground, QColor(LIGHT.neutral_soft))
            painter.setFont(self._bold)
            painter.setPen(QColor(LIGHT.text))
            painter.drawText(ground.adjusted(_PAD, _PAD, -_PAD, 0), _WRAP, entry.texts[0])
        else:
            painter.setFont(self._small)
            x = left
            for text, width in zip(entry.texts, self._columns, strict=True):
                painter.setPen(QColor(LIGHT.text))
                painter.drawText(QRectF(x + _PAD, y + _PAD, width - 2 * _PAD, entry.height), _WRAP, text)
                x += width
                painter.setPen(QPen(QColor(LIGHT.line), 0.5))
                painter.drawLine(QRectF(x, y, 0, entry.height).topLeft(), QRectF(x, y, 0, entry.height).bottomLeft())
        painter.setPen(QPen(QColor(LIGHT.line), 0.5))
        painter.drawLine(ground.bottomLeft(), ground.bottomRight())


def _font(size: float, *, bold: bool = False) -> QFont:
    font = QFont(load_bundled())
    font.setPixelSize(round(size))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setBold(bold)
    return font


def _tall(font: QFont, text: str, width: float) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), int(_WRAP), text).height() + 1
