"""A list of a page of work on paper: its rows as they are seen, numbered, with the words above and below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...core.dates import format_date
from ..document import Align, Block, Column, Document, Heading, Note, Orientation, Paragraph, Table, data
from ..values import ValueKind

Value = str | int | float | date | None


@dataclass(frozen=True)
class Sheet:
    """What stands on the paper. ``columns``: heading and weight; ``blank``: empty columns at the right to write in."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Value, ...], ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    blank: tuple[tuple[str, int], ...] = ()
    is_upright: bool = False


def build(sheet: Sheet, made_on: date) -> Document:
    """The sheet as a document."""
    columns = (
        Column("№\u00a0п/п", ValueKind.INTEGER, width=15, align=Align.CENTER),
        *(
            Column(title, _kind([row[place] for row in sheet.rows]), weight=weight)
            for place, (title, weight) in enumerate(sheet.columns)
        ),
        *(Column(title, ValueKind.TEXT, weight=weight) for title, weight in sheet.blank),
    )
    empty = [""] * len(sheet.blank)
    lines = [data(place, *(_cell(value) for value in row), *empty) for place, row in enumerate(sheet.rows, 1)]
    blocks: list[Block] = [Heading(sheet.title)]
    blocks += [Paragraph(text, Align.CENTER, indent=False) for text in sheet.above]
    blocks.append(Table(columns, tuple(lines), key_columns=2))
    blocks += [Note(text) for text in sheet.below]
    return Document(
        title=sheet.title,
        blocks=tuple(blocks),
        orientation=Orientation.PORTRAIT if sheet.is_upright else Orientation.LANDSCAPE,
        page_total=True,
        footer=f"Сформировано {format_date(made_on)}",
    )


def _kind(values: Sequence[Value]) -> ValueKind:
    given = [value for value in values if value is not None]
    if given and all(isinstance(value, date) for value in given):
        return ValueKind.DATE
    if given and all(isinstance(value, int) for value in given):
        return ValueKind.INTEGER
    return ValueKind.TEXT


def _cell(value: Value) -> Value:
    return "" if value is None else value
