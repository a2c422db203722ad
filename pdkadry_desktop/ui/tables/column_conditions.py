"""Conditions on one column of a list, as a click on a cell or the filter of its heading makes them. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...core.conditions import All, AnyOf, Condition, Has, Named, Not, Test
from ...core.kinds import MultiChoice, TextList
from ...core.register import FieldSpec, Nearest
from ...storage.nearest import counting
from ...storage.query import LinkTo


def only(field: FieldSpec, value: Any) -> Condition:
    """«Только такие»: the same value; every item of a cell with several."""
    if field.nearest:
        return _of_other(field, field.nearest, [value])
    if value is None:
        return Test(field.name, "empty")
    if isinstance(field.kind, MultiChoice | TextList):
        items = tuple(Test(field.name, "has_item", item) for item in value)
        return items[0] if len(items) == 1 else All(items)
    return _named(field, "", [value], Test(field.name, "eq", _plain(value)))


def without(field: FieldSpec, value: Any) -> Condition:
    """«Кроме таких»: any other value, empty ones too."""
    if field.nearest:
        return Not(only(field, value))
    if value is None:
        return Test(field.name, "filled")
    if isinstance(field.kind, MultiChoice | TextList):
        return Not(only(field, value))
    return _named(field, "не ", [value], Test(field.name, "ne", _plain(value)))


def is_exception(condition: Condition) -> bool:
    """«Кроме таких»: a condition that only takes rows away."""
    part = condition.part if isinstance(condition, Named) else condition
    return isinstance(part, Not) or (isinstance(part, Test) and part.op in ("ne", "filled"))


def among(field: FieldSpec, values: Sequence[Any]) -> Condition:
    """One of the values; None among them stands for the empty cell."""
    if field.nearest:
        return _of_other(field, field.nearest, values)
    filled = [_plain(value) for value in values if value is not None]
    parts: list[Condition] = []
    if isinstance(field.kind, MultiChoice | TextList):
        parts += [Test(field.name, "has_item", value) for value in filled]
    elif filled:
        test = Test(field.name, "eq", filled[0]) if len(filled) == 1 else Test(field.name, "in", tuple(filled))
        parts.append(_named(field, "", [value for value in values if value is not None], test))
    if len(filled) < len(values):
        parts.append(Test(field.name, "empty"))
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def _of_other(field: FieldSpec, near: Nearest, values: Sequence[Any]) -> Condition:
    """A main row of the other register that counts on the day has one of the values; None: no row counts."""
    filled = [value for value in values if value is not None]
    parts: list[Condition] = []
    if filled:
        test = Test(near.field, "in", tuple(_plain(value) for value in filled))
        parts.append(Has(near.register, near.via, All((*counting(near), Test(near.main, "ne", False), test))))
    if len(filled) < len(values):
        parts.append(Not(Has(near.register, near.via, All(counting(near)))))
    said = " или ".join(["не заполнено" if value is None else str(value) for value in values])
    return Named(f"{field.label} – {said}", parts[0] if len(parts) == 1 else AnyOf(tuple(parts)))


def between(field: FieldSpec, low: Any, high: Any) -> Condition | None:
    """A range with both ends; a missing end is open, without both there is no condition."""
    if low is None and high is None:
        return None
    if low is None:
        return Test(field.name, "le", high)
    if high is None:
        return Test(field.name, "ge", low)
    return Test(field.name, "between", (low, high))


def _named(field: FieldSpec, no: str, values: Sequence[Any], test: Test) -> Condition:
    """A test on links is told by the titles of the records, not by their numbers."""
    titles = [value.title for value in values if isinstance(value, LinkTo)]
    return Named(f"{field.label} – {no}{' или '.join(titles)}", test) if titles else test


def _plain(value: Any) -> Any:
    return value.id if isinstance(value, LinkTo) else value
