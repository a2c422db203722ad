"""The page of one record: its form, unsaved state, save and cancel, and the records that belong to it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter

from ...core.errors import UserError
from ...core.register import RegisterSpec
from ...storage import query, records
from ...storage.database import Database
from ..context import Context
from ..forms.form import RecordForm
from ..gateway import Gateway
from ..places import Place
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button
from ..widgets.feedback import ErrorBanner
from ..widgets.header import PageHeader
from .card import RecordCard
from .card_actions import card_source
from .page import Page

_CARD_FROM = 1100


class RecordPage(Page):
    """A new record or an existing one."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway, context: Context) -> None:
        super().__init__()
        self.spec, self._gateway, self._context = spec, gateway, context
        self._preset: dict[str, Any] = {}
        self.help_key = spec.key
        self._id: int | None = None
        self._is_saving = False
        self.header = PageHeader(spec.singular)
        back = self.header.add_action("К списку", "list")
        back.clicked.connect(self._to_list)
        self.paper = self.header.add_action("Карточка", "print")
        self.paper.setToolTip("Карточка для печати (Ctrl+P)")
        self.paper.clicked.connect(self._print)
        self.column.addWidget(self.header)
        self.banner = ErrorBanner()
        self.column.addWidget(self.banner)
        self.form = RecordForm(spec, gateway)
        self.form.edited.connect(self._show_state)
        gateway.changed.connect(self._on_base_changed)
        self.card = RecordCard(spec, gateway, context, has_open=False)
        self.card.setMinimumWidth(280)
        self.card.go.connect(self.go)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.form)
        self.split.addWidget(self.card)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([900, 360])
        self.column.addWidget(self.split, 1)
        self.column.addWidget(self._footer())
        for keys, slot in (
            ("Ctrl+S", self.save),
            ("Escape", self.cancel),
            ("Ctrl+Return", self._save_and_add),
            ("Ctrl+P", self._print),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setProperty("frame", "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        self.state = MutedLabel("")
        self.save_button = push_button("Сохранить", "save", "primary")
        self.save_button.setToolTip("Ctrl+S")
        self.save_button.clicked.connect(self.save)
        self.more_button = push_button("Сохранить и добавить ещё", "add")
        self.more_button.setToolTip("Ctrl+Enter")
        self.more_button.clicked.connect(self._save_and_add)
        self.cancel_button = push_button("Отменить", kind="quiet")
        self.cancel_button.setToolTip("Esc")
        self.cancel_button.clicked.connect(self.cancel)
        row.addWidget(self.state, 1)
        for button in (self.cancel_button, self.more_button, self.save_button):
            row.addWidget(button)
        return footer

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        if self.form.is_changed() and place.record_id == self._id and not place.preset:
            return  # the unsaved form of this very record is still here
        self._id = place.record_id
        self._preset = dict(place.preset)
        self.banner.clear()
        if place.record_id is None:
            self._fill(self._preset, f"{self.spec.singular}: новая запись")
        else:
            wanted = place.record_id
            self._gateway.ask(lambda db: self._read(db, wanted), self._on_read)

    def may_leave(self) -> bool:
        if self._is_saving or not self.form.is_changed():
            return True
        self.banner.show_error(
            "Запись изменена, но не сохранена.", "Сохраните её (Ctrl+S) или отмените изменения (Esc)."
        )
        return False

    def _read(self, db: Database, record_id: int) -> tuple[str, dict[str, Any]]:
        values = records.read(db, self.spec, record_id)
        if values is None:
            raise UserError("Этой записи больше нет.", "Её удалили; отмените удаление (Ctrl+Z), если она нужна.")
        return query.title(db, self.spec.key, record_id), values

    def _on_read(self, found: tuple[str, dict[str, Any]]) -> None:
        title, values = found
        self._fill(values, title or self.spec.singular)

    def _fill(self, values: dict[str, Any], title: str) -> None:
        self.form.load(values)
        self.header.set_title(title)
        self.card.setVisible(self._id is not None and self.width() >= _CARD_FROM)
        self.card.show_record(-1 if self._id is None else self._id)
        self.more_button.setVisible(self._id is None)
        self.paper.setVisible(self._id is not None)
        self._show_state()
        self.form.focus_first(empty=self._id is None)

    def _show_state(self) -> None:
        changed = self.form.is_changed()
        self.state.setText("● Изменено, не сохранено" if changed else "Сохранено" if self._id else "Новая запись")
        self.save_button.setEnabled(changed)
        self.cancel_button.setEnabled(changed or self._id is None)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.card.setVisible(self._id is not None and self.width() >= _CARD_FROM)

    def _on_base_changed(self, registers: frozenset[str]) -> None:
        """Another action changed the base (undo, import): an untouched form shows what is stored now."""
        record_id = self._id
        if record_id is None or self._is_saving or self.spec.key not in registers or not self.isVisible():
            return
        if self.form.is_changed():
            return

        def read(db: Database) -> tuple[str, dict[str, Any]] | None:
            values = records.read(db, self.spec, record_id)
            return None if values is None else (query.title(db, self.spec.key, record_id), values)

        def show(found: tuple[str, dict[str, Any]] | None) -> None:
            if record_id != self._id or self.form.is_changed():
                return
            if found is None:  # it is gone: taken back or removed
                self._id = None
                self.form.load({})
                self._to_list()
            else:
                self._on_read(found)

        self._gateway.ask(read, show)

    # -- actions -------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Writes the record; problems are shown beside their fields and nothing is lost."""
        self._save(add_more=False)

    def _save_and_add(self) -> None:
        self._save(add_more=True)

    def _save(self, add_more: bool) -> None:
        if self._is_saving:
            return
        values, problems = self.form.read()
        wrong = [each for each in problems if each.severity == "error"]
        self.form.show_problems(problems)
        if wrong:
            self.banner.show_error("Запись не сохранена.", "Исправьте отмеченные поля.")
            return
        self._is_saving = True
        record_id = self._id
        self._gateway.ask(
            lambda db: records.save(db, self.spec, values, record_id),
            lambda saved: self._on_saved(saved, add_more),
            self._on_refused,
        )

    def _on_saved(self, record_id: int, add_more: bool) -> None:
        self._is_saving = False
        self.banner.clear()
        self.said.emit("Сохранено.")
        if add_more:
            self._id = None
            self._fill(self._preset, f"{self.spec.singular}: новая запись")
        else:
            self._id = record_id
            self._gateway.ask(lambda db: self._read(db, record_id), self._on_read)

    def _on_refused(self, error: UserError) -> None:
        self._is_saving = False
        if isinstance(error, records.Invalid):
            self.form.show_problems(error.problems)
        self.banner.show_error(error.text, error.hint)

    def cancel(self) -> None:
        """Back to what is stored; a new record is left."""
        if self._id is None:
            self.form.load({})
            self._to_list()
        else:
            wanted = self._id
            self.banner.clear()
            self._gateway.ask(lambda db: self._read(db, wanted), self._on_read)

    def _print(self) -> None:
        if self._id is not None and self.may_leave():
            source = card_source(self.spec, self._id, self.header.title(), self._context)
            self.go.emit(Place("document", detail=source))

    def _to_list(self) -> None:
        self.go.emit(Place(f"register:{self.spec.key}", self._id))
