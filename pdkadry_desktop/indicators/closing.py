"""Closing a year: figures, members, definitions and the rule of later writes are put down once and never change.

A closed year is told apart by its revision; reopening keeps it, closing again makes the next one.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import insert, select

from .. import __version__
from ..core.dates import Period, format_date
from ..core.errors import ChangeRefused, UserError
from ..core.paths import resource
from ..registers.closed_periods import CLOSED_PERIODS, ClosedBasis, ClosedMembers, ClosedValue
from ..registers.closing_notes import refuse_without_notes
from ..storage.database import Database
from ..storage.declare import table_of
from .closed_members import pack, tally_of
from .closed_watch import watched
from .compute import Result, compute
from .describe import describe
from .given import ClosedFigure, ClosedYear, Entered, Figure, Given, whole
from .given_words import method_said
from .judging import Judged
from .library import named_sets
from .members import groups, record_codes
from .overrides import read_entered
from .profiles import Profile
from .tally import Figures, Member, Tally

_PERIODS = table_of(CLOSED_PERIODS)
_VALUES, _MEMBERS, _BASES = ClosedValue.__table__, ClosedMembers.__table__, ClosedBasis.__table__
_CHUNK = 500


@dataclass(frozen=True)
class Revision:
    """One closing of a year, in force unless it was reopened."""

    id: int
    year: int
    number: int
    as_of: date
    closed_on: date
    reason: str
    is_reopened: bool
    reopened_on: date | None
    reopening_reason: str

    def words(self) -> str:
        """«закрыт 15.01.2023, ред. 1», «открыт снова 20.02.2023, была ред. 1»."""
        if self.is_reopened and self.reopened_on is not None:
            return f"открыт снова {format_date(self.reopened_on)}, была ред. {self.number}"
        return f"закрыт {format_date(self.closed_on)}, ред. {self.number}"


# -- closing and reopening -------------------------------------------------------------------------------------------


def close_period(
    db: Database, profile: Profile, period: Period, given: Given, *, on: date | None = None, reason: str = ""
) -> int:
    """Freezes the figures of a year as of the end of ``period``; returns the record of the closing.

    One action of the journal, which can be undone. ChangeRefused when the year is closed already, or when its cycle
    has an indicator below target without a note of the analysis.
    """
    before = revisions(db, profile.id, period.year)
    if before and not before[0].is_reopened:
        raise ChangeRefused(f"{period.year} год уже {before[0].words()}.", "Чтобы закрыть заново, откройте его снова.")
    results = compute(db, profile, period, given=given)
    with db.change(f"Закрыт {period.year} год: показатели", kind="close") as change:
        row = {
            "profile": profile.id, "year": period.year, "revision": before[0].number + 1 if before else 1,
            "as_of_on": period.end, "closed_on": on or date.today(), "reason": reason.strip() or None,
            "app_version": __version__,
        }  # fmt: skip
        ident = change.add(CLOSED_PERIODS, row)
        run = change.connection.execute
        run(insert(_VALUES), [each for result in results for each in _values(ident, result)])
        refuse_without_notes(change.connection, ident)
        packed = [
            {"period_id": ident, "indicator": result.id, "rows": pack(result.tally)}
            for result in results if result.tally is not None
        ]  # fmt: skip
        if packed:
            run(insert(_MEMBERS), packed)
        run(insert(_BASES), [_basis(db, ident, profile, results)])
    return ident


def reopen_period(db: Database, profile_id: str, year: int, reason: str, on: date | None = None) -> None:
    """Opens a closed year again; its revision stays readable. UserError without a reason."""
    if not reason.strip():
        raise UserError("Год не открыт: не названа причина.", "Напишите, почему его открывают снова.")
    before = revisions(db, profile_id, year)
    if not before or before[0].is_reopened:
        raise ChangeRefused(f"{year} год не закрыт.", "Открывать снова нечего.")
    values = {"is_reopened": True, "reopened_on": on or date.today(), "reopening_reason": reason.strip()}
    with db.change(f"Открыт снова {year} год: показатели", kind="reopen", reason=reason) as change:
        change.set(CLOSED_PERIODS, before[0].id, values)


def revisions(db: Database, profile_id: str, year: int | None = None) -> list[Revision]:
    """All closings of a profile, the newest first."""
    statement = (
        select(_PERIODS)
        .where(_PERIODS.c.profile == profile_id)
        .order_by(_PERIODS.c.year.desc(), _PERIODS.c.revision.desc(), _PERIODS.c.id.desc())
    )
    if year is not None:
        statement = statement.where(_PERIODS.c.year == year)
    return [
        Revision(
            row["id"], row["year"], row["revision"], row["as_of_on"], row["closed_on"], row["reason"] or "",
            bool(row["is_reopened"]), row["reopened_on"], row["reopening_reason"] or "",
        )
        for row in db.connection.execute(statement).mappings()
    ]  # fmt: skip


def _values(ident: int, result: Result) -> Iterable[dict[str, Any]]:
    """The row of the municipality, then those of the organisations."""
    target = result.target
    breakdown = None if result.breakdown is None else {
        key: [_text(numerator), _text(base)] for key, (numerator, base) in result.breakdown.items()
    }  # fmt: skip
    yield {
        "period_id": ident, "indicator": result.id, "place": "", "organization_id": None,
        "numerator": _text(result.numerator), "base": _text(result.base), "value": _text(result.value),
        "unknown": result.unknown, "status": result.status, "is_met": result.met, "breakdown": breakdown,
        "target": None if target is None else _target(target),
    }  # fmt: skip
    nothing = dict.fromkeys(("value", "target", "is_met", "breakdown"))
    for place, (numerator, base) in _places(result).items():
        yield {
            **nothing, "period_id": ident, "indicator": result.id, "place": str(place), "organization_id": place,
            "numerator": _text(numerator), "base": _text(base), "unknown": 0, "status": "ok",
        }  # fmt: skip


def _target(target: Judged) -> dict[str, Any]:
    """How the target was compared; what is usual is left out."""
    found: dict[str, Any] = {"op": target.op, "value": _text(target.value)}
    if target.is_own:
        found |= {"is_own": True, "tolerance": _text(target.tolerance), "upper": _text(target.upper)}
    return found | ({"why": target.why} if target.why else {})


def _places(result: Result) -> dict[int, Figures]:
    return {**(result.tally.organizations() if result.tally else {}), **result.places}


def _basis(db: Database, ident: int, profile: Profile, results: Sequence[Result]) -> dict[str, Any]:
    with resource("indicators", f"{profile.id}.toml").open("rb") as file:
        tables = tomllib.load(file)["indicator"]
    used = [each.definition for each in results if each.definition is not None]
    own = {each.id: each.method for each in results if each.method is not None}
    tables += [each.table() or {"id": name, "reading": each.reading} for name, each in own.items()]
    definitions = {
        "tables": tables, "sets": named_sets(), "words": {each.id: describe(each) for each in used},
        "versions": {name: each.id for name, each in own.items()},
        "methods": {name: method_said(name, each) for name, each in own.items()},
        "entered": {each.id: [one.id for one in each.entered] for each in results if each.entered},
    }  # fmt: skip
    text = json.dumps([tables, named_sets()], ensure_ascii=False, sort_keys=True, default=str)
    return {
        "period_id": ident, "digest": hashlib.sha256(text.encode()).hexdigest(),
        "definitions": json.loads(json.dumps(definitions, default=str)), "records": _records(db, results),
        "watched": watched(used, period_start=results[0].period.start if results else None),
    }  # fmt: skip


def _records(db: Database, results: Iterable[Result]) -> dict[str, dict[str, list[str]]]:
    """Code and title of every record that was counted or where it was counted: they may be gone later."""
    wanted: dict[str, set[int]] = {}
    seen: set[int] = set()
    for result in results:
        wanted.setdefault("organizations", set()).update(_places(result))
        if result.tally is None or id(result.tally) in seen:
            continue
        seen.add(id(result.tally))
        for group in groups(db, result.tally, _everyone(result.tally)):
            if group.register is not None:
                wanted.setdefault(group.register, set()).update(group.ids)
    found: dict[str, dict[str, list[str]]] = {}
    for register, ids in wanted.items():
        codes, titles = record_codes(db, register, sorted(ids)), titles_of(db, register, sorted(ids))
        found[register] = {str(each): [codes[each], titles[each]] for each in sorted(ids)}
    return found


def _everyone(tally: Tally) -> list[Member]:
    return [each for role in ("numerator", "base_only", "unknown", "excluded") for each in tally.members(role)]


def titles_of(db: Database, register: str, ids: Sequence[int]) -> dict[int, str]:
    """What records are called; those that are gone are left out."""
    table = table_of(register)
    found: dict[int, str] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = select(table.c.id, table.c.title).where(table.c.id.in_(ids[start : start + _CHUNK]))
        found.update((row[0], row[1]) for row in db.connection.execute(chunk))
    return found


# -- reading ---------------------------------------------------------------------------------------------------------


def closed_years(db: Database, profile_id: str, *, in_full: int | None = None) -> list[ClosedYear]:
    """The years in force as closed; members and organisations only of the year ``in_full``."""
    in_force = [each for each in revisions(db, profile_id) if not each.is_reopened]
    return [read_closed(db, each, in_full=each.year == in_full) for each in in_force]


def read_closed(db: Database, revision: Revision, *, in_full: bool = True) -> ClosedYear:
    """The figures of any revision, reopened ones too."""
    statement = select(_VALUES).where(_VALUES.c.period_id == revision.id)
    if not in_full:
        statement = statement.where(_VALUES.c.place == "")
    total: dict[str, Mapping[str, Any]] = {}
    places: dict[str, dict[int, Figures]] = {}
    for row in db.connection.execute(statement).mappings():
        if row["place"] == "":
            total[row["indicator"]] = dict(row)
        else:
            figures = (_number(row["numerator"]) or 0, _number(row["base"]))
            places.setdefault(row["indicator"], {})[row["organization_id"]] = figures
    tallies = _tallies(db, revision.id) if in_full else {}
    entered = _entered_then(db, revision.id) if in_full else {}
    return ClosedYear(
        revision.id, revision.year, revision.number, revision.as_of, revision.closed_on, revision.reason,
        {
            name: _figure(row, places.get(name, {}), tallies.get(name), entered.get(name, ()))
            for name, row in total.items()
        },
        _codes(db, revision.id) if in_full else {},
        _definitions(db, revision.id, "versions"),
        _definitions(db, revision.id, "words") if in_full else {},
        _definitions(db, revision.id, "methods") if in_full else {},
    )  # fmt: skip


def _tallies(db: Database, ident: int) -> dict[str, Tally]:
    statement = select(_MEMBERS.c.indicator, _MEMBERS.c.rows).where(_MEMBERS.c.period_id == ident)
    return {row[0]: tally_of(row[1]) for row in db.connection.execute(statement)}


def _entered_then(db: Database, ident: int) -> dict[str, tuple[Entered, ...]]:
    """The values entered by hand that the closed figures rest on, even when they were revoked later."""
    wanted: dict[str, list[int]] = _definitions(db, ident, "entered")
    known = read_entered(db, (each for ids in wanted.values() for each in ids)) if wanted else {}
    return {name: tuple(known[each] for each in ids if each in known) for name, ids in wanted.items()}


def _definitions(db: Database, ident: int, name: str) -> dict[str, Any]:
    """One part of what was kept about the definitions: «versions», «words», «methods», «entered»."""
    statement = select(_BASES.c.definitions[name]).where(_BASES.c.period_id == ident)
    return db.connection.scalar(statement) or {}


def _codes(db: Database, ident: int) -> dict[str, dict[int, tuple[str, str]]]:
    records = db.connection.scalar(select(_BASES.c.records).where(_BASES.c.period_id == ident)) or {}
    return {
        register: {int(each): (code, title) for each, (code, title) in found.items()}
        for register, found in records.items()
    }


def _figure(
    row: Mapping[str, Any], places: Mapping[int, Figures], tally: Tally | None, entered: tuple[Entered, ...]
) -> ClosedFigure:
    value = None if row["value"] is None else Fraction(row["value"])
    breakdown = row["breakdown"]
    return ClosedFigure(
        Figure(_number(row["numerator"]), _number(row["base"]), value, row["status"]), row["unknown"], row["target"],
        row["is_met"],
        None if breakdown is None else {key: (_number(n) or 0, _number(b)) for key, (n, b) in breakdown.items()},
        places, tally, entered,
    )  # fmt: skip


def _text(number: Fraction | int | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Fraction | int | None:
    return None if text is None else whole(Fraction(text))


# -- what moved since ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Moved:
    """A member that stands differently now; a role is None where it is not counted at all."""

    register: str | None
    id: int | None
    title: str
    before: str | None
    after: str | None


def moved_since(db: Database, result: Result) -> list[Moved]:
    """Who entered, left or stands differently since the year was closed, by title."""
    if result.closed is None or result.tally is None or result.now is None:
        return []
    then, now = standing(db, result.tally), standing(db, result.now)
    changed = [key for key in {**then, **now} if then.get(key) != now.get(key)]
    known = result.closed.codes
    titles: dict[str, dict[int, str]] = {}
    for register in {key[0] for key in changed if key[0] is not None}:
        ids = [key[1] for key in changed if key[0] == register]
        titles[register] = {each: known.get(register, {}).get(each, ("", ""))[1] for each in ids}
        titles[register].update(titles_of(db, register, ids))
    found = [
        Moved(
            register, each if register is not None else None,
            str(each) if register is None else titles[register][each],
            then.get((register, each)), now.get((register, each)),
        )
        for register, each in changed
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.title, each.id or 0))


def standing(db: Database, tally: Tally) -> dict[tuple[str | None, Any], str]:
    """(register, record) or (None, code) → how it stands: numerator, base_only, unknown, excluded."""
    found: dict[tuple[str | None, Any], str] = {}
    for role in ("excluded", "unknown", "base_only", "numerator"):  # the last one wins
        for group in groups(db, tally, tally.members(role)):
            for each in group.ids or group.codes:
                found[group.register, each] = role
    return found
