"""The one filter concept: conditions over the fields of a register, as plain data.

Table filters, saved selections and indicator definitions are the same trees; storage/conditions.py compiles them.
Every condition is two-valued: a test on an empty field is false, except ``empty`` and ``ne``/``not_in``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Op = Literal[
    "eq", "ne", "in", "not_in", "ge", "gt", "le", "lt", "between", "contains", "starts", "has_item", "empty", "filled"
]


@dataclass(frozen=True, slots=True)
class Test:
    """``path`` is a field or ``link.field`` (the ``_id`` of a link may be left out): ``organization.kind``."""

    __test__ = False  # not a pytest class
    path: str
    op: Op
    value: Any = None


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class Has:
    """At least ``at_least`` rows of another register whose link ``via`` points to this row and satisfy ``where``."""

    register: str
    via: str
    where: Condition | None = None
    at_least: int = 1


Condition = Test | All | AnyOf | Not | Has


def every(parts: Sequence[Condition | None]) -> Condition | None:
    """All given conditions together; None when there is none."""
    kept = tuple(part for part in parts if part is not None)
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else All(kept)
