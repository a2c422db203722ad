"""The condition builder: any field and any linked records joined by и / или / не, said as a Russian sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from ...core.conditions import Condition
from ...core.kinds import BadValue
from ...core.register import RegisterSpec
from ...indicators.words import words
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button
from .condition_rows import Group

_HEIGHT = 260


class ConditionBuilder(QFrame):
    """Signals: ``applied(Condition or None)``, ``cancelled()``."""

    applied = Signal(object)
    cancelled = Signal()

    def __init__(self, spec: RegisterSpec, gateway: Gateway) -> None:
        super().__init__()
        self.spec, self._gateway = spec, gateway
        self.setProperty("frame", "card")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.sentence = MutedLabel("", wrap=True)
        self.apply_button = push_button("Показать", "check", "primary")
        self.apply_button.setToolTip("Ctrl+Enter")
        self.apply_button.clicked.connect(self.apply)
        cancel = push_button("Отмена", kind="quiet")
        cancel.setToolTip("Esc")
        cancel.clicked.connect(self.cancelled)
        foot = QHBoxLayout()
        foot.addWidget(self.sentence, 1)
        foot.addWidget(cancel)
        foot.addWidget(self.apply_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        for keys, slot in (("Ctrl+Return", self.apply), ("Escape", self.cancelled.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self.edit(None)

    def edit(self, condition: Condition | None) -> bool:
        """Shows a condition to change, or an empty field row; False when the builder cannot show all of it."""
        self.group = Group(self.spec, self._gateway)
        self.group.edited.connect(self._say)
        self.group.setProperty("plain", True)
        self._scroll.setWidget(self.group)
        if condition is None:
            self.group.add_field()
            is_whole = True
        else:
            is_whole = self.group.set_condition(condition)
        self._say()
        return is_whole

    def condition(self) -> Condition | None:
        """What stands in the rows; BadValue says what is missing."""
        return self.group.condition()

    def apply(self) -> None:
        try:
            self.applied.emit(self.condition())
        except BadValue as error:
            self.sentence.setText(f"Условие не закончено: {error}.")

    def _fit(self) -> None:
        """As high as the rows, up to a limit beyond which they scroll."""
        wanted = self.group.minimumSizeHint().height() + 2 * Space.XS
        self._scroll.setFixedHeight(min(_HEIGHT, wanted))

    def _say(self) -> None:
        QTimer.singleShot(0, self, self._fit)  # when removed rows are gone from the layout
        try:
            said = words(self.spec, self.condition())
            self.sentence.setText(f"{said[:1].upper()}{said[1:]}" if said else "Все записи")
        except BadValue as error:
            self.sentence.setText(f"Дальше: {error}")
