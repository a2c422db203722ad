"""A month to choose a day from, in the colours of the theme; for the context bar and for date fields."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QWidget

from pdkadry_desktop.ui.theme import color, font, look


class Calendar(QCalendarWidget):
    """QCalendarWidget from Monday on; weekends muted instead of red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setMinimumSize(300, 240)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        header = QTextCharFormat()
        header.setForeground(color("muted"))
        header.setBackground(color("raised"))
        header.setFont(font("note"))
        self.setHeaderTextFormat(header)
        weekend = QTextCharFormat()
        weekend.setForeground(color("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, weekend)
