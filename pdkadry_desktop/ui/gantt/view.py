"""Tree and timeline side by side: one model, one selection, one vertical position."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ...plan.board import Board, BoardRow, Point
from ..widgets.badge import paint_badge
from .layout import RowLayout
from .painter import Days
from .timeline import HEADER, ROW_TALL, TimelineView
from .tree_model import ICONS, STATUS_COLUMN, TONES, Node, PlanTreeModel, StatusRole, SummaryRole


class _Delegate(QStyledItemDelegate):
    """Two lines of text in a row of fixed height; the status as a badge."""

    height = ROW_TALL

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        return QSize(80, self.height)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        super().initStyleOption(option, index)
        model = index.model()
        node = model.node(index) if isinstance(model, PlanTreeModel) else None
        if node is not None and node.kind == "track":
            option.font.setBold(True)  # type: ignore[attr-defined]
        if index.column() == STATUS_COLUMN:
            option.text = ""  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        tree = self.parent()
        if isinstance(tree, QTreeView) and index.model().parent(index) == QModelIndex():
            option = QStyleOptionViewItem(option)  # the title of a track spans all columns but not more than is seen
            option.rect.setRight(min(option.rect.right(), tree.viewport().width() - 8))  # type: ignore[attr-defined]
        super().paint(painter, option, index)
        if index.column() != STATUS_COLUMN:
            return
        text, status = index.data(SummaryRole), index.data(StatusRole)
        if text:
            rect: QRect = option.rect.adjusted(4, 0, -4, 0)  # type: ignore[attr-defined]
            paint_badge(painter, rect, text, TONES[status] if status else "neutral", ICONS[status] if status else "")


class PlanTree(QTreeView):
    """The tree. Signals: ``stepped(direction)`` - to the neighbouring point of the same activity; ``homeward()`` -
    the key Home, which here goes to the day of judging."""

    stepped = Signal(int)
    homeward = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        node = model.node(self.currentIndex()) if isinstance(model, PlanTreeModel) else None
        is_step = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers()
        if is_step and node is not None and node.kind != "track":
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
            return
        if event.key() == Qt.Key.Key_Home and not event.modifiers():
            self.homeward.emit()
            return
        super().keyPressEvent(event)


class GanttView(QSplitter):
    """Tree and timeline of a board. Signals: ``current_changed()``, ``opened()`` - details are wanted."""

    current_changed = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.model = PlanTreeModel(self)
        self.tree, self.timeline = PlanTree(), TimelineView()
        self._delegate = _Delegate(self.tree)
        self._nodes: list[Node] = []
        self._chosen_key = ""
        self._expanded: set[str] = set()
        self._folded: set[str] = set()
        self._build_tree()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree)
        self.addWidget(holder)
        self.addWidget(self.timeline)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setSizes([520, 600])
        self.setChildrenCollapsible(False)
        self._connect()

    def _build_tree(self) -> None:
        tree = self.tree
        tree.setModel(self.model)
        tree.setItemDelegate(self._delegate)
        tree.setUniformRowHeights(True)
        tree.setWordWrap(True)
        tree.setAutoScroll(False)
        tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        tree.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        tree.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        tree.setIndentation(14)
        tree.setAccessibleName("Мероприятия плана и их сроки")
        tree.setMinimumWidth(300)
        header = tree.header()
        header.setFixedHeight(HEADER)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((250, 120, 150, 110, 220, 60)):
            tree.setColumnWidth(column, width)

    def _connect(self) -> None:
        bars = self.tree.verticalScrollBar(), self.timeline.verticalScrollBar()
        bars[0].valueChanged.connect(bars[1].setValue)
        bars[1].valueChanged.connect(bars[0].setValue)
        self.tree.expanded.connect(lambda index: self._on_folding(index, True))
        self.tree.collapsed.connect(lambda index: self._on_folding(index, False))
        self.tree.selectionModel().currentRowChanged.connect(self._on_current)
        self.tree.stepped.connect(self.step)
        self.tree.doubleClicked.connect(lambda _: self.opened.emit())
        self.timeline.point_clicked.connect(self._on_clicked)
        self.timeline.opened.connect(self.opened)

    # -- content -------------------------------------------------------------------------------------------------

    def show_board(self, board: Board | None, rows: list[BoardRow] | None, today: date | None) -> None:
        """Shows the rows of a board; folding, the current line and the chosen point stay where they were."""
        current, chosen, top = self.current_key(), self._chosen_key, self.tree.verticalScrollBar().value()
        self.model.show(board, rows)
        if board is not None:
            days = Days(board.as_of, board.start, board.years, today)
            self.timeline.show_span(*board.span, days)
        for at in range(len(self.model.tracks)):
            self.tree.setFirstColumnSpanned(at, QModelIndex(), True)
        for node in self.model.nodes:
            is_open = (node.kind == "track" and node.key not in self._folded) or node.key in self._expanded
            if is_open and node.children:
                self.tree.setExpanded(self.model.index_of(node), True)
        self._relayout()
        again = self.model.by_key(current)
        if again is None and "|" in current:  # the point is gone: its activity
            again = self.model.by_key(current.rpartition("|")[0])
        self._chosen_key = chosen
        if again is not None:
            self.tree.setCurrentIndex(self.model.index_of(again))
        self.tree.verticalScrollBar().setValue(top)
        self._show_chosen()

    def _on_folding(self, index: QModelIndex, is_open: bool) -> None:
        node = self.model.node(index)
        if node is not None:
            kept, dropped = (self._expanded, self._folded) if is_open else (self._folded, self._expanded)
            kept.add(node.key)
            dropped.discard(node.key)
            self._relayout()

    def expand_rows(self, is_open: bool) -> None:
        """All activities with their points, or each in one line."""
        self.tree.blockSignals(True)
        self._expanded = {node.key for node in self.model.nodes if node.kind == "row"} if is_open else set()
        for node in self.model.nodes:
            if node.kind == "row" and node.children:
                self.tree.setExpanded(self.model.index_of(node), is_open)
        self.tree.blockSignals(False)
        self._relayout()

    def set_row_height(self, height: int) -> None:
        self._delegate.height = height
        self.tree.doItemsLayout()
        self._relayout()

    def _relayout(self) -> None:
        self._nodes = []

        def walk(nodes: list[Node]) -> None:
            for node in nodes:
                self._nodes.append(node)
                if node.children and self.tree.isExpanded(self.model.index_of(node)):
                    walk(node.children)

        walk(self.model.tracks)
        lines = [node.line for node in self._nodes]
        self.timeline.show_lines(lines, RowLayout(len(lines), self._delegate.height))
        self._on_current()

    # -- current line and point ----------------------------------------------------------------------------------

    def current_node(self) -> Node | None:
        return self.model.node(self.tree.currentIndex())

    def current_key(self) -> str:
        node = self.current_node()
        return node.key if node else ""

    def current_row(self) -> BoardRow | None:
        node = self.current_node()
        return node.row if node else None

    def chosen_point(self) -> Point | None:
        """The point of the cursor: the current line itself, or the one stepped to in a collapsed activity."""
        node = self._chosen_node()
        return node.payload if node is not None and isinstance(node.payload, Point) else None

    def selected_points(self) -> list[Point]:
        """Points of the selected lines; of an activity the chosen one only."""
        nodes = [self.model.node(index) for index in self.tree.selectionModel().selectedRows()]
        points = [node.payload for node in nodes if node is not None and isinstance(node.payload, Point)]
        if len(points) > 1:
            return points
        chosen = self.chosen_point()
        return [chosen] if chosen else points

    def _chosen_node(self) -> Node | None:
        node = self.current_node()
        if node is None or node.kind == "track":
            return None
        if node.kind == "point":
            return node
        return next((child for child in node.children if child.key == self._chosen_key), None) or _nearest(node)

    def step(self, direction: int) -> None:
        """To the neighbouring point of the same activity, in time."""
        node, chosen = self.current_node(), self._chosen_node()
        if node is None or chosen is None or chosen.parent is None:
            return
        siblings = chosen.parent.children
        target = siblings[min(max(chosen.place + direction, 0), len(siblings) - 1)]
        self._choose(target, as_line=node.kind == "point")

    def _choose(self, target: Node, as_line: bool) -> None:
        self._chosen_key = target.key
        if as_line:
            self.tree.setCurrentIndex(self.model.index_of(target))
            self.tree.scrollTo(self.model.index_of(target))
        self._show_chosen()
        self.current_changed.emit()
        bar = target.line.bars[0]
        self.timeline.ensure_visible(bar.first, bar.last)

    def _on_clicked(self, line: int, point: Point | None) -> None:
        node = self._nodes[line]
        self.tree.setFocus(Qt.FocusReason.MouseFocusReason)
        self.tree.setCurrentIndex(self.model.index_of(node))
        if point is not None and node.kind == "row":
            target = next(child for child in node.children if child.payload is point)
            self._choose(target, as_line=False)

    def _on_current(self, *_: object) -> None:
        self._show_chosen()
        self.current_changed.emit()

    def _show_chosen(self) -> None:
        node = self.current_node()
        chosen = self._chosen_node()
        if chosen is not None:
            self._chosen_key = chosen.key
        point = self.chosen_point()
        timeline = self.timeline
        timeline.current = next((at for at, each in enumerate(self._nodes) if each is node), -1)
        timeline.chosen = point
        timeline.viewport().update()


def _nearest(node: Node) -> Node | None:
    """The point of an activity one would work on: the oldest not done, else the last."""
    for child in node.children:
        if child.line.bars[0].status in ("overdue", "in_progress", "moved", "planned"):
            return child
    return node.children[-1] if node.children else None
