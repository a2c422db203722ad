"""Conditions as plain JSON values and back, and a condition settled for one reporting period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from .conditions import All, Anniversary, AnyOf, Bound, Condition, Has, Linked, Lookup, Named, Not, Test, Years
from .dates import Period

Data = Mapping[str, Any]


class BadData(ValueError):
    """Not a condition: written by a newer program or by hand; the text names the wrong part."""


def to_data(condition: Condition) -> dict[str, Any]:
    """The condition as JSON keeps it."""
    match condition:
        case Test(path, op, value, undecided):
            data: dict[str, Any] = {"field": path, "op": op}
            if value is not None:
                data["value"] = _value_to_data(value)
            return {**data, "undecided": True} if undecided else data
        case All(parts):
            return {"all": [to_data(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [to_data(part) for part in parts]}
        case Not(part):
            return {"not": to_data(part)}
        case Has(register, via, where, at_least):
            inner = {"where": to_data(where)} if where is not None else {}
            return {"has": register, "via": via, **inner, **({"at_least": at_least} if at_least != 1 else {})}
        case Linked(link, part):
            return {"linked": link, "where": to_data(part)}
        case Named(label, part):
            return {"named": label, "where": to_data(part)}


def from_data(data: Any) -> Condition:
    """The condition back; BadData when it is none."""
    match data:
        case {"field": str(path), "op": str(op), **rest}:
            return Test(path, op, _value_from_data(rest.get("value")), bool(rest.get("undecided")))  # type: ignore[arg-type]
        case {"all": list(parts)}:
            return All(tuple(from_data(part) for part in parts))
        case {"any": list(parts)}:
            return AnyOf(tuple(from_data(part) for part in parts))
        case {"not": part}:
            return Not(from_data(part))
        case {"has": str(register), "via": str(via), **rest}:
            where = from_data(rest["where"]) if "where" in rest else None
            return Has(register, via, where, _whole(rest.get("at_least", 1)))
        case {"linked": str(link), "where": part}:
            return Linked(link, from_data(part))
        case {"named": str(label), "where": part}:
            return Named(label, from_data(part))
    raise BadData(f"не условие: {data!r}")


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise BadData(f"не число: {value!r}")
    return value


def _value_to_data(value: Any) -> Any:
    match value:
        case Bound(base, years, days, months):
            moved = {"years": years, "days": days, **({"months": months} if months else {})}
            return {"bound": base, **moved}
        case Anniversary(path, years):
            return {"anniversary": path, "years": years}
        case Years(count, at):
            return {"full_years": count, "at": at}
        case Lookup(register, fields, flag):
            return {"lookup": register, "fields": list(fields), "flag": flag}
        case date():
            return {"date": value.isoformat()}
        case list() | tuple():
            return [_value_to_data(each) for each in value]
    return value


def _value_from_data(data: Any) -> Any:
    match data:
        case {"bound": "as_of" | "start" | "year" | "academic" as base, "years": int(years), "days": int(days), **rest}:
            return Bound(base, years, days, _whole(rest.get("months", 0)))
        case {"anniversary": str(path), "years": int(years)}:
            return Anniversary(path, years)
        case {"full_years": int(count), "at": at}:
            return Years(count, at)
        case {"lookup": str(register), "fields": list(fields), "flag": str(flag)}:
            return Lookup(register, tuple(fields), flag)
        case {"date": str(text)}:
            try:
                return date.fromisoformat(text)
            except ValueError as error:
                raise BadData(f"не дата: {text}") from error
        case list():
            return tuple(_value_from_data(each) for each in data)
        case None | bool() | int() | float() | str():
            return data
    raise BadData(f"не значение: {data!r}")


def is_of_period(condition: Condition | None) -> bool:
    """Whether the condition means another thing in another period."""
    return condition is not None and _settled(condition, Period.of_year(2000)) != condition


def at_period(condition: Condition | None, period: Period) -> Condition | None:
    """The condition with the dates that the period gives: «за отчётный период» becomes two days."""
    return None if condition is None else _settled(condition, period)


def _settled(condition: Condition, period: Period) -> Condition:
    match condition:
        case All(parts):
            return All(tuple(_settled(part, period) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_settled(part, period) for part in parts))
        case Not(part):
            return Not(_settled(part, period))
        case Has(where=where) if where is not None:
            return replace(condition, where=_settled(where, period))
        case Linked(link, part):
            return Linked(link, _settled(part, period))
        case Named(label, part):
            return Named(label, _settled(part, period))
        case Test(op="years_lt", value=Years(count, None)):
            return replace(condition, op="gt", value=Bound("as_of", -count).value(period))
        case Test(op="years_ge", value=Years(count, None)):
            return replace(condition, op="le", value=Bound("as_of", -count).value(period))
        case Test():
            return replace(condition, value=_settled_value(condition.value, period))
    return condition


def _settled_value(value: Any, period: Period) -> Any:
    if isinstance(value, Bound):
        return value.value(period)
    return tuple(_settled_value(each, period) for each in value) if isinstance(value, tuple) else value
