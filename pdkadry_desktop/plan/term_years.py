"""Reads years: «2023», «2023, 2024 и 2025 гг.», «2023–2025 годы», «2023/24 уч. год»."""

from __future__ import annotations

from pdkadry_desktop.plan.term_cursor import Cursor, YearRange, YearsPart

_YEAR_WORDS = ("year_word", "current")


def read_years(cursor: Cursor) -> YearsPart | None:
    """Years with all their separators and the words «год», «уч. год» after or before them."""
    begun = cursor.at
    is_school = False
    if cursor.kind() == "school":  # «учебный год 2023-2024»
        cursor.skip("school", *_YEAR_WORDS)
        is_school = cursor.at > begun
    ranges: list[YearRange] = []
    while True:
        found = _read_range(cursor)
        if found is None:
            break
        ranges.append(found)
        cursor.skip(*_YEAR_WORDS)
        if cursor.kind() == "separator" and _begins_range(cursor, 1):
            cursor.at += 1
        elif not _begins_range(cursor, 0):
            break
    if not ranges:
        cursor.at = begun
        return None
    if cursor.skip("school"):
        is_school = True
        cursor.skip("school", *_YEAR_WORDS)
    warnings: tuple[str, ...] = ()
    if is_school:
        if any(found.first == found.last for found in ranges):
            warnings = ("ambiguous",)
        ranges = [YearRange(found.first, max(found.last, found.first + 1), True) for found in ranges]
    elif any(found.is_school for found in ranges):
        warnings = ("school_year_or_calendar",)
    return YearsPart(tuple(ranges), is_school or all(found.is_school for found in ranges), warnings=warnings)


def read_single_year(cursor: Cursor) -> int | None:
    """One year that belongs to the date before it, not the first of several."""
    begun = cursor.at
    years = read_years(cursor)
    if years is None or years.is_school or len(years.ranges) > 1 or years.ranges[0].first != years.ranges[0].last:
        cursor.at = begun
        return None
    return years.ranges[0].first


def _begins_range(cursor: Cursor, ahead: int) -> bool:
    return cursor.kind(ahead) in ("year", "school_pair") or _is_short_pair(cursor, ahead)


def _read_range(cursor: Cursor) -> YearRange | None:
    token = cursor.take("school_pair")
    if token is not None:
        return YearRange(token.value, token.value + 1)
    if _is_short_pair(cursor, 0):
        first, last = 2000 + cursor.look(0).value, 2000 + cursor.look(2).value
        cursor.at += 3
        return YearRange(first, last)
    if _is_short_year(cursor):
        cursor.at += 1
        return YearRange(2000 + cursor.look(-1).value, 2000 + cursor.look(-1).value)
    token = cursor.take("year")
    if token is None:
        return None
    year = token.value
    begun = cursor.at
    cursor.skip(*_YEAR_WORDS)
    is_slash = cursor.word() == "/" and cursor.at == begun
    if cursor.kind() == "dash" or is_slash:
        second = _second_year(cursor, year)
        if second is not None and not (is_slash and (second != year + 1 or _goes_on(cursor))):
            cursor.at += 2
            return YearRange(year, second, is_slash)
    cursor.at = begun
    return YearRange(year, year)


def _second_year(cursor: Cursor, first: int) -> int | None:
    token = cursor.look(1)
    if token.kind == "year":
        return token.value
    is_short = token.kind == "number" and len(token.text) == 2 and first % 100 < token.value <= first % 100 + 9
    if is_short and cursor.kind(2) not in ("month", "number_word"):
        return first - first % 100 + token.value
    return None


def _goes_on(cursor: Cursor) -> bool:
    return (cursor.word(2) == "/" and cursor.kind(3) == "year") or cursor.word(-2) == "/"


def _is_short_pair(cursor: Cursor, ahead: int) -> bool:
    """«23-24 уч. г.»: two digits each, neighbours, with the word of a school year."""
    first, mark, last = (cursor.look(ahead + index) for index in range(3))
    return (
        first.kind == last.kind == "number"
        and len(first.text) == len(last.text) == 2
        and last.value == first.value + 1
        and (mark.kind == "dash" or mark.text == "/")
        and cursor.kind(ahead + 3) == "school"
    )


def _is_short_year(cursor: Cursor) -> bool:
    """«сентябрь 23 г.»."""
    token = cursor.look()
    return (
        token.kind == "number"
        and len(token.text) == 2
        and 15 <= token.value <= 60
        and cursor.kind(-1) == "month"
        and cursor.word(1) in ("г", "год", "года", "году", "гг")
    )
