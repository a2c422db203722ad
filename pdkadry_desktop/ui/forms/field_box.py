"""One field of a form: label, editor, help, message."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from ...core.register import FieldSpec
from ...storage.query import LinkTo
from ..gateway import Gateway
from ..theme import style
from ..widgets.basics import FieldMessage, MutedLabel, text_label
from .editors import Editor, LineEditor, editor_for, stacked

# Its own list has opened, or another window: the field is not left.
_STILL_THERE = (
    Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason,
)  # fmt: skip


class FieldBox(QWidget):
    """A label, its editor, the help and the message of one field. Signal: ``left()`` – the cursor has gone on."""

    left = Signal()

    def __init__(self, spec: FieldSpec, gateway: Gateway) -> None:
        super().__init__()
        self.spec = spec
        is_asked = spec.required and not spec.is_given
        self.label = text_label(f"{spec.label} *" if is_asked else spec.label, "field", wrap=True)
        self.editor: Editor = editor_for(spec.kind, spec, gateway)
        self.editor.control.installEventFilter(self)
        self.label.setBuddy(self.editor)
        self.message = FieldMessage()
        parts: list[QWidget] = [self.label, self.editor]
        if spec.is_given and isinstance(self.editor, LineEditor):
            self.editor.line.setPlaceholderText("присвоит программа")
        if spec.help:
            parts.append(MutedLabel(spec.help, wrap=True))
        stacked(self, *parts, self.message).addStretch(1)

    def complain(self, text: str, tone: Any = "bad") -> None:
        """Shows what is wrong; «» takes the message away."""
        self.message.show_message(text, tone)
        self.editor.set_invalid(bool(text) and tone == "bad")
        style(self.label, tone="bad" if text and tone == "bad" else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STILL_THERE:
            self.left.emit()
        return False


def plain_value(value: Any) -> Any:
    """A link as its id."""
    return value.id if isinstance(value, LinkTo) else value
