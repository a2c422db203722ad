"""What the user does about stipends, each as one undoable change: rules of an order, answers, payments."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from ..core.conditions import Test
from ..core.dates import add_months
from ..core.errors import ChangeRefused
from ..core.kinds import Choice, MultiChoice
from ..core.paths import resource
from ..core.register import RegisterSpec
from ..core.text import counted, fold
from ..registers import REGISTERS
from ..storage import query
from ..storage.change import Change
from ..storage.database import Database
from .stipend_lines import Line, stipends
from .stipends import Ask


@dataclass(frozen=True)
class Shipped:
    """The rules and nominations of an order, as the program brings them."""

    profile: str
    title: str
    rules: tuple[Mapping[str, Any], ...]
    nominations: tuple[Mapping[str, Any], ...]


@cache
def shipped() -> tuple[Shipped, ...]:
    """All orders whose rules come with the program; values as the registers keep them."""
    found = []
    for path in sorted(resource("support").glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        own = {"profile": data["profile"], "starts_on": data["starts_on"]}
        rules = tuple(_values(REGISTERS["stipend_rules"], own | each) for each in data["stipend"])
        nominations = tuple(_values(REGISTERS["award_nominations"], each) for each in data.get("nomination", ()))
        found.append(Shipped(data["profile"], data["title"], rules, nominations))
    return tuple(found)


def _values(spec: RegisterSpec, given: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in given.items():
        kind = spec.by_name[name].kind
        if isinstance(kind, Choice):
            value = kind.dictionary.code_of(value)
        elif isinstance(kind, MultiChoice):
            value = tuple(kind.dictionary.code_of(each) for each in value)
        elif isinstance(value, list):
            value = tuple(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            value = kind.from_cell(value)
        values[name] = value
    return values


def take_shipped(db: Database, order: Shipped) -> int:
    """Adds what is not there yet; returns how many records were added."""
    added = 0
    with db.change(f"Взяты: {order.title}") as change:
        for key, rows in (("stipend_rules", order.rules), ("award_nominations", order.nominations)):
            spec = REGISTERS[key]
            names = list(spec.key_fields)
            taken = {row.values for row in query.rows(db, query.Query(key), names)}
            new = [row for row in rows if tuple(row.get(name) for name in names) not in taken]
            added += len(change.add_many(spec, new))
    return added


def set_months(db: Database, measure: str, months: Sequence[str], note: str) -> int:
    """The months in which a measure is paid: in its lines without months, else in all; returns how many changed."""
    words = REGISTERS["stipend_rules"].by_name["months"].kind.format(tuple(months)) or "не заданы"
    with db.change(f"Месяцы выплаты – {measure}: {words}") as change:
        values = {"months": tuple(months) or None, "months_note": note or None}
        return _set_rules(db, change, measure, "months", values)


def set_rounding(db: Database, measure: str, rounding: str | None, note: str) -> int:
    """How a score between the lines of a measure is read; None: it is asked each time.

    Lines that have an answer keep it while others of the measure have none: an older version stays as it was.
    """
    words = REGISTERS["stipend_rules"].by_name["rounding"].kind.format(rounding) or "спрашивать"
    values = {"rounding": rounding, "rounding_note": (note or None) if rounding else None}
    with db.change(f"Балл между строками – {measure}: {words}") as change:
        return _set_rules(db, change, measure, "rounding", values)


def _set_rules(db: Database, change: Change, measure: str, name: str, values: Mapping[str, Any]) -> int:
    rows = list(query.rows(db, query.Query("stipend_rules", where=Test("measure", "eq", measure)), [name]))
    open_lines = [row.id for row in rows if row.values[0] is None]
    return change.set_many(
        REGISTERS["stipend_rules"], [(each, values) for each in open_lines or [row.id for row in rows]]
    )


def confirm_success(db: Database, students: Sequence[int], on: date) -> int:
    """Marks the study of the students as successful on a day: in their results of that day, or in new ones."""
    spec = REGISTERS["study_results"]
    wanted = list(dict.fromkeys(students))
    present: dict[int, int] = {}
    where = Test("session_on", "eq", on)
    for row in query.rows(db, query.Query("study_results", where=where), ["student_id"]):
        present[row.values[0].id] = row.id
    with db.change(
        f"Подтверждено успешное обучение: {counted(len(wanted), 'студент', 'студента', 'студентов')}"
    ) as change:
        change.set_many(spec, [(present[each], {"is_successful": True}) for each in wanted if each in present])
        new = [each for each in wanted if each not in present]
        change.add_many(spec, [{"student_id": each, "session_on": on, "is_successful": True} for each in new])
    return len(wanted)


@dataclass(frozen=True, slots=True)
class Paid:
    """What was written: months of students, their sum, months that had been paid before."""

    months: int
    amount: Fraction
    before: int


def pay(db: Database, keys: Sequence[tuple[int, str, date]], months: Sequence[date], paid_on: date, basis: str) -> Paid:
    """Marks the lines (by ``Line.key`` of the same period) as paid. What is paid already is never paid again.

    A student who has a card of a teacher gets the payment among the measures of support as well.
    """
    wanted = set(keys)
    lines = [line for line in stipends(db, months).lines if line.key in wanted]
    ready = [(line, line.unpaid) for line in lines if line.unpaid]
    if not ready:
        raise ChangeRefused("Отмечать нечего: всё выплачено или ещё под вопросом.", "Сначала ответьте на вопросы.")
    cards = _cards(db, {line.student.id for line, _ in ready})
    total = sum((_amount(line) * len(unpaid) for line, unpaid in ready), Fraction(0))
    people = len({line.student.id for line, _ in ready})
    words = counted(people, "студент", "студента", "студентов")
    with db.change(f"Выплачены стипендии: {words}") as change:
        rows: list[dict[str, Any]] = []
        for line, unpaid in ready:
            for run in _runs(unpaid):
                support = _support(change, line, run, cards.get(line.student.id), basis)
                rows += [_payment(line, month, paid_on, basis, support) for month in run]
        change.add_many(REGISTERS["stipend_payments"], rows)
    before = sum(len(line.paid) for line in lines)
    return Paid(len(rows), total, before)


def _amount(line: Line) -> Fraction:
    assert line.verdict.amount is not None, "an entitled line has an amount"
    return line.verdict.amount


def _payment(line: Line, month: date, paid_on: date, basis: str, support: int | None) -> dict[str, Any]:
    return {
        "student_id": line.student.id, "measure": line.measure, "month_on": month, "amount": float(_amount(line)),
        "paid_on": paid_on, "basis": basis or None, "support_id": support,
        "rule_id": line.verdict.rule.id if line.verdict.rule else None,
    }  # fmt: skip


def _support(change: Change, line: Line, run: Sequence[date], teacher: int | None, basis: str) -> int | None:
    rule = line.verdict.rule
    if teacher is None or rule is None:
        return None
    return change.add(REGISTERS["support_measures"], {
        "teacher_id": teacher, "kind": rule.kind, "amount": float(_amount(line) * len(run)), "starts_on": run[0],
        "ends_on": add_months(run[-1], 1) - timedelta(days=1), "basis": basis or line.measure,
        "fund": rule.fund or None,
    })  # fmt: skip


def _runs(months: Sequence[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for each in months:
        if runs and add_months(runs[-1][-1], 1) == each:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _cards(db: Database, students: set[int]) -> dict[int, int]:
    rows = query.fetch(db, REGISTERS["target_students"], sorted(students), ["teacher_id"])
    return {row.id: row.values[0].id for row in rows if row.values[0] is not None}


def open_measures(lines: Sequence[Line], ask: Ask) -> list[str]:
    """Measures with a question that one answer settles."""
    return sorted({line.measure for line in lines if ask in line.verdict.asks}, key=fold)
