"""The plan as a tree: track → activity → dated point; every fact stands there as text, for keyboard and readers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ...plan.board import Board, BoardRow, BoardTrack, Point
from ...plan.occurrences import occurrence_key
from ...plan.schedule import STATUS_LABELS, Status
from ...plan.term_labels import describe_occurrence
from ...plan.terms import Occurrence
from ...registers.plan_rows import PLAN_ROWS
from ..tokens import Tone
from .layout import Bar, Line, bars_of

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (
    PLAN_ROWS.by_name["name"].label, PLAN_ROWS.by_name["term"].label, "Состояние", "Ближайший срок",
    PLAN_ROWS.by_name["responsible"].label, "Подтв.",
)  # fmt: skip
STATUS_COLUMN = 2
TONES: dict[Status, Tone] = {
    "planned": "neutral", "in_progress": "accent", "done": "good", "done_late": "warn", "overdue": "bad",
    "moved": "accent", "cancelled": "neutral", "history": "neutral",
}  # fmt: skip
ICONS: dict[Status, str] = {
    "planned": "calendar", "in_progress": "progress", "done": "done", "done_late": "warning", "overdue": "error",
    "moved": "chevron-right", "cancelled": "cancel", "history": "clock",
}  # fmt: skip
SHORT: dict[Status, str] = {**STATUS_LABELS, "done_late": "с опозданием"}
"""Words that fit a badge of the tree."""
StatusRole = Qt.ItemDataRole.UserRole + 1
SummaryRole = Qt.ItemDataRole.UserRole + 2  # the words of the badge
_WORST: tuple[Status, ...] = (
    "overdue", "in_progress", "moved", "planned", "done_late", "done", "cancelled", "history",
)  # fmt: skip


@dataclass(eq=False)
class Node:
    """A line of the tree; ``key`` names it across reloads."""

    kind: Literal["track", "row", "point"]
    key: str
    parent: Node | None
    place: int
    payload: BoardTrack | BoardRow | Point
    line: Line
    children: list[Node] = field(default_factory=list)
    at: int = 0  # its index among all nodes

    @property
    def row(self) -> BoardRow | None:
        """The activity it is or belongs to."""
        if isinstance(self.payload, BoardRow):
            return self.payload
        return self.parent.row if isinstance(self.payload, Point) and self.parent else None


class PlanTreeModel(QAbstractItemModel):
    """Shows the rows of a board that a filter lets pass."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board: Board | None = None
        self.tracks: list[Node] = []
        self.nodes: list[Node] = []

    def show(self, board: Board | None, rows: list[BoardRow] | None = None) -> None:
        """Replaces everything; ``rows``: those to show, None for all."""
        self.beginResetModel()
        self.board, self.tracks, self.nodes = board, [], []
        if board is not None:
            self._fill(board, list(board.rows) if rows is None else rows)
        self.endResetModel()

    def _fill(self, board: Board, rows: list[BoardRow]) -> None:
        of_track: dict[str, list[BoardRow]] = {}
        for row in rows:
            of_track.setdefault(row.track, []).append(row)
        for track in board.tracks:
            shown = of_track.get(track.no)
            if not shown:
                continue
            top = self._add(Node("track", f"t{track.no}", None, len(self.tracks), track, Line("track")))
            self.tracks.append(top)
            for place, row in enumerate(shown):
                bars = bars_of(row)
                key = f"r{row.ident}" if row.ident else f"r{track.no}/{place}"
                node = self._add(Node("row", key, top, place, row, Line("row", bars)))
                top.children.append(node)
                node.children = [self._point(node, at, bar) for at, bar in enumerate(bars)]

    def _point(self, parent: Node, place: int, bar: Bar) -> Node:
        point = bar.point
        line = Line("point", (bar,))
        return self._add(Node("point", f"{parent.key}|{point.ident or point.key}", parent, place, point, line))

    def _add(self, node: Node) -> Node:
        node.at = len(self.nodes)
        self.nodes.append(node)
        return node

    # -- tree ----------------------------------------------------------------------------------------------------

    def node(self, index: Index) -> Node | None:
        """The node of an index; None for an invalid one."""
        return self.nodes[index.internalId()] if index.isValid() else None

    def index_of(self, node: Node, column: int = 0) -> QModelIndex:
        return self.createIndex(node.place, column, node.at)

    def by_key(self, key: str) -> Node | None:
        """The node that had this key before a reload."""
        return next((node for node in self.nodes if node.key == key), None)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        above = self.node(parent)
        children = self.tracks if above is None else above.children
        if not (0 <= row < len(children) and 0 <= column < len(COLUMNS)):
            return QModelIndex()
        return self.createIndex(row, column, children[row].at)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        node = self.node(index)
        return QModelIndex() if node is None or node.parent is None else self.index_of(node.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        node = self.node(parent)
        if node is None:
            return len(self.tracks)
        return len(node.children) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    # -- texts ---------------------------------------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(node, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(node, index.column())
        if role == StatusRole:
            return status_of(node)
        if role == SummaryRole:
            return _badge(node)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join(text for column in range(len(COLUMNS)) if (text := self.text(node, column)))
        return None

    def text(self, node: Node, column: int) -> str:
        """What a cell says."""
        if isinstance(node.payload, BoardTrack):
            return node.payload.title if column == 0 else ""
        if isinstance(node.payload, BoardRow):
            return self._row_text(node.payload, column)
        return _point_text(node.payload, column)

    def _row_text(self, row: BoardRow, column: int) -> str:
        if column == 0:
            return f"{row.no}. {row.title}"
        if column == 1:
            return row.term.text
        if column == STATUS_COLUMN:
            return summary(row)
        if column == 3:
            following = next_due(row, self.board.as_of if self.board else date.max)
            return _day(following) if following else "—"
        if column == 4:
            return "; ".join(row.responsible) or "—"
        proofs = sum(point.evidence for point in row.points)
        return str(proofs) if proofs else "—"

    def _tip(self, node: Node, column: int) -> str | None:
        text = self.text(node, column)
        if isinstance(node.payload, BoardRow) and column == 1:
            return f"{text}\n{node.payload.described}"
        return text or None


def status_of(node: Node) -> Status | None:
    """The status a line shows: of its point, or the worst of an activity's points."""
    if isinstance(node.payload, Point):
        return node.payload.status
    if isinstance(node.payload, BoardRow):
        found = {point.status for point in node.payload.points}
        return next((status for status in _WORST if status in found), None)
    return None


def summary(row: BoardRow) -> str:
    """«просрочено 2 из 6», «выполнено», «по мере необходимости»."""
    if not row.points:
        return "не прочитано" if row.term.kind == "unparsed" else "без дат"
    found = [point.status for point in row.points]
    worst = next(status for status in _WORST if status in found)
    count = found.count(worst)
    return STATUS_LABELS[worst] if count == len(found) else f"{STATUS_LABELS[worst]} {count} из {len(found)}"


def _badge(node: Node) -> str:
    """The summary in short: «просрочено 2/6»."""
    if isinstance(node.payload, Point):
        return SHORT[node.payload.status]
    status = status_of(node)
    if not isinstance(node.payload, BoardRow) or status is None:
        return summary(node.payload) if isinstance(node.payload, BoardRow) else ""
    found = [point.status for point in node.payload.points]
    count = found.count(status)
    return SHORT[status] if count == len(found) else f"{SHORT[status]} {count}/{len(found)}"


def next_due(row: BoardRow, as_of: date) -> date | None:
    """The nearest day on which something of the activity is due."""
    waiting = ("planned", "in_progress", "moved")
    return min((point.due for point in row.points if point.status in waiting and point.due >= as_of), default=None)


def _point_text(point: Point, column: int) -> str:
    if column == 0:
        text = describe_occurrence(Occurrence(point.start, point.end))
        return text if point.is_in_term else f"{text} (нет в сроке)"
    if column == 1:
        if point.moved_to:
            return f"на {_day(point.moved_to)}, {point.moved_by}".rstrip(", ")
        return "от руки" if point.is_own or point.key != occurrence_key(point.start, point.end) else ""
    if column == STATUS_COLUMN:
        return STATUS_LABELS[point.status]
    if column == 3:
        return f"вып. {_day(point.done_on)}" if point.done_on else _day(point.due)
    if column == 4:
        return point.result or point.note
    return str(point.evidence) if point.evidence else ""


def _day(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year}"
