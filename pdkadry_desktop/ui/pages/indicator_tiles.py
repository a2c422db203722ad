"""All indicators as tiles, by section of the order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ...indicators.compute import Result
from ..theme import color
from ..tokens import Radius, Space
from ..widgets.basics import text_label
from ..widgets.figure_tile import Figure, FigureTile
from ..widgets.flow import GridFlow
from .indicator_data import PastYears, figure

_TILE = 300


class IndicatorTile(FigureTile):
    """A tile that can be the one whose detail is shown; arrows go to its neighbours."""

    def __init__(self, shown: Figure) -> None:
        super().__init__(shown)
        self._is_current = False

    def set_current(self, is_current: bool) -> None:
        if is_current != self._is_current:
            self._is_current = is_current
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_current and not self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color("accent"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.CARD, Radius.CARD)


class TilesView(QScrollArea):
    """Sections with tiles. Signals: ``opened(id)`` when a tile is clicked."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Показатели плитками")
        self.tiles: dict[str, IndicatorTile] = {}
        self._current = ""

    def show_figures(self, sections: Sequence[tuple[str, Sequence[Result]]], past: PastYears) -> None:
        """Other tiles, or other figures on the same ones."""
        shown = [each for _, results in sections for each in results]
        if [each.id for each in shown] == list(self.tiles):
            for each in shown:
                tile, found = self.tiles[each.id], figure(each, past)
                if tile.figure() != found:
                    tile.set_figure(found)
            return
        body = QWidget()
        body.setProperty("plain", True)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, Space.S, Space.L)
        column.setSpacing(Space.S)
        self.tiles = {}
        for title, results in sections:
            if title and len(sections) > 1:
                column.addSpacing(Space.S if self.tiles else 0)
                column.addWidget(text_label(title, "section", wrap=True))
            area = QWidget()
            flow = GridFlow(_TILE, area)
            for each in results:
                tile = IndicatorTile(figure(each, past))
                tile.clicked.connect(lambda _=False, name=each.id: self.opened.emit(name))
                tile.set_current(each.id == self._current)
                self.tiles[each.id] = tile
                flow.addWidget(tile)
            column.addWidget(area)
        column.addStretch(1)
        self.setWidget(body)

    def set_current(self, name: str) -> None:
        """Marks the tile whose detail is shown; «» marks none."""
        self._current = name
        for each, tile in self.tiles.items():
            tile.set_current(each == name)
        if name in self.tiles:
            self.ensureWidgetVisible(self.tiles[name], 0, Space.M)

    def focus(self, name: str = "") -> None:
        """Gives the keyboard to a tile; without a name to the whole, whose arrows lead to the first tile."""
        tile = self.tiles.get(name)
        if tile is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            tile.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(tile, 0, Space.M)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from tile to tile as they lie."""
        target = self._neighbour(event.key())
        if target is None:
            super().keyPressEvent(event)
            return
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(target, 0, Space.M)

    def _neighbour(self, key: int) -> IndicatorTile | None:
        order = list(self.tiles.values())
        here = next((number for number, tile in enumerate(order) if tile.hasFocus()), None)
        if here is None:
            return order[0] if order and key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Home) else None
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            there = here + (1 if key == Qt.Key.Key_Right else -1)
            return order[there] if 0 <= there < len(order) else None
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return order[0 if key == Qt.Key.Key_Home else -1]
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._vertical(order[here], down=key == Qt.Key.Key_Down)
        return None

    def _vertical(self, tile: IndicatorTile, down: bool) -> IndicatorTile | None:
        """The nearest tile of the next row, across sections."""
        body = self.widget()
        at = tile.mapTo(body, tile.rect().center())

        def distance(other: IndicatorTile) -> tuple[int, int]:
            point = other.mapTo(body, other.rect().center())
            return abs(point.y() - at.y()), abs(point.x() - at.x())

        def lies_there(other: IndicatorTile) -> bool:
            gap = other.mapTo(body, other.rect().center()).y() - at.y()
            return gap > tile.height() / 2 if down else gap < -tile.height() / 2

        return min(filter(lies_there, self.tiles.values()), key=distance, default=None)
