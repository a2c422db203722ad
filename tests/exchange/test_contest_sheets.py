"""Sheets of a jury: written, filled in, read back by any number of files; what is wrong is told by its cell."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from contest_world import ContestWorld
from openpyxl import load_workbook

from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.exchange.contest_sheets import write_book, write_books
from pdkadry_desktop.exchange.contest_sheets_back import SheetsRead, read_sheets
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.work.contest_board import Contest, ranking, read_contest, write_points, write_results

FIRST = 7  # the first column of points


@pytest.fixture
def world(tmp_path: Path) -> Iterator[ContestWorld]:
    made = ContestWorld(tmp_path)
    yield made
    made.db.close()


def contest(world: ContestWorld) -> Contest:
    return read_contest(world.db, world.contest)


def filled(path: Path, points: dict[str, tuple[Any, Any]], sheet: int = 0) -> Path:
    """Types points beside the names that begin so."""
    book = load_workbook(path)
    page = book.worksheets[sheet]
    for row in page.iter_rows(min_row=6):
        for begin, values in points.items():
            if str(row[2].value or "").startswith(begin):
                for place, value in enumerate(values):
                    page.cell(row[0].row, FIRST + place).value = value
    book.save(path)
    return path


def read(world: ContestWorld, *paths: Path) -> SheetsRead:
    return read_sheets(paths, contest(world), None)


ALL = {"Ёлкина": (9, "4,5"), "Берёзов": (8, 5), "Ветер": (10, 5), "Студентова": (7.5, 3)}


def test_only_points_may_be_typed_and_only_right_ones(world: ContestWorld, tmp_path: Path) -> None:
    paths = write_books(contest(world), None, tmp_path)
    assert sorted(path.name for path in paths) == [
        "Жюри – Гостев Иван Петрович – Свежий ветер – 2024.xlsx",
        "Жюри – Соснин Олег Юрьевич – Свежий ветер – 2024.xlsx",
    ]
    page = load_workbook(paths[0]).worksheets[0]
    assert page.protection.sheet and not page.protection.password
    opened = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert opened == {f"{letter}{row}" for letter in "GH" for row in range(6, 10)}
    rules = {str(each.sqref): (each.formula1, each.formula2) for each in page.data_validations.dataValidation}
    assert rules == {"G6:G9": ("0", "10"), "H6:H9": ("0", "5")}
    assert page.column_dimensions["A"].hidden and page.row_dimensions[4].hidden
    assert [page.cell(row, 3).value for row in range(6, 10)] == [
        "Ветер (Клёнова Мария Олеговна, Рябинина Вера Львовна)", "Студентова Яна Игоревна", "Берёзов Пётр Ильич",
        "Ёлкина Анна Петровна",
    ]  # fmt: skip


def test_the_way_there_and_back(world: ContestWorld, tmp_path: Path) -> None:
    paths = [filled(path, ALL) for path in write_books(contest(world), None, tmp_path)]
    found = read(world, *paths)
    assert (found.problems, found.notes, found.new, found.same) == ([], [], 16, 0)
    assert write_points(world.db, world.contest, found.marks, "Листы жюри") == 16
    board = contest(world)
    assert board.points[world.jury[0]][world.works[0]] == {
        world.criteria[0]: Fraction(9), world.criteria[1]: Fraction("4.5"),
    }  # fmt: skip
    again = read(world, *paths)
    assert (again.marks, again.new, again.changed, again.same) == ({}, 0, [], 16)
    ranked = ranking(board, None, board.marking)
    places = [(each.nomination, each.work.key, each.standing.place, each.standing.total.value) for each in ranked]
    assert places == [
        ("Проект", world.works[2], 1, 25), ("Проект", world.works[3], 2, 18),
        ("Урок", world.works[0], 1, Fraction("22.5")), ("Урок", world.works[1], 2, 21),
    ]  # fmt: skip
    assert write_results(world.db, board, ranked) == 5, "a team of two is written to both"
    team = [each for each in contest(world).entries if each.team]
    assert [(each.result, each.place, each.score) for each in team] == [("winner", 1, 25.0)] * 2
    assert write_results(world.db, contest(world), ranked) == 0
    journal.undo(world.db)
    assert {each.result for each in contest(world).entries} == {None}
    journal.undo(world.db)
    assert contest(world).points == {}


def test_a_place_written_before_decides_only_the_same_totals(world: ContestWorld) -> None:
    first, second = world.works[:2]

    def judge(points: float) -> None:
        marks = {(j, w, c): 5.0 for j in world.jury for w in world.works for c in world.criteria}
        marks |= {(j, first, world.criteria[0]): points for j in world.jury}
        write_points(world.db, world.contest, marks, "Листы жюри")

    def lessons() -> list[tuple[int, str, int | None]]:
        board = contest(world)
        found = ranking(board, None, board.marking)
        own = [each for each in found if each.nomination == "Урок"]
        return [(each.work.key, each.standing.rank, each.standing.place) for each in own]

    judge(9.0)
    board = contest(world)
    write_results(world.db, board, ranking(board, None, board.marking))
    judge(5.0)
    assert lessons() == [(first, "1–2", None), (second, "1–2", None)], "that place was for another total"
    board = contest(world)
    write_results(world.db, board, ranking(board, None, board.marking, {second: 1}))
    assert lessons() == [(second, "1", 1), (first, "2", 2)], "a decision that was written stays"


def test_points_of_a_member_are_the_team_s(world: ContestWorld) -> None:
    lone, mate = world.works[0], world.works[1]
    marks = {(j, mate, c): 5.0 for j in world.jury for c in world.criteria}
    write_points(world.db, world.contest, marks, "Листы жюри")
    with world.db.change("Команда") as change:
        change.set_many(REGISTERS["contest_entries"], [(each, {"team": "Двое"}) for each in (lone, mate)])
    board = contest(world)
    (team,) = [each for each in ranking(board, None, board.marking) if each.nomination == "Урок"]
    assert (team.work.key, team.standing.total.value) == (lone, 15)


def test_one_book_of_many_sheets(world: ContestWorld, tmp_path: Path) -> None:
    path = tmp_path / "жюри.xlsx"
    assert write_book(contest(world), None, path) == 2
    filled(path, ALL, 0)
    filled(path, {"Ёлкина": (1, 1)}, 1)
    found = read(world, path)
    assert found.new == 10 and found.problems == []
    assert found.sheets == ["Соснин Олег Юрьевич: 8 из 8", "Гостев Иван Петрович: 2 из 8"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (11, "балл 11 не подходит; впишите число от 0 до 10"),
        (-1, "балл -1 не подходит"),
        ("много", "«много» – не число"),
        ("9 баллов", "«9 баллов» – не число"),
        (date(2024, 5, 8), "Excel превратил балл в дату (08.05.2024)"),
        (True, "не число"),
        ("10,01", "балл 10,01 не подходит"),
    ],
)
def test_a_wrong_point_is_told_by_sheet_and_cell(world: ContestWorld, tmp_path: Path, typed: object, said: str) -> None:
    path = filled(write_books(contest(world), None, tmp_path)[0], {"Ёлкина": (typed, 5)})
    found = read(world, path)
    (problem,) = found.problems
    assert said in problem and "Лист «Соснин Олег Юрьевич», ячейка G9" in problem
    assert len(found.marks) == 1, "the right point of the same row is taken"


def test_a_copy_without_hidden_keys_is_read_by_names(world: ContestWorld, tmp_path: Path) -> None:
    path = filled(write_books(contest(world), None, tmp_path)[0], ALL)
    book = load_workbook(path)
    page = book.worksheets[0]
    for row in range(1, 12):
        page.cell(row, 1).value = None
    for column in range(1, 12):
        page.cell(4, column).value = None
    page["C9"].value = "елкина а.п."
    book.save(path)
    found = read(world, path)
    assert found.new == 8 and found.problems == []
    assert any("найден по имени" in note for note in found.notes)


def test_names_that_mean_nobody_or_somebody_else_are_not_taken(world: ContestWorld, tmp_path: Path) -> None:
    path = filled(write_books(contest(world), None, tmp_path)[0], ALL)
    book = load_workbook(path)
    page = book.worksheets[0]
    page["C8"].value = "Ёлкина Анна Петровна"  # the row of Берёзов
    page["C9"].value = "Ёлкина Анна П"  # her own row
    page["C10"].value = "Пришельцев Ким Ли"
    page["G10"].value = 5
    book.save(path)
    found = read(world, path)
    assert len(found.problems) == 2 and len(found.marks) == 6
    assert "Берёзов" in found.problems[0] and "строка 8" in found.problems[0]
    assert "Пришельцев" in found.problems[1]


def test_two_files_that_disagree_are_both_left(world: ContestWorld, tmp_path: Path) -> None:
    one = filled(write_books(contest(world), None, tmp_path)[0], ALL)
    copies = [tmp_path / f"копия {n}.xlsx" for n in (1, 2)]
    for copy in copies:
        shutil.copy(one, copy)
    filled(copies[0], {"Ёлкина": (1, "4,5")})
    found = read(world, one, *copies)
    assert len(found.marks) == 7 and len(found.problems) == 1
    assert "другой балл" in found.problems[0]


def test_changed_and_emptied_points(world: ContestWorld, tmp_path: Path) -> None:
    path = filled(write_books(contest(world), None, tmp_path)[0], ALL)
    write_points(world.db, world.contest, read(world, path).marks, "Листы жюри")
    filled(path, {"Ёлкина": (10, 4.5), "Берёзов": (None, 5)})
    found = read(world, path)
    (changed,) = found.changed
    assert (changed.before, changed.after, found.emptied, found.new) == (9.0, 10.0, 1, 0)
    assert "G9" in changed.where


def test_foreign_files_are_refused_one_by_one(world: ContestWorld, tmp_path: Path) -> None:
    good = filled(write_books(contest(world), None, tmp_path)[0], ALL)
    text = tmp_path / "не таблица.xlsx"
    text.write_text("просто текст", "utf-8")
    other = world.add("contests", code="К2", name="Другой", level="school", starts_on=date(2024, 1, 1))
    world.add("contest_entries", contest_id=other, role="jury", teacher_id=world.people[0])
    world.add("contest_entries", contest_id=other, teacher_id=world.people[1])
    world.add("contest_criteria", contest_id=other, name="Речь", max_points=5.0)
    foreign = tmp_path / "чужой.xlsx"
    write_book(read_contest(world.db, other), None, foreign)
    found = read(world, text, foreign, good, tmp_path / "нет такого.xlsx")
    assert found.new == 8
    assert len(found.problems) == 3
    assert any("другого конкурса" in problem for problem in found.problems)


def test_what_is_missing_is_said_before_sheets_are_written(world: ContestWorld, tmp_path: Path) -> None:
    empty = world.add("contests", code="К3", name="Пустой", level="school", starts_on=date(2024, 1, 1))
    with pytest.raises(UserError, match="В жюри никого нет"):
        write_books(read_contest(world.db, empty), None, tmp_path)


def test_a_juror_of_one_nomination_gets_its_works_only(world: ContestWorld, tmp_path: Path) -> None:
    entry = world.entry(role="jury", participant_name="Урокова Инна Юрьевна", nomination="Урок")
    book = tmp_path / "жюри.xlsx"
    write_book(contest(world), None, book)
    page = load_workbook(book).worksheets[2]
    assert [page.cell(row, 3).value for row in (6, 7)] == ["Берёзов Пётр Ильич", "Ёлкина Анна Петровна"]
    assert page.cell(8, 3).value is None
    board = contest(world)
    assert [each.id for each in board.jury_of("Проект")] == world.jury
    assert entry in [each.id for each in board.jury_of("Урок")]


def test_namesakes_and_long_names_have_sheets_of_their_own(world: ContestWorld, tmp_path: Path) -> None:
    long = "Приглашённая-Длиннофамильная Александра-Константина Всеволодовна"
    for _ in range(2):
        world.entry(role="jury", participant_name=long)
    school = world.add("organizations", code="Д", name="Муниципальное " * 12, kind="school")
    world.entry(organization_id=school, nomination="Проект", work="Работа " * 60)
    world.add("contest_criteria", contest_id=world.contest, name="Соответствие [теме]: да/нет? * " * 6, max_points=0.5)
    path = tmp_path / "жюри.xlsx"
    assert write_book(contest(world), None, path) == 4
    names = load_workbook(path).sheetnames
    assert len(set(names)) == 4 and all(len(name) <= 31 for name in names)
    assert len(set(write_books(contest(world), None, tmp_path))) == 4
    for sheet in (2, 3):
        filled(path, {"Муниципальное": (1, 2, 0.5)}, sheet)
    found = read(world, path)
    assert found.problems == [] and found.new == 6


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_sheets_saved_by_another_program_come_back(world: ContestWorld, tmp_path: Path) -> None:
    path = filled(write_books(contest(world), None, tmp_path)[0], {**ALL, "Ёлкина": (9, 4.5)})
    folder = tmp_path / "после"
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)
    found = read(world, folder / path.name)
    assert (found.problems, found.new) == ([], 8)
    page = load_workbook(folder / path.name, data_only=True).worksheets[0]
    totals = [page.cell(row, 9).value for row in range(6, 10)]
    assert totals == [25, 18, 21, 22.5]
