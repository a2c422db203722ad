"""The list of any register as it is seen: the same rows, columns and order, for paper and for Excel (DOMAIN §11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ...core.dates import format_date
from ...core.kinds import Date, Int, Number
from ...core.numbers import exact_decimal
from ...core.progress import NO_PROGRESS, Progress
from ...core.register import FieldSpec
from ...core.text import counted
from ...storage import query
from ...storage.database import Database
from ..document import Align, Block, Cell, Column, Document, Heading, Orientation, Paragraph, Row, Table, data, total
from ..values import Value, ValueKind, display

_SLICE = 500  # rows read between two steps
_USUAL_WIDTH = 120


@dataclass(frozen=True)
class Listing:
    """What is seen: the rows of a query (``only``: among these), the columns in order, the words of the narrowing."""

    query: query.Query
    columns: tuple[str, ...]
    title: str
    made_on: date
    narrowed: tuple[str, ...] = ()
    only: frozenset[int] | None = None

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        return tuple(self.query.spec.columns[name] for name in self.columns)


def build(db: Database, listing: Listing, progress: Progress = NO_PROGRESS) -> Document:
    """The list as a document. Raises Cancelled."""
    rows = _read(db, listing, progress)
    requisites = db.setting("institution", {})
    blocks: list[Block] = [
        Heading(listing.title),
        Paragraph(f"по состоянию на {format_date(listing.made_on)}", Align.CENTER, indent=False),
    ]
    if listing.narrowed:
        blocks.append(Paragraph(f"Отбор: {'; '.join(listing.narrowed)}.", Align.LEFT, indent=False))
    blocks.append(table(listing, rows))
    return Document(
        title=listing.title,
        blocks=tuple(blocks),
        orientation=Orientation.LANDSCAPE,
        page_total=True,
        author=requisites.get("title", ""),
        subject=listing.query.spec.title,
    )


def table(listing: Listing, rows: Sequence[Sequence[Any]]) -> Table:
    """The rows numbered, with a line of totals below."""
    fields = listing.fields
    columns = (
        Column("№\u00a0п/п", ValueKind.INTEGER, width=15, align=Align.CENTER),
        *(Column(field.label, _kind(field), weight=field.width or _USUAL_WIDTH) for field in fields),
    )
    lines = [data(place, *map(_value, fields, values)) for place, values in enumerate(rows, 1)]
    if rows:
        lines.append(_totals(listing, rows))
    return Table(columns, tuple(lines), key_columns=min(2, len(columns)))


def sums(fields: Sequence[FieldSpec], rows: Sequence[Sequence[Any]]) -> dict[str, Fraction]:
    """The exact sum of each summed column; an empty value counts as what its kind says."""
    found: dict[str, Fraction] = {}
    for place, field in enumerate(fields):
        if field.is_summed:
            empty = getattr(field.kind, "empty_means", None) or 0
            values = (empty if row[place] is None else row[place] for row in rows)
            found[field.name] = sum(map(exact_decimal, values), Fraction())
    return found


def _read(db: Database, listing: Listing, progress: Progress) -> list[tuple[Any, ...]]:
    ids = query.ids(db, listing.query)
    if listing.only is not None:
        ids = [each for each in ids if each in listing.only]
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(ids), _SLICE):
        progress.raise_if_cancelled()
        progress.step(start, len(ids), "Чтение записей")
        part = ids[start : start + _SLICE]
        found += [row.values for row in query.fetch(db, listing.query.spec, part, listing.columns, listing.query.on)]
    return found


def _totals(listing: Listing, rows: Sequence[Sequence[Any]]) -> Row:
    """«Итого: 214 записей» over the columns before the first sum; a sum in the very first column is said there too."""
    fields = listing.fields
    added = sums(fields, rows)
    words = f"Итого: {counted(len(rows), *listing.query.spec.forms_of_count)}"
    if fields[0].is_summed:
        words += f", {fields[0].label.lower()}: {display(added[fields[0].name])}"
    span = 1
    while span < len(fields) and not fields[span].is_summed:
        span += 1
    cells = [
        _sum(field, added[field.name], rows, place) if field.is_summed else Cell()
        for place, field in enumerate(fields[span:], span)
    ]
    return total(Cell(words, kind=ValueKind.TEXT, align=Align.LEFT, span=span + 1), *cells)


def _sum(field: FieldSpec, value: Fraction, rows: Sequence[Sequence[Any]], place: int) -> Cell:
    note = ""
    if getattr(field.kind, "empty_means", None) and any(row[place] is None for row in rows):
        note = f"В итоге столбца «{field.label}»: {field.help[0].lower()}{field.help[1:]}."
    return Cell(value, is_sum=not note, note=note)


def _kind(field: FieldSpec) -> ValueKind:
    match field.kind:
        case Date():
            return ValueKind.DATE
        case Int():
            return ValueKind.INTEGER
        case Number():
            return ValueKind.NUMBER
    return ValueKind.TEXT


def _value(field: FieldSpec, value: Any) -> Value | Cell:
    if value is None:
        return None
    if field.link:
        return str(value)
    if isinstance(field.kind, Int) and field.name.endswith("_year"):
        return Cell(value, str(value))
    if isinstance(field.kind, Date | Int | Number):
        found: Value = value
        return found
    return field.kind.format(value)
