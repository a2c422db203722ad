"""A status as icon, word and colour; as a widget and as a painter for the cells of tables."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pdkadry_desktop.ui.icons import paint_icon
from pdkadry_desktop.ui.theme import font, tokens
from pdkadry_desktop.ui.tokens import Radius, Tone

TONE_ICONS: dict[Tone, str] = {
    "good": "done",
    "warn": "warning",
    "bad": "error",
    "accent": "progress",
    "neutral": "pending",
}
_HEIGHT, _SIDE, _GAP, _ICON = 22, 8, 4, 14


def badge_font() -> QFont:
    made = font("note")
    made.setWeight(QFont.Weight.Medium)
    return made


def badge_size(text: str) -> QSize:
    """The room a badge with this word needs."""
    metrics = QFontMetrics(badge_font())
    height = max(_HEIGHT, metrics.height() + 4)
    return QSize(_SIDE + _ICON + _GAP + metrics.horizontalAdvance(text) + _SIDE, height)


def paint_badge(painter: QPainter, rect: QRect, text: str, tone: Tone, icon: str = "") -> None:
    """Draw a badge at the left of ``rect``, centred in height; the word ends in «…» where ``rect`` is too narrow."""
    look = tokens()
    size = badge_size(text)
    width = min(size.width(), rect.width())
    box = QRectF(rect.left(), rect.center().y() - size.height() / 2 + 0.5, width, size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.soft(tone)))
    painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
    top = round(box.center().y() - _ICON / 2)
    paint_icon(painter, QRect(round(box.left()) + _SIDE, top, _ICON, _ICON), icon or TONE_ICONS[tone], tone)
    painter.setFont(badge_font())
    painter.setPen(QColor(look.ink(tone)))
    words = box.adjusted(_SIDE + _ICON + _GAP, 0, -_SIDE + 2, 0)
    shown = QFontMetrics(badge_font()).elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class Badge(QWidget):
    """One status word with its icon and colour; ``tone`` also gives the usual icon, ``icon`` another one."""

    def __init__(self, text: str = "", tone: Tone = "neutral", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(text, tone, icon)

    def text(self) -> str:
        return self._text

    def set_status(self, text: str, tone: Tone, icon: str = "") -> None:
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return badge_size(self._text)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), self.rect(), self._text, self._tone, self._icon)
