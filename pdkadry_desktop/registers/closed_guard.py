"""The guard of closed years: a write that touches what their figures rest on wants a reason, whoever writes.

Which writes these are was put down when the year was closed (``ClosedBasis.watched``), register by register, from what
the definitions of that time read. So the rule needs no indicators and holds for forms, imports, undo and scripts alike.

A rule of a register: ``fields`` that are read; ``state`` [start, end] of what lasts, ``one_day`` when an empty end is
the start; ``fact`` dates of what happened; ``since``: first day that matters, «» any; ``year`` fields with the
reporting year; ``own``: rows of this profile and year, or with ``from`` of the years that begin by it; ``dates``:
other dates read; ``parents``: links to dated records that decide; ``flag``: only rows where it is set; ``passive``:
counts only through records that link to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from ..core.dates import format_date
from ..core.errors import ClosedPeriod
from ..core.register import RegisterSpec
from ..storage.change import Guard, Written
from ..storage.database import Database
from ..storage.declare import REGISTERS, table_of
from .closed_periods import CLOSED_PERIODS, ClosedBasis

_BASES = ClosedBasis.__table__
_CHUNK = 500
_SHOWN = 4  # registers named in the refusal
Rule = Mapping[str, Any]


@dataclass
class _Closed:
    """One closed year while a change is being watched; ``touched``: register → records."""

    id: int
    profile: str
    year: int
    revision: int
    as_of: date
    closed_on: date
    watched: Mapping[str, Rule]
    touched: dict[str, set[int]] = field(default_factory=dict)
    linked: dict[str, set[int]] = field(default_factory=dict)  # passive records to be looked at in the end


class ClosedGuard:
    """Collects what a change does to closed years; refuses it in the end."""

    def __init__(self, connection: Connection, closed: Sequence[_Closed]) -> None:
        self._connection, self._closed = connection, closed

    def wrote(self, spec: RegisterSpec, rows: Iterable[Written]) -> None:
        for period in self._closed:
            if spec is CLOSED_PERIODS:
                period.touched.setdefault(spec.key, set()).update(
                    each for each, before, _ in rows if each == period.id and before is not None
                )
            elif (rule := period.watched.get(spec.key)) is not None:
                self._look(period, spec.key, rule, rows)

    def _look(self, period: _Closed, register: str, rule: Rule, rows: Iterable[Written]) -> None:
        last = (rule.get("state") or (None, None))[1]

        def seen(name: str, value: Any) -> Any:
            """A day after the closed period is like any other such day, and like an end that has not come."""
            is_later = isinstance(value, date) and value > period.as_of
            return date.max if is_later or (value is None and name == last and not rule["one_day"]) else value

        def is_same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
            return all(seen(name, before[name]) == seen(name, after[name]) for name in rule["fields"])

        for each, before, after in rows:
            if before is not None and after is not None and is_same(before, after):
                continue
            if rule.get("passive"):
                if before is not None:
                    period.linked.setdefault(register, set()).add(each)
            elif any(row is not None and self._touches(period, register, row) for row in (before, after)):
                period.touched.setdefault(register, set()).add(each)

    def _touches(self, period: _Closed, register: str, row: Mapping[str, Any]) -> bool:
        """Whether a row stands inside the closed year."""
        rule = period.watched[register]
        first = date.fromisoformat(rule["since"]) if rule.get("since") else date.min
        if begins := rule.get("from"):
            return bool(row["profile"] == period.profile and row[begins] <= period.year)
        if rule.get("own"):
            return (row["profile"], row["year"]) == (period.profile, period.year)
        if state := rule.get("state"):
            start, end = row[state[0]], row[state[1]]
            end = start if rule.get("one_day") and end is None else end
            return (start is None or start <= period.as_of) and (end is None or end >= first)
        if facts := rule.get("fact"):
            when = next((row[name] for name in facts if row[name] is not None), None)
            return when is not None and first <= when <= period.as_of
        if flag := rule.get("flag"):
            return bool(row[flag])
        if any(row[name] not in (None, period.year) for name in rule.get("year", ())):
            return False
        dates = [row[name] for name in rule.get("dates", ()) if row[name] is not None]
        if dates and min(dates) > period.as_of:
            return False
        return all(self._parent_touches(period, register, name, row) for name in rule.get("parents", ()))

    def _parent_touches(self, period: _Closed, register: str, link: str, row: Mapping[str, Any]) -> bool:
        target = REGISTERS[register].by_name[link].link or ""
        if row[link] is None:
            return False
        found = self._rows(target, "id", [row[link]])
        return not found or self._touches(period, target, found[0])  # a parent removed in the same change counts

    def _rows(self, register: str, name: str, values: Sequence[int]) -> list[dict[str, Any]]:
        table = table_of(register)
        found: list[dict[str, Any]] = []
        for start in range(0, len(values), _CHUNK):
            statement = select(table).where(table.c[name].in_(values[start : start + _CHUNK]))
            found += map(dict, self._connection.execute(statement).mappings())
        return found

    def finish(self) -> None:
        """ClosedPeriod when a closed year was touched."""
        for period in self._closed:
            for register, ids in period.linked.items():
                if self._is_read(period, register, sorted(ids)):
                    period.touched.setdefault(register, set()).update(ids)
        touched = [each for each in self._closed if any(each.touched.values())]
        if touched:
            raise ClosedPeriod(
                f"Изменение затронет {'; '.join(dict.fromkeys(map(_named, touched)))}.",
                "Назовите причину – она останется в журнале. Закрытые числа не изменятся.",
            )

    def _is_read(self, period: _Closed, register: str, ids: Sequence[int]) -> bool:
        """Whether a record inside the closed year links to one of these."""
        for key, rule in period.watched.items():
            if rule.get("passive"):
                continue
            for through in REGISTERS[key].links:
                if through.link == register and through.name in rule["fields"]:
                    rows = self._rows(key, through.name, ids)
                    if any(self._touches(period, key, row) for row in rows):
                        return True
        return False


def _named(period: _Closed) -> str:
    counts = [f"{REGISTERS[key].title} – {len(ids)}" for key, ids in period.touched.items() if ids]
    more = " …" if len(counts) > _SHOWN else ""
    when = f"закрыт {format_date(period.closed_on)}, ред. {period.revision}"
    return f"{period.year} год ({when}): {', '.join(counts[:_SHOWN])}{more}"


def closed_guard(connection: Connection) -> Guard | None:
    """The guard of a change; None while no year is closed."""
    table = table_of(CLOSED_PERIODS)
    statement = (
        select(table, _BASES.c.watched)
        .join(_BASES, _BASES.c.period_id == table.c.id)
        .where(table.c.is_reopened.is_not(True))
    )
    closed = [
        _Closed(
            row["id"], row["profile"], row["year"], row["revision"], row["as_of_on"], row["closed_on"], row["watched"]
        )
        for row in connection.execute(statement).mappings()
    ]  # fmt: skip
    return ClosedGuard(connection, closed) if closed else None


def watch() -> None:
    """Sets the guard before every change of every base; called when the registers are put together."""
    if closed_guard not in Database.guards:
        Database.guards.append(closed_guard)
