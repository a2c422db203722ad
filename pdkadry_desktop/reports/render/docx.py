"""Document to Word: real headings, lists and tables that can be edited, the same pages as the PDF."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pdkadry_desktop.core.files import write_whole
from pdkadry_desktop.core.progress import NO_PROGRESS, Progress
from pdkadry_desktop.reports import document as d
from pdkadry_desktop.reports.render.clean import clean, tied
from pdkadry_desktop.reports.render.columns import MM, fit
from pdkadry_desktop.reports.render.docx_table import element, run_node, table, xml
from pdkadry_desktop.reports.render.grid import footnote_lines, laid_out

FONT = "Times New Roman"
_ALIGN = {
    d.Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    d.Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    d.Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    d.Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_CORNER = 75  # mm
_DASHES, _NUMBERS = 90, 91  # lists of our own in the numbering part


def render(document: d.Document, path: Path, progress: Progress = NO_PROGRESS) -> None:
    """Writes the file whole or not at all."""
    write_whole(path, render_bytes(document, progress))


def render_bytes(document: d.Document, progress: Progress = NO_PROGRESS) -> bytes:
    """The Word file in memory. Raises Cancelled."""
    writer = _Writer(document, progress)
    for block in document.blocks:
        progress.raise_if_cancelled()
        writer.write(block)
    writer.finish()
    buffer = BytesIO()
    writer.word.save(buffer)
    return buffer.getvalue()


class _Writer:
    """Appends blocks to a Word document."""

    def __init__(self, document: d.Document, progress: Progress) -> None:
        self.document, self.progress = document, progress
        self.word = docx.Document()
        self.orientation = document.orientation
        self._styles()
        properties = self.word.core_properties
        properties.title, properties.author = clean(document.title)[:255], clean(document.author)[:255]
        properties.subject, properties.comments = clean(document.subject)[:255], ""
        properties.language = "ru-RU"
        section = self.word.sections[0]
        self._page(section)
        section.different_first_page_header_footer = True
        self._margins(section)
        self._lists()

    # ---------------------------------------------------------------------------------------------- pages and styles

    def _styles(self) -> None:
        styles = self.word.styles
        size = self.document.size
        normal = styles["Normal"]
        self._font(normal, size, bold=None)
        normal.paragraph_format.space_after = Pt(2)
        normal.paragraph_format.line_spacing = 1.1
        for level, points in ((1, size + 1), (2, size), (3, size - 0.5)):
            style = styles[f"Heading {level}"]
            self._font(style, points, bold=True)
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.paragraph_format.space_before = Pt(6 if level == 1 else 10)
            style.paragraph_format.space_after = Pt(8 if level == 1 else 4)
            style.paragraph_format.alignment = _ALIGN[d.Align.CENTER if level == 1 else d.Align.LEFT]
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for language in defaults.findall(qn("w:lang")):
            defaults.remove(language)
        defaults.append(element("lang", val="ru-RU", eastAsia="ru-RU", bidi="ar-SA"))

    @staticmethod
    def _font(style: Any, size: float, bold: bool | None) -> None:
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        fonts = style.element.rPr.rFonts
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{name}"), FONT)

    def _area(self) -> tuple[float, float]:
        """Width and height of the text in points."""
        width, height = self._paper()
        margins = self.document.margins
        return (width - margins.left - margins.right) * MM, (height - margins.top - margins.bottom) * MM

    def _paper(self) -> tuple[float, float]:
        width, height = self.document.page.value
        return (width, height) if self.orientation is d.Orientation.PORTRAIT else (height, width)

    def _page(self, section: Any) -> None:
        width, height = self._paper()
        landscape = self.orientation is d.Orientation.LANDSCAPE
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        margins = self.document.margins
        section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
        section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
        section.header_distance, section.footer_distance = Mm(10), Mm(8)

    def _margins(self, section: Any) -> None:
        """The page number above from the second page on; the footer on all pages."""
        number = section.header.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _field(number, "PAGE")
        if not (self.document.footer or self.document.page_total):
            return
        for footer in (section.footer, section.first_page_footer):
            line = footer.paragraphs[0]
            line.style = self.word.styles["Normal"]  # the style of footers has tabs of its own
            line.paragraph_format.tab_stops.add_tab_stop(Pt(self._area()[0]), WD_TAB_ALIGNMENT.RIGHT)
            line._p.append(run_node(clean(self.document.footer), 8))
            if self.document.page_total:
                line.add_run("\tстр.\u00a0").font.size = Pt(8)
                _field(line, "PAGE", 8)
                line.add_run(" из\u00a0").font.size = Pt(8)
                _field(line, "NUMPAGES", 8)

    # ---------------------------------------------------------------------------------------------------------- blocks

    def write(self, block: d.Block) -> None:
        match block:
            case d.Heading(text, level):
                self._runs(self.word.add_paragraph(style=f"Heading {min(max(level, 1), 3)}"), text)
            case d.Paragraph(text, align, indent, keep):
                self._text(text, align, indent and align is not d.Align.CENTER).paragraph_format.keep_with_next = keep
            case d.Note(text):
                self._small(text)
            case d.ApprovalBlock(lines):
                paragraph = self._text("\n".join(lines), d.Align.LEFT, indent=False)
                paragraph.paragraph_format.left_indent = Pt(max(self._area()[0] - _CORNER * MM, 0))
                paragraph.paragraph_format.space_after = Pt(self.document.size)
            case d.KeyValues(items, label_width):
                columns = (d.Column("", width=label_width), d.Column("", weight=1))
                rows = tuple(d.data(label, d.left_aligned(value)) for label, value in items)
                self._table(d.Table(columns, rows, size=self.document.size - 1), framed=False)
            case d.Bullets(items):
                for item in items:
                    self._listed(item, self._list(_DASHES))
            case d.Numbered(items, start):
                number = self._list(_NUMBERS, start)
                for item in items:
                    self._listed(item, number)
            case d.SignatureBlock():
                self._signature(block)
            case d.Spacer(height):
                space = self.word.add_paragraph().paragraph_format
                space.space_after, space.line_spacing = Pt(0), Mm(max(height, 1))
            case d.PageBreak(orientation):
                self._new_page(orientation)
            case d.Table():
                self._table(block)

    def finish(self) -> None:
        """The executor's mark is the last thing on the last page."""
        executor = self.document.executor
        if executor:
            paragraph = self._small("\n".join(line for line in (executor.name, executor.phone) if line))
            paragraph.paragraph_format.space_before = Pt(36)

    def _runs(self, paragraph: Any, inline: d.Inline, size: float | None = None) -> Any:
        for run in d.runs(inline):
            paragraph._p.append(run_node(tied(run.text), size, run.bold, run.italic))
        return paragraph

    def _text(self, inline: d.Inline, align: d.Align, indent: bool) -> Any:
        paragraph = self._runs(self.word.add_paragraph(), inline)
        paragraph.alignment = _ALIGN[align]
        if indent:
            paragraph.paragraph_format.first_line_indent = Mm(12.5)
        return paragraph

    def _small(self, inline: d.Inline) -> Any:
        return self._runs(self.word.add_paragraph(), inline, min(self.document.size - 2, 10))

    def _table(self, block: d.Table, framed: bool = True) -> None:
        notes = d.footnotes(block)
        for number, part in enumerate(fit(block, self._area()[0])):
            title = block.title if not number else f"{block.title or 'Таблица'} (продолжение)"
            if title:
                paragraph = self.word.add_paragraph()
                paragraph._p.append(run_node(tied(title), self.document.size - 1, bold=True))
                paragraph.paragraph_format.keep_with_next = True
                paragraph.paragraph_format.space_before = Pt(8)
            grid = laid_out(part, self._area()[1], notes, self.progress, framed)
            self._append(table(grid, self.progress))
            self._gap()
        for line in (*footnote_lines(notes), *block.notes):
            self._small(line)

    def _append(self, made: Any) -> None:
        self.word.element.body.insert_element_before(made, "w:sectPr")

    def _gap(self) -> None:
        """Word needs a paragraph between two tables; it is nearly as low as nothing."""
        gap = self.word.add_paragraph().paragraph_format
        gap.space_after, gap.line_spacing = Pt(0), Pt(5)

    def _signature(self, block: d.SignatureBlock) -> None:
        for paragraph in self.word.paragraphs[-2:]:  # the last text and the gap after it stay with the signature
            paragraph.paragraph_format.keep_with_next = True
        self._gap()
        self.word.paragraphs[-1].paragraph_format.space_before = Pt(14)
        self.word.paragraphs[-1].paragraph_format.keep_with_next = True
        width = self._area()[0] / MM
        signs = self.word.add_table(rows=2, cols=3)
        signs.autofit = False
        columns = (
            (0.44, tied(block.post), d.Align.LEFT),
            (0.26, "", d.Align.CENTER),
            (0.3, tied(block.name), d.Align.RIGHT),
        )
        for index, (share, text, align) in enumerate(columns):
            for cell in signs.columns[index].cells:
                cell.width = Mm(width * share)
                cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
                cell.paragraphs[0].alignment = _ALIGN[align]
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            signs.cell(0, index).paragraphs[0].paragraph_format.keep_with_next = True
            signs.cell(0, index).paragraphs[0]._p.append(run_node(text))
        signs.cell(0, 1)._tc.get_or_add_tcPr().append(_underline())
        signs.cell(1, 1).paragraphs[0]._p.append(run_node("(подпись)", 8))
        if block.date_line:
            self._text("«____» ______________ 20____ г.", d.Align.LEFT, indent=False)

    def _new_page(self, orientation: d.Orientation | None) -> None:
        if orientation is None or orientation is self.orientation:
            self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            return
        self.orientation = orientation
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        self._page(section)
        section.different_first_page_header_footer = False
        if self.document.footer or self.document.page_total:
            section.footer.is_linked_to_previous = False
            section.header.is_linked_to_previous = False
            self._margins(section)

    # ----------------------------------------------------------------------------------------------------------- lists

    def _lists(self) -> None:
        """Two kinds of lists with the first-line indent of a paragraph: dashes and numbers."""
        numbering = self.word.part.numbering_part.element
        for kind, form, text in ((_DASHES, "bullet", "–"), (_NUMBERS, "decimal", "%1.")):
            level = xml(
                "lvl",
                xml("start", val=1),
                xml("numFmt", val=form),
                xml("suff", val="space"),
                xml("lvlText", val=text),
                xml("lvlJc", val="left"),
                xml("pPr", xml("ind", left=0, firstLine=709)),
                ilvl=0,
            )
            single = xml("multiLevelType", val="singleLevel")
            numbering.insert(0, element("abstractNum", single, level, abstractNumId=kind))

    def _list(self, kind: int, start: int = 1) -> int:
        """A new list that begins with ``start``."""
        numbering = self.word.part.numbering_part.element
        number = max([int(num.get(qn("w:numId"))) for num in numbering.findall(qn("w:num"))], default=0) + 1
        override = xml("lvlOverride", xml("startOverride", val=start), ilvl=0)
        numbering.append(element("num", xml("abstractNumId", val=kind), override, numId=number))
        return number

    def _listed(self, item: d.Inline, number: int) -> None:
        paragraph = self._text(item, d.Align.JUSTIFY, indent=False)
        properties = paragraph._p.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_ilvl().val = 0
        properties.get_or_add_numPr().get_or_add_numId().val = number


def _underline() -> Any:
    return element("tcBorders", xml("bottom", val="single", sz=4, space=0, color="000000"))


def _field(paragraph: Any, code: str, size: float | None = None) -> None:
    """A field that Word counts itself: PAGE, NUMPAGES."""
    for part in ("begin", "code", "separate", "shown", "end"):
        run = run_node("1" if part == "shown" else "", size)
        if part == "code":
            run.append(element("instrText", f" {code} "))
        elif part != "shown":
            run.append(element("fldChar", fldCharType=part))
        paragraph._p.append(run)
