"""The icon family: 24-grid outlines in ``resources/icons``, tinted from tokens, rendered by Qt at any size and scale.

The drawings say ``currentColor``. For each scheme and ink the tinted files are put, on first use, into Qt's in-memory
resource system as ``:/tint/<scheme>/<ink>/<name>.svg``; so one mechanism serves icons, painters, the style sheet
(``image: url(...)``) and rich text (``<img src=...>``), sharp at every device pixel ratio and cached by Qt.

* ``icon(name, ink)`` - a QIcon, with its switched-off look; *checked* and *selected* in accent when ``lively``.
* ``set_icon(target, name, ink)`` - gives a button or action an icon that follows the theme.
* ``pixmap(name, ink, size, ratio)`` and ``paint_icon(painter, rect, name, ink)`` - for labels and painters.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Protocol

from PySide6.QtCore import QObject, QRect, QRectF, QResource, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QPushButton

from pdkadry_desktop.core.paths import resource
from pdkadry_desktop.ui.scheme import look, tokens
from pdkadry_desktop.ui.tokens import SCHEMES, Ink, Scheme

_GAP = ('width="24" height="24" viewBox="0 0 24 24"', 'width="28" height="24" viewBox="0 0 28 24"')
_registered: dict[str, bytes] = {}  # Qt keeps pointers into these bytes


@cache
def drawings() -> dict[str, str]:
    """Icon name → SVG text as drawn, in the order of names."""
    return {path.stem: path.read_text("utf-8") for path in sorted(resource("icons").glob("*.svg"))}


def icon_path(name: str, ink: Ink = "text", scheme: Scheme | None = None, gap: bool = False) -> str:
    """The resource path of a tinted icon, in the current scheme unless told. Unknown names raise KeyError.

    With ``gap`` the drawing has an empty strip at its right: room before the word of a push button.
    """
    drawings()[name]
    scheme = scheme or tokens().scheme
    folder = f"/tint/{scheme}/{ink}{'-gap' if gap else ''}"
    if folder not in _registered:
        color = SCHEMES[scheme].ink(ink)
        files = {}
        for each, drawing in drawings().items():
            svg = drawing.replace("currentColor", color)
            files[f"{each}.svg"] = (svg.replace(*_GAP) if gap else svg).encode()
        bundle = _resource_bundle(files)
        if not QResource.registerResourceData(bundle, folder):
            raise RuntimeError(f"Qt refused the icons of {folder}")
        _registered[folder] = bundle
    return f":{folder}/{name}.svg"


def icon(name: str, ink: Ink = "text", lively: bool = False, gap: bool = False) -> QIcon:
    """A tinted icon for the current scheme; ``lively`` turns it accent when its button is checked or row selected."""
    made = QIcon(icon_path(name, ink, gap=gap))
    made.addFile(icon_path(name, "faint", gap=gap), QSize(), QIcon.Mode.Disabled)
    if lively:
        made.addFile(icon_path(name, "accent", gap=gap), QSize(), QIcon.Mode.Normal, QIcon.State.On)
        made.addFile(icon_path(name, "accent", gap=gap), QSize(), QIcon.Mode.Selected)
    return made


def pixmap(name: str, ink: Ink, size: int, ratio: float) -> QPixmap:
    """A square pixmap of ``size`` logical pixels for a device of this ratio (``widget.devicePixelRatioF()``)."""
    return QIcon(icon_path(name, ink)).pixmap(QSize(size, size), ratio)


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, ink: Ink) -> None:
    """Draw the icon into ``rect`` (logical pixels), sharp at the painter's own scale."""
    QIcon(icon_path(name, ink)).paint(painter, QRectF(rect).toAlignedRect(), Qt.AlignmentFlag.AlignCenter)


class _HasIcon(Protocol):
    def setIcon(self, icon: QIcon, /) -> None: ...


class _Follower(QObject):
    """Child of a button or action: gives it the icon again when the theme changes, and dies with it."""

    def __init__(self, target: QAbstractButton | QAction) -> None:
        super().__init__(target)
        self.setObjectName("icon-follower")
        self.choice: tuple[str, Ink, bool, bool] = ("", "text", False, False)

    def refresh(self) -> None:
        target: _HasIcon = self.parent()  # type: ignore[assignment]  # made only by set_icon
        target.setIcon(icon(*self.choice))


def set_icon(target: QAbstractButton | QAction, name: str, ink: Ink = "text", lively: bool = False) -> None:
    """Give a button or action a tinted icon that follows the theme; calling again replaces it.

    Before the word of a QPushButton the drawing carries a gap, for which ``push_button`` sets the icon size.
    """
    follower = target.findChild(_Follower, "icon-follower", Qt.FindChildOption.FindDirectChildrenOnly)
    if follower is None:
        follower = _Follower(target)
        look().changed.connect(follower.refresh)
    follower.choice = (name, ink, lively, isinstance(target, QPushButton) and bool(target.text()))
    follower.refresh()


def _resource_bundle(files: dict[str, bytes]) -> bytes:
    """``files`` as one flat Qt resource bundle, version 1 (the format that rcc writes and QResource reads)."""

    def name_hash(name: str) -> int:
        value = 0
        for char in name:
            value = (value << 4) + ord(char)
            value ^= (value & 0xF0000000) >> 23
            value &= 0x0FFFFFFF
        return value

    directory, any_territory, c_language, header_size = 2, 0, 1, 20
    ordered = sorted(files, key=name_hash)  # Qt looks names up by bisection on the hash
    tree = struct.pack(">IHII", 0, directory, len(ordered), 1)
    names, data = b"", b""
    for name in ordered:
        tree += struct.pack(">IHHHI", len(names), 0, any_territory, c_language, len(data))
        names += struct.pack(">HI", len(name), name_hash(name)) + name.encode("utf-16-be")
        data += struct.pack(">I", len(files[name])) + files[name]
    data_at = header_size + len(tree)
    header = struct.pack(">4sIIII", b"qres", 1, header_size, data_at, data_at + len(data))
    return header + tree + data + names
