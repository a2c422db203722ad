"""What the pages of work have in common: reading again when the base changes, printing, saving to Excel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from ...core.errors import UserError
from ...storage.database import Database
from ..context import Context
from ..documents import DocumentSource, choose_file, save_document
from ..gateway import Gateway
from ..places import Place
from ..tokens import Space
from ..widgets.basics import MutedLabel
from ..widgets.header import PageHeader
from .page import Page

_PAUSE = 120  # ms after a change before it is read again
_FOOT = 20  # px of the words under everything else


class WorkPage(Page):
    """A page that shows what is worked out from registers.

    A page gives ``concerns`` (registers whose change makes it read again), ``read`` (on the base's thread, from
    what ``ask`` captured) and ``show_found``; with ``source`` it is printed (Ctrl+P) and saved to Excel (Ctrl+E).
    """

    concerns: frozenset[str] = frozenset()
    has_paper = False

    def __init__(self, title: str, gateway: Gateway, context: Context) -> None:
        super().__init__()
        self._gateway, self._context = gateway, context
        self.place: Place | None = None
        self._asked = 0
        self.column.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        self.header = PageHeader(title)
        if self.has_paper:
            self.export_button = self.header.add_action("В Excel", "export")
            self.export_button.setToolTip("Ctrl+E")
            self.export_button.clicked.connect(self.export)
            self.paper_button = self.header.add_action("Печать", "print")
            self.paper_button.setToolTip("Ctrl+P")
            self.paper_button.clicked.connect(self.print_out)
            self.shortcut("Ctrl+P", self.print_out)
            self.shortcut("Ctrl+E", self.export)
        self.column.addWidget(self.header)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.ask)
        self.shortcut("F5", self.ask)
        context.changed.connect(self.later)
        gateway.changed.connect(self._on_changed)

    def foot_line(self) -> MutedLabel:
        """The words under everything else: sums, what a mark means."""
        line = MutedLabel("", wrap=True)
        line.setMinimumHeight(_FOOT)
        self.column.addWidget(line)
        return line

    def shortcut(self, keys: str, slot: Callable[[], object]) -> None:
        """A key of this page."""
        made = QShortcut(QKeySequence(keys), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(slot)

    def arrive(self, place: Place) -> None:
        self.place = place
        self.ask()

    def later(self) -> None:
        """Reads again soon, when the page has been shown at all."""
        if self.place is not None:
            self._timer.start()

    def _on_changed(self, registers: frozenset[str]) -> None:
        if registers & self.concerns:
            self.later()

    def ask(self) -> None:
        """Reads and shows; an answer that is overtaken by a later question is dropped."""
        self._asked += 1
        asked, work = self._asked, self.reader()

        def show(found: Any) -> None:
            if asked == self._asked:
                self.show_found(found)

        def gone(error: UserError) -> None:
            if asked == self._asked:
                self.show_gone(error)

        self._gateway.ask(work, show, gone)

    def show_gone(self, error: UserError) -> None:
        """What the page was about is no longer there."""
        self._gateway.failed.emit(error)

    def reader(self) -> Callable[[Database], Any]:
        """What is read on the base's thread; the values of controls are captured here."""
        raise NotImplementedError

    def show_found(self, found: Any) -> None:
        """Shows what ``reader`` found."""
        raise NotImplementedError

    def source(self) -> DocumentSource:
        """The page as a document (for a page with ``has_paper``)."""
        raise NotImplementedError

    def print_out(self) -> None:
        self.go.emit(Place("document", detail=self.source()))

    def export(self) -> None:
        source = self.source()
        choose_file(
            self, source.title, "xlsx", lambda path: save_document(self._gateway, source, path, "xlsx", self.said.emit)
        )
