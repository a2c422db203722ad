"""Conditions in Russian words: for the sentence of a definition and for «Почему?»."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..core.conditions import All, Anniversary, AnyOf, Bound, Condition, Has, Linked, Lookup, Named, Not, Test, Years
from ..core.dates import format_date
from ..core.kinds import Bool, Choice, Kind, MultiChoice
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import plural
from ..registers import REGISTERS
from ..storage.conditions import link_field, resolve
from .readings import readings

MONITORED = "организация участвует в мониторинге"  # holds of every row read, so it is not said
_COMPARED = {"ge": "не меньше", "gt": "больше", "le": "не больше", "lt": "меньше"}
_DATED = {"ge": "не раньше", "gt": "позже", "le": "не позже", "lt": "раньше"}


def words(spec: RegisterSpec, condition: Condition | None) -> str:
    """The condition on rows of ``spec`` as a phrase; empty for what holds of every row read."""
    match condition:
        case None:
            return ""
        case Named(label, _):
            return "" if label == MONITORED else label
        case All(parts):
            return "; ".join(_said(spec, parts))
        case AnyOf(parts):
            said = [f"({text})" if "; " in text else text for text in _said(spec, parts)]
            return " или ".join(said) if said else "никто"
        case Not(Has(register, _, where, 1)):
            inner = words(REGISTERS[register], where)
            return f"нет записи в реестре «{REGISTERS[register].title}»" + (f": {inner}" if inner else "")
        case Not(part):
            return f"не выполнено: {words(spec, part)}"
        case Linked(link, part):
            field = link_field(spec, link)
            return f"{field.label.lower()}: {words(REGISTERS[field.link or ''], part)}"
        case Has(register, _, where, at_least):
            other = REGISTERS[register]
            count = "есть запись" if at_least < 2 else f"не менее {at_least} записей"
            inner = words(other, where)
            return f"{count} в реестре «{other.title}»" + (f": {inner}" if inner else "")
        case Test():
            return test_words(spec, condition)


def _said(spec: RegisterSpec, parts: Sequence[Condition]) -> list[str]:
    return [text for part in parts if (text := words(spec, part))]


def test_words(spec: RegisterSpec, test: Test) -> str:
    """«Часов» не меньше 16."""
    followed, field = resolve(spec, test.path)
    label = f"«{field.label}»"
    match test.op:
        case "empty":
            return f"{label} не заполнено"
        case "filled":
            return f"{label} заполнено"
        case "eq" | "in" | "has_item":
            return f"{label} – {value_words(field, test.value)}"
        case "ne" | "not_in":
            if isinstance(field.kind, Bool):
                return f"{label} – {_plain(field.kind, not test.value)} или не заполнено"
            return f"{label} – не {value_words(field, test.value, ' и не ')}"
        case "between":
            return f"{label} {_between(field, test.value)}"
        case "word":
            return f"{label} – «{test.value}» или начинается с этого слова"
        case "starts":
            return f"{label} начинается с «{test.value}»"
        case "contains":
            return f"{label} содержит «{test.value}»"
        case "years_lt" | "years_ge":
            end = followed[-1].link or "" if followed else spec.key
            return _years_words(spec, end, field, test)
    is_date = isinstance(test.value, date | Bound | Anniversary)
    return f"{label} {(_DATED if is_date else _COMPARED)[test.op]} {value_words(field, test.value)}"


def value_words(field: FieldSpec, value: Any, last: str = " или ") -> str:
    """A literal of a definition as people read it."""
    if isinstance(value, list | tuple):
        said = [value_words(field, each) for each in value]
        return last.join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
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
    """«даты отчёта», «начала периода − 2 года»."""
    name = {
        "as_of": "даты отчёта", "start": "начала периода", "year": "отчётного года", "academic": "начала учебного года",
    }[bound.base]  # fmt: skip
    moves = (
        (bound.years, _years(abs(bound.years))), (bound.months, f"{abs(bound.months)} мес."),
        (bound.days, f"{abs(bound.days)} дн."),
    )  # fmt: skip
    for count, text in moves:
        if count:
            name += f" {'+' if count > 0 else '−'} {text}"
    return name


def _between(field: FieldSpec, limits: Any) -> str:
    if limits == (Bound("start"), Bound("as_of")):
        return "в отчётном периоде"
    if limits == (Bound("start", years=-1), Bound("start", days=-1)):
        return "в прошлом году"
    low, high = (value_words(field, each) for each in limits)
    return f"от {low} до {high}"


def _years_words(spec: RegisterSpec, register: str, field: FieldSpec, test: Test) -> str:
    """«возраст на дату отчёта меньше 35 лет»."""
    years: Years = test.value
    reading = readings().by_register.get(register)
    name = (reading.years.get(field.name) if reading else None) or f"полных лет от даты «{field.label}»"
    moment = "на дату отчёта" if years.at is None else f"на дату «{resolve(spec, years.at)[1].label}»"
    compared = "меньше" if test.op == "years_lt" else "не меньше"
    return f"{name} {moment} {compared} {years.count} {'года' if years.count % 10 == 1 else 'лет'}"


def _plain(kind: Kind, value: Any) -> str:
    if isinstance(kind, Choice | MultiChoice):
        return kind.dictionary.shown.get(value, str(value))
    return kind.format(value)


def _years(count: int) -> str:
    return f"{count} {plural(count, 'год', 'года', 'лет')}"
