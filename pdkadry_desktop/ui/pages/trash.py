"""«Корзина»: deleted records of all registers, and their way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from ...core.errors import UserError
from ...core.text import counted
from ...registers import REGISTERS
from ...storage import trash
from ...storage.database import Database
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button
from ..widgets.feedback import EmptyState, ErrorBanner
from ..widgets.search_field import SearchField
from .work_page import WorkPage

_COLUMNS = (
    RowColumn("Запись", 270), RowColumn("Реестр", 150), RowColumn("С чем связана", 240), RowColumn("Удалено", 145),
    RowColumn("С ней удалено", 120, is_number=True), RowColumn("Действие"),
)  # fmt: skip
_TOGETHER = 4  # the column that counts what went in the same action


class TrashPage(WorkPage):
    """Marked records come back in one action."""

    concerns = frozenset(REGISTERS)
    has_paper = True

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Корзина", gateway, context)
        self.together = self.header.add_action("Отметить удалённое вместе", "check")
        self.together.setToolTip("Отметить всё, что удалено тем же действием, что и выбранная запись")
        self.together.clicked.connect(self._mark_together)
        self.restore_button = self.header.set_primary("Восстановить", "undo")
        self.restore_button.setToolTip("Вернуть отмеченные записи на место (Ctrl+Enter)")
        self.restore_button.clicked.connect(lambda: self.restore())
        self.shortcut("Ctrl+Return", self.restore)
        self.banner = ErrorBanner()
        self.banner.action_triggered.connect(lambda: self.restore(with_needed=True))
        self.column.addWidget(self.banner)
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        self.search = SearchField("Найти удалённую запись", "Ctrl+F")
        self.search.setMaximumWidth(360)
        self.search.textChanged.connect(lambda _: self.later())
        self.shortcut("Ctrl+F", self.search.setFocus)
        journal = push_button("Журнал действий", "journal", "quiet")
        journal.clicked.connect(lambda: self.go.emit(Place("journal")))
        bar.addWidget(self.search, 1)
        bar.addStretch(1)
        bar.addWidget(journal)
        self.column.addLayout(bar)
        self.model = RowsModel(_COLUMNS, has_marks=True, parent=self)
        self.model.marked.connect(self._show_state)
        self.table = RowsTable(self.model, "Удалённые записи")
        self.table.current_changed.connect(lambda _: self._show_state())
        self.table.opened.connect(lambda row: self.model.toggle([self.model.rows.index(row)]))
        self.empty = EmptyState(
            "delete", "Корзина пуста. Здесь будут удалённые записи всех реестров: их можно вернуть."
        )
        self.nothing = EmptyState("search", "Среди удалённого такого нет.")
        self.stack = QStackedWidget()
        for widget in (self.table, self.empty, self.nothing):
            self.stack.addWidget(widget)
        self.column.addWidget(self.stack, 1)
        self.status = MutedLabel("", wrap=True)
        self.status.setMinimumHeight(28)
        self.column.addWidget(self.status)
        self._entries: dict[trash.Key, int] = {}
        self._show_state()

    def arrive(self, place: Place) -> None:
        self.banner.clear()
        super().arrive(place)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reader(self) -> Callable[[Database], list[trash.Deleted]]:
        text = self.search.text()
        return lambda db: trash.deleted(db, text)

    def show_found(self, found: list[trash.Deleted]) -> None:
        self._entries = {each.key: each.entry_id for each in found}
        self.model.show([_row(each) for each in found])
        self.header.set_count(counted(len(found), "запись", "записи", "записей"))
        searched = bool(self.search.text().strip())
        self.stack.setCurrentWidget(self.table if found else self.nothing if searched else self.empty)
        self._show_state()

    def _show_state(self) -> None:
        marked, row = self.model.marks(), self.table.current()
        self.restore_button.setEnabled(bool(marked) or row is not None)
        self.restore_button.setText(f"Восстановить отмеченные: {len(marked)}" if marked else "Восстановить")
        self.together.setEnabled(row is not None and bool(row.values[_TOGETHER]))
        self.status.setText(
            "Пробел отмечает записи. Без отметок восстанавливается выбранная строка. Отмена – Ctrl+Z."
            if self.model.rows else ""
        )  # fmt: skip

    def source(self) -> DocumentSource:
        columns = tuple((column.title, column.width or 300) for column in _COLUMNS)
        rows = tuple(row.values for row in self.model.rows)

        def make(_: Database, __: Any) -> Any:
            from ...reports.library.rows_list import Sheet, build

            return build(Sheet("Удалённые записи", columns, rows), date.today())

        return DocumentSource("Удалённые записи", make, Place("trash"))

    def _mark_together(self) -> None:
        row = self.table.current()
        if row is not None:
            entry = self._entries[row.key]
            wanted = set(self.model.marks())
            places = [
                place for place, each in enumerate(self.model.rows)
                if self._entries[each.key] == entry and each.key not in wanted
            ]  # fmt: skip
            self.model.toggle(places)

    def restore(self, *, with_needed: bool = False) -> None:
        """Brings back the marked records, or the one of the cursor."""
        row = self.table.current()
        keys = self.model.marks() or ([row.key] if row is not None else [])
        if not keys:
            return

        def refused(error: UserError) -> None:
            self._gateway.ask(lambda db: trash.needed_with(db, keys), lambda more: self._offer(error, len(more)))

        self._gateway.ask(lambda db: trash.restore(db, keys, with_needed=with_needed), self._on_restored, refused)

    def _offer(self, error: UserError, more: int) -> None:
        action = f"Восстановить вместе с ними (ещё {more})" if more else ""
        self.banner.show_error(error.text, error.hint, action, "warn")

    def _on_restored(self, count: int) -> None:
        self.banner.clear()
        self.said.emit(f"Восстановлено: {counted(count, 'запись', 'записи', 'записей')}.")


def _row(each: trash.Deleted) -> Row:
    moment = datetime.fromisoformat(each.made_at).strftime("%d.%m.%Y %H:%M")
    values = (
        each.title, REGISTERS[each.register].title, each.belongs, moment, each.together or None, each.entry_title,
    )  # fmt: skip
    return Row(values, each.key)
