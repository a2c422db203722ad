"""The card of a record beside its list: its facts of the day, filled fields, what refers to it, its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...core.conditions import Test
from ...core.register import RegisterSpec
from ...core.text import grouped
from ...registers import REGISTERS
from ...storage import query, records
from ...storage.database import Database
from ...work.attachments import may_have_documents
from ...work.record_history import Step, steps
from ..context import Context
from ..gateway import Gateway
from ..places import Place
from ..tables.record_model import shown
from ..theme import style
from ..tokens import Space
from ..widgets.badge import TONE_ICONS
from ..widgets.basics import IconLabel, Line, MutedLabel, SectionTitle, icon_button, push_button, text_label
from ..works import works_of_card
from .card_actions import ElidedLink, add_menu, card_source
from .card_documents import DocumentsPanel, FoundPapers, dropped_files, read_papers

if TYPE_CHECKING:
    from ...reports.library.card_parts import Fact

_PAUSE = 60  # ms: while the cursor runs through the list only the last row is read
_HISTORY = 8
_RELATED = 5
_NAMES = 104  # width of the names of fields and facts


@dataclass(frozen=True)
class _Related:
    """The records of one register that refer to this one by one link; the first few in words."""

    spec: RegisterSpec
    link: str
    ids: frozenset[int]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Found:
    """Everything the card shows of a record."""

    title: str
    values: dict[str, Any]
    facts: tuple[Fact, ...]
    papers: FoundPapers
    related: tuple[_Related, ...]
    history: tuple[Step, ...]


class RecordCard(QFrame):
    """Reads and shows one record. Signals: ``go(Place)`` when a link is followed."""

    go = Signal(object)

    def __init__(self, spec: RegisterSpec, gateway: Gateway, context: Context, *, has_open: bool = True) -> None:
        super().__init__()
        self.spec, self._gateway, self._context, self._has_open = spec, gateway, context, has_open
        self.setProperty("frame", "card")
        self._id = self._shown = -1
        self.documents = DocumentsPanel(spec, gateway)
        self.documents.setParent(self)
        self.documents.hide()
        self.documents.go.connect(self.go)
        self.documents.form_opened.connect(lambda: QTimer.singleShot(0, self, self._show_form))
        self.setAcceptDrops(self.documents.is_offered)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._ask)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(f"Карточка: {spec.singular}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        gateway.changed.connect(lambda _: self._timer.start())
        context.changed.connect(self._timer.start)

    def show_record(self, record_id: int) -> None:
        self._id = record_id
        self._timer.start()

    def _ask(self) -> None:
        if not self.isVisible():
            return
        wanted = self._id
        if wanted < 0:
            self._replace(_body())
            return
        on = self._context.as_of
        self._gateway.ask(lambda db: _read(db, self.spec, wanted, on), lambda found: self._show(wanted, found))

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._timer.start()

    def _show(self, wanted: int, found: _Found | None) -> None:
        if wanted != self._id:
            return
        body = _body()
        column = QVBoxLayout(body)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        if found is not None:
            self._head(column, found)
            self._facts(column, found.facts)
            if self._has_open:  # beside the form they would stand twice
                self._fields(column, found.values)
            self._papers(column, wanted, found.papers)
            self._related(column, found.related)
            self._history(column, found.history)
        column.addStretch(1)
        place = self._scroll.verticalScrollBar().value() if wanted == self._shown else 0
        self._shown = wanted
        self._replace(body)
        self._scroll.verticalScrollBar().setValue(place)

    def _replace(self, body: QWidget) -> None:
        """Shows another body; the section of documents outlives the old one."""
        if not body.isAncestorOf(self.documents):
            self.documents.hide()
            self.documents.setParent(self)
        self._scroll.setWidget(body)
        self.documents.take_focus_back()

    def _papers(self, column: QVBoxLayout, record_id: int, papers: FoundPapers) -> None:
        if self.documents.is_offered:
            column.addWidget(Line())
            self.documents.show_papers(record_id, papers)
            self.documents.keep_focus()
            column.addWidget(self.documents)
            self.documents.show()

    def _show_form(self) -> None:
        if self.documents.form is not None:
            self._scroll.ensureWidgetVisible(self.documents.form)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._shown >= 0 and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.documents.take_files(dropped_files(event.mimeData()))

    def _head(self, column: QVBoxLayout, found: _Found) -> None:
        title = found.title or self.spec.singular
        column.addWidget(text_label(title, "section", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        record_id = self._id
        if self._has_open:
            edit = push_button("Открыть", "open")
            edit.clicked.connect(lambda: self.go.emit(Place(f"record:{self.spec.key}", record_id)))
            row.addWidget(edit)
        paper = icon_button("print", "Карточка для печати: бумага, PDF, Word")
        paper.clicked.connect(
            lambda: self.go.emit(Place("document", detail=card_source(self.spec, record_id, title, self._context)))
        )
        row.addWidget(paper)
        menu = add_menu(self.spec.key, record_id, self.go.emit, self)
        if not menu.isEmpty():
            add = push_button("Добавить", "add")
            add.setToolTip("Новая запись, связанная с этой")
            menu.setParent(add, menu.windowFlags())
            add.setMenu(menu)
            add.setProperty("menu", True)
            row.addWidget(add)
        row.addStretch(1)
        column.addLayout(row)
        for work in works_of_card(self.spec.key):
            link = ElidedLink(work.title)
            link.setToolTip(work.about)
            link.clicked.connect(lambda _=False, key=work.key: self.go.emit(Place(key, record_id)))
            column.addWidget(link)

    def _facts(self, column: QVBoxLayout, facts: tuple[Fact, ...]) -> None:
        if not facts:
            return
        column.addWidget(Line())
        column.addWidget(MutedLabel(f"На {self._context.as_of:%d.%m.%Y}"))
        grid = _grid()
        for row, fact in enumerate(facts):
            name = MutedLabel(fact.label, wrap=True)
            name.setFixedWidth(_NAMES)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            text = text_label(fact.text, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if fact.tone in ("warn", "bad"):
                style(text, tone=fact.tone)
                grid.addWidget(IconLabel(TONE_ICONS[fact.tone], fact.tone), row, 1, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(text, row, 2)
            else:
                grid.addWidget(text, row, 1, 1, 2)
        column.addLayout(grid)

    def _fields(self, column: QVBoxLayout, values: dict[str, Any]) -> None:
        for section in self.spec.sections:
            filled = [self.spec.by_name[name] for name in section.fields if values.get(name) is not None]
            filled = [field for field in filled if not field.hidden]
            if not filled:
                continue
            column.addWidget(Line())
            column.addWidget(MutedLabel(section.title))
            grid = _grid()
            for row, field in enumerate(filled):
                name = MutedLabel(field.label, wrap=True)
                name.setFixedWidth(_NAMES)
                grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
                value = values[field.name]
                if field.link:
                    link = ElidedLink(str(value))
                    link.clicked.connect(
                        lambda _=False, to=field.link, each=value: self.go.emit(Place(f"record:{to}", each.id))
                    )
                    grid.addWidget(link, row, 1, 1, 2)
                else:
                    text = text_label(shown(field, value), wrap=True)
                    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                    grid.addWidget(text, row, 1, 1, 2)
            column.addLayout(grid)

    def _related(self, column: QVBoxLayout, related: tuple[_Related, ...]) -> None:
        if not related:
            return
        column.addWidget(Line())
        column.addWidget(SectionTitle("Связанные записи"))
        for each in related:
            by = each.spec.by_name[each.link].label.lower()
            is_alone = sum(1 for other in related if other.spec is each.spec) == 1
            name = each.spec.title if is_alone else f"{each.spec.title} ({by})"
            link = ElidedLink(f"{name} · {grouped(len(each.ids))}")
            link.clicked.connect(
                lambda _=False, each=each, by=by: self.go.emit(
                    Place(f"register:{each.spec.key}", only=each.ids, title=f"{each.spec.title}: {by}")
                )
            )
            column.addWidget(link)
            for line in each.lines:
                column.addWidget(MutedLabel(line, wrap=True))

    def _history(self, column: QVBoxLayout, history: tuple[Step, ...]) -> None:
        if not history:
            return
        column.addWidget(Line())
        column.addWidget(SectionTitle("История"))
        for line in history[:_HISTORY]:
            column.addWidget(MutedLabel(f"{line.moment} · {line.words()}", wrap=True))
            for each in line.fields:
                column.addWidget(text_label(f"{each.label}: {each.before} → {each.after}", "note", wrap=True))
        record_id = self._id
        whole = ElidedLink(f"Вся история · {grouped(len(history))}")
        whole.setToolTip("Все изменения этой записи по полям; любое можно отменить")
        whole.clicked.connect(lambda: self.go.emit(Place("history", record_id, detail=self.spec.key)))
        column.addWidget(whole)


def _body() -> QWidget:
    """What scrolls in the card: the white of the card shows through."""
    body = QWidget()
    body.setProperty("plain", True)
    return body


def _grid() -> QGridLayout:
    """Names, icons, values."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.S)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(2, 1)
    return grid


def _read(db: Database, spec: RegisterSpec, record_id: int, on: date) -> _Found | None:
    from ...reports.library.cards import headline  # the first table is shown before any card

    values = records.read(db, spec, record_id)
    if values is None:
        return None
    related = [
        _related(db, register, link, record_id)
        for register, link in records.references(db, spec.key, record_id)
        if may_have_documents(register)  # the others are shown as documents and files
    ]
    return _Found(
        query.title(db, spec.key, record_id),
        values,
        headline(db, spec.key, record_id, on),
        read_papers(db, spec, record_id),
        tuple(related),
        steps(db, spec.key, record_id),
    )


def _related(db: Database, register: str, link: str, record_id: int) -> _Related:
    other = REGISTERS[register]
    found = query.ids(db, query.Query(register, where=Test(link, "eq", record_id)))
    names = [field.name for field in other.listed if field.name != link][:3]
    fields = [other.by_name[name] for name in names]
    lines = tuple(
        " · ".join(text for field, value in zip(fields, row.values, strict=True) if (text := shown(field, value)))
        for row in query.fetch(db, other, found[:_RELATED], names)
    )
    return _Related(other, link, frozenset(found), lines)
