"""Hostile, broken and mistaken files: one Russian sentence with a hint, or rows; nothing else, and quickly."""

from __future__ import annotations

import io
import os
import stat
import struct
import time
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdkadry_desktop.core.errors import ImportRefused
from pdkadry_desktop.exchange import guard
from pdkadry_desktop.exchange.guard_xlsx import SheetScanner
from pdkadry_desktop.exchange.sheets import CellError, read_workbook

DATA = Path(__file__).parents[1] / "data"
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = f'<?xml version="1.0"?><worksheet xmlns="{NAMESPACE}"><sheetData>'
TAIL = "</sheetData></worksheet>"
DTD = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def plain_book(rows: int = 2) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["ФИО", "Школа"])
    for number in range(rows):
        book.active.append([f"Иванов {number}", "СОШ № 1"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


BOOK = plain_book()


def patched(files: Mapping[str, str | bytes], drop: Iterable[str] = (), book: bytes = BOOK) -> bytes:
    source, stream = zipfile.ZipFile(io.BytesIO(book)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in files and name not in drop:
                target.writestr(name, source.read(name))
        for name, data in files.items():
            target.writestr(name, data)
    return stream.getvalue()


def sheet(body: str) -> bytes:
    return patched({SHEET: HEAD + body + TAIL})


def inline(text: str) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    return patched(
        {SHEET: f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "a">{entities}]>{HEAD[21:]}{inline("&a9;")}{TAIL}'}
    )


def with_flag(data: bytes, offset: int, value: int) -> bytes:
    """Sets a field of every entry of the central directory, 46 bytes long."""
    out, at = bytearray(data), data.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<H", out, at + offset, value)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def duplicate_parts() -> bytes:
    stream = io.BytesIO(BOOK)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, HEAD + TAIL)
    return stream.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def word() -> bytes:
    stream = io.BytesIO()
    Document().save(stream)
    return stream.getvalue()


def ods(body: str, manifest: str = "") -> bytes:
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = "".join(f' xmlns:{n}="{urn}:{n}:1.0"' for n in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?><office:document-content{spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="A">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "META-INF/manifest.xml": manifest.encode(), "content.xml": content.encode()})


def columns(count: int) -> str:
    return f' table:number-columns-repeated="{count}"'


ODS_CELL = '<table:table-cell office:value-type="float" office:value="1"{}><text:p>1</text:p></table:table-cell>'
ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1") + b"EncryptedPackage".ljust(2048, b"\0")
MILLION = "".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c></row>' for i in range(1, 200_000))

REFUSED = {
    "bomb.xlsx": (lambda: patched({SHEET: HEAD + inline("A" * 210_000_000) + TAIL}), "слишком велик"),
    "one long text.xlsx": (lambda: sheet(inline("A" * 20_000_000)), "слишком длинный текст"),
    "many rows.xlsx": (lambda: sheet(MILLION), "больше 60 000 строк"),
    "laughs.xlsx": (laughs, "запрещённые объявления"),
    "xxe sheet.xlsx": (lambda: patched({SHEET: DTD + HEAD[21:] + inline("&e;") + TAIL}), "запрещённые объявления"),
    "xxe strings.xlsx": (lambda: patched({"xl/sharedStrings.xml": DTD + "<sst/>"}), "запрещённые объявления"),
    "dtd far away.xlsx": (
        lambda: patched({SHEET: f"<!--{'x' * 2_000_000}--><!DOCTYPE x>{HEAD[21:]}{TAIL}"}),
        "запрещённые объявления",
    ),
    "utf16.xlsx": (lambda: patched({SHEET: (HEAD + TAIL).encode("utf-16")}), "неизвестная кодировка"),
    "40000.xlsx": (lambda: sheet(inline("Ж" * 40_000)), "в ячейке A1 листа «Sheet»"),
    "bad refs.xlsx": (lambda: sheet('<row r="0"><c r="A0"><v>1</v></c><c r="ZZZZ99999999"/></row>'), "повреждён"),
    "row 99999999.xlsx": (lambda: sheet('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'), "повреждён"),
    "missing sheet.xlsx": (lambda: patched({}, drop=(SHEET,)), "повреждён"),
    "broken xml.xlsx": (lambda: sheet("<row><c></row>"), "повреждён"),
    "not zip.xlsx": (lambda: b"PK\x03\x04garbage", "повреждён"),
    "pk only.xlsx": (lambda: b"PK", "не таблица Excel или он повреждён"),
    "empty.xlsx": (lambda: b"", "0 байт"),
    "blank.xlsx": (lambda: sheet(""), "нет ни одной заполненной ячейки"),
    "blank.csv": (lambda: b"\r\n;;;\r\n", "нет ни одной заполненной ячейки"),
    "xls of zeros.xls": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "повреждён"),
    "password.xlsx": (lambda: ENCRYPTED, "защищён паролем"),
    "zip password.xlsx": (lambda: with_flag(BOOK, 8, 1), "защищён паролем"),
    "zip method.xlsx": (lambda: with_flag(BOOK, 10, 14), "необычное сжатие"),
    "page.xlsx": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "веб-страница"),
    "report.xls": (lambda: b'<?xml version="1.0"?><Workbook/>', "файл XML"),
    "truncated.xlsx": (lambda: plain_book(500)[:2000], "повреждён"),
    "duplicates.xlsx": (duplicate_parts, "повторяющиеся"),
    "5000 parts.xlsx": (lambda: patched({f"xl/media/{i}.png": b"" for i in range(5000)}), "лишние части"),
    "word.xlsx": (word, "документ Word"),
    "nested.xlsx": (lambda: zipped({"inner.xlsx": BOOK}), "архив с таблицами"),
    "any.zip": (lambda: zipped({"readme": b""}), "не таблица"),
    "binary.xlsb": (lambda: zipped({"xl/workbook.bin": b""}), "xlsb"),
    "scan.pdf": (lambda: b"%PDF-1.7 ...", "документ PDF"),
    "photo.csv": (lambda: b"\x89PNG\r\n\x1a\n", "картинка"),
    "notes.md": (lambda: "# Заметки".encode(), "не таблица"),
    "zeros.csv": (lambda: b"\0" * 100, "не таблица"),
    "encoding.csv": (lambda: "﻿а;б".encode() + b"\xff\xfe\x98", "неизвестная кодировка"),
    "writer.ods": (lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "текстовый документ"),
    "locked.ods": (lambda: ods("", manifest="<encryption-data/>"), "защищён паролем"),
    "rows.ods": (
        lambda: ods(f'<table:table-row table:number-rows-repeated="1048576">{ODS_CELL.format("")}</table:table-row>'),
        "больше 60 000 строк",
    ),
    "columns.ods": (
        lambda: ods(f"<table:table-row>{ODS_CELL.format(columns(300_000_000))}</table:table-row>"),
        "далеко от таблицы",
    ),
    "all.ods": (
        lambda: ods(
            '<table:table-row table:number-rows-repeated="1048576">'
            f"{ODS_CELL.format(columns(16_384))}</table:table-row>"
        ),
        "5 миллионов",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence_and_a_hint(tmp_path: Path, name: str) -> None:
    make, expected = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())
    started = time.perf_counter()
    with pytest.raises(ImportRefused) as caught:
        read_workbook(path)
    assert expected in caught.value.text
    assert caught.value.text.endswith((".", "»"))
    assert caught.value.hint
    assert time.perf_counter() - started < 5


READ = {
    "far cell": (lambda: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), []),
    "control characters": (lambda: sheet(inline("a&#10;b \u202eabc\u200b")), [("a\nb \u202eabc\u200b",)]),
    "dde formula": (lambda: sheet('<row r="1"><c r="A1"><f>cmd|\'/c calc\'!A1</f><v>0</v></c></row>'), [(0,)]),
    "endless number": (
        lambda: sheet('<row r="1"><c r="A1"><v>1e308</v></c><c r="B1"><v>NaN</v></c><c r="C1"><v>1e999</v></c></row>'),
        [(1e308, CellError("не число"), CellError("не число"))],
    ),
    "impossible iso date": (lambda: sheet('<row r="1"><c r="A1" t="d"><v>9999-99-99</v></c></row>'), [("9999-99-99",)]),
    "error cells": (
        lambda: sheet('<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'),
        [(None, CellError("#N/A"), CellError("#DIV/0!"))],
    ),
    "path names": (
        lambda: patched({SHEET: HEAD + inline("x") + TAIL, "../../evil.txt": b"x", "C:\\Windows\\x.txt": b"x"}),
        [("x",)],
    ),
    "no references": (lambda: sheet("<row><c><v>1</v></c><c><v>2</v></c></row>"), [(1, 2)]),
    "references second": (lambda: sheet('<row r="1"><c s="0" r="B1"><v>2</v></c></row>'), [(None, 2)]),
    "comment and cdata": (
        lambda: sheet('<!-- <c r="XFD9"><v>9</v></c> --><row r="1"><c r="A1"><v>1</v></c></row>'),
        [(1,)],
    ),
}


@pytest.mark.parametrize("name", READ)
def test_odd_but_readable(tmp_path: Path, name: str) -> None:
    make, expected = READ[name]
    path = tmp_path / "book.xlsx"
    path.write_bytes(make())
    first = read_workbook(path).sheets[0]
    assert first.rows == expected
    assert bool(first.stray) == (name == "far cell")


def test_declared_dimension_is_not_believed(tmp_path: Path) -> None:
    body = HEAD.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>') + inline("x") + TAIL
    path = tmp_path / "book.xlsx"
    path.write_bytes(patched({SHEET: body}))
    assert read_workbook(path).sheets[0].rows == [("x",)]


def test_short_file_cannot_copy_a_long_string_a_million_times(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 30_001))
    strings = f'<sst xmlns="{NAMESPACE}"><si><t>{"Ж" * 30_000}</t></si></sst>'
    path = tmp_path / "book.xlsx"
    files = {SHEET: HEAD + cells + TAIL, "xl/sharedStrings.xml": strings}
    path.write_bytes(patched(files, book=(DATA / "sheets-sample.xlsx").read_bytes()))
    rows = read_workbook(path).sheets[0].rows
    assert len(rows) == 30_000
    assert rows[0][0] is rows[-1][0]  # one text shared by all, not 30 000 copies


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="не найден"):
        read_workbook(tmp_path / "нет.xlsx")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="папка"):
        read_workbook(tmp_path)


def test_locked_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "открыт.xlsx"
    path.write_bytes(BOOK)

    def refuse(*_: object, **__: object) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ImportRefused, match="занят другой программой") as caught:
        read_workbook(path)
    assert "Закройте" in caught.value.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_pipe_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "канал.xlsx"
    os.mkfifo(path)
    assert stat.S_ISFIFO(path.stat().st_mode)
    with pytest.raises(ImportRefused, match="не таблица"):
        read_workbook(path)


def test_file_over_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "огромный.xlsx"
    with path.open("wb") as stream:
        stream.truncate(guard.MAX_FILE + 1)  # sparse: takes no room
    with pytest.raises(ImportRefused, match="больше 50 МБ"):
        read_workbook(path)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=30))
@settings(max_examples=50, deadline=None)
def test_scanner_sees_the_same_whatever_the_pieces(cuts: list[int]) -> None:
    xml = HEAD + '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="e"><v>#N/A</v></c><c r="E3" s="1"/></row>'
    xml += '<row r="70"><c r="AB70"><f>A1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:C2"/></mergeCells>'
    data = (xml + "</worksheet>").encode()
    whole, pieces = SheetScanner(), SheetScanner()
    whole.feed(data)
    at = 0
    for cut in [*cuts, len(data)]:
        pieces.feed(data[at : at + cut])
        at += cut
    assert pieces.result() == whole.result()
    result = whole.result()
    assert (result.cells, result.top, result.bottom, result.left, result.right) == (3, 3, 70, 1, 27)
    assert set(result.errors) == {(3, 3), (70, 27)}
    assert len(result.merged) == 1


OLD = (DATA / "sheets-sample.xls").read_bytes()


FAT, FOLDER = (
    struct.unpack_from("<I", OLD, at)[0] for at in (0x4C, 0x30)
)  # sectors of the table and of the list of streams


def record(kind: int, length: int) -> int:
    """Where the body of the first such record stands in the sample."""
    return OLD.index(struct.pack("<HH", kind, length), 512) + 4


@pytest.mark.parametrize(
    ("place", "field"),
    [
        pytest.param(record(0x0200, 14), struct.pack("<II", 65_281, 8), id="first row after the last"),
        pytest.param(record(0x0200, 14) + 4, struct.pack("<I", 4_000_000_000), id="four billion rows"),
        pytest.param(record(0x0085, 24), struct.pack("<I", 1778), id="sheet inside a record"),
        pytest.param(0x2C, struct.pack("<I", 0x7FFFFFFF), id="more sectors than bytes"),
        pytest.param(
            OLD.index("Workbook".encode("utf-16-le")) + 120, struct.pack("<I", 0x7FFFFFFF), id="endless stream"
        ),
        pytest.param(512 * (1 + FAT) + 4 * FOLDER, struct.pack("<I", FOLDER), id="circle of sectors"),
    ],
)
def test_old_format_cannot_claim_more_than_it_is(tmp_path: Path, place: int, field: bytes) -> None:
    """calamine would allocate what the file claims, and the program would be gone without a word."""
    path = tmp_path / "старый.xls"
    path.write_bytes(OLD[:place] + field + OLD[place + len(field) :])
    with pytest.raises(ImportRefused, match="повреждён"):
        read_workbook(path)


def test_unknown_encoding_of_ods(tmp_path: Path) -> None:
    path = tmp_path / "таблица.ods"
    with zipfile.ZipFile(io.BytesIO(ods(""))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(b'version="1.0"', b'version="1.0" encoding="UT-1"')
    path.write_bytes(zipped(parts))
    with pytest.raises(ImportRefused, match="повреждён"):
        read_workbook(path)


MUTABLE = {
    "xlsx": (DATA / "sheets-sample.xlsx").read_bytes(),
    "plain.xlsx": BOOK,
    "xls": (DATA / "sheets-sample.xls").read_bytes(),
    "ods": (DATA / "sheets-sample.ods").read_bytes(),
    "csv": "Фамилия;Школа\r\nЁлкина;«СОШ № 1»\r\n".encode("cp1251"),
}


@given(data=st.data(), kind=st.sampled_from(sorted(MUTABLE)))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_mutated_files_give_rows_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, kind: str
) -> None:
    good = MUTABLE[kind]
    changes = data.draw(st.lists(st.tuples(st.integers(0, len(good) - 1), st.integers(0, 255)), max_size=40))
    cut = data.draw(st.integers(0, 5 * len(good)))
    broken = bytearray(good)
    for place, value in changes:
        broken[place] = value
    check_bytes(tmp_path_factory, bytes(broken[:cut] if cut else broken), kind)


@given(data=st.data(), kind=st.sampled_from(["xlsx", "ods"]))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_mutated_parts_give_rows_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, kind: str
) -> None:
    """Behind the checksums of the container: the XML itself is damaged."""
    with zipfile.ZipFile(io.BytesIO(MUTABLE[kind])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(
        st.sampled_from(sorted(name for name in parts if name.endswith((".xml", ".rels")) and parts[name]))
    )
    broken = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        piece = data.draw(
            st.one_of(st.binary(max_size=3), st.sampled_from([b'"', b"<", b"/>", b"99999999", b"-1", b"\xff"]))
        )
        broken[at : at + data.draw(st.integers(0, 8))] = piece
        broken = broken or bytearray(b" ")
    check_bytes(tmp_path_factory, zipped({**parts, name: bytes(broken)}), kind)


def check_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes, kind: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"mutated.{kind}"
    path.write_bytes(data)
    try:
        book = read_workbook(path)
    except ImportRefused as refusal:
        assert refusal.text
        assert refusal.hint
    else:
        assert all(len({len(row) for row in found.rows}) <= 1 for found in book.sheets)
