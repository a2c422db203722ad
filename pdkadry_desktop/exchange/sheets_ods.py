"""LibreOffice tables (.ods), read as a stream: repeats are counted, not unfolded, and errors stay visible."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from xml.parsers import expat

from pdkadry_desktop.core.progress import Progress
from pdkadry_desktop.exchange import refusals
from pdkadry_desktop.exchange.cells import CellError, RawSheet
from pdkadry_desktop.exchange.guard import Checked
from pdkadry_desktop.exchange.guard_xlsx import MAX_EXCEL_COLUMN, MAX_EXCEL_ROW
from pdkadry_desktop.exchange.sheet_builder import MAX_CELLS, SheetBuilder

_MANIFEST = "META-INF/manifest.xml"
_CHUNK = 1 << 18
_PERIOD = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


def read_ods(checked: Checked, progress: Progress) -> list[RawSheet]:
    """All tables of a checked .ods, hidden ones marked."""
    name = checked.path.name
    with zipfile.ZipFile(io.BytesIO(checked.data)) as archive:
        if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
            raise refusals.protected(name)
        content = _Content(name)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = content.start
        parser.EndElementHandler = content.end
        parser.CharacterDataHandler = content.text
        try:
            with archive.open("content.xml") as stream:
                while chunk := stream.read(_CHUNK):
                    progress.raise_if_cancelled()
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
            raise refusals.damaged(name) from error
    return [builder.build() for builder in content.tables]


class _Content:
    """Handlers of the XML parser; keeps one row at a time."""

    def __init__(self, file_name: str) -> None:
        self.tables: list[SheetBuilder] = []
        self._file_name = file_name
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._depth = 0  # of tables: a table inside a cell is not ours
        self._row = self._row_repeat = self._column = 0
        self._values: list[object] = []
        self._cell: dict[str, str] | None = None
        self._lines: list[str] = []
        self._aside = 0  # inside a comment of a cell
        self._reading = False  # inside a paragraph
        self._cells = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(" ")[2]
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if kind == "table":
            self._depth += 1
            if self._depth == 1:
                hidden = plain.get("style-name", "") in self._hidden_styles
                self.tables.append(SheetBuilder(self._file_name, plain.get("name", ""), hidden))
                self._row = 0
        elif kind == "style":
            self._style = plain.get("name", "")
        elif kind == "table-properties" and plain.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif self._depth != 1:
            return
        elif kind == "table-row":
            self._row_repeat = max(1, int(plain.get("number-rows-repeated", "1")))
            self._column, self._values = 0, []
        elif kind in ("table-cell", "covered-table-cell"):
            plain["value-type"] = _type_of(attributes)
            self._cell, self._lines = plain, []
        elif kind == "annotation":
            self._aside += 1
        elif self._cell is not None and not self._aside:
            self._start_text(kind, plain)

    def _start_text(self, kind: str, plain: dict[str, str]) -> None:
        if kind == "p":
            self._lines.append("")
            self._reading = True
        elif self._reading and kind == "s":
            self._lines[-1] += " " * min(int(plain.get("c", "1")), 1000)
        elif self._reading and kind in ("tab", "line-break"):
            self._lines[-1] += "\t" if kind == "tab" else "\n"

    def text(self, data: str) -> None:
        if self._reading and not self._aside and self._depth == 1:
            self._lines[-1] += data

    def end(self, tag: str) -> None:
        kind = tag.rpartition(" ")[2]
        if kind == "table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif kind == "annotation":
            self._aside -= 1
        elif kind == "p" and not self._aside:
            self._reading = False
        elif kind in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif kind == "table-row":
            self._end_row()

    def _end_cell(self, cell: dict[str, str]) -> None:
        repeat = max(1, int(cell.get("number-columns-repeated", "1")))
        value = _value(cell, "\n".join(self._lines))
        if value is not None:
            repeat = min(repeat, MAX_EXCEL_COLUMN - self._column)
            self._cells += repeat * self._row_repeat
            if repeat < 1 or self._cells > MAX_CELLS:
                raise refusals.too_many_cells(self._file_name)
            self._values.extend([None] * (self._column - len(self._values)))
            self._values.extend([value] * repeat)
        self._column += repeat

    def _end_row(self) -> None:
        if self._row + self._row_repeat > 2 * MAX_EXCEL_ROW:
            raise refusals.damaged(self._file_name)
        if self._values:
            for number in range(self._row + 1, self._row + self._row_repeat + 1):
                self.tables[-1].add(number, self._values)
        self._row += self._row_repeat


def _type_of(attributes: dict[str, str]) -> str:
    """LibreOffice writes its own type beside the standard one; only there an error shows."""
    types = [value for key, value in attributes.items() if key.endswith(" value-type")]
    return "error" if "error" in types else types[0] if types else ""


def _value(cell: dict[str, str], shown: str) -> object:
    kind = cell.get("value-type", "")
    if kind == "error":
        return CellError(shown or "#ERROR")
    if kind in ("float", "percentage", "currency"):
        return float(cell.get("value", "nan"))
    if kind == "boolean":
        return cell.get("boolean-value") == "true"
    if kind == "date":
        return _date(cell.get("date-value", ""))
    if kind == "time":
        return _time(cell.get("time-value", ""))
    return shown or cell.get("string-value") or None


def _date(text: str) -> date | CellError:
    try:
        return datetime.fromisoformat(text[:26])
    except ValueError:
        return CellError(text or "#ERROR")


def _time(text: str) -> time | timedelta | CellError:
    match = _PERIOD.fullmatch(text)
    if match is None:
        return CellError(text or "#ERROR")
    days, hours, minutes, seconds = (int(group or 0) for group in match.groups()[1:])
    try:
        span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return CellError(text)
    if match.group(1):
        return -span
    return (datetime.min + span).time() if span < timedelta(days=1) else span
