"""Which rows of the plan are shown: words, track, status, person, only late ones, what is due soon."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from ...core.dates import add_months
from ...core.text import fold
from ...plan.board import Board, BoardRow, Point
from ...plan.schedule import STATUS_LABELS
from ..tokens import Size
from ..widgets.flow import FlowLayout
from ..widgets.search_field import SearchField

_PAUSE = 90  # ms after the last key before filtering
_SPANS = {
    "week": "На этой неделе", "month": "В этом месяце", "quarter": "Ближайшие три месяца", "proof": "Без подтверждения",
}  # fmt: skip


class PlanFilters(QWidget):
    """Signals: ``changed()`` - other rows are wanted, shortly after the last key."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = FlowLayout(self)
        self.search = SearchField("Найти мероприятие", "Ctrl+F")
        self.search.setFixedWidth(150)
        self.track = _combo("Раздел плана")
        self.state = _combo("Состояние")
        self.person = _combo("Ответственный")
        self.span = _combo("Когда")
        self.late = QCheckBox("Просроченные")
        self.late.setToolTip("Только мероприятия с просроченными сроками")
        middle = QWidget()  # as tall as its neighbours, so that the words stand level
        middle.setFixedHeight(Size.CONTROL)
        inside = QHBoxLayout(middle)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.late)
        for widget in (self.search, self.track, self.state, self.person, self.span, middle):
            self._row.addWidget(widget)
        self._combos = (self.track, self.state, self.person, self.span)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _: self._timer.start())
        for combo in self._combos:
            combo.currentIndexChanged.connect(lambda _: self._timer.start())
        self.late.toggled.connect(lambda _: self._timer.start())

    def add(self, widget: QWidget) -> None:
        """One more control beside the filters; what does not fit goes into the next line."""
        self._row.addWidget(widget)

    def show_choices(self, board: Board | None) -> None:
        """Fills the lists from a plan; what was chosen is forgotten."""
        tracks = [(f"{each.no}. {each.title}", each.no) for each in board.tracks] if board else []
        people = sorted({name for row in board.rows for name in row.responsible}) if board else []
        states = [(label.capitalize(), code) for code, label in STATUS_LABELS.items()]
        spans = [(label, code) for code, label in _SPANS.items()]
        for combo, first, items in (
            (self.track, "Раздел", tracks), (self.state, "Состояние", states),
            (self.person, "Кто", [(name, name) for name in people]), (self.span, "Когда", spans),
        ):  # fmt: skip
            combo.blockSignals(True)
            combo.clear()
            combo.addItem(first, "")
            for text, data in items:
                combo.addItem(text, data)
                combo.setItemData(combo.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
            combo.blockSignals(False)

    def rows(self, board: Board | None) -> list[BoardRow]:
        """The rows that all conditions let pass; a row passes when one of its points does."""
        if board is None:
            return []
        words = fold(self.search.text()).split()
        return [row for row in board.rows if self._passes(row, words) and self._has_point(row, board.as_of)]

    def _passes(self, row: BoardRow, words: list[str]) -> bool:
        track, person = self.track.currentData(), self.person.currentData()
        if (track and row.track != track) or (person and person not in row.responsible):
            return False
        text = fold(" ".join((row.no, row.title, row.term.text, *row.responsible))) if words else ""
        return all(word in text for word in words)

    def _has_point(self, row: BoardRow, as_of: date) -> bool:
        states = {self.state.currentData() or "", "overdue" if self.late.isChecked() else ""} - {""}
        span = self.span.currentData()
        if states and not states <= {point.status for point in row.points}:
            return False
        return not span or any(_is_within(point, span, as_of) for point in row.points)

    def reset(self) -> None:
        """All rows again."""
        self.search.clear()
        self.late.setChecked(False)
        for combo in self._combos:
            combo.setCurrentIndex(0)


def _is_within(point: Point, span: str, as_of: date) -> bool:
    """Whether a point that still counts falls into «this week», «this month» …; or is done without a proof."""
    if span == "proof":
        return point.status in ("done", "done_late") and not point.evidence
    if point.status in ("done", "done_late", "cancelled", "history"):
        return False
    first, last = span_of(span, as_of)
    return first <= point.due <= last


def span_of(span: str, as_of: date) -> tuple[date, date]:
    """The first and last day of the week, month or coming three months around a day."""
    if span == "week":
        monday = as_of - timedelta(days=as_of.weekday())
        return monday, monday + timedelta(days=6)
    begin = as_of.replace(day=1)
    if span == "month":
        return begin, add_months(begin, 1) - timedelta(days=1)
    return as_of, add_months(as_of, 3)


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setFixedWidth(140)
    return combo
