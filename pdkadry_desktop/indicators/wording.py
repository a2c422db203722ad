"""Figures in Russian words: values that never round across their target, statuses, deviations."""

from __future__ import annotations

from fractions import Fraction

from ..core.numbers import rounded
from .compute import Result

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "growth": ">"}


def digits_of(value: Fraction, target: Fraction | None, usual: int = 1, most: int = 6) -> int:
    """How many decimals keep the shown value on its own side of the target: 79,96 against 80 needs two."""
    digits = usual
    while target is not None and value != target and digits < most:
        if rounded(value, digits) != rounded(target, digits):
            break
        digits += 1
    return digits


def shown_value(result: Result) -> str:
    """«78,4 %», «3 ед.», «—» with the reason left to ``status_word``."""
    if result.value is None:
        return "—"
    if result.unit == "%":
        wanted = result.target.value if result.target else None
        return f"{rounded(result.value, digits_of(result.value, wanted))}\u00a0%"
    return f"{number(result.value)}\u00a0{result.unit}".strip()


def shown_fraction(result: Result) -> str:
    """«69 из 88»; «» when the figure has no base."""
    if result.numerator is None:
        return ""
    if result.base is None:
        return number(result.numerator) if result.unit != "ед." else ""
    return f"{number(result.numerator)} из {number(result.base)}"


def shown_target(result: Result) -> str:
    """«≥ 80 %», «> 41 (рост к прошлому году)», «» without a target."""
    target = result.target
    if target is None:
        return "наличие" if result.kind == "presence" else ""
    if target.value is None:
        return "нет базы сравнения"
    unit = "\u00a0%" if result.unit == "%" else ""
    return f"{_SIGNS.get(target.op, target.op)}\u00a0{number(target.value)}{unit}"


def status_word(result: Result) -> str:
    """What the figure means against its target."""
    if result.status == "no_data":
        return "нет данных"
    if result.status == "no_base":
        return "нет кого считать"
    if result.met is not None:
        return "выполнено" if result.met else "не выполнено"
    if result.target is not None:
        return "не оценивается"
    return "цель не задана"


def deviation(result: Result) -> Fraction | None:
    """Value minus target, None when either is missing."""
    if result.value is None or result.target is None or result.target.value is None:
        return None
    return result.value - result.target.value


def short_wording(result: Result) -> str:
    """The order's wording without the list marks of its table."""
    return result.indicator.wording.strip().lstrip("-–— ").rstrip(" ;.")


def number(value: Fraction | int) -> str:
    """An exact number as people write it: 12, 0,5, 33,33."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return rounded(exact, 0)
    return rounded(exact, 2).rstrip("0").rstrip(",")
