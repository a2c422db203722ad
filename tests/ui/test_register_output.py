"""A register page gives away exactly what is seen: to Excel and to the pages of a document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.documents import DocumentSource
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.document import DocumentPage
from pdkadry_desktop.ui.pages.register import RegisterPage
from pdkadry_desktop.ui.places import Place


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    with opened(tmp_path / "base.pdk") as (made, _, _look):
        yield made


@pytest.fixture
def page(qtbot, gateway: Gateway) -> RegisterPage:
    made = RegisterPage(REGISTERS["teachers"], gateway, Context("verkhnebureinsky", 2022))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitSignal(made.model.loaded):
        made.arrive(Place("register:teachers"))
        made.show()
    return made


def rows_of(path: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows()]


def test_excel_gets_what_is_seen(page: RegisterPage, qtbot, tmp_path: Path) -> None:
    header = page.table.horizontalHeader()
    born = [field.name for field in page.model.columns].index("born_on")
    header.moveSection(header.visualIndex(born), 0)
    header.setSectionHidden(1, True)
    with qtbot.waitSignal(page.model.loaded):
        page.search.setText("пет")  # Ёлкина Анна Петровна, Берёзов Пётр
    with qtbot.waitSignal(page.model.loaded):
        page.model.sort(born, Qt.SortOrder.DescendingOrder)
    path = tmp_path / "список.xlsx"
    with qtbot.waitSignal(page.said) as said:
        page.output.save_to(path, "xlsx")
    assert said.args == ["Записано: список.xlsx"]
    found = rows_of(path)
    (top,) = (place for place, row in enumerate(found) if row[0] == "№\u00a0п/п")
    assert found[top][1] == "Дата рождения"
    assert "Имя" not in found[top]
    assert [row[2] for row in found[top + 1 :] if isinstance(row[0], int)] == ["Берёзов", "Ёлкина"]


def test_the_list_says_what_narrows_it(page: RegisterPage, qtbot) -> None:
    with qtbot.waitSignal(page.model.loaded):
        page.set_filter(REGISTERS["teachers"].by_name["category"], None)
    listing = page.seen(date(2024, 1, 1))
    assert listing.narrowed == ("«Категория» не заполнено",)


def test_print_shows_the_pages_first(page: RegisterPage, gateway: Gateway, qtbot) -> None:
    with qtbot.waitSignal(page.go) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (place,) = asked.args
    assert place.page == "document" and isinstance(place.detail, DocumentSource)
    shown = DocumentPage(gateway)
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    shown.arrive(place)
    qtbot.waitUntil(lambda: shown.print_button.isEnabled())
    assert shown.header.title() == "Педагоги"
    assert shown.viewer.pages.text() == "Страница 1 из 1"
    shown.dispose()
