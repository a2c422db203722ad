"""One field, one value for the chosen rows of a register."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from ...core.kinds import BadValue
from ...core.register import RegisterSpec
from ...core.text import counted
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import FieldMessage, push_button, text_label
from .editors import Editor, editor_for


class BulkEdit(QFrame):
    """Signals: ``applied(name of the field, value)``, ``cancelled()``."""

    applied = Signal(str, object)
    cancelled = Signal()

    def __init__(self, spec: RegisterSpec, gateway: Gateway) -> None:
        super().__init__()
        self.spec, self._gateway = spec, gateway
        self.setProperty("frame", "card")
        self.field = QComboBox()
        self.field.setAccessibleName("Поле, которое изменить")
        for each in spec.fields:
            if not each.unique and not each.hidden:
                self.field.addItem(each.label, each.name)
        self.field.activated.connect(lambda _: self._on_field())
        self.editor: Editor | None = None
        self.message = FieldMessage()
        self.apply_button = push_button("Изменить", "check", "primary")
        self.apply_button.setToolTip("Ctrl+Enter")
        self.apply_button.clicked.connect(self.apply)
        cancel = push_button("Отмена", kind="quiet")
        cancel.setToolTip("Esc")
        cancel.clicked.connect(self.cancelled)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._row.setSpacing(Space.S)
        parts: tuple[QWidget, ...] = (
            text_label("Поле", "field"), self.field, text_label("Новое значение", "field"),
            self.message, cancel, self.apply_button,
        )  # fmt: skip
        for part in parts:
            self._row.addWidget(part)
        for keys, slot in (("Ctrl+Return", self.apply), ("Escape", self.cancelled.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._on_field()
        self.setFocusProxy(self.field)

    def set_count(self, count: int) -> None:
        """How many records will change, said on the button."""
        self.apply_button.setText(f"Изменить {counted(count, *self.spec.forms_of_count)}" if count else "Изменить")
        self.apply_button.setEnabled(count > 0)

    def apply(self) -> None:
        """Asks for the change; a wrong value is explained beside it."""
        name = self.field.currentData()
        assert self.editor is not None
        try:
            value = self.editor.value()
        except BadValue as error:
            self.message.show_message(f"Так записать нельзя: {error}.")
            return
        problem = self.spec.by_name[name].problem(value)
        self.message.show_message(problem.message if problem else "")
        if problem is None and self.apply_button.isEnabled():
            self.applied.emit(name, value)

    def _on_field(self) -> None:
        if self.editor is not None:
            self._row.removeWidget(self.editor)
            self.editor.deleteLater()
        field = replace(self.spec.by_name[self.field.currentData()], help="")
        self.editor = editor_for(field.kind, field, self._gateway)
        self.editor.setMinimumWidth(240)
        self._row.insertWidget(3, self.editor, 1)
        self.message.clear()
