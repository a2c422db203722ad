"""«Служебное жильё»: how much there is and who lives in it, control sums, who leaves, what contradicts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar

from ...core.text import counted
from ...registers.housing_units import HOUSING_UNITS
from ...storage.database import Database
from ...work.housing import Fund, State, Unit, former_occupants, fund, sums
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable, Tone
from ..widgets.basics import MutedLabel, text_label
from ..widgets.feedback import EmptyState
from ..widgets.search_field import SearchField
from .work_page import WorkPage

_UNITS, _PLACES, _LEAVING, _QUESTIONS = range(4)
_TITLES = ("Жильё и жильцы", "По населённым пунктам", "Освобождается", "Вопросы")
_PLACE, _SINCE = (HOUSING_UNITS.by_name[name].label for name in ("settlement", "starts_on"))
_LIVING = (
    RowColumn(_PLACE, 140), RowColumn("Адрес", 190), RowColumn("Комнат", 66, is_number=True),
    RowColumn("Состояние", 150), RowColumn("Жилец", 210), RowColumn("Кем работает", 140), RowColumn(_SINCE, 106),
    RowColumn("Организация"),
)  # fmt: skip
_SUMS = (
    RowColumn(_PLACE, 260), RowColumn("Всего", 90, is_number=True), RowColumn("Педагоги", 100, is_number=True),
    RowColumn("Другие", 100, is_number=True), RowColumn("Свободно", 100, is_number=True),
    RowColumn("Неизвестно", 110, is_number=True), RowColumn("Вид"),
)  # fmt: skip
_GOING = (
    RowColumn("Увольнение", 110), RowColumn("Жилец", 260), RowColumn(_PLACE, 180), RowColumn("Адрес", 260),
    RowColumn("Организация", 220),
)  # fmt: skip
_ASKED = (RowColumn("Жильё или человек", 340), RowColumn("Жилец", 240), RowColumn("Вопрос", 460))
_EMPTY = (
    "Здесь будут служебные квартиры и дома: добавьте их в реестр «Служебное жильё» или импортируйте книгу района.",
    "Здесь будет, сколько жилья в каждом населённом пункте.",
    "В ближайшие 90 дней никто из жильцов не увольняется.",
    "Противоречий в записях о жилье нет.",
)
_TONES: dict[State, Tone] = {State.TEACHER: "", State.OTHER: "warn", State.FREE: "good", State.UNKNOWN: "warn"}


class HousingPage(WorkPage):
    """Four lists over one reading; below, who lived in the chosen unit before."""

    concerns = frozenset({"housing_units", "employments", "teachers", "organizations", "support_measures"})
    has_paper = True

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Жильё и жильцы", gateway, context)
        self._fund: Fund | None = None
        add = self.header.set_primary("Добавить", "add")
        add.setToolTip("Новое жильё (Ctrl+N)")
        add.clicked.connect(self._add)
        self.shortcut("Ctrl+N", self._add)
        self.summary, self.kinds = text_label("", "strong", wrap=True), MutedLabel("", wrap=True)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Что показать")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for title in _TITLES:
            self.tabs.addTab(title)
        self.search = SearchField("Найти жильё или жильца", "Ctrl+F")
        self.search.setMaximumWidth(300)
        self.search.textChanged.connect(lambda _: self._show_rows())
        self.shortcut("Ctrl+F", self.search.setFocus)
        bar = QHBoxLayout()
        bar.addWidget(self.tabs)
        bar.addStretch(1)
        bar.addWidget(self.search, 1)
        self.column.addWidget(self.summary)
        self.column.addWidget(self.kinds)
        self.column.addLayout(bar)
        self.models = [RowsModel(columns, parent=self) for columns in (_LIVING, _SUMS, _GOING, _ASKED)]
        self.tables = [RowsTable(model, title) for model, title in zip(self.models, _TITLES, strict=True)]
        self.stack = QStackedWidget()
        self._pairs: list[QStackedWidget] = []
        for table, text in zip(self.tables, _EMPTY, strict=True):
            table.opened.connect(self._open)
            pair = QStackedWidget()
            empty = EmptyState("house", text, "Добавить жильё" if table is self.tables[0] else "", "add")
            empty.action_triggered.connect(self._add)
            for widget in (table, empty, EmptyState("search", "Среди жилья такого нет.")):
                pair.addWidget(widget)
            self._pairs.append(pair)
            self.stack.addWidget(pair)
        self.column.addWidget(self.stack, 1)
        self.former = MutedLabel("", wrap=True)
        self.former.setMinimumHeight(28)
        self.column.addWidget(self.former)
        self.tables[_UNITS].current_changed.connect(self._ask_former)
        self.tabs.currentChanged.connect(self._on_tab)

    def arrive(self, place: Place) -> None:
        super().arrive(place)
        self.tables[self.tabs.currentIndex()].setFocus(Qt.FocusReason.OtherFocusReason)

    def reader(self) -> Callable[[Database], Fund]:
        on = self._context.as_of
        return lambda db: fund(db, on)

    def show_found(self, found: Fund) -> None:
        self._fund = found
        own = sums(found.units)
        self.header.set_count(counted(own.total, "единица", "единицы", "единиц"))
        kinds = " + ".join(f"{kind} {count}" for kind, count in found.by_kind())
        self.summary.setText(f"На {found.on:%d.%m.%Y}: {own.words()}" if found.units else "")
        self.kinds.setText(f"По виду населённых пунктов: {own.total} = {kinds}" if found.units else "")
        self._show_rows()

    def _show_rows(self) -> None:
        found = self._fund
        if found is None:
            return
        words = self.search.text().casefold().replace("ё", "е").split()

        def met(row: Row) -> bool:
            text = " ".join(map(str, row.values)).casefold().replace("ё", "е")
            return all(word in text for word in words)

        lists = (
            [_living(unit) for unit in found.units],
            [
                Row((place, own.total, own.teachers, own.others, own.free, own.unknown, kind), place)
                for kind, place, own in found.by_settlement()
            ],
            [_leaving(unit) for unit in found.units if unit.leaves_on is not None],
            _questions(found),
        )
        for place, (model, rows) in enumerate(zip(self.models, lists, strict=True)):
            shown = [row for row in rows if met(row)]
            model.show(shown)
            self.tabs.setTabText(place, f"{_TITLES[place]} · {len(rows)}")
            self._pairs[place].setCurrentIndex(0 if shown else 2 if rows else 1)

    def _on_tab(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.former.setVisible(place == _UNITS)

    def _ask_former(self, row: Row | None) -> None:
        if row is None:
            self.former.setText("")
            return
        unit: int = row.key

        def show(found: list[tuple[str, str]]) -> None:
            current = self.tables[_UNITS].current()
            if current is not None and current.key == unit:
                names = "; ".join(f"{name} – до правки {day}" for day, name in found)
                self.former.setText(f"Прежние жильцы (по журналу): {names or 'других не записано'}. Enter – открыть.")

        self._gateway.ask(lambda db: former_occupants(db, unit), show)

    def _open(self, row: Row) -> None:
        if row.place is not None:
            self.go.emit(row.place)
        elif self._fund is not None:
            ids = frozenset(unit.id for unit in self._fund.units if unit.settlement == row.key)
            self.go.emit(Place("register:housing_units", only=ids, title=f"Служебное жильё: {row.key}"))

    def _add(self) -> None:
        self.go.emit(Place("record:housing_units"))

    def source(self) -> DocumentSource:
        on = self._context.as_of

        def make(db: Database, _: Any) -> Any:
            from ...reports.library.housing import paper

            return paper(fund(db, on), date.today())

        return DocumentSource(f"Служебное жильё на {on:%d.%m.%Y}", make, Place("housing"))


def _living(unit: Unit) -> Row:
    values = (
        unit.settlement, unit.address, unit.rooms, unit.state.value, unit.occupant, unit.work, unit.since,
        unit.organization,
    )  # fmt: skip
    tone: Tone = "warn" if unit.questions else _TONES[unit.state]
    return Row(values, unit.id, Place("record:housing_units", unit.id), tone)


def _leaving(unit: Unit) -> Row:
    values = (unit.leaves_on, unit.occupant, unit.settlement, unit.address, unit.organization)
    return Row(values, unit.id, Place("record:housing_units", unit.id), "warn")


def _questions(found: Fund) -> list[Row]:
    rows = [
        Row(
            (f"{unit.settlement}, {unit.address}", unit.occupant, "; ".join(unit.questions)), unit.id,
            Place("record:housing_units", unit.id), "warn",
        )
        for unit in found.units if unit.questions
    ]  # fmt: skip
    rows += [
        Row(
            (name, name, "записана мера «служебное жильё», а жильё за человеком не значится"), -person,
            Place("record:teachers", person), "warn",
        )
        for person, name in found.without_unit
    ]  # fmt: skip
    return rows
