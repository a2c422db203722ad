"""Layouts that wrap: chips one after another, tiles in columns of equal width."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from pdkadry_desktop.ui.tokens import Space


class FlowLayout(QLayout):
    """Items in their own width from left to right, going on in the next line when the width is used up."""

    def __init__(self, parent: QWidget | None = None, spacing: int = Space.S) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # None ends Qt's loops
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, move: bool) -> int:
        """Lay the items out in ``rect`` (only when ``move``); returns the height they take."""
        area = rect.marginsRemoved(self.contentsMargins())
        line: list[tuple[QLayoutItem, QRect]] = []
        y = area.y()
        x, height = area.x(), 0
        for item in self._visible():
            size = item.sizeHint()
            size.setWidth(min(size.width(), area.width()))
            if line and x + size.width() > area.right() + 1:
                if move:
                    _place(line, y, height)
                y, line = y + height + self.spacing(), []
                x, height = area.x(), 0
            line.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        if move:
            _place(line, y, height)
        return y + height - rect.y() + self.contentsMargins().bottom()


def _place(line: list[tuple[QLayoutItem, QRect]], y: int, height: int) -> None:
    """The items of one line, each in the middle of its height: a box to tick stands level with the buttons."""
    for item, rect in line:
        rect.moveTop(y + (height - rect.height()) // 2)
        item.setGeometry(rect)


class GridFlow(FlowLayout):
    """Items in as many columns of equal width as fit, at least ``column`` wide; rows of equal height.

    Few items grow to fill the width, but never beyond 1.6 columns.
    """

    _STRETCH = 1.6

    def __init__(self, column: int, parent: QWidget | None = None, spacing: int = Space.M) -> None:
        super().__init__(parent, spacing)
        self._column = column

    def _arrange(self, rect: QRect, move: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        items, gap = self._visible(), self.spacing()
        columns = max(1, min((area.width() + gap) // (self._column + gap), len(items)))
        width = min((area.width() - gap * (columns - 1)) // columns, round(self._column * self._STRETCH))
        y = area.y()
        for start in range(0, len(items), columns):
            row = items[start : start + columns]
            height = max(
                item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height() for item in row
            )
            for number, item in enumerate(row):
                if move:
                    item.setGeometry(QRect(area.x() + number * (width + gap), y, width, height))
            y += height + gap
        return y - (gap if items else 0) - rect.y() + self.contentsMargins().bottom()
