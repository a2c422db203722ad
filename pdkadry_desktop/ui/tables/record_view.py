"""The table of a register: keyboard like a spreadsheet, sorting by clicks, copy to Excel, filters, own columns."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMenu,
    QTableView,
    QWidget,
)

from .cells import dress_rows
from .column_conditions import only, without
from .columns import ColumnsMemory, ColumnsPanel
from .record_model import RecordTableModel, shown

_KEPT_CHOICE = 500  # chosen rows that stay chosen when the list is read anew
_SHOWN_VALUE = 40  # letters of a value in a menu


class RecordTableView(QTableView):
    """Rows of a register.

    Signals: ``opened(id)`` by Enter or double click, ``current_changed(id or -1)``, ``selection_counted(n)``;
    ``typed(text)`` – letters pressed outside of a cell; ``edit_wanted(text)`` – F2, or typing when
    ``types_into_cells``; ``pasted(text)``; ``narrowed(field name, Condition or None)``; ``filter_wanted(field name,
    place on the screen)``; ``many_wanted()`` – one field of the chosen rows; ``columns_changed()``.
    """

    opened = Signal(int)
    current_changed = Signal(int)
    selection_counted = Signal(int)
    typed = Signal(str)
    edit_wanted = Signal(str)
    pasted = Signal(str)
    narrowed = Signal(str, object)
    filter_wanted = Signal(str, object)
    many_wanted = Signal()
    columns_changed = Signal()

    def __init__(self, model: RecordTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self.memory = ColumnsMemory(model.spec)
        self.types_into_cells = False
        self._wanted: int | None = None
        self._kept: tuple[int, int, list[int]] = (-1, 0, [])
        self._is_placing = False
        self.setModel(model)
        dress_rows(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(model.spec.title)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(48)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_header_menu)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(False)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header_clicked)
        self.setCornerButtonEnabled(False)
        names = self.memory.names()
        if names != [field.name for field in model.columns]:
            model.set_columns(names)
        self._place_columns()
        header.sectionResized.connect(lambda *_: self._remember_columns())
        header.sectionMoved.connect(lambda *_: self._remember_columns())
        self.doubleClicked.connect(lambda index: self.opened.emit(model.id_at(index.row())))
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._on_reset)

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
        is_plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_id())
        elif event.key() == Qt.Key.Key_F2:
            self.edit_wanted.emit("")
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_C and event.modifiers() == _CONTROL_SHIFT:
            self.copy_column()
        elif is_plain and text and text.isprintable() and not (text.isspace() and not self.types_into_cells):
            (self.edit_wanted if self.types_into_cells else self.typed).emit(text)
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
        for row in self._chosen_rows():
            lines.append("\t".join(_cell(self.records.text_at(row, column)) for column in columns))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def copy_column(self) -> None:
        """The current column of the selected rows, without a heading."""
        column = self.currentIndex().column()
        if column >= 0:
            cells = [_cell(self.records.text_at(row, column)) for row in self._chosen_rows()]
            QGuiApplication.clipboard().setText("\n".join(cells))

    def _chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if not index.isValid() or not self.records.is_read(index.row()):
            return
        if not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            self.setCurrentIndex(index)
        else:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        where = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            where = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        self.cell_menu(index).popup(where)

    def cell_menu(self, index: QModelIndex) -> QMenu:
        """What can be done from a cell."""
        field, value = self.records.columns[index.column()], self.records.value_at(index.row(), index.column())
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        words = shown(field, value) if value is not None else ""
        words = (words if len(words) <= _SHOWN_VALUE else words[: _SHOWN_VALUE - 1] + "…").replace("&", "&&")
        only_text, rest_text = ("Только незаполненные", "Только заполненные") if value is None else (
            f"Только «{words}»", f"Все, кроме «{words}»"
        )  # fmt: skip
        entries: list[tuple[str, Any]] = [
            (only_text, lambda: self.narrowed.emit(field.name, only(field, value))),
            (rest_text, lambda: self.narrowed.emit(field.name, without(field, value))),
            ("", None),
            ("Открыть\tEnter", lambda: self.opened.emit(self.records.id_at(index.row()))),
            ("Изменить в ячейке\tF2", lambda: self.edit_wanted.emit("")),
            ("Изменить поле у выбранных…\tCtrl+B", self.many_wanted.emit),
            ("", None),
            ("Копировать строки\tCtrl+C", self.copy),
            ("Копировать столбец\tCtrl+Shift+C", self.copy_column),
            ("Вставить…\tCtrl+V", lambda: self.pasted.emit(QGuiApplication.clipboard().text())),
        ]
        _fill(menu, entries)
        return menu

    # -- columns -------------------------------------------------------------------------------------------------

    def seen_fields(self) -> list[str]:
        """Names of the fields as they are seen, in their order."""
        return [self.records.columns[column].name for column in self._seen_columns()]

    def seen_from(self, column: int) -> list[str]:
        """The fields from a column of the model to the right, as they are seen."""
        columns = self._seen_columns()
        return [self.records.columns[each].name for each in columns[columns.index(column) :]]

    def column_beside(self, column: int, by: int) -> int:
        """The column of the model that is seen beside another; the same at the edge."""
        columns = self._seen_columns()
        return columns[max(0, min(len(columns) - 1, columns.index(column) + by))]

    def _seen_columns(self) -> list[int]:
        header = self.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        return [column for column in columns if not header.isSectionHidden(column)]

    def show_columns(self, names: list[str]) -> None:
        """Shows these fields, in this order, and remembers it."""
        self.memory.keep(names, self._widths())
        self._apply_columns(names)

    def reset_columns(self) -> None:
        """The columns, their order and widths as in a new program."""
        self.memory.forget()
        self._apply_columns(self.memory.usual())

    def _apply_columns(self, names: list[str]) -> None:
        self._is_placing = True
        self.records.set_columns(names)
        header = self.horizontalHeader()
        for column in range(header.count()):
            header.setSectionHidden(column, False)
            header.moveSection(header.visualIndex(column), column)
        self._is_placing = False
        self._place_columns()
        self._show_order()
        self.columns_changed.emit()

    def _place_columns(self) -> None:
        self._is_placing = True
        widths = self.memory.widths()
        for place, field in enumerate(self.records.columns):
            self.setColumnWidth(place, widths.get(field.name, self.horizontalHeader().defaultSectionSize()))
        self._is_placing = False

    def _widths(self) -> dict[str, int]:
        columns = self._seen_columns()[:-1]  # the last one is stretched: its width is nobody's choice
        return {self.records.columns[column].name: self.columnWidth(column) for column in columns}

    def _remember_columns(self) -> None:
        if not self._is_placing:
            self.memory.keep(self.seen_fields(), self._widths())

    def _on_header_clicked(self, column: int) -> None:
        """A click sorts by one column, with Shift by one more; again turns the order round."""
        is_more = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        name = self.records.columns[column].name
        order = list(self.records.shown_query.order)
        present = next((key for key in order if key.lstrip("-") == name), None)
        turned = f"-{name}" if present == name else name
        if not is_more or not order:
            self.sort_by((turned if len(order) == 1 else name,))
        elif present is None:
            self.sort_by((*order, name))
        else:
            self.sort_by(tuple(turned if key == present else key for key in order))

    def sort_by(self, order: tuple[str, ...]) -> None:
        """Sorts by several fields, «-name» descending; the cursor stays on its record."""
        self.records.sort_by(order)
        self._show_order()

    def _show_order(self) -> None:
        header = self.horizontalHeader()
        order = self.records.shown_query.order
        names = [field.name for field in self.records.columns]
        first = order[0].lstrip("-") if order else ""
        header.setSortIndicatorShown(first in names)
        if first in names:
            is_down = order[0].startswith("-")
            side = Qt.SortOrder.DescendingOrder if is_down else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(names.index(first), side)

    def _show_header_menu(self, where: QPoint) -> None:
        header = self.horizontalHeader()
        column = header.logicalIndexAt(where)
        self.header_menu(column, header.mapToGlobal(where)).popup(header.mapToGlobal(where))

    def header_menu(self, column: int, where: QPoint) -> QMenu:
        """What can be done from a heading."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        entries: list[tuple[str, Any]] = []
        if column >= 0:
            name = self.records.columns[column].name
            order = self.records.shown_query.order
            others = tuple(key for key in order if key.lstrip("-") != name)
            entries += [
                ("По возрастанию", lambda: self.sort_by((name,))),
                ("По убыванию", lambda: self.sort_by((f"-{name}",))),
            ]
            if others:
                entries.append(("Добавить к сортировке\tShift+щелчок", lambda: self.sort_by((*others, name))))
            entries += [
                ("", None),
                ("Отбор по значениям…", lambda: self.filter_wanted.emit(name, where)),
                ("Убрать отбор этого столбца", lambda: self.narrowed.emit(name, None)),
                ("", None),
            ]
            if len(self._seen_columns()) > 1:
                left = [each for each in self.seen_fields() if each != name]
                entries.append(("Скрыть столбец", lambda: self.show_columns(left)))
        entries += [("Столбцы…", lambda: self.choose_columns(where)), ("Столбцы как было", self.reset_columns)]
        _fill(menu, entries)
        return menu

    def choose_columns(self, where: QPoint) -> ColumnsPanel:
        """Opens the panel of all fields at a place of the screen."""
        panel = ColumnsPanel(self.records.spec, self)
        panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        panel.show_names(self.seen_fields())
        panel.chosen.connect(self.show_columns)
        panel.usual_wanted.connect(self.reset_columns)
        panel.usual_wanted.connect(lambda: panel.show_names(self.seen_fields()))
        panel.resize(panel.sizeHint())
        panel.move(where)
        panel.show()
        panel.fields.setFocus()
        return panel

    # -- the cursor and the choice stay where they are -----------------------------------------------------------

    def _before_reset(self) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        count = len(self.selectionModel().selectedRows())
        self._kept = (self.current_id(), index.column(), self.selected_ids() if 1 < count <= _KEPT_CHOICE else [])

    def _on_reset(self) -> None:
        (kept, column, chosen), self._kept = self._kept, (-1, 0, [])
        if self._wanted is not None:
            self.select_record(self._wanted)
        elif not self.records.rowCount():
            self.current_changed.emit(-1)
        elif not self.currentIndex().isValid():
            row = self.records.row_of(kept) if kept >= 0 else -1
            place = self.records.index(max(0, row), min(column, self.records.columnCount() - 1))
            # Not setCurrentIndex: it would obey Ctrl and Shift that happen to be held for something else.
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(place, flags)
            self._choose_again(chosen)

    def _choose_again(self, chosen: list[int]) -> None:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for record_id in chosen:
            row = self.records.row_of(record_id)
            if row >= 0:
                self.selectionModel().select(self.records.index(row, 0), flags)


_CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _cell(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")


def _fill(menu: QMenu, entries: list[tuple[str, Any]]) -> None:
    """Actions by their words; «» is a line between groups."""
    for text, slot in entries:
        if text:
            menu.addAction(text).triggered.connect(lambda _=False, slot=slot: slot())
        else:
            menu.addSeparator()
