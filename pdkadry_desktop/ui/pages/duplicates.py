"""«Возможные дубли»: the queue of pairs that may be one record, with reasons; Enter compares, nothing merges itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from ...core.progress import Progress
from ...core.text import counted
from ...registers import REGISTERS
from ...storage.database import Database
from ...work.duplicates import KINDS, Pair, Queue, decide_apart, queue
from ...work.suspicion import STRENGTHS, Strength
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway, Job
from ..places import MergeOf, Place
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable, Tone
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button, text_label
from ..widgets.feedback import EmptyState
from .work_page import WorkPage

if TYPE_CHECKING:
    from ...reports.document import Document

_COLUMNS = (
    RowColumn("Похоже", 155), RowColumn("Запись", 195), RowColumn("О ней", 155), RowColumn("Похожая запись", 195),
    RowColumn("О похожей", 155), RowColumn("Почему"),
)  # fmt: skip
_TONES: dict[Strength, Tone] = {"strong": "bad", "medium": "warn", "weak": ""}
_LEAST: tuple[tuple[str, Strength], ...] = (
    ("Почти наверняка и вероятные", "medium"), ("Только почти наверняка", "strong"), ("Все, и полные тёзки", "weak"),
)  # fmt: skip


class DuplicatesPage(WorkPage):
    """The pairs of people or of organisations; several chosen ones can be found different at once."""

    help_key = "duplicates"
    concerns = frozenset({"teachers", "employments", "organizations", "duplicate_decisions"})
    has_paper = True

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Возможные дубли", gateway, context)
        self._left_out = ""
        self.column.addLayout(self._bar())
        self.model = RowsModel(_COLUMNS, parent=self)
        self.table = RowsTable(self.model, "Пары похожих записей")
        self.table.opened.connect(self._compare_row)
        self.table.current_changed.connect(lambda _: self._show_current())
        self.empty = EmptyState("done", "", "Показать и полных тёзок")
        self.empty.action_triggered.connect(self._show_all)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.column.addWidget(self.stack, 1)
        self.column.addWidget(self._footer())
        self.shortcut("Ctrl+D", self.decide)

    def _bar(self) -> QHBoxLayout:
        self.kind = QComboBox()
        self.kind.setAccessibleName("Чьи дубли искать")
        for key in KINDS:
            self.kind.addItem(REGISTERS[key].title, key)
        self.least = QComboBox()
        self.least.setAccessibleName("Какие пары показать")
        for text, strength in _LEAST:
            self.least.addItem(text, strength)
        self.decided = push_button("", "check", "link")
        self.decided.setToolTip("Пары, о которых решено, что это не дубли. Удалите решение – пара вернётся сюда")
        self.decided.clicked.connect(lambda: self.go.emit(Place("register:duplicate_decisions")))
        self.decided.hide()
        for box in (self.kind, self.least):
            box.activated.connect(lambda _: self.ask())
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        for widget in (text_label("Реестр", "field"), self.kind, text_label("показать", "field"), self.least):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.decided)
        return bar

    def _footer(self) -> QWidget:
        footer = QWidget()
        row = QHBoxLayout(footer)
        row.setContentsMargins(0, 0, 0, Space.S)
        row.setSpacing(Space.S)
        self.status = MutedLabel("", wrap=True)
        self.apart = push_button("Это разные", "cancel")
        self.apart.setToolTip("Выбранные пары больше не показывать: решение запоминается (Ctrl+D)")
        self.apart.clicked.connect(self.decide)
        self.compare = push_button("Сравнить", "search", "primary")
        self.compare.setToolTip("Сравнить две записи и решить, объединять ли их (Enter)")
        self.compare.clicked.connect(self._compare_current)
        row.addWidget(self.status, 1)
        row.addWidget(self.apart)
        row.addWidget(self.compare)
        return footer

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        if (at := self.kind.findData(place.detail)) >= 0:
            self.kind.setCurrentIndex(at)
        super().arrive(place)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def later(self) -> None:
        """A page that is not seen reads again when one comes back."""
        if self.isVisible():
            super().later()

    def ask(self) -> None:
        self._asked += 1
        asked, work = self._asked, self.searcher()
        self._gateway.run("Поиск дублей", work, lambda found: self.show_found(found) if asked == self._asked else None)

    def searcher(self) -> Callable[[Database, Job], Queue]:
        """The search as a job, by what the controls say now."""
        register, least = self.kind.currentData(), self.least.currentData()
        return lambda db, job: queue(db, register, least, job)

    def show_found(self, found: Queue) -> None:
        place = max(0, self.table.currentIndex().row())
        self.model.show([_row(pair) for pair in found.pairs])
        if found.pairs:
            self.table.setCurrentIndex(self.model.index(min(place, len(found.pairs) - 1), 0))
        self.header.set_count(counted(len(found.pairs), "пара", "пары", "пар"))
        self.decided.setText(f"Решено «не дубль»: {found.decided}")
        self.decided.setVisible(bool(found.decided))
        left_out = f"Менее похожих пар: {found.left_out}" if found.left_out else ""
        self._left_out = left_out
        spec = REGISTERS[found.register]
        self.empty.set_text(
            f"Здесь будут похожие записи реестра «{spec.title}»: ё и е, инициалы, прежние фамилии, опечатки, общие "
            "номера. Сейчас таких пар нет." + (f" {left_out}." if left_out else "")
        )
        self.empty.action.setVisible(bool(found.left_out))
        self.stack.setCurrentWidget(self.table if found.pairs else self.empty)
        self._show_current()

    def _show_current(self) -> None:
        """What may be done with the pair of the cursor, and all its reasons: the column may be too narrow for them."""
        row = self.table.current()
        for button in (self.apart, self.compare):
            button.setEnabled(row is not None)
        why = f"Почему: {row.values[-1]}." if row is not None else ""
        self.status.setText(" ".join(part for part in (why, self._left_out and f"{self._left_out}.") if part))

    def _show_all(self) -> None:
        self.least.setCurrentIndex(self.least.findData("weak"))
        self.ask()

    def source(self) -> DocumentSource:
        register, least = self.kind.currentData(), self.least.currentData()

        def make(db: Database, progress: Progress) -> Document:
            from ...reports.library.duplicates import build  # a queue is read more often than printed

            return build(queue(db, register, least, progress), date.today())

        title = f"{REGISTERS[register].title}: возможные дубли"
        return DocumentSource(title, make, Place("duplicates", detail=register))

    # -- actions -------------------------------------------------------------------------------------------------

    def _compare_row(self, row: Row) -> None:
        register = self.kind.currentData()
        back = Place("duplicates", detail=register)
        keep, drop = row.key
        self.go.emit(Place("merge", detail=MergeOf(register, keep, drop, back)))

    def _compare_current(self) -> None:
        if (row := self.table.current()) is not None:
            self._compare_row(row)

    def decide(self) -> None:
        """The chosen pairs are different records; remembered as one action."""
        pairs = [row.key for row in self.table.chosen()]
        if not pairs:
            return
        register, today = self.kind.currentData(), date.today()
        self._gateway.ask(lambda db: decide_apart(db, register, pairs, today), self._on_decided)

    def _on_decided(self, count: int) -> None:
        self.said.emit(f"Не дубль: {counted(count, 'пара', 'пары', 'пар')}.")


def _row(pair: Pair) -> Row:
    values = (
        STRENGTHS[pair.strength], pair.left.title, pair.left.note, pair.right.title, pair.right.note, pair.words(),
    )  # fmt: skip
    return Row(values, pair.key, tone=_TONES[pair.strength])
