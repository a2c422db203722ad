"""Decides which years named in a term belong to which of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pdkadry_desktop.plan.term_cursor import (
    ExceptPart,
    FixedPart,
    FrequencyPart,
    NotePart,
    RoundPart,
    SlotPart,
    YearlyPart,
    YearsPart,
)
from pdkadry_desktop.plan.term_parts import PlacedPart
from pdkadry_desktop.plan.term_slots import OpenSlot, RangeSlot


@dataclass(frozen=True)
class Bound:
    """A part with the years it belongs to; None = those of the plan."""

    part: SlotPart | FixedPart | FrequencyPart | RoundPart | YearsPart
    years: YearsPart | None = None


def _without_round_before_range(placed: Sequence[PlacedPart]) -> Iterator[PlacedPart]:
    """«постоянно с 1 сентября 2023»: the range says from when, the year-round word nothing more."""
    for index, place in enumerate(placed):
        following = placed[index + 1] if index + 1 < len(placed) else None
        if isinstance(place.part, RoundPart) and following is not None and not following.is_separate:
            part = following.part
            if isinstance(part, FixedPart) and (part.is_open or part.right is not None):
                continue
            if isinstance(part, SlotPart) and isinstance(part.slot, (OpenSlot, RangeSlot)):
                continue
        yield place


def bind(placed: Sequence[PlacedPart]) -> Iterator[Bound]:
    """Give years to the parts before them; to the parts after them when the term begins with years and ends without."""
    parts = [
        place.part
        for place in _without_round_before_range(placed)
        if not isinstance(place.part, (NotePart, YearlyPart, ExceptPart))
    ]
    waiting = [part for part in parts if _waits(part)]
    is_heading = bool(waiting) and isinstance(parts[0], YearsPart) and _waits(parts[-1])
    years: YearsPart | None = None
    pending: list[SlotPart | FrequencyPart | RoundPart] = []
    is_used = True
    for part in parts:
        if isinstance(part, YearsPart):
            if is_heading:
                if years is not None and not is_used:
                    yield Bound(years)
                years, is_used = part, False
            elif pending:
                yield from (Bound(held, part) for held in pending)
                pending = []
            else:
                yield Bound(part)
        elif isinstance(part, FixedPart) or (isinstance(part, RoundPart) and part.years is not None):
            yield Bound(part, part.years if isinstance(part, RoundPart) else None)
        elif isinstance(part, (SlotPart, FrequencyPart, RoundPart)):
            if is_heading:
                is_used = True
                yield Bound(part, years)
            else:
                pending.append(part)
    yield from (Bound(held) for held in pending)


def _waits(part: object) -> bool:
    return isinstance(part, (SlotPart, FrequencyPart)) or (isinstance(part, RoundPart) and part.years is None)
