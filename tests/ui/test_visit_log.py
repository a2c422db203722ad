"""The methodologist's journal: an entry typed in one line, ready for the next; the month under it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.app import Program
from pdkadry_desktop.storage import journal
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.visit_log import VisitLogPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.work.visit_log import Month, Visit, month_words, read_month


def test_an_entry_in_one_line_and_ready_for_the_next(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        page = VisitLogPage(gateway, Context("verkhnebureinsky", 2022))
        qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show()
        page.arrive(Place("visit_log"))
        qtbot.waitUntil(lambda: page._people is not None)
        assert page.stack.currentWidget() is page.empty
        page.who.setText("елк")
        page.who.search("елк")
        qtbot.keyClick(page.who, Qt.Key.Key_Return)
        assert page.chosen.text() == "Ёлкина Анна Петровна – Школа № 1, учитель"
        page.methodologist.setText("Клёнова М. О.")
        qtbot.keyClick(page.topic, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "Заполните поле" in page.message.text())
        page.topic.setText("план урока по ФГОС")
        with qtbot.waitSignal(page.said):
            qtbot.keyClick(page.topic, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(page.model.rows) == 1)
        assert page.model.rows[0].values == (
            date.today(), "консультация", "Школа № 1", "Ёлкина Анна Петровна", "план урока по ФГОС", "",
        )  # fmt: skip
        assert (page.who.text(), page.topic.text(), page.chosen.text()) == ("", "", "")
        assert page.methodologist.text() == "Клёнова М. О."
        assert look(lambda db: db.setting("visit_methodologist")) == "Клёнова М. О."
        page.who.setText("№ 2")
        page.who.search("№ 2")
        qtbot.keyClick(page.who, Qt.Key.Key_Return)
        page.kind.setCurrentIndex(page.kind.findData("trip"))
        page.topic.setText("сопровождение школы")
        page.store()
        qtbot.waitUntil(lambda: len(page.model.rows) == 2)
        assert "организаций: 2 из 2" in page.summary.text() and page.summary.text().startswith("Сегодня: 2")
        people = "SELECT teacher_id FROM visits ORDER BY id"
        assert look(lambda db: db.connection.exec_driver_sql(people).scalars().all()) == [ids["П1"], None]
        look(journal.undo)
        qtbot.waitUntil(lambda: len(page.model.rows) == 1)
        document = look(lambda db: page.source().build(db, None))
        assert "план урока по ФГОС" in str(document)
        with qtbot.waitSignal(page.said) as said:
            page.delete_button.click()
        assert said.args == ["Удалено записей: 1."]
        look(journal.undo)
        qtbot.waitUntil(lambda: len(page.model.rows) == 1)
        page.turn(-1)
        qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)


def test_who_is_not_found_is_asked(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, look):
        page = VisitLogPage(gateway, Context("verkhnebureinsky", 2022))
        qtbot.addWidget(page)
        page.arrive(Place("visit_log"))
        page.who.setText("Неизвестный")
        page.topic.setText("тема")
        page.store()
        assert page.message.text().startswith("Выберите человека или организацию")
        assert look(lambda db: db.connection.exec_driver_sql("SELECT count(*) FROM visits").scalar()) == 0


def test_the_month_in_words(tmp_path: Path) -> None:
    visits = tuple(
        Visit(number, date(2026, 11, number), kind, "Школа", person, "т", "", "")
        for number, kind, person in ((1, "выезд", ""), (2, "консультация", "Ёлкина"), (3, "консультация", "Елкина"))
    )
    assert Month(date(2026, 11, 1), visits, 12).words() == (
        "Всего 3 записи: консультация – 2 · выезд – 1 · педагогов: 1 · организаций: 1 из 12"
    )
    assert Month(date(2026, 11, 1), (), 12).words() == ""
    assert month_words(date(2026, 11, 5)) == "ноябрь 2026 года"
    with opened(tmp_path / "base.pdk") as (_, _ids, look):
        assert look(lambda db: read_month(db, date(2024, 2, 29))).visits == ()


def test_the_journal_opens_from_anywhere(qtbot, tmp_path: Path) -> None:
    program = Program(tmp_path / "база.pdk", start=Place("register:teachers"))
    qtbot.addWidget(program.window)
    program.window.show()
    try:
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        qtbot.keyClick(program.window.bar.search, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), VisitLogPage))
    finally:
        program.close()
