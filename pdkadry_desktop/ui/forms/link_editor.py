"""A link to another record: type any part of its name, choose from what is found, or have a new one made."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from ...core.kinds import BadValue
from ...core.register import FieldSpec
from ...core.text import clean_text
from ...storage import query
from ...storage.database import Database
from ...work.people import notes
from ..gateway import Gateway
from ..widgets.basics import icon_button
from .editors import Editor

_PAUSE = 120  # ms after the last key
_LIMIT = 30


class LinkEditor(Editor):
    """Shows the title of the linked record; what is typed searches, only a chosen record is a value.

    With ``can_create`` the list ends in «Создать …». Signals: ``create_wanted(text)``.
    """

    create_wanted = Signal(str)

    def __init__(self, spec: FieldSpec, register: str, gateway: Gateway) -> None:
        super().__init__(spec)
        self._register, self._gateway = register, gateway
        self.can_create = False
        self._value: query.LinkTo | None = None
        self._found: list[query.LinkTo] = []
        self._asked = 0
        self.line = QLineEdit()
        self.line.setPlaceholderText("Начните вводить…")
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(10)
        completer.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
        self.line.setCompleter(completer)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._search)
        self.line.textEdited.connect(self._on_typed)
        self.use(self.line)
        clear = icon_button("cancel", f"Очистить поле «{spec.label}»", small=True)
        clear.clicked.connect(self._on_cleared)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(clear)

    @property
    def register(self) -> str:
        """The register the link points to."""
        return self._register

    def value(self) -> Any:
        if self._value is None and self.line.text().strip():
            more = ", создайте новую (последняя строка списка)" if self.can_create else ""
            raise BadValue(f"выберите запись из списка{more} или очистите поле")
        return self._value

    def chosen(self) -> query.LinkTo | None:
        """The chosen record; None while nothing is chosen."""
        return self._value

    def set_value(self, value: Any) -> None:
        """A LinkTo, an id (its title is asked for) or None."""
        if isinstance(value, int) and not isinstance(value, query.LinkTo):
            self.set_value(query.LinkTo(value, ""))  # the value stands at once, its words come
            self._gateway.ask(lambda db: query.title(db, self._register, value), lambda title: self._name(value, title))
            return
        self._value = value
        self.line.setText(value.title if value else "")
        self.line.setCursorPosition(0)

    def typed(self) -> Any:
        return self.line.text() if self._value is None else {"id": self._value.id}

    def restore(self, typed: Any) -> None:
        if isinstance(typed, dict):
            self.set_value(int(typed["id"]))
        else:
            self.set_value(None)
            self.line.setText(str(typed))

    def take(self, chosen: query.LinkTo) -> None:
        """The record chosen or made by the user."""
        self.set_value(chosen)
        self.edited.emit()

    def _name(self, record_id: int, title: str) -> None:
        if self._value == query.LinkTo(record_id, ""):  # nothing else has been chosen meanwhile
            self.set_value(query.LinkTo(record_id, title) if title else None)  # without a title it is gone

    def _on_typed(self, _: str) -> None:
        self._value = None
        self._timer.start()
        self.edited.emit()

    def _search(self) -> None:
        self._asked += 1
        asked, text = self._asked, self.line.text()

        def work(db: Database) -> tuple[list[query.LinkTo], dict[int, str]]:
            found = query.titles(db, self._register, text, _LIMIT)
            return found, notes(db, self._register, [each.id for each in found], date.today())

        self._gateway.ask(work, lambda found: self._on_found(asked, *found))

    def _on_found(self, asked: int, found: list[query.LinkTo], told: dict[int, str]) -> None:
        if asked != self._asked or not self.line.hasFocus():
            return
        self._found = found
        text = clean_text(self.line.text())
        names = [f"{each.title} – {told[each.id]}" if each.id in told else each.title for each in found]
        if self.can_create and text:
            names.append(f"Создать «{text}»…")
        self._names.setStringList(names)
        completer = self.line.completer()
        if completer is not None and names:
            completer.complete()

    def _on_chosen(self, index: QModelIndex) -> None:
        place, text = index.row(), clean_text(self.line.text())
        if place < len(self._found):
            chosen = self._found[place]
            QTimer.singleShot(0, self, lambda: self.take(chosen))  # after the completer has written its own text
        else:
            typed = text.removeprefix("Создать «").removesuffix("»…")
            QTimer.singleShot(0, self, lambda: self._want_new(typed))

    def _want_new(self, text: str) -> None:
        self.line.setText(text)
        self.create_wanted.emit(text)

    def _on_cleared(self) -> None:
        self.set_value(None)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
