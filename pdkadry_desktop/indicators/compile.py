"""A definition → one parameterised statement that returns its member rows.

Row: organisation, role, the member's key (one or more columns), then the weight (stakes, pupils) or the record that
stands for the member, then one flag per key of the breakdown, last the number of the part where there are several.
Portable SQL only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    true,
    union_all,
)  # fmt: skip

from ..core.conditions import Bound, Condition, Lookup, Test, Years, conjuncts, may_be_undecided, walk
from ..core.dates import Period
from ..core.text import fold
from ..registers import REGISTERS
from ..storage.conditions import compile_condition, only_exact_dates
from ..storage.database import Database
from ..storage.declare import table_of
from .definition import Counting, Part, Role

Statement = Select[Any] | CompoundSelect[Any]


@dataclass(frozen=True)
class Compiled:
    """The statement of a counting and what its parameters are."""

    statement: Statement
    bounds: tuple[Bound, ...]
    lookups: tuple[Lookup, ...]
    key_width: int

    def parameters(self, db: Database, period: Period) -> dict[str, Any]:
        """The values of the parameters for a period; texts of lookups are read from the base."""
        return parameters(db, period, self.bounds, self.lookups)


@lru_cache(maxsize=1024)
def compiled(counting: Counting, is_exact: bool = False) -> Compiled:
    """The statement of a counting over registers, made once; a counting without parts has none.

    ``is_exact``: for a base without dates known as intervals; a tenth of the time goes into them otherwise.
    """
    if is_exact:
        with only_exact_dates():
            return _compiled(counting)
    return _compiled(counting)


def _compiled(counting: Counting) -> Compiled:
    selects = [_part(counting, number, part) for number, part in enumerate(counting.parts)]
    statement: Statement = selects[0] if len(selects) == 1 else union_all(*selects)
    bounds, lookups = outside_values(_conditions(counting))
    return Compiled(statement, bounds, lookups, len(counting.parts[0].counts))


def outside_values(conditions: Iterable[Condition | None]) -> tuple[tuple[Bound, ...], tuple[Lookup, ...]]:
    """The values in conditions that only the period or the base knows, each once."""
    bounds: dict[Bound, None] = {}
    lookups: dict[Lookup, None] = {}
    for condition in conditions:
        for node in walk(condition):
            if not isinstance(node, Test):
                continue
            if isinstance(node.value, Years) and node.value.at is None:
                bounds[Bound("as_of", -node.value.count)] = None
            for value in node.value if isinstance(node.value, tuple) else (node.value,):
                if isinstance(value, Bound):
                    bounds[value] = None
                elif isinstance(value, Lookup):
                    lookups[value] = None
    return tuple(bounds), tuple(lookups)


def parameters(db: Database, period: Period, bounds: Iterable[Bound], lookups: Iterable[Lookup]) -> dict[str, Any]:
    found: dict[str, Any] = {bound.key: bound.value(period) for bound in bounds}
    for lookup in lookups:
        table = table_of(lookup.register)
        texts: set[str] = set()
        wanted = select(*(table.c[name] for name in lookup.fields)).where(table.c[lookup.flag].is_(True))
        for row in db.connection.execute(wanted):
            for value in row:
                texts.update(map(fold, (value,) if isinstance(value, str) else value or ()))
        found[lookup.key] = sorted(texts)
    return found


def role_of(part: Part, counting: Counting, source: FromClause) -> ColumnElement[int]:
    """The role of a row whose base is not false."""
    spec = REGISTERS[part.register]
    whens: list[tuple[ColumnElement[bool], ColumnElement[int]]] = []
    if may_be_undecided(part.base):
        whens.append((compile_condition(spec, part.base, source).is_(None), _number(Role.UNKNOWN)))
    for number, exclusion in enumerate(counting.exclusions):
        whens.append((compile_condition(spec, exclusion.condition, source), _number(Role.EXCLUDED - number)))
    counted = _number(Role.NUMERATOR)
    if counting.doubtful is not None:
        is_doubtful = compile_condition(spec, counting.doubtful, source)
        counted = case((is_doubtful, _number(Role.NUMERATOR_UNKNOWN)), else_=counted)
    otherwise = counted
    if part.numerator is not None:
        met = compile_condition(spec, part.numerator, source)
        if may_be_undecided(part.numerator):
            decided = {true(): counted, false(): _number(Role.BASE)}
            open_question = Role.UNKNOWN if counting.excludes_unknown else Role.BASE_UNKNOWN
            otherwise = case(decided, value=met, else_=_number(open_question))
        else:
            whens.append((met, counted))
            otherwise = _number(Role.BASE)
    return case(*whens, else_=otherwise) if whens else otherwise


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(int(value)), Integer)


def _part(counting: Counting, number: int, part: Part) -> Select[Any]:
    spec, table = REGISTERS[part.register], table_of(part.register)
    columns: list[ColumnElement[Any]] = [
        (null() if part.belongs is None else table.c[part.belongs]).label("organization"),
        role_of(part, counting, table).label("role"),
        *(table.c[name].label(f"key_{place}") for place, name in enumerate(part.counts)),
    ]
    if counting.is_weighted:
        weight: Any = literal(1) if part.weight is None else table.c[part.weight]
        columns.append(func.coalesce(weight, part.weight_when_empty).label("weight"))
    elif len(part.counts) > 1:
        columns.append(table.c.id.label("record"))
    for each in counting.breakdown:
        met = compile_condition(spec, each.condition, table)
        columns.append(case((met, 1), else_=0).label(f"slice_{len(columns)}"))
    if len(counting.parts) > 1:
        columns.append(_number(number).label("part"))
    statement = select(*columns)
    for name in part.counts:
        if table.c[name].nullable:
            statement = statement.where(table.c[name].is_not(None))
    return statement.where(_not_false(part, table))


def _not_false(part: Part, table: FromClause) -> ColumnElement[bool]:
    """Rows whose base is true or undecided; conditions that always decide are kept plain."""
    spec = REGISTERS[part.register]
    decided: list[ColumnElement[bool]] = []
    undecided: list[ColumnElement[bool]] = []
    for each in conjuncts(part.base):
        (undecided if may_be_undecided(each) else decided).append(compile_condition(spec, each, table))
    if not undecided:
        return and_(*decided) if decided else table.c.id.is_not(None)
    open_question = and_(*undecided)
    return and_(*decided, or_(open_question, open_question.is_(None)))


def _conditions(counting: Counting) -> Iterable[Condition | None]:
    for part in counting.parts:
        yield part.base
        yield part.numerator
    yield counting.doubtful
    for exclusion in counting.exclusions:
        yield exclusion.condition
    for each in counting.breakdown:
        yield each.condition
