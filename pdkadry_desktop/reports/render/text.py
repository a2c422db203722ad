"""Text blocks on PDF pages: styles of a document, paragraphs with bold and italic, signature and executor's mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as Text

from pdkadry_desktop.reports.document import Align, Executor, Inline, SignatureBlock, runs
from pdkadry_desktop.reports.render.clean import tied
from pdkadry_desktop.reports.render.columns import MM
from pdkadry_desktop.reports.render.fonts import face, wrap

INDENT = 12.5 * MM
CORNER = 75 * MM  # the longest line of a requisite in the corner
ALIGN = {Align.LEFT: TA_LEFT, Align.CENTER: TA_CENTER, Align.RIGHT: TA_RIGHT, Align.JUSTIFY: TA_JUSTIFY}


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one document, all derived from the size of its type."""

    size: float

    def style(self, name: str, **changes: Any) -> ParagraphStyle:
        size = changes.pop("fontSize", self.size)
        return ParagraphStyle(
            name,
            fontName=face().main,
            fontSize=size,
            leading=size * 1.25,
            splitLongWords=1,
            allowWidows=0,
            allowOrphans=0,
            **changes,
        )

    def body(self, align: Align, indent: bool) -> ParagraphStyle:
        return self.style("body", alignment=ALIGN[align], firstLineIndent=INDENT if indent else 0, spaceAfter=2)

    def heading(self, level: int) -> ParagraphStyle:
        if level == 1:
            return self.style("h1", fontSize=self.size + 1, alignment=TA_CENTER, spaceBefore=6, spaceAfter=8)
        size = self.size if level == 2 else self.size - 0.5
        return self.style(f"h{level}", fontSize=size, alignment=TA_LEFT, spaceBefore=10, spaceAfter=4)

    def small(self) -> ParagraphStyle:
        return self.style("small", fontSize=min(self.size - 2, 10), spaceBefore=4, spaceAfter=2)

    def table_title(self) -> ParagraphStyle:
        return self.style("table", fontSize=self.size - 1, spaceBefore=8, spaceAfter=4)

    def corner(self) -> ParagraphStyle:
        return self.style("corner", alignment=TA_LEFT)


def markup(inline: Inline, all_bold: bool = False) -> str:
    """The text for reportlab's paragraphs, each stretch in a font that has its characters."""
    parts = []
    for run in runs(inline):
        look = face(run.bold or all_bold, run.italic)
        for font, piece in look.segments_by_line(tied(run.text)):
            parts.append(f'<font name="{font}">{escape(piece)}</font>' if font else "<br/>")
    return "".join(parts)


def balance(text: str, width: float, size: float) -> float:
    """How far to indent a centred heading on both sides so that its lines are about equally long."""
    lines = len(wrap(text, width, size, True))
    if lines < 2:
        return 0.0
    low, high = width / 3, width
    while high - low > 2:
        middle = (low + high) / 2
        low, high = (low, middle) if len(wrap(text, middle, size, True)) <= lines else (middle, high)
    return max((width - high) / 2 - 1, 0.0)


class HeadingText(Text):  # type: ignore[misc]
    """A heading that also stands in the outline of the file."""

    def __init__(self, text: str, level: int, style: ParagraphStyle) -> None:
        super().__init__(markup(text, all_bold=True), style)
        self._title, self._level = tied(text).replace("\n", " "), level

    def draw(self) -> None:
        super().draw()
        key = f"h{id(self)}"
        self.canv.bookmarkHorizontal(key, 0, self.height)
        outline = self.canv._doc.outline
        level = min(self._level - 1, getattr(outline, "currentlevel", -1) + 1)
        self.canv.addOutlineEntry(self._title, key, level)


class Signature(Flowable):  # type: ignore[misc]
    """Post at the left, a line to sign on, the name at the right; all on the baseline of the post's last line."""

    spaceBefore = 18
    spaceAfter = 4

    def __init__(self, block: SignatureBlock, size: float) -> None:
        super().__init__()
        self.block, self.size = block, size
        self.leading = size * 1.2

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.post = wrap(tied(self.block.post), available_width * 0.42, self.size)
        self.name = wrap(tied(self.block.name), available_width * 0.28, self.size)
        lines = max(len(self.post), len(self.name))
        self.height = lines * self.leading + 12 + (self.leading + 8 if self.block.date_line else 0)
        return self.width, self.height

    def draw(self) -> None:
        canvas, size, look = self.canv, self.size, face()
        first = self.height - size
        base = first - (max(len(self.post), len(self.name)) - 1) * self.leading
        for index, line in enumerate(self.post):
            put(canvas, 0, first - index * self.leading, line, size)
        for index, line in enumerate(reversed(self.name)):
            put(canvas, self.width - look.width(line, size), base + index * self.leading, line, size)
        left, right = self.width * 0.46, self.width * 0.68
        canvas.setLineWidth(0.5)
        canvas.line(left, base - 2, right, base - 2)
        caption = "(подпись)"
        put(canvas, (left + right - look.width(caption, 8)) / 2, base - 10, caption, 8)
        if self.block.date_line:
            put(canvas, 0, 2, "«____» ______________ 20____ г.", size)


class ExecutorMark(Flowable):  # type: ignore[misc]
    """The executor's mark at the foot of the last page: takes all the room that is left and writes at its bottom."""

    def __init__(self, executor: Executor) -> None:
        super().__init__()
        self.lines = [tied(line) for line in (executor.name, executor.phone) if line]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return available_width, max(available_height - 0.1, self.least(available_width))

    def least(self, width: float) -> float:
        """The height that the lines themselves take."""
        self.rows = [row for line in self.lines for row in wrap(line, width, 9)]
        return len(self.rows) * 11.0 + 6

    def draw(self) -> None:
        for index, line in enumerate(reversed(self.rows)):
            put(self.canv, 0, 2 + index * 11.0, line, 9)


def put(canvas: Any, x: float, y: float, line: str, size: float, bold: bool = False) -> None:
    """One line of text in as many fonts as it needs."""
    put_all(canvas, [(x, y, line)], size, bold)


def put_all(canvas: Any, lines: list[tuple[float, float, str]], size: float, bold: bool = False) -> None:
    """Lines of text at their places."""
    look = face(bold)
    text = canvas.beginText()
    for x, y, line in lines:
        text.setTextOrigin(x, y)
        for font, piece in look.segments(line):
            text.setFont(font, size)
            text.textOut(piece)
    canvas.drawText(text)
