"""The plan of the chosen order: tree and timeline, filters, facts by keyboard, files and paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from ...core.dates import format_date
from ...core.errors import UserError
from ...core.text import counted
from ...exchange.plan_back import Difference, Return, compare, take_back
from ...exchange.plan_ics import write_ics
from ...exchange.plan_mspdi import write_mspdi
from ...exchange.plan_xlsx import write_xlsx
from ...indicators.profiles import load_profile
from ...plan import facts
from ...plan.board import Board, BoardRow, Point
from ...plan.schedule import STATUS_LABELS
from ...plan.storing import board_of, make_plan
from ...storage.database import Database
from ..context import Context
from ..gantt.paper import pdf_bytes, write_pdf
from ..gantt.timeline import ROW_LOW, ROW_TALL
from ..gantt.view import GanttView
from ..gateway import Gateway
from ..places import Place
from ..widgets.basics import MutedLabel, icon_button
from ..widgets.feedback import EmptyState
from ..widgets.header import PageHeader
from .page import Page
from .plan_back import PlanBackView
from .plan_detail import PlanDetail
from .plan_filters import PlanFilters

_REGISTERS = frozenset({"plans", "plan_tracks", "plan_rows", "plan_occurrences", "plan_evidence"})
_DETAIL_WIDTH, _LABELS_WIDTH, _LEAST_TIMELINE = 340, 530, 400
_DETAIL_FROM = 1300  # a narrower page shows the pane only when asked
_FILES: dict[str, tuple[str, str, Callable[[Board, Path], object]]] = {
    "pdf": ("PDF, лист A3…", "PDF (*.pdf)", write_pdf),
    "a4.pdf": ("PDF, лист A4…", "PDF (*.pdf)", partial(write_pdf, paper="A4")),
    "xlsx": ("Книга Excel…", "Excel (*.xlsx)", write_xlsx),
    "ics": ("Календарь .ics…", "Календарь (*.ics)", write_ics),
    "xml": ("Microsoft Project .xml…", "Microsoft Project (*.xml)", write_mspdi),
}


class PlanPage(Page):
    """The «дорожная карта»: what is due, what was done, what is late, and the proof of it."""

    help_key = "plan"

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__()
        self._gateway, self._context = gateway, context
        self._board: Board | None = None
        self._is_fitted = False
        self._back_name = ""
        self._detail_asked: bool | None = None
        self.header = PageHeader("План")
        self.files = self.header.add_action("Сохранить", "export")
        self.files.setMenu(self._files_menu())
        self.files.setProperty("menu", True)
        self.print_button = self.header.add_action("Печать", "print")
        self.print_button.clicked.connect(self._print)
        self.done_button = self.header.set_primary("Отметить выполненным", "done")
        self.done_button.setToolTip("Отметить выбранные сроки выполненными (Пробел)")
        self.done_button.clicked.connect(self.toggle_done)
        self.column.addWidget(self.header)
        self.filters = self._filter_bar()
        self.column.addWidget(self.filters)
        self.gantt = GanttView()
        self.detail = PlanDetail(gateway)
        self.detail.setMinimumWidth(320)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.gantt)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([1000, _DETAIL_WIDTH])
        self.split.setChildrenCollapsible(False)
        self.empty = EmptyState("plan", "", "Создать план из приказа", "add")
        self.without = EmptyState("plan", "")
        self.nothing = EmptyState("search", "По этим условиям ничего не найдено.", "Сбросить условия")
        self.back = PlanBackView()
        self.waiting = QWidget()
        self.stack = QStackedWidget()
        for widget in (self.waiting, self.split, self.empty, self.without, self.nothing, self.back):
            self.stack.addWidget(widget)
        self.column.addWidget(self.stack, 1)
        self.status = MutedLabel("")
        self.status.setMinimumHeight(28)
        self.column.addWidget(self.status)
        self._connect()
        self._show_buttons()

    # -- parts ---------------------------------------------------------------------------------------------------

    def _filter_bar(self) -> PlanFilters:
        bar = PlanFilters()
        self.unfold = icon_button("expand", "Развернуть все сроки в отдельные строки")
        self.unfold.setCheckable(True)
        self.low = icon_button("menu", "Строки в одну линию")
        self.low.setCheckable(True)
        self.out_button = icon_button("minus", "Мельче (Ctrl+−)")
        self.in_button = icon_button("add", "Крупнее (Ctrl++)")
        self.span_button = icon_button("calendar", "Показать весь план, учебный год, дату отчёта")
        self.span_button.setMenu(self._span_menu())
        self.span_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for button in (self.unfold, self.low, self.out_button, self.in_button, self.span_button):
            bar.add(button)
        return bar

    def _span_menu(self) -> QMenu:
        menu = QMenu(self)
        for text, slot in (
            ("Весь план\tCtrl+0", self.fit_plan), ("Учебный год", self.fit_school_year),
            ("К дате отчёта\tHome", self.to_today),
        ):  # fmt: skip
            menu.addAction(text).triggered.connect(lambda _=False, slot=slot: slot())
        return menu

    def _files_menu(self) -> QMenu:
        menu = QMenu(self)
        for ending, (text, _, _) in _FILES.items():
            menu.addAction(text).triggered.connect(lambda _=False, ending=ending: self._choose_file(ending))
        menu.addSeparator()
        self.back_action = menu.addAction("Взять правки из Excel…")
        self.back_action.triggered.connect(self._choose_back)
        return menu

    def _connect(self) -> None:
        self.filters.changed.connect(self._show_rows)
        timeline = self.gantt.timeline
        self.unfold.toggled.connect(self.gantt.expand_rows)
        self.low.toggled.connect(lambda on: self.gantt.set_row_height(ROW_LOW if on else ROW_TALL))
        self.out_button.clicked.connect(lambda: timeline.zoom(-1))
        self.in_button.clicked.connect(lambda: timeline.zoom(1))
        self.gantt.current_changed.connect(self._on_current)
        self.gantt.opened.connect(self.toggle_detail)
        timeline.dragged.connect(self._propose_move)
        self.empty.action_triggered.connect(self.make)
        self.nothing.action_triggered.connect(self.reset)
        self.back.accepted.connect(self._take_back)
        self.back.refused.connect(self._show_rows)
        self.detail.go.connect(self.go)
        self.detail.done_wanted.connect(self.toggle_done)
        self.detail.reopen_wanted.connect(self.toggle_done)
        self.detail.started_wanted.connect(self.mark_started)
        self.detail.cancel_wanted.connect(self.cancel_points)
        self._gateway.changed.connect(self._on_changed)
        self._context.changed.connect(self._reload)
        self.gantt.tree.homeward.connect(self.to_today)
        for keys, slot in (
            ("Space", self.toggle_done), ("Return", self.toggle_detail), ("Enter", self.toggle_detail),
            ("E", self.add_evidence), ("У", self.add_evidence),
        ):  # fmt: skip
            self._shortcut(keys, slot, self.gantt)
        for keys, slot in (
            ("Ctrl+F", self._focus_search), ("Ctrl++", lambda: timeline.zoom(1)), ("Ctrl+=", lambda: timeline.zoom(1)),
            ("Ctrl+-", lambda: timeline.zoom(-1)), ("Ctrl+0", self.fit_plan), ("F5", self._reload),
        ):  # fmt: skip
            self._shortcut(keys, slot, self)

    def _shortcut(self, keys: str, slot: Callable[[], object], owner: QWidget) -> None:
        shortcut = QShortcut(QKeySequence(keys), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    # -- reading -------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        self._reload()
        self.gantt.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        if not self.detail.is_changed():
            return True
        self._show_detail(True)
        self._gateway.failed.emit(UserError("Сведения о сроке не сохранены.", "Сохраните их или откажитесь от них."))
        return False

    @property
    def as_of(self) -> date:
        """The day on which terms are judged: that of the context bar, never a day to come."""
        return min(self._context.as_of, date.today())

    def _on_changed(self, registers: frozenset[str]) -> None:
        if registers & _REGISTERS:
            self._reload()

    def _reload(self) -> None:
        order, as_of = load_profile(self._context.profile_id), self.as_of
        self._gateway.ask(lambda db: board_of(db, order, as_of), self._show)

    def _show(self, board: Board | None) -> None:
        other = self._board is None or board is None or board.profile_id != self._board.profile_id
        self._board = board
        if board is not None:
            self.detail.years = board.years
        if other:
            self._is_fitted = False
            self.filters.show_choices(board)
        self._show_rows()

    # -- showing -------------------------------------------------------------------------------------------------

    def shown_rows(self) -> list[BoardRow]:
        """The rows that the filters let pass."""
        return self.filters.rows(self._board)

    def _show_rows(self) -> None:
        board, rows = self._board, self.shown_rows()
        is_stored = board is not None and board.ident > 0
        if board is None:
            order = load_profile(self._context.profile_id).order
            self.without.set_text(f"В приказе № {order.number} плана мероприятий нет.")
        elif not is_stored:
            points = sum(1 for _ in board.points)
            activities = counted(len(board.rows), "мероприятие", "мероприятия", "мероприятий")
            self.empty.set_text(
                f"В плане {activities} и {counted(points, 'срок', 'срока', 'сроков')} ({board.order}). "
                "Создайте план, чтобы отмечать исполнение."
            )
        self.header.set_count(counted(len(rows), "мероприятие", "мероприятия", "мероприятий") if is_stored else "")
        self.filters.setVisible(is_stored)
        if not is_stored:
            self.stack.setCurrentWidget(self.without if board is None else self.empty)
        else:
            self.gantt.show_board(board, rows, date.today())
            self.stack.setCurrentWidget(self.split if rows else self.nothing)
            if not self._is_fitted:
                self._is_fitted = True
                QTimer.singleShot(0, self._first_look)
        self._show_status(rows if is_stored else [])
        self._show_buttons()

    def _first_look(self) -> None:
        self._show_detail(self.width() >= _DETAIL_FROM)
        self.fit_plan()
        if not self.gantt.tree.currentIndex().isValid() and self.gantt.model.tracks:
            first = self.gantt.model.tracks[0].children[0]
            self.gantt.tree.setCurrentIndex(self.gantt.model.index_of(first))

    def _show_status(self, rows: list[BoardRow]) -> None:
        if not rows:
            self.status.setText("")
            return
        counts = dict.fromkeys(STATUS_LABELS, 0)
        for row in rows:
            for point in row.points:
                counts[point.status] += 1
        parts = [f"{STATUS_LABELS[status]} {count}" for status, count in counts.items() if count]
        unread = sum(row.term.kind == "unparsed" and not row.reading for row in rows)
        if unread:
            parts.append(f"не прочитано {unread}")
        self.status.setText(f"На {format_date(self.as_of)}: " + " · ".join(parts))

    def _on_current(self) -> None:
        self._show_buttons()
        if self.detail.isVisible():
            self.detail.show_point(self.gantt.current_row(), self.gantt.chosen_point())

    def _show_buttons(self) -> None:
        is_stored = self._board is not None and self._board.ident > 0
        points = self.gantt.selected_points() if is_stored else []
        closed = bool(points) and all(point.done_on or point.is_cancelled for point in points)
        self.done_button.setText("Вернуть в работу" if closed else "Отметить выполненным")
        self.done_button.setEnabled(bool(points))
        self.files.setEnabled(self._board is not None)
        self.print_button.setEnabled(self._board is not None)
        self.back_action.setEnabled(is_stored)

    def toggle_detail(self) -> None:
        """Opens or closes the pane with everything about the current line."""
        if self.stack.currentWidget() is self.split:
            self._detail_asked = not self.detail.isVisible()
            self._show_detail(self._detail_asked)

    def _show_detail(self, is_wanted: bool) -> None:
        if is_wanted != self.detail.isVisible():
            self.detail.setVisible(is_wanted)
            room = self.width() - (_DETAIL_WIDTH if is_wanted else 0)
            labels = _LABELS_WIDTH if room - _LABELS_WIDTH >= _LEAST_TIMELINE else max(300, round(room * 0.46))
            self.gantt.setSizes([labels, max(220, room - labels)])
        if is_wanted:
            self.detail.show_point(self.gantt.current_row(), self.gantt.chosen_point())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._detail_asked is None and not self.detail.is_changed():
            self._show_detail(self.width() >= _DETAIL_FROM)

    # -- moving about --------------------------------------------------------------------------------------------

    def fit_plan(self) -> None:
        """The whole plan in the width."""
        if self._board is not None:
            self.gantt.timeline.fit(*self._board.span)

    def fit_school_year(self) -> None:
        """September to August around the day of judging."""
        year = self.as_of.year if self.as_of.month >= 9 else self.as_of.year - 1
        self.gantt.timeline.fit(date(year, 9, 1), date(year + 1, 8, 31))

    def to_today(self) -> None:
        self.gantt.timeline.go_to(self.as_of)

    def reset(self) -> None:
        """All rows again."""
        self.filters.reset()
        self._show_rows()

    def _focus_search(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    # -- facts ---------------------------------------------------------------------------------------------------

    def make(self) -> None:
        """The plan of the order goes into the base."""
        order = load_profile(self._context.profile_id)
        self._gateway.ask(lambda db: make_plan(db, order), lambda _: self.said.emit("План создан."))

    def toggle_done(self) -> None:
        """Done on the day of judging; what is done or cancelled already is opened again."""
        points = self.gantt.selected_points()
        closed = [point.ident for point in points if point.done_on or point.is_cancelled]
        if points and len(closed) == len(points):
            self._act(lambda db: facts.reopen(db, closed))
        elif points:
            day = self.as_of
            self._act(lambda db: facts.mark_done(db, _idents(points), day))

    def mark_started(self) -> None:
        """Started on the day of judging."""
        points, day = self.gantt.selected_points(), self.as_of
        if points:
            self._act(lambda db: facts.mark_started(db, _idents(points), day))

    def cancel_points(self) -> None:
        """The selected points will not take place."""
        points = [point for point in self.gantt.selected_points() if not point.is_cancelled]
        if points:
            self._act(lambda db: facts.cancel(db, _idents(points)))

    def add_evidence(self) -> None:
        """A new proof of the current point, on its own page."""
        point = self.gantt.chosen_point()
        if point is not None and point.ident:
            self.go.emit(Place("record:plan_evidence", preset={"occurrence_id": point.ident}))

    def _propose_move(self, point: Point, days: int) -> None:
        """A pulled bar: the detail pane asks for the order that moves the term."""
        if self.may_leave() and self.gantt.chosen_point() is point and not point.is_cancelled:
            self._detail_asked = True
            self._show_detail(True)
            self.detail.propose_move(point.due + timedelta(days=days))

    def _act(self, work: Callable[[Database], int]) -> None:
        if self.may_leave():
            self._gateway.ask(work, lambda _: self.gantt.tree.setFocus(Qt.FocusReason.OtherFocusReason))

    # -- files and paper -----------------------------------------------------------------------------------------

    def _choose_file(self, ending: str) -> None:
        _, pattern, _ = _FILES[ending]
        suffix = ending.rpartition(".")[2]
        dialog = QFileDialog(self, "Сохранить план", f"План на {self.as_of:%d.%m.%Y}.{suffix}", pattern)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name), ending))
        dialog.open()

    def save_to(self, path: Path, ending: str) -> None:
        """Writes what is shown into a file: pdf, xlsx, ics or xml."""
        if self._board is None:
            return
        try:
            _FILES[ending][2](self._board, path)
        except UserError as error:
            self._gateway.failed.emit(error)
            return
        self.said.emit(f"Записано: {path.name}.")

    def _choose_back(self) -> None:
        dialog = QFileDialog(self, "Взять правки плана", "", "Таблицы (*.xlsx *.ods);;Все файлы (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.read_back(Path(name)))
        dialog.open()

    def read_back(self, path: Path) -> None:
        """Compares a file with the plan and shows what it would change; nothing is written yet."""
        order, as_of = load_profile(self._context.profile_id), self.as_of

        def work(db: Database) -> Return:
            board = board_of(db, order, as_of)
            if board is None or not board.ident:
                raise UserError("Плана в базе нет.", "Сначала создайте его.")
            return compare(path, board)

        self._gateway.ask(work, lambda found: self._show_back(found, path.name))

    def _show_back(self, found: Return, name: str) -> None:
        self._back_name = name
        self.filters.hide()
        self.back.show_return(found, name)
        self.stack.setCurrentWidget(self.back)

    def _take_back(self, chosen: list[Difference]) -> None:
        name = self._back_name

        def done(count: int) -> None:
            self.said.emit(f"Изменено: {counted(count, 'срок', 'срока', 'сроков')}.")

        self._gateway.ask(lambda db: take_back(db, chosen, name), done)

    def _print(self) -> None:
        from ..printing import ask_and_print

        if self._board is not None:
            ask_and_print(pdf_bytes(self._board), self._board.title, self)


def _idents(points: list[Point]) -> list[int]:
    return [point.ident for point in points]
