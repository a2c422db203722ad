"""Tables of a Word document, built as XML: python-docx walks the whole table for every cell it adds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pdkadry_desktop.core.progress import Progress
from pdkadry_desktop.reports.document import Align, RowKind, header_cells, placed, shown
from pdkadry_desktop.reports.render.clean import tied
from pdkadry_desktop.reports.render.grid import Grid, mark

JUSTIFICATION = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_SHADES = {RowKind.SECTION: "F6F6F6", RowKind.SUBTOTAL: "F6F6F6", RowKind.TOTAL: "EDEDED"}
_HEADER_SHADE = "EDEDED"
_LINE = "8C8C8C"
_TALL_TEXT = 1500  # characters; a row with more may divide between pages


def twips(points: float) -> int:
    return round(points * 20)


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """``element("gridSpan", val=2)`` is <w:gridSpan w:val="2"/>."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def text_run(text: str, size: float | None = None, bold: bool = False, italic: bool = False) -> Any:
    """A run; line ends become breaks."""
    properties = []
    if bold:
        properties.append(element("b"))
    if italic:
        properties.append(element("i"))
    if size is not None:
        properties += [element("sz", val=round(size * 2)), element("szCs", val=round(size * 2))]
    run = element("r", *([element("rPr", *properties)] if properties else []))
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(element("br"))
        if line:
            written = element("t")
            written.text = line
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(written)
    return run


def table(grid: Grid, progress: Progress) -> Any:
    """A part of a table with its header rows marked as repeated."""
    made = element("tbl", _properties(grid), element("tblGrid", *(element("gridCol", w=twips(w)) for w in grid.widths)))
    if grid.framed:
        made.extend(_header_rows(grid))
    for index, row in enumerate(grid.rows):
        if index % 200 == 0:
            progress.raise_if_cancelled()
            progress.step(index, len(grid.rows), "Таблица Word")
        cells = []
        longest = 0
        for column_index, cell in placed(row, len(grid.widths)):
            column = grid.table.columns[column_index]
            text = tied(shown(cell, column))
            longest = max(longest, len(text))
            if cell.note:
                text += mark(grid.notes[cell.note])
            align = cell.align or (Align.LEFT if cell.span > 1 else column.alignment)
            strong = row.kind is not RowKind.DATA or cell.bold
            paragraph = _paragraph(text, grid.size, align, strong, keep=row.kind is RowKind.SECTION)
            cells.append(_cell(grid, column_index, cell.span, paragraph, shade=_SHADES.get(row.kind)))
        properties = [] if longest > _TALL_TEXT else [element("cantSplit")]
        made.append(element("tr", element("trPr", *properties), *cells))
    return made


def _properties(grid: Grid) -> Any:
    names = ("top", "left", "bottom", "right", "insideH", "insideV") if grid.framed else ("bottom", "insideH")
    borders = [element(name, val="single", sz=4, space=0, color=_LINE) for name in names]
    side = 62 if grid.framed else 0  # twips
    margins = [element(name, w=value, type="dxa") for name, value in (("left", side), ("right", 62))]
    return element(
        "tblPr",
        element("tblW", w=twips(grid.width), type="dxa"),
        element("tblInd", w=0, type="dxa"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
    )


def _header_rows(grid: Grid) -> Iterable[Any]:
    count, cells = header_cells(grid.table.columns)
    for number in range(count):
        made = []
        for cell in sorted(cells, key=lambda item: item.column):
            if not cell.row <= number < cell.row + cell.rows:
                continue
            merge = None if cell.rows == 1 else ("restart" if number == cell.row else "continue")
            text = tied(cell.text) if number == cell.row else ""
            paragraph = _paragraph(text, grid.size, Align.LEFT if cell.vertical else Align.CENTER, True)
            made.append(
                _cell(grid, cell.column, cell.columns, paragraph, _HEADER_SHADE, merge, cell.vertical, header=True)
            )
        height = element("trHeight", val=twips(grid.header.heights[number]), hRule="atLeast")
        yield element("tr", element("trPr", element("cantSplit"), height, element("tblHeader")), *made)
    if grid.table.numbered_columns:
        made = [
            _cell(grid, i, 1, _paragraph(str(i + 1), grid.size * 0.85, Align.CENTER, False), _HEADER_SHADE)
            for i in range(len(grid.widths))
        ]
        yield element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *made)


def _cell(
    grid: Grid,
    column: int,
    span: int,
    paragraph: Any,
    shade: str | None = None,
    merge: str | None = None,
    vertical: bool = False,
    header: bool = False,
) -> Any:
    properties = [element("tcW", w=twips(sum(grid.widths[column : column + span])), type="dxa")]
    if span > 1:
        properties.append(element("gridSpan", val=span))
    if merge:
        properties.append(element("vMerge", val=merge))
    if shade:
        properties.append(element("shd", val="clear", color="auto", fill=shade))
    if vertical:
        properties.append(element("textDirection", val="btLr"))
    if header:
        properties.append(element("vAlign", val="center"))
    return element("tc", element("tcPr", *properties), paragraph)


def _paragraph(text: str, size: float, align: Align, bold: bool, keep: bool = False) -> Any:
    properties = [element("keepNext")] if keep else []
    properties += [
        element("spacing", before=40, after=40, line=240, lineRule="auto"),
        element("ind", firstLine=0),
        element("jc", val=JUSTIFICATION[align]),
    ]
    return element("p", element("pPr", *properties), *([text_run(text, size, bold)] if text else []))
