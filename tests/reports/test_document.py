"""The document as data: typed values and their text, tables that fit together, the plain form for golden tests."""

from __future__ import annotations

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_documents import letter, monitoring_summary, small_table

from pdkadry_desktop.reports import document as d
from pdkadry_desktop.reports.values import ValueKind, display, rounded


@pytest.mark.parametrize(
    ("value", "kind", "digits", "text"),
    [
        (None, ValueKind.PERCENT, None, ""),
        ("без изменений", ValueKind.NUMBER, None, "без изменений"),
        (Fraction(31, 200), ValueKind.PERCENT, None, "15,5\u00a0%"),
        (Fraction(1, 3), ValueKind.PERCENT, 2, "33,33\u00a0%"),
        (1, ValueKind.PERCENT, 0, "100\u00a0%"),
        (0.155, ValueKind.PERCENT, None, "15,5\u00a0%"),
        (Fraction(-1, 8), ValueKind.NUMBER, 2, "−0,13"),
        (-0.001, ValueKind.NUMBER, 1, "0,0"),
        (12.5, ValueKind.NUMBER, None, "12,5"),
        (12.0, ValueKind.NUMBER, None, "12"),
        (100, ValueKind.NUMBER, None, "100"),
        (2022, ValueKind.INTEGER, None, "2022"),
        (1234567, ValueKind.INTEGER, None, "1\u202f234\u202f567"),
        (date(2022, 5, 7), ValueKind.DATE, None, "07.05.2022"),
        (date(22, 5, 7), ValueKind.TEXT, None, "07.05.0022"),
        (float("nan"), ValueKind.NUMBER, 1, "—"),
        (float("inf"), ValueKind.PERCENT, None, "—"),
        (True, ValueKind.TEXT, None, "да"),
    ],
)
def test_values_are_shown_as_on_paper(value: d.Cell, kind: ValueKind, digits: int | None, text: str) -> None:
    assert display(value, kind, digits) == text


@given(st.decimals(min_value=-9999, max_value=9999, places=5), st.integers(0, 4))
def test_rounding_is_half_up(value: Decimal, digits: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    shown = rounded(Fraction(value), digits).replace(",", ".").replace("−", "-").replace("\u202f", "")
    assert Decimal(shown) == expected


def test_a_cell_overrides_its_column() -> None:
    column = d.Column("Факт", ValueKind.INTEGER)
    assert d.shown(Fraction(7, 2), column) == "4"
    assert d.shown(d.Cell(Fraction(1, 2), kind=ValueKind.PERCENT), column) == "50,0\u00a0%"
    assert d.shown(d.Cell(3.25, kind=ValueKind.NUMBER, digits=1), column) == "3,3"
    assert d.shown(d.Cell(5, "нет данных"), column) == "нет данных"


def test_a_row_of_the_wrong_width_is_a_mistake_of_the_builder() -> None:
    columns = (d.Column("а"), d.Column("б"))
    with pytest.raises(ValueError, match="3 cells in a table of 2"):
        d.Table(columns, (d.data(1, 2, 3),))
    d.Table(columns, (d.data(d.Cell("на две", span=2)), d.section("раздел")))


def test_neighbours_of_a_group_share_an_upper_header() -> None:
    count, cells = d.header_cells((d.Column("№"), d.Column("План", group="Год"), d.Column("Факт", group="Год")))
    assert count == 2
    assert {(c.text, c.row, c.column, c.rows, c.columns) for c in cells} == {
        ("№", 0, 0, 2, 1),
        ("Год", 0, 1, 1, 2),
        ("План", 1, 1, 1, 1),
        ("Факт", 1, 2, 1, 1),
    }


def test_equal_footnotes_share_a_number() -> None:
    rows = (d.data(d.Cell(1, note="б"), 0), d.data(d.Cell(2, note="а"), d.Cell(3, note="б")))
    assert d.footnotes(d.Table((d.Column("x"), d.Column("y")), rows)) == {"б": 1, "а": 2}


def test_plain_form_of_a_table() -> None:
    table = d.Table(
        (d.Column("Доля", ValueKind.PERCENT),), (d.data(d.Cell(Fraction(1, 3), is_sum=True)), d.total(None))
    )
    assert d.to_dict(d.Document("Отчёт", (d.Heading("О долях"), table), footer="ф")) == {
        "type": "Document",
        "title": "Отчёт",
        "footer": "ф",
        "blocks": [
            {"type": "Heading", "text": "О долях"},
            {
                "type": "Table",
                "columns": [{"type": "Column", "title": "Доля", "kind": "percent"}],
                "rows": [
                    {"type": "Row", "cells": [{"type": "Cell", "value": "1/3", "is_sum": True}]},
                    {"type": "Row", "cells": [None], "kind": "total"},
                ],
            },
        ],
    }


@pytest.mark.parametrize("make", [letter, monitoring_summary])
def test_plain_form_survives_json(make: type[d.Document]) -> None:
    plain = d.to_dict(make())
    assert json.loads(json.dumps(plain, ensure_ascii=False)) == plain


def test_runs_and_plain_text() -> None:
    text = ("Обычный, ", d.bold("жирный"), d.italic(" и курсив"))
    assert d.plain(text) == "Обычный, жирный и курсив"
    assert [(run.bold, run.italic) for run in d.runs(text)] == [(False, False), (True, False), (False, True)]
    assert d.runs("x") == (d.Run("x"),)


def test_section_rows_span_the_table() -> None:
    table = small_table()
    assert [(i, cell.span) for i, cell in d.placed(table.rows[0], 5)] == [(0, 5)]
    assert [i for i, _ in d.placed(table.rows[1], 5)] == [0, 1, 2, 3, 4]
