"""The years of one indicator as columns, the target as a line, every value written out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...core.numbers import rounded
from ...indicators.wording import number
from ..theme import color, font

_PLOT, _BAR, _GAP = 84, 38, 3


class YearsChart(QWidget):
    """Columns with direct labels; the last year is the one of the figure."""

    def __init__(self) -> None:
        super().__init__()
        self._years: tuple[tuple[str, Fraction | None], ...] = ()
        self._target: Fraction | None = None
        self._unit = ""
        self._breaks: Mapping[str, str] = {}
        self._recounted: Mapping[str, Fraction | None] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_years(
        self,
        years: tuple[tuple[str, Fraction | None], ...],
        target: Fraction | None,
        unit: str,
        breaks: Mapping[str, str] | None = None,
    ) -> None:
        """``breaks``: the year before which the method changed → words of the change."""
        self._years, self._target, self._unit, self._breaks = years, target, unit, breaks or {}
        self.setToolTip("\n".join(self._breaks.values()))
        self._tell()

    def show_recounted(self, values: Mapping[str, Fraction | None]) -> None:
        """Earlier years counted by the last method: dashed beside the columns, which stay."""
        self._recounted = values
        self.updateGeometry()
        self._tell()

    def _tell(self) -> None:
        said = ", ".join(f"{label}: {self._words(value)}" for label, value in self._years)
        anew = ", ".join(f"{label}: {self._words(value)}" for label, value in self._recounted.items())
        parts = (
            f"По годам: {said}", self._goal(), *self._breaks.values(),
            f"Пересчёт по новой методике: {anew}" if anew else "",
        )  # fmt: skip
        self.setAccessibleName("; ".join(part for part in parts if part))
        self.update()

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(font("note")).height()
        return QSize(240, round(_PLOT + (3 if self._recounted else 2) * line + 3 * _GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def _words(self, value: Fraction | None) -> str:
        if value is None:
            return "—"
        return f"{rounded(value, 1)}\u00a0%" if self._unit == "%" else number(value)

    def _goal(self) -> str:
        """The target as the order prints it: «цель 20 %»."""
        if self._target is None:
            return ""
        return f"цель {number(self._target)}" + ("\u00a0%" if self._unit == "%" else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        known = [value for _, value in self._years if value is not None]
        if not known:
            return
        known += [value for value in self._recounted.values() if value is not None]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("note"))
        line = QFontMetricsF(painter.font()).height()
        highest = float(max([*known, self._target or 0])) or 1.0
        floor = (2 if self._recounted else 1) * line + _GAP + _PLOT
        goal = self._goal()
        beside = QFontMetricsF(painter.font()).horizontalAdvance(goal) + 2 * _GAP if goal else 0.0
        step = min(84.0, (self.width() - beside) / len(self._years))
        right = step * len(self._years)
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(QPointF(0, floor), QPointF(right, floor))
        if self._target is not None:
            level = floor - _PLOT * float(self._target) / highest
            painter.setPen(QPen(color("control"), 1.25, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(0, level), QPointF(right, level))
            painter.setPen(color("muted"))
            painter.drawText(QPointF(right + 2 * _GAP, level + line / 3), goal)
        for place, (label, value) in enumerate(self._years):
            middle = step * (place + 0.5)
            is_last = place == len(self._years) - 1
            top = floor - _PLOT * (float(value) / highest if value is not None else 0)
            if value is not None:
                top = min(top, floor - 2)
                column = QRectF(middle - _BAR / 2, top, _BAR, floor - top)
                painter.setPen(Qt.PenStyle.NoPen if is_last else QPen(color("accent"), 1))
                painter.setBrush(color("accent" if is_last else "accent_soft"))
                painter.drawRoundedRect(column, 3, 3)
            anew = self._recounted.get(label)
            if anew is not None:
                above = min(floor - _PLOT * float(anew) / highest, floor - 2)
                painter.setPen(QPen(color("text"), 1.25, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(middle - _BAR / 2 - 3, above, _BAR + 6, floor - above), 3, 3)
                top = min(top, above)
                painter.setPen(color("text"))
                self._write(painter, middle, top - 2 * line - 1, step, f"→ {self._words(anew)}")
            painter.setPen(color("text" if is_last else "muted"))
            self._write(painter, middle, top - line - 1, step, self._words(value))
            self._write(painter, middle, floor + _GAP, step, label)
            if label in self._breaks and place:
                self._break(painter, step * place, floor)

    @staticmethod
    def _break(painter: QPainter, x: float, floor: float) -> None:
        """The series is torn here: a dashed line with two strokes across the axis."""
        painter.setPen(QPen(color("warn"), 1.25, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, _GAP), QPointF(x, floor))
        painter.setPen(QPen(color("warn"), 1.5))
        for shift in (-3, 2):
            painter.drawLine(QPointF(x + shift - 2, floor + 4), QPointF(x + shift + 3, floor - 4))

    @staticmethod
    def _write(painter: QPainter, middle: float, top: float, width: float, text: str) -> None:
        metrics = QFontMetricsF(painter.font())
        taken = metrics.horizontalAdvance(text) + 2 * _GAP
        painter.fillRect(QRectF(middle - taken / 2, top, taken, metrics.height()), color("surface"))  # over the lines
        box = QRectF(middle - width / 2, top, width, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
