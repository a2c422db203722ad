"""Reads frequencies («раз в квартал», «каждый вторник») and year-round words («в течение года», «постоянно»)."""

from __future__ import annotations

from pdkadry_desktop.plan.term_cursor import (
    Cursor,
    FrequencyPart,
    NotePart,
    Part,
    RoundPart,
    SlotPart,
    YearlyPart,
    YearsPart,
)
from pdkadry_desktop.plan.term_frequency import Frequency
from pdkadry_desktop.plan.term_points import NUMERALS, read_numerals, read_unit, whole_month
from pdkadry_desktop.plan.term_years import read_years

_ADVERBS = {
    "monthly": "month",
    "quarterly": "quarter",
    "weekly": "week",
    "daily": "day",
    "half_yearly": "half_year",
    "yearly": "year",
}
_UNITS = {
    "month_word": "month",
    "week": "week",
    "quarter": "quarter",
    "half_year": "half_year",
    "year_word": "year",
    "day": "day",
}
_SHORT_UNITS = ("day", "week", "month_word", "year_word")
_AT_LEAST = ("не", "реже", "менее", "чаще", "более", "минимум", "как", "хотя", "бы", "чем")


def read_frequency(cursor: Cursor) -> list[Part]:
    """Any frequency at the place; an empty list when there is none."""
    kind = cursor.kind()
    if kind in _ADVERBS:
        cursor.at += 1
        if kind == "yearly":
            return [YearlyPart()]
        return [FrequencyPart(Frequency(_ADVERBS[kind]), ("daily_span",) if kind == "daily" else ())]
    begun = cursor.at
    if kind == "every":
        parts = _read_every(cursor)
    else:
        parts = _read_weekdays(cursor) or _read_times(cursor)
    if not parts:
        cursor.at = begun
    return parts


def _read_weekdays(cursor: Cursor) -> list[Part]:
    """«по вторникам и четвергам», «вторник, четверг», «понедельник – пятница»."""
    begun = cursor.at
    cursor.skip("to")
    if (cursor.kind() == "working" or cursor.word().startswith("будн")) and cursor.kind(1) == "day":
        cursor.at += 2
        return [FrequencyPart(Frequency("day"), ("daily_span",))]
    days: set[int] = set()
    while cursor.kind() == "weekday":
        first = last = cursor.look().value
        cursor.at += 1
        if cursor.kind() == "dash" and cursor.kind(1) == "weekday":
            last = cursor.look(1).value
            cursor.at += 2
        days.update(range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)])
        if cursor.kind() != "separator" or cursor.kind(1) != "weekday":
            break
        cursor.at += 1
    if not days:
        cursor.at = begun
        return []
    return [FrequencyPart(Frequency("week", weekdays=tuple(sorted(days))))]


def _read_every(cursor: Cursor) -> list[Part]:
    """«каждый квартал», «каждые два года», «каждую вторую пятницу месяца», «каждый октябрь»."""
    cursor.at += 1
    cursor.skip("working", "current")
    if cursor.kind() == "weekday":
        return _read_weekdays(cursor)
    if cursor.kind() == "month":
        cursor.at += 1
        return [SlotPart(whole_month(cursor.look(-1).value)), YearlyPart()]
    if cursor.kind() == "school" and cursor.kind(1) == "year_word":
        cursor.at += 2
        return [YearsPart((), is_school=True), YearlyPart()]
    if cursor.kind() in _UNITS:
        cursor.at += 1
        unit = _UNITS[cursor.kind(-1)]
        if unit == "year":
            return [YearlyPart()]
        return [FrequencyPart(Frequency(unit), ("daily_span",) if unit == "day" else ())]
    numbers = read_numerals(cursor)
    if len(numbers) != 1:
        return list(read_unit(cursor, numbers))
    number = numbers[0][0]
    is_of_month = cursor.kind(1) in ("month_word", "every", "month")
    if cursor.kind() in _UNITS and 1 <= number <= 60 and not is_of_month:
        cursor.at += 1
        return [FrequencyPart(Frequency(_UNITS[cursor.kind(-1)], every=number), ("dates_assumed",))]
    if cursor.kind() == "weekday" and 2 <= number <= 4 and not is_of_month and cursor.kind(-1) == "ordinal":
        cursor.at += 1
        weekday = cursor.look(-1).value
        return [FrequencyPart(Frequency("week", every=number, weekdays=(weekday,)), ("dates_assumed", "ambiguous"))]
    return list(read_unit(cursor, numbers))


def _read_times(cursor: Cursor) -> list[Part]:
    """«2 раза в год», «не реже одного раза в квартал», «раз в два года», «дважды в месяц», «2 раза ежемесячно»."""
    begun = cursor.at
    while cursor.word() in _AT_LEAST or (cursor.kind() in ("until", "to") and cursor.kind(1) in (*NUMERALS, "times")):
        cursor.at += 1
    warnings: tuple[str, ...] = ()
    if cursor.kind() == "twice":
        times = cursor.look().value
        cursor.at += 1
    else:
        numbers = read_numerals(cursor)
        if cursor.take("times") is None or len(numbers) > 1:
            return []
        times = numbers[0][0] if numbers else 1
        if numbers and numbers[0][0] != numbers[0][1]:
            warnings = ("ambiguous",)
    here = cursor.at
    if cursor.kind() in _ADVERBS:
        cursor.at += 1
        unit, every = _ADVERBS[cursor.kind(-1)], 1
    else:
        if cursor.word() == "/":
            cursor.at += 1
        cursor.skip("in", "during", "whole", "current", "every")
        number = cursor.take("number", "ordinal")
        every = number.value if number is not None else 1
        if cursor.kind() == "school" and cursor.kind(1) == "year_word":
            cursor.at += 2
            unit = "school_year"
        elif cursor.word() == "декаду":
            cursor.at += 1
            unit, times = "month", 3 * times
        elif cursor.kind() in _UNITS:
            cursor.at += 1
            unit = _UNITS[cursor.kind(-1)]
        elif cursor.kind() == "school_quarter":
            cursor.at += 1
            return [NotePart(cursor.text_since(begun), True, "needs_calendar")]
        else:
            cursor.at = here
            return [NotePart(cursor.text_since(begun), False, "qualifier")]
    if not 1 <= every <= 60 or not 1 <= times <= 60 or (every > 1 and times > 1):
        return []
    if unit == "day":
        times = 1
    frequency = Frequency(unit, times=times, every=every)
    if frequency.is_assumed:
        warnings = (*warnings, "dates_assumed")
    return [FrequencyPart(frequency, warnings)]


def read_round(cursor: Cursor) -> list[Part]:
    """«в течение …», «весь год», «постоянно»."""
    if cursor.take("constant") is not None:
        return [RoundPart()]
    begun = cursor.at
    cursor.skip("in")
    is_during = cursor.skip("during")
    here = cursor.at
    cursor.skip("whole", "current", "every")
    is_whole = any(token.kind == "whole" for token in cursor.tokens[here : cursor.at])
    if not is_during and not is_whole:
        cursor.at = begun
        return []
    if cursor.take("year_word") is not None:
        return [RoundPart()]
    if cursor.kind() == "school" and cursor.kind(1) not in ("year", "school_pair"):
        cursor.skip("school", "year_word")
        return [RoundPart(is_school=True)]
    if cursor.kind() == "school":
        cursor.at += 1
        return [RoundPart(is_school=True)]
    years = read_years(cursor)
    if years is not None:
        if cursor.kind() == "dash":  # «в течение 2023 – мая 2024»
            cursor.at = begun
            return []
        return [RoundPart(years.is_school, years)]
    if cursor.take("period") is not None or (is_during and _is_of_plan(cursor.word())):
        while _is_of_plan(cursor.word()):
            cursor.at += 1
        return [RoundPart()]
    if is_during and _skip_count(cursor):
        while cursor.kind() not in ("", "separator"):
            cursor.at += 1
        return [NotePart(cursor.text_since(begun), True, "relative")]
    cursor.at = begun
    return []


def _is_of_plan(word: str) -> bool:
    """The words that follow «весь период»: of what."""
    return word.startswith(
        ("реализ", "действ", "выполнен", "план", "программ", "проект", "дорожн", "карт", "мероприят", "исполнен")
    )


def _skip_count(cursor: Cursor) -> bool:
    """«5 рабочих дней», «месяца», «трех недель»: a length of time, not a place of the calendar."""
    begun = cursor.at
    numbers = read_numerals(cursor)
    is_ordinal = bool(numbers) and cursor.kind(-1) in ("ordinal", "roman")
    cursor.skip("working", "current")
    is_long = cursor.kind() in ("quarter", "half_year") and (not numbers or cursor.word().endswith(("ов", "й")))
    is_hours = cursor.word().startswith(("час", "минут"))
    is_length = cursor.kind() in _SHORT_UNITS and cursor.kind(1) != "month"
    if not is_ordinal and (is_length or is_long or is_hours):
        return True
    cursor.at = begun
    return False
