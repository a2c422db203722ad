"""Deleting records that others refer to: who they are, to look at them, and to delete together after the counts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...core.text import counted
from ...storage.deletion import Deletion, Touched
from ..places import Place
from ..theme import style
from ..tokens import Space
from ..widgets.basics import IconLabel, push_button, text_label
from ..widgets.feedback import announce
from ..widgets.flow import FlowLayout


class DeletePanel(QFrame):
    """Hidden until ``ask``. Signals: ``confirmed()`` – delete with the dependents; ``closed()``; ``go(Place)``."""

    confirmed = Signal()
    closed = Signal()
    go = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "banner")
        self._text, self._what = text_label("", "strong", wrap=True), text_label("", wrap=True)
        self._links = QWidget()
        self._flow = FlowLayout(self._links, Space.S)
        self.links: list[QWidget] = []
        self.yes, self.no = push_button("", "delete", "danger"), push_button("Не удалять")
        self.no.setToolTip("Esc")
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.close_panel)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        for widget in (self._text, self._links, self._what):
            words.addWidget(widget)
        words.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.addWidget(IconLabel("warning", "warn", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        style(self, tone="warn")
        self.hide()

    def ask(self, found: Deletion) -> None:
        """Shows what refers to the records and what deleting them all would do."""
        text = f"Ссылаются другие записи. Удаляется: {found.title}."
        self._text.setText(text)
        for link in self.links:
            self._flow.removeWidget(link)
            link.deleteLater()
        self.links = []
        for each in found.direct:
            link = push_button(f"{each.words()}: показать", "open", "link")
            link.clicked.connect(lambda _=False, each=each: self._show(each, found.title))
            self._flow.addWidget(link)
            self.links.append(link)
        what = f"{found.words()} Отмена (Ctrl+Z) и корзина вернут всё."
        self._what.setText(what)
        records = counted(len(found.ids) + found.removed_count, "запись", "записи", "записей")
        self.yes.setText(f"Удалить вместе с ними: {records}" if found.removed_count else f"Удалить: {records}")
        self.setAccessibleName(f"{text} {what}")
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{text} {what}")

    def _show(self, each: Touched, title: str) -> None:
        self.go.emit(Place(f"register:{each.spec.key}", only=each.ids, title=f"{each.spec.title}: {title}"))

    def _on_yes(self) -> None:
        self.hide()
        self.confirmed.emit()

    def close_panel(self) -> None:
        """Deletes nothing."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
