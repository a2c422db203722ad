"""The single rows of a definition: a compared field, a time, a condition that is kept as it is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ...core import kinds
from ...core.kinds import BadValue
from ...core.register import RegisterSpec
from ...indicators.editing import FieldNode, Node, WhenNode
from ...registers import REGISTERS
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import MutedLabel, icon_button
from .condition_rows import combo_box as combo
from .condition_rows import in_line as line
from .definition_fields import Comparison, comparisons, date_fields, fields_for
from .definition_windows import WindowEditor, windows_of
from .editors import Editor, editor_for

FIELD_WIDTH, OPERATOR_WIDTH, VALUE_WIDTH = 190, 130, 180


class NodeRow(QWidget):
    """A row of a group. Signals: ``edited()``, ``dropped()``."""

    edited = Signal()
    dropped = Signal()

    def node(self) -> Node | None:
        """What the row says; BadValue when a value is missing. None: nothing yet."""
        raise NotImplementedError

    def _dropper(self) -> QWidget:
        cross = icon_button("cancel", "Убрать условие", small=True)
        cross.clicked.connect(self.dropped)
        return cross


class FieldRow(NodeRow):
    """Field, comparison, values, «или не заполнено», the day of full years."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._fields = fields_for(spec)
        self._editors: list[Editor] = []
        self.field = combo("Поле", FIELD_WIDTH)
        for path, (label, _) in self._fields.items():
            self.field.addItem(label, path)
        self.comparison = combo("Сравнение", OPERATOR_WIDTH)
        self.or_empty = QCheckBox("или пусто")
        self.or_empty.setToolTip("Запись с незаполненным полем тоже подходит")
        self.at = combo("На какой день считать полные годы", OPERATOR_WIDTH)
        self.at.addItem("на дату отчёта", None)
        for path, label in date_fields(spec).items():
            self.at.addItem(f"на день: {label}", path)
        self._values = QWidget()
        self._box = line(self._values)
        head, self._more = QWidget(), QWidget()
        line(head, self.field, self.comparison, self._values, self._dropper()).addStretch(1)
        further = line(self._more, self.or_empty, self.at)
        further.setContentsMargins(Space.L, 0, 0, 0)
        further.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(head)
        column.addWidget(self._more)
        self.field.activated.connect(lambda _: self._on_field())
        self.comparison.activated.connect(lambda _: self._on_comparison())
        self.or_empty.toggled.connect(lambda _: self.edited.emit())
        self.at.activated.connect(lambda _: self.edited.emit())
        self._on_field()

    def _on_field(self) -> None:
        self.comparison.clear()
        for each in comparisons(self._fields[self.field.currentData()][1]):
            self.comparison.addItem(each.label, each)
        self._on_comparison()

    def _on_comparison(self) -> None:
        while item := self._box.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        chosen: Comparison = self.comparison.currentData()
        asked = chosen.asked(self._fields[self.field.currentData()][1])
        self._editors = [editor_for(asked.kind, asked, self._gateway) for _ in range(chosen.count)]
        for editor in self._editors:
            editor.setMinimumWidth(
                VALUE_WIDTH // 2 if isinstance(asked.kind, kinds.Int | kinds.Number) else VALUE_WIDTH
            )
            editor.edited.connect(self.edited)
            self._box.addWidget(editor)
        self._values.setVisible(bool(self._editors))
        self.or_empty.setVisible(chosen.may_be_empty)
        self.at.setVisible(chosen.op.startswith("years_"))
        self._more.setVisible(chosen.may_be_empty or chosen.op.startswith("years_"))
        self.edited.emit()

    def node(self) -> Node:
        chosen: Comparison = self.comparison.currentData()
        values = [editor.value() for editor in self._editors]
        if any(value in (None, ()) for value in values):
            raise BadValue(f"укажите значение поля «{self.field.currentText()}»")
        op, value = chosen.value(values)
        or_empty = chosen.may_be_empty and self.or_empty.isChecked()
        at = self.at.currentData() if op.startswith("years_") else None
        return FieldNode(self.field.currentData(), op, value, or_empty, at)

    def set_node(self, node: FieldNode) -> bool:
        """False when no comparison could have made it."""
        place = self.field.findData(".".join(step.removesuffix("_id") for step in node.path.split(".")))
        if place < 0:
            return False
        self.field.setCurrentIndex(place)
        self._on_field()
        for index in range(self.comparison.count()):
            chosen: Comparison = self.comparison.itemData(index)
            values = chosen.values_of(node)
            if values is None:
                continue
            at = self.at.findData(node.at) if node.at else 0
            if at < 0:
                return False
            self.comparison.setCurrentIndex(index)
            self._on_comparison()
            for editor, value in zip(self._editors, values, strict=True):
                editor.set_value(value)
            self.or_empty.setChecked(node.or_empty)
            self.at.setCurrentIndex(at)
            return True
        return False


class WhenRow(NodeRow):
    """When the record, or one it links to, lasts or happened."""

    def __init__(self, spec: RegisterSpec) -> None:
        super().__init__()
        self._spec = spec
        self.whose = combo("Чьё время", OPERATOR_WIDTH)
        if windows_of(spec):
            self.whose.addItem(f"{spec.singular}: время", ())
        for link in spec.links:
            if windows_of(REGISTERS[link.link or ""]):
                self.whose.addItem(f"{link.label}: время", (link.name.removesuffix("_id"),))
        self.span = WindowEditor()
        line(self, self.whose, self.span, self._dropper()).addStretch(1)
        self.whose.activated.connect(lambda _: self.edited.emit())
        self.span.edited.connect(self.edited)

    def node(self) -> Node:
        return WhenNode(self.span.value(), tuple(self.whose.currentData() or ()))

    def set_node(self, node: WhenNode) -> bool:
        place = next((at for at in range(self.whose.count()) if tuple(self.whose.itemData(at)) == node.steps), -1)
        if place < 0:
            return False
        self.whose.setCurrentIndex(place)
        self.span.set_value(node.value)
        return True


class FixedRow(NodeRow):
    """A condition that is shown in words and kept or taken away as a whole."""

    def __init__(self, text: str, node: Node) -> None:
        super().__init__()
        self._node = node
        line(self, MutedLabel(text, wrap=False), self._dropper()).addStretch(1)

    def node(self) -> Node:
        return self._node
