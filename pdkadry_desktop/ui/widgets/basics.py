"""The small parts: buttons, labels, cards, messages under a field."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pdkadry_desktop.ui.icons import pixmap, set_icon
from pdkadry_desktop.ui.theme import color, look, style
from pdkadry_desktop.ui.tokens import Ink, Radius, Size, Space, TextRole, Tone

ButtonKind = Literal["primary", "secondary", "quiet", "danger", "link"]

_BUTTON_INKS: dict[ButtonKind, Ink] = {
    "primary": "on_accent",
    "secondary": "muted",
    "quiet": "muted",
    "danger": "bad",
    "link": "accent",
}


def push_button(
    text: str, icon: str = "", kind: ButtonKind = "secondary", parent: QWidget | None = None
) -> QPushButton:
    """A button with a word; ``icon`` is a name of the icon family. A page has one primary button."""
    button = QPushButton(text, parent)
    button.setProperty("kind", kind)
    button.setIconSize(QSize(round(Size.ICON * 28 / 24), Size.ICON))  # the drawing carries its gap to the word
    button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    if icon:
        set_icon(button, icon, _BUTTON_INKS[kind])
    return button


def icon_button(icon: str, name: str, small: bool = False, parent: QWidget | None = None) -> QToolButton:
    """A button without a word; ``name`` is its tooltip and what a screen reader says."""
    button = QToolButton(parent)
    button.setIconSize(QSize(Size.ICON, Size.ICON) if small else QSize(Size.ICON + 2, Size.ICON + 2))
    button.setProperty("kind", "small" if small else "usual")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolTip(name)
    button.setAccessibleName(name)
    set_icon(button, icon, "muted")
    return button


def text_label(text: str, role: TextRole | Literal["muted", "field"] = "body", wrap: bool = False) -> QLabel:
    """A plain-text label of one step of the type scale; never interprets markup that came with data."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    return label


def spin_box(name: str, least: int, most: int, suffix: str = "") -> QSpinBox:
    """A whole number with arrows."""
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setSuffix(suffix)
    spin.setAccessibleName(name)
    return spin


class MutedLabel(QLabel):
    """A secondary note, 10 pt, muted; wraps when told."""

    def __init__(self, text: str = "", wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "muted")
        self.setWordWrap(wrap)


class SectionTitle(QLabel):
    """The 13 pt title of a section of a page, form or report."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "section")


class Line(QFrame):
    """A hairline, lying unless ``upright``."""

    def __init__(self, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "upright" if upright else "line")


class CardFrame(QFrame):
    """A white card with a hairline; put widgets into ``body`` (a vertical layout). A title is optional."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self.body.setSpacing(Space.S)
        if title:
            self.body.addWidget(SectionTitle(title))


class IconLabel(QLabel):
    """An icon as a picture: decoration beside a text, follows the theme and the scale of its screen."""

    def __init__(
        self, name: str = "", ink: Ink = "muted", size: int = Size.ICON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._ink, self._size = name, ink, size
        self.setFixedSize(size, size)
        look().changed.connect(self._refresh)
        self._refresh()

    def set_icon(self, name: str, ink: Ink) -> None:
        self._name, self._ink = name, ink
        self._refresh()

    def _refresh(self) -> None:
        if self._name:
            self.setPixmap(pixmap(self._name, self._ink, self._size, self.devicePixelRatioF()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._refresh()
        return super().event(event)


class FieldMessage(QWidget):
    """What is wrong with a field, under it: icon and text. Hidden while there is nothing to say."""

    _ICONS: dict[Tone, str] = {"bad": "error", "warn": "warning", "good": "done", "accent": "info", "neutral": "info"}

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("error", "bad")
        self._text = text_label("", "note", wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def text(self) -> str:
        return self._text.text()

    def show_message(self, text: str, tone: Tone = "bad") -> None:
        """Say ``text``; an empty text hides the message."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._icon.set_icon(self._ICONS[tone], tone)
        style(self._text, tone=tone)
        self.setVisible(bool(text))

    def clear(self) -> None:
        self.show_message("")


class ClampedLabel(QWidget):
    """A text that wraps into at most ``lines`` lines and ends in «…»; the whole text is its tooltip when cut.

    Takes exactly the height of ``lines`` lines, so that neighbours in a row of tiles stay level.
    """

    def __init__(self, text: str = "", lines: int = 2, role: TextRole = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._lines = text, lines
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        self._text = text
        self._show_rest()
        self.update()

    def is_cut(self) -> bool:
        """Whether the text does not fit into the lines at the present width."""
        return any(last for _, last in self._wrapped())

    def sizeHint(self) -> QSize:
        return QSize(160, round(QFontMetricsF(self.font()).lineSpacing() * self._lines) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_rest()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        metrics = QFontMetricsF(self.font())
        for number, (line, _) in enumerate(self._wrapped()):
            painter.drawText(QPointF(0, metrics.ascent() + number * metrics.lineSpacing()), line)

    def _wrapped(self) -> list[tuple[str, bool]]:
        """The lines as drawn, each with whether it was cut."""
        layout = QTextLayout(self._text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        found: list[tuple[str, bool]] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, self.width()))
            start = line.textStart()
            if len(found) == self._lines - 1:
                rest = self._text[start:]
                drawn = QFontMetricsF(self.font()).elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
                found.append((drawn, drawn != rest))
                break
            found.append((self._text[start : start + line.textLength()], False))
        layout.endLayout()
        return found

    def _show_rest(self) -> None:
        self.setToolTip(self._text if self.is_cut() else "")


def paint_focus_ring(painter: QPainter, rect: QRectF, radius: float = Radius.CONTROL) -> None:
    """The two-pixel accent ring that every focused custom widget wears."""
    painter.setPen(QPen(color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
