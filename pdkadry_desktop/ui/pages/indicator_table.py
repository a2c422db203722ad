"""All indicators as a table, by section of the order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ...indicators.compute import Result
from ..tables.indicator_model import IndicatorTableModel, SectionRole, ToneRole
from ..widgets.badge import badge_size, paint_badge
from .indicator_data import tone

_ROW, _LINES, _PADDING = 34, 3, 12  # least height of a row; of a long wording at most three lines are shown
_SIDES = 18  # what a cell takes from its text at both sides
_SECTION_ROW = 38
_WIDTHS = ((2, 100), (3, 92), (4, 104), (6, 138), (7, 116))
_NAME_NEEDS = 260  # where the name would get less, the columns that the detail repeats go, these in this order
_OPTIONAL = (4, 7, 6)
_STATUSES = ("нет кого считать", "не выполнено", "не оценивается", "цель не задана")
Index = QModelIndex | QPersistentModelIndex


class _Cells(QStyledItemDelegate):
    """Paints statuses as badges and the rows of sections without hover."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText  # type: ignore[attr-defined]
        option.textElideMode = Qt.TextElideMode.ElideRight  # type: ignore[attr-defined]
        if index.data(ToneRole):
            option.text = ""  # type: ignore[attr-defined]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(SectionRole):
            return QSize(0, _SECTION_ROW)
        view = self.parent()
        if index.column() != IndicatorTableModel.NAME or not isinstance(view, QTableView):
            return QSize(0, _ROW)
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        room = QRect(0, 0, view.columnWidth(index.column()) - _SIDES, 10_000)
        taken = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), index.data()).height()
        lines = min(_LINES, round(taken / metrics.lineSpacing()))
        return QSize(0, max(_ROW, lines * metrics.lineSpacing() + _PADDING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        option = QStyleOptionViewItem(option)
        if index.data(SectionRole):
            option.state = QStyle.StateFlag.State_Enabled  # type: ignore[attr-defined]
        super().paint(painter, option, index)
        if mark := index.data(ToneRole):
            cell: QRect = option.rect  # type: ignore[attr-defined]
            paint_badge(painter, cell.adjusted(8, 0, -4, -1), index.data(), mark)


class IndicatorTableView(QTableView):
    """Signals: ``opened(id)`` by Enter, double click or click; ``current_changed(id)`` while the cursor moves."""

    opened = Signal(str)
    current_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.indicators = IndicatorTableModel(self)
        self.setModel(self.indicators)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName("Показатели таблицей")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        for column, width in _WIDTHS:
            self.setColumnWidth(column, width)
        widest = max(badge_size(word).width() for word in _STATUSES)
        self.setColumnWidth(IndicatorTableModel.STATUS, widest + 16)
        header.setSectionResizeMode(IndicatorTableModel.NAME, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._on_resized)
        self.clicked.connect(self._on_clicked)

    def show_figures(self, sections: Sequence[tuple[str, Sequence[Result]]]) -> None:
        """Other rows; the cursor stays on its indicator."""
        here = self.indicators.result_at(self.currentIndex().row())
        self.indicators.show(sections, {each.id: tone(each) for _, results in sections for each in results})
        self.clearSpans()
        for row in self.indicators.section_rows():
            self.setSpan(row, 0, 1, self.indicators.columnCount())
        numbers = [each.id for _, results in sections for each in results]
        self.setColumnWidth(0, max([self.fontMetrics().horizontalAdvance(each) for each in numbers], default=40) + 24)
        self.resizeRowsToContents()
        if here is not None:
            self.set_current(here.id)

    def set_current(self, name: str) -> None:
        """Puts the cursor on an indicator when it is shown."""
        row = self.indicators.row_of(name)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.indicators.index(row, IndicatorTableModel.NAME))

    def focus(self) -> None:
        if not self.currentIndex().isValid():
            first = next((row for row in range(self.indicators.rowCount()) if self.indicators.result_at(row)), -1)
            self.setCurrentIndex(self.indicators.index(first, IndicatorTableModel.NAME))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        result = self.indicators.result_at(self.currentIndex().row())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and result is not None:
            self.opened.emit(result.id)
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        result = self.indicators.result_at(current.row())
        if result is not None and current.row() != previous.row():
            self.current_changed.emit(result.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Beside an open detail or in a narrow window only what fits stays."""
        kept = [column for column in range(self.indicators.columnCount()) if column != IndicatorTableModel.NAME]
        room = self.viewport().width() - _NAME_NEEDS
        widths = dict(_WIDTHS)
        taken = sum(widths.get(column) or self.columnWidth(column) for column in kept)
        for column in _OPTIONAL:
            self.setColumnHidden(column, taken > room)
            taken -= widths[column] if taken > room else 0

    def _on_resized(self, column: int, _: int, __: int) -> None:
        if column == IndicatorTableModel.NAME:
            self.resizeRowsToContents()

    def _on_clicked(self, index: QModelIndex) -> None:
        result = self.indicators.result_at(index.row())
        if result is not None:
            self.opened.emit(result.id)
