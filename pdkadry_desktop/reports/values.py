"""Typed values of a document and their Russian text: decimal comma, «15,5 %», dd.mm.yyyy."""

from __future__ import annotations

import math
from datetime import date
from enum import Enum
from fractions import Fraction

from pdkadry_desktop.core.dates import format_date
from pdkadry_desktop.core.numbers import exact_decimal, rounded

Value = str | int | float | Fraction | date | None

NO_BREAK = "\u00a0"


class ValueKind(Enum):
    """What a value is; decides alignment, the text on paper and the number format of Excel."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"  # the value is a share of one: Fraction(31, 200) is «15,5 %»
    DATE = "date"


def display(value: Value, kind: ValueKind = ValueKind.TEXT, digits: int | None = None) -> str:
    """The text of a value on paper; None is an empty cell.

    ``digits`` after the comma: by default one for percents and up to two for numbers. Thousands are set apart from five
    digits on, so that a year stays a year.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "—"
    if kind is ValueKind.PERCENT:
        return rounded(exact_decimal(value) * 100, 1 if digits is None else digits) + NO_BREAK + "%"
    if kind is ValueKind.INTEGER:
        return rounded(value, digits or 0)
    if digits is not None:
        return rounded(value, digits)
    if isinstance(value, int):
        return rounded(value, 0)
    text = rounded(value, 2)
    return text.rstrip("0").rstrip(",") if "," in text else text
