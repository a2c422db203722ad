"""Which writes would alter a closed year: the registers, fields and days that the definitions read, as plain data.

The words of a rule are explained in registers/closed_guard.py, which follows them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..core.conditions import Anniversary, Bound, Condition, Has, Linked, Lookup, Test, Years, on_the_row
from ..core.dates import add_years
from ..core.kinds import Date
from ..core.register import RegisterSpec
from ..registers import REGISTERS
from ..registers.closed_periods import CLOSED_PERIODS
from ..storage.conditions import link_field, own_link, resolve
from .definition import Counting, Definition
from .readings import readings

_PLAN: dict[str, Any] = {
    "fields": ["ends_on", "due_on", "done_on", "moved_to_on", "is_cancelled"], "dates": ["ends_on"]
}  # fmt: skip
_OWN = {
    "indicator_values": ("numerator", "base", "value", "revoked_on", "organization_id"),
    "indicator_evidence": (),
    "targets": ("organization_id", "op", "value", "value_to", "tolerance"),
}
_DEFINITIONS: dict[str, Any] = {
    "own": True, "from": "valid_from", "fields": ["profile", "indicator", "valid_from", "reading", "definition"]
}  # fmt: skip
_FROM = ("ge", "gt", "between")


@dataclass
class _Use:
    """How the definitions read one register."""

    fields: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    is_active: bool = False  # its rows are counted or asked for, not only looked up through links
    flag: str | None = None  # its texts are looked up where this field is set
    lookback: int | None = 0  # years before the reporting year; None: any


class _Reader:
    """Walks the conditions and notes every field with its register."""

    def __init__(self) -> None:
        self.uses: defaultdict[str, _Use] = defaultdict(_Use)

    def counting(self, counting: Counting) -> None:
        for part in counting.parts:
            spec = REGISTERS[part.register]
            use = self.rows(spec, [part.base, part.numerator])
            use.fields.update(name for name in (*part.counts, part.belongs, part.weight) if name not in (None, "id"))
            self.condition(spec, counting.doubtful)
            for exclusion in counting.exclusions:
                self.condition(spec, exclusion.condition)
            for one in counting.breakdown:
                self.condition(spec, one.condition)

    def rows(self, spec: RegisterSpec, conditions: Iterable[Condition | None]) -> _Use:
        """Rows of a register that are counted or asked for."""
        kept = [each for each in conditions if each is not None]
        use = self.uses[spec.key]
        use.is_active = True
        reading = readings().by_register[spec.key]
        use.fields.update(reading.date_fields)
        dated = [
            test
            for condition in kept for test in on_the_row(condition)
            if isinstance(test, Test) and test.path in reading.date_fields
        ]  # fmt: skip
        shifts = [_years_back(bound) for test in dated if test.op in _FROM for bound in _bounds(test)]
        is_open = bool(reading.fact) and any(test.op in ("le", "lt") for test in dated)  # «когда-либо до даты отчёта»
        if reading.date_fields:
            is_any = not shifts or is_open or use.lookback is None
            use.lookback = None if is_any else max(use.lookback or 0, *shifts)
        for condition in kept:
            self.condition(spec, condition)
        return use

    def condition(self, spec: RegisterSpec, condition: Condition | None) -> None:
        for node in on_the_row(condition):
            match node:
                case Test():
                    self.test(spec, node)
                case Has(register=register, via=via, where=where):
                    other = REGISTERS[register]
                    through = link_field(other, via)
                    self.rows(other, [where]).fields.add(through.name)
                    if (own := own_link(spec, through.link or "")) != "id":
                        self.uses[spec.key].fields.add(own)
                case Linked(link=link, part=part):
                    through = link_field(spec, link)
                    self.uses[spec.key].fields.add(through.name)
                    self.condition(REGISTERS[through.link or ""], part)

    def test(self, spec: RegisterSpec, test: Test) -> None:
        self.path(spec, test.path)
        if isinstance(test.value, Years) and test.value.at is not None:
            self.path(spec, test.value.at)
        for value in test.value if isinstance(test.value, tuple) else (test.value,):
            if isinstance(value, Anniversary):
                self.path(spec, value.path)
            elif isinstance(value, Lookup):
                self.uses[value.register].fields.update((*value.fields, value.flag))
                self.uses[value.register].flag = value.flag
            elif isinstance(value, Bound) and value.base == "year" and test.op == "eq" and "." not in test.path:
                self.uses[spec.key].years.add(test.path)

    def path(self, spec: RegisterSpec, path: str) -> None:
        followed, last = resolve(spec, path)
        here = spec
        for through in followed:
            self.uses[here.key].fields.add(through.name)
            here = REGISTERS[through.link or ""]
        own = self.uses[here.key].fields
        if last.name in here.by_name:
            own.add(last.name)
        else:  # derived from fields that only the register knows
            own.update(here.by_name)


def _years_back(bound: Bound) -> int:
    """How many years before the reporting year a bound may lie."""
    return max(0, -bound.years - bound.months // 12 + (bound.base == "academic"))


def _bounds(test: Test) -> Iterator[Bound]:
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    return (each for each in values if isinstance(each, Bound))


def watched(used: Iterable[Definition], period_start: date | None) -> dict[str, dict[str, Any]]:
    """Register → rule, for the definitions of a profile and a year that begins on ``period_start``."""
    reader = _Reader()
    has_plan = False
    for definition in used:
        has_plan = has_plan or definition.counting.plan_track is not None
        reader.counting(definition.counting)
    rules = {key: _rule(key, use, period_start) for key, use in reader.uses.items()}
    for rule_of, rule in rules.items():
        if rule.get("dates") is not None:  # undated rows that belong to dated records: entries of a contest
            links = (each for each in REGISTERS[rule_of].links if each.name in rule["fields"])
            rule["parents"] = [each.name for each in links if _is_dated(rules.get(each.link or "", {}))]
    if has_plan:
        rules["plan_occurrences"] = _PLAN
    for key, names in _OWN.items():
        keys = ["profile", "indicator", "year", *names] + (["document_id"] if key == "indicator_evidence" else [])
        rules[key] = {"own": True, "fields": keys}
    rules["indicator_definitions"] = _DEFINITIONS
    return {key: rule for key, rule in rules.items() if key != CLOSED_PERIODS.key}


def _is_dated(rule: dict[str, Any]) -> bool:
    return "state" in rule or "fact" in rule


def _rule(key: str, use: _Use, start: date | None) -> dict[str, Any]:
    spec, reading = REGISTERS[key], readings().by_register.get(key)
    rule: dict[str, Any] = {"fields": sorted(use.fields)}
    if start is not None and use.lookback is not None:
        rule["since"] = add_years(start, -use.lookback).isoformat()
    if reading is not None and reading.state:
        return {**rule, "state": list(reading.state), "one_day": reading.is_one_day}
    if reading is not None and reading.fact:
        return {**rule, "fact": list(reading.fact)}
    if use.flag is not None:
        return {"fields": rule["fields"], "flag": use.flag}
    if not use.is_active:
        return {"fields": rule["fields"], "passive": True}
    dates = sorted(name for name in use.fields if isinstance(spec.by_name[name].kind, Date))
    return {"fields": rule["fields"], "dates": dates, "year": sorted(use.years)}
