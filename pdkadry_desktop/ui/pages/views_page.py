"""A page of work with several lists: one is shown at a time, its rows are searched, marked and acted upon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ...core.errors import UserError
from ...core.text import counted, fold
from ...storage.database import Database
from ..context import Context
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button
from ..widgets.feedback import EmptyState, ErrorBanner
from ..widgets.flow import FlowLayout
from ..widgets.search_field import SearchField
from .action_panel import ActionPanel
from .work_page import WorkPage

_LEAST_LIST = 150  # px
_LINES = ("строка", "строки", "строк")


class Switch(QWidget):
    """Buttons of which one is on. Signals: ``changed(key)``."""

    changed = Signal(str)

    def __init__(self, items: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for place, (key, text) in enumerate(items, 1):
            button = push_button(text)
            button.setCheckable(True)
            button.setToolTip(f"Ctrl+{place}")
            button.clicked.connect(lambda _=False, key=key: self.choose(key))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[key] = button
        next(iter(self.buttons.values())).setChecked(True)

    def chosen(self) -> str:
        return next(key for key, button in self.buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        self.buttons[key].setChecked(True)
        self.changed.emit(key)


@dataclass(frozen=True)
class ViewAction:
    """A button above a list; ``needs_marks``: it works on marked rows and rests without them."""

    text: str
    icon: str
    slot: str  # the name of the page's method
    needs_marks: bool = True
    about: str = ""
    needs_row: bool = False  # works on the row of the cursor and rests while there is none


@dataclass(frozen=True)
class View:
    """One list of the page: its columns, what may be done, what stands where there is nothing.

    ``adds``: a register and the words of the button by which an empty list offers a new record of it.
    """

    key: str
    title: str
    columns: tuple[RowColumn, ...]
    empty: str
    icon: str
    actions: tuple[ViewAction, ...] = ()
    has_marks: bool = False
    adds: tuple[str, str] | None = None


class _ListArea(QWidget):
    """The actions, the table and the words for an empty list of one view."""

    def __init__(self, view: View, page: ViewsPage) -> None:
        super().__init__()
        self.view = view
        self.rows: list[Row] = []
        self.model = RowsModel(view.columns, has_marks=view.has_marks)
        self.table = RowsTable(self.model, view.title)
        self.model.setParent(self)
        self.table.opened.connect(lambda row: page.go.emit(row.place) if row.place is not None else None)
        self.marked = MutedLabel("")
        self.buttons: list[tuple[QPushButton, ViewAction]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        bar = QWidget()
        self.flow = flow = FlowLayout(bar)  # a page may add its own controls
        if view.has_marks:
            every = push_button("Отметить все", "check")
            every.setToolTip("Ctrl+A по строкам и пробел – то же для выбранных")
            every.clicked.connect(self.toggle_all)
            flow.addWidget(every)
            self.every = every
        for action in view.actions:
            button = push_button(action.text, action.icon)
            button.setToolTip(action.about)
            button.clicked.connect(getattr(page, action.slot))
            flow.addWidget(button)
            self.buttons.append((button, action))
        self.marked.setMinimumHeight(push_button("").sizeHint().height())
        flow.addWidget(self.marked)
        bar.setVisible(view.has_marks or bool(view.actions))
        register, words = view.adds or ("", "")
        self.empty = EmptyState(view.icon, view.empty, words, "add")
        self.empty.action_triggered.connect(lambda: page.go.emit(Place(f"record:{register}")))
        self.nothing = EmptyState("search", "По этим словам ничего не найдено.", "Показать все")
        self.nothing.action_triggered.connect(lambda: page.search.clear())
        self.stack = QStackedWidget()
        for widget in (self.table, self.empty, self.nothing):
            self.stack.addWidget(widget)
        column.addWidget(bar)
        column.addWidget(self.stack, 1)
        self.model.marked.connect(self.show_marks)
        self.show_marks()

    def toggle_all(self) -> None:
        marked = len(self.model.marks())
        self.model.mark_all(marked < sum(row.can_mark for row in self.model.rows))

    def show_marks(self) -> None:
        count = len(self.model.marks()) if self.view.has_marks else 0
        self.marked.setText(f"отмечено: {count}" if count else "")
        for button, action in self.buttons:
            has_row = bool(self.model.rows) or not action.needs_row
            button.setEnabled(has_row and (bool(count) or not action.needs_marks))
        if self.view.has_marks:
            can_mark = sum(row.can_mark for row in self.model.rows)
            is_all = bool(count) and count == can_mark
            self.every.setEnabled(bool(can_mark))
            self.every.setText("Снять отметки" if is_all else "Отметить все")

    def fill(self, rows: Sequence[Row], search: str) -> None:
        """Rows as they are given, narrowed to those that have every word of the search."""
        self.rows = list(rows)
        words = fold(search).split()
        kept = [row for row in self.rows if _has(row, words)] if words else self.rows
        self.model.show(kept)
        self.stack.setCurrentWidget(self.table if kept else self.nothing if self.rows else self.empty)


def _has(row: Row, words: Sequence[str]) -> bool:
    text = fold(" ".join(str(value) for value in row.values if isinstance(value, str)))
    return all(word in text for word in words)


class _Lists(QStackedWidget):
    """The lists of a page: they give way, so that what is asked above them keeps its height."""

    def hasHeightForWidth(self) -> bool:
        return False

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), _LEAST_LIST)


class ViewsPage(WorkPage):
    """A page gives ``views``, fills them by ``show_rows`` and asks for fields with ``panel``."""

    views: tuple[View, ...] = ()
    _pointed: int | None = None

    def __init__(self, title: str, gateway: Gateway, context: Context) -> None:
        super().__init__(title, gateway, context)
        self.banner = ErrorBanner()
        self.column.addWidget(self.banner)
        self.switch = Switch([(view.key, view.title) for view in self.views], "Что показать")
        self.search = SearchField("Фамилия, организация, должность", keys="Ctrl+F")
        self.search.setMaximumWidth(280)
        self.search.textChanged.connect(lambda _: self._narrow())
        self.bar = QHBoxLayout()  # the switch, what a page adds, the search
        self.bar.setSpacing(Space.S)
        self.bar.addWidget(self.switch)
        self.bar.addStretch(1)
        self.bar.addWidget(self.search)
        self.column.addLayout(self.bar)
        self.panel = ActionPanel(gateway)
        self.column.addWidget(self.panel)
        self.areas = {view.key: _ListArea(view, self) for view in self.views}
        self.stack = _Lists()
        for area in self.areas.values():
            self.stack.addWidget(area)
        self.column.addWidget(self.stack, 1)
        self.foot = self.foot_line()
        self.switch.changed.connect(self._on_view)
        self.shortcut("Ctrl+F", lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        for place, view in enumerate(self.views, 1):
            self.shortcut(f"Ctrl+{place}", partial(self.switch.choose, view.key))

    @property
    def area(self) -> _ListArea:
        """The list that is shown."""
        return self.areas[self.switch.chosen()]

    def marks(self) -> list[Any]:
        """Keys of the marked rows of the list that is shown."""
        return self.area.model.marks()

    def show_rows(self, key: str, rows: Sequence[Row]) -> None:
        self.areas[key].fill(rows, self.search.text())
        self.switch.buttons[key].setText(f"{self._title(key)} · {len(rows)}" if rows else self._title(key))
        self.switch.buttons[key].setAccessibleName(f"{self._title(key)}: {counted(len(rows), *_LINES)}")

    def arrive(self, place: Place) -> None:
        self._pointed = place.record_id
        super().arrive(place)

    def point(self) -> None:
        """After the lists were shown: of a page opened from a card, the first list that has the record, only it."""
        wanted, self._pointed = self._pointed, None
        for key, area in self.areas.items():
            for row in area.rows if wanted is not None else ():
                if row.place is not None and row.place.record_id == wanted:
                    self.switch.choose(key)
                    self.search.setText(next(value for value in row.values if isinstance(value, str)))
                    return

    def write(self, work: Callable[[Database], Any], said: Callable[[Any], str]) -> None:
        """Does an action on the base; the panel is put away when it is done, a refusal stands in the page."""

        def done(found: Any) -> None:
            self.panel.close_panel()
            self.banner.clear()
            self.area.model.mark_all(False)
            self.said.emit(said(found))

        self._gateway.ask(work, done, self._refused)

    def _refused(self, error: UserError) -> None:
        self.banner.show_error(error.text, error.hint)

    def _title(self, key: str) -> str:
        return next(view.title for view in self.views if view.key == key)

    def _narrow(self) -> None:
        for area in self.areas.values():
            area.fill(area.rows, self.search.text())

    def _on_view(self, key: str) -> None:
        self.panel.close_panel()
        self.stack.setCurrentWidget(self.areas[key])
        self.on_view(key)

    def on_view(self, key: str) -> None:
        """Another list is shown."""
