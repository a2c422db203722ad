"""The card of a person and of an organisation on a page of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.whole_card import OrganizationPage, PersonPage, WholeCardPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.ui.widgets.chain import ChainView
from pdkadry_desktop.work.working import read_rows

LONG = "Константинопольская-Переславльзалесская"


def fill(db: Database, ids: dict[str, int]) -> None:
    """A long name, a chain without a course, a leave, a branch with a name of 150 letters."""
    with db.change("Ещё") as change:
        change.set(REGISTERS["teachers"], ids["П1"], {"last_name": LONG, "middle_name": "Александровна-Владимировна"})
        test = change.add(REGISTERS["diagnostics"], {
            "teacher_id": ids["П1"], "held_on": date(2025, 2, 12), "level": "regional", "subject": "математика",
            "score": 11, "maximum": 20,
        })  # fmt: skip
        change.add(REGISTERS["ioms"], {
            "code": "М-1", "teacher_id": ids["П1"], "starts_on": date(2025, 3, 1), "status": "running",
            "by_diagnostics": True, "diagnostic_id": test,
        })  # fmt: skip
        change.add(REGISTERS["absences"], {
            "teacher_id": ids["П1"], "organization_id": ids["О1"], "kind": "childcare", "starts_on": date(2025, 9, 1),
            "ends_on": date(2026, 8, 31),
        })  # fmt: skip
        change.add(REGISTERS["organizations"], {
            "code": "О1-ф", "name": "Филиал " + "очень " * 24, "kind": "school", "parent_id": ids["О1"],
        })  # fmt: skip
        change.set(REGISTERS["employments"], ids["Р-П2"], {"stage": "preschool"})


def body(page: WholeCardPage) -> QWidget:
    found = page._scroll.widget()
    assert found is not None
    return found


def words(page: WholeCardPage) -> str:
    labels = [label.text() for label in body(page).findChildren(QLabel)]
    return "\n".join(labels + [button.accessibleName() for button in body(page).findChildren(QPushButton)])


def test_everything_of_a_person(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        look(lambda db: fill(db, ids))
        page = PersonPage(gateway, Context("verkhnebureinsky", 2025))
        qtbot.addWidget(page)
        page.resize(1120, 700)
        page.show()
        page.arrive(Place("person", ids["П1"]))
        qtbot.waitUntil(lambda: page.stack.currentWidget() is page._scroll)
        assert page.header.title() == f"{LONG} Анна Александровна-Владимировна"
        assert page.absence.text() == "в отпуске по уходу за ребёнком до 31.08.2026"
        text = words(page)
        for said in ("Работа", "нет ПК 3 года", "Цифровая школа", "Места работы · 1", "Отсутствия · 1"):
            assert said in text, said
        (chain,) = body(page).findChildren(ChainView)
        with qtbot.waitSignal(page.go) as gone:
            chain.opened.emit(1)
        assert gone.args[0].page == "record:ioms"
        link = next(each for each in body(page).findChildren(QPushButton) if each.accessibleName() == "Цифровая школа")
        with qtbot.waitSignal(page.go) as gone:
            link.click()
        assert gone.args == [Place("record:courses", ids["К1"])]
        add = next(each for each in body(page).findChildren(QPushButton) if each.text() == "Награда")
        with qtbot.waitSignal(page.go) as gone:
            add.click()
        assert gone.args == [Place("record:awards", preset={"teacher_id": ids["П1"]})]
        assert page.source().title.startswith("Карточка")
        assert page._scroll.horizontalScrollBar().maximum() == 0, "nothing is wider than the page"


def test_a_change_is_seen_and_a_deleted_record_leaves_the_page(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        page = PersonPage(gateway, Context("verkhnebureinsky", 2025))
        qtbot.addWidget(page)
        page.show()
        page.arrive(Place("person"))
        assert page.stack.currentWidget() is page.empty
        assert not page.open_button.isEnabled()
        page.arrive(Place("person", ids["П3"]))
        qtbot.waitUntil(lambda: page.stack.currentWidget() is page._scroll)
        look(lambda db: records.save(db, REGISTERS["awards"], {"teacher_id": ids["П3"], "name": "Грамота"}))
        qtbot.waitUntil(lambda: "Награды · 1" in words(page))

        def clear(db: Database) -> None:
            with db.change("Удалено") as change:
                for key in ("awards", "employments"):
                    rows = [row["id"] for row in read_rows(db, key) if row["teacher_id"].id == ids["П3"]]
                    change.remove(REGISTERS[key], rows)
                change.remove(REGISTERS["teachers"], [ids["П3"]])

        look(clear)
        qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)


def test_everything_of_an_organisation(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        look(lambda db: fill(db, ids))
        page = OrganizationPage(gateway, Context("verkhnebureinsky", 2025))
        qtbot.addWidget(page)
        page.resize(1120, 700)
        page.show()
        page.arrive(Place("organization", ids["О1"]))
        qtbot.waitUntil(lambda: page.stack.currentWidget() is page._scroll)
        text = words(page)
        for said in (
            "Работники · 3", "Филиалы и подразделения · 1", "; в отпуске по уходу за ребёнком до 31.08.2026",
            "Берёзов Пётр Ильич, учитель, математика, дошкольная",
        ):  # fmt: skip
            assert said in text, said
        assert page._scroll.horizontalScrollBar().maximum() == 0
