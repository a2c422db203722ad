"""Conditions (core/conditions.py) to SQL expressions over a register's table; portable SQL, always two-valued."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, and_, exists, false, func, not_, or_, select, true

from ..core.conditions import All, AnyOf, Condition, Has, Not, Test
from ..core.kinds import MultiChoice, TextList
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import fold
from .declare import REGISTERS, table_of


class UnknownPath(ValueError):
    """A condition names a field or register that does not exist; the text says which word is wrong."""


def resolve(spec: RegisterSpec, path: str) -> tuple[list[FieldSpec], FieldSpec]:
    """The links to follow and the field at the end of ``path``; UnknownPath names the wrong word."""
    *steps, last = path.split(".")
    followed: list[FieldSpec] = []
    here = spec
    for step in steps:
        through = here.by_name.get(step) or here.by_name.get(f"{step}_id")
        if through is None or through.link is None:
            raise UnknownPath(f"«{step}» в «{path}»: в реестре «{here.title}» нет такой ссылки")
        followed.append(through)
        here = REGISTERS[through.link]
    field = here.by_name.get(last) or here.by_name.get(f"{last}_id")
    if field is None:
        raise UnknownPath(f"«{last}» в «{path}»: в реестре «{here.title}» нет такого поля")
    return followed, field


def compile_condition(
    spec: RegisterSpec, condition: Condition | None, table: FromClause | None = None
) -> ColumnElement[bool]:
    """The WHERE expression of a condition on rows of ``table`` (default: the register's own)."""
    source = table_of(spec) if table is None else table
    match condition:
        case None:
            return true()
        case All(parts):
            return and_(true(), *(compile_condition(spec, part, source) for part in parts))
        case AnyOf(parts):
            return or_(false(), *(compile_condition(spec, part, source) for part in parts))
        case Not(part):
            return not_(compile_condition(spec, part, source))
        case Has():
            return _has(condition, source)
        case Test():
            return _test(spec, condition, source)


def _has(condition: Has, source: FromClause) -> ColumnElement[bool]:
    other = REGISTERS.get(condition.register)
    if other is None or other.by_name.get(condition.via) is None:
        raise UnknownPath(f"«{condition.register}.{condition.via}»: нет такого реестра или ссылки")
    rows: Table | Any = table_of(other).alias()
    inner = and_(rows.c[condition.via] == source.c.id, compile_condition(other, condition.where, rows))
    if condition.at_least <= 1:
        return exists().where(inner)
    return select(func.count()).select_from(rows).where(inner).scalar_subquery() >= condition.at_least


def _test(spec: RegisterSpec, test: Test, source: FromClause) -> ColumnElement[bool]:
    followed, field = resolve(spec, test.path)
    if followed:
        first, rest = followed[0], test.path.split(".", 1)[1]
        target = REGISTERS[first.link or ""]
        joined = table_of(target).alias()
        met = exists().where(
            joined.c.id == source.c[first.name],
            compile_condition(target, Test(rest, test.op, test.value), joined),
        )
        if test.op in {"empty", "ne", "not_in"}:  # an empty link has empty fields behind it
            return or_(source.c[first.name].is_(None), met)
        return met
    return _compare(field, test, source)


def _compare(field: FieldSpec, test: Test, source: FromClause) -> ColumnElement[bool]:
    column: ColumnElement[Any] = source.c[field.name]
    op, value = test.op, test.value
    if op == "empty":
        return column.is_(None)
    if op == "filled":
        return column.is_not(None)
    if op in {"contains", "starts"}:
        if field.link:
            target = table_of(field.link)
            return column.in_(select(target.c.id).where(_like(target.c.search_text, fold(value), op)))
        folded = source.c[field.key_column] if field.text_key else column
        return and_(folded.is_not(None), _like(folded, fold(value), op))
    if isinstance(field.kind, MultiChoice | TextList):
        items = [value] if op in {"has_item", "eq", "ne"} else list(value)
        found = or_(false(), *(column.contains(f";{item};", autoescape=True) for item in items))
        met = and_(column.is_not(None), found)
        return not_(met) if op in {"ne", "not_in"} else met
    if field.text_key and field.kind.is_text:
        column = source.c[field.key_column]
        value = fold(value) if isinstance(value, str) else [fold(each) for each in value]
    return _plain(column, op, value)


def _plain(column: ColumnElement[Any], op: str, value: Any) -> ColumnElement[bool]:
    match op:
        case "eq":
            met = column == value
        case "ne":
            return or_(column.is_(None), column != value)
        case "in":
            met = column.in_(list(value))
        case "not_in":
            return or_(column.is_(None), column.not_in(list(value)))
        case "ge":
            met = column >= value
        case "gt":
            met = column > value
        case "le":
            met = column <= value
        case "lt":
            met = column < value
        case "between":
            met = column.between(value[0], value[1])
        case _:
            raise UnknownPath(f"«{op}»: нет такого сравнения")
    return and_(column.is_not(None), met)


def _like(column: ColumnElement[Any], needle: str, op: str) -> ColumnElement[bool]:
    return column.startswith(needle, autoescape=True) if op == "starts" else column.contains(needle, autoescape=True)
