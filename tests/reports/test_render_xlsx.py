"""The workbook: numbers and dates are typed, texts never become formulas, formulas never contradict the paper."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sample_documents import HOSTILE, hostile, letter, monitoring_summary, small_table

from pdkadry_desktop.reports import document as d
from pdkadry_desktop.reports.render import xlsx
from pdkadry_desktop.reports.render.clean import clean
from pdkadry_desktop.reports.values import ValueKind


def opened(document: d.Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(xlsx.render_bytes(document)))


def of(*blocks: d.Block) -> d.Document:
    return d.Document("Проба", blocks)


def row_of(sheet: Worksheet, first: str) -> list[openpyxl.cell.Cell]:
    return next(list(row) for row in sheet.iter_rows() if row[0].value == first)


def test_values_are_typed() -> None:
    sheet = opened(of(small_table())).active
    school = row_of(sheet, "Школа № 1")
    assert [cell.value for cell in school] == ["Школа № 1", datetime(2022, 12, 31), 40, 0.155, 12.25]
    assert [cell.number_format for cell in school[1:]] == ["dd.mm.yyyy", "0", r"0.0\ %", "0.0"]
    assert row_of(sheet, "Школа № 2")[4].value == "–"
    noted = row_of(sheet, "Сад «Ёлочка»")
    assert noted[3].value == 1.0 and noted[3].number_format == r'0.0\ %"¹"'
    assert row_of(sheet, "¹ Все педагоги.")


def test_sums_are_formulas_only_where_they_give_what_is_printed() -> None:
    sheet = opened(of(small_table())).active
    first = row_of(sheet, "Школа № 1")[0].row
    garden = row_of(sheet, "Сад «Ёлочка»")[0].row
    assert row_of(sheet, "Итого школы")[2].value == f"=SUM(C{first}:C{first + 1})"
    assert row_of(sheet, "Итого сады")[2].value == f"=SUM(C{garden})"
    assert row_of(sheet, "Всего")[2].value == f"=SUM(C{first}:C{first + 1},C{garden})"
    assert row_of(sheet, "Всего")[3].value == 0.4  # a share is no sum, whatever the builder says


def test_header_is_frozen_and_repeated_in_print() -> None:
    sheet = opened(monitoring_summary())["Таблица 2. Показатели по органи"]
    frozen = openpyxl.utils.cell.coordinate_to_tuple(sheet.freeze_panes) if sheet.freeze_panes else None
    assert sheet.print_title_rows == "$2:$3"
    assert frozen is None or frozen[0] == 4
    plain = opened(of(small_table())).active
    assert plain.freeze_panes == "A3" and plain.print_title_rows == "$2:$2"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_each_table_has_a_sheet_with_the_text_that_leads_to_it() -> None:
    book = opened(monitoring_summary())
    assert len(book.sheetnames) == 2
    everything = [cell.value for cell in book.worksheets[0]["A"] if cell.value]
    assert any(str(value).startswith("Мониторинг проведён") for value in everything)
    last = [cell.value for row in book.worksheets[1].iter_rows() for cell in row if cell.value is not None]
    assert "Директор муниципального методического центра" in last and "И. О. Ёлкина" in last
    assert "Соколова Анна Петровна\n8 (42149) 5-00-00" in last
    turned = opened(letter())
    assert [sheet.page_setup.orientation for sheet in turned.worksheets] == ["portrait", "landscape"]


def test_nothing_becomes_a_formula() -> None:
    book = opened(hostile())
    seen = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                if isinstance(cell.value, str):
                    seen.append(cell.value)
                    if cell.value[:1] in "=+-@":
                        assert cell.quotePrefix
    for text in HOSTILE[:-2]:
        expected = clean(text).replace("_x0008_", "_x005F_x0008_")
        assert any(expected == value for value in seen), text
    for text in HOSTILE[-2:]:
        assert clean(text) in "".join(seen)


def test_a_text_too_long_for_a_cell_goes_on_below() -> None:
    text = " ".join(f"слово{i}" for i in range(8000))
    assert len(text) > 32_767
    sheet = opened(
        of(d.Table((d.Column("Имя"), d.Column("Текст", width=100)), (d.data("а", text), d.data("б", "в"))))
    ).active
    pieces = []
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "б":
            break
        pieces.append(row[1].value or "")
        assert (sheet.row_dimensions[row[0].row].height or 0) <= 409
    assert len(pieces) > 3
    assert "".join(pieces) == text


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (date(1899, 12, 31), "31.12.1899"),
        (date(1900, 3, 1), datetime(1900, 3, 1)),
        (date(9999, 12, 31), datetime(9999, 12, 31)),
        (10**16, "10 000 000 000 000 000"),
        (10**14, 10**14),
        (float("nan"), "—"),
        (True, "да"),
        (Fraction(-1, 3), -1 / 3),
        ("12", "12"),
        (None, None),
    ],
)
def test_what_excel_cannot_keep_is_a_text(value: d.CellLike, kept: object) -> None:
    table = d.Table((d.Column("№"), d.Column("Число", ValueKind.INTEGER)), (d.data("а", value),))
    found = row_of(opened(of(table)).active, "а")[1].value
    assert (found.replace("\u202f", " ") if isinstance(found, str) else found) == kept


def test_sheet_names_are_possible_and_unlike() -> None:
    tables = [
        d.Table((d.Column("Имя"),), (d.data("а"),), title=title) for title in ("[]:*?/\\", "Ё" * 40, "ё" * 40, "'")
    ]
    names = opened(of(*tables)).sheetnames
    assert len({name.casefold() for name in names}) == 4
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_text_alone_and_nothing_at_all() -> None:
    values = [c.value for row in opened(of(d.Heading("О чём"), d.Paragraph("Текст"))).active.iter_rows() for c in row]
    assert "О чём" in values and "Текст" in values
    assert opened(of()).active["A1"].value == "Проба"
    empty = [c.value for row in opened(of(d.Table((d.Column("Имя"),), ()))).active.iter_rows() for c in row]
    assert empty == ["Имя", "Записей нет"]
