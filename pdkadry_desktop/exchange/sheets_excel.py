"""Excel files: calamine where the guard saw an ordinary sheet, openpyxl row by row where it did not."""

from __future__ import annotations

import io
import posixpath
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import time
from xml.etree.ElementTree import Element, fromstring

import openpyxl
import python_calamine

from pdkadry_desktop.core.progress import Progress
from pdkadry_desktop.exchange import refusals
from pdkadry_desktop.exchange.cells import CellError, FileKind, MergedRange, RawSheet
from pdkadry_desktop.exchange.guard import Checked
from pdkadry_desktop.exchange.guard_xlsx import MAX_EXCEL_ROW, MAX_MERGED, SheetScan
from pdkadry_desktop.exchange.sheet_builder import MAX_CELLS, SheetBuilder

_MAX_SHEETS = 300
_MAX_AREA = 12_000_000  # cells the quick reader may allocate at once
_SMALL_AREA = 2_000_000
_MAX_COPIED = 400 << 20  # bytes of shared strings the quick reader may copy
_READER_ERRORS = (
    python_calamine.CalamineError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,  # RecursionError too
    SyntaxError,  # ElementTree's ParseError
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_excel(checked: Checked, progress: Progress) -> list[RawSheet]:
    """All worksheets of a checked .xlsx, .xlsm or .xls; chart sheets hold no cells and are left out."""
    name = checked.path.name
    with _translated(name):
        workbook = python_calamine.load_workbook(io.BytesIO(checked.data))
        sheets = [m for m in workbook.sheets_metadata if m.typ is python_calamine.SheetTypeEnum.WorkSheet]
        parts = _parts(checked) if checked.kind is FileKind.XLSX else {}
    if len(sheets) > _MAX_SHEETS:
        raise refusals.unusual(name, f"больше {_MAX_SHEETS} листов")
    scans = {m.name: parts.get(m.name, SheetScan(ordinary=False)) for m in sheets}
    if (checked.xls.cells if checked.xls else sum(scan.cells for scan in scans.values())) > MAX_CELLS:
        raise refusals.too_many_cells(name)
    careful = _CarefulBook(checked)
    result = []
    for done, sheet in enumerate(sheets):
        progress.step(done, len(sheets), f"Чтение листа «{sheet.name}»")
        hidden = sheet.visible is not python_calamine.SheetVisibleEnum.Visible
        builder = SheetBuilder(name, sheet.name, hidden)
        scan = scans[sheet.name]
        if checked.xls is not None:
            errors = {(r, c): error for (s, r, c), error in checked.xls.errors.items() if s == sheet.name}
            _read_quickly(workbook, builder, errors, False, name, progress)
        elif not _is_cheap(scan, checked.longest_string):
            careful.read(builder, scan, progress)
        elif not _read_quickly(workbook, builder, scan.errors, scan.negative, name, progress):
            builder = SheetBuilder(name, sheet.name, hidden)
            careful.read(builder, scan, progress)
        result.append(builder.build())
    progress.step(len(sheets), len(sheets), "Файл прочитан")
    return result


def _is_cheap(scan: SheetScan, longest_string: int) -> bool:
    compact = scan.area <= _SMALL_AREA or scan.area <= 8 * scan.cells
    return scan.ordinary and compact and scan.area <= _MAX_AREA and scan.strings * longest_string <= _MAX_COPIED


def _read_quickly(
    workbook: python_calamine.CalamineWorkbook,
    builder: SheetBuilder,
    errors: Mapping[tuple[int, int], CellError],
    negative: bool,
    file_name: str,
    progress: Progress,
) -> bool:
    """False when a value was met that calamine cannot express: a date before the first date of Excel."""
    overlay: dict[int, dict[int, CellError]] = {}
    for (row, column), error in errors.items():
        overlay.setdefault(row, {})[column] = error
    waiting = sorted(overlay, reverse=True)
    with _translated(file_name):
        sheet = workbook.get_sheet_by_name(builder.name)
        first, offset = sheet.start or (0, 0)
        merged = sheet.merged_cell_ranges or []
        builder.merged = tuple(MergedRange(a + 1, b, c + 1, d) for (a, b), (c, d) in merged[:MAX_MERGED])
        for number, values in enumerate(sheet.iter_rows(), start=1):
            if number <= first:
                continue
            if number % 2000 == 0:
                progress.raise_if_cancelled()
            if negative and time() in values:
                return False
            while waiting and waiting[-1] < number:
                row = waiting.pop()
                builder.add(row, _with_errors([], overlay[row]))
            if waiting and waiting[-1] == number:
                waiting.pop()
                builder.add(number, _with_errors([*[None] * offset, *values], overlay[number]))
            else:
                builder.add(number, values, offset)
        while waiting:
            row = waiting.pop()
            builder.add(row, _with_errors([], overlay[row]))
    return True


def _with_errors(values: list[object], errors: Mapping[int, CellError]) -> list[object]:
    values.extend([None] * (max(errors) + 1 - len(values)))
    for column, error in errors.items():
        if values[column] in (None, ""):
            values[column] = error
    return values


class _CarefulBook:
    """openpyxl in its streaming mode: ten times slower, no memory for empty space, cells at the place they claim."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._book: openpyxl.Workbook | None = None

    def read(self, builder: SheetBuilder, scan: SheetScan, progress: Progress) -> None:
        name = self._checked.path.name
        builder.merged = scan.merged
        cells = 0
        last_row = 0
        pending = dict(scan.errors)
        with _translated(name), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it does not know
            if self._book is None:
                stream = io.BytesIO(self._checked.data)
                self._book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            sheet = self._book[builder.name]
            sheet.reset_dimensions()
            for count, row in enumerate(sheet.iter_rows()):
                if count > MAX_EXCEL_ROW:
                    raise refusals.damaged(name)
                if count % 2000 == 0:
                    progress.raise_if_cancelled()
                values: dict[int, object] = {}
                for cell in row:
                    if cell.value is None:
                        continue
                    number = cell.row
                    values[cell.column - 1] = CellError(str(cell.value)) if cell.data_type == "e" else cell.value
                if not values:
                    continue
                cells += len(values)
                if cells > MAX_CELLS:
                    raise refusals.too_many_cells(name)
                for place in sorted(place for place in pending if last_row < place[0] <= number):
                    error = pending.pop(place)
                    if place[0] == number:
                        values.setdefault(place[1], error)
                    else:
                        builder.add(place[0], [error], place[1])
                last_row = number
                builder.add(number, [values.get(at) for at in range(max(values) + 1)])
            for place in sorted(pending):
                builder.add(place[0], [pending[place]], place[1])


def _parts(checked: Checked) -> dict[str, SheetScan]:
    """Scans by the name of the sheet; a sheet that is not found here is read carefully."""
    with zipfile.ZipFile(io.BytesIO(checked.data)) as archive:
        names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        targets: dict[str, str] = {}
        for relation in _xml(archive, names.get("xl/_rels/workbook.xml.rels")):
            target = relation.get("Target", "").replace("\\", "/").lower()
            full = target[1:] if target.startswith("/") else target if target.startswith("xl/") else "xl/" + target
            targets[relation.get("Id", "")] = posixpath.normpath(full)
        found: dict[str, SheetScan] = {}
        for element in _xml(archive, names.get("xl/workbook.xml")).iter():
            if element.tag.rpartition("}")[2] == "sheet":
                relation_id = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
                scan = checked.parts.get(targets.get(relation_id, ""))
                if scan is not None:
                    found[element.get("name", "")] = scan
        return found


def _xml(archive: zipfile.ZipFile, name: str | None) -> Element:
    return fromstring(archive.read(name)) if name else Element("none")  # the guard saw no DTD in it


@contextmanager
def _translated(file_name: str) -> Iterator[None]:
    """Whatever a reader raises on a damaged file becomes one Russian sentence."""
    try:
        yield
    except python_calamine.PasswordError as error:
        raise refusals.protected(file_name) from error
    except _READER_ERRORS as error:
        raise refusals.damaged(file_name) from error
    except BaseException as error:  # a panic inside calamine arrives as a BaseException that nobody can import
        if type(error).__name__ != "PanicException":
            raise
        raise refusals.damaged(file_name) from error
