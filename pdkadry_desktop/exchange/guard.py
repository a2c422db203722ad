"""Looks into a foreign file before any reader may touch it: what it really is, how big it gets, whether it is hostile.

Limits are far above what a municipality holds and far below what would hurt an office PC. The name of a file is never
believed, its content decides.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from pdkadry_desktop.core.errors import ImportRefused
from pdkadry_desktop.core.progress import NO_PROGRESS, Progress
from pdkadry_desktop.exchange import refusals
from pdkadry_desktop.exchange.cells import FileKind
from pdkadry_desktop.exchange.guard_xls import XlsScan, is_compound, scan_compound
from pdkadry_desktop.exchange.guard_xlsx import SheetScan, SheetScanner, StringsScanner

MAX_FILE = 50 << 20
MAX_UNPACKED = 400 << 20
MAX_PART = 200 << 20
MAX_PARTS = 2000
MAX_RUN = 8 << 20  # the longest text between two tags; a cell of Excel holds 32 767 characters
_CHUNK = 1 << 20
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that passed: its bytes (read once, so nothing can change under the reader) and what was seen inside."""

    path: Path
    kind: FileKind
    data: bytes
    parts: dict[str, SheetScan] = field(default_factory=dict)  # .xlsx: scans by the lower-case name of the part
    longest_string: int = 0  # .xlsx: bytes of the longest shared string
    xls: XlsScan | None = None


def check_file(path: Path, progress: Progress = NO_PROGRESS) -> Checked:
    """Raises ImportRefused for everything that is no readable table or could harm the program."""
    data = _read_bytes(path)
    if is_compound(data):
        scan = scan_compound(data, path.name)
        return Checked(path, FileKind.XLS, data, xls=scan)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _check_zip(path, data, progress)
    _refuse_known_text(path, data)
    return Checked(path, FileKind.CSV, data)


def _read_bytes(path: Path) -> bytes:
    name = f"Файл «{path.name}»"
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ImportRefused(f"«{path.name}» – это папка, а не файл.", "Откройте папку и выберите файл в ней.")
        if not stat.S_ISREG(status.st_mode):
            raise refusals.not_a_table(path.name)
        if status.st_size > MAX_FILE:
            raise refusals.too_big(path.name, MAX_FILE >> 20)
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except FileNotFoundError as error:
        hint = "Проверьте, что файл не переименован и не перемещён, и выберите его снова."
        raise ImportRefused(f"{name} не найден.", hint) from error
    except PermissionError as error:
        hint = "Закройте его в Excel и других программах и повторите; если не помогло, скопируйте файл на рабочий стол."
        raise ImportRefused(f"{name} занят другой программой или закрыт для чтения.", hint) from error
    except OSError as error:
        hint = "Проверьте, что диск, флешка или сетевая папка доступны, и повторите."
        raise ImportRefused(f"{name} не удалось прочитать с диска.", hint) from error
    except ValueError as error:  # a NUL inside the name
        raise ImportRefused("Имя файла записано с ошибкой.", "Выберите файл заново.") from error
    if len(data) > MAX_FILE:
        raise refusals.too_big(path.name, MAX_FILE >> 20)
    if not data:
        raise ImportRefused(f"{name} пустой: в нём 0 байт.", "Попросите прислать файл ещё раз или выберите другой.")
    return data


# --------------------------------------------------------------------------------------------- zip containers


def _check_zip(path: Path, data: bytes, progress: Progress) -> Checked:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_ERRORS as error:
        raise refusals.damaged(path.name) from error
    with archive:
        infos = archive.infolist()
        names = [info.filename.replace("\\", "/").lower() for info in infos]
        if len(infos) > MAX_PARTS or len(set(names)) != len(names):
            raise refusals.unusual(path.name, "внутри повторяющиеся или лишние части")
        kind = _zip_kind(path, archive, infos, names)
        declared = sum(info.file_size for info in infos)
        if declared > MAX_UNPACKED or any(info.file_size > MAX_PART for info in infos):
            raise refusals.too_big_inside(path.name)
        parts: dict[str, SheetScan] = {}
        longest = total = 0
        for info, name in zip(infos, names, strict=True):
            progress.raise_if_cancelled()
            reader = _PartReader(path, name, kind)
            total = reader.read(archive, info, total, progress)
            if reader.sheet is not None:
                parts[name] = reader.sheet.result()
            longest = max(longest, reader.strings.longest if reader.strings else 0)
            progress.step(total, max(declared, total), "Проверка файла")
    return Checked(path, kind, data, parts, longest)


def _zip_kind(path: Path, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], names: list[str]) -> FileKind:
    for info in infos:
        if info.flag_bits & 0x1:
            raise refusals.protected(path.name)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusals.unusual(path.name, "необычное сжатие")
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "xl/workbook.bin" in names:
        raise refusals.unusual(path.name, "двоичный формат .xlsb")
    if any(name.startswith("word/") for name in names):
        raise refusals.other_document(path.name, "документ Word")
    if any(name.startswith("ppt/") for name in names):
        raise refusals.other_document(path.name, "презентация")
    if "mimetype" in names:
        try:
            with archive.open(infos[names.index("mimetype")]) as stream:
                mimetype = stream.read(200).strip()
        except (*_ZIP_ERRORS, RuntimeError) as error:
            raise refusals.damaged(path.name) from error
        if mimetype == b"application/vnd.oasis.opendocument.spreadsheet" and "content.xml" in names:
            return FileKind.ODS
        if mimetype.startswith(b"application/vnd.oasis.opendocument"):
            raise refusals.other_document(path.name, "текстовый документ LibreOffice")
    if any(name.endswith((".xlsx", ".xls", ".xlsm", ".ods", ".csv")) for name in names):
        text = f"Файл «{path.name}» – это архив с таблицами."
        raise ImportRefused(text, "Распакуйте архив и выберите таблицы из него.")
    raise refusals.not_a_table(path.name)


class _PartReader:
    """Unpacks one part in pieces: counts its real size, refuses hostile XML, feeds the scanners."""

    def __init__(self, path: Path, name: str, kind: FileKind) -> None:
        self._name = path.name
        self._xml = name.endswith((".xml", ".rels", ".vml"))
        is_sheet = kind is FileKind.XLSX and name.startswith("xl/") and name.endswith(".xml") and "sheet" in name
        self.sheet = SheetScanner() if is_sheet else None
        self.strings = StringsScanner() if kind is FileKind.XLSX and name.endswith("sharedstrings.xml") else None

    def read(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, total: int, progress: Progress) -> int:
        """Returns ``total`` grown by the bytes really found."""
        size, tail = 0, b""
        run = 0  # bytes since the last tag
        try:
            with archive.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    progress.raise_if_cancelled()
                    size += len(chunk)
                    if size > MAX_PART or total + size > MAX_UNPACKED:
                        raise refusals.too_big_inside(self._name)
                    if not self._xml:
                        continue
                    if (not tail and chunk[:2] in _UTF16_MARKS) or b"\x00" in chunk[:64]:
                        raise refusals.unusual(self._name, "неизвестная кодировка")
                    if _DECLARATION.search(tail + chunk):
                        raise refusals.hostile(self._name)
                    tail = chunk[-16:]
                    last = chunk.rfind(b"<")
                    run = run + len(chunk) if last < 0 else len(chunk) - last
                    if run > MAX_RUN:
                        raise refusals.too_long_text(self._name, "")
                    if self.sheet is not None:
                        self.sheet.feed(chunk)
                    if self.strings is not None:
                        self.strings.feed(chunk)
        except (*_ZIP_ERRORS, RuntimeError) as error:  # RuntimeError: zipfile's word for an encrypted part
            raise refusals.damaged(self._name) from error
        return total + size


_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


# --------------------------------------------------------------------------------------------- everything else

_TEXT_SUFFIXES = (".csv", ".tsv", ".txt", "")
_STARTS = (
    (b"%PDF", "документ PDF"),
    (b"{\\rtf", "документ Word (RTF)"),
    (b"\x89PNG", "картинка"),
    (b"\xff\xd8\xff", "картинка"),
    (b"Rar!", "архив RAR"),
    (b"7z\xbc\xaf", "архив 7-Zip"),
)


def _refuse_known_text(path: Path, data: bytes) -> None:
    """Whatever is neither zip nor compound is text or nothing; raises for all that cannot be a .csv table."""
    for start, what in _STARTS:
        if data.startswith(start):
            raise refusals.not_a_table(path.name, what)
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<"):
        what = "веб-страница" if b"<html" in head or b"<table" in head or b"<!doctype" in head else "файл XML"
        raise ImportRefused(f"Файл «{path.name}» – это {what}, а не таблица Excel.", refusals.SAVE_AS_XLSX)
    if data.startswith(b"PK") or path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"):
        raise ImportRefused(f"Файл «{path.name}» – не таблица Excel или он повреждён.", refusals.ASK_AGAIN)
    if path.suffix.lower() not in _TEXT_SUFFIXES or (
        data[:2] not in _UTF16_MARKS and re.search(rb"[\x00-\x08\x0e-\x1a]", data)
    ):
        raise refusals.not_a_table(path.name)
