"""«Реестр подтверждений»: documents, what they confirm, whether the file is there; indicators without a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QStackedWidget

from ...core.attachments import size_words
from ...core.dates import format_date
from ...core.errors import UserError
from ...core.progress import Progress
from ...core.register import RegisterSpec
from ...core.text import counted, fold, grouped
from ...indicators.profiles import load_profile
from ...registers import REGISTERS
from ...registers.documents import DOCUMENTS
from ...reports.document import Document
from ...reports.library.evidence_register import COLUMNS, TITLE, EvidenceView, build, cells, view
from ...storage import files
from ...storage.database import Database
from ...work.attachments import may_have_documents, without_documents
from ...work.evidence import FILTERS, EvidenceRow, chosen
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable, Tone
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button, text_label
from ..widgets.feedback import EmptyState
from ..widgets.search_field import SearchField
from .registers import GROUP_TITLES
from .work_page import WorkPage

_WIDTHS = (128, 72, 106, 270, 270, 240)
_TONES: dict[str, Tone] = {"altered": "bad", "missing": "bad"}


class EvidencePage(WorkPage):
    """The table with its filter; a row opens the card of the document."""

    help_key = "evidence"
    concerns = frozenset(
        {DOCUMENTS.key, "document_files", "document_links", "indicator_evidence", "plan_evidence", "contest_documents"}
    )
    has_paper = True

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__(TITLE, gateway, context)
        self._found: EvidenceView | None = None
        self.filter = QComboBox()
        self.filter.setAccessibleName("Какие документы показать")
        for key, title in FILTERS.items():
            self.filter.addItem(title, key)
        self.filter.activated.connect(lambda _: self._show_rows())
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        bar.addWidget(text_label("Показать", "field"))
        bar.addWidget(self.filter)
        self.search = SearchField("Найти документ: номер, название, что подтверждает", "Ctrl+F")
        self.search.setMaximumWidth(420)
        self.search.textChanged.connect(lambda _: self._show_rows())
        self.shortcut("Ctrl+F", self.search.setFocus)
        bar.addWidget(self.search, 1)
        bar.addStretch(1)
        bar.addWidget(self._bare_button())
        self.column.addLayout(bar)
        self.stack = QStackedWidget()
        self.empty = EmptyState(
            "document", "Здесь будут документы: что каждый подтверждает и цел ли его файл. "
            "Файл прикладывают в карточке записи – или добавьте документ.", "Добавить документ", "add",
        )  # fmt: skip
        self.empty.action_triggered.connect(lambda: self.go.emit(Place(f"record:{DOCUMENTS.key}")))
        self.model = RowsModel([RowColumn(*each) for each in zip(COLUMNS, _WIDTHS, strict=True)], parent=self)
        self.table = RowsTable(self.model, TITLE)
        self.table.opened.connect(lambda row: self.go.emit(row.place))
        self.nothing = EmptyState("search", "Таких документов нет. Измените отбор или слова поиска.")
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.table)
        self.column.addWidget(self.stack, 1)
        self.note = MutedLabel("", wrap=True)
        self.column.addWidget(self.note)
        self.unproved = push_button("", "question", "link")
        self.unproved.clicked.connect(lambda: self.go.emit(Place("indicators")))
        self.unproved.hide()
        self.column.addWidget(self.unproved, 0, Qt.AlignmentFlag.AlignLeft)
        self.purge_button = push_button("", "delete", "link")
        self.purge_button.setToolTip("Ни одной записи, ни отмене действий оно не нужно")
        self.purge_button.clicked.connect(self._purge)
        self.purge_button.hide()
        self.column.addWidget(self.purge_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _bare_button(self) -> QPushButton:
        """A menu of registers: the records of one that no document confirms open as its list."""
        button = push_button("Записи без документа", "filter")
        button.setToolTip("Выберите реестр: откроются записи, к которым не приложено ни одного документа")
        self.bare_menu = QMenu(button)
        groups: dict[str, QMenu] = {}
        for spec in REGISTERS.values():
            if may_have_documents(spec.key) and spec is not DOCUMENTS:
                group = groups.get(spec.group) or self.bare_menu.addMenu(GROUP_TITLES[spec.group])
                groups[spec.group] = group
                group.addAction(spec.title).triggered.connect(lambda _=False, spec=spec: self.show_bare(spec))
        button.setMenu(self.bare_menu)
        button.setProperty("menu", True)
        return button

    def show_bare(self, spec: RegisterSpec) -> None:
        """Opens the records of a register without a document."""

        def show(found: frozenset[int]) -> None:
            if found:
                self.go.emit(Place(f"register:{spec.key}", only=found, title=f"{spec.title}: без документа"))
            else:
                self.said.emit(f"{spec.title}: записей без документа нет.")

        self._gateway.ask(lambda db: without_documents(db, spec.key), show)

    def arrive(self, place: Place) -> None:
        super().arrive(place)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Files are read and compared: long work with progress, after which the rows are shown."""
        self._asked += 1
        asked, profile, period = self._asked, load_profile(self._context.profile_id), self._context.period

        def failed(error: UserError) -> None:
            self.note.setText(f"{error.text} {error.hint}".strip())

        self._gateway.run(
            TITLE,
            lambda db, job: view(db, profile, period, job),
            lambda found: self.show_found(found) if asked == self._asked else None,
            failed,
        )

    def reader(self) -> Callable[[Database], EvidenceView]:
        profile, period = load_profile(self._context.profile_id), self._context.period
        return lambda db: view(db, profile, period)

    def show_found(self, found: EvidenceView) -> None:
        self._found = found
        missing = counted(len(found.unproved), "показатель", "показателя", "показателей")
        self.unproved.setText(f"Без документа за {found.year} год: {missing}, которые подтверждаются документом")
        self.unproved.setToolTip("\n".join(f"{each.indicator} {each.title}" for each in found.unproved))
        self.unproved.setVisible(bool(found.unproved))
        self._show_rows()

    def _show_rows(self) -> None:
        if self._found is None:
            return
        rows = _named(chosen(self._found.rows, self.filter.currentData()), self.search.text())
        self.model.show([self._row(each) for each in rows])
        count, of_all = counted(len(rows), *DOCUMENTS.forms_of_count), grouped(len(self._found.rows))
        self.header.set_count(count if len(rows) == len(self._found.rows) else f"{count} из {of_all}")
        comes = self.stack.currentWidget() is self.empty and bool(rows) and not self.search.hasFocus()
        self.stack.setCurrentWidget(self.table if rows else self.nothing if self._found.rows else self.empty)
        if comes:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        bare = len(chosen(self._found.rows, "no_file"))
        broken = len(chosen(self._found.rows, "broken"))
        kept, unused = self._found.kept, self._found.unused
        said = [
            f"Файлов в базе: {kept.count}, {size_words(kept.size)}" if kept.count else "",
            f"Документов без файла: {bare}" if bare else "",
            f"Повреждённых или пропавших файлов: {broken}" if broken else "",
        ]
        self.note.setText(". ".join(each for each in said if each))
        self.purge_button.setText(f"Освободить {size_words(unused.size)}: содержимое, которое ничему не принадлежит")
        self.purge_button.setVisible(bool(unused.count))

    def _purge(self) -> None:
        def done(removed: files.Totals) -> None:
            self.said.emit(f"Освобождено {size_words(removed.size)}.")
            self.ask()

        self._gateway.ask(files.purge, done)

    def _row(self, each: EvidenceRow) -> Row:
        place = Place(f"record:{DOCUMENTS.key}", each.paper.id)
        return Row(cells(each), each.paper.id, place, _TONES.get(each.state, ""))

    def source(self) -> DocumentSource:
        read, by, text = self.reader(), self.filter.currentData(), self.search.text()

        def make(db: Database, _: Progress) -> Document:
            found = read(db)
            return build(replace(found, rows=_named(found.rows, text)), date.today(), by)

        return DocumentSource(TITLE, make, Place("evidence"))


def _named(rows: Sequence[EvidenceRow], text: str) -> tuple[EvidenceRow, ...]:
    """Those that say all the words in any of their cells."""
    words = fold(text).split()
    said = (fold(" ".join(format_date(each) if isinstance(each, date) else each or "" for each in cells(row)))
            for row in rows)  # fmt: skip
    return tuple(row for row, whole in zip(rows, said, strict=True) if all(word in whole for word in words))
