"""The stipends of a period: one line for a student, a measure and the months that have the same answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from ..core.conditions import Condition, Test
from ..core.dates import add_months
from ..core.numbers import exact_decimal
from ..core.text import fold
from ..registers import REGISTERS
from ..registers.stipend_rules import MONTH
from ..storage import query
from ..storage.database import Database
from .stipends import Rule, Session, Student, Verdict, in_force, judge

MONTH_NUMBERS = {code: number for number, code in enumerate(MONTH.labels, 1)}
_SHORT = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ORDER = ("question", "entitled", "no")


@dataclass(frozen=True, slots=True)
class Line:
    """``months`` are their first days; ``paid``: month → what was paid for it."""

    student: Student
    measure: str
    months: tuple[date, ...]
    verdict: Verdict
    paid: tuple[tuple[date, Fraction], ...] = ()

    @property
    def key(self) -> tuple[int, str, date]:
        return self.student.id, self.measure, self.months[0]

    @property
    def due(self) -> Fraction | None:
        """What the rules give for these months; None while a question is open."""
        if self.verdict.state == "question" or self.verdict.amount is None:
            return None if self.verdict.state == "question" else Fraction(0)
        return self.verdict.amount * len(self.months)

    @property
    def paid_sum(self) -> Fraction:
        return sum((amount for _, amount in self.paid), Fraction(0))

    @property
    def unpaid(self) -> tuple[date, ...]:
        """The months that may be paid now."""
        done = {month for month, _ in self.paid}
        return tuple(each for each in self.months if each not in done) if self.verdict.state == "entitled" else ()

    @property
    def differs(self) -> str:
        """What was paid otherwise than the rules give now; «» when all agrees."""
        amount = self.verdict.amount if self.verdict.state == "entitled" else Fraction(0)
        if self.verdict.state == "question" or all(paid == amount for _, paid in self.paid):
            return ""
        return "выплачено не столько, сколько по правилам"


@dataclass(frozen=True)
class StipendView:
    """The lines of a period, questions first. ``has_rules``, ``has_students``: what is there at all."""

    lines: tuple[Line, ...]
    months: tuple[date, ...]
    has_rules: bool
    has_students: bool

    @property
    def due(self) -> Fraction:
        return sum((line.due or Fraction(0) for line in self.lines), Fraction(0))

    @property
    def paid(self) -> Fraction:
        return sum((line.paid_sum for line in self.lines), Fraction(0))

    def count(self, state: str) -> int:
        return sum(1 for line in self.lines if line.verdict.state == state)


def academic_months(year: int, first: int = 0, last: int = 11) -> tuple[date, ...]:
    """Months of the academic year that begins in September ``year``; 0 is September, 11 August."""
    return tuple(add_months(date(year, 9, 1), place) for place in range(first, last + 1))


def months_words(months: Sequence[date]) -> str:
    """«сен–янв 2023/24», «фев 2024», «сен, ноя 2023»."""
    if not months:
        return ""
    runs: list[list[date]] = []
    for each in sorted(months):
        if runs and add_months(runs[-1][-1], 1) == each:
            runs[-1].append(each)
        else:
            runs.append([each])
    said = []
    for run in runs:
        first, last = run[0], run[-1]
        year = f" {last.year}" if first.year == last.year else f" {first.year}/{last.year % 100:02}"
        said.append(_SHORT[first.month - 1] + (f"–{_SHORT[last.month - 1]}" if len(run) > 1 else "") + year)
    return ", ".join(said)


def stipends(db: Database, months: Sequence[date]) -> StipendView:
    """Every student who studies in the period, judged by every measure that is in force."""
    rules, students = read_rules(db), read_students(db, months)
    paid = _payments(db)
    lines = [line for student in students for line in lines_of(student, rules, months, paid)]
    lines.sort(key=lambda line: (_ORDER.index(line.verdict.state), fold(line.student.name), line.measure, line.months))
    has_students = bool(students) or query.count(db, query.Query("target_students")) > 0
    return StipendView(tuple(lines), tuple(months), bool(rules), has_students)


Paid = dict[tuple[int, str], dict[date, Fraction]]


def lines_of(student: Student, rules: Sequence[Rule], months: Sequence[date], paid: Paid) -> list[Line]:
    """The lines of one student, neighbouring months with the same answer together."""
    found: list[Line] = []
    for measure in dict.fromkeys(rule.measure for rule in rules):
        own = [rule for rule in rules if rule.measure == measure]
        done = paid.get((student.id, measure), {})
        groups: dict[tuple[Any, ...], list[tuple[date, Verdict]]] = {}
        for month in months:
            verdict = judge(student, in_force(own, month), month)
            if verdict is None and month in done:
                verdict = Verdict("no", "в этом месяце по правилам не платят")
            if verdict is not None:
                groups.setdefault(_same_answer(verdict), []).append((month, verdict))
        for its in groups.values():
            whys = dict.fromkeys(verdict.why for _, verdict in its)
            found.append(Line(
                student, measure, tuple(month for month, _ in its), replace(its[0][1], why="; затем ".join(whys)),
                tuple((month, done[month]) for month, _ in its if month in done),
            ))  # fmt: skip
    return found


def _same_answer(verdict: Verdict) -> tuple[Any, ...]:
    """Months with the same sum by the same line stand together, whichever session decided."""
    is_sure = verdict.state == "entitled"
    return verdict.state, verdict.rule, verdict.amount, verdict.asks, "" if is_sure else verdict.why


def read_rules(db: Database) -> list[Rule]:
    """All lines of all orders and versions."""
    return [_rule(row.id, values) for row, values in _rows(db, "stipend_rules")]


def read_students(db: Database, months: Sequence[date]) -> list[Student]:
    """Those who may study in one of the months, with their sessions."""
    if not months:
        return []
    last = add_months(max(months), 1)
    sessions: dict[int, list[Session]] = {}
    for _, values in _rows(db, "study_results"):
        sessions.setdefault(values["student_id"].id, []).append(Session(
            values["session_on"], _exact(values["average_score"]), values["course"], values["is_successful"],
        ))  # fmt: skip
    students = []
    for row, values in _rows(db, "target_students", Test("starts_on", "lt", last)):
        if values["ends_on"] is not None and values["ends_on"] < min(months):
            continue
        name = " ".join(text for text in (values["last_name"], values["first_name"], values["middle_name"]) if text)
        students.append(Student(
            row.id, name, values["starts_on"], values["ends_on"], values["status"], values["has_contract"] is not False,
            values["education"], values["speciality"] or "", values["study_form"], _exact(values["average_score"]),
            tuple(sessions.get(row.id, ())),
        ))  # fmt: skip
    return students


def _payments(db: Database) -> Paid:
    found: Paid = {}
    for _, values in _rows(db, "stipend_payments"):
        months = found.setdefault((values["student_id"].id, values["measure"]), {})
        month = values["month_on"].replace(day=1)
        months[month] = months.get(month, Fraction(0)) + exact_decimal(values["amount"])
    return found


def _rule(record_id: int, values: dict[str, Any]) -> Rule:
    return Rule(
        id=record_id, measure=values["measure"], position=values["position"], kind=values["kind"],
        amount=exact_decimal(values["amount"]), starts_on=values["starts_on"], ends_on=values["ends_on"],
        fund=values["fund"] or "", course_from=values["course_from"], is_last_year=bool(values["is_last_year"]),
        is_targeted=bool(values["is_targeted"]), forms=values["forms"] or (), education=values["education"],
        degrees=values["degrees"] or (),
        specialities=(*(values["specialities"] or ()), *(values["other_specialities"] or ())),
        score_from=_exact(values["score_from"]), score_to=_exact(values["score_to"]), rounding=values["rounding"],
        months=frozenset(MONTH_NUMBERS[code] for code in values["months"] or ()), month_count=values["month_count"],
        condition=values["condition"] or "", by_success=bool(values["by_success"]),
    )  # fmt: skip


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else exact_decimal(value)


def _rows(
    db: Database, register: str, where: Condition | None = None
) -> Iterable[tuple[query.FrozenRow, dict[str, Any]]]:
    names = list(REGISTERS[register].by_name)
    for row in query.rows(db, query.Query(register, where=where), names):
        yield row, dict(zip(names, row.values, strict=True))
