"""«Закрыть…»: the day and who took the post, for one vacancy or many at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ...core.kinds import BadValue
from ...core.text import counted
from ...registers.vacancies import VACANCIES
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import FieldMessage, push_button, text_label
from .editors import editor_for


class CloseVacancies(QFrame):
    """Signals: ``given(day, teacher id or None)``, ``refused()``. Ctrl+Enter is a key of its page."""

    given = Signal(object, object)
    refused = Signal()

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        day, who = (replace(VACANCIES.by_name[name], help="") for name in ("ends_on", "closed_by_id"))
        self.day, self.who = editor_for(day.kind, day, gateway), editor_for(who.kind, who, gateway)
        self.day.setMinimumWidth(150)
        self.who.setMinimumWidth(280)
        self.message = FieldMessage()
        self.yes, self.no = push_button("Закрыть", "check", "primary"), push_button("Отмена", kind="quiet")
        self.yes.setToolTip("Ctrl+Enter")
        self.no.setToolTip("Esc")
        self.yes.clicked.connect(self.give)
        self.no.clicked.connect(self.refused)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for label, editor, stretch in ((day.label, self.day, 0), (f"{who.label} (если принят педагог)", self.who, 1)):
            row.addWidget(text_label(label, "field"))
            row.addWidget(editor, stretch)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.addLayout(row)
        column.addWidget(self.message)
        shortcut = QShortcut(QKeySequence("Escape"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.refused)
        self.setFocusProxy(self.who)

    def ask(self, count: int, day: date) -> None:
        """Asks about ``count`` vacancies; the day is proposed."""
        self.set_count(count)
        self.message.clear()
        self.day.set_value(day)
        self.who.set_value(None)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_count(self, count: int) -> None:
        """How many vacancies will be closed, said on the button."""
        self.yes.setText(f"Закрыть {counted(count, 'вакансию', 'вакансии', 'вакансий')}" if count else "Закрыть")
        self.yes.setEnabled(count > 0)

    def give(self) -> None:
        """Emits the answer; a wrong day or an unchosen name is explained."""
        try:
            day, who = self.day.value(), self.who.value()
        except BadValue as error:
            self.message.show_message(f"Так записать нельзя: {error}.")
            return
        if day is None:
            self.message.show_message("Укажите день, с которого место занято.")
            return
        self.message.clear()
        if self.yes.isEnabled():
            self.given.emit(day, _ident(who))


def _ident(link: Any) -> int | None:
    return None if link is None else int(link.id)
