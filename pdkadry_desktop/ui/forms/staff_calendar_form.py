"""The half-month calendar as the municipality keeps it: days, control months, as of which day snapshots count."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QSpinBox, QVBoxLayout

from ...work.staff_calendar import SNAPSHOT_DAYS, Calendar
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button, text_label
from ..widgets.half_months import MONTHS


class StaffCalendarForm(QFrame):
    """Signals: ``saved(Calendar)``, ``refused()``."""

    saved = Signal(object)
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self.first, self.second = _day("Первая точка месяца, число", 1, 27), _day("Вторая точка месяца, число", 2, 28)
        self.first.valueChanged.connect(lambda day: self.second.setMinimum(day + 1))
        self.half, self.as_of = QComboBox(), QComboBox()
        self.half.setAccessibleName("Контрольная точка в месяце")
        self.half.addItem("первая", 1)
        self.half.addItem("вторая", 2)
        self.as_of.setAccessibleName("Вакансии в снимке")
        for key, words in SNAPSHOT_DAYS.items():
            self.as_of.addItem(words, key)
        self.months = [QCheckBox(name) for name in MONTHS]
        top, controls = QHBoxLayout(), QHBoxLayout()
        for row in (top, controls):
            row.setSpacing(Space.S)
        for label, widget in (
            ("Точки месяца", self.first), ("и", self.second), ("Вакансии в снимке", self.as_of),
        ):  # fmt: skip
            top.addWidget(text_label(label, "field"))
            top.addWidget(widget)
        top.addStretch(1)
        no, yes = push_button("Отмена", kind="quiet"), push_button("Сохранить", "save", "primary")
        no.setToolTip("Esc")
        yes.setToolTip("Ctrl+Enter")
        no.clicked.connect(self.refused)
        yes.clicked.connect(self.save)
        top.addWidget(no)
        top.addWidget(yes)
        controls.addWidget(text_label("Контрольные месяцы", "field"))
        for box, name in zip(self.months, MONTHS, strict=True):
            box.setAccessibleName(f"Контрольный месяц: {name}")
            controls.addWidget(box)
        controls.addWidget(text_label("точка", "field"))
        controls.addWidget(self.half)
        controls.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.addLayout(top)
        column.addLayout(controls)
        column.addWidget(
            MutedLabel(
                "Приказ называет «два раза в месяц» и месяцы без чисел: числа выбирает муниципалитет.", wrap=True
            )
        )
        for keys, slot in (("Ctrl+Return", self.save), ("Escape", self.refused.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self.setFocusProxy(self.first)

    def edit(self, calendar: Calendar) -> None:
        """Shows a calendar and takes the focus."""
        self.first.setValue(calendar.first)
        self.second.setValue(calendar.second)
        self.half.setCurrentIndex(self.half.findData(calendar.control_half))
        self.as_of.setCurrentIndex(self.as_of.findData(calendar.snapshot_day))
        for number, box in enumerate(self.months, 1):
            box.setChecked(number in calendar.controls)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Emits the calendar of the controls."""
        months = tuple(number for number, box in enumerate(self.months, 1) if box.isChecked())
        self.saved.emit(Calendar(
            self.first.value(), self.second.value(), months, self.half.currentData(), self.as_of.currentData()
        ))  # fmt: skip


def _day(name: str, least: int, most: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setAccessibleName(name)
    return spin
