"""The page of one record: its form, unsaved state, save and cancel, and the records that belong to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter

from ...core.errors import UserError
from ...core.register import RegisterSpec
from ...storage import query, records
from ...storage.database import Database
from ...storage.drafts import Draft
from ..context import Context
from ..forms.base_notes import BaseNotes
from ..forms.draft_keeper import DraftKeeper, moment
from ..forms.form import RecordForm
from ..gateway import Gateway
from ..places import Place
from ..tokens import Space
from ..widgets.ask_bar import AskBar
from ..widgets.basics import MutedLabel, push_button
from ..widgets.feedback import ErrorBanner
from ..widgets.header import PageHeader
from .card import RecordCard
from .card_actions import card_source
from .page import Page
from .record_words import beside, next_of

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
        self.aside = self.header.add_action("Документы и связи", "link")
        self.aside.setToolTip("Документы и файлы, связанные записи и история вместо формы (Ctrl+I)")
        self.aside.setCheckable(True)
        self.aside.toggled.connect(lambda _: self._share_width())
        self.paper = self.header.add_action("Карточка", "print")
        self.paper.setToolTip("Карточка для печати (Ctrl+P)")
        self.paper.clicked.connect(self._print)
        self.column.addWidget(self.header)
        self.banner = ErrorBanner()
        self.column.addWidget(self.banner)
        self.question = AskBar()
        self.column.addWidget(self.question)
        self.form = RecordForm(spec, gateway)
        self.form.edited.connect(self._show_state)
        self.notes = BaseNotes(self.form, gateway, lambda: self._id)
        self.column.addWidget(self.notes)
        self.drafts = DraftKeeper(self.form, gateway)
        self.drafts.offered.connect(self._offer)
        self.drafts.failed.connect(lambda text: self.state.setText(text))
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
            ("Escape", self.ask_cancel),
            ("Ctrl+Return", self.save_and_close),
            ("Ctrl+Enter", self.save_and_close),
            ("Ctrl+N", self.save_and_add),
            ("Ctrl+P", self._print),
            ("Ctrl+I", self._turn_over),
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
        self.save_button.setToolTip("Ctrl+S – сохранить, Ctrl+Enter – сохранить и закрыть")
        self.save_button.clicked.connect(self.save)
        self.more_button = push_button("Сохранить и добавить ещё", "add")
        self.more_button.setToolTip("Ctrl+N")
        self.more_button.clicked.connect(self.save_and_add)
        self.cancel_button = push_button("Закрыть", kind="quiet")
        self.cancel_button.setToolTip("Esc")
        self.cancel_button.clicked.connect(self.ask_cancel)
        row.addWidget(self.state, 1)
        for button in (self.cancel_button, self.more_button, self.save_button):
            row.addWidget(button)
        return footer

    # -- page ----------------------------------------------------------------------------------------------------

    def dispose(self) -> None:
        self.drafts.flush()

    def arrive(self, place: Place) -> None:
        if self.form.is_changed() and place.record_id == self._id and not place.preset:
            return  # the unsaved form of this very record is still here
        self.aside.setChecked(False)
        self._id = place.record_id
        self._preset = dict(place.preset)
        self.banner.clear()
        self.question.clear()
        draft = place.detail if isinstance(place.detail, int) else None
        if place.record_id is None:
            self._fill(self._preset, f"{self.spec.singular}: новая запись")
            self.drafts.begin(None, draft)
        else:
            wanted = place.record_id
            self._gateway.ask(
                lambda db: self._read(db, wanted),
                lambda found: self._on_opened(found, draft),
                lambda error: self._on_gone(wanted, error),
            )

    def may_leave(self) -> bool:
        if self._is_saving or not self.form.is_changed():
            return True
        self._ask_unsaved()
        return False

    def _ask_unsaved(self) -> None:
        """What to do with what is typed: asked in the page, in the way of nothing."""
        where = "перейти" if self.wanted is not None else "закрыть"
        self.question.ask(
            "Запись изменена, но не сохранена.", "",
            (f"Сохранить и {where}", lambda: self._save(self._leave)),
            (f"Не сохранять и {where}", self._give_up),
            ("Вернуться к форме", lambda: self.form.focus_first(empty=True)),
            takes_focus=True,
        )  # fmt: skip

    def _give_up(self) -> None:
        self.drafts.done()
        self.form.load({})
        self._leave()

    def _leave(self) -> None:
        """To where one wanted to go, else to the list."""
        target, self.wanted = self.wanted, None
        self.form.load({})
        if target is not None:
            self.go.emit(target)
        else:
            self._to_list()

    def _offer(self, draft: Draft) -> None:
        """Something typed before and never saved."""
        typed = ", ".join(f"«{self.spec.by_name[name].label}»" for name in draft.fields if name in self.spec.by_name)
        self.question.ask(
            f"Осталось незаписанное ({moment(draft.typed_at)}){f': {draft.title}' if draft.title else ''}.",
            f"Заполнено: {typed}.",
            ("Продолжить", lambda: self.drafts.take(draft)),
            ("Убрать", lambda: self.drafts.forget(draft)),
            tone="accent",
        )  # fmt: skip

    def _read(self, db: Database, record_id: int) -> tuple[str, dict[str, Any]]:
        values = records.read(db, self.spec, record_id)
        if values is None:
            raise UserError("Этой записи больше нет.", "Её удалили; отмените удаление (Ctrl+Z), если она нужна.")
        return query.title(db, self.spec.key, record_id), values

    def _on_gone(self, wanted: int, error: UserError) -> None:
        """There is nothing to show: back to the list, which says why."""
        if wanted == self._id:
            self._id = None
            self.form.load({})
            self._to_list()
            self.said.emit(f"{error.text} {error.hint}")

    def _on_opened(self, found: tuple[str, dict[str, Any]], draft: int | None) -> None:
        self._on_read(found)
        self.drafts.begin(self._id, draft)

    def _on_read(self, found: tuple[str, dict[str, Any]]) -> None:
        title, values = found
        self._fill(values, title or self.spec.singular)

    def _fill(self, values: dict[str, Any], title: str, *, keeps_place: bool = False) -> None:
        self.form.load(values)
        self.notes.look()
        self.header.set_title(title)
        self.header.set_count(beside(self.spec, values) if self._id is not None else "")
        self._share_width()
        self.card.show_record(-1 if self._id is None else self._id)
        self.paper.setVisible(self._id is not None)
        self._show_state()
        if not keeps_place:
            self.form.verticalScrollBar().setValue(0)
            self.form.focus_first(empty=self._id is None)

    def _show_state(self) -> None:
        changed = self.form.is_changed()
        self.state.setText("● Изменено, не сохранено" if changed else "Сохранено" if self._id else "Новая запись")
        self.save_button.setEnabled(changed)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _turn_over(self) -> None:
        if self.aside.isVisible():
            self.aside.toggle()

    def _share_width(self) -> None:
        """Form and card side by side; where there is no room for both, the card stands in the place of the form."""
        is_wide, has_card = self.width() >= _CARD_FROM, self._id is not None
        self.aside.setVisible(has_card and not is_wide)
        is_instead = has_card and not is_wide and self.aside.isChecked()
        self.card.setVisible(has_card and (is_wide or is_instead))
        self.form.setVisible(not is_instead)

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
        self._save(self._stay)

    def save_and_close(self) -> None:
        """Writes the record and goes back to the list; a record without changes is just left."""
        self.wanted = None
        if self.form.is_changed():
            self._save(self._leave)
        else:
            self._to_list()

    def save_and_add(self) -> None:
        """Writes the record and offers an empty form for the next."""
        if self.form.is_changed():
            self._save(self._begin_next)
        else:
            self._begin_next()

    def _save(self, after: Callable[[], None]) -> None:
        if self._is_saving:
            return
        values, problems = self.form.read()
        wrong = [each for each in problems if each.severity == "error"]
        self.form.show_problems(problems)
        if wrong:
            self.aside.setChecked(False)
            self.banner.show_error("Запись не сохранена.", "Исправьте отмеченные поля.")
            return
        self._is_saving = True
        record_id = self._id
        self._gateway.ask(
            lambda db: records.save(db, self.spec, values, record_id),
            lambda saved: self._on_saved(saved, after),
            self._on_refused,
        )

    def _on_saved(self, record_id: int, after: Callable[[], None]) -> None:
        self._is_saving = False
        self.banner.clear()
        self.question.clear()
        self.drafts.done()
        self.said.emit("Сохранено.")
        is_new, self._id = self._id is None, record_id
        after()
        if is_new and after == self._stay:
            self._offer_next(record_id)

    def _offer_next(self, record_id: int) -> None:
        if (found := next_of(self.spec, record_id)) is not None:
            text, hint, words, place = found
            later = ("Позже", lambda: None)
            self.question.ask(text, hint, (words, lambda: self.go.emit(place)), later, tone="accent")

    def _stay(self) -> None:
        """The form goes on where it is, with what is stored now."""
        record_id = self._id
        assert record_id is not None
        self._is_saving = True  # a second press before the program has filled in its part saves nothing anew

        def show(found: tuple[str, dict[str, Any]]) -> None:
            self._is_saving = False
            self._fill(found[1], found[0] or self.spec.singular, keeps_place=True)
            self.drafts.begin(record_id)

        def refused(error: UserError) -> None:
            self._is_saving = False
            self._on_gone(record_id, error)

        self._gateway.ask(lambda db: self._read(db, record_id), show, refused)

    def _begin_next(self) -> None:
        self._id = None
        self._fill(self._preset, f"{self.spec.singular}: новая запись")
        self.drafts.begin(None)

    def _on_refused(self, error: UserError) -> None:
        self._is_saving = False
        if isinstance(error, records.Invalid):
            self.aside.setChecked(False)
            self.form.show_problems(error.problems)
        self.banner.show_error(error.text, error.hint)

    def ask_cancel(self) -> None:
        """Leaves the form; what is typed is asked about first."""
        self.wanted = None
        if self.form.is_changed():
            self._ask_unsaved()
        else:
            self._to_list()

    def cancel(self) -> None:
        """Back to what is stored; a new record is left."""
        self.drafts.done()
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
