"""«Сравнение»: the heat map of organisations and indicators, who is behind the median, the years beside each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSpinBox,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ...core.text import counted
from ...indicators.wording import short_wording, status_word
from ...reports.library import comparison as paper
from ...reports.library.comparison import LEGEND, Dynamics, Heat, YearLine, step_words, trend_words
from ...reports.library.targets import share_words
from ...storage.database import Database
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.cells import ROW_HEIGHT
from ..tables.heat_model import HeatModel, Index
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable, Tone
from ..tokens import Space
from ..widgets.basics import MutedLabel, text_label
from ..widgets.feedback import EmptyState
from .indicator_data import MemberList, lists
from .views_page import Switch
from .work_page import WorkPage

_NAME, _CELL = 250, 88
_SHOWN = 8  # names of those behind the median in one cell
_VIEWS = (("heat", "Тепловая карта"), ("median", "Хуже медианы"), ("years", "По годам"))
_TONES: dict[str, Tone] = {"met": "good", "within_tolerance": "warn", "not_met": "bad"}


class _Grounds(QStyledItemDelegate):
    """Paints the ground of a verdict below its number."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            cell: QRect = option.rect  # type: ignore[attr-defined]
            painter.fillRect(cell.adjusted(0, 0, -1, -1), ground)
        super().paint(painter, option, index)


class HeatTable(QTableView):
    """Signals: ``opened(QModelIndex)`` by Enter, double click."""

    opened = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.heat = HeatModel(self)
        self.setModel(self.heat)
        self.setAccessibleName("Тепловая карта: организации и показатели")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self.heat.sort)
        header.setDefaultSectionSize(_CELL)
        self.setItemDelegate(_Grounds(self))
        self.doubleClicked.connect(self.opened)

    def show_heat(self, found: Heat) -> None:
        self.heat.show(found)
        header = self.horizontalHeader()
        if self.heat.columnCount():
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(0, _NAME)
        self.heat.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The chosen cells as a block for Excel."""
        chosen = self.selectionModel().selectedIndexes()
        rows = sorted({each.row() for each in chosen})
        columns = sorted({each.column() for each in chosen})
        lines = ("\t".join(str(self.heat.index(row, column).data()) for column in columns) for row in rows)
        QGuiApplication.clipboard().setText("\n".join(lines))


@dataclass(frozen=True)
class _Found:
    heat: Heat | None
    years: Dynamics | None


class ComparisonPage(WorkPage):
    """Three views of the figures of the order; a cell opens the people behind it."""

    help_key = "indicators"
    has_paper = True
    concerns = frozenset({
        "targets", "teachers", "employments", "organizations", "indicator_values", "closed_periods", "courses",
        "contest_entries", "attendances", "mentorships", "categories", "diagnostics", "ioms",
    })  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Сравнение", gateway, context)
        self._heat: Heat | None = None
        self._years: Dynamics | None = None
        self.switch = Switch(_VIEWS, "Что показать")
        self.count = QSpinBox()
        self.count.setRange(2, 6)
        self.count.setValue(4)
        self.count.setAccessibleName("За сколько лет")
        self.count.valueChanged.connect(lambda _: self.later())
        self.count_name = text_label("Лет:", "field")
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        for widget in (self.switch, self.count_name, self.count):
            bar.addWidget(widget)
        bar.addStretch(1)
        self.column.addLayout(bar)
        self.table = HeatTable()
        self.table.opened.connect(self._open)
        self.median = RowsTable(
            RowsModel(
                (
                    RowColumn("№", 80),
                    RowColumn("Показатель", 400),
                    RowColumn("Медиана", 90),
                    RowColumn("Хуже", 60, True),
                    RowColumn("Кто, начиная с самого далёкого", 420),
                )
            ),
            "Организации хуже медианы",
        )
        self.years = RowsTable(RowsModel((RowColumn("Показатель", 400),)), "Показатели по годам")
        for table in (self.median, self.years):
            table.opened.connect(lambda row: self.go.emit(row.place) if row.place is not None else None)
        self.empty = EmptyState("indicators", "Здесь будут организации рядом. Сначала введите их и педагогов.")
        self.stack = QStackedWidget()
        for page in (self.table, self.median, self.years, self.empty):
            self.stack.addWidget(page)
        self.column.addWidget(self.stack, 1)
        self.foot = MutedLabel("", wrap=True)
        self.column.addWidget(self.foot)
        self.switch.changed.connect(lambda _: self._on_view())
        for place, (key, _) in enumerate(_VIEWS, 1):
            self.shortcut(f"Ctrl+{place}", partial(self.switch.choose, key))
        self._show_view()

    # -- reading -------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        super().arrive(place)
        self.stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def reader(self) -> Callable[[Database], _Found]:
        profile_id, period, count = self._context.profile_id, self._context.period, self.count.value()
        if self.switch.chosen() == "years":
            return lambda db: _Found(None, paper.dynamics(db, profile_id, period, count))
        return lambda db: _Found(paper.heat(db, profile_id, period), None)

    def show_found(self, found: _Found) -> None:
        if found.heat is not None:
            self._heat = found.heat
            self.table.show_heat(found.heat)
            self.median.rows.show([self._median_row(found.heat, place) for place in range(len(found.heat.results))])
        if found.years is not None:
            self._years = found.years
            self._show_years(found.years)
        self._show_view()

    def _median_row(self, found: Heat, place: int) -> Row:
        result = found.results[place]
        those = found.behind[result.id]
        names = "; ".join(f"{each.title} – {share_words(each.value, '%')}" for each in those[:_SHOWN])
        more = f" и ещё {len(those) - _SHOWN}" if len(those) > _SHOWN else ""
        ids = frozenset(each.id for each in those)
        leads = Place("register:organizations", only=ids, title=f"{result.id}: хуже медианы района")
        return Row(
            (result.id, short_wording(result), share_words(found.medians[result.id], "%"), len(those), names + more),
            result.id, leads if ids else Place("indicators", detail=result.id),
        )  # fmt: skip

    def _show_years(self, found: Dynamics) -> None:
        model = self.years.rows
        columns = (
            RowColumn("Показатель", 430), *(RowColumn(str(year), 78) for year in found.years),
            RowColumn("К прошлому году", 170), RowColumn("Ход", 70), RowColumn("Цель", 130),
        )  # fmt: skip
        if columns != model.columns:
            model.beginResetModel()
            model.columns, model.rows = columns, []
            model.endResetModel()
            for place, column in enumerate(columns):
                self.years.setColumnWidth(place, column.width)
        model.show([
            Row((f"{line.result.id}  {short_wording(line.result)}",
                 *(share_words(value, line.result.unit) for value in line.values), _step(line), spark(line.values),
                 status_word(line.result)), line.result.id, Place("indicators", detail=line.result.id),
                _TONES.get(line.result.verdict, "") if line.result.value is not None else "")
            for line in found.lines
        ])  # fmt: skip

    # -- showing -------------------------------------------------------------------------------------------------

    def _on_view(self) -> None:
        self._show_view()
        missing = self._years is None if self.switch.chosen() == "years" else self._heat is None
        if missing and self.place is not None:
            self.ask()

    def _show_view(self) -> None:
        view = self.switch.chosen()
        is_years = view == "years"
        self.count.setVisible(is_years)
        self.count_name.setVisible(is_years)
        is_empty = not is_years and self._heat is not None and not self._heat.titles
        shown = {"heat": self.table, "median": self.median, "years": self.years}[view]
        self.stack.setCurrentWidget(self.empty if is_empty else shown)
        if self._heat is not None:
            places = counted(len(self._heat.titles), "организация", "организации", "организаций")
            self.header.set_count(f"{self._context.year} год · {places} · показателей: {len(self._heat.results)}")
        self.foot.setText({
            "heat": f"{LEGEND}. Enter или двойной щелчок открывает людей за числом.",
            "median": "Медиана – среднее по порядку значение организаций; у кого считать некого, в порядок не входит.",
            "years": "Прошлые годы – на 31 декабря; закрытые – какими их закрыли. Ход: столбик за каждый год.",
        }[view])  # fmt: skip

    def _open(self, index: QModelIndex) -> None:
        """The people of a cell; on the names the organisation, on the municipality the indicator."""
        found, model = self._heat, self.table.heat
        if found is None:
            return
        place = model.place_at(index.row())
        if not index.column():
            if place is not None:
                self.go.emit(Place("organization", place))
            return
        result = found.results[index.column() - 1]
        if place is None:
            self.go.emit(Place("indicators", detail=result.id))
            return

        def show(made: list[MemberList]) -> None:
            filled = [each for each in made if each.ids]
            if filled:
                self.go.emit(filled[0].place(result, found.titles[place]))

        self._gateway.ask(lambda db: lists(db, result, ("base", "numerator"), place), show)

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        profile_id, period, count = self._context.profile_id, self._context.period, self.count.value()
        if self.switch.chosen() == "years":

            def make(db: Database, progress: Any) -> Any:
                return paper.build_years(paper.dynamics(db, profile_id, period, count, progress), date.today())

            return DocumentSource("Показатели по годам", make, Place("comparison"))
        return DocumentSource(
            "Тепловая карта", lambda db, _: paper.build_heat(paper.heat(db, profile_id, period), date.today()),
            Place("comparison"),
        )  # fmt: skip


def _step(line: YearLine) -> str:
    """«+2,0 п.п., лучше», «без изменений»."""
    if line.step is not None and not line.step:
        return trend_words(line)
    return ", ".join(part for part in (step_words(line), trend_words(line)) if part)


def spark(values: tuple[Any, ...]) -> str:
    """«▂▃▅▇»: one column per year, «·» where there is no value."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    least, span = min(known), max(known) - min(known)
    steps = "▁▂▃▄▅▆▇█"
    return "".join(
        "·" if each is None else steps[3] if not span else steps[int(7 * (each - least) / span)] for each in values
    )
