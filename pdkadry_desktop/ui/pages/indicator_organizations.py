"""The tab of an indicator by organisation; for an indicator of the plan its points."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.dates import format_date
from ...indicators.compute import Result
from ...registers import REGISTERS
from ..gateway import Gateway
from ..tables.cells import ROW_HEIGHT
from ..tables.indicator_model import ClickRole, OrganizationTableModel
from ..theme import font
from ..tokens import Space
from ..widgets.badge import Badge
from ..widgets.basics import MutedLabel
from .indicator_data import MemberList, Snapshot, lists
from .indicator_overview import Parts

_FIGURE, _ARROW = 68, 36  # least width of a column of figures; room of the sort arrow and the paddings of a heading


class OrganizationTableView(QTableView):
    """Organisations of an indicator. Signals: ``opened(row, role)`` by a click on a figure or Enter."""

    opened = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.organizations = OrganizationTableModel(self)
        self.setModel(self.organizations)
        self.setAccessibleName("Показатель по организациям")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self.organizations.sort)
        self.clicked.connect(self._on_clicked)

    def show_result(self, result: Result, titles: dict[int, str]) -> None:
        self.organizations.show(result, titles)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        words = QFontMetrics(font("note"))
        for column in range(1, self.organizations.columnCount()):
            title = str(self.organizations.headerData(column, Qt.Orientation.Horizontal))
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, max(_FIGURE, words.horizontalAdvance(title) + _ARROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            self.opened.emit(index.row(), index.data(ClickRole))
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_figure = self.indexAt(event.position().toPoint()).column() in (1, 2)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_figure else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() in (1, 2):
            self.opened.emit(index.row(), index.data(ClickRole))


class OrganizationsTab(QWidget):
    """Signals: ``go(Place)`` when the list of an organisation is wanted."""

    go = Signal(object)

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._result: Result | None = None
        self.table = OrganizationTableView()
        self.table.opened.connect(self._open)
        self._note = MutedLabel("", wrap=True)
        self._note.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        places = QWidget()
        column = QVBoxLayout(places)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self._note)
        self.points = PlanPoints()
        self._stack = QStackedWidget()
        self._stack.addWidget(places)
        self._stack.addWidget(self.points)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def show_result(self, snapshot: Snapshot, result: Result) -> None:
        self._result = result
        if result.definition is not None and result.definition.counting.plan_track is not None:
            self.points.show_points(snapshot, result)
            self._stack.setCurrentWidget(self.points)
            return
        self._stack.setCurrentIndex(0)
        self.table.show_result(result, snapshot.organizations)
        shared = result.tally.counted_in_several() if result.tally else 0
        note = "Щелчок по числу открывает список."
        if shared:
            note = f"Сразу в нескольких организациях – {shared}: поэтому сумма строк больше, чем по району. {note}"
        self._note.setText(note)

    def _open(self, row: int, role: str) -> None:
        result = self._result
        if result is None:
            return
        place = self.table.organizations.row_at(row)

        def show(found: list[MemberList]) -> None:
            filled = [each for each in found if each.ids] or found
            if len(filled) == 1:
                self.go.emit(filled[0].place(result, place.title))
            elif filled:
                self._choose(result, filled, place.title)

        self._gateway.ask(lambda db: lists(db, result, (role,), place.id), show)  # type: ignore[arg-type]

    def _choose(self, result: Result, found: list[MemberList], title: str) -> None:
        """An indicator over two registers has two lists."""
        menu = QMenu(self)
        for each in found:
            action = menu.addAction(f"{REGISTERS[each.register].title} · {len(each.ids)}")
            action.triggered.connect(lambda _=False, one=each: self.go.emit(one.place(result, title)))
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self.table.visualRect(self.table.currentIndex()).bottomLeft()
        menu.popup(self.table.viewport().mapToGlobal(corner + QPoint(Space.S, 0)))


class PlanPoints(Parts):
    """The points of the plan an indicator counts, each with what became of it."""

    def __init__(self) -> None:
        super().__init__("Пункты плана")

    def show_points(self, snapshot: Snapshot, result: Result) -> None:
        self.empty()
        due = {f"{each.track}|{each.no}|{each.start.isoformat()}": each for each in snapshot.plan}
        done = {member.key for member in result.tally.members("numerator")} if result.tally else set()
        counted = [member.key for member in result.tally.members("base")] if result.tally else []
        if not counted:
            self.text("В отчётном периоде нет пунктов плана со сроком.")
        for key in counted:
            each = due[key]
            self.text(f"{each.track}.{each.no} {snapshot.points.get((each.track, each.no), '')}")
            state = QWidget()
            line = QHBoxLayout(state)
            line.setContentsMargins(0, 0, 0, Space.S)
            line.addWidget(Badge("выполнено", "good") if key in done else Badge("не выполнено", "neutral"))
            line.addWidget(MutedLabel(f"срок {format_date(each.end)}"), 1)
            self.column.addWidget(state)
        self.column.addStretch(1)
