"""Rules that several registers share. A rule sees one row; it yields problems, it never raises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..core.register import Problem, Rule


def ends_after_start(start: str, end: str, message: str = "Окончание раньше начала.") -> Rule:
    """The end of a period is not before its start."""

    def rule(row: Mapping[str, Any]) -> Iterator[Problem]:
        if row.get(start) and row.get(end) and row[end] < row[start]:
            yield Problem(end, message)

    return rule


def one_of(fields: tuple[str, ...], message: str) -> Rule:
    """At least one of the fields is filled."""

    def rule(row: Mapping[str, Any]) -> Iterator[Problem]:
        if not any(row.get(name) for name in fields):
            yield Problem(fields[0], message)

    return rule


def snils_problem(text: str) -> str | None:
    """The control sum of СНИЛС (11 digits): weights 9…1, modulo 101."""
    digits = [int(sign) for sign in text if sign.isdecimal()]
    if len(digits) != 11:
        return "В СНИЛС должно быть 11 цифр."
    total = sum(weight * digit for weight, digit in zip(range(9, 0, -1), digits, strict=False)) % 101
    if total % 100 != digits[9] * 10 + digits[10]:
        return "Контрольная сумма СНИЛС не сходится: проверьте цифры."
    return None


def inn_problem(text: str) -> str | None:
    """An organisation's ИНН: 10 digits, the last one is a control digit."""
    if not text.isdecimal() or len(text) != 10:
        return "ИНН организации состоит из 10 цифр."
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    if sum(weight * int(digit) for weight, digit in zip(weights, text, strict=False)) % 11 % 10 != int(text[9]):
        return "Контрольная цифра ИНН не сходится: проверьте цифры."
    return None
