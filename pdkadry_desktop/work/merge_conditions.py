"""Kept conditions that name a record by its id: rules follow a merge, selections that do are told of."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from ..core.condition_data import BadData, from_data, to_data
from ..core.conditions import All, AnyOf, Condition, Has, Linked, Named, Not, Test
from ..core.errors import UserError
from ..core.register import RegisterSpec
from ..registers import REGISTERS
from ..registers.membership_rules import MEMBERSHIP_RULES
from ..storage import selections
from ..storage.change import Change
from ..storage.conditions import UnknownPath, link_field, resolve
from ..storage.database import Database
from ..storage.declare import table_of

_RULES_ABOUT = "teachers"  # the rule of a community is a condition on people


def with_other(condition: Condition, spec: RegisterSpec, target: str, drop: int, keep: int) -> Condition:
    """The condition on rows of ``spec`` with the record ``keep`` of ``target`` wherever it named ``drop``."""

    def again(part: Condition, own: RegisterSpec = spec) -> Condition:
        return with_other(part, own, target, drop, keep)

    match condition:
        case Test(path, _, value):
            return (
                replace(condition, value=_swapped(value, drop, keep)) if _points_to(spec, path, target) else condition
            )
        case All(parts):
            return All(tuple(map(again, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(again, parts)))
        case Not(part):
            return Not(again(part))
        case Named(label, part):
            return Named(label, again(part))
        case Linked(link, part):
            return Linked(link, again(part, REGISTERS[link_field(spec, link).link or ""]))
        case Has(register, via, where, at_least):
            inner = None if where is None else again(where, REGISTERS[register])
            return Has(register, via, inner, at_least)


def _points_to(spec: RegisterSpec, path: str, target: str) -> bool:
    return resolve(spec, path)[1].link == target


def _swapped(value: Any, drop: int, keep: int) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(dict.fromkeys(_swapped(each, drop, keep) for each in value))
    return keep if value == drop and not isinstance(value, bool) else value


def rules_follow(change: Change, target: str, drop: int, keep: int) -> None:
    """Rules of communities that name the dropped record name the kept one."""
    table = table_of(MEMBERSHIP_RULES)
    for record_id, rule in change.connection.execute(select(table.c.id, table.c.rule)).all():
        text = _followed(rule, target, drop, keep)
        if text is not None:
            change.set(MEMBERSHIP_RULES, record_id, {"rule": text})


def _followed(text: str | None, target: str, drop: int, keep: int) -> str | None:
    """The rule with the kept record; None when it names the dropped one nowhere or cannot be read."""
    try:
        condition = from_data(json.loads(text or "null"))
        found = with_other(condition, REGISTERS[_RULES_ABOUT], target, drop, keep)
    except (BadData, UnknownPath, ValueError):
        return None
    return None if found == condition else json.dumps(to_data(found), ensure_ascii=False)


def selections_naming(db: Database, target: str, record_id: int) -> list[str]:
    """«Выборка «…» (Курсы)»: saved selections that name the record; nothing changes them by itself."""
    found = []
    for spec in REGISTERS.values():
        for name in selections.names(db, spec.key):
            try:
                where = selections.load(db, spec.key, name).where
            except UserError:
                continue  # it cannot be read anyway and says so when it is chosen
            if where is not None and with_other(where, spec, target, record_id, -1) != where:
                found.append(f"«{name}» ({spec.title})")
    return found
