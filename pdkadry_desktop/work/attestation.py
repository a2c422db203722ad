"""Attestation: who is due and why (DOMAIN §4.2, order 196), the applications of a year, decisions on many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Literal

from ..core.dates import add_months, add_years, format_date
from ..core.errors import ChangeRefused
from ..core.text import counted, fold, natural
from ..registers import REGISTERS
from ..registers.dictionaries import CATEGORY_KIND
from ..registers.qualification import Qualification, in_words, judge, qualifications
from ..storage.change import Change
from ..storage.database import Database
from ..storage.records import plain
from .working import Values, Worker, by_link, is_absent, read_ids, read_rows, same_position, workers

Why = Literal["category_soon", "category_ended", "compliance_soon", "compliance_ended", "compliance_first", "question"]
WHY: dict[Why, str] = {
    "category_soon": "Категория истекает", "category_ended": "Категория истекла", "compliance_soon": "СЗД истекает",
    "compliance_ended": "СЗД истекло", "compliance_first": "СЗД впервые", "question": "Нужны данные",
}  # fmt: skip
_URGENCY: tuple[Why, ...] = (
    "category_soon", "compliance_soon", "category_ended", "compliance_ended", "question", "compliance_first",
)  # fmt: skip
State = Literal["applied", "scheduled", "granted", "refused", "withdrawn", "unclear"]
STATES: dict[State, str] = {
    "applied": "подано", "scheduled": "назначено", "granted": "присвоена", "refused": "отказано",
    "withdrawn": "отозвано", "unclear": "не ясно",
}  # fmt: skip
RESULTS = {"granted": "присвоена", "refused": "отказано", "withdrawn": "отозвано"}
OPEN: tuple[State, ...] = ("applied", "scheduled")
_MAIN = ("highest", "first")


@dataclass(frozen=True, slots=True)
class Terms:
    """``months``: how far one looks ahead; СЗД: not in the first years in a position and after a childcare leave."""

    months: int = 12
    min_years: int = 2
    after_leave: int = 2

    def to_data(self) -> dict[str, int]:
        return asdict(self)


def terms_from(data: Mapping[str, Any]) -> Terms:
    """Terms as they were kept; what is missing is the usual."""
    usual = Terms().to_data()
    return Terms(**{name: int(data.get(name, value)) for name, value in usual.items()})


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose attestation is due: why, by which day, what is known of it in words."""

    worker: Worker
    why: Why
    due_on: date | None
    words: str
    category: str
    wanted: str  # the category an application would ask for
    application: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """An application with what one needs beside it."""

    id: int
    teacher_id: int
    name: str
    organization: str
    position: str
    had: str
    category: str
    applied_on: date
    scheduled_on: date | None
    decided_on: date | None
    result: str
    directive_no: str
    state: State

    @property
    def label(self) -> str:
        return REGISTERS["attestations"].by_name["category"].kind.format(self.category)


def outcome(result: str | None, decided_on: date | None) -> State | None:
    """What the words of a result mean; None while there is no decision."""
    text = fold(result or "")
    if not text:
        return "unclear" if decided_on else None
    if "отозв" in text or "отказался" in text or "отказалась" in text:
        return "withdrawn"
    if text.startswith("отказ") or any(each in text for each in ("не соответ", "не присв", "не устан", "отказано")):
        return "refused"
    return "granted" if text.startswith(("присв", "устан", "соответ", "прод", "аттест")) else "unclear"


# -- who is due ------------------------------------------------------------------------------------------------------


def due(db: Database, on: date, terms: Terms, until: date | None = None) -> list[Due]:
    """Teaching staff of the day whose term ends by ``until`` (else in ``terms.months``) or who is to be asked about."""
    limit = until or add_months(on, terms.months)
    categories = by_link(db, "categories", "teacher_id", None)
    open_now = _open_applications(db, on)
    found = []
    for worker in workers(db, on).values():
        one = judge_worker(worker, categories.get(worker.id, ()), on, limit, terms)
        if one is not None:
            application = next(
                (text for position, text in open_now.get(worker.id, ()) if same_position(position, worker.position)), ""
            )
            found.append(Due(one.worker, one.why, one.due_on, one.words, one.category, one.wanted, application))
    return sorted(found, key=lambda each: (_URGENCY.index(each.why), each.due_on or date.max, *each.worker.order()))


def judge_worker(worker: Worker, history: Sequence[Values], on: date, limit: date, terms: Terms) -> Due | None:
    """Whether one person is due in the main position; None when not before ``limit``."""
    every = [each for each in qualifications(worker.person, history, on) if each.status != "later"]
    own = [each for each in every if same_position(each.position, worker.position)]
    main = [each for each in own if each.category in _MAIN]
    words = in_words(own)

    def one(why: Why, due_on: date | None, text: str, wanted: str) -> Due:
        return Due(worker, why, due_on, text, words, wanted)

    if top := _longest(main):
        if top.last_on is not None and top.last_on <= limit:
            return one("category_soon", top.last_on, f"{top.label}, {_left(top)}", top.category)
        return None
    if undated := [each for each in main if each.status == "undated"]:
        return one(
            "question",
            None,
            f"{undated[0].label}: когда присвоена, неизвестно – срок не посчитать",
            undated[0].category,
        )
    compliance = [each for each in own if each.category == "compliance"]
    place = worker.main["organization_id"].id
    if any(row["kind"] == "childcare" and is_absent(row, place, on) for row in worker.absences):
        return None
    if confirmed := _longest(compliance):
        if confirmed.last_on is not None and confirmed.last_on <= limit:
            return one("compliance_soon", confirmed.last_on, f"СЗД, {_left(confirmed)}", "compliance")
        return None
    if any(each.status == "undated" for each in compliance):
        return one("question", None, "соответствие должности: дата неизвестна – срок не посчитать", "compliance")
    ended = [each for each in (*main, *compliance) if each.status == "expired" and each.last_on]
    if ended:
        last = max(ended, key=lambda each: each.last_on or date.min)
        why: Why = "compliance_ended" if last.category == "compliance" else "category_ended"
        return one(why, last.last_on, f"{last.label}, {last.term()}", last.category)
    return _first_compliance(worker, every, limit, terms, one)


def _left(each: Qualification) -> str:
    """«через 6 дней»: that it ends then, the reason beside says."""
    return each.term().split(", ")[-1].removeprefix("истекает ")


def _first_compliance(
    worker: Worker, every: Sequence[Qualification], limit: date, terms: Terms, one: Callable[..., Due]
) -> Due | None:
    elsewhere = next((f"; есть {each.label}: {each.position}" for each in every if each.is_valid and each.position), "")
    hired = worker.main["hired_on"]
    if hired is None:
        years = counted(terms.min_years, "год", "года", "лет")
        text = f"нет категории, дата приёма неизвестна: {years} в должности не посчитать{elsewhere}"
        return one("question", None, text, "compliance")
    ready = add_years(hired, terms.min_years)
    place = worker.main["organization_id"].id
    own = [row for row in worker.absences if row["organization_id"] is None or row["organization_id"].id == place]
    leaves = [row["ends_on"] for row in own if row["kind"] == "childcare" and row["ends_on"] is not None]
    words = f"в должности с {format_date(hired)}"
    if leaves:
        back = max(leaves) + timedelta(days=1)
        if (after := add_years(back, terms.after_leave)) > ready:
            ready, words = after, f"из отпуска по уходу вышел(а) {format_date(back)}"
    if ready > limit:
        return None
    return one("compliance_first", ready, f"без категории, {words}{elsewhere}", "compliance")


def _longest(found: Sequence[Qualification]) -> Qualification | None:
    """Of the valid ones of the highest rank the one that lasts longest."""
    valid = [each for each in found if each.is_valid]
    same = [each for each in valid if each.category == valid[0].category]
    return max(same, key=lambda each: each.last_on or date.max, default=None)


def _open_applications(db: Database, on: date) -> dict[int, list[tuple[str | None, str]]]:
    found: dict[int, list[tuple[str | None, str]]] = {}
    for row in read_rows(db, "attestations"):
        if row["applied_on"] <= on and outcome(row["result"], row["decided_on"]) is None:
            planned = f", назначено {format_date(row['scheduled_on'])}" if row["scheduled_on"] else ""
            text = f"подано {format_date(row['applied_on'])}{planned}"
            found.setdefault(row["teacher_id"].id, []).append((row["position"], text))
    return found


# -- applications ----------------------------------------------------------------------------------------------------


def applications(db: Database, year: int, on: date) -> list[Application]:
    """Those applied for, appointed or decided in a year, and the undecided ones of earlier years."""
    rows = list(read_rows(db, "attestations"))
    own = [row for row in rows if _is_of_year(row, year)]
    staff = workers(db, on, ("teaching", "managing", "other"))
    categories = by_link(db, "categories", "teacher_id", None)
    people = read_ids(db, "teachers", sorted({row["teacher_id"].id for row in own}))
    found = []
    for row in own:
        person = row["teacher_id"].id
        worker = staff.get(person)
        state = outcome(row["result"], row["decided_on"]) or ("scheduled" if row["scheduled_on"] else "applied")
        before = row["decided_on"] - timedelta(days=1) if row["decided_on"] else on
        found.append(Application(
            row["id"], person, str(row["teacher_id"]), worker.organization if worker else "",
            row["position"] or (worker.position if worker else ""),
            in_words(qualifications(people[person], categories.get(person, ()), before)), row["category"],
            row["applied_on"], row["scheduled_on"], row["decided_on"], row["result"] or "", row["directive_no"] or "",
            state,
        ))  # fmt: skip
    return sorted(found, key=lambda each: (each.scheduled_on or date.max, each.applied_on, fold(each.name)))


def _is_of_year(row: Values, year: int) -> bool:
    days = (row["applied_on"], row["scheduled_on"], row["decided_on"])
    is_open = outcome(row["result"], row["decided_on"]) is None
    return any(day is not None and day.year == year for day in days) or (is_open and row["applied_on"].year < year)


def apply_for(
    db: Database, people: Sequence[tuple[int, str, str]], applied_on: date, scheduled_on: date | None
) -> tuple[int, int]:
    """Adds applications of (person, position, category) in one change; returns how many, how many were there."""
    spec = REGISTERS["attestations"]
    taken = {(row["teacher_id"].id, row["category"], row["applied_on"]) for row in read_rows(db, "attestations")}
    rows = [
        {"teacher_id": person, "position": position, "category": category, "applied_on": applied_on,
         "scheduled_on": scheduled_on}
        for person, position, category in people if (person, category, applied_on) not in taken
    ]  # fmt: skip
    _refuse_wrong(rows)
    if rows:
        with db.change(f"Аттестация: {counted(len(rows), *spec.forms_of_count)}") as change:
            change.add_many(spec, rows)
    return len(rows), len(people) - len(rows)


def appoint(db: Database, ids: Sequence[int], scheduled_on: date) -> int:
    """Sets the day of attestation in many applications; returns how many changed."""
    current = read_ids(db, "attestations", ids)
    _refuse_wrong([{**plain(row), "scheduled_on": scheduled_on} for row in current.values()])
    title = (
        f"Аттестация назначена на {format_date(scheduled_on)}: {counted(len(ids), 'человек', 'человека', 'человек')}"
    )
    with db.change(title) as change:
        return change.set_many(REGISTERS["attestations"], [(each, {"scheduled_on": scheduled_on}) for each in ids])


@dataclass(frozen=True, slots=True)
class Decision:
    """One result for many applications; ``result`` is a key of RESULTS."""

    result: str
    decided_on: date
    directive_no: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision wrote; ``doubts`` are sentences to look at."""

    count: int
    categories: int
    doubts: tuple[str, ...]


def decide(db: Database, ids: Sequence[int], decision: Decision) -> Decided:
    """Writes the result; a granted category enters the history of the person and the present state of the record."""
    rows = read_ids(db, "attestations", ids)
    values = {
        "result": RESULTS[decision.result], "decided_on": decision.decided_on, "directive_no": decision.directive_no,
        "issuer": decision.issuer,
    }  # fmt: skip
    _refuse_wrong([{**plain(row), **values} for row in rows.values()])
    people = counted(len(rows), "человек", "человека", "человек")
    with db.change(f"Аттестация, {RESULTS[decision.result]}: {people}") as change:
        change.set_many(REGISTERS["attestations"], [(each, values) for each in rows])
        added, doubts = (0, ()) if decision.result != "granted" else _grant(change, db, rows.values(), decision)
    return Decided(len(rows), added, doubts)


def _grant(change: Change, db: Database, rows: Any, decision: Decision) -> tuple[int, tuple[str, ...]]:
    spec = REGISTERS["categories"]
    people = read_ids(db, "teachers", sorted({row["teacher_id"].id for row in rows}))
    history = by_link(db, "categories", "teacher_id", None)
    new: list[dict[str, Any]] = []
    doubts: list[str] = []
    for row in rows:
        person, name = row["teacher_id"].id, str(row["teacher_id"])
        own = history.setdefault(person, [])
        if not own:
            carried, doubt = _carried(people[person], person)
            new += carried
            own += carried
            doubts += [f"{name}: {doubt}"] if doubt else []
        made = {
            "teacher_id": person, "position": row["position"], "category": row["category"],
            "granted_on": decision.decided_on, "ends_on": None, "directive_no": decision.directive_no,
            "issuer": decision.issuer,
        }  # fmt: skip
        if row["category"] in ("methodologist", "mentor") and not _has_highest(
            people[person], own, decision.decided_on
        ):
            doubts.append(f"{name}: нет действующей высшей категории, к которой присвоена новая")
        if not any(_is_same(each, made) for each in own):
            new.append(made)
            own.append(made)
    change.add_many(spec, new)
    states = [(each, _present(people[each], history[each])) for each in people]
    change.set_many(REGISTERS["teachers"], [(each, state) for each, state in states if state])
    return len(new), tuple(doubts)


def _carried(person: Values, person_id: int) -> tuple[list[dict[str, Any]], str]:
    """The category of the record as the first row of the history: where rows are, they alone decide."""
    category, granted = person["category"], person["category_on"]
    if category in (None, "none"):
        return [], ""
    label = REGISTERS["teachers"].by_name["category"].kind.format(category)
    if granted is None:
        return [], f"прежняя категория ({label}) без даты в историю не перенесена – допишите её"
    empty = {"position": None, "ends_on": None, "directive_no": None, "issuer": None}
    return [{"teacher_id": person_id, "category": category, "granted_on": granted, **empty}], ""


def _has_highest(person: Values, history: Sequence[Values], on: date) -> bool:
    found = qualifications(person, history, on)
    return any(each.category == "highest" and (each.is_valid or each.status == "undated") for each in found)


def _is_same(row: Values, made: Values) -> bool:
    return all(row[name] == made[name] for name in ("category", "granted_on")) and same_position(
        row["position"], made["position"]
    )


def _present(person: Values, history: Sequence[Values]) -> dict[str, Any]:
    """The columns of the record that say the present state, as the history has it on its last day."""
    last = max(row["granted_on"] for row in history) if history else None
    if last is None:
        return {}
    found = [judge(row["category"], row["granted_on"], last, row["ends_on"]) for row in history]
    ranks = {"highest": 0, "first": 1, "compliance": 2}
    valid = sorted(
        (each for each in found if each.is_valid and each.category in ranks), key=lambda e: ranks[e.category]
    )
    if not valid:
        return {}
    return {"category": valid[0].category, "category_on": valid[0].granted_on}


def _refuse_wrong(rows: Sequence[Values]) -> None:
    spec = REGISTERS["attestations"]
    for row in rows:
        wrong = [each for each in spec.problems(row) if each.severity == "error"]
        if wrong:
            raise ChangeRefused(f"Ничего не записано. {wrong[0].message}", "Исправьте даты и повторите.")


# -- the year --------------------------------------------------------------------------------------------------------


def due_in_year(db: Database, year: int, terms: Terms, found: Sequence[Application]) -> list[Due]:
    """Who is due in the course of a year, seen from its first day, without those who applied (``found``)."""
    applied = {each.teacher_id for each in found}
    everybody = due(db, date(year, 1, 1), terms, date(year, 12, 31))
    return [each for each in everybody if each.worker.id not in applied]


def results_of(found: Sequence[Application], year: int) -> list[Application]:
    """The applications that a summary of the year counts: decided in it, and those that still wait."""
    return [each for each in found if each.state in OPEN or (each.decided_on and each.decided_on.year == year)]


@dataclass(frozen=True, slots=True)
class Tally:
    """Applications of one category or organisation, by state."""

    name: str
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def tallies(found: Sequence[Application], by: Literal["label", "organization"]) -> list[Tally]:
    """How many applications came to what, by category or by organisation."""
    groups: dict[str, dict[State, int]] = {}
    for each in found:
        counts = groups.setdefault(getattr(each, by) or "без места работы", dict.fromkeys(STATES, 0))
        counts[each.state] += 1
    ranks = [label for label in CATEGORY_KIND.labels.values() if by == "label"]
    ordered = sorted(groups, key=lambda name: (ranks.index(name) if name in ranks else 0, natural(name)))
    return [Tally(name, groups[name]) for name in ordered]
