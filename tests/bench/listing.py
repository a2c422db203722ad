"""The list of people as a document of the program and as a bare reportlab table of the same cells."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports import document as d
from pdkadry_desktop.reports.render.fonts import face
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.query import Query, rows

_SPEC = REGISTERS["teachers"]
_SIZE = 9


def cells(db: Database) -> list[list[str]]:
    """The people as the table of the register shows them."""
    return [
        [field.kind.format(value) for field, value in zip(_SPEC.listed, row.values, strict=True)]
        for row in rows(db, Query("teachers"))
    ]


def document(body: list[list[str]]) -> d.Document:
    columns = tuple(d.Column(field.label) for field in _SPEC.listed)
    table = d.Table(columns, tuple(d.data(*row) for row in body))
    return d.Document("Педагоги", (d.Heading("Педагоги"), table), orientation=d.Orientation.LANDSCAPE)


def listing(db: Database) -> d.Document:
    return document(cells(db))


def bare_pdf(body: list[list[str]], path: Path) -> None:
    """The same cells by reportlab's own long table: hairlines, repeated header, the same font."""
    regular = face().main
    table = LongTable([[field.label for field in _SPEC.listed], *body], repeatRows=1)
    style = [("FONT", (0, 0), (-1, -1), regular, _SIZE), ("INNERGRID", (0, 0), (-1, -1), 0.4, "gray")]
    table.setStyle(TableStyle(style))
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build([table])
