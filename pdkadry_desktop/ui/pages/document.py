"""One document on the screen as it will be printed: a list, a card. Save it as PDF, Word or Excel, print it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from ...core.errors import UserError
from ...reports.document import Document
from ...reports.render import FORMATS
from ...reports.render.pdf import first_pages, render_bytes
from ...storage.database import Database
from ..document_viewer import DocumentViewer
from ..documents import DocumentSource, choose_file, save_document
from ..gateway import Gateway, Job
from ..places import Place
from ..widgets.feedback import ErrorBanner
from ..widgets.header import PageHeader
from .page import Page

_LONG = 200  # rows of tables from which the first pages are shown before the rest is made
_FIRST = 3


class DocumentPage(Page):
    """Shows what ``Place.detail`` (a DocumentSource) makes."""

    help_key = "reports"

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._source: DocumentSource | None = None
        self._pdf: bytes | None = None
        self._job: Job | None = None
        self._asked = 0
        self.header = PageHeader("Документ")
        self.back_button = self.header.add_action("Назад", "chevron-left")
        self.back_button.setToolTip("Esc")
        self.back_button.clicked.connect(self._back)
        self.print_button = self.header.add_action("Печать", "print")
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.clicked.connect(self._print)
        self.save_button = self.header.set_primary("Сохранить", "save")
        self.save_button.setToolTip("Ctrl+S – документ PDF")
        self.save_button.setMenu(self._save_menu())
        self.save_button.setProperty("menu", True)
        self.column.addWidget(self.header)
        self.banner = ErrorBanner()
        self.column.addWidget(self.banner)
        self.viewer = DocumentViewer()
        self.column.addWidget(self.viewer, 1)
        for keys, slot in (("Ctrl+P", self._print), ("Ctrl+S", lambda: self._choose("pdf")), ("Escape", self._back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._show_buttons()

    def _save_menu(self) -> QMenu:
        menu = QMenu(self)
        for ending, name in FORMATS.items():
            action = menu.addAction(f"{name} (.{ending})")
            action.triggered.connect(lambda _=False, ending=ending: self._choose(ending))
        return menu

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        assert isinstance(place.detail, DocumentSource)
        self._source, self._pdf = place.detail, None
        self.header.set_title(place.detail.title)
        self.header.set_count("готовится…")
        self.banner.clear()
        self.viewer.show_pdf(None)
        self._show_buttons()
        self._make(place.detail)
        self.viewer.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        if self._job is not None:
            self._job.cancel()
        return True

    def dispose(self) -> None:
        self.viewer.show_pdf(None)

    def _make(self, source: DocumentSource) -> None:
        self._asked += 1
        asked = self._asked

        def beginning(db: Database, job: Job) -> tuple[Document, bytes, bool]:
            document = source.build(db, job)
            is_long = sum(len(table.rows) for table in document.tables()) > _LONG
            return document, (first_pages(document, _FIRST, job) if is_long else render_bytes(document, job)), is_long

        self._job = self._gateway.run(
            f"Подготовка: {source.title}", beginning, lambda made: self._on_begun(asked, *made), self._on_failed
        )

    def _on_begun(self, asked: int, document: Document, pdf: bytes, is_long: bool) -> None:
        if asked != self._asked:
            return
        self.viewer.show_pdf(pdf, is_whole=not is_long)
        if not is_long:
            self._on_made(asked, pdf)
            return
        self._job = self._gateway.run(
            f"Подготовка: {document.title}",
            lambda _, job: render_bytes(document, job),
            lambda whole: self._on_made(asked, whole, is_new=True),
            self._on_failed,
        )

    def _on_made(self, asked: int, pdf: bytes, is_new: bool = False) -> None:
        if asked != self._asked:
            return
        self._job, self._pdf = None, pdf
        if is_new:
            self.viewer.show_pdf(pdf)
        self.header.set_count("")
        self._show_buttons()

    def _on_failed(self, error: UserError) -> None:
        self._job = None
        self.header.set_count("")
        self.banner.show_error(error.text, error.hint)

    def _show_buttons(self) -> None:
        self.save_button.setEnabled(self._source is not None)
        self.back_button.setVisible(self._source is not None and self._source.back is not None)
        self.print_button.setEnabled(self._pdf is not None)

    # -- actions -------------------------------------------------------------------------------------------------

    def _choose(self, ending: str) -> None:
        source = self._source
        if source is not None:
            choose_file(
                self, source.title, ending,
                lambda path: save_document(self._gateway, source, path, ending, self.said.emit, self._on_failed),
            )  # fmt: skip

    def _back(self) -> None:
        if self._source is not None and self._source.back is not None:
            self.go.emit(self._source.back)

    def _print(self) -> None:
        if self._pdf is not None and self._source is not None:
            from ..printing import ask_and_print

            ask_and_print(self._pdf, self._source.title, self)
