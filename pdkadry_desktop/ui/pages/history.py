"""«История записи»: every action on one record, by field, was → became; any action is taken back from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from ...core.text import counted
from ...registers import REGISTERS
from ...storage import journal, query
from ...storage.database import Database
from ...work.record_history import Step, steps
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable
from ..widgets.feedback import EmptyState, ErrorBanner
from .work_page import WorkPage

_COLUMNS = (
    RowColumn("Когда", 140), RowColumn("Поле", 170), RowColumn("Было", 230), RowColumn("Стало", 230),
    RowColumn("Действие", 300), RowColumn("Причина", 160), RowColumn("Состояние", 110),
)  # fmt: skip
_ACTIONS = ("действие", "действия", "действий")


class HistoryPage(WorkPage):
    """Opened with a record; the detail of the place is its register."""

    concerns = frozenset(REGISTERS)
    has_paper = True
    help_key = "journal"

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("История записи", gateway, context)
        self.open_button = self.header.add_action("Открыть запись", "open")
        self.open_button.clicked.connect(lambda: self._open())
        self.undo_button = self.header.set_primary("Отменить выбранное", "undo")
        self.undo_button.setToolTip("Отменить всё действие, в котором записано это изменение")
        self.undo_button.clicked.connect(self.undo)
        self.banner = ErrorBanner()
        self.column.addWidget(self.banner)
        self.model = RowsModel(_COLUMNS, parent=self)
        self.table = RowsTable(self.model, "История записи")
        self.table.current_changed.connect(lambda _: self._show_state())
        self.empty = EmptyState("journal", "Здесь будет история записи. Её открывают из карточки: «Вся история».")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.column.addWidget(self.stack, 1)
        self.foot = self.foot_line()
        self._entries: dict[int, journal.Entry] = {}
        self._show_state()

    @property
    def key(self) -> tuple[str, int] | None:
        """The record of the place."""
        place = self.place
        return None if place is None or place.record_id is None else (str(place.detail), place.record_id)

    def arrive(self, place: Place) -> None:
        self.banner.clear()
        super().arrive(place)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reader(self) -> Callable[[Database], tuple[str, tuple[Step, ...]]]:
        key = self.key
        return lambda db: ("", ()) if key is None else (query.title(db, *key), steps(db, *key))

    def show_found(self, found: tuple[str, tuple[Step, ...]]) -> None:
        title, lines = found
        key = self.key
        if key is not None:
            called = REGISTERS[key[0]].singular.lower()
            self.header.set_title(f"История: {called} «{title}»" if title else f"История: {called}")
        self.header.set_count(counted(len(lines), *_ACTIONS) if lines else "")
        self._entries = {step.entry.id: step.entry for step in lines}
        self.model.show([row for step in lines for row in _rows(step)])
        self.stack.setCurrentWidget(self.table if lines else self.empty)
        self.open_button.setEnabled(bool(title))
        self.foot.setText(
            "Отменяется всё действие целиком; если мешают более поздние, программа их назовёт." if lines else ""
        )
        self._show_state()

    def _show_state(self) -> None:
        row = self.table.current()
        entry = self._entries.get(row.key[0]) if row is not None else None
        self.undo_button.setEnabled(entry is not None and entry.is_live)
        many = entry is not None and entry.rows > 1
        rows = counted(entry.rows, "запись", "записи", "записей") if entry is not None else ""
        self.undo_button.setText(f"Отменить действие: {rows}" if many else "Отменить выбранное")

    def _open(self) -> None:
        if self.key is not None:
            self.go.emit(Place(f"record:{self.key[0]}", self.key[1]))

    def undo(self) -> None:
        """Takes back the action of the row."""
        row = self.table.current()
        if row is None:
            return
        entry = row.key[0]
        self.banner.clear()
        self._gateway.ask(
            lambda db: journal.undo(db, entry), lambda made: self.said.emit(f"{made.title}."),
            lambda error: self.banner.show_error(error.text, error.hint),
        )  # fmt: skip

    def source(self) -> DocumentSource:
        title = self.header.title()
        columns = tuple((column.title, column.width) for column in _COLUMNS)
        rows = tuple(row.values for row in self.model.rows)

        def make(_: Database, __: Any) -> Any:
            from ...reports.library.rows_list import Sheet, build

            return build(Sheet(title, columns, rows), date.today())

        return DocumentSource(title, make, self.place or Place("journal"))


def _rows(step: Step) -> list[Row]:
    entry = step.entry
    state = "действует" if entry.is_live else "отмена" if entry.kind == "undo" else "отменено"
    rest = (entry.title, entry.reason, state)
    if not step.fields:
        return [Row((step.moment, "", "", step.action, *rest), (entry.id, ""))]
    return [Row((step.moment, each.label, each.before, each.after, *rest), (entry.id, each.label))
            for each in step.fields]  # fmt: skip
