"""The plan as an XML file of Microsoft Project (MSPDI): tracks, activities, dated points; terms as printed.

All tasks are scheduled by hand, so the dates stay as they are; the printed term stands in «StartText» of an activity
and in its notes. Elements stand in the order of the schema; tasks depth first with explicit outline levels.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from ..core.dates import format_date
from ..core.files import write_whole
from ..core.text import clean_text
from ..plan.board import Board, BoardRow, Point
from ..plan.schedule import STATUS_LABELS
from ..plan.term_labels import describe_occurrence
from ..plan.terms import Occurrence

_NAMESPACE = "http://schemas.microsoft.com/project"
_NAME_LIMIT = 255  # what the window of Project shows and stores without complaint
_DONE = ("done", "done_late")
_HOURS = 8


@dataclass
class _Task:
    """One task; ``level`` 0 is the plan itself. None as dates: no dates are known."""

    name: str
    level: int
    start: date | None = None
    end: date | None = None
    text: str = ""
    notes: str = ""
    deadline: date | None = None
    started_on: date | None = None
    done_on: date | None = None
    is_summary: bool = False
    responsible: Sequence[str] = ()
    numbers: list[int] = field(default_factory=list)


def write_mspdi(board: Board, path: Path) -> int:
    """Writes the file; returns how many dated points it holds."""
    tasks = list(_tasks(board))
    project = ET.Element("Project", xmlns=_NAMESPACE)
    first, last = board.span
    _put(project, "SaveVersion", "14")
    _put(project, "Name", path.name)
    _put(project, "Title", _short(board.title))
    _put(project, "Company", board.authority)
    _put(project, "ScheduleFromStart", "1")
    _put(project, "StartDate", _morning(first))
    _put(project, "FinishDate", _evening(last))
    _put(project, "CalendarUID", "1")
    _put(project, "DefaultStartTime", "08:00:00")
    _put(project, "DefaultFinishTime", "17:00:00")
    _put(project, "MinutesPerDay", str(_HOURS * 60))
    _put(project, "MinutesPerWeek", str(_HOURS * 60 * 5))
    _put(project, "DaysPerMonth", "20")
    _put(project, "StatusDate", _evening(board.as_of))
    _put(project, "NewTasksAreManual", "1")
    _calendar(project)
    holder = ET.SubElement(project, "Tasks")
    for number, task in enumerate(tasks):
        _write_task(holder, number, task)
    people = list(dict.fromkeys(name for task in tasks for name in task.responsible))
    _resources(project, people)
    _assignments(project, tasks, people)
    ET.indent(project, " ")
    write_whole(path, ET.tostring(project, encoding="utf-8", xml_declaration=True))
    return sum(1 for _ in board.points)


def _tasks(board: Board) -> Iterable[_Task]:
    first, last = board.span
    yield _Task(board.title or "План мероприятий", 0, first, last, notes=board.order, is_summary=True)
    for at, track in enumerate(board.tracks, 1):
        rows = board.rows_of(track.no)
        start, end = _envelope(point for row in rows for point in row.points)
        yield _Task(track.title, 1, start, end, is_summary=True, numbers=[at])
        for place, row in enumerate(rows, 1):
            start, end = _envelope(row.points)
            yield _Task(
                f"{row.no}. {row.title}", 2, start, end, row.term.text, _row_notes(row), is_summary=bool(row.points),
                responsible=row.responsible, numbers=[at, place],
            )  # fmt: skip
            for index, point in enumerate(row.points, 1):
                yield _Task(
                    describe_occurrence(Occurrence(point.start, point.end)), 3, point.first, point.last,
                    notes=_point_notes(board, point), deadline=point.due, started_on=point.started_on,
                    done_on=point.done_on if point.status in _DONE else None, numbers=[at, place, index],
                )  # fmt: skip


def _envelope(points: Iterable[Point]) -> tuple[date | None, date | None]:
    found = list(points)
    return min((each.first for each in found), default=None), max((each.last for each in found), default=None)


def _row_notes(row: BoardRow) -> str:
    lines = [f"{row.title}", f"Срок в плане: {row.term.text}", f"Прочитано: {row.described}"]
    lines += [f"{label}: {text}" for label, text in (("Место", row.place), ("Результат", row.result)) if text]
    return "\n".join(lines)


def _point_notes(board: Board, point: Point) -> str:
    lines = [f"Состояние на {format_date(board.as_of)}: {STATUS_LABELS[point.status]}"]
    if point.moved_to:
        lines.append(f"Перенесено на {format_date(point.moved_to)}: {point.moved_by}")
    lines += [text for text in (point.result, point.note) if text]
    return "\n".join(lines)


def _write_task(holder: ET.Element, uid: int, task: _Task) -> None:
    element = ET.SubElement(holder, "Task")
    _put(element, "UID", str(uid))
    _put(element, "ID", str(uid))
    _put(element, "Name", _short(task.name))
    _put(element, "Active", "1")
    _put(element, "Manual", "1")
    _put(element, "Type", "1")
    _put(element, "IsNull", "0")
    outline = ".".join(map(str, task.numbers)) or "0"
    _put(element, "WBS", outline)
    _put(element, "OutlineNumber", outline)
    _put(element, "OutlineLevel", str(task.level))
    _put(element, "Priority", "500")
    dates: list[tuple[str, str]] = []
    if task.start and task.end:
        dates = [("Start", _morning(task.start)), ("Finish", _evening(task.end)), ("Duration", _length(task))]
    for name, value in dates:
        _put(element, name, value)
    if task.text:
        _put(element, "StartText", task.text)
    for name, value in dates:
        _put(element, f"Manual{name}", value)
    _put(element, "DurationFormat", "7")
    _put(element, "Estimated", "0")
    _put(element, "Milestone", "1" if task.level == 3 and task.start == task.end else "0")
    _put(element, "Summary", "1" if task.is_summary else "0")
    _put(element, "PercentComplete", "100" if task.done_on else "0")
    begun = task.started_on or (min(task.start, task.done_on) if task.start and task.done_on else task.done_on)
    if begun:
        _put(element, "ActualStart", _morning(begun))
    if task.done_on:
        _put(element, "ActualFinish", _evening(task.done_on))
    _put(element, "ConstraintType", "0")
    _put(element, "CalendarUID", "-1")
    if task.deadline:
        _put(element, "Deadline", _evening(task.deadline))
    if task.notes:
        _put(element, "Notes", task.notes)


def _length(task: _Task) -> str:
    """The working time between two days; a span without working days still takes one day."""
    assert task.start and task.end
    weeks, rest = divmod((task.end - task.start).days + 1, 7)
    days = weeks * 5 + sum((task.start + timedelta(days=each)).weekday() < 5 for each in range(rest))
    return f"PT{max(1, days) * _HOURS}H0M0S"


def _calendar(project: ET.Element) -> None:
    """Monday to Friday, 8–12 and 13–17."""
    calendar = ET.SubElement(ET.SubElement(project, "Calendars"), "Calendar")
    _put(calendar, "UID", "1")
    _put(calendar, "Name", "Стандартный")
    _put(calendar, "IsBaseCalendar", "1")
    _put(calendar, "BaseCalendarUID", "-1")
    days = ET.SubElement(calendar, "WeekDays")
    for number in range(1, 8):  # 1 is Sunday
        day = ET.SubElement(days, "WeekDay")
        _put(day, "DayType", str(number))
        is_working = 2 <= number <= 6
        _put(day, "DayWorking", str(int(is_working)))
        if is_working:
            times = ET.SubElement(day, "WorkingTimes")
            for begin, finish in (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")):
                time = ET.SubElement(times, "WorkingTime")
                _put(time, "FromTime", begin)
                _put(time, "ToTime", finish)


def _resources(project: ET.Element, people: Sequence[str]) -> None:
    holder = ET.SubElement(project, "Resources")
    for uid, name in enumerate(people, 1):
        resource = ET.SubElement(holder, "Resource")
        _put(resource, "UID", str(uid))
        _put(resource, "ID", str(uid))
        _put(resource, "Name", _short(name).replace(",", " ").replace(";", " "))  # Project parts names by these signs
        _put(resource, "Type", "1")
        _put(resource, "IsNull", "0")


def _assignments(project: ET.Element, tasks: Sequence[_Task], people: Sequence[str]) -> None:
    holder = ET.SubElement(project, "Assignments")
    known = {name: uid for uid, name in enumerate(people, 1)}
    number = 0
    for task_uid, task in enumerate(tasks):
        for name in dict.fromkeys(task.responsible):
            number += 1
            assignment = ET.SubElement(holder, "Assignment")
            _put(assignment, "UID", str(number))
            _put(assignment, "TaskUID", str(task_uid))
            _put(assignment, "ResourceUID", str(known[name]))
            _put(assignment, "Units", "1")


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = clean_text(text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _NAME_LIMIT else f"{line[: _NAME_LIMIT - 1]}…"


def _morning(day: date) -> str:
    return f"{day.isoformat()}T08:00:00"


def _evening(day: date) -> str:
    return f"{day.isoformat()}T17:00:00"
