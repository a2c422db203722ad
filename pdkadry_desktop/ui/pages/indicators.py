"""The page of indicators: every figure of the order for the year and day of the context bar, and what is behind it."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QTabBar, QWidget

from ...core.dates import format_date
from ...core.errors import UserError
from ...indicators.compute import Result
from ...storage.worker import BACKGROUND
from ..context import Context
from ..gateway import Gateway
from ..places import Place
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button
from ..widgets.feedback import EmptyState, ErrorBanner
from ..widgets.figure_tile import MAX_YEARS
from ..widgets.header import PageHeader
from .indicator_data import FILTERS, PastYears, Snapshot, by_section, chunks, read, summary, year_values
from .indicator_detail import IndicatorDetail
from .indicator_table import IndicatorTableView
from .indicator_tiles import TilesView
from .page import Page

_PAUSE = 80  # ms: several changes at once are computed once
_PATIENCE = 200  # ms before the page says that it is computing
_DETAIL_FROM = 1100  # a narrower page shows either the list or the detail
_DETAIL_WIDTH = 460


class IndicatorsPage(Page):
    """All indicators of the chosen order as tiles or as a table, one of them in full beside."""

    help_key = "indicators"

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__()
        self._gateway, self._context = gateway, context
        self._snapshot: Snapshot | None = None
        self._past = PastYears()
        self._opened = ""  # id of the indicator whose detail is shown
        self._generation = 0
        self._is_stale = True
        self._timer = self._single_shot(_PAUSE, self._compute)
        self._patience = self._single_shot(_PATIENCE, lambda: self.status.setText("Пересчёт…"))
        self._build()
        context.changed.connect(self._on_changed)
        gateway.changed.connect(lambda _: self._on_data_changed())

    def _single_shot(self, pause: int, slot: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(pause)
        made.timeout.connect(slot)  # type: ignore[arg-type]
        return made

    # -- parts ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = PageHeader("Показатели")
        self.header.add_widget(self._view_switch())
        report = self.header.set_primary("Сводный отчёт", "report")
        report.clicked.connect(lambda: self.go.emit(Place("report")))
        self.column.addWidget(self.header)
        self.banner = ErrorBanner()
        self.banner.action_triggered.connect(self.recompute)
        self.column.addWidget(self.banner)
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
        self.column.addWidget(self.status)
        self.tiles.opened.connect(self._on_opened)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_cursor)
        self.detail.go.connect(self.go)
        self.detail.closed.connect(self._on_closed)
        for keys, slot in (("F5", self.recompute), ("Ctrl+1", self.show_tiles), ("Ctrl+2", self.show_table)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._arrange()
        if QSettings().value("indicators/view") == "table":
            self.show_table()
        else:
            self.show_tiles()

    def _view_switch(self) -> QWidget:
        self.as_tiles, self.as_table = push_button("Плитки", "indicators"), push_button("Таблица", "list")
        self.as_tiles.setToolTip("Плитки (Ctrl+1)")
        self.as_table.setToolTip("Таблица (Ctrl+2)")
        self.as_tiles.clicked.connect(self.show_tiles)
        self.as_table.clicked.connect(self.show_table)
        return _choice("Вид", [self.as_tiles, self.as_table], self)

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
        """``detail`` names an indicator to open; without it a narrow page shows the list."""
        if place.detail is not None:
            self._opened = str(place.detail)
        elif not self._is_wide():
            self._opened = ""
        if self._is_stale:
            self._compute()
        else:
            self._show_detail()
        self._take_focus()

    def set_filter(self, key: str) -> None:
        """One of FILTERS."""
        self.filters.setCurrentIndex(list(FILTERS).index(key))

    def show_tiles(self) -> None:
        self._show_view("tiles", self.as_tiles)

    def show_table(self) -> None:
        self._show_view("table", self.as_table)

    def recompute(self) -> None:
        """All figures anew."""
        self.banner.clear()
        self._past = PastYears()
        self._compute()

    def snapshot(self) -> Snapshot | None:
        """The figures that are shown."""
        return self._snapshot

    def _show_view(self, name: str, button: QPushButton) -> None:
        button.setChecked(True)
        QSettings().setValue("indicators/view", name)
        self._show_figures()

    def _take_focus(self) -> None:
        if not self._is_wide() and self._opened:
            self.detail.take_focus()
        elif self.as_table.isChecked():
            self.table.focus()
        else:
            self.tiles.focus(self._opened)

    # -- figures -------------------------------------------------------------------------------------------------

    def _on_changed(self) -> None:
        """Another profile, year or day: the old figures stay, with their day, until the new ones have come."""
        self._is_stale = True
        if self.isVisible():
            self._timer.start()

    def _on_data_changed(self) -> None:
        self._past = PastYears()
        self._on_changed()

    def _compute(self) -> None:
        self._timer.stop()
        self._generation += 1
        self._is_stale = False
        generation, profile_id, period = self._generation, self._context.profile_id, self._context.period
        self._patience.start()
        self._gateway.ask(
            lambda db: read(db, profile_id, period),
            lambda found: self._on_computed(generation, found),
            lambda error: self._on_failed(generation, error),
        )

    def _on_computed(self, generation: int, found: Snapshot) -> None:
        if generation != self._generation:
            return
        self._patience.stop()
        self.banner.clear()
        if self._snapshot is not None and self._snapshot.profile.id != found.profile.id:
            self._past = PastYears()
            if found.result(self._opened) is None:
                self._opened = ""
        is_first = self._snapshot is None
        self._snapshot = found
        self._show_figures()
        if is_first:
            self._take_focus()
        if not found.is_empty:
            self._ask_past(generation, found)

    def _on_failed(self, generation: int, error: UserError) -> None:
        if generation == self._generation:
            self._patience.stop()
            self._is_stale = True
            self._show_status()
            self.banner.show_error(error.text, error.hint, "Повторить")

    def _ask_past(self, generation: int, found: Snapshot) -> None:
        """Earlier years, piece by piece behind everything else."""
        past = self._past

        def take(year: int, values: dict[str, Fraction | None]) -> None:
            past.add(year, values)
            if generation == self._generation and past is self._past:
                self._show_past()

        for year in range(found.period.year - 1, found.period.year - MAX_YEARS, -1):
            known = past.values.get(year, {})
            for part in chunks(found.profile):
                if not all(each.id in known for each in part.indicators):
                    self._gateway.ask(
                        lambda db, part=part, year=year: year_values(db, part, year),
                        lambda values, year=year: take(year, values),
                        priority=BACKGROUND,
                    )

    # -- showing -------------------------------------------------------------------------------------------------

    def _show_figures(self) -> None:
        found = self._snapshot
        if found is None:
            return
        for place, (title, chosen) in enumerate(FILTERS.values()):
            self.filters.setTabText(place, f"{title} · {sum(map(chosen, found.results))}")
        kept = self._kept(found)
        sections = by_section(kept)
        self.header.set_count("" if found.is_empty else summary(found))
        if self.as_table.isChecked():
            self.table.show_figures(sections)
        else:
            self.tiles.show_figures(sections, self._past)
        self.views.setCurrentWidget(
            self.nothing if not kept else self.table if self.as_table.isChecked() else self.tiles
        )
        page = self.empty if found.is_empty else self.split if found.results else self.no_indicators
        self.stack.setCurrentWidget(page)
        self._show_detail()
        self._show_status(len(kept))

    def _kept(self, found: Snapshot) -> list[Result]:
        """What the chosen filter lets through."""
        chosen = list(FILTERS.values())[self.filters.currentIndex()][1]
        return [each for each in found.results if chosen(each)]

    def _show_past(self) -> None:
        if self._snapshot is None:
            return
        if self.views.currentWidget() is self.tiles:
            self.tiles.show_figures(by_section(self._kept(self._snapshot)), self._past)
        self.detail.show_past(self._past)

    def _show_status(self, shown: int | None = None) -> None:
        found = self._snapshot
        if found is None or found.is_empty:
            self.status.setText("")
            return
        if shown is None:
            shown = len(self._kept(found))
        count = f"Показано: {shown}" if shown == len(found.results) else f"Показано: {shown} из {len(found.results)}"
        self.status.setText(f"{count} · {found.period.year} год, данные на {format_date(found.period.end)}")

    def _show_detail(self) -> None:
        result = self._snapshot.result(self._opened) if self._snapshot and self._opened else None
        if result is not None and self._snapshot is not None:
            self.detail.show_result(self._snapshot, result, self._past)
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
        if self.as_table.isChecked():
            self.table.focus()
        else:
            self.tiles.focus(closed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _choice(name: str, buttons: list[QPushButton], parent: QWidget) -> QWidget:
    """Buttons of which exactly one is on."""
    row = QWidget()
    row.setAccessibleName(name)
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(Space.XS)
    group = QButtonGroup(parent)
    for button in buttons:
        button.setCheckable(True)
        group.addButton(button)
        line.addWidget(button)
    line.addStretch(1)
    return row
