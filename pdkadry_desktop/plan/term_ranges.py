"""Reads ranges: «с мая по август», «ноябрь 2022 – февраль 2023», «с 1 сентября 2023 года»."""

from __future__ import annotations

from pdkadry_desktop.plan.term_cursor import Cursor, FixedPart, FrequencyPart, Part, SlotPart, YearRange, YearsPart
from pdkadry_desktop.plan.term_frequency import Frequency
from pdkadry_desktop.plan.term_points import (
    Place,
    read_numerals,
    read_places,
    read_unit,
)
from pdkadry_desktop.plan.term_slots import MonthsSlot, OpenSlot, RangeSlot, SchoolSlot
from pdkadry_desktop.plan.term_years import read_single_year, read_years

_DEADLINE = ("deadline",)
_UNTIL = ("to", "until", "dash")
_YEAR = MonthsSlot(1, 12)


def read_stretch(cursor: Cursor) -> list[Part]:
    """Places joined by dashes: the last before a dash and the first after it make one range."""
    places = read_places(cursor)
    while places:
        begun = cursor.at
        year = None
        if isinstance(places[-1], SlotPart):
            year = read_single_year(cursor)
        if cursor.kind() != "dash":
            cursor.at = begun
            break
        cursor.at += 1
        more = read_places(cursor)
        joined = _join(cursor, places[-1], year, more[0]) if more else None
        if joined is None:
            cursor.at = begun
            break
        places = [*places[:-1], joined, *more[1:]]
    return list(places)


def _join(cursor: Cursor, left: Place, left_year: int | None, right: Place) -> Place | None:
    """One range from two places; None when they are no ends of a range."""
    if isinstance(left, FrequencyPart) or isinstance(right, FrequencyPart):
        return None
    warnings = tuple(dict.fromkeys((*left.warnings, *right.warnings)))
    first, year = (left.slot, left_year) if isinstance(left, SlotPart) else (left.left, left.left_year)
    last, last_year = (right.slot, None) if isinstance(right, SlotPart) else (right.left, right.left_year)
    if isinstance(first, RangeSlot):
        first = first.left
    if isinstance(last, RangeSlot):
        last = last.right
    if year is None and last_year is None:
        return SlotPart(RangeSlot(first, last), warnings)
    is_wrapped = last.begins < first.begins
    if last_year is None and year is not None:
        named = _read_end_year(cursor)
        last_year = named if named is not None else year + is_wrapped
    elif year is None and last_year is not None:
        year = last_year - is_wrapped
    return FixedPart(first, year or 0, last, last_year or 0, warnings=warnings)


def _read_end_year(cursor: Cursor) -> int | None:
    """The year of an end whose start has its own; «апрель 2024 уч. года» after «октябрь 2023 –» is 2024."""
    begun = cursor.at
    years = read_years(cursor)
    if years is not None and len(years.ranges) == 1:
        found = years.ranges[0]
        if found.first == found.last or (years.is_school and "ambiguous" in years.warnings):
            return found.first
    cursor.at = begun
    return None


def read_year_range(cursor: Cursor) -> list[Part]:
    """«2023 – май 2024» as a whole term; within a list the first year would be the heading of what follows."""
    begun = cursor.at
    year = read_single_year(cursor)
    if begun == 0 and year is not None and cursor.take("dash") is not None:
        places = read_places(cursor)
        if len(places) == 1 and isinstance(places[0], SlotPart):
            last = read_single_year(cursor)
            if last is not None and not cursor.kind():
                return [FixedPart(_YEAR, year, places[0].slot, last)]
    cursor.at = begun
    return []


def read_from(cursor: Cursor) -> list[Part]:
    """«с … по …» and «с …» with an open end."""
    if cursor.kind() != "from":
        return []
    begun = cursor.at
    cursor.skip("from")
    parts = _from_numbers(cursor) or _from_years(cursor) or _from_weekdays(cursor) or _from_places(cursor)
    if not parts:
        cursor.at = begun
    return parts


def _from_numbers(cursor: Cursor) -> list[Part]:
    """«с 1 по 15 октября», «с I по III квартал»: the unit stands at the second number."""
    begun = cursor.at
    first = read_numerals(cursor)
    if len(first) == 1 and cursor.kind() in _UNTIL:
        cursor.at += 1
        last = read_numerals(cursor)
        if len(last) == 1 and first[0][0] == first[0][1] and last[0][0] == last[0][1]:
            parts = read_unit(cursor, [(first[0][0], last[0][0])])
            if parts:
                return list(parts)
    cursor.at = begun
    return []


def _from_years(cursor: Cursor) -> list[Part]:
    """«с 2023 по 2025 год», «с 2024 года», «с 2023 года по май 2024»."""
    begun = cursor.at
    years = read_years(cursor)
    if years is None:
        return []
    if years.is_school:  # «с 2023-2024 учебного года»
        return [FixedPart(SchoolSlot(), years.ranges[0].first, is_open=True, warnings=("open_end",))]
    if len(years.ranges) > 1:
        cursor.at = begun
        return []
    found = years.ranges[0]
    if found.first != found.last:  # «с 2023-2025 гг.»
        return [years]
    here = cursor.at
    if cursor.skip(*_UNTIL):
        last = read_single_year(cursor)
        if last is not None:
            return [YearsPart((YearRange(found.first, last),))]
        right = read_places(cursor)
        joined = _join(cursor, FixedPart(_YEAR, found.first), None, right[0]) if len(right) == 1 else None
        if joined is not None:
            return [joined]
        cursor.at = here
    return [YearsPart((found,), is_open=True, warnings=("open_end",))]


def _from_weekdays(cursor: Cursor) -> list[Part]:
    if cursor.kind() == "weekday" and cursor.kind(1) in _UNTIL and cursor.kind(2) == "weekday":
        cursor.at += 3
        return [FrequencyPart(Frequency("day"), ("daily_span",))]
    return []


def _from_places(cursor: Cursor) -> list[Part]:
    places = read_places(cursor)
    if len(places) != 1 or isinstance(places[0], FrequencyPart):
        return []
    left = places[0]
    if isinstance(left, FixedPart) and left.right is not None:  # «с 15-20.03.2024»
        return [left]
    here = cursor.at
    year = read_single_year(cursor) if isinstance(left, SlotPart) else None
    if cursor.skip(*_UNTIL):
        if cursor.word() == "настоящее":
            cursor.at += 2
        else:
            joined = _from_to(cursor, left, year)
            return [joined] if joined is not None else []
    if isinstance(left, FixedPart):
        return [FixedPart(left.left, left.left_year, is_open=True, warnings=("open_end",))]
    if isinstance(left.slot, RangeSlot):  # «с 1-5 октября»
        cursor.at = here
        return [left]
    if year is not None:
        return [FixedPart(left.slot, year, is_open=True, warnings=("open_end",))]
    cursor.at = here
    return [SlotPart(OpenSlot(left.slot), ("open_end",))]


def _from_to(cursor: Cursor, left: Place, year: int | None) -> Place | None:
    begun = cursor.at
    last_year = read_single_year(cursor)
    if last_year is not None:  # «с сентября 2023 по 2024 год»
        if isinstance(left, FrequencyPart):
            return None
        slot, first_year = (left.slot, year) if isinstance(left, SlotPart) else (left.left, left.left_year)
        return FixedPart(slot, first_year if first_year is not None else last_year, _YEAR, last_year)
    places = read_places(cursor)
    if len(places) == 1:
        return _join(cursor, left, year, places[0])
    cursor.at = begun
    return None
