"""Typed values of a document and their Russian text: decimal comma, «15,5 %», dd.mm.yyyy."""

from __future__ import annotations

import math
from datetime import date
from enum import Enum
from fractions import Fraction

from pdkadry_desktop.core.dates import format_date

Value = str | int | float | Fraction | date | None

NO_BREAK = "\u00a0"
THIN_NO_BREAK = "\u202f"
MINUS = "\u2212"


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
        return rounded(_exact(value) * 100, 1 if digits is None else digits) + NO_BREAK + "%"
    if kind is ValueKind.INTEGER:
        return rounded(value, digits or 0)
    if digits is not None:
        return rounded(value, digits)
    if isinstance(value, int):
        return rounded(value, 0)
    text = rounded(value, 2)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _exact(value: int | float | Fraction) -> Fraction:
    """The decimal that a float was written as, without the noise of binary fractions."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def rounded(value: int | float | Fraction, digits: int) -> str:
    """Rounded half up, as on paper (0,125 → 0,13), with a decimal comma and a true minus; finite values only."""
    units = math.floor(abs(_exact(value)) * 10**digits + Fraction(1, 2))
    whole, rest = divmod(units, 10**digits)
    text = f"{whole:,}".replace(",", THIN_NO_BREAK) if whole >= 10_000 else str(whole)
    if digits:
        text += f",{rest:0{digits}d}"
    return MINUS + text if value < 0 and units else text
