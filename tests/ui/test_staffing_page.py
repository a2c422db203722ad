"""«Вакансии и ОКП», closing, housing: by keyboard and buttons, on a small district."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, query, records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.query import LinkTo
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.housing import HousingPage
from pdkadry_desktop.ui.pages.register import RegisterPage
from pdkadry_desktop.ui.pages.staffing import StaffingPage
from pdkadry_desktop.ui.pages.vacancy_closing import VacancyClosingPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.ui.works import WORKS, works_of, works_of_card
from pdkadry_desktop.work.staff_records import headers

POINT, ON = date(2024, 10, 15), date(2024, 10, 20)
TODAY = date(2024, 11, 3)


def fill(ids: dict[str, int]) -> Any:
    def work(db: Database) -> dict[str, int]:
        with db.change("Вакансии") as change:
            for code, school, subject, start in (
                ("В1", "О1", "физика", date(2024, 9, 1)), ("В2", "О1", "химия", date(2024, 10, 16)),
                ("В3", "О2", "математика", date(2024, 9, 1)),
            ):  # fmt: skip
                ids[code] = change.add(REGISTERS["vacancies"], {
                    "code": code, "organization_id": ids[school], "position": "учитель", "subject": subject,
                    "starts_on": start, "is_acute": True if code == "В1" else None,
                })  # fmt: skip
            ids["О3"] = change.add(REGISTERS["organizations"], {
                "code": "О3", "name": "Детский сад «" + "Колокольчик " * 12 + "»", "kind": "preschool",
            })  # fmt: skip
            ids["Ж1"] = change.add(REGISTERS["housing_units"], {
                "code": "Ж1", "settlement": "с. Ачан", "address": "ул. Новая, 1", "occupant_id": ids["П1"],
            })  # fmt: skip
        return ids

    return work


def shown(qtbot: Any, page: Any, place: Place) -> Any:
    qtbot.addWidget(page)
    page.resize(1140, 700)
    page.show()
    page.arrive(place)
    return page


def staffing(qtbot: Any, gateway: Any, on: date = ON) -> StaffingPage:
    page = StaffingPage(gateway, Context("amursk", on.year, on))
    page.clock = lambda: TODAY
    made: StaffingPage = shown(qtbot, page, Place("staffing"))
    qtbot.waitUntil(lambda: bool(page.strip.buttons))
    return made


def subjects(page: Any, place: int = 0) -> list[str]:
    return [row.values[2] for row in page.models[place].rows]


def test_a_snapshot_is_taken_and_recalled(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        look(fill(ids))
        page = staffing(qtbot, gateway)
        assert subjects(page) == ["физика", "химия", "математика"]
        assert len(page.strip.buttons) == 24
        assert [day for day, button in page.strip.buttons.items() if not button.isEnabled()] == [
            date(2024, 11, 15), date(2024, 12, 1), date(2024, 12, 15),
        ]  # fmt: skip
        assert page.strip.buttons[POINT].accessibleName() == "15.10.2024: нет снимка на 15.10.2024"
        assert "контрольная точка" in page.strip.buttons[date(2024, 9, 1)].accessibleName()
        assert page.take_button.text() == "Сделать снимок на 15.10.2024"
        with qtbot.waitSignal(page.said) as said:
            qtbot.keyClick(page.tables[0], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
            page.take()
        assert said.args == ["Снимок на 15.10.2024 записан."]
        assert not page.banner.isVisible(), "a second press asks for nothing"
        qtbot.waitUntil(lambda: subjects(page) == ["физика", "математика"])
        assert page.strip.buttons[POINT].isChecked() and not page.take_button.isEnabled()
        assert "снимок сделан 03.11.2024, вакансий 2" in page.strip.buttons[POINT].accessibleName()
        look(lambda db: records.delete(db, REGISTERS["vacancies"], [ids["В1"]]))
        page.against.setCurrentIndex(1)
        page.against.activated.emit(1)
        qtbot.waitUntil(lambda: page.models[2].rowCount() == 2)
        assert subjects(page) == ["физика", "математика"], "frozen"
        kinds = {row.values[0]: row.values[4] for row in page.models[2].rows}
        assert kinds["закрыта"] == "записи больше нет (смотрите в корзине)" and "открыта" in kinds
        page.choose(None)
        qtbot.waitUntil(lambda: subjects(page) == ["химия", "математика"])
        page.choose(POINT)
        qtbot.waitUntil(page.foot.drop_button.isVisible)
        page.foot.drop_button.click()
        qtbot.waitUntil(lambda: page.take_button.isEnabled())
        assert "Нет снимка на 15.10.2024" in page.since.text()
        look(journal.undo)
        qtbot.waitUntil(lambda: not page.take_button.isEnabled())


def test_acute_only_and_papers(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        look(fill(ids))
        page = staffing(qtbot, gateway)
        qtbot.mouseClick(page.only_acute, Qt.MouseButton.LeftButton)
        assert subjects(page) == ["физика"]
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.tables[0], Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        source = asked.args[0].detail
        document = look(lambda db: source.build(db, None))
        assert source.title == "Отчёт ОКП на 20.10.2024" and len(next(document.tables()).rows) == 2
        with qtbot.waitSignal(page.go) as asked:
            page.papers.menu().actions()[2].trigger()
        bank = look(lambda db: asked.args[0].detail.build(db, None))
        assert len(next(bank.tables()).rows) == 3
        for place, title in ((1, "Кто сообщил о вакансиях"), (3, "Закрытые вакансии за 2024 год")):
            page.tabs.setCurrentIndex(place)
            source = page.source()
            document = look(lambda db, source=source: source.build(db, None))
            assert source.title == title and len(next(document.tables()).rows) == page.models[place].rowCount()


def test_without_changes_for_many_at_once(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        look(fill(ids))
        page = staffing(qtbot, gateway)
        page.tabs.setCurrentIndex(1)
        states = [(row.values[1], row.values[2], row.can_mark) for row in page.models[1].rows]
        assert states == [("не сообщила", "не сообщено", True), ("есть изменения", 2, False), ("не сообщила", 1, True)]
        page.foot.silent_button.click()
        assert page.foot.confirm_button.text() == "Без изменений на 20.10.2024: 2"
        with qtbot.waitSignal(page.said) as said:
            qtbot.keyClick(page.tables[1], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert said.args == ["Без изменений на 20.10.2024: 2 организации."]
        qtbot.waitUntil(lambda: [row.values[1] for row in page.models[1].rows].count("без изменений") == 2)
        assert page.models[1].rows[0].values[2] == 0, "confirmed: none"
        assert not page.foot.confirm_button.isEnabled()
        page.confirm()
        assert page.banner.isVisible()
        look(journal.undo)
        qtbot.waitUntil(lambda: page.foot.confirm_button.isEnabled())


def test_days_of_the_calendar_are_set(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, look):
        page = staffing(qtbot, gateway)
        page.settings.click()
        assert page.form.isVisible()
        page.form.first.setValue(10)
        page.form.second.setValue(25)
        page.form.months[0].setChecked(True)
        qtbot.keyClick(page.form.second, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: date(2024, 10, 25) in page.strip.buttons)
        assert page.form.isHidden() and look(lambda db: db.setting("staff_calendar"))["controls"] == [1, 5, 9, 12]
        assert page.take_button.text() == "Сделать снимок на 10.10.2024"
        page.strip.after.click()
        qtbot.waitUntil(lambda: date(2025, 1, 10) in page.strip.buttons)
        assert not page.strip.buttons[date(2025, 1, 10)].isEnabled()
        assert page.models[0].rowCount() == 0 and page.stack.currentWidget().currentIndex() == 1, "says what to do"


def test_closing_from_the_list_and_the_card(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        look(fill(ids))
        context = Context("amursk", 2024, ON)
        page = shown(qtbot, VacancyClosingPage(gateway, context), Place("vacancy_closing", ids["В3"]))
        qtbot.waitUntil(lambda: page.model.rowCount() == 3)
        assert page.model.marks() == [ids["В3"]] and page.form.yes.text() == "Закрыть 1 вакансию"
        page.form.who.set_value(LinkTo(ids["П2"], "Берёзов Пётр Ильич"))
        with qtbot.waitSignal(page.said) as said:
            qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert said.args == ["Закрыто: 1 вакансия."]
        found = look(lambda db: records.read(db, REGISTERS["vacancies"], ids["В3"]))
        assert (found["ends_on"], found["closed_by_id"].id) == (ON, ids["П2"])
        qtbot.waitUntil(lambda: page.model.rowCount() == 2)
        page.arrive(Place("vacancy_closing", only=frozenset({ids["В1"], ids["В2"], ids["В3"]})))
        qtbot.waitUntil(page.banner.isVisible)
        assert page.form.yes.text() == "Закрыть 2 вакансии"
        page.form.day.line.setText("10.10.2024")
        page.form.give()
        qtbot.waitUntil(lambda: "открыта позже" in page.banner.accessibleName())
        page.form.day.line.setText("31.02.2024")
        page.form.give()
        assert page.form.message.isVisible()
        page.form.day.line.setText("")
        page.form.give()
        assert "Укажите день" in page.form.message.text()
        page.form.day.line.setText("20.10.2024")
        page.form.give()
        qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
        assert "открыто 3, и у каждой уже стоит дата закрытия" in page.nothing.text()
        look(journal.undo)
        qtbot.waitUntil(lambda: page.model.rowCount() == 2)
        page.search.setText("хим")
        assert [row.key for row in page.model.rows] == [ids["В2"]]
        page.search.setText("такой нет")
        assert page.stack.currentIndex() == 2


def test_the_register_gives_its_chosen_rows(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        look(fill(ids))
        page = shown(qtbot, RegisterPage(REGISTERS["vacancies"], gateway, Context("amursk", 2024)), Place("x"))
        qtbot.waitUntil(lambda: page.model.rowCount() == 3)
        page.table.selectAll()
        (action,) = [each for each in page.work.menu().actions() if each.text() == "Закрыть вакансии"]
        with qtbot.waitSignal(page.go) as asked:
            action.trigger()
        assert asked.args == [Place("vacancy_closing", only=frozenset({ids["В1"], ids["В2"], ids["В3"]}))]
        assert WORKS["staffing"] in works_of("vacancies") and WORKS["vacancy_closing"] in works_of_card("vacancies")


def test_housing(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        look(fill(ids))
        page = shown(qtbot, HousingPage(gateway, Context("amursk", 2024, ON)), Place("housing"))
        qtbot.waitUntil(lambda: page.models[0].rowCount() == 1)
        assert page.summary.text() == "На 20.10.2024: 1 = педагоги 1 + другие 0 + свободно 0"
        assert page.tabs.tabText(3) == "Вопросы · 1"
        look(_moves_in(ids["Ж1"], ids["П2"]))
        qtbot.waitUntil(lambda: "Ёлкина Анна Петровна – до правки" in page.former.text())
        page.search.setText("берёзов")
        assert page.models[0].rowCount() == 1 and page.models[1].rowCount() == 0
        page.search.setText("")
        page.tabs.setCurrentIndex(1)
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.tables[1], Qt.Key.Key_Return)
        assert asked.args[0].only == frozenset({ids["Ж1"]})
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.tables[1], Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        assert look(lambda db: asked.args[0].detail.build(db, None)).title == "Служебное жильё на 20.10.2024"


def _moves_in(unit: int, person: int) -> Any:
    def work(db: Database) -> None:
        with db.change("Переезд") as change:
            change.set(REGISTERS["housing_units"], unit, {"occupant_id": person})

    return work


def test_every_control_has_a_name(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        look(fill(ids))
        context = Context("amursk", 2024, ON)
        closing = VacancyClosingPage(gateway, context)
        for page in (staffing(qtbot, gateway), shown(qtbot, closing, Place("vacancy_closing")),
                     shown(qtbot, HousingPage(gateway, context), Place("housing"))):  # fmt: skip
            for widget in page.findChildren(QWidget):
                is_reached = widget.isVisibleTo(page) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                if is_reached and not widget.objectName().startswith("qt_"):
                    text = getattr(widget, "text", lambda: "")()
                    assert widget.accessibleName() or text, f"{type(page).__name__}: {widget}"
        assert look(headers) == [] and look(lambda db: query.count(db, query.Query("vacancies"))) == 3
