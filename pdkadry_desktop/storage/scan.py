"""Whole registers as plain values, for import, export and copies: every record by id, links as ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from ..core.register import RegisterSpec
from .database import Database
from .declare import table_of


def scan(db: Database, spec: RegisterSpec, names: Sequence[str]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """(id, values of the named fields) of every record, in the order in which they were added."""
    table = table_of(spec)
    statement = select(table.c.id, *(table.c[name] for name in names)).order_by(table.c.id)
    for record_id, *values in db.connection.execute(statement):
        yield record_id, tuple(values)
