"""«Закрыть вакансии»: the open vacancies of a day, marked and closed in one action, with the name of who came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from ...core.dates import format_date
from ...core.text import counted, fold
from ...storage.database import Database
from ...work import staff_records
from ...work.staffing import Post, open_posts
from ..context import Context
from ..forms.close_vacancies import CloseVacancies
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import RowsModel, RowsTable
from ..widgets.basics import MutedLabel
from ..widgets.feedback import EmptyState, ErrorBanner
from ..widgets.search_field import SearchField
from .staffing_rows import POSTS, post_rows
from .work_page import WorkPage


class VacancyClosingPage(WorkPage):
    """Opened with a vacancy (from its card) or with several (from the list) these are marked."""

    concerns = frozenset({"vacancies", "organizations"})

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Закрыть вакансии", gateway, context)
        self._marks: frozenset[int] | None = None
        self._posts: list[Post] = []
        back = self.header.add_action("Вакансии и ОКП", "calendar")
        back.clicked.connect(lambda: self.go.emit(Place("staffing")))
        self.banner = ErrorBanner()
        self.form = CloseVacancies(gateway)
        self.form.given.connect(self._close)
        self.form.refused.connect(lambda: self.go.emit(Place("register:vacancies")))
        self.search = SearchField("Найти вакансию: школа, должность, предмет", "Ctrl+F")
        self.search.setMaximumWidth(420)
        self.search.textChanged.connect(lambda _: self._show_rows())
        self.shortcut("Ctrl+F", self.search.setFocus)
        self.shortcut("Ctrl+Return", self.form.give)
        self.model = RowsModel(POSTS, has_marks=True, parent=self)
        self.model.marked.connect(self._show_state)
        self.table = RowsTable(self.model, "Открытые вакансии")
        self.table.opened.connect(lambda row: self.model.toggle([self.model.rows.index(row)]))
        self.table.current_changed.connect(lambda _: self._show_state())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.nothing = EmptyState("vacancy", "")
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(EmptyState("search", "Среди открытых вакансий такой нет."))
        self.status = MutedLabel("", wrap=True)
        self.status.setMinimumHeight(28)
        for widget in (self.banner, self.form, self.search):
            self.column.addWidget(widget)
        self.column.addWidget(self.stack, 1)
        self.column.addWidget(self.status)

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        self.banner.clear()
        self.search.clear()
        self._marks = frozenset({place.record_id}) if place.record_id is not None else place.only or frozenset()
        self.form.ask(0, self._context.as_of)
        super().arrive(place)

    def reader(self) -> Callable[[Database], list[Post]]:
        on = self._context.as_of
        return lambda db: open_posts(staff_records.all_posts(db), on)

    def show_found(self, open_then: list[Post]) -> None:
        self._posts = found = [post for post in open_then if post.ends_on is None]
        closed_later, day = len(open_then) - len(found), format_date(self._context.as_of)
        self.nothing.set_text(
            f"На {day} открыто {closed_later}, и у каждой уже стоит дата закрытия: закрывать нечего." if closed_later
            else f"На {day} открытых вакансий нет: закрывать нечего. Дату выбирают вверху окна."
        )  # fmt: skip
        if self._marks is not None:  # the page was just opened with these
            missing = self._marks - {post.id for post in found}
            if missing:
                words = counted(len(missing), "выбранная вакансия", "выбранные вакансии", "выбранных вакансий")
                self.banner.show_error(
                    f"Закрыть нельзя: {words}.",
                    "В записи уже стоит дата закрытия, или вакансия открыта позже даты вверху окна.",
                    tone="warn",
                )
        self._show_rows()
        later = f" · ещё у {closed_later} уже стоит дата закрытия" if closed_later else ""
        self.header.set_count(f"на {day} не закрыто {len(found)}{later}")

    def _show_rows(self) -> None:
        words = fold(self.search.text()).split()
        marks = self._marks if self._marks is not None else frozenset(self.model.marks())
        shown = [
            post for post in self._posts
            if post.id in marks or all(word in fold(f"{post.organization} {post.what} {post.code}") for word in words)
        ]  # fmt: skip
        self.model.show(post_rows(sorted(shown, key=lambda post: post.id not in marks)), list(marks))
        self._marks = None
        self.stack.setCurrentIndex(0 if shown else 2 if self._posts else 1)
        self._show_state()

    def _chosen(self) -> list[int]:
        row = self.table.current()
        return self.model.marks() or ([row.key] if row is not None else [])

    def _show_state(self) -> None:
        self.form.set_count(len(self._chosen()))
        marked = len(self.model.marks())
        self.status.setText(
            f"Отмечено: {marked}. Пробел или Enter отмечает и снимает отметку." if marked
            else "Закрывается выбранная строка. Чтобы закрыть сразу несколько, отметьте их пробелом или Enter."
        )  # fmt: skip

    # -- actions -------------------------------------------------------------------------------------------------

    def _close(self, day: date, teacher: int | None) -> None:
        chosen = self._chosen()

        def done(count: int) -> None:
            self.banner.clear()
            self.form.ask(0, day)
            self.said.emit(f"Закрыто: {counted(count, 'вакансия', 'вакансии', 'вакансий')}.")
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self._gateway.ask(
            lambda db: staff_records.close(db, chosen, day, teacher), done,
            lambda error: self.banner.show_error(error.text, error.hint),
        )  # fmt: skip
