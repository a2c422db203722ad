"""What people do with a stored plan: facts of its points, proofs, hand-set dates, changed terms.

Each function is one action of the user, one entry of the journal. Nothing that a person entered is ever lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from ..core.dates import format_date
from ..core.errors import ChangeRefused
from ..core.text import counted
from ..registers.plan_evidence import PLAN_EVIDENCE
from ..registers.plan_occurrences import PLAN_OCCURRENCES
from ..registers.plan_rows import PLAN_ROWS
from ..registers.plans import PLANS
from ..storage.change import Change
from ..storage.database import Database
from ..storage.declare import table_of
from ..storage.records import Invalid
from .occurrences import KeptOccurrence, Merge, merge_occurrences, occurrence_key, period_of
from .storing import new_point
from .terms import Occurrence, parse_term

_NAME_LIMIT = 50  # signs in a title of the journal
_FORMS = ("срок", "срока", "сроков")
_STATUS_FIELDS = ("started_on", "done_on", "moved_to_on", "is_cancelled", "result", "note")


def mark_done(db: Database, idents: Sequence[int], on: date) -> int:
    """Sets the day they were done; returns how many changed."""
    return set_facts(db, idents, {"done_on": on, "is_cancelled": None}, "Выполнено")


def mark_started(db: Database, idents: Sequence[int], on: date) -> int:
    """Sets the day they were started."""
    return set_facts(db, idents, {"started_on": on, "is_cancelled": None}, "Начато")


def reopen(db: Database, idents: Sequence[int]) -> int:
    """Takes back «выполнено», «начато», «отменено» and a move; result, note and proofs stay."""
    values = {"started_on": None, "done_on": None, "moved_to_on": None, "moved_by": None, "is_cancelled": None}
    return set_facts(db, idents, values, "Снова в работе")


def move(db: Database, idents: Sequence[int], to: date, by: str) -> int:
    """Moves them to another day by an order; Invalid without one."""
    values = {"moved_to_on": to, "moved_by": by.strip() or None}
    return set_facts(db, idents, values, f"Перенесено на {format_date(to)}")


def cancel(db: Database, idents: Sequence[int], note: str = "") -> int:
    """Cancels them; ``note`` says by which paper or why."""
    values: dict[str, Any] = {"is_cancelled": True}
    if note.strip():
        values["note"] = note.strip()
    return set_facts(db, idents, values, "Отменено")


def set_facts(db: Database, idents: Sequence[int], values: Mapping[str, Any], what: str = "Изменено") -> int:
    """Sets fields of points in one change; Invalid when a point would contradict itself."""
    about = _name(db, idents[0]) if len(idents) == 1 else counted(len(idents), *_FORMS)
    with db.change(f"{what}: {about}") as change:
        current = change.current(PLAN_OCCURRENCES, idents)
        for stored in current.values():
            if problems := PLAN_OCCURRENCES.problems({**stored, **values}):
                raise Invalid(problems)
        return change.set_many(PLAN_OCCURRENCES, [(ident, values) for ident in idents])


def set_many_facts(db: Database, rows: Mapping[int, Mapping[str, Any]], title: str) -> int:
    """Different fields of many points in one change (a file that came back)."""
    with db.change(title) as change:
        current = change.current(PLAN_OCCURRENCES, list(rows))
        for ident, values in rows.items():
            if problems := PLAN_OCCURRENCES.problems({**current.get(ident, {}), **values}):
                raise Invalid(problems)
        return change.set_many(PLAN_OCCURRENCES, rows.items())


def set_dates(db: Database, ident: int, start: date, end: date) -> int:
    """Sets the planned days by hand; the period of the term stays known and is shown beside them."""
    return set_facts(db, [ident], {"starts_on": start, "ends_on": end}, "Новые даты")


def add_point(db: Database, row_id: int, start: date, end: date, facts: Mapping[str, Any] | None = None) -> int:
    """Adds a point that no term gave: a fact of an on-demand row, an extra meeting."""
    values = {**new_point(row_id, Occurrence(start, end)), "is_own": True, **(facts or {})}
    if problems := PLAN_OCCURRENCES.problems(values):
        raise Invalid(problems)
    row = _row(db, row_id)
    with db.change(f"Добавлен срок: {row['row_no']}. {_short(row['name'])}, {format_date(start)}") as change:
        return change.add(PLAN_OCCURRENCES, values)


def remove_point(db: Database, ident: int) -> None:
    """Removes a point that was added by hand, with its proofs; others can only be cancelled."""
    with db.change(f"Удалено: срок плана {_name(db, ident)}") as change:
        stored = change.current(PLAN_OCCURRENCES, [ident]).get(ident)
        if stored is None or not stored["is_own"]:
            raise ChangeRefused("Срок назван планом: удалить его нельзя.", "Отметьте его отменённым.")
        change.remove(PLAN_EVIDENCE, _proofs(change, [ident]))
        change.remove(PLAN_OCCURRENCES, [ident])


def add_evidence(db: Database, occurrence_id: int, values: Mapping[str, Any], done_on: date | None = None) -> int:
    """Adds a proof; with ``done_on`` the point is done by the same action. Invalid when it proves nothing."""
    row = {**values, "occurrence_id": occurrence_id}
    if problems := PLAN_EVIDENCE.problems(row):
        raise Invalid(problems)
    with db.change(f"Подтверждение: {_name(db, occurrence_id)}") as change:
        if done_on is not None:
            change.set(PLAN_OCCURRENCES, occurrence_id, {"done_on": done_on})
        return change.add(PLAN_EVIDENCE, row)


def remove_evidence(db: Database, ident: int) -> None:
    """Removes one proof."""
    with db.change("Удалено: подтверждение") as change:
        change.remove(PLAN_EVIDENCE, [ident])


# -- terms -----------------------------------------------------------------------------------------------------------


def change_term(db: Database, row_id: int, text: str, today: date) -> Merge:
    """Another wording of a row's term: points are merged by period, those with facts or in the past stay."""
    row = _row(db, row_id)
    if row["term"] == text:
        return Merge((), (), ())
    with db.change(f"Изменён срок: {row['row_no']}. {_short(row['name'])}") as change:
        change.set(PLAN_ROWS, row_id, {"term": text, "reading": None})
        return _merge(change, row_id, parse_term(text, _years(change, row["plan_id"])).occurrences, today)


def reread_term(db: Database, row_id: int, today: date) -> Merge:
    """Brings the points of a row in line with its term and chosen reading, as ``change_term`` does."""
    row = _row(db, row_id)
    with db.change(f"Сроки по тексту: {row['row_no']}. {_short(row['name'])}") as change:
        chosen = [period_of(key) for key in (row["reading"] or "").split()]
        periods = chosen or parse_term(row["term"], _years(change, row["plan_id"])).occurrences
        return _merge(change, row_id, periods, today)


def choose_reading(db: Database, row_id: int, periods: Sequence[Occurrence], today: date) -> int:
    """Chooses how a term is read, for every row of the plan with the same words; returns how many rows."""
    chosen = _row(db, row_id)
    with db.change(f"Выбрано прочтение срока «{_short(chosen['term'])}»") as change:
        table = table_of(PLAN_ROWS)
        same = list(
            change.connection.scalars(
                select(table.c.id).where(table.c.plan_id == chosen["plan_id"], table.c.term == chosen["term"])
            )
        )
        keys = " ".join(occurrence_key(each.start, each.end) for each in periods)
        change.set_many(PLAN_ROWS, [(each, {"reading": keys or None}) for each in same])
        for each in same:
            _merge(change, each, periods, today)
        return len(same)


def _merge(change: Change, row_id: int, periods: Sequence[Occurrence], today: date) -> Merge:
    table = table_of(PLAN_OCCURRENCES)
    idents = list(change.connection.scalars(select(table.c.id).where(table.c.row_id == row_id).order_by(table.c.id)))
    stored = change.current(PLAN_OCCURRENCES, idents)
    proved = _proved(change, idents)
    merge = merge_occurrences(
        [_kept(ident, values, ident in proved) for ident, values in stored.items()], periods, past_until=today
    )
    change.set_many(
        PLAN_OCCURRENCES, [(kept.ident, {"is_in_term": None if kept.is_in_term else False}) for kept in merge.kept]
    )
    change.add_many(PLAN_OCCURRENCES, [new_point(row_id, each) for each in merge.added])
    change.remove(PLAN_OCCURRENCES, [gone.ident for gone in merge.removed])
    return merge


def _kept(ident: int, values: Mapping[str, Any], has_evidence: bool) -> KeptOccurrence:
    period = period_of(values["period_key"])
    return KeptOccurrence(
        ident, values["period_key"], values["starts_on"], values["ends_on"],
        has_status=any(values[name] for name in _STATUS_FIELDS),
        has_evidence=has_evidence,
        has_own_dates=values["due_on"] is not None or Occurrence(values["starts_on"], values["ends_on"]) != period,
        is_own=bool(values["is_own"]),
        is_in_term=values["is_in_term"] is not False,
    )  # fmt: skip


# -- small parts -----------------------------------------------------------------------------------------------------


def _row(db: Database, row_id: int) -> Mapping[str, Any]:
    table = table_of(PLAN_ROWS)
    row = db.connection.execute(select(table).where(table.c.id == row_id)).mappings().first()
    if row is None:
        raise ChangeRefused("Этой строки плана уже нет.", "Обновите страницу.")
    return dict(row)


def _years(change: Change, plan_id: int) -> tuple[int, int]:
    plan = change.current(PLANS, [plan_id])[plan_id]
    return plan["first_year"], plan["last_year"]


def _name(db: Database, ident: int) -> str:
    """«3. Участие учителей…, 01.10.2023 – 31.10.2023» for the journal."""
    points, rows = table_of(PLAN_OCCURRENCES), table_of(PLAN_ROWS)
    found = db.connection.execute(
        select(rows.c.row_no, rows.c.name, points.c.title)
        .join(rows, rows.c.id == points.c.row_id)
        .where(points.c.id == ident)
    ).first()
    if found is None:
        raise ChangeRefused("Этого срока плана уже нет.", "Обновите страницу.")
    return f"{found.row_no}. {_short(found.name)}, {found.title}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _NAME_LIMIT else f"{line[: _NAME_LIMIT - 1].rstrip()}…"


def _proofs(change: Change, idents: Sequence[int]) -> list[int]:
    table = table_of(PLAN_EVIDENCE)
    return list(change.connection.scalars(select(table.c.id).where(table.c.occurrence_id.in_(idents))))


def _proved(change: Change, idents: Sequence[int]) -> set[int]:
    table = table_of(PLAN_EVIDENCE)
    return set(change.connection.scalars(select(table.c.occurrence_id).where(table.c.occurrence_id.in_(idents))))
