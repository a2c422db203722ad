"""The text form of definitions: tables of words → conditions over declared fields. Every word is checked.

A table is a conjunction. Its words: ``all`` and ``any`` (lists of tables), ``not`` (a table), ``set`` (a named set,
with further ``where`` and parameters), ``has`` (a row of another register; ``via``, ``where``, ``at_least``), ``when``
(«period», «as_of», «until»: at any time up to the as-of date, «academic»: the academic year, the ``last_months``,
``since`` a day, or so many ``years`` ``after`` a date), ``as`` (the condition of another indicator); every other
word is a field or a path through links, with a value, a list of values or a table of comparisons. A date may be
written as a text (2023-09-01).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast

from ..core.conditions import (
    All,
    Anniversary,
    AnyOf,
    Bound,
    Condition,
    Has,
    Linked,
    Named,
    Not,
    Op,
    Test,
    Years,
    every,
)  # fmt: skip
from ..core.dates import format_date
from ..core.kinds import Bool, Choice, Date, Int, Kind, MultiChoice, Number, Text, TextList
from ..core.register import FieldSpec, RegisterSpec
from ..registers import REGISTERS
from ..storage.conditions import UnknownPath, link_field, own_link, resolve
from .definition import BadDefinition
from .readings import Reading, Readings
from .words import MONITORED, value_words, words

Table = Mapping[str, Any]
_T = TypeVar("_T")
_OPS: dict[str, Op] = {
    "eq": "eq", "not": "ne", "in": "in", "not_in": "not_in", "ge": "ge", "gt": "gt", "le": "le", "lt": "lt",
    "between": "between", "word": "word", "starts": "starts", "contains": "contains", "years_lt": "years_lt",
    "years_ge": "years_ge",
}  # fmt: skip
_COMPARING = {*_OPS, "empty", "or", "at"}
_REQUIRED: Any = object()
_MOMENT = re.compile(r"@(as_of|start|year)(?:([+-]\d+)y)?(?:([+-]\d+)m)?(?:([+-]\d+)d)?")


_KINDS_OF_WORDS: dict[type, str] = {str: "текст", int: "целое число", list: "список", dict: "таблица"}


def typed(where: str, table: Table, word: str, kind: type[_T], default: Any = _REQUIRED) -> _T:
    """The value of a word when it is of its kind; BadDefinition when it is another or absent and required."""
    value = table.get(word, default)
    if value is _REQUIRED:
        raise wrong(where, f"нет слова «{word}»")
    if value is not default and (not isinstance(value, kind) or isinstance(value, bool)):
        raise wrong(where, f"«{word} = {value}»: нужно значение вида «{_KINDS_OF_WORDS[kind]}»")
    found: _T = value
    return found


def wrong(where: str, text: str) -> BadDefinition:
    return BadDefinition(f"{where}: {text}.", "Исправьте это слово и сохраните ещё раз.")


@dataclass(frozen=True)
class Grammar:
    """Reads conditions; ``of_indicator`` gives the numerator table of another indicator for ``as``."""

    readings: Readings
    sets: Mapping[str, Table]
    of_indicator: Callable[[str], Table]
    where: str = "Определение"

    def reading(self, register: str) -> Reading:
        found = self.readings.by_register.get(register)
        if found is None:
            raise wrong(self.where, f"реестра «{register}» нет")
        return found

    def only(self, register: str) -> Condition | None:
        """What holds of every row that is read: its organisation is monitored."""
        monitored = self.reading(register).monitored
        if monitored is None:
            return None
        path = "is_monitored" if monitored == "self" else f"{monitored}.is_monitored"
        return Named(MONITORED, Test(path, "ne", False))

    # -- tables --------------------------------------------------------------------------------------------------

    def condition(self, register: str, table: Table, given: Table | None = None) -> Condition | None:
        """What a table states of rows of a register; None for an empty table. ``given``: values of «$name»."""
        if not isinstance(table, Mapping) or not all(isinstance(word, str) for word in table):
            raise wrong(self.where, f"вместо «{table}» нужна таблица условий")
        rest = dict(table)
        parts: list[Condition | None] = []
        if "has" in rest:
            own: Table = {word: rest.pop(word) for word in ("has", "via", "where", "at_least") if word in rest}
            parts.append(self._has(register, own, given))
        if "set" in rest:
            parts.append(self._set(register, rest, given))
        parts += [self._word(register, word, value, given) for word, value in rest.items()]
        return every(parts)

    def _word(self, register: str, word: str, value: Any, given: Table | None) -> Condition | None:
        match word:
            case "all":
                return every([self.condition(register, each, given) for each in self._listed(word, value)])
            case "any":
                return AnyOf(tuple(self._some(register, each, given) for each in self._listed(word, value)))
            case "not":
                return Not(self._some(register, value, given))
            case "when":
                return self._when(register, self._given(value, given))
            case "as":
                return self.condition(register, self.of_indicator(typed(self.where, {word: value}, word, str)), given)
        return self._path(register, word, value, given)

    def _listed(self, word: str, value: Any) -> list[Any]:
        return typed(self.where, {word: value}, word, list)

    def _some(self, register: str, table: Table, given: Table | None) -> Condition:
        found = self.condition(register, table, given)
        if found is None:
            raise wrong(self.where, "пустое условие внутри «any» или «not»")
        return found

    def _set(self, register: str, rest: dict[str, Any], given: Table | None) -> Condition:
        """A named set; takes its words («set», «where», parameters) out of ``rest``."""
        name = typed(self.where, rest, "set", str)
        del rest["set"]
        named = self.sets.get(name)
        if named is None:
            raise wrong(self.where, f"множества «{name}» нет")
        params = {word: self._given(rest.pop(word, value), given) for word, value in named.get("params", {}).items()}
        further = rest.pop("where", {})
        if "has" in named:
            inner: Condition | None = self._has(register, named, params, further, given)
            of = named["has"]
        else:
            of = named["of"]
            if of != register:
                title = REGISTERS[register].title
                raise wrong(self.where, f"множество «{name}» выбирает не из реестра «{title}»")
            inner = every([self.condition(of, named["where"], params), self.condition(of, further, given)])
        further_words = words(REGISTERS[of], self.condition(of, further, given)) if further else ""
        says = {word: _told(path, params[word]) for word, path in named.get("says", {}).items()}
        title = str(named["title"]).format(**says)
        told = [
            self._param_words(named["asks"][word], value)
            for word, value in params.items() if word not in says and value != named["params"][word]
        ]  # fmt: skip
        if further:
            told.append(further_words)
        label = f"{title} ({'; '.join(told)})" if told else title
        return Named(label, cast(Condition, inner))

    def _param_words(self, name: str, value: Any) -> str:
        """A changed parameter of a set: «часов не меньше 72», «за последние 36 мес.»."""
        if (window := self._window(value)) is not None:
            return window[1] or "когда-либо до даты отчёта"
        return "на дату отчёта" if value == "as_of" else f"{name} {value}"

    def _has(
        self,
        register: str,
        table: Table,
        given: Table | None,
        further: Table | None = None,
        further_given: Table | None = None,
    ) -> Condition:
        other = typed(self.where, table, "has", str)
        self.reading(other)
        link = typed(self.where, table, "via", str, None)
        via = self._only_link(register, other) if link is None else self._link(other, link)
        try:
            own_link(REGISTERS[register], via.link or "")
        except UnknownPath as error:
            raise wrong(self.where, str(error)) from error
        where = every([
            self.only(other),
            self.condition(other, table.get("where", {}), given),
            self.condition(other, further or {}, further_given),
        ])  # fmt: skip
        return Has(other, via.name, where, max(1, typed(self.where, table, "at_least", int, 1)))

    def _link(self, register: str, name: str) -> FieldSpec:
        try:
            return link_field(REGISTERS[register], name)
        except UnknownPath as error:
            raise wrong(self.where, str(error)) from error

    def _only_link(self, register: str, other: str) -> FieldSpec:
        """The link by which ``other`` belongs to rows of ``register``: to their person first, then organisation."""
        here = REGISTERS[register]
        for target in (register, "teachers", "organizations"):
            found = [field for field in REGISTERS[other].links if field.link == target]
            reachable = target == register or any(field.link == target for field in here.links)
            if found and reachable:
                if len(found) > 1:
                    names = ", ".join(field.name.removesuffix("_id") for field in found)
                    raise wrong(self.where, f"для «has = {other}» укажите «via»: {names}")
                return found[0]
        raise wrong(self.where, f"реестр «{other}» не связан с реестром «{register}»")

    # -- time ----------------------------------------------------------------------------------------------------

    def _when(self, register: str, value: Any) -> Condition:
        reading, spec = self.reading(register), REGISTERS[register]
        as_of = Bound("as_of")
        if not reading.fact and reading.state is None:
            raise wrong(self.where, f"«when = {value}» не подходит реестру «{spec.title}»")
        if (window := self._window(value)) is not None:
            since, label = window
            if not reading.fact:
                until_now = since is None
                label = "действует или действовало раньше" if until_now else f"действует {label}"
                return Named(
                    label, _begun(spec, reading, as_of) if until_now else _lasting(spec, reading, as_of, since)
                )
            name = spec.by_name[reading.fact[0]].label
            if since is None:
                return Named(f"«{name}» не позже даты отчёта", _first_filled(spec, reading.fact, "le", as_of))
            return Named(f"«{name}» {label}", _first_filled(spec, reading.fact, "between", (since, as_of)))
        if reading.state is None:
            raise wrong(self.where, f"«when = {value}» не подходит реестру «{spec.title}»")
        if value == "as_of":
            return Named("действует на дату отчёта", _lasting(spec, reading, as_of, as_of))
        if isinstance(value, Mapping) and value.keys() == {"years", "after"}:
            day = Anniversary(typed(self.where, value, "after", str), typed(self.where, value, "years", int))
            _, field = self._resolved(register, day.path)
            if not isinstance(field.kind, Date):
                raise wrong(self.where, f"«{field.label}» – не дата")
            label = f"действует через {day.years} г. после даты «{field.label}»"
            return Named(label, _lasting(spec, reading, day, day))
        raise wrong(
            self.where,
            f"«when = {value}»: нужно period, as_of, until, academic, {{ last_months }}, {{ since }} "
            "или { years, after }",
        )

    def _window(self, value: Any) -> tuple[Bound | date | None, str] | None:
        """The first day of a window that ends at the as-of date (None: any time before) and its words."""
        match value:
            case "period":
                return Bound("start"), "в отчётном периоде"
            case "academic":
                return Bound("academic"), "в текущем учебном году"
            case "until":
                return None, ""
            case Mapping() if value.keys() == {"last_months"}:
                months = typed(self.where, value, "last_months", int)
                if not 1 <= months <= 600:
                    raise wrong(self.where, f"«last_months = {months}»: нужно число месяцев от 1 до 600")
                return Bound("as_of", days=1, months=-months), f"за последние {months} мес."
            case Mapping() if value.keys() == {"since"}:
                day = _day(value["since"])
                if not isinstance(day, date):
                    raise wrong(self.where, f"«since = {day}»: нужна дата, например 2021-01-01")
                return day, f"с {format_date(day)} по дату отчёта"
        return None

    # -- fields --------------------------------------------------------------------------------------------------

    def _resolved(self, register: str, path: str) -> tuple[str, FieldSpec]:
        """The register and the field at the end of a path."""
        try:
            followed, field = resolve(REGISTERS[register], path)
        except UnknownPath as error:
            raise wrong(self.where, str(error)) from error
        return (followed[-1].link or "") if followed else register, field

    def _path(self, register: str, path: str, value: Any, given: Table | None) -> Condition:
        *steps, last = path.split(".")
        if last == "when":
            end = register
            for step in steps:
                end = self._link(end, step).link or ""
            return _behind(steps, self._when(end, self._given(value, given)))
        end, field = self._resolved(register, path)
        if isinstance(value, Mapping) and not value.keys() <= _COMPARING:
            if not field.link:
                unknown = ", ".join(sorted(value.keys() - _COMPARING))
                raise wrong(self.where, f"«{unknown}» у поля «{field.label}»: нет такого сравнения")
            return _behind([*steps, field.name], self._some(field.link, value, given))
        reading = self.reading(end)
        if steps and (field.name in reading.instead or field.name in reading.inherit):
            return _behind(steps, self._path(end, last, value, given))
        return self._compared(register, path, end, field, value, given)

    def _compared(
        self, register: str, path: str, end: str, field: FieldSpec, value: Any, given: Table | None
    ) -> Condition:
        table = dict(value) if isinstance(value, Mapping) else {"in" if isinstance(value, list) else "eq": value}
        at = typed(self.where, table, "at", str, None)
        if table.get("or", "empty") != "empty":
            raise wrong(self.where, f"«or = {table['or']}» у поля «{field.label}»: бывает только empty")
        may_be_empty = "or" in table
        table = {word: literal for word, literal in table.items() if word not in ("at", "or")}
        tests: list[Condition | None] = []
        for word, literal in table.items():
            if word == "empty":
                test = Test(path, "empty" if literal else "filled")
            else:
                undecided = f"{end}.{field.name}" in self.readings.unknown
                found = self._literal(field, word, self._given(literal, given), at)
                if at is not None and not isinstance(self._resolved(register, at)[1].kind, Date):
                    raise wrong(self.where, f"«at = {at}»: нужно поле с датой")
                test = Test(path, _OPS[word], found, undecided and not may_be_empty)
            tests.append(self._effective(register, test, field))
        met = every(tests)
        if met is None:
            raise wrong(self.where, f"поле «{field.label}» без сравнения")
        if may_be_empty:
            label = f"{words(REGISTERS[register], met)} или не заполнено"
            met = Named(label, AnyOf((met, self._effective(register, Test(path, "empty"), field))))
        return met

    def _effective(self, register: str, test: Test, field: FieldSpec) -> Condition:
        """The test on the value that counts: derived or inherited where the readings say so."""
        spec, reading = REGISTERS[register], self.readings.by_register[register]
        label = words(spec, test)
        if "." not in test.path and (derived := reading.instead.get(field.name)):
            return Named(label, replace(test, path=derived))
        source = reading.inherit.get(field.name) if "." not in test.path else None
        if source is None:
            return test
        own, is_empty = test, Test(test.path, "empty")
        if test.op in ("ne", "not_in"):
            own_met: Condition = All((Test(test.path, "filled"), own))
        elif test.op == "empty":
            own_met = AnyOf(())
        else:
            own_met = own
        if source.path is not None:
            other: Condition = replace(test, path=source.path)
        else:
            other = Test(source.by_field or "", "in", source.lookup)
            if test.op == "empty" or (test.value is True) != (test.op == "eq"):
                other = Not(other)
        return Named(label, AnyOf((own_met, All((is_empty, other)))))

    # -- values --------------------------------------------------------------------------------------------------

    def _given(self, value: Any, given: Table | None) -> Any:
        if isinstance(value, str) and value.startswith("$"):
            if not given or value[1:] not in given:
                raise wrong(self.where, f"значение «{value}» не задано")
            return given[value[1:]]
        return value

    def _literal(self, field: FieldSpec, word: str, value: Any, at: str | None) -> Any:
        if word in ("years_lt", "years_ge"):
            if not isinstance(field.kind, Date) or not isinstance(value, int) or isinstance(value, bool):
                raise wrong(self.where, f"«{word}» у поля «{field.label}»: нужны дата и целое число лет")
            return Years(value, at)
        if isinstance(value, list):
            if word not in ("in", "not_in", "between"):
                raise wrong(self.where, f"«{word}» у поля «{field.label}»: нужно одно значение, а не список")
            if not value or (word == "between" and len(value) != 2):
                raise wrong(self.where, f"«{word}» у поля «{field.label}»: в списке не столько значений, сколько нужно")
            return tuple(self._scalar(field, each) for each in value)
        if word in ("in", "not_in", "between"):
            raise wrong(self.where, f"«{word}» у поля «{field.label}»: нужен список")
        return self._scalar(field, value)

    def _scalar(self, field: FieldSpec, value: Any) -> Any:
        if isinstance(field.kind, Date):
            value = _day(value)
        if isinstance(value, str) and (moment := _MOMENT.fullmatch(value)):
            base, years, months, days = moment.groups()
            fits = isinstance(field.kind, Int) if base == "year" else isinstance(field.kind, Date)
            if fits:
                return Bound(base, int(years or 0), int(days or 0), int(months or 0))  # type: ignore[arg-type]
        elif _fits(field.kind, value):
            return value
        raise wrong(self.where, f"значение «{value}» не подходит полю «{field.label}»")


def _told(path: str, value: Any) -> str:
    register, _, name = path.partition(".")
    return value_words(REGISTERS[register].by_name[name], value)


def _fits(kind: Kind, value: Any) -> bool:
    match kind:
        case Choice(dictionary=dictionary) | MultiChoice(dictionary=dictionary):
            return isinstance(value, str) and value in dictionary.labels
        case Bool():
            return isinstance(value, bool)
        case Date():
            return isinstance(value, date)
        case Int() | Number():
            return isinstance(value, int | float) and not isinstance(value, bool)
        case Text() | TextList():
            return isinstance(value, str)
    return False


def _day(value: Any) -> Any:
    """A day that JSON keeps as a text; anything else as it is."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and not value.startswith("@") else value
    except ValueError:
        return value


def _behind(steps: list[str], part: Condition) -> Condition:
    for step in reversed(steps):
        part = Linked(step, part)
    return part


def _first_filled(spec: RegisterSpec, fields: tuple[str, ...], op: Op, value: Any) -> Condition:
    """The test on the first filled of several fields."""
    first, *others = fields
    met: Condition = Test(first, op, value)
    if not others or spec.by_name[first].required:
        return met
    return AnyOf((met, All((Test(first, "empty"), _first_filled(spec, tuple(others), op, value)))))


def _lasting(spec: RegisterSpec, reading: Reading, until: Any, since: Any) -> Condition:
    """A state that starts on or before ``until`` and does not end before ``since``."""
    start, end = cast(tuple[str, str], reading.state)
    begun = _begun(spec, reading, until)
    no_end: Condition = Test(end, "empty")
    if reading.is_one_day:
        no_end = All((no_end, Test(start, "ge", since)))
    return All((begun, AnyOf((no_end, Test(end, "ge", since)))))


def _begun(spec: RegisterSpec, reading: Reading, until: Any) -> Condition:
    """A state that starts on or before ``until``; an empty start means always."""
    start = cast(tuple[str, str], reading.state)[0]
    begun = Test(start, "le", until)
    return begun if spec.by_name[start].required else AnyOf((Test(start, "empty"), begun))
