"""The list of an event: prefilled, the absent unticked, guests, roles, one action, paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, records
from pdkadry_desktop.storage.query import LinkTo
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.attendance import AttendancePage
from pdkadry_desktop.ui.places import Place

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


@pytest.fixture
def events(base: Base) -> tuple[int, int]:
    """Two seminars of a community with two members; one has left before the second."""
    ids = base[1]

    def add(db: Any) -> tuple[int, int]:
        with db.change("Сообщество") as change:
            community = change.add(REGISTERS["communities"], {
                "code": "С1", "name": "РМО", "kind": "association", "level": "municipal",
                "starts_on": date(2020, 1, 1),
            })  # fmt: skip
            for person, end in (("П1", None), ("П2", None), ("П3", date(2024, 1, 1))):
                change.add(REGISTERS["memberships"], {
                    "community_id": community, "teacher_id": ids[person], "starts_on": date(2021, 1, 1), "ends_on": end,
                })  # fmt: skip
            made = [
                change.add(REGISTERS["activities"], {
                    "code": f"М{number}", "name": f"Семинар {number}", "level": "municipal",
                    "directions": ("exchange",), "starts_on": date(2024, 3, number), "community_id": community,
                })
                for number in (1, 2)
            ]  # fmt: skip
        return made[0], made[1]

    return base[2](add)


@pytest.fixture
def page(qtbot, base: Base, events: tuple[int, int]) -> AttendancePage:
    made = AttendancePage(base[0], Context("verkhnebureinsky", 2022))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.arrive(Place("attendance", events[0]))
    qtbot.waitUntil(lambda: len(made.people) == 2)
    return made


def rows(base: Base) -> list[tuple[Any, ...]]:
    sql = "SELECT activity_id, teacher_id, participant_name, guest_organization, role FROM attendances ORDER BY id"
    return [tuple(row) for row in base[2](lambda db: db.connection.exec_driver_sql(sql).all())]


def test_members_stand_in_the_list_and_the_absent_are_unticked(
    page: AttendancePage, base: Base, events: tuple[int, int], qtbot
) -> None:
    ids = base[1]
    assert [person.name for person in page.people] == ["Берёзов Пётр Ильич", "Ёлкина Анна Петровна"]
    assert page.model.marks() == [ids["П2"], ids["П1"]] and page.may_leave()
    page.table.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.foot.text() == "В списке: 2 · пришли: 1 · не отмечены: 1"
    page.sources.guest.setText("Гостев Иван Иванович, Институт")
    qtbot.keyClick(page.sources.guest, Qt.Key.Key_Return)
    page.table.setCurrentIndex(page.model.index(1, 0))
    page.role.setCurrentIndex(page.role.findData("speaker"))
    page.give_role()
    assert not page.may_leave()
    with qtbot.waitSignal(page.said) as said:
        page.save()
    assert said.args == ["Явка записана: добавлено 2."]
    assert rows(base) == [
        (events[0], ids["П1"], None, None, "speaker"),
        (events[0], None, "Гостев Иван Иванович", "Институт", None),
    ]
    qtbot.waitUntil(lambda: [person.record_id is not None for person in page.people] == [True, True])
    base[2](journal.undo)
    assert rows(base) == []


def test_who_was_written_by_mistake_is_taken_away(page: AttendancePage, base: Base, qtbot) -> None:
    with qtbot.waitSignal(page.said):
        page.save()
    qtbot.waitUntil(lambda: all(person.record_id is not None for person in page.people))
    page.model.toggle([0])
    assert "будет убрано записей: 1" in page.foot.text()
    with qtbot.waitSignal(page.said) as said:
        page.save()
    assert said.args == ["Явка записана: добавлено 0, убрано: 1."]
    assert len(rows(base)) == 1
    base[2](journal.undo)
    assert len(rows(base)) == 2


def test_another_event_and_an_organization_give_their_people(
    page: AttendancePage, base: Base, events: tuple[int, int], qtbot
) -> None:
    with qtbot.waitSignal(page.said):
        page.save()
    page.event_editor.take(LinkTo(events[1], "Семинар 2"))
    qtbot.waitUntil(lambda: page.held is not None and page.held.id == events[1])
    page.model.mark_all(False)
    page.sources.kind.setCurrentIndex(1)
    page.sources.kind.activated.emit(1)
    with qtbot.waitSignal(page.said) as said:
        page.sources.editor.take(LinkTo(base[1]["О1"], "Школа № 1"))
    assert said.args == ["В список добавлено: 1."], "two of the three stand there already"
    assert page.model.marks() == [base[1]["П3"]]
    page.sources.kind.setCurrentIndex(2)
    page.sources.kind.activated.emit(2)
    with qtbot.waitSignal(page.said) as said:
        page.sources.editor.take(LinkTo(events[0], "Семинар 1"))
    assert said.args == ["В список добавлено: 0."]


def test_the_papers(page: AttendancePage, base: Base) -> None:
    page.model.toggle([0])
    came = str(base[2](lambda db: page.source().build(db, None)))
    assert "Ёлкина Анна Петровна" in came and "Берёзов" not in came
    sheet = str(base[2](lambda db: page.registration().build(db, None)))
    assert "Берёзов Пётр Ильич" in sheet and "Подпись" in sheet and "Семинар 1" in sheet


def test_unsaved_marks_are_not_lost(page: AttendancePage, qtbot) -> None:
    page.model.toggle([0])
    assert not page.may_leave()
    page.banner.action.click()
    assert page.may_leave()


def test_an_event_removed_meanwhile_is_let_go(page: AttendancePage, base: Base, events: tuple[int, int], qtbot) -> None:
    page.arrive(Place("attendance", events[0]))
    base[2](lambda db: records.delete(db, REGISTERS["activities"], [events[0]]))
    page.ask()
    qtbot.waitUntil(lambda: page.held is None)
    assert not page.people and page.event_editor.chosen() is None and not page.save_button.isEnabled()
    assert page.banner.isVisible() and page.stack.currentWidget() is page.empty and page.may_leave()


def test_nothing_is_written_to_an_event_removed_meanwhile(
    page: AttendancePage, base: Base, events: tuple[int, int], qtbot
) -> None:
    page.model.toggle([0])
    base[2](lambda db: records.delete(db, REGISTERS["activities"], [events[0]]))
    page.save()
    qtbot.waitUntil(page.banner.isVisible)
    assert rows(base) == []


def test_refused_leaving_goes_on_when_the_marks_are_given_up(page: AttendancePage, qtbot) -> None:
    page.model.toggle([0])
    page.wanted = Place("registers")
    assert not page.may_leave()
    with qtbot.waitSignal(page.go) as gone:
        page.banner.action.click()
    assert gone.args == [Place("registers")]


def test_nothing_changed_is_told(page: AttendancePage, qtbot) -> None:
    with qtbot.waitSignal(page.said):
        page.save()
    qtbot.waitUntil(lambda: all(person.record_id is not None for person in page.people))
    with qtbot.waitSignal(page.said) as said:
        page.save()
    assert said.args == ["Явка уже записана: ничего не изменилось."]
