"""Points of a jury → totals → places → results, exactly; what is not known or not decided stays a question.

Everything is counted in exact fractions. A missing point is not a zero: a sheet with a gap is not complete, and what
follows from it is said beside the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

TotalRule = Literal["average", "sum", "trimmed"]
TOTAL_RULES: dict[TotalRule, str] = {
    "average": "среднее по полным листам жюри",
    "sum": "сумма баллов всех членов жюри",
    "trimmed": "среднее без высшего и низшего листа",
}
_TRIMMED_FROM = 3  # sheets


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion; ``nomination`` «» judges works of every nomination."""

    id: int
    name: str
    most: Fraction
    weight: Fraction = Fraction(1)
    nomination: str = ""


@dataclass(frozen=True, slots=True)
class Juror:
    """A member of the jury; ``nomination`` «» judges works of every nomination."""

    id: int
    name: str
    nomination: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """What the jury gave a work: ``value`` None – not known yet, ``gap`` says why or what is missing."""

    value: Fraction | None
    sheets: int
    expected: int
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How many get what in a ranking; percents of the highest possible total (None: no such limit)."""

    winners: int = 1
    prizes: int = 2
    laureates: int = 0
    winner_percent: Fraction | None = None
    prize_percent: Fraction | None = None

    def result(self, place: int, percent: Fraction | None) -> str:
        """The code of the result for a place; ``percent`` of the highest possible total, None: not known."""
        if place <= self.winners and _reaches(percent, self.winner_percent):
            return "winner"
        if place <= self.winners + self.prizes and _reaches(percent, self.prize_percent):
            return "prize"
        is_next = self.laureates > 0 and place <= self.winners + self.prizes + self.laureates
        return "laureate" if is_next else "entrant"

    def to_data(self) -> dict[str, Any]:
        """As a setting keeps it."""
        return {
            "winners": self.winners, "prizes": self.prizes, "laureates": self.laureates,
            "winner_percent": _text(self.winner_percent), "prize_percent": _text(self.prize_percent),
        }  # fmt: skip


def thresholds_from(stored: Mapping[str, Any]) -> Thresholds:
    """From a setting; what is missing or odd is as usual."""
    usual = Thresholds()
    counts = {name: stored.get(name) for name in ("winners", "prizes", "laureates")}
    return Thresholds(
        **{name: value if isinstance(value, int) else getattr(usual, name) for name, value in counts.items()},
        winner_percent=_fraction(stored.get("winner_percent")), prize_percent=_fraction(stored.get("prize_percent")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A work in its ranking: it shares the places ``first``–``last`` with works of the same total.

    ``place`` and ``result`` are None while it is not for the program to say; ``question`` says what is to be decided.
    """

    key: int
    total: Total
    first: int | None
    last: int | None
    place: int | None
    result: str | None
    question: str = ""

    @property
    def rank(self) -> str:
        """«1», «2–3», «» when there is no total."""
        if self.first is None:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def is_tied(self) -> bool:
        return self.first != self.last


def judges(nomination: str, of_work: str) -> bool:
    """Whether something set for a nomination («» – for all) concerns a work of ``of_work`` or of one inside it."""
    return not nomination or of_work == nomination or of_work.startswith(f"{nomination} / ")


def sheet_total(points: Mapping[int, Fraction], criteria: Sequence[Criterion]) -> Fraction | None:
    """The weighted sum of one sheet; None while a point is missing."""
    if not criteria or any(each.id not in points for each in criteria):
        return None
    return sum((points[each.id] * each.weight for each in criteria), Fraction(0))


def total_of(
    sheets: Mapping[int, Mapping[int, Fraction]], jury: Sequence[Juror], criteria: Sequence[Criterion], rule: TotalRule
) -> Total:
    """``sheets``: member of the jury → criterion → points of one work. Only the given jury and criteria count."""
    found = {each.id: sheet_total(sheets.get(each.id, {}), criteria) for each in jury}
    complete = [value for value in found.values() if value is not None]
    missing = [each.name for each in jury if found[each.id] is None]
    gap = f"нет полного листа: {', '.join(missing)}" if missing else ""
    counts = (len(complete), len(jury))
    if not criteria:
        return Total(None, *counts, "нет критериев")
    if not jury:
        return Total(None, *counts, "нет жюри")
    if not complete or (rule == "sum" and missing):
        return Total(None, *counts, gap)
    if rule == "sum":
        return Total(sum(complete, Fraction(0)), *counts)
    if rule == "trimmed":
        if len(complete) < _TRIMMED_FROM:
            return Total(None, *counts, gap or f"без высшего и низшего листа нужно не меньше {_TRIMMED_FROM} листов")
        complete = sorted(complete)[1:-1]
    return Total(sum(complete, Fraction(0)) / len(complete), *counts, gap)


def most_possible(criteria: Iterable[Criterion], rule: TotalRule, jurors: int) -> Fraction:
    """The highest total a work can get."""
    whole = sum((each.most * each.weight for each in criteria), Fraction(0))
    return whole * jurors if rule == "sum" else whole


def standings(
    totals: Mapping[int, Total],
    most: Mapping[int, Fraction],
    thresholds: Thresholds,
    decided: Mapping[int, int] = {},
) -> list[Standing]:
    """The ranking of works of one nomination, the best first, works without a total last.

    ``most``: the highest possible total of a work; ``decided``: places people gave to works with equal totals. Who
    was given the first of the places they share has it, alone or with others; the rest share what is left.
    """
    ranked = sorted((each for each in totals.items() if each[1].value is not None), key=lambda each: -_value(each[1]))
    found: list[Standing] = []
    at = 0
    while at < len(ranked):
        tied = [key for key, total in ranked[at:] if total.value == ranked[at][1].value]
        for key, first, last, place in _settled(tied, at + 1, decided):
            total = totals[key]
            percent = _value(total) * 100 / most[key] if most.get(key) else None
            found.append(_standing(key, total, first, last, place, percent, thresholds))
        at += len(tied)
    unknown = [Standing(key, each, None, None, None, None, each.gap) for key, each in totals.items() if not _has(each)]
    return [*found, *unknown]


def _standing(
    key: int, total: Total, first: int, last: int, given: int | None, percent: Fraction | None, thresholds: Thresholds
) -> Standing:
    if given is not None:
        return Standing(key, total, first, last, given, thresholds.result(given, percent), total.gap)
    possible = {thresholds.result(place, percent) for place in range(first, last + 1)}
    result = possible.pop() if len(possible) == 1 else None
    # Beyond those who get something a shared place decides nothing.
    matters = result is None or result in ("winner", "prize")
    question = f"равные баллы: места {first}–{last}, решает жюри" if matters else total.gap
    return Standing(key, total, first, last, None, result, question)


def _settled(keys: Sequence[int], first: int, decided: Mapping[int, int]) -> list[tuple[int, int, int, int | None]]:
    """Key, the places it shares, its own place when that is settled; a work left alone has its place."""
    last = first + len(keys) - 1
    if first == last:
        return [(keys[0], first, first, first)]
    above = [key for key in keys if decided.get(key) == first]
    if not above:
        return [(key, first, last, None) for key in keys]
    rest = [key for key in keys if key not in above]
    lower = _settled(rest, first + len(above), decided) if rest else []
    return [*((key, first, first + len(above) - 1, first) for key in above), *lower]


def _has(total: Total) -> bool:
    return total.value is not None


def _value(total: Total) -> Fraction:
    assert total.value is not None
    return total.value


def _reaches(percent: Fraction | None, least: Fraction | None) -> bool:
    return least is None or (percent is not None and percent >= least)


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(value: Any) -> Fraction | None:
    try:
        return None if value in (None, "") else Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None
