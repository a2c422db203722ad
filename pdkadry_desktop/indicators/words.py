"""Conditions in Russian words: for the sentence of a definition and for «Почему?»."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..core.conditions import All, Anniversary, AnyOf, Bound, Condition, Has, Linked, Lookup, Named, Not, Test, Years
from ..core.dates import format_date
from ..core.kinds import Choice, Kind, MultiChoice
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import plural
from ..registers import REGISTERS
from ..storage.conditions import link_field, resolve

MONITORED = "организация участвует в мониторинге"  # holds of every row read, so it is not said
_COMPARED = {"ge": "не меньше", "gt": "больше", "le": "не больше", "lt": "меньше"}
_DATED = {"ge": "не раньше", "gt": "позже", "le": "не позже", "lt": "раньше"}


def words(spec: RegisterSpec, condition: Condition | None) -> str:
    """The condition on rows of ``spec`` as a phrase; «любая запись» for none."""
    match condition:
        case None:
            return "любая запись"
        case Named(label, _):
            return "" if label == MONITORED else label
        case All(parts):
            return joined([words(spec, part) for part in parts], "; ")
        case AnyOf(parts):
            return joined([words(spec, part) for part in parts], " или ") if parts else "никто"
        case Not(part):
            return f"не выполнено: {words(spec, part)}"
        case Linked(link, part):
            target = REGISTERS[link_field(spec, link).link or ""]
            return f"{link_field(spec, link).label.lower()} – {words(target, part)}"
        case Has(register, _, where, at_least):
            other = REGISTERS[register]
            count = "есть запись" if at_least < 2 else f"не менее {at_least} записей"
            inner = f": {words(other, where)}" if where is not None else ""
            return f"{count} в реестре «{other.title}»{inner}"
        case Test():
            return test_words(spec, condition)


def test_words(spec: RegisterSpec, test: Test) -> str:
    """«Часов» не меньше 16."""
    _, field = resolve(spec, test.path)
    label = f"«{field.label}»"
    match test.op:
        case "empty":
            return f"{label} не заполнено"
        case "filled":
            return f"{label} заполнено"
        case "eq" | "in" | "has_item":
            return f"{label} – {value_words(field, test.value)}"
        case "ne" | "not_in":
            return f"{label} – не {value_words(field, test.value)}"
        case "between":
            low, high = test.value
            return f"{label} с {value_words(field, low)} по {value_words(field, high)}"
        case "word":
            return f"{label} – «{test.value}» или начинается с этого слова"
        case "starts":
            return f"{label} начинается с «{test.value}»"
        case "contains":
            return f"{label} содержит «{test.value}»"
        case "years_lt" | "years_ge":
            return f"от даты «{field.label}» до {_moment(spec, test.value)} {_full_years(test)}"
    is_date = isinstance(test.value, date | Bound | Anniversary)
    return f"{label} {(_DATED if is_date else _COMPARED)[test.op]} {value_words(field, test.value)}"


def value_words(field: FieldSpec, value: Any) -> str:
    """A literal of a definition as people read it."""
    if isinstance(value, list | tuple):
        return joined([value_words(field, each) for each in value], " или ")
    if isinstance(value, Bound):
        return bound_words(value)
    if isinstance(value, Anniversary):
        return f"дня через {_years(value.years)} после начала"
    if isinstance(value, Lookup):
        return f"один из отмеченных в реестре «{REGISTERS[value.register].title}»"
    if isinstance(value, date):
        return format_date(value)
    return _plain(field.kind, value)


def bound_words(bound: Bound) -> str:
    """«дата отчёта», «начало периода», moved."""
    name = {"as_of": "даты отчёта", "start": "начала периода", "year": "отчётного года"}[bound.base]
    if bound.base == "start" and bound.years == -1:
        return "начала прошлого года" if not bound.days else "прошлого года"
    if bound.base == "start" and bound.days == -1:
        return "конца прошлого года"
    moved = f" {'+' if bound.years > 0 else '−'} {_years(abs(bound.years))}" if bound.years else ""
    return name + moved


def joined(parts: Sequence[str], separator: str) -> str:
    return separator.join(part for part in parts if part)


def _plain(kind: Kind, value: Any) -> str:
    if isinstance(kind, Choice | MultiChoice):
        return kind.dictionary.labels.get(value, str(value))
    return kind.format(value)


def _moment(spec: RegisterSpec, years: Years) -> str:
    return "даты отчёта" if years.at is None else f"даты «{resolve(spec, years.at)[1].label}»"


def _full_years(test: Test) -> str:
    count = test.value.count
    return f"прошло меньше {_years(count, 'года', 'лет')}" if test.op == "years_lt" else f"прошло {_years(count)}"


def _years(count: int, one: str = "год", many: str = "лет") -> str:
    return f"{count} {plural(count, one, 'лет' if one == 'года' else 'года', many)}"
