"""A definition as an editor shows it: rows of conditions in place of tables of words, and back without loss.

``nodes_of`` and ``table_of_nodes`` are each other's inverse for everything the grammar reads: what no row can show
stays as it is written (``Written``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ..core.conditions import All, AnyOf, Bound, Condition, Has, Linked, Named, Not, Test, Years
from ..core.register import RegisterSpec
from ..registers import REGISTERS
from ..storage.conditions import UnknownPath, link_field, own_link, resolve
from .alternatives import expanded
from .definition import BadDefinition
from .grammar import Table, wrong
from .library import named_sets, parse_own

Join = Literal["all", "any", "not"]
_WORDS = {"all", "any", "not", "set", "has", "via", "where", "at_least", "when", "as"}
_COMPARING = {
    "eq", "not", "in", "not_in", "ge", "gt", "le", "lt", "between", "word", "starts", "contains", "years_lt",
    "years_ge", "empty",
}  # fmt: skip


@dataclass
class FieldNode:
    """A field compared by a word of the grammar; ``or_empty``: an empty field fits too; ``at``: years at that date."""

    path: str
    op: str
    value: Any
    or_empty: bool = False
    at: str | None = None


@dataclass
class SetNode:
    """A named set with the parameters that differ from its usual ones, and further conditions on its rows."""

    name: str
    params: dict[str, Any] = field(default_factory=dict)
    where: list[Node] = field(default_factory=list)


@dataclass
class HasNode:
    """Rows of another register that are linked to this one."""

    register: str
    via: str | None = None
    where: list[Node] = field(default_factory=list)
    at_least: int = 1


@dataclass
class WhenNode:
    """When something lasts or happened; ``steps``: the links to the record whose dates are meant."""

    value: Any
    steps: tuple[str, ...] = ()


@dataclass
class AsNode:
    """The condition of another indicator."""

    indicator: str


@dataclass
class LinkNode:
    """The record behind a link satisfies conditions."""

    path: str
    where: list[Node] = field(default_factory=list)


@dataclass
class GroupNode:
    """All, any, or not all of the conditions together."""

    join: Join
    nodes: list[Node] = field(default_factory=list)


@dataclass
class Written:
    """One word of a table that no row shows: kept as it is."""

    word: str
    value: Any


Node = FieldNode | SetNode | HasNode | WhenNode | AsNode | LinkNode | GroupNode | Written


def nodes_of(table: Table) -> list[Node]:
    """The conditions of a table, in the order in which the grammar reads them."""
    rest = dict(table)
    found: list[Node] = []
    if "has" in rest:
        where = rest.pop("where", {}) if "set" not in rest else {}
        found.append(HasNode(rest.pop("has"), rest.pop("via", None), nodes_of(where), rest.pop("at_least", 1)))
    if "set" in rest:
        name = rest.pop("set")
        known = named_sets().get(name, {}).get("params", {})
        params = {word: rest.pop(word) for word in list(rest) if word in known}
        found.append(SetNode(name, params, nodes_of(rest.pop("where", {}))))
    for word, value in rest.items():
        found += _of_word(word, value)
    return found


def _of_word(word: str, value: Any) -> list[Node]:
    match word:
        case "all" | "any" if isinstance(value, list):
            return [GroupNode(word, [_one(each) for each in value])]
        case "not" if isinstance(value, Mapping):
            return [GroupNode("not", nodes_of(value))]
        case "as":
            return [AsNode(value)]
        case "when":
            return [WhenNode(value)]
    if word.endswith(".when"):
        return [WhenNode(value, tuple(word.split(".")[:-1]))]
    if not isinstance(value, Mapping):
        return [FieldNode(word, "in" if isinstance(value, list) else "eq", value)]
    compared = {key: each for key, each in value.items() if key not in ("or", "at")}
    if value.keys() <= {*_COMPARING, "or", "at"} and len(compared) == 1:
        op, each = next(iter(compared.items()))
        return [FieldNode(word, op, each, "or" in value, value.get("at"))]
    if value.keys() <= _COMPARING:
        return [FieldNode(word, op, each) for op, each in value.items()]
    if not value.keys() & {"or", "at"}:
        return [LinkNode(word, nodes_of(value))]
    return [Written(word, value)]


def _one(table: Table) -> Node:
    """One alternative of a group: its only condition, or all of them together."""
    nodes = nodes_of(table)
    return nodes[0] if len(nodes) == 1 else GroupNode("all", nodes)


def table_of_nodes(nodes: Sequence[Node]) -> dict[str, Any]:
    """The conditions together as a table; a word that is wanted twice stands in «all»."""
    found: dict[str, Any] = {}
    later: list[dict[str, Any]] = []
    for node in nodes:
        table = table_of_node(node)
        if table.keys() & found.keys() or (found and _belongs_together(table) and _belongs_together(found)):
            later.append(table)
        else:
            found.update(table)
    if later:
        found = {**found, "all": [*found["all"], *later]} if "all" in found else {**found, "all": later}
    return found


def _belongs_together(table: Mapping[str, Any]) -> bool:
    """Sets and linked records bring words of their own, which must not be mixed with those of another."""
    return "set" in table or "has" in table


def table_of_node(node: Node) -> dict[str, Any]:
    """One condition as a table."""
    match node:
        case FieldNode(path, op, value, or_empty, at):
            if op == ("in" if isinstance(value, list) else "eq") and not or_empty:
                return {path: value}
            further = {**({"or": "empty"} if or_empty else {}), **({"at": at} if at else {})}
            return {path: {op: value, **further}}
        case SetNode(name, params, where):
            return {"set": name, **params, **({"where": table_of_nodes(where)} if where else {})}
        case HasNode(register, via, where, at_least):
            return {
                "has": register, **({"via": via} if via else {}),
                **({"where": table_of_nodes(where)} if where else {}),
                **({"at_least": at_least} if at_least != 1 else {}),
            }  # fmt: skip
        case WhenNode(value, steps):
            return {".".join((*steps, "when")): value}
        case AsNode(indicator):
            return {"as": indicator}
        case LinkNode(path, where):
            return {path: table_of_nodes(where)}
        case GroupNode("not", nodes):
            return {"not": table_of_nodes(nodes)}
        case GroupNode(join, nodes):
            return {join: [table_of_node(each) for each in nodes]}
        case Written(word, value):
            return {word: value}


# -- whole definitions -----------------------------------------------------------------------------------------------


@dataclass
class PartDraft:
    """Rows of one register: who is the base and what counts; ``numerator`` None: all, False: nobody."""

    register: str
    base: list[Node] | None
    numerator: list[Node] | Literal[False] | None
    further: dict[str, Any] = field(default_factory=dict)  # counts, belongs, weight, weight_when_empty


@dataclass
class ExclusionDraft:
    reason: str
    nodes: list[Node]


@dataclass
class Draft:
    """A definition while it is edited; what has no control here is in ``further`` (breakdown, track of the plan)."""

    id: str
    title: str
    kind: str
    parts: list[PartDraft]
    unit: str | None = None
    as_of: str | None = None
    better: str = "up"
    decimals: int = 1
    excludes_unknown: bool = False
    exclusions: list[ExclusionDraft] = field(default_factory=list)
    doubtful: list[Node] | None = None
    has_parts: bool = False
    further: dict[str, Any] = field(default_factory=dict)

    def table(self) -> dict[str, Any]:
        """The definition in the words of indicators/library.py."""
        table: dict[str, Any] = {"id": self.id, "title": self.title, "kind": self.kind}
        if self.unit is not None:
            table["unit"] = self.unit
        if self.as_of:
            table["as_of"] = self.as_of
        if self.better != "up":
            table["better"] = self.better
        if self.decimals != 1:
            table["decimals"] = self.decimals
        if self.excludes_unknown:
            table["unknown"] = "exclude"
        if self.has_parts or len(self.parts) > 1:
            table["parts"] = [_part_table(each) for each in self.parts]
        elif self.parts:
            table.update(_part_table(self.parts[0]))
        if self.exclusions:
            table["exclude"] = [
                {"reason": each.reason, "where": table_of_nodes(each.nodes)} for each in self.exclusions
            ]
        if self.doubtful is not None:
            table["doubtful"] = table_of_nodes(self.doubtful)
        return {**table, **self.further}


def draft_of(table: Table) -> Draft:
    """A definition to edit; an «as» is written out."""
    definition = parse_own(table)
    if "as" in table:
        rest = {word: value for word, value in table.items() if word != "as"}
        table = {**expanded(str(table["as"])), **rest}
    parts = table.get("parts")
    has_conditions = any(word in table for word in ("base", "numerator"))
    inline = [table] if has_conditions else []
    registers = [part.register for part in definition.counting.parts]
    return Draft(
        id=table["id"],
        title=table["title"],
        kind=table["kind"],
        parts=[_part(each, register) for each, register in zip(parts or inline, registers, strict=False)],
        unit=table.get("unit"),
        as_of=table.get("as_of"),
        better=table.get("better", "up"),
        decimals=table.get("decimals", 1),
        excludes_unknown=table.get("unknown") == "exclude",
        exclusions=[ExclusionDraft(each["reason"], nodes_of(each["where"])) for each in table.get("exclude", [])],
        doubtful=nodes_of(table["doubtful"]) if "doubtful" in table else None,
        has_parts=parts is not None,
        further={word: table[word] for word in ("breakdown", "plan_track") if word in table},
    )


def _part(table: Table, register: str) -> PartDraft:
    numerator = table.get("numerator")
    return PartDraft(
        register,
        nodes_of(table["base"]) if "base" in table else None,
        False if numerator is False else None if numerator is None else nodes_of(numerator),
        {word: table[word] for word in ("counts", "belongs", "weight", "weight_when_empty") if word in table},
    )


def _part_table(part: PartDraft) -> dict[str, Any]:
    table: dict[str, Any] = {"rows": part.register}
    if part.base is not None:
        table["base"] = table_of_nodes(part.base)
    if part.numerator is not None:
        table["numerator"] = part.numerator if part.numerator is False else table_of_nodes(part.numerator)
    return {**table, **part.further}


# -- what can be asked -----------------------------------------------------------------------------------------------


def sets_for(spec: RegisterSpec) -> dict[str, str]:
    """The named sets that select from rows of a register, or say something of them: name → title."""
    found = {}
    for name, table in named_sets().items():
        title = str(table["title"]).replace("{categories}", "высшая или первая")
        if table.get("of") == spec.key or ("has" in table and _reachable(spec, table["has"], table.get("via"))):
            found[name] = title[:1].upper() + title[1:]
    return found


def _reachable(spec: RegisterSpec, other: str, via: str | None) -> bool:
    links = [link_field(REGISTERS[other], via)] if via else list(REGISTERS[other].links)
    for link in links:
        try:
            own_link(spec, link.link or "")
        except UnknownPath:
            continue
        return True
    return False


# -- from a selection of a register ----------------------------------------------------------------------------------


def table_of_condition(spec: RegisterSpec, condition: Condition | None) -> dict[str, Any]:
    """A saved selection in the words of a definition; BadDefinition for what is not said by fields alone."""
    match condition:
        case None:
            return {}
        case All(parts):
            return {"all": [table_of_condition(spec, part) for part in parts]}
        case AnyOf(parts):
            return {"any": [table_of_condition(spec, part) for part in parts]}
        case Not(part):
            return {"not": table_of_condition(spec, part)}
        case Named(_, part):
            return table_of_condition(spec, part)
        case Linked(link, part):
            return {link.removesuffix("_id"): table_of_condition(REGISTERS[link_field(spec, link).link or ""], part)}
        case Has(register, via, where, at_least):
            inner = table_of_condition(REGISTERS[register], where)
            least = {"at_least": at_least} if at_least != 1 else {}
            return {"has": register, "via": via.removesuffix("_id"), **({"where": inner} if inner else {}), **least}
        case Test():
            return _test_table(spec, condition)


_OF_OPS = {"ne": "not", "has_item": "eq"}


def _test_table(spec: RegisterSpec, test: Test) -> dict[str, Any]:
    field_ = resolve(spec, test.path)[1]
    if test.op in ("empty", "filled"):
        return {test.path: {"empty": test.op == "empty"}}
    if field_.link:
        raise wrong("Выборка", f"«{field_.label}» равно одной записи: показатель строят по свойствам, а не по записям")
    value = test.value
    if isinstance(value, Years):
        further = {"at": value.at} if value.at else {}
        return {test.path: {test.op: value.count, **further}}
    values = [_written(each) for each in value] if isinstance(value, tuple | list) else _written(value)
    return {test.path: {_OF_OPS.get(test.op, test.op): values}}


def _written(value: Any) -> Any:
    if not isinstance(value, Bound):
        return value
    if value.base == "academic":
        raise BadDefinition("Начало учебного года в показателе задают окном времени.", "Уберите это условие.")
    moves = ((value.years, "y"), (value.months, "m"), (value.days, "d"))
    return f"@{value.base}" + "".join(f"{count:+d}{unit}" for count, unit in moves if count)
