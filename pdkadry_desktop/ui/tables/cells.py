"""How every table of the window looks and moves: height of rows, empty cells, scrolling by pixels."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ..theme import color
from .record_model import EmptyRole

ROW_HEIGHT = 30


def dress(table: QTableView) -> None:
    """What all tables have in common; Tab leaves a table."""
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    vertical = table.verticalHeader()
    vertical.hide()
    vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    vertical.setDefaultSectionSize(ROW_HEIGHT)
    table.horizontalHeader().setHighlightSections(False)


def dress_rows(table: QTableView) -> None:
    """A table whose rows are chosen as a whole."""
    dress(table)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)


class CellDelegate(QStyledItemDelegate):
    """Empty cells show a muted dash; everything else is painted by the style."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.data(EmptyRole):
            option.text = ""  # type: ignore[attr-defined]
        option.textElideMode = Qt.TextElideMode.ElideRight  # type: ignore[attr-defined]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if index.data(EmptyRole):
            painter.save()
            painter.setPen(color("faint"))
            rect: QRect = option.rect  # type: ignore[attr-defined]
            alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
            painter.drawText(rect.adjusted(10, 0, -10, 0), int(alignment), "—")
            painter.restore()
