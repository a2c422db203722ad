"""Membership by rule: who belongs to a community on a day, who is to be taken in or out; nobody is moved by itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any, NamedTuple

from ..core.condition_data import BadData, at_period, from_data, to_data
from ..core.conditions import All, AnyOf, Bound, Condition, Has, Test, lasting
from ..core.dates import Period, format_date
from ..core.errors import UserError
from ..core.text import fold
from ..registers import REGISTERS
from ..registers.membership_exceptions import MEMBERSHIP_EXCEPTIONS
from ..registers.membership_rules import MEMBERSHIP_RULES
from ..storage import query
from ..storage.database import Database
from .people import Job, jobs_on

MEMBERSHIPS = REGISTERS["memberships"]
_AS_OF = Bound("as_of")
_JOB_FIELDS = {
    "position": "position", "subjects": "subject", "stage": "kind", "organization_id.locality": "locality",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of a community as it is kept; ``words`` say it to people."""

    id: int
    community_id: int
    community: str
    words: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody to be taken in (``membership_id`` None) or out of a community, and why."""

    teacher_id: int
    person: str
    organization: str
    position: str
    reason: str
    membership_id: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """An exception of a rule."""

    id: int
    teacher_id: int
    person: str
    kind: str
    note: str


@dataclass(frozen=True)
class Drift:
    """A rule against the members of a day."""

    rule: Rule
    on: date
    members: int
    enter: tuple[Move, ...]
    leave: tuple[Move, ...]
    exceptions: tuple[Kept, ...]

    def words(self) -> str:
        """«в составе 12 · войти 3 · выйти 1»; «расхождений нет»."""
        if not self.enter and not self.leave:
            return f"в составе {self.members} · расхождений нет"
        return f"в составе {self.members} · войти {len(self.enter)} · выйти {len(self.leave)}"


class Moved(NamedTuple):
    """How many entered and left."""

    entered: int
    left: int


# -- the rule --------------------------------------------------------------------------------------------------------


def job_condition(
    position: str | None = None, subject: str | None = None, kind: str | None = None, locality: str | None = None
) -> Condition:
    """People who on the day have a job of this position, subject, kind of organisation and locality."""
    parts: list[Condition] = [*lasting(_AS_OF, "hired_on", "left_on")]
    if position:
        parts.append(Test("position", "word", position))
    if subject:
        spellings = sorted({subject, fold(subject), subject[:1].upper() + subject[1:]})
        parts.append(AnyOf(tuple(Test("subjects", "has_item", each) for each in spellings)))
    if kind:
        parts.append(AnyOf((
            Test("stage", "eq", kind), All((Test("stage", "empty"), Test("organization_id.kind", "eq", kind)))
        )))  # fmt: skip
    if locality:
        parts.append(Test("organization_id.locality", "eq", locality))
    return Has("employments", "teacher_id", All(tuple(parts)))


def job_fields(condition: Condition) -> dict[str, str] | None:
    """What ``job_condition`` made the condition from; None of any other condition."""
    if not isinstance(condition, Has) or not isinstance(condition.where, All):
        return None
    found: dict[str, list[str]] = {}
    for part in condition.where.parts:
        for test in part.parts if isinstance(part, AnyOf) else (part,):
            if isinstance(test, Test) and test.path in _JOB_FIELDS and isinstance(test.value, str):
                found.setdefault(_JOB_FIELDS[test.path], []).append(test.value)
    for values in product(*found.values()):  # of a subject several spellings are asked for
        fields = dict(zip(found, values, strict=True))
        if fields and to_data(job_condition(**fields)) == to_data(condition):
            return fields
    return None


def own_condition(condition: Condition) -> Condition:
    """What ``working`` was given."""
    if isinstance(condition, All) and len(condition.parts) == 2 and working(condition.parts[0]) == condition:
        return condition.parts[0]
    return condition


def working(condition: Condition) -> Condition:
    """People of any condition who have a job on the day."""
    return All((condition, Has("employments", "teacher_id", All(lasting(_AS_OF, "hired_on", "left_on")))))


def set_rule(db: Database, community_id: int, condition: Condition, words: str, on: date) -> int:
    """Keeps the rule of a community; an earlier one is replaced."""
    values = {
        "community_id": community_id, "words": words, "set_on": on,
        "rule": json.dumps(to_data(condition), ensure_ascii=False),
    }  # fmt: skip
    before = query.ids(db, query.Query(MEMBERSHIP_RULES.key, where=Test("community_id", "eq", community_id)))
    with db.change(f"Правило состава: {query.title(db, 'communities', community_id)}") as change:
        if before:
            change.set(MEMBERSHIP_RULES, before[0], values)
            return before[0]
        return change.add(MEMBERSHIP_RULES, values)


def remove_rule(db: Database, rule: Rule) -> None:
    """The rule and its exceptions go; the members stay."""
    where = Test("community_id", "eq", rule.community_id)
    with db.change(f"Убрано правило состава: {rule.community}") as change:
        change.remove(MEMBERSHIP_EXCEPTIONS, query.ids(db, query.Query(MEMBERSHIP_EXCEPTIONS.key, where=where)))
        change.remove(MEMBERSHIP_RULES, [rule.id])


def rules(db: Database, community_id: int | None = None) -> list[Rule]:
    """The rules of all communities or of one; UserError when one cannot be read."""
    where = None if community_id is None else Test("community_id", "eq", community_id)
    found = []
    for row in query.rows(db, query.Query(MEMBERSHIP_RULES.key, where=where), ["community_id", "words", "rule"]):
        community, words, text = row.values
        try:
            condition = from_data(json.loads(text or "null"))
        except (BadData, ValueError) as error:
            raise UserError(
                f"Правило состава «{community.title}» не прочитано.", "Составьте его заново на этой странице."
            ) from error
        found.append(Rule(row.id, community.id, community.title, words, condition))
    return found


# -- rule and members ------------------------------------------------------------------------------------------------


def drift(db: Database, rule: Rule, on: date) -> Drift:
    """Who should enter and who should leave on a day, exceptions considered."""
    condition = at_period(rule.condition, Period.of_year(on.year, on))
    fitting = set(query.ids(db, query.Query("teachers", where=condition)))
    kept = _exceptions(db, rule.community_id)
    wanted = (fitting | {each.teacher_id for each in kept if each.kind == "include"}) - {
        each.teacher_id for each in kept if each.kind == "exclude"
    }
    now, later = _members(db, rule.community_id, on)
    entering, leaving = sorted(wanted - now.keys() - later.keys()), sorted(now.keys() - wanted)
    jobs = jobs_on(db, on, [*entering, *leaving]) if entering or leaving else {}
    excluded = {each.teacher_id for each in kept if each.kind == "exclude"}
    included = {each.teacher_id for each in kept if each.kind == "include"}
    enter = [_move(db, each, jobs, "состоит всегда" if each in included else "отвечает правилу") for each in entering]
    leave = [
        _move(
            db, each, jobs,
            "исключение" if each in excluded else "не отвечает правилу" if each in jobs else "не работает", now[each],
        )
        for each in leaving
    ]  # fmt: skip
    return Drift(rule, on, len(now), _by_name(enter), _by_name(leave), tuple(kept))


def _exceptions(db: Database, community_id: int) -> list[Kept]:
    where = Test("community_id", "eq", community_id)
    rows = query.rows(db, query.Query(MEMBERSHIP_EXCEPTIONS.key, where=where), ["teacher_id", "kind", "note"])
    return [
        Kept(row.id, row.values[0].id, row.values[0].title, row.values[1], row.values[2] or "") for row in rows
    ]  # fmt: skip


def _members(db: Database, community_id: int, on: date) -> tuple[dict[int, int], dict[int, int]]:
    """Person → membership, of the day and of those that begin after it."""
    where = All(
        (Test("community_id", "eq", community_id), AnyOf((Test("ends_on", "empty"), Test("ends_on", "ge", on))))
    )
    now: dict[int, int] = {}
    later: dict[int, int] = {}
    for row in query.rows(db, query.Query("memberships", where=where), ["teacher_id", "starts_on"]):
        person, start = row.values
        (now if start <= on else later)[person.id] = row.id
    return now, later


def _move(db: Database, each: int, jobs: dict[int, Job], reason: str, membership: int | None = None) -> Move:
    job = jobs.get(each)
    title = query.title(db, "teachers", each)
    return Move(
        each, title, job.organization if job else "", job.position if job else "", reason, membership
    )  # fmt: skip


def _by_name(moves: Sequence[Move]) -> tuple[Move, ...]:
    return tuple(sorted(moves, key=lambda each: fold(each.person)))


def apply(db: Database, found: Drift, teachers: Sequence[int]) -> Moved:
    """Takes the given people in from the day or out before it, in one change; past memberships stay as they are."""
    chosen = set(teachers)
    entering = [each for each in found.enter if each.teacher_id in chosen]
    leaving = [each for each in found.leave if each.teacher_id in chosen]
    last = found.on - timedelta(days=1)
    words = f"Состав по правилу: {found.rule.community}, вошли {len(entering)}, вышли {len(leaving)}"
    with db.change(words) as change:
        change.add_many(MEMBERSHIPS, [
            {"community_id": found.rule.community_id, "teacher_id": each.teacher_id, "starts_on": found.on}
            for each in entering
        ])  # fmt: skip
        ids = [each.membership_id for each in leaving if each.membership_id is not None]
        current = change.current(MEMBERSHIPS, ids)
        begun = [each for each, values in current.items() if values["starts_on"] > last]
        if begun:
            raise UserError(
                f"Состав не изменён: {len(begun)} из отмеченных вошли в сообщество {format_date(found.on)}, в этот же "
                "день.", "Возьмите день позже или удалите эти записи об участии.",
            )  # fmt: skip
        change.set_many(MEMBERSHIPS, [(each, {"ends_on": last}) for each in current])
    return Moved(len(entering), len(leaving))


def except_people(db: Database, found: Drift, teachers: Sequence[int], kind: str) -> int:
    """The rule decides no more about these people; an earlier exception is replaced."""
    before = {each.teacher_id: each for each in found.exceptions}
    label = MEMBERSHIP_EXCEPTIONS.by_name["kind"].kind.format(kind)
    with db.change(f"Исключения из правила состава ({label}): {found.rule.community}, {len(teachers)}") as change:
        for each in teachers:
            if each in before:
                change.set(MEMBERSHIP_EXCEPTIONS, before[each].id, {"kind": kind})
            else:
                values: dict[str, Any] = {"community_id": found.rule.community_id, "teacher_id": each, "kind": kind}
                change.add(MEMBERSHIP_EXCEPTIONS, values)
    return len(teachers)


def drop_exceptions(db: Database, ids: Sequence[int]) -> int:
    """The rule decides about these people again."""
    with db.change(f"Убраны исключения из правила состава: {len(ids)}") as change:
        change.remove(MEMBERSHIP_EXCEPTIONS, list(ids))
    return len(ids)
