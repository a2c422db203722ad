"""Which columns a list shows, in which order and how wide: remembered per register, and the panel to choose them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...core.register import RegisterSpec
from ..tokens import Space
from ..widgets.basics import MutedLabel, SectionTitle, push_button
from ..widgets.search_field import SearchField

_NAME = Qt.ItemDataRole.UserRole


class ColumnsMemory:
    """The columns of one register as this PC remembers them."""

    def __init__(self, spec: RegisterSpec) -> None:
        self.spec = spec
        self._key = f"tables/{spec.key}/columns"

    def usual(self) -> list[str]:
        """The columns a list has until somebody chooses others."""
        return list(self.spec.usual_columns)

    def names(self) -> list[str]:
        """The remembered columns that the register still has, else the usual ones."""
        kept = [name for name in self._read().get("names", []) if name in self.spec.columns]
        return kept or self.usual()

    def widths(self) -> dict[str, int]:
        """Remembered widths over the declared ones; a column without either has Qt's."""
        declared = {field.name: field.width for field in self.spec.columns.values() if field.width}
        return declared | {name: int(width) for name, width in self._read().get("widths", {}).items()}

    def keep(self, names: Sequence[str], widths: dict[str, int]) -> None:
        known = self._read().get("widths", {}) | widths
        QSettings().setValue(self._key, json.dumps({"names": list(names), "widths": known}))

    def forget(self) -> None:
        QSettings().remove(self._key)

    def _read(self) -> dict[str, dict[str, int]]:
        try:
            found = json.loads(str(QSettings().value(self._key, "{}")))
        except json.JSONDecodeError:
            return {}
        return found if isinstance(found, dict) else {}


class _Fields(QListWidget):
    """The list of fields. Signal: ``moved(by)`` – Ctrl with an arrow."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class ColumnsPanel(QFrame):
    """All fields of a register with marks; the order of the list is the order of the columns.

    Signals: ``chosen(names)`` after each change, ``usual_wanted()``.
    """

    chosen = Signal(list)
    usual_wanted = Signal()

    def __init__(self, spec: RegisterSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setProperty("frame", "card")
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAccessibleName("Столбцы таблицы")
        self.search = SearchField("Найти столбец")
        self.search.textChanged.connect(self._narrow)
        self.fields = _Fields()
        self.fields.moved.connect(self._move)
        self.fields.setAccessibleName("Столбцы таблицы")
        self.fields.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.fields.itemChanged.connect(lambda _: self._tell())
        self.fields.model().rowsMoved.connect(lambda *_: self._tell())
        up = push_button("Левее", "chevron-up")
        up.setToolTip("Ctrl+↑")
        up.clicked.connect(lambda: self._move(-1))
        down = push_button("Правее", "chevron-down")
        down.setToolTip("Ctrl+↓")
        down.clicked.connect(lambda: self._move(1))
        usual = push_button("Как было", "undo", "quiet")
        usual.setToolTip("Столбцы, их порядок и ширина – как в новой программе")
        usual.clicked.connect(self.usual_wanted)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (up, down):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(usual)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(SectionTitle("Столбцы"))
        column.addWidget(self.search)
        column.addWidget(self.fields, 1)
        column.addLayout(row)
        column.addWidget(MutedLabel("Отметьте пробелом; порядок меняют мышью или Ctrl+↑ и Ctrl+↓.", wrap=True))

    def sizeHint(self) -> QSize:
        return QSize(340, 460)

    def show_names(self, names: Sequence[str]) -> None:
        """Marks these, in their order, the other fields after them."""
        self.fields.blockSignals(True)
        self.fields.clear()
        rest = [name for name in self.spec.columns if name not in names]
        for name in [*names, *rest]:
            item = QListWidgetItem(self.spec.columns[name].label)
            item.setData(_NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in names else Qt.CheckState.Unchecked)
            self.fields.addItem(item)
        self.fields.blockSignals(False)
        self.fields.setCurrentRow(0)

    def names(self) -> list[str]:
        """The marked fields in their order."""
        items = (self.fields.item(place) for place in range(self.fields.count()))
        return [item.data(_NAME) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _tell(self) -> None:
        if names := self.names():  # the last column stays: a table without any shows nothing to come back from
            self.chosen.emit(names)

    def _move(self, by: int) -> None:
        place = self.fields.currentRow()
        if 0 <= place < self.fields.count() and 0 <= place + by < self.fields.count():
            self.fields.blockSignals(True)
            item = self.fields.takeItem(place)
            self.fields.insertItem(place + by, item)
            self.fields.blockSignals(False)
            self.fields.setCurrentRow(place + by)
            self._tell()

    def _narrow(self, text: str) -> None:
        for place in range(self.fields.count()):
            item = self.fields.item(place)
            item.setHidden(text.strip().casefold() not in item.text().casefold())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
