"""Columns that another register fills (core/register.py ``Nearest``): the row of the day as SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, or_, select, true

from ..core.conditions import Bound, Condition, lasting
from ..core.register import FieldSpec, Nearest
from .declare import table_of


def joined(table: Table, source: Any, field: FieldSpec, on: date | None) -> tuple[Any, ColumnElement[Any], Any]:
    """The source with the row that counts for each record joined to it, the column of it that is shown, its table."""
    near = _nearest(field)
    inner, found = table_of(near.register).alias(), table_of(near.register).alias(f"near_{field.name}")
    first = (
        select(inner.c.id)
        .where(inner.c[near.via] == table.c.id, _on_day(inner, near, on))
        .order_by(func.coalesce(inner.c[near.main], true()).desc(), inner.c[near.since].desc(), inner.c.id)
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )
    return source.outerjoin(found, found.c.id == first), found.c[near.field], found


def having_word(table: Table, field: FieldSpec, word: str, on: date | None) -> ColumnElement[bool]:
    """Records for which a row of the day has the word in this column (a link: in the texts of the record behind it)."""
    near = _nearest(field)
    other = table_of(near.register)
    if field.link:
        target = table_of(field.link)
        behind = select(target.c.id).where(target.c.search_text.contains(word, autoescape=True))
        holds: ColumnElement[bool] = other.c[near.field].in_(behind)
    else:
        holds = other.c[f"{near.field}_key"].contains(word, autoescape=True)
    return table.c.id.in_(select(other.c[near.via]).where(holds, _on_day(other, near, on)))


def counting(near: Nearest) -> tuple[Condition, ...]:
    """The rows that count at the end of the period, as conditions on their register."""
    return lasting(Bound("as_of"), near.since, near.until)


def _nearest(field: FieldSpec) -> Nearest:
    assert field.nearest is not None, field.name
    return field.nearest


def _on_day(rows: Any, near: Nearest, on: date | None) -> ColumnElement[bool]:
    day = on or date.today()
    since, until = rows.c[near.since], rows.c[near.until]
    return and_(or_(since.is_(None), since <= day), or_(until.is_(None), until >= day))
