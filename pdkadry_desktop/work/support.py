"""Support of teachers: the same help from two funds at one time, sums by kind, fund and year, nominations of prizes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

from ..core.conditions import Test
from ..core.numbers import exact_decimal
from ..core.text import counted, fold
from ..registers import REGISTERS
from ..registers.dictionaries import SUPPORT_KIND
from ..storage import query
from ..storage.database import Database

ONCE = ("bonus", "grant")  # paid on a day: without an end they last that day
_PURPOSES = (("municipal_grant", "extra_grant"),)  # different kinds that serve one purpose
_NOT_WORDS = re.compile(r"[^a-zа-я0-9]+")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of support of one person."""

    id: int
    teacher_id: int
    name: str
    kind: str
    amount: Fraction | None
    starts_on: date
    ends_on: date | None
    fund: str = ""
    basis: str = ""
    nomination_id: int | None = None
    overlap_note: str = ""

    @property
    def last_on(self) -> date:
        """The last day; ``date.max`` while it goes on."""
        if self.ends_on is not None:
            return self.ends_on
        return self.starts_on if self.kind in ONCE else date.max

    @property
    def kind_words(self) -> str:
        return SUPPORT_KIND.labels[self.kind]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two measures of one person that help with the same thing at the same time; both bounds belong to it."""

    first: Measure
    second: Measure
    why: str

    @property
    def starts_on(self) -> date:
        return max(self.first.starts_on, self.second.starts_on)

    @property
    def ends_on(self) -> date | None:
        """None: both go on."""
        last = min(self.first.last_on, self.second.last_on)
        return None if last == date.max else last

    @property
    def note(self) -> str:
        """Why it is right, if somebody said so."""
        return self.first.overlap_note or self.second.overlap_note


def overlaps(measures: Iterable[Measure]) -> list[Overlap]:
    """Every pair of the same kind or purpose with a common day; a measure that begins the day after does not touch."""
    people: dict[int, list[Measure]] = {}
    for measure in measures:
        people.setdefault(measure.teacher_id, []).append(measure)
    found = []
    for own in people.values():
        own.sort(key=lambda each: (each.starts_on, each.id))
        for first, second in combinations(own, 2):
            why = _same_help(first, second)
            if why and second.starts_on <= first.last_on:
                found.append(Overlap(first, second, why))
    return sorted(found, key=lambda each: (bool(each.note), fold(each.first.name), each.starts_on))


def _same_help(first: Measure, second: Measure) -> str:
    if first.kind == second.kind:
        if first.kind in ONCE and _nomination(first) != _nomination(second):
            return ""
        if first.fund and second.fund and fold(first.fund) == fold(second.fund):
            return "одна мера дважды из одного источника"
        if first.fund and second.fund:
            return "одна мера из двух источников"
        return "одна мера дважды, источник не указан"
    if any(first.kind in purpose and second.kind in purpose for purpose in _PURPOSES):
        return "разные меры с одной целью: проверьте, положены ли обе"
    return ""


def _nomination(measure: Measure) -> object:
    return measure.nomination_id or fold(measure.basis)


def read_measures(db: Database, teacher_id: int | None = None) -> list[Measure]:
    """All measures, or those of one person."""
    where = Test("teacher_id", "eq", teacher_id) if teacher_id is not None else None
    names = list(REGISTERS["support_measures"].by_name)
    found = []
    for row in query.rows(db, query.Query("support_measures", where=where), names):
        value = dict(zip(names, row.values, strict=True))
        nomination = value["nomination_id"]
        found.append(Measure(
            row.id, value["teacher_id"].id, str(value["teacher_id"]), value["kind"], _exact(value["amount"]),
            value["starts_on"], value["ends_on"], value["fund"] or "", value["basis"] or "",
            nomination.id if nomination else None, value["overlap_note"] or "",
        ))  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Total:
    """A line of the summary: how many measures and people, their sum, how many measures have no sum."""

    kind: str
    fund: str
    year: int
    measures: int
    people: int
    amount: Fraction
    without_amount: int


def totals(db: Database, measures: Sequence[Measure], first: int, last: int) -> list[Total]:
    """Measures by kind, fund and the year of their beginning; stipends of students without a card among them."""
    groups: dict[tuple[str, str, int], list[tuple[object, Fraction | None]]] = {}
    for each in measures:
        if first <= each.starts_on.year <= last:
            groups.setdefault((each.kind, each.fund, each.starts_on.year), []).append((each.teacher_id, each.amount))
    for kind, fund, month, student, amount in _stipends(db):
        if first <= month.year <= last:
            groups.setdefault((kind, fund, month.year), []).append((("student", student), amount))
    order = list(SUPPORT_KIND.labels)
    return [
        Total(
            kind, fund, year, len(its), len({person for person, _ in its}),
            sum((amount for _, amount in its if amount is not None), Fraction(0)),
            sum(amount is None for _, amount in its),
        )
        for (kind, fund, year), its in sorted(
            groups.items(), key=lambda item: (order.index(item[0][0]), fold(item[0][1]), -item[0][2])
        )
    ]  # fmt: skip


def _stipends(db: Database) -> Iterable[tuple[str, str, date, int, Fraction]]:
    """Payments that are not measures of support already."""
    rules = {
        row.id: row.values for row in query.rows(db, query.Query("stipend_rules"), ["kind", "fund"])
    }  # fmt: skip
    names = ["student_id", "month_on", "amount", "rule_id"]
    for row in query.rows(db, query.Query("stipend_payments", where=Test("support_id", "empty")), names):
        student, month, amount, rule = row.values
        kind, fund = rules[rule.id] if rule is not None else ("other", "")
        yield kind, fund or "", month, student.id, exact_decimal(amount)


# -- nominations -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Nomination:
    """A nomination with every way it is written."""

    id: int
    prize: str
    name: str
    aliases: tuple[str, ...] = ()
    amount: Fraction | None = None

    def is_named_in(self, text: str) -> bool:
        """Whether a text names it, whatever its quotes, hyphens and case."""
        plain = f" {_plain(text)} "
        return any(f" {_plain(name)} " in plain for name in (self.name, *self.aliases))


def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", fold(text)).strip()


@dataclass(frozen=True, slots=True)
class Awarded:
    """Prizes of one nomination in a year. ``by_text``: measures whose basis names it without a link."""

    nomination: Nomination
    year: int
    people: int
    amount: Fraction
    by_text: tuple[int, ...]


def read_nominations(db: Database) -> list[Nomination]:
    names = ["prize", "name", "aliases", "amount"]
    return [
        Nomination(row.id, row.values[0], row.values[1], row.values[2] or (), _exact(row.values[3]))
        for row in query.rows(db, query.Query("award_nominations"), names)
    ]  # fmt: skip


def awarded(nominations: Sequence[Nomination], measures: Sequence[Measure], first: int, last: int) -> list[Awarded]:
    """Who got which prize: by the link, else by a text that names exactly one nomination."""
    found: dict[tuple[int, int], list[Measure]] = {}
    loose: dict[tuple[int, int], list[int]] = {}
    for each in measures:
        if not first <= each.starts_on.year <= last or each.kind not in ONCE:
            continue
        own = each.nomination_id
        if own is None:
            named = [one.id for one in nominations if one.is_named_in(each.basis)]
            if len(named) != 1:
                continue
            own = named[0]
            loose.setdefault((own, each.starts_on.year), []).append(each.id)
        found.setdefault((own, each.starts_on.year), []).append(each)
    by_id = {one.id: one for one in nominations}
    lines = [
        Awarded(
            by_id[own], year, len({each.teacher_id for each in its}),
            sum((each.amount for each in its if each.amount is not None), Fraction(0)),
            tuple(loose.get((own, year), ())),
        )
        for (own, year), its in found.items() if own in by_id
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (fold(line.nomination.prize), fold(line.nomination.name), -line.year))


def link_nominations(db: Database, lines: Sequence[Awarded]) -> int:
    """Keeps the nominations that were known by the text; one undoable change."""
    links = [(each, {"nomination_id": line.nomination.id}) for line in lines for each in line.by_text]
    words = counted(len(links), *REGISTERS["support_measures"].forms_of_count)
    with db.change(f"Указаны номинации: {words}") as change:
        return change.set_many(REGISTERS["support_measures"], links)


def explain(db: Database, ids: Sequence[int], note: str) -> int:
    """Says why measures that overlap are right; one undoable change."""
    values: dict[str, Any] = {"overlap_note": note or None}
    with db.change(f"Пояснено совпадение мер: {counted(len(ids), 'пара', 'пары', 'пар')}") as change:
        return change.set_many(REGISTERS["support_measures"], [(each, values) for each in ids])


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else exact_decimal(value)
