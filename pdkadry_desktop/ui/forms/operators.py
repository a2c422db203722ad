"""What can be asked of a field, by its kind: «содержит», «за отчётный период», «не заполнено» … No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

from ...core import kinds
from ...core.conditions import Bound, Condition, Not, Op, Test, Years
from ...core.register import FieldSpec

_PERIOD = (Bound("start"), Bound("as_of"))
_TODAY = Bound("as_of")


@dataclass(frozen=True)
class Operator:
    """``count`` values are asked for; ``fixed`` stands instead of them; ``is_not`` turns the test round."""

    label: str
    op: Op
    count: int = 1
    fixed: Any = None
    is_not: bool = False

    def condition(self, path: str, values: Sequence[Any]) -> Condition:
        """The condition on a field; ``values`` as their editors gave them."""
        value: Any = self.fixed
        if self.count == 2:
            value = tuple(values)
        elif self.count == 1:
            value = Years(values[0]) if self.op in ("years_lt", "years_ge") else values[0]
        test = Test(path, self.op, value)
        return Not(test) if self.is_not else test

    def values_of(self, condition: Condition) -> tuple[str, tuple[Any, ...]] | None:
        """The path and the values of a condition made by this operator; None when it was made by another."""
        test = condition.part if self.is_not and isinstance(condition, Not) else condition
        if not isinstance(test, Test) or test.op != self.op or self.is_not != isinstance(condition, Not):
            return None
        if self.count == 0:
            return (test.path, ()) if test.value == self.fixed else None
        if self.count == 2:
            return (test.path, tuple(test.value)) if test.value != _PERIOD else None
        if isinstance(test.value, Bound):  # only an operator that has it fixed can have made it
            return None
        value = test.value.count if isinstance(test.value, Years) else test.value
        return test.path, (value,)

    def editor_field(self, field: FieldSpec) -> FieldSpec:
        """The field as it is asked for here: one value of a list, one line of a long text, a number of years."""
        kind = field.kind
        if self.op in ("years_lt", "years_ge"):
            kind = kinds.Int(0, 120)
        elif isinstance(kind, kinds.MultiChoice | kinds.Choice):
            kind = kinds.Choice(kind.dictionary)
        elif isinstance(kind, kinds.TextList):
            kind = kinds.Text(suggest=kind.suggest)
        elif isinstance(kind, kinds.Text) or self.op == "contains":
            kind = kinds.Text(suggest=getattr(kind, "suggest", ""))
        return replace(field, kind=kind, required=True, help="")


EMPTY = (Operator("не заполнено", "empty", 0), Operator("заполнено", "filled", 0))


@singledispatch
def operators(kind: kinds.Kind, field: FieldSpec) -> tuple[Operator, ...]:
    """The operators of a field, the most usual first."""
    return (Operator("равно", "eq"), *EMPTY)


@operators.register
def _(kind: kinds.Text, field: FieldSpec) -> tuple[Operator, ...]:
    if not field.text_key:  # without its folded twin a text is found only as it is written
        return (Operator("равно", "eq"), *EMPTY)
    return (
        Operator("содержит", "contains"), Operator("не содержит", "contains", is_not=True),
        Operator("начинается с", "starts"), Operator("равно", "eq"), *EMPTY,
    )  # fmt: skip


@operators.register
def _(kind: kinds.TextList, field: FieldSpec) -> tuple[Operator, ...]:
    return (Operator("есть", "has_item"), Operator("нет", "has_item", is_not=True), *EMPTY)


@operators.register
def _(kind: kinds.MultiChoice, field: FieldSpec) -> tuple[Operator, ...]:
    return (Operator("есть", "has_item"), Operator("нет", "has_item", is_not=True), *EMPTY)


@operators.register
def _(kind: kinds.Choice, field: FieldSpec) -> tuple[Operator, ...]:
    return (Operator("равно", "eq"), Operator("не равно", "ne"), *EMPTY)


@operators.register
def _(kind: kinds.Bool, field: FieldSpec) -> tuple[Operator, ...]:
    return (Operator("да", "eq", 0, True), Operator("нет", "eq", 0, False), *EMPTY)


@operators.register
def _(kind: kinds.Link, field: FieldSpec) -> tuple[Operator, ...]:
    return (Operator("равно", "eq"), Operator("в названии есть", "contains"), *EMPTY)


@operators.register
def _(kind: kinds.Date, field: FieldSpec) -> tuple[Operator, ...]:
    return (
        Operator("в отчётном периоде", "between", 0, _PERIOD), Operator("не раньше", "ge"), Operator("не позже", "le"),
        Operator("между", "between", 2), Operator("не раньше даты отчёта", "ge", 0, _TODAY),
        Operator("не позже даты отчёта", "le", 0, _TODAY), Operator("полных лет меньше", "years_lt"),
        Operator("полных лет не меньше", "years_ge"), *EMPTY,
    )  # fmt: skip


@operators.register(kinds.Int)
@operators.register(kinds.Number)
def _(kind: kinds.Kind, field: FieldSpec) -> tuple[Operator, ...]:
    return (
        Operator("равно", "eq"), Operator("не меньше", "ge"), Operator("не больше", "le"),
        Operator("между", "between", 2), *EMPTY,
    )  # fmt: skip
