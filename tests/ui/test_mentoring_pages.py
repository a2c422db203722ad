"""The pages of mentoring: papers for marked pairs, pairs pasted from an order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.forms.people_finder import PeopleFinder
from pdkadry_desktop.ui.pages.mentoring import MentoringPage
from pdkadry_desktop.ui.pages.mentoring_pairs import MentoringPairsPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.work.working import read_rows

ON = date(2026, 1, 15)


def test_pairs_from_an_order_then_their_papers(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        context = Context("verkhnebureinsky", 2026, ON)
        pasted = MentoringPairsPage(gateway, context)
        qtbot.addWidget(pasted)
        pasted.resize(1120, 700)
        pasted.show()
        pasted.arrive(Place("mentoring_pairs"))
        pasted.text.setPlainText("Елкина А.П. – Берёзов Пётр Ильич, 01.09.2025 – 31.05.2026\nЁлкина Анна – Соснов Лев")
        qtbot.waitUntil(lambda: len(pasted.lines) == 2)
        assert not pasted.add_button.isEnabled()
        assert not pasted.may_leave()
        (open_line,) = [line for line in pasted.lines if line.is_open]
        open_line.mentee.setCurrentIndex(open_line.mentee.findData("guest"))
        open_line.mentee.activated.emit(0)
        assert pasted.add_button.text() == "Добавить 2 пары"
        pasted.add()
        assert pasted.banner.isVisible(), "a pair without a term wants the common one"
        pasted.form.boxes["starts_on"].editor.set_value(date(2025, 9, 1))
        with qtbot.waitSignal(pasted.go) as gone:
            pasted.add()
        assert gone.args == [Place("mentoring")]
        rows = look(lambda db: list(read_rows(db, "mentorships")))
        assert {(row["mentee_name"], row["ends_on"]) for row in rows} == {
            (None, date(2026, 5, 31)), ("Соснов Лев", None),
        }  # fmt: skip
        assert {row["organization_id"].id for row in rows} == {ids["О1"]}

        page = MentoringPage(gateway, context)
        qtbot.addWidget(page)
        page.resize(1120, 700)
        page.show()
        page.arrive(Place("mentoring"))
        qtbot.waitUntil(lambda: len(page.area.model.rows) == 2)
        page.area.model.mark_all(True)
        page.ask_papers()
        page.panel.do()
        qtbot.waitUntil(page.banner.isVisible)
        values = {
            "consent_on": date(2025, 9, 1), "agreement": "№ 3 от 01.09.2025", "directive_no": "12", "programme": "Рост",
            "payment": "15 %", "ends_on": date(2026, 5, 31),
        }  # fmt: skip
        for name, value in values.items():
            page.panel.boxes[name].editor.set_value(value)
        with qtbot.waitSignal(page.said) as said:
            page.panel.do()
        assert said.args == ["Документы внесены: 2 пары."]
        qtbot.waitUntil(lambda: len(page.areas["ready"].model.rows) == 2)
        assert page.area.stack.currentWidget() is page.area.empty
        assert len(list(look(lambda db: page.source().build(db, None)).tables())) == 1
        look(journal.undo)
        qtbot.waitUntil(lambda: len(page.areas["todo"].model.rows) == 2)


def test_the_gap_narrows_the_list_and_pairs_end(qtbot, tmp_path: Path) -> None:
    def fill(db: Database, ids: dict[str, int]) -> None:
        with db.change("Пары") as change:
            for code, payment in (("Н1", None), ("Н2", "10 %")):
                change.add(REGISTERS["mentorships"], {
                    "code": code, "mentor_id": ids["П1"], "mentee_name": f"Студент {code}", "form": "employer",
                    "organization_id": ids["О1"], "starts_on": date(2025, 9, 1), "payment": payment,
                    "status": "running",
                })  # fmt: skip

    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        look(lambda db: fill(db, ids))
        page = MentoringPage(gateway, Context("verkhnebureinsky", 2026, ON))
        qtbot.addWidget(page)
        page.show()
        page.arrive(Place("mentoring"))
        qtbot.waitUntil(lambda: len(page.area.model.rows) == 2)
        page.gap.setCurrentIndex(page.gap.findData("payment"))
        page.gap.activated.emit(page.gap.currentIndex())
        assert [row.values[1] for row in page.area.model.rows] == ["Студент Н1"]
        page.area.model.mark_all(True)
        page.ask_end()
        with qtbot.waitSignal(page.said):
            page.panel.do()
        qtbot.waitUntil(lambda: page.area.model.rows == [])
        assert {row["status"] for row in look(lambda db: list(read_rows(db, "mentorships")))} == {"running", "finished"}


def test_a_person_whom_the_text_does_not_name_is_found_by_typing(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, _):
        page = MentoringPairsPage(gateway, Context("verkhnebureinsky", 2026, ON))
        qtbot.addWidget(page)
        page.resize(1120, 700)
        page.show()
        page.arrive(Place("mentoring_pairs"))
        page.text.setPlainText("Соснов Лев Ильич – Берёзов Пётр Ильич")
        qtbot.waitUntil(lambda: len(page.lines) == 1)
        (line,) = page.lines
        (search,) = page.findChildren(PeopleFinder)
        search.setText("клен")
        search.search("клен")
        qtbot.keyClick(search, Qt.Key.Key_Return)
        assert line.mentor.currentData() == ids["П3"]
        assert page.add_button.isEnabled()
        page.text.clear()
        qtbot.waitUntil(lambda: page.lines == [])
