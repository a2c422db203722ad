"""Copies of a base that the program makes by itself: a folder beside it, a counter instead of the clock, rotation.

The number in a name orders the copies, whatever the clock said; its day only tells them apart for people and thins
them out. A copy is proved before an older one goes, so a damaged base never pushes out a good copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select, update

from ..core.errors import BaseDamaged, UserError
from .backup import back_up, copy_key
from .database import Database
from .journal_tables import Counter, JournalEntry
from .opening import connected, translated_errors
from .protection import Key

_NAME = re.compile(r"(?P<stem>.+)-(?P<number>\d{6})-(?P<day>\d{4}-\d{2}-\d{2})-(?P<hour>\d{2})(?P<minute>\d{2})\.pdk")
_NEWEST, _DAYS, _WEEKS, _MONTHS, _ALWAYS = 10, 14, 8, 12, 3
_LARGEST = 2 << 30  # bytes that all copies of one base may take
_SETTING = "copied_entry"
_COUNTERS, _ENTRIES = Counter.__table__, JournalEntry.__table__


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: its number in the order of making, when the clock said it was made, its size in bytes."""

    path: Path
    number: int
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds: people, organisations, the last action and when it was made."""

    teachers: int
    organizations: int
    last_action: str
    acted_at: datetime | None


def folder_of(base: Path) -> Path:
    """Where the copies of a base lie."""
    return base.with_name(f"{base.stem}.копии")


def listed(base: Path) -> list[Copy]:
    """The copies of a base, the newest first; other files of the folder are left alone."""
    found = []
    folder = folder_of(base)
    for path in folder.iterdir() if folder.is_dir() else ():
        if (match := _NAME.fullmatch(path.name)) and match["stem"] == base.stem:
            made_at = _moment(match)
            if made_at is not None:
                found.append(Copy(path, int(match["number"]), made_at, path.stat().st_size))
    return sorted(found, key=lambda copy: copy.number, reverse=True)


def needs_copy(db: Database) -> bool:
    """Whether anything was done since the last copy."""
    last = db.connection.scalar(select(func.max(_ENTRIES.c.id)))
    return last is not None and last != db.setting(_SETTING)


def make(db: Database) -> Copy:
    """Makes and proves the next copy, then thins out the older ones. UserError when the place refuses."""
    folder = folder_of(db.path)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UserError(f"Папку копий «{folder}» нельзя создать.", "Проверьте права и место на диске.") from error
    newest = next((copy.number for copy in listed(db.path)), 0)
    counted = db.connection.scalar(select(_COUNTERS.c.value).where(_COUNTERS.c.name == "backups")) or 0
    number = max(newest, counted) + 1
    last = db.connection.scalar(select(func.max(_ENTRIES.c.id)))
    with db.aside() as connection:
        connection.execute(update(_COUNTERS).where(_COUNTERS.c.name == "backups").values(value=number))
    now = datetime.now()
    path = folder / f"{db.path.stem}-{number:06}-{now:%Y-%m-%d-%H%M}.pdk"
    back_up(db, path)
    db.set_setting(_SETTING, last)
    thin_out(listed(db.path))
    return Copy(path, number, now, path.stat().st_size)


def thin_out(copies: Sequence[Copy], largest: int = _LARGEST) -> list[Copy]:
    """Removes what rotation does not keep; returns what went. ``copies``: the newest first."""
    kept = keeps(copies)
    size = 0
    gone = []
    for place, copy in enumerate(copies):
        size += copy.size if copy in kept else 0
        if copy not in kept or (size > largest and place >= _ALWAYS):
            gone.append(copy)
    for copy in gone:
        copy.path.unlink(missing_ok=True)
    return gone


def keeps(copies: Sequence[Copy]) -> set[Copy]:
    """The newest 10, one a day for 14 days, one a week for 8, one a month for 12: days that have copies, by number."""
    kept = set(copies[:_NEWEST])
    kept |= _first_of_each(copies, _DAYS, lambda day: day.isoformat())
    kept |= _first_of_each(copies, _WEEKS, lambda day: f"{day:%G-%V}")
    kept |= _first_of_each(copies, _MONTHS, lambda day: f"{day:%Y-%m}")
    return kept


def look_into(path: Path, password: str | None = None, key: Key | None = None) -> Contents:
    """What a copy holds, read without changing it. PasswordNeeded when it opens with another password."""
    own = copy_key(path, password, key)
    with translated_errors(path), closing(connected(path, own)) as connection:
        run = connection.execute
        run("PRAGMA query_only=ON")
        if run("PRAGMA quick_check").fetchone()[0] != "ok":
            raise BaseDamaged("Копия повреждена.", "Возьмите другую копию.")
        last = run("SELECT title, made_at FROM journal_entries ORDER BY id DESC LIMIT 1").fetchone()
        teachers, organizations = (
            run(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("teachers", "organizations")
        )
    return Contents(teachers, organizations, last[0] if last else "", datetime.fromisoformat(last[1]) if last else None)


def _first_of_each(copies: Iterable[Copy], most: int, bucket: Callable[[date], str]) -> set[Copy]:
    found: dict[str, Copy] = {}
    for copy in copies:
        if len(found) < most:
            found.setdefault(bucket(copy.made_at.date()), copy)
    return set(found.values())


def _moment(match: re.Match[str]) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{match['day']}T{match['hour']}:{match['minute']}")
    except ValueError:
        return None
