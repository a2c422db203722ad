"""Stipends, support and target training in the window: questions answered, payments, links, undo, empty base."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSpinBox
from small_base import opened

from pdkadry_desktop.core.kinds import Choice, Dictionary, Text
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, query
from pdkadry_desktop.storage.worker import DatabaseThread
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.action_panel import asked
from pdkadry_desktop.ui.pages.record import RecordPage
from pdkadry_desktop.ui.pages.stipends import StipendsPage
from pdkadry_desktop.ui.pages.support import SupportPage
from pdkadry_desktop.ui.pages.target_chain import TargetChainPage
from pdkadry_desktop.ui.pages.views_page import ViewsPage
from pdkadry_desktop.ui.places import Place

LONG = "Константинопольская-Переяславль-Залесская"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[tuple[Gateway, dict[str, int], Any]]:
    with opened(tmp_path / "base.pdk") as found:
        yield found


def add(look: Any, register: str, **values: Any) -> int:
    def work(db: Any) -> int:
        with db.change("Запись") as change:
            return change.add(REGISTERS[register], values)

    return look(work)  # type: ignore[no-any-return]


def student(look: Any, **more: Any) -> int:
    usual = {
        "code": "Ц1", "last_name": LONG, "first_name": "Анна", "alma_mater": "Вуз " * 35, "education": "higher",
        "starts_on": date(2019, 9, 1), "ends_on": date(2024, 6, 30), "status": "studying", "speciality": "география",
    }  # fmt: skip
    return add(look, "target_students", **{**usual, **more})


def shown(qtbot: Any, page: ViewsPage, place: str) -> None:
    qtbot.addWidget(page)
    page.resize(1140, 700)
    page.show()
    page.arrive(Place(place))


def rows(page: ViewsPage, key: str) -> list[Any]:
    return page.areas[key].model.rows


def test_stipends_from_an_empty_base_to_a_payment(qtbot: Any, base: Any) -> None:
    gateway, _, look = base
    anna = student(look)
    page = StipendsPage(gateway, Context("amursk", 2023))
    shown(qtbot, page, "stipends")
    qtbot.waitUntil(page.ask_bar.isVisible)
    page.ask_bar.answers[0].click()
    qtbot.waitUntil(lambda: len(rows(page, "question")) == 1)
    assert not page.ask_bar.isVisible() and "18\u202f000" in str(rows(page, "question")[0].values[-1])

    page.areas["question"].buttons[0][0].click()  # the months
    assert page.panel.isVisible()
    qtbot.keyClick(page.panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "месяцев выплаты" not in str(rows(page, "question")[0].values[-1]))

    page.areas["question"].toggle_all()
    page.ask_success()
    page.panel.do()
    qtbot.waitUntil(lambda: len(rows(page, "entitled")) == 1)
    assert rows(page, "entitled")[0].values[4] == 16000, "the session of 31.08 decides for eight months"

    page.switch.choose("entitled")
    page.areas["entitled"].toggle_all()
    page.ask_paid()
    page.panel.do()
    qtbot.waitUntil(lambda: rows(page, "entitled")[0].values[5] == 16000)
    assert not rows(page, "entitled")[0].can_mark
    assert look(lambda db: query.count(db, query.Query("stipend_payments"))) == 8
    look(journal.undo)
    qtbot.waitUntil(lambda: rows(page, "entitled")[0].values[5] is None)
    with qtbot.waitSignal(page.go) as asked:
        page.areas["entitled"].table.opened.emit(rows(page, "entitled")[0])
    assert asked.args == [Place("record:target_students", anna)]
    page.part.setCurrentIndex(page.part.findText("сентябрь"))
    page.part.activated.emit(page.part.currentIndex())
    qtbot.waitUntil(lambda: rows(page, "entitled")[0].values[4] == 2000)
    built: list[Any] = []
    source = page.source()
    gateway.ask(lambda db: source.build(db, None), built.append)
    qtbot.waitUntil(lambda: bool(built))
    assert built[0].title == "Стипендии, учебный год 2023/24: сентябрь"


def test_a_long_name_of_a_measure_has_room_in_its_question(qtbot: Any, base: Any) -> None:
    student(base[2], contract_no="1")
    page = StipendsPage(base[0], Context("amursk", 2023))
    shown(qtbot, page, "stipends")
    short, long = (Choice(Dictionary("measures", {"a": "А" * length})) for length in (10, 40))
    fields = [asked(name, name, kind) for name, kind in (("one", short), ("two", long), ("three", Text(300)))]
    page.panel.ask("Вопрос", "Записать", fields, lambda _: None)
    boxes = page.panel.boxes
    qtbot.waitUntil(lambda: boxes["two"].width() > 1.5 * max(boxes["one"].width(), boxes["three"].width()))


def test_rounding_is_asked_once(qtbot: Any, base: Any) -> None:
    gateway, _, look = base
    student(look, speciality="математика", study_form="full_time", average_score=4.55, ends_on=date(2025, 6, 30))
    page = StipendsPage(gateway, Context("amursk", 2023))
    shown(qtbot, page, "stipends")
    qtbot.waitUntil(page.ask_bar.isVisible)
    page.ask_bar.answers[0].click()
    qtbot.waitUntil(lambda: len(rows(page, "question")) == 1)
    page.ask_rounding()
    combo = page.panel.boxes["rounding"].editor.control
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("nearest"))
    page.panel.do()
    qtbot.waitUntil(lambda: rows(page, "question")[0].values[3] == 8000)
    page.ask_months()
    page.panel.do()
    qtbot.waitUntil(lambda: len(rows(page, "entitled")) == 1)
    assert rows(page, "entitled")[0].values[4] == 72000
    for _ in range(2):
        look(journal.undo)
    qtbot.waitUntil(lambda: len(rows(page, "question")) == 1 and rows(page, "question")[0].values[3] is None)


def test_support_overlap_is_explained(qtbot: Any, base: Any) -> None:
    gateway, ids, look = base
    for fund in ("АО «Завод»", "бюджет района"):
        add(look, "support_measures", teacher_id=ids["П1"], kind="monthly", starts_on=date(2023, 9, 1), fund=fund)
    page = SupportPage(gateway, Context("amursk", 2023))
    shown(qtbot, page, "support")
    qtbot.waitUntil(lambda: len(rows(page, "overlaps")) == 1)
    assert len(rows(page, "totals")) == 2 and rows(page, "totals")[0].tone == "warn"
    page.switch.choose("overlaps")
    page.areas["overlaps"].toggle_all()
    page.ask_note()
    page.panel.do()
    assert page.panel.isVisible(), "an explanation is required"
    line = page.panel.boxes["note"].editor.control
    assert isinstance(line, QLineEdit)
    line.setText("решение комиссии")
    page.panel.do()
    qtbot.waitUntil(lambda: rows(page, "overlaps")[0].tone == "good")
    look(journal.undo)
    qtbot.waitUntil(lambda: rows(page, "overlaps")[0].tone == "warn")
    page.years.setValue(3)
    qtbot.waitUntil(lambda: "2021–2023" in page.header._count.text())


def test_nominations_are_linked(qtbot: Any, base: Any) -> None:
    gateway, ids, look = base
    add(look, "award_nominations", prize="Премия", name="Лучший наставник", aliases=("Наставник года",))
    add(look, "support_measures", teacher_id=ids["П1"], kind="bonus", starts_on=date(2023, 10, 5), amount=100000.0,
        basis="«Наставник года»")  # fmt: skip
    page = SupportPage(gateway, Context("amursk", 2023))
    shown(qtbot, page, "support")
    qtbot.waitUntil(lambda: len(rows(page, "prizes")) == 1)
    assert rows(page, "prizes")[0].values[4:] == (100000, 1)
    page.switch.choose("prizes")
    page.areas["prizes"].toggle_all()
    page.link_names()
    qtbot.waitUntil(lambda: rows(page, "prizes")[0].values[5] is None)


def test_target_training_links_and_years(qtbot: Any, base: Any) -> None:
    gateway, _, look = base
    student(look, last_name="Елкина", middle_name="Петровна", ends_on=date(2020, 6, 30), status="graduated")
    page = TargetChainPage(gateway, Context("amursk", 2022))
    shown(qtbot, page, "target_chain")
    qtbot.waitUntil(lambda: len(rows(page, "ask")) == 1)
    assert [row.values[1] for row in rows(page, "come")] == ["не пришёл"]
    page.switch.choose("ask")
    page.areas["ask"].toggle_all()
    page.ask_years()
    assert page.banner.isVisible(), "the marked question is another one"
    page.confirm_same()
    qtbot.waitUntil(lambda: [row.key[0] for row in rows(page, "ask")] == ["years"])
    page.areas["ask"].toggle_all()
    page.confirm_same()
    assert page.banner.isVisible()
    page.ask_years()
    page.panel.do()
    assert page.panel.isVisible(), "no number is guessed"
    box = page.panel.boxes["service_years"].editor
    box.set_value(5)
    page.panel.do()
    qtbot.waitUntil(lambda: [row.values[1] for row in rows(page, "service")] == ["отрабатывает"])
    assert rows(page, "service")[0].values[4] == date(2025, 8, 31)
    for _ in range(2):
        look(journal.undo)
    qtbot.waitUntil(lambda: [row.values[1] for row in rows(page, "come")] == ["не пришёл"])
    assert rows(page, "way")[0].place == Place("record:target_students", rows(page, "way")[0].key)
    built: list[Any] = []
    source = page.source()
    gateway.ask(lambda db: source.build(db, None), built.append)
    qtbot.waitUntil(lambda: bool(built))
    assert len(list(built[0].tables())) == 3


@pytest.mark.parametrize(
    ("cls", "place"), [(StipendsPage, "stipends"), (SupportPage, "support"), (TargetChainPage, "target_chain")]
)
def test_empty_base_says_what_will_be_here(qtbot: Any, tmp_path: Path, cls: type[ViewsPage], place: str) -> None:
    thread = DatabaseThread(tmp_path / "empty.pdk", create=True)
    try:
        page = cls(Gateway(thread), Context("amursk", 2023))
        shown(qtbot, page, place)
        qtbot.waitUntil(lambda: bool(page.foot.text()))
        assert all(area.stack.currentWidget() is area.empty for area in page.areas.values())
        for control in page.findChildren(QPushButton) + page.findChildren(QComboBox) + page.findChildren(QSpinBox):
            assert control.accessibleName() or control.property("text") or not control.isVisible()
    finally:
        thread.close()


@pytest.mark.parametrize(
    ("cls", "place", "register"),
    [(SupportPage, "support", "support_measures"), (TargetChainPage, "target_chain", "target_students")],
)
def test_an_empty_list_offers_its_first_record(
    qtbot: Any, base: Any, cls: type[ViewsPage], place: str, register: str
) -> None:
    page = cls(base[0], Context("verkhnebureinsky", 2024))
    shown(qtbot, page, place)
    area = page.area
    qtbot.waitUntil(lambda: area.stack.currentWidget() is area.empty)
    with qtbot.waitSignal(page.go) as asked:
        area.empty.action.click()
    assert asked.args == [Place(f"record:{register}")]


def test_the_form_warns_of_the_same_help_while_it_is_typed(qtbot: Any, base: Any) -> None:
    gateway, ids, look = base
    add(look, "support_measures", teacher_id=ids["П1"], kind="monthly", starts_on=date(2023, 9, 1), fund="АО «Завод»")
    page = RecordPage(REGISTERS["support_measures"], gateway, Context("amursk", 2023))
    qtbot.addWidget(page)
    page.resize(1140, 700)
    page.show()
    values = {"teacher_id": ids["П1"], "kind": "monthly", "starts_on": date(2024, 9, 1), "fund": "бюджет района"}
    page.arrive(Place("record:support_measures", preset=values))
    qtbot.waitUntil(page.notes.isVisible)
    assert page.notes.text().startswith("Одна мера из двух источников: ежемесячная выплата 35 %, АО «Завод», с 01.09")
    combo = page.form.boxes["kind"].editor.control
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("travel"))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: not page.notes.isVisible())
    combo.setCurrentIndex(combo.findData("monthly"))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(page.notes.isVisible)
    page.save()
    qtbot.waitUntil(lambda: look(lambda db: query.count(db, query.Query("support_measures"))) == 2)


def test_from_the_card_of_a_student_to_the_own_rows(qtbot: Any, base: Any) -> None:
    gateway, _, look = base
    student(look, code="Ц2", last_name="Берёзов")
    anna = student(look)
    page = TargetChainPage(gateway, Context("amursk", 2022))
    qtbot.addWidget(page)
    page.show()
    page.arrive(Place("target_chain", anna))
    qtbot.waitUntil(lambda: page.switch.chosen() == "way")
    assert [row.key for row in page.area.model.rows] == [anna]
    page.search.clear()
    page.ask()
    qtbot.waitUntil(lambda: len(page.area.model.rows) == 2)
    assert page.search.text() == ""
