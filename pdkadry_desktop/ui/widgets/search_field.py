"""A search field with a glass, a cross to clear it, and a hint that shortens itself before it would be cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from pdkadry_desktop.ui.icons import set_icon


class SearchField(QLineEdit):
    """``hint`` says what can be found, ``keys`` how to get here; where it does not fit, the hint is ``short``."""

    _TAKEN = 48  # glass, paddings, cursor

    def __init__(self, hint: str, keys: str = "", short: str = "Поиск", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint, self._short = hint, short
        self.setProperty("kind", "search")
        self.setAccessibleName(hint)
        self.setToolTip(f"{hint} ({keys})" if keys else hint)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        glass = QAction(self)
        set_icon(glass, "search", "muted")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        room = self.width() - self._TAKEN
        fits = self.fontMetrics().horizontalAdvance(self._hint) <= room
        self.setPlaceholderText(self._hint if fits else self._short)
