"""The journal of actions: what was done when, and the undo of any of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ...core.text import counted
from ...storage import journal
from ..gateway import Gateway
from ..places import Place
from ..tables.cells import ROW_HEIGHT
from ..widgets.basics import MutedLabel
from ..widgets.header import PageHeader
from .page import Page

_COLUMNS = ("Когда", "Что сделано", "Записей", "Состояние")
_STATES = {"import": "импорт отменён", "undo": "отмена", "redo": "повтор"}
Index = QModelIndex | QPersistentModelIndex


class JournalTableModel(QAbstractTableModel):
    """The newest entries of the journal."""

    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        self.entries: list[journal.Entry] = []

    def show(self, entries: list[journal.Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        entry = self.entries[index.row()]
        moment = datetime.fromisoformat(entry.made_at).strftime("%d.%m.%Y %H:%M")
        state = "действует" if entry.is_live else _STATES.get(entry.kind, "отменено")
        title = f"{entry.title} (причина: {entry.reason})" if entry.reason else entry.title
        return (moment, title, counted(entry.rows, "запись", "записи", "записей"), state)[index.column()]


class JournalPage(Page):
    """What was done, the newest first."""

    help_key = "journal"

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        header = PageHeader("Журнал действий")
        trash = header.add_action("Корзина", "delete")
        trash.setToolTip("Удалённые записи: посмотреть и вернуть")
        trash.clicked.connect(lambda: self.go.emit(Place("trash")))
        self.undo_button = header.set_primary("Отменить выбранное", "undo")
        self.undo_button.clicked.connect(self._undo)
        self.column.addWidget(header)
        hint = "Отменить можно любое действие, и давнее: если ему мешают более поздние, программа их назовёт."
        self.column.addWidget(MutedLabel(hint, wrap=True))
        self.model = JournalTableModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Журнал действий")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.setTabKeyNavigation(False)
        sizes = self.table.horizontalHeader()
        sizes.setHighlightSections(False)
        for column, width in ((0, 150), (2, 130), (3, 150)):
            self.table.setColumnWidth(column, width)
        sizes.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_state())
        self.column.addWidget(self.table, 1)
        gateway.changed.connect(lambda _: self._refresh())
        self._show_state()

    def arrive(self, place: Place) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self._gateway.ask(journal.entries, self._show)

    def _show(self, entries: list[journal.Entry]) -> None:
        self.model.show(entries)
        if entries:
            self.table.selectRow(0)
        self._show_state()

    def _show_state(self) -> None:
        row = self.table.currentIndex().row()
        self.undo_button.setEnabled(0 <= row < len(self.model.entries) and self.model.entries[row].is_live)

    def _undo(self) -> None:
        entry = self.model.entries[self.table.currentIndex().row()]
        self._gateway.ask(lambda db: journal.undo(db, entry.id), lambda made: self.said.emit(f"{made.title}."))
