"""The 87 indicators: `compute` answers what `pdkadry indicators --json` must answer for the same rows."""

from __future__ import annotations

import operator
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from .calendar_rules import Period
from .counted import Cell, Counted, Number
from .district import District, Workbook
from .people import PEOPLE
from .sets import Moment
from .things import THINGS, Occurrence, plan_done

SPECIFICATION = Path(__file__).parent.parent / "data" / "indicators.toml"
PLAN_TRACKS = {"003.T1": "1", "003.T2": "2", "003.T3": "3"}
COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "growth": operator.gt}
Manual = Mapping[tuple[str, int], float | int]


@cache
def specification() -> dict[str, dict[str, Any]]:
    """Indicator id → its table in indicators.toml, in the order of the file."""
    with SPECIFICATION.open("rb") as file:
        return {one["id"]: one for one in tomllib.load(file)["indicator"]}


def plain(number: Number | None) -> int | float | None:
    """A number as it goes into JSON."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def cells(table: Mapping[str, Cell]) -> dict[str, dict[str, int | float | None]]:
    return {code: {"numerator": plain(part), "base": plain(whole)} for code, (part, whole) in sorted(table.items())}


@dataclass(frozen=True)
class Result:
    """One indicator for one as-of date; value is exact, `unknown_members` names those whom `unknown` counts."""

    id: str
    kind: str
    unit: str
    numerator: Number | None
    base: Number | None
    value: Fraction | None
    unknown: int
    status: str
    target: dict[str, Any] | None
    met: bool | None
    breakdown: dict[str, dict[str, int | float | None]] | None
    organizations: dict[str, dict[str, int | float | None]]
    members: dict[str, list[str]]
    unknown_members: list[str] = field(default_factory=list)

    def to_json(self, *, by_organization: bool = True, with_members: bool = True) -> dict[str, Any]:
        """The object of this indicator in the document of `indicators --json`."""
        answer: dict[str, Any] = {
            "id": self.id,
            "kind": self.kind,
            "unit": self.unit,
            "numerator": plain(self.numerator),
            "base": plain(self.base),
            "value": None if self.value is None else float(self.value),
            "unknown": self.unknown,
            "status": self.status,
            "target": None if self.target is None else {"op": self.target["op"], "value": plain(self.target["value"])},
            "met": self.met,
            "breakdown": self.breakdown,
        }
        if by_organization:
            answer["organizations"] = self.organizations
        if with_members:
            answer["members"] = self.members
        return answer


def compute(
    workbook: Workbook | District,
    indicator_id: str,
    year: int,
    as_of: date | None = None,
    *,
    plan: Sequence[Occurrence] | None = None,
    manual: Manual | None = None,
) -> Result:
    """One indicator of one reporting year; `manual` holds values entered by hand, by indicator and year."""
    period = Period.of(year, as_of)
    return compute_at(Moment(_district(workbook), period), indicator_id, plan=plan, manual=manual)


def compute_all(
    workbook: Workbook | District,
    year: int,
    as_of: date | None = None,
    *,
    profile: str | None = None,
    plan: Sequence[Occurrence] | None = None,
    manual: Manual | None = None,
) -> dict[str, Result]:
    """All indicators, or those of a profile, with the sets worked out once."""
    moment = Moment(_district(workbook), Period.of(year, as_of))
    wanted = [code for code, spec in specification().items() if profile in (None, spec["profile"])]
    return {code: compute_at(moment, code, plan=plan, manual=manual) for code in wanted}


def compute_at(
    moment: Moment, indicator_id: str, *, plan: Sequence[Occurrence] | None = None, manual: Manual | None = None
) -> Result:
    """One indicator over sets that are already there."""
    spec = specification()[indicator_id]
    manual = manual or {}
    counted = count(moment, indicator_id, plan or ())
    value, status = evaluate(spec["kind"], counted, manual.get((indicator_id, moment.day.year)))
    target, met = judge(moment, spec, value, plan or (), manual)
    return Result(
        id=indicator_id,
        kind=spec["kind"],
        unit=spec["unit"],
        numerator=counted.numerator,
        base=counted.base,
        value=value,
        unknown=len(counted.unknown),
        status=status,
        target=target,
        met=met,
        breakdown=None if counted.breakdown is None else cells(counted.breakdown),
        organizations=cells(counted.organizations),
        members={"numerator": sorted(counted.numerator_members), "base": sorted(counted.base_members)},
        unknown_members=sorted(counted.unknown),
    )


def count(moment: Moment, indicator_id: str, plan: Sequence[Occurrence]) -> Counted:
    """The figures of an indicator; nothing for the manual ones."""
    if indicator_id in PLAN_TRACKS:
        return plan_done(PLAN_TRACKS[indicator_id], plan, moment.period)
    if specification()[indicator_id]["kind"] == "manual":
        return Counted(numerator=None)
    return (PEOPLE.get(indicator_id) or THINGS[indicator_id])(moment)


def evaluate(kind: str, counted: Counted, entered: float | int | None = None) -> tuple[Fraction | None, str]:
    """(value, status)."""
    if kind == "manual":
        return (None, "no_data") if entered is None else (Fraction(str(entered)), "ok")
    assert counted.numerator is not None
    if counted.base == 0:
        return None, "no_base"
    if kind in ("share", "fte_share"):
        assert counted.base is not None
        return Fraction(100 * counted.numerator) / Fraction(counted.base), "ok"
    return Fraction(counted.numerator), "ok"


def judge(
    moment: Moment, spec: Mapping[str, Any], value: Fraction | None, plan: Sequence[Occurrence], manual: Manual
) -> tuple[dict[str, Any] | None, bool | None]:
    """(target, met): the target of the year, else the one for all years."""
    if spec["kind"] == "presence":
        return None, None if value is None else value >= 1
    targets = spec.get("targets", {})
    stated = targets.get(str(moment.day.year), targets.get("all"))
    if stated is None:
        return None, None
    if stated["op"] == "growth":
        wanted = value_at_year_end(moment, spec, moment.day.year - 1, plan, manual)
    elif "base_year" in stated:
        wanted = value_at_year_end(moment, spec, stated["base_year"], plan, manual)
    else:
        wanted = Fraction(str(stated["value"]))
    met = None if value is None or wanted is None else bool(COMPARE[stated["op"]](value, wanted))
    return {"op": stated["op"], "value": wanted}, met


def value_at_year_end(
    moment: Moment, spec: Mapping[str, Any], year: int, plan: Sequence[Occurrence], manual: Manual
) -> Fraction | None:
    """The value entered by hand, else computed at 31 December; None when nobody was employed then."""
    entered = manual.get((spec["id"], year))
    if entered is not None:
        return Fraction(str(entered))
    then = Moment(moment.district, Period.of(year))
    if not then.active_jobs:
        return None
    return evaluate(spec["kind"], count(then, spec["id"], plan))[0]


def _district(workbook: Workbook | District) -> District:
    return workbook if isinstance(workbook, District) else District(workbook)
