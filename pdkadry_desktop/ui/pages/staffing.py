"""«Вакансии и ОКП»: the half-month snapshots, who reported, what changed, what was closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QStackedWidget, QTabBar

from ...core.dates import Clock, format_date
from ...core.errors import UserError
from ...core.text import counted
from ...registers.staff_snapshots import STAFF_SNAPSHOTS
from ...storage import records
from ...storage.database import Database
from ...work import staff_records
from ...work.staff_calendar import SETTING, Calendar
from ...work.staff_records import Header, View
from ...work.staffing import Difference, Post, Report, closed_in, difference, open_posts, totals
from ..context import Context
from ..documents import DocumentSource
from ..forms.staff_calendar_form import StaffCalendarForm
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import RowsModel, RowsTable
from ..theme import style
from ..tokens import Space
from ..widgets.basics import MutedLabel, text_label
from ..widgets.feedback import EmptyState, ErrorBanner
from ..widgets.half_months import HalfMonths, Point
from .staffing_foot import StaffingFoot
from .staffing_papers import list_source, need_source, papers_menu
from .staffing_rows import (
    CHANGES,
    CLOSED,
    PLACES,
    POSTS,
    change_rows,
    closed_rows,
    place_rows,
    post_rows,
    sums_in_words,
)
from .work_page import WorkPage

_POSTS, _PLACES, _CHANGES, _CLOSED = range(4)
_TITLES = ("Открытые вакансии", "Кто сообщил о вакансиях", "Изменения вакансий", "Закрытые вакансии")
_EMPTY = (
    "Открытых вакансий на этот день в записях нет. Добавьте их в реестр «Вакансии» или отметьте «без изменений».",
    "Здесь будут организации района: кто сообщил об изменениях, кто подтвердил «без изменений», кто молчит.",
    "Отличий нет. Сравнивать можно со снимком: сделайте первый.",
    "За этот год закрытых вакансий в записях нет.",
)


@dataclass(frozen=True)
class _Found:
    """What the page shows: the half-month, all snapshots, the comparison that was asked for, the closings."""

    view: View
    headers: Sequence[Header]
    compared: Difference | None
    live: dict[int, Post]
    closed: Sequence[Post]


class StaffingPage(WorkPage):
    """One half-month at a time, or the present as of the date above."""

    concerns = frozenset({"vacancies", "organizations", "teachers", "staff_snapshots", "vacancy_confirmations"})
    has_paper = True

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Вакансии и ОКП", gateway, context)
        self.clock: Clock = date.today
        self.point: date | None = None
        self._year = 0
        self._found: _Found | None = None
        self.papers = self.header.add_action("Отчёты", "report")
        self.papers.setMenu(papers_menu(self, self._day, self.go.emit))
        self.papers.setProperty("menu", True)
        self.settings = self.header.add_action("Сроки", "settings")
        self.settings.setToolTip("Дни полумесячных снимков и контрольные месяцы")
        self.settings.clicked.connect(self._edit_calendar)
        self.take_button = self.header.set_primary("Сделать снимок", "calendar")
        self.take_button.setToolTip("Записать вакансии полумесяца навсегда (Ctrl+S)")
        self.take_button.clicked.connect(self.take)
        self.shortcut("Ctrl+S", self.take)
        self.banner = ErrorBanner()
        self.form = StaffCalendarForm()
        self.form.hide()
        self.form.saved.connect(self._on_calendar)
        self.form.refused.connect(self._close_form)
        self.strip = HalfMonths()
        self.strip.chosen.connect(self.choose)
        self.strip.year_asked.connect(self._on_year)
        self.shortcut("Alt+Home", lambda: self.choose(None))
        self.summary, self.since = text_label("", "strong", wrap=True), MutedLabel("", wrap=True)
        for widget in (self.banner, self.form, self.strip, self.summary, self.since):
            self.column.addWidget(widget)
        self.column.addLayout(self._bar())
        self.models = [
            RowsModel(columns, has_marks=place in (_POSTS, _PLACES), parent=self)
            for place, columns in enumerate((POSTS, PLACES, CHANGES, CLOSED))
        ]
        self.tables = [RowsTable(model, name) for model, name in zip(self.models, _TITLES, strict=True)]
        self.stack = QStackedWidget()
        self._pairs: list[QStackedWidget] = []
        for place, (table, text) in enumerate(zip(self.tables, _EMPTY, strict=True)):
            table.opened.connect(lambda row: self.go.emit(row.place))
            empty = EmptyState("vacancy", text, "Добавить вакансию" if place == _POSTS else "", "add")
            empty.action_triggered.connect(self._add)
            pair = QStackedWidget()
            pair.addWidget(table)
            pair.addWidget(empty)
            self._pairs.append(pair)
            self.stack.addWidget(pair)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self.tables[_PLACES])  # the form above has its own Ctrl+Enter
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.confirm)
        for model in self.models[: _PLACES + 1]:
            model.marked.connect(self._show_actions)
        self.column.addWidget(self.stack, 1)
        self.foot = StaffingFoot(
            self.models, add=self._add, close=self._close, confirm=self.confirm, drop=self._drop
        )  # fmt: skip
        self.column.addWidget(self.foot)
        self.shortcut("Ctrl+N", self._add)
        self.tabs.currentChanged.connect(self._on_tab)
        self._on_tab(0)

    def _bar(self) -> QHBoxLayout:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Что показать")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for text in ("Вакансии", "Организации", "Изменения", "Закрытые"):
            self.tabs.addTab(text)
        self.only_acute = QCheckBox("Только острые")
        self.only_acute.setToolTip("В списке и в отчёте – только острая кадровая потребность")
        self.only_acute.clicked.connect(lambda _: self._show_rows())
        self.against = QComboBox()
        self.against.setAccessibleName("С чем сравнить")
        self.against.addItem("с прошлым снимком", "before")
        self.against.addItem("с нынешними записями", "now")
        self.against.activated.connect(lambda _: self.ask())
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        bar.addWidget(self.tabs)
        bar.addStretch(1)
        bar.addWidget(self.only_acute)
        bar.addWidget(self.against)
        return bar

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        self.banner.clear()
        if isinstance(place.detail, date):
            self.point = place.detail
        self._year = (self.point or self._context.as_of).year
        super().arrive(place)
        self.tables[self.tabs.currentIndex()].setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, point: date | None) -> None:
        """A point of the calendar, None the present."""
        self.point = point
        self.banner.clear()
        if point is None:
            self._year = self._context.as_of.year
        self.ask()

    def _on_year(self, year: int) -> None:
        self._year = year
        self.ask()

    def reader(self) -> Callable[[Database], _Found]:
        point, on, is_now = self.point, self._context.as_of, self.against.currentData() == "now"

        def read(db: Database) -> _Found:
            everything = staff_records.all_posts(db)
            found = staff_records.view(db, on, point, everything)
            compared = difference(found.posts, open_posts(everything, on)) if is_now else found.since
            live = {post.id: post for post in everything}
            return _Found(found, staff_records.headers(db), compared, live, closed_in(everything, found.on.year))

        return read

    def show_found(self, found: _Found) -> None:
        self._found = found
        self._show_strip(found)
        view = found.view
        sums = totals(view.posts)
        self.summary.setText(f"На {view.title()}: {sums_in_words(sums)}.")
        told = [each.report for each in view.places]
        silent = told.count(Report.SILENT)
        parts = [
            f"За полмесяца с {format_date(view.point)}: изменения {told.count(Report.CHANGED)}, без изменений "
            f"{told.count(Report.CONFIRMED)}, не сообщили {silent} из {len(told)} организаций."
        ]  # fmt: skip
        if view.before is not None and view.since is not None:
            parts.append(f"С прошлого снимка ({format_date(view.before.point_on)}): {view.since.words()}.")
        if self.point is not None and view.is_gap:
            parts.insert(0, f"Нет снимка на {format_date(view.point)}: показаны нынешние записи.")
        self.since.setText(" ".join(parts))
        style(self.since, tone="warn" if self.point is not None and view.is_gap else "")
        self.header.set_count(counted(sums.posts, "вакансия", "вакансии", "вакансий"))
        self._show_rows()

    def _show_strip(self, found: _Found) -> None:
        calendar, today = found.view.calendar, self.clock()
        taken = {calendar.point_of(each.point_on): each for each in found.headers}
        points = [
            Point(day, day in taken, calendar.is_control(day), day > today, _words(day, taken.get(day), today))
            for day in calendar.points(self._year)
        ]
        current = calendar.point_of(self.point) if self.point else None
        self.strip.show_points(self._year, points, current)
        wanted = self._wanted(calendar)
        made = (
            f"Снимок на {format_date(wanted)} есть" if wanted in taken else f"Сделать снимок на {format_date(wanted)}"
        )
        self.take_button.setText(made)
        self.take_button.setEnabled(wanted not in taken and wanted <= today)

    def _wanted(self, calendar: Calendar) -> date:
        return self.point or calendar.point_of(min(self._context.as_of, self.clock()))

    def _show_rows(self) -> None:
        found = self._found
        if found is None:
            return
        posts = [post for post in found.view.posts if post.is_acute or not self.only_acute.isChecked()]
        is_live = found.view.header is None
        rows = (
            post_rows(posts),
            place_rows(found.view.places, can_mark=is_live),
            change_rows(found.compared, found.live) if found.compared is not None else [],
            closed_rows(found.closed),
        )
        titles = ("Вакансии", "Организации", "Изменения", f"Закрытые за {found.view.on.year}")
        for place, (model, own, title) in enumerate(zip(self.models, rows, titles, strict=True)):
            model.show(own)
            self.tabs.setTabText(place, f"{title} · {len(own)}")
            self._pairs[place].setCurrentIndex(0 if own else 1)
        self._show_actions()

    def _on_tab(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.only_acute.setVisible(place == _POSTS)
        self.against.setVisible(place == _CHANGES)
        self._show_actions()

    def _show_actions(self) -> None:
        view = self._found.view if self._found else None
        day = format_date(self._told_on()) if view is not None else ""
        self.foot.show_state(
            self.tabs.currentIndex(), day, is_live=view is not None and view.header is None,
            is_snapshot=view is not None and view.header is not None,
        )  # fmt: skip

    def _day(self) -> tuple[date, date | None]:
        return self._context.as_of, self.point

    def _add(self) -> None:
        if self._found is not None and self._found.view.header is None:
            self.go.emit(Place("record:vacancies"))

    # -- actions -------------------------------------------------------------------------------------------------

    def _refused(self, error: UserError) -> None:
        self.banner.show_error(error.text, error.hint)

    def take(self) -> None:
        """Freezes the chosen half-month."""
        if self._found is None or not self.take_button.isEnabled():
            return
        self.take_button.setEnabled(False)  # a second press would ask for the same again
        point, today = self._wanted(self._found.view.calendar), self.clock()

        def done(_: int) -> None:
            self.said.emit(f"Снимок на {format_date(point)} записан.")
            self.choose(point)

        def refused(error: UserError) -> None:
            self._refused(error)
            self.ask()

        self._gateway.ask(lambda db: staff_records.take(db, point, today), done, refused)

    def _drop(self) -> None:
        header = self._found.view.header if self._found else None
        if header is not None:
            self._gateway.ask(
                lambda db: records.delete(db, STAFF_SNAPSHOTS, [header.id]),
                lambda _: self.said.emit(f"Снимок на {format_date(header.point_on)} удалён."),
                self._refused,
            )

    def _told_on(self) -> date:
        """The day «без изменений» stands for: of a half-month that is over, its last day."""
        assert self._found is not None
        view = self._found.view
        return view.on if self.point is None else min(view.calendar.window(view.point)[1], self.clock())

    def confirm(self) -> None:
        """«Без изменений» of the marked organisations, or of the one of the cursor."""
        if self.tabs.currentIndex() != _PLACES or self._found is None or self._found.view.header is not None:
            return
        row = self.tables[_PLACES].current()
        chosen = self.models[_PLACES].marks() or ([row.key] if row is not None and row.can_mark else [])
        if not chosen:
            self.banner.show_error(
                "Отмечать нечего: эта организация уже сообщила.", "Выберите организацию «не сообщила».", tone="warn"
            )
            return
        day = self._told_on()
        self.banner.clear()

        def done(count: int) -> None:
            words = counted(count, "организация", "организации", "организаций")
            self.said.emit(f"Без изменений на {format_date(day)}: {words}.")

        self._gateway.ask(lambda db: staff_records.confirm(db, chosen, day), done, self._refused)

    def _close(self) -> None:
        row = self.tables[_POSTS].current()
        chosen = self.models[_POSTS].marks() or ([row.key] if row is not None else [])
        if chosen:
            self.go.emit(Place("vacancy_closing", only=frozenset(chosen)))

    def _edit_calendar(self) -> None:
        if self._found is not None:
            self.form.edit(self._found.view.calendar)

    def _on_calendar(self, calendar: Calendar) -> None:
        self._close_form()
        kept: dict[str, Any] = calendar.to_data()
        self._gateway.ask(lambda db: db.set_setting(SETTING, kept), lambda _: self.choose(None))

    def _close_form(self) -> None:
        self.form.hide()
        self.settings.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        """The report for the first list, the others as they are seen."""
        place = self.tabs.currentIndex()
        if place == _POSTS or self._found is None:
            return need_source(*self._day(), only_acute=self.only_acute.isChecked())
        view = self._found.view
        above = [f"на {view.title()}"]
        if place == _CHANGES:
            above.append(f"сравнение: {self.against.currentText()}")
        title = (f"{_TITLES[place]} за {view.on.year} год", _TITLES[place])[place != _CLOSED]
        return list_source(title, self.models[place], above)


def _words(day: date, header: Header | None, today: date) -> str:
    if header is not None:
        return f"снимок сделан {format_date(header.taken_on)}, вакансий {header.vacancy_count}"
    return "ещё не наступила" if day > today else f"нет снимка на {format_date(day)}"
