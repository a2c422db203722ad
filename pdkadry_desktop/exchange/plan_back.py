"""A plan that comes back from .xlsx: compared three ways by hidden keys; nothing is appended, nothing guessed.

The file carries a mark of every value as it was when written. So for each value it is known whether only the file
changed it, only the program did, or both did differently: the last is a conflict and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from ..core.errors import ImportRefused
from ..core.kinds import BadValue
from ..core.register import FieldSpec
from ..core.text import clean_text, counted
from ..plan.board import Board, BoardRow, Point
from ..plan.facts import set_many_facts
from ..registers.plan_occurrences import PLAN_OCCURRENCES
from ..storage.database import Database
from .cells import Cell, CellError, RawSheet
from .plan_rows_xlsx import EDITED, HEADINGS, SHEET, edited_values, key_of, mark
from .sheets import read_workbook

Fate = Literal["change", "conflict"]
_RECORD_NAMES = {"moved_to": "moved_to_on"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs: what stands in the program and what in the file. ``field``: of the record."""

    row: BoardRow
    point: Point
    field: FieldSpec
    ours: Any
    theirs: Any
    fate: Fate

    def shown(self, value: Any) -> str:
        """A value as people read it."""
        return self.field.kind.format(value) or "—"


@dataclass(frozen=True, slots=True)
class Return:
    """What a file would change: differences, rows that are the same, newer values of the program, and what is wrong."""

    differences: tuple[Difference, ...]
    same: int
    newer_here: int
    problems: tuple[str, ...]

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """Changed here and there."""
        return tuple(each for each in self.differences if each.fate == "conflict")


def compare(path: Path, board: Board) -> Return:
    """Reads the file and compares it with the plan; ImportRefused when it is no file of this plan."""
    lines = _lines(path)
    pairs = ((row, point) for row in board.rows for point in row.points if point.ident)
    known = {key_of(board.ident, point.ident): (row, point) for row, point in pairs}
    differences: list[Difference] = []
    problems: list[str] = []
    seen: set[str] = set()
    same = newer = 0
    for number, line in lines:
        key = str(line.get("Ключ") or "").strip()
        if not key:
            if any(line.get(title) for title in ("Мероприятие", "Начало")):
                problems.append(f"Строка {number}: без ключа. Новые строки добавляются в программе.")
            continue
        if key in seen:
            problems.append(f"Строка {number}: ключ повторён. Взята первая из таких строк.")
            continue
        seen.add(key)
        if key not in known:
            problems.append(f"Строка {number}: такого срока в этом плане нет.")
            continue
        row, point = known[key]
        found, kept = _of_line(number, line, row, point, problems)
        differences += found
        newer += kept
        same += not found and not kept
    if not seen:
        raise ImportRefused(f"В файле «{path.name}» нет строк с ключами.", "Возьмите файл, который записала программа.")
    if not seen & known.keys():
        raise ImportRefused(f"Файл «{path.name}» – от другого плана.", "Выберите файл, записанный из этого плана.")
    return Return(tuple(differences), same, newer, tuple(problems))


def take_back(db: Database, chosen: Iterable[Difference], name: str) -> int:
    """Writes the chosen values in one change; returns how many points changed."""
    rows: dict[int, dict[str, Any]] = {}
    for each in chosen:
        rows.setdefault(each.point.ident, {})[each.field.name] = each.theirs
    if not rows:
        return 0
    return set_many_facts(db, rows, f"План из файла «{name}», {counted(len(rows), 'срок', 'срока', 'сроков')}")


def _of_line(
    number: int, line: Mapping[str, Cell], row: BoardRow, point: Point, problems: list[str]
) -> tuple[list[Difference], bool]:
    """The differences of one line, and whether the program has newer values that stay."""
    marks = str(line.get("Отпечаток") or "").split("-")
    ours = edited_values(point)
    found: list[Difference] = []
    newer = False
    for place, (title, name) in enumerate(EDITED.items()):
        field = PLAN_OCCURRENCES.by_name[_RECORD_NAMES.get(name, name)]
        cell = line.get(title)
        try:
            if isinstance(cell, CellError):
                raise BadValue(f"в ячейке ошибка {cell}")
            theirs = field.kind.from_cell(cell)
        except BadValue as error:
            problems.append(f"Строка {number}, «{title}»: {error}.")
            continue
        mine = _plain(ours[name])
        if _plain(theirs) == mine:
            continue
        if reason := field.kind.check(theirs):
            problems.append(f"Строка {number}, «{title}»: {reason}")
            continue
        before = marks[place] if place < len(marks) else ""
        if mark(_plain(theirs)) == before:
            newer = True
            continue
        fate: Fate = "change" if mark(mine) == before else "conflict"
        found.append(Difference(row, point, field, mine, theirs or None, fate))
    return found, newer


def _plain(value: Any) -> Any:
    """Empty texts and «нет» are nothing; texts as a cell gives them back."""
    if isinstance(value, str):
        return clean_text(value) or None
    return value if isinstance(value, date) else value or None


def _lines(path: Path) -> list[tuple[int, dict[str, Cell]]]:
    """Number of the line in the file and its cells by heading."""
    file = read_workbook(path)
    sheet = next((each for each in file.sheets if each.name == SHEET), None)
    head = _head(sheet) if sheet else None
    if sheet is None or head is None:
        raise ImportRefused(
            f"В файле «{path.name}» нет листа «{SHEET}» с ключами.", "Возьмите файл, который записала программа."
        )
    at, titles = head
    return [
        (number + 1, dict(zip(titles, row, strict=False)))
        for number, row in enumerate(sheet.rows[at + 1 :], at + 1)
        if any(cell is not None for cell in row)
    ]


def _head(sheet: RawSheet) -> tuple[int, Sequence[str]] | None:
    for at, row in enumerate(sheet.rows[:20]):
        titles = [str(cell or "").strip() for cell in row]
        if set(HEADINGS[:2]) <= set(titles):
            return at, titles
    return None
