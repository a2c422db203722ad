"""The page of the cycle: the chain and its steps, documents, campaign, notes, recommendations, the next year."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from small_base import opened

from pdkadry_desktop.cycle import store
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.cycle import CyclePage
from pdkadry_desktop.ui.pages.cycle_proposals import CycleProposalsPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.work.working import read_rows

Y = 2022
PROFILE = "verkhnebureinsky"
LONG = "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа с углублённым " * 2


def schools(db: Database) -> None:
    with db.change("Ещё школы") as change:
        change.add(REGISTERS["organizations"], {"code": "О9", "name": LONG[:150], "kind": "school"})


@contextmanager
def shown(qtbot: Any, folder: Path, kind: type = CyclePage) -> Iterator[tuple[Any, Any, Any, dict[str, int]]]:
    with opened(folder / "base.pdk") as (gateway, ids, look):
        look(schools)
        context = Context(PROFILE, Y, date(Y, 12, 31))
        page = kind(gateway, context)
        qtbot.addWidget(page)
        page.resize(1120, 700)
        page.show()
        yield page, context, look, ids


def done(qtbot: Any, page: Any, **values: Any) -> str:
    """Fills the panel and does it; what the page says."""
    for name, value in values.items():
        page.panel.boxes[name].editor.set_value(value)
    with qtbot.waitSignal(page.said) as said:
        page.panel.do()
    return str(said.args[0])


def start(qtbot: Any, page: Any) -> None:
    page.arrive(Place("cycle"))
    qtbot.waitUntil(page.none.isVisible)
    with qtbot.waitSignal(page.said):
        page.start()
    qtbot.waitUntil(lambda: page.board is not None and page.chain.isVisible())


def test_from_the_empty_page_to_documents_of_steps(qtbot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path) as (page, _, look, __):
        page.arrive(Place("cycle"))
        qtbot.waitUntil(page.none.isVisible)
        page.ask_document()
        assert not page.panel.isVisible(), "nothing is asked before there is a cycle"
        start(qtbot, page)
        assert [step.link.is_missing for step in page.chain.steps] == [True] * 9
        page.ask_document()
        assert not page.card.isVisible(), "the card makes room"
        page.panel.do()
        assert page.panel.isVisible()
        page.panel.boxes["steps"].editor.set_value("1, 12")
        page.panel.do()
        assert page.panel.boxes["steps"].message.isVisible()
        said = done(
            qtbot, page, steps="1, 2", document_no="12-о", document_on=date(Y, 2, 1), name=LONG, url="https://x.example"
        )  # fmt: skip
        assert said == "Документ приложен к шагам."
        qtbot.waitUntil(lambda: not page.chain.steps[1].link.is_missing)
        assert page.card.isVisible()
        assert page.chain.steps[0].link.words == "№\xa012-о\n01.02.22"
        assert page.board.words() == "закрыто 1 из 9 шагов"
        page.ask_due()
        done(qtbot, page, due_on=date(Y, 3, 1))
        qtbot.waitUntil(lambda: page.board.step("goals").due_on == date(Y, 3, 1))
        record = page.board.step("goals").documents[0].record_id
        with qtbot.waitSignal(page.said):
            page.detach(record)
        qtbot.waitUntil(lambda: page.chain.steps[0].link.is_missing)
        look(journal.undo)
        qtbot.waitUntil(lambda: not page.chain.steps[0].link.is_missing)


def test_the_chain_is_worked_by_keys(qtbot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path) as (page, _, __, ___):
        start(qtbot, page)
        page.chain.steps[3].click()
        assert page.switch.chosen() == "monitoring"
        assert page.chain.steps[3].isChecked()
        page.chain.steps[3].setFocus()
        qtbot.keyClick(page.chain.steps[3], Qt.Key.Key_Right)
        assert page.switch.chosen() == "analysis"
        page.switch.choose("effect")
        assert page.chain.steps[8].isChecked()
        assert all(step.accessibleName() and step.toolTip() for step in page.chain.steps)


def test_a_campaign_by_hand(qtbot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path) as (page, _, look, __):
        start(qtbot, page)
        page.switch.choose("monitoring")
        page.copy_reminder()
        assert page.banner.isVisible()
        page.ask_campaign()
        done(qtbot, page, opens_on=date(Y, 5, 1), due_on=date(Y, 8, 31))
        qtbot.waitUntil(lambda: len(page.area.model.rows) == 3)
        page.copy_reminder()
        assert "Школа № 1" in QGuiApplication.clipboard().text()
        first = page.area.model.rows[0].key
        page.area.model.toggle([0])
        page.ask_received()
        assert done(qtbot, page, on=date(Y, 9, 3)) == "Отмечено: 1 организация."
        qtbot.waitUntil(lambda: page.area.model.rows[0].values[1].startswith("получено, опоздание 3"))
        page.area.model.toggle([0])
        page.ask_returned()
        page.panel.do()
        assert page.panel.isVisible(), "a return wants its reason"
        done(qtbot, page, on=date(Y, 9, 4), note="нет дат")
        qtbot.waitUntil(lambda: page.area.model.rows[0].values[1].startswith("на исправлении"))
        page.area.model.mark_all(True)
        page.ask_accepted()
        done(qtbot, page, on=date(Y, 9, 9))
        qtbot.waitUntil(lambda: all(row.values[5] == date(Y, 9, 9) for row in page.area.model.rows))
        look(journal.undo)
        qtbot.waitUntil(lambda: sum(row.values[5] is None for row in page.area.model.rows) == 3)
        page.area.model.toggle([1])
        page.ask_free()
        done(qtbot, page, note="реорганизация")
        qtbot.waitUntil(lambda: page.area.model.rows[1].values[1] == "не сдаёт")
        page.area.model.toggle([0])
        with qtbot.waitSignal(page.said):
            page.take_back()
        qtbot.waitUntil(lambda: page.area.model.rows[0].values[2] is None)
        assert page.area.model.rows[0].key == first


def test_notes_decisions_measures_and_the_effect(qtbot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path) as (page, _, look, __):
        start(qtbot, page)
        page.switch.choose("analysis")
        lacking = [row for row in page.area.model.rows if row.can_mark]
        assert {row.values[0] for row in lacking} == set(page.board.missing_notes) != set()
        page.area.model.mark_all(True)
        page.ask_finding()
        done(qtbot, page, text="Не хватило мест на курсах")
        qtbot.waitUntil(lambda: page.board.missing_notes == ())
        assert len(page.area.model.rows) == len(lacking)
        page.switch.choose("decisions")
        page.ask_decision()
        done(qtbot, page, text="Провести семинар", due_on=date(Y, 12, 1))
        qtbot.waitUntil(lambda: len(page.area.model.rows) == 1)
        assert page.area.model.rows[0].tone == "bad", "the term has passed"
        page.area.model.mark_all(True)
        page.ask_decision_state()
        done(qtbot, page, state="done")
        qtbot.waitUntil(lambda: page.area.model.rows[0].tone == "good")
        page.switch.choose("measures")
        page.ask_measure()
        done(qtbot, page, text="Семинар", indicator="000.1")
        qtbot.waitUntil(lambda: len(page.areas["effect"].model.rows) == 1)
        page.area.model.mark_all(True)
        page.ask_measure_state()
        done(qtbot, page, state="done", proof="приказ № 3")
        page.switch.choose("recommendations")
        page.ask_recommendation()
        done(qtbot, page, addressee="teachers", whom="учителя математики", text="Пройти диагностику", indicator="000.1")
        qtbot.waitUntil(lambda: len(page.areas["effect"].model.rows) == 2)
        page.area.model.mark_all(True)
        page.ask_sent()
        done(qtbot, page, on=date(Y, 12, 1), due_on=date(Y, 12, 20))
        qtbot.waitUntil(lambda: page.area.model.rows[0].values[6] == "отправлена")
        page.area.model.mark_all(True)
        page.ask_answer()
        done(qtbot, page, reaction="Прошли", is_done=True)
        qtbot.waitUntil(lambda: page.area.model.rows[0].values[6] == "выполнена")
        page.switch.choose("effect")
        page.area.model.mark_all(True)
        page.ask_effect()
        done(qtbot, page, conclusion="goal", text="Поднять цель")
        qtbot.waitUntil(lambda: {row.values[6] for row in page.area.model.rows} == {"поставить новую цель"})
        page.switch.choose("goals")
        page.ask_goals()
        done(qtbot, page, conclusions="Учить дальше")
        qtbot.waitUntil(lambda: page.board.cycle.conclusions == ("Учить дальше",))
        with qtbot.waitSignal(page.said):
            page.start_next()
        qtbot.waitUntil(lambda: page.board is not None and page.board.cycle.year == Y + 1)
        assert page.board.cycle.goals == ("Учить дальше", "Поднять цель")
        assert page.areas["goals"].model.rows[0].values == (f"цель {Y + 1} года", "Учить дальше")
        document = look(lambda db: page.source().build(db, None))
        assert document.title == f"Лист цикла мониторинга за {Y + 1} год"


def test_letters_are_written_a_file_each(qtbot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path) as (page, _, look, ids):
        start(qtbot, page)
        folder = tmp_path / "письма"
        folder.mkdir()
        page.write_letters(folder)
        qtbot.waitUntil(page.banner.isVisible)
        values = {"addressee": "organization", "organization_id": ids["О1"], "text": "Пройти диагностику"}
        look(lambda db: store.add_record(db, "recommendations", page.board.cycle.id, values))
        with qtbot.waitSignal(page.said) as said:
            page.write_letters(folder)
        assert said.args == ["Записано: 1 письмо в папку «письма»."]
        assert [path.suffix for path in folder.iterdir()] == [".docx"]


def test_proposals_are_taken_edited_and_struck_out(qtbot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path, CycleProposalsPage) as (page, _, look, __):
        page.arrive(Place("cycle_proposals"))
        qtbot.waitUntil(lambda: page.area.stack.currentWidget() is page.area.empty)
        look(lambda db: store.start_cycle(db, PROFILE, Y, date(Y, 1, 10)))
        qtbot.waitUntil(lambda: len(page.area.model.rows) > 2)
        count = len(page.area.model.rows)
        assert page.foot.text() == page.area.model.rows[0].values[3]
        page.ask_edit()
        assert done(qtbot, page, text="Своими словами") == "Рекомендация записана."
        qtbot.waitUntil(lambda: len(page.area.model.rows) == count - 1)
        page.area.model.toggle([0])
        with qtbot.waitSignal(page.said):
            page.strike_out()
        qtbot.waitUntil(lambda: len(page.area.model.rows) == count - 2)
        page.area.model.mark_all(True)
        page.ask_accept()
        done(qtbot, page, due_on=date(Y + 1, 3, 1))
        qtbot.waitUntil(lambda: page.area.model.rows == [])
        texts = [row["text"] for row in look(lambda db: list(read_rows(db, "recommendations")))]
        assert len(texts) == count - 1 and "Своими словами" in texts
        look(journal.undo)
        qtbot.waitUntil(lambda: len(page.area.model.rows) == count - 2)
        people = [row for row in page.area.model.rows if row.values[1] == "нет ПК 3 года"]
        page.rule.setCurrentIndex(page.rule.findData("training"))
        page.rule.activated.emit(page.rule.currentIndex())
        assert page.area.model.rows == people
        with qtbot.waitSignal(page.go) as gone:
            page.show_people()
        assert gone.args[0].page == "register:teachers" and gone.args[0].only


@pytest.mark.parametrize("key", ["cycle", "monitoring-directive", "decisions", "effect"])
def test_papers_open_from_the_page(qtbot, tmp_path: Path, key: str) -> None:
    with shown(qtbot, tmp_path) as (page, _, look, __):
        start(qtbot, page)
        with qtbot.waitSignal(page.go) as gone:
            page.show_paper(key)
        assert look(lambda db: gone.args[0].detail.build(db, None)).blocks
