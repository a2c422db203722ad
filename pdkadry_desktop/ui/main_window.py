"""The main window: navigation, context bar and the pages. It decides where one is; pages do the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSettings
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ..core.errors import ClosedPeriod, UserError
from ..storage import drafts, journal
from ..storage.database import Database
from ..storage.drafts import Draft
from .context import Context
from .gateway import Gateway, Job
from .navigation import groups
from .pages.page import Page
from .places import Place
from .theme import apply_theme, chosen_scheme
from .widgets.ask_bar import AskBar
from .widgets.context_bar import ContextBar, ProfileChoice
from .widgets.feedback import ErrorBanner, Toast
from .widgets.reason_bar import ReasonBar
from .widgets.sidebar import Sidebar
from .works import WORKS

_TAKEN_BACK = ("Удалено", "Объединены", "Не дубль")  # reports of actions that the toast offers to take back
_NARROW = 1100
_REMEMBERED_PLACES = 100
PageFactory = Callable[[str], Page]


class MainWindow(QMainWindow):
    """The one window. ``factories``: page kind («register», «indicators» …) → maker of its page by key."""

    def __init__(
        self,
        gateway: Gateway,
        context: Context,
        profiles: Sequence[ProfileChoice],
        factories: dict[str, PageFactory],
        title: str = "ПедКадры",
    ) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setMinimumSize(900, 560)
        self._gateway, self._context, self._factories = gateway, context, factories
        self._profiles = profiles
        self._refused: tuple[Callable[[str], object], Callable[[], None]] | None = None
        self._pages: dict[str, Page] = {}
        self._places: list[Place] = []
        self._here = -1
        self.sidebar = Sidebar(groups())
        self.bar = ContextBar("Найти человека")
        self.banner = ErrorBanner()
        self.reason = ReasonBar()
        self.unfinished = AskBar()
        self.stack = QStackedWidget()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.banner, self.reason, self.unfinished):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(right, 1)
        self.setCentralWidget(body)
        self.toast = Toast(right)
        self._connect()
        self._show_context()
        self._show_history_titles()
        self._restore_geometry()
        gateway.ask(drafts.kept, self._offer_unfinished)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(lambda key: self.go(Place(key)))
        self.bar.set_scheme(chosen_scheme())
        self.bar.scheme_chosen.connect(self._on_scheme)
        self.bar.profile_chosen.connect(self._context.set_profile)
        self.bar.year_chosen.connect(self._context.set_year)
        self.bar.as_of_chosen.connect(self._context.set_as_of)
        self.bar.search_submitted.connect(self._on_search)
        self.bar.undo_requested.connect(self.undo)
        self.bar.redo_requested.connect(self.redo)
        self.toast.action_triggered.connect(self.undo)
        self._context.changed.connect(self._show_context)
        self._gateway.changed.connect(lambda _: self._show_history_titles())
        self._gateway.failed.connect(self._on_failed)
        self._gateway.job_started.connect(self._on_job)
        self._gateway.reason_asker = self._ask_reason
        self.reason.given.connect(self._on_reason)
        self.reason.refused.connect(self._on_no_reason)
        shortcuts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Alt+Left", self.back), ("Alt+Right", self.forward), ("Ctrl+J", lambda: self.go(Place("visit_log"))),
            ("Ctrl+Shift+L", self._gateway.lock_wanted.emit),
        )  # fmt: skip
        for keys, slot in shortcuts:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    # -- places --------------------------------------------------------------------------------------------------

    def go(self, place: Place) -> bool:
        """Shows a place; False when the present page may not be left."""
        if not self._show(place):
            return False
        del self._places[self._here + 1 :]
        self._places = [*self._places, place][-_REMEMBERED_PLACES:]
        self._here = len(self._places) - 1
        return True

    def back(self) -> None:
        if self._here > 0 and self._show(self._places[self._here - 1]):
            self._here -= 1

    def forward(self) -> None:
        if self._here + 1 < len(self._places) and self._show(self._places[self._here + 1]):
            self._here += 1

    def page(self, key: str) -> Page:
        """The page of a key («register:teachers»), made when first needed."""
        found = self._pages.get(key)
        if found is None:
            kind, _, rest = key.partition(":")
            found = self._factories[kind](rest)
            found.go.connect(self.go)
            found.said.connect(self._on_said)
            self._pages[key] = found
            self.stack.addWidget(found)
        return found

    def _show(self, place: Place) -> bool:
        current = self.stack.currentWidget()
        target = self.page(place.page)
        if isinstance(current, Page) and (current is not target or place.page.startswith("record:")):
            current.wanted = place
            if not current.may_leave():
                return False
            current.wanted = None
        self.stack.setCurrentWidget(target)
        self.sidebar.select(self._nav_key(place.page))
        self.banner.clear()
        target.arrive(place)
        return True

    def _nav_key(self, page: str) -> str:
        keys = self.sidebar.keys()
        kind, _, rest = page.partition(":")
        work = WORKS.get(page)  # a page of work stands where the first of its registers stands
        registers = [f"register:{each}" for each in (rest, *(work.registers + work.cards if work else ()))]
        of_figures = ["indicators"] if work and work.group == "monitoring" else []
        for candidate in (page, *of_figures, *registers, kind):
            if candidate in keys:
                return candidate
        return self.sidebar.current() if page == "document" else "registers"  # a paper belongs to where it is made

    # -- what the bar shows --------------------------------------------------------------------------------------

    def _show_context(self) -> None:
        self.bar.set_profiles(self._profiles, self._context.profile_id)
        years = sorted({*range(2020, date.today().year + 2), self._context.year})
        self.bar.set_years([(year, f"{year} год") for year in years], self._context.year)
        self.bar.set_as_of(self._context.as_of)

    def _show_history_titles(self) -> None:
        def read(db: Database) -> tuple[str, str]:
            undoable, redoable = journal.last_undoable(db), journal.last_redoable(db)
            return undoable.title if undoable else "", redoable.title if redoable else ""

        def show(titles: tuple[str, str]) -> None:
            self.bar.set_undo(titles[0])
            self.bar.set_redo(titles[1].removeprefix("Отменено: "))

        self._gateway.ask(read, show)

    def undo(self) -> None:
        """Takes back the last action, whichever page made it."""
        self._gateway.ask(journal.undo, lambda entry: self.toast.show_message(f"{entry.title}."))

    def redo(self) -> None:
        self._gateway.ask(journal.redo, lambda entry: self.toast.show_message(f"{entry.title}."))

    def _on_said(self, text: str) -> None:
        self.toast.show_message(text, "Вернуть" if text.startswith(_TAKEN_BACK) else "")

    def _on_failed(self, error: UserError) -> None:
        self.banner.show_error(error.text, error.hint)

    def _offer_unfinished(self, kept: list[Draft]) -> None:
        """What was typed into forms and not saved when the program was last closed or died."""
        if not kept:
            return
        from .forms.draft_keeper import called  # forms are read when there is something for them

        def answer(draft: Draft) -> tuple[str, Callable[[], object]]:
            place = Place(f"record:{draft.register}", draft.record_id, detail=draft.id)
            return "Продолжить", lambda: self.go(place)

        more = f"И ещё незаписанных: {len(kept) - 1}; их предложит форма, когда вы её откроете." if kept[1:] else ""
        self.unfinished.ask(
            f"Осталось незаписанное: {called(kept[0])}.", more, answer(kept[0]), ("Позже", lambda: None), tone="accent"
        )

    def _ask_reason(self, error: ClosedPeriod, again: Callable[[str], object], refuse: Callable[[], None]) -> None:
        """One reason for the whole action, whichever page made it; what was typed there stays."""
        self._on_no_reason()
        self._refused = (again, refuse)
        self.reason.ask(error.text, error.hint, "Причина изменения закрытого года", "Записать с этой причиной")

    def _on_reason(self, reason: str) -> None:
        if self._refused is not None:
            (again, _), self._refused = self._refused, None
            again(reason)

    def _on_no_reason(self) -> None:
        if self._refused is not None:
            (_, refuse), self._refused = self._refused, None
            refuse()

    def _on_search(self, text: str) -> None:
        self.go(Place("register:teachers"))
        page = self.page("register:teachers")
        page.search.setText(text)  # type: ignore[attr-defined]

    def _on_scheme(self, choice: str) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, choice)  # type: ignore[arg-type]
        self.bar.set_scheme(chosen_scheme())
        QSettings().setValue("scheme", choice)

    def _on_job(self, job: Job) -> None:
        chip = self.bar.job
        chip.show_job(job.title)
        job.progressed.connect(lambda done, total, _: chip.set_progress(done, max(0, total)))
        cancel = self.bar.cancel_requested.connect(job.cancel)

        def ended() -> None:
            chip.finish()
            self.bar.cancel_requested.disconnect(cancel)

        job.ended.connect(ended)

    # -- the window itself ---------------------------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        state = QSettings().value("window/geometry")
        if state is None or not self.restoreGeometry(state):
            self.resize(1360, 820)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.set_collapsed(self.width() < _NARROW)

    def place(self) -> Place | None:
        """Where the window is."""
        return self._places[self._here] if self._places else None

    def abandon(self) -> None:
        """Goes away at once, asking nothing."""
        QSettings().setValue("window/geometry", self.saveGeometry())
        for page in self._pages.values():
            page.dispose()
        self.hide()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        current = self.stack.currentWidget()
        if isinstance(current, Page):
            current.wanted = None
            if not current.may_leave():
                event.ignore()
                return
        QSettings().setValue("window/geometry", self.saveGeometry())
        for page in self._pages.values():
            page.dispose()
        super().closeEvent(event)
