"""The tiles over the preview of an import: how many rows meet which fate; one of them is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ...core.text import grouped
from ..icons import paint_icon
from ..theme import color, font
from ..tokens import Ink, Radius
from ..widgets.basics import paint_focus_ring

_SIDE, _ICON, _GAP = 10, 16, 6


class CountTile(QPushButton):
    """A number and the word for it; checked while its rows are shown."""

    def __init__(self, word: str, icon: str, ink: Ink, hint: str) -> None:
        super().__init__()
        self._word, self._icon, self._ink, self._count = word, icon, ink, 0
        self.setProperty("kind", "painted")
        self.setCheckable(True)
        self.setToolTip(hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def count(self) -> int:
        return self._count

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self._word}: {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(font("note")).horizontalAdvance(self._word) + _ICON + _GAP
        number = QFontMetrics(font("title")).horizontalAdvance(grouped(self._count))
        height = QFontMetrics(font("title")).height() + QFontMetrics(font("note")).height() + 18
        return QSize(max(words, number) + 2 * _SIDE + 2, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        lively = self.isEnabled() and (self.underMouse() or self.isDown())
        painter.setPen(QPen(color("accent" if self.isChecked() else "line"), 1))
        painter.setBrush(color("accent_soft" if self.isChecked() else "hover" if lively else "surface"))
        painter.drawRoundedRect(box, Radius.CARD, Radius.CARD)
        ink: Ink = self._ink if self.isEnabled() else "faint"
        inner = self.rect().adjusted(_SIDE, 8, -_SIDE, -8)
        painter.setFont(font("title"))
        painter.setPen(color("text" if self.isEnabled() and self._ink == "muted" else ink))
        number = QFontMetrics(painter.font())
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), number.height()), _LEFT, grouped(self._count))
        painter.setFont(font("note"))
        painter.setPen(color("muted" if self.isEnabled() else "faint"))
        words = QFontMetrics(painter.font())
        line = QRect(inner.left(), inner.bottom() + 1 - words.height(), inner.width(), words.height())
        top = line.top() + (line.height() - _ICON) // 2
        paint_icon(painter, QRect(line.left(), top, _ICON, _ICON), self._icon, ink)
        painter.drawText(line.adjusted(_ICON + _GAP, 0, 0, 0), _LEFT, self._word)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), Radius.CARD)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
