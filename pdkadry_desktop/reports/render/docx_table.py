"""Tables of a Word document, written as XML: python-docx walks the whole table for every cell it adds,
and to write a text is many times quicker than to make a million nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pdkadry_desktop.core.progress import Progress
from pdkadry_desktop.reports.document import Align, RowKind, header_cells, placed, shown
from pdkadry_desktop.reports.render.clean import tied
from pdkadry_desktop.reports.render.grid import Grid, mark

JUSTIFICATION = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_SHADES = {RowKind.SECTION: "F6F6F6", RowKind.SUBTOTAL: "F6F6F6", RowKind.TOTAL: "EDEDED"}
_HEADER_SHADE = "EDEDED"
_LINE = "8C8C8C"
_NAMESPACE = nsdecls("w")
_QUOTE = {'"': "&quot;"}
_TALL_TEXT = 1500  # characters; a row with more may divide between pages


def twips(points: float) -> int:
    return round(points * 20)


def xml(tag: str, *children: str, **attributes: object) -> str:
    """``xml("gridSpan", val=2)`` is <w:gridSpan w:val="2"/>; texts among the children must be escaped."""
    given = "".join(f' w:{name}="{escape(str(value), _QUOTE)}"' for name, value in attributes.items())
    return f"<w:{tag}{given}>{''.join(children)}</w:{tag}>" if children else f"<w:{tag}{given}/>"


def element(tag: str, *children: str, **attributes: object) -> Any:
    """``xml`` as a node of the document."""
    return parsed(xml(tag, *children, **attributes))


def parsed(text: str) -> Any:
    """The node of an XML text with one root."""
    end = text.index(">") - (text[text.index(">") - 1] == "/")
    return parse_xml(f"{text[:end]} {_NAMESPACE}{text[end:]}")


def text_run(text: str, size: float | None = None, bold: bool = False, italic: bool = False) -> str:
    """A run; line ends become breaks."""
    properties = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    if size is not None:
        properties += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in text.split("\n")]
    return f"<w:r><w:rPr>{properties}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def run_node(text: str, size: float | None = None, bold: bool = False, italic: bool = False) -> Any:
    """``text_run`` as a node of the document."""
    return parsed(text_run(text, size, bold, italic))


def table(grid: Grid, progress: Progress) -> Any:
    """A part of a table with its header rows marked as repeated."""
    parts = [_properties(grid), xml("tblGrid", *(xml("gridCol", w=twips(w)) for w in grid.widths))]
    if grid.framed:
        parts.extend(_header_rows(grid))
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
        properties = [] if longest > _TALL_TEXT else [xml("cantSplit")]
        parts.append(xml("tr", xml("trPr", *properties), *cells))
    return element("tbl", *parts)


def _properties(grid: Grid) -> str:
    names = ("top", "left", "bottom", "right", "insideH", "insideV") if grid.framed else ("bottom", "insideH")
    borders = [xml(name, val="single", sz=4, space=0, color=_LINE) for name in names]
    side = 62 if grid.framed else 0  # twips
    margins = [xml(name, w=value, type="dxa") for name, value in (("left", side), ("right", 62))]
    return xml(
        "tblPr",
        xml("tblW", w=twips(grid.width), type="dxa"),
        xml("tblInd", w=0, type="dxa"),
        xml("tblBorders", *borders),
        xml("tblLayout", type="fixed"),
        xml("tblCellMar", *margins),
    )


def _header_rows(grid: Grid) -> Iterable[str]:
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
        height = xml("trHeight", val=twips(grid.header.heights[number]), hRule="atLeast")
        yield xml("tr", xml("trPr", xml("cantSplit"), height, xml("tblHeader")), *made)
    if grid.table.numbered_columns:
        made = [
            _cell(grid, i, 1, _paragraph(str(i + 1), grid.size * 0.85, Align.CENTER, False), _HEADER_SHADE)
            for i in range(len(grid.widths))
        ]
        yield xml("tr", xml("trPr", xml("cantSplit"), xml("tblHeader")), *made)


def _cell(
    grid: Grid,
    column: int,
    span: int,
    paragraph: str,
    shade: str | None = None,
    merge: str | None = None,
    vertical: bool = False,
    header: bool = False,
) -> str:
    properties = [xml("tcW", w=twips(sum(grid.widths[column : column + span])), type="dxa")]
    if span > 1:
        properties.append(xml("gridSpan", val=span))
    if merge:
        properties.append(xml("vMerge", val=merge))
    if shade:
        properties.append(xml("shd", val="clear", color="auto", fill=shade))
    if vertical:
        properties.append(xml("textDirection", val="btLr"))
    if header:
        properties.append(xml("vAlign", val="center"))
    return xml("tc", xml("tcPr", *properties), paragraph)


def _paragraph(text: str, size: float, align: Align, bold: bool, keep: bool = False) -> str:
    properties = [xml("keepNext")] if keep else []
    properties += [
        xml("spacing", before=40, after=40, line=240, lineRule="auto"),
        xml("ind", firstLine=0),
        xml("jc", val=JUSTIFICATION[align]),
    ]
    return xml("p", xml("pPr", *properties), *([text_run(text, size, bold)] if text else []))
