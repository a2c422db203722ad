"""The bar above every page: the one global state (profile, year, as-of date), search, undo, jobs, theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from pdkadry_desktop.ui.icons import set_icon
from pdkadry_desktop.ui.theme import SchemeChoice, font
from pdkadry_desktop.ui.tokens import Size, Space
from pdkadry_desktop.ui.widgets.basics import Line, icon_button, push_button, text_label
from pdkadry_desktop.ui.widgets.calendar import Calendar
from pdkadry_desktop.ui.widgets.search_field import SearchField

_SCHEMES: dict[SchemeChoice, tuple[str, str]] = {
    "light": ("sun", "Светлое оформление"),
    "dark": ("moon", "Тёмное оформление"),
    "system": ("system", "Как в системе"),
}
_SPARE = 160  # the search field gets this much before the profile shows its whole title
_COMPACT = 980  # below this width the job chip shows only its share


@dataclass(frozen=True)
class ProfileChoice:
    """A profile of indicators: ``title`` stands in the menu, ``short`` on the button of a narrow window."""

    key: str
    title: str
    short: str


class ContextBar(QFrame):
    """The global state and what is always at hand. It shows and asks; the main window decides and sets it back.

    Signals: ``profile_chosen(str)``, ``year_chosen(int)``, ``as_of_chosen(date)``, ``search_changed(str)`` - while
    typing, ``search_submitted(str)`` - Enter, ``undo_requested()``, ``redo_requested()``, ``cancel_requested()`` - the
    job's cross, ``scheme_chosen(str)`` - "light", "dark" or "system".
    Keys: Ctrl+K search, Ctrl+Z undo, Ctrl+Y or Ctrl+Shift+Z redo (a text editor with focus keeps its own undo).
    """

    profile_chosen = Signal(str)
    year_chosen = Signal(int)
    as_of_chosen = Signal(object)
    search_changed = Signal(str)
    search_submitted = Signal(str)
    undo_requested = Signal()
    redo_requested = Signal()
    cancel_requested = Signal()
    scheme_chosen = Signal(str)

    def __init__(self, search_hint: str = "Найти человека, школу, курс", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "bar")
        self.setFixedHeight(Size.CONTEXT_BAR)
        self._profiles: dict[str, ProfileChoice] = {}
        self._profile = ""

        self._profile_button = _menu_button("Профиль показателей")
        self._year_button = _menu_button("Отчётный год")
        self._as_of_button = _menu_button("На какую дату показаны данные")
        self._as_of = date.today()
        self._as_of_button.setMenu(self._calendar_menu())

        self.search = SearchField(search_hint, "Ctrl+K")
        self.search.setMaximumWidth(380)
        self.search.textChanged.connect(self.search_changed)
        self.search.returnPressed.connect(lambda: self.search_submitted.emit(self.search.text()))
        self._shortcut("Ctrl+K", self.focus_search)

        self.undo_action, undo = self._history_button("undo", "Отменить", ["Ctrl+Z"], self.undo_requested)
        self.redo_action, redo = self._history_button(
            "redo", "Вернуть", ["Ctrl+Y", "Ctrl+Shift+Z"], self.redo_requested
        )
        self.set_undo("")
        self.set_redo("")

        self.job = JobChip()
        self.job.cancel_requested.connect(self.cancel_requested)
        self._scheme_button = icon_button("system", "Оформление")
        self._scheme_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._scheme_button.setMenu(self._scheme_menu())

        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, 0, Space.M, 1)
        row.setSpacing(2)
        for widget in (self._profile_button, _separator(), self._year_button, _separator(), self._as_of_button):
            row.addWidget(widget)
        row.addSpacing(Space.S)
        row.addStretch()
        row.addWidget(self.search, 1)
        row.addStretch()
        row.addSpacing(Space.S)
        for widget in (self.job, undo, redo, self._scheme_button):
            row.addWidget(widget)

    # what is shown

    def set_profiles(self, profiles: Sequence[ProfileChoice], current: str) -> None:
        """Offer these profiles; ``current`` is the key of the one in force."""
        self._profiles = {profile.key: profile for profile in profiles}
        self._profile = current
        choices = [(profile.key, profile.title) for profile in profiles]
        self._profile_button.setMenu(_choice_menu(self._profile_button, choices, current, self.profile_chosen.emit))
        self._fit_profile()

    def set_years(self, years: Sequence[tuple[int, str]], current: int) -> None:
        """Offer these years with their words («2022 год», «2022/23»)."""
        menu = _choice_menu(self._year_button, years, current, self.year_chosen.emit)
        self._year_button.setMenu(menu)
        self._year_button.setText(dict(years)[current])

    def set_as_of(self, day: date) -> None:
        """Show the date that every figure of every page obeys; does not emit."""
        self._as_of_button.setText(f"на {day:%d.%m.%Y}")
        set_icon(self._as_of_button, "calendar", "muted")
        self._as_of = day

    def set_undo(self, change: str) -> None:
        """The title of the change that Ctrl+Z takes back; empty when there is none."""
        _describe(self.undo_action, "Отменить", change, "Ctrl+Z")

    def set_redo(self, change: str) -> None:
        """The title of the change that Ctrl+Y makes again; empty when there is none."""
        _describe(self.redo_action, "Вернуть", change, "Ctrl+Y")

    def set_scheme(self, choice: SchemeChoice) -> None:
        """Mark the choice in force in the theme menu; does not emit."""
        icon, words = _SCHEMES[choice]
        set_icon(self._scheme_button, icon, "muted")
        self._scheme_button.setToolTip(f"Оформление: {words[0].lower()}{words[1:]}")
        for action in self._scheme_button.menu().actions():
            action.setChecked(action.data() == choice)

    def focus_search(self) -> None:
        """Put the cursor into the search field and select its text."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # how it is made

    def minimumSizeHint(self) -> QSize:
        return QSize(600, Size.CONTEXT_BAR)  # narrower parts are chosen in resizeEvent

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.job.set_compact(self.width() < _COMPACT)
        self._fit_profile()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a part came, went or changed its words
            self._fit_profile()
        return super().event(event)

    def _fit_profile(self) -> None:
        """The whole title where there is room, else the short name, cut only where even that does not fit."""
        profile = self._profiles.get(self._profile)
        if profile is None:
            return
        button = self._profile_button
        metrics = button.fontMetrics()
        frame = button.sizeHint().width() - metrics.horizontalAdvance(button.text())
        others = self._row.minimumSize().width() - button.minimumSizeHint().width()
        room = self.width() - others - frame - 2
        words = profile.title if metrics.horizontalAdvance(profile.title) <= room - _SPARE else profile.short
        button.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        button.setToolTip(profile.title)

    def _shortcut(self, keys: str, slot: Callable[[], object]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(slot)
        self.addAction(action)

    def _history_button(self, icon: str, word: str, keys: list[str], requested: object) -> tuple[QAction, QToolButton]:
        action = QAction(word, self)
        action.setShortcuts([QKeySequence(each) for each in keys])
        action.triggered.connect(requested)
        set_icon(action, icon, "text")
        self.addAction(action)
        button = QToolButton()
        button.setIconSize(QSize(Size.ICON + 2, Size.ICON + 2))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setDefaultAction(action)
        button.setAccessibleName(word)
        return action, button

    def _calendar_menu(self) -> QMenu:
        menu = QMenu(self._as_of_button)
        menu.aboutToShow.connect(lambda: self._show_calendar(menu))
        return menu

    def _show_calendar(self, menu: QMenu) -> None:
        menu.clear()
        calendar = Calendar()  # made when asked for: it is the dearest part of the bar
        calendar.setSelectedDate(QDate(self._as_of.year, self._as_of.month, self._as_of.day))
        calendar.activated.connect(lambda day: self._on_day_activated(menu, day))
        calendar.clicked.connect(lambda day: self._on_day_activated(menu, day))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_day_activated(self, menu: QMenu, day: QDate) -> None:
        if menu.isVisible():  # a click arrives both as clicked and as activated
            menu.close()
            self.as_of_chosen.emit(date(day.year(), day.month(), day.day()))

    def _scheme_menu(self) -> QMenu:
        menu = QMenu(self)
        for choice, (_, words) in _SCHEMES.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData(choice)
            action.triggered.connect(lambda _=False, chosen=choice: self.scheme_chosen.emit(chosen))
        return menu


class JobChip(QFrame):
    """The long work that runs now: its name, progress and a cross. Hidden while nothing runs.

    Signals: ``cancel_requested()``; after it the chip says that it stops, until ``finish``.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "job")
        self._title, self._share, self._compact = "", "", False
        self._label = text_label("", "note")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = icon_button("cancel", "Остановить", small=True)
        self._cancel.clicked.connect(self._on_cancel)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._label)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, 3, Space.XS, 4)
        row.setSpacing(Space.XS)
        row.addLayout(words, 1)
        row.addWidget(self._cancel)
        self.set_compact(False)
        self.hide()

    def set_compact(self, compact: bool) -> None:
        """Show only the share done, its title stays as the tooltip; for a narrow window."""
        self._compact = compact
        self.setFixedSize(92 if compact else 190, Size.CONTROL + 2)
        self._say()

    def show_job(self, title: str, can_cancel: bool = True) -> None:
        """Work has begun; without ``set_progress`` the bar only shows that it runs."""
        self._title, self._share = title, ""
        self._say()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._cancel.setVisible(can_cancel)
        self._cancel.setEnabled(True)
        self.show()

    def set_progress(self, done: int, total: int) -> None:
        """``total`` 0 means: it is not known how much there is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._share = f"{100 * done // total} %" if total else ""
        self._say()

    def finish(self) -> None:
        self.hide()

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._title, self._share = "Останавливается…", ""
        self._say()
        self.cancel_requested.emit()

    def _say(self) -> None:
        whole = f"{self._title} · {self._share}" if self._share else self._title
        room = self.width() - 44  # paddings and the cross
        brief = QFontMetrics(font("note")).elidedText(whole, Qt.TextElideMode.ElideMiddle, room)
        self._label.setText(self._share if self._compact and self._share else brief)
        self.setToolTip(whole)
        self.setAccessibleName(whole)


def _menu_button(name: str) -> QPushButton:
    button = push_button("", kind="quiet")
    button.setProperty("menu", True)
    button.setToolTip(name)
    button.setAccessibleDescription(name)
    return button


def _separator() -> QWidget:
    line = Line(upright=True)
    line.setFixedHeight(18)
    return line


def _choice_menu(
    button: QPushButton, choices: Sequence[tuple[Any, str]], current: object, chosen: Callable[[Any], object]
) -> QMenu:
    old = button.menu()
    if old is not None:
        old.deleteLater()
    menu = QMenu(button)
    group = QActionGroup(menu)
    for key, title in choices:
        action = menu.addAction(title)
        action.setCheckable(True)
        action.setChecked(key == current)
        action.triggered.connect(lambda _=False, key=key: chosen(key))
        group.addAction(action)
    return menu


def _describe(action: QAction, word: str, change: str, keys: str) -> None:
    action.setEnabled(bool(change))
    action.setText(f"{word}: {change}" if change else word)
    action.setToolTip(f"{word}: {change} ({keys})" if change else f"{word} ({keys})")
