"""The printed list of a register: the rows, columns and order asked for, with a line of totals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pdkadry_desktop.core.conditions import Test
from pdkadry_desktop.core.progress import NO_PROGRESS, Cancelled
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.document import Heading, Orientation, Paragraph, RowKind, Table, cell_of, plain, shown
from pdkadry_desktop.reports.library.register_list import Listing, build, sums
from pdkadry_desktop.reports.render import render
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.query import Query

MADE_ON = date(2024, 3, 7)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "base.pdk", create=True) as base:
        with base.change("Пробные вакансии") as change:
            school = change.add(REGISTERS["organizations"], {"code": "О1", "name": "Школа № 1", "kind": "school"})
            posts = (
                ("учитель", 0.5, date(2023, 9, 1)),
                ("воспитатель", None, date(2024, 1, 15)),
                ("логопед", 0.25, None),
            )
            for number, (position, fte, opened) in enumerate(posts, 1):
                change.add(REGISTERS["vacancies"], {
                    "code": f"В{number}", "organization_id": school, "position": position, "fte": fte,
                    "starts_on": opened or date(2022, 1, 1),
                })  # fmt: skip
        yield base


def listing(query: Query, *columns: str, **others: object) -> Listing:
    return Listing(query, columns, "Вакансии района", MADE_ON, **others)  # type: ignore[arg-type]


def texts(table: Table) -> list[list[str]]:
    return [[shown(cell, table.columns[0]) for cell in row.cells] for row in table.rows]


def test_rows_columns_and_order_are_those_asked_for(db: Database) -> None:
    document = build(db, listing(Query("vacancies", order=("starts_on",)), "starts_on", "position", "organization_id"))
    (table,) = document.tables()
    assert [column.title for column in table.columns] == ["№\u00a0п/п", "Открыта", "Должность", "Организация"]
    assert texts(table)[:3] == [
        ["1", "01.01.2022", "логопед", "Школа № 1"],
        ["2", "01.09.2023", "учитель", "Школа № 1"],
        ["3", "15.01.2024", "воспитатель", "Школа № 1"],
    ]
    assert cell_of(table.rows[0].cells[1]).value == date(2022, 1, 1), "Excel gets a date, not its text"


def test_paper_says_what_day_and_what_narrows(db: Database) -> None:
    asked = listing(Query("vacancies", where=Test("position", "eq", "учитель")), "position", narrowed=("учителя",))
    document = build(db, asked)
    assert document.orientation is Orientation.LANDSCAPE
    heading, day, narrowed, table = document.blocks
    assert isinstance(heading, Heading) and heading.text == "Вакансии района"
    assert isinstance(day, Paragraph) and plain(day.text) == "по состоянию на 07.03.2024"
    assert isinstance(narrowed, Paragraph) and plain(narrowed.text) == "Отбор: учителя."
    assert isinstance(table, Table) and len(table.rows) == 2


def test_totals_count_rows_and_add_up_the_summed_columns(db: Database) -> None:
    document = build(db, listing(Query("vacancies"), "position", "organization_id", "fte", "starts_on"))
    (table,) = document.tables()
    last = table.rows[-1]
    assert last.kind is RowKind.TOTAL
    label, stakes, rest = (cell_of(cell) for cell in last.cells)
    assert (label.value, label.span) == ("Итого: 3 вакансии", 3)
    assert stakes.value == Fraction(7, 4), "an empty stake is one stake"
    assert "пусто – одна ставка" in stakes.note
    assert rest.value is None


def test_a_sum_in_the_first_column_is_said_in_words(db: Database) -> None:
    (table,) = build(db, listing(Query("vacancies"), "fte", "position")).tables()
    assert cell_of(table.rows[-1].cells[0]).value == "Итого: 3 вакансии, ставка: 1,75"


def test_sums_are_exact() -> None:
    field = REGISTERS["vacancies"].by_name["hours"]
    assert sums([field], [[0.1], [0.2], [None]]) == {"hours": Fraction(3, 10)}


def test_only_keeps_the_given_rows(db: Database) -> None:
    kept = frozenset({max(db.connection.exec_driver_sql("SELECT id FROM vacancies").scalars())})
    (table,) = build(db, listing(Query("vacancies"), "position", only=kept)).tables()
    assert texts(table)[0] == ["1", "логопед"]
    assert len(table.rows) == 2


def test_a_year_is_not_a_thousand(db: Database) -> None:
    with db.change("Человек") as change:
        change.add(REGISTERS["teachers"], {
            "code": "П1", "last_name": "Ёлкина", "first_name": "Анна", "graduation_year": 2012,
        })  # fmt: skip
    (table,) = build(db, listing(Query("teachers"), "last_name", "graduation_year")).tables()
    assert texts(table)[0] == ["1", "Ёлкина", "2012"]


def test_an_empty_list_has_no_totals(db: Database) -> None:
    (table,) = build(db, listing(Query("courses"), "name", "hours")).tables()
    assert table.rows == ()


def test_it_can_be_cancelled(db: Database) -> None:
    class Stopped:
        step = NO_PROGRESS.step

        def raise_if_cancelled(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        build(db, listing(Query("vacancies"), "position"), Stopped())


@pytest.mark.parametrize("key", REGISTERS)
def test_every_register_goes_to_excel(db: Database, key: str, tmp_path: Path) -> None:
    spec = REGISTERS[key]
    document = build(db, Listing(Query(key), tuple(field.name for field in spec.listed), spec.title, MADE_ON))
    path = tmp_path / "список.xlsx"
    render(document, path)
    cells = {cell.value for row in load_workbook(path).active.iter_rows() for cell in row}
    assert {field.label for field in spec.listed} <= cells
