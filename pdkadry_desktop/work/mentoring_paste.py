"""The appendix of a school's order pasted as a table or as text: mentor, mentee, term, form of each pair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..core.text import clean_text, fold
from ..registers.dictionaries import MENTORING_FORM, MENTORING_KIND

_PART = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*"
_NAME = re.compile(
    rf"(?P<first>[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s*{_PART})|(?P<last>{_PART}\s+(?:[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|{_PART}(?:\s+{_PART})?))"
)
_LONE = re.compile(_PART)
_DASH = re.compile(r"\s[–—-]\s")
_AROUND = re.compile(r"^\s*\d+[.)]\s*|\s+(?:с|от)\s*$")  # the number of a line, what stood before a date
_DATE = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SCHOOL_YEAR = re.compile(r"(20\d\d)\s*[/–—-]\s*(?:20)?(\d\d)(?!\d)")
_MENTOR = re.compile(r"наставник", re.IGNORECASE)
_MENTEE = re.compile(r"наставляем|молод(?:ой|ые)\s+(?:педагог|специалист)|стаж[её]р", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:наставник|наставляем)[а-яё]*(?:\s+(?:педагог|специалист)[а-яё]*)?\s*(?:\([^)]*\))?\s*[:–—-]?", re.I
)


@dataclass(frozen=True, slots=True)
class PastedPair:
    """One pair as it stands in the text; an empty name is a question, so is ``problem``."""

    mentor: str
    mentee: str
    starts_on: date | None = None
    ends_on: date | None = None
    form: str | None = None
    kind: str | None = None
    problem: str = ""


def read_pairs(text: str) -> list[PastedPair]:
    """The pairs of a pasted appendix; a mentor named once stands for the rows below that have none."""
    return _read(text)[0]


def lines_left(text: str) -> int:
    """How many lines are neither pairs nor the heading of a table."""
    return _read(text)[1]


def _read(text: str) -> tuple[list[PastedPair], int]:
    found: list[PastedPair] = []
    left = 0
    is_swapped = False
    columns: tuple[int, int] | None = None  # of mentor and mentee, when a heading says it
    mentor_at = -1
    mentor = ""
    for line in clean_text(text).splitlines():
        if not line.strip():
            continue
        bare = line if "\t" in line else _LABEL.sub(" ", line)
        cells = bare.split("\t")
        names = [(at, name) for at, cell in enumerate(cells) for name in _sides(cell) or _names(cell)]
        if not names:
            if (heading := _order(line.split("\t"))) is not None:
                is_swapped = heading
                columns = _columns(line.split("\t"))
            else:
                left += 1
            continue
        if columns is not None and max(columns) < len(cells):
            mentor = _first(cells[columns[0]]) or mentor
            found.append(_pair(mentor, _first(cells[columns[1]]), line))
            continue
        if len(names) == 1:
            at, name = names[0]
            is_below = len(cells) > 1 and mentor and at > mentor_at >= 0
            pair = (mentor, name) if is_below else (name, "")
            found.append(_pair(*pair, line))
            continue
        ordered = [name for _, name in names]
        if is_swapped:
            ordered = [ordered[-1], *ordered[:-1]]
        mentor = ordered[0]
        mentor_at = names[-1][0] if is_swapped else names[0][0]
        found += [_pair(mentor, mentee, line) for mentee in ordered[1:]]
    return list(dict.fromkeys(found)), left


def _sides(cell: str) -> list[str]:
    """Two names on the sides of a dash, one or both of them a surname alone; nothing for any other text."""
    sides = [_AROUND.sub("", side).strip(" ,;") for side in _DASH.split(_DATE.sub(" ", cell).split(",")[0])]
    names = [_first(side) if _names(side) or _LONE.fullmatch(side) else "" for side in sides if side]
    return names if len(names) == 2 and all(names) else []


def _names(cell: str) -> list[str]:
    without = _DATE.sub(" ", cell)
    return [" ".join(match.group().split()) for match in _NAME.finditer(without)]


def _first(cell: str) -> str:
    """The name of a cell; without one the cell itself: a surname alone is asked about."""
    names = _names(cell)
    return names[0] if names else " ".join(cell.split())


def _columns(cells: Sequence[str]) -> tuple[int, int] | None:
    """Where a heading says «наставник» and «наставляемый»; None for a line of text."""
    mentee = next((at for at, cell in enumerate(cells) if _MENTEE.search(cell)), None)
    mentor = next((at for at, cell in enumerate(cells) if at != mentee and _MENTOR.search(cell)), None)
    return None if mentor is None or mentee is None else (mentor, mentee)


def _order(cells: Sequence[str]) -> bool | None:
    """Whether the heading names the mentee before the mentor; None when it is no heading."""
    text = "\t".join(cells)
    mentor, mentee = _MENTOR.search(text), _MENTEE.search(text)
    return None if mentor is None or mentee is None else mentee.start() < mentor.start()


def _pair(mentor: str, mentee: str, line: str) -> PastedPair:
    days: list[date] = []
    problem = "" if mentee else "второе имя не прочитано"
    for day, month, year in _DATE.findall(line):
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            problem = f"такого дня нет: {day}.{month}.{year}"
    start = days[0] if days else None
    end = days[1] if len(days) > 1 else None
    years = _SCHOOL_YEAR.search(line)
    if not days and years and (int(years.group(1)) + 1) % 100 == int(years.group(2)):
        start, end = date(int(years.group(1)), 9, 1), date(int(years.group(1)) + 1, 8, 31)
    if len(days) > 2 or (start and end and end < start):
        start, end, problem = None, None, "срок не прочитан: проверьте даты"
    return PastedPair(
        mentor, mentee, start, end, _of(MENTORING_FORM.labels, line), _of(MENTORING_KIND.labels, line), problem
    )


def _of(labels: dict[str, str], line: str) -> str | None:
    plain = re.sub(r"\s*-\s*", "-", fold(line))
    return next((code for code, label in labels.items() if re.sub(r"\s*-\s*", "-", fold(label)) in plain), None)
