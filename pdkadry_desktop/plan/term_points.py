"""Reads places of the calendar: days, months, quarters, half years, seasons and the parts of months."""

from __future__ import annotations

from pdkadry_desktop.plan.term_calendar import UnreadableTermError
from pdkadry_desktop.plan.term_cursor import Cursor, FixedPart, FrequencyPart, SlotPart
from pdkadry_desktop.plan.term_frequency import Frequency
from pdkadry_desktop.plan.term_slots import DaySlot, MonthPart, MonthsSlot, RangeSlot, SchoolEndSlot, SchoolSlot, Slot
from pdkadry_desktop.plan.term_words import is_genitive
from pdkadry_desktop.plan.term_years import read_years

Place = SlotPart | FixedPart | FrequencyPart
NUMERALS = ("number", "roman", "ordinal")
EDGES = ("start", "middle", "end")
_ABOUT = ("approximate",)
_EDGE_PARTS = {"start": MonthPart(1, 10), "middle": MonthPart(11, 20), "end": MonthPart(21, 0)}
_DECADES = {1: MonthPart(1, 10), 2: MonthPart(11, 20), 3: MonthPart(21, 0), -1: MonthPart(21, 0)}
_HALVES = {1: MonthPart(1, 15), 2: MonthPart(16, 0), -1: MonthPart(16, 0)}


def whole_month(month: int) -> MonthsSlot:
    """The slot of a month."""
    return MonthsSlot(month, month)


def quarter(number: int) -> MonthsSlot:
    """The slot of a quarter, -1 for the last; 5 is no quarter."""
    number = 4 if number == -1 else number
    if not 1 <= number <= 4:
        raise UnreadableTermError("leftover")
    return MonthsSlot(3 * number - 2, 3 * number)


def half_year(number: int) -> MonthsSlot:
    """The slot of a half year."""
    number = 2 if number == -1 else number
    if number not in (1, 2):
        raise UnreadableTermError("leftover")
    return MonthsSlot(6 * number - 5, 6 * number, school_half=number)


def read_numerals(cursor: Cursor) -> list[tuple[int, int]]:
    """A list of numbers and ranges of numbers: «1, 3-5 и 7», «I, III», «первая и вторая»."""
    found: list[tuple[int, int]] = []
    while cursor.kind() in NUMERALS:
        first = cursor.look().value
        cursor.at += 1
        last = first
        if cursor.kind() == "dash" and cursor.kind(1) in NUMERALS:
            last = cursor.look(1).value
            cursor.at += 2
        found.append((first, last))
        if cursor.kind() != "separator" or cursor.kind(1) not in NUMERALS:
            break
        cursor.at += 1
    return found


def read_places(cursor: Cursor) -> list[Place]:
    """One place of the calendar, or several that share a unit; an empty list when there is none."""
    kind = cursor.kind()
    if kind in ("date", "day_month", "month_year"):
        day, month, year = cursor.look().parts
        cursor.at += 1
        slot = DaySlot(month, day) if kind != "month_year" else whole_month(month)
        return [FixedPart(slot, year)] if year else [SlotPart(slot)]
    if kind == "month":
        month = cursor.look().value
        cursor.at += 1
        cursor.skip("month_word")
        return [SlotPart(whole_month(month))]
    if kind == "season":
        return _read_season(cursor)
    if kind in EDGES:
        return _read_edge(cursor)
    if kind in NUMERALS:
        if cursor.kind(1) == "dash" and cursor.kind(2) in ("date", "day_month"):
            return _read_day_before_date(cursor)
        begun = cursor.at
        places = read_unit(cursor, read_numerals(cursor))
        if not places:
            cursor.at = begun
        return places
    return []


def _read_day_before_date(cursor: Cursor) -> list[Place]:
    """«15-20.03.2024»."""
    first = cursor.look().value
    day, month, year = cursor.look(2).parts
    cursor.at += 3
    if day < first:
        raise UnreadableTermError("reversed_range")
    if year:
        return [FixedPart(DaySlot(month, first), year, DaySlot(month, day), year)]
    return [SlotPart(RangeSlot(DaySlot(month, first), DaySlot(month, day)))]


def _read_season(cursor: Cursor) -> list[Place]:
    first = last = cursor.look().value
    cursor.at += 1
    if cursor.kind() == "dash" and cursor.kind(1) == "season":
        last = cursor.look(1).value
        cursor.at += 2
    cursor.skip("period")
    slot = MonthsSlot(first, (last + 1) % 12 + 1)
    return [SlotPart(slot, ("ambiguous",) if slot.last < slot.first else ())]


def read_unit(cursor: Cursor, numbers: list[tuple[int, int]]) -> list[Place]:
    """What the numbers count: days of a month, quarters, half years, decades, weeks, weekdays, dates of every month."""
    if not numbers:
        return []
    kind = cursor.kind()
    if kind == "month":
        return _read_days(cursor, numbers)
    if kind in ("quarter", "half_year"):
        cursor.at += 1
        make = quarter if kind == "quarter" else half_year
        return [SlotPart(make(a) if a == b else RangeSlot(make(a), make(b))) for a, b in numbers]
    if kind == "half" and cursor.kind(1) in ("current", "school", "year_word", "year", "school_pair"):
        cursor.at += 1
        cursor.skip("current")
        if cursor.kind() == "year_word":
            cursor.at += 1
        return [SlotPart(half_year(a)) for a, _ in numbers]
    if kind == "number_word" and cursor.kind(1) == "month":  # «15 числа октября»
        cursor.at += 1
        if cursor.word(-1) == "числах":  # «в первых числах октября»
            part = {1: _EDGE_PARTS["start"], -1: _EDGE_PARTS["end"]}.get(numbers[0][0])
            return read_month_context(cursor, [part], _ABOUT) if part is not None else []
        return _read_days(cursor, numbers)
    if kind == "month_word":
        return _read_month_of_unit(cursor, numbers)
    parts = _month_parts(cursor, numbers)
    return read_month_context(cursor, parts, () if kind in ("weekday", "number_word", "day") else _ABOUT)


def _read_month_of_unit(cursor: Cursor, numbers: list[tuple[int, int]]) -> list[Place]:
    """«последний месяц квартала»."""
    ahead = 2 if cursor.kind(1) == "every" else 1
    unit, number = cursor.kind(ahead), numbers[0][0]
    if unit not in ("quarter", "half_year") or len(numbers) > 1 or number not in (-1, 1, 2, 3, 4, 5, 6):
        return []
    cursor.at += ahead + 1
    return [FrequencyPart(Frequency(unit, parts=(MonthPart(),), month_index=max(number - 1, -1)))]


def _month_parts(cursor: Cursor, numbers: list[tuple[int, int]]) -> list[MonthPart]:
    """Parts of a month not named yet; the cursor moves past their unit."""
    begun = cursor.at
    is_working = cursor.skip("working")
    kind = cursor.kind()
    parts: list[MonthPart] = []
    for first, last in numbers:
        if kind == "weekday":
            parts += [MonthPart(weekday=cursor.look().value, number=n) for n in _count(first, last)]
        elif kind == "number_word":
            if not 1 <= first <= last <= 31:
                raise UnreadableTermError("invalid_date" if first <= last else "reversed_range")
            parts.append(MonthPart(first, last))
        elif kind == "day" and cursor.kind(1) in ("month", "month_word", "every", "current"):
            if is_working:
                parts += [MonthPart(weekday=7, number=n) for n in _count(first, last)]
            elif first == -1:
                parts.append(MonthPart(31, 31, number=-1))
            elif 1 <= first <= last <= 31:
                parts.append(MonthPart(first, last))
        elif kind in ("decade", "week", "half"):
            parts.append(_named_part(kind, first).upto(_named_part(kind, last)))
    if parts:
        cursor.at += 1
    else:
        cursor.at = begun
    return parts


def _count(first: int, last: int) -> range:
    if not (first == last or 1 <= first < last <= 31) or first == 0 or first < -2:
        raise UnreadableTermError("leftover")
    return range(first, last + 1)


def _named_part(kind: str, number: int) -> MonthPart:
    if kind == "decade" and number in _DECADES:
        return _DECADES[number]
    if kind == "half" and number in _HALVES:
        return _HALVES[number]
    if kind == "week" and number == -1:
        return MonthPart(-7, 0)
    if kind == "week" and 1 <= number <= 5:
        return MonthPart(7 * number - 6, 7 * number if number < 5 else 0)
    raise UnreadableTermError("leftover")


def read_month_context(cursor: Cursor, parts: list[MonthPart], warnings: tuple[str, ...]) -> list[Place]:
    """The month or months the parts belong to; without one, every month of the plan."""
    if not parts:
        return []
    begun = cursor.at
    cursor.skip("in", "every", "current")
    if cursor.kind() == "month":
        months = read_shared_months(cursor)
        return [SlotPart(part.of(month), warnings) for month in months for part in parts]
    if cursor.kind() == "month_word":
        cursor.at += 1
        return [FrequencyPart(Frequency("month", parts=tuple(parts)), warnings)]
    if cursor.kind() in ("ordinal", "number") and cursor.kind(1) == "month_word":
        index = cursor.look().value
        ahead = 3 if cursor.kind(2) == "every" else 2
        if cursor.kind(ahead) in ("quarter", "half_year"):
            unit = cursor.kind(ahead)
            cursor.at += ahead + 1
            return [FrequencyPart(Frequency(unit, parts=tuple(parts), month_index=max(index - 1, -1)), warnings)]
    if cursor.kind() in ("quarter", "half_year"):
        cursor.at += 1
        return [FrequencyPart(Frequency(cursor.kind(-1), parts=tuple(parts)), warnings)]
    cursor.at = begun
    return [FrequencyPart(Frequency("month", parts=tuple(parts)), (*warnings, "dates_assumed"))]


def read_shared_months(cursor: Cursor) -> list[int]:
    """A month and those that follow in the same case: «сентября, октября и ноября»."""
    months = [cursor.look().value]
    is_shared = is_genitive(cursor.word())
    cursor.at += 1
    cursor.skip("month_word")
    while is_shared and cursor.kind() == "separator" and cursor.kind(1) == "month" and is_genitive(cursor.word(1)):
        months.append(cursor.look(1).value)
        cursor.at += 2
    return months


def _read_days(cursor: Cursor, numbers: list[tuple[int, int]]) -> list[Place]:
    places: list[Place] = []
    for month in read_shared_months(cursor):
        for first, last in numbers:
            slot: Slot = DaySlot(month, first) if first != -1 else MonthsSlot(month, month, 31, 31)
            places.append(SlotPart(slot if first == last else RangeSlot(slot, DaySlot(month, last))))
    return places


def _read_edge(cursor: Cursor) -> list[Place]:
    """«начало сентября», «середина – конец мая», «конец учебного года», «начало II квартала»."""
    begun = cursor.at
    kind = cursor.kind()
    part = _EDGE_PARTS[kind]
    cursor.at += 1
    if cursor.kind() == "dash" and cursor.kind(1) in EDGES and cursor.kind(2) in ("month", "month_word"):
        part = part.upto(_EDGE_PARTS[cursor.kind(1)])
        cursor.at += 2
    cursor.skip("every", "current")
    if cursor.kind() in ("month", "month_word"):
        return read_month_context(cursor, [part], _ABOUT)
    slot = read_edged_slot(cursor)
    if slot is not None and not (kind == "middle" and isinstance(slot, MonthsSlot) and slot.last - slot.first != 2):
        if isinstance(slot, MonthsSlot):
            month = {"start": slot.first, "middle": slot.first + 1, "end": slot.last}[kind]
            return [SlotPart(whole_month(month), _ABOUT)]
        if kind != "middle":
            return [SlotPart(SchoolEndSlot() if kind == "end" else whole_month(9), _ABOUT)]
    cursor.at = begun
    return []


def read_edged_slot(cursor: Cursor) -> Slot | None:
    """What may follow «конец»: a year, a school year, a numbered quarter or half year; named years stay unread."""
    begun = cursor.at
    cursor.skip("current", "every")
    if cursor.kind() == "school":
        cursor.skip("school", "year_word", "current")
        return SchoolSlot()
    if cursor.kind() == "year_word":
        cursor.at += 1
        return MonthsSlot(1, 12)
    here = cursor.at
    years = read_years(cursor)
    if years is not None:
        cursor.at = here
        return SchoolSlot() if years.is_school else MonthsSlot(1, 12)
    numbers = read_numerals(cursor)
    if len(numbers) == 1 and numbers[0][0] == numbers[0][1] and cursor.kind() in ("quarter", "half_year"):
        kind = cursor.kind()
        cursor.at += 1
        return quarter(numbers[0][0]) if kind == "quarter" else half_year(numbers[0][0])
    cursor.at = begun
    return None
