"""A value against its target, in exact fractions: met, within tolerance, not met, not to be assessed and why."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Verdict = Literal["met", "within_tolerance", "not_met", "no_target", "not_assessable"]
VERDICT_WORDS: dict[Verdict, str] = {
    "met": "выполнено", "within_tolerance": "в пределах допуска", "not_met": "не выполнено",
    "no_target": "цель не задана", "not_assessable": "не оценивается",
}  # fmt: skip
_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "growth": operator.gt, "=": operator.eq,
}  # fmt: skip
_WHOLE = Fraction(100)


@dataclass(frozen=True)
class Judged:
    """A target as it was compared: for growth and base_year ``value`` is the value of that year, None when unknown.

    ``upper`` ends «between»; ``tolerance``: how far behind is still tolerable; ``why`` it cannot be assessed.
    """

    op: str
    value: Fraction | None
    upper: Fraction | None = None
    tolerance: Fraction = Fraction()
    why: str = ""
    is_own: bool = False  # not the order's


def is_met(target: Judged, value: Fraction | None) -> bool | None:
    """None when there is nothing to compare."""
    if value is None or target.value is None:
        return None
    if target.op == "between":
        return target.value <= value <= (target.value if target.upper is None else target.upper)
    return _COMPARE[target.op](value, target.value)


def verdict(target: Judged | None, value: Fraction | None, met: bool | None) -> Verdict:
    """What the comparison means; ``met`` is the frozen answer of a closed year or that of ``is_met``."""
    if met is not None:
        if met:
            return "met"
        gap = None if target is None else deviation(target, value)
        return "within_tolerance" if target and gap is not None and abs(gap) <= target.tolerance else "not_met"
    return "no_target" if target is None else "not_assessable"


def deviation(target: Judged, value: Fraction | None) -> Fraction | None:
    """Value minus target; of «between» the way to the nearest bound, 0 inside."""
    if value is None or target.value is None:
        return None
    if target.op != "between":
        return value - target.value
    upper = target.value if target.upper is None else target.upper
    return value - target.value if value < target.value else max(Fraction(), value - upper)


def achievement(target: Judged | None, value: Fraction | None) -> Fraction | None:
    """How much of the target is reached, in %: never above 100 while it is not met; None without comparison."""
    if target is None or value is None or target.value is None:
        return None
    met, aim = is_met(target, value), target.value
    if target.op == "between" or target.op == "=":
        if met:
            return _WHOLE
        upper = aim if target.upper is None else target.upper
        part, whole = (value, aim) if value < aim else (upper, value)
    else:
        part, whole = (aim, value) if target.op in ("<", "<=") else (value, aim)
    if whole <= 0:
        return _WHOLE if met else Fraction()
    reached = _WHOLE * part / whole
    return reached if met else min(reached, _WHOLE)
