"""Courses told in one cell of a table of staff: the text is split, the parts are asked to be confirmed.

Seen: `"Тема"(2020); "Тема"(2023)`, `Тема (2017/40)`, `Переподготовка:"…"(2016)`, `Стажировка: … (2021)`,
`2018/ провайдер/ тема/ 16 ч.`, parts on lines of their own. What has no year cannot be a course and is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..core.kinds import BadValue
from ..core.text import fold
from .foreign_values import Day, days_in

_OPENING, _CLOSING = "(«„[“", ")»”]"
_TAIL = re.compile(
    r"\(\s*(?P<year>(?:19|20)\d\d)\s*(?:г\.?|год)?\s*(?:[/,;-]\s*(?P<hours>\d{1,4})\s*(?:ч\w*\.?)?\s*)?\)"
)
_HOURS = re.compile(r"(?<![\d.])(\d{1,4})\s*(?:ак\.?\s*|акад\w*\.?\s*)?(?:ч\b\.?|час\w*\b)")
_LEADING_KIND = re.compile(
    r"^(проф\w*\.? переподготовка|переподготовка|повышение квалификации|стажировка|семинар|вебинар|курсы(?: пк)?|"
    r"пк|пп|кпк)\s*[:\-–—.]\s*",
    re.IGNORECASE,
)
_YEAR_OR_DATE = re.compile(
    r"\(?\b(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d|(?:19|20)\d\d)\b(?:\s*(?:г\.|год\w*|г)(?!\w))?\)?"
)
_LEAST_WORD = 3  # letters of the shortest text that is a course
_LEFT_OVER = " ,;:-–—."


@dataclass(frozen=True, slots=True)
class CourseText:
    """One course of a cell. ``day`` None: nobody knows when it was; ``source``: its text in the cell."""

    source: str
    name: str
    kind_text: str = ""
    day: Day | None = None
    hours: int | None = None
    provider: str | None = None


def split_courses(text: str) -> list[CourseText]:
    """The courses of a cell in their order; every word of the cell is in the source of one of them."""
    return [_read(part) for part in _parts(text)]


def _parts(text: str) -> list[str]:
    """«;» always parts (outside quotes and brackets), a line break where the line before it has its year."""
    pieces: list[tuple[str, str]] = []  # text, the sign after it
    level, quoted, current = 0, False, ""
    for sign in text:
        if sign == '"':
            quoted = not quoted
        elif sign in _OPENING:
            level += 1
        elif sign in _CLOSING:
            level = max(0, level - 1)
        if sign == "\n" or (sign == ";" and level == 0 and not quoted):
            pieces.append((current, sign))
            current = ""
            if sign == "\n":
                level, quoted = 0, False
        else:
            current += sign
    pieces.append((current, ""))
    found: list[str] = []
    waiting = ""
    for piece, sign in pieces:
        waiting = f"{waiting} {piece}".strip() if waiting else piece.strip()
        if waiting and (sign != "\n" or _YEAR_OR_DATE.search(waiting)):
            found += _apart(waiting)
            waiting = ""
    if waiting:
        found += _apart(waiting)
    return [clean for part in found if len(clean := " ".join(part.split()).strip(" ;,")) >= _LEAST_WORD]


def _apart(text: str) -> list[str]:
    """`… (2017/40) … (2018/72)` without anything between them is two courses."""
    ends = [found.end() for found in _TAIL.finditer(text)]
    if len(ends) < 2:
        return [text]
    starts = [0, *ends[:-1]]
    found = [text[start:end] for start, end in zip(starts, ends)]
    if rest := text[ends[-1] :].strip(" .,;"):
        found[-1] += f" {rest}"
    return found


def _read(part: str) -> CourseText:
    kind = _LEADING_KIND.match(part)
    kind_text = kind.group(1) if kind else ""
    text = part[kind.end() :] if kind else part
    if tail := _TAIL.search(text):
        days, hours = days_in(tail.group("year")), tail.group("hours")
        rest = f"{text[: tail.start()]} {text[tail.end() :]}"
        return CourseText(part, _topic(rest), kind_text, days[0], int(hours) if hours else _hours(rest))
    pieces = [piece.strip() for piece in text.split("/")]
    if len(pieces) >= 3 and (days := _days(pieces[0])):
        hours_at = next((at for at, piece in enumerate(pieces) if at and _HOURS.fullmatch(piece.rstrip("."))), None)
        told = [piece for at, piece in enumerate(pieces[1:], start=1) if at != hours_at and piece]
        hours_found = _hours(pieces[hours_at]) if hours_at else None
        if len(told) == 2:
            return CourseText(part, _topic(told[1]), kind_text, days[-1], hours_found, _topic(told[0]))
        return CourseText(part, _topic(" / ".join(told)), kind_text, days[-1], hours_found)
    days = _days(text)
    name = _topic(_HOURS.sub(" ", _YEAR_OR_DATE.sub(" ", text)))
    return CourseText(part, name, kind_text, days[-1] if days else None, _hours(text))


def _days(text: str) -> list[Day]:
    try:
        return days_in(text)
    except BadValue:
        return []


def _hours(text: str) -> int | None:
    found = _HOURS.findall(fold(text))
    return int(found[0]) if len(set(found)) == 1 else None


def _topic(text: str) -> str:
    """Without the quotes around it and the signs left over."""
    text = re.sub(r"\(\s*[,;.]?\s*\)", " ", text)
    text = re.sub(r"\s+([,;.])", r"\1", " ".join(text.split())).strip(_LEFT_OVER)
    if text.count("(") < text.count(")"):
        text = text.rstrip(")").strip(_LEFT_OVER)
    for opening, closing in ('""', "«»", "“”", "„“"):
        inner = text[1:-1]
        if text.startswith(opening) and text.endswith(closing) and closing not in inner and opening not in inner:
            text = inner
    return text.strip()
