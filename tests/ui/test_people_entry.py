"""People: place of work in their list, the job after a new person, records that are gone, searches in vain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import deletion, records
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.attestation import AttestationPage
from pdkadry_desktop.ui.pages.mentoring import MentoringPage
from pdkadry_desktop.ui.pages.record import RecordPage
from pdkadry_desktop.ui.pages.register import RegisterPage
from pdkadry_desktop.ui.pages.whole_card import PersonPage
from pdkadry_desktop.ui.places import Place

TEACHERS = REGISTERS["teachers"]


def column(page: RegisterPage, name: str) -> list[str]:
    place = [field.name for field in page.model.columns].index(name)
    return [page.model.text_at(row, place) for row in range(page.model.rowCount())]


def test_the_list_of_people_follows_the_day_of_the_window(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        day = date(2025, 6, 1)
        look(lambda db: records.save(db, REGISTERS["employments"], {
            **records.read(db, REGISTERS["employments"], ids["Р-П1"]), "left_on": day,
        }, ids["Р-П1"]))  # fmt: skip
        context = Context("verkhnebureinsky", 2025, day)
        page = RegisterPage(TEACHERS, gateway, context)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        with qtbot.waitSignal(page.model.loaded):
            page.arrive(Place("register:teachers"))
        place = page.model.row_of(ids["П1"])
        before = column(page, "job_organization")
        assert before[place] != ""
        with qtbot.waitSignal(page.model.loaded):
            context.set_as_of(date(2025, 6, 2))
        after = column(page, "job_organization")
        assert after[place] == "" and after != before
        with qtbot.waitSignal(page.model.loaded):
            page._narrow("job_organization", None)
        page.table.setCurrentIndex(page.model.index(place, 3))
        with qtbot.waitSignal(page.said) as said:
            page.editing.edit_cell()
        assert "Организация" in said.args[0] and page.editing.cell is None


def test_after_a_new_person_the_job_is_offered(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, _):
        page = RecordPage(TEACHERS, gateway, Context("verkhnebureinsky", 2025))
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        page.arrive(Place("record:teachers"))
        page.form.boxes["last_name"].editor.set_value("Новая")
        page.form.boxes["first_name"].editor.set_value("Вера")
        page.save()
        qtbot.waitUntil(page.question.isVisible)
        page.save()  # pressed twice
        qtbot.waitUntil(lambda: page.header.title() == "Новая Вера")
        made = page._id
        assert not page.banner.isVisible()
        with qtbot.waitSignal(page.go) as gone:
            page.question.answers[0].click()
        assert gone.args == [Place("record:employments", preset={"teacher_id": made})]
        page.form.boxes["middle_name"].editor.set_value("Ильинична")
        with qtbot.waitSignal(page.said):
            page.save()
        assert not page.question.isVisible(), "a person who was there before needs no question"
        page.arrive(Place("record:teachers", ids["П1"]))
        qtbot.waitUntil(lambda: page._id == ids["П1"] and page.header.title() != "")
        assert page.header._count.isHidden()


def test_a_record_names_whom_it_is_about(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, _):
        page = RecordPage(REGISTERS["employments"], gateway, Context("verkhnebureinsky", 2025))
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        page.arrive(Place("record:employments", ids["Р-П1"]))
        qtbot.waitUntil(lambda: page.header._count.isVisible())
        assert page.header._count.whole.startswith("Ёлкина Анна") and " · " in page.header._count.whole


def test_a_record_that_is_gone_leads_to_its_list(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        page = RecordPage(TEACHERS, gateway, Context("verkhnebureinsky", 2025))
        card = PersonPage(gateway, Context("verkhnebureinsky", 2025))
        for each in (page, card):
            qtbot.addWidget(each)
            each.resize(1100, 700)
            each.show()
        look(lambda db: deletion.delete_with_dependents(db, TEACHERS, [ids["П3"]]))
        with qtbot.waitSignals([page.go, page.said]):
            page.arrive(Place("record:teachers", ids["П3"]))
        assert page._id is None and not page.form.is_changed()
        card.arrive(Place("person", ids["П3"]))
        qtbot.waitUntil(lambda: "больше нет" in card.empty._text.text())
        assert not card.paper_button.isEnabled() and not card.export_button.isEnabled()
        card.arrive(Place("person", ids["П1"]))
        qtbot.waitUntil(card.paper_button.isEnabled)


def test_a_search_in_vain_is_taken_back_by_a_button(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, _look):
        page = AttestationPage(gateway, Context("verkhnebureinsky", 2025))
        qtbot.addWidget(page)
        page.show()
        page.arrive(Place("attestation"))
        qtbot.waitUntil(lambda: bool(page.areas["due"].rows))
        page.search.setText("абракадабра")
        area = page.areas["due"]
        assert area.stack.currentWidget() is area.nothing
        area.nothing.action.click()
        assert page.search.text() == "" and area.stack.currentWidget() is area.table


def test_why_there_is_nothing_to_draw_up(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, _look):
        context = Context("verkhnebureinsky", 2022)
        page = MentoringPage(gateway, context)
        qtbot.addWidget(page)
        page.show()
        page.arrive(Place("mentoring"))
        said = page.areas["todo"].empty._text
        qtbot.waitUntil(lambda: "статья 351.8 действует с 01.03.2025" in said.text())
        context.set_as_of(date(2025, 12, 31))
        qtbot.waitUntil(lambda: "действующих пар нет" in said.text())
