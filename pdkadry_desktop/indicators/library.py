"""The shipped definitions (resources/indicators) and the reading of any table of definitions, the user's own too.

Words of a definition: ``id``, ``title``, ``unit``, ``kind``, ``better`` (up, down); ``as`` – counts what another one
counts; ``as_of`` – month-day in place of the as-of date; ``rows`` – the register whose rows are asked (by default that
of the first named set, else jobs); ``counts`` – the field or fields that are the member; ``belongs`` – the field with
its organisation («» = none); ``base`` and ``numerator`` – conditions (indicators/grammar.py), without ``base`` the
numerator is what is counted, ``numerator = false`` adds to the base only; ``parts`` – several such registers together;
``weight`` and ``weight_when_empty`` – a number summed instead of counting; ``exclude`` – conditions with a ``reason``;
``doubtful`` – counted, but listed as unknown too; ``unknown = "exclude"`` – who is unknown for the numerator leaves the
base («base», the usual way: stays); ``decimals`` of the shown value; ``breakdown`` – keys with conditions, or ``by`` a
field with a list of values; ``plan_track`` – occurrences of the plan instead of rows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from ..core.conditions import AnyOf, Condition, Named, every
from ..core.kinds import Choice
from ..core.paths import resource
from ..core.register import FieldSpec
from ..registers import REGISTERS
from ..storage.conditions import UnknownPath, resolve
from .definition import KINDS, BadDefinition, Counting, Definition, Exclusion, Kind, Part, Slice
from .grammar import Grammar, Table, typed, wrong
from .readings import readings

PROFILES = ("verkhnebureinsky", "amursk", "lev-tolstoy", "krasnoufimsk", "berezniki")
_WORDS = {
    "id", "title", "unit", "kind", "as", "as_of", "rows", "counts", "belongs", "base", "numerator", "weight",
    "weight_when_empty", "parts", "breakdown", "doubtful", "exclude", "plan_track", "better", "unknown", "decimals",
}  # fmt: skip
_PART_WORDS = {"rows", "counts", "belongs", "base", "numerator", "weight", "weight_when_empty"}
_AS_WORDS = {"id", "title", "unit", "as", "as_of", "better", "decimals"}
_UNITS: dict[Kind, str] = {"share": "%", "fte_share": "%", "manual": "", "sum": "чел."}


@cache
def definitions() -> dict[str, Definition]:
    """All shipped definitions by id, in the order of the profiles."""
    return parse_all(list(shipped_tables().values()))


@cache
def shipped_tables() -> dict[str, Table]:
    """The shipped definitions as they are written, by id, in the order of the profiles."""
    tables: dict[str, Table] = {}
    for profile in PROFILES:
        with resource("indicators", f"{profile}.toml").open("rb") as file:
            tables.update({each["id"]: each for each in tomllib.load(file)["indicator"]})
    return tables


@cache
def named_sets() -> dict[str, Table]:
    """The named sets, as their tables."""
    with resource("indicators", "sets.toml").open("rb") as file:
        return tomllib.load(file)


def parse_all(tables: Sequence[Table], known: Mapping[str, Definition] | None = None) -> dict[str, Definition]:
    """Reads definitions that may refer to one another and to ``known`` ones; BadDefinition names the wrong word."""
    by_id = {typed("Показатель", table, "id", str): table for table in tables}
    reader = _Reader(by_id, dict(known or {}))
    return {name: reader.definition(name) for name in reader.tables}


def parse_own(table: Table) -> Definition:
    """Reads a definition that may refer to shipped ones, also to the one whose place it takes."""
    reader = _Reader(shipped_tables(), dict(definitions()))
    return reader.read_table(f"Показатель {typed('Показатель', table, 'id', str)}", table)


@dataclass
class _Reader:
    tables: Mapping[str, Table]
    read: dict[str, Definition] = field(default_factory=dict)

    def definition(self, name: str) -> Definition:
        """The definition of this id, read once."""
        if name not in self.read:
            if name not in self.tables:
                raise wrong(f"Показатель {name}", "такого показателя нет")
            self.read[name] = self.read_table(f"Показатель {name}", self.tables[name])
        return self.read[name]

    def read_table(self, where: str, table: Table) -> Definition:
        """The definition that a table says."""
        decimals = typed(where, table, "decimals", int, 1)
        if not 0 <= decimals <= 6:
            raise wrong(where, f"«decimals = {decimals}»: нужно число от 0 до 6")
        if "as" in table:
            _check_words(where, table, _AS_WORDS)
            other = self.definition(typed(where, table, "as", str))
            as_of = _day(where, table["as_of"]) if "as_of" in table else other.as_of
            title = typed(where, table, "title", str)
            return replace(other, id=table["id"], title=title, as_of=as_of, decimals=decimals)
        _check_words(where, table, _WORDS)
        kind = table.get("kind")
        if kind not in KINDS:
            raise wrong(where, f"вид «{kind}» не из числа: {', '.join(KINDS)}")
        if table.get("better", "up") not in ("up", "down"):
            raise wrong(where, "«better» – up или down")
        return Definition(
            id=table["id"],
            title=typed(where, table, "title", str),
            unit=typed(where, table, "unit", str, _UNITS.get(kind, "ед.")),
            counting=self._counting(where, kind, table),
            as_of=_day(where, table["as_of"]) if "as_of" in table else None,
            better=table.get("better", "up"),
            decimals=decimals,
        )

    def _counting(self, where: str, kind: Kind, table: Table) -> Counting:
        if kind == "manual":
            return Counting(kind)
        if "plan_track" in table:
            return Counting(kind, has_base=True, plan_track=typed(where, table, "plan_track", str))
        grammar = Grammar(readings(), named_sets(), self._numerator_of, where)
        inline = [{word: table[word] for word in _PART_WORDS if word in table}]
        part_tables = typed(where, table, "parts", list, []) or inline
        is_share = kind in ("share", "fte_share")
        parts = tuple(self._part(grammar, each, is_share) for each in part_tables)
        register = parts[0].register
        doubtful = grammar.condition(register, table["doubtful"]) if "doubtful" in table else None
        exclusions = tuple(_exclusion(grammar, register, each) for each in typed(where, table, "exclude", list, []))
        breakdown = table.get("breakdown", [])
        return Counting(
            kind=kind,
            parts=parts,
            has_base=is_share or any("base" in each and "numerator" in each for each in part_tables),
            exclusions=exclusions,
            doubtful=doubtful,
            breakdown=_slices(grammar, register, breakdown),
            breakdown_is_full=not isinstance(breakdown, Mapping),
            excludes_unknown=_unknown(grammar.where, table),
        )

    def _part(self, grammar: Grammar, table: Table, is_share: bool) -> Part:
        _check_words(grammar.where, table, _PART_WORDS)
        register = typed(grammar.where, table, "rows", str, "") or self._rows_of(grammar, table)
        reading = grammar.reading(register)
        numerator: Condition | None = None
        base = grammar.condition(register, table["base"]) if "base" in table else None
        if table.get("numerator") is False:
            numerator = AnyOf(())
        elif "numerator" in table:
            numerator = grammar.condition(register, table["numerator"])
        elif base is None:
            raise wrong(grammar.where, "нет ни «base», ни «numerator»")
        if base is None:
            if is_share:
                raise wrong(grammar.where, "для доли нужно «base»: из чего берётся доля")
            base, numerator = numerator, None
        counts = table.get("counts", [])
        counts = [counts] if isinstance(counts, str) else typed(grammar.where, table, "counts", list, [])
        named = tuple(_column(grammar, register, name) for name in counts)
        belongs = reading.belongs if "belongs" not in table else _column(grammar, register, table["belongs"]) or None
        weight = typed(grammar.where, table, "weight", str, None)
        field_of_weight = None if weight is None else REGISTERS[register].by_name.get(weight)
        if weight is not None and (field_of_weight is None or not field_of_weight.kind.is_number):
            raise wrong(grammar.where, f"«{weight}» – не числовое поле")
        return Part(
            register=register,
            counts=named or reading.counts,
            belongs=belongs,
            base=every([grammar.only(register), base]),
            numerator=numerator,
            weight=weight,
            weight_when_empty=typed(grammar.where, table, "weight_when_empty", int, 0),
        )

    def _rows_of(self, grammar: Grammar, table: Table) -> str:
        """The register of the first named set that selects rows; without one, jobs."""
        for word in ("base", "numerator"):
            for name in _set_names(table.get(word)):
                if name not in grammar.sets:
                    raise wrong(grammar.where, f"множества «{name}» нет")
                if "of" in grammar.sets[name]:
                    return str(grammar.sets[name]["of"])
        return "employments"

    def _numerator_of(self, name: str) -> Table:
        table = self.tables.get(name)
        if table is None or "numerator" not in table:
            raise BadDefinition(f"Показателя «{name}» с числителем нет.", "Укажите другой показатель после «as».")
        numerator: Table = table["numerator"]
        return numerator


def _unknown(where: str, table: Table) -> bool:
    if table.get("unknown", "base") not in ("base", "exclude"):
        raise wrong(where, f"«unknown = {table['unknown']}»: бывает base или exclude")
    return table.get("unknown") == "exclude"


def _set_names(table: Any) -> list[str]:
    if isinstance(table, Mapping):
        own = [table["set"]] if isinstance(table.get("set"), str) else []
        return own + [name for word in ("all", "any") for name in _set_names(table.get(word))]
    if isinstance(table, list):
        return [name for each in table for name in _set_names(each)]
    return []


def _check_words(where: str, table: Table, known: set[str]) -> None:
    if not isinstance(table, Mapping):
        raise wrong(where, f"вместо «{table}» нужна таблица")
    for word in table:
        if word not in known:
            raise wrong(where, f"слово «{word}» не подходит; подходят: {', '.join(sorted(known))}")


def _day(where: str, value: Any) -> tuple[int, int]:
    text = str(value)
    month, _, day = text.partition("-")
    if not (text.isascii() and month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 28):
        raise wrong(where, f"«as_of = {text}»: нужны месяц и день от 01 до 28, например 09-01")
    return int(month), int(day)


def _column(grammar: Grammar, register: str, name: str) -> str:
    """The column of a field by its name or its link's name without «_id»."""
    if not isinstance(name, str) or "." in name:
        raise wrong(grammar.where, f"вместо «{name}» нужно имя поля")
    if name in ("", "id"):
        return name
    return _field(grammar, register, name).name


def _field(grammar: Grammar, register: str, path: str) -> FieldSpec:
    try:
        return resolve(REGISTERS[register], path)[1]
    except UnknownPath as error:
        raise wrong(grammar.where, str(error)) from error


def _exclusion(grammar: Grammar, register: str, table: Table) -> Exclusion:
    _check_words(grammar.where, table, {"reason", "where"})
    reason = typed(grammar.where, table, "reason", str)
    condition = grammar.condition(register, typed(grammar.where, table, "where", dict))
    if condition is None:
        raise wrong(grammar.where, f"исключение «{reason}» без условия")
    return Exclusion(reason, condition)


def _slices(grammar: Grammar, register: str, breakdown: Any) -> tuple[Slice, ...]:
    """The keys of a breakdown: given one by one, or every value of a dictionary field («by», perhaps of a «set»)."""
    if isinstance(breakdown, Mapping):
        by, of_set = typed(grammar.where, breakdown, "by", str), typed(grammar.where, breakdown, "set", str, None)
        if of_set is not None and "has" not in grammar.sets.get(of_set, {}):
            raise wrong(grammar.where, f"для разреза нет множества «{of_set}»")
        end = register if of_set is None else grammar.sets[of_set]["has"]
        target = _field(grammar, end, by)
        if not isinstance(target.kind, Choice):
            raise wrong(grammar.where, f"разрез по полю «{target.label}»: нужно поле со списком значений")
        found = []
        for code, label in target.kind.dictionary.labels.items():
            one: dict[str, Any] = {by: code}
            found.append((label, one if of_set is None else {"set": of_set, "where": one}))
    else:
        found = []
        for each in typed(grammar.where, {"breakdown": breakdown}, "breakdown", list):
            _check_words(grammar.where, each, {"key", "where"})
            found.append((typed(grammar.where, each, "key", str), typed(grammar.where, each, "where", dict)))
    return tuple(Slice(key, _named(key, grammar.condition(register, table))) for key, table in found)


def _named(key: str, condition: Condition | None) -> Condition:
    return Named(key, condition if condition is not None else AnyOf(()))
