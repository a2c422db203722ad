"""A form derived from a register's declaration: sections, labels above fields, messages under them, unsaved state."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ...core.kinds import BadValue, MultiChoice, Text
from ...core.register import FieldSpec, Problem, RegisterSpec
from ...storage.query import LinkTo
from ..gateway import Gateway
from ..theme import style
from ..tokens import Space
from ..widgets.basics import CardFrame, FieldMessage, MutedLabel, push_button, text_label
from .editors import Editor, LineEditor, editor_for, stacked

_COLUMN = 320
_SHOW_HIDDEN = "forms/show_hidden"


class FieldBox(QWidget):
    """A label, its editor, the help and the message of one field."""

    def __init__(self, spec: FieldSpec, gateway: Gateway) -> None:
        super().__init__()
        self.spec = spec
        is_asked = spec.required and not spec.is_given
        self.label = text_label(f"{spec.label} *" if is_asked else spec.label, "field", wrap=True)
        self.editor: Editor = editor_for(spec.kind, spec, gateway)
        self.label.setBuddy(self.editor)
        self.message = FieldMessage()
        parts: list[QWidget] = [self.label, self.editor]
        if spec.is_given and isinstance(self.editor, LineEditor):
            self.editor.line.setPlaceholderText("присвоит программа")
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

    def __init__(self, spec: RegisterSpec, gateway: Gateway, columns: int = 2, without: Collection[str] = ()) -> None:
        """``without``: fields that are asked for elsewhere."""
        super().__init__()
        self.spec = spec
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.boxes: dict[str, FieldBox] = {}
        self._loaded: dict[str, Any] = {}
        self._switches: list[tuple[QPushButton, list[FieldSpec]]] = []
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, Space.S, Space.L, Space.L)
        column.setSpacing(Space.M)
        for section in spec.sections:
            if set(section.fields) <= set(without):
                continue
            card = CardFrame(section.title)
            grid = QGridLayout()
            grid.setHorizontalSpacing(Space.L)
            grid.setVerticalSpacing(Space.M)
            card.body.addLayout(grid)
            fields = sorted(
                (spec.by_name[name] for name in section.fields if name not in without), key=lambda field: field.hidden
            )
            self._place(fields, grid, gateway, columns)
            self._offer_hidden([field for field in fields if field.hidden], card)
            column.addWidget(card)
        self._show_hidden()
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
        self._show_hidden()

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
        given = {field.name for field in self.spec.fields if field.is_given and not values.get(field.name)}
        return values, [each for each in problems if each.field not in given]

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

    def focus_first(self, *, empty: bool = False) -> None:
        """The first field; with ``empty`` the first that nothing stands in yet."""
        shown = [box for box in self.boxes.values() if not box.isHidden()]
        free = [box for box in shown if self._loaded.get(box.spec.name) is None]
        (free if empty and free else shown)[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _offer_hidden(self, fields: list[FieldSpec], card: CardFrame) -> None:
        """A switch for the fields of a section that are not shown until filled or asked for."""
        if not fields:
            return
        names = ", ".join(f"«{field.label}»" for field in fields)
        switch = push_button(f"Показать {names}", "eye", "link")
        switch.clicked.connect(lambda: self.set_shows_hidden(True))
        card.body.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
        self._switches.append((switch, fields))

    def set_shows_hidden(self, shows: bool) -> None:
        """Shows or hides the rarely needed fields; remembered for all forms."""
        QSettings().setValue(_SHOW_HIDDEN, shows)
        self._show_hidden()

    def _show_hidden(self) -> None:
        shows = QSettings().value(_SHOW_HIDDEN, False, type=bool)
        for switch, fields in self._switches:
            for field in fields:
                self.boxes[field.name].setVisible(bool(shows) or self._loaded.get(field.name) is not None)
            switch.setVisible(any(self.boxes[field.name].isHidden() for field in fields))

    def _show_dependent(self) -> None:
        for box in self.boxes.values():
            if box.spec.depends is None or box.spec.depends[0] not in self.boxes:
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
