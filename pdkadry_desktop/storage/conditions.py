"""Conditions (core/conditions.py) to SQL expressions over a register's table.

Portable SQL. Two-valued but for tests marked ``undecided``, which are NULL on an empty field. Related rows are asked
for with «IN (SELECT …)», which a base works out once for the whole statement.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    String,
    Table,
    and_,
    bindparam,
    case,
    extract,
    false,
    func,
    not_,
    null,
    or_,
    select,
    true,
    type_coerce,
)  # fmt: skip

from ..core.conditions import (
    All,
    Anniversary,
    AnyOf,
    Bound,
    Condition,
    Has,
    Linked,
    Lookup,
    Named,
    Not,
    Test,
    Years,
    conjuncts,
)  # fmt: skip
from ..core.kinds import Kind, MultiChoice, Text, TextList
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import fold
from .database import Database
from .declare import REGISTERS, table_of

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "ge": operator.ge, "gt": operator.gt, "le": operator.le, "lt": operator.lt,
}  # fmt: skip


class UnknownPath(ValueError):
    """A condition names a field or register that does not exist; the text says which word is wrong."""


def resolve(spec: RegisterSpec, path: str) -> tuple[list[FieldSpec], FieldSpec]:
    """The links to follow and the field at the end of ``path``; UnknownPath names the wrong word."""
    *steps, last = path.split(".")
    followed: list[FieldSpec] = []
    here = spec
    for step in steps:
        through = link_field(here, step)
        followed.append(through)
        here = REGISTERS[through.link or ""]
    field = here.by_name.get(last) or here.by_name.get(f"{last}_id") or _derived_field(here, last)
    if field is None:
        raise UnknownPath(f"«{last}» в «{path}»: в реестре «{here.title}» нет такого поля")
    return followed, field


def link_field(spec: RegisterSpec, name: str) -> FieldSpec:
    """A link of a register by its name with or without «_id»; UnknownPath when there is none."""
    found = spec.by_name.get(name) or spec.by_name.get(f"{name}_id")
    if found is None or found.link is None:
        raise UnknownPath(f"«{name}»: в реестре «{spec.title}» нет такой ссылки")
    return found


def _derived_field(spec: RegisterSpec, name: str) -> FieldSpec | None:
    """A column that the register derives from its fields (``derive``): a short code, compared as it is."""
    if spec.derive is None or name not in table_of(spec).c:
        return None
    return FieldSpec(name, name, Text(), required=True)


def own_link(spec: RegisterSpec, target: str) -> str:
    """The column of ``spec`` that holds the id of a record of ``target``; UnknownPath when there is not exactly one."""
    if spec.key == target:
        return "id"
    found = [field.name for field in spec.links if field.link == target]
    if len(found) != 1:
        raise UnknownPath(f"«{spec.title}»: нет единственной ссылки на реестр «{REGISTERS[target].title}»")
    return found[0]


_ONLY_EXACT: ContextVar[bool] = ContextVar("only_exact", default=False)


@contextmanager
def only_exact_dates() -> Iterator[None]:
    """Compiles for a base where no date has another end: nothing is asked of the columns that are empty anyway."""
    before = _ONLY_EXACT.set(True)
    try:
        yield
    finally:
        _ONLY_EXACT.reset(before)


def has_imprecise_dates(db: Database) -> bool:
    """Whether any record of the base has a date that is known only as an interval."""
    for spec in REGISTERS.values():
        for field in spec.fields:
            if field.other_end:
                table = table_of(spec)
                filled = select(table.c.id).where(table.c[field.other_end].is_not(None)).limit(1)
                if db.connection.scalar(filled) is not None:
                    return True
    return False


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
            return or_(false(), *(compile_condition(spec, part, source) for part in _merged(parts)))
        case Not(part):
            return not_(compile_condition(spec, part, source))
        case Named(_, part):
            return compile_condition(spec, part, source)
        case Linked(link, part):
            return _linked(spec, link, part, source)
        case Has():
            return _has(spec, condition, source)
        case Test():
            return _test(spec, condition, source)


def _merged(parts: Sequence[Condition]) -> list[Condition]:
    """Alternatives with «has such a row or such a row» of one register asked once: one look at its rows, not two."""
    asked: dict[tuple[str, str], list[Condition]] = {}
    others: list[Condition] = []
    for part in parts:
        bare = part
        while isinstance(bare, Named):
            bare = bare.part
        if isinstance(bare, Has) and bare.at_least <= 1 and bare.where is not None:
            asked.setdefault((bare.register, bare.via), []).append(bare.where)
        else:
            others.append(part)
    rows: list[Condition] = [Has(register, via, _factored(wheres)) for (register, via), wheres in asked.items()]
    return rows + others


def _factored(alternatives: Sequence[Condition]) -> Condition:
    """«a and b, or a and c» as «a and (b or c)», so that an index on a serves both."""
    opened = [list(conjuncts(each)) for each in alternatives]
    common = [each for each in opened[0] if all(each in other for other in opened[1:])]
    rests = (All(tuple(each for each in parts if each not in common)) for parts in opened)
    return All((*common, AnyOf(tuple(rests))))


def _member(column: ColumnElement[Any], ids: Any) -> ColumnElement[bool]:
    """``column IN (ids)``, false for an empty column."""
    found = column.in_(ids)
    return and_(column.is_not(None), found) if getattr(column, "nullable", True) else found


def _linked(spec: RegisterSpec, link: str, part: Condition, source: FromClause) -> ColumnElement[bool]:
    through = link_field(spec, link)
    target = REGISTERS[through.link or ""]
    rows = table_of(target).alias()
    return _member(source.c[through.name], select(rows.c.id).where(compile_condition(target, part, rows)))


def _has(spec: RegisterSpec, condition: Has, source: FromClause) -> ColumnElement[bool]:
    other = REGISTERS.get(condition.register)
    if other is None:
        raise UnknownPath(f"«{condition.register}»: нет такого реестра")
    via = link_field(other, condition.via)
    rows: Table | Any = table_of(other).alias()
    link, own = rows.c[via.name], source.c[own_link(spec, via.link or "")]
    found = select(link).where(compile_condition(other, condition.where, rows))
    if not via.required:
        found = found.where(link.is_not(None))
    if condition.at_least > 1:
        found = found.group_by(link).having(func.count() >= condition.at_least)
    return _member(own, found)


def _test(spec: RegisterSpec, test: Test, source: FromClause) -> ColumnElement[bool]:
    followed, field = resolve(spec, test.path)
    if not followed or test.undecided:
        column = value_at(spec, test.path, source)
        return _compare(spec, field, test, source, column)
    first, rest = followed[0], test.path.split(".", 1)[1]
    met = _linked(spec, first.name, Test(rest, test.op, test.value), source)
    if test.op in {"empty", "ne", "not_in"} and not first.required:  # an empty link has empty fields behind it
        return or_(source.c[first.name].is_(None), met)
    return met


def value_at(spec: RegisterSpec, path: str, source: FromClause) -> ColumnElement[Any]:
    """The value at the end of a path: a column, or a subquery through the links."""
    followed, field = resolve(spec, path)
    if not followed:
        return source.c[field.name]
    target = REGISTERS[followed[0].link or ""]
    rows = table_of(target).alias()
    value = value_at(target, path.split(".", 1)[1], rows)
    return select(value).where(rows.c.id == source.c[followed[0].name]).scalar_subquery()


def _compare(
    spec: RegisterSpec, field: FieldSpec, test: Test, source: FromClause, column: ColumnElement[Any]
) -> ColumnElement[bool]:
    op, value = test.op, test.value
    if op == "empty":
        return column.is_(None)
    if op == "filled":
        return column.is_not(None)
    if op in {"contains", "starts", "word"}:
        return _alike(field, op, fold(value), source, column)
    if isinstance(field.kind, MultiChoice | TextList):
        items = [value] if op in {"has_item", "eq", "ne"} else list(value)
        stored = type_coerce(column, String)  # «;a;b;» as it is kept
        found = or_(false(), *(stored.contains(f";{item};", autoescape=True) for item in items))
        met = and_(column.is_not(None), found)
        return not_(met) if op in {"ne", "not_in"} else met
    if op in {"years_lt", "years_ge"}:
        return _years(spec, test, source, column)
    if isinstance(value, Anniversary):
        others = _ends(spec, value.path, source)
        found_at = [_ordered(_anniversary_number(each, value.years), op, _day_number(column)) for each in others.ends]
        met = _agreed(test, found_at[0], found_at, others)
        return met if test.undecided else and_(column.is_not(None), others.ends[0].is_not(None), met)
    may_be_imprecise = field.other_end and not _ONLY_EXACT.get()
    if may_be_imprecise and op == "between" and test.undecided:  # each border may be undecided by itself
        low, high = replace(test, op="ge", value=value[0]), replace(test, op="le", value=value[1])
        return and_(_compare(spec, field, low, source, column), _compare(spec, field, high, source, column))
    if may_be_imprecise and op in _COMPARE:
        dated = _ends(spec, test.path, source)
        bound = _bound(value, column, field.kind)
        found_at = [_plain(end, op, bound) for end in dated.ends]
        met = _agreed(test, found_at[0], found_at, dated)
        return met if test.undecided else and_(column.is_not(None), met)
    if field.text_key and isinstance(field.kind, Text):
        column = source.c[field.key_column]
        value = _folded(value)
    met = _plain(column, op, _bound(value, column, field.kind))
    if test.undecided or getattr(column, "nullable", True) is False:
        return met
    return or_(column.is_(None), met) if op in {"ne", "not_in"} else and_(column.is_not(None), met)


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value)
    return value if isinstance(value, Lookup) else [fold(each) for each in value]


def _bound(value: Any, column: ColumnElement[Any], kind: Kind) -> Any:
    """Values that only the period or the base knows become parameters of the statement."""
    if isinstance(value, Bound):
        return bindparam(value.key, type_=column.type)
    if isinstance(value, Lookup):
        return bindparam(value.key, type_=column.type, expanding=True)
    if isinstance(value, list | tuple):
        return [_bound(each, column, kind) for each in value]
    return value


def _alike(
    field: FieldSpec, op: str, needle: str, source: FromClause, column: ColumnElement[Any]
) -> ColumnElement[bool]:
    if field.link:
        target = table_of(field.link)
        return _member(column, select(target.c.id).where(_like(target.c.search_text, needle, op)))
    folded = source.c[field.key_column] if field.text_key else column
    return and_(folded.is_not(None), _like(folded, needle, op))


def _plain(column: ColumnElement[Any], op: str, value: Any) -> ColumnElement[bool]:
    met: ColumnElement[bool]
    match op:
        case "eq":
            met = column == value
        case "ne":
            met = column != value
        case "in":
            met = column.in_(value)
        case "not_in":
            met = column.not_in(value)
        case "between":
            met = column.between(value[0], value[1])
        case _:
            met = _ordered(value, op, column)
    return met


def _ordered(value: Any, op: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
    compare = _COMPARE.get(op)
    if compare is None:
        raise UnknownPath(f"«{op}»: нет такого сравнения")
    met: ColumnElement[bool] = compare(column, value)
    return met


class _Dated(NamedTuple):
    """A date: the date itself, of one that may be imprecise also its other end (NULL where the date is exact)."""

    ends: list[ColumnElement[Any]]


def _ends(spec: RegisterSpec, path: str, source: FromClause) -> _Dated:
    _, field = resolve(spec, path)
    column = value_at(spec, path, source)
    if not field.other_end or _ONLY_EXACT.get():
        return _Dated([column])
    steps, _, _ = path.rpartition(".")
    return _Dated([column, value_at(spec, f"{steps}.{field.other_end}" if steps else field.other_end, source)])


def _agreed(
    test: Test, exact: ColumnElement[bool], met: list[ColumnElement[bool]], *dates: _Dated
) -> ColumnElement[bool]:
    """What holds at both ends holds, what holds at neither does not; otherwise undecided, where that is allowed.

    Almost every date is exact: the one comparison ``exact`` is all that is worked out for it.
    """
    imprecise = [each.ends[1] for each in dates if len(each.ends) > 1]
    if not imprecise:
        return exact
    is_exact = and_(*(other.is_(None) for other in imprecise))
    if not test.undecided:
        return or_(and_(is_exact, exact), and_(not_(is_exact), *met))
    return case((is_exact, exact), (and_(*met), true()), (not_(or_(*met)), false()), else_=null())


def _years(spec: RegisterSpec, test: Test, source: FromClause, column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Full years since the date in ``column``, at the as-of date or at the date of another field."""
    years: Years = test.value
    since = _ends(spec, test.path, source)
    filled = [column.is_not(None)]
    if years.at is None:
        limit = bindparam(Bound("as_of", -years.count).key, type_=column.type)
        found = [each > limit if test.op == "years_lt" else each <= limit for each in since.ends]
        agreed = _agreed(test, found[0], found, since)
    else:
        until = _ends(spec, years.at, source)
        filled.append(until.ends[0].is_not(None))
        met = operator.lt if test.op == "years_lt" else operator.ge

        def passed(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[bool]:
            judged: ColumnElement[bool] = met(_day_number(other) - _day_number(one), years.count * 10_000)
            return judged

        (first, last), (begun, ended) = (
            (each.ends[0], func.coalesce(each.ends[-1], each.ends[0])) for each in (since, until)
        )
        agreed = _agreed(test, passed(first, begun), [passed(first, ended), passed(last, begun)], since, until)
    return agreed if test.undecided else and_(*filled, agreed)


def _day_number(column: ColumnElement[Any]) -> ColumnElement[int]:
    """The date as the number yyyymmdd: comparable, and full years are differences of 10000."""
    return extract("year", column) * 10_000 + extract("month", column) * 100 + extract("day", column)


def _anniversary_number(column: ColumnElement[Any], years: int) -> ColumnElement[int]:
    """yyyymmdd of the anniversary; 29 February of a common year is 1 March."""
    number = _day_number(column) + years * 10_000
    year = extract("year", column) + years
    is_leap = or_(and_(year % 4 == 0, year % 100 != 0), year % 400 == 0)
    return case((and_(number % 10_000 == 229, not_(is_leap)), number + 72), else_=number)


def _like(column: ColumnElement[Any], needle: str, op: str) -> ColumnElement[bool]:
    if op == "word":  # the word itself, or a text that begins with it and a space
        return or_(column == needle, column.startswith(f"{needle} ", autoescape=True))
    return column.startswith(needle, autoescape=True) if op == "starts" else column.contains(needle, autoescape=True)
