"""What every page of the window is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..places import Place
from ..tokens import Space


class Page(QWidget):
    """A screen. Signals: ``go(Place)`` asks for another page, ``said(text, action)`` asks for a toast.

    ``arrive`` is called each time the page is shown; ``may_leave`` is asked before another page is shown.
    """

    go = Signal(object)
    said = Signal(str)
    help_key = "start"
    wanted: Place | None = None  # where one wanted to go when ``may_leave`` said no

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.L, Space.M, Space.L, 0)
        self.column.setSpacing(Space.S)

    def arrive(self, place: Place) -> None:
        """Shows what ``place`` asks for."""

    def go_on(self) -> None:
        """Goes where one wanted to go when ``may_leave`` said no; stays when nowhere."""
        target, self.wanted = self.wanted, None
        if target is not None:
            self.go.emit(target)

    def dispose(self) -> None:
        """Lets go what must not wait for Qt to delete it; the window is closing."""

    def may_leave(self) -> bool:
        """False keeps the page: something unsaved stands in it (the page says so itself)."""
        return True
