"""A few fields asked for inside the page before an action on marked rows; nothing is covered, Esc gives it up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from ...core.kinds import BadValue, Choice, Kind, Text
from ...core.register import FieldSpec
from ...registers import REGISTERS
from ..forms.field_box import FieldBox
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import MutedLabel, SectionTitle, push_button

_COLUMNS = 4
_LONG = 100  # letters; a text that may be longer takes two columns beside one other field
_WIDE_CHOICE = 24  # letters of a value that one column would cut


def asked(name: str, label: str, kind: Kind, *, required: bool = False, help: str = "") -> FieldSpec:
    """A field that belongs to no register."""
    return FieldSpec(name=name, label=label, kind=kind, required=required, help=help)


def field_of(register: str, name: str, *, required: bool = False) -> FieldSpec:
    """A field as its register declares it, asked for whatever the other fields are."""
    return replace(REGISTERS[register].by_name[name], required=required, depends=None)


class ActionPanel(QFrame):
    """Hidden until ``ask``; gives the values of its fields to the action when they are good."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._action: Callable[[dict[str, Any]], object] | None = None
        self.boxes: dict[str, FieldBox] = {}
        self.setProperty("frame", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        self.title = SectionTitle("")
        self.title.setWordWrap(True)
        self.note = MutedLabel("", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.L)
        for place in range(_COLUMNS):
            self._grid.setColumnStretch(place, 1)
        self.do_button = push_button("", "done", "primary")
        self.do_button.setToolTip("Ctrl+Enter")
        self.do_button.clicked.connect(self.do)
        cancel = push_button("Отмена", "cancel")
        cancel.setToolTip("Esc")
        cancel.clicked.connect(self.close_panel)
        row = QHBoxLayout()
        row.addWidget(self.do_button)
        row.addWidget(cancel)
        row.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addLayout(self._grid)
        column.addLayout(row)
        self.hide()

    def ask(
        self,
        title: str,
        button: str,
        fields: Sequence[FieldSpec],
        action: Callable[[dict[str, Any]], object],
        values: Mapping[str, Any] | None = None,
        note: str = "",
    ) -> None:
        """Shows the fields with their first values; ``action`` gets them by name."""
        for box in self.boxes.values():
            self._grid.removeWidget(box)
            box.deleteLater()
        self.boxes = {}
        place = 0
        for field, span in zip(fields, _spans(fields), strict=True):
            box = FieldBox(field, self._gateway)
            box.editor.set_value((values or {}).get(field.name))
            box.editor.edited.connect(lambda box=box: box.complain(""))
            self._grid.addWidget(box, place // _COLUMNS, place % _COLUMNS, 1, span)
            place += span
            self.boxes[field.name] = box
        self._action = action
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.do_button.setText(button)
        self.setAccessibleName(title)
        self.show()
        if self.boxes:
            next(iter(self.boxes.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.do_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def do(self) -> None:
        """Runs the action; a wrong value stays with its message."""
        found: dict[str, Any] = {}
        is_wrong = False
        for name, box in self.boxes.items():
            try:
                found[name] = box.editor.value()
            except BadValue as error:
                box.complain(str(error))
                is_wrong = True
                continue
            problem = box.spec.problem(found[name])
            box.complain(problem.message if problem else "")
            is_wrong = is_wrong or problem is not None
        if not is_wrong and self._action is not None:
            self._action(found)

    def close_panel(self) -> None:
        self._action = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.do()
        else:
            super().keyPressEvent(event)


def _spans(fields: Sequence[FieldSpec]) -> list[int]:
    """Columns of the fields; a choice among long words takes a column that is left over."""
    spans = [_span(field.kind, len(fields)) for field in fields]
    for place, field in enumerate(fields):
        if isinstance(field.kind, Choice) and sum(spans) < _COLUMNS:
            longest = max(map(len, field.kind.dictionary.labels.values()), default=0)
            spans[place] += longest > _WIDE_CHOICE
    return spans


def _span(kind: Kind, fields: int) -> int:
    """Columns of a field: a text that may be long is given room while there is some."""
    if not isinstance(kind, Text) or fields > 2:
        return 1
    return _COLUMNS if kind.rows > 1 and fields == 1 else 2 if kind.limit > _LONG else 1
