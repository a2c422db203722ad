"""Breakdowns of an indicator: its own members divided by a key, every number with the list of those it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..indicators.compute import Result, value_of
from ..indicators.definition import Role
from ..indicators.members import MemberGroup, groups
from ..indicators.tally import Figures, Member, Tally
from ..storage.database import Database
from .breakdown_keys import UNKNOWN, Keys, all_keys

Own = Any


@dataclass(frozen=True)
class SliceCell:
    """One key with those it counts; the figures are their number."""

    key: str
    figures: Figures
    value: Fraction | None
    numerator: frozenset[Own]
    base: frozenset[Own]
    unknown: frozenset[Own]


@dataclass(frozen=True)
class Breakdown:
    """One way to divide the figure. ``overlaps``: a member may stand under several keys, the cells do not add up.

    ``shared``: members that stand under several keys of a breakdown that should not overlap (jobs in two schools).
    """

    id: str
    title: str
    cells: tuple[SliceCell, ...]
    total: Figures
    overlaps: bool
    only_numerator: bool
    shared: tuple[int, int] = (0, 0)  # how often too much: in the numerator, in the base

    @property
    def sums(self) -> Figures:
        """What the cells add up to."""
        whole = sum((Fraction(cell.figures[0]) for cell in self.cells), Fraction())
        if self.total[1] is None:
            return whole, None
        return whole, sum((Fraction(cell.figures[1] or 0) for cell in self.cells), Fraction())

    @property
    def holds(self) -> bool | None:
        """Whether the cells add up to the figure; None when they may overlap."""
        if self.overlaps:
            return None
        numerator, base = self.sums
        has_base = self.total[1] is not None and not self.only_numerator
        return numerator - self.shared[0] == self.total[0] and (
            not has_base or (base or 0) - self.shared[1] == self.total[1]
        )

    def words(self) -> str:
        """What stands under the table: the control sum."""
        if self.overlaps:
            return "Один человек может стоять в нескольких строках: строки не складываются."
        if not self.holds:
            return "Строки не сходятся с показателем: сообщите разработчику."
        if self.shared != (0, 0):
            return f"Сумма строк больше на {max(self.shared)}: столько учтено сразу в нескольких строках."
        return "Сумма строк равна показателю."


def breakdowns(db: Database, result: Result) -> list[Breakdown]:
    """All breakdowns of a figure, from the very members it counted."""
    tally = result.tally
    if tally is None:
        return []
    made = [_breakdown(result, tally, keys) for keys in all_keys(db, result)]
    return [each for each in made if each.cells]


def _breakdown(result: Result, tally: Tally, keys: Keys) -> Breakdown:
    standing: dict[str, dict[Own, int]] = {}
    for own, role, found in _standing(tally, keys):
        for key in found:
            one = standing.setdefault(key, {})
            one[own] = max(one.get(own, role), role)
    weights = _weights(tally, keys) if tally.counting.is_weighted else None
    order = [key for key in (*keys.order, UNKNOWN) if key in standing]
    cells = tuple(_cell(result, key, standing[key], keys.only_numerator, weights) for key in order)
    cells = tuple(each for each in cells if each.numerator or each.base or each.unknown)
    shared = (0, 0)
    if not keys.overlaps and weights is None:
        shared = (_twice(each.numerator for each in cells), _twice(each.base for each in cells))
    return Breakdown(keys.id, keys.title, cells, tally.figures(), keys.overlaps, keys.only_numerator, shared)


def _twice(sets: Iterable[frozenset[Own]]) -> int:
    """How many members too many the sets hold together."""
    counted = Counter(own for each in sets for own in each)
    return counted.total() - len(counted)


def _standing(tally: Tally, keys: Keys) -> Iterator[tuple[Own, int, tuple[str, ...]]]:
    """(member, role, keys); who has no key stands under «нет данных»."""
    if keys.of_place:
        for (place, own), role in tally.places.items():
            yield own, role, (keys.of(place) if place is not None else ()) or (UNKNOWN,)
        return
    for own, role in tally.roles.items():
        if not keys.only_numerator or role >= Role.NUMERATOR:
            yield own, role, keys.of(own) or (UNKNOWN,)


def _weights(tally: Tally, keys: Keys) -> Mapping[str, list[Fraction]]:
    """Stakes and other sums by key of the organisation."""
    found: dict[str, list[Fraction]] = {}
    for place, (numerator, base) in tally.weights.items():
        for key in (keys.of(place) if place is not None else ()) or (UNKNOWN,):
            sums = found.setdefault(key, [Fraction(), Fraction()])
            sums[0] += numerator
            sums[1] += base
    return found


def _cell(
    result: Result, key: str, roles: Mapping[Own, int], only_numerator: bool,
    weights: Mapping[str, list[Fraction]] | None,
) -> SliceCell:  # fmt: skip
    counting = result.tally.counting if result.tally else None
    has_base = counting is not None and counting.has_base and not only_numerator
    numerator = frozenset(own for own, role in roles.items() if role >= Role.NUMERATOR)
    base = frozenset(own for own, role in roles.items() if role >= Role.BASE) if has_base else frozenset()
    unknown = frozenset(own for own, role in roles.items() if role > Role.EXCLUDED and Role(role).is_unknown)
    figures: Figures = (len(numerator), len(base) if has_base else None)
    if weights is not None:
        sums = weights.get(key, [Fraction(), Fraction()])
        figures = (sums[0], sums[1] if has_base else None)
    value = value_of(result.kind, *figures)[0] if has_base else None
    return SliceCell(key, figures, value, numerator, base, unknown)


def people_of(db: Database, result: Result, found: frozenset[Own]) -> list[MemberGroup]:
    """The records behind a cell."""
    tally = result.tally
    if tally is None:
        return []
    several = len(tally.counting.parts) > 1
    order = [own for own in tally.roles if own in found]
    return groups(db, tally, [Member(*own) if several else Member(0, own) for own in order])
