"""Russian words for what the grammar found: kinds, warnings, and a term's reading in one line."""

from __future__ import annotations

from datetime import date

from pdkadry_desktop.plan.terms import Occurrence, Term

KIND_LABELS = {
    "dated": "с датами",
    "recurring": "повторяется",
    "year_round": "в течение года",
    "on_demand": "по мере необходимости",
    "unparsed": "не прочитано",
}
WARNING_LABELS = {
    "year_assumed": "Год не назван: взят каждый год плана",
    "outside_plan": "Выходит за годы плана",
    "school_year_order": "Порядок месяцев похож на учебный год",
    "school_year_or_calendar": "Годы можно понять и как учебный год",
    "missing_separator": "Между частями срока нет разделителя",
    "typo": "Название месяца с опечаткой",
    "invalid_date": "Такой даты не бывает",
    "reversed_range": "Конец раньше начала",
    "approximate": "Даты приблизительные",
    "dates_assumed": "Точные даты не названы и предположены",
    "daily_span": "Ежедневно: один сплошной срок",
    "deadline": "Крайний срок: контрольная точка",
    "open_end": "Конец не назван: взят конец плана",
    "ambiguous": "Можно понять по-разному",
    "qualifier": "Часть слов сохранена как примечание",
    "external_schedule": "Сроки – в другом документе",
    "relative": "Срок отсчитывается от события",
    "needs_calendar": "Нужны даты каникул или четвертей",
    "leftover": "Часть слов не распознана",
}
ATTENTION = frozenset(
    {
        "typo",
        "missing_separator",
        "school_year_order",
        "school_year_or_calendar",
        "ambiguous",
        "invalid_date",
        "reversed_range",
        "leftover",
        "outside_plan",
    }
)
"""Warnings that a person should look at when a plan is imported; the others are quiet notes."""

_MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_SHOWN = 4


def describe(term: Term) -> str:
    """The reading in one line: «6 сроков: апр 2023, окт 2023, апр 2024, …»."""
    if not term.occurrences:
        return KIND_LABELS[term.kind]
    shown = ", ".join(describe_occurrence(found) for found in term.occurrences[:_SHOWN])
    count = len(term.occurrences)
    rest = ", …" if count > _SHOWN else ""
    return f"{count} {_terms_word(count)}: {shown}{rest}"


def describe_occurrence(found: Occurrence) -> str:
    """One period in short: «05.10.2023», «окт 2023», «окт 2023 – апр 2024», «2023»."""
    start, end = found.start, found.end
    if start == end:
        return _day(start)
    if start.day != 1 or date.fromordinal(end.toordinal() + 1).day != 1:
        return f"{_day(start)} – {_day(end)}"
    if (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year} – {end.year}"
    first, last = f"{_MONTHS[start.month - 1]} {start.year}", f"{_MONTHS[end.month - 1]} {end.year}"
    return first if first == last else f"{first} – {last}"


def _day(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year}"


def _terms_word(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "срок"
    return "срока" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else "сроков"
