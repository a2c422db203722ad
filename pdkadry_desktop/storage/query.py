"""One Query for the table on screen, the .xlsx and the print: search, conditions, order → frozen rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, null, or_, select, true

from ..core.conditions import Condition
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import fold
from . import nearest
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
    """Which rows of a register, in which order. ``order``: field names, «-name» descending; () = the register's.

    ``on``: the day of the columns that other registers fill; None: today.
    """

    register: str
    search: str = ""
    where: Condition | None = None
    order: tuple[str, ...] = ()
    on: date | None = None

    @property
    def spec(self) -> RegisterSpec:
        return REGISTERS[self.register]


def ids(db: Database, query: Query) -> list[int]:
    """The ids of all matching rows in order."""
    spec = query.spec
    table = table_of(spec)
    statement = select(table.c.id).where(matching(query))
    result = db.connection.execute(_ordered(spec, statement, query.order or spec.order, bool(query.search), query.on))
    # Numbers need no conversion: of 50,000 rows two thirds of the time would go into wrapping them.
    return [row[0] for row in (result.all() if result.cursor is None else result.cursor.fetchall())]


def count(db: Database, query: Query) -> int:
    table = table_of(query.spec)
    return db.connection.scalar(select(func.count()).select_from(table).where(matching(query))) or 0


def fetch(
    db: Database,
    spec: RegisterSpec,
    wanted: Sequence[int],
    names: Sequence[str] | None = None,
    on: date | None = None,
) -> list[FrozenRow]:
    """The rows with the given ids, in that order; rows that no longer exist are left out."""
    return [row for page in _pages(db, spec, wanted, names, on) for row in page]


def rows(db: Database, query: Query, names: Sequence[str] | None = None) -> Iterator[FrozenRow]:
    """All matching rows in order, page by page (export, print)."""
    for page in _pages(db, query.spec, ids(db, query), names, query.on):
        yield from page


def _pages(
    db: Database, spec: RegisterSpec, wanted: Sequence[int], names: Sequence[str] | None, on: date | None
) -> Iterator[list[FrozenRow]]:
    """The rows with the given ids, in that order, a page at a time; the statement is made once for all pages."""
    fields = [spec.columns[name] for name in names] if names is not None else list(spec.listed)
    links = [place for place, field in enumerate(fields) if field.link]
    statement, table = _select_fields(spec, fields, on)
    for start in range(0, len(wanted), _PAGE):
        page = wanted[start : start + _PAGE]
        result = db.connection.execute(statement.where(table.c.id.in_(page)))
        found = {row[0]: _frozen(row, len(fields), links) for row in result.all()}
        yield [found[each] for each in page if each in found]


def titles(db: Database, register: str, text: str = "", limit: int = 30) -> list[LinkTo]:
    """Records to choose from while typing: those whose search text has every word, by title."""
    spec = REGISTERS[register]
    table = table_of(spec)
    statement = select(table.c.id, table.c.title).where(_words(spec, text)).order_by(table.c.title_key).limit(limit)
    return [LinkTo(*row) for row in db.connection.execute(statement)]


def title(db: Database, register: str, record_id: int) -> str:
    table = table_of(register)
    return db.connection.scalar(select(table.c.title).where(table.c.id == record_id)) or ""


def _frozen(row: Any, count: int, links: Sequence[int]) -> FrozenRow:
    """A row of ``_select_fields``: its id, ``count`` values, then the titles behind its links in their order."""
    values = list(row[1 : count + 1])
    for at, place in enumerate(links, count + 1):
        if values[place] is not None:
            values[place] = LinkTo(values[place], row[at] or "")
    return FrozenRow(row[0], tuple(values))


def _select_fields(spec: RegisterSpec, fields: Sequence[FieldSpec], on: date | None) -> tuple[Select[Any], Any]:
    table = table_of(spec)
    columns: list[ColumnElement[Any]] = [table.c.id]
    titles: list[ColumnElement[Any]] = []
    source: Any = table
    for field in fields:
        if field.nearest:
            source, own, _ = nearest.joined(table, source, field, on)
        else:
            own = table.c[field.name]
        columns.append(own)
        if field.link:
            target = table_of(field.link).alias(f"to_{field.name}")
            source = source.outerjoin(target, target.c.id == own)
            titles.append(target.c.title)
    return select(*columns, *titles).select_from(source), table


def matching(query: Query) -> ColumnElement[bool]:
    """What the rows of a query satisfy: its words and its condition."""
    words = _words(query.spec, query.search, query.spec.looked_up, query.on)
    return and_(words, compile_condition(query.spec, query.where))


def _words(
    spec: RegisterSpec, search: str, looked_up: Sequence[FieldSpec] = (), on: date | None = None
) -> ColumnElement[bool]:
    """Every word stands in the record's own texts, those of a record it links to in the list, or a looked up one."""
    table = table_of(spec)
    parts: list[ColumnElement[bool]] = [true()]
    for word in fold(search).split():
        places: list[ColumnElement[bool]] = [table.c.search_text.contains(word, autoescape=True)]
        for field in spec.listed:
            if field.link:
                target = table_of(field.link)
                linked = select(target.c.id).where(target.c.search_text.contains(word, autoescape=True))
                places.append(table.c[field.name].in_(linked))
        places += [nearest.having_word(table, field, word, on) for field in looked_up]
        parts.append(or_(*places))
    return and_(*parts)


def _ordered(
    spec: RegisterSpec,
    statement: Select[Any],
    order: Sequence[str],
    is_searched: bool = False,
    on: date | None = None,
) -> Select[Any]:
    table = table_of(spec)
    source: Any = table
    keys: list[ColumnElement[Any]] = []
    for each in order:
        name, is_descending = each.lstrip("-"), each.startswith("-")
        if name == "title":
            column: ColumnElement[Any] = table.c.title_key
        else:
            field = spec.columns[name]
            own: ColumnElement[Any] | None = table.c.get(name)
            rows: Any = table
            if field.nearest:
                source, own, rows = nearest.joined(table, source, field, on)
            if field.link:
                target = table_of(field.link).alias(f"order_{name}")
                source = source.outerjoin(target, target.c.id == own)
                column = target.c.title_key
            elif field.nearest:
                column = rows.c[f"{field.nearest.field}_key"]
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
