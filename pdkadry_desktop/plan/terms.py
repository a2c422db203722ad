"""Reads the term of a plan («Октябрь, апрель 2023, 2024 гг.») into dated occurrences; never raises, never guesses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from pdkadry_desktop.plan.term_calendar import Reading, TermSettings, UnreadableTermError
from pdkadry_desktop.plan.term_cursor import SlotPart, YearRange, YearsPart
from pdkadry_desktop.plan.term_parts import PlacedPart, SplitTerm, split_term, split_with_month
from pdkadry_desktop.plan.term_reading import Outcome, is_wrapped, read_parts
from pdkadry_desktop.plan.term_slots import MonthsSlot, RangeSlot
from pdkadry_desktop.plan.term_text import normalise

__all__ = ["Occurrence", "Term", "TermSettings", "parse_term"]


@dataclass(frozen=True, order=True, slots=True)
class Occurrence:
    """One dated occurrence, both days included; a milestone starts and ends on the same day."""

    start: date
    end: date

    def to_json(self) -> dict[str, str]:
        """ISO dates."""
        return {"start": self.start.isoformat(), "end": self.end.isoformat()}


@dataclass(frozen=True, slots=True)
class Term:
    """A term as read: the text untouched, its kind, dates, warning codes, notes, and other possible readings."""

    text: str
    kind: str  # dated | recurring | year_round | on_demand | unparsed
    occurrences: tuple[Occurrence, ...] = ()
    warnings: tuple[str, ...] = ()
    suggestions: tuple[tuple[Occurrence, ...], ...] = ()  # each a whole reading to choose instead
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The document of ``pdkadry term --json``; the other readings are one flat list there."""
        suggested = dict.fromkeys(occurrence for reading in self.suggestions for occurrence in reading)
        return {
            "text": self.text,
            "kind": self.kind,
            "occurrences": [occurrence.to_json() for occurrence in self.occurrences],
            "warnings": list(self.warnings),
            "suggestions": [occurrence.to_json() for occurrence in suggested],
        }


def parse_term(text: str, plan_years: tuple[int, int], *, settings: TermSettings = TermSettings()) -> Term:  # noqa: B008
    """Read a term for a plan of these years (first and last); whatever cannot be read stays text."""
    first, last = (min(max(year, 1900), 2199) for year in sorted(plan_years))
    plan = range(first, last + 1)
    cleaned = normalise(text)
    reading = Reading(settings)
    try:
        split = split_term(cleaned)
    except UnreadableTermError as error:
        return Term(text, "unparsed", warnings=(error.code,))
    if split.months:
        readings = [_try(split_with_month(cleaned, month), plan, reading) for month in split.months]
        return Term(text, "unparsed", warnings=split.warnings, suggestions=_distinct(readings))
    if split.left_over:
        return Term(text, "unparsed", warnings=("leftover",), suggestions=_distinct([_try(split, plan, reading)]))
    try:
        outcome = read_parts(split.parts, plan, reading)
    except UnreadableTermError as error:
        mended = _try(split, plan, replace(reading, lenient=True))
        return Term(text, "unparsed", warnings=(error.code,), suggestions=_distinct([mended]))
    return _term(text, split, outcome, plan, reading)


def _occurrences(outcome: Outcome) -> tuple[Occurrence, ...]:
    return tuple(Occurrence(start, end) for start, end in outcome.ordered)


def _try(split: SplitTerm, plan: range, reading: Reading) -> tuple[Occurrence, ...]:
    try:
        return _occurrences(read_parts(split.parts, plan, reading))
    except UnreadableTermError:
        return ()


def _distinct(
    readings: list[tuple[Occurrence, ...]], chosen: tuple[Occurrence, ...] = ()
) -> tuple[tuple[Occurrence, ...], ...]:
    return tuple(dict.fromkeys(reading for reading in readings if reading and reading != chosen))


def _term(text: str, split: SplitTerm, outcome: Outcome, plan: range, reading: Reading) -> Term:
    occurrences = _occurrences(outcome)
    outcome.warn(*split.warnings)
    others: list[tuple[SplitTerm, Reading]] = []
    is_joined = _joined_months(split)
    if is_joined is not None:
        outcome.warn("missing_separator")
        others.append((is_joined, reading))
    elif _lacks_separator(split):
        outcome.warn("missing_separator")
    if _is_school_order(split):
        outcome.warn("school_year_order")
        others.append((_as_school_years(split, is_single=True), reading))
    if _has_neighbours(split):
        if any(isinstance(place.part, SlotPart) and not is_wrapped(place.part.slot) for place in split.parts):
            outcome.warn("school_year_or_calendar")
        others.append((_as_school_years(split, is_single=False), reading))
    if _is_school_august(split):
        outcome.warn("school_year_or_calendar")
    if "ambiguous" in outcome.warnings:
        settings = replace(reading.settings, until_inclusive=not reading.settings.until_inclusive)
        others.append((split, replace(reading, settings=settings)))
    for note in outcome.notes:
        outcome.warn(note.code if note.code else ("qualifier" if occurrences else ""))
    if outcome.notes and occurrences:
        outcome.warn("qualifier")
    if any(found.start.year < plan[0] or found.end.year > plan[-1] for found in occurrences):
        outcome.warn("outside_plan")
    return Term(
        text,
        outcome.kind,
        occurrences,
        tuple(code for code in outcome.warnings if code),
        _distinct([_try(other, plan, way) for other, way in others], occurrences),
        tuple(note.text for note in outcome.notes),
    )


def _lacks_separator(split: SplitTerm) -> bool:
    return any(
        isinstance(second.part, SlotPart) and not second.is_separate and isinstance(first.part, (SlotPart, YearsPart))
        for first, second in pairwise(split.parts)
        if not (first is split.parts[0] and isinstance(first.part, YearsPart))
    )


def _joined_months(split: SplitTerm) -> SplitTerm | None:
    """«Ноябрь апрель» read as «ноябрь – апрель», when only one separator is missing."""
    parts = list(split.parts)
    for index, (first, second) in enumerate(pairwise(parts)):
        left, right = first.part, second.part
        if not (isinstance(left, SlotPart) and isinstance(right, SlotPart)) or second.is_separate:
            continue
        if isinstance(left.slot, MonthsSlot) and isinstance(right.slot, MonthsSlot):
            joined = PlacedPart(SlotPart(RangeSlot(left.slot, right.slot)), first.is_separate)
            return replace(split, parts=(*parts[:index], joined, *parts[index + 2 :]))
    return None


def _is_school_order(split: SplitTerm) -> bool:
    """«Октябрь, апрель 2023»: an autumn month before a spring one may mean a school year."""
    months = [
        place.part.slot.first if isinstance(place.part, SlotPart) and isinstance(place.part.slot, MonthsSlot) else 0
        for place in split.parts
    ]
    has_years = any(isinstance(place.part, YearsPart) and not place.part.is_school for place in split.parts)
    return has_years and any(first >= 8 > second > 0 for first, second in pairwise(months))


def _is_school_august(split: SplitTerm) -> bool:
    """August stands between two school years: «август 2023-2024 уч. года»."""
    parts = [place.part for place in split.parts]
    return any(isinstance(part, YearsPart) and part.is_school for part in parts) and any(
        isinstance(part, SlotPart) and part.slot.begins[0] == 8 for part in parts
    )


def _has_neighbours(split: SplitTerm) -> bool:
    return any(
        isinstance(place.part, YearsPart)
        and any(found.last == found.first + 1 and not found.is_school for found in place.part.ranges)
        for place in split.parts
    )


def _as_school_years(split: SplitTerm, *, is_single: bool) -> SplitTerm:
    """The same term with its years (single ones, or pairs of neighbours) read as school years."""
    parts = []
    for place in split.parts:
        if isinstance(place.part, YearsPart):
            ranges = tuple(
                YearRange(found.first, found.first + 1, True)
                if found.last - found.first == (0 if is_single else 1)
                else found
                for found in place.part.ranges
            )
            place = replace(place, part=replace(place.part, ranges=ranges))
        parts.append(place)
    return replace(split, parts=tuple(parts))
