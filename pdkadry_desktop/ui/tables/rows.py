"""A table of ready rows: what a page of work shows. Sorting, marks, copy to Excel, Enter opens the row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from ...core.dates import format_date
from ...core.kinds import Number
from ...core.text import fold, grouped, natural
from ..icons import icon
from ..places import Place
from ..theme import color
from ..widgets.badge import TONE_ICONS
from .cells import CellDelegate, dress_rows
from .fitting import Need, fitted
from .record_model import EmptyRole

Tone = Literal["", "good", "warn", "bad"]
Value = str | int | float | date | None
Index = QModelIndex | QPersistentModelIndex
_NUMBER = Number()
_SAMPLE = 200  # rows whose texts are measured
_USUAL, _PAD, _MARK = 120, 24, 26  # px: a column without a width, the padding of a cell, a checkbox or an icon
_LONG_NUMBER = 10_000  # from here on digits stand in threes


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A column: heading, width in px (0: Qt's), whether numbers stand in it."""

    title: str
    width: int = 0
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row: one value per column, the record it stands for (``key``: anything the page knows it by), where Enter
    leads, the tone of its first cell (shown as an icon, never by colour alone), whether it may be marked."""

    values: tuple[Value, ...]
    key: Any = None
    place: Place | None = None
    tone: Tone = ""
    can_mark: bool = True


class RowsModel(QAbstractTableModel):
    """Rows with optional marks in the first column. Signal: ``marked()`` after a mark was set or taken."""

    marked = Signal()

    def __init__(self, columns: Sequence[RowColumn], *, has_marks: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.has_marks = has_marks
        self.rows: list[Row] = []
        self._marks: set[Any] = set()

    def show(self, rows: Sequence[Row], marks: Sequence[Any] | None = None) -> None:
        """Other rows; marks stay on the keys that are still there unless given."""
        self.beginResetModel()
        self.rows = list(rows)
        keys = {row.key for row in rows if row.can_mark}
        self._marks = keys & (self._marks if marks is None else set(marks))
        self.endResetModel()
        self.marked.emit()

    def marks(self) -> list[Any]:
        """Keys of the marked rows, in their order."""
        return [row.key for row in self.rows if row.key in self._marks]

    def mark_all(self, is_marked: bool) -> None:
        self._marks = {row.key for row in self.rows if row.can_mark} if is_marked else set()
        self._tell_marks()

    def toggle(self, places: Sequence[int]) -> None:
        """Marks the rows, or takes the marks when all of them are marked."""
        keys = {self.rows[place].key for place in places if self.rows[place].can_mark}
        self._marks = self._marks - keys if keys <= self._marks else self._marks | keys
        self._tell_marks()

    def _tell_marks(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0), [Qt.ItemDataRole.CheckStateRole])
        self.marked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        is_number = self.columns[column].is_number
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.has_marks and index.column() == 0 and self.rows[index.row()].can_mark:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def text(self, row: int, column: int) -> str:
        """A cell in words."""
        value = self.rows[row].values[column]
        if isinstance(value, date):
            return format_date(value)
        if isinstance(value, int | float):
            return _NUMBER.format(value)
        return value or ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            value = row.values[index.column()]
            if isinstance(value, int) and value >= _LONG_NUMBER:
                return grouped(value)
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role == EmptyRole:
            is_told = index.column() == 0 and (self.has_marks or bool(row.tone))  # a box or a sign stands there
            has_dash = bool(self.columns[index.column()].title) and not is_told
            return has_dash and row.values[index.column()] in (None, "")
        if role == Qt.ItemDataRole.CheckStateRole and self.has_marks and index.column() == 0 and row.can_mark:
            return Qt.CheckState.Checked if row.key in self._marks else Qt.CheckState.Unchecked
        if index.column() == 0 and row.tone:
            if role == Qt.ItemDataRole.DecorationRole:
                return _tone_icon(row.tone)
            if role == Qt.ItemDataRole.ForegroundRole:
                return color(row.tone)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        self.toggle([index.row()])
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        def by(row: Row) -> tuple[int, Any]:
            value = row.values[column]
            if isinstance(value, str):
                return (1, natural(fold(value))) if value else (2, 0)
            return (2, 0) if value is None else (0, value.toordinal() if isinstance(value, date) else value)

        self.beginResetModel()
        self.rows.sort(key=by, reverse=order == Qt.SortOrder.DescendingOrder)
        self.endResetModel()


def _tone_icon(tone: Literal["good", "warn", "bad"]) -> QIcon:
    return icon(TONE_ICONS[tone], tone)


class RowsTable(QTableView):
    """Shows a ``RowsModel``. Signals: ``opened(Row)`` by Enter or double click, ``current_changed(Row or None)``.

    Space marks the chosen rows, Ctrl+C copies them as a block for Excel.
    """

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(self, model: RowsModel, name: str) -> None:
        super().__init__()
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(name)
        dress_rows(self)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(48)
        header.setSectionsClickable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._sort)
        header.sectionResized.connect(self._on_resized)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.rows[index.row()]))
        model.modelReset.connect(self._on_reset)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    _is_fitting = False
    _is_set_by_hand = False

    def _fit(self) -> None:
        """Shares the width between the columns by what stands in them, until somebody drags one."""
        columns = self.rows.columns
        if self._is_set_by_hand or not columns:
            return
        self._is_fitting = True
        for place, width in enumerate(fitted(self._needs(), self.viewport().width())):
            self.setColumnWidth(place, width)
        self._is_fitting = False

    def _needs(self) -> list[Need]:
        columns, sample = self.rows.columns, range(min(len(self.rows.rows), _SAMPLE))
        words, heading = self.fontMetrics(), self.horizontalHeader().fontMetrics()
        first = _MARK * self.rows.has_marks + _MARK * any(row.tone for row in self.rows.rows[:_SAMPLE])
        found = []
        for place, column in enumerate(columns):
            longest = max((words.horizontalAdvance(self.rows.text(row, place)) for row in sample), default=0)
            wanted = max(longest + first * (place == 0), heading.horizontalAdvance(column.title)) + _PAD
            if any(isinstance(self.rows.rows[row].values[place], date) for row in sample):
                found.append(Need(wanted, wanted, True))  # a date is seen whole, like a number
            else:
                found.append(Need(column.width or _USUAL, wanted, column.is_number))
        return found

    def _on_resized(self, _place: int, _old: int, _new: int) -> None:
        if not self._is_fitting and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._is_set_by_hand = True

    def current(self) -> Row | None:
        """The row of the cursor."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def chosen(self) -> list[Row]:
        """The selected rows from top to bottom."""
        return [self.rows.rows[place] for place in self._chosen_places()]

    def _chosen_places(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Space and self.rows.has_marks and row is not None:
            self.rows.toggle(self._chosen_places() or [self.currentIndex().row()])
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if current.row() != previous.row() or not current.isValid():
            self.current_changed.emit(self.current())

    def copy(self) -> None:
        """The chosen rows as a block for Excel, headings first."""
        lines = ["\t".join(column.title for column in self.rows.columns)]
        for place in self._chosen_places():
            cells = (self.rows.text(place, column) for column in range(len(self.rows.columns)))
            lines.append("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _sort(self, column: int) -> None:
        header = self.horizontalHeader()
        same = header.isSortIndicatorShown() and header.sortIndicatorSection() == column
        descending = same and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(column, order)
        self._keep = self.current()
        self.rows.sort(column, order)

    _keep: Row | None = None

    def _on_reset(self) -> None:
        self._fit()
        if not self.rows.rows:
            self.current_changed.emit(None)
            return
        kept = [
            place for place, row in enumerate(self.rows.rows) if self._keep is not None and row.key == self._keep.key
        ]
        self.setCurrentIndex(self.rows.index(kept[0] if kept else 0, 0))
        self._keep = None


def shown_rows(found: Sequence[Any], values: Callable[[Any], tuple[Value, ...]], register: str) -> list[Row]:
    """Rows of things that have an ``id`` in a register: Enter opens the record."""
    return [Row(values(each), each.id, Place(f"record:{register}", each.id)) for each in found]
