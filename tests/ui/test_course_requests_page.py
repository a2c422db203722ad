"""The page «Заявка на курсы»: from a proposal to a line, a programme by hand, refusal, places, paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.course_requests import CourseRequestsPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.work.working import read_rows


def add_programme(db: Database) -> None:
    with db.change("Программа") as change:
        values = {"code": "К-1", "name": "Математика: трудные вопросы", "kind": "pk"}
        change.add(REGISTERS["programmes"], values)


def test_from_proposal_to_line(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, look):
        page = CourseRequestsPage(gateway, Context("verkhnebureinsky", 2026, date(2026, 1, 15)))
        qtbot.addWidget(page)
        page.resize(1120, 700)
        page.show()
        page.arrive(Place("course_request"))
        qtbot.waitUntil(lambda: len(page.area.model.rows) == 3)
        assert page.marks() == [], "without a programme nobody is marked"
        page.area.model.mark_all(True)
        page.add_lines()
        assert page.banner.isVisible()
        page.ask_programme()
        page.panel.do()
        assert "одно из двух" in page.panel.boxes["words"].message.text()
        page.panel.boxes["words"].editor.set_value("Функциональная грамотность")
        page.panel.do()
        qtbot.waitUntil(lambda: page.area.model.rows[0].values[4] == "Функциональная грамотность")
        with qtbot.waitSignal(page.said) as said:
            page.add_lines()
        assert said.args == ["В заявку внесено: 3."]
        qtbot.waitUntil(lambda: len(page.areas["lines"].model.rows) == 3 and not page.areas["proposed"].model.rows)
        assert look(lambda db: {row["programme"] for row in read_rows(db, "course_requests")}) == {
            "Функциональная грамотность"
        }
        page.switch.choose("lines")
        page.area.model.toggle([0])
        page.ask_refusal()
        page.panel.boxes["refusal"].editor.set_value("болезнь")
        with qtbot.waitSignal(page.said):
            page.panel.do()
        qtbot.waitUntil(lambda: page.area.model.rows[0].values[4] == "отказ")
        look(journal.undo)
        qtbot.waitUntil(lambda: page.area.model.rows[0].values[4] == "заявлен")
        document = look(lambda db: page.source().build(db, None))
        assert len(list(document.tables())) == 3


def test_found_programmes_are_marked_and_struck_people_are_kept(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, look):
        look(add_programme)
        page = CourseRequestsPage(gateway, Context("verkhnebureinsky", 2026, date(2026, 1, 15)))
        qtbot.addWidget(page)
        page.show()
        page.arrive(Place("course_request"))
        qtbot.waitUntil(lambda: len(page.marks()) == 3)
        page.ask_strike()
        page.panel.boxes["reason"].editor.set_value("учится сам")
        with qtbot.waitSignal(page.said):
            page.panel.do()
        qtbot.waitUntil(lambda: len(page.areas["struck"].model.rows) == 3)
        assert page.areas["struck"].model.rows[0].values[1] == "учится сам"
        page.switch.choose("struck")
        page.area.model.mark_all(True)
        page.unstrike()
        qtbot.waitUntil(lambda: len(page.areas["proposed"].model.rows) == 3)


def test_quota_and_an_empty_base(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, look):
        look(add_programme)
        page = CourseRequestsPage(gateway, Context("verkhnebureinsky", 2021))
        qtbot.addWidget(page)
        page.show()
        page.arrive(Place("course_request"))
        page.switch.choose("programmes")
        qtbot.waitUntil(lambda: page.area.stack.currentWidget() is page.area.empty)
        page.ask_quota()
        qtbot.waitUntil(lambda: page.panel.isVisible())
        page.panel.boxes["words"].editor.set_value("К-1")
        page.panel.boxes["places"].editor.set_value(12)
        with qtbot.waitSignal(page.said) as said:
            page.panel.do()
        assert said.args == ["Квота записана: 12."]
        qtbot.waitUntil(lambda: bool(page.area.model.rows))
        assert page.area.model.rows[0].values[:2] == ("Математика: трудные вопросы", 12)
