"""Drafts of recommendations from the figures: each sentence names the figures it stands on, nothing is invented."""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from ..core.conditions import All, Test
from ..core.dates import add_years, format_date
from ..core.errors import UserError
from ..core.progress import NO_PROGRESS, Progress
from ..core.text import counted, fold, natural
from ..indicators.compute import Result
from ..indicators.given import share_or_count, value_of
from ..indicators.members import organization_codes
from ..indicators.tally import Tally, subject_register
from ..indicators.targets import Targets, read_targets
from ..indicators.wording import number, short_wording
from ..registers import REGISTERS
from ..registers.development import PK_YEARS, is_pk, training
from ..storage import query
from ..storage.database import Database
from ..work.mentoring import pairs
from ..work.requests import fill_hours
from ..work.working import Worker, by_link, read_rows, workers
from .figures import CellFigure, median, shown_value
from .steps import wording
from .store import Cycle, next_number, rows_of

Rule = Literal["below_target", "above_target", "below_median", "deficits", "training", "pairs", "unknown"]
RULES: dict[Rule, str] = {
    "below_target": "ниже цели", "above_target": "выше цели", "below_median": "ниже медианы", "deficits": "дефициты",
    "training": "нет ПК 3 года", "pairs": "пары без программы", "unknown": "пустые поля",
}  # fmt: skip
_COMPARE = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}
_LEAST_PLACES = 3  # a median of fewer organisations compares nothing
_LEAST_PEOPLE = 2  # a deficit of one person is not typical
_MOST_DEFICITS = 3
_MOST_NAMES = 15
_PEOPLE = ("человек", "человека", "человек")
_PLACES = ("организации", "организациям", "организациям")
_DRAFTS = ("рекомендация", "рекомендации", "рекомендаций")


@dataclass(frozen=True, slots=True)
class Draft:
    """One proposed recommendation to an organisation; ``figures``: exactly those its text names."""

    organization_id: int
    organization: str
    rule: Rule
    indicator: str
    text: str
    figures: Mapping[str, Fraction] = field(default_factory=dict)
    people: frozenset[int] = frozenset()  # whom it speaks of, as records of teachers

    @property
    def key(self) -> tuple[int, str]:
        return self.organization_id, source_of(self.rule, self.indicator)


def source_of(rule: Rule, indicator: str) -> str:
    """What a recommendation was proposed by, as the record keeps it."""
    return f"{rule}.{indicator}" if indicator else rule


def subject(cycle: Cycle, draft: Draft) -> str:
    """How the refusal of this draft is remembered; one of another year is proposed again."""
    return f"cycle.{cycle.id}.{source_of(draft.rule, draft.indicator)}"


# -- proposing -------------------------------------------------------------------------------------------------------


def propose(
    db: Database, cycle: Cycle, results: Sequence[Result], on: date, progress: Progress = NO_PROGRESS
) -> list[Draft]:
    """All drafts of a cycle, by organisation, without those taken over or struck out before."""
    names = _names(db)
    progress.step(0, 4, "показатели")
    found = [*_of_figures(db, cycle, results, names), *_of_unknown(results, cycle.year, names)]
    progress.step(1, 4, "курсы")
    progress.raise_if_cancelled()
    staff = workers(db, on)
    found += _of_training(db, staff, on)
    progress.step(2, 4, "диагностика")
    found += _of_deficits(db, staff, cycle.year, on)
    progress.step(3, 4, "наставничество")
    found += _of_pairs(db, on)
    taken = {
        (row["organization_id"].id, row["proposed_by"])
        for row in rows_of(db, "recommendations", cycle.id) if row["organization_id"] and row["proposed_by"]
    }  # fmt: skip
    struck = {
        (row["record_no"], row["subject"])
        for row in read_rows(db, "proposal_refusals", Test("subject", "starts", f"cycle.{cycle.id}."))
    }
    kept = [
        each for each in found
        if each.key not in taken and (each.organization_id, subject(cycle, each)) not in struck
    ]  # fmt: skip
    rules = list(RULES)
    return sorted(kept, key=lambda each: (natural(each.organization), rules.index(each.rule), natural(each.indicator)))


def _names(db: Database) -> dict[int, str]:
    return {
        row["id"]: row["short_name"] or row["name"]
        for row in read_rows(db, "organizations", names=("short_name", "name"))
    }


def cells(result: Result, codes: Mapping[int, str]) -> dict[int, CellFigure]:
    """Organisation → its cell, of those where there is somebody to count."""
    ids = {code: each for each, code in codes.items()}
    wanted = result.target.value if result.target else None
    found = {}
    for code, (numerator, base) in result.organizations.items():
        value, status = value_of(share_or_count(result.kind, base), numerator, base)
        if code in ids and value is not None:
            found[ids[code]] = CellFigure(numerator, base, value, status, result.unit, wanted)
    return found


def _of_figures(db: Database, cycle: Cycle, results: Sequence[Result], names: Mapping[int, str]) -> Iterable[Draft]:
    """Shares below their target (above it, where less is better) or, with the target met, below the median."""
    codes, targets = organization_codes(db), read_targets(db, cycle.profile)
    for result in results:
        if result.unit != "%" or result.base is None:
            continue
        found = {each: cell for each, cell in cells(result, codes).items() if cell.base}
        values = [cell.value for cell in found.values() if cell.value is not None]
        middle = median(values) if len(values) >= _LEAST_PLACES else None
        for each, cell in found.items():
            if draft := _judged(result, cell, _target(result, targets, each), middle, len(values)):
                yield replace(draft, organization_id=each, organization=names.get(each, codes[each]))


def _target(result: Result, targets: Targets, place: int) -> tuple[str, Fraction] | None:
    """The sign and value an organisation is to reach: its own target, that of its group, else the municipality's.

    Growth is measured from the own value of another year: it says nothing of this one alone, so None.
    """
    year = result.period.year
    own = targets.find(result.id, year, place)
    if own is not None:
        sign = {"ge": ">=", "le": "<="}.get(own.aim.op)
        return (sign, own.aim.value) if sign and own.aim.value is not None else None
    printed = result.indicator.target(year)
    if printed is None or printed.value is None or printed.base_year is not None or printed.op == "growth":
        return None
    return printed.op, printed.value


def _judged(
    result: Result, cell: CellFigure, target: tuple[str, Fraction] | None, middle: Fraction | None, places: int
) -> Draft | None:
    """What one cell gives; the organisation is filled in by the caller."""
    op, wanted = target or ("", None)
    cell = replace(cell, target=wanted)
    value, base, numerator = cell.value, cell.base, cell.numerator
    if value is None or base is None or numerator is None:
        return None
    words = wording("drafts")
    about = {
        "indicator": result.id, "wording": short_wording(result), "value": cell.shown(),
        "numerator": number(numerator), "base": number(base),
    }  # fmt: skip
    figures = {"value": value, "numerator": Fraction(numerator), "base": Fraction(base)}
    compared = {}
    if middle is not None:
        compared = {"median_value": shown_value(middle, "%"), "places": counted(places, *_PLACES)}
        figures["median"] = middle
    tail = words["median"].format(**compared) if compared else ""
    if wanted is not None and op in (">=", ">") and not _meets(value, op, wanted):
        needed = _needed(wanted, Fraction(base), op)
        text = words["below_target"].format(
            **about, target=shown_value(wanted, "%"), median=tail, needed=number(needed)
        )
        return Draft(0, "", "below_target", result.id, text, {**figures, "target": wanted, "needed": needed})
    if wanted is not None and op in ("<=", "<"):
        if _meets(value, op, wanted):
            return None  # less is better: below the median is no reason
        text = words["above_target"].format(**about, target=shown_value(wanted, "%"), median=tail)
        return Draft(0, "", "above_target", result.id, text, {**figures, "target": wanted})
    if middle is None or value >= middle:
        return None
    return Draft(0, "", "below_median", result.id, words["below_median"].format(**about, **compared), figures)


def _meets(value: Fraction, op: str, wanted: Fraction) -> bool:
    return bool(_COMPARE[op](value, wanted))


def _needed(target: Fraction, base: Fraction, op: str) -> Fraction:
    """The least whole numerator that meets the target."""
    exact = target * base / 100
    least = math.ceil(exact)
    return Fraction(least + 1 if op == ">" and least == exact else least)


def _of_unknown(results: Sequence[Result], year: int, names: Mapping[int, str]) -> Iterable[Draft]:
    """Empty fields that leave somebody out of a figure, all indicators of an organisation in one draft."""
    found: dict[int, dict[str, int]] = {}
    forms: dict[str, tuple[str, str, str]] = {}
    for result in results:
        if result.tally is None or not result.unknown:
            continue
        forms[result.id] = _forms(result.tally)
        for place, count in unknown_by_place(result.tally).items():
            found.setdefault(place, {})[result.id] = count
    for place, counts in found.items():
        if place in names:
            listed = "; ".join(f"{name} – {counted(count, *forms[name])}" for name, count in counts.items())
            text = wording("drafts")["unknown"].format(year=year, indicators=listed)
            yield Draft(place, names[place], "unknown", "", text, {k: Fraction(v) for k, v in counts.items()})


def _forms(tally: Tally) -> tuple[str, str, str]:
    """What is counted: people, organisations, pairs – or records, when it is of several kinds."""
    counted_things = {subject_register(part) for part in tally.counting.parts}
    register = counted_things.pop() if len(counted_things) == 1 else None
    return REGISTERS[register].forms_of_count if register else ("запись", "записи", "записей")


def unknown_by_place(tally: Tally) -> Counter[int]:
    """Organisation → members whose field is empty, counted as the figure counts them."""
    found: Counter[int] = Counter()
    for place in {each for each in tally.row_organizations if each is not None}:
        if count := len(tally.members("unknown", place)):
            found[place] = count
    return found


def _by_organization(staff: Iterable[Worker]) -> dict[tuple[int, str], list[Worker]]:
    found: dict[tuple[int, str], list[Worker]] = {}
    for each in staff:
        found.setdefault((each.main["organization_id"].id, each.organization), []).append(each)
    return found


def _of_training(db: Database, staff: Mapping[int, Worker], on: date) -> Iterable[Draft]:
    """Teaching staff without professional development in three years; newcomers are not yet due."""
    courses = by_link(db, "courses", "teacher_id", None, (
        "teacher_id", "kind", "name", "hours", "ends_on", "programme_id", "is_profile",
    ))  # fmt: skip
    fill_hours(db, courses.values())
    for (place, name), people in _by_organization(staff.values()).items():
        due = [each for each in people if not each.absence and _is_due(each, courses.get(each.id, ()), on)]
        if due:
            text = wording("drafts")["training"].format(
                day=format_date(on), count=len(due), base=len(people), names=_listed([each.name for each in due])
            )
            figures = {"count": Fraction(len(due)), "base": Fraction(len(people))}
            yield Draft(place, name, "training", "", text, figures, frozenset(each.id for each in due))


def _is_due(worker: Worker, courses: Iterable[Mapping[str, object]], on: date) -> bool:
    found = list(courses)
    began = worker.person["teaching_since"]
    if not any(is_pk(each) and each["ends_on"] <= on for each in found):  # type: ignore[operator]
        return began is None or add_years(began, PK_YEARS) <= on
    return training(found, on).is_overdue


def _of_deficits(db: Database, staff: Mapping[int, Worker], year: int, on: date) -> Iterable[Draft]:
    """What the diagnostics of the year found in at least two people of an organisation, the most frequent first."""
    in_year = All((Test("held_on", "ge", date(year, 1, 1)), Test("held_on", "le", min(on, date(year, 12, 31)))))
    tests = by_link(db, "diagnostics", "teacher_id", in_year, ("teacher_id", "deficits"))
    for (place, name), people in _by_organization(staff.values()).items():
        diagnosed = [each for each in people if each.id in tests]
        seen: Counter[str] = Counter()
        spelled: dict[str, str] = {}
        for each in diagnosed:
            own = {fold(one): one for test in tests[each.id] for one in test["deficits"] or ()}
            seen.update(own.keys())
            spelled = {**own, **spelled}
        typical = [(key, count) for key, count in seen.items() if count >= _LEAST_PEOPLE]
        typical.sort(key=lambda pair: (-pair[1], pair[0]))
        if typical := typical[:_MOST_DEFICITS]:
            listed = "; ".join(f"«{spelled[key]}» – {counted(count, *_PEOPLE)}" for key, count in typical)
            text = wording("drafts")["deficits"].format(
                year=year, diagnosed=counted(len(diagnosed), *_PEOPLE), deficits=listed
            )
            figures = {spelled[key]: Fraction(count) for key, count in typical}
            yield Draft(place, name, "deficits", "", text, {**figures, "diagnosed": Fraction(len(diagnosed))})


def _of_pairs(db: Database, on: date) -> Iterable[Draft]:
    found: dict[str, list[tuple[str, bool]]] = {}
    for pair in pairs(db, on).pairs:
        found.setdefault(pair.organization, []).append((f"{pair.mentor} – {pair.mentee}", "programme" in pair.gaps))
    ids = {title: each for each, title in _titles(db).items()}
    for organization, own in found.items():
        bare = [name for name, is_bare in own if is_bare]
        if bare and organization in ids:
            text = wording("drafts")["pairs"].format(
                count=len(bare), base=len(own), day=format_date(on), names=_listed(bare)
            )
            figures = {"count": Fraction(len(bare)), "base": Fraction(len(own))}
            yield Draft(ids[organization], organization, "pairs", "", text, figures)


def _titles(db: Database) -> dict[int, str]:
    return {each.id: each.title for each in query.titles(db, "organizations", limit=100_000)}


def _listed(names: Sequence[str]) -> str:
    """«А, Б, В»; of many the first fifteen and how many more."""
    ordered = sorted(names, key=fold)
    more = len(ordered) - _MOST_NAMES
    text = ", ".join(ordered[:_MOST_NAMES])
    return f"{text} и ещё {more}" if more > 0 else text


# -- deciding --------------------------------------------------------------------------------------------------------


def accept(db: Database, cycle: Cycle, drafts: Sequence[Draft], due_on: date | None = None) -> list[int]:
    """Takes drafts over as recommendations, with their text as it was edited, in one action; returns the records."""
    spec = REGISTERS["recommendations"]
    if any(not draft.text.strip() for draft in drafts):
        raise UserError("Рекомендация не записана: её текст пуст.", "Напишите текст или вычеркните предложение.")
    first = next_number(db, cycle.id)
    with db.change(f"Приняты проекты: {counted(len(drafts), *_DRAFTS)}") as change:
        return change.add_many(spec, [
            {
                "cycle_id": cycle.id, "number": number, "addressee": "organization", "text": draft.text.strip(),
                "organization_id": draft.organization_id, "indicator": draft.indicator or None, "state": "draft",
                "due_on": due_on, "proposed_by": source_of(draft.rule, draft.indicator),
            }
            for number, draft in enumerate(drafts, first)
        ])  # fmt: skip


def strike_out(db: Database, cycle: Cycle, drafts: Sequence[Draft], on: date) -> int:
    """Remembers «нет» for these drafts in this cycle, in one action; returns how many."""
    with db.change(f"Вычеркнуты проекты: {counted(len(drafts), *_DRAFTS)}") as change:
        change.add_many(REGISTERS["proposal_refusals"], [
            {
                "subject": subject(cycle, draft), "record_no": draft.organization_id, "refused_on": on,
                "what": f"{draft.organization}: {draft.text}"[:1000],
            }
            for draft in drafts
        ])  # fmt: skip
    return len(drafts)
