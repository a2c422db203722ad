"""«Молодые специалисты»: a view over people by criteria that can be set; not a second list to maintain."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QComboBox, QHBoxLayout, QSpinBox, QTableView, QWidget

from ...core.dates import format_date
from ...core.text import counted
from ...reports.library.young_specialists import COLUMNS, Young, YoungView, build, cells, view
from ...storage.database import Database
from ...work.young import JOINS, Criteria, criteria_from
from ..context import Context
from ..documents import DocumentSource, choose_file, save_document
from ..gateway import Gateway
from ..places import Place
from ..tables.record_model import EmptyRole
from ..tables.record_view import ROW_HEIGHT, CellDelegate
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button, text_label
from ..widgets.header import PageHeader
from .page import Page

_SETTING = "young"
_PAUSE = 250  # ms after a change of the criteria
_CONCERNED = {
    "teachers", "employments", "mentorships", "support_measures", "housing_units", "categories", "organizations",
}  # fmt: skip
_WIDTHS = (230, 200, 150, 80, 60, 100, 200, 200, 220)
_NUMBERS = (COLUMNS.index("Возраст"), COLUMNS.index("Стаж"))
Index = QModelIndex | QPersistentModelIndex


class YoungTableModel(QAbstractTableModel):
    """Young specialists of the day."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.people: tuple[Young, ...] = ()

    def show(self, people: tuple[Young, ...]) -> None:
        self.beginResetModel()
        self.people = people
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value = cells(self.people[index.row()])[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == EmptyRole:
            return value in (None, "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return format_date(value) if isinstance(value, date) else "" if value is None else str(value)
        return None


class _Table(QTableView):
    """Enter opens the row as a double click does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.doubleClicked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class YoungPage(Page):
    """The list, its criteria, the intakes of the last years."""

    help_key = "young"

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__()
        self._gateway, self._context = gateway, context
        self._found: YoungView | None = None
        self._asked = 0
        self.header = PageHeader("Молодые специалисты")
        export = self.header.add_action("В Excel", "export")
        export.setToolTip("Ctrl+E")
        export.clicked.connect(self._export)
        paper = self.header.add_action("Печать", "print")
        paper.setToolTip("Ctrl+P")
        paper.clicked.connect(self._print)
        self.column.addWidget(self.header)
        self.column.addLayout(self._criteria_bar())
        self.model = YoungTableModel(self)
        self.table = _Table()
        self.table.setAccessibleName("Молодые специалисты")
        self.table.setModel(self.model)
        self.table.setItemDelegate(CellDelegate(self.table))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, width)
        self.table.doubleClicked.connect(self._open)
        self.column.addWidget(self.table, 1)
        self.intakes = MutedLabel("", wrap=True)
        self.unknown = push_button("", "question", "link")
        self.unknown.clicked.connect(self._show_unknown)
        self.unknown.hide()
        self.column.addWidget(self.intakes)
        self.column.addWidget(self.unknown, 0, Qt.AlignmentFlag.AlignLeft)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._read)
        context.changed.connect(self._later)
        gateway.changed.connect(self._on_changed)
        for keys, slot in (("Ctrl+P", self._print), ("Ctrl+E", self._export), ("F5", self._read)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _criteria_bar(self) -> QHBoxLayout:
        self.age = _spin("Возраст: до скольких лет", 18, 60, " лет")
        self.inclusive = QCheckBox("включительно")
        self.service = _spin("Стаж: меньше скольких лет", 1, 20, " лет")
        self.join = QComboBox()
        self.join.setAccessibleName("Что учитывать")
        for key, text in JOINS.items():
            self.join.addItem(text, key)
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        for widget in (
            text_label("Учитывать", "field"), self.join, text_label("возраст до", "field"), self.age, self.inclusive,
            text_label("стаж меньше", "field"), self.service,
        ):  # fmt: skip
            bar.addWidget(widget)
        bar.addStretch(1)
        self._show_criteria(Criteria())
        self.age.valueChanged.connect(lambda _: self._on_criteria())
        self.service.valueChanged.connect(lambda _: self._on_criteria())
        self.inclusive.clicked.connect(lambda _: self._on_criteria())
        self.join.activated.connect(lambda _: self._on_criteria())
        return bar

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        if self._found is None:
            self._gateway.ask(lambda db: criteria_from(db.setting(_SETTING, {})), self._on_kept)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def criteria(self) -> Criteria:
        """As they stand in the controls."""
        return Criteria(self.age.value(), self.inclusive.isChecked(), self.service.value(), self.join.currentData())

    def _on_kept(self, criteria: Criteria) -> None:
        self._show_criteria(criteria)
        self._read()

    def _show_criteria(self, criteria: Criteria) -> None:
        for widget in (self.age, self.service):
            widget.blockSignals(True)
        self.age.setValue(criteria.age)
        self.service.setValue(criteria.service)
        for widget in (self.age, self.service):
            widget.blockSignals(False)
        self.inclusive.setChecked(criteria.is_inclusive)
        self.join.setCurrentIndex(self.join.findData(criteria.join))

    def _on_criteria(self) -> None:
        kept = self.criteria().to_data()
        self._gateway.ask(lambda db: db.set_setting(_SETTING, kept))
        self._later()

    def _on_changed(self, registers: frozenset[str]) -> None:
        if registers & _CONCERNED:
            self._later()

    def _later(self) -> None:
        if self._found is not None:
            self._timer.start()

    def _read(self) -> None:
        self._asked += 1
        asked, criteria, on = self._asked, self.criteria(), self._context.as_of
        self._gateway.ask(lambda db: view(db, criteria, on), lambda found: self._show(asked, found))

    def _show(self, asked: int, found: YoungView) -> None:
        if asked != self._asked:
            return
        self._found = found
        self.model.show(found.people)
        self.header.set_count(f"{counted(len(found.people), 'человек', 'человека', 'человек')} на {found.on:%d.%m.%Y}")
        words = "; ".join(intake.words() for intake in found.intakes)
        self.intakes.setText(f"Закрепление после первого года, по году приёма: {words}" if words else "")
        missing = counted(len(found.unknown), "человеке", "людях", "людях")
        self.unknown.setText(f"О {missing} судить нельзя: пуста дата рождения или начало стажа")
        self.unknown.setVisible(bool(found.unknown))

    # -- actions -------------------------------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        self.go.emit(Place("record:teachers", self.model.people[index.row()].id))

    def _show_unknown(self) -> None:
        if self._found is not None:
            self.go.emit(Place("register:teachers", only=self._found.unknown, title="Педагоги: дополните даты"))

    def _source(self) -> DocumentSource:
        criteria, on = self.criteria(), self._context.as_of

        def make(db: Database, _: Any) -> Any:
            return build(view(db, criteria, on), date.today())

        return DocumentSource("Молодые специалисты", make, Place("young"))

    def _print(self) -> None:
        self.go.emit(Place("document", detail=self._source()))

    def _export(self) -> None:
        source = self._source()
        choose_file(
            self, source.title, "xlsx", lambda path: save_document(self._gateway, source, path, "xlsx", self.said.emit)
        )


def _spin(name: str, least: int, most: int, suffix: str) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setSuffix(suffix)
    spin.setAccessibleName(name)
    return spin
