"""A new linked record made inside a form: only what its register requires, saved as an action of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from ...core.errors import UserError
from ...core.kinds import BadValue, Text
from ...core.register import FieldSpec, Problem, RegisterSpec
from ...storage import query, records
from ...storage.database import Database
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import FieldMessage, MutedLabel, SectionTitle, push_button
from .field_box import FieldBox, plain_value

_COLUMNS = 2


class QuickCreate(QFrame):
    """Signals: ``created(LinkTo)``, ``cancelled()``."""

    created = Signal(object)
    cancelled = Signal()

    def __init__(self, spec: RegisterSpec, gateway: Gateway, text: str) -> None:
        """``text``: what was typed as the name of the record."""
        super().__init__()
        self.spec, self._gateway = spec, gateway
        self._is_saving = False
        self.setProperty("frame", "card")
        self.setAccessibleName(f"{spec.singular}: новая запись")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(SectionTitle(f"{spec.singular}: новая запись"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        column.addLayout(grid)
        self.boxes: dict[str, FieldBox] = {}
        for place, field in enumerate(asked_fields(spec)):
            box = FieldBox(field, gateway)
            self.boxes[field.name] = box
            grid.addWidget(box, place // _COLUMNS, place % _COLUMNS)
        for index in range(_COLUMNS):
            grid.setColumnStretch(index, 1)
        self.message = FieldMessage()
        column.addWidget(self.message)
        note = MutedLabel(
            "Остальное можно дописать потом в карточке. Форма, в которой вы работаете, не закроется.", True
        )
        self.create_button = push_button("Создать и выбрать", "add", "primary")
        self.create_button.setToolTip("Ctrl+Enter")
        self.create_button.clicked.connect(self.create_record)
        cancel = push_button("Не создавать", kind="quiet")
        cancel.setToolTip("Esc")
        cancel.clicked.connect(self.cancelled)
        foot = QHBoxLayout()
        foot.addWidget(note, 1)
        foot.addWidget(cancel)
        foot.addWidget(self.create_button)
        column.addLayout(foot)
        for name, value in from_typed(spec, text).items():
            if name in self.boxes:
                self.boxes[name].editor.set_value(value)
        empty = [box for box in self.boxes.values() if not box.spec.is_given and self._value(box) is None]
        self.setFocusProxy((empty or list(self.boxes.values()))[0].editor)

    def create_record(self) -> None:
        """Saves the record; what is wrong is said beside its field."""
        if self._is_saving:
            return
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, box in self.boxes.items():
            try:
                values[name] = plain_value(box.editor.value())
            except BadValue as error:
                problems.append(Problem(name, f"Так записать нельзя: {error}."))
        bad = {problem.field for problem in problems}
        given = {field.name for field in self.spec.fields if field.is_given}
        problems += [
            each for each in self.spec.problems(values)
            if each.severity == "error" and each.field not in bad and each.field not in given
        ]  # fmt: skip
        if problems:
            self._complain(problems)
            return

        def work(db: Database) -> query.LinkTo:
            made = records.save(db, self.spec, values)
            return query.LinkTo(made, query.title(db, self.spec.key, made))

        self._is_saving = True
        self._gateway.ask(work, self._on_created, self._on_refused)

    def _on_created(self, made: query.LinkTo) -> None:
        self._is_saving = False
        self.created.emit(made)

    def _on_refused(self, error: UserError) -> None:
        self._is_saving = False
        if isinstance(error, records.Invalid):
            self._complain(error.problems)
        else:
            self.message.show_message(f"{error.text} {error.hint}")

    def _complain(self, problems: list[Problem]) -> None:
        texts = {problem.field: problem.message for problem in reversed(problems)}
        for name, box in self.boxes.items():
            box.complain(texts.get(name, ""))
        self.message.show_message(" ".join(text for name, text in texts.items() if name not in self.boxes))
        wrong = next((box for name, box in self.boxes.items() if name in texts), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _value(self, box: FieldBox) -> Any:
        try:
            return box.editor.value()
        except BadValue:
            return None

    # -- keys: the panel answers before the shortcuts of the form around it --------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif _is_own(event):
            self.create_record()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


def asked_fields(spec: RegisterSpec) -> list[FieldSpec]:
    """What a new record cannot be without, and what it is called by, in the order of the form."""
    needed = {field.name for field in spec.fields if field.required and not field.is_given}
    needed |= {name for name in spec.title_fields if isinstance(spec.by_name[name].kind, Text)}
    needed |= {problem.field for problem in spec.problems({}) if problem.field and problem.severity == "error"}
    names = [name for section in spec.sections for name in section.fields if name in needed]
    return [spec.by_name[name] for name in names if not spec.by_name[name].is_given]


def from_typed(spec: RegisterSpec, text: str) -> dict[str, str]:
    """What was typed, laid out by the fields of the title: «Ёлкина Анна» → last name, first name."""
    names = [name for name in spec.title_fields if isinstance(spec.by_name[name].kind, Text)]
    if not names or not text:
        return {}
    words = text.split(None, len(names) - 1)
    return dict(zip(names, words, strict=False))


def _is_own(event: QKeyEvent) -> bool:
    """Keys of the form around that mean the panel while the cursor is in it."""
    is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S)
    return event.key() == Qt.Key.Key_Escape or (is_control and event.key() in keys)
