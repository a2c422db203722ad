"""A question in the page that is answered by a sentence: why what should stand still is changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from pdkadry_desktop.ui.theme import style
from pdkadry_desktop.ui.tokens import Space
from pdkadry_desktop.ui.widgets.basics import IconLabel, push_button, text_label
from pdkadry_desktop.ui.widgets.feedback import announce


class ReasonBar(QFrame):
    """What happened, a line for the answer, two buttons; hidden until ``ask``.

    Signals: ``given(str)`` - the answer, empty only when it may be; ``refused()`` - the other button or Esc.
    """

    given = Signal(str)
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "banner")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._is_required = True
        self._text, self._hint = text_label("", "strong", wrap=True), text_label("", wrap=True)
        self.line = QLineEdit()
        self.line.setMaxLength(1000)
        self.line.textChanged.connect(lambda _: self._show_state())
        self.line.returnPressed.connect(self._on_given)
        self.yes, self.no = push_button(""), push_button("", kind="quiet")
        self.yes.clicked.connect(self._on_given)
        self.no.clicked.connect(self._on_refused)
        answer = QHBoxLayout()
        answer.setSpacing(Space.S)
        answer.addWidget(self.line, 1)
        answer.addWidget(self.no)
        answer.addWidget(self.yes)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        for label in (self._text, self._hint):
            words.addWidget(label)
        words.addLayout(answer)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.setSpacing(10)
        row.addWidget(IconLabel("lock", "warn", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        style(self, tone="warn")
        self.hide()

    def ask(
        self, text: str, hint: str, asked: str, yes: str, no: str = "Не менять", *, is_required: bool = True
    ) -> None:
        """``asked``: what to write into the line; ``yes`` and ``no``: the two buttons."""
        self._is_required = is_required
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.line.clear()
        self.line.setPlaceholderText(asked)
        self.line.setAccessibleName(asked)
        self.yes.setText(yes)
        self.no.setText(no)
        self._show_state()
        self.setAccessibleName(f"{text} {hint}".strip())
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{text} {hint}".strip())

    def _show_state(self) -> None:
        self.yes.setEnabled(bool(self.line.text().strip()) or not self._is_required)

    def _on_given(self) -> None:
        if self.yes.isEnabled():
            self.hide()
            self.given.emit(self.line.text().strip())

    def _on_refused(self) -> None:
        self.hide()
        self.refused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_refused()
        else:
            super().keyPressEvent(event)
