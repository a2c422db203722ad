"""People typed or pasted: columns, namesakes side by side, those who are there already, a card made in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.ui.forms.link_editor import LinkEditor
from pdkadry_desktop.ui.forms.people_finder import PeopleFinder
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.names import NamesPage
from pdkadry_desktop.ui.places import Place

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]
COURSE = {"kind": "pk", "name": "Урок физики", "ends_on": date(2024, 5, 20)}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


@pytest.fixture
def page(qtbot, base: Base) -> NamesPage:
    made = NamesPage(REGISTERS["courses"], base[0])
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.arrive(Place("names:courses", preset=COURSE))
    qtbot.waitUntil(lambda: made.people._people is not None)
    return made


def courses(base: Base) -> list[tuple[Any, ...]]:
    statement = "SELECT teacher_id, hours, document_no FROM courses WHERE name = 'Урок физики' ORDER BY id"
    return [tuple(row) for row in base[2](lambda db: db.connection.exec_driver_sql(statement).all())]


def choose(combo: QComboBox, data: object) -> None:
    combo.setCurrentIndex(combo.findData(data))
    combo.activated.emit(combo.currentIndex())


def test_columns_of_a_pasted_table_fill_the_records(page: NamesPage, base: Base, qtbot) -> None:
    ids = base[1]
    page.names.setPlainText(
        "№\tФИО\tШкола\tЧасов\tДокумент №\n1\tЕлкина А.П.\tШкола № 1\t72\tПК-1\n2\tБерезов Пётр Ильич\t\t36 ч.\tПК-2"
    )
    qtbot.waitUntil(lambda: len(page.choices) == 2)
    assert [combo.currentData() for combo in page.people.columns] == ["place", "hours", "document_no"]
    with qtbot.waitSignal(page.said):
        qtbot.keyClick(page.names, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert sorted(courses(base)) == sorted([(ids["П1"], 72, "ПК-1"), (ids["П2"], 36, "ПК-2")])
    base[2](journal.undo)
    assert courses(base) == []


def test_a_wrong_cell_is_asked_and_may_be_left_out(page: NamesPage, qtbot) -> None:
    page.names.setPlainText("ФИО\tЧасов\nЁлкина Анна Петровна\tмного")
    qtbot.waitUntil(lambda: len(page.choices) == 1)
    assert page.people.lines[0].badge.text() == "исправьте"
    assert not page.add_button.isEnabled()
    choose(page.people.columns[0], None)
    qtbot.waitUntil(lambda: page.add_button.isEnabled())


def test_typing_any_part_finds_people_at_once(page: NamesPage, base: Base, qtbot) -> None:
    page.people.finder.setText("мар шко")
    page.people.finder.search("мар шко")
    assert page.people.finder._names.stringList() == ["Клёнова Мария Олеговна – Школа № 1, учитель"]
    qtbot.keyClick(page.people.finder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.add_button.text() == "Добавить 1 запись о курсах")
    assert page.people.listed()[0].teacher_id == base[1]["П3"]


def test_namesakes_stand_side_by_side_and_nobody_twice(page: NamesPage, base: Base, qtbot) -> None:
    def add(db: Any) -> int:
        with db.change("Тёзка") as change:
            return change.add(REGISTERS["teachers"], {
                "code": "П9", "last_name": "Ёлкина", "first_name": "Анна", "middle_name": "Павловна",
            })  # fmt: skip

    twin = base[2](add)
    page.people._people = None
    page.names.setPlainText("Ёлкина А. П.\nЁлкина Анна Павловна")
    qtbot.waitUntil(lambda: len(page.choices) == 2)
    doubtful, found = page.people.lines
    assert (doubtful.match.certainty, found.match.certainty) == ("doubtful", "found")
    side = [each for each in page.people.findChildren(QPushButton) if "Павловна" in each.accessibleName()]
    side[0].click()
    assert doubtful.combo.currentData() == twin
    assert found.badge.text() == "уже выше"
    assert len(page.people.listed()) == 1 and "повторов: 1" in page.summary.text()


def test_who_is_there_already_is_left_out(page: NamesPage, base: Base, qtbot) -> None:
    page.names.setPlainText("Ёлкина Анна Петровна")
    qtbot.waitUntil(lambda: page.add_button.isEnabled())
    with qtbot.waitSignal(page.said):
        page.add()
    page.form.load(COURSE)
    page.names.setPlainText("Ёлкина Анна Петровна\nБерёзов Пётр Ильич")
    qtbot.waitUntil(lambda: len(page.choices) == 2)
    assert [line.badge.text() for line in page.people.lines] == ["уже записан", "найден"]
    assert page.summary.text() == "В списке: 2 · будет добавлено: 1 · уже записаны: 1"


def test_a_new_card_is_made_with_the_record(page: NamesPage, base: Base, qtbot) -> None:
    page.names.setPlainText("Сосновский Иван Иванович")
    qtbot.waitUntil(lambda: len(page.choices) == 1)
    choose(page.choices[0][1], "new")
    with qtbot.waitSignal(page.said) as said:
        page.add()
    assert said.args == ["Добавлено: 1 запись о курсах. Новых карточек людей: 1."]
    entry = base[2](lambda db: db.connection.exec_driver_sql("SELECT count(*) FROM journal_entries").scalar())
    assert entry == 2, "the district and one change"


def test_an_unfinished_list_is_not_lost(page: NamesPage, qtbot) -> None:
    page.names.setPlainText("Ёлкина")
    assert not page.may_leave()
    page.banner.action.click()
    assert page.may_leave()


def test_a_link_to_a_person_says_where_the_candidates_work(base: Base, qtbot) -> None:
    editor = LinkEditor(REGISTERS["visits"].by_name["teacher_id"], "teachers", base[0])
    qtbot.addWidget(editor)
    editor.show()
    editor.line.setFocus()
    editor.line.setText("мария")
    editor.line.textEdited.emit("мария")
    qtbot.waitUntil(lambda: editor._names.stringList() == ["Клёнова Мария Олеговна – Школа № 1, учитель"])


def test_somebody_the_list_names_otherwise_is_found_by_typing(page: NamesPage, base: Base, qtbot) -> None:
    page.names.setPlainText("Ёлочкина-Лесная Анна")
    qtbot.waitUntil(lambda: len(page.choices) == 1)
    match, combo = page.choices[0]
    assert match.certainty == "missing" and not page.people.is_ready()
    (search,) = page.people._scroll.widget().findChildren(PeopleFinder)
    search.setText("елк")
    search.search("елк")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert combo.currentData() == base[1]["П1"] and page.people.is_ready()
    assert page.people.lines[0].badge.text() == "выбрано"
    page.people.look_up()  # the answer stays when the list is read again
    qtbot.waitUntil(lambda: page.choices[0][1] is not combo)
    assert page.choices[0][1].currentData() == base[1]["П1"]
    with qtbot.waitSignal(page.said):
        page.add()
    assert [row[0] for row in courses(base)] == [base[1]["П1"]]
    base[2](journal.undo)
    assert courses(base) == []
