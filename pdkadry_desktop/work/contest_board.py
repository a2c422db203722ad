"""A contest as its methodologist sees it: works, jury, criteria, points – and what is written back to participants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ..core.conditions import All, Test
from ..core.errors import UserError
from ..core.numbers import exact_decimal
from ..core.text import counted, fold, natural
from ..registers import REGISTERS
from ..registers.contest_entries import CONTEST_ENTRIES
from ..registers.contest_scores import CONTEST_SCORES
from ..registers.contests import CONTESTS
from ..registers.dictionaries import LEVEL
from ..storage import query, records
from ..storage.change import Change
from ..storage.database import Database
from . import contest_scoring as scoring
from .contest_counts import Entry, Work, people_of, place_of, read_entries, workplaces, works_of
from .contest_nominations import Nomination, path_of, read_nominations
from .contest_scoring import Criterion, Juror, Standing, Thresholds, Total, TotalRule

_USUAL = Thresholds()
_DIGITS = 4  # after the comma of a total as it is written to a participant


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the contest in its order."""

    id: int
    no: int
    name: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Marking:
    """How totals and places are made: kept for each contest."""

    rule: TotalRule = "average"
    thresholds: Thresholds = _USUAL
    by_nomination: bool = True

    def to_data(self) -> dict[str, Any]:
        """As a setting keeps it."""
        return {"rule": self.rule, "by_nomination": self.by_nomination, **self.thresholds.to_data()}


@dataclass(frozen=True)
class Contest:
    """Everything about one contest. ``points``: member of the jury → work → criterion → points."""

    id: int
    title: str
    values: Mapping[str, Any]
    entries: tuple[Entry, ...]
    works: tuple[Work, ...]
    jury: tuple[Entry, ...]
    organizers: tuple[Entry, ...]
    nominations: tuple[Nomination, ...]
    stages: tuple[Stage, ...]
    criteria: tuple[tuple[Criterion, int | None], ...]
    points: Mapping[int, Mapping[int, Mapping[int, Fraction]]]
    places: Mapping[int, str]
    marking: Marking

    def nomination_of(self, entry: Entry) -> str:
        """The path of the nomination an entry means."""
        return path_of(self.nominations, entry.nomination)

    def jurors(self) -> list[Juror]:
        """The jury as it judges."""
        return [Juror(each.id, each.name, self.nomination_of(each)) for each in self.jury]

    def at_stage(self, stage: int | None) -> list[Work]:
        """Works that have come to a stage; all of them for None and for the first stage."""
        order = {each.id: each.no for each in self.stages}
        if stage is None or order.get(stage) == min(order.values(), default=None):
            return list(self.works)
        wanted = order.get(stage, 0)
        return [
            work for work in self.works
            if any(each.stage is not None and order.get(each.stage.id, 0) >= wanted for each in work.entries)
        ]  # fmt: skip

    def criteria_of(self, stage: int | None, nomination: str | None = None) -> list[Criterion]:
        """Criteria of a stage (None: of the whole contest), for works of a nomination (None: of any)."""
        return [
            each for each, of_stage in self.criteria
            if (stage is None or of_stage in (None, stage))
            and (nomination is None or scoring.judges(each.nomination, nomination))
        ]  # fmt: skip

    def jury_of(self, nomination: str) -> list[Juror]:
        """Who judges works of a nomination."""
        return [each for each in self.jurors() if scoring.judges(each.nomination, nomination)]


@dataclass(frozen=True)
class Ranked:
    """One work in the summary: its standing and the sheets it comes from (member of the jury → total of the sheet)."""

    work: Work
    nomination: str
    organization: str
    standing: Standing
    sheets: Mapping[int, Fraction | None]


def setting_of(contest_id: int) -> str:
    """Under which name the marking of a contest is kept."""
    return f"contest:{contest_id}"


def read_contest(db: Database, contest_id: int) -> Contest:
    """UserError when the contest is gone."""
    values = records.read(db, CONTESTS, contest_id)
    if values is None:
        raise UserError("Этого конкурса больше нет.", "Его удалили; отмените удаление (Ctrl+Z), если он нужен.")
    everybody = read_entries(db, [contest_id], ("entrant", "jury", "organizer"))
    entries = tuple(each for each in everybody if each.role == "entrant")
    works = tuple(works_of(entries))
    nominations = tuple(read_nominations(db, contest_id))
    workplace = workplaces(db, people_of(everybody), values["starts_on"])
    kept = db.setting(setting_of(contest_id), {})
    rule = kept.get("rule")
    return Contest(
        id=contest_id, title=values["name"], values=values, entries=entries, works=works,
        jury=tuple(each for each in everybody if each.role == "jury"),
        organizers=tuple(each for each in everybody if each.role == "organizer"),
        nominations=nominations, stages=tuple(_stages(db, contest_id)),
        criteria=tuple(_criteria(db, contest_id, nominations)), points=_points(db, contest_id, works),
        places={each.id: place_of(Work((each,)), workplace) for each in everybody},
        marking=Marking(
            rule if rule in scoring.TOTAL_RULES else "average", scoring.thresholds_from(kept),
            kept.get("by_nomination") is not False,
        ),
    )  # fmt: skip


def ranking(
    contest: Contest, stage: int | None, marking: Marking, decided: Mapping[int, int] | None = None
) -> list[Ranked]:
    """Every work of a stage with its total, place and result; by nomination when the marking says so.

    ``decided``: places people gave; without them the places written for these very totals decide.
    """
    groups: dict[str, list[Work]] = {}
    for work in contest.at_stage(stage):
        path = contest.nomination_of(work.first)
        groups.setdefault(path if marking.by_nomination else "", []).append(work)
    found: list[Ranked] = []
    for group in sorted(groups, key=natural):
        works = {work.key: work for work in groups[group]}
        totals: dict[int, Total] = {}
        most: dict[int, Fraction] = {}
        sheets: dict[int, dict[int, Fraction | None]] = {}
        for key, work in works.items():
            path = contest.nomination_of(work.first)
            criteria, jury = contest.criteria_of(stage, path), contest.jury_of(path)
            points = {each.id: contest.points.get(each.id, {}).get(key, {}) for each in jury}
            totals[key] = scoring.total_of(points, jury, criteria, marking.rule)
            most[key] = scoring.most_possible(criteria, marking.rule, len(jury))
            sheets[key] = {each.id: scoring.sheet_total(points[each.id], criteria) for each in jury}
        before = {key: place for key, work in works.items() if (place := _written(work, totals[key])) is not None}
        given = {**before, **(decided or {})}
        for standing in scoring.standings(totals, most, marking.thresholds, given):
            work = works[standing.key]
            organization = ", ".join(dict.fromkeys(name for e in work.entries if (name := contest.places[e.id])))
            found.append(Ranked(work, contest.nomination_of(work.first), organization, standing, sheets[standing.key]))
    return found


def _written(work: Work, total: Total) -> int | None:
    """The place written to a work before; None when its total has changed since: that place decided another tie."""
    is_same = total.value is not None and work.first.score == round(float(total.value), _DIGITS)
    return work.first.place if is_same else None


def write_results(db: Database, contest: Contest, ranked: Iterable[Ranked]) -> int:
    """Totals, results and places to the participants in one change; what is open is left as it is.

    Returns how many participants changed.
    """
    rows: list[tuple[int, dict[str, Any]]] = []
    for each in ranked:
        standing = each.standing
        if standing.total.value is None:
            continue
        values: dict[str, Any] = {"score": round(float(standing.total.value), _DIGITS)}
        if standing.result is not None:
            values["result"] = standing.result
            values["place"] = standing.place if standing.result in ("winner", "prize") else None
        rows += [(entry.id, values) for entry in each.work.entries]
    with db.change(f"Итоги конкурса «{contest.title}»") as change:
        return change.set_many(CONTEST_ENTRIES, rows)


Mark = tuple[int, int, int]  # member of the jury, work (the entry of its points), criterion


def write_points(db: Database, contest_id: int, marks: Mapping[Mark, float], title: str) -> int:
    """Points of jury sheets in one change; returns how many are new or different."""
    here = _marks(db, contest_id)
    name = query.title(db, CONTESTS.key, contest_id)
    with db.change(f"{title}: «{name}»") as change:
        new = [
            {"jury_id": jury, "entry_id": entry, "criterion_id": criterion, "points": points}
            for (jury, entry, criterion), points in marks.items() if (jury, entry, criterion) not in here
        ]  # fmt: skip
        known = [(here[mark][0], {"points": points}) for mark, points in marks.items() if mark in here]
        change.add_many(CONTEST_SCORES, new)
        return len(new) + change.set_many(CONTEST_SCORES, known)


def to_stage(db: Database, contest: Contest, works: Sequence[Work], stage: int | None) -> int:
    """Marks works as having come to a stage (None: the first one); returns how many participants changed."""
    name = next((each.name for each in contest.stages if each.id == stage), "первый этап")
    ids = [entry.id for work in works for entry in work.entries]
    with db.change(f"Этап «{name}»: {counted(len(works), 'участник', 'участника', 'участников')}") as change:
        return change.set_many(CONTEST_ENTRIES, [(each, {"stage_id": stage}) for each in ids])


def to_next_level(db: Database, contest: Contest, works: Sequence[Work], next_id: int) -> int:
    """Enters works into the contest of the next level; who is there already is left out. Returns how many rows."""
    if next_id == contest.id:
        raise UserError("Это тот же самый конкурс.", "Выберите конкурс следующего уровня.")
    present = {_who(each) for each in read_entries(db, [next_id])}
    title = query.title(db, CONTESTS.key, next_id)
    with db.change(f"Прошли на следующий уровень: «{title}»") as change:
        change.set(CONTESTS, contest.id, {"next_id": next_id})
        new = [entry for work in works for entry in work.entries if _who(entry) not in present]
        return len(_enter(change, new, next_id))


def make_next_level(db: Database, contest: Contest, works: Sequence[Work], level: str, starts_on: date) -> int:
    """A contest of a higher level with these works in it; returns its id."""
    order = list(LEVEL.labels)
    if order.index(level) <= order.index(contest.values["level"]):
        raise UserError("Уровень не выше нынешнего.", "Выберите уровень выше.")
    code = records.next_code(db, CONTESTS)
    with db.change(f"Следующий уровень: «{contest.title}», {LEVEL.labels[level]}") as change:
        new = change.add(CONTESTS, {
            "code": code, "name": contest.title, "level": level, "starts_on": starts_on,
            "is_professional": contest.values["is_professional"], "nominations": contest.values["nominations"],
        })  # fmt: skip
        change.set(CONTESTS, contest.id, {"next_id": new})
        _enter(change, [entry for work in works for entry in work.entries], new)
        return new


def jury_candidates(db: Database, contest: Contest) -> list[tuple[int, str]]:
    """Who may be called into the jury: judged other contests or is an expert of contests; id and words."""
    why: dict[int, tuple[str, list[str]]] = {}
    experts = All((Test("kind", "eq", "contests"), Test("starts_on", "le", contest.values["starts_on"])))
    for row in query.rows(db, query.Query("expertises", where=experts), ["teacher_id", "starts_on", "role"]):
        teacher, starts_on, role = row.values
        why.setdefault(teacher.id, (str(teacher), []))[1].append(f"{role or 'эксперт'} {starts_on.year}")
    judged = query.rows(
        db, query.Query(CONTEST_ENTRIES.key, where=Test("role", "eq", "jury")), ["teacher_id", "contest_id"]
    )
    for row in judged:
        teacher, judged_contest = row.values
        if teacher is not None and judged_contest.id != contest.id:
            why.setdefault(teacher.id, (str(teacher), []))[1].append(f"жюри «{judged_contest}»")
    here = people_of([*contest.jury, *contest.entries])
    found = [(each, f"{name} – {words[-1]}") for each, (name, words) in why.items() if each not in here]
    return sorted(found, key=lambda each: fold(each[1]))


def _enter(change: Change, entries: Sequence[Entry], contest_id: int) -> list[int]:
    return change.add_many(CONTEST_ENTRIES, [
        {
            "contest_id": contest_id, "teacher_id": each.teacher.id if each.teacher else None,
            "organization_id": each.organization.id if each.organization else None,
            "participant_name": each.guest or None, "nomination": each.nomination or None, "work": each.work or None,
            "team": each.team or None,
        }
        for each in entries
    ])  # fmt: skip


def _who(entry: Entry) -> tuple[Any, ...]:
    return (entry.teacher, entry.organization, fold(entry.guest), fold(entry.nomination))


def _stages(db: Database, contest_id: int) -> list[Stage]:
    names = ["no", "name", "starts_on", "ends_on"]
    found = query.rows(db, query.Query("contest_stages", where=Test("contest_id", "eq", contest_id)), names)
    return sorted((Stage(row.id, *row.values) for row in found), key=lambda stage: (stage.no, stage.id))


def _criteria(db: Database, contest_id: int, nominations: Sequence[Nomination]) -> list[tuple[Criterion, int | None]]:
    paths = {each.id: each.path for each in nominations}
    names = ["name", "max_points", "weight", "nomination_id", "stage_id"]
    found = []
    for row in query.rows(db, query.Query("contest_criteria", where=Test("contest_id", "eq", contest_id)), names):
        name, most, weight, nomination, stage = row.values
        own = paths.get(nomination.id, "") if nomination else ""
        exact = exact_decimal(weight) if weight is not None else Fraction(1)
        found.append((Criterion(row.id, name, exact_decimal(most), exact, own), stage.id if stage else None))
    return found


def _points(db: Database, contest_id: int, works: Sequence[Work]) -> dict[int, dict[int, dict[int, Fraction]]]:
    """Points stand at the work; those given to a member before the team was made are the team's as well."""
    keys = {entry.id: work.key for work in works for entry in work.entries}
    found: dict[int, dict[int, dict[int, Fraction]]] = {}
    for (jury, entry, criterion), (_, points) in _marks(db, contest_id).items():
        key = keys.get(entry, entry)
        own = found.setdefault(jury, {}).setdefault(key, {})
        if entry == key or criterion not in own:
            own[criterion] = exact_decimal(points)
    return found


def _marks(db: Database, contest_id: int) -> dict[Mark, tuple[int, float]]:
    """Every mark of a contest: the record and its points."""
    names = ["jury_id", "entry_id", "criterion_id", "points"]
    where = Test("criterion.contest", "eq", contest_id)
    spec = REGISTERS["contest_scores"]
    return {
        (row.values[0].id, row.values[1].id, row.values[2].id): (row.id, row.values[3])
        for row in query.rows(db, query.Query(spec.key, where=where, order=("points",)), names)
    }
