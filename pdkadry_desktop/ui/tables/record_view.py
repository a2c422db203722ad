"""The table of a register: keyboard like a spreadsheet, sorting by a click, copy to Excel, remembered columns."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ..theme import color
from .record_model import EmptyRole, RecordTableModel

ROW_HEIGHT = 30


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


class RecordTableView(QTableView):
    """Rows of a register. Signals: ``opened(id)`` by Enter or double click, ``current_changed(id or -1)``,
    ``selection_counted(n)``."""

    opened = Signal(int)
    current_changed = Signal(int)
    selection_counted = Signal(int)

    def __init__(self, model: RecordTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(model.spec.title)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(48)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(False)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header_clicked)
        self.setCornerButtonEnabled(False)
        for place, field in enumerate(model.columns):
            if field.width:
                self.setColumnWidth(place, field.width)
        self._restore_columns()
        header.sectionResized.connect(lambda *_: self._remember_columns())
        header.sectionMoved.connect(lambda *_: self._remember_columns())
        self.doubleClicked.connect(lambda index: self.opened.emit(model.id_at(index.row())))
        model.modelReset.connect(self._on_reset)
        self._wanted: int | None = None

    def current_id(self) -> int:
        """The record of the current row, -1 when there is none."""
        index = self.currentIndex()
        return self.records.id_at(index.row()) if index.isValid() else -1

    def selected_ids(self) -> list[int]:
        rows = self.selectionModel().selectedRows()
        return [self.records.id_at(index.row()) for index in sorted(rows, key=lambda index: index.row())]

    def select_record(self, record_id: int) -> None:
        """Puts the cursor on a record, now or when the rows come."""
        self._wanted = record_id
        row = self.records.row_of(record_id)
        if row >= 0:
            self._wanted = None
            self.setCurrentIndex(self.records.index(row, max(0, self.currentIndex().column())))
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    # -- Qt ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_id())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if current.row() != previous.row() or not current.isValid():
            self.current_changed.emit(self.records.id_at(current.row()) if current.isValid() else -1)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_counted.emit(len(self.selectionModel().selectedRows()))

    def copy(self) -> None:
        """The selected rows as a block for Excel, headings first."""
        columns = self._seen_columns()
        lines = ["\t".join(self.records.columns[column].label for column in columns)]
        for index in sorted(self.selectionModel().selectedRows(), key=lambda index: index.row()):
            cells = (self.records.text_at(index.row(), column) for column in columns)
            lines.append("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    # -- columns -------------------------------------------------------------------------------------------------

    def seen_fields(self) -> list[str]:
        """Names of the fields as they are seen: in their order, without the hidden ones."""
        return [self.records.columns[column].name for column in self._seen_columns()]

    def _seen_columns(self) -> list[int]:
        header = self.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        return [column for column in columns if not header.isSectionHidden(column)]

    def _on_header_clicked(self, column: int) -> None:
        header = self.horizontalHeader()
        same = header.isSortIndicatorShown() and header.sortIndicatorSection() == column
        descending = same and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(column, order)
        self._wanted = self.current_id() if self.currentIndex().isValid() else None
        self.records.sort(column, order)

    def _choose_columns(self, where: object) -> None:
        menu = QMenu(self)
        header = self.horizontalHeader()
        for column, field in enumerate(self.records.columns):
            action = QAction(field.label, menu)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(column))
            action.toggled.connect(lambda shown, column=column: self._show_column(column, shown))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(header.mapToGlobal(where))  # type: ignore[call-overload]

    def _show_column(self, column: int, is_shown: bool) -> None:
        header = self.horizontalHeader()
        if is_shown or header.count() - header.hiddenSectionCount() > 1:
            header.setSectionHidden(column, not is_shown)
            self._remember_columns()

    def _settings_key(self) -> str:
        return f"tables/{self.records.spec.key}/{len(self.records.columns)}"

    def _remember_columns(self) -> None:
        QSettings().setValue(self._settings_key(), self.horizontalHeader().saveState())

    def _restore_columns(self) -> None:
        state = QSettings().value(self._settings_key())
        if state is not None:
            self.horizontalHeader().restoreState(state)
            self.horizontalHeader().setSortIndicatorShown(False)

    def _on_reset(self) -> None:
        if self._wanted is not None:
            self.select_record(self._wanted)
        elif self.records.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self.records.index(0, 0))
        elif not self.records.rowCount():
            self.current_changed.emit(-1)
