"""The queue of duplicates and the comparison of two records, as a person uses them: by keyboard, with undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QSettings, Qt
from small_base import opened

from pdkadry_desktop.app import Program
from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import ClosedPeriod
from pdkadry_desktop.core.progress import NO_PROGRESS
from pdkadry_desktop.indicators.closing import close_period
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.storage import journal, query
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.duplicates import DuplicatesPage
from pdkadry_desktop.ui.pages.merging import MergePage
from pdkadry_desktop.ui.pages.register import RegisterPage
from pdkadry_desktop.ui.places import MergeOf, Place


class World(NamedTuple):
    """The base behind the pages: its gateway, ids by code, a look into it."""

    gateway: Gateway
    ids: dict[str, int]
    look: Callable[[Callable[[Database], Any]], Any]
    context: Context


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The small district with «Елкина А. П.» entered a second time, a namesake, and a school entered twice."""
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):

        def more(db: Database) -> None:
            with db.change("Ещё раз") as change:
                add = change.add
                ids["П4"] = add(REGISTERS["teachers"], {
                    "code": "П4", "last_name": "Елкина", "first_name": "А.", "middle_name": "П.", "phone": "12",
                    "born_on": date(1990, 5, 14),
                })  # fmt: skip
                ids["П5"] = add(REGISTERS["teachers"], {
                    "code": "П5", "last_name": "Клёнова", "first_name": "Мария", "middle_name": "Олеговна",
                    "born_on": date(1980, 1, 1),
                })  # fmt: skip
                add(REGISTERS["employments"], {
                    "teacher_id": ids["П4"], "organization_id": ids["О1"], "position": "учитель",
                    "hired_on": date(2020, 9, 1),
                })  # fmt: skip
                ids["О3"] = add(REGISTERS["organizations"], {"code": "О3", "name": "МБОУ «Школа №1»", "kind": "school"})

        look(more)
        yield World(gateway, ids, look, Context("verkhnebureinsky", 2022))


def count(world: World, register: str) -> int:
    return world.look(lambda db: query.count(db, query.Query(register)))


def shown(qtbot: Any, page: Any, place: Place) -> Any:
    qtbot.addWidget(page)
    page.resize(1140, 700)
    page.show()
    page.arrive(place)
    return page


def queue_page(qtbot: Any, world: World) -> DuplicatesPage:
    page: DuplicatesPage = shown(qtbot, DuplicatesPage(world.gateway, world.context), Place("duplicates"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    return page


def merge_page(qtbot: Any, world: World, keep: str = "П1", drop: str = "П4", register: str = "teachers") -> MergePage:
    of = MergeOf(register, world.ids[keep], world.ids[drop], Place("duplicates", detail=register))
    page: MergePage = shown(qtbot, MergePage(world.gateway, world.context), Place("merge", detail=of))
    qtbot.waitUntil(lambda: bool(page.fields.choices()))
    return page


def test_the_queue_by_keyboard(qtbot, world: World) -> None:
    page = queue_page(qtbot, world)
    assert page.model.text(0, 0) == "почти наверняка" and "ё и е" in page.model.text(0, 5)
    assert "одна дата рождения" in page.status.text() and "Менее похожих пар: 1" in page.status.text()
    with qtbot.waitSignal(page.go) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    back = Place("duplicates", detail="teachers")
    assert asked.args == [Place("merge", detail=MergeOf("teachers", world.ids["П1"], world.ids["П4"], back))]
    page.least.setCurrentIndex(page.least.findData("weak"))
    page.least.activated.emit(page.least.currentIndex())
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.kind.setCurrentIndex(page.kind.findData("organizations"))
    page.kind.activated.emit(page.kind.currentIndex())
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and "МБОУ" in page.model.text(0, 3))


def test_different_people_leave_the_queue_and_come_back_with_undo(qtbot, world: World) -> None:
    page = queue_page(qtbot, world)
    with qtbot.waitSignal(page.said) as said:
        qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert said.args[0].startswith("Не дубль"), "the toast offers to take it back"
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    assert page.decided.isVisible() and not page.compare.isEnabled()
    assert page.empty.action.isVisible(), "the weak ones are still there"
    world.look(journal.undo)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert not page.decided.isVisible()


def test_the_queue_is_printed(qtbot, world: World) -> None:
    page = queue_page(qtbot, world)
    with qtbot.waitSignal(page.go) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    source = asked.args[0].detail
    document = world.look(lambda db: source.build(db, NO_PROGRESS))
    assert source.title == document.title == "Педагоги: возможные дубли"
    assert document.blocks[1].rows[0].cells[1] == "Ёлкина Анна Петровна\n14.05.1990 г. р., Школа № 1"
    assert "Менее похожих пар не показано: 1" in str(document.blocks[2])


def test_two_records_become_one_and_two_again(qtbot, world: World) -> None:
    page = merge_page(qtbot, world)
    assert page.fields.choices() == {"code": "keep", "last_name": "keep", "first_name": "keep", "middle_name": "keep"}
    assert "Места работы\u00a0– 1" in page.moved.text()
    ((key, combo),) = page.fates.items()
    assert key[0] == "employments" and combo.currentData() == "merge"
    page.fields.buttons("code")[1].click()
    people = count(world, "teachers")
    with qtbot.waitSignals([page.go, page.said]) as _:
        qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert count(world, "teachers") == people - 1 and count(world, "employments") == 3
    kept = world.look(lambda db: query.fetch(db, REGISTERS["teachers"], [world.ids["П1"]], ["code", "phone"]))
    assert kept[0].values == ("П4", "12")
    world.look(journal.undo)
    assert count(world, "teachers") == people and count(world, "employments") == 4


def test_sides_change_places_and_choices_survive_a_change_of_the_base(qtbot, world: World) -> None:
    page = merge_page(qtbot, world)
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.fields.choices().get("first_name") == "drop")  # «Анна» says more than «А.»
    page.fields.buttons("code")[1].click()

    def touch(db: Database) -> None:
        with db.change("Телефон") as change:
            change.set(REGISTERS["teachers"], world.ids["П1"], {"phone": "7"})

    world.look(touch)
    qtbot.waitUntil(lambda: "phone" in page.fields.choices())
    assert page.fields.choices()["code"] == "drop"


def test_they_are_two(qtbot, world: World) -> None:
    page = merge_page(qtbot, world)
    with qtbot.waitSignal(page.go) as asked:
        qtbot.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [Place("duplicates", detail="teachers")]
    assert count(world, "duplicate_decisions") == 1 and count(world, "teachers") == 5


def test_later_decides_nothing(qtbot, world: World) -> None:
    page = merge_page(qtbot, world, "О1", "О3", "organizations")
    before = world.look(lambda db: journal.entries(db, 1)[0].id)
    with qtbot.waitSignal(page.go) as asked:
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert asked.args == [Place("duplicates", detail="organizations")]
    assert world.look(lambda db: journal.entries(db, 1)[0].id) == before


def test_a_pair_that_works_together_is_warned_of(qtbot, world: World) -> None:
    def pair(db: Database) -> None:
        with db.change("Пара") as change:
            change.add(REGISTERS["mentorships"], {
                "code": "Н1", "mentor_id": world.ids["П1"], "mentee_id": world.ids["П4"], "form": "peer",
                "kind": "traditional", "organization_id": world.ids["О1"], "starts_on": date(2022, 9, 1),
            })  # fmt: skip

    world.look(pair)
    page = merge_page(qtbot, world)
    assert page.banner.isVisible() and not page.join.isEnabled()
    assert "Наставничество" in page.banner.accessibleName()


def test_a_closed_year_asks_for_the_reason(qtbot, world: World) -> None:
    profile, period = load_profile("verkhnebureinsky"), Period.of_year(2022)
    world.look(lambda db: close_period(db, profile, period, given_facts(db, profile, period.end)))
    page = merge_page(qtbot, world)
    asked: list[str] = []

    def give(error: ClosedPeriod, again: Callable[[str], object], refuse: Callable[[], None]) -> None:
        asked.append(error.text)
        again("один человек введён дважды")

    world.gateway.reason_asker = give
    with qtbot.waitSignal(page.go):
        page.join.click()
    assert asked and "2022 год" in asked[0]
    assert world.look(lambda db: journal.entries(db, 1)[0].reason) == "один человек введён дважды"


def test_without_a_pair_the_page_says_what_it_is_for(qtbot, world: World) -> None:
    page = shown(qtbot, MergePage(world.gateway, world.context), Place("merge"))
    assert page.stack.currentWidget() is page.empty and not page.join.isEnabled()
    with qtbot.waitSignal(page.go) as asked:
        page.empty.action.click()
    assert asked.args == [Place("duplicates")]


def test_two_rows_of_a_list_are_merged_from_its_menu(qtbot, world: World) -> None:
    page = shown(qtbot, RegisterPage(REGISTERS["teachers"], world.gateway, world.context), Place("register:teachers"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert any(action.text() == "Объединить…" for action in page.more.menu().actions())
    with qtbot.waitSignal(page.said):
        page.merge_chosen()
    model = page.table.selectionModel()
    for row in (0, 1):
        model.select(page.model.index(row, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)
    with qtbot.waitSignal(page.go) as asked:
        page.merge_chosen()
    chosen = asked.args[0].detail
    assert {chosen.keep, chosen.drop} == set(page.table.selected_ids()) and chosen.register == "teachers"


def test_registers_that_keep_no_codes_offer_no_merge(qtbot, world: World) -> None:
    page = RegisterPage(REGISTERS["courses"], world.gateway, world.context)
    qtbot.addWidget(page)
    assert not any(action.text() == "Объединить…" for action in page.more.menu().actions())


def test_in_the_window_the_toast_takes_a_merge_back(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "base.pdk"
    with opened(path) as (_, ids, look):
        look(lambda db: _twice(db, ids))
    QSettings().clear()
    program = Program(path, start=Place("duplicates"))
    qtbot.addWidget(program.window)
    program.window.resize(1366, 768)
    program.window.show()
    page = program.window.page("duplicates")
    assert isinstance(page, DuplicatesPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    merging = program.window.page("merge")
    assert isinstance(merging, MergePage)
    qtbot.waitUntil(lambda: program.window.stack.currentWidget() is merging and bool(merging.fields.choices()))
    qtbot.keyClick(merging, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.window.toast.text().startswith("Объединены"))
    assert program.window.stack.currentWidget() is page
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    program.window.toast.action.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert program.worker.call(lambda db: query.count(db, query.Query("teachers"))) == 4
    program.close()


def _twice(db: Database, ids: dict[str, int]) -> None:
    with db.change("Ещё раз") as change:
        ids["П4"] = change.add(
            REGISTERS["teachers"],
            {"code": "П4", "last_name": "Елкина", "first_name": "Анна", "born_on": date(1990, 5, 14)},
        )
