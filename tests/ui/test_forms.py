"""Forms as a person fills them: messages in place, drafts, linked records made on the way, keys."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from small_base import opened

from pdkadry_desktop.app import Program
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import drafts, journal, query
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.forms.form import RecordForm
from pdkadry_desktop.ui.forms.quick_create import asked_fields, from_typed
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.record import RecordPage
from pdkadry_desktop.ui.places import Place

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


@pytest.fixture
def make(base: Base, qtbot) -> Callable[..., RecordPage]:
    def open_page(key: str, record_id: int | None = None, **more: Any) -> RecordPage:
        page = RecordPage(REGISTERS[key], base[0], Context("verkhnebureinsky", 2024))
        qtbot.addWidget(page)
        page.resize(1200, 900)
        page.show()
        page.arrive(Place(f"record:{key}", record_id, **more))
        base[2](lambda db: None)
        QApplication.processEvents()
        return page

    return open_page


def type_into(page: RecordPage, qtbot, **texts: str) -> None:
    """Types and leaves each field."""
    for name, text in texts.items():
        control = page.form.boxes[name].editor.control
        control.setFocus()
        if isinstance(control, QPlainTextEdit):
            control.setPlainText(text)
        else:
            control.setText(text)
            control.textEdited.emit(text)
        qtbot.keyClick(control, Key.Key_Tab)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("register", "typed", "blamed", "said"),
    [
        ("teachers", {"born_on": "31.02.1990"}, "born_on", "существующая дата"),
        ("courses", {"hours": "-5"}, "hours", "не может быть меньше 0"),
        ("courses", {"hours": "семь"}, "hours", "нужно целое число"),
        ("employments", {"hired_on": "01.09.2024", "left_on": "01.09.2023"}, "left_on", "раньше приёма"),
        ("employments", {"left_on": "01.09.2023", "hired_on": "01.09.2024"}, "left_on", "раньше приёма"),
        ("teachers", {"snils": "112-233-445 96"}, "snils", "Контрольная сумма СНИЛС"),
        ("organizations", {"inn": "77070838"}, "inn", "10 цифр"),
        ("organizations", {"inn": "7707083894"}, "inn", "Контрольная цифра ИНН"),
    ],
)  # fmt: skip
def test_wrong_input_is_explained_when_the_field_is_left(make, qtbot, register, typed, blamed, said) -> None:
    page = make(register)
    page.form.set_shows_hidden(True)
    type_into(page, qtbot, **typed)
    qtbot.waitUntil(lambda: said in page.form.boxes[blamed].message.text())
    assert page.form.boxes[blamed].message.isVisible()
    others = [name for name, box in page.form.boxes.items() if box.message.text() and name != blamed]
    assert others == [], "fields nobody has come to yet are left in peace"


def test_mending_takes_the_message_away(make, qtbot) -> None:
    page = make("employments")
    type_into(page, qtbot, hired_on="01.09.2024", left_on="01.09.2023")
    assert "раньше" in page.form.boxes["left_on"].message.text()
    type_into(page, qtbot, hired_on="01.09.2022")
    qtbot.waitUntil(lambda: not page.form.boxes["left_on"].message.text())


def test_the_date_of_a_category_is_asked_for_when_there_is_one(make) -> None:
    page = make("teachers")
    box = page.form.boxes["category"]
    dependent = [each for each in page.form.boxes.values() if each.spec.depends and each.spec.depends[0] == "category"]
    assert dependent and all(each.isHidden() for each in dependent)
    box.editor.combo.setCurrentIndex(box.editor.combo.findData("first"))
    box.editor.combo.activated.emit(box.editor.combo.currentIndex())
    assert not any(each.isHidden() for each in dependent)


# -- keys ------------------------------------------------------------------------------------------------------------


def test_enter_goes_from_field_to_field(make, qtbot) -> None:
    page = make("teachers")
    boxes = page.form.boxes
    boxes["last_name"].editor.control.setFocus()
    qtbot.keyClick(boxes["last_name"].editor.control, Key.Key_Return)
    assert page.focusWidget() is boxes["first_name"].editor.control


def test_ctrl_enter_saves_and_closes_ctrl_n_saves_and_empties(make, base: Base, qtbot) -> None:
    page = make("teachers")
    type_into(page, qtbot, last_name="Ёжикова", first_name="Яна")
    qtbot.keyClick(page.form.boxes["first_name"].editor.control, Key.Key_N, Ctrl)
    qtbot.waitUntil(lambda: page.form.boxes["last_name"].editor.control.text() == "")
    type_into(page, qtbot, last_name="Соболев", first_name="Лев")
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.form.boxes["first_name"].editor.control, Key.Key_Return, Ctrl)
    assert gone.args[0].page == "register:teachers"
    assert base[2](lambda db: query.count(db, query.Query("teachers"))) == 5


def test_escape_asks_in_the_page_before_typed_text_goes(make, qtbot) -> None:
    page = make("teachers")
    type_into(page, qtbot, last_name="Ёжикова")
    control = page.form.boxes["last_name"].editor.control
    qtbot.keyClick(control, Key.Key_Escape)
    assert page.question.isVisible() and "не сохранена" in page.question.text()
    qtbot.keyClick(page.question.answers[0], Key.Key_Escape)
    assert not page.question.isVisible()
    assert control.text() == "Ёжикова", "back in the form"
    qtbot.keyClick(control, Key.Key_Escape)
    with qtbot.waitSignal(page.go):
        page.question.answers[1].click()
    assert page.may_leave()


def test_leaving_asks_and_then_leads_where_one_wanted(make, base: Base, qtbot) -> None:
    page = make("teachers")
    type_into(page, qtbot, last_name="Ёжикова", first_name="Яна")
    page.wanted = Place("register:courses")
    assert not page.may_leave()
    with qtbot.waitSignal(page.go) as gone:
        page.question.answers[0].click()
    assert gone.args[0].page == "register:courses"
    assert base[2](lambda db: query.titles(db, "teachers", "ежикова"))[0].title.startswith("Ёжикова Яна")


# -- a linked record made on the way ---------------------------------------------------------------------------------


def test_a_person_is_made_inside_the_form_of_a_course(make, base: Base, qtbot) -> None:
    page = make("courses")
    type_into(page, qtbot, name="Цифровая школа", hours="36")
    editor = page.form.boxes["teacher_id"].editor
    editor.line.setFocus()
    editor.line.setText("Новикова Вера Ильинична")
    editor.line.textEdited.emit(editor.line.text())
    qtbot.waitUntil(lambda: editor._names.stringList() == ["Создать «Новикова Вера Ильинична»…"])
    popup = editor.line.completer().popup()
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    qtbot.waitUntil(lambda: page.form.quick is not None)
    quick = page.form.quick
    assert [quick.boxes[name].editor.value() for name in ("last_name", "first_name", "middle_name")] == [
        "Новикова", "Вера", "Ильинична",
    ]  # fmt: skip
    qtbot.keyClick(quick.boxes["first_name"].editor.control, Key.Key_Return, Ctrl)
    qtbot.waitUntil(lambda: page.form.quick is None)
    assert editor.value().title == "Новикова Вера Ильинична"
    assert page.form.boxes["name"].editor.value() == "Цифровая школа", "the form was not lost"
    assert page.form.is_changed()
    assert base[2](lambda db: journal.last_undoable(db).title) == "Добавлено: Педагог «Новикова Вера Ильинична»"
    base[2](journal.undo)
    assert base[2](lambda db: query.titles(db, "teachers", "новикова")) == []


def test_what_is_missing_in_the_new_record_is_said_there(make, qtbot) -> None:
    page = make("courses")
    editor = page.form.boxes["teacher_id"].editor
    editor.create_wanted.emit("Новикова")
    quick = page.form.quick
    quick.create_record()
    assert "Имя" in quick.boxes["first_name"].message.text()
    qtbot.keyClick(quick.boxes["first_name"].editor.control, Key.Key_Escape)
    assert page.form.quick is None and not page.question.isVisible()


@pytest.mark.parametrize("key", REGISTERS)
def test_every_register_can_be_begun_by_its_name(key: str) -> None:
    spec = REGISTERS[key]
    names = {field.name for field in asked_fields(spec)}
    assert names >= {field.name for field in spec.fields if field.required and not field.is_given}
    assert from_typed(spec, "Одно два три четыре").keys() <= spec.by_name.keys()


# -- drafts ----------------------------------------------------------------------------------------------------------


def test_every_editor_gives_its_draft_back(base: Base, qtbot) -> None:
    for key in ("teachers", "courses", "activities", "employments"):
        form = RecordForm(REGISTERS[key], base[0])
        qtbot.addWidget(form)
        form.load({})
        for box in form.boxes.values():
            editor = box.editor
            if hasattr(editor, "line"):
                editor.line.setText("31.02")
            elif hasattr(editor, "area"):
                editor.area.setPlainText("две\nстроки")
            elif hasattr(editor, "combo"):
                editor.combo.setCurrentIndex(1)
            else:
                editor.restore(list(box.spec.kind.dictionary.labels)[:2])
        typed = form.typed()
        assert typed.keys() == form.boxes.keys()
        other = RecordForm(REGISTERS[key], base[0])
        qtbot.addWidget(other)
        other.load({})
        other.restore(typed)
        assert other.typed() == typed


def test_a_draft_is_offered_and_dropped_when_saved(make, base: Base, qtbot) -> None:
    page = make("teachers", base[1]["П1"])
    qtbot.waitUntil(lambda: page.form.boxes["last_name"].editor.control.text() == "Ёлкина")
    type_into(page, qtbot, last_name="Ёлкина-Лисицына", born_on="31.02.1990")
    page.drafts.write()
    qtbot.waitUntil(lambda: len(base[2](drafts.kept)) == 1)
    kept = base[2](drafts.kept)[0]
    assert kept.fields == {"last_name": "Ёлкина-Лисицына", "born_on": "31.02.1990"}
    assert kept.title == "Ёлкина-Лисицына Анна Петровна"

    again = make("teachers", base[1]["П1"])
    qtbot.waitUntil(again.question.isVisible)
    assert "Осталось незаписанное" in again.question.text()
    again.question.answers[0].click()
    assert again.form.boxes["born_on"].editor.control.text() == "31.02.1990"
    assert "существующая дата" in again.form.boxes["born_on"].message.text()
    type_into(again, qtbot, born_on="14.05.1991")
    with qtbot.waitSignal(again.said):
        again.save()
    qtbot.waitUntil(lambda: base[2](drafts.kept) == [])
    assert base[2](lambda db: journal.entries(db, 5)[0].title).startswith("Изменено: Педагог")


def test_a_draft_goes_when_the_form_is_given_up(make, base: Base, qtbot) -> None:
    page = make("courses")
    type_into(page, qtbot, name="Недописанное")
    page.drafts.write()
    qtbot.waitUntil(lambda: len(base[2](drafts.kept)) == 1)
    page.cancel()
    qtbot.waitUntil(lambda: base[2](drafts.kept) == [])


def test_an_offered_draft_is_not_overwritten_by_new_typing(make, base: Base, qtbot) -> None:
    base[2](lambda db: drafts.keep(db, None, "courses", None, "", {"name": "Старое"}))
    page = make("courses")
    qtbot.waitUntil(page.question.isVisible)
    type_into(page, qtbot, name="Новое")
    page.drafts.write()
    qtbot.waitUntil(lambda: len(base[2](drafts.kept)) == 2)
    assert {each.fields["name"] for each in base[2](drafts.kept)} == {"Старое", "Новое"}


_TYPES = """
    import os, sys
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from pdkadry_desktop.app import Program, make_application
    from pdkadry_desktop.storage import drafts
    from pdkadry_desktop.ui.places import Place
    application = make_application()
    program = Program(Path(sys.argv[1]), start=Place("record:teachers"))
    program.window.show()
    line = program.window.page("record:teachers").form.boxes["last_name"].editor.line
    line.setText("Недописанная")
    line.textEdited.emit(line.text())
    def tell():
        if program.worker.call(drafts.kept):
            print("kept", flush=True)
    timer = QTimer()
    timer.timeout.connect(tell)
    timer.start(100)
    application.exec()
"""


def test_typed_text_outlives_a_killed_program(tmp_path: Path, qtbot) -> None:
    path = tmp_path / "база.pdk"
    Database.open(path, create=True).close()
    surroundings = {**os.environ, "PDKADRY_DATA": str(tmp_path / "data")}
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_TYPES), str(path)], env=surroundings, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "kept\n"
        running.send_signal(signal.SIGKILL)
    program = Program(path, start=Place("register:teachers"))
    program.window.show()
    qtbot.addWidget(program.window)
    qtbot.waitUntil(program.window.unfinished.isVisible)
    assert program.window.unfinished.text().startswith("Осталось незаписанное: Педагог «Недописанная», сегодня в ")
    program.window.unfinished.answers[0].click()
    page = program.window.page("record:teachers")
    qtbot.waitUntil(lambda: page.form.boxes["last_name"].editor.line.text() == "Недописанная")
    kept = program.worker.call(drafts.kept)
    assert [(each.register, each.fields) for each in kept] == [("teachers", {"last_name": "Недописанная"})]
    assert program.worker.call(lambda db: journal.entries(db, 5)) == []
    page.form.load({})
    program.close()


def test_a_list_opened_under_a_field_is_no_leaving_of_it(make, qtbot) -> None:
    page = make("courses")
    box = page.form.boxes["teacher_id"]
    line = box.editor.control
    line.setFocus()
    line.setText("Незнакомцева")
    line.textEdited.emit("Незнакомцева")
    for reason, said in ((Qt.FocusReason.PopupFocusReason, ""), (Qt.FocusReason.TabFocusReason, "создайте новую")):
        QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, reason))
        QApplication.processEvents()
        assert said in box.message.text() and bool(said) == bool(box.message.text())
