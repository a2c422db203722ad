"""«Поток курсов»: one programme, one pasted list – as many course records as there are people, in one action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ...registers import REGISTERS
from ...storage.database import Database
from ...work.listed import Done, Listed
from ...work.streams import Question, numbers_from, of_programme, questions, write_stream
from ..context import Context
from ..gateway import Gateway
from ..places import Place
from ..undo_keys import UndoKeys
from ..widgets.basics import FieldMessage, MutedLabel, text_label
from .names import NamesPage

_SPEC = REGISTERS["courses"]
_PAUSE = 250  # ms after a change before the questions are asked
_WITHOUT = frozenset({"document_no"})  # numbered in the order of the list


class StreamPage(NamesPage):
    """The list of names for courses, with the programme's values, document numbers and questions."""

    def __init__(self, gateway: Gateway, context: Context) -> None:
        self._pause = QTimer()
        super().__init__(_SPEC, gateway, "Поток курсов", _WITHOUT)
        self._pause.setParent(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._question)
        self._programme: int | None = None
        self._asked = self._closed = 0
        self.form.edited.connect(self._on_form)
        self.people.changed.connect(self._pause.start)

    def _list(self) -> QWidget:
        side = super()._list()
        self.first_no = QLineEdit()
        self.first_no.setAccessibleName("Номера документов, начиная с")
        self.first_no.setPlaceholderText("ПК-0012")
        self.first_no.setMaximumWidth(160)
        self.first_no.textChanged.connect(lambda _: self._show_numbers())
        UndoKeys(self.first_no)
        self.last_no = MutedLabel("")
        self.questions = FieldMessage()
        row = QHBoxLayout()
        row.addWidget(text_label("Номера документов по порядку, с", "field"))
        row.addWidget(self.first_no)
        row.addWidget(self.last_no, 1)
        self.card.body.addLayout(row)
        self.card.body.addWidget(self.questions)
        return side

    def arrive(self, place: Place) -> None:
        preset = dict(place.preset)
        if place.record_id is not None:  # from the card of a programme
            preset["programme_id"] = place.record_id
        super().arrive(Place(place.page, preset=preset))
        if preset:
            self._programme = None
            self._on_form()

    def _on_form(self) -> None:
        chosen = self.shared().get("programme_id")
        if chosen is not None and chosen != self._programme:
            self._gateway.ask(lambda db: of_programme(db, chosen), self._take_programme)
        self._programme = chosen
        self._pause.start()

    def _take_programme(self, values: Mapping[str, Any]) -> None:
        """What the courses repeat of the programme; what is typed already stays."""
        own = self.shared()
        for name, value in values.items():
            if value is not None and own.get(name) is None:
                self.form.boxes[name].editor.set_value(value)
        self.form.edited.emit()

    def _show_count(self) -> None:
        super()._show_count()
        self._show_numbers()

    def _show_numbers(self) -> None:
        count = len(self.people.listed())
        first = self.first_no.text()
        numbers = numbers_from(first, count) if first.strip() and count > 1 else []
        self.last_no.setText(f"по {numbers[-1]}" if numbers and numbers[-1] != numbers[0] else "")

    def _question(self) -> None:
        self._asked += 1
        asked, shared = self._asked, dict(self.shared())
        people = [each.teacher_id for each in self.people.listed() if each.teacher_id is not None]

        def show(found: list[Question]) -> None:
            if asked == self._asked:
                self.questions.show_message("\n".join(each.text for each in found), "warn")

        self._gateway.ask(lambda db: questions(db, shared, people), show)

    def write(self, shared: Mapping[str, Any], listed: list[Listed]) -> None:
        first = self.first_no.text()

        def work(db: Database) -> tuple[Done, int]:
            return write_stream(db, shared, listed, first)

        self._gateway.ask(work, lambda found: self._on_written(*found), self.on_refused)

    def _on_written(self, done: Done, closed: int) -> None:
        self._closed = closed
        self.on_added(done)

    def on_added(self, done: Done) -> None:
        self.first_no.clear()
        self._programme = None
        super().on_added(done)

    def more_said(self) -> str:
        return f" Закрыто строк заявки: {self._closed}." if self._closed else ""
