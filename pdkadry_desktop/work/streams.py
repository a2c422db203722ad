"""A stream: people who took one course together; what deserves a look before it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..core.conditions import All, Test
from ..core.dates import format_date
from ..core.text import fold
from ..registers import REGISTERS
from ..registers.development import PK_HOURS
from ..storage import query
from ..storage.database import Database
from .listed import Done, Listed, add_in
from .people import jobs_on
from .requests import lines

_PP_HOURS = 250
_NUMBERS = re.compile(r"[0-9]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Question:
    """What deserves a look before a stream is written; ``people``: of whom it is asked (none: of the stream)."""

    text: str
    people: tuple[int, ...] = ()


def of_programme(db: Database, programme_id: int) -> dict[str, Any]:
    """What a course repeats of its programme: name, kind and provider are its own; the rest is inherited."""
    rows = query.fetch(db, REGISTERS["programmes"], [programme_id], ["name", "kind", "provider"])
    return dict(zip(("name", "kind", "provider"), rows[0].values, strict=True)) if rows else {}


def questions(db: Database, shared: Mapping[str, Any], people: Sequence[int]) -> list[Question]:
    """People who had this very course before, who were taught elsewhere these days, who do not work; odd hours."""
    found = []
    hours = shared.get("hours")
    kind = shared.get("kind")
    if hours is not None and ((kind == "pk" and hours < PK_HOURS) or (kind == "pp" and hours < _PP_HOURS)):
        least = PK_HOURS if kind == "pk" else _PP_HOURS
        found.append(Question(f"Часов меньше {least}: в показатели такие записи не войдут."))
    end = shared.get("ends_on")
    if end is None or not people:
        return found
    start = shared.get("starts_on") or end
    name = fold(shared.get("name") or "")
    same: dict[int, str] = {}
    crossing: dict[int, str] = {}
    names = ["teacher_id", "name", "starts_on", "ends_on"]
    for row in query.rows(db, query.Query("courses", where=Test("teacher_id", "in", list(people))), names):
        person, other, other_start, other_end = row.values
        if fold(other) == name and other_end != end:
            same[person.id] = f"{person.title} ({format_date(other_end)})"
        elif other_start is not None and other_start <= end and other_end >= start and other_end != end:
            crossing[person.id] = f"{person.title} («{other}»)"
    if same:
        found.append(Question(f"Уже проходили эту программу: {_few(list(same.values()))}.", tuple(same)))
    if crossing:
        found.append(Question(f"Учились в эти дни на других курсах: {_few(list(crossing.values()))}.", tuple(crossing)))
    working = jobs_on(db, end, people)
    away = [each for each in people if each not in working]
    if away:
        titles = [query.title(db, "teachers", each) for each in away]
        found.append(Question(f"Не работают на {format_date(end)}: {_few(titles)}.", tuple(away)))
    return found


def write_stream(
    db: Database, shared: Mapping[str, Any], listed: Sequence[Listed], first_no: str = ""
) -> tuple[Done, int]:
    """All records in one change, documents numbered from ``first_no``; and how many lines of the request it closed."""
    spec = REGISTERS["courses"]
    numbered = [
        Listed(each.teacher_id, each.new_name, each.guest, {"document_no": number, **each.values})
        for each, number in zip(listed, numbers_from(first_no, len(listed)), strict=True)
    ]
    with db.change(f"Поток курсов «{shared.get('stream') or shared.get('name')}»: {len(listed)}") as change:
        done = add_in(change, db, spec, shared, numbered if first_no.strip() else listed)
        people = [each.teacher_id for each in listed if each.teacher_id is not None]
        closed = _closed_lines(db, shared.get("ends_on"), people)
        change.set_many(
            REGISTERS["course_requests"], [(each, {"state": "trained", "is_done": True}) for each in closed]
        )
    return done, len(closed)


def _closed_lines(db: Database, end: date | None, people: Sequence[int]) -> list[int]:
    """Lines of the request of that year that courses of these people have closed and that do not say it yet."""
    if end is None:
        return []
    of_them = All((Test("request_year", "eq", end.year), Test("teacher_id", "in", list(people))))
    if not query.count(db, query.Query("course_requests", where=of_them)):
        return []
    return [
        line.id for line in lines(db, end.year, end)
        if line.state == "trained" and not line.is_written and line.teacher_id in people
    ]  # fmt: skip


def numbers_from(first: str, count: int) -> list[str]:
    """«ПК-0012», «ПК-0013» …: the last number goes up, but for a year; a text without one is the same for all."""
    text = first.strip()
    found = list(_NUMBERS.finditer(text))
    if len(found) > 1 and _YEAR.fullmatch(found[-1].group()):
        found.pop()
    if not found:
        return [text] * count
    start, end = found[-1].span()
    return [f"{text[:start]}{int(text[start:end]) + step:0{end - start}d}{text[end:]}" for step in range(count)]


def _few(titles: Sequence[str], most: int = 4) -> str:
    more = f" и ещё {len(titles) - most}" if len(titles) > most else ""
    return ", ".join(titles[:most]) + more
