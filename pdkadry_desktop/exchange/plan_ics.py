"""The plan as a calendar file: one all-day event per dated point, with a reminder; no rules of repetition.

A point longer than a month is one day, its last, and takes no time: a calendar full of year-long bars is of no use.
"""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from .. import __version__
from ..core.dates import format_date
from ..core.files import write_whole
from ..plan.board import Board, BoardRow, Point
from ..plan.schedule import STATUS_LABELS

_NAMESPACE = uuid.UUID("6f1d3c62-7f5e-5d0a-9a54-2f6f6b0f7a11")
_LONGEST = 31  # days
_REMIND = timedelta(days=-3)
_SILENT = ("done", "done_late", "cancelled")


def write_ics(board: Board, path: Path, *, made_at: datetime | None = None) -> int:
    """Writes the file; returns how many events it holds. ``made_at``: the moment written into it (now)."""
    calendar = Calendar()
    calendar.add("prodid", f"-//PedKadry//PedKadry {__version__}//RU")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", board.title or "План мероприятий")
    moment = (made_at or datetime.now(UTC)).replace(microsecond=0)
    count = 0
    seen: Counter[tuple[str, str, str]] = Counter()
    for row in board.rows:
        for point in row.points:
            named = (row.track, row.no, point.key)
            seen[named] += 1
            calendar.add_component(_event(board, row, point, seen[named], moment))
            count += 1
    write_whole(path, calendar.to_ical())
    return count


def _event(board: Board, row: BoardRow, point: Point, repeated: int, moment: datetime) -> Event:
    event = Event()
    event.add("uid", _uid(board, row, point, repeated))
    event.add("dtstamp", moment)
    event.add("summary", f"{row.track}.{row.no} {row.title}")
    start, end = days_in_calendar(point)
    event.add("dtstart", start)
    event.add("dtend", end + timedelta(days=1))
    if is_long(point):
        event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if point.is_cancelled else "CONFIRMED")
    event.add("categories", [STATUS_LABELS[point.status]])
    event.add("description", _description(board, row, point))
    if row.place:
        event.add("location", row.place)
    if point.status not in _SILENT:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", row.title)
        alarm.add("trigger", _REMIND)
        event.add_component(alarm)
    return event


def days_in_calendar(point: Point) -> tuple[date, date]:
    """The days an event takes, both included: all of them, or only the last one of a long span; the new day of a
    moved point."""
    is_day = point.moved_to is not None or is_long(point)
    return (point.last, point.last) if is_day else (point.first, point.last)


def is_long(point: Point) -> bool:
    """Longer than a month."""
    return (point.last - point.first).days >= _LONGEST


def _uid(board: Board, row: BoardRow, point: Point, repeated: int) -> str:
    """The same for the same point in every export, so that a calendar replaces and never doubles."""
    parts = [board.profile_id, row.track, row.no, point.key, *([str(repeated)] if repeated > 1 else [])]
    return f"{uuid.uuid5(_NAMESPACE, '|'.join(parts))}@pedkadry"


def _description(board: Board, row: BoardRow, point: Point) -> str:
    lines = [
        f"Срок в плане: {row.term.text}",
        f"Период: {format_date(point.start)} – {format_date(point.end)}",
        f"Состояние на {format_date(board.as_of)}: {STATUS_LABELS[point.status]}",
    ]
    if point.moved_to:
        lines.append(f"Перенесено на {format_date(point.moved_to)}: {point.moved_by}")
    if row.responsible:
        lines.append(f"Ответственные: {'; '.join(row.responsible)}")
    if point.result:
        lines.append(f"Результат: {point.result}")
    if board.order:
        lines.append(f"Основание: {board.order}")
    return "\n".join(lines)
