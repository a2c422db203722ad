"""The card beside a list and the page of a record: facts of the day, linked records, a new one with its link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.card import RecordCard
from pdkadry_desktop.ui.pages.record import RecordPage
from pdkadry_desktop.ui.places import Place

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


@pytest.fixture
def context() -> Context:
    return Context("verkhnebureinsky", 2022)


@pytest.fixture
def card(qtbot, base: Base, context: Context) -> RecordCard:
    made = RecordCard(REGISTERS["teachers"], base[0], context)
    qtbot.addWidget(made)
    made.resize(360, 700)
    made.show()
    made.show_record(base[1]["П1"])
    qtbot.waitUntil(lambda: "Ёлкина Анна Петровна" in words(made))
    return made


def words(card: RecordCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel)]


def button(card: RecordCard, text: str) -> QPushButton:
    return next(each for each in card.findChildren(QPushButton) if each.accessibleName() == text or each.text() == text)


def actions(menu: QMenu) -> dict[str, Any]:
    groups = menu.findChildren(QMenu)
    found = {action.text(): action for one in (menu, *groups) for action in one.actions()}
    return {text: action for text, action in found.items() if text not in {group.title() for group in groups}}


def test_facts_obey_the_day_of_the_context(card: RecordCard, context: Context, qtbot) -> None:
    assert "32 года" in words(card)
    assert "последнее ПК 01.03.2022" in words(card)
    context.set_as_of(date(2025, 12, 31))
    qtbot.waitUntil(lambda: "35 лет" in words(card))
    assert "последнее ПК 01.03.2022, нет ПК 3 года" in words(card)


def test_linked_records_open_as_a_list(card: RecordCard, base: Base, qtbot) -> None:
    with qtbot.waitSignal(card.go) as asked:
        button(card, "Курсы · 1").click()
    assert asked.args == [
        Place("register:courses", only=frozenset({base[1]["К1"]}), title="Курсы: педагог"),
    ]


def test_a_new_linked_record_is_offered_for_every_link(card: RecordCard, base: Base, qtbot) -> None:
    menu = button(card, "Добавить").menu()
    offered = actions(menu)
    links = sum(
        1 for spec in REGISTERS.values() if spec.sheet for field in spec.links if field.link == "teachers"
    )  # fmt: skip
    assert len(offered) == links
    assert {"Курс", "Наставническая пара (наставник)", "Наставническая пара (наставляемый)"} <= offered.keys()
    with qtbot.waitSignal(card.go) as asked:
        offered["Курс"].trigger()
    assert asked.args == [Place("record:courses", preset={"teacher_id": base[1]["П1"]})]


def test_no_text_of_the_card_is_wider_than_the_card(card: RecordCard) -> None:
    body = card.findChildren(QLabel)[0].parentWidget()
    assert body is not None
    assert body.width() <= card.width()


def test_a_prefilled_record_keeps_its_link_and_is_saved(base: Base, context: Context, qtbot) -> None:
    gateway, ids, look = base
    page = RecordPage(REGISTERS["awards"], gateway, context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.arrive(Place("record:awards", preset={"teacher_id": ids["П2"]}))
    assert page.state.text() == "Новая запись"
    assert page.may_leave(), "nothing has been typed yet"
    name = page.form.boxes["name"].editor
    assert page.focusWidget() is name.control, "the first empty field"
    qtbot.waitUntil(lambda: page.form.boxes["teacher_id"].editor.control.text() == "Берёзов Пётр Ильич")
    qtbot.keyClicks(name.control, "Diploma 1")  # QTest types Latin only
    with qtbot.waitSignal(page.said):
        qtbot.keyClick(name.control, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    saved = look(lambda db: db.connection.exec_driver_sql("SELECT teacher_id, name FROM awards").all())
    assert saved == [(ids["П2"], "Diploma 1")]
    person = page.form.boxes["teacher_id"].editor
    qtbot.waitUntil(lambda: person.control.text() == "Берёзов Пётр Ильич" and not name.control.text())
    assert person.value().id == ids["П2"], "the next one is of the same person"


def test_a_hidden_field_is_shown_when_filled_or_asked_for(base: Base, context: Context, qtbot) -> None:
    page = RecordPage(REGISTERS["teachers"], base[0], context)
    qtbot.addWidget(page)
    page.show()
    page.arrive(Place("record:teachers"))
    snils = page.form.boxes["snils"]
    assert snils.isHidden()
    page.form.load({"snils": "112-233-445 95"})
    assert not snils.isHidden()
    page.form.load({})
    assert snils.isHidden()
    next(each for each in page.form.findChildren(QPushButton) if "«СНИЛС»" in each.text()).click()
    assert not snils.isHidden()
    page.form.set_shows_hidden(False)
    assert snils.isHidden()


def test_the_card_goes_to_paper(base: Base, context: Context, qtbot) -> None:
    page = RecordPage(REGISTERS["teachers"], base[0], context)
    qtbot.addWidget(page)
    page.show()
    page.arrive(Place("record:teachers", base[1]["П1"]))
    qtbot.waitUntil(lambda: page.header.title() == "Ёлкина Анна Петровна")
    with qtbot.waitSignal(page.go) as asked:
        qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (place,) = asked.args
    assert place.detail.title == "Карточка – Ёлкина Анна Петровна"
    assert place.detail.back == Place("record:teachers", base[1]["П1"])
