"""A printed document as data: blocks of text and tables with typed values, before any page, font or file exists.

A builder makes a ``Document``; ``render/`` turns the same tree into PDF, Word and Excel. Values in tables stay
typed, so that Excel receives numbers and dates and everything else the Russian text of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from pdkadry_desktop.reports.values import Value, ValueKind, display


class Orientation(Enum):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class PageSize(Enum):
    """Paper, width × height in millimetres when upright."""

    A4 = (210.0, 297.0)
    A3 = (297.0, 420.0)


class Align(Enum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres; the defaults are those of ГОСТ Р 7.0.97 (left 30 for a file kept over ten years)."""

    left: float = 20
    right: float = 10
    top: float = 20
    bottom: float = 20


# ---------------------------------------------------------------------------------------------------------------- text


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Inline = str | tuple[str | Run, ...]


def bold(text: str) -> Run:
    return Run(text, bold=True)


def italic(text: str) -> Run:
    return Run(text, italic=True)


def runs(inline: Inline) -> tuple[Run, ...]:
    """The text as styled stretches."""
    parts = (inline,) if isinstance(inline, str) else inline
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def plain(inline: Inline) -> str:
    """The text without styles."""
    return (
        inline if isinstance(inline, str) else "".join(part if isinstance(part, str) else part.text for part in inline)
    )


# -------------------------------------------------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the heading of the document, centred; 2 and 3 are parts of it. Never the last line of a page."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text; ``indent`` is the first-line indent of 1,25 cm."""

    text: Inline
    align: Align = Align.JUSTIFY
    indent: bool = True
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: a source, the date of the data, a method."""

    text: Inline


@dataclass(frozen=True, slots=True)
class ApprovalBlock:
    """The upper right corner: «УТВЕРЖДЕНО / приказом … / от … № …», or the mark of an appendix."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Pairs «label – value» under each other, as on a card."""

    items: tuple[tuple[str, CellLike], ...]
    label_width: float = 60  # mm


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    items: tuple[Inline, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Post – signature – «И. О. Фамилия»; ``date_line`` adds a line for the date by hand. Never alone on a page."""

    post: str
    name: str
    date_line: bool = False


@dataclass(frozen=True, slots=True)
class Spacer:
    height: float = 5  # mm


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page; ``orientation`` turns the pages from here on (None: as before)."""

    orientation: Orientation | None = None


# --------------------------------------------------------------------------------------------------------------- table


class RowKind(Enum):
    DATA = "data"
    SECTION = "section"  # a subheading across the table, kept with the row below
    SUBTOTAL = "subtotal"  # of the rows since the last section or subtotal
    TOTAL = "total"  # of all data rows above


@dataclass(frozen=True, slots=True)
class Column:
    """A column: title, what its values are, how wide.

    ``width`` is in millimetres; without it the width follows from ``weight`` or, without that too, from the contents.
    Neighbours with the same ``group`` share an upper header. ``vertical`` turns the title, for narrow columns.
    """

    title: str
    kind: ValueKind = ValueKind.TEXT
    width: float | None = None
    weight: float | None = None
    align: Align | None = None
    group: str = ""
    digits: int | None = None
    vertical: bool = False

    @property
    def alignment(self) -> Align:
        return self.align or (Align.LEFT if self.kind is ValueKind.TEXT else Align.RIGHT)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that needs more than its column says.

    ``text`` replaces what would be shown («нет данных»); Excel still receives a number or a date if ``value`` is one.
    ``kind`` and ``digits`` override the column's. ``note`` is a footnote under the table. ``is_sum`` makes Excel count
    the cell of a total row by a formula, provided that the formula gives exactly this value.
    """

    value: Value = None
    text: str | None = None
    kind: ValueKind | None = None
    digits: int | None = None
    align: Align | None = None
    bold: bool = False
    span: int = 1
    note: str = ""
    is_sum: bool = False


CellLike = Cell | Value


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[CellLike, ...]
    kind: RowKind = RowKind.DATA


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that repeats on every page.

    A table too wide for the page is continued in parts; the first ``key_columns`` stand in each of them.
    ``size`` is the size of the type in points, by default the largest at which all columns fit.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    notes: tuple[Inline, ...] = ()
    numbered_columns: bool = False
    key_columns: int = 1
    size: float | None = None
    empty_text: str = "Записей нет"

    def __post_init__(self) -> None:
        for row in self.rows:
            width = sum(cell.span if isinstance(cell, Cell) else 1 for cell in row.cells)
            if width != len(self.columns) and row.kind is not RowKind.SECTION:
                raise ValueError(f"row of {width} cells in a table of {len(self.columns)} columns: {row}")


def data(*cells: CellLike) -> Row:
    return Row(cells)


def section(text: str) -> Row:
    return Row((text,), RowKind.SECTION)


def subtotal(*cells: CellLike) -> Row:
    return Row(cells, RowKind.SUBTOTAL)


def total(*cells: CellLike) -> Row:
    return Row(cells, RowKind.TOTAL)


Block = (
    Heading
    | Paragraph
    | Note
    | ApprovalBlock
    | KeyValues
    | Bullets
    | Numbered
    | SignatureBlock
    | Spacer
    | PageBreak
    | Table
)


# ------------------------------------------------------------------------------------------------------------ document


@dataclass(frozen=True, slots=True)
class Executor:
    """The mark at the bottom left of the last page."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What is printed. ``title`` names the file and the window; what stands on paper are the blocks."""

    title: str
    blocks: tuple[Block, ...]
    orientation: Orientation = Orientation.PORTRAIT
    page: PageSize = PageSize.A4
    margins: Margins = Margins()
    size: float = 12  # points, 12–14 by ГОСТ; tables choose their own
    footer: str = ""
    page_total: bool = False  # «стр. 2 из 5» at the bottom
    executor: Executor | None = None
    author: str = ""
    subject: str = ""

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))


# ------------------------------------------------------------------------------------------- what renderers ask a table


def cell_of(item: CellLike) -> Cell:
    return item if isinstance(item, Cell) else Cell(item)


def left_aligned(item: CellLike) -> Cell:
    """The cell as it stands beside a label."""
    return replace(cell_of(item), align=Align.LEFT)


def placed(row: Row, columns: int) -> Iterator[tuple[int, Cell]]:
    """The cells of a row with the index of their first column; a section row spans the table."""
    if row.kind is RowKind.SECTION and len(row.cells) == 1:
        first = cell_of(row.cells[0])
        yield 0, Cell(first.value, first.text, first.kind, first.digits, first.align, True, columns, first.note)
        return
    index = 0
    for item in row.cells:
        cell = cell_of(item)
        yield index, cell
        index += cell.span


def shown(item: CellLike, column: Column) -> str:
    """The text of a cell on paper."""
    if not isinstance(item, Cell):
        return display(item, column.kind, column.digits)
    if item.text is not None:
        return item.text
    return display(item.value, item.kind or column.kind, column.digits if item.digits is None else item.digits)


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of the header; a title without a group spans both rows."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    vertical: bool = False


def header_cells(columns: tuple[Column, ...]) -> tuple[int, list[HeaderCell]]:
    """How many rows the header has (1 or 2) and its cells."""
    if not any(column.group for column in columns):
        return 1, [HeaderCell(column.title, 0, i, vertical=column.vertical) for i, column in enumerate(columns)]
    cells: list[HeaderCell] = []
    start = 0
    while start < len(columns):
        group = columns[start].group
        if not group:
            cells.append(HeaderCell(columns[start].title, 0, start, rows=2, vertical=columns[start].vertical))
            start += 1
            continue
        end = start
        while end < len(columns) and columns[end].group == group:
            cells.append(HeaderCell(columns[end].title, 1, end, vertical=columns[end].vertical))
            end += 1
        cells.append(HeaderCell(group, 0, start, columns=end - start))
        start = end
    return 2, cells


def footnotes(table: Table) -> dict[str, int]:
    """The footnotes of the cells in the order of their first mention, with their numbers from 1."""
    found: dict[str, int] = {}
    for row in table.rows:
        for item in row.cells:
            if isinstance(item, Cell) and item.note:
                found.setdefault(item.note, len(found) + 1)
    return found


# ----------------------------------------------------------------------------------------------------------- for tests


def to_dict(document: Document) -> dict[str, Any]:
    """The document as plain JSON values, defaults left out: what golden files compare."""
    return dict(_plain_fields(document))


def _plain_fields(node: Any) -> Iterable[tuple[str, Any]]:
    yield "type", type(node).__name__
    for spec in fields(node):
        value = getattr(node, spec.name)
        if value != spec.default or type(value) is not type(spec.default):
            yield spec.name, _plain_value(value)


def _plain_value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.name.lower()
    if is_dataclass(value):
        return dict(_plain_fields(value))
    if isinstance(value, tuple | list):
        return [_plain_value(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain_value(item) for key, item in value.items()}
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return value.isoformat() if isinstance(value, date) else value
