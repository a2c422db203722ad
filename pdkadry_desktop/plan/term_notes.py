"""Reads words that plan no date: «по мере необходимости», other documents, conditions, school holidays."""

from __future__ import annotations

import re
from collections.abc import Callable

from pdkadry_desktop.plan.term_cursor import Cursor, NotePart
from pdkadry_desktop.plan.term_years import read_years

_CASE = r"(?:\w+(?:ому|ему|ым|им|ой|ей|ою)\s+){0,3}"
_DOCUMENT = (
    r"(?:план|график|расписани|программ|приказ|положени|календар|регламент|распоряжени|письм|договор|соглашени"
    r"|срокам|сетк|циклограмм|порядк|инструктивн)\w*"
)
_EXTERNAL = re.compile(
    rf"(?:(?:в\s+соответствии(?:\s+со?)?|согласно|в\s+рамках|исходя\s+из)\b|по\s+{_CASE}{_DOCUMENT}"
    r"|в\s+(?:\w+\s+)?(?:установлен|указан|утвержден|определен|назначен|предусмотрен|заданн|согласован)\w*\s+сроки?"
    r"|в\s+сроки,?\s+(?=установл|определ|указан|утвержд|предусм|согласов)"
    r"|срок\w*\s+(?:согласно|определ|устан|утвержд)\w*)"
)
_DEMAND = re.compile(
    r"(?:по\s+мере\b|по\s+(?:\w+(?:ому|ему|ым|им|ой|ей)\s+){0,2}"
    r"(?:потребност|необходимост|надобност|запрос|заявк|заявлени|обращени|требовани|согласовани|факту|поступлени|желани"
    r"|возможност|приглашени|вызов|назначени|решени|предложени|договоренност|поручени|инициатив|выбору|ситуаци)\w*"
    r"|при\s+(?:\w+\s+)?(?:необходим|налич|поступлен|возникновен|обращен|выявлен|услови|потребност|появлен|получен|прием)\w*"
    r"|в\s+случа[ея]\w*|в\s+(?:рабочем|индивидуальном|оперативном|плановом)\s+порядке|в\s+зависимости|с\s+учетом\b"
    r"|в\s+режиме\b|ситуативно|эпизодически|периодически|внепланово)"
)
_BY_EVENT = re.compile(
    r"(?:по\s+(?:итогам|результатам|окончани[юи]|завершени[юи]|истечени[юи]|прошествии|прибыти[юи]|факту)\b"
    r"|после\b|накануне\b|в\s+ходе\b|во\s+время\b|перед\b(?!\s+началом\s+(?:\w+\s+)?(?:уч|год))"
    r"|в\s+преддвери\w+|в\s+день\b|в\s+дни\b"
    r"|в\s+период\s+(?=(?:проведени|подготовк|прохождени|работ|отпуск|аттестаци|сессии|приемн|государств|практик|обучен)\w*))"
)
_BY_EVENT_WHOLLY = re.compile(
    r"(?:(?:не\s+(?:позднее|позже|менее|ранее|раньше),?\s+)?(?:чем\s+)?(?:через|за)\s+"
    r"(?:(?:\d{1,2}|дв[ае]|три|четыре|пять|семь|десять)(?:[\s-]+\w+){0,2}?\s+(?:дн|день|недел|месяц|час|сут|год|лет)\w*"
    r"|(?:месяц|неделю|день|полгода|год)\b)"
    r"|не\s+(?:позднее|позже)\s+(?:\w+[\s-]+){1,3}дн(?:ей|я)\b"
    r"|в\s+(?:\w+[\s-]+){0,2}\w*(?:дневный|недельный|месячный|суточный)\s+срок"
    r"|с\s+(?:момента|даты)\b|со\s+дня\b|в\s+кратчайши\w+|незамедлительно|немедленно)"
)
_HOLIDAYS = re.compile(
    r"(?:(?:в|на|во)\s+)?(?:(?:период|время|дни|срок)\s+)?(?:(?:школьн|осенн|зимн|весенн|летн|новогодн|январск|рождественск"
    r"|ноябрьск|мартовск)\w*+(?:\s*+[,/-]?\s*+(?:и\s++)?))*каникул\w*(?:\s+(?:время|период|дни))?"
)
_SCHOOL_QUARTERS = re.compile(
    r"(?:(?:в|на|за|в\s+течение|по\s+итогам|ежегодно\s+в)\s+)?(?:(?:кажд\w++|кон(?:ец|це|ца)|начал\w++|[ivі]{1,3}|\d|перв\w++"
    r"|втор\w++|трет\w++|четверт(?:ая|ой|ую)|последн\w++|я|й|ю|ая|ой|ую|и)[\s,.-]++|\d(?=[яйю]))*"
    r"(?:четверт(?:ь|и|ью|ей|ям|ях)|триместр\w*)\b"
)
_QUALIFIER = re.compile(
    r"(?:далее\b|включительно|ориентировочно|примерно|приблизительно|предположительно|около\b|дат\w*\s+уточн\w*"
    r"|срок\w*\s+уточн\w*|уточн\w*|с\s+последующ\w+|в\s+том\s+числе|дата\s+проведения|срок\w*\s+исполнения"
    r"|(?:(?:месяца?|года?),?\s+)?следующего\s+за\s+(?:отчетн|окончани|учебн|текущ)\w*(?:\s+(?:месяц|квартал|период|год)\w*)?)"
)
_PATTERNS = (
    (_SCHOOL_QUARTERS, True, "needs_calendar"),
    (_HOLIDAYS, True, "needs_calendar"),
    (_EXTERNAL, True, "external_schedule"),
    (_BY_EVENT_WHOLLY, True, "relative"),
    (_DEMAND, True, ""),
    (_BY_EVENT, True, "relative"),
    (_QUALIFIER, False, "qualifier"),
)


def find_note(cursor: Cursor, lowered: str, reads_time: Callable[[Cursor], bool]) -> NotePart | None:
    """A note and the words that belong to it, up to a separator or to words of time on their own."""
    token = cursor.look()
    begun = cursor.at
    for pattern, is_demand, code in _PATTERNS:
        match = pattern.match(lowered, token.begin)
        if match is None or not _ends_at_word(match, lowered):
            continue
        cursor.move_beyond(match.end())
        if code == "needs_calendar":
            if cursor.word() == "," and cursor.kind(1) in ("year", "school_pair"):
                cursor.at += 1
            read_years(cursor)
        elif pattern is _BY_EVENT_WHOLLY:
            _swallow(cursor, lambda _: False)
        elif is_demand:
            if code == "relative":
                here = cursor.at
                if not reads_time(cursor):  # «по итогам полугодия»: the time belongs to the event
                    cursor.at = here
                _swallow(cursor, lambda place: _is_free(place) and reads_time(place))
            elif code == "external_schedule":
                _swallow(cursor, reads_time, _skips_document_date)
            else:
                _swallow(cursor, reads_time)
        return NotePart(cursor.text_since(begun), is_demand, code)
    return None


def _ends_at_word(match: re.Match[str], text: str) -> bool:
    end = match.end()
    return end == len(text) or not (text[end].isalpha() and text[end - 1].isalpha())


def _is_free(cursor: Cursor) -> bool:
    """Time after a preposition or an adverb of frequency does not belong to the event before it."""
    return cursor.kind(-1) in ("in", "separator") or cursor.kind() in (
        "in", "during", "whole", "until", "towards", "yearly", "monthly", "quarterly", "weekly", "daily", "constant",
    )  # fmt: skip


def _skips_document_date(cursor: Cursor) -> bool:
    """«по плану на 2024 год», «приказом от 01.09.2023»: the date is the document's, not a term."""
    begun = cursor.at
    if cursor.word() in ("на", "за", "от"):
        cursor.at += 1
        if read_years(cursor) is not None or cursor.skip("date"):
            return True
    cursor.at = begun
    return False


def _swallow(
    cursor: Cursor, stops: Callable[[Cursor], bool], skips: Callable[[Cursor], bool] = lambda _: False
) -> None:
    """Move past words until one that stops; separators are passed only when an unknown word follows."""
    while cursor.kind():
        here = cursor.at
        if cursor.kind() in ("separator", "dash"):
            if cursor.kind(1) != "word" or cursor.word() in (";", "(", ")"):
                return
            cursor.at += 1
            continue
        if skips(cursor):
            continue
        stopped = stops(cursor)
        cursor.at = here
        if stopped:
            return
        cursor.at += 1
