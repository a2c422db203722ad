"""Statistical staff tables on paper: all cuts of a day one after another, or one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...core.dates import format_date
from ...core.text import counted
from ...storage import query
from ...storage.database import Database
from ...work.staff_rows import ALL, cuts
from ...work.staff_tables import StaffTable, staff_table
from ..document import Align, Block, Cell, Column, Document, Heading, Orientation, Paragraph, Table, data, total
from ..values import ValueKind
from .inputs import Inputs


def build(db: Database, inputs: Inputs) -> Document:
    """All cuts on the last day of the period, of one organisation or all."""
    chosen = None
    where = "по муниципалитету"
    if inputs.organization is not None:
        found = [
            row
            for row in query.rows(db, query.Query("organizations"), ["code"])
            if row.values[0] == inputs.organization
        ]
        chosen = frozenset(row.id for row in found)
        where = query.title(db, "organizations", found[0].id) if found else inputs.organization
    tables = [staff_table(db, cut, inputs.period.end, chosen) for cut in cuts().values()]
    return document(tables, where, inputs.made_on)


def document(tables: Sequence[StaffTable], where: str, made_on: date) -> Document:
    """The tables under one heading; ``where`` names the organisations."""
    on = tables[0].on
    blocks: list[Block] = [
        Heading("Кадровый состав"),
        Paragraph(f"{where}, по состоянию на {format_date(on)}", Align.CENTER, indent=False),
    ]
    for each in tables:
        blocks.append(Heading(each.cut.title, 2))
        blocks.append(_table(each))
    return Document(
        title="Кадровый состав", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE, page_total=True,
        footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def _table(found: StaffTable) -> Table:
    columns = [Column("Должность", width=62), Column("Ставки", ValueKind.NUMBER, width=16, digits=1)]
    for each in found.columns:
        columns.append(Column(each.title, ValueKind.INTEGER, group=each.group))
    rows = []
    for line in found.lines:
        title = f"\u2003{line.row.title}" if line.row.parent else line.row.title
        numbers = [Cell(len(cell)) for cell in line.cells]
        make = total if line.row.id == ALL else data
        rows.append(make(Cell(title, bold=line.row.parent is None), Cell(line.fte), *numbers))
    return Table(tuple(columns), tuple(rows), notes=notes(found))


def notes(found: StaffTable) -> tuple[str, ...]:
    """What stands below a table: the day ages are counted on, control sums, what empty fields hide."""
    wrong = [each.text for each in found.controls if not each.holds]
    held = "; ".join(each.text for each in found.controls)
    texts = [f"ПРОВЕРЬТЕ: {'; '.join(wrong)}." if wrong else f"Контрольные суммы сходятся: {held}."]
    if found.counted_on != found.on:
        texts.insert(0, f"Полных лет на {format_date(found.counted_on)}.")
    texts += [f"{each}." for each in found.notes]
    if found.unknown:
        texts.append(
            f"«Нет данных»: поле не заполнено у {counted(len(found.unknown), 'человека', 'человек', 'человек')}."
        )
    return tuple(texts)
