"""One cell of the indicators – indicator × municipality or organisation – as figures and words, and medians."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..core.numbers import rounded
from ..indicators.compute import Result
from ..indicators.given import Number, Status, share_or_count, value_of
from ..indicators.wording import digits_of, number

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class CellFigure:
    """What an indicator is for one place: exact figures; ``target`` decides how many decimals are shown."""

    numerator: Number | None
    base: Number | None
    value: Fraction | None
    status: Status
    unit: str
    target: Fraction | None = None

    def words(self) -> str:
        """«45,0 % (9 из 20)», «3 ед.», «нет кого считать»."""
        if self.value is None:
            return {"no_base": "нет кого считать"}.get(self.status, "нет данных")
        fraction = self.fraction()
        return f"{self.shown()} ({fraction})" if fraction else self.shown()

    def shown(self) -> str:
        return "—" if self.value is None else shown_value(self.value, self.unit, self.target)

    def fraction(self) -> str:
        if self.numerator is None or self.base is None:
            return ""
        return f"{number(self.numerator)} из {number(self.base)}"


def shown_value(value: Fraction, unit: str, target: Fraction | None = None) -> str:
    """«58,3 %» with as many decimals as keep it on its own side of the target; «3 ед.»."""
    if unit == "%":
        return f"{rounded(value, digits_of(value, target))}{NBSP}%"
    return f"{number(value)}{NBSP}{unit}".strip()


def cell_of(
    results: Sequence[Result], indicator: str, organization: int | None, codes: Mapping[int, str]
) -> CellFigure | None:
    """The cell as accepted (entered and closed figures count); None when there is no such indicator.

    ``codes``: organisation → its code. A definition that does not count by organisation says nothing of one.
    """
    result = next((each for each in results if each.id == indicator), None)
    if result is None:
        return None
    wanted = result.target.value if result.target else None
    if organization is None:
        return CellFigure(result.numerator, result.base, result.value, result.status, result.unit, wanted)
    figures = result.organizations.get(codes.get(organization, ""))
    if figures is None:
        is_counted = result.tally is not None
        return CellFigure(None, None, None, "no_base" if is_counted else "no_data", result.unit, wanted)
    numerator, base = figures
    value, status = value_of(share_or_count(result.kind, base), numerator, base)
    return CellFigure(numerator, base, value, status, result.unit, wanted)


def difference(before: CellFigure | None, after: CellFigure | None) -> str:
    """«+3,2 п. п.», «−1 ед.», «без изменений», «нечего сравнить» when either is unknown."""
    if before is None or after is None or before.value is None or after.value is None:
        return "нечего сравнить"
    gap = after.value - before.value
    if gap == 0:
        return "без изменений"
    sign = "+" if gap > 0 else "−"
    if after.unit == "%":
        digits = digits_of(abs(gap), Fraction(0))
        return f"{sign}{rounded(abs(gap), digits)}{NBSP}п.{NBSP}п."
    return f"{sign}{number(abs(gap))}{NBSP}{after.unit}".strip()


def median(values: Sequence[Fraction]) -> Fraction | None:
    """The exact median; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
