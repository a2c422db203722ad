"""A question inside the page with a button per answer: nothing is covered and nothing waits for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..theme import style
from ..tokens import Space, Tone
from .basics import IconLabel, push_button, text_label
from .feedback import announce

Answer = tuple[str, Callable[[], object]]


class AskBar(QFrame):
    """What is asked, a hint and the answers; hidden until ``ask``. The last answer is taken by Esc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "banner")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._text, self._hint = text_label("", "strong", wrap=True), text_label("", wrap=True)
        self._icon = IconLabel("question", "accent", 20)
        self.answers: list[QPushButton] = []
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._row.setSpacing(Space.S)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self.hide()

    def ask(self, text: str, hint: str, *answers: Answer, tone: Tone = "warn", takes_focus: bool = False) -> None:
        """Shows the question; ``takes_focus`` puts the cursor on the first answer."""
        for button in self.answers:
            self._row.removeWidget(button)
            button.deleteLater()
        self.answers = []
        for place, (words, slot) in enumerate(answers):
            button = push_button(words, kind="secondary" if place < len(answers) - 1 else "quiet")
            button.clicked.connect(lambda _=False, slot=slot: self._answer(slot))
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self.answers.append(button)
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._icon.set_icon("warning" if tone == "warn" else "question", tone)
        style(self, tone=tone)
        said = f"{text} {hint}".strip()
        self.setAccessibleName(said)
        self.show()
        announce(self, said)
        if takes_focus and self.answers:
            self.answers[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def text(self) -> str:
        """What is asked."""
        return self._text.text()

    def clear(self) -> None:
        self.hide()

    def _answer(self, slot: Callable[[], object]) -> None:
        self.hide()
        slot()

    def event(self, event: QEvent) -> bool:
        """Esc is an answer here before it is a shortcut of the page."""
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and event.key() == Qt.Key.Key_Escape and self.answers:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.answers:
            self.answers[-1].click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QPushButton):
            for button in self.answers:
                if button.hasFocus():
                    button.click()
                    return
        else:
            super().keyPressEvent(event)
