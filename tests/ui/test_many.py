"""Many records at once: one field of the chosen rows, a pasted list of names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.names import NamesPage
from pdkadry_desktop.ui.pages.register import RegisterPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.work.listed import takes_people

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


@pytest.fixture
def activity(base: Base) -> int:
    def add(db: Any) -> int:
        with db.change("Семинар") as change:
            return change.add(REGISTERS["activities"], {
                "code": "М1", "name": "Семинар", "level": "municipal", "directions": ("exchange",),
                "starts_on": date(2024, 3, 1),
            })  # fmt: skip

    return base[2](add)


@pytest.fixture
def names(qtbot, base: Base, activity: int) -> NamesPage:
    page = NamesPage(REGISTERS["attendances"], base[0])
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.arrive(Place("names:attendances", preset={"activity_id": activity}))
    qtbot.waitUntil(lambda: page.form.boxes["activity_id"].editor.control.text() == "Семинар")
    return page


def attendances(base: Base) -> list[tuple[Any, ...]]:
    statement = "SELECT activity_id, teacher_id, participant_name FROM attendances ORDER BY id"
    return base[2](lambda db: db.connection.exec_driver_sql(statement).all())


def test_one_field_of_the_chosen_rows(base: Base, qtbot) -> None:
    page = RegisterPage(REGISTERS["teachers"], base[0], Context("verkhnebureinsky", 2022))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitSignal(page.model.loaded):
        page.arrive(Place("register:teachers"))
        page.show()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    bulk = page.bulk
    assert bulk is not None and bulk.isVisible()
    assert bulk.apply_button.text() == "Изменить 3 человека"
    bulk.field.setCurrentIndex(bulk.field.findData("born_on"))
    bulk.field.activated.emit(bulk.field.currentIndex())
    assert bulk.editor is not None
    bulk.editor.control.setText("31.02.1990")
    bulk.apply_button.click()
    assert bulk.message.text().startswith("Так записать нельзя")
    bulk.editor.control.setText("14.05.1990")
    with qtbot.waitSignal(page.said) as said:
        bulk.apply_button.click()
    assert said.args == ["Изменено: 2 человека."], "one of them was born on this very day"
    assert not bulk.isVisible()
    entry = base[2](lambda db: db.connection.exec_driver_sql("SELECT count(*) FROM journal_entries").scalar())
    assert entry == 2, "the district and one change"


def test_a_refused_value_stays_in_the_line(base: Base, qtbot) -> None:
    page = RegisterPage(REGISTERS["employments"], base[0], Context("verkhnebureinsky", 2022))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.model.loaded):
        page.arrive(Place("register:employments"))
        page.show()
    page.edit_many()
    assert page.bulk is not None
    page.bulk.applied.emit("left_on", date(2019, 1, 1))
    qtbot.waitUntil(lambda: "Увольнение раньше приёма" in page.bulk.message.text())
    assert page.bulk.isVisible()


def test_a_pasted_list_is_matched_asked_and_added_at_once(names: NamesPage, base: Base, activity: int, qtbot) -> None:
    ids = base[1]
    names.names.setPlainText(
        "1. Елкина Анна Петровна\n2. Берёзов П. И.\n3. Кленовв Мария Олеговна\n4. Гостев Иван Иванович"
    )
    qtbot.waitUntil(lambda: len(names.choices) == 4)
    assert [match.certainty for match, _ in names.choices] == ["doubtful", "missing", "likely", "found"]
    assert not names.add_button.isEnabled(), "two are still asked"
    assert names.summary.text() == "В списке: 4 · будет добавлено: 2 · выберите, кто это: 2"
    for place, wanted in ((0, ids["П3"]), (1, "guest")):
        combo = names.choices[place][1]
        combo.setCurrentIndex(combo.findData(wanted))
        combo.activated.emit(combo.currentIndex())
    assert names.add_button.text() == "Добавить 4 участия"
    assert not names.may_leave()
    with qtbot.waitSignal(names.said) as said:
        qtbot.keyClick(names.names, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Добавлено: 4 участия."]
    assert set(attendances(base)) == {
        (activity, ids["П1"], None), (activity, ids["П2"], None), (activity, ids["П3"], None),
        (activity, None, "Гостев Иван Иванович"),
    }  # fmt: skip
    assert names.may_leave()


def test_what_all_have_in_common_is_required(names: NamesPage, base: Base, qtbot) -> None:
    names.form.load({})
    names.names.setPlainText("Ёлкина Анна Петровна")
    qtbot.waitUntil(lambda: names.add_button.isEnabled())
    names.add()
    assert not names.banner.isHidden()
    assert names.form.boxes["activity_id"].message.text()
    assert attendances(base) == []


def test_who_takes_a_list_of_names() -> None:
    found = {key for key, spec in REGISTERS.items() if takes_people(spec)}
    assert {"attendances", "contest_entries", "memberships", "courses"} <= found
    assert not {"teachers", "ioms", "mentorships", "organizations"} & found


def test_a_list_that_is_not_ready_says_why(names: NamesPage, qtbot) -> None:
    names.add()
    assert "вставьте список" in names.banner.accessibleName()
    names.names.setPlainText("Неведомый Пётр Ильич")
    qtbot.waitUntil(lambda: len(names.choices) == 1)
    names.choices[0][1].setCurrentIndex(0)
    names.people.changed.emit()
    names.add()
    assert "Выберите, кто это: 1" in names.banner.accessibleName()


def test_a_list_given_up_leads_where_one_wanted_and_back_leads_back(names: NamesPage, qtbot) -> None:
    names.names.setPlainText("Неведомый Пётр Ильич")
    names.wanted = Place("plan")
    assert not names.may_leave()
    with qtbot.waitSignal(names.go) as gone:
        names.banner.action.click()
    assert gone.args == [Place("plan")]
    names.arrive(Place("names:attendances", detail=Place("contest", 7)))
    assert names.back.text() == "Назад"
    with qtbot.waitSignal(names.go) as gone:
        names.back.click()
    assert gone.args == [Place("contest", 7)]
