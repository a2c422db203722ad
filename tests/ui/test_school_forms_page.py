"""«Формы для школ» in the window: made, returned, looked at, accepted, undone; questions answered; own forms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from small_base import opened

from pdkadry_desktop.exchange.form_service import LISTS, SERVICE
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.scan import scan
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.school_forms import SchoolFormsPage
from pdkadry_desktop.ui.places import Place

WAIT = 15000


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Any]:
    with opened(tmp_path / "base.pdk") as found:
        yield found


@pytest.fixture
def page(qtbot: Any, base: Any) -> SchoolFormsPage:
    gateway, _, _ = base
    shown = SchoolFormsPage(gateway, Context("amursk", 2025))
    qtbot.addWidget(shown)
    shown.resize(1140, 700)
    shown.show()
    shown.arrive(Place("school_forms"))
    qtbot.waitUntil(lambda: bool(rows(shown, "schools")), timeout=WAIT)
    return shown


def rows(page: SchoolFormsPage, key: str) -> list[Any]:
    return page.areas[key].model.rows


def texts(page: SchoolFormsPage, key: str, column: int) -> list[Any]:
    return [row.values[column] for row in rows(page, key)]


def made(qtbot: Any, page: SchoolFormsPage, folder: Path) -> list[Path]:
    """Makes the forms of all organisations; the files in order."""
    folder.mkdir(exist_ok=True)
    page.areas["schools"].model.mark_all(True)
    page.make_in(folder)
    qtbot.waitUntil(lambda: "ждём возврата" in texts(page, "schools", 1), timeout=WAIT)
    return sorted(folder.glob("*.xlsx"))


def edit(path: Path, changes: dict[str, Any], *, bare: bool = False) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for cell, value in changes.items():
        sheet[cell] = value
    if bare:
        del book[SERVICE], book[LISTS]
        sheet["B1"] = None
        sheet.title = "Лист1"
        path = path.with_name("ответ.xlsx")
    book.save(path)
    return path


def returned(qtbot: Any, page: SchoolFormsPage, paths: list[Path]) -> None:
    page.open_files(paths)
    qtbot.waitUntil(lambda: len(rows(page, "returns")) == len(paths), timeout=WAIT)


def test_forms_are_made_returned_and_accepted(qtbot: Any, page: SchoolFormsPage, base: Any, tmp_path: Path) -> None:
    _, ids, look = base
    first, second = made(qtbot, page, tmp_path / "out")
    assert texts(page, "schools", 4) == [first.name, second.name]
    assert "Готово: 2" in page.banner.accessibleName()
    edit(first, {"C5": "Пётр-Иван"})  # the first by alphabet is Берёзов
    returned(qtbot, page, [first, second])
    assert page.switch.chosen() == "returns"
    assert [row.values[3:8] for row in rows(page, "returns")] == [(0, 1, 2, 0, 0), (0, 0, 0, 0, 0)]
    page.accept_marked()
    qtbot.waitUntil(lambda: texts(page, "returns", 8) == ["принят", "принят"], timeout=WAIT)
    qtbot.waitUntil(lambda: texts(page, "schools", 1) == ["принята", "принята"], timeout=WAIT)
    assert look(lambda db: dict(scan(db, REGISTERS["teachers"], ["first_name"])))[ids["П2"]] == ("Пётр-Иван",)
    look(lambda db: journal.undo(db))  # the second file noted its return only
    look(lambda db: journal.undo(db))
    assert look(lambda db: dict(scan(db, REGISTERS["teachers"], ["first_name"])))[ids["П2"]] == ("Пётр",)
    qtbot.waitUntil(lambda: texts(page, "schools", 1) == ["ждём возврата"] * 2, timeout=WAIT)


def test_a_return_is_looked_at_before_it_is_accepted(
    qtbot: Any, page: SchoolFormsPage, base: Any, tmp_path: Path
) -> None:
    first = made(qtbot, page, tmp_path / "out")[0]
    edit(first, {"C5": "Пётр-Иван", "E6": "31.02.1990"})
    returned(qtbot, page, [first])
    page.areas["returns"].table.selectRow(0)
    page.look()
    assert page.preview.isVisible() and not page.criteria.isVisible()
    assert page.preview.accept_button.isEnabled()
    page.preview.accepted.emit()
    qtbot.waitUntil(lambda: texts(page, "returns", 8) == ["принят"], timeout=WAIT)
    assert page.criteria.isVisible() and not page.preview.isVisible()
    qtbot.waitUntil(lambda: "не принята 1 строка" in str(texts(page, "schools", 1)[0]), timeout=WAIT)


def test_reminder_names_who_is_awaited(qtbot: Any, page: SchoolFormsPage, tmp_path: Path) -> None:
    page.remind()
    said: list[str] = []
    page.said.connect(said.append)
    made(qtbot, page, tmp_path / "out")
    page.remind()
    text = QGuiApplication.clipboard().text()
    assert "«Педагоги»" in text and "– Школа № 1" in text and "– Школа № 2" in text
    assert any("скопирован" in each for each in said)


def test_rows_that_did_not_come_back_are_answered(qtbot: Any, page: SchoolFormsPage, base: Any, tmp_path: Path) -> None:
    _, ids, look = base
    first = made(qtbot, page, tmp_path / "out")[0]
    book = openpyxl.load_workbook(first)
    book.worksheets[0].delete_rows(5, 2)  # Берёзов and Ёлкина
    book.save(first)
    returned(qtbot, page, [first])
    assert [str(each).split(",")[0] for each in texts(page, "missing", 2)] == [
        "Ёлкина Анна Петровна", "Берёзов Пётр Ильич",
    ]  # fmt: skip
    page.switch.choose("missing")
    model = page.areas["missing"].model
    model.toggle([1])
    page.close_missing()
    page.panel.boxes["on"].editor.set_value(date(2025, 8, 31))
    page.panel.do()
    qtbot.waitUntil(lambda: len(rows(page, "missing")) == 1, timeout=WAIT)
    left = look(lambda db: dict(scan(db, REGISTERS["employments"], ["left_on"])))
    assert left[ids["Р-П2"]] == (date(2025, 8, 31),) and left[ids["Р-П1"]] == (None,)
    model.mark_all(True)
    page.keep_missing()
    assert not rows(page, "missing")
    look(lambda db: journal.undo(db))
    assert look(lambda db: dict(scan(db, REGISTERS["employments"], ["left_on"])))[ids["Р-П2"]] == (None,)


def test_a_return_without_signs_asks_whose_it_is(qtbot: Any, page: SchoolFormsPage, base: Any, tmp_path: Path) -> None:
    _, ids, _ = base
    first = made(qtbot, page, tmp_path / "out")[0]
    bare = edit(first, {"C5": "Пётр-Иван"}, bare=True)
    returned(qtbot, page, [bare])
    assert "чья это форма" in str(texts(page, "returns", 8)[0])
    page.areas["returns"].table.selectRow(0)
    page.ask_school()
    page.panel.boxes["organization"].editor.set_value(ids["О1"])
    page.panel.do()
    qtbot.waitUntil(lambda: texts(page, "returns", 1) == ["Школа № 1"], timeout=WAIT)
    assert [row.values[3:7] for row in rows(page, "returns")] == [(0, 1, 2, 0)]


def test_a_folder_of_returns(qtbot: Any, page: SchoolFormsPage, tmp_path: Path) -> None:
    made(qtbot, page, tmp_path / "out")
    (tmp_path / "out" / "~$Школа № 1 – Педагоги.xlsx").write_bytes(b"")
    (tmp_path / "out" / "письмо.txt").write_text("текст", "utf-8")
    (tmp_path / "out" / "чужое.csv").write_text("а;б\n1;2\n", "utf-8")
    page.open_folder(tmp_path / "out")
    qtbot.waitUntil(lambda: len(rows(page, "returns")) == 3, timeout=WAIT)
    assert "не форма" in next(str(row.values[8]) for row in rows(page, "returns") if row.values[0] == "чужое.csv")
    empty = tmp_path / "пусто"
    empty.mkdir()
    page.open_folder(empty)
    assert "нет таблиц" in page.banner.accessibleName()


def test_an_own_form_is_kept_and_made(qtbot: Any, page: SchoolFormsPage, tmp_path: Path) -> None:
    panel = page.own_form
    panel.open_panel()
    panel.register.setCurrentIndex(panel.register.findText("Награды"))
    assert panel.chosen()
    panel.name.setText("Награды школ")
    panel.kept.emit("Награды школ", "Награды", panel.chosen(), "")
    qtbot.waitUntil(lambda: page.template().title == "Награды школ", timeout=WAIT)
    assert not panel.isVisible() and page.drop_button.isVisible()
    assert [each.name for each in made(qtbot, page, tmp_path / "out")] == [
        "Школа № 1 – Награды школ.xlsx", "Школа № 2 – Награды школ.xlsx",
    ]  # fmt: skip
    page.drop_button.click()
    qtbot.waitUntil(lambda: page.form.findText("Награды школ") < 0, timeout=WAIT)


def test_a_form_without_a_name_is_refused(qtbot: Any, page: SchoolFormsPage) -> None:
    page.own_form.open_panel()
    page.own_form.kept.emit(" ", "Награды", [], "")
    qtbot.waitUntil(lambda: "нет названия" in page.banner.accessibleName(), timeout=WAIT)


def test_nothing_is_cut_in_a_small_window(qtbot: Any, page: SchoolFormsPage) -> None:
    page.own_form.open_panel()
    qtbot.waitUntil(page.own_form.isVisible)
    for label in page.own_form.findChildren(QLabel):
        assert label.width() >= label.minimumSizeHint().width()
    assert page.minimumSizeHint().height() <= 768
    for column in range(page.own_form.columns.count()):
        assert page.own_form.columns.item(column).data(Qt.ItemDataRole.UserRole)
