"""Turns the parts of a term into dates: which years belong to which part, what a frequency is limited to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pdkadry_desktop.plan.term_binding import Bound, bind
from pdkadry_desktop.plan.term_calendar import Reading, Span, UnreadableTermError
from pdkadry_desktop.plan.term_cursor import (
    ExceptPart,
    FixedPart,
    FrequencyPart,
    NotePart,
    RoundPart,
    SlotPart,
    YearlyPart,
    YearRange,
    YearsPart,
)
from pdkadry_desktop.plan.term_frequency import UNIT_DAYS, Frequency
from pdkadry_desktop.plan.term_parts import PlacedPart
from pdkadry_desktop.plan.term_slots import DeadlineSlot, MonthsSlot, RangeSlot, Slot

_ORDER = ("dated", "recurring", "year_round")
_FINE_UNITS = ("day", "week", "month")


@dataclass
class Outcome:
    """What the parts mean: dates by the kind of the part they come from, warnings, notes."""

    spans: dict[str, set[Span]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    notes: list[NotePart] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind of the most definite part; without dates on demand or unparsed."""
        for kind in _ORDER:
            if self.spans.get(kind):
                return kind
        return "on_demand" if any(note.is_demand for note in self.notes) else "unparsed"

    @property
    def ordered(self) -> list[Span]:
        """All dates, sorted, each once."""
        return sorted(set().union(*self.spans.values())) if self.spans else []

    def add(self, kind: str, spans: Iterable[Span]) -> None:
        """Dates of a part of that kind."""
        self.spans.setdefault(kind, set()).update(spans)

    def leave_out(self, slots: Sequence[Slot], reading: Reading) -> None:
        """Drop the dates that lie within one of the slots."""
        for kind, spans in self.spans.items():
            self.spans[kind] = {span for span in spans if not any(_lies_within(span, slot, reading) for slot in slots)}

    def warn(self, *codes: str) -> None:
        """Warning codes, each once, in the order they arose."""
        self.warnings += [code for code in dict.fromkeys(codes) if code not in self.warnings]


def _lies_within(span: Span, slot: Slot, reading: Reading) -> bool:
    start, end = slot.span(span[0].year, reading)
    return start <= span[0] and span[1] <= end


def read_parts(placed: Sequence[PlacedPart], plan: range, reading: Reading) -> Outcome:
    """The dates of all parts for the years of a plan; raises UnreadableTermError for impossible dates."""
    outcome = Outcome()
    is_yearly = any(isinstance(place.part, YearlyPart) for place in placed)
    bounds = list(bind(placed))
    frequencies = _frequencies([bound for bound in bounds if isinstance(bound.part, FrequencyPart)])
    others = [bound for bound in bounds if not isinstance(bound.part, FrequencyPart)]
    found: list[tuple[Bound, str, list[Span]]] = []
    for bound in others:
        kind, spans = _spans(bound, plan, reading, is_yearly)
        found.append((bound, kind, spans))
        outcome.warn(*bound.part.warnings if not isinstance(bound.part, RoundPart) else ())
        is_assumed = bound.years is None and kind in ("recurring", "year_round") and not is_yearly
        if is_assumed and not (frequencies and kind == "year_round"):
            outcome.warn("year_assumed")
        outcome.warn(*bound.years.warnings if bound.years is not None else ())
    if frequencies:
        _read_frequencies(outcome, frequencies, found, plan, reading)
    else:
        for _, kind, spans in found:
            outcome.add(kind, spans)
        if is_yearly and not found:
            outcome.add("recurring", [_whole_year(year) for year in plan])
    for place in placed:
        if isinstance(place.part, ExceptPart):
            outcome.leave_out(place.part.slots, reading)
    outcome.notes = [place.part for place in placed if isinstance(place.part, NotePart)]
    return outcome


def _whole_year(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def _ordered_years(found: YearRange, plan: range, is_open: bool, reading: Reading) -> range:
    last = max(plan[-1], found.first) if is_open else found.last
    if last < found.first:
        if not reading.lenient:
            raise UnreadableTermError("reversed_range")
        return range(last, found.first + 1)
    return range(found.first, last + 1)


def _spans(bound: Bound, plan: range, reading: Reading, is_yearly: bool) -> tuple[str, list[Span]]:
    part, years = bound.part, bound.years
    if isinstance(part, FixedPart):
        return "dated", [_fixed(part, plan, reading)]
    if isinstance(part, YearsPart):
        return _bare_years(part, plan, reading, is_yearly)
    if isinstance(part, RoundPart):
        return "year_round", list(_round_years(part.is_school, years, plan, reading))
    assert isinstance(part, SlotPart)
    if years is not None and years.ranges:
        kind = "recurring" if years.is_open and is_yearly else "dated"
        return kind, _slot_in_years(part.slot, years, plan, reading)
    return "recurring", _slot_in_plan(part.slot, years is not None, plan, reading)


def _slot_in_plan(slot: Slot, is_school: bool, plan: range, reading: Reading) -> list[Span]:
    """The slot in every year of the plan; in a school year when it begins within the plan."""
    spans = []
    for year in range(plan[0] - is_school, plan[-1] + 1):
        try:
            span = slot.school_span(year, reading) if is_school else slot.span(year, reading)
        except UnreadableTermError as error:  # 29 February is possible in some years of the plan
            if error.code != "invalid_date":
                raise
            continue
        if span[0].year in plan:
            spans.append(span)
    if not spans:
        raise UnreadableTermError("invalid_date")
    return spans


def _fixed(part: FixedPart, plan: range, reading: Reading) -> Span:
    start, end = part.left.span(part.left_year, reading)
    if part.is_open:
        return start, date(max(plan[-1], start.year), 12, 31)
    if part.right is not None:
        end = part.right.span(part.right_year, reading)[1]
    if end < start:
        if not reading.lenient:
            raise UnreadableTermError("reversed_range")
        start, end = (
            part.right.span(part.right_year, reading)[0] if part.right else end,
            part.left.span(part.left_year, reading)[1],
        )
    return start, end


def _bare_years(part: YearsPart, plan: range, reading: Reading, is_yearly: bool) -> tuple[str, list[Span]]:
    if not part.ranges:
        return ("recurring" if is_yearly else "year_round"), list(_round_years(True, None, plan, reading))
    spans: list[Span] = []
    for found in part.ranges:
        years = _ordered_years(found, plan, part.is_open, reading)
        if found.is_school:
            spans += [reading.settings.school_year(year) for year in years[:-1]]
        elif is_yearly:
            spans += [_whole_year(year) for year in years]
        else:
            spans.append((date(years[0], 1, 1), date(years[-1], 12, 31)))
    return ("recurring" if part.is_open and is_yearly else "dated"), spans


def _round_years(is_school: bool, years: YearsPart | None, plan: range, reading: Reading) -> Iterator[Span]:
    if years is None or not years.ranges:
        for year in plan:
            yield reading.settings.school_year(year) if is_school or years is not None else _whole_year(year)
        return
    for found in years.ranges:
        span = _ordered_years(found, plan, years.is_open, reading)
        if is_school or found.is_school:
            for year in span[:-1] or span:
                yield reading.settings.school_year(year)
        else:
            yield from (_whole_year(year) for year in span)


def is_wrapped(slot: Slot) -> bool:
    """True when the slot runs over the New Year."""
    if isinstance(slot, MonthsSlot):
        return slot.last < slot.first
    return isinstance(slot, RangeSlot) and slot.is_wrapped


def _slot_in_years(slot: Slot, years: YearsPart, plan: range, reading: Reading) -> list[Span]:
    spans: list[Span] = []
    for found in years.ranges:
        span = _ordered_years(found, plan, years.is_open, reading)
        if found.is_school:
            spans += [slot.school_span(year, reading) for year in span[:-1]]
        elif is_wrapped(slot) and len(span) == 2:  # «октябрь – апрель 2023-2024» is one span
            spans.append(slot.span(span[0], reading))
        elif len(years.ranges) == len(span) == 1 and isinstance(slot, RangeSlot) and slot.is_year_of_end:
            spans.append(slot.span(span[0] - 1, reading))
        else:
            spans += [slot.span(year, reading) for year in span]
    return spans


def _frequencies(bounds: list[Bound]) -> list[tuple[Frequency, Bound]]:
    """Frequencies that say the same thing at two lengths become one: «ежеквартально до 5 числа»."""
    found = [(bound.part.frequency, bound) for bound in bounds if isinstance(bound.part, FrequencyPart)]
    plain = [frequency.unit for frequency, _ in found if frequency.is_plain]
    longer = [unit for unit in plain if unit in ("quarter", "half_year")]
    exact = [
        (replace(frequency, unit=longer[0]) if longer and frequency.unit == "month" else frequency, bound)
        for frequency, bound in found
        if frequency.parts or frequency.weekdays
    ]
    counted = [pair for pair in found if pair[0].times > 1 or pair[0].every > 1]
    if exact:
        return [*exact, *(pair for pair in counted if pair not in exact and not pair[0].weekdays)]
    units = {frequency.unit for frequency, _ in counted}
    return [pair for pair in found if not pair[0].is_plain or pair[0].unit not in units]


def _read_frequencies(
    outcome: Outcome,
    frequencies: list[tuple[Frequency, Bound]],
    found: list[tuple[Bound, str, list[Span]]],
    plan: range,
    reading: Reading,
) -> None:
    """Places beside a frequency limit it when they are longer than its unit and replace it when they are shorter."""
    longest = max(frequencies, key=lambda pair: UNIT_DAYS[pair[0].unit])[0]
    unit = "week" if longest.weekdays else longest.unit
    deadlines = [bound for bound, _, _ in found if _is_deadline(bound)]
    windows: list[Span] = []
    places: list[tuple[str, list[Span]]] = []
    for bound, kind, spans in found:
        if isinstance(bound.part, (RoundPart, YearsPart)):
            windows += spans
        elif _is_deadline(bound) and (unit in _FINE_UNITS or (unit == "quarter" and len(deadlines) == 1)):
            first = date(plan[0], 1, 1)
            for _, end in spans:
                start = first if len(spans) == 1 and kind == "dated" and first <= end else date(end.year, 1, 1)
                windows.append((start, end))
        elif all((end - start).days + 1 >= UNIT_DAYS[unit] for start, end in spans):
            windows += spans
        else:
            places.append((kind, spans))
    replaces = bool(places) and unit not in _FINE_UNITS
    for frequency, bound in frequencies:
        own = windows or list(_round_years(False, bound.years, plan, reading))
        expanded = frequency.spans(own, reading)
        if replaces and frequency.every > 1:
            places = [
                (kind, [span for span in spans if any(a <= span[1] and span[0] <= b for a, b in expanded)])
                for kind, spans in places
            ]
        if not replaces:
            outcome.add("recurring", expanded)
        if not (replaces and frequency.is_assumed):
            outcome.warn(*bound.part.warnings if isinstance(bound.part, FrequencyPart) else ())
    for kind, spans in places:
        outcome.add(kind, spans)


def _is_deadline(bound: Bound) -> bool:
    part = bound.part
    slot = part.slot if isinstance(part, SlotPart) else part.left if isinstance(part, FixedPart) else None
    return isinstance(slot, DeadlineSlot)
