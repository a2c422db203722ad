"""«Все реестры»: registers and pages of work are found by the nouns people use, in any case, and opened by Enter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.core.text import fold, stem
from pdkadry_desktop.ui.pages.registers import RegistersPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.ui.works import WORKS

NOUNS = {
    "стипендия": "stipends", "жильё": "housing", "ДУБЛЬ": "duplicates", "корзина": "trash", "явка": "attendance",
    "жюри": "contest", "наставник": "mentoring", "окп": "staffing", "вакансию закрыть": "vacancy_closing",
    "справочник": "dictionaries", "СЗД": "attestation", "заявка": "course_request", "поток": "stream",
    "отработка": "target_chain", "премия": "support", "подтверждение": "evidence", "молодой": "young",
    "консультация": "visit_log", "правило": "membership_rule", "победители": "contest_years",
    "оо-1": "form_check", "возраст": "staff_tables", "приказ": "mentoring_pairs",
    "по профилю": "course_flags",
}  # fmt: skip


@pytest.fixture
def page(tmp_path: Path, qtbot) -> Iterator[RegistersPage]:
    with opened(tmp_path / "base.pdk") as (gateway, _, _look):
        made = RegistersPage(gateway)
        qtbot.addWidget(made)
        made.resize(1100, 700)
        made.show()
        made.arrive(Place("registers"))
        yield made


@pytest.mark.parametrize(("words", "key"), NOUNS.items())
def test_a_page_of_work_is_found_by_its_noun(page: RegistersPage, words: str, key: str) -> None:
    page.search.setText(words)
    assert page.works[key] in page.found() and page.works[key].isVisible()
    assert page.stack.currentIndex() == 0


def test_every_page_of_work_of_a_group_has_its_button(page: RegistersPage) -> None:
    assert page.works.keys() == {each.key for each in WORKS.values() if each.group}
    assert all(button.isVisibleTo(page) for button in (*page.works.values(), *page.buttons.values()))


def test_enter_opens_what_is_named_first(page: RegistersPage, qtbot) -> None:
    page.search.setText("вакансия")
    with qtbot.waitSignal(page.go) as asked:
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert asked.args[0].page == "register:vacancies"
    page.search.clear()
    with qtbot.assertNotEmitted(page.go):
        qtbot.keyClick(page.search, Qt.Key.Key_Return)


def test_groups_without_anything_found_are_hidden(page: RegistersPage) -> None:
    page.search.setText("тарификация")
    assert page.found() == [] and page.stack.currentIndex() == 1
    page.search.setText("стипендия")
    shown = [heading.text() for heading, *_ in page._parts if heading.isVisible()]
    assert shown == ["Кадры"]
    page.search.clear()
    assert all(heading.isVisible() for heading, *_ in page._parts)


@pytest.mark.parametrize(("one", "other"), [("Стипендия", "стипендий"), ("жильё", "жильцы"), ("премию", "премиям")])
def test_stems(one: str, other: str) -> None:
    assert stem(fold(one)) in fold(other)
    assert stem("да") == "да"
