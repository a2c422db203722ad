"""Which typeface the window uses: the system's own when it is a good one, else the bundled Pedkadry Sans (Inter).

The bundled faces are always loaded, so a machine without any font still shows Russian text.
"""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from pdkadry_desktop.core.paths import resource
from pdkadry_desktop.ui.tokens import BASE_POINTS, POINTS, WEIGHTS, TextRole

BUNDLED = "Pedkadry Sans"
FACES = ("Regular", "Medium", "SemiBold")
# Default faces of desktops that have Cyrillic, several weights and tabular digits of their own.
GOOD_SYSTEM_FAMILIES = {"Segoe UI", "Segoe UI Variable", "Noto Sans", "Roboto", "Open Sans", "PT Astra Sans", "PT Sans"}


@cache
def load_bundled() -> str:
    """Load the bundled faces into the running application; returns their family. A missing face is a broken program."""
    for face in FACES:
        data = resource("fonts", "ui", f"PedkadrySans-{face}.otf").read_bytes()
        if QFontDatabase.addApplicationFontFromData(QByteArray(data)) < 0:
            raise RuntimeError(f"the bundled face {face} cannot be loaded")
    return BUNDLED


def ui_family(platform_name: str) -> str:
    """The family for the window; ``platform_name`` is ``QGuiApplication.platformName()``.

    Offscreen (tests, screenshots) it is always the bundled one, so that shots do not depend on the machine.
    """
    bundled = load_bundled()
    if platform_name in ("offscreen", "minimal"):
        return bundled
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if sys.platform == "darwin" or system in GOOD_SYSTEM_FAMILIES:
        return system
    return bundled


def make_font(family: str, role: TextRole, base_points: float = BASE_POINTS) -> QFont:
    """The font of one step of the type scale, grown with the user's body size."""
    font = QFont(family)
    font.setPointSizeF(POINTS[role] * base_points / BASE_POINTS)
    font.setWeight(QFont.Weight(WEIGHTS[role]))
    return font
