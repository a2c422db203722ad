"""Flags of courses that the program proposes and a person confirms: nothing is written by itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import select

from ..core.conditions import All, AnyOf, Test
from ..core.dates import add_months, format_date
from ..core.paths import resource
from ..core.text import counted, fold
from ..registers import REGISTERS
from ..registers.development import score_words
from ..registers.proposal_refusals import PROPOSAL_REFUSALS
from ..storage import query
from ..storage.database import Database
from ..storage.declare import table_of

COURSES = REGISTERS["courses"]
_TABLE = table_of(COURSES)
MONTHS = 24  # a diagnosis older than this is no ground of a course
BY_DIAGNOSTICS, IS_PROFILE = "by_diagnostics", "is_profile"
_FLAGS = ("by_diagnostics", "is_federal", "is_cnppm", "is_pedagogical", "distance", "form", "hours", "topic")
_WORD = re.compile(r"[а-яa-z0-9-]+")
_KEPT = 20_000  # names of courses repeat: what was found out of one is not worked out again
_COMMON = frozenset({
    "обучен", "обучаю", "работа", "работы", "развит", "соврем", "образо", "педаго", "учител", "методи", "технол",
    "деятел", "органи", "процес", "профес", "компет", "урок", "урока", "занят", "школа", "школе", "содерж", "форми",
    "формир", "препод", "предме", "услови", "требов", "реализ", "качест", "оценка", "оценив",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """A flag proposed for a course with the fact that decides; ``is_close``: the words agree, not the time alone."""

    course_id: int
    person: str
    course: str
    ends_on: date
    fact: str
    is_close: bool


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Courses of which a flag is known neither by themselves nor by what they inherit from."""

    field: str
    label: str
    ids: tuple[int, ...]


def off_profile(db: Database) -> list[Proposal]:
    """Courses of first aid, labour safety and the like that are not marked yet."""
    refused = refusals(db, IS_PROFILE)
    grounds: dict[int, str] = {}
    statement = select(_TABLE.c.id, _TABLE.c.name, _TABLE.c.topic).where(_TABLE.c[IS_PROFILE].is_(None))
    for course, name, topic in db.connection.execute(statement):
        ground = off_profile_ground(f"{name} {topic or ''}")
        if ground and course not in refused:
            grounds[course] = ground
    rows = query.fetch(db, COURSES, sorted(grounds), ["teacher_id", "name", "ends_on"])
    found = [
        Proposal(row.id, row.values[0].title, row.values[1], row.values[2], f"в названии: {grounds[row.id]}", True)
        for row in rows
    ]
    return sorted(found, key=lambda each: (-each.ends_on.toordinal(), fold(each.person)))


@lru_cache(maxsize=_KEPT)
def off_profile_ground(text: str) -> str:
    """«первая помощь»: what of the list of obligatory instruction a name speaks of; «» for none."""
    words = _WORD.findall(fold(text))
    for name, phrases in _off_profile_words():
        if any(_stands(phrase, words) for phrase in phrases):
            return name
    return ""


@cache
def _off_profile_words() -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    data = tomllib.loads(resource("reference", "off_profile.toml").read_text("utf-8"))
    return tuple(
        (item["name"], tuple(tuple(fold(phrase).split()) for phrase in item["starts"])) for item in data["item"]
    )


def _stands(phrase: Sequence[str], words: Sequence[str]) -> bool:
    """The beginnings stand in the words in their order, with at most two words between."""
    at = -1
    for start in phrase:
        upto = len(words) if at < 0 else min(len(words), at + 4)
        at = next((place for place in range(at + 1, upto) if words[place].startswith(start)), -1)
        if at < 0:
            return False
    return True


def after_diagnostics(db: Database, months: int = MONTHS) -> list[Proposal]:
    """Courses without «на основе диагностики» that follow a diagnosis or a route of the same person."""
    refused = refusals(db, BY_DIAGNOSTICS)
    courses: dict[int, list[dict[str, Any]]] = {}
    names = ("id", "teacher_id", "name", "topic", "starts_on", "ends_on")
    statement = select(*(_TABLE.c[name] for name in names)).where(
        _TABLE.c[BY_DIAGNOSTICS].is_(None), _TABLE.c.kind != "other", _TABLE.c[IS_PROFILE].is_not(False)
    )
    for row in db.connection.execute(statement):
        if row[0] not in refused and not off_profile_ground(row[2]):
            courses.setdefault(row[1], []).append(dict(zip(names, row, strict=True)))
    tests = _of_people(db, "diagnostics", courses)
    routes = _of_people(db, "ioms", courses)
    steps = _steps(db)
    for route in (each for own_routes in routes.values() for each in own_routes):
        route["steps"] = steps.get(route["id"], ())
    found: list[tuple[dict[str, Any], str, bool]] = []
    for person, own in courses.items():
        for course in own:
            ground = diagnostic_ground(course, tests.get(person, ()), routes.get(person, ()), months)
            if ground is not None:
                found.append((course, *ground))
    people = table_of("teachers")
    titles = {row[0]: row[1] for row in db.connection.execute(select(people.c.id, people.c.title))}
    proposals = [
        Proposal(course["id"], titles[course["teacher_id"]], course["name"], course["ends_on"], fact, is_close)
        for course, fact, is_close in found
    ]
    return sorted(proposals, key=lambda each: (not each.is_close, -each.ends_on.toordinal(), fold(each.person)))


def diagnostic_ground(
    course: Mapping[str, Any], tests: Iterable[Mapping[str, Any]], routes: Iterable[Mapping[str, Any]], months: int
) -> tuple[str, bool] | None:
    """The fact that makes a course one «на основе диагностики» and whether the words agree; None without a fact."""
    start = course["starts_on"] or course["ends_on"]
    first = add_months(start, -months)
    about = f"{course['name']} {course['topic'] or ''}"
    facts: list[tuple[bool, date, str]] = []
    for test in tests:
        if first <= test["held_on"] <= start:
            texts = [test["subject"], test["area"], *(test["deficits"] or ())]
            same = next((text for text in texts if text and speaks_of(about, text)), "")
            said = ", ".join(text for text in (test["procedure"], test["subject"], score_words(test)) if text)
            words = f"диагностика {format_date(test['held_on'])}" + (f": {said}" if said else "")
            facts.append((bool(same), test["held_on"], _with_match(same, words)))
    for route in routes:
        is_over = route["ends_on"] is not None and route["ends_on"] < start
        if route["by_diagnostics"] is False or route["status"] == "stopped" or is_over or route["starts_on"] > start:
            continue
        texts = [route["goal"], *route.get("steps", ())]
        same = next((text for text in texts if text and speaks_of(about, text)), "")
        code = str(route["code"])
        name = code if fold(code).startswith("иом") else f"ИОМ {code}"
        facts.append((bool(same), route["starts_on"], _with_match(same, f"{name} с {format_date(route['starts_on'])}")))
    if not facts:
        return None
    is_close, _, words = max(facts)
    return words, is_close


def _with_match(same: str, words: str) -> str:
    return f"«{same}» – {words}" if same else words


@lru_cache(maxsize=_KEPT)
def speaks_of(text: str, of: str) -> bool:
    """Whether a text has the telling words of another: all of one or two, most of more."""
    own = {word[:5] for word in _telling(text)}
    wanted = {word[:5] for word in _telling(of)}
    hits = len(own & wanted)
    return bool(wanted) and hits >= (len(wanted) if len(wanted) <= 2 else (len(wanted) + 1) // 2)


def _telling(text: str) -> list[str]:
    return [word for word in _WORD.findall(fold(text)) if len(word) > 4 and word[:6] not in _COMMON]


def _of_people(db: Database, register: str, people: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    names = list(REGISTERS[register].by_name)
    found: dict[int, list[dict[str, Any]]] = {}
    wanted = sorted(people)
    if not wanted:
        return found
    for row in query.rows(db, query.Query(register), names):
        values = {"id": row.id, **dict(zip(names, row.values, strict=True))}
        found.setdefault(values["teacher_id"].id, []).append(values)
    return found


def _steps(db: Database) -> dict[int, list[str]]:
    """What the steps of each route are about."""
    found: dict[int, list[str]] = {}
    for row in query.rows(db, query.Query("iom_steps"), ["iom_id", "deficit", "name"]):
        found.setdefault(row.values[0].id, []).extend(text for text in row.values[1:] if text)
    return found


# -- answers ---------------------------------------------------------------------------------------------------------


def refusals(db: Database, field: str) -> set[int]:
    """Courses about which «нет» was said."""
    where = Test("subject", "eq", f"{COURSES.key}.{field}")
    rows = query.rows(db, query.Query(PROPOSAL_REFUSALS.key, where=where), ["record_no"])
    return {row.values[0] for row in rows}


def confirm(db: Database, field: str, value: bool, ids: Sequence[int]) -> int:
    """Writes the flag into the courses that still have none, in one change."""
    label = COURSES.by_name[field].label
    words = "да" if value else "нет"
    with db.change(f"«{label}: {words}» – {counted(len(ids), *COURSES.forms_of_count)}") as change:
        current = change.current(COURSES, ids)
        open_left = [each for each, values in current.items() if values[field] is None]
        return change.set_many(COURSES, [(each, {field: value}) for each in open_left])


def refuse(db: Database, field: str, proposals: Sequence[Proposal], on: date) -> int:
    """The proposals are not made again."""
    rows = [
        {
            "subject": f"{COURSES.key}.{field}", "record_no": each.course_id, "refused_on": on,
            "what": f"{each.person}: {each.course} ({format_date(each.ends_on)})"[:1000],
        }
        for each in proposals
    ]  # fmt: skip
    with db.change(f"Отклонены предложения «{COURSES.by_name[field].label}»: {len(rows)}") as change:
        change.add_many(PROPOSAL_REFUSALS, rows)
    return len(rows)


def unfilled(db: Database) -> list[Unfilled]:
    """Per flag the courses of which it is unknown, inheritance counted."""
    known = _providers_with_flag(db)
    found = []
    for name in _FLAGS:
        field = COURSES.by_name[name]
        parts: list[Any] = [Test(name, "empty")]
        if name == "is_pedagogical":
            parts.append(Test("kind", "eq", "pp"))
        if field.inherits is not None and field.inherits.through == "programme_id":
            parts.append(AnyOf((Test("programme_id", "empty"), Test(f"programme_id.{name}", "empty"))))
        asked = query.Query("courses", where=All(tuple(parts)), order=("ends_on",))
        if field.inherits is not None and field.inherits.through == "provider":
            statement = select(_TABLE.c.id, _TABLE.c.provider).where(_TABLE.c[name].is_(None))
            ids = tuple(
                each for each, provider in db.connection.execute(statement) if fold(provider or "") not in known
            )
        else:
            ids = tuple(query.ids(db, asked))
        found.append(Unfilled(name, field.label, ids))
    return found


def _providers_with_flag(db: Database) -> set[str]:
    rows = query.rows(db, query.Query("providers", where=Test("is_cnppm", "filled")), ["name", "aliases"])
    return {fold(text) for row in rows for text in (row.values[0], *(row.values[1] or ()))}
