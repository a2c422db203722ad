"""The nine steps of a cycle as one visible chain: state, document or term of each, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ..icons import pixmap
from ..theme import color, font
from ..tokens import Ink, Radius, Size, Space
from .basics import paint_focus_ring

_GAP = 12  # room for the arrow between two steps
_LEAST = 82


@dataclass(frozen=True, slots=True)
class Link:
    """One step: its number and title, an icon with its ink that tell the state, up to two lines below, the tip."""

    key: str
    title: str
    icon: str
    ink: Ink
    words: str
    tip: str
    is_missing: bool


class _Step(QAbstractButton):
    """The box of one step."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.link = Link("", "", "minus", "faint", "", "", True)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_link(self, link: Link) -> None:
        self.link = link
        self.setAccessibleName(f"Шаг {self.number}: {link.title}. {link.words}".replace("\n", " "))
        self.setToolTip(f"{link.tip}\nCtrl+{self.number}")
        self.update()

    def sizeHint(self) -> QSize:
        line = QFontMetrics(font("note")).lineSpacing()
        return QSize(_LEAST + 36, 4 * line + Size.ICON + Space.S)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(color("accent" if self.isChecked() else "control"), 2 if self.isChecked() else 1)
        if self.link.is_missing and not self.isChecked():
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(color("accent_soft" if self.isChecked() else "hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(frame, Radius.CONTROL, Radius.CONTROL)
        inner = frame.adjusted(Space.S, Space.XS, -Space.XS, -Space.XS)
        picture = pixmap(self.link.icon, self.link.ink, Size.ICON, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(inner.right() - Size.ICON, inner.top()), picture)
        painter.setPen(color("muted"))
        painter.setFont(font("note"))
        line = painter.fontMetrics().lineSpacing()
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), Size.ICON), str(self.number))
        painter.setPen(color("text"))
        wrap = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(QRectF(inner.left(), inner.top() + Size.ICON, inner.width(), 2 * line), wrap, self.link.title)
        painter.setPen(color("muted" if self.link.ink in ("good", "faint", "muted") else self.link.ink))
        lines = self.link.words.split("\n")
        for place, text in enumerate(reversed(lines), 1):
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
            below = QRectF(inner.left(), inner.bottom() - place * line, inner.width(), line)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), shown)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()))


class CycleChain(QWidget):
    """Nine boxes joined by arrows; the arrow keys move among them. Signals: ``chosen(key)``."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Девять шагов цикла")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self.steps: list[_Step] = []
        for number in range(1, 10):
            step = _Step(number)
            step.clicked.connect(lambda _=False, place=number - 1: self._on_clicked(place))
            self._group.addButton(step)
            row.addWidget(step, 1)
            self.steps.append(step)
        self._group.buttonToggled.connect(self._on_toggled)

    def show_links(self, links: Sequence[Link]) -> None:
        for step, link in zip(self.steps, links, strict=True):
            step.show_link(link)

    def choose(self, key: str) -> None:
        """Marks the step without a signal."""
        for step in self.steps:
            if step.link.key == key:
                self._group.blockSignals(True)
                step.setChecked(True)
                self._group.blockSignals(False)
                step.update()
        self.update()

    def _on_clicked(self, place: int) -> None:
        self.chosen.emit(self.steps[place].link.key)

    def _on_toggled(self, button: QAbstractButton, is_checked: bool) -> None:
        """The arrow keys check a step without a click."""
        if is_checked and isinstance(button, _Step) and button.link.key and button.hasFocus():
            self.chosen.emit(button.link.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("control"), 1.4))
        for left in self.steps[:-1]:
            at = QPointF(left.geometry().right() + 3, left.geometry().center().y())
            tip = at + QPointF(_GAP - 5, 0)
            painter.drawLine(at, tip)
            painter.drawLine(tip, tip + QPointF(-3, -3))
            painter.drawLine(tip, tip + QPointF(-3, 3))
