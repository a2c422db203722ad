"""Deleting in a list with dependents, the page of the trash, bringing back by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, query, records, trash
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.journal import JournalPage
from pdkadry_desktop.ui.pages.register import RegisterPage
from pdkadry_desktop.ui.pages.trash import TrashPage
from pdkadry_desktop.ui.places import Place

CONTEXT = ("amursk", 2024)


def shown(qtbot: Any, page: Any, place: Place) -> Any:
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.arrive(place)
    return page


def people(look: Any) -> int:
    found: int = look(lambda db: query.count(db, query.Query("teachers")))
    return found


def test_delete_asks_about_dependents(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        page = shown(qtbot, RegisterPage(REGISTERS["teachers"], gateway, Context(*CONTEXT)), Place("register:teachers"))
        qtbot.waitUntil(lambda: page.model.rowCount() == 3)
        page.table.clearSelection()
        page.table.selectRow(page.model.row_of(ids["П1"]))
        assert page.table.selected_ids() == [ids["П1"]]
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
        qtbot.waitUntil(page.deleting.isVisible)
        assert people(look) == 3, "nothing is deleted before the answer"
        names = [link.text() for link in page.deleting.links]
        assert len(names) == 2 and any("Курсы" in name for name in names)
        with qtbot.waitSignal(page.go) as asked:
            page.deleting.links[[("Курсы" in name) for name in names].index(True)].click()
        assert asked.args[0].only == frozenset({ids["К1"]})
        assert page.deleting.no.hasFocus()
        qtbot.keyClick(page.deleting, Qt.Key.Key_Escape)
        assert page.deleting.isHidden()
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
        qtbot.waitUntil(page.deleting.isVisible)
        assert "3 записи" in page.deleting.yes.text()
        with qtbot.waitSignal(page.said) as said:
            page.deleting.yes.click()
        assert said.args == ["Удалено: 1 человек и связанные записи: 2."]
        assert people(look) == 2
        look(journal.undo)
        assert people(look) == 3 and look(trash.deleted) == []


def test_trash_brings_back(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        page = shown(qtbot, TrashPage(gateway, Context(*CONTEXT)), Place("trash"))
        qtbot.waitUntil(page.empty.isVisible)
        look(lambda db: records.delete(db, REGISTERS["courses"], [ids["К1"]]))
        look(lambda db: records.delete(db, REGISTERS["employments"], [ids["Р-П1"]]))
        look(lambda db: records.delete(db, REGISTERS["teachers"], [ids["П1"]]))
        qtbot.waitUntil(lambda: page.model.rowCount() == 3)
        page.search.setText("цифровая")
        qtbot.waitUntil(lambda: page.model.rowCount() == 1)
        qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(page.banner.isVisible)
        assert "Педагог «Ёлкина Анна Петровна»" in page.banner.accessibleName()
        with qtbot.waitSignal(page.said) as said:
            page.banner.action.click()
        assert said.args == ["Восстановлено: 2 записи."]
        qtbot.waitUntil(page.nothing.isVisible)
        assert page.banner.isHidden() and people(look) == 3
        look(journal.undo)
        page.search.clear()
        qtbot.waitUntil(lambda: page.model.rowCount() == 3)
        page.model.mark_all(True)
        qtbot.waitUntil(lambda: page.restore_button.text() == "Восстановить отмеченные: 3")
        page.restore_button.click()
        qtbot.waitUntil(page.empty.isVisible)
        assert look(lambda db: query.count(db, query.Query("courses"))) == 1


def test_marks_what_was_deleted_together(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        look(lambda db: records.delete(db, REGISTERS["courses"], [ids["К1"]]))
        look(lambda db: records.delete(db, REGISTERS["employments"], [ids["Р-П1"], ids["Р-П2"]]))
        page = shown(qtbot, TrashPage(gateway, Context(*CONTEXT)), Place("trash"))
        qtbot.waitUntil(lambda: page.model.rowCount() == 3)
        assert page.together.isEnabled()
        page.together.click()
        assert {key[1] for key in page.model.marks()} == {ids["Р-П1"], ids["Р-П2"]}
        page.table.setCurrentIndex(page.model.index(2, 0))
        assert not page.together.isEnabled(), "the course was deleted alone"


def test_journal_leads_to_the_trash(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, _look):
        page = JournalPage(gateway)
        qtbot.addWidget(page)
        (button,) = [each for each in page.findChildren(type(page.undo_button)) if each.text() == "Корзина"]
        with qtbot.waitSignal(page.go) as asked:
            button.click()
        assert asked.args == [Place("trash")]
