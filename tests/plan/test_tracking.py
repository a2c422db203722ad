"""Plans in the base: made from an order in one change, facts of points, merged terms, undo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from pdkadry_desktop.cli import main
from pdkadry_desktop.core.errors import ChangeRefused, ImportRefused, UserError
from pdkadry_desktop.exchange.plan_back import compare, take_back
from pdkadry_desktop.exchange.plan_rows_xlsx import SHEET
from pdkadry_desktop.exchange.plan_xlsx import write_xlsx
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.plan import facts
from pdkadry_desktop.plan.board import Board, BoardRow, board_of_order
from pdkadry_desktop.plan.occurrences import period_of
from pdkadry_desktop.plan.storing import board_of, delete_plan, evidence_of, make_plan, plan_of, read_board
from pdkadry_desktop.plan.terms import Occurrence, parse_term
from pdkadry_desktop.plan.tracked import track
from pdkadry_desktop.registers.plan_occurrences import period_problem
from pdkadry_desktop.registers.plan_rows import PLAN_ROWS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.records import Invalid

AS_OF = date(2024, 3, 1)
TODAY = date(2024, 3, 1)
ORDER = load_profile("krasnoufimsk")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed base with the plan of one order."""
    path = tmp_path_factory.mktemp("plan") / "plan.pdk"
    with Database.open(path, create=True) as db:
        make_plan(db, ORDER)
    return path


@pytest.fixture
def db(made: Path, tmp_path: Path) -> Iterator[Database]:
    copy = tmp_path / "plan.pdk"
    copy.write_bytes(made.read_bytes())
    with Database.open(copy) as base:
        yield base


def board(db: Database, as_of: date = AS_OF) -> Board:
    found = board_of(db, ORDER, as_of)
    assert found is not None
    assert found.ident
    return found


def row(db: Database, no: str, track_no: str = "1") -> BoardRow:
    return next(each for each in board(db).rows if (each.track, each.no) == (track_no, no))


def titles(db: Database) -> list[str]:
    return [entry.title for entry in journal.entries(db)]


@pytest.mark.parametrize("profile", ["amursk", "krasnoufimsk"])
def test_a_stored_plan_is_the_printed_one(profile: str, tmp_path: Path) -> None:
    order = load_profile(profile)
    with Database.open(tmp_path / "p.pdk", create=True) as db:
        plan_id = make_plan(db, order)
        stored = read_board(db, plan_id, AS_OF)
        assert len(journal.entries(db)) == 1
    printed = board_of_order(order, AS_OF)
    assert printed is not None
    assert [each.tracked() for each in stored.rows] == [each.tracked() for each in printed.rows]
    assert order.plan is not None
    assert [each.tracked() for each in printed.rows] == track(order.plan, AS_OF)
    assert (stored.title, stored.order, stored.tracks) == (printed.title, printed.order, printed.tracks)
    assert [(each.place, each.result) for each in stored.rows] == [(each.place, each.result) for each in printed.rows]


def test_a_plan_is_made_once_and_undone_as_a_whole(db: Database) -> None:
    with pytest.raises(ChangeRefused):
        make_plan(db, ORDER)
    journal.undo(db)
    assert plan_of(db, ORDER.id) is None
    journal.redo(db)
    assert len(board(db).rows) == 48


def test_an_order_without_a_plan_is_told(tmp_path: Path) -> None:
    with Database.open(tmp_path / "p.pdk", create=True) as db, pytest.raises(UserError):
        make_plan(db, load_profile("berezniki"))


def test_done_started_moved_cancelled_and_undone(db: Database) -> None:
    first, second, *_ = (each for each in row(db, "1").points if each.status != "history")
    assert first.status == "overdue"
    facts.mark_done(db, [first.ident], date(2023, 10, 20))
    facts.move(db, [second.ident], date(2024, 6, 1), "№ 7 от 01.03.2024")
    states = {each.ident: each.status for each in row(db, "1").points}
    assert (states[first.ident], states[second.ident]) == ("done", "moved")
    facts.cancel(db, [second.ident], "решение совета")
    assert {each.ident: each for each in row(db, "1").points}[second.ident].note == "решение совета"
    facts.reopen(db, [first.ident, second.ident])
    assert [each.status for each in row(db, "1").points if each.ident in states][1:3] != ["done", "moved"]
    for _ in range(4):
        journal.undo(db)
    assert next(each for each in row(db, "1").points if each.ident == first.ident) == first
    assert any("Выполнено: 1. Участие учителей" in title for title in titles(db))


def test_a_move_needs_its_order(db: Database) -> None:
    point = row(db, "1").points[-1]
    with pytest.raises(Invalid):
        facts.move(db, [point.ident], date(2026, 1, 1), "  ")
    assert row(db, "1").points[-1] == point


def test_many_at_once_are_one_action(db: Database) -> None:
    points = [each.ident for each in board(db).points if each.status == "overdue"]
    assert facts.mark_done(db, points, AS_OF) == len(points) > 10
    assert board(db).counts["overdue"] == 0
    journal.undo(db)
    assert board(db).counts["overdue"] == len(points)


def test_stored_facts_are_what_the_indicators_take(db: Database) -> None:
    point = next(each for each in row(db, "1").points if each.status == "overdue")
    facts.mark_done(db, [point.ident], date(2023, 10, 31))
    tracked = row(db, "1").tracked()
    assert [each.actual_end for each in tracked.occurrences if each.start == point.start] == [date(2023, 10, 31)]


def test_proof_and_done_in_one_action(db: Database) -> None:
    point = row(db, "2").points[-1]
    facts.add_evidence(db, point.ident, {"kind": "directive", "evidence_no": "15-Д"}, done_on=date(2024, 3, 1))
    changed = row(db, "2").points[-1]
    assert (changed.evidence, changed.status) == (1, "done")
    (proof,) = evidence_of(db, point.ident)
    assert (proof.kind, proof.number) == ("directive", "15-Д")
    with pytest.raises(Invalid):
        facts.add_evidence(db, point.ident, {"kind": "directive"})
    journal.undo(db)
    assert row(db, "2").points[-1] == point


def test_a_changed_term_loses_nothing(db: Database) -> None:
    before = row(db, "3")
    assert before.term.text == "Сентябрь 2023,2024, 2025гг."
    past, proved, free = before.points
    facts.mark_done(db, [past.ident], date(2023, 9, 29))
    facts.add_evidence(db, proved.ident, {"kind": "link", "text": "https://example.org/1"})
    merge = facts.change_term(db, before.ident, "Октябрь 2024, 2025", TODAY)
    assert [gone.ident for gone in merge.removed] == [free.ident]
    after = {each.ident: each for each in row(db, "3").points}
    assert after[past.ident].done_on == date(2023, 9, 29)
    assert not after[past.ident].is_in_term
    assert (after[proved.ident].evidence, after[proved.ident].is_in_term) == (1, False)
    assert sorted(each.key for each in after.values() if each.is_in_term) == ["2024-10", "2025-10"]
    facts.change_term(db, before.ident, before.term.text, TODAY)
    again = row(db, "3").points
    assert [(each.key, each.is_in_term) for each in again] == [("2023-09", True), ("2024-09", True), ("2025-09", True)]
    journal.undo(db)
    journal.undo(db)
    assert row(db, "3").term.text == before.term.text


def test_hand_set_dates_survive_a_changed_term(db: Database) -> None:
    before = row(db, "3")
    facts.set_dates(db, before.points[1].ident, date(2024, 9, 10), date(2024, 9, 12))
    facts.change_term(db, before.ident, "Октябрь 2024", TODAY)
    kept = {each.ident: each for each in row(db, "3").points}[before.points[1].ident]
    assert (kept.start, kept.key, kept.is_in_term) == (date(2024, 9, 10), "2024-09", False)


def test_a_chosen_reading_goes_to_all_rows_with_the_same_words(db: Database) -> None:
    text = next(each.term.text for each in board(db).rows if "school_year_or_calendar" in each.term.warnings)
    same = [each for each in board(db).rows if each.term.text == text]
    assert len(same) == 2
    (other, *_) = same[0].term.suggestions
    assert facts.choose_reading(db, same[0].ident, other, date(2023, 1, 1)) == 2
    for each in (found for found in board(db).rows if found.term.text == text):
        assert [(point.start, point.end) for point in each.points] == [(found.start, found.end) for found in other]
        assert each.reading


def test_an_impossible_date_is_mended_by_choice(tmp_path: Path) -> None:
    order = load_profile("amursk")
    with Database.open(tmp_path / "p.pdk", create=True) as db:
        plan_id = make_plan(db, order)
        bad = next(each for each in read_board(db, plan_id, AS_OF).rows if each.term.text == "31.09.2021")
        assert bad.points == ()
        facts.choose_reading(db, bad.ident, bad.term.suggestions[0], TODAY)
        mended = next(each for each in read_board(db, plan_id, AS_OF).rows if each.ident == bad.ident)
        assert [point.end for point in mended.points] == [date(2021, 9, 30)]
        assert mended.term.text == "31.09.2021"


def test_facts_of_an_on_demand_row_are_counted_and_never_late(db: Database) -> None:
    needed = next(each for each in board(db).rows if each.term.kind == "on_demand")
    ident = facts.add_point(db, needed.ident, date(2024, 1, 10), date(2024, 1, 10), {"done_on": date(2024, 1, 20)})
    (point,) = (each for row in board(db).rows if row.ident == needed.ident for each in row.points)
    assert (point.ident, point.status, point.is_own) == (ident, "done", True)
    facts.change_term(db, needed.ident, "По мере поступления", TODAY)
    assert [each.points for each in board(db).rows if each.ident == needed.ident] == [(point,)]
    facts.remove_point(db, ident)
    with pytest.raises(ChangeRefused):
        facts.remove_point(db, row(db, "1").points[0].ident)


def test_a_deleted_plan_comes_back_whole(db: Database) -> None:
    point = row(db, "1").points[-1]
    facts.add_evidence(db, point.ident, {"kind": "text", "text": "протокол"})
    before = board(db)
    delete_plan(db, before.ident)
    assert plan_of(db, ORDER.id) is None
    journal.undo(db)
    assert board(db) == before


def test_reading_a_long_term_again_changes_nothing(db: Database) -> None:
    same = row(db, "1")
    assert facts.change_term(db, same.ident, same.term.text, TODAY).added == ()
    assert parse_term(same.term.text, (2023, 2025)).occurrences == tuple(
        Occurrence(each.start, each.end) for each in same.points
    )


def test_command_line_and_indicators_use_the_stored_facts(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "plan.pdk"
    copy.write_bytes(made.read_bytes())
    with Database.open(copy) as db:
        done = [each.ident for each in board(db).points if each.status == "overdue"]
        facts.mark_done(db, done, date(2023, 12, 1))
    command = ["--profile", "krasnoufimsk", "--json", "--base", str(copy)]
    assert main(["plan", "--as-of", "2024-03-01", *command]) == 0
    statuses = {each["status"] for row in json.loads(capsys.readouterr().out)["rows"] for each in row["occurrences"]}
    assert "overdue" not in statuses
    assert "done" in statuses
    assert main(["indicators", "--year", "2023", *command]) == 0
    shown = {each["id"]: each for each in json.loads(capsys.readouterr().out)["indicators"]}
    assert shown["003.T1"]["numerator"] > 0
    assert shown["003.T1"]["base"] >= shown["003.T1"]["numerator"]


@pytest.mark.parametrize("text", ["2023", "2023-H2", "2023-Q4", "2023-10", "2023-10-05", "2023-10..2024-04"])
def test_a_key_of_a_period_is_accepted(text: str) -> None:
    assert period_problem(text) is None
    assert period_of(text).start.year == 2023


@pytest.mark.parametrize("text", ["", "окт", "2023-13", "2023-02-30", "2024..2023", "2023..2024..2025", "2023-Q5"])
def test_a_wrong_key_is_refused(text: str) -> None:
    assert period_problem(text)


def test_a_term_changed_elsewhere_is_noticed_and_brought_in_line(db: Database) -> None:
    before = row(db, "3")
    assert not before.is_stale
    with db.change("Правка в карточке") as change:
        change.set(PLAN_ROWS, before.ident, {"term": "Октябрь 2024"})
    assert row(db, "3").is_stale
    facts.reread_term(db, before.ident, TODAY)
    after = row(db, "3")
    assert not after.is_stale
    assert [point.key for point in after.points if point.is_in_term] == ["2024-10"]


# -- back from .xlsx -----------------------------------------------------------------------------------------------


def edit(path: Path, changes: dict[int, dict[str, object]], *, without_key: int | None = None) -> None:
    """Changes cells of the sheet «Сроки» as a person would; keys are idents of points."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    titles = [cell.value for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        ident = int(str(line[0].value).partition("#")[2])
        for title, value in changes.get(ident, {}).items():
            line[titles.index(title)].value = value
        if ident == without_key:
            line[0].value = None
    book.save(path)


def test_a_file_nobody_edited_changes_nothing(db: Database, tmp_path: Path) -> None:
    point = row(db, "1").points[2]
    facts.set_facts(db, [point.ident], {"done_on": date(2024, 2, 1), "result": "=12 человек\nпротокол", "note": " "})
    path = tmp_path / "план.xlsx"
    write_xlsx(board(db), path)
    found = compare(path, board(db))
    assert (found.differences, found.problems, found.newer_here) == ((), (), 0)
    assert found.same == sum(1 for _ in board(db).points)


def test_three_ways_of_coming_back(db: Database, tmp_path: Path) -> None:
    mine, theirs, both, moved, wrong, *_ = (each.ident for each in board(db).points)
    path = tmp_path / "план.xlsx"
    write_xlsx(board(db), path)
    facts.set_facts(db, [mine], {"result": "в программе"})
    facts.set_facts(db, [both], {"result": "в программе"})
    edit(path, {
        theirs: {"Выполнено": datetime(2023, 12, 1), "Результат": "в файле", "Отменено": "да"},
        both: {"Результат": "в файле"},
        moved: {"Перенесено на": "01.06.2024"},
        wrong: {"Выполнено": "вчера"},
    })  # fmt: skip
    found = compare(path, board(db))
    assert found.newer_here == 1, "what only the program changed stays"
    fates = {(each.point.ident, each.field.name): each.fate for each in found.differences}
    assert fates == {
        (theirs, "done_on"): "change", (theirs, "result"): "change", (theirs, "is_cancelled"): "change",
        (both, "result"): "conflict", (moved, "moved_to_on"): "change",
    }  # fmt: skip
    assert len(found.problems) == 1
    assert "Выполнено" in found.problems[0]
    with pytest.raises(Invalid):
        take_back(db, found.differences, path.name)  # a move without its order
    assert {each.ident: each.result for each in board(db).points}[both] == "в программе"
    chosen = [each for each in found.differences if each.fate == "change" and each.point.ident != moved]
    assert take_back(db, chosen, path.name) == 1
    stored = {each.ident: each for each in board(db).points}
    assert (stored[theirs].done_on, stored[theirs].result, stored[theirs].is_cancelled) == (
        date(2023, 12, 1), "в файле", True,
    )  # fmt: skip
    assert (stored[mine].result, stored[both].result) == ("в программе", "в программе")
    assert titles(db)[0] == "План из файла «план.xlsx», 1 срок"
    journal.undo(db)
    assert {each.ident: each.done_on for each in board(db).points}[theirs] is None


def test_rows_without_a_key_are_told_and_never_appended(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "план.xlsx"
    write_xlsx(board(db), path)
    gone = row(db, "1").points[0].ident
    edit(path, {}, without_key=gone)
    found = compare(path, board(db))
    assert found.differences == ()
    assert "без ключа" in found.problems[0]


def test_a_file_of_another_plan_is_refused(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "план.xlsx"
    write_xlsx(replace(board(db), ident=999), path)
    with pytest.raises(ImportRefused):
        compare(path, board(db))
    printed = board_of_order(ORDER, AS_OF)
    assert printed is not None
    write_xlsx(printed, path)
    with pytest.raises(ImportRefused):
        compare(path, board(db))
