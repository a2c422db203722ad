"""Asks for the password of a base, or for the recovery code when it is forgotten; tries it and says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..core.errors import UserError
from .icons import icon
from .tokens import Space
from .widgets.basics import FieldMessage, MutedLabel, push_button, text_label

Try = Callable[[str, bool], Any]  # what was typed, whether it is the recovery code → what was opened
_WIDTH = 480


class PasswordLine(QLineEdit):
    """A password as dots, with an eye to see it; tells when Caps Lock seems to be on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.is_caps = False
        self._eye = self.addAction(icon("eye", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setToolTip("Показать или скрыть пароль")
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if len(typed) == 1 and typed.isalpha():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.is_caps = typed.isupper() != is_shifted
        super().keyPressEvent(event)

    def _show(self, is_shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)


def keyboard_words(line: PasswordLine) -> str:
    """«Раскладка: русский. Похоже, включён Caps Lock»: what usually makes a password wrong."""
    language = QGuiApplication.inputMethod().locale().nativeLanguageName()
    caps = " Похоже, включён Caps Lock." if line.is_caps else ""
    return f"Раскладка: {language}.{caps}" if language else caps.strip()


class PasswordDialog(QDialog):
    """Modal before anything is shown. ``opened`` is what ``attempt`` gave."""

    def __init__(self, title: str, attempt: Try, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attempt = attempt
        self.opened: Any = None
        self.setWindowTitle("ПедКадры")
        self.setWindowIcon(QIcon(icon("lock")))
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(text_label(title, "section", wrap=True))
        self.about = MutedLabel("База зашифрована паролем. Введите его, чтобы открыть.", wrap=True)
        column.addWidget(self.about)
        self.password = PasswordLine("Пароль")
        self.code = QLineEdit()
        self.code.setAccessibleName("Код восстановления")
        self.code.setPlaceholderText("Код с листа восстановления")
        self.code.hide()
        self.message = FieldMessage()
        self.keyboard = MutedLabel("")
        for widget in (self.password, self.code, self.message, self.keyboard):
            column.addWidget(widget)
        self.other_way = push_button("Забыли пароль?", "question", "link")
        self.other_way.clicked.connect(self._switch)
        self.open_button = push_button("Открыть", "lock", "primary")
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self._try)
        leave = push_button("Выйти", "cancel")
        leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.other_way)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.open_button)
        column.addLayout(row)
        self.password.textEdited.connect(lambda _: self._show_keyboard())
        self._show_keyboard()
        self.password.setFocus()

    @property
    def is_by_code(self) -> bool:
        """The recovery code is asked for, not the password."""
        return self.code.isVisibleTo(self)

    def _switch(self) -> None:
        by_code = not self.is_by_code
        self.code.setVisible(by_code)
        self.password.setVisible(not by_code)
        self.keyboard.setVisible(not by_code)
        self.message.clear()
        self.about.setText(
            "Введите код с листа восстановления; после входа задайте новый пароль." if by_code
            else "База зашифрована паролем. Введите его, чтобы открыть."
        )  # fmt: skip
        self.other_way.setText("Ввести пароль" if by_code else "Забыли пароль?")
        (self.code if by_code else self.password).setFocus()

    def _show_keyboard(self) -> None:
        self.keyboard.setText(keyboard_words(self.password))

    def _try(self) -> None:
        typed = self.code.text() if self.is_by_code else self.password.text()
        if not typed:
            self.message.show_message("Введите код." if self.is_by_code else "Введите пароль.")
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.opened = self._attempt(typed, self.is_by_code)
        except UserError as error:
            self.message.show_message(f"{error.text} {error.hint}")
            self._show_keyboard()
            self.setMinimumHeight(self.layout().totalHeightForWidth(self.width()))  # type: ignore[union-attr]
            (self.code if self.is_by_code else self.password).selectAll()
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.accept()
