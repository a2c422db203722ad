"""One Query for the table on screen, the .xlsx and the print: search, conditions, order → frozen rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, null, or_, select, true

from ..core.conditions import Condition
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import fold
from .conditions import compile_condition
from .database import Database
from .declare import REGISTERS, table_of

_PAGE = 500


class LinkTo(NamedTuple):
    """The value of a link as it is shown: the record's id and what it is called."""

    id: int
    title: str

    def __str__(self) -> str:
        return self.title


class FrozenRow(NamedTuple):
    """A row that has left the base: its id and the values of the fields asked for, links as LinkTo."""

    id: int
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Query:
    """Which rows of a register, in which order. ``order``: field names, «-name» descending; () = the register's."""

    register: str
    search: str = ""
    where: Condition | None = None
    order: tuple[str, ...] = ()

    @property
    def spec(self) -> RegisterSpec:
        return REGISTERS[self.register]


def ids(db: Database, query: Query) -> list[int]:
    """The ids of all matching rows in order."""
    spec = query.spec
    table = table_of(spec)
    statement = select(table.c.id).where(matching(query))
    result = db.connection.execute(_ordered(spec, statement, query.order or spec.order, bool(query.search)))
    # Numbers need no conversion: of 50,000 rows two thirds of the time would go into wrapping them.
    return [row[0] for row in (result.all() if result.cursor is None else result.cursor.fetchall())]


def count(db: Database, query: Query) -> int:
    table = table_of(query.spec)
    return db.connection.scalar(select(func.count()).select_from(table).where(matching(query))) or 0


def fetch(
    db: Database, spec: RegisterSpec, wanted: Sequence[int], names: Sequence[str] | None = None
) -> list[FrozenRow]:
    """The rows with the given ids, in that order; rows that no longer exist are left out."""
    fields = [spec.by_name[name] for name in names] if names is not None else list(spec.listed)
    found: dict[int, FrozenRow] = {}
    statement, table = _select_fields(spec, fields)
    for start in range(0, len(wanted), _PAGE):
        for row in db.connection.execute(statement.where(table.c.id.in_(wanted[start : start + _PAGE]))):
            found[row[0]] = _frozen(row, fields)
    return [found[each] for each in wanted if each in found]


def rows(db: Database, query: Query, names: Sequence[str] | None = None) -> Iterator[FrozenRow]:
    """All matching rows in order, page by page (export, print)."""
    matching = ids(db, query)
    for start in range(0, len(matching), _PAGE):
        yield from fetch(db, query.spec, matching[start : start + _PAGE], names)


def titles(db: Database, register: str, text: str = "", limit: int = 30) -> list[LinkTo]:
    """Records to choose from while typing: those whose search text has every word, by title."""
    spec = REGISTERS[register]
    table = table_of(spec)
    statement = select(table.c.id, table.c.title).where(_words(spec, text)).order_by(table.c.title_key).limit(limit)
    return [LinkTo(*row) for row in db.connection.execute(statement)]


def title(db: Database, register: str, record_id: int) -> str:
    table = table_of(register)
    return db.connection.scalar(select(table.c.title).where(table.c.id == record_id)) or ""


def _frozen(row: Any, fields: Sequence[FieldSpec]) -> FrozenRow:
    values: list[Any] = []
    place = 1
    for field in fields:
        if field.link:
            values.append(LinkTo(row[place], row[place + 1] or "") if row[place] is not None else None)
            place += 2
        else:
            values.append(row[place])
            place += 1
    return FrozenRow(row[0], tuple(values))


def _select_fields(spec: RegisterSpec, fields: Sequence[FieldSpec]) -> tuple[Select[Any], Any]:
    table = table_of(spec)
    columns: list[ColumnElement[Any]] = [table.c.id]
    source: Any = table
    for field in fields:
        columns.append(table.c[field.name])
        if field.link:
            target = table_of(field.link).alias(f"to_{field.name}")
            source = source.outerjoin(target, target.c.id == table.c[field.name])
            columns.append(target.c.title)
    return select(*columns).select_from(source), table


def matching(query: Query) -> ColumnElement[bool]:
    """What the rows of a query satisfy: its words and its condition."""
    return and_(_words(query.spec, query.search), compile_condition(query.spec, query.where))


def _words(spec: RegisterSpec, search: str) -> ColumnElement[bool]:
    """Every word stands in the record's own texts or in those of a record it links to in the list."""
    table = table_of(spec)
    parts: list[ColumnElement[bool]] = [true()]
    for word in fold(search).split():
        places: list[ColumnElement[bool]] = [table.c.search_text.contains(word, autoescape=True)]
        for field in spec.listed:
            if field.link:
                target = table_of(field.link)
                linked = select(target.c.id).where(target.c.search_text.contains(word, autoescape=True))
                places.append(table.c[field.name].in_(linked))
        parts.append(or_(*places))
    return and_(*parts)


def _ordered(
    spec: RegisterSpec, statement: Select[Any], order: Sequence[str], is_searched: bool = False
) -> Select[Any]:
    table = table_of(spec)
    source: Any = table
    keys: list[ColumnElement[Any]] = []
    for each in order:
        name, is_descending = each.lstrip("-"), each.startswith("-")
        if name == "title":
            column: ColumnElement[Any] = table.c.title_key
        else:
            field = spec.by_name[name]
            if field.link:
                target = table_of(field.link).alias(f"order_{name}")
                source = source.outerjoin(target, target.c.id == table.c[name])
                column = target.c.title_key
            else:
                column = table.c[field.key_column] if field.text_key else table.c[name]
        if is_searched:
            # Every row is read anyway: in the order of the file, not of an index, that takes half the time.
            column = func.coalesce(column, null())
        if is_descending:
            keys.append(column.desc())
        elif name == "title" or (name in spec.by_name and spec.by_name[name].required):
            keys.append(column)
        else:
            keys.append(column.nulls_last())
    return statement.select_from(source).order_by(*keys, table.c.id)
