"""The preview of a document: the very pages that will be printed, one under another."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ..reports.render.preview import Preview
from .theme import color
from .tokens import Space

_ZOOMS = (0.25, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)
_SCREEN_DPI = 96.0
_POINTS = 72.0


class PreviewView(QAbstractScrollArea):
    """Pages of a PDF in memory. Signals: ``page_changed(number from 1, count)`` while scrolling."""

    page_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._zoom: float | None = None  # None: the page fits the width
        self.setAccessibleName("Просмотр документа")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._tell_page())

    def show_document(self, pdf: bytes | None) -> None:
        """Shows a PDF, or nothing."""
        if self._preview is not None:
            self._preview.close()
        self._preview = Preview(pdf) if pdf else None
        self.verticalScrollBar().setValue(0)
        self._fit()
        self._tell_page()

    @property
    def page_count(self) -> int:
        return self._preview.page_count if self._preview else 0

    def zoom_in(self) -> None:
        self._set_zoom(next((step for step in _ZOOMS if step > self.zoom() + 0.01), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        self._set_zoom(next((step for step in reversed(_ZOOMS) if step < self.zoom() - 0.01), _ZOOMS[0]))

    def fit_width(self) -> None:
        self._set_zoom(None)

    def zoom(self) -> float:
        """The zoom in force; 1 is the size of the paper."""
        if self._zoom is not None or self._preview is None:
            return self._zoom or 1.0
        widest = max(self._preview.page_size(index)[0] for index in range(self.page_count))
        room = max(100, self.viewport().width() - 2 * Space.L)
        return min(_ZOOMS[-1], room / (widest * _SCREEN_DPI / _POINTS))

    def page_rect(self, index: int) -> QRect:
        """Where a page stands in the whole column, in logical pixels."""
        if self._preview is None:
            return QRect()
        scale = self.zoom() * _SCREEN_DPI / _POINTS
        top = Space.L
        for before in range(index):
            top += round(self._preview.page_size(before)[1] * scale) + Space.L
        width, height = (round(side * scale) for side in self._preview.page_size(index))
        left = max(Space.L, (self.viewport().width() - width) // 2)
        return QRect(left, top, width, height)

    # -- Qt ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), color("window"))
        if self._preview is None:
            return
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        ratio = self.viewport().devicePixelRatioF()
        painter.setPen(QPen(color("line")))
        for index in range(self.page_count):
            rect = self.page_rect(index).translated(-offset)
            if not rect.intersects(event.rect()):
                continue
            drawn = self._preview.bitmap(index, self.zoom() * _SCREEN_DPI * ratio)
            image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
            painter.drawImage(rect, image)
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    # -- internal ------------------------------------------------------------------------------------------------

    def _set_zoom(self, zoom: float | None) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._zoom = zoom
        self._fit()
        bar.setValue(round(share * bar.maximum()))

    def _fit(self) -> None:
        view = self.viewport().size()
        if self.page_count:
            last = self.page_rect(self.page_count - 1)
            widest = max(self.page_rect(index).width() for index in range(self.page_count))
            height, width = last.bottom() + Space.L, widest + 2 * Space.L
        else:
            height = width = 0
        for bar, whole, seen in (
            (self.verticalScrollBar(), height, view.height()),
            (self.horizontalScrollBar(), width, view.width()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(40)
        self.viewport().update()

    def _tell_page(self) -> None:
        self.viewport().update()
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        shown = 1
        for index in range(self.page_count):
            if self.page_rect(index).top() <= middle:
                shown = index + 1
        self.page_changed.emit(shown if self.page_count else 0, self.page_count)
