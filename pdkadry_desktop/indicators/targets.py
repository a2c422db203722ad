"""Targets of the municipality's own: by organisation, its group, the municipality; growth from accepted values.

A growth target is never compared with a figure that may still change: its base is the value frozen when the year was
closed, or one entered by a document. Without it the target is not assessed, and the reason is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from sqlalchemy import select

from ..core.conditions import Test
from ..core.errors import UserError
from ..registers.closed_periods import CLOSED_PERIODS, ClosedValue
from ..registers.dictionaries import ORG_TYPE
from ..registers.targets import GROWTH, TARGETS
from ..storage import query, selections
from ..storage.database import Database
from ..storage.declare import table_of
from ..storage.records import Invalid
from .judging import Judged
from .profiles import exact

Scope = Literal["organization", "group", "municipality"]
BaseOf = Callable[[int], "Fraction | str"]  # the accepted value of a year, or why there is none
_TABLE, _PERIODS, _CLOSED = table_of(TARGETS), table_of(CLOSED_PERIODS), ClosedValue.__table__
_OPS = {"ge": ">=", "le": "<=", "eq": "=", "between": "between"}
_SCOPE_FIELDS = ("organization_id", "organization_kind", "selection")
AIM_FIELDS = (
    "op", "value", "value_to", "base", "base_year", "base_years", "tolerance", "document_id", "note"
)  # fmt: skip


@dataclass(frozen=True)
class Aim:
    """What is to be reached, without for whom and when."""

    op: str
    value: Fraction | None = None
    value_to: Fraction | None = None
    base: str = "prev"
    base_year: int | None = None
    base_years: int | None = None
    tolerance: Fraction = Fraction()

    @property
    def is_growth(self) -> bool:
        return self.op in GROWTH

    def fields(self) -> dict[str, Any]:
        """As the register keeps it."""
        growth = self.is_growth
        return {
            "op": self.op, "value": _plain(self.value), "value_to": _plain(self.value_to),
            "base": self.base if growth else None, "base_year": self.base_year if growth else None,
            "base_years": self.base_years if growth else None, "tolerance": _plain(self.tolerance or None),
        }  # fmt: skip


@dataclass(frozen=True)
class OwnTarget:
    """One target. ``organizations``: whom it is set for, None the municipality; ``group``: how the group is called."""

    id: int
    indicator: str
    year: int
    scope: Scope
    organizations: frozenset[int] | None
    group: str
    aim: Aim
    document: str = ""
    note: str = ""


@dataclass(frozen=True)
class Targets:
    """The targets of a profile, by indicator and year."""

    all: tuple[OwnTarget, ...] = ()
    _by: Mapping[tuple[str, int], tuple[OwnTarget, ...]] = field(default_factory=dict, repr=False)

    def of(self, indicator: str, year: int) -> tuple[OwnTarget, ...]:
        return self._by.get((indicator, year), ())

    def find(self, indicator: str, year: int, organization: int | None) -> OwnTarget | None:
        """Organisation → group → municipality for exactly this year; of several groups the one entered last."""
        found = self.of(indicator, year)
        if organization is not None:
            for scope in ("organization", "group"):
                fit = [each for each in found if each.scope == scope and organization in (each.organizations or ())]
                if fit:
                    return fit[-1]
        return next((each for each in reversed(found) if each.scope == "municipality"), None)


def read_targets(db: Database, profile_id: str) -> Targets:
    """All targets of a profile; a saved selection that is gone holds nobody."""
    documents = table_of("documents")
    statement = (
        select(_TABLE, documents.c.title.label("document"))
        .outerjoin(documents, documents.c.id == _TABLE.c.document_id)
        .where(_TABLE.c.profile == profile_id)
        .order_by(_TABLE.c.id)
    )
    members: dict[tuple[str, str], frozenset[int]] = {}
    found: list[OwnTarget] = []
    for row in map(dict, db.connection.execute(statement).mappings().all()):
        scope, places, group = _scope(db, row, members)
        found.append(OwnTarget(
            row["id"], row["indicator"], row["year"], scope, places, group, aim_of(row), row["document"] or "",
            row["note"] or "",
        ))  # fmt: skip
    by: dict[tuple[str, int], list[OwnTarget]] = {}
    for each in found:
        by.setdefault((each.indicator, each.year), []).append(each)
    return Targets(tuple(found), {key: tuple(those) for key, those in by.items()})


def _scope(
    db: Database, row: Mapping[Any, Any], members: dict[tuple[str, str], frozenset[int]]
) -> tuple[Scope, frozenset[int] | None, str]:
    if row["organization_id"] is not None:
        return "organization", frozenset({row["organization_id"]}), ""
    for name in ("organization_kind", "selection"):
        if row[name]:
            key = (name, str(row[name]))
            if key not in members:
                members[key] = frozenset(group_members(db, *key))
            return "group", members[key], group_words(*key)
    return "municipality", None, ""


def group_members(db: Database, by: str, name: str) -> list[int]:
    """The organisations of a type («organization_kind») or of a saved selection («selection»)."""
    if by == "organization_kind":
        return query.ids(db, query.Query("organizations", where=Test("kind", "eq", name)))
    try:
        chosen = selections.load(db, "organizations", name)
    except UserError:
        return []
    return query.ids(db, query.Query("organizations", where=chosen.where, search=chosen.search))


def group_words(by: str, name: str) -> str:
    """«тип: школа», «выборка «Сельские»»."""
    return f"тип: {ORG_TYPE.labels.get(name, name)}" if by == "organization_kind" else f"выборка «{name}»"


def aim_of(row: Mapping[Any, Any]) -> Aim:
    """The aim in the fields of a record."""
    numbers = {name: None if row[name] is None else exact(row[name]) for name in ("value", "value_to", "tolerance")}
    return Aim(
        row["op"], numbers["value"], numbers["value_to"], row["base"] or "prev", row["base_year"], row["base_years"],
        numbers["tolerance"] or Fraction(),
    )  # fmt: skip


def _plain(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


# -- judging ---------------------------------------------------------------------------------------------------------


def judged(aim: Aim, year: int, better: str, base_of: BaseOf) -> Judged:
    """The target as it is compared in ``year``; ``better``: up or down."""
    if not aim.is_growth:
        return Judged(_OPS[aim.op], aim.value, aim.value_to, aim.tolerance, is_own=True)
    sign, op = (1, ">=") if better == "up" else (-1, "<=")
    base = _base(aim, year, base_of)
    if isinstance(base, str):
        return Judged(op, None, None, aim.tolerance, base, is_own=True)
    step = aim.value or Fraction()
    wanted = base + sign * (base * step / 100 if aim.op == "growth_pct" else step if aim.op == "growth_pp" else 0)
    return Judged(op, wanted, None, aim.tolerance, is_own=True)


def _base(aim: Aim, year: int, base_of: BaseOf) -> Fraction | str:
    """The value growth is measured from, or why there is none."""
    if aim.base == "avg":
        known: list[Fraction] = []
        for each in range(year - (aim.base_years or 2), year):
            found = base_of(each)
            if isinstance(found, str):
                return found
            known.append(found)
        return sum(known, Fraction()) / len(known)
    return base_of(aim.base_year if aim.base == "year" and aim.base_year is not None else year - 1)


def no_base(year: int) -> str:
    return f"нет базы: за {year} год нет принятого значения"


def frozen_values(
    db: Database, profile_id: str, indicator: str
) -> dict[tuple[int, int], tuple[str | None, str | None]]:
    """(year, organisation) → numerator and base frozen in the closings in force."""
    statement = (
        select(_PERIODS.c.year, _CLOSED.c.organization_id, _CLOSED.c.numerator, _CLOSED.c.base)
        .join(_PERIODS, _PERIODS.c.id == _CLOSED.c.period_id)
        .where(
            _PERIODS.c.profile == profile_id, _PERIODS.c.is_reopened.is_not(True), _CLOSED.c.indicator == indicator,
            _CLOSED.c.place != "",
        )
    )  # fmt: skip
    return {(row[0], row[1]): (row[2], row[3]) for row in db.connection.execute(statement)}


# -- setting ---------------------------------------------------------------------------------------------------------


def set_targets(
    db: Database, profile_id: str, indicator: str, year: int, aims: Mapping[int | None, Aim | None],
    further: Mapping[str, Any] | None = None,
) -> int:  # fmt: skip
    """Sets the own targets of organisations (None: the municipality), None takes one away. One undoable action.

    ``further``: document_id and note, for all of them. Returns how many targets were set or taken away.
    """
    rows = [({"organization_id": place}, aim) for place, aim in aims.items()]
    return _write(db, f"Цели: {indicator}, {year} год", profile_id, indicator, year, rows, further)


def set_group_target(
    db: Database, profile_id: str, indicator: str, year: int, by: str, name: str, aim: Aim | None,
    further: Mapping[str, Any] | None = None,
) -> int:  # fmt: skip
    """Sets the target of a type of organisations or of a saved selection."""
    title = f"Цель группе ({group_words(by, name)}): {indicator}, {year} год"
    return _write(db, title, profile_id, indicator, year, [({by: name}, aim)], further)


def _write(
    db: Database, title: str, profile_id: str, indicator: str, year: int,
    rows: Iterable[tuple[Mapping[str, Any], Aim | None]], further: Mapping[str, Any] | None,
) -> int:  # fmt: skip
    about = {"profile": profile_id, "indicator": indicator, "year": year}
    before = {_place(row): row["id"] for row in _records(db, about)}
    added, changed, removed = [], [], []
    for scope, aim in rows:
        whole = {**dict.fromkeys(_SCOPE_FIELDS), **scope}
        known = before.get(_place(whole))
        if aim is None:
            removed += [known] if known is not None else []
            continue
        values = {**about, **whole, **aim.fields(), **(further or {})}
        if problems := list(TARGETS.problems(values)):
            raise Invalid(problems)
        if known is None:
            added.append(values)
        else:
            changed.append((known, values))
    if not (added or changed or removed):
        return 0
    with db.change(title) as change:
        change.add_many(TARGETS, added)
        change.set_many(TARGETS, changed)
        change.remove(TARGETS, removed)
    return len(added) + len(changed) + len(removed)


def copy_targets(db: Database, profile_id: str, source: int, year: int, indicator: str | None = None) -> int:
    """Carries the targets of another year over; what is set already stays. One undoable action; returns how many."""
    about: dict[str, Any] = {"profile": profile_id} | ({} if indicator is None else {"indicator": indicator})
    taken = {(row["indicator"], _place(row)) for row in _records(db, {**about, "year": year})}
    names = [each.name for each in TARGETS.fields]
    rows = [
        {name: row[name] for name in names} | {"year": year}
        for row in _records(db, {**about, "year": source}) if (row["indicator"], _place(row)) not in taken
    ]  # fmt: skip
    rows = [row for row in rows if row["base_year"] is None or row["base_year"] < year]
    if rows:
        with db.change(f"Цели {source} года перенесены на {year} год") as change:
            change.add_many(TARGETS, rows)
    return len(rows)


def _records(db: Database, about: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    statement = select(_TABLE).where(*(_TABLE.c[name] == value for name, value in about.items())).order_by(_TABLE.c.id)
    return [dict(row) for row in db.connection.execute(statement).mappings()]


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in _SCOPE_FIELDS)
