"""The plan goes out to calendars, Microsoft Project and Excel: nothing is lost, other programs can read it."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar

from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.exchange.plan_ics import write_ics
from pdkadry_desktop.exchange.plan_mspdi import write_mspdi
from pdkadry_desktop.exchange.plan_rows_xlsx import EDITED, HEADINGS, HIDDEN, SHEET
from pdkadry_desktop.exchange.plan_xlsx import write_xlsx
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.plan.board import Board, board_of_order
from pdkadry_desktop.plan.schedule import STATUS_LABELS

PLANS = ("amursk", "krasnoufimsk")
NS = {"p": "http://schemas.microsoft.com/project"}
MOMENT = datetime(2024, 3, 1, tzinfo=UTC)


def board(profile: str, as_of: date = date(2024, 3, 1)) -> Board:
    found = board_of_order(load_profile(profile), as_of)
    assert found is not None
    return found


def events(path: Path) -> list[Any]:
    return Calendar.from_ical(path.read_bytes()).walk("VEVENT")


@pytest.mark.parametrize("profile", PLANS)
def test_calendar_has_one_event_per_point(profile: str, tmp_path: Path) -> None:
    plan = board(profile)
    count = write_ics(plan, tmp_path / "план.ics", made_at=MOMENT)
    found = events(tmp_path / "план.ics")
    assert count == len(found) == sum(1 for _ in plan.points) > 50
    assert len({str(each["UID"]) for each in found}) == count
    for event, point in zip(found, plan.points):
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert not isinstance(start, datetime)
        assert "RRULE" not in event
        assert len(event.walk("VALARM")) == 1
        if (point.end - point.start).days + 1 > 31:
            assert (start, end) == (point.end, point.end + timedelta(days=1))
            assert str(event["TRANSP"]) == "TRANSPARENT"
        else:
            assert (start, end) == (point.start, point.end + timedelta(days=1))
            assert "TRANSP" not in event


def test_calendar_keeps_its_ids_and_says_what_became_of_a_point(tmp_path: Path) -> None:
    plan = board("krasnoufimsk")
    write_ics(plan, tmp_path / "1.ics")
    row = plan.rows[0]
    first = row.points[0]._replace(is_cancelled=True, status="cancelled")
    second = row.points[1]._replace(done_on=date(2023, 10, 5), status="done")
    moved = row.points[2]._replace(moved_to=date(2024, 6, 3), due=date(2024, 6, 3), status="moved", moved_by="№ 7")
    changed = replace(plan, rows=(replace(row, points=(first, second, moved, *row.points[3:])), *plan.rows[1:]))
    write_ics(changed, tmp_path / "2.ics")
    before, after = events(tmp_path / "1.ics"), events(tmp_path / "2.ics")
    assert [str(each["UID"]) for each in before] == [str(each["UID"]) for each in after]
    assert str(after[0]["STATUS"]) == "CANCELLED"
    assert not after[0].walk("VALARM")
    assert not after[1].walk("VALARM")
    assert "выполнено" in str(after[1]["DESCRIPTION"])
    assert after[2].decoded("DTSTART") == date(2024, 6, 3)
    assert "№ 7" in str(after[2]["DESCRIPTION"])


@pytest.mark.parametrize("profile", PLANS)
def test_project_has_tracks_activities_and_points(profile: str, tmp_path: Path) -> None:
    plan = board(profile)
    write_mspdi(plan, tmp_path / "план.xml")
    root = ET.parse(tmp_path / "план.xml").getroot()
    tasks = root.findall("p:Tasks/p:Task", NS)

    def text(task: ET.Element, name: str) -> str | None:
        return task.findtext(f"p:{name}", None, NS)

    levels = [int(text(task, "OutlineLevel") or -1) for task in tasks]
    assert (levels.count(0), levels.count(1)) == (1, len(plan.tracks))
    assert (levels.count(2), levels.count(3)) == (len(plan.rows), sum(1 for _ in plan.points))
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), "depth first, no level skipped"
    assert {text(task, "Manual") for task in tasks} == {"1"}
    assert [text(task, "StartText") for task in tasks if text(task, "OutlineLevel") == "2"] == [
        " ".join(row.term.text.split("\r")) for track in plan.tracks for row in plan.rows_of(track.no)
    ]
    points = [task for task in tasks if text(task, "OutlineLevel") == "3"]
    ordered = [each for track in plan.tracks for row in plan.rows_of(track.no) for each in row.points]
    assert [text(task, "Start") for task in points] == [f"{each.start}T08:00:00" for each in ordered]
    assert [text(task, "Finish") for task in points] == [f"{each.end}T17:00:00" for each in ordered]
    known = {each.findtext("p:Name", None, NS) for each in root.findall("p:Resources/p:Resource", NS)}
    assert len(known) == len({name for row in plan.rows for name in row.responsible})


def test_elements_of_a_task_stand_in_the_order_of_the_schema(tmp_path: Path) -> None:
    write_mspdi(board("krasnoufimsk"), tmp_path / "план.xml")
    order = (
        "UID", "ID", "Name", "Active", "Manual", "Type", "IsNull", "WBS", "OutlineNumber", "OutlineLevel", "Priority",
        "Start", "Finish", "Duration", "StartText", "ManualStart", "ManualFinish", "ManualDuration", "DurationFormat",
        "Estimated", "Milestone", "Summary", "PercentComplete", "ActualStart", "ActualFinish", "ConstraintType",
        "CalendarUID", "Deadline", "Notes",
    )  # fmt: skip
    for task in ET.parse(tmp_path / "план.xml").getroot().iterfind("p:Tasks/p:Task", NS):
        names = [each.tag.partition("}")[2] for each in task]
        assert names == sorted(names, key=order.index)


@pytest.mark.parametrize("profile", PLANS)
def test_workbook_has_the_table_the_points_and_the_months(profile: str, tmp_path: Path) -> None:
    plan = board(profile)
    count = write_xlsx(plan, tmp_path / "план.xlsx")
    book = openpyxl.load_workbook(tmp_path / "план.xlsx")
    table, points, months = book["План"], book[SHEET], book["Месяцы"]
    printed = {cell.value for line in table.iter_rows() for cell in line if cell.value is not None}
    for row in plan.rows:
        assert {row.title, row.term.text, "\n".join(row.responsible) or row.title} <= printed
    assert [cell.value for cell in points[1]] == list(HEADINGS)
    assert points.max_row - 1 == count == sum(1 for _ in plan.points)
    assert all(points.column_dimensions[letter].hidden for letter in "AB"[:HIDDEN])
    column = {title: place for place, title in enumerate(HEADINGS)}
    for line, point in zip(points.iter_rows(min_row=2, values_only=True), plan.points):
        assert line[column["Начало"]].date() == point.start
        assert line[column["Окончание"]].date() == point.end
        assert line[column["Состояние"]] == STATUS_LABELS[point.status]
        assert line[column["Ключ"]] is None, "nothing stored: such a row cannot come back"
        assert {line[column[title]] for title in EDITED} == {None}
    coloured = [cell for line in months.iter_rows(min_row=3, min_col=4) for cell in line if cell.fill.patternType]
    assert coloured
    assert all(cell.value for cell in coloured), "a status is a sign, never a colour alone"


@pytest.mark.parametrize("write", [write_ics, write_mspdi, write_xlsx])
def test_a_missing_folder_is_told(write: Callable[[Board, Path], int], tmp_path: Path) -> None:
    with pytest.raises(UserError):
        write(board("amursk"), tmp_path / "нет" / "план")


def test_text_of_a_plan_never_becomes_a_formula(tmp_path: Path) -> None:
    plan = board("amursk")
    row = replace(plan.rows[0], title="=1+1")
    write_xlsx(replace(plan, rows=(row, *plan.rows[1:])), tmp_path / "план.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "план.xlsx")["План"]
    (cell,) = (cell for line in sheet.iter_rows() for cell in line if cell.value == "=1+1")
    assert cell.data_type == "s" or cell.quotePrefix


def test_command_line_writes_all_files_at_once(tmp_path: Path) -> None:
    """In a process of its own, because paper starts Qt."""
    names = {"ics": b"BEGIN:VCALENDAR", "mspdi": b"<?xml", "xlsx": b"PK", "pdf": b"%PDF"}
    options = [part for name in names for part in (f"--{name}", str(tmp_path / name))]
    command = [sys.executable, "-m", "pdkadry_desktop", "plan", "--profile", "amursk", *options]
    surroundings = {**os.environ, "PDKADRY_DATA": str(tmp_path / "data")}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=surroundings)
    assert (done.returncode, done.stderr) == (0, "")
    for name, head in names.items():
        assert (tmp_path / name).read_bytes().startswith(head)
