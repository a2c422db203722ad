"""Flags of courses: proposals with their facts, confirmed or refused in bulk, undone at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.course_flags import CourseFlagsPage
from pdkadry_desktop.ui.places import Place

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:

        def add(db: Any) -> None:
            with db.change("Курсы") as change:
                person = made[1]["П1"]
                for name, end in (("Первая помощь", 1), ("Охрана труда", 2), ("Математика", 3), ("Урок", 4)):
                    change.add(REGISTERS["courses"], {
                        "teacher_id": person, "kind": "pk", "name": name, "ends_on": date(2024, 5, end),
                    })  # fmt: skip
                change.add(REGISTERS["diagnostics"], {
                    "teacher_id": person, "held_on": date(2024, 1, 9), "level": "regional", "subject": "математика",
                })  # fmt: skip
                change.add(REGISTERS["programmes"], {"code": "Пр", "name": "Урок", "kind": "pk", "is_federal": True})

        made[2](add)
        yield made


@pytest.fixture
def page(qtbot, base: Base) -> CourseFlagsPage:
    made = CourseFlagsPage(base[0], Context("verkhnebureinsky", 2022))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.arrive(Place("course_flags"))
    qtbot.waitUntil(lambda: len(made.area.model.rows) == 2)
    return made


def flags(base: Base, name: str) -> list[Any]:
    sql = f"SELECT {name} FROM courses WHERE ends_on > '2024-01-01' ORDER BY ends_on"
    return list(base[2](lambda db: db.connection.exec_driver_sql(sql).scalars().all()))


def test_proposals_are_confirmed_or_refused(page: CourseFlagsPage, base: Base, qtbot) -> None:
    assert flags(base, "is_profile") == [None] * 4, "nothing is written by itself"
    assert page.marks() == []
    page.area.model.toggle([0])
    with qtbot.waitSignal(page.said) as said:
        qtbot.keyClick(page.area.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["«По профилю: нет» – 1 запись о курсах."]
    qtbot.waitUntil(lambda: len(page.area.model.rows) == 1)
    page.area.model.mark_all(True)
    with qtbot.waitSignal(page.said):
        page.refuse()
    qtbot.waitUntil(lambda: page.area.stack.currentWidget() is page.area.empty)
    assert sorted(flags(base, "is_profile"), key=str) == [0, None, None, None]
    base[2](journal.undo)
    base[2](journal.undo)
    qtbot.waitUntil(lambda: len(page.area.model.rows) == 2)


def test_a_diagnosis_is_the_fact(page: CourseFlagsPage, base: Base, qtbot) -> None:
    page.switch.choose("diagnostics")
    qtbot.waitUntil(lambda: len(page.area.model.rows) == 1)
    first = page.area.model.rows[0]
    assert first.values[1] == "Математика" and str(first.values[3]).startswith("«математика» – диагностика 09.01.2024")
    assert first.tone == "good"
    page.loose.setChecked(True)
    qtbot.waitUntil(lambda: len(page.area.model.rows) == 2)
    assert page.area.model.rows[1].tone == "", "first aid and labour safety are not proposed"
    page.months.setValue(3)
    qtbot.waitUntil(lambda: page.area.stack.currentWidget() is page.area.empty)
    assert base[2](lambda db: db.setting("course_flags_months")) == 3


def test_courses_are_linked_to_the_catalogue_and_counted(page: CourseFlagsPage, base: Base, qtbot) -> None:
    page.switch.choose("catalogue")
    qtbot.waitUntil(lambda: len(page.area.model.rows) == 1)
    page.area.model.mark_all(True)
    with qtbot.waitSignal(page.said) as said:
        page.link()
    assert said.args == ["Связано: 1 запись о курсах."]
    assert [each is not None for each in flags(base, "programme_id")] == [False, False, False, True]
    page.switch.choose("unfilled")
    qtbot.waitUntil(lambda: bool(page.area.model.rows))
    labels = {row.values[0]: row.values[1] for row in page.area.model.rows}
    assert labels["Из федерального реестра ДПП"] == 4, "the linked one is known; the one of the small base is not"
    with qtbot.waitSignal(page.go) as asked:
        page.area.table.opened.emit(page.area.model.rows[0])
    assert asked.args[0].page == "register:courses" and asked.args[0].only
    assert "Из федерального реестра ДПП" in str(base[2](lambda db: page.source().build(db, None)))


def test_own_values_give_way_to_the_programme(page: CourseFlagsPage, base: Base, qtbot) -> None:
    def contradict(db: Any) -> int:
        programme = db.connection.exec_driver_sql("SELECT id FROM programmes").scalar()
        course = db.connection.exec_driver_sql("SELECT id FROM courses WHERE name = 'Урок'").scalar()
        with db.change("Иначе") as change:
            change.set(REGISTERS["courses"], course, {"programme_id": programme, "is_federal": False})
        return programme

    programme = base[2](contradict)
    page.arrive(Place("course_flags", programme))
    qtbot.waitUntil(lambda: page.switch.chosen() == "differing" and len(page.area.model.rows) == 1)
    page.area.model.mark_all(True)
    with qtbot.waitSignal(page.said):
        page.take()
    qtbot.waitUntil(lambda: page.area.stack.currentWidget() is page.area.empty)
    assert flags(base, "is_federal") == [None] * 4
