"""The page of indicators: every figure of the order for the year and day of the context bar, and what is behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from ...core.dates import format_date
from ...core.errors import UserError
from ...indicators.compute import Result
from ..context import Context
from ..gateway import Gateway
from ..places import MethodOf, Place, WhyOf
from ..tokens import Space
from ..widgets.basics import MutedLabel
from ..widgets.feedback import EmptyState, ErrorBanner
from ..widgets.header import PageHeader
from .indicator_data import FILTERS, Snapshot, by_section, summary
from .indicator_detail import IndicatorDetail
from .indicator_facts_period import YearState
from .indicator_reader import FiguresReader
from .indicator_switch import ViewSwitch
from .indicator_table import IndicatorTableView
from .indicator_tiles import TilesView
from .page import Page

_DETAIL_FROM = 1100  # a narrower page shows either the list or the detail
_DETAIL_WIDTH = 460


class IndicatorsPage(Page):
    """All indicators of the chosen order as tiles or as a table, one of them in full beside."""

    help_key = "indicators"

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__()
        self._gateway = gateway
        self._snapshot: Snapshot | None = None
        self._opened = ""  # id of the indicator whose detail is shown
        self._reader = FiguresReader(gateway, context, self)
        self._build()
        self._reader.wanted.connect(self._on_wanted)
        self._reader.slow.connect(lambda: self.status.setText("Пересчёт…"))
        self._reader.computed.connect(self._on_computed)
        self._reader.failed.connect(self._on_failed)
        self._reader.past_grown.connect(self._show_past)

    # -- parts ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = PageHeader("Показатели")
        self.switch = ViewSwitch()
        self.header.add_widget(self.switch)
        self.year_state = YearState(self._gateway, self)
        own = self.header.add_action("Новый показатель", "add")
        own.setToolTip("Собственный показатель: из заготовки, копией или из выборки")
        own.clicked.connect(lambda: self.go.emit(Place("method", detail=MethodOf())))
        report = self.header.set_primary("Сводный отчёт", "report")
        report.clicked.connect(lambda: self.go.emit(Place("report")))
        self.column.addWidget(self.header)
        self.banner = ErrorBanner()
        self.banner.action_triggered.connect(self.recompute)
        self.column.addWidget(self.banner)
        self.column.addWidget(self.year_state.bar)
        self.column.addWidget(self._filter_bar())
        self.tiles, self.table = TilesView(), IndicatorTableView()
        self.views = QStackedWidget()
        self.views.addWidget(self.tiles)
        self.views.addWidget(self.table)
        self.nothing = EmptyState("search", "Таких показателей нет.", "Показать все")
        self.nothing.action_triggered.connect(lambda: self.set_filter("all"))
        self.views.addWidget(self.nothing)
        self.detail = IndicatorDetail(self._gateway)
        self.detail.setMinimumWidth(360)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(Space.M)
        self.split.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.split.addWidget(self.views)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(0, 1)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([900, _DETAIL_WIDTH])
        self.empty = EmptyState(
            "indicators",
            "Здесь будут показатели приказа и списки людей за каждым числом. Сначала нужны организации и педагоги.",
            "Импортировать книгу района",
        )
        self.empty.action_triggered.connect(lambda: self.go.emit(Place("import")))
        self.no_indicators = EmptyState("indicators", "В этом приказе нет показателей.")
        self.waiting = QWidget()
        self.stack = QStackedWidget()
        for widget in (self.waiting, self.split, self.empty, self.no_indicators):
            self.stack.addWidget(widget)
        self.column.addWidget(self.stack, 1)
        self.status = MutedLabel("")
        self.status.setMinimumHeight(28)
        bottom = QHBoxLayout()
        bottom.addWidget(self.status, 1)
        bottom.addWidget(self.year_state.button)
        self.column.addLayout(bottom)
        self.tiles.opened.connect(self._on_opened)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_cursor)
        self.detail.go.connect(self.go)
        self.detail.closed.connect(self._on_closed)
        self.year_state.changed.connect(self._show_status)
        self.year_state.go.connect(self.go)
        self.year_state.said.connect(self.said)
        self.year_state.failed.connect(lambda error: self.banner.show_error(error.text, error.hint))
        for keys, slot in (("F5", self.recompute), ("Ctrl+1", self.show_tiles), ("Ctrl+2", self.show_table)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self.switch.changed.connect(self._show_figures)
        self._arrange()

    def _filter_bar(self) -> QTabBar:
        self.filters = QTabBar()
        self.filters.setAccessibleName("Какие показатели показать")
        self.filters.setDrawBase(False)
        self.filters.setExpanding(False)
        for title, _ in FILTERS.values():
            self.filters.addTab(title)
        self.filters.currentChanged.connect(lambda _: self._show_figures())
        return self.filters

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """``detail`` names an indicator to open or a record to explain; without it a narrow page shows the list."""
        if isinstance(place.detail, WhyOf):
            self._opened = place.detail.indicator
            self.detail.ask_about(place.detail)
        elif place.detail is not None:
            self._opened = str(place.detail)
        elif not self._is_wide():
            self._opened = ""
        if self._reader.is_stale:
            self._reader.compute()
        else:
            self._show_detail()
        self._take_focus()

    def set_filter(self, key: str) -> None:
        """One of FILTERS."""
        self.filters.setCurrentIndex(list(FILTERS).index(key))

    def show_tiles(self) -> None:
        self.switch.choose("tiles")

    def show_table(self) -> None:
        self.switch.choose("table")

    def recompute(self) -> None:
        """All figures anew."""
        self.banner.clear()
        self._reader.forget_past()
        self._reader.compute()

    def snapshot(self) -> Snapshot | None:
        """The figures that are shown."""
        return self._snapshot

    def _take_focus(self) -> None:
        if not self._is_wide() and self._opened:
            self.detail.take_focus()
        elif self.switch.is_table():
            self.table.focus()
        else:
            self.tiles.focus(self._opened)

    # -- figures -------------------------------------------------------------------------------------------------

    def _on_wanted(self) -> None:
        """The old figures stay, with their day, until the new ones have come."""
        if self.isVisible():
            self._reader.compute_soon()

    def _on_computed(self, found: Snapshot) -> None:
        self.banner.clear()
        is_first = self._snapshot is None
        self._snapshot = found
        self.year_state.show_snapshot(found)
        if found.result(self._opened) is None:
            self._opened = ""
        self._show_figures()
        focused = QApplication.focusWidget()
        if is_first and focused is not None and self.isAncestorOf(focused):
            self._take_focus()

    def _on_failed(self, error: UserError) -> None:
        self._show_status()
        self.banner.show_error(error.text, error.hint, "Повторить")

    # -- showing -------------------------------------------------------------------------------------------------

    def _show_figures(self) -> None:
        found = self._snapshot
        if found is None:
            return
        for place, (title, chosen) in enumerate(FILTERS.values()):
            self.filters.setTabText(place, f"{title} · {sum(map(chosen, found.results))}")
        kept = self._kept(found)
        sections = by_section(kept)
        self._show_summary()
        if self.switch.is_table():
            self.table.show_figures(sections)
        else:
            self.tiles.show_figures(sections, self._reader.past)
        self.views.setCurrentWidget(self.nothing if not kept else self.table if self.switch.is_table() else self.tiles)
        page = self.empty if found.is_empty else self.split if found.results else self.no_indicators
        self.stack.setCurrentWidget(page)
        self._show_detail()
        self._show_status(len(kept))

    def _show_summary(self) -> None:
        found = self._snapshot
        if found is not None:
            self.header.set_count("" if found.is_empty else summary(found, not self._is_wide()))

    def _kept(self, found: Snapshot) -> list[Result]:
        """What the chosen filter lets through."""
        chosen = list(FILTERS.values())[self.filters.currentIndex()][1]
        return [each for each in found.results if chosen(each)]

    def _show_past(self) -> None:
        if self._snapshot is None:
            return
        if self.views.currentWidget() is self.tiles:
            self.tiles.show_figures(by_section(self._kept(self._snapshot)), self._reader.past)
        self.detail.show_past(self._reader.past)

    def _show_status(self, shown: int | None = None) -> None:
        found = self._snapshot
        if found is None or found.is_empty:
            self.status.setText("")
            return
        if shown is None:
            shown = len(self._kept(found))
        count = f"Показано: {shown}" if shown == len(found.results) else f"Показано: {shown} из {len(found.results)}"
        state = f" · {self.year_state.words}" if self.year_state.words else ""
        self.status.setText(f"{count} · {found.period.year} год, данные на {format_date(found.period.end)}{state}")

    def _show_detail(self) -> None:
        result = self._snapshot.result(self._opened) if self._snapshot and self._opened else None
        if result is not None and self._snapshot is not None:
            self.detail.show_result(self._snapshot, result, self._reader.past)
            self.table.set_current(result.id)
        self.tiles.set_current(result.id if result else "")
        self._arrange()

    # -- list and detail -----------------------------------------------------------------------------------------

    def _is_wide(self) -> bool:
        return self.width() >= _DETAIL_FROM

    def _arrange(self) -> None:
        """Beside each other on a wide page, one of the two on a narrow one."""
        has_detail = bool(self._opened) and self._snapshot is not None
        self.detail.setVisible(has_detail)
        self.detail.set_back(not self._is_wide())
        shows_list = self._is_wide() or not has_detail
        self.views.setVisible(shows_list)
        self.filters.setVisible(shows_list and not (self._snapshot is not None and self._snapshot.is_empty))

    def _on_opened(self, name: str) -> None:
        if self._is_wide():
            self._opened = name
            self._show_detail()
        else:
            self.go.emit(Place("indicators", detail=name))

    def _on_cursor(self, name: str) -> None:
        if self._opened and self._is_wide() and name != self._opened:
            self._opened = name
            self._show_detail()

    def _on_closed(self) -> None:
        closed, self._opened = self._opened, ""
        if not self._is_wide():
            self.go.emit(Place("indicators"))
        self._show_detail()
        if self.switch.is_table():
            self.table.focus()
        else:
            self.tiles.focus(closed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._reader.is_stale and self._snapshot is not None:
            self._reader.compute()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._show_summary()
