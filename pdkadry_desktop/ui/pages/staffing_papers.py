"""What «Вакансии и ОКП» gives on paper: the report of a half-month, the bank of vacancies, a list as it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from ...core.dates import format_date
from ...storage.database import Database
from ...work import staff_records
from ..documents import DocumentSource
from ..places import Place
from ..tables.rows import RowsModel

_HERE = Place("staffing")


def papers_menu(
    parent: QWidget, day: Callable[[], tuple[date, date | None]], chosen: Callable[[Place], object]
) -> QMenu:
    """Reports by name, whatever list is seen. ``day``: the date above and the half-month, if one is shown."""
    menu = QMenu(parent)
    makers: tuple[tuple[str, Callable[[], DocumentSource]], ...] = (
        ("Отчёт ОКП в министерство", lambda: need_source(*day(), only_acute=False)),
        ("Отчёт ОКП: только острая потребность", lambda: need_source(*day(), only_acute=True)),
        ("Банк вакансий для ищущих работу", lambda: bank_source(day()[0])),
    )
    for title, make in makers:
        action = menu.addAction(title)
        action.triggered.connect(lambda _=False, make=make: chosen(Place("document", detail=make())))
    return menu


def need_source(on: date, point: date | None, *, only_acute: bool) -> DocumentSource:
    """The report to the ministry."""

    def make(db: Database, _: Any) -> Any:
        from ...reports.library.staff_need import need

        return need(staff_records.view(db, on, point), date.today(), only_acute=only_acute)

    return DocumentSource(f"Отчёт ОКП на {format_date(point or on)}", make, _HERE)


def bank_source(on: date) -> DocumentSource:
    """The vacancies as people who look for work read them."""

    def make(db: Database, _: Any) -> Any:
        from ...reports.library.staff_need import bank

        return bank(db, on, date.today())

    return DocumentSource(f"Банк вакансий на {format_date(on)}", make, _HERE)


def list_source(title: str, model: RowsModel, above: Sequence[str]) -> DocumentSource:
    """A list as it is seen."""
    columns = tuple((column.title, column.width or 100) for column in model.columns)
    rows = tuple(row.values for row in model.rows)

    def make(_: Database, __: Any) -> Any:
        from ...reports.library.rows_list import Sheet, build

        return build(Sheet(title, columns, rows, tuple(above)), date.today())

    return DocumentSource(title, make, _HERE)
