"""The page of a contest: from nominations to written places by keys and actions; years side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.contest import ContestPage
from pdkadry_desktop.ui.pages.contest_years import ContestYearsPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.work.contest_board import Contest, read_contest

LONG = "Приглашённая-Длиннофамильная Александра-Константина Всеволодовна"
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Screen:
    """A page on a base with one contest; ``look`` reads the base."""

    page: ContestPage
    contest: int
    people: list[int]
    look: Callable[[Callable[[Database], Any]], Any]
    went: list[Place]

    def board(self) -> Contest:
        return self.look(lambda db: read_contest(db, self.contest))

    def texts(self, column: int) -> list[str]:
        model = self.page.area.model
        return [model.text(row, column) for row in range(model.rowCount())]

    def mark(self, *rows: int) -> None:
        self.page.area.model.mark_all(False)
        self.page.area.model.toggle(list(rows))

    def type(self, **values: Any) -> None:
        """Fills the panel and presses its keys."""
        for name, value in values.items():
            self.page.panel.boxes[name].editor.set_value(value)


@contextmanager
def screen(qtbot: Any, folder: Path, people: int = 3) -> Iterator[Screen]:
    with opened(folder / "base.pdk") as (gateway, ids, look):

        def fill(db: Database) -> int:
            with db.change("Конкурс") as change:
                contest = change.add(
                    REGISTERS["contests"],
                    {"code": "К-1", "name": "Свежий ветер – 2022", "level": "municipal", "starts_on": date(2022, 4, 1)},
                )
                for code in ("П1", "П2", "П3")[:people]:
                    values = {"contest_id": contest, "teacher_id": ids[code], "nomination": "Урок"}
                    change.add(REGISTERS["contest_entries"], values)
                return contest

        contest = look(fill)
        page = ContestPage(gateway, Context("verkhnebureinsky", 2022))
        gateway.failed.connect(lambda error: pytest.fail(str(error)))
        qtbot.addWidget(page)
        page.resize(1146, 716)
        went: list[Place] = []
        page.go.connect(went.append)
        page.show()
        page.arrive(Place("contest", contest))
        qtbot.waitUntil(lambda: page.found.contest is not None)
        yield Screen(page, contest, [ids[code] for code in ("П1", "П2", "П3")], look, went)


def test_from_nominations_to_written_places(qtbot: Any, tmp_path: Path) -> None:
    with screen(qtbot, tmp_path) as on:
        page = on.page
        assert on.texts(0) == ["Берёзов Пётр Ильич", "Ёлкина Анна Петровна", "Клёнова Мария Олеговна"]
        page.switch.choose("nominations")
        assert on.texts(0) == ["Урок – не заведена"], "what only participants name is a question"
        qtbot.keyClick(page.area.table, Qt.Key.Key_N, CTRL)
        on.type(text="Урок\n  Видеоурок\nПроект")
        qtbot.keyClick(page.panel, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: on.texts(0) == ["Урок", "\u2003Видеоурок", "Проект"])
        page.switch.choose("criteria")
        qtbot.keyClick(page.area.table, Qt.Key.Key_N, CTRL)
        for name, most in (("Содержание", 10.0), ("Речь", 5.0)):
            on.type(name=name, max_points=most)
            qtbot.keyClick(page.panel, Qt.Key.Key_Return, CTRL)
            qtbot.waitUntil(lambda name=name: name in on.texts(0))
        assert page.panel.isVisible(), "one criterion after another is typed"
        qtbot.keyClick(page.panel, Qt.Key.Key_Escape)
        page.switch.choose("jury")
        qtbot.keyClick(page.area.table, Qt.Key.Key_N, CTRL)
        (place,) = on.went
        assert place.page == "names:contest_entries" and place.preset == {"contest_id": on.contest, "role": "jury"}
        assert place.detail == Place("contest", on.contest), "one comes back to the contest"
        on.look(lambda db: add_jury(db, on.contest))
        qtbot.waitUntil(lambda: on.texts(0) == [LONG, "Гостев Иван"])
        page.switch.choose("sheets")
        qtbot.waitUntil(lambda: on.texts(3) == ["лист пуст"] * 2)
        page.write_sheets(tmp_path)
        qtbot.waitUntil(lambda: len(list(tmp_path.glob("Жюри*.xlsx"))) == 2)
        paths = sorted(tmp_path.glob("Жюри*.xlsx"))
        for path in paths:
            fill_sheet(path, {"Берёзов": (9, 5), "Ёлкина": (9, 5), "Клёнова": (7, 99 if path is paths[0] else 4)})
        page.read_files(paths)
        qtbot.waitUntil(page.panel.isVisible)
        assert page.panel.do_button.text() == "Взять 11 баллов"
        assert any("балл 99 не подходит" in text and "ячейка" in text for text in on.texts(3))
        qtbot.mouseClick(page.panel.do_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: on.texts(1)[:2] == ["5", "6"] or on.texts(1)[:2] == ["6", "5"])
        page.switch.choose("marks")
        assert on.texts(0) == ["1–2", "1–2", "3"]
        assert on.texts(7) == ["", "", "призёр"]
        on.mark(0)
        page.ask_place()
        berezov = next(each.work.key for each in page.ranked() if "Берёзов" in each.work.name)
        on.type(how=str(berezov))
        qtbot.keyClick(page.panel, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: on.texts(0) == ["1", "2", "3"])
        assert on.texts(1)[0] == "Берёзов Пётр Ильич"
        qtbot.keyClick(page.area.table, Qt.Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: {each.result for each in on.board().entries} == {"winner", "prize"})
        assert {each.name: each.place for each in on.board().entries} == {
            "Берёзов Пётр Ильич": 1, "Ёлкина Анна Петровна": 2, "Клёнова Мария Олеговна": 3,
        }  # fmt: skip
        assert on.look(lambda db: journal.undo(db)).title.endswith("Итоги конкурса «Свежий ветер – 2022»")
        qtbot.waitUntil(lambda: {each.result for each in page.contest.entries} == {None})


def add_jury(db: Database, contest: int) -> None:
    with db.change("Жюри") as change:
        for name in (LONG, "Гостев Иван"):
            values = {"contest_id": contest, "participant_name": name, "role": "jury"}
            change.add(REGISTERS["contest_entries"], values)


def fill_sheet(path: Path, points: dict[str, tuple[int, int]]) -> None:
    book = load_workbook(path)
    page = book.worksheets[0]
    for row in range(6, 9):
        name = str(page.cell(row, 3).value).split()[0]
        for place, value in enumerate(points[name]):
            page.cell(row, 7 + place).value = value
    book.save(path)


def test_marked_participants_get_a_nomination_a_team_and_a_stage(qtbot: Any, tmp_path: Path) -> None:
    with screen(qtbot, tmp_path) as on:
        page = on.page
        on.mark(0, 1)
        page.ask_team()
        on.type(team="Ветер")
        page.panel.do()
        qtbot.waitUntil(lambda: on.texts(4) == ["Ветер", "Ветер", ""])
        assert "участий 2, педагогов 3" in page.about.text()
        page.switch.choose("stages")
        page.add_here()
        for name in ("Отборочный", "Очный"):
            on.type(name=name)
            page.panel.do()
            qtbot.waitUntil(lambda name=name: name in on.texts(1))
        page.switch.choose("entrants")
        on.mark(0)
        page.ask_stage()
        on.type(stage=str(on.board().stages[1].id))
        page.panel.do()
        qtbot.waitUntil(lambda: on.texts(5) == ["Очный", "Очный", ""])  # a team goes on as a whole
        on.mark(2)
        page.ask_level()
        on.type(to="new", level="regional", starts_on=date(2022, 9, 1))
        page.panel.do()
        qtbot.waitUntil(lambda: page.contest.values["next_id"] is not None)
        above = page.contest.values["next_id"].id
        assert [each.name for each in on.look(lambda db: read_contest(db, above)).entries] == ["Клёнова Мария Олеговна"]
        on.mark(2)
        qtbot.keyClick(page.area.table, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: len(on.texts(0)) == 2)


def test_a_tie_is_asked_only_of_equal_totals(qtbot: Any, tmp_path: Path) -> None:
    with screen(qtbot, tmp_path) as on:
        on.page.switch.choose("marks")
        on.mark(0)
        on.page.ask_place()
        assert on.page.banner.isVisible() and not on.page.panel.isVisible()
        on.page.write_places()
        qtbot.waitUntil(on.page.banner.isVisible)


def test_how_many_win_is_kept(qtbot: Any, tmp_path: Path) -> None:
    with screen(qtbot, tmp_path) as on:
        on.page.switch.choose("marks")
        on.page.ask_thresholds()
        on.type(winners=2, prizes=3, winner_percent=75.5)
        on.page.panel.do()
        qtbot.waitUntil(lambda: "Победителей 2, призёров 3" in on.page.foot.text())
        assert "не меньше 75,5 %" in on.page.foot.text()
        on.page.rule.setCurrentIndex(on.page.rule.findData("sum"))
        on.page.rule.activated.emit(1)
        qtbot.waitUntil(lambda: on.page.contest.marking.rule == "sum")
        assert on.page.contest.marking.thresholds.winners == 2


def test_next_year_in_one_action(qtbot: Any, tmp_path: Path) -> None:
    with screen(qtbot, tmp_path) as on:
        on.page.ask_again()
        assert on.page.panel.boxes["starts_on"].editor.value() == date(2023, 4, 1)
        on.page.panel.do()
        qtbot.waitUntil(lambda: bool(on.went))
        on.page.arrive(on.went[-1])
        qtbot.waitUntil(lambda: on.page.contest.title == "Свежий ветер – 2023")
        assert on.page.years.isVisible(), "the years of one contest lead to each other"
        assert on.page.contest.works == ()


def test_a_contest_is_left_out_of_indicators_and_taken_back(qtbot: Any, tmp_path: Path) -> None:
    with screen(qtbot, tmp_path) as on:
        on.page.ask_excluded()
        on.page.panel.do()
        qtbot.waitUntil(lambda: "не учитывается в показателях: платный интернет-конкурс" in on.page.about.text())
        on.page.count_again()
        qtbot.waitUntil(lambda: "не учитывается" not in on.page.about.text())


def test_papers_are_made(qtbot: Any, tmp_path: Path) -> None:
    with screen(qtbot, tmp_path) as on:
        on.look(lambda db: add_jury(db, on.contest))
        for show in (on.page.show_conduct, on.page.show_results, on.page.show_protocol, on.page.show_diplomas):
            show()
            document = on.look(lambda db: on.went[-1].detail.build(db, None))
            assert document.blocks
        for view in on.page.views:
            on.page.switch.choose(view.key)
            assert on.look(lambda db: on.page.source().build(db, None)).blocks


def test_without_contests_the_page_says_what_to_do(qtbot: Any, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, _look):
        for page in (
            ContestPage(gateway, Context("verkhnebureinsky", 2022)),
            ContestYearsPage(gateway, Context("verkhnebureinsky", 2022)),
        ):
            qtbot.addWidget(page)
            page.show()
            page.arrive(Place("contest"))
            page.later()
        assert isinstance(page, ContestYearsPage)
        qtbot.waitUntil(lambda: page.area.empty.isVisible())


def test_years_stand_side_by_side(qtbot: Any, tmp_path: Path) -> None:
    with screen(qtbot, tmp_path) as on:
        page = ContestYearsPage(on.page._gateway, Context("verkhnebureinsky", 2023))
        qtbot.addWidget(page)
        page.resize(1146, 716)
        page.show()

        def more(db: Database) -> None:
            with db.change("Ещё") as change:
                values = {"code": "К-2", "name": "«Свежий ветер» 2023", "level": "municipal"}
                contest = change.add(REGISTERS["contests"], {**values, "starts_on": date(2023, 4, 1)})
                change.add(REGISTERS["contest_entries"], {"contest_id": contest, "teacher_id": on.people[0]})

        on.look(more)
        page.arrive(Place("contest_years"))
        model = page.areas["years"].model
        qtbot.waitUntil(lambda: model.rowCount() == 1)
        assert [column.title for column in model.columns[2:]] == ["2019", "2020", "2021", "2022", "2023"]
        assert [model.text(0, place) for place in (0, 5, 6)] == ["Свежий ветер", "3 / 3 / 0", "1 / 1 / 0"]
        assert "подтвердите: 1" in page.foot.text()
        model.toggle([0])
        page.confirm_marked()
        qtbot.waitUntil(lambda: "подтвердите" not in page.foot.text())
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.area.table, Qt.Key.Key_Return)
        assert asked.args[0].page == "contest"
        page.switch.choose("levels")
        assert page.areas["levels"].model.text(0, 1) == "«Свежий ветер» 2023"


def test_every_control_has_a_name_and_no_word_is_cut(qtbot: Any, tmp_path: Path) -> None:
    with screen(qtbot, tmp_path) as on:
        for view in on.page.views:
            on.page.switch.choose(view.key)
            for button in on.page.switch.buttons.values():
                qtbot.waitUntil(lambda button=button: button.width() >= button.minimumSizeHint().width())
        for control in (on.page.stage, on.page.rule, on.page.which.line, on.page.search):
            assert control.accessibleName()
