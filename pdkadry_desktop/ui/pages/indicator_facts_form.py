"""A short form over some fields of a register, inside a page: what is typed stays until it is saved or given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...core.errors import UserError
from ...core.kinds import BadValue
from ...core.register import Problem, RegisterSpec
from ...storage.query import LinkTo
from ...storage.records import Invalid
from ..forms.field_box import FieldBox
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import MutedLabel, SectionTitle, push_button
from ..widgets.feedback import ErrorBanner


class FactsForm(QScrollArea):
    """Signals: ``saved(dict)`` – the values typed, links as ids; ``given_up()`` by the button or Esc."""

    saved = Signal(dict)
    given_up = Signal()

    def __init__(self, spec: RegisterSpec, names: Sequence[str], title: str, gateway: Gateway) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.boxes = {name: FieldBox(spec.by_name[name], gateway) for name in names}
        self.about = MutedLabel(wrap=True)
        self.banner = ErrorBanner()
        self.save_button = push_button("Сохранить", "save")
        self.save_button.setToolTip("Ctrl+S")
        self.save_button.clicked.connect(self.save)
        self.cancel_button = push_button("Отмена", kind="quiet")
        self.cancel_button.setToolTip("Esc")
        self.cancel_button.clicked.connect(self.given_up)
        body = QWidget()
        body.setProperty("plain", True)
        column = QVBoxLayout(body)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        for widget in (SectionTitle(title), self.about, self.banner, *self.boxes.values()):
            column.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        self.setWidget(body)
        for box in self.boxes.values():
            box.editor.edited.connect(self._show_dependent)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)

    def start(self, about: str, values: Mapping[str, Any] | None = None) -> None:
        """An empty form, or one filled with ``values``."""
        self.about.setText(about)
        self.banner.clear()
        for name, box in self.boxes.items():
            box.editor.set_value((values or {}).get(name))
            box.complain("")
        self._show_dependent()
        self.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        next(iter(self.boxes.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Emits what was typed, or shows what cannot be read."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, box in self.boxes.items():
            try:
                value = box.editor.value()
                values[name] = value.id if isinstance(value, LinkTo) else value
            except BadValue as error:
                problems.append(Problem(name, f"Так записать нельзя: {error}."))
        self._complain(problems)
        if not problems:
            self.saved.emit(values)

    def refuse(self, error: UserError) -> None:
        """What the base said: beside the fields, or above them."""
        self._complain(error.problems if isinstance(error, Invalid) else [])
        known = isinstance(error, Invalid) and all(each.field in self.boxes for each in error.problems)
        if known:
            self.banner.show_error("Не сохранено.", "Исправьте отмеченные поля.")
        else:
            self.banner.show_error(error.text, error.hint)

    def _complain(self, problems: Sequence[Problem]) -> None:
        told = {each.field: each.message for each in reversed(problems)}
        for name, box in self.boxes.items():
            box.complain(told.get(name, ""))
        first = next((box for name, box in self.boxes.items() if name in told), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(first)

    def _show_dependent(self) -> None:
        for box in self.boxes.values():
            if box.spec.depends is not None:
                name, wanted = box.spec.depends
                box.setVisible(self.boxes[name].editor.value() in wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
