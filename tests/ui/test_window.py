"""The window as a person uses it: by keyboard, with undo, and every page whole, named and Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from pdkadry_desktop.app import Program
from pdkadry_desktop.exchange.demo_base import fill_demo
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import query
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.pages.record import RecordPage
from pdkadry_desktop.ui.pages.register import RegisterPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.ui.works import WORKS

pytestmark = pytest.mark.usefixtures("dressed_app")
_SIZE = (1366, 768)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small invented district, made once."""
    path = tmp_path_factory.mktemp("demo") / "район.pdk"
    with Database.open(path, create=True) as db:
        fill_demo(db, 6, 60, 3)
    return path


@pytest.fixture
def program(demo: Path, tmp_path: Path, qtbot) -> Iterator[Program]:  # type: ignore[no-untyped-def]
    """The whole program on a copy of the district; a bug anywhere fails the test."""
    from pdkadry_desktop.storage.backup import back_up

    copy = tmp_path / "копия.pdk"
    with Database.open(demo) as db:
        back_up(db, copy)
    QSettings().clear()
    made = Program(copy, start=Place("register:teachers"))
    bugs: list[BaseException] = []
    made.gateway.bug.disconnect()
    made.gateway.bug.connect(bugs.append)
    made.window.resize(*_SIZE)
    made.window.show()
    qtbot.addWidget(made.window)
    qtbot.waitUntil(lambda: teachers(made).model.rowCount() > 0)
    yield made
    for page in made.window._pages.values():
        if isinstance(page, RecordPage):
            page.form.load({})
    made.close()
    assert not bugs, repr(bugs)


def teachers(program: Program) -> RegisterPage:
    page = program.window.page("register:teachers")
    assert isinstance(page, RegisterPage)
    return page


def type_text(widget: QWidget, text: str) -> None:
    """Types any letters; QTest knows only Latin ones."""
    widget.setFocus()
    for letter in text:
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def count(program: Program, register: str) -> int:
    return program.worker.call(lambda db: query.count(db, query.Query(register)))


def test_a_teacher_is_added_taken_back_and_added_again_by_keyboard(program: Program, qtbot) -> None:  # type: ignore[no-untyped-def]
    before = count(program, "teachers")
    table = teachers(program).table
    qtbot.keyClick(table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page = program.window.page("record:teachers")
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(lambda: program.window.stack.currentWidget() is page)
    last, first = (page.form.boxes[name].editor.focusProxy() for name in ("last_name", "first_name"))
    type_text(last, "Ёжикова")
    type_text(first, "Яна")
    assert page.form.is_changed()
    qtbot.keyClick(first, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: count(program, "teachers") == before + 1)
    qtbot.waitUntil(lambda: page.header.title() == "Ёжикова Яна")
    qtbot.keyClick(first, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: count(program, "teachers") == before)
    qtbot.waitUntil(lambda: program.window.stack.currentWidget() is teachers(program))
    program.window.redo()
    qtbot.waitUntil(lambda: count(program, "teachers") == before + 1)


def test_a_wrong_form_says_what_is_wrong_beside_the_field_and_keeps_the_text(program: Program, qtbot) -> None:  # type: ignore[no-untyped-def]
    program.window.go(Place("record:teachers"))
    page = program.window.page("record:teachers")
    assert isinstance(page, RecordPage)
    boxes = page.form.boxes
    type_text(boxes["last_name"].editor.focusProxy(), "Ёжикова")
    type_text(boxes["born_on"].editor.focusProxy(), "31.02.1990")
    page.save()
    assert "существующая дата" in boxes["born_on"].message.text()
    assert "Заполните поле «Имя»" in boxes["first_name"].message.text()
    assert boxes["last_name"].editor.value() == "Ёжикова"
    assert not program.window.go(Place("register:courses")), "unsaved text must not be left"
    assert program.window.stack.currentWidget() is page
    assert page.banner.isVisible()
    page.cancel()
    qtbot.waitUntil(lambda: program.window.stack.currentWidget() is teachers(program))


def test_search_narrows_and_the_way_back_leads_back(program: Program, qtbot) -> None:  # type: ignore[no-untyped-def]
    page = teachers(program)
    whole = page.model.rowCount()
    name = page.model.text_at(0, 0)
    type_text(page.search, name.upper().replace("Ё", "Е"))
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < whole)
    page.reset()
    qtbot.waitUntil(lambda: page.model.rowCount() == whole)
    program.window.go(Place("register:courses"))
    program.window.back()
    assert program.window.stack.currentWidget() is page
    program.window.forward()
    assert program.window.stack.currentWidget() is program.window.page("register:courses")


def test_a_page_of_work_stands_where_its_register_stands(program: Program, qtbot) -> None:  # type: ignore[no-untyped-def]
    for page, key in (
        ("stream", "register:courses"), ("names:attendances", "registers"), ("names:courses", "register:courses"),
        ("contest", "register:contests"), ("visit_log", "visit_log"), ("trash", "registers"),
        ("organization", "register:organizations"), ("person", "register:teachers"),
    ):  # fmt: skip
        program.window.go(Place(page))
        assert program.window.sidebar.current() == key
    program.window.go(Place("course_flags"))
    page = program.window.stack.currentWidget()
    page.print_out()
    assert program.window.stack.currentWidget() is program.window.page("document")
    assert program.window.sidebar.current() == "register:courses", "a paper belongs to where it is made"


def test_deleting_what_others_refer_to_is_asked_about(program: Program, qtbot) -> None:  # type: ignore[no-untyped-def]
    page = teachers(program)
    before = count(program, "teachers")
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(page.deleting.isVisible)
    assert "Ссылаются другие записи" in page.deleting.accessibleName() and page.deleting.links
    page.deleting.no.click()
    assert page.deleting.isHidden() and count(program, "teachers") == before


def test_the_list_of_a_figure_is_as_long_as_the_figure(program: Program, qtbot) -> None:  # type: ignore[no-untyped-def]
    page = teachers(program)
    whole = page.model.rowCount()
    page.search.setText("нет такого")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    wanted = frozenset(program.worker.call(lambda db: query.ids(db, query.Query("teachers"))[:7]))
    program.window.go(Place("register:teachers", only=wanted, title="000.1: числитель"))
    qtbot.waitUntil(lambda: page.model.rowCount() == len(wanted))
    assert page.header.title() == "000.1: числитель"
    program.window.go(Place("register:teachers"))
    qtbot.waitUntil(lambda: page.model.rowCount() == whole)


PLACES = [Place(page) for page in ("indicators", "report", "import", "registers", "journal")]
PLACES += [Place(f"register:{key}") for key in REGISTERS]
PLACES += [Place(f"record:{key}") for key in REGISTERS]
PLACES += [Place(key) for key in WORKS]


@pytest.mark.parametrize("place", PLACES, ids=[place.page for place in PLACES])
def test_every_page_is_whole_named_and_russian(program: Program, qtbot, place: Place) -> None:  # type: ignore[no-untyped-def]
    assert program.window.go(place)
    page = program.window.stack.currentWidget()
    qtbot.waitUntil(lambda: settled(program), timeout=10_000)
    assert not unnamed(page), f"controls without a name: {unnamed(page)}"
    assert not cut(page), f"cut labels: {cut(page)}"
    assert not foreign(page), f"texts in another language: {foreign(page)}"


def settled(program: Program) -> bool:
    """Nothing waits in the base's thread and what has come is laid out."""
    for _ in range(3):
        program.worker.call(lambda db: None)
        QApplication.processEvents()
    return True


def visible(page: QWidget, *kinds: type) -> list[QWidget]:
    return [each for kind in kinds for each in page.findChildren(kind) if each.isVisible()]


def unnamed(page: QWidget) -> list[str]:
    controls = visible(page, QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
    return [
        f"{type(each).__name__} in {type(each.parent()).__name__}"
        for each in controls
        if not (each.accessibleName() or getattr(each, "text", lambda: "")()) and not is_part_of_control(each)
    ]


def is_part_of_control(widget: QWidget) -> bool:
    """Qt's own inner parts: corner buttons, clear buttons, popup lists, spin lines."""
    parent = widget.parent()
    return isinstance(parent, QAbstractItemView | QLineEdit | QComboBox) or widget.objectName().startswith("qt_")


def cut(page: QWidget) -> list[str]:
    found = []
    for label in visible(page, QLabel):
        assert isinstance(label, QLabel)
        if label.text() and not label.wordWrap() and label.pixmap().isNull():
            needed = label.fontMetrics().horizontalAdvance(label.text())
            if label.width() < needed:
                found.append(label.text())
    for button in visible(page, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        if isinstance(button, QToolButton):
            continue  # shows its icon; the text is for screen readers
        if button.text() and button.width() < button.fontMetrics().horizontalAdvance(button.text()):
            found.append(button.text())
    return found


def foreign(page: QWidget) -> list[str]:
    """Latin words that are not file types, keys or what people typed."""
    keys = r"PDF|Word|Excel|Ctrl|Alt|PgUp|Enter|Esc|Delete|"
    keys += r"xlsx|docx|pdf|xls|ods|csv|ODS|IT|R\d|E\d|[FMPT]\d|[A-ZА-Я]-\d"
    allowed = re.compile(keys)
    texts = [each.text() for each in visible(page, QLabel, QAbstractButton)]  # type: ignore[attr-defined]
    texts += [each.placeholderText() for each in visible(page, QLineEdit)]  # type: ignore[attr-defined]
    return [
        text
        for text in texts
        if re.search(r"[A-Za-z]{3,}", allowed.sub("", text)) and not re.search(r"@|https?://", text)
    ]


def test_a_page_about_one_record_opens_with_the_chosen_one(program: Program, qtbot) -> None:  # type: ignore[no-untyped-def]
    program.window.go(Place("register:contests"))
    page = program.window.page("register:contests")
    assert isinstance(page, RegisterPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 1)
    page.table.selectRow(1)
    wanted = page.table.selected_ids()
    page._open_work("contest")
    opened = program.window.stack.currentWidget()
    qtbot.waitUntil(lambda: [opened.contest_id] == wanted)


def test_an_empty_register_without_a_sheet_begins_with_a_record(program: Program, qtbot) -> None:  # type: ignore[no-untyped-def]
    program.window.go(Place("register:contest_series"))
    page = program.window.page("register:contest_series")
    assert isinstance(page, RegisterPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    page.empty.action.click()
    assert program.window.stack.currentWidget() is program.window.page("record:contest_series")
