"""The switch between tiles and table; what was chosen is remembered."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from ..tokens import Space
from ..widgets.basics import push_button

_REMEMBERED = "indicators/view"


class ViewSwitch(QWidget):
    """Two buttons of which one is on. Signals: ``changed()``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Вид")
        self.as_tiles, self.as_table = push_button("Плитки", "indicators"), push_button("Таблица", "list")
        self.as_tiles.setToolTip("Плитки (Ctrl+1)")
        self.as_table.setToolTip("Таблица (Ctrl+2)")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        group = QButtonGroup(self)
        for button in (self.as_tiles, self.as_table):
            button.setCheckable(True)
            group.addButton(button)
            row.addWidget(button)
        (self.as_table if QSettings().value(_REMEMBERED) == "table" else self.as_tiles).setChecked(True)
        self.as_tiles.clicked.connect(lambda: self.choose("tiles"))
        self.as_table.clicked.connect(lambda: self.choose("table"))

    def is_table(self) -> bool:
        return self.as_table.isChecked()

    def choose(self, view: str) -> None:
        """«tiles» or «table»."""
        (self.as_table if view == "table" else self.as_tiles).setChecked(True)
        QSettings().setValue(_REMEMBERED, view)
        self.changed.emit()
