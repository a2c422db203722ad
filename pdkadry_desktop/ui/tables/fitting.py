"""Widths of the columns of a table of rows: what is long gets what is free, what is short gives back what it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 90  # px a column of words keeps
_KEPT = 0.6  # share of its usual width a column keeps at least
_MOST = 900  # px: longer texts are read in the tooltip or the record


@dataclass(frozen=True, slots=True)
class Need:
    """A column: its usual width, what its longest text takes, whether numbers stand in it."""

    usual: int
    wanted: int
    is_number: bool = False


def fitted(columns: Sequence[Need], room: int) -> list[int]:
    """Widths that fill the room; wider only where all but the first column of words are as narrow as may be."""
    widths = [each.usual if each.is_number else min(each.usual, max(each.wanted, LEAST)) for each in columns]
    free = room - sum(widths)
    if free < 0:
        least = [
            width if each.is_number else min(width, max(LEAST, round(each.usual * _KEPT)))
            for each, width in zip(columns, widths, strict=True)
        ]
        first = next((place for place, each in enumerate(columns) if not each.is_number), 0)
        _shrink(widths, [*least[:first], widths[first], *least[first + 1 :]], -free)  # who or what gives room last
        if 0 < sum(widths) - room <= widths[first] - least[first]:  # else one scrolls anyway, and it is read whole
            _shrink(widths, least, sum(widths) - room)
    _grow(columns, widths, max(0, room - sum(widths)))
    return widths


def _grow(columns: Sequence[Need], widths: list[int], free: int) -> None:
    wants = [max(0, min(each.wanted, _MOST) - width) for each, width in zip(columns, widths, strict=True)]
    share = min(1.0, free / sum(wants)) if any(wants) else 0.0
    given = [int(want * share) for want in wants]
    for place, each in enumerate(given):
        widths[place] += each
    words = [place for place, each in enumerate(columns) if not each.is_number] or [len(columns) - 1]
    widths[words[-1]] += free - sum(given)


def _shrink(widths: list[int], least: Sequence[int], over: int) -> None:
    spare = [max(0, width - low) for width, low in zip(widths, least, strict=True)]
    share = min(1.0, over / sum(spare)) if any(spare) else 0.0
    for place, each in enumerate(spare):
        widths[place] -= min(each, -int(-each * share // 1))
