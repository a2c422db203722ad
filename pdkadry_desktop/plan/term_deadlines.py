"""Reads deadlines: «до 15 октября», «не позднее 5 числа», «к началу учебного года»."""

from __future__ import annotations

from pdkadry_desktop.plan.term_cursor import Cursor, FixedPart, FrequencyPart, Part, SlotPart
from pdkadry_desktop.plan.term_frequency import Frequency
from pdkadry_desktop.plan.term_points import (
    EDGES,
    NUMERALS,
    read_edged_slot,
    read_numerals,
    read_places,
    read_shared_months,
    read_unit,
    whole_month,
)
from pdkadry_desktop.plan.term_slots import (
    DaySlot,
    DeadlineSlot,
    MonthPart,
    MonthsSlot,
    RangeSlot,
    SchoolEndSlot,
    SchoolSlot,
    Slot,
)
from pdkadry_desktop.plan.term_words import is_genitive
from pdkadry_desktop.plan.term_years import read_years

_DEADLINE = ("deadline",)
_YEAR = MonthsSlot(1, 12)


def read_deadline(cursor: Cursor) -> list[Part]:
    """Milestones: «до …», «не позднее …», «к …»."""
    begun = cursor.at
    is_start = False
    if cursor.kind() in ("until", "towards"):
        is_start = cursor.kind() == "towards"
        cursor.at += 1
    elif cursor.word() == "не" and cursor.word(1) in ("позднее", "позже"):
        cursor.at += 2
        if cursor.word() == "чем" or (cursor.kind() == "separator" and cursor.word(1) == "чем"):
            cursor.at += 1 if cursor.word() == "чем" else 2
        if cursor.kind() in ("until", "towards", "in") or cursor.word() == "чем":
            cursor.at += 1
    elif cursor.word() == "перед" and cursor.kind(1) == "start":
        cursor.at += 1
    elif not (cursor.kind() == "to" and cursor.kind(1) in (*NUMERALS, "date", "day_month")):
        return []
    else:
        cursor.at += 1
    cursor.skip("current")
    parts = _deadline_numbers(cursor) or _deadline_edge(cursor) or _deadline_years(cursor, is_start)
    if not parts:
        parts = _deadline_places(cursor, is_start)
    if not parts:
        cursor.at = begun
    return parts


def _milestone(slot: Slot, *, at_start: bool = False, warnings: tuple[str, ...] = _DEADLINE) -> SlotPart:
    return SlotPart(DeadlineSlot(slot, at_start=at_start, is_until=not at_start), warnings)


def _deadline_numbers(cursor: Cursor) -> list[Part]:
    """«до 5 числа», «до 5-го» beside «ежемесячно»."""
    begun = cursor.at
    numbers = read_numerals(cursor)
    if len(numbers) == 1 and _is_of_every_month(cursor):  # «ежемесячно до 5-го»
        frequency = Frequency("month", parts=(MonthPart(numbers[0][1], numbers[0][1], is_deadline=True),))
        return [FrequencyPart(frequency, _DEADLINE)] if 1 <= numbers[0][1] <= 31 else []
    if numbers and cursor.kind() == "number_word" and cursor.kind(1) != "month":
        parts: list[Part] = []
        for place in read_unit(cursor, numbers):
            if isinstance(place, FrequencyPart):
                found = tuple(_as_deadline(part) for part in place.frequency.parts)
                frequency = Frequency(place.frequency.unit, parts=found, month_index=place.frequency.month_index)
                parts.append(FrequencyPart(frequency, _DEADLINE))
            elif isinstance(place, SlotPart):
                parts.append(_milestone(place.slot))
        return parts
    cursor.at = begun
    return []


def _is_of_every_month(cursor: Cursor) -> bool:
    often = ("monthly", "quarterly")
    return cursor.kind() in ("", "separator", *often) and any(token.kind in often for token in cursor.tokens)


def _as_deadline(part: MonthPart) -> MonthPart:
    return MonthPart(part.last, part.last, is_deadline=True)


def _deadline_edge(cursor: Cursor) -> list[Part]:
    """«до конца октября», «к началу учебного года», «к середине мая»."""
    if cursor.kind() not in EDGES:
        return []
    begun = cursor.at
    kind = cursor.kind()
    at_start = kind == "start"
    cursor.at += 1
    cursor.skip("every", "current")
    if cursor.kind() == "month":
        months = read_shared_months(cursor)
        if kind == "middle":
            return [_milestone(DaySlot(month, 15), warnings=("deadline", "approximate")) for month in months]
        return [_edge(whole_month(month), at_start) for month in months]
    if cursor.kind() == "month_word" and kind != "middle":
        cursor.at += 1
        day = 1 if at_start else 0
        return [FrequencyPart(Frequency("month", parts=(MonthPart(day or 1, day, is_deadline=True),)), _DEADLINE)]
    if cursor.kind() in ("quarter", "half_year") and kind == "end":
        cursor.at += 1
        parts = (MonthPart(is_deadline=True),)
        return [FrequencyPart(Frequency(cursor.kind(-1), parts=parts, month_index=-1), _DEADLINE)]
    if cursor.kind() == "season" and kind != "middle":
        places = read_places(cursor)
        return [_edge(place.slot, at_start) for place in places if isinstance(place, SlotPart)]
    slot = read_edged_slot(cursor)
    if slot is not None and kind != "middle":
        is_school_end = isinstance(slot, SchoolSlot) and not at_start
        return [_edge(SchoolEndSlot() if is_school_end else slot, at_start)]
    cursor.at = begun
    return []


def _edge(slot: Slot, at_start: bool) -> SlotPart:
    return SlotPart(DeadlineSlot(slot, at_start=at_start), _DEADLINE)


def _deadline_years(cursor: Cursor, at_start: bool) -> list[Part]:
    """«до 2024 года» may or may not include 2024; «к новому учебному году» is its first day."""
    begun = cursor.at
    years = read_years(cursor)
    if years is None:
        if cursor.kind() == "school" and cursor.kind(1) == "year_word":
            cursor.at += 2
            return [_edge(SchoolSlot(), at_start)]
        return []
    if years.is_school:
        cursor.at = begun
        here = [_edge(SchoolSlot(), at_start)]
        read_years(cursor)
        return [*here, years]
    found = years.ranges[-1]
    slot = DeadlineSlot(_YEAR, at_start=at_start, is_until=not at_start)
    return [FixedPart(slot, found.last, warnings=("deadline", "ambiguous"))]


def _deadline_places(cursor: Cursor, at_start: bool) -> list[Part]:
    """A day, a month or another place; of a longer place «до» takes the end, «к» the start."""
    begun = cursor.at
    is_shared = cursor.kind() == "month" and is_genitive(cursor.word())
    places = read_places(cursor)
    parts: list[Part] = []
    for place in places:
        if isinstance(place, FrequencyPart):
            cursor.at = begun
            return []
        if isinstance(place, FixedPart):
            slot = place.right or place.left
            year = place.right_year or place.left_year
            parts.append(FixedPart(DeadlineSlot(slot, at_start, not at_start), year, warnings=_DEADLINE))
            continue
        slot = place.slot.right if isinstance(place.slot, RangeSlot) else place.slot
        is_day = isinstance(slot, DaySlot)
        parts.append(_milestone(slot, at_start=at_start, warnings=_DEADLINE if is_day else ("deadline", "ambiguous")))
    while is_shared and cursor.kind() == "separator" and cursor.kind(1) == "month" and is_genitive(cursor.word(1)):
        parts.append(
            _milestone(whole_month(cursor.look(1).value), at_start=at_start, warnings=("deadline", "ambiguous"))
        )
        cursor.at += 2
    return parts
