"""When something lasts or happened, chosen from a list: the period, the academic year, the last months, since a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QSpinBox, QWidget

from ...core.register import RegisterSpec
from ...indicators.readings import readings
from ..tokens import Space

_WINDOWS = (
    ("в отчётном периоде", "period"), ("на дату отчёта", "as_of"), ("в текущем учебном году", "academic"),
    ("за последние … месяцев", "last_months"), ("с дня … по дату отчёта", "since"),
    ("когда-либо до даты отчёта", "until"),
)  # fmt: skip
_ALL = tuple(key for _, key in _WINDOWS)


def windows_of(spec: RegisterSpec) -> tuple[str, ...]:
    """Which windows a register knows: what lasts can be asked for one day too."""
    reading = readings().by_register[spec.key]
    if reading.state is not None:
        return _ALL
    return tuple(key for key in _ALL if key != "as_of") if reading.fact else ()


class WindowEditor(QWidget):
    """Signal ``edited()``. A window that no choice shows («через год после даты …») stays as it is written."""

    edited = Signal()

    def __init__(self, windows: tuple[str, ...] = _ALL) -> None:
        super().__init__()
        self._written: Any = None
        self.kind = QComboBox()
        self.kind.setAccessibleName("Когда")
        for label, key in _WINDOWS:
            if key in windows:
                self.kind.addItem(label, key)
        self.months = QSpinBox()
        self.months.setRange(1, 600)
        self.months.setValue(36)
        self.months.setSuffix(" мес.")
        self.months.setAccessibleName("Сколько месяцев")
        self.day = QDateEdit(QDate(date.today().year, 1, 1))
        self.day.setDisplayFormat("dd.MM.yyyy")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("С какого дня")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for widget in (self.kind, self.months, self.day):
            row.addWidget(widget)
        self.kind.activated.connect(lambda _: self._on_kind())
        self.months.valueChanged.connect(lambda _: self.edited.emit())
        self.day.dateChanged.connect(lambda _: self.edited.emit())
        self._show_parts()

    def _on_kind(self) -> None:
        self._show_parts()
        self.edited.emit()

    def _show_parts(self) -> None:
        self.months.setVisible(self.kind.currentData() == "last_months")
        self.day.setVisible(self.kind.currentData() == "since")

    def value(self) -> Any:
        """The window as a definition says it."""
        match self.kind.currentData():
            case "last_months":
                return {"last_months": self.months.value()}
            case "since":
                day = self.day.date()
                return {"since": date(day.year(), day.month(), day.day())}
            case "written":
                return self._written
            case chosen:
                return chosen

    def set_value(self, value: Any) -> None:
        self.blockSignals(True)
        key = next(iter(value)) if isinstance(value, Mapping) and len(value) == 1 else value
        place = self.kind.findData(key) if isinstance(key, str) else -1
        if place < 0:
            self._written = value
            place = self.kind.findData("written")
            if place < 0:
                self.kind.addItem(_words(value), "written")
                place = self.kind.count() - 1
        elif key == "last_months":
            self.months.setValue(int(value["last_months"]))
        elif key == "since":
            since = value["since"]
            day = date.fromisoformat(since) if isinstance(since, str) else since
            self.day.setDate(QDate(day.year, day.month, day.day))
        self.kind.setCurrentIndex(place)
        self._show_parts()
        self.blockSignals(False)


def _words(value: Any) -> str:
    if isinstance(value, Mapping) and value.keys() == {"years", "after"}:
        return f"через {value['years']} г. после даты"
    return "особое условие времени"
