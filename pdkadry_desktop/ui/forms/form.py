"""A form derived from a register's declaration: sections, labels above fields, messages under them, unsaved state."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ...core.kinds import BadValue, MultiChoice, Text
from ...core.register import FieldSpec, Problem, RegisterSpec
from ...storage.declare import REGISTERS, title_of
from ...storage.query import LinkTo
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import CardFrame, push_button
from .field_box import FieldBox
from .field_box import plain_value as _id
from .inherited_values import InheritedValues
from .link_editor import LinkEditor
from .quick_create import QuickCreate

_COLUMN = 320
_SHOW_HIDDEN = "forms/show_hidden"


class RecordForm(QScrollArea):
    """All fields of a record. Signals: ``edited()`` after a change by the user."""

    edited = Signal()

    def __init__(self, spec: RegisterSpec, gateway: Gateway, columns: int = 2, without: Collection[str] = ()) -> None:
        """``without``: fields that are asked for elsewhere."""
        super().__init__()
        self.spec, self._gateway = spec, gateway
        self.quick: QuickCreate | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.boxes: dict[str, FieldBox] = {}
        self._loaded: dict[str, Any] = {}
        self._touched: set[str] = set()  # fields the user has typed into
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
            self._place(fields, grid, card, columns)
            self._offer_hidden([field for field in fields if field.hidden], card)
            column.addWidget(card)
        self._inherited = InheritedValues(spec, gateway, self.boxes, self)
        self._show_hidden()
        column.addStretch(1)
        body.setMaximumWidth(_COLUMN * columns + 200)
        self.setWidget(body)

    def _place(self, fields: list[FieldSpec], grid: QGridLayout, card: CardFrame, columns: int) -> None:
        row = place = 0
        for field in fields:
            box = FieldBox(field, self._gateway)
            box.editor.edited.connect(lambda name=field.name: self._on_edited(name))
            box.left.connect(lambda name=field.name: self._on_left(name))
            if isinstance(box.editor, LinkEditor):
                box.editor.can_create = True
                box.editor.create_wanted.connect(
                    lambda text, editor=box.editor, card=card: self._start_creating(editor, card, text)
                )
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
        self._touched.clear()
        self._stop_creating()
        for name, box in self.boxes.items():
            box.editor.set_value(values.get(name))
            box.complain("")
        self._inherited.show()
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

    def typed(self) -> dict[str, Any]:
        """What the user has changed and not saved, as it stands in the editors: for a draft."""
        found = {}
        for name, box in self.boxes.items():
            try:
                is_same = _id(box.editor.value()) == self._loaded.get(name)
            except BadValue:
                is_same = False
            if not is_same:
                found[name] = box.editor.typed()
        return found

    def typed_title(self) -> str:
        """What the record is called by what stands in the form, links by their words."""
        texts = []
        for name in self.spec.title_fields:
            editor = self.boxes[name].editor if name in self.boxes else None
            try:
                value = editor.value() if editor else None
            except BadValue:
                continue
            texts.append(value.title if isinstance(value, LinkTo) else title_of(self.spec, {name: value}))
        return " ".join(text for text in texts if text)

    def restore(self, typed: Mapping[str, Any]) -> None:
        """Puts a draft over what was loaded; fields that no longer exist are left out."""
        for name, each in typed.items():
            if name in self.boxes:
                self.boxes[name].editor.restore(each)
                self._touched.add(name)
        self._show_dependent()
        for name in typed.keys() & self.boxes.keys():
            self.boxes[name].setVisible(True)
            self._judge(name)
        self.edited.emit()

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
        self._touched.add(name)
        try:
            value = _id(box.editor.value())
            problem = self.spec.by_name[name].problem(value) if value is not None else None
            if problem is None or box.message.text():
                box.complain(problem.message if problem else "")
        except BadValue:
            box.complain("")  # judged when the field is left or saved, not while it is being typed
        self._inherited.follow(name)
        self._show_dependent()
        self.edited.emit()

    def _on_left(self, name: str) -> None:
        """The cursor has left a field: what is wrong with it, and with the row now, is said at once."""
        if name in self._touched:
            QTimer.singleShot(0, self, lambda: self._judge(name))  # after the editor has completed what was typed

    def _judge(self, name: str) -> None:
        """Messages of one field and of the rules that now see its value."""
        if name not in self._touched:  # another record has come meanwhile
            return
        _, problems = self.read()
        found = {problem.field: problem for problem in reversed(problems)}
        for other in {name} | {each for each in self._touched if self.boxes[each].message.text()}:
            problem = found.get(other)
            tone = "warn" if problem and problem.severity != "error" else "bad"
            self.boxes[other].complain(problem.message if problem else "", tone)
        for field, problem in found.items():  # a rule may blame the other field of a pair: «Окончание раньше начала»
            if field in self.boxes and field != name and self._loaded_or_typed(field) and not self._is_missing(field):
                self.boxes[field].complain(problem.message, "warn" if problem.severity != "error" else "bad")

    def _loaded_or_typed(self, name: str) -> bool:
        return name in self._touched or self._loaded.get(name) is not None

    def _is_missing(self, name: str) -> bool:
        try:
            return self.boxes[name].editor.value() in (None, "", ()) and name not in self._touched
        except BadValue:
            return False

    # -- a linked record made on the way -------------------------------------------------------------------------

    def _start_creating(self, editor: LinkEditor, card: CardFrame, text: str) -> None:
        self._stop_creating()
        quick = QuickCreate(REGISTERS[editor.register], self._gateway, text)
        quick.created.connect(lambda made: self._on_created(editor, made))
        quick.cancelled.connect(lambda: self._on_not_created(editor))
        card.body.addWidget(quick)
        self.quick = quick
        quick.show()
        QTimer.singleShot(0, quick, lambda: self._look_at(quick))

    def _look_at(self, quick: QuickCreate) -> None:
        quick.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(quick)

    def _on_created(self, editor: LinkEditor, made: LinkTo) -> None:
        editor.take(made)
        self._on_not_created(editor)

    def _on_not_created(self, editor: LinkEditor) -> None:
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stop_creating()

    def _stop_creating(self) -> None:
        if self.quick is not None:
            self.quick.hide()
            self.quick.deleteLater()
            self.quick = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field, as in a spreadsheet; a button with the focus is pressed."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_enter or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        else:
            self.focusNextChild()

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
