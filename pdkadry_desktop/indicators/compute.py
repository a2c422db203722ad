"""Values of indicators for a period: figures, status, targets, members – for the municipality and by organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import select

from ..core.conditions import every
from ..core.dates import Period
from ..registers import REGISTERS
from ..storage.conditions import compile_condition, has_imprecise_dates
from ..storage.database import Database
from ..storage.declare import table_of
from .compile import outside_values, parameters
from .definition import Definition
from .given import Accepted, ClosedFigure, ClosedYear, Entered, Figure, Given, Number, Status, accept, value_of
from .grammar import Grammar
from .judging import Judged, Verdict, is_met, verdict
from .library import named_sets
from .members import codes, organization_codes
from .profiles import Profile, ProfileIndicator, Target, exact, plain_number
from .readings import readings
from .tally import Figures, Tally, take
from .targets import judged, no_base
from .versions import Methods, Version, methods_of

__all__ = ["Given", "Judged", "Result", "compute", "indicators_json", "value_of"]

_NOTHING = Figure(None, None, None, "no_data")


@dataclass(frozen=True)
class Result:
    """One indicator of one period. Figures are exact; ``organizations`` is {code: (numerator, base)}.

    The figure is the accepted one: frozen when the year is ``closed``, else as ``entered`` by hand, else ``computed``
    from the registers now. ``computed`` of a closed year is what its figure would be now.
    """

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
    computed: Figure
    entered: tuple[Entered, ...]
    closed: ClosedYear | None
    places: Mapping[int, Figures] = field(repr=False)  # organisations whose figures are not the counted ones
    now: Tally | None = field(repr=False)  # what the registers give now; ``tally`` unless the year is closed
    method: Version | None  # whose definition it is; None: the shipped one
    _db: Database = field(repr=False)
    _codes: Mapping[int, str] = field(repr=False)

    @cached_property
    def organizations(self) -> dict[str, Figures]:
        found = {**(self.tally.organizations() if self.tally else {}), **self.places}
        known = self.closed.codes.get("organizations", {}) if self.closed else {}
        return {known[each][0] if each in known else self._codes[each]: figures for each, figures in found.items()}

    @property
    def verdict(self) -> Verdict:
        """What the figure means against its target."""
        return verdict(self.target, self.value, self.met)

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Codes of the counted things, each once: {"numerator": […], "base": […]}."""
        found: dict[str, list[str]] = {"numerator": [], "base": []}
        if self.tally is None or self.kind == "fte_share":
            return found
        known = self.closed.codes if self.closed else {}
        for role in ("numerator", "base") if self.tally.counting.has_base else ("numerator",):
            found[role] = sorted(set(codes(self._db, self.tally, self.tally.members(role), known)))
        return found


def compute(
    db: Database,
    profile: Profile,
    period: Period,
    *,
    given: Given | None = None,
    known: Mapping[str, Definition] | None = None,
) -> list[Result]:
    """All indicators of a profile in its order. ``known``: definitions by id, by default those of the base."""
    methods = methods_of(db, profile.id) if known is None else Methods(known)
    run = _Run(db, methods, given or Given())
    return [run.result(indicator, period) for indicator in profile.indicators]


class _Run:
    """One computation: equal countings are asked for once."""

    def __init__(self, db: Database, methods: Methods, given: Given) -> None:
        self._db, self._given = db, given
        self._is_exact = not has_imprecise_dates(db)
        self._methods = methods.knowing(given.closed)
        self._tallies: dict[tuple[int, Period], Tally] = {}
        self._employed: dict[Period, bool] = {}
        self._codes = organization_codes(db)
        self._closed = {each.year: each for each in given.closed}
        self._entered: dict[tuple[str, int], list[Entered]] = {}
        for each in given.entered:
            self._entered.setdefault((each.indicator, each.year), []).append(each)

    def tally(self, definition: Definition, period: Period) -> Tally:
        key = (id(definition.counting), definition.period(period))
        if key not in self._tallies:
            self._tallies[key] = take(self._db, definition.counting, key[1], self._given.plan, is_exact=self._is_exact)
        return self._tallies[key]

    def result(self, indicator: ProfileIndicator, period: Period) -> Result:
        definition = self._methods.definition(indicator.id, period.year)
        method = self._methods.version(indicator.id, period.year)
        kind = definition.kind if definition else "manual"
        now, computed, found = self._figure(indicator, period)
        year = self._closed.get(period.year)
        closed = year.figures.get(indicator.id) if year and year.as_of == period.end else None
        figure, tally, places = (found.figure, now, found.places) if closed is None else _frozen(closed)
        if closed is None:
            target, met = self._judged(indicator, kind, figure.value, period)
        else:
            target, met = _judged_then(closed), closed.met
        return Result(
            id=indicator.id, kind=kind, unit=definition.unit if method is not None and definition else indicator.unit,
            numerator=figure.numerator, base=figure.base,
            value=figure.value, unknown=(tally.unknown() if tally else 0) if closed is None else closed.unknown,
            status=figure.status, target=target, met=met,
            breakdown=(tally.breakdown() if tally else None) if closed is None else closed.breakdown, period=period,
            definition=definition, indicator=indicator, tally=tally,
            computed=computed if closed is None else found.figure,
            entered=found.entries if closed is None else closed.entered,
            closed=year if closed is not None else None, places=places, now=now, method=method,
            _db=self._db, _codes=self._codes,
        )  # fmt: skip

    def _figure(self, indicator: ProfileIndicator, period: Period) -> tuple[Tally | None, Figure, Accepted]:
        """What the registers give now, and what counts when the values entered by hand are taken in."""
        definition = self._methods.definition(indicator.id, period.year)
        entered = self._entered.get((indicator.id, period.year), [])
        if definition is None or definition.kind == "manual":
            bare = self._bare(indicator.id, period.year)
            counted = _NOTHING if bare is None else Figure(None, None, bare, "ok")
            return None, counted, accept("manual", counted, {}, entered)
        tally = self.tally(definition, period)
        counted = Figure(*(figures := tally.figures()), *value_of(definition.kind, *figures))
        places = tally.organizations() if entered else {}
        return tally, counted, accept(definition.kind, counted, places, entered)

    def _bare(self, name: str, year: int) -> Fraction | None:
        entered = self._given.manual.get((name, year), self._given.accepted.get((name, year)))
        return None if entered is None else entered if isinstance(entered, Fraction) else exact(entered)

    def _judged(
        self, indicator: ProfileIndicator, kind: str, value: Fraction | None, period: Period
    ) -> tuple[Judged | None, bool | None]:
        if kind == "presence":
            if (indicator.id, period.year) in self._given.evidence:
                return None, True
            return None, None if value is None else value >= 1
        target = self._target(indicator, period)
        return (None, None) if target is None else (target, is_met(target, value))

    def _target(self, indicator: ProfileIndicator, period: Period) -> Judged | None:
        """The municipality's own target of the year, else the printed one."""
        own = self._given.targets.find(indicator.id, period.year, None)
        if own is not None:
            definition = self._methods.definition(indicator.id, period.year)
            better = definition.better if definition else "up"
            return judged(
                own.aim, period.year, better,
                lambda year: self._break(indicator.id, year, period.year) or self._accepted(indicator, year),
            )  # fmt: skip
        printed = indicator.target(period.year)
        if printed is None:
            return None
        base_year = period.year - 1 if printed.op == "growth" else printed.base_year
        why = "" if base_year is None else self._break(indicator.id, base_year, period.year)
        return Judged(printed.op, None if why else self._wanted(indicator, printed, period), why=why)

    def _break(self, name: str, earlier: int, later: int) -> str:
        """Why the figures of two years cannot be compared; «» when they can."""
        found = self._methods.break_between(name, earlier, later)
        if found is None:
            return ""
        return f"методика изменилась {found.title()}, с {earlier} годом сравнивать нельзя"

    def _accepted(self, indicator: ProfileIndicator, year: int) -> Fraction | str:
        """The value that was accepted for a year: frozen, or entered; a figure that may still change is none."""
        bare = self._bare(indicator.id, year)
        closed = self._closed.get(year)
        if bare is None and closed is not None and indicator.id in closed.figures:
            bare = closed.figures[indicator.id].figure.value
        elif bare is None and any(each.organization is None for each in self._entered.get((indicator.id, year), ())):
            bare = self._figure(indicator, Period.of_year(year))[2].figure.value
        return no_base(year) if bare is None else bare

    def _wanted(self, indicator: ProfileIndicator, target: Target, period: Period) -> Fraction | None:
        if target.op == "growth":
            return self._at_year_end(indicator, period.year - 1)
        if target.base_year is not None:
            return self._at_year_end(indicator, target.base_year)
        return target.value

    def _at_year_end(self, indicator: ProfileIndicator, year: int) -> Fraction | None:
        """The value at 31 December: entered, else accepted, else computed when anybody was employed then.

        What was entered for a closed year counts as it was accepted then.
        """
        bare = self._bare(indicator.id, year)
        if bare is not None:
            return bare
        closed = self._closed.get(year)
        if closed is not None and indicator.id in closed.figures:
            return closed.figures[indicator.id].figure.value
        definition = self._methods.definition(indicator.id, year)
        period = Period.of_year(year)
        is_counted = definition is not None and definition.kind != "manual" and self._anyone_employed(period)
        if not is_counted and (indicator.id, year) not in self._entered:
            return None
        return self._figure(indicator, period)[2].figure.value

    def _anyone_employed(self, period: Period) -> bool:
        if period not in self._employed:
            grammar = Grammar(readings(), named_sets(), lambda name: {})
            met = every([grammar.only("employments"), grammar.condition("employments", {"set": "employed"})])
            table = table_of("employments")
            statement = select(table.c.id).where(compile_condition(REGISTERS["employments"], met)).limit(1)
            values = parameters(self._db, period, *outside_values([met]))
            self._employed[period] = self._db.connection.scalar(statement, values) is not None
        return self._employed[period]


def _frozen(closed: ClosedFigure) -> tuple[Figure, Tally | None, Mapping[int, Figures]]:
    return closed.figure, closed.tally, closed.places


def _judged_then(closed: ClosedFigure) -> Judged | None:
    """The target as it was when the year was closed."""
    if closed.target is None:
        return None
    value = closed.target["value"]
    further = {name: Fraction(closed.target[name]) for name in ("upper", "tolerance") if closed.target.get(name)}
    return Judged(
        closed.target["op"], None if value is None else Fraction(value), why=closed.target.get("why", ""),
        is_own=closed.target.get("is_own", False), **further,
    )  # fmt: skip


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
