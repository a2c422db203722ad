"""«Документы и файлы» on a card: what is attached, attaching by choosing or dropping, opening, saving, detaching."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from ...core.errors import UserError
from ...core.register import RegisterSpec
from ...core.text import grouped
from ...registers.documents import DOCUMENTS
from ...storage.database import Database
from ...work import attachments
from ...work.attachments import Attached, FileLine, Paper, Use
from ..attached_files import choose_files, choose_place, open_attached, save_attached
from ..gateway import Gateway
from ..places import Place
from ..theme import style
from ..tokens import Space
from ..widgets.basics import FieldMessage, IconLabel, MutedLabel, SectionTitle, icon_button, push_button, text_label
from ..widgets.flow import FlowLayout
from .card_actions import ElidedLink

if TYPE_CHECKING:
    from ..forms.attach_form import AttachForm

_SHOWN = 30  # documents of one record
_UNBROKEN = 24  # characters a name runs on before it may wrap


@dataclass(frozen=True, slots=True)
class FoundPapers:
    """What the section shows: of a record what is attached, of a document its files and what it is attached to."""

    attached: tuple[Attached, ...] = ()
    own: Paper | None = None
    uses: tuple[Use, ...] = ()


def read_papers(db: Database, spec: RegisterSpec, record_id: int) -> FoundPapers:
    if not attachments.may_have_documents(spec.key):
        return FoundPapers()
    attached = attachments.attached_to(db, spec.key, record_id)
    if spec is not DOCUMENTS:
        return FoundPapers(attached)
    own = attachments.papers(db, [record_id]).get(record_id)
    return FoundPapers(attached, own, attachments.uses(db, [record_id]))


def dropped_files(data: QMimeData) -> list[Path]:
    """Files dragged from the system's windows."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and Path(url.toLocalFile()).is_file()]


class DocumentsPanel(QWidget):
    """The section of one record; lives as long as its card, so that an open form outlives a new reading.

    Signals: ``go(Place)``, ``form_opened()`` – the form wants to be seen.
    """

    go = Signal(object)
    form_opened = Signal()

    def __init__(self, spec: RegisterSpec, gateway: Gateway) -> None:
        super().__init__()
        self.spec, self._gateway = spec, gateway
        self.is_offered = attachments.may_have_documents(spec.key)
        self._id = -1
        self.form: AttachForm | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.title = SectionTitle("Документы и файлы")
        column.addWidget(self.title)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.file_button = push_button("Файл…", "add")
        self.file_button.setAccessibleName("Приложить файл")
        self.file_button.setToolTip("Приложить файл; его можно и перетащить на карточку мышью")
        self.file_button.clicked.connect(lambda: choose_files(self, self.take_files))
        flow.addWidget(self.file_button)
        if spec is not DOCUMENTS:
            self.document_button = push_button("Документ…", "link")
            self.document_button.setAccessibleName("Приложить документ")
            self.document_button.setToolTip("Приложить документ из реестра или новый, без файла")
            self.document_button.clicked.connect(lambda: self._begin(()))
            flow.addWidget(self.document_button)
        column.addWidget(buttons)
        self.message = FieldMessage()
        column.addWidget(self.message)
        self._form_place = QVBoxLayout()
        column.addLayout(self._form_place)
        self._list: QWidget | None = None
        self._focused: QWidget | None = None

    def show_papers(self, record_id: int, found: FoundPapers) -> None:
        """Another record closes the form; a new reading of the same one leaves it open."""
        if record_id != self._id:
            self._id = record_id
            self._close_form()
            self.message.clear()
        count = len(found.own.files) if found.own is not None else len(found.attached)
        self.title.setText(f"Документы и файлы · {grouped(count)}" if count else "Документы и файлы")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        if found.own is not None:
            self._own(column, found.own, found.uses)
        for each in found.attached[:_SHOWN]:
            self._attached(column, each)
        if not count:
            column.addWidget(MutedLabel("Пока ничего. Скан или файл можно перетащить сюда мышью.", wrap=True))
        layout = self.layout()
        assert layout is not None
        if self._list is not None:
            layout.removeWidget(self._list)
            self._list.hide()
            self._list.deleteLater()
        self._list = body
        layout.addWidget(body)

    def keep_focus(self) -> None:
        """Called before the section moves to another body: Qt takes the cursor out of what moves."""
        focused = self.form.focusWidget() if self.form is not None else None
        self._focused = focused if focused is not None and focused.hasFocus() else None

    def take_focus_back(self) -> None:
        focused, self._focused = self._focused, None
        if focused is not None and isValid(focused) and self.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is attached ----------------------------------------------------------------------------------------

    def _attached(self, column: QVBoxLayout, each: Attached) -> None:
        paper = each.paper
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        link = ElidedLink(paper.requisites())
        link.clicked.connect(lambda: self.go.emit(Place(f"record:{DOCUMENTS.key}", paper.id)))
        row.addWidget(link, 1)
        if each.link_id is not None:
            link_id = each.link_id
            away = icon_button("cancel", f"Открепить: {paper.requisites()}", small=True)
            away.clicked.connect(lambda: self._do(lambda db: attachments.detach(db, link_id)))
            row.addWidget(away)
        column.addLayout(row)
        column.addWidget(_wrapped(paper.name))
        if each.note:
            column.addWidget(_wrapped(f"Подтверждает: {each.note}", is_muted=True))
        if each.register:
            via = ElidedLink(f"Через: {each.via}")
            via.clicked.connect(lambda: self.go.emit(Place(f"record:{each.register}", each.record_id)))
            column.addWidget(via)
        elif each.via:
            column.addWidget(MutedLabel(f"Через {each.via}", wrap=True))
        if paper.url:
            column.addWidget(_wrapped(paper.url, is_muted=True))
        for file in paper.files:
            self._file(column, file, can_remove=False)

    def _own(self, column: QVBoxLayout, paper: Paper, uses: Sequence[Use]) -> None:
        for file in paper.files:
            self._file(column, file, can_remove=True)
        if not uses:
            return
        column.addWidget(SectionTitle(f"Приложен к записям · {grouped(len(uses))}"))
        for use in uses[:_SHOWN]:
            row = QHBoxLayout()
            row.setSpacing(Space.XS)
            link = ElidedLink(use.title)
            link.clicked.connect(lambda _=False, use=use: self.go.emit(Place(f"record:{use.register}", use.record_id)))
            row.addWidget(link, 1)
            if use.link_id is not None:
                away = icon_button("cancel", f"Открепить от: {use.title}", small=True)
                away.clicked.connect(
                    lambda _=False, link_id=use.link_id: self._do(lambda db: attachments.detach(db, link_id))
                )
                row.addWidget(away)
            column.addLayout(row)
            if use.note:
                column.addWidget(_wrapped(use.note, is_muted=True))
        if len(uses) > _SHOWN:
            column.addWidget(MutedLabel(f"и ещё {grouped(len(uses) - _SHOWN)} – в «Реестре подтверждений»", wrap=True))

    def _file(self, column: QVBoxLayout, file: FileLine, *, can_remove: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        row.addWidget(IconLabel("document" if not file.refusal else "warning", "muted" if not file.refusal else "warn"))
        row.addWidget(_wrapped(file.words()), 1)
        if not file.refusal and file.is_kept:
            look = icon_button("eye", f"Открыть файл: {file.name}", small=True)
            look.clicked.connect(lambda: self._open(file))
            row.addWidget(look)
        keep = icon_button("save", f"Сохранить как…: {file.name}", small=True)
        keep.clicked.connect(lambda: self._save(file))
        keep.setEnabled(file.is_kept)
        row.addWidget(keep)
        if can_remove:
            away = icon_button("delete", f"Убрать файл: {file.name}", small=True)
            away.clicked.connect(lambda: self._do(lambda db: attachments.remove_file(db, file.id)))
            row.addWidget(away)
        column.addLayout(row)
        if not file.is_kept:
            said = MutedLabel("Содержимого в базе нет: приложите файл ещё раз или верните из копии базы.", wrap=True)
            style(said, tone="bad")
            column.addWidget(said)
        elif file.refusal:
            column.addWidget(MutedLabel(file.refusal, wrap=True))

    # -- actions -------------------------------------------------------------------------------------------------

    def take_files(self, paths: Sequence[Path]) -> None:
        """Files chosen or dropped: a document takes them at once, a record asks which document they are."""
        if self._id < 0 or not paths:
            return
        if self.spec is DOCUMENTS:
            document = self._id
            self._attach(None, document, tuple(paths), "")
        else:
            self._begin(paths)

    def _begin(self, paths: Sequence[Path]) -> None:
        self._close_form()
        self.message.clear()
        from ..forms.attach_form import AttachForm  # cards do not wait for what they may open

        self.form = AttachForm(self._gateway, paths)
        self.form.cancelled.connect(self._close_form)
        to, given = (self.spec.key, self._id), tuple(paths)
        self.form.accepted.connect(lambda document, note: self._attach(to, document, given, note))
        self._form_place.addWidget(self.form)
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form_opened.emit()

    def _attach(self, to: tuple[str, int] | None, document: Any, paths: tuple[Path, ...], note: str) -> None:
        if self.form is not None:
            self.form.attach_button.setEnabled(False)  # a second press would attach twice
        self._gateway.run(
            "Приложить файл" if paths else "Приложить документ",
            lambda db, job: attachments.attach(db, to, document, paths, note, job),
            lambda _: self._close_form(),
            self._on_refused,
        )

    def _on_refused(self, error: UserError) -> None:
        if self.form is None:
            self._complain(error)
        else:
            self.form.attach_button.setEnabled(True)
            self.form.refuse(error)

    def _close_form(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            self._form_place.removeWidget(form)
            form.hide()
            form.deleteLater()
            self.file_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, file: FileLine) -> None:
        self.message.clear()
        open_attached(self._gateway, file, self._complain)

    def _save(self, file: FileLine) -> None:
        self.message.clear()
        if file.refusal:
            self.message.show_message(f"{file.refusal} Открывайте, только если уверены, от кого он.", "warn")
        choose_place(self, file.name, lambda path: self.save_to(file, path))

    def save_to(self, file: FileLine, path: Path) -> None:
        """Writes the file there and says so."""
        save_attached(self._gateway, file, path, lambda said: self.message.show_message(said, "good"), self._complain)

    def _do(self, work: Callable[[Database], object]) -> None:
        self.message.clear()
        self._gateway.ask(work, None, self._complain)

    def _complain(self, error: UserError) -> None:
        self.message.show_message(f"{error.text} {error.hint}".strip())


def _wrapped(text: str, *, is_muted: bool = False) -> QLabel:
    """A label whose long words may wrap: names of files have no spaces."""
    shown = breakable(text)
    label = MutedLabel(shown, wrap=True) if is_muted else text_label(shown, wrap=True)
    label.setAccessibleName(text)
    label.setMinimumWidth(1)
    return label


def breakable(text: str) -> str:
    """The text with places to wrap after «_ - . /» and inside very long words."""
    parts: list[str] = []
    run = 0
    for each in text:
        parts.append(each)
        run = 0 if each.isspace() else run + 1
        if each in "_-./\\" or run >= _UNBROKEN:
            parts.append("\u200b")
            run = 0
    return "".join(parts)
