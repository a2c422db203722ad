"""The page «Аттестация»: marks, one action for many, nothing in an empty base."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.attestation import AttestationPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.work.working import read_rows


def test_from_due_to_a_category(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _ids, look):
        page = AttestationPage(gateway, Context("verkhnebureinsky", 2026, date(2026, 3, 1)))
        qtbot.addWidget(page)
        page.resize(1120, 700)
        page.show()
        page.arrive(Place("attestation"))
        qtbot.waitUntil(lambda: len(page.area.model.rows) == 3)
        page.area.model.mark_all(True)
        page.ask_application()
        page.panel.boxes["applied_on"].editor.set_value(date(2026, 2, 1))
        page.panel.boxes["category"].editor.set_value("first")
        with qtbot.waitSignal(page.said) as said:
            page.panel.do()
        assert said.args == ["Заявлений добавлено: 3."]
        qtbot.waitUntil(lambda: len(page.areas["applications"].model.rows) == 3)
        assert not page.panel.isVisible()
        page.switch.choose("applications")
        page.area.toggle_all()
        page.ask_result()
        with qtbot.waitSignal(page.said, raising=False, timeout=200) as said:
            page.panel.do()
        assert not said.signal_triggered, "the date of the decision is asked for"
        page.panel.boxes["decided_on"].editor.set_value(date(2026, 3, 1))
        page.panel.boxes["directive_no"].editor.set_value("№ 12 от 01.03.2026")
        with qtbot.waitSignal(page.said) as said:
            page.panel.do()
        assert said.args == ["Результат записан: 3 человека. Категорий записано: 3."]
        assert len(look(lambda db: list(read_rows(db, "categories")))) == 3
        qtbot.waitUntil(lambda: page.areas["due"].model.rows == [])
        page.switch.choose("due")
        assert page.area.stack.currentWidget() is page.area.empty


def test_search_paper_and_opening(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        page = AttestationPage(gateway, Context("verkhnebureinsky", 2026))
        qtbot.addWidget(page)
        page.show()
        page.arrive(Place("attestation"))
        qtbot.waitUntil(lambda: len(page.area.model.rows) == 3)
        page.search.setText("елки")
        assert [row.values[0] for row in page.area.model.rows] == ["Ёлкина Анна Петровна"]
        page.area.table.setCurrentIndex(page.area.model.index(0, 0))
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.area.table, Qt.Key.Key_Return)
        assert asked.args == [Place("record:teachers", ids["П1"])]
        for key, title in (("due", "Кому пора"), ("schedule", "График"), ("results", "Итоги")):
            page.switch.choose(key)
            source = page.source()
            assert source.title.startswith(title)
            document = look(lambda db, source=source: source.build(db, None))
            assert list(document.tables())


def test_an_empty_base_says_what_will_be_here(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _ids, look):

        def clear(db: Database) -> None:
            with db.change("Пусто") as change:
                for key in ("courses", "employments", "teachers"):
                    change.remove(REGISTERS[key], [row["id"] for row in read_rows(db, key)])

        look(clear)
        page = AttestationPage(gateway, Context("verkhnebureinsky", 2026))
        qtbot.addWidget(page)
        page.show()
        page.arrive(Place("attestation"))
        qtbot.waitUntil(lambda: "пора 0" in page.header._count.text())
        for area in page.areas.values():
            assert area.stack.currentWidget() is area.empty
