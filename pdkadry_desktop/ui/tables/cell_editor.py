"""Editing a cell where it stands: the editor of its kind laid over it, checked at once, one action per cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ...core.kinds import BadValue, Bool, Choice, Date, Int, Number, Text, TextList
from ...core.register import FieldSpec
from ..forms.editors import Editor, editor_for
from ..gateway import Gateway
from ..widgets.basics import FieldMessage

_LEAST_WIDTH = 170
_MESSAGE_WIDTH = 300
Saver = Callable[[Any, Callable[[], None], Callable[[str], None]], None]


def is_simple(field: FieldSpec, value: Any) -> bool:
    """Whether a cell may be edited in the table: a short value of its own that no other record depends on."""
    if field.unique or field.nearest:
        return False
    if isinstance(field.kind, Text):
        return "\n" not in (value or "")
    return isinstance(field.kind, Int | Number | Date | Choice | Bool | TextList)


class CellEditor(QFrame):
    """Over one cell. ``save(value, done, refused)`` writes it.

    Signals: ``closed(rows, columns)`` – where to go on from here: (1, 0) after Enter, (0, 1) after Tab, else (0, 0).
    """

    closed = Signal(int, int)

    def __init__(self, field: FieldSpec, gateway: Gateway, value: Any, save: Saver, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._save, self._value = save, value
        self._is_saving = self._is_over = False
        self.setProperty("frame", "card")
        kind = replace(field.kind, rows=1) if isinstance(field.kind, Text) else field.kind
        self.field = replace(field, kind=kind, help="")
        self.editor: Editor = editor_for(kind, self.field, gateway)
        self.editor.set_value(value)
        self.message = FieldMessage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.editor)
        column.addWidget(self.message)
        self.editor.edited.connect(self.message.clear)
        self.setFocusProxy(self.editor)

    def place(self, cell: QRect) -> None:
        """Lays the editor over the cell, inside the viewport."""
        room = self._viewport.rect()
        width = max(cell.width(), _MESSAGE_WIDTH if self.message.text() else _LEAST_WIDTH)
        self.setFixedWidth(min(width, room.width()))
        height = max(cell.height(), self.sizeHint().height())
        left = max(0, min(cell.left(), room.width() - self.width()))
        top = cell.top() if cell.top() + height <= room.height() else max(0, cell.bottom() + 1 - height)
        self.setGeometry(QRect(QPoint(left, top), QPoint(left + self.width() - 1, top + height - 1)))

    def begin(self, typed: str = "") -> None:
        """Takes the focus; ``typed`` stands instead of the old text."""
        self.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.editor.control, QLineEdit):
            if typed:
                self.editor.control.setText(typed)
            else:
                self.editor.control.selectAll()

    def commit(self, rows: int = 0, columns: int = 0) -> None:
        """Writes what stands here, unless it is what stood before; what is wrong is said under the cell."""
        if self._is_saving or self._is_over:
            return
        try:
            value = self.editor.value()
        except BadValue as error:
            self._complain(f"Так записать нельзя: {error}.")
            return
        if value == self._value:
            self._close(rows, columns)
            return
        problem = self.field.problem(value)
        if problem is not None:
            self._complain(problem.message)
            return
        self._is_saving = True
        self._save(value, lambda: self._close(rows, columns), self._refused)

    def _refused(self, text: str) -> None:
        self._is_saving = False
        if not self._is_over:
            self._complain(text)

    def _complain(self, text: str) -> None:
        self.message.show_message(text)
        self.place(QRect(self.pos(), self.editor.size()))
        self.raise_()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        self._close(0, 0)

    def _close(self, rows: int, columns: int) -> None:
        if not self._is_over:
            self._is_over = True
            self.hide()
            self.deleteLater()
            self.closed.emit(rows, columns)

    # -- keys: the cell answers before the shortcuts of the page -------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._take(event):
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> bool:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                self.cancel()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.commit(-1 if back else 1, 0)
            case Qt.Key.Key_Tab:
                self.commit(0, 1)
            case Qt.Key.Key_Backtab:
                self.commit(0, -1)
            case _:
                return False
        return True

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes to the next cell, not to the next control."""
        self.commit(0, 1 if next else -1)
        return True
