"""What became of young newcomers: years 1–3 of each, and how many of an intake stayed, in towns and villages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from ..core.conditions import Condition, Test
from ..core.dates import add_years, format_date
from ..core.numbers import rounded
from ..core.text import fold
from ..registers import REGISTERS
from ..registers.dictionaries import CATEGORY_KIND, SUPPORT_KIND
from ..storage import query
from ..storage.database import Database
from .young import Criteria

INTAKES = 5  # years of intake that are followed
YEARS = 3
State = Literal["future", "running", "worked", "left", "gone"]
_STATES: dict[State, str] = {"running": "год идёт", "worked": "год отработан", "gone": "не работает"}


@dataclass(frozen=True, slots=True)
class YearOutcome:
    """One year of work counted from the hire: ``left`` – went away in it, ``gone`` – before it."""

    state: State
    left_on: date | None = None
    where: str = ""
    moved: str = ""
    mentors: tuple[str, ...] = ()
    attestation: tuple[str, ...] = ()
    support: tuple[str, ...] = ()

    def words(self) -> str:
        """«год отработан; наставник; первая 01.12.2022; ежемесячная выплата 35 %»."""
        if self.state in ("future", "gone"):
            return _STATES.get(self.state, "")
        if self.state == "left":
            left = f"уход {format_date(self.left_on)}" if self.left_on else "уход"
            parts = [f"{left}: {self.where}" if self.where else f"{left}, причина не указана"]
        else:
            parts = [_STATES[self.state]]
        parts.append(self.moved and f"переход: {self.moved}")
        parts.append("наставник" if self.mentors else "без наставника")
        return "; ".join(text for text in (*parts, *self.attestation, *self.support) if text)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person who was young at the first hire in the municipality."""

    id: int
    name: str
    organization: str
    is_rural: bool
    hired_on: date
    years: tuple[YearOutcome, ...]

    @property
    def stayed(self) -> bool | None:
        """Whether the person still worked after the first year; None while it is not over."""
        first = self.years[0].state
        return None if first in ("future", "running") else first == "worked"


@dataclass(frozen=True, slots=True)
class Intake:
    """Young people hired in a year; of those whose first year is over, how many still worked after it."""

    year: int
    hired: int
    judged: int
    stayed: int
    rural_hired: int = 0
    rural_judged: int = 0
    rural_stayed: int = 0

    def words(self) -> str:
        """«2021 – 8 из 10 (80 %)»."""
        if not self.judged:
            return f"{self.year}\u00a0– {self.hired}, год ещё не прошёл"
        return f"{self.year}\u00a0– {self.stayed} из {self.judged} ({self.share})"

    @property
    def share(self) -> str:
        return share(self.stayed, self.judged)

    @property
    def rural_share(self) -> str:
        return share(self.rural_stayed, self.rural_judged)


def share(part: int, whole: int) -> str:
    """«80 %»; «» when there is nobody to judge."""
    return f"{rounded(part * 100 / whole, 0)}\u00a0%" if whole else ""


def intakes(people: Iterable[Newcomer]) -> tuple[Intake, ...]:
    """The cohorts by the year of the hire, the oldest first."""
    years: dict[int, list[Newcomer]] = {}
    for each in people:
        years.setdefault(each.hired_on.year, []).append(each)
    return tuple(_intake(year, years[year]) for year in sorted(years))


def _intake(year: int, its: Sequence[Newcomer]) -> Intake:
    def counts(some: Sequence[Newcomer]) -> tuple[int, int, int]:
        return len(some), sum(each.stayed is not None for each in some), sum(each.stayed is True for each in some)

    return Intake(year, *counts(its), *counts([each for each in its if each.is_rural]))


@dataclass(frozen=True)
class Newcomers:
    """``unknown``: hired in these years, but an empty date leaves it open whether they were young."""

    people: tuple[Newcomer, ...]
    unknown: frozenset[int]


def newcomers(db: Database, criteria: Criteria, on: date, only: int | None = None) -> Newcomers:
    """By the first hire in the municipality among teaching staff; ``only``: one person, whatever the criteria say."""
    jobs: dict[int, list[dict[str, Any]]] = {}
    where: Condition = Test("effective_category", "eq", "teaching") if only is None else Test("teacher_id", "eq", only)
    for job in _rows(db, "employments", where):
        jobs.setdefault(job["teacher_id"].id, []).append(job)
    first: dict[int, date] = {}
    for person, own in jobs.items():
        starts = [job["hired_on"] for job in own]
        if None not in starts and min(starts) <= on and (only or on.year - INTAKES <= min(starts).year):
            first[person] = min(starts)
    names = ["born_on", "teaching_since"]
    known = {row.id: row.values for row in query.fetch(db, REGISTERS["teachers"], sorted(first), names)}
    judged = {each: criteria.meets(known[each][0], known[each][1], day) for each, day in first.items()}
    wanted = sorted(each for each, is_young in judged.items() if is_young or only)
    facts = _Facts(db, wanted, jobs)
    people = sorted((_newcomer(each, first[each], facts, on) for each in wanted), key=lambda one: (
        -one.hired_on.year, fold(one.name)))  # fmt: skip
    return Newcomers(tuple(people), frozenset(each for each, is_young in judged.items() if is_young is None))


class _Facts:
    """What is known of the people who are followed, by person."""

    def __init__(self, db: Database, ids: Sequence[int], jobs: Mapping[int, list[dict[str, Any]]]) -> None:
        self.jobs = jobs
        self.mentorships = _by(db, "mentorships", "mentee_id", ids)
        self.categories = _by(db, "categories", "teacher_id", ids)
        self.attestations = _by(db, "attestations", "teacher_id", ids)
        self.support = _by(db, "support_measures", "teacher_id", ids)
        self.housing = _by(db, "housing_units", "occupant_id", ids)
        self.rural = set(query.ids(db, query.Query("organizations", where=Test("locality", "eq", "rural"))))


def _newcomer(person: int, hired_on: date, facts: _Facts, on: date) -> Newcomer:
    own = sorted(facts.jobs[person], key=lambda job: (job["hired_on"], job["is_main"] is False))
    years = tuple(
        _year(person, add_years(hired_on, number), add_years(hired_on, number + 1) - timedelta(days=1), facts, on)
        for number in range(YEARS)
    )
    first = own[0]
    return Newcomer(
        person, str(first["teacher_id"]), str(first["organization_id"]), first["organization_id"].id in facts.rural,
        hired_on, years,
    )  # fmt: skip


def _year(person: int, start: date, end: date, facts: _Facts, on: date) -> YearOutcome:
    if start > on:
        return YearOutcome("future")
    jobs = facts.jobs[person]
    if not works(jobs, start):
        return YearOutcome("gone")
    after = end + timedelta(days=1)
    last = min(end, on)
    support = [SUPPORT_KIND.labels[row["kind"]] for row in _during(facts.support.get(person, ()), start, last)]
    homes = facts.housing.get(person, ())
    support += ["служебное жильё" for row in homes if row["starts_on"] is None or row["starts_on"] <= last]
    found = YearOutcome(
        "worked", moved=_moved(jobs, start, last),
        mentors=tuple(str(row["mentor_id"]) for row in _during(facts.mentorships.get(person, ()), start, last)),
        attestation=tuple(_attestation(person, start, last, facts)), support=tuple(dict.fromkeys(support)),
    )  # fmt: skip
    if after > on and works(jobs, on):
        return replace(found, state="running")
    if after <= on and works(jobs, after):
        return found
    gone = max((job for job in jobs if job["left_on"] and job["left_on"] <= last), key=lambda job: job["left_on"])
    back = next(
        (job for job in sorted(jobs, key=lambda job: job["hired_on"]) if job["hired_on"] > gone["left_on"]), None
    )
    where = "; ".join(text for text in (
        gone["leave_reason"] or "",
        f"с {format_date(back['hired_on'])} снова работает: {back['organization_id']}"
        if back is not None and back["hired_on"] <= on else "",
    ) if text)  # fmt: skip
    return replace(found, state="left", left_on=gone["left_on"], where=where)


def _moved(jobs: Sequence[Mapping[str, Any]], start: date, last: date) -> str:
    """Where in the municipality a person who left one organisation went on in the year."""
    left = {
        job["organization_id"].id: job["left_on"] for job in jobs if job["left_on"] and start <= job["left_on"] <= last
    }
    return ", ".join(
        f"{job['organization_id']} с {format_date(job['hired_on'])}" for job in jobs
        if start < job["hired_on"] <= last and any(
            place != job["organization_id"].id and job["hired_on"] >= day for place, day in left.items()
        )
    )  # fmt: skip


def _attestation(person: int, start: date, last: date, facts: _Facts) -> Iterable[str]:
    seen = set()
    for row in facts.categories.get(person, ()):
        if start <= row["granted_on"] <= last:
            seen.add(row["category"])
            yield f"{CATEGORY_KIND.labels[row['category']]} {format_date(row['granted_on'])}"
    for row in facts.attestations.get(person, ()):
        day = row["decided_on"]
        if day is not None and start <= day <= last and row["category"] not in seen:
            yield f"аттестация {format_date(day)}: {row['result'] or 'результат не указан'}"


def works(jobs: Iterable[Mapping[str, Any]], on: date) -> bool:
    """Whether one of the jobs has the day; a job without a start counts as always there."""
    return any(
        (job["hired_on"] is None or job["hired_on"] <= on) and (job["left_on"] is None or job["left_on"] >= on)
        for job in jobs
    )


def _during(rows: Iterable[Mapping[str, Any]], start: date, last: date) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["starts_on"] <= last and (row["ends_on"] is None or row["ends_on"] >= start)]


def _rows(db: Database, register: str, where: Condition | None) -> Iterable[dict[str, Any]]:
    names = list(REGISTERS[register].by_name)
    for row in query.rows(db, query.Query(register, where=where), names):
        yield dict(zip(names, row.values, strict=True))


def _by(db: Database, register: str, link: str, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(db, register, Test(link, "in", list(ids))):
        found.setdefault(row[link].id, []).append(row)
    return found
