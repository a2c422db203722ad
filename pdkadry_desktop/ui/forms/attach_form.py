"""Attaching inside a card: a document that exists, or a new one by kind, number, date and name; what it confirms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from ...core.errors import UserError
from ...core.kinds import BadValue
from ...core.text import counted
from ...registers.document_links import DOCUMENT_LINKS
from ...registers.documents import DOCUMENTS
from ...storage import records
from ...work.attachments import FORMS_OF_FILES, kinds_in_use
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import FieldMessage, MutedLabel, push_button, text_label
from .editors import LineEditor
from .field_box import FieldBox, plain_value
from .link_editor import LinkEditor

_NEW = ("kind", "document_no", "document_on", "name")
_WIDE = {"kind", "name"}


class AttachForm(QFrame):
    """Signals: ``accepted(document id or values of a new one, note)``, ``cancelled()``."""

    accepted = Signal(object, str)
    cancelled = Signal()

    def __init__(self, gateway: Gateway, paths: Sequence[Path] = ()) -> None:
        """``paths``: the files that go to the document."""
        super().__init__()
        self.paths = tuple(paths)
        self.setProperty("frame", "card")
        self.setAccessibleName("Приложить документ")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(text_label(self._heading(), "strong", wrap=True))
        existing = replace(DOCUMENT_LINKS.by_name["document_id"], label="Документ из реестра", required=False)
        self.existing = FieldBox(existing, gateway)
        self.existing.editor.edited.connect(self._show_new)
        column.addWidget(self.existing)
        self.or_new = MutedLabel("Или новый документ:", wrap=True)
        column.addWidget(self.or_new)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.S)
        self.boxes = {name: FieldBox(replace(DOCUMENTS.by_name[name], help=""), gateway) for name in _NEW}
        row = place = 0
        for name, box in self.boxes.items():
            grid.addWidget(box, row, place, 1, 2 if name in _WIDE else 1)
            place += 2 if name in _WIDE else 1
            if place >= 2:
                row, place = row + 1, 0
        column.addLayout(grid)
        self.note = FieldBox(DOCUMENT_LINKS.by_name["note"], gateway)
        column.addWidget(self.note)
        self.message = FieldMessage()
        column.addWidget(self.message)
        self.attach_button = push_button("Приложить", "check", "primary")
        self.attach_button.setToolTip("Ctrl+Enter")
        self.attach_button.clicked.connect(self.accept)
        cancel = push_button("Отмена", kind="quiet")
        cancel.setToolTip("Esc")
        cancel.clicked.connect(self.cancelled)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.attach_button)
        column.addLayout(foot)
        if len(self.paths) == 1:
            self.boxes["name"].editor.set_value(" ".join(self.paths[0].stem.replace("_", " ").split()))
        self.setFocusProxy(self.boxes["kind"].editor if self.paths else self.existing.editor)
        gateway.ask(kinds_in_use, self._offer_kinds)

    def _heading(self) -> str:
        if len(self.paths) == 1:
            return "Приложить файл к документу"
        return f"Приложить {counted(len(self.paths), *FORMS_OF_FILES)}" if self.paths else "Приложить документ"

    def _offer_kinds(self, kinds: list[str]) -> None:
        editor = self.boxes["kind"].editor
        if isinstance(editor, LineEditor):
            completer = QCompleter(kinds, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            editor.line.setCompleter(completer)

    def _show_new(self) -> None:
        """The fields of a new document make room when one of the register is chosen."""
        editor = self.existing.editor
        is_chosen = isinstance(editor, LinkEditor) and editor.chosen() is not None
        for widget in (self.or_new, *self.boxes.values()):
            widget.setVisible(not is_chosen)

    def accept(self) -> None:
        """Reads the form; what cannot be read is said beside its field."""
        values: dict[str, Any] = {}
        is_good = True
        for box in (self.existing, self.note, *self.boxes.values()):
            box.complain("")
            try:
                values[box.spec.name] = plain_value(box.editor.value())
            except BadValue as error:
                box.complain(f"Так записать нельзя: {error}.")
                is_good = False
        self.message.clear()
        if is_good:
            chosen = values["document_id"]
            self.accepted.emit(chosen or {name: values[name] for name in _NEW}, values["note"] or "")

    def refuse(self, error: UserError) -> None:
        """Shows why it was not attached; nothing that was typed is lost."""
        texts: Mapping[str | None, str] = {}
        if isinstance(error, records.Invalid):
            texts = {problem.field: problem.message for problem in reversed(error.problems)}
        for name, box in self.boxes.items():
            box.complain(texts.get(name, ""))
        if not texts.keys() & self.boxes.keys():
            self.message.show_message(f"{error.text} {error.hint}".strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
        else:
            super().keyPressEvent(event)
