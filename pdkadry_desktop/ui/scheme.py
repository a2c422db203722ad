"""Which scheme is in force now, and the signal that it changed. ``theme`` sets it, everything that paints asks it."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal

from pdkadry_desktop.ui.tokens import BASE_POINTS, LIGHT, Tokens


class Look(QObject):
    """The look in force. Signals: ``changed`` - after palette, fonts and style sheet are in place."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = LIGHT
        self.base_points: float = BASE_POINTS
        self.family: str = ""  # empty until apply_theme: Qt's own default


@cache
def look() -> Look:
    return Look()


def tokens() -> Tokens:
    """The tokens in force."""
    return look().tokens
