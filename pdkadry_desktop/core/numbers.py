"""Exact numbers and their Russian text: rounding as on paper, decimal comma, true minus."""

from __future__ import annotations

import math
from fractions import Fraction


def exact_decimal(value: int | float | Fraction) -> Fraction:
    """The decimal that a float was written as, without the noise of binary fractions."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def rounded(value: int | float | Fraction, digits: int) -> str:
    """Rounded half up, as on paper (0,125 → 0,13), with a decimal comma and a true minus; finite values only."""
    units = math.floor(abs(exact_decimal(value)) * 10**digits + Fraction(1, 2))
    whole, rest = divmod(units, 10**digits)
    text = f"{whole:,}".replace(",", "\u202f") if whole >= 10_000 else str(whole)
    if digits:
        text += f",{rest:0{digits}d}"
    return "\u2212" + text if value < 0 and units else text
