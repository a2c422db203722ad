"""Reports: choose one, see the very pages, save as PDF, Word or Excel, print."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QSplitter, QWidget

from ...core.errors import UserError
from ...core.register import FieldSpec
from ...indicators.profiles import load_profile
from ...indicators.versions import with_own
from ...registers import REGISTERS
from ...reports.document import Document
from ...reports.facts import given_facts
from ...reports.library import REPORTS, Inputs
from ...reports.render import FORMATS, render
from ...reports.render.pdf import render_bytes
from ...storage.database import Database
from ..context import Context
from ..forms.link_editor import LinkEditor
from ..gateway import Gateway, Job
from ..places import Place
from ..preview import PreviewView
from ..tokens import Space
from ..widgets.basics import MutedLabel, icon_button, text_label
from ..widgets.feedback import ErrorBanner
from ..widgets.header import PageHeader
from .page import Page

_PAUSE = 250  # ms after a change before the preview is made anew


class ReportPage(Page):
    """One report at a time, always as of the context bar."""

    help_key = "reports"

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__()
        self._gateway, self._context = gateway, context
        self._document: Document | None = None
        self._pdf: bytes | None = None
        self._asked = 0
        self.header = PageHeader("Отчёты")
        self.print_button = self.header.add_action("Печать", "print")
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.clicked.connect(self._print)
        self.save_button = self.header.set_primary("Сохранить", "save")
        self.save_button.setMenu(self._save_menu())
        self.save_button.setProperty("menu", True)
        self.column.addWidget(self.header)
        self.banner = ErrorBanner()
        self.column.addWidget(self.banner)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._choices())
        split.addWidget(self._viewer())
        split.setStretchFactor(1, 1)
        split.setSizes([300, 800])
        self.column.addWidget(split, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._make)
        context.changed.connect(self._later)
        gateway.changed.connect(lambda _: self._later())
        shortcut = QShortcut(QKeySequence.StandardKey.Print, self)
        shortcut.activated.connect(self._print)
        self._show_buttons()

    def _choices(self) -> QWidget:
        from ..forms.editors import stacked

        side = QWidget()
        side.setMinimumWidth(240)
        side.setMaximumWidth(380)
        self.list = QListWidget()
        self.list.setAccessibleName("Отчёты")
        self.list.setWordWrap(True)
        for spec in REPORTS.values():
            item = QListWidgetItem(spec.title)
            item.setToolTip(spec.about)
            item.setData(Qt.ItemDataRole.UserRole, spec.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(lambda _: self._later())
        self.about = MutedLabel("", wrap=True)
        field: FieldSpec = REGISTERS["employments"].by_name["organization_id"]
        self.organization = LinkEditor(field, "organizations", self._gateway)
        self.organization.line.setPlaceholderText("Все организации")
        self.organization.edited.connect(self._later)
        self.as_of = MutedLabel("", wrap=True)
        column = stacked(side, self.list, self.about, text_label("Организация", "field"), self.organization, self.as_of)
        column.setContentsMargins(0, 0, Space.M, Space.M)
        column.setStretch(0, 1)
        return side

    def _viewer(self) -> QWidget:
        from ..forms.editors import stacked

        area = QWidget()
        self.preview = PreviewView()
        self.preview.page_changed.connect(self._show_page)
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(Space.S, 0, Space.S, 0)
        self.pages = MutedLabel("")
        row.addWidget(self.pages)
        row.addStretch(1)
        for icon, name, slot in (
            ("minus", "Мельче", self.preview.zoom_out),
            ("add", "Крупнее", self.preview.zoom_in),
            ("expand", "По ширине", self.preview.fit_width),
        ):
            button = icon_button(icon, name)
            button.clicked.connect(slot)
            row.addWidget(button)
        column = stacked(area, bar, self.preview)
        column.setStretch(1, 1)
        return area

    def _save_menu(self) -> QMenu:
        menu = QMenu(self)
        for ending, name in FORMATS.items():
            action = menu.addAction(f"{name} (.{ending})")
            action.triggered.connect(lambda _=False, ending=ending: self._choose_file(ending))
        return menu

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        if isinstance(place.detail, str):
            found = [row for row in range(self.list.count()) if self._id_of(row) == place.detail]
            if found:
                self.list.setCurrentRow(found[0])
        if self._document is None:
            self._make()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def dispose(self) -> None:
        self.preview.show_document(None)

    def _id_of(self, row: int) -> str:
        return str(self.list.item(row).data(Qt.ItemDataRole.UserRole))

    def _later(self) -> None:
        if self._document is not None or self.isVisible():
            self._timer.start()

    def _make(self) -> None:
        self._asked += 1
        asked = self._asked
        spec = REPORTS[self._id_of(self.list.currentRow())]
        self.about.setText(spec.about)
        self.as_of.setText(f"На дату {self._context.as_of:%d.%m.%Y}. Год и дату меняют вверху окна.")
        profile, period = load_profile(self._context.profile_id), self._context.period
        chosen = self.organization.chosen()

        def work(db: Database) -> tuple[Document, bytes]:
            code = None
            if chosen is not None:
                from ...storage import records

                found = records.read(db, REGISTERS["organizations"], chosen.id)
                code = found["code"] if found else None
            given, order = given_facts(db, profile, period.end), with_own(db, profile, period.year)
            document = spec.build(db, Inputs(order, period, code, date.today(), given))
            return document, render_bytes(document)

        self._gateway.ask(work, lambda made: self._show(asked, *made), self._on_failed)

    def _show(self, asked: int, document: Document, pdf: bytes) -> None:
        if asked != self._asked:
            return
        self.banner.clear()
        self._document, self._pdf = document, pdf
        self.header.set_count(document.title)
        self.preview.show_document(pdf)
        self._show_buttons()

    def _on_failed(self, error: UserError) -> None:
        self.banner.show_error(error.text, error.hint)

    def _show_page(self, number: int, count: int) -> None:
        self.pages.setText(f"Страница {number} из {count}" if count else "")

    def _show_buttons(self) -> None:
        for button in (self.save_button, self.print_button):
            button.setEnabled(self._document is not None)

    # -- actions -------------------------------------------------------------------------------------------------

    def _choose_file(self, ending: str) -> None:
        assert self._document is not None
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(QSettings().value("folders/reports", documents))
        name = os.path.join(folder, f"{self._document.title}.{ending}")
        dialog = QFileDialog(self, "Сохранить отчёт", name, f"{FORMATS[ending]} (*.{ending})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path), ending))
        dialog.open()

    def save_to(self, path: Path, ending: str) -> None:
        """Writes the shown report; a toast tells when it is done."""
        document = self._document
        assert document is not None
        QSettings().setValue("folders/reports", str(path.parent))

        def work(_: Database, job: Job) -> Path:
            render(document, path, ending, job)
            return path

        def done(written: Path) -> None:
            self.said.emit(f"Записано: {written.name}")

        self._gateway.run("Сохранение отчёта", work, done, self._on_failed)

    def _print(self) -> None:
        if self._pdf is not None and self._document is not None:
            from ..printing import ask_and_print

            ask_and_print(self._pdf, self._document.title, self)
