"""Figures in Russian words: values that never round across their target, statuses, deviations."""

from __future__ import annotations

from fractions import Fraction

from ..core.numbers import rounded
from .compute import Result
from .judging import VERDICT_WORDS, Judged
from .judging import deviation as gap_of

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "growth": ">"}


def digits_of(value: Fraction, target: Fraction | None, usual: int = 1, most: int = 6) -> int:
    """How many decimals keep the shown value on its own side of the target: 79,96 against 80 needs two."""
    digits = usual
    while target is not None and value != target and digits < most:
        if rounded(value, digits) != rounded(target, digits):
            break
        digits += 1
    return digits


def nearest_bound(target: Judged | None, value: Fraction) -> Fraction | None:
    """The number the value must not be rounded across."""
    if target is None or target.value is None or target.upper is None:
        return None if target is None else target.value
    return min((target.value, target.upper), key=lambda bound: abs(value - bound))


def shown_value(result: Result) -> str:
    """«78,4 %», «3 ед.», «—» with the reason left to ``status_word``."""
    if result.value is None:
        return "—"
    if result.unit == "%":
        return f"{rounded(result.value, digits_of(result.value, nearest_bound(result.target, result.value)))}\u00a0%"
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
    return judged_words(target, result.unit)


def judged_words(target: Judged, unit: str) -> str:
    """A target as it is compared: «≥ 82 %», «60–80 %», «нет базы сравнения»."""
    if target.value is None:
        return "нет базы сравнения"
    mark = "\u00a0%" if unit == "%" else ""
    if target.op == "between":
        return f"{number(target.value)}–{number(target.value if target.upper is None else target.upper)}{mark}"
    return f"{_SIGNS.get(target.op, target.op)}\u00a0{number(target.value)}{mark}"


def status_word(result: Result) -> str:
    """What the figure means against its target."""
    if result.status == "no_data":
        return "нет данных"
    if result.status == "no_base":
        return "нет кого считать"
    return VERDICT_WORDS[result.verdict]


def deviation(result: Result) -> Fraction | None:
    """Value minus target (of «between» the way to the nearest bound), None when either is missing."""
    return None if result.target is None else gap_of(result.target, result.value)


def short_wording(result: Result) -> str:
    """The order's wording without the list marks of its table."""
    return result.indicator.wording.strip().lstrip("-–— ").rstrip(" ;.")


def number(value: Fraction | int) -> str:
    """An exact number as people write it: 12, 0,5, 33,33."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return rounded(exact, 0)
    return rounded(exact, 2).rstrip("0").rstrip(",")
