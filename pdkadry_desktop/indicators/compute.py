"""Values of indicators for a period: figures, status, targets, members – for the municipality and by organisation."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from sqlalchemy import select

from ..core.conditions import every
from ..core.dates import Period
from ..registers import REGISTERS
from ..storage.conditions import compile_condition
from ..storage.database import Database
from ..storage.declare import table_of
from .compile import outside_values, parameters
from .definition import Definition
from .grammar import Grammar
from .library import definitions, named_sets
from .members import codes, organization_codes
from .profiles import Profile, ProfileIndicator, Target, exact, plain_number
from .readings import readings
from .tally import Figures, Occurrence, Tally, take

Status = Literal["ok", "no_base", "no_data"]
Number = Fraction | int
ByYear = Mapping[tuple[str, int], float | int | Fraction]  # (indicator id, year) → value
_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "growth": operator.gt,
}  # fmt: skip


@dataclass(frozen=True)
class Given:
    """What registers do not know: values entered by hand, accepted values of closed periods, documents of evidence."""

    manual: ByYear = field(default_factory=dict)
    accepted: ByYear = field(default_factory=dict)
    evidence: Collection[tuple[str, int]] = ()
    plan: Sequence[Occurrence] = ()


@dataclass(frozen=True)
class Judged:
    """A target as it was compared: for growth and base_year ``value`` is the value of that year, None when unknown."""

    op: str
    value: Fraction | None


@dataclass(frozen=True)
class Result:
    """One indicator of one period. Figures are exact; ``organizations`` is {code: (numerator, base)}."""

    id: str
    kind: str
    unit: str
    numerator: Number | None
    base: Number | None
    value: Fraction | None
    unknown: int
    status: Status
    target: Judged | None
    met: bool | None
    breakdown: dict[str, Figures] | None
    period: Period
    definition: Definition | None
    indicator: ProfileIndicator
    tally: Tally | None = field(repr=False)
    _db: Database = field(repr=False)
    _codes: Mapping[int, str] = field(repr=False)

    @cached_property
    def organizations(self) -> dict[str, Figures]:
        if self.tally is None:
            return {}
        return {self._codes[each]: figures for each, figures in self.tally.organizations().items()}

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Codes of the counted things, each once: {"numerator": […], "base": […]}."""
        found: dict[str, list[str]] = {"numerator": [], "base": []}
        if self.tally is None or self.kind == "fte_share":
            return found
        for role in ("numerator", "base") if self.tally.counting.has_base else ("numerator",):
            found[role] = sorted(set(codes(self._db, self.tally, self.tally.members(role))))
        return found


def compute(
    db: Database,
    profile: Profile,
    period: Period,
    *,
    given: Given | None = None,
    known: Mapping[str, Definition] | None = None,
) -> list[Result]:
    """All indicators of a profile in its order. ``known``: definitions by id, the shipped ones by default."""
    run = _Run(db, definitions() if known is None else known, given or Given())
    return [run.result(indicator, period) for indicator in profile.indicators]


class _Run:
    """One computation: equal countings are asked for once."""

    def __init__(self, db: Database, known: Mapping[str, Definition], given: Given) -> None:
        self._db, self._known, self._given = db, known, given
        self._tallies: dict[tuple[int, Period], Tally] = {}
        self._employed: dict[Period, bool] = {}
        self._codes = organization_codes(db)

    def tally(self, definition: Definition, period: Period) -> Tally:
        key = (id(definition.counting), definition.period(period))
        if key not in self._tallies:
            self._tallies[key] = take(self._db, definition.counting, key[1], self._given.plan)
        return self._tallies[key]

    def result(self, indicator: ProfileIndicator, period: Period) -> Result:
        definition = self._known.get(indicator.id)
        kind = definition.kind if definition else "manual"
        tally: Tally | None = None
        numerator: Number | None = None
        base: Number | None = None
        if definition is not None and kind != "manual":
            tally = self.tally(definition, period)
            numerator, base = tally.figures()
            value, status = value_of(kind, numerator, base)
        else:
            value = self._entered(indicator.id, period.year)
            status = "no_data" if value is None else "ok"
        target, met = self._judged(indicator, kind, value, period)
        return Result(
            id=indicator.id, kind=kind, unit=indicator.unit, numerator=numerator, base=base, value=value,
            unknown=tally.unknown() if tally else 0, status=status, target=target, met=met,
            breakdown=tally.breakdown() if tally else None, period=period, definition=definition,
            indicator=indicator, tally=tally, _db=self._db, _codes=self._codes,
        )  # fmt: skip

    def _entered(self, name: str, year: int) -> Fraction | None:
        entered = self._given.manual.get((name, year), self._given.accepted.get((name, year)))
        return None if entered is None else entered if isinstance(entered, Fraction) else exact(entered)

    def _judged(
        self, indicator: ProfileIndicator, kind: str, value: Fraction | None, period: Period
    ) -> tuple[Judged | None, bool | None]:
        if kind == "presence":
            if (indicator.id, period.year) in self._given.evidence:
                return None, True
            return None, None if value is None else value >= 1
        target = indicator.target(period.year)
        if target is None:
            return None, None
        wanted = self._wanted(indicator, target, period)
        met = None if value is None or wanted is None else _COMPARE[target.op](value, wanted)
        return Judged(target.op, wanted), met

    def _wanted(self, indicator: ProfileIndicator, target: Target, period: Period) -> Fraction | None:
        if target.op == "growth":
            return self._at_year_end(indicator.id, period.year - 1)
        if target.base_year is not None:
            return self._at_year_end(indicator.id, target.base_year)
        return target.value

    def _at_year_end(self, name: str, year: int) -> Fraction | None:
        """The value at 31 December: entered, else accepted, else computed when anybody was employed then."""
        entered = self._entered(name, year)
        definition = self._known.get(name)
        if entered is not None or definition is None or definition.kind == "manual":
            return entered
        period = Period.of_year(year)
        if not self._anyone_employed(period):
            return None
        return value_of(definition.kind, *self.tally(definition, period).figures())[0]

    def _anyone_employed(self, period: Period) -> bool:
        if period not in self._employed:
            grammar = Grammar(readings(), named_sets(), lambda name: {})
            met = every([grammar.only("employments"), grammar.condition("employments", {"set": "employed"})])
            table = table_of("employments")
            statement = select(table.c.id).where(compile_condition(REGISTERS["employments"], met)).limit(1)
            values = parameters(self._db, period, *outside_values([met]))
            self._employed[period] = self._db.connection.scalar(statement, values) is not None
        return self._employed[period]


def value_of(kind: str, numerator: Number, base: Number | None) -> tuple[Fraction | None, Status]:
    """The exact value and its status; an empty base gives no value."""
    if base == 0:
        return None, "no_base"
    if kind in ("share", "fte_share") and base is not None:
        return Fraction(100 * numerator) / Fraction(base), "ok"
    return Fraction(numerator), "ok"


def indicators_json(
    profile: Profile,
    period: Period,
    results: Sequence[Result],
    *,
    by_organization: bool = False,
    with_members: bool = False,
) -> dict[str, Any]:
    """The document of ``indicators --json``."""
    return {
        "profile": profile.id,
        "year": period.year,
        "as_of": period.end.isoformat(),
        "indicators": [_json(each, by_organization, with_members) for each in results],
    }


def _json(result: Result, by_organization: bool, with_members: bool) -> dict[str, Any]:
    target = result.target
    found: dict[str, Any] = {
        "id": result.id,
        "kind": result.kind,
        "unit": result.unit,
        "numerator": plain_number(result.numerator),
        "base": plain_number(result.base),
        "value": None if result.value is None else float(result.value),
        "unknown": result.unknown,
        "status": result.status,
        "target": None if target is None else {"op": target.op, "value": plain_number(target.value)},
        "met": result.met,
        "breakdown": None if result.breakdown is None else _cells(result.breakdown),
    }
    if by_organization:
        found["organizations"] = _cells(dict(sorted(result.organizations.items())))
    if with_members:
        found["members"] = result.members
    return found


def _cells(figures: Mapping[str, Figures]) -> dict[str, dict[str, int | float | None]]:
    return {
        key: {"numerator": plain_number(numerator), "base": plain_number(base)}
        for key, (numerator, base) in figures.items()
    }
