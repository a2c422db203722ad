"""One indicator as a card: name, value, how it came about, status, and the last five years as a line."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pdkadry_desktop.ui.theme import color, font
from pdkadry_desktop.ui.tokens import Radius, Space, Tone
from pdkadry_desktop.ui.widgets.badge import Badge
from pdkadry_desktop.ui.widgets.basics import ClampedLabel, MutedLabel, paint_focus_ring, text_label

MAX_YEARS = 5


@dataclass(frozen=True)
class Figure:
    """What a tile shows, already in words: ``value`` «78,4 %», ``detail`` «69 из 88 · цель ≥ 80 %», ``status`` «ниже
    цели». ``years`` are (label, value or None) from old to new; the last five are drawn. ``number`` stands before the
    name («000.1»).
    """

    name: str
    value: str
    detail: str = ""
    status: str = ""
    tone: Tone = "neutral"
    number: str = ""
    years: tuple[tuple[str, float | None], ...] = ()
    target: float | None = None

    def spoken(self) -> str:
        """The tile as a sentence for a screen reader."""
        past = ", ".join(f"{label}: {value:g}".replace(".", ",") for label, value in self.years if value is not None)
        parts = (f"{self.number} {self.name}".strip(), self.value, self.detail, self.status, past)
        return "; ".join(part for part in parts if part)


class FigureTile(QPushButton):
    """A card that opens the people behind its figure: ``clicked`` by mouse, Space or Enter.

    In a ``GridFlow(column=250)`` tiles of one row have one height and their values stand level.
    """

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "painted")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._number = MutedLabel()
        self._name = ClampedLabel("", 2, "body")
        self._value = text_label("", "figure")
        self._detail = MutedLabel(wrap=True)
        self._badge = Badge()
        self._line = Sparkline()
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addStretch(1)
        foot.addWidget(self._line, 0, Qt.AlignmentFlag.AlignBottom)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, 14, Space.L, 14)
        column.setSpacing(Space.XS)
        column.addWidget(self._number)
        column.addWidget(self._name)
        column.addSpacing(2)
        column.addWidget(self._value)
        column.addWidget(self._detail)
        column.addStretch(1)
        column.addSpacing(Space.XS)
        column.addLayout(foot)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_figure(figure)

    def figure(self) -> Figure:
        return self._figure

    def set_figure(self, figure: Figure) -> None:
        self._figure = figure
        self._number.setText(figure.number)
        self._number.setVisible(bool(figure.number))
        self._name.setText(figure.name)
        self._value.setText(figure.value)
        self._detail.setText(figure.detail)
        self._detail.setVisible(bool(figure.detail))
        self._badge.set_status(figure.status, figure.tone)
        self._badge.setVisible(bool(figure.status))
        self._line.set_years(figure.years[-MAX_YEARS:], figure.target)
        self._line.setVisible(any(value is not None for _, value in figure.years))
        self.setAccessibleName(figure.spoken())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._column.totalHeightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(QPen(color("accent" if self.underMouse() else "line"), 1))
        painter.setBrush(color("hover" if self.isDown() else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Radius.CARD, Radius.CARD)
        if self.hasFocus():
            paint_focus_ring(painter, box, Radius.CARD)


class Sparkline(QWidget):
    """Up to five years as a line with a dot on each known year, the target dashed, first and last year named."""

    _WIDTH, _PLOT = 104, 28

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: tuple[tuple[str, float | None], ...] = ()
        self._target: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_years(self, years: tuple[tuple[str, float | None], ...], target: float | None = None) -> None:
        self._years, self._target = years, target
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._WIDTH, self._PLOT + QFontMetrics(font("note")).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        known = [value for _, value in self._years if value is not None]
        if not known:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        goals = [] if self._target is None else [self._target]
        low, high = min(known + goals), max(known + goals)
        span = (high - low) or 1.0
        side, top, depth = 14.0, 4.0, self._PLOT - 8.0

        def place(index: int, value: float) -> QPointF:
            step = (self.width() - 2 * side) / max(1, len(self._years) - 1)
            x = side + index * step if len(self._years) > 1 else self.width() - side
            return QPointF(x, top + depth * (1 - (value - low) / span) if high > low else top + depth / 2)

        if self._target is not None:
            y = place(0, self._target).y()
            painter.setPen(QPen(color("control"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(2, y), QPointF(self.width() - 2, y))
        previous: QPointF | None = None
        for index, (_, value) in enumerate(self._years):
            point = None if value is None else place(index, value)
            if point is not None and previous is not None:
                painter.setPen(QPen(color("accent"), 1.75))
                painter.drawLine(previous, point)
            previous = point
        for index, (_, value) in enumerate(self._years):
            if value is not None:
                is_last = index == len(self._years) - 1
                painter.setPen(QPen(color("accent"), 1.5))
                painter.setBrush(color("accent" if is_last else "surface"))
                painter.drawEllipse(place(index, value), 3 if is_last else 2, 3 if is_last else 2)
        self._paint_labels(painter)

    def _paint_labels(self, painter: QPainter) -> None:
        painter.setFont(font("note"))
        painter.setPen(color("muted"))
        box = QRectF(0, self._PLOT, self.width(), QFontMetricsF(painter.font()).height())
        if len(self._years) > 1:
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, self._years[0][0])
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, self._years[-1][0])
