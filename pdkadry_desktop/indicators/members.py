"""The list behind a figure: records of a register for its own table, codes for the exchange."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import select

from ..core.dates import Period
from ..core.errors import UserError
from ..registers import REGISTERS
from ..storage.database import Database
from ..storage.declare import table_of
from .definition import Definition
from .tally import Member, Occurrence, Tally, subject_register, take

Clicked = Literal["numerator", "base", "base_only", "unknown", "excluded"]
_CHUNK = 500


@dataclass(frozen=True)
class MemberGroup:
    """Members that are records of one register; things that are no records (pairs, plan points) have only codes."""

    register: str | None
    ids: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.ids) or len(self.codes)


def members(
    db: Database,
    definition: Definition,
    period: Period,
    organization: str | int | None = None,
    role: Clicked = "numerator",
    *,
    key: str | None = None,
    plan: Sequence[Occurrence] = (),
) -> list[MemberGroup]:
    """Who is counted, by register. ``organization``: code or record id; ``key``: one key of the breakdown.

    A pair of values (001.E5) is shown by one record that has it, so that the list is as long as the figure.
    """
    place = organization_id(db, organization) if isinstance(organization, str) else organization
    tally = take(db, definition.counting, definition.period(period), plan)
    return groups(db, tally, tally.members(role, place, key))


def groups(db: Database, tally: Tally, found: Iterable[Member]) -> list[MemberGroup]:
    """Members as records of registers."""
    counting = tally.counting
    by_register: defaultdict[str | None, list[Any]] = defaultdict(list)
    for member in found:
        number, key = member
        if counting.plan_track is not None:
            by_register[None].append(key)
            continue
        part = counting.parts[number]
        register = subject_register(part)
        if register is None:
            by_register[part.register].append(tally.records[key])
        else:
            by_register[register].append(key)
    return [
        MemberGroup(register, ids=tuple(keys)) if register else MemberGroup(None, codes=tuple(keys))
        for register, keys in by_register.items()
    ]


def organization_codes(db: Database) -> dict[int, str]:
    table = table_of("organizations")
    return {row[0]: row[1] for row in db.connection.execute(select(table.c.id, table.c.code))}


def organization_id(db: Database, code: str) -> int:
    """The record of an organisation; UserError when there is no such code."""
    table = table_of("organizations")
    found = db.connection.scalar(select(table.c.id).where(table.c.code == code))
    if found is None:
        raise UserError(f"Организации с кодом «{code}» нет.", "Проверьте код в реестре организаций.")
    return int(found)


def codes(
    db: Database,
    tally: Tally,
    found: Sequence[Member],
    known: Mapping[str, Mapping[int, tuple[str, str]]] | None = None,
) -> list[str]:
    """The codes of members; a thing without «Код» is called by its workbook key joined by «|».

    ``known``: register → record id → code (and title) of records that may be gone.
    """
    counting = tally.counting
    by_part: defaultdict[int, list[Any]] = defaultdict(list)
    for number, key in found:
        by_part[number].append(key)
    result: list[str] = []
    for number, keys in by_part.items():
        if counting.plan_track is not None:
            result += keys
            continue
        part = counting.parts[number]
        register = subject_register(part)
        if register is None:
            result += ["|".join(_cell(part.register, name, value) for name, value in zip(part.counts, key, strict=True))
                       for key in keys]  # fmt: skip
        else:
            then = (known or {}).get(register, {})
            named = record_codes(db, register, [key for key in keys if key not in then])
            result += [then[key][0] if key in then else named[key] for key in keys]
    return result


def record_codes(db: Database, register: str, ids: Sequence[int]) -> dict[int, str]:
    """Record id → «Код», or the workbook key where there is none."""
    spec, table = REGISTERS[register], table_of(register)
    code = spec.by_name.get("code")
    found: dict[int, str] = {}
    if code is not None:
        for chunk in _chunks(ids):
            coded = db.connection.execute(select(table.c.id, table.c.code).where(table.c.id.in_(chunk)))
            found.update((row[0], row[1]) for row in coded if row[1] is not None)
    without = [each for each in ids if each not in found]
    columns = [table.c[name] for name in spec.key_fields]
    links: dict[str, dict[int, str]] = {}
    for chunk in _chunks(without):
        rows = db.connection.execute(select(table.c.id, *columns).where(table.c.id.in_(chunk))).all()
        for place, name in enumerate(spec.key_fields, 1):
            if target := spec.by_name[name].link:
                wanted = sorted({row[place] for row in rows if row[place] is not None})
                links.setdefault(name, {}).update(record_codes(db, target, wanted))
        for row in rows:
            cells = []
            for name, value in zip(spec.key_fields, row[1:], strict=True):
                linked = value is not None and spec.by_name[name].link
                cells.append(links[name][value] if linked else _cell(register, name, value))
            found[row[0]] = "|".join(cells)
    return found


def _cell(register: str, name: str, value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else REGISTERS[register].by_name[name].kind.format(value)


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
