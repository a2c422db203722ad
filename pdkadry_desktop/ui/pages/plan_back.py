"""The preview of a plan that comes back from .xlsx: what the program has, what the file has, what is taken."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from ...core.text import counted
from ...exchange.plan_back import Difference, Return
from ...plan.term_labels import describe_occurrence
from ...plan.terms import Occurrence
from ...registers.plan_rows import PLAN_ROWS
from ..tables.cells import ROW_HEIGHT
from ..tokens import Space
from ..widgets.basics import MutedLabel, SectionTitle, push_button

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = (
    PLAN_ROWS.by_name["name"].label, PLAN_ROWS.by_name["term"].label, "Что", "В программе", "В файле", "Изменено",
)  # fmt: skip
_VALUES = ("значение", "значения", "значений")
_SHOWN_PROBLEMS = 8


class DifferenceTableModel(QAbstractTableModel):
    """Values that differ, each with a tick whether to take it; conflicts come first and unticked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Difference] = []
        self._taken: list[bool] = []

    def show(self, found: Return) -> None:
        self.beginResetModel()
        self.rows = sorted(found.differences, key=lambda each: each.fate != "conflict")
        self._taken = [each.fate == "change" for each in self.rows]
        self.endResetModel()

    def chosen(self) -> list[Difference]:
        """The ticked values."""
        return [each for each, is_taken in zip(self.rows, self._taken, strict=True) if is_taken]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _COLUMNS[section] if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        each = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if self._taken[index.row()] else Qt.CheckState.Unchecked
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return (
            f"{each.row.no}. {each.row.title}",
            describe_occurrence(Occurrence(each.point.start, each.point.end)),
            each.field.label,
            each.shown(each.ours),
            each.shown(each.theirs),
            "и там, и тут" if each.fate == "conflict" else "в файле",
        )[index.column()]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self._taken[index.row()] = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [role])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags


class PlanBackView(QWidget):
    """Shows a ``Return``. Signals: ``accepted(list of Difference)``, ``refused()``."""

    accepted = Signal(object)
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.title = SectionTitle("")
        self.summary = MutedLabel("", wrap=True)
        self.problems = MutedLabel("", wrap=True)
        self.model = DifferenceTableModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Отличия файла от плана")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        sizes = self.table.horizontalHeader()
        sizes.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place, width in ((1, 120), (2, 150), (3, 190), (4, 190), (5, 120)):
            self.table.setColumnWidth(place, width)
        self.take_button = push_button("", "check", "primary")
        self.take_button.clicked.connect(lambda: self.accepted.emit(self.model.chosen()))
        self.leave_button = push_button("Ничего не менять")
        self.leave_button.clicked.connect(self.refused)
        self.model.dataChanged.connect(lambda *_: self._show_button())
        row = QHBoxLayout()
        row.addWidget(self.take_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        for widget in (self.title, self.summary, self.table, self.problems):
            column.addWidget(widget, 1 if widget is self.table else 0)
        column.addLayout(row)

    def show_return(self, found: Return, name: str) -> None:
        """What the file would change; conflicts first."""
        self.model.show(found)
        self.title.setText(f"Файл «{name}»")
        changed = len(found.differences) - len(found.conflicts)
        parts = [f"Изменено в файле: {counted(changed, *_VALUES)}"]
        if found.conflicts:
            parts.append(f"и в файле, и в программе: {counted(len(found.conflicts), *_VALUES)} – решите, какое верно")
        if found.newer_here:
            parts.append(f"в программе новее и остаётся: {counted(found.newer_here, 'срок', 'срока', 'сроков')}")
        parts.append(f"без изменений: {counted(found.same, 'срок', 'срока', 'сроков')}")
        self.summary.setText("; ".join(parts) + ".")
        shown = [*found.problems[:_SHOWN_PROBLEMS]]
        rest = len(found.problems) - len(shown)
        self.problems.setText("\n".join([*shown, *([f"И ещё {rest}."] if rest else [])]))
        self.problems.setVisible(bool(shown))
        self.table.setVisible(bool(found.differences))
        self._show_button()
        (self.take_button if self.take_button.isEnabled() else self.leave_button).setFocus()

    def _show_button(self) -> None:
        count = len(self.model.chosen())
        self.take_button.setText(f"Принять {counted(count, *_VALUES)}")
        self.take_button.setEnabled(count > 0)
