"""What is counted over the rows of a list: sums of its columns, and the values that stand in one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select

from ..core.kinds import MultiChoice, TextList
from ..core.register import RegisterSpec
from . import nearest
from .database import Database
from .declare import table_of
from .query import LinkTo, Query, matching

_CHUNK = 500


def sums(db: Database, query: Query, names: Sequence[str], only: Collection[int] | None = None) -> dict[str, float]:
    """The sum of each column over all matching rows; a column in which nothing is filled has none."""
    if only is not None:
        return sums_of(db, query.spec, only, names)
    return _summed(db, query.spec, names, matching(query))


def sums_of(db: Database, spec: RegisterSpec, ids: Collection[int], names: Sequence[str]) -> dict[str, float]:
    """The same over the given records."""
    total: dict[str, float] = {}
    wanted = list(ids)
    table = table_of(spec)
    for start in range(0, len(wanted), _CHUNK):
        for name, value in _summed(db, spec, names, table.c.id.in_(wanted[start : start + _CHUNK])).items():
            total[name] = total.get(name, 0) + value
    return total


def _summed(db: Database, spec: RegisterSpec, names: Sequence[str], where: ColumnElement[bool]) -> dict[str, float]:
    if not names:
        return {}
    table = table_of(spec)
    row = db.connection.execute(select(*(func.sum(_counted(spec, table, name)) for name in names)).where(where)).one()
    return {name: value for name, value in zip(names, row, strict=True) if value is not None}


def _counted(spec: RegisterSpec, table: Table, name: str) -> ColumnElement[Any]:
    """A summed column: an empty value counts as what its kind says, as on paper."""
    empty = getattr(spec.by_name[name].kind, "empty_means", None)
    return table.c[name] if empty is None else func.coalesce(table.c[name], empty)


def values(db: Database, query: Query, name: str) -> list[tuple[Any, int]]:
    """The values of a column among the matching rows with their counts, the most frequent first; None: not filled."""
    spec = query.spec
    field, table = spec.columns[name], table_of(spec)
    source: Any = table
    if field.nearest:
        source, column, _ = nearest.joined(table, table, field, query.on)
    else:
        column = table.c[name]
    found: Counter[Any] = Counter()
    if field.link:
        target = table_of(field.link).alias()
        statement = (
            select(column, func.max(target.c.title), func.count())
            .select_from(source.outerjoin(target, target.c.id == column))
            .where(matching(query))
            .group_by(column)
        )
        for key, title, count in db.connection.execute(statement):
            found[None if key is None else LinkTo(key, title or "")] += count
    else:
        statement = select(column, func.count()).select_from(source).where(matching(query)).group_by(column)
        for value, count in db.connection.execute(statement):
            several = isinstance(field.kind, MultiChoice | TextList)
            for each in value if several and value else (None if several else value,):
                found[each] += count
    return sorted(found.items(), key=lambda pair: (pair[0] is None, -pair[1], str(pair[0])))
