"""A form derived from a register's declaration: sections, labels above fields, messages under them, unsaved state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ...core.kinds import BadValue, MultiChoice, Text
from ...core.register import FieldSpec, Problem, RegisterSpec
from ...storage.query import LinkTo
from ..gateway import Gateway
from ..theme import style
from ..tokens import Space
from ..widgets.basics import CardFrame, FieldMessage, MutedLabel, text_label
from .editors import Editor, editor_for, stacked

_COLUMN = 320


class FieldBox(QWidget):
    """A label, its editor, the help and the message of one field."""

    def __init__(self, spec: FieldSpec, gateway: Gateway) -> None:
        super().__init__()
        self.spec = spec
        self.label = text_label(f"{spec.label} *" if spec.required else spec.label, "field", wrap=True)
        self.editor: Editor = editor_for(spec.kind, spec, gateway)
        self.label.setBuddy(self.editor)
        self.message = FieldMessage()
        parts: list[QWidget] = [self.label, self.editor]
        if spec.help:
            parts.append(MutedLabel(spec.help, wrap=True))
        stacked(self, *parts, self.message).addStretch(1)

    def complain(self, text: str, tone: Any = "bad") -> None:
        """Shows what is wrong; «» takes the message away."""
        self.message.show_message(text, tone)
        self.editor.set_invalid(bool(text) and tone == "bad")
        style(self.label, tone="bad" if text and tone == "bad" else "")


class RecordForm(QScrollArea):
    """All fields of a record. Signals: ``edited()`` after a change by the user."""

    edited = Signal()

    def __init__(self, spec: RegisterSpec, gateway: Gateway, columns: int = 2) -> None:
        super().__init__()
        self.spec = spec
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.boxes: dict[str, FieldBox] = {}
        self._loaded: dict[str, Any] = {}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(Space.L, Space.S, Space.L, Space.L)
        column.setSpacing(Space.M)
        for section in spec.sections:
            card = CardFrame(section.title)
            grid = QGridLayout()
            grid.setHorizontalSpacing(Space.L)
            grid.setVerticalSpacing(Space.M)
            card.body.addLayout(grid)
            self._place([spec.by_name[name] for name in section.fields], grid, gateway, columns)
            column.addWidget(card)
        column.addStretch(1)
        body.setMaximumWidth(_COLUMN * columns + 200)
        self.setWidget(body)

    def _place(self, fields: list[FieldSpec], grid: QGridLayout, gateway: Gateway, columns: int) -> None:
        row = place = 0
        for field in fields:
            box = FieldBox(field, gateway)
            box.editor.edited.connect(lambda name=field.name: self._on_edited(name))
            self.boxes[field.name] = box
            is_wide = isinstance(field.kind, MultiChoice) or (isinstance(field.kind, Text) and field.kind.rows > 1)
            if is_wide and place:
                row, place = row + 1, 0
            grid.addWidget(box, row, place, 1, columns if is_wide else 1)
            place += columns if is_wide else 1
            if place >= columns:
                row, place = row + 1, 0
        for index in range(columns):
            grid.setColumnStretch(index, 1)

    # -- values --------------------------------------------------------------------------------------------------

    def load(self, values: Mapping[str, Any]) -> None:
        """Shows a record; links as LinkTo or id."""
        self._loaded = {name: _id(values.get(name)) for name in self.boxes}
        for name, box in self.boxes.items():
            box.editor.set_value(values.get(name))
            box.complain("")
        self._show_dependent()

    def read(self) -> tuple[dict[str, Any], list[Problem]]:
        """The values as typed (links as ids) and what is wrong with them."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, box in self.boxes.items():
            try:
                values[name] = _id(box.editor.value())
            except BadValue as error:
                values[name] = self._loaded.get(name)
                problems.append(Problem(name, f"Так записать нельзя: {error}."))
        bad = {problem.field for problem in problems}
        problems += [each for each in self.spec.problems(values) if each.field not in bad]
        code = self.spec.by_name.get("code")
        if code is not None and code.required and not values.get("code"):
            problems = [each for each in problems if each.field != "code"]  # an empty code is given by the program
        return values, problems

    def is_changed(self) -> bool:
        """Whether what stands in the form differs from what was loaded."""
        for name, box in self.boxes.items():
            try:
                if _id(box.editor.value()) != self._loaded.get(name):
                    return True
            except BadValue:
                return True
        return False

    def show_problems(self, problems: list[Problem]) -> None:
        """Each message beside its field; the first wrong field gets the focus."""
        by_field: dict[str | None, Problem] = {}
        for problem in problems:
            by_field.setdefault(problem.field, problem)
        for name, box in self.boxes.items():
            found = by_field.get(name)
            box.complain(found.message if found else "", "warn" if found and found.severity != "error" else "bad")
        wrong = [box for name, box in self.boxes.items() if name in by_field]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(wrong[0])

    def focus_first(self) -> None:
        next(iter(self.boxes.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- immediate messages --------------------------------------------------------------------------------------

    def _on_edited(self, name: str) -> None:
        box = self.boxes[name]
        try:
            value = _id(box.editor.value())
            problem = self.spec.by_name[name].problem(value) if value is not None else None
            box.complain(problem.message if problem else "")
        except BadValue:
            box.complain("")  # judged when the field is left or saved, not while it is being typed
        self._show_dependent()
        self.edited.emit()

    def _show_dependent(self) -> None:
        for box in self.boxes.values():
            if box.spec.depends is None:
                continue
            name, wanted = box.spec.depends
            try:
                value = _id(self.boxes[name].editor.value())
            except BadValue:
                value = None
            is_asked = value in wanted if wanted else value is not None
            filled = self._loaded.get(box.spec.name) is not None
            box.setVisible(is_asked or filled)


def _id(value: Any) -> Any:
    return value.id if isinstance(value, LinkTo) else value
