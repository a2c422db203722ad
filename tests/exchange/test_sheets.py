"""Every format gives the same plain rows: dates stay dates, text stays text, errors and far cells stay visible."""

from __future__ import annotations

import time as clock
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pdkadry_desktop.core.errors import ImportRefused
from pdkadry_desktop.core.progress import Cancelled
from pdkadry_desktop.exchange import sheets_excel
from pdkadry_desktop.exchange.sheets import (
    CellError,
    FileKind,
    MergedRange,
    RawSheet,
    StrayCell,
    col_index,
    col_letter,
    read_workbook,
)

DATA = Path(__file__).parents[1] / "data"
BODY = [
    (None, "Сведения о педагогах", None, None, None),
    (None, "ФИО", "Дата рождения", "Часов", "По профилю"),
    (None, "Ёлкина Анна Петровна", date(1985, 3, 25), 72, "да"),
    (None, "Щукин-Лесной Пётр", datetime(1990, 12, 31, 10, 30), 16.5, "нет"),
    (None, CellError("#DIV/0!"), time(9, 15), 88.5, "30:00:00"),
    (None, None, None, None, None),
    (None, "  пробелы и\nперенос ", "25.03.2021г.", "72 ч.", 0.5),
]


def one_sheet(path: Path) -> RawSheet:
    return read_workbook(path).sheets[0]


def write_csv(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "школы.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.XLS, FileKind.ODS])
def test_three_formats_give_the_same_rows(kind: FileKind) -> None:
    book = read_workbook(DATA / f"sheets-sample.{kind.value}")
    assert book.kind is kind
    assert [(s.name, s.hidden) for s in book.sheets] == [("Педагоги", False), ("Скрытый", True), ("Пустой", False)]
    first, hidden, empty = book.sheets
    assert first.first_row == 2
    assert first.rows == BODY
    assert hidden.rows == [(1,)]
    assert empty.rows == []
    if kind is not FileKind.ODS:
        assert first.merged == (MergedRange(2, 1, 2, 4),)


def test_slow_reader_agrees_with_the_quick_one(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = read_workbook(DATA / "sheets-sample.xlsx")
    monkeypatch.setattr(sheets_excel, "_is_cheap", lambda scan, longest: False)
    assert read_workbook(DATA / "sheets-sample.xlsx") == quick


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "таблица.xlsx"
    path.write_bytes((DATA / "sheets-sample.xls").read_bytes())
    assert read_workbook(path).kind is FileKind.XLS


def test_macros_are_read_over(tmp_path: Path) -> None:
    path = tmp_path / "с макросом.xlsm"
    path.write_bytes((DATA / "sheets-sample.xlsx").read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf")
    assert one_sheet(path).rows == BODY


def test_1904_dates_are_honoured(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2021, 3, 25)
    book.save(tmp_path / "mac.xlsx")
    assert one_sheet(tmp_path / "mac.xlsx").rows == [(date(2021, 3, 25),)]


def test_values_of_all_kinds(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([True, False, 72, 0.1, 12345678901, "007", " ", "нет", timedelta(hours=25, minutes=1)])
    book.save(tmp_path / "все.xlsx")
    values = one_sheet(tmp_path / "все.xlsx").rows[0]
    assert values == (True, False, 72, 0.1, 12345678901, "007", " ", "нет", "25:01:00")
    assert [type(value) for value in values[:2]] == [bool, bool]
    assert repr(values[4]) == "12345678901.0"


def test_formula_without_a_stored_result_is_an_error_not_a_gap(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B3"] = "=1+1"  # openpyxl stores no result
    book.active["A9"] = "=A1"
    book.active["A5"] = "текст"
    book.save(tmp_path / "ф.xlsx")
    sheet = one_sheet(tmp_path / "ф.xlsx")
    assert sheet.first_row == 3
    assert sheet.rows[0] == (None, CellError("формула без сохранённого значения"))
    assert sheet.rows[2] == ("текст", None)
    assert sheet.rows[6] == (CellError("формула без сохранённого значения"), None)


def test_date_before_the_first_date_of_excel_is_not_lost(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = -5
    book.active["A1"].number_format = "dd.mm.yyyy"
    book.save(tmp_path / "минус.xlsx")
    assert one_sheet(tmp_path / "минус.xlsx").rows == [(date(1899, 12, 25),)]


@pytest.mark.parametrize("far", ["A900000", "XFD1048576", "GT3"])
def test_far_cells_are_set_aside_not_dropped(tmp_path: Path, far: str) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B2"], book.active[far] = "ФИО", "Школа", "хвост"
    book.save(tmp_path / "даль.xlsx")
    started = clock.perf_counter()
    sheet = one_sheet(tmp_path / "даль.xlsx")
    letters, number = far.rstrip("0123456789"), int(far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assert sheet.rows[:2] == [("ФИО", None), (None, "Школа")]
    assert sheet.stray == (StrayCell(number, col_index(letters), "хвост"),)
    assert clock.perf_counter() - started < 5


def test_gap_of_hundreds_of_rows_is_kept(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A700"] = "начало", "конец"
    for number in range(701, 3000):
        book.active.cell(number, 3).number_format = "0.00"  # formatted and empty, as templates have them
    book.save(tmp_path / "пусто.xlsx")
    sheet = one_sheet(tmp_path / "пусто.xlsx")
    assert len(sheet.rows) == 700
    assert sheet.rows[699] == ("конец",)
    assert not sheet.stray


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_of_any_encoding_and_separator(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Фамилия", "Школа", "Часов"], ["Ёлкина", f'МБОУ "СОШ № 1"{delimiter} корпус 2', "72"], ["Щукин", "", "16"]]
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    sheet = one_sheet(write_csv(tmp_path, "\r\n".join(quoted).encode(encoding)))
    assert sheet.name == "школы"
    assert sheet.rows == [tuple(cell or None for cell in row) for row in rows]


def test_csv_with_the_separator_line_of_excel(tmp_path: Path) -> None:
    sheet = one_sheet(write_csv(tmp_path, "sep=,\r\nа;б,в\r\n".encode("cp1251")))
    assert sheet.rows[-1] == ("а;б", "в")


def test_csv_keeps_unbalanced_quotes_and_line_breaks(tmp_path: Path) -> None:
    sheet = one_sheet(write_csv(tmp_path, 'МБОУ "СОШ;село\n"две\nстроки";город\n'.encode()))
    assert sheet.rows == [('МБОУ "СОШ', "село"), ("две\nстроки", "город")]


def test_sheet_of_a_million_cells_is_read_in_seconds(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{col_letter(i)}%d"><v>{i}</v></c>' for i in range(20))
    rows = "".join(f'<row r="{n}">{cells.replace("%d", str(n))}</row>' for n in range(1, 50_001))
    path = tmp_path / "большой.xlsx"
    replace_sheet(path, rows)
    started = clock.perf_counter()
    sheet = one_sheet(path)
    assert (len(sheet.rows), len(sheet.rows[0]), sheet.rows[49_999][19]) == (50_000, 20, 19)
    assert clock.perf_counter() - started < 15  # two seconds on an idle machine


def test_more_rows_than_allowed_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "длинный.xlsx"
    replace_sheet(path, "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 60_003)))
    with pytest.raises(ImportRefused, match="60 000 строк"):
        read_workbook(path)


def test_cancelling_stops_the_reading() -> None:
    class Impatient:
        def step(self, done: int, total: int | None = None, text: str = "") -> None:
            return None

        def raise_if_cancelled(self) -> None:
            raise Cancelled

    for kind in ("xlsx", "ods"):
        with pytest.raises(Cancelled):
            read_workbook(DATA / f"sheets-sample.{kind}", Impatient())


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
)
def test_column_letters(index: int, letters: str) -> None:
    assert col_letter(index) == letters
    assert col_index(letters) == index


def replace_sheet(path: Path, rows: str) -> None:
    """An .xlsx whose only sheet holds these rows."""
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<?xml version="1.0"?><worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'
    parts["xl/worksheets/sheet1.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
