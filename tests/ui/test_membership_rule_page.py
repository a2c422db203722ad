"""Membership by rule on its page: a rule is made, people are moved, exceptions are remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.core.conditions import All, Test
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.membership_rule import MembershipRulePage
from pdkadry_desktop.ui.places import Place

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


@pytest.fixture
def page(qtbot, base: Base) -> MembershipRulePage:
    def add(db: Any) -> int:
        with db.change("Сообщество") as change:
            return change.add(REGISTERS["communities"], {
                "code": "С1", "name": "РМО математики", "kind": "association", "level": "municipal",
                "starts_on": date(2020, 1, 1),
            })  # fmt: skip

    community = base[2](add)
    made = MembershipRulePage(base[0], Context("verkhnebureinsky", 2022))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.arrive(Place("membership_rule", community))
    qtbot.waitUntil(lambda: made.rule_words.text().startswith("У этого сообщества правила нет"))
    return made


def make_rule(page: MembershipRulePage, qtbot) -> None:
    page.rule_button.click()
    page.panel.boxes["subject"].editor.set_value("математика")
    with qtbot.waitSignal(page.said) as said:
        page.panel.do()
    assert said.args == ["Правило записано: предмет: математика."]
    qtbot.waitUntil(lambda: len(page.areas["enter"].rows) == 3)


def members(base: Base) -> list[tuple[Any, ...]]:
    sql = "SELECT teacher_id, starts_on, ends_on FROM memberships ORDER BY teacher_id"
    return [tuple(row) for row in base[2](lambda db: db.connection.exec_driver_sql(sql).all())]


def test_a_rule_is_made_and_people_are_moved(page: MembershipRulePage, base: Base, qtbot) -> None:
    make_rule(page, qtbot)
    assert members(base) == [], "nobody is moved by itself"
    page.day.set_value(date(2024, 9, 2))
    page.day.edited.emit()
    qtbot.waitUntil(lambda: "02.09.2024" in page.rule_words.text())
    page.switch.choose("enter")
    page.area.model.toggle([0, 1])
    with qtbot.waitSignal(page.said) as said:
        qtbot.keyClick(page.area.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Вошли: 2."]
    assert [row[1:] for row in members(base)] == [("2024-09-02", None)] * 2
    qtbot.waitUntil(lambda: len(page.areas["enter"].rows) == 1)
    page.area.model.mark_all(True)
    with qtbot.waitSignal(page.said):
        page.exclude()
    qtbot.waitUntil(lambda: len(page.areas["exceptions"].rows) == 1)
    assert "расхождений нет" in page.rule_words.text()
    assert "не включать" in str(page.areas["exceptions"].rows[0].values)
    base[2](journal.undo)
    base[2](journal.undo)
    assert members(base) == []


def test_any_condition_and_the_list_of_rules(page: MembershipRulePage, base: Base, qtbot) -> None:
    page.build_rule()
    assert page.builder is not None and page.builder.isVisible()
    with qtbot.waitSignal(page.said):
        page.builder.applied.emit(Test("last_name", "eq", "Ёлкина"))
    qtbot.waitUntil(lambda: len(page.areas["enter"].rows) == 1)
    row = page.areas["rules"].model.rows[0]
    assert row.values[0] == "РМО математики" and "войти 1" in str(row.values[2]) and row.tone == "warn"
    page.areas["rules"].table.opened.emit(row)
    assert page.switch.chosen() == "enter"
    assert "Ёлкина Анна Петровна" in str(base[2](lambda db: page.source().build(db, None)))
    page.switch.choose("rules")
    page.areas["rules"].table.setCurrentIndex(page.areas["rules"].model.index(0, 0))
    with qtbot.waitSignal(page.said) as said:
        page.remove_rule()
    assert said.args == ["Правило убрано: РМО математики."]
    qtbot.waitUntil(lambda: page.areas["rules"].rows == [])


def test_an_empty_rule_is_refused(page: MembershipRulePage) -> None:
    page.rule_button.click()
    page.panel.do()
    assert not page.banner.isHidden()


def test_the_rule_in_force_is_shown_to_be_changed(page: MembershipRulePage, base: Base, qtbot) -> None:
    assert not page.areas["rules"].buttons[0][0].isEnabled(), "there is no rule to remove"
    make_rule(page, qtbot)
    assert page.areas["rules"].buttons[0][0].isEnabled()
    page.rule_button.click()
    values = {name: box.editor.value() for name, box in page.panel.boxes.items()}
    assert {name: value for name, value in values.items() if value} == {"subject": "Математика"}
    page.panel.close_panel()
    page.build_rule()
    assert page.builder is not None
    with qtbot.waitSignal(page.said):
        page.builder.applied.emit(Test("last_name", "eq", "Ёлкина"))
    qtbot.waitUntil(lambda: len(page.areas["enter"].rows) == 1)
    page.build_rule()
    assert page.builder.condition() == All((Test("last_name", "eq", "Ёлкина"),))
    page.rule_button.click()
    assert "Сейчас правило своё" in page.panel.note.text()
