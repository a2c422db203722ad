"""The 24 half-month points of a year as one strip: with a snapshot, missing, control points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ...core.dates import format_date
from ..icons import set_icon
from ..tokens import Space
from .basics import MutedLabel, icon_button, push_button, text_label

MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


@dataclass(frozen=True, slots=True)
class Point:
    """One point: ``words`` say its state; it can be chosen unless it is to come."""

    day: date
    is_taken: bool
    is_control: bool
    is_future: bool
    words: str


class HalfMonths(QWidget):
    """Signals: ``chosen(date or None)`` – a point, None the present; ``year_asked(int)`` – another year."""

    chosen = Signal(object)
    year_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.year = 0
        self.buttons: dict[date, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.now = push_button("Сейчас", "clock")
        self.now.setCheckable(True)
        self.now.setChecked(True)
        self.now.setToolTip("Сведения по записям на дату вверху окна, а не снимок (Alt+Home)")
        self.now.clicked.connect(lambda: self.chosen.emit(None))
        self._group.addButton(self.now)
        self.before, self.after = (
            icon_button("chevron-left", "Предыдущий год"),
            icon_button("chevron-right", "Следующий год"),
        )
        self.before.clicked.connect(lambda: self.year_asked.emit(self.year - 1))
        self.after.clicked.connect(lambda: self.year_asked.emit(self.year + 1))
        self._title = text_label("", "strong")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        years = QHBoxLayout()
        years.setSpacing(Space.XS)
        for widget in (self.before, self._title, self.after):
            years.addWidget(widget)
        left = QVBoxLayout()
        left.setSpacing(Space.XS)
        left.addLayout(years)
        left.addWidget(self.now)
        left.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.XS)
        self._grid.setVerticalSpacing(2)
        for place, name in enumerate(MONTHS):
            label = MutedLabel(name)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(label, 0, place)
            self._grid.setColumnStretch(place, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addLayout(left)
        row.addLayout(self._grid, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_points(self, year: int, points: Sequence[Point], current: date | None) -> None:
        """The points of a year, two a month; ``current`` is the chosen one."""
        self.year = year
        self._title.setText(f"{year} год")
        had_focus = any(button.hasFocus() for button in self.buttons.values())
        wanted = {point.day: point for point in points}
        if wanted.keys() != self.buttons.keys():
            self._make(list(wanted))
        for day, button in self.buttons.items():
            self._show(button, wanted[day])
        chosen = self.buttons.get(current) if current else self.now
        if chosen is None:
            checked = self._group.checkedButton()
            if checked is not None:
                self._group.setExclusive(False)
                checked.setChecked(False)
                self._group.setExclusive(True)
            return
        chosen.setChecked(True)
        if had_focus:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, days: Sequence[date]) -> None:
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.deleteLater()
        self.buttons = {}
        rows: Mapping[int, list[date]] = {month: [] for month in range(1, 13)}
        for day in days:
            button = push_button(str(day.day))
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, day=day: self.chosen.emit(day))
            rows[day.month].append(day)
            self._grid.addWidget(button, len(rows[day.month]), day.month - 1)
            self._group.addButton(button)
            self.buttons[day] = button

    def _show(self, button: QPushButton, point: Point) -> None:
        button.setText(f"{point.day.day} К" if point.is_control else str(point.day.day))
        button.setEnabled(not point.is_future)
        is_late = point.is_control and not point.is_taken and not point.is_future
        if point.is_taken:
            set_icon(button, "done", "good")
        elif is_late:
            set_icon(button, "warning", "warn")
        else:
            set_icon(button, "pending" if point.is_future else "minus", "faint")
        control = ", контрольная точка" if point.is_control else ""
        words = f"{format_date(point.day)}{control}: {point.words}"
        button.setToolTip(words)
        button.setAccessibleName(words)
