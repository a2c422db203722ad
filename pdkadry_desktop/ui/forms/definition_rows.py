"""The rows of a definition that hold others: named sets, linked records, groups (и / или / не)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtWidgets import QFrame, QMenu, QSpinBox, QVBoxLayout, QWidget

from ...core.kinds import BadValue
from ...core.register import RegisterSpec
from ...indicators.editing import (
    AsNode,
    FieldNode,
    GroupNode,
    HasNode,
    LinkNode,
    Node,
    SetNode,
    WhenNode,
    Written,
    sets_for,
)
from ...indicators.library import definitions, named_sets
from ...registers import REGISTERS
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button
from .condition_rows import combo_box as combo
from .condition_rows import countable
from .condition_rows import in_line as line
from .definition_fields import comparisons
from .definition_row import FIELD_WIDTH, VALUE_WIDTH, FieldRow, FixedRow, NodeRow, WhenRow
from .definition_windows import WindowEditor, windows_of
from .editors import Editor, editor_for

RowKind = TypeVar("RowKind", bound="NodeRow")


class SetRow(NodeRow):
    """A named set («педагогические работники», «прошли повышение квалификации») with its parameters."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway, depth: int) -> None:
        super().__init__()
        self._gateway, self._depth = gateway, depth
        self._params: dict[str, QSpinBox | WindowEditor | Editor] = {}
        self.sets = combo("Готовое условие", 400)
        self._spec = spec
        for name, title in sets_for(spec).items():
            self.sets.addItem(title, name)
        self.more = push_button("Уточнить", "add", "quiet")
        self.more.setToolTip("Дальнейшие условия на те же записи")
        self.more.clicked.connect(self._add_where)
        head = QWidget()
        self._asked = QWidget()
        self._box = line(self._asked)
        self._box.setContentsMargins(Space.L, 0, 0, 0)
        line(head, self.sets, self.more, self._dropper()).addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(head)
        self._column.addWidget(self._asked)
        self.where: Group | None = None
        self.sets.activated.connect(lambda _: self._on_set())
        self._on_set()

    def _table(self) -> dict[str, Any]:
        return dict(named_sets()[self.sets.currentData()])

    def _rows_of(self) -> RegisterSpec:
        table = self._table()
        return REGISTERS[table["has"] if "has" in table else table["of"]]

    def _on_set(self) -> None:
        self._drop_where()
        while item := self._box.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._params = {}
        table = self._table()
        for name, usual in table.get("params", {}).items():
            self._params[name] = editor = self._editor(table, name, usual)
            self._box.addWidget(MutedLabel(table["asks"][name]))
            self._box.addWidget(editor)
        self._box.addStretch(1)
        self._asked.setVisible(bool(self._params))
        self.edited.emit()

    def _editor(self, table: dict[str, Any], name: str, usual: Any) -> QSpinBox | WindowEditor | Editor:
        if isinstance(usual, int):
            spin = QSpinBox()
            spin.setRange(0, 5000)
            spin.setValue(usual)
            spin.setAccessibleName(table["asks"][name])
            spin.valueChanged.connect(lambda _: self.edited.emit())
            return spin
        if name == "window":
            window = WindowEditor(windows_of(REGISTERS[table["has"]]))
            window.set_value(usual)
            window.edited.connect(self.edited)
            return window
        register, _, path = table["says"][name].partition(".")
        field = REGISTERS[register].by_name[path]
        (several, *_) = comparisons(field)
        editor = editor_for(several.asked(field).kind, several.asked(field), self._gateway)
        editor.setMinimumWidth(VALUE_WIDTH)
        editor.set_value(tuple(usual))
        editor.edited.connect(self.edited)
        return editor

    def _add_where(self, nodes: Sequence[Node] = ()) -> Group:
        if self.where is None:
            self.where = Group(self._rows_of(), self._gateway, self._depth + 1)
            self.where.edited.connect(self.edited)
            self.where.dropped.connect(self._drop_where)
            self._column.addWidget(self.where)
            self.more.hide()
            self.where.set_nodes(list(nodes))
            if not nodes:
                self.where.add_field()
        return self.where

    def _drop_where(self) -> None:
        if self.where is not None:
            self.where.deleteLater()
            self.where = None
            self.edited.emit()
        self.more.show()

    def node(self) -> Node:
        usual = self._table().get("params", {})
        params: dict[str, Any] = {}
        for name, editor in self._params.items():
            value = editor.value()
            if value in (None, ()):
                raise BadValue(f"укажите, {self._table()['asks'][name]}")
            value = list(value) if isinstance(value, tuple) else value
            if value != usual[name]:
                params[name] = value
        return SetNode(self.sets.currentData(), params, self.where.nodes() if self.where is not None else [])

    def set_node(self, node: SetNode) -> bool:
        place = self.sets.findData(node.name)
        if place < 0:
            return False
        self.sets.setCurrentIndex(place)
        self._on_set()
        for name, value in node.params.items():
            editor = self._params[name]
            if isinstance(editor, QSpinBox):
                editor.setValue(int(value))
            else:
                editor.set_value(tuple(value) if isinstance(value, list) else value)
        if node.where:
            self._add_where(node.where)
        return True


class HasRow(NodeRow):
    """At least so many records of another register that belong to this one."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway, depth: int) -> None:
        super().__init__()
        self._spec, self._gateway, self._depth = spec, gateway, depth
        self._via: str | None = ""  # as it was written: left out where there is only one link
        self.register = combo("Реестр", 290)
        for label, key, via in countable(spec, with_own=True):
            self.register.addItem(label, (key, via.removesuffix("_id")))
        self.least = QSpinBox()
        self.least.setRange(1, 999)
        self.least.setPrefix("не меньше ")
        self.least.setAccessibleName("Не меньше скольких записей")
        head = QWidget()
        line(head, MutedLabel("есть записи:"), self.register, self.least, self._dropper()).addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(head)
        self.where: Group | None = None
        self.register.activated.connect(lambda _: self._on_register())
        self.least.valueChanged.connect(lambda _: self.edited.emit())
        self._on_register()

    def _on_register(self) -> None:
        if self.where is not None:
            self.where.deleteLater()
        self.where = Group(REGISTERS[self.register.currentData()[0]], self._gateway, self._depth + 1, can_drop=False)
        self.where.edited.connect(self.edited)
        self._column.addWidget(self.where)
        self._via = self.register.currentData()[1]
        self.edited.emit()

    def node(self) -> Node:
        assert self.where is not None
        return HasNode(self.register.currentData()[0], self._via, self.where.nodes(), self.least.value())

    def set_node(self, node: HasNode) -> bool:
        for place in range(self.register.count()):
            key, via = self.register.itemData(place)
            if key == node.register and node.via in (None, via):
                self.register.setCurrentIndex(place)
                self._on_register()
                self._via = node.via
                self.least.setValue(node.at_least)
                assert self.where is not None
                self.where.set_nodes(node.where)
                return True
        return False


class LinkRow(NodeRow):
    """The record behind a link satisfies conditions of its own."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway, depth: int) -> None:
        super().__init__()
        self._gateway, self._depth = gateway, depth
        self.link = combo("Ссылка", FIELD_WIDTH)
        for each in spec.links:
            self.link.addItem(each.label, (each.name.removesuffix("_id"), each.link))
        head = QWidget()
        line(head, self.link, self._dropper()).addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(head)
        self.where: Group | None = None
        self.link.activated.connect(lambda _: self._on_link())
        if self.link.count():
            self._on_link()

    def _on_link(self) -> None:
        if self.where is not None:
            self.where.deleteLater()
        self.where = Group(REGISTERS[self.link.currentData()[1]], self._gateway, self._depth + 1, can_drop=False)
        self.where.edited.connect(self.edited)
        self._column.addWidget(self.where)
        self.edited.emit()

    def node(self) -> Node | None:
        nodes = self.where.nodes() if self.where is not None else []
        return LinkNode(self.link.currentData()[0], nodes) if nodes else None

    def set_node(self, node: LinkNode) -> bool:
        for place in range(self.link.count()):
            if self.link.itemData(place)[0] == node.path:
                self.link.setCurrentIndex(place)
                self._on_link()
                assert self.where is not None
                self.where.set_nodes(node.where)
                return True
        return False


class Group(NodeRow):
    """Rows of which all, any, or not all must hold. A group at the top has no «не» of its own."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway, depth: int = 0, *, can_drop: bool = True) -> None:
        super().__init__()
        self.spec, self._gateway, self._depth = spec, gateway, depth
        self.rows: list[NodeRow] = []
        self.join = combo("Как соединить условия", 180)
        for text, value in (("все условия (и)", "all"), ("хотя бы одно (или)", "any"), ("неверно, что (не)", "not")):
            self.join.addItem(text, value)
        self.join.activated.connect(lambda _: self.edited.emit())
        self.is_nested = False  # its own join is told; a list of conditions is always «все»
        frame = QFrame()
        frame.setProperty("frame", "card" if depth else "plain")
        self._body = QVBoxLayout(frame)
        edge = Space.S if depth else 0
        self._body.setContentsMargins(edge, edge, edge, edge)
        self._body.setSpacing(Space.XS)
        self.add = push_button("Добавить условие", "add", "quiet")
        self.add.setProperty("menu", True)
        menu = QMenu(self.add)
        for title, slot in (
            ("Готовое условие", self.add_set), ("Поле", self.add_field), ("Время", self.add_when),
            ("Связанные записи", self.add_has), ("Запись по ссылке", self.add_link),
            ("Группа: и / или / не", self.add_group),
        ):  # fmt: skip
            menu.addAction(title).triggered.connect(lambda _=False, slot=slot: slot())
        self.add.setMenu(menu)
        self._foot = QWidget()
        foot = line(self._foot, self.add)
        if depth and can_drop:
            foot.addWidget(self._dropper())
        foot.addStretch(1)
        self._body.addWidget(self.join)
        self._body.addWidget(self._foot)
        self.join.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L if depth else 0, 0, 0, 0)
        column.addWidget(frame)

    def nest(self) -> Group:
        """A group inside others says how its rows are joined."""
        self.is_nested = True
        self.join.show()
        return self

    def add_field(self) -> FieldRow:
        return self._add(FieldRow(self.spec, self._gateway))

    def add_set(self) -> SetRow | FieldRow:
        return self._add(SetRow(self.spec, self._gateway, self._depth)) if sets_for(self.spec) else self.add_field()

    def add_has(self) -> HasRow:
        return self._add(HasRow(self.spec, self._gateway, self._depth))

    def add_when(self) -> WhenRow:
        return self._add(WhenRow(self.spec))

    def add_link(self) -> LinkRow:
        return self._add(LinkRow(self.spec, self._gateway, self._depth))

    def add_group(self) -> Group:
        return self._add(Group(self.spec, self._gateway, self._depth + 1).nest())

    def _add(self, row: RowKind) -> RowKind:
        self.rows.append(row)
        row.edited.connect(self.edited)
        row.dropped.connect(lambda: self._drop(row))
        self._body.insertWidget(self._body.count() - 1, row)
        self.edited.emit()
        return row

    def _drop(self, row: NodeRow) -> None:
        self.rows.remove(row)
        row.deleteLater()
        self.edited.emit()

    def clear(self) -> None:
        for row in list(self.rows):
            self._drop(row)

    def nodes(self) -> list[Node]:
        """The conditions of the rows; BadValue when one is not finished."""
        return [node for row in self.rows if (node := row.node()) is not None]

    def node(self) -> Node | None:
        nodes = self.nodes()
        return GroupNode(self.join.currentData(), nodes) if nodes else None

    def set_nodes(self, nodes: Sequence[Node]) -> None:
        """Shows conditions; what no row can show is kept as it is written."""
        self.clear()
        for each in nodes:
            self._show(each)

    def _show(self, node: Node) -> None:
        row: NodeRow
        match node:
            case FieldNode():
                row, is_shown = (made := self.add_field()), made.set_node(node)
            case SetNode():
                row = self._add(SetRow(self.spec, self._gateway, self._depth))
                is_shown = row.set_node(node)
            case HasNode():
                row, is_shown = (has := self.add_has()), has.set_node(node)
            case WhenNode():
                row, is_shown = (when := self.add_when()), when.set_node(node)
            case LinkNode():
                row, is_shown = (link := self.add_link()), link.set_node(node)
            case GroupNode(join, nodes):
                group = self.add_group()
                group.join.setCurrentIndex(group.join.findData(join))
                group.set_nodes(nodes)
                row, is_shown = group, True
            case AsNode(indicator):
                title = definitions()[indicator].title if indicator in definitions() else ""
                row, is_shown = self._add(FixedRow(f"как в показателе {indicator}: {title.lower()}", node)), True
            case Written(word, value):
                row, is_shown = self._add(FixedRow(f"особое условие: {word} = {value}", node)), True
        if not is_shown:
            self._drop(row)
            self._add(FixedRow(f"особое условие: {_said(node)}", node))


def _said(node: Node) -> str:
    return ", ".join(str(value) for value in vars(node).values() if value not in (None, False, [], {}))
