"""The page of young specialists: criteria, a day, a person of the list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.young import YoungPage
from pdkadry_desktop.ui.places import Place


def names(page: YoungPage) -> list[str]:
    return [str(row.values[0]) for row in page.areas["now"].model.rows]


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
        table = page.areas["now"].table
        table.setCurrentIndex(table.model().index(0, 0))
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(table, Qt.Key.Key_Return)
        assert asked.args == [Place("record:teachers", ids["П2"])]
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        assert asked.args[0].detail.title == "Молодые специалисты"


def test_presets_of_orders_outcomes_and_the_card(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, _look):
        page = YoungPage(gateway, Context("berezniki", 2024))
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        page.arrive(Place("young"))
        qtbot.waitUntil(lambda: page.preset.currentData() is None and bool(page.foot.text()))
        titles = [page.preset.itemText(place) for place in range(page.preset.count())]
        page.preset.setCurrentIndex(titles.index("До 35 лет включительно – Березники"))
        page.preset.activated.emit(page.preset.currentIndex())
        qtbot.waitUntil(lambda: len(names(page)) == 2)
        assert page.criteria().words() == "до 35 лет включительно" and not page.service.isEnabled()
        page.inclusive.click()
        qtbot.waitUntil(lambda: "до 35 лет." in page.foot.text())
        assert page.preset.currentText() == "В возрасте до 35 – Амурский район"
        page.switch.choose("outcomes")
        assert [row.values[1] for row in page.area.model.rows] == ["Берёзов Пётр Ильич", "Ёлкина Анна Петровна"]
        assert [row.values[:4] for row in page.areas["intakes"].model.rows] == [(2020, 2, 2, 2)]
        with qtbot.waitSignal(page.go) as asked:
            page.print_card()
        source = asked.args[0].detail
        assert source.title == "Карточка учёта – Берёзов Пётр Ильич"
        built: list[Any] = []
        gateway.ask(lambda db: source.build(db, None), built.append)
        qtbot.waitUntil(lambda: bool(built))
        assert built[0].blocks[0].text == "Карточка учёта молодого специалиста"


def test_nobody(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, _look):
        page = YoungPage(gateway, Context("berezniki", 2015))
        qtbot.addWidget(page)
        page.arrive(Place("young"))
        qtbot.waitUntil(lambda: "0 человек" in page.header._count.text())
        page.print_card()
        assert page.banner.isVisibleTo(page)
