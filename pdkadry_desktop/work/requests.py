"""The request for courses of a year: who is proposed for which programme and why, and what became of each line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from ..core.conditions import Test
from ..core.dates import add_years, format_date
from ..core.progress import NO_PROGRESS, Progress
from ..core.text import counted, fold, natural
from ..registers import REGISTERS
from ..registers.development import PK_YEARS, is_pk
from ..storage.database import Database
from .attestation import Due, Terms, due
from .programme_matching import Answer, Catalogue, Programme, Wanted, alike, stems
from .working import Values, Worker, by_link, read_rows, same_position, workers

ReasonKind = Literal["deficit", "subject", "position", "no_pk", "attestation"]
REASONS: dict[ReasonKind, str] = {
    "deficit": "дефицит", "subject": "новый предмет", "position": "смена должности", "no_pk": "нет ПК 3 года",
    "attestation": "аттестация",
}  # fmt: skip
State = Literal["requested", "enrolled", "trained", "refused"]
STATES: dict[State, str] = {
    "requested": "заявлен", "enrolled": "зачислен", "trained": "обучен", "refused": "отказ",
}  # fmt: skip
_PEOPLE = ("человек", "человека", "человек")
_STAFF = ("teaching", "managing")
_MOST_NAMED = 3
_STEP = 200  # people between two steps of the progress
_COURSE = (
    "teacher_id", "kind", "name", "topic", "hours", "ends_on", "programme_id", "is_profile", "by_diagnostics",
)  # fmt: skip
_TEST = ("teacher_id", "held_on", "subject", "area", "deficits")
_JOB = ("teacher_id", "position", "subjects", "hired_on")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody should learn, with the facts."""

    kind: ReasonKind
    words: str
    wanted: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A person with the reasons and the programme that answers them; an empty programme has a question."""

    worker: Worker
    reasons: tuple[Reason, ...]
    programme: Programme | None
    question: str

    def words(self) -> str:
        return "; ".join(reason.words for reason in self.reasons)

    @property
    def is_ready(self) -> bool:
        """Whether it may enter the request without a further look."""
        is_more = any(reason.kind != "attestation" for reason in self.reasons)
        return self.programme is not None and not self.worker.absence and is_more


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the request; ``closed_by`` is the course that closes it, ``alike`` courses that may."""

    id: int
    teacher_id: int
    name: str
    organization: str
    position: str
    subject: str
    programme: str
    title: str
    form: str
    term: str
    state: State
    closed_by: str
    alike: tuple[str, ...]
    reason: str
    refusal: str
    replaces: str
    is_written: bool  # the state stands in the register, not only in the courses


# -- proposing -------------------------------------------------------------------------------------------------------


@dataclass
class _Facts:
    """What proposing reads once for everybody."""

    courses: Mapping[int, list[dict[str, Any]]]
    tests: Mapping[int, list[dict[str, Any]]]
    jobs: Mapping[int, list[dict[str, Any]]]
    due: Mapping[int, Due]
    catalogue: Catalogue
    on: date
    year: int
    left_out: set[int] = field(default_factory=set)


def propose(db: Database, year: int, on: date, progress: Progress = NO_PROGRESS) -> list[Proposal]:
    """Teaching and managing staff of the day that should learn in the year and is neither requested nor struck out."""
    courses = by_link(db, "courses", "teacher_id", None, _COURSE, progress)
    fill_hours(db, courses.values())
    tests = by_link(db, "diagnostics", "teacher_id", None, _TEST, progress)
    jobs = by_link(db, "employments", "teacher_id", None, _JOB, progress)
    progress.step(0, None, "аттестация")
    ending = {each.worker.id: each for each in due(db, on, Terms(), date(year, 12, 31))}
    facts = _Facts(courses, tests, jobs, ending, catalogue(db), on, year)
    facts.left_out = {
        row["teacher_id"].id for row in read_rows(db, "course_requests", Test("request_year", "eq", year))
    }
    facts.left_out |= {
        row["teacher_id"].id for row in read_rows(db, "request_strikes", Test("request_year", "eq", year))
    }
    progress.step(0, None, "люди")
    found = []
    staff = workers(db, on, _STAFF)
    for place, worker in enumerate(staff.values()):
        if not place % _STEP:
            progress.step(place, len(staff), "программы")
            progress.raise_if_cancelled()
        if worker.id not in facts.left_out and (reasons := tuple(_reasons(worker, facts))):
            found.append(_answered(worker, reasons, facts))
    kinds = list(REASONS)
    return sorted(
        found, key=lambda each: (*each.worker.order()[:1], kinds.index(each.reasons[0].kind), each.worker.name)
    )


def _reasons(worker: Worker, facts: _Facts) -> Iterable[Reason]:
    courses = [each for each in facts.courses.get(worker.id, ()) if each["ends_on"] <= facts.on]
    yield from _deficits(facts.tests.get(worker.id, ()), courses, facts.on)
    yield from _changes(worker, facts.jobs.get(worker.id, ()), courses, facts)
    yield from _no_pk(worker, courses, facts)
    ending = facts.due.get(worker.id)
    if ending and ending.why in ("category_soon", "compliance_soon") and ending.due_on and ending.due_on >= facts.on:
        yield Reason("attestation", f"аттестация до {format_date(ending.due_on)}")


def _deficits(tests: Sequence[Values], courses: Sequence[Values], on: date) -> Iterable[Reason]:
    """Of each subject and area the last diagnostics counts; a later course on it answers it."""
    last: dict[tuple[str, str], Values] = {}
    for test in sorted(tests, key=lambda each: each["held_on"]):
        if add_years(on, -PK_YEARS) < test["held_on"] <= on:
            last[fold(test["subject"] or ""), fold(test["area"] or "")] = test
    for test in last.values():
        if not test["deficits"]:
            continue
        about = " ".join((*test["deficits"], test["subject"] or "", test["area"] or ""))
        later = [each for each in courses if each["ends_on"] > test["held_on"] and each["kind"] in ("pk", "pp")]
        if any(
            each["by_diagnostics"] or stems(about) & stems(f"{each['name']} {each['topic'] or ''}") for each in later
        ):
            continue
        named = ", ".join(test["deficits"][:_MOST_NAMED])
        wanted = [Wanted(each, 3) for each in test["deficits"]]
        wanted += [Wanted(each, weight) for each, weight in ((test["subject"], 2), (test["area"], 2)) if each]
        yield Reason("deficit", f"дефицит {format_date(test['held_on'])}: {named}", tuple(wanted))


def _changes(worker: Worker, jobs: Sequence[Values], courses: Sequence[Values], facts: _Facts) -> Iterable[Reason]:
    """A subject or a position that is new since the first of January of the year before."""
    since = date(facts.year - 1, 1, 1)
    for job in worker.jobs:
        hired = job["hired_on"]
        if hired is None or hired < since:
            continue
        before = [each for each in jobs if each["id"] != job["id"] and (each["hired_on"] or date.min) < hired]
        known = {fold(each) for one in before for each in one["subjects"] or ()}
        later = [each for each in courses if each["ends_on"] >= hired and each["kind"] in ("pk", "pp")]
        for subject in job["subjects"] or ():
            is_learned = any(stems(subject) & stems(f"{each['name']} {each['topic'] or ''}") for each in later)
            if known and fold(subject) not in known and not is_learned:
                yield Reason("subject", f"новый предмет с {format_date(hired)}: {subject}", (Wanted(subject, 3),))
        if before and job is worker.main and not later:
            last = max(before, key=lambda each: each["hired_on"] or date.min)
            if not same_position(last["position"], job["position"]):
                words = f"смена должности {format_date(hired)}: {last['position']} → {job['position']}"
                yield Reason("position", words, (Wanted(job["position"], 3),))


def _no_pk(worker: Worker, courses: Sequence[Values], facts: _Facts) -> Iterable[Reason]:
    """Nobody learns less than once in three years; who has taught for less than that is not yet due."""
    end = date(facts.year, 12, 31)
    last = max((each["ends_on"] for each in courses if is_pk(each)), default=None)
    if last is None:
        began = worker.person["teaching_since"]
        if began is None or add_years(began, PK_YEARS) <= end:
            yield Reason("no_pk", "нет ПК 3 года: ни одной записи")
    elif (ended := add_years(last, PK_YEARS)) <= end:
        said = "нет ПК 3 года" if ended <= facts.on else f"три года без ПК исполнятся {format_date(ended)}"
        yield Reason("no_pk", f"{said}: последнее {format_date(last)}")


def _answered(worker: Worker, reasons: tuple[Reason, ...], facts: _Facts) -> Proposal:
    position = fold(worker.position).replace("воспитатель", "дошкольное образование")  # not of upbringing at school
    own = (*(Wanted(each, 2) for each in worker.subjects), Wanted(position, 1))
    taken = {fold(each["name"]) for each in facts.courses.get(worker.id, ())}
    wanted = [*(each for reason in reasons for each in reason.wanted), *own]
    answer: Answer = facts.catalogue.answer(wanted, taken)
    question = ""
    if answer.programme is None:
        names = ", ".join(each.code for each in answer.candidates[:_MOST_NAMED])
        count = counted(len(answer.candidates), "программа", "программы", "программ")
        question = (
            f"какая из них: {names}? подходит {count}" if names else "в каталоге подходящей нет: какая программа?"
        )
    return Proposal(worker, reasons, answer.programme, question)


def catalogue(db: Database) -> Catalogue:
    """The programmes of professional development and retraining."""
    found = [
        Programme(row["id"], row["code"], row["name"], row["topic"] or "", bool(row["is_federal"]), row["form"])
        for row in read_rows(db, "programmes") if row["kind"] in ("pk", "pp")
    ]  # fmt: skip
    return Catalogue(sorted(found, key=lambda each: natural(each.code)))


def fill_hours(db: Database, groups: Iterable[list[dict[str, Any]]]) -> None:
    """Gives courses without hours those of their programme."""
    hours = {row["id"]: row["hours"] for row in read_rows(db, "programmes", names=("hours",))}
    for each in (one for group in groups for one in group):
        if each["hours"] is None and each["programme_id"] is not None:
            each["hours"] = hours.get(each["programme_id"].id)


# -- the lines -------------------------------------------------------------------------------------------------------


def lines(db: Database, year: int, on: date) -> list[Line]:
    """The request of a year; a course of the year that is the very programme closes its line by itself."""
    rows = list(read_rows(db, "course_requests", Test("request_year", "eq", year)))
    if not rows:
        return []
    known = catalogue(db)
    taken = _courses_of(db, year, [row["teacher_id"].id for row in rows])
    staff = workers(db, on, (*_STAFF, "other"))
    form = REGISTERS["course_requests"].by_name["form"].kind
    found = []
    for row in rows:
        person = row["teacher_id"].id
        worker = staff.get(person)
        programme = known.by_code.get(fold(row["programme"]))
        sure, doubtful = closing(row["programme"], programme, taken.get(person, ()))
        written = _written(row)
        state: State = "trained" if sure and written in (None, "requested", "enrolled") else written or "requested"
        found.append(Line(
            row["id"], person, str(row["teacher_id"]), worker.organization if worker else "",
            worker.position if worker else "не работает", ", ".join(worker.subjects) if worker else "",
            row["programme"], programme.name if programme else row["programme"], form.format(row["form"]),
            row["term"] or "", state, _course_words(sure) if sure else "",
            tuple(map(_course_words, doubtful)) if state in ("requested", "enrolled") else (), row["reason"] or "",
            row["refusal"] or "", row["replaces"] or "", written == state,
        ))  # fmt: skip
    return sorted(found, key=lambda each: (natural(each.organization), fold(each.name)))


def closing(
    programme: str, known: Programme | None, courses: Sequence[Values]
) -> tuple[Values | None, tuple[Values, ...]]:
    """The course that surely closes a line on ``programme`` and those that may: similar topics."""
    names = {fold(programme), *((fold(known.name),) if known else ())}
    for course in courses:
        link = course["programme_id"]
        if fold(course["name"]) in names or (known is not None and link is not None and link.id == known.id):
            return course, ()
    title = known.name if known else programme
    return None, tuple(each for each in courses if each["kind"] in ("pk", "pp") and alike(title, each["name"]))


def trained_now(db: Database, year: int, on: date) -> list[int]:
    """Lines that a course has closed and the register does not say yet; for those who write courses."""
    return [each.id for each in lines(db, year, on) if each.state == "trained" and not each.is_written]


def _written(row: Values) -> State | None:
    if row["state"] == "refused":
        return "refused"
    state: State | None = row["state"]
    return "trained" if row["is_done"] else state


def _courses_of(db: Database, year: int, people: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in read_rows(db, "courses", Test("ends_on", "between", (date(year, 1, 1), date(year, 12, 31)))):
        if row["teacher_id"].id in set(people):
            found.setdefault(row["teacher_id"].id, []).append(row)
    return found


def _course_words(row: Values) -> str:
    return f"«{row['name']}», {format_date(row['ends_on'])}"


# -- the summary -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sum:
    """A programme or an organisation: places given (None: no quota) and lines by state."""

    name: str
    code: str
    quota: int | None
    counts: Mapping[State, int]

    @property
    def standing(self) -> int:
        """Lines that hold a place."""
        return sum(count for state, count in self.counts.items() if state != "refused")

    @property
    def free(self) -> int | None:
        """Places left; below zero: more people than places."""
        return None if self.quota is None else self.quota - self.standing


def summary(db: Database, year: int, found: Sequence[Line], by: Literal["programme", "organization"]) -> list[Sum]:
    """By programme (quotas of all organisations together) or by organisation (its own quotas only)."""
    known = catalogue(db)
    quotas: dict[str, int] = {}
    codes: dict[str, str] = {}
    for row in read_rows(db, "course_quotas", Test("request_year", "eq", year)):
        if by == "organization" and row["organization_id"] is None:
            continue
        programme = known.by_code.get(fold(row["programme"]))
        name = (
            str(row["organization_id"]) if by == "organization" else programme.name if programme else row["programme"]
        )
        codes[name] = row["programme"]
        quotas[name] = quotas.get(name, 0) + row["places"]
    counts: dict[str, dict[State, int]] = {name: dict.fromkeys(STATES, 0) for name in quotas}
    for each in found:
        name = each.title if by == "programme" else each.organization or "без места работы"
        codes.setdefault(name, each.programme)
        counts.setdefault(name, dict.fromkeys(STATES, 0))[each.state] += 1
    return [
        Sum(name, codes.get(name, "") if by == "programme" else "", quotas.get(name), own)
        for name, own in sorted(counts.items(), key=lambda pair: natural(pair[0]))
    ]
