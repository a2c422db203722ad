"""The cycle of a year as a chain: what each step has, what the program knows of it, what lacks at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from ..core.dates import format_date
from ..core.text import counted, natural
from ..indicators.closing import revisions
from ..indicators.compute import Result
from ..indicators.members import organization_codes
from ..indicators.profiles import Profile
from ..storage.database import Database
from ..work.attachments import Paper, papers
from ..work.working import read_ids
from .campaign import CampaignBoard, boards, monitored
from .figures import CellFigure, cell_of, difference
from .steps import Step, steps
from .store import Cycle, cycle_of, rows_of

State = Literal["done", "partial", "missing", "late"]
STATES: dict[State, str] = {
    "done": "закрыт", "partial": "есть пробелы", "missing": "нет документа", "late": "срок прошёл",
}  # fmt: skip
Values = Mapping[str, Any]
_JUDGED = ("findings", "recommendations", "measures", "effects")
_SENT = ("sent", "answered", "done")


@dataclass(frozen=True, slots=True)
class StepDocument:
    """A document at a step; ``record_id``: of the step's own record."""

    record_id: int
    paper: Paper

    def words(self) -> str:
        """«Приказ № 12-о от 01.09.2024»."""
        return self.paper.requisites()


@dataclass(frozen=True, slots=True)
class StepView:
    """One step as it stands: ``known`` are facts of the program, ``gaps`` what lacks, ``refers`` the step before."""

    step: Step
    state: State
    documents: tuple[StepDocument, ...]
    due_on: date | None
    known: tuple[str, ...]
    gaps: tuple[str, ...]
    refers: str

    def words(self) -> str:
        """«Приказ № 12-о от 01.09.2024», else the term, else that there is nothing."""
        if self.documents:
            more = f" и ещё {len(self.documents) - 1}" if len(self.documents) > 1 else ""
            return self.documents[-1].words() + more
        if self.due_on is not None:
            return f"нет документа, срок {format_date(self.due_on)}"
        return "нет документа"


@dataclass(frozen=True, slots=True)
class EffectLine:
    """A measure or recommendation about a cell: the figure of the cycle's year and of the next one, the conclusion."""

    register: str
    id: int
    title: str
    indicator: str
    organization: str
    before: CellFigure | None
    after: CellFigure | None
    conclusion: str
    text: str

    def change(self) -> str:
        return difference(self.before, self.after)


@dataclass(frozen=True)
class CycleBoard:
    """Everything of a cycle, read once. ``results``: of its year; ``missing_notes``: below target without a note;
    ``past_…``: of the cycle of the year before."""

    cycle: Cycle
    profile: Profile
    on: date
    steps: tuple[StepView, ...]
    results: tuple[Result, ...]
    campaigns: tuple[CampaignBoard, ...]
    findings: tuple[Values, ...]
    recommendations: tuple[Values, ...]
    measures: tuple[Values, ...]
    decisions: tuple[Values, ...]
    effects: tuple[EffectLine, ...]
    missing_notes: tuple[str, ...]
    past_findings: tuple[Values, ...]
    past_effects: tuple[EffectLine, ...]
    closed: str
    previous: Cycle | None = None
    has_next: bool = False

    def step(self, key: str) -> StepView:
        return next(each for each in self.steps if each.step.key == key)

    def result(self, indicator: str) -> Result | None:
        return next((each for each in self.results if each.id == indicator), None)

    def words(self) -> str:
        """«закрыто 3 из 9 шагов»."""
        done = sum(each.state == "done" for each in self.steps)
        return f"закрыто {done} из {len(self.steps)} шагов"


@dataclass
class _Read:
    """What the steps are judged by."""

    cycle: Cycle
    profile: Profile
    on: date
    results: Sequence[Result]
    campaigns: list[CampaignBoard] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    effects: list[EffectLine] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    closed: str = ""


def read_cycle(
    db: Database,
    profile: Profile,
    year: int,
    results: Sequence[Result],
    after: Sequence[Result] | None,
    on: date,
    past: Sequence[Result] | None = None,
) -> CycleBoard | None:
    """The cycle of a year judged on a day; None when it was not started.

    ``results``: figures of the year; ``after``: of the next one, None while that has not begun; ``past``: of the year
    before, to show what its recommendations and measures gave.
    """
    cycle = cycle_of(db, profile.id, year)
    if cycle is None:
        return None
    read = _Read(cycle, profile, on, results, boards(db, cycle.id, on))
    for register in ("findings", "recommendations", "measures", "decisions", "effects", "cycle_steps"):
        read.rows[register] = rows_of(db, register, cycle.id)
    read.effects = _effects(db, read.rows, results, after)
    read.missing = missing_notes(results, read.rows["findings"])
    closings = revisions(db, profile.id, year)
    read.closed = closings[0].words() if closings else ""
    before = cycle_of(db, profile.id, year - 1)
    earlier = {each: rows_of(db, each, before.id) for each in _JUDGED} if before else {}
    past_effects = _effects(db, earlier, past, results) if before and past is not None else []
    return CycleBoard(
        cycle, profile, on, _steps(db, read), tuple(results), tuple(read.campaigns), tuple(read.rows["findings"]),
        tuple(read.rows["recommendations"]), tuple(read.rows["measures"]), tuple(read.rows["decisions"]),
        tuple(read.effects), tuple(read.missing), tuple(earlier.get("findings", ())), tuple(past_effects), read.closed,
        before, cycle_of(db, profile.id, year + 1) is not None,
    )  # fmt: skip


def missing_notes(results: Sequence[Result], findings: Sequence[Values]) -> list[str]:
    """Indicators that miss their target and have no note of the analysis: the year cannot be closed without."""
    noted = {row["indicator"] for row in findings}
    return [each.id for each in results if each.met is False and each.id not in noted]


# -- steps -----------------------------------------------------------------------------------------------------------


def _steps(db: Database, read: _Read) -> tuple[StepView, ...]:
    rows = read.rows["cycle_steps"]
    known = papers(db, [row["document_id"].id for row in rows if row["document_id"] is not None])
    found: list[StepView] = []
    for step in steps():
        own = [row for row in rows if row["step"] == step.key]
        documents = sorted(
            (StepDocument(row["id"], known[row["document_id"].id]) for row in own if row["document_id"] is not None),
            key=lambda each: (each.paper.on or date.min, each.record_id),
        )  # fmt: skip
        terms = [row["due_on"] for row in own if row["due_on"] is not None]
        due = max(terms) if terms else step.due_on(read.cycle.year)
        before = found[-1] if found else None
        facts, gaps = _KNOWN[step.key](read)
        all_gaps = [*_document_gaps(documents, before), *gaps]
        refers = f"Предыдущий шаг: {before.step.title.lower()} – {before.words()}" if before else _past_words(db, read)
        state: State = "done"
        if not documents:
            state = "late" if due is not None and due < read.on else "missing"
        elif all_gaps:
            state = "partial"
        found.append(StepView(step, state, tuple(documents), due, tuple(facts), tuple(all_gaps), refers))
    return tuple(found)


def _past_words(db: Database, read: _Read) -> str:
    if read.cycle.previous_id is None:
        return "Первый цикл: выводов прошлого года в программе нет"
    return f"Начат из выводов цикла {read.cycle.year - 1} года"


def _document_gaps(documents: Sequence[StepDocument], before: StepView | None) -> list[str]:
    """A step is proved by a dated, numbered document with a link or a scan, not older than that of the step before."""
    gaps = []
    for each in documents:
        proof = each.paper.url or each.paper.files
        wanted = (("номера", each.paper.no), ("даты", each.paper.on), ("ссылки или скана", proof))
        lacking = [word for word, value in wanted if not value]
        if lacking:
            gaps.append(f"у документа «{each.paper.name}» нет {', '.join(lacking)}")
    first = min((each.paper.on for each in documents if each.paper.on), default=None)
    earlier = [each.paper.on for each in before.documents if each.paper.on] if before else []
    if before and first and earlier and max(each.paper.on or date.min for each in documents) < min(earlier):
        gaps.append(f"документ раньше шага «{before.step.title}» ({format_date(min(earlier))})")
    if before and documents and not before.documents:
        gaps.append(f"предыдущий шаг «{before.step.title}» без документа")
    return gaps


Known = tuple[list[str], list[str]]


def _goals(read: _Read) -> Known:
    own, printed = len(read.cycle.goals), len(read.profile.goals)
    known = [f"целей в приказе: {printed}", f"целей этого года: {own}"]
    return known, [] if own or printed else ["целей нет ни в приказе, ни в цикле"]


def _indicators(read: _Read) -> Known:
    total = len(read.results)
    aimed = sum(each.target is not None or each.kind == "presence" for each in read.results)
    bare = total - aimed
    return [f"показателей: {total}", f"с целью на {read.cycle.year} год: {aimed}"], (
        [f"без цели: {bare}"] if bare else []
    )


def _methods(read: _Read) -> Known:
    by_hand = sum(each.tally is None and each.kind == "manual" for each in read.results)
    named = sum(bool(each.indicator.source) for each in read.results)
    known = [f"считает программа: {len(read.results) - by_hand}", f"вводят вручную: {by_hand}"]
    known.append(f"источник назван в приказе: {named}")
    unnamed = sum(not each.indicator.source and each.kind == "manual" for each in read.results)
    return known, [f"без источника: {unnamed}"] if unnamed else []


def _monitoring(read: _Read) -> Known:
    known = [each.words() for each in read.campaigns]
    with_data = sum(each.status == "ok" for each in read.results)
    known.append(f"показателей с данными: {with_data} из {len(read.results)}")
    if read.closed:
        known.append(f"год {read.closed}")
    gaps = [] if read.campaigns else ["кампания сбора не открыта"]
    late = sum(each.late for each in read.campaigns)
    waiting = sum(each.count("expected") for each in read.campaigns)
    gaps += [f"с опозданием: {late}"] if late else []
    gaps += [f"не сдали: {waiting}"] if waiting else []
    return known, gaps


def _analysis(read: _Read) -> Known:
    findings = read.rows["findings"]
    below = sum(each.met is False for each in read.results)
    known = [counted(len(findings), "вывод", "вывода", "выводов"), f"ниже цели: {below}"]
    gaps = [f"ниже цели без вывода: {len(read.missing)}"] if read.missing else []
    return known, gaps if findings or read.missing else ["выводов нет"]


def _recommendations(read: _Read) -> Known:
    rows = read.rows["recommendations"]
    sent = sum(row["state"] in _SENT or row["sent_on"] is not None for row in rows)
    drafts = sum(row["state"] in (None, "draft") for row in rows)
    replies = sum(row["state"] in ("answered", "done") for row in rows)
    late = sum(_is_late(row, read.on, ("answered", "done", "refused")) for row in rows)
    known = [f"всего: {len(rows)}", f"отправлено: {sent}", f"ответили: {replies}"]
    gaps = [] if rows else ["рекомендаций нет"]
    gaps += [f"черновиков: {drafts}"] if drafts else []
    gaps += [f"без ответа после срока: {late}"] if late else []
    return known, gaps


def _measures(read: _Read) -> Known:
    rows = read.rows["measures"]
    of_plan = sum(row["plan_row_id"] is not None for row in rows)
    done = sum(row["state"] == "done" for row in rows)
    bare = sum(row["due_on"] is None and not row["term"] and row["plan_row_id"] is None for row in rows)
    late = sum(_is_late(row, read.on, ("done", "cancelled")) for row in rows)
    gaps = [] if rows else ["мер нет"]
    gaps += [f"без срока: {bare}"] if bare else []
    gaps += [f"просрочено: {late}"] if late else []
    return [f"мер: {len(rows)}", f"из плана: {of_plan}", f"выполнено: {done}"], gaps


def _decisions(read: _Read) -> Known:
    rows = read.rows["decisions"]
    done = sum(row["state"] == "done" for row in rows)
    bare = sum(row["document_id"] is None for row in rows)
    late = sum(_is_late(row, read.on, ("done", "cancelled")) for row in rows)
    gaps = [] if rows else ["решений нет"]
    gaps += [f"без реквизитов: {bare}"] if bare else []
    gaps += [f"просрочено: {late}"] if late else []
    return [f"решений: {len(rows)}", f"выполнено: {done}"], gaps


def _effect(read: _Read) -> Known:
    judged = sum(bool(each.conclusion) for each in read.effects)
    moved = sum(
        each.before is not None and each.after is not None and each.before.value is not None
        and each.after.value is not None for each in read.effects
    )  # fmt: skip
    known = [f"мер и рекомендаций с показателем: {len(read.effects)}", f"есть до и после: {moved}"]
    gaps = [] if read.effects else ["нечего сравнивать: нет мер с показателем"]
    gaps += [f"без вывода: {len(read.effects) - judged}"] if judged < len(read.effects) else []
    return known, gaps


_KNOWN = {
    "goals": _goals, "indicators": _indicators, "methods": _methods, "monitoring": _monitoring,
    "analysis": _analysis, "recommendations": _recommendations, "measures": _measures, "decisions": _decisions,
    "effect": _effect,
}  # fmt: skip


def _is_late(row: Values, on: date, closed: Sequence[str]) -> bool:
    return row["due_on"] is not None and row["due_on"] < on and row["state"] not in closed


# -- effect ----------------------------------------------------------------------------------------------------------


def _effects(
    db: Database, rows: Mapping[str, Sequence[Values]], before: Sequence[Result], after: Sequence[Result] | None
) -> list[EffectLine]:
    """Every measure and recommendation that names an indicator, with its cell in both years."""
    codes = organization_codes(db)
    concluded: dict[tuple[str, int], Values] = {}
    for row in rows["effects"]:
        link, register = (
            (row["measure_id"], "measures") if row["measure_id"] else (row["recommendation_id"], "recommendations")
        )
        concluded[register, link.id] = row
    parents = {row["id"]: row for row in rows["recommendations"]}
    found = []
    for register in ("recommendations", "measures"):
        for row in rows[register]:
            parent = parents.get(row["recommendation_id"].id) if row.get("recommendation_id") else None
            indicator = row["indicator"] or (parent["indicator"] if parent else None)
            if not indicator:
                continue
            place = row["organization_id"] or (parent["organization_id"] if parent else None)
            where = place.id if place else None
            said = concluded.get((register, row["id"]))
            found.append(EffectLine(
                register, row["id"], title_of(row), indicator, str(place or ""),
                cell_of(before, indicator, where, codes),
                cell_of(after, indicator, where, codes) if after is not None else None,
                said["conclusion"] if said else "", (said["text"] or "") if said else "",
            ))  # fmt: skip
    return sorted(found, key=lambda each: (natural(each.indicator), natural(each.organization), each.id))


def title_of(row: Values) -> str:
    """What a measure or a recommendation says."""
    return str(row["text"] or row.get("plan_row_id") or "")


def monitored_names(db: Database, on: date) -> list[str]:
    """Organisations that take part in the monitoring on the day, as they are called."""
    found = read_ids(db, "organizations", monitored(db, on))
    return sorted((str(row["short_name"] or row["name"]) for row in found.values()), key=natural)
