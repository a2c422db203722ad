"""The page of young specialists: criteria, a day, a person of the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.young import YoungPage
from pdkadry_desktop.ui.places import Place


def names(page: YoungPage) -> list[str]:
    return [person.name for person in page.model.people]


def test_criteria_are_obeyed_and_kept(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        context = Context("verkhnebureinsky", 2022)
        page = YoungPage(gateway, context)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        page.arrive(Place("young"))
        qtbot.waitUntil(lambda: page.unknown.isVisible())
        assert names(page) == [], "the start of service is not known"
        page.join.setCurrentIndex(page.join.findData("age"))
        page.join.activated.emit(page.join.currentIndex())
        qtbot.waitUntil(lambda: names(page) == ["Берёзов Пётр Ильич", "Ёлкина Анна Петровна"])
        context.set_year(2027)  # Ёлкина is 37
        qtbot.waitUntil(lambda: names(page) == ["Берёзов Пётр Ильич"])
        assert look(lambda db: db.setting("young"))["join"] == "age"
        page.table.setCurrentIndex(page.model.index(0, 0))
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.table, Qt.Key.Key_Return)
        assert asked.args == [Place("record:teachers", ids["П2"])]
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        assert asked.args[0].detail.title == "Молодые специалисты"
