"""A cycle in the base: starting it, also from the conclusions of the last one; its documents, terms and records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..core.conditions import All, Condition, Test
from ..core.errors import ChangeRefused, UserError
from ..core.text import counted
from ..registers import REGISTERS
from ..storage import query, records
from ..storage.change import Change
from ..storage.database import Database
from ..work.working import Values, read_ids, read_rows
from .steps import step as step_of

_CYCLES, _STEPS = REGISTERS["cycles"], REGISTERS["cycle_steps"]
OPEN_STATES = (None, "draft", "sent", "answered")  # a recommendation that is neither done nor refused
_RECOMMENDATIONS = ("рекомендация", "рекомендации", "рекомендаций")


@dataclass(frozen=True, slots=True)
class Cycle:
    """The cycle of a year."""

    id: int
    profile: str
    year: int
    goals: tuple[str, ...]
    conclusions: tuple[str, ...]
    previous_id: int | None


def cycle_of(db: Database, profile_id: str, year: int) -> Cycle | None:
    """The cycle of an order and a year; None when it was not started."""
    where = All((Test("profile", "eq", profile_id), Test("year", "eq", year)))
    row = next(read_rows(db, "cycles", where), None)
    return None if row is None else _cycle(row)


def cycles_of(db: Database, profile_id: str) -> list[Cycle]:
    """All cycles of an order, the newest first."""
    return [_cycle(row) for row in read_rows(db, "cycles", Test("profile", "eq", profile_id))]


def _cycle(row: Values) -> Cycle:
    previous = row["previous_id"]
    return Cycle(
        row["id"], row["profile"], row["year"], _lines(row["goals"]), _lines(row["conclusions"]),
        previous.id if previous else None,
    )  # fmt: skip


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line for each in (text or "").splitlines() if (line := each.strip()))


def rows_of(db: Database, register: str, cycle_id: int, where: Condition | None = None) -> list[dict[str, Any]]:
    """Records of a register that belong to a cycle, links as LinkTo."""
    own = Test("cycle_id", "eq", cycle_id)
    return list(read_rows(db, register, own if where is None else All((own, where))))


# -- starting --------------------------------------------------------------------------------------------------------


def start_cycle(db: Database, profile_id: str, year: int, on: date, *, from_previous: bool = True) -> int:
    """Starts the cycle of a year in one action; returns its record.

    ``from_previous``: the conclusions of the cycle of the year before become its goals, with the conclusions «новая
    цель» of the effect, and the recommendations that are not done are carried over as drafts.
    """
    if cycle_of(db, profile_id, year) is not None:
        raise ChangeRefused(f"Цикл {year} года уже начат.", "Откройте его на странице «Цикл мониторинга».")
    before = cycle_of(db, profile_id, year - 1) if from_previous else None
    goals: list[str] = []
    carried: list[Values] = []
    if before is not None:
        new_goals = rows_of(db, "effects", before.id, Test("conclusion", "eq", "goal"))
        goals = [*before.conclusions, *(line for row in new_goals for line in _lines(row["text"]))]
        carried = [row for row in rows_of(db, "recommendations", before.id) if row["state"] in OPEN_STATES]
    title = f"Начат цикл мониторинга {year} года"
    with db.change(f"{title} из выводов {before.year}" if before else title) as change:
        ident = change.add(_CYCLES, {
            "profile": profile_id, "year": year, "goals": "\n".join(dict.fromkeys(goals)) or None, "started_on": on,
            "previous_id": before.id if before else None,
        })  # fmt: skip
        change.add_many(REGISTERS["recommendations"], [
            {
                **{name: row[name] for name in ("addressee", "whom", "indicator", "text")}, "cycle_id": ident,
                "number": number, "organization_id": _id(row["organization_id"]), "state": "draft",
                "carried_from_id": row["id"],
            }
            for number, row in enumerate(carried, 1)
        ])  # fmt: skip
    return ident


def _id(link: query.LinkTo | None) -> int | None:
    return None if link is None else link.id


def write_conclusions(db: Database, cycle_id: int, values: Mapping[str, Any]) -> None:
    """Sets the goals and conclusions of a cycle."""
    given = {name: values[name] for name in ("goals", "conclusions") if name in values}
    with db.change("Цикл мониторинга: цели и выводы") as change:
        change.set(_CYCLES, cycle_id, given)


# -- documents and terms of steps ------------------------------------------------------------------------------------


def attach_document(db: Database, cycle_id: int, steps: Sequence[str], document: int | Mapping[str, Any]) -> int:
    """Puts a document – one that exists or a new one with these values – to steps in one action; returns it.

    One document may close several steps. Invalid with the problems of a new one; ChangeRefused when it stands there.
    """
    if not steps:
        raise UserError("Документ не приложен: не выбран ни один шаг.", "Отметьте шаги, которые он закрывает.")
    values = None if isinstance(document, int) else _new_document(db, document)
    at_steps = set()
    if isinstance(document, int):
        standing = rows_of(db, "cycle_steps", cycle_id, Test("document_id", "eq", document))
        at_steps = {row["step"] for row in standing}
        if at_steps >= set(steps):
            raise ChangeRefused("Этот документ к шагу уже приложен.", "Выберите другой документ или другой шаг.")
    name = query.title(db, "documents", document) if isinstance(document, int) else str((values or {})["name"])
    numbers = ", ".join(str(step_of(each).number) for each in steps)
    with db.change(f"Документ «{name}» – шаги цикла: {numbers}") as change:
        ident = document if isinstance(document, int) else change.add(REGISTERS["documents"], values or {})
        change.add_many(_STEPS, [
            {"cycle_id": cycle_id, "step": each, "document_id": ident} for each in steps if each not in at_steps
        ])  # fmt: skip
    return ident


def _new_document(db: Database, given: Mapping[str, Any]) -> dict[str, Any]:
    spec = REGISTERS["documents"]
    values = {**dict.fromkeys(spec.by_name), **given}
    values["code"] = values["code"] or records.next_code(db, spec)
    if wrong := [each for each in spec.problems(values) if each.severity == "error"]:
        raise records.Invalid(wrong)
    return values


def detach_document(db: Database, record_id: int) -> None:
    """Takes a document from a step; the document stays in its register."""
    row = read_ids(db, "cycle_steps", [record_id]).get(record_id)
    if row is None:
        raise ChangeRefused("Документ уже убран с шага.", "Обновите страницу (F5).")
    with db.change(f"Убран с шага «{step_of(row['step']).title}»: {row['document_id']}") as change:
        change.remove(_STEPS, [record_id])


def set_due(db: Database, cycle_id: int, step: str, due_on: date | None) -> None:
    """The term of a step; None takes it away."""
    title = step_of(step).title
    held = [row for row in rows_of(db, "cycle_steps", cycle_id, Test("step", "eq", step)) if row["document_id"] is None]
    with db.change(f"Срок шага «{title}»") as change:
        if held and due_on is None and not held[0]["note"]:
            change.remove(_STEPS, [held[0]["id"]])
        elif held:
            change.set(_STEPS, held[0]["id"], {"due_on": due_on})
        elif due_on is not None:
            change.add(_STEPS, {"cycle_id": cycle_id, "step": step, "due_on": due_on})


# -- records of the cycle --------------------------------------------------------------------------------------------


def add_record(db: Database, register: str, cycle_id: int, values: Mapping[str, Any]) -> int:
    """Adds a finding, recommendation, measure, decision or effect to a cycle; Invalid with what is wrong."""
    spec = REGISTERS[register]
    row = {**dict.fromkeys(spec.by_name), **values, "cycle_id": cycle_id}
    if register == "recommendations" and row["number"] is None:
        row["number"] = next_number(db, cycle_id)
    if wrong := [each for each in spec.problems(row) if each.severity == "error"]:
        raise records.Invalid(wrong)
    with db.change(f"Добавлено: {spec.singular}") as change:
        return change.add(spec, row)


def add_findings(db: Database, cycle_id: int, indicators: Sequence[str | None], values: Mapping[str, Any]) -> int:
    """The same note to each of the indicators (None: to none) in one action; returns how many."""
    spec = REGISTERS["findings"]
    rows = [
        {**dict.fromkeys(spec.by_name), **values, "cycle_id": cycle_id, "indicator": each or None}
        for each in indicators
    ]  # fmt: skip
    if wrong := [each for each in spec.problems(rows[0]) if each.severity == "error"]:
        raise records.Invalid(wrong)
    with db.change(f"Выводы анализа: {counted(len(rows), *spec.forms_of_count)}") as change:
        return len(change.add_many(spec, rows))


def fill_records(db: Database, register: str, ids: Sequence[int], values: Mapping[str, Any]) -> int:
    """Sets what is given (not None) in many records in one action; returns how many changed."""
    spec = REGISTERS[register]
    given = {name: value for name, value in values.items() if value is not None}
    if not given:
        raise UserError("Ничего не записано: ни одно поле не заполнено.", "Заполните хотя бы одно поле.")
    with db.change(f"{spec.title}: {counted(len(ids), *spec.forms_of_count)}") as change:
        return change.set_many(spec, [(each, given) for each in ids])


def next_number(db: Database, cycle_id: int) -> int:
    """The next free number of a recommendation."""
    used = [row["number"] or 0 for row in rows_of(db, "recommendations", cycle_id)]
    return max(used, default=0) + 1


def send(db: Database, ids: Sequence[int], on: date, due_on: date | None) -> int:
    """Marks recommendations as sent on a day with the day of the answer; those sent before stay. Returns how many."""
    found = read_ids(db, "recommendations", ids)
    new = [
        (each, {"sent_on": on, "state": "sent", "due_on": due_on or row["due_on"]})
        for each, row in found.items() if row["sent_on"] is None
    ]  # fmt: skip
    if not new:
        raise ChangeRefused("Эти рекомендации уже отправлены.", "Отметьте черновики.")
    with db.change(f"Отправлено: {counted(len(new), *_RECOMMENDATIONS)}") as change:
        return _set(change, new)


def answer(db: Database, ids: Sequence[int], on: date, reaction: str, *, is_done: bool) -> int:
    """Writes down what was answered; ``is_done``: the recommendation is carried out."""
    state = "done" if is_done else "answered"
    values = {"reacted_on": on, "reaction": reaction, "state": state}
    with db.change(f"Ответ: {counted(len(ids), *_RECOMMENDATIONS)}") as change:
        return _set(change, [(each, values) for each in ids])


def _set(change: Change, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> int:
    return change.set_many(REGISTERS["recommendations"], rows)


def conclude(db: Database, cycle_id: int, keys: Sequence[tuple[str, int]], values: Mapping[str, Any]) -> int:
    """Writes the conclusion about the effect of measures and recommendations, each («measures», id); returns how many.

    What was concluded before of the same one is replaced.
    """
    spec = REGISTERS["effects"]
    held = {_subject(row): row["id"] for row in rows_of(db, "effects", cycle_id)}
    given = {name: values.get(name) for name in ("conclusion", "text", "concluded_on")}
    with db.change(f"Эффект: {counted(len(keys), *spec.forms_of_count)}") as change:
        for register, ident in keys:
            link = "measure_id" if register == "measures" else "recommendation_id"
            if (register, ident) in held:
                change.set(spec, held[register, ident], given)
            else:
                change.add(spec, {**given, "cycle_id": cycle_id, link: ident})
    return len(keys)


def _subject(row: Values) -> tuple[str, int]:
    if row["measure_id"] is not None:
        return "measures", row["measure_id"].id
    return "recommendations", row["recommendation_id"].id
