"""The rows of the condition builder: a test of a field, linked records, and groups of rows (и / или / не)."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from ...core.conditions import All, AnyOf, Condition, Has, Named, Not, Test
from ...core.kinds import BadValue
from ...core.register import FieldSpec, RegisterSpec
from ...registers import REGISTERS
from ...storage.conditions import UnknownPath, own_link
from ...storage.query import LinkTo
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import icon_button, push_button
from .editors import Editor, editor_for
from .operators import Operator, operators

RowKind = TypeVar("RowKind", bound="Row")
_DEEPEST = 2  # groups inside groups
_FIELD, _OPERATOR, _VALUE = 240, 190, 260


def askable(spec: RegisterSpec) -> dict[str, tuple[str, FieldSpec]]:
    """Path → label and field: those of the register, then those behind its links («Организация: Тип»)."""
    found = {field.name: (field.label, field) for field in spec.fields}
    for link in spec.links:
        target = REGISTERS[link.link or ""]
        for field in target.fields:
            if not field.link and target.key != spec.key:
                found[f"{link.name}.{field.name}"] = (f"{link.label}: {field.label.lower()}", field)
    return found


def countable(spec: RegisterSpec, *, with_own: bool = False) -> list[tuple[str, str, str]]:
    """Registers whose records can be asked for: (label, register, link), also those of the people this one names.

    ``with_own``: further records of the register itself too.
    """
    found = []
    for other in REGISTERS.values():
        for link in other.links:
            try:
                own_link(spec, link.link or "")
            except UnknownPath:
                continue
            if with_own or other is not spec:
                found.append((f"{other.title} ({link.label.lower()})", other.key, link.name))
    return found


class Row(QWidget):
    """A row of a group. Signals: ``edited()``, ``dropped()``."""

    edited = Signal()
    dropped = Signal()

    def condition(self) -> Condition:
        """Raises BadValue when a value is missing or wrong."""
        raise NotImplementedError

    def _dropper(self) -> QWidget:
        cross = icon_button("delete", "Убрать условие", small=True)
        cross.clicked.connect(self.dropped)
        return cross


class FieldRow(Row):
    """Field, operator, values."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._fields = askable(spec)
        self._editors: list[Editor] = []
        self.field = combo_box("Поле", _FIELD)
        for path, (label, _) in self._fields.items():
            self.field.addItem(label, path)
        self.operator = combo_box("Сравнение", _OPERATOR)
        self._values = QHBoxLayout()
        row = in_line(self, self.field, self.operator)
        row.addLayout(self._values)
        row.addWidget(self._dropper())
        row.addStretch(1)
        self.field.activated.connect(lambda _: self._on_field())
        self.operator.activated.connect(lambda _: self._on_operator())
        self._on_field()

    def _on_field(self) -> None:
        self.operator.clear()
        for each in operators(self._field().kind, self._field()):
            self.operator.addItem(each.label, each)
        self._on_operator()

    def _on_operator(self) -> None:
        while item := self._values.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        chosen: Operator = self.operator.currentData()
        asked = chosen.editor_field(self._field())
        self._editors = [editor_for(asked.kind, asked, self._gateway) for _ in range(chosen.count)]
        for editor in self._editors:
            editor.setMinimumWidth(_VALUE // chosen.count)
            editor.edited.connect(self.edited)
            self._values.addWidget(editor)
        self.edited.emit()

    def _field(self) -> FieldSpec:
        return self._fields[self.field.currentData()][1]

    def condition(self) -> Condition:
        values = [editor.value() for editor in self._editors]
        if any(value is None for value in values):
            raise BadValue(f"укажите значение поля «{self.field.currentText()}»")
        plain = [getattr(value, "id", value) for value in values]
        chosen: Operator = self.operator.currentData()
        made = chosen.condition(self.field.currentData(), plain)
        titles = [value.title for value in values if isinstance(value, LinkTo) and value.title]
        return Named(f"{self.field.currentText()} – {titles[0]}", made) if titles else made

    def set_condition(self, condition: Condition) -> bool:
        """Shows a condition; False when no operator could have made it."""
        path = (condition.part if isinstance(condition, Not) else condition).path  # type: ignore[union-attr]
        place = self.field.findData(path)
        if place < 0:
            return False
        self.field.setCurrentIndex(place)
        self._on_field()
        for index in range(self.operator.count()):
            found = self.operator.itemData(index).values_of(condition)
            if found is not None:
                self.operator.setCurrentIndex(index)
                self._on_operator()
                for editor, value in zip(self._editors, found[1], strict=True):
                    editor.set_value(value)
                return True
        return False


class HasRow(Row):
    """Linked records: there are (no, at least N) records of a register that satisfy a group."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway, depth: int) -> None:
        super().__init__()
        self._gateway, self._depth = gateway, depth
        self.presence = combo_box("Есть или нет", 110)
        self.presence.addItem("есть", True)
        self.presence.addItem("нет", False)
        self.register = combo_box("Реестр", _FIELD + 60)
        for label, key, via in countable(spec):
            self.register.addItem(label, (key, via))
        self.least = QSpinBox()
        self.least.setRange(1, 999)
        self.least.setPrefix("не меньше ")
        self.least.setAccessibleName("Не меньше скольких записей")
        head = QWidget()
        row = in_line(head, self.presence, self.register, self.least, self._dropper())
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(head)
        self.group: Group | None = None
        self.presence.activated.connect(lambda _: self._on_presence())
        self.register.activated.connect(lambda _: self._on_register())
        self.least.valueChanged.connect(lambda _: self.edited.emit())
        self._on_register()

    def _on_presence(self) -> None:
        self.least.setVisible(bool(self.presence.currentData()))
        self.edited.emit()

    def _on_register(self) -> None:
        if self.group is not None:
            self.group.deleteLater()
        self.group = Group(REGISTERS[self.register.currentData()[0]], self._gateway, self._depth + 1, can_drop=False)
        self.group.edited.connect(self.edited)
        self._column.addWidget(self.group)
        self.edited.emit()

    def condition(self) -> Condition:
        key, via = self.register.currentData()
        assert self.group is not None
        where = self.group.condition()
        if self.presence.currentData():
            return Has(key, via, where, self.least.value())
        return Not(Has(key, via, where))

    def set_condition(self, condition: Condition) -> bool:
        """Shows a condition; False when this row could not have made it."""
        wanted = condition.part if isinstance(condition, Not) else condition
        assert isinstance(wanted, Has)
        place = next((at for at in range(self.register.count()) if _same(self.register.itemData(at), wanted)), -1)
        if place < 0:
            return False
        self.register.setCurrentIndex(place)
        self.presence.setCurrentIndex(1 if isinstance(condition, Not) else 0)
        self.least.setValue(wanted.at_least)
        self._on_register()
        self._on_presence()
        assert self.group is not None
        return wanted.where is None or self.group.set_condition(wanted.where)


class Group(Row):
    """Rows of which all, any or none must hold."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway, depth: int = 0, *, can_drop: bool = True) -> None:
        super().__init__()
        self.spec, self._gateway, self._depth = spec, gateway, depth
        self.rows: list[Row] = []
        self.join = combo_box("Как соединить условия", _FIELD)
        for text, value in (("все условия (и)", "all"), ("хотя бы одно (или)", "any"), ("ни одного (не)", "none")):
            self.join.addItem(text, value)
        self.join.activated.connect(lambda _: self.edited.emit())
        frame = QFrame()
        frame.setProperty("frame", "card" if depth else "plain")
        self._body = QVBoxLayout(frame)
        edge = Space.S if depth else 0
        self._body.setContentsMargins(edge, edge, edge, edge)
        self._body.setSpacing(Space.XS)
        head = QWidget()
        line = in_line(head, self.join)
        for text, icon, slot in (
            ("Поле", "add", self.add_field), ("Связанные записи", "link", self.add_has),
            ("Группа", "list", self.add_group),
        ):  # fmt: skip
            if depth < _DEEPEST or slot == self.add_field:
                button = push_button(text, icon, "quiet")
                button.clicked.connect(lambda _=False, slot=slot: slot())
                line.addWidget(button)
        if depth and can_drop:
            line.addWidget(self._dropper())
        line.addStretch(1)
        self._body.addWidget(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L if depth else 0, 0, 0, 0)
        column.addWidget(frame)

    def add_field(self) -> FieldRow:
        return self._add(FieldRow(self.spec, self._gateway))

    def add_has(self) -> HasRow:
        return self._add(HasRow(self.spec, self._gateway, self._depth))

    def add_group(self) -> Group:
        return self._add(Group(self.spec, self._gateway, self._depth + 1))

    def _add(self, row: RowKind) -> RowKind:
        self.rows.append(row)
        row.edited.connect(self.edited)
        row.dropped.connect(lambda: self._drop(row))
        self._body.addWidget(row)
        self.edited.emit()
        return row

    def _drop(self, row: Row) -> None:
        self.rows.remove(row)
        row.deleteLater()
        self.edited.emit()

    def condition(self) -> Condition | None:  # type: ignore[override]  # an empty group asks nothing
        parts = tuple(part for row in self.rows if (part := row.condition()) is not None)
        if not parts:
            return None
        match self.join.currentData():
            case "any":
                return AnyOf(parts)
            case "none":
                return Not(AnyOf(parts))
        return All(parts)

    def set_condition(self, condition: Condition) -> bool:
        """Shows a condition; False when some part of it has no row here."""
        parts, join = _taken_apart(condition)
        self.join.setCurrentIndex(self.join.findData(join))
        return all(self._show(part) for part in parts)

    def _show(self, part: Condition) -> bool:
        if isinstance(part, Named):  # its words are made anew from what stands in the row
            part = part.part
        inner = part.part if isinstance(part, Not) else part
        row: FieldRow | HasRow | Group
        if isinstance(inner, Test):
            row = self.add_field()
        elif isinstance(inner, Has):
            row = self.add_has()
        elif isinstance(inner, All | AnyOf):
            row = self.add_group()
        else:
            return False
        return row.set_condition(part)


def _taken_apart(condition: Condition) -> tuple[tuple[Condition, ...], str]:
    match condition:
        case All(parts):
            return parts, "all"
        case AnyOf(parts):
            return parts, "any"
        case Not(AnyOf(parts)):
            return parts, "none"
    return (condition,), "all"


def _same(item: tuple[str, str], wanted: Has) -> bool:
    return item[0] == wanted.register and item[1].removesuffix("_id") == wanted.via.removesuffix("_id")


def combo_box(name: str, width: int) -> QComboBox:
    """A list of choices of a row."""
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMinimumWidth(min(width, 160))
    combo.setMaximumWidth(width + 60)
    combo.setMaxVisibleItems(18)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(width // 10)
    return combo


def in_line(parent: QWidget, *widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side."""
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.S)
    for widget in widgets:
        row.addWidget(widget)
    return row
