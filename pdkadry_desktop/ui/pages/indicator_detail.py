"""One indicator in full beside the list: figure, lists behind it, organisations, «Почему?», words of the order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ...indicators.compute import Result
from ...indicators.given_words import notes
from ...indicators.wording import shown_value, status_word
from ..gateway import Gateway
from ..places import WhyOf
from ..tables.indicator_model import counted_from, name_of, shown_deviation
from ..theme import style
from ..tokens import Space
from ..widgets.badge import Badge
from ..widgets.basics import MutedLabel, icon_button, push_button, text_label
from .indicator_data import PastYears, Snapshot, moment, target_words, tone
from .indicator_facts import FactsTab
from .indicator_order import OrderTab
from .indicator_organizations import OrganizationsTab
from .indicator_overview import OverviewTab
from .indicator_slices import SlicesTab
from .indicator_why import WhyTab

_WHY = 2  # the tab «Почему?»


class IndicatorDetail(QFrame):
    """Signals: ``go(Place)`` when a list or record is wanted, ``closed()`` by the cross, «назад» or Esc."""

    go = Signal(object)
    closed = Signal()

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self._result: Result | None = None
        self.overview = OverviewTab(gateway)
        self.organizations = OrganizationsTab(gateway)
        self.slices = SlicesTab(gateway)
        self.why = WhyTab(gateway)
        self.order = OrderTab()
        self.facts = FactsTab(gateway)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Разделы показателя")
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setUsesScrollButtons(False)
        self.tabs.tabBar().setStyleSheet(f"QTabBar::tab {{ padding-left: {Space.S}px; padding-right: {Space.S}px; }}")
        for tab, title in (
            (self.overview, "Обзор"), (self.organizations, "Организации"), (self.why, "Почему?"),
            (self.slices, "Разрезы"), (self.order, "Приказ"), (self.facts, "Ввод"),
        ):  # fmt: skip
            self.tabs.addTab(tab, title)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, Space.M, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addSpacing(Space.S)
        column.addWidget(self.tabs, 1)
        for tab in (self.overview, self.organizations, self.slices, self.why, self.facts):
            tab.go.connect(self.go)

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(Space.L, 0, Space.L, 0)
        column.setSpacing(Space.XS)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        self.back = push_button("Все показатели", "chevron-left", "quiet")
        self.back.clicked.connect(self.closed)
        self._number = MutedLabel()
        self.cross = icon_button("cancel", "Закрыть показатель (Esc)", small=True)
        self.cross.clicked.connect(self.closed)
        top.addWidget(self.back)
        top.addWidget(self._number, 1)
        top.addWidget(self.cross)
        self._name = text_label("", "strong", wrap=True)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        figures = QHBoxLayout()
        figures.setSpacing(Space.M)
        self._value = text_label("", "figure")
        self._badge = Badge()
        self._detail = MutedLabel(wrap=True)
        figures.addWidget(self._value)
        figures.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        figures.addStretch(1)
        column.addLayout(top)
        column.addWidget(self._name)
        column.addLayout(figures)
        self._notes = text_label("", "note", wrap=True)
        style(self._notes, tone="warn")
        column.addWidget(self._detail)
        column.addWidget(self._notes)
        return head

    def result(self) -> Result | None:
        return self._result

    def set_back(self, is_alone: bool) -> None:
        """Alone on the page it leads back by a word, beside the list it closes by a cross."""
        self.back.setVisible(is_alone)
        self.cross.setVisible(not is_alone)

    def show_result(self, snapshot: Snapshot, result: Result, past: PastYears) -> None:
        """Another indicator, or new figures of the same one: the tab and the person asked about stay."""
        self._result = result
        self.setAccessibleName(f"Показатель {result.id}")
        self._number.setText(f"{result.id} · {moment(result)}")
        self._name.setText(name_of(result))
        self._value.setText(shown_value(result))
        self._badge.set_status(status_word(result), tone(result))
        gap = shown_deviation(result)
        parts = (counted_from(result), target_words(result), f"отклонение {gap}" if gap != "—" else "")
        self._detail.setText(" · ".join(part for part in parts if part))
        self._detail.setVisible(any(parts))
        self.overview.show_result(snapshot, result, past)
        self.organizations.show_result(snapshot, result)
        self.slices.show_result(snapshot, result)
        self.why.show_result(snapshot, result)
        self.order.show_result(result)
        self.facts.show_result(snapshot, result)
        said = notes(result, snapshot.organizations)
        self._notes.setText("\n".join(f"{each}." for each in said))
        self._notes.setVisible(bool(said))
        counting = result.definition.counting if result.definition else None
        is_plan = counting is not None and counting.plan_track is not None
        has_places = bool(result.places) or (result.tally is not None and bool(is_plan or result.tally.organizations()))
        self.tabs.setTabText(1, "Пункты плана" if is_plan else "Организации")
        self.tabs.setTabVisible(1, has_places)
        has_parts = counting is not None and bool(counting.parts)
        self.tabs.setTabVisible(_WHY, has_parts)
        self.tabs.setTabVisible(3, has_parts and result.tally is not None)

    def ask_about(self, asked: WhyOf) -> None:
        """«Почему?» of a record, as soon as the figures of its indicator are shown."""
        self.why.ask_of(asked.register, asked.record)
        self.tabs.setTabVisible(_WHY, True)
        self.tabs.setCurrentIndex(_WHY)

    def show_past(self, past: PastYears) -> None:
        """Earlier years have come from the background."""
        if self._result is not None:
            self.overview.show_past(self._result, past)

    def take_focus(self) -> None:
        """The keyboard goes to the tabs."""
        self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
