"""Ctrl+Z in a field that has nothing of its own to take back takes back the last action of the program."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


class UndoKeys(QObject):
    """Watches the keys of one text field, which keeps them only while it can use them."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Undo) and not _can(watched, "undo"):
            event.ignore()
            return True
        if event.matches(QKeySequence.StandardKey.Redo) and not _can(watched, "redo"):
            event.ignore()
            return True
        return False


def _can(widget: QObject, what: str) -> bool:
    """Whether a text field has own typing to undo or redo; anything else is left to Qt."""
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable() if what == "undo" else widget.isRedoAvailable()
    if isinstance(widget, QPlainTextEdit):
        document = widget.document()
        return document.isUndoAvailable() if what == "undo" else document.isRedoAvailable()
    return True
