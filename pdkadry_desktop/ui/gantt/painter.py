"""The only drawing code of the plan: the window, the PDF, the printer and pictures all call it.

Statuses differ by form as well as by colour: outline, half, solid, hatched, dotted, crossed, dense; and by a sign.
Bars of one status go to Qt together; nothing is saved and restored for a single bar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from ...plan.board import Point
from ...plan.schedule import STATUS_LABELS, Status
from ..tokens import Tokens
from .grid import TimeScale, cells, weekends
from .layout import Bar, Line, RowLayout

BAR, BAR_TALL = 10.0, 14.0  # heights in rows of one line and of two
_TALL_ROW = 40.0
_MOST_SIGNS = 400  # more bars in view are a texture: form and colour only
_LEAST = 3.0  # a bar is never narrower
_HATCH = 4.0  # distance of hatch lines
_WEEKENDS_FROM = 4.0  # pixels per day
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_TEXT_FROM = 14.0  # a lower row has no text

SIGNS: dict[Status, str] = {
    "planned": "", "in_progress": "", "done": "✓", "done_late": "✓", "overdue": "!", "moved": "→", "cancelled": "×",
    "history": "·",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """How a status looks: fill (token name, «» none), outline, kind of line, hatch direction (0 none), half filled."""

    fill: str
    outline: str
    dotted: bool = False
    hatch: int = 0
    half: bool = False
    crossed: bool = False
    sign: str = "surface"


STYLES: dict[Status, Style] = {
    "history": Style("neutral_soft", "control", sign="neutral"),
    "planned": Style("surface", "control"),
    "in_progress": Style("surface", "accent", half=True),
    "moved": Style("accent_soft", "accent", dotted=True, sign="accent"),
    "cancelled": Style("surface", "neutral", crossed=True, sign="neutral"),
    "done": Style("good", "good"),
    "done_late": Style("warn", "warn", hatch=-1),
    "overdue": Style("bad", "bad", hatch=1),
}
"""In the order of drawing: what must be seen is drawn last."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days the drawing marks: judged on, today, where the plan begins, its years."""

    as_of: date
    start: date
    years: tuple[int, int]
    today: date | None = None


class GanttPainter:
    """Draws lines of bars on a grid of days with the colours of ``tokens`` and the given font.

    ``is_paper``: hatching as lines, because the brushes of the screen would be too fine on paper.
    """

    def __init__(self, tokens: Tokens, font: QFont, *, is_paper: bool = False) -> None:
        self._font, self._is_paper = font, is_paper
        self._colors = {
            name: QColor(getattr(tokens, name))
            for name in (
                "surface", "window", "line", "control", "text", "muted", "accent", "accent_soft", "good", "warn",
                "bad", "neutral", "neutral_soft", "hover",
            )
        }  # fmt: skip

    # -- lines ---------------------------------------------------------------------------------------------------

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        lines: Sequence[Line],
        layout: RowLayout,
        scale: TimeScale,
        days: Days,
        current: int = -1,
        chosen: Point | None = None,
    ) -> None:
        """Everything inside ``area`` (the coordinates of layout and scale). ``current``: the line of the cursor,
        ``chosen``: the point of the cursor."""
        visible = layout.between(area.top(), area.bottom())
        self._ground(painter, area, lines, layout, scale, days, visible, current)
        self._bars(painter, area, lines, layout, scale, visible)
        self._marks(painter, area, scale, days)
        if chosen is not None:
            self._ring(painter, lines, layout, scale, visible, chosen)

    def _ground(
        self, painter: QPainter, area: QRectF, lines: Sequence[Line], layout: RowLayout, scale: TimeScale, days: Days,
        visible: range, current: int,
    ) -> None:  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(area, self._colors["surface"])
        first, last = scale.day(area.left()), scale.day(area.right())
        outside = self._colors["window"]
        for begin, end in (
            (first, date(days.years[0], 1, 1).toordinal() - 1),
            (date(days.years[1], 12, 31).toordinal() + 1, last),
        ):
            if begin <= end:
                painter.fillRect(_strip(area, scale.x(begin), scale.x(end + 1)), outside)
        if scale.px >= _WEEKENDS_FROM:
            painter.setBrush(self._colors["window"])
            painter.drawRects([_strip(area, scale.x(day), scale.x(day + 2)) for day in weekends(first - 1, last)])
        grounds = [
            QRectF(area.left(), layout.top(at), area.width(), layout.height_of(at))
            for at in visible
            if lines[at].kind == "track"
        ]
        painter.setBrush(self._colors["neutral_soft"])
        painter.drawRects(grounds)
        if current in visible:
            painter.fillRect(
                QRectF(area.left(), layout.top(current), area.width(), layout.height_of(current)),
                self._colors["accent_soft"],
            )
        upper, lower = scale.units
        top, bottom = area.top(), min(area.bottom(), max(layout.height, area.top()))
        for unit, name in ((lower, "line"), (upper, "control")):
            if unit == "day" and scale.px < 14:
                continue
            painter.setPen(QPen(self._colors[name], 0 if unit == lower else 0.6))
            edges = (scale.x(cell.first) for cell in cells(unit, first, last, scale.px))
            painter.drawLines([QLineF(x, top, x, bottom) for x in edges])
        painter.setPen(QPen(self._colors["line"], 0))
        feet = (layout.top(at) + layout.height_of(at) for at in visible)
        painter.drawLines([QLineF(area.left(), y, area.right(), y) for y in feet])

    def _bars(
        self, painter: QPainter, area: QRectF, lines: Sequence[Line], layout: RowLayout, scale: TimeScale,
        visible: range,
    ) -> None:  # fmt: skip
        found: dict[Status, list[tuple[QRectF, bool]]] = {status: [] for status in STYLES}
        bases: list[QRectF] = []
        labels: list[tuple[float, float, float, str]] = []
        left, right = area.left() - 8, area.right() + 8
        x, px = scale.x, scale.px
        for at in visible:
            line = lines[at]
            if not line.bars:
                continue
            height = layout.height_of(at)
            tall = bar_height(height)
            y = layout.top(at) + (height - tall) / 2
            end = 0.0
            for bar in line.bars:
                begin, finish = x(bar.first), x(bar.last + 1)
                end = max(end, finish)
                if bar.base is not None:
                    bases.append(QRectF(x(bar.base[0]), y + tall + 2, (bar.base[1] - bar.base[0] + 1) * px, 2))
                if begin > right or finish < left:
                    continue
                begin, finish = max(begin, left), min(max(finish - (1 if px >= 2 else 0), begin + _LEAST), right)
                found[bar.status].append((QRectF(begin, y, finish - begin, tall), bar.first == bar.last))
            if line.label and height >= _TEXT_FROM:
                labels.append((end + 6, layout.top(at), height, line.label))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        has_signs = self._is_paper or sum(map(len, found.values())) <= _MOST_SIGNS
        for status, bars in found.items():
            if bars:
                self._draw_status(painter, STYLES[status], bars)
            if bars and has_signs:
                self._draw_signs(painter, STYLES[status], SIGNS[status], bars)
        if bases:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colors["neutral"])
            painter.drawRects(bases)
        self._draw_labels(painter, labels)

    def _draw_status(self, painter: QPainter, style: Style, bars: list[tuple[QRectF, bool]]) -> None:
        pen = QPen(self._colors[style.outline], 1.2)
        if style.dotted:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(self._colors[style.fill])
        rects = [rect for rect, is_day in bars if not is_day]
        painter.drawRects(rects)
        diamonds = [_diamond(rect) for rect, is_day in bars if is_day]
        if diamonds:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            for shape in diamonds:
                painter.drawPath(shape)
            if style.half:
                painter.setBrush(self._colors[style.outline])
                for rect in (rect for rect, is_day in bars if is_day):
                    painter.drawPath(_diamond(rect, half=True))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if style.half:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colors[style.outline])
            painter.drawRects([rect.adjusted(0, rect.height() / 2, 0, 0) for rect in rects])
        if style.hatch and self._is_paper:
            painter.setPen(QPen(self._colors["surface"], 0.9))
            painter.drawLines([line for rect in rects for line in _hatching(rect, style.hatch)])
        elif style.hatch:
            pattern = Qt.BrushStyle.BDiagPattern if style.hatch > 0 else Qt.BrushStyle.FDiagPattern
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(self._colors["surface"], pattern))
            painter.drawRects(rects)
        if style.crossed:
            painter.setPen(QPen(self._colors[style.outline], 1.2))
            painter.drawLines([QLineF(r.left(), r.center().y(), r.right(), r.center().y()) for r in rects])

    def _draw_signs(self, painter: QPainter, style: Style, sign: str, bars: list[tuple[QRectF, bool]]) -> None:
        rects = [rect for rect, is_day in bars if not is_day and rect.width() >= 12 and rect.height() >= BAR_TALL]
        beside = [_beside(rect) for rect, is_day in bars if is_day and rect.height() >= BAR_TALL]
        if not sign or not (rects or beside):
            return
        font = QFont(self._font)
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        if style.hatch:  # the sign stands on plain ground, not on the hatch
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colors[style.fill])
            painter.drawRects([QRectF(rect.center().x() - 6, rect.top() + 1, 12, rect.height() - 2) for rect in rects])
        painter.setPen(self._colors[style.sign])
        for rect in rects:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, sign)
        painter.setPen(self._colors[style.outline])
        for rect in beside:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, sign)

    def _draw_labels(self, painter: QPainter, labels: Sequence[tuple[float, float, float, str]]) -> None:
        if not labels:
            return
        painter.setFont(self._font)
        painter.setPen(self._colors["muted"])
        for x, y, height, text in labels:
            painter.drawText(QRectF(x, y, 600, height), _LEFT, text)

    def _marks(self, painter: QPainter, area: QRectF, scale: TimeScale, days: Days) -> None:
        """The day of judging, today when it is another, the start of the plan."""
        marks: list[tuple[date, str, Qt.PenStyle, float]] = [(days.start, "neutral", Qt.PenStyle.DashLine, 1.0)]
        if days.today is not None and days.today != days.as_of:
            marks.append((days.today, "accent", Qt.PenStyle.DashLine, 1.0))
        marks.append((days.as_of, "accent", Qt.PenStyle.SolidLine, 2.0))
        for day, name, kind, width in marks:
            x = scale.x(day.toordinal() + (0 if name == "neutral" else 0.5))
            if area.left() - 2 <= x <= area.right() + 2:
                painter.setPen(QPen(self._colors[name], width, kind))
                painter.drawLine(QLineF(x, area.top(), x, area.bottom()))

    def _ring(
        self, painter: QPainter, lines: Sequence[Line], layout: RowLayout, scale: TimeScale, visible: range,
        chosen: Point,
    ) -> None:  # fmt: skip
        for at in visible:
            for bar in lines[at].bars:
                if bar.point is chosen:
                    tall = bar_height(layout.height_of(at))
                    y = layout.top(at) + (layout.height_of(at) - tall) / 2
                    width = max(_LEAST, (bar.last - bar.first + 1) * scale.px)
                    painter.setPen(QPen(self._colors["accent"], 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(QRectF(scale.x(bar.first), y, width, tall).adjusted(-3, -3, 3, 3))

    def paint_ghost(
        self, painter: QPainter, layout: RowLayout, line: int, scale: TimeScale, bar: Bar, shift: int
    ) -> None:
        """Where a bar would stand ``shift`` days later, with its new last day."""
        tall = bar_height(layout.height_of(line))
        y = layout.top(line) + (layout.height_of(line) - tall) / 2
        width = max(_LEAST, (bar.last - bar.first + 1) * scale.px)
        rect = QRectF(scale.x(bar.first + shift), y, width, tall)
        painter.setPen(QPen(self._colors["accent"], 2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        day = date.fromordinal(bar.last + shift)
        painter.setFont(self._font)
        painter.setPen(self._colors["text"])
        label = QRectF(rect.right() + 6, layout.top(line), 120, layout.height_of(line))
        painter.drawText(label, _LEFT, f"{day.day:02}.{day.month:02}.{day.year}")

    # -- header --------------------------------------------------------------------------------------------------

    def paint_header(self, painter: QPainter, area: QRectF, scale: TimeScale, days: Days) -> None:
        """Two lines of cells; the day of judging stands as a mark with its date in the upper one."""
        painter.fillRect(area, self._colors["window"])
        first, last = scale.day(area.left()), scale.day(area.right())
        half = area.height() / 2
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        for unit, top, ink in ((scale.units[0], area.top(), "text"), (scale.units[1], area.top() + half, "muted")):
            edges = []
            painter.setPen(self._colors[ink])
            for cell in cells(unit, first, last, scale.px):
                begin, end = scale.x(cell.first), scale.x(cell.last + 1)
                edges.append(QLineF(begin, top, begin, top + half))
                begin, end = max(begin, area.left()), min(end, area.right())
                if metrics.horizontalAdvance(cell.text) <= end - begin - 2:
                    painter.drawText(QRectF(begin, top, end - begin, half), Qt.AlignmentFlag.AlignCenter, cell.text)
            painter.setPen(QPen(self._colors["line"], 0))
            painter.drawLines(edges)
        painter.drawLines([
            QLineF(area.left(), area.top() + half, area.right(), area.top() + half),
            QLineF(area.left(), area.bottom() - 0.5, area.right(), area.bottom() - 0.5),
        ])  # fmt: skip
        x = scale.x(days.as_of.toordinal() + 0.5)
        if area.left() <= x <= area.right():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colors["accent"])
            path = QPainterPath()
            path.moveTo(x - 5, area.bottom() - 6)
            path.lineTo(x + 5, area.bottom() - 6)
            path.lineTo(x, area.bottom())
            path.closeSubpath()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.drawPath(path)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # -- legend --------------------------------------------------------------------------------------------------

    def paint_legend(self, painter: QPainter, area: QRectF, statuses: Iterable[Status] = tuple(STYLES)) -> float:
        """Samples with words from left to right, wrapped; returns the height used."""
        metrics = QFontMetricsF(self._font)
        x, y, row = area.left(), area.top(), 20.0
        for status in statuses:
            text = STATUS_LABELS[status]
            width = 26 + 6 + metrics.horizontalAdvance(text) + 18
            if x + width > area.right() and x > area.left():
                x, y = area.left(), y + row
            box = [(QRectF(x, y + (row - BAR_TALL) / 2, 26, BAR_TALL), False)]
            self._draw_status(painter, STYLES[status], box)
            self._draw_signs(painter, STYLES[status], SIGNS[status], box)
            painter.setFont(self._font)
            painter.setPen(self._colors["text"])
            painter.drawText(QRectF(x + 32, y, width, row), _LEFT, text)
            x += width
        return y + row - area.top()


def bar_height(row: float) -> float:
    """The height of the bars in a row."""
    return BAR_TALL if row >= _TALL_ROW else min(BAR, row * 0.7)


def bar_at(line: Line, day: int, reach: int) -> Bar | None:
    """The bar of a line under a day, else the nearest within ``reach`` days; what is drawn last is found first."""
    order = list(STYLES)
    near = [(max(bar.first - day, day - bar.last, 0), -order.index(bar.status), at) for at, bar in enumerate(line.bars)]
    distance, _, at = min(near, default=(reach + 1, 0, 0))
    return line.bars[at] if distance <= reach else None


def _strip(area: QRectF, left: float, right: float) -> QRectF:
    left, right = max(left, area.left()), min(right, area.right())
    return QRectF(left, area.top(), max(0.0, right - left), area.height())


def _diamond(rect: QRectF, *, half: bool = False) -> QPainterPath:
    """The rhombus of a single day, or its lower half."""
    centre, reach = rect.center(), rect.height() / 2
    path = QPainterPath(QPointF(centre.x() - reach, centre.y()))
    if not half:
        path.lineTo(QPointF(centre.x(), centre.y() - reach))
    path.lineTo(QPointF(centre.x() + reach, centre.y()))
    path.lineTo(QPointF(centre.x(), centre.y() + reach))
    path.closeSubpath()
    return path


def _beside(rect: QRectF) -> QRectF:
    """Where the sign of a rhombus stands: right of it."""
    return QRectF(rect.center().x() + rect.height() / 2, rect.top(), 12, rect.height())


def _hatching(rect: QRectF, direction: int) -> list[QLineF]:
    """Diagonal lines over a rectangle, trimmed at its sides: pattern brushes would vanish on paper."""
    found = []
    height, left, right, top, bottom = rect.height(), rect.left(), rect.right(), rect.top(), rect.bottom()
    x = left - height + _HATCH
    while x < right:
        begin, end = max(x, left), min(x + height, right)
        low, high = bottom - (begin - x), bottom - (end - x)
        if direction < 0:
            low, high = top + bottom - low, top + bottom - high
        found.append(QLineF(begin, low, end, high))
        x += _HATCH
    return found
