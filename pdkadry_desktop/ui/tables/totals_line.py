"""The line under a list: sums of its columns, each under its column, of all rows seen and of the chosen ones."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTableView, QWidget

from ...core.text import grouped
from ..theme import color, font

_LINE = 26
_PAD = 8


class TotalsLine(QWidget):
    """Stands under a table and follows its columns; hidden while there is nothing to sum."""

    def __init__(self, table: QTableView) -> None:
        super().__init__()
        self._table = table
        self._labels: dict[int, str] = {}
        self._all: dict[int, float] = {}
        self._chosen: dict[int, float] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        header = table.horizontalHeader()
        header.sectionResized.connect(lambda *_: self.update())
        header.sectionMoved.connect(lambda *_: self.update())
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.update())
        table.installEventFilter(self)
        self.hide()

    def show_sums(self, labels: Mapping[int, str], total: Mapping[int, float], chosen: Mapping[int, float]) -> None:
        """Sums by column of the table; without ``chosen`` there is one line."""
        self._labels, self._all, self._chosen = dict(labels), dict(total), dict(chosen)
        self.setAccessibleName(self.words())
        self.setToolTip(self.words())
        self.setVisible(bool(total))
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The sums as a sentence: «Всего – Часов: 1 234; выбрано – Часов: 72»."""
        said = []
        for title, sums in (("Всего", self._all), ("выбрано", self._chosen)):
            if sums:
                said.append(
                    f"{title} – "
                    + ", ".join(f"{self._labels[place]}: {number(value)}" for place, value in sums.items())
                )
        return "; ".join(said)

    def sizeHint(self) -> QSize:
        return QSize(200, _LINE * (2 if self._chosen else 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        painter.setPen(color("line"))
        painter.drawLine(0, 0, self.width(), 0)
        for place, (title, sums) in enumerate((("Всего", self._all), ("Выбрано", self._chosen))):
            if sums:
                self._paint_line(painter, place * _LINE, title, sums)

    def _paint_line(self, painter: QPainter, top: int, title: str, sums: Mapping[int, float]) -> None:
        """Each sum under its column; those whose columns are scrolled away are told in words at the left."""
        painter.setFont(font("strong"))
        metrics = QFontMetrics(painter.font())
        header, left, room = self._table.horizontalHeader(), self._table.viewport().x(), self._table.viewport().width()
        rights = {
            place: left + header.sectionViewportPosition(place) + header.sectionSize(place) - _PAD
            for place in sorted(sums, key=header.visualIndex)
        }
        texts = {place: number(sums[place]) for place in rights}
        away = [
            place
            for place, right in rights.items()
            if right - metrics.horizontalAdvance(texts[place]) < left or right > left + room
        ]
        said = "; ".join(f"{self._labels[place]}: {texts[place]}" for place in away)
        words = f"{title} – {said}" if said else title
        taken = metrics.horizontalAdvance(words) + 2 * _PAD
        painter.setPen(color("muted"))
        painter.drawText(QRect(_PAD, top, self.width(), _LINE), int(_middle(False)), words)
        painter.setPen(color("text"))
        for place, right in rights.items():
            width = metrics.horizontalAdvance(texts[place])
            if place not in away and right - width >= taken:
                painter.drawText(QRect(right - width, top, width, _LINE), int(_middle(True)), texts[place])


def _middle(is_right: bool) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


def number(value: float) -> str:
    """12345.5 → «12 345,5»: no more decimals than the values had."""
    exact = Decimal(repr(round(float(value), 6)))
    whole = int(exact)
    rest = format(abs(exact - whole), "f").removeprefix("0").rstrip("0").rstrip(".").replace(".", ",")
    sign = "−" if exact < 0 and whole == 0 else ""
    return f"{sign}{grouped(whole)}{rest}"
