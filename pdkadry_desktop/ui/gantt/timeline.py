"""The bars on the axis of time: scrolling, zooming, pointing; all drawing is the painter's."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget

from ...plan.board import Point
from ..theme import font, look, tokens
from .grid import TimeScale, fitting
from .layout import Bar, Line, RowLayout, label_of
from .painter import Days, GanttPainter, bar_at

ROW_TALL, ROW_LOW, HEADER = 44, 26, 48
_MARGIN = 20  # days beside the plan
_REACH = 6.0  # pixels beside a bar that still belong to it


class TimelineView(QAbstractScrollArea):
    """The bars. Signals: ``point_clicked(line, point or None)``; ``opened()`` - a bar was clicked twice;
    ``dragged(point, days)`` - a bar was pulled to other days, nothing is changed yet."""

    point_clicked = Signal(int, object)
    opened = Signal()
    dragged = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = TimeScale(date.today().toordinal(), 2.6)
        self.lines: list[Line] = []
        self.layout_of_rows = RowLayout(0, ROW_TALL)
        self.days: Days | None = None
        self.current = -1
        self._pulled: tuple[int, Bar, float] | None = None
        self._shift = 0  # days
        self.chosen: Point | None = None
        self._last = self.scale.origin
        self._fitted: tuple[date, date] | None = None  # days that keep filling the width until one zooms
        self._painter = GanttPainter(tokens(), font("note"))
        self._header = _Header(self)
        self.setViewportMargins(0, HEADER, 0, 0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumWidth(220)
        self.setAccessibleName("Сроки на оси времени; те же сведения стоят в дереве слева")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        look().changed.connect(self._dress)
        self.horizontalScrollBar().valueChanged.connect(lambda _: self._header.update())

    def _dress(self) -> None:
        self._painter = GanttPainter(tokens(), font("note"))
        self.viewport().update()
        self._header.update()

    def show_lines(self, lines: list[Line], layout: RowLayout) -> None:
        self.lines, self.layout_of_rows = lines, layout
        self.update_bars()
        self.viewport().update()

    def show_span(self, first: date, last: date, days: Days) -> None:
        """The days one can scroll to."""
        self.days = days
        middle = self.middle()
        self.scale = TimeScale(first.toordinal() - _MARGIN, self.scale.px)
        self._last = last.toordinal() + _MARGIN
        self.update_bars()
        self.center_on(middle)

    # -- zoom and place ------------------------------------------------------------------------------------------

    def set_scale(self, scale: TimeScale, keep: int | None = None, at: float | None = None) -> None:
        """Another zoom; the day ``keep`` stays at ``at`` pixels from the left edge (the middle when None)."""
        place = self.viewport().width() / 2 if at is None else at
        day = self.day_at(place) if keep is None else keep
        self.scale = TimeScale(self.scale.origin, scale.px)
        self.update_bars()
        self.horizontalScrollBar().setValue(round(self.scale.x(day) - place))
        self.viewport().update()
        self._header.update()

    def zoom(self, steps: int, at: float | None = None) -> None:
        self._fitted = None
        self.set_scale(self.scale.zoomed(steps), at=at)

    def fit(self, first: date, last: date) -> None:
        """These days fill the width, also when it changes, until one zooms or goes elsewhere."""
        self._fitted = (first, last)
        scale = fitting(first.toordinal(), last.toordinal(), self.viewport().width() - 8)
        self.set_scale(scale, keep=first.toordinal(), at=4)

    def go_to(self, day: date) -> None:
        """The day in the middle."""
        self._fitted = None
        self.center_on(day.toordinal())

    def center_on(self, day: int) -> None:
        self.horizontalScrollBar().setValue(round(self.scale.x(day) - self.viewport().width() / 2))

    def ensure_visible(self, first: int, last: int) -> None:
        """Scrolls only when the days are out of sight."""
        left, right = self.scale.x(first) - self._left, self.scale.x(last + 1) - self._left
        if right < 20 or left > self.viewport().width() - 20:
            self.center_on((first + last) // 2)

    def middle(self) -> int:
        return self.day_at(self.viewport().width() / 2)

    def day_at(self, x: float) -> int:
        return self.scale.day(x + self._left)

    @property
    def _left(self) -> int:
        return self.horizontalScrollBar().value()

    def update_bars(self) -> None:
        """Ranges of the scroll bars."""
        width, height = self.viewport().width(), self.viewport().height()
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, round(self.scale.x(self._last + 1)) - width))
        across.setPageStep(width)
        across.setSingleStep(max(8, round(self.scale.px * 7)))
        down = self.verticalScrollBar()
        down.setRange(0, max(0, round(self.layout_of_rows.height) - height))
        down.setPageStep(height)
        down.setSingleStep(ROW_LOW)

    # -- events --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        top = self.verticalScrollBar().value()
        painter.translate(-self._left, -top)
        area = QRectF(event.rect()).translated(self._left, top)
        if self.days is None:
            painter.fillRect(area, self.palette().base())
            return
        self._painter.paint(
            painter, area, self.lines, self.layout_of_rows, self.scale, self.days, self.current, self.chosen
        )
        if self._pulled is not None and self._shift:
            at, bar, _ = self._pulled
            self._painter.paint_ghost(painter, self.layout_of_rows, at, self.scale, bar, self._shift)

    def paint_head(self, painter: QPainter, area: QRect) -> None:
        """Called by the header widget, which stands above the viewport."""
        if self.days is not None:
            painter.translate(-self._left, 0)
            self._painter.paint_header(painter, QRectF(area).translated(self._left, 0), self.scale, self.days)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._header.setGeometry(self.viewport().x(), self.viewport().y() - HEADER, self.viewport().width(), HEADER)
        self.update_bars()
        if self._fitted is not None:
            self.fit(*self._fitted)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1, at=event.position().x())
            event.accept()
        else:
            super().wheelEvent(event)

    def bar_under(self, place: QPointF) -> tuple[int, Bar | None]:
        """The line under a place of the viewport and the bar there."""
        at = self.layout_of_rows.at(place.y() + self.verticalScrollBar().value())
        if at < 0:
            return -1, None
        reach = max(1, round(_REACH / self.scale.px))
        return at, bar_at(self.lines[at], self.day_at(place.x()), reach)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, bar = self.bar_under(event.position())
        if at >= 0:
            self.point_clicked.emit(at, bar.point if bar else None)
        if bar is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pulled = (at, bar, event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pulled is None:
            return
        self._shift = round((event.position().x() - self._pulled[2]) / self.scale.px)
        if abs(event.position().x() - self._pulled[2]) < QApplication.startDragDistance():
            self._shift = 0
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pulled, shift = self._pulled, self._shift
        self._pulled, self._shift = None, 0
        self.viewport().update()
        if pulled is not None and shift:
            self.dragged.emit(pulled[1].point, shift)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.bar_under(event.position())[1] is not None:
            self.opened.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            _, bar = self.bar_under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), label_of(bar.point) if bar else "", self.viewport())
            return True
        return super().viewportEvent(event)


class _Header(QWidget):
    """The two lines of dates above the bars."""

    def __init__(self, timeline: TimelineView) -> None:
        super().__init__(timeline)
        self._timeline = timeline

    def paintEvent(self, event: QPaintEvent) -> None:
        self._timeline.paint_head(QPainter(self), self.rect())
