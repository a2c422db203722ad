"""How a person grows: the last course, and the chain diagnostics → route → course → repeated diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ..core.dates import add_years, format_date
from ..core.numbers import exact_decimal, rounded
from ..core.text import fold, plural

PK_YEARS = 3
PK_HOURS = 16
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Training:
    """The last professional development on a day. ``is_overdue``: none in the last three years."""

    last_on: date | None
    is_overdue: bool

    def words(self) -> str:
        """«последнее ПК 14.05.2022, нет ПК 3 года»."""
        missing = f"нет ПК {PK_YEARS} {plural(PK_YEARS, 'год', 'года', 'лет')}"
        if self.last_on is None:
            return f"{missing}: ни одной записи"
        last = f"последнее ПК {format_date(self.last_on)}"
        return f"{last}, {missing}" if self.is_overdue else last


def is_pk(course: Record) -> bool:
    """Professional development that counts: of 16 hours or of unknown length, and not «не по профилю»."""
    hours = course.get("hours")
    return course["kind"] == "pk" and (hours is None or hours >= PK_HOURS) and course.get("is_profile") is not False


def training(courses: Iterable[Record], on: date) -> Training:
    """``courses`` with the hours of the programme where their own are empty."""
    ends = [course["ends_on"] for course in courses if is_pk(course) and course["ends_on"] <= on]
    last = max(ends, default=None)
    return Training(last, last is None or last <= add_years(on, -PK_YEARS))


StepKind = Literal["diagnostics", "route", "course", "repeated"]


@dataclass(frozen=True, slots=True)
class Step:
    """One record of a chain; ``on`` is its day, ``record`` its values with the id under «id»."""

    kind: StepKind
    on: date
    record: Record

    def words(self) -> str:
        """What a card says of the step, without its date."""
        given = self.record
        match self.kind:
            case "route":
                code = str(given["code"])
                return code if fold(code).startswith("иом") else f"ИОМ {code}"
            case "course":
                return f"курсы «{given['name']}»"
        name = "диагностика" if self.kind == "diagnostics" else "повторная диагностика"
        about = ", ".join(text for text in (given.get("subject"), given.get("area")) if text)
        result = score_words(given)
        return name + (f": {about}" if about else "") + (f" – {result}" if result else "")


def score_words(diagnostic: Record) -> str:
    """«14 из 20»; else the result in words."""
    score, most = diagnostic.get("score"), diagnostic.get("maximum")
    if score is None:
        return diagnostic.get("result") or ""
    text = f"{score:g}".replace(".", ",")
    return text if most is None else f"{text} из {most:g}".replace(".", ",")


def share_words(diagnostic: Record) -> str:
    """«70 %» of the highest score; «» when it is not known."""
    score, most = diagnostic.get("score"), diagnostic.get("maximum")
    if score is None or not most:
        return ""
    return f"{rounded(exact_decimal(score) / exact_decimal(most) * 100, 0)}\u00a0%"


@dataclass(frozen=True, slots=True)
class Chain:
    """What followed from one diagnostics (None: a route or course on the ground of diagnostics unknown here)."""

    steps: tuple[Step, ...]

    @property
    def growth(self) -> str:
        """«было 55 %, стало 80 %» when the diagnostics was repeated with scores."""
        tests = [step.record for step in self.steps if step.kind in ("diagnostics", "repeated")]
        if len(tests) < 2 or any(test.get("score") is None for test in (tests[0], tests[-1])):
            return ""
        first, last = share_words(tests[0]), share_words(tests[-1])
        if first and last:
            return f"было {first}, стало {last}"
        return f"было {score_words(tests[0])}, стало {score_words(tests[-1])}"

    def words(self) -> str:
        """«12.02.2022 диагностика: математика – 11 из 20 → 01.03.2022 ИОМ М-1 → …»."""
        return " → ".join(f"{format_date(step.on)} {step.words()}" for step in self.steps)


def chains(
    diagnostics: Sequence[Record], routes: Sequence[Record], courses: Sequence[Record], on: date
) -> tuple[Chain, ...]:
    """What is known by ``on``, the newest chain first.

    Diagnostics of the same subject and area follow one another in one chain. A route belongs to the diagnostics it
    names, else – like a course «на основе диагностики» – to the latest diagnostics before it.
    """
    tests = sorted((each for each in diagnostics if each["held_on"] <= on), key=lambda each: each["held_on"])
    groups: dict[tuple[str, str], list[Step]] = {}
    home: dict[int, list[Step]] = {}
    for test in tests:
        steps = groups.setdefault((fold(test.get("subject") or ""), fold(test.get("area") or "")), [])
        steps.append(Step("repeated" if steps else "diagnostics", test["held_on"], test))
        home[test["id"]] = steps
    loose: list[Step] = []
    for step in (
        *(Step("route", each["starts_on"], each) for each in routes if each.get("by_diagnostics") is not False),
        *(Step("course", each["ends_on"], each) for each in courses if each.get("by_diagnostics")),
    ):
        if step.on > on:
            continue
        named = home.get(step.record.get("diagnostic_id") or 0) if step.kind == "route" else None
        before = [test["id"] for test in tests if test["held_on"] <= step.on]
        (named if named is not None else home[before[-1]] if before else loose).append(step)
    found = [Chain(tuple(sorted(steps, key=_in_time))) for steps in (*groups.values(), loose) if steps]
    return tuple(sorted(found, key=lambda chain: chain.steps[-1].on, reverse=True))


_ORDER: dict[StepKind, int] = {"diagnostics": 0, "route": 1, "course": 2, "repeated": 3}


def _in_time(step: Step) -> tuple[date, int]:
    return step.on, _ORDER[step.kind]
