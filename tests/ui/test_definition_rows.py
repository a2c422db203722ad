"""The rows of the definition editor: every shipped definition is shown whole and comes back the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small_base import opened

from pdkadry_desktop.indicators.editing import Node, draft_of, nodes_of, table_of_nodes
from pdkadry_desktop.indicators.library import shipped_tables
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.ui.forms.definition_row import FieldRow, FixedRow, NodeRow
from pdkadry_desktop.ui.forms.definition_rows import Group, SetRow
from pdkadry_desktop.ui.gateway import Gateway

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


def settled(value: Any) -> Any:
    """Lists of plain values in any order mean the same."""
    if isinstance(value, dict):
        return {key: settled(each) for key, each in value.items()}
    if isinstance(value, list):
        found = [settled(each) for each in value]
        return sorted(found) if all(isinstance(each, str) and not each.startswith("@") for each in found) else found
    return value


def rows_of(group: Group) -> list[NodeRow]:
    found: list[NodeRow] = []
    for row in group.rows:
        found.append(row)
        inner = row if isinstance(row, Group) else getattr(row, "where", None)
        if isinstance(inner, Group):
            found += rows_of(inner)
    return found


@pytest.mark.parametrize("name", [name for name, table in shipped_tables().items() if table.get("kind") != "manual"])
def test_a_definition_comes_back_from_its_rows(base: Base, qtbot: Any, name: str) -> None:
    for part in draft_of(shipped_tables()[name]).parts:
        for nodes in (part.base, part.numerator):
            if not nodes:
                continue
            group = Group(REGISTERS[part.register], base[0])
            qtbot.addWidget(group)
            group.set_nodes(nodes)
            assert settled(table_of_nodes(group.nodes())) == settled(table_of_nodes(nodes))
            fixed = [row for row in rows_of(group) if isinstance(row, FixedRow)]
            assert all("as" in table_of_nodes([row.node()]) for row in fixed), "every condition has its controls"


def test_rows_are_added_changed_and_taken_away(base: Base, qtbot: Any) -> None:
    group = Group(REGISTERS["employments"], base[0])
    qtbot.addWidget(group)
    said: list[Node] = []
    group.edited.connect(lambda: said.append(group))  # type: ignore[arg-type]
    chosen = group.add_set()
    assert isinstance(chosen, SetRow)
    chosen.sets.setCurrentIndex(chosen.sets.findData("pk"))
    chosen.sets.activated.emit(chosen.sets.currentIndex())
    hours = chosen._params["hours"]
    hours.setValue(72)  # type: ignore[union-attr]
    assert table_of_nodes(group.nodes()) == {"set": "pk", "hours": 72}
    field = group.add_field()
    assert isinstance(field, FieldRow)
    field.set_node(nodes_of({"fte": {"ge": 0.5, "or": "empty"}})[0])  # type: ignore[arg-type]
    assert table_of_nodes(group.nodes()) == {"set": "pk", "hours": 72, "fte": {"ge": 0.5, "or": "empty"}}
    chosen.dropped.emit()
    assert table_of_nodes(group.nodes()) == {"fte": {"ge": 0.5, "or": "empty"}}
    assert said


def test_an_unknown_condition_is_kept_as_written(base: Base, qtbot: Any) -> None:
    group = Group(REGISTERS["employments"], base[0])
    qtbot.addWidget(group)
    table = {"hired_on": {"gt": "@as_of-3y"}, "when": {"years": 2, "after": "hired_on"}}
    group.set_nodes(nodes_of(table))
    assert table_of_nodes(group.nodes()) == table
