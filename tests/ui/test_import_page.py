"""The import page: choose, look, write, take back; cancel writes nothing; wrong files get one clear message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QFileDialog, QLineEdit

from pdkadry_desktop.exchange.cells import FileKind, RawSheet, SheetFile
from pdkadry_desktop.exchange.exporter import export_workbook
from pdkadry_desktop.exchange.importer import plan_import
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, query, records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.worker import DatabaseThread
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.importing import ImportPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.ui.tables.import_model import ImportRowsModel, Preview

TEACHERS = REGISTERS["teachers"]
PEOPLE = [
    ("П-1", "Ёлкина", "Анна"), ("П-2", "Рябова", "Вера"), ("П-3", "Ольхов", "Пётр"), ("П-4", "Сизова", "Инна"),
]  # fmt: skip


def fill(db: Database) -> None:
    with db.change("Заполнение") as change:
        school = {"code": "ШК-1", "name": "Школа № 1", "short_name": "Школа № 1", "kind": "school"}
        (place,) = change.add_many(REGISTERS["organizations"], [school])
        people = [
            {"code": code, "last_name": last, "first_name": first, "birth_on": date(1980, 5, 17)}
            for code, last, first in PEOPLE
        ]  # fmt: skip
        jobs = [
            {"teacher_id": each, "organization_id": place, "position": "учитель", "hired_on": date(2010, 9, 1)}
            for each in change.add_many(TEACHERS, people)
        ]  # fmt: skip
        change.add_many(REGISTERS["employments"], jobs)


@pytest.fixture(autouse=True)
def settings(tmp_path: Path) -> None:
    QCoreApplication.setOrganizationName("PedKadryTest")
    QCoreApplication.setApplicationName("PedKadryTest")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "district.pdk"
    with Database.open(path, create=True) as db:
        fill(db)
    return path


@pytest.fixture
def book(base: Path, tmp_path: Path) -> Path:
    """The exported workbook, as it stands in the base."""
    path = tmp_path / "Книга района.xlsx"
    with Database.open(base) as db:
        export_workbook(db, path)
    return path


@pytest.fixture
def worker(base: Path, book: Path) -> Iterator[DatabaseThread]:
    made = DatabaseThread(base)
    yield made
    made.close()


@pytest.fixture
def page(worker: DatabaseThread, qtbot) -> ImportPage:
    gateway = Gateway(worker)
    bugs: list[BaseException] = []
    gateway.bug.connect(bugs.append)
    made = ImportPage(gateway)
    gateway.setParent(made)
    qtbot.addWidget(made, before_close_func=lambda _: pytest.fail(str(bugs)) if bugs else None)
    made.resize(1110, 700)
    made.show()
    return made


def edit(path: Path, change: Callable[[Any, Callable[[str], int]], None], sheet: str = "Педагоги") -> None:
    """Changes a sheet of a workbook; ``change`` gets it and the number of the column under a heading."""
    whole = load_workbook(path)
    cells = whole[sheet]
    headings = [cell.value for cell in cells[1]]
    change(cells, lambda heading: headings.index(heading) + 1)
    whole.save(path)


def preview(page: ImportPage, path: Path, qtbot) -> None:
    page.open_file(path)
    qtbot.waitUntil(lambda: page.steps.currentWidget() is page.preview, timeout=10_000)


def accept(page: ImportPage, qtbot) -> None:
    page.preview.accept_button.click()
    qtbot.waitUntil(lambda: page.steps.currentWidget() is page.result, timeout=10_000)


def phones(worker: DatabaseThread) -> set[str | None]:
    found = worker.call(lambda db: query.fetch(db, TEACHERS, query.ids(db, query.Query("teachers")), ["phone"]))
    return {row.values[0] for row in found}


def set_phone(worker: DatabaseThread, phone: str) -> None:
    """Changes Ёлкина's phone as the card of a record does."""

    def work(db: Database) -> None:
        row = query.ids(db, query.Query("teachers", "Ёлкина"))[0]
        values = records.read(db, TEACHERS, row)
        assert values is not None
        records.save(db, TEACHERS, {**values, "phone": phone}, row)

    worker.call(work)


def add_phone(cells: Any, at: Callable[[str], int]) -> None:
    cells.cell(2, at("Телефон")).value = "8 900 000-00-01"
    cells.cell(3, at("Телефон")).value = "8 900 000-00-02"


def test_import_and_undo(page: ImportPage, worker: DatabaseThread, book: Path, qtbot) -> None:
    edit(book, add_phone)
    preview(page, book, qtbot)
    assert page.preview.accept_button.text() == "Импортировать 2 строки"
    assert {fate: tile.count() for fate, tile in page.preview.tiles.items() if tile.count()} == {
        "changed": 2, "unchanged": 3,
    }  # fmt: skip
    page.preview.tiles["changed"].click()
    assert page.preview.rows.texts(0) == ("Педагоги", "2", "Ёлкина Анна", "Телефон", "", "8 900 000-00-01")
    accept(page, qtbot)
    assert phones(worker) == {"8 900 000-00-01", "8 900 000-00-02", None}
    assert page.result.title.text() == "Импорт завершён: 2 строки"
    page.result.undo_button.click()
    qtbot.waitUntil(lambda: page.result.title.text() == "Импорт отменён")
    assert phones(worker) == {None}
    assert not page.result.undo_button.isEnabled()


def test_cancel_leaves_the_file_as_it_was(page: ImportPage, base: Path, book: Path, qtbot) -> None:
    before = base.read_bytes()
    edit(book, add_phone)
    preview(page, book, qtbot)
    page.preview.cancel_button.click()
    assert page.steps.currentWidget() is page.start
    assert base.read_bytes() == before


def test_stop_while_checking(page: ImportPage, base: Path, book: Path, qtbot) -> None:
    before = base.read_bytes()
    page.open_file(book)
    page.work.cancel.click()
    qtbot.waitUntil(lambda: page.steps.currentWidget() is page.start)
    assert base.read_bytes() == before
    assert page.toast.text() == "Остановлено: в базу ничего не записано."


@pytest.mark.parametrize("content", [b"", b"not a table at all", b"PK\x03\x04 broken"])
def test_wrong_file(page: ImportPage, tmp_path: Path, content: bytes, qtbot) -> None:
    wrong = tmp_path / "письмо.xlsx"
    wrong.write_bytes(content)
    page.open_file(wrong)
    qtbot.waitUntil(lambda: page.start.banner.isVisible())
    assert "«письмо.xlsx»" in page.start.banner.accessibleName()
    assert page.start.banner.action.isVisible()


def test_missing_file(page: ImportPage, tmp_path: Path, qtbot) -> None:
    page.open_file(tmp_path / "нет такого.xlsx")
    qtbot.waitUntil(lambda: page.start.banner.isVisible())
    assert "нет такого" in page.start.banner.accessibleName()


def test_same_book_again(page: ImportPage, book: Path, qtbot) -> None:
    preview(page, book, qtbot)
    assert not page.preview.accept_button.isEnabled()
    assert page.preview.accept_button.text() == "Импортировать нечего"
    assert page.preview.banner.isVisible()


def test_base_changed_meanwhile(page: ImportPage, worker: DatabaseThread, book: Path, qtbot) -> None:
    edit(book, add_phone)
    preview(page, book, qtbot)
    set_phone(worker, "8 900 000-00-01")
    page.preview.accept_button.click()
    qtbot.waitUntil(lambda: page.preview.banner.isVisible())
    assert "база изменилась" in page.preview.banner.accessibleName()
    assert page.preview.accept_button.text() == "Импортировать 1 строку"
    assert phones(worker) == {"8 900 000-00-01", None}
    accept(page, qtbot)
    assert phones(worker) == {"8 900 000-00-01", "8 900 000-00-02", None}


def test_undo_says_what_blocks_it(page: ImportPage, worker: DatabaseThread, book: Path, qtbot) -> None:
    edit(book, add_phone)
    preview(page, book, qtbot)
    accept(page, qtbot)
    set_phone(worker, "8 900 000-00-09")
    page.result.undo_button.click()
    qtbot.waitUntil(lambda: page.result.banner.isVisible())
    assert "нельзя отменить" in page.result.banner.accessibleName()
    with qtbot.waitSignal(page.go) as asked:
        page.result.banner.action.click()
    assert asked.args == [Place("journal")]


def test_undone_elsewhere(page: ImportPage, worker: DatabaseThread, book: Path, qtbot) -> None:
    edit(book, add_phone)
    preview(page, book, qtbot)
    accept(page, qtbot)
    worker.call(journal.undo)
    qtbot.waitUntil(lambda: page.result.title.text() == "Импорт отменён")
    worker.call(journal.redo)
    qtbot.waitUntil(lambda: page.result.title.text() == "Импорт завершён: 2 строки")


def test_rejected_rows_and_their_file(page: ImportPage, book: Path, tmp_path: Path, qtbot) -> None:
    def spoil(cells: Any, at: Callable[[str], int]) -> None:
        cells.cell(3, at("Дата рождения")).value = "31.02.1980"
        cells.cell(1, len(cells[1]) + 1).value = "Любимый цвет"
        cells.cell(2, len(cells[1])).value = "синий"

    edit(book, spoil)
    preview(page, book, qtbot)
    assert page.preview.summary.index(1, 5).data() == "1"
    page.preview.tiles["rejected"].click()
    sheet, row, column, value, message = page.preview.rows.texts(0)
    assert (sheet, row, column, value) == ("Педагоги", "3", "Дата рождения (E)", "31.02.1980")
    assert "Исправьте" in message
    page.preview.tiles["ignored"].click()
    assert page.preview.rows.texts(0)[:3] == ("Педагоги", "Любимый цвет", "1")
    marked = tmp_path / "с пометками.xlsx"
    page.save_rejected(marked)
    qtbot.waitUntil(page.toast.isVisible)
    cell = load_workbook(marked)["Педагоги"]["E3"]
    assert cell.fill.fgColor.rgb.endswith("F8CBAD") and cell.comment is not None


def test_marked_file_never_replaces_the_source(page: ImportPage, book: Path, qtbot) -> None:
    preview(page, book, qtbot)
    before = book.read_bytes()
    page.save_rejected(book)
    assert page.preview.banner.isVisible() and book.read_bytes() == before


def test_sheet_and_search(page: ImportPage, book: Path, qtbot) -> None:
    preview(page, book, qtbot)
    page.preview.show_fate("unchanged", "Педагоги")
    assert page.preview.rows.rowCount() == len(PEOPLE)
    assert [head.title for head in page.preview.rows.heads[:3]] == ["Строка", "Код", "Фамилия"]
    page.preview.search.setText("ЕЛКИНА")
    qtbot.waitUntil(lambda: page.preview.rows.rowCount() == 1)
    assert page.preview.rows.texts(0)[2] == "Ёлкина"
    page.preview.search.setText("никого")
    qtbot.waitUntil(lambda: page.preview.stack.currentWidget() is page.preview.nothing)


def test_summary_leads_to_rows(page: ImportPage, book: Path, qtbot) -> None:
    edit(book, add_phone)
    preview(page, book, qtbot)
    page.preview.summary_table.setCurrentIndex(page.preview.summary.index(1, 0))
    qtbot.keyClick(page.preview.summary_table, Qt.Key.Key_Return)
    assert page.preview.tiles["changed"].isChecked()
    assert page.preview.sheets.currentData() == "Педагоги"


def test_export_and_recent_files(page: ImportPage, tmp_path: Path, book: Path, qtbot) -> None:
    made = tmp_path / "выгрузка.xlsx"
    page.export(made)
    qtbot.waitUntil(page.toast.isVisible)
    assert page.toast.text() == "Книга района сохранена: 5 строк."
    assert page.toast.action.text() == "Открыть папку"
    preview(page, made, qtbot)
    assert not page.preview.accept_button.isEnabled()
    page.preview.cancel_button.click()
    texts = [button.text() for button in page.start.recent.findChildren(QAbstractButton)]
    assert texts == ["выгрузка.xlsx"]


def test_dialogs_do_not_block(page: ImportPage, qtbot) -> None:
    page.start.drop.state.action.click()
    page.start.export_button.click()
    dialogs = page.findChildren(QFileDialog)
    modes = QFileDialog.AcceptMode
    assert [dialog.acceptMode() for dialog in dialogs] == [modes.AcceptOpen, modes.AcceptSave]
    for dialog in dialogs:
        dialog.reject()


def test_drop(page: ImportPage, book: Path, qtbot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book))])
    copy, none, left = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(50, 50), copy, data, left, none))
    qtbot.waitUntil(lambda: page.steps.currentWidget() is page.preview)


def test_everything_has_a_name(page: ImportPage, book: Path, qtbot) -> None:
    edit(book, add_phone)
    preview(page, book, qtbot)
    page.preview.tiles["changed"].click()
    for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView):
        for widget in page.findChildren(kind):
            own = not widget.objectName().startswith("qt_") and widget.isVisibleTo(page)
            if own and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_fifty_thousand_rows(base: Path, tmp_path: Path, qtbot) -> None:
    count = 50_000
    rows: list[tuple[Any, ...]] = [("Код", "Наименование", "Тип")]
    rows += [(f"Н-{number}", f"Школа {number}", "общеобразовательная") for number in range(count)]
    file = SheetFile(tmp_path / "large.xlsx", FileKind.XLSX, (RawSheet("Организации", rows, 1),))
    with Database.open(base) as db:
        arranged = Preview(plan_import(db, file))
    model = ImportRowsModel()
    model.show(arranged, "added")
    assert model.rowCount() == count
    model.search("школа н-49999")
    assert not model.has_all()  # goes on in slices
    qtbot.waitUntil(model.has_all, timeout=20_000)
    assert [model.texts(0)[1], model.rowCount()] == ["50001", 1]
    model.forget()
    assert model.rowCount() == 0
