"""Targets as people write them in a cell: «60», «≥ 60», «≤ 5», «60–80», «+2 п.п.», «+5 %», «не хуже», and back."""

from __future__ import annotations

import re
from fractions import Fraction

from ..core.errors import UserError
from ..core.text import fold
from .targets import Aim
from .wording import number

_NUMBER = r"\d+(?:[.,]\d+)?"
_BASES = r"(?P<base>к (?P<year>\d{4})(?: году| г\.?)?|к среднему за (?P<years>\d+) (?:года|лет|г\.?))"
_PLAIN = re.compile(
    rf"(?P<op>>=|<=|≥|≤|=|не менее|не более|не ниже|не выше|ровно)? ?(?P<value>{_NUMBER}) ?(?P<unit>%)?"
)
_BETWEEN = re.compile(rf"(?:от )?(?P<least>{_NUMBER}) ?%? ?(?:-|–|—|до) ?(?P<most>{_NUMBER}) ?%?")
_GROWTH = re.compile(rf"(?:\+|рост(?: на)?) ?(?P<value>{_NUMBER}) ?(?P<unit>п\. ?п\.?|пп|п\.|%|ед\.?)?(?: {_BASES})?")
_SAME = re.compile(rf"не (?:хуже|ниже|больше|меньше)(?: (?:базы|прошлого года))?(?: {_BASES})?")
_TOLERANCE = re.compile(rf"(?P<aim>.+?),? (?:допуск|±) ?(?P<value>{_NUMBER})(?: ?(?:п\. ?п\.?|%))?")
_LEAST = ("≤", "<=", "не более", "не выше")
_SIGNS = {"ge": "≥", "le": "≤", "eq": "="}
HINT = "Например: 60; ≤ 5; 60–80; +2 п.п.; +5 %; не хуже; +2 п.п. к 2020; 80 допуск 2."


def read_aim(text: str, better: str = "up") -> Aim | None:
    """The aim typed; «» is none; a bare number is at least (``better`` up) or at most. UserError if unclear."""
    said = " ".join(fold(text).split())
    if not said:
        return None
    tolerance = Fraction()
    if found := _TOLERANCE.fullmatch(said):
        said, tolerance = found["aim"], _exact(found["value"])
    if found := _BETWEEN.fullmatch(said):
        least, most = _exact(found["least"]), _exact(found["most"])
        if most < least:
            raise UserError(f"«{text.strip()}»: верхняя граница меньше нижней.", HINT)
        return Aim("between", least, most, tolerance=tolerance)
    if found := _PLAIN.fullmatch(said):
        sign = found["op"] or ("≥" if better == "up" else "≤")
        op = "le" if sign in _LEAST else "eq" if sign in ("=", "ровно") else "ge"
        return Aim(op, _exact(found["value"]), tolerance=tolerance)
    if found := _GROWTH.fullmatch(said):
        op = "growth_pct" if found["unit"] == "%" else "growth_pp"
        return _based(found, Aim(op, _exact(found["value"]), tolerance=tolerance))
    if found := _SAME.fullmatch(said):
        return _based(found, Aim("not_worse", tolerance=tolerance))
    raise UserError(f"«{text.strip()}» – не цель.", HINT)


def _based(found: re.Match[str], aim: Aim) -> Aim:
    if found["year"]:
        return Aim(aim.op, aim.value, base="year", base_year=int(found["year"]), tolerance=aim.tolerance)
    if found["years"]:
        return Aim(aim.op, aim.value, base="avg", base_years=int(found["years"]), tolerance=aim.tolerance)
    return aim


def _exact(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def aim_words(aim: Aim, unit: str = "") -> str:
    """As ``read_aim`` reads it: «≥ 60 %», «60–80 %», «+2 п.п. к 2020», «не хуже прошлого года», «≥ 80 % допуск 2»."""
    mark = "\u00a0%" if unit == "%" else ""
    value = "" if aim.value is None else number(aim.value)
    base = f" к {aim.base_year}" if aim.base == "year" else ""
    if aim.base == "avg":
        base = f" к среднему за {aim.base_years} {'года' if (aim.base_years or 0) < 5 else 'лет'}"
    match aim.op:
        case "between":
            said = f"{value}–{number(aim.value_to or Fraction())}{mark}"
        case "growth_pp":
            said = f"+{value}\u00a0{'п.п.' if unit == '%' else 'ед.'}{base}"
        case "growth_pct":
            said = f"+{value}\u00a0%{base}"
        case "not_worse":
            said = f"не хуже{base or ' прошлого года'}"
        case _:
            said = f"{_SIGNS[aim.op]}\u00a0{value}{mark}"
    return f"{said} допуск {number(aim.tolerance)}" if aim.tolerance else said
