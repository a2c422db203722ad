"""The same workbook with wrong cells coloured and a note of what is wrong: to be e-mailed back and corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from pathlib import Path
from typing import Any

from ..core.progress import NO_PROGRESS, Progress
from ..core.register import Severity
from .cells import CellError, RawSheet, StrayCell, col_index
from .plan import CellProblem, ImportPlan
from .workbook_writer import SheetWriter, writing

_COLORS: dict[Severity, str] = {"error": "F8CBAD", "question": "FFE699", "warning": "FFF2CC"}
_WEIGHT: dict[Severity, int] = {"error": 0, "question": 1, "warning": 2}
_MOST_NOTES = 5000  # of warnings; beyond that they only get their colour
_STEP = 1000

Marks = dict[int, dict[int, list[CellProblem]]]  # row → column → problems


def write_rejected(plan: ImportPlan, path: Path, progress: Progress = NO_PROGRESS) -> int:
    """Writes every cell of the imported file where it stood; returns how many cells were coloured."""
    assert plan.source is not None, "the plan of a file keeps its cells"
    marked = 0
    with writing(path) as book:
        for sheet in plan.source.sheets:
            marks = _marks(sheet, plan)
            marked += sum(map(len, marks.values()))
            writer = SheetWriter(book, sheet.name, _widths(sheet))
            if sheet.hidden:
                writer.hide()
            _write_sheet(sheet, marks, writer, progress)
    return marked


def _marks(sheet: RawSheet, plan: ImportPlan) -> Marks:
    first_known = {
        each.source.name: min(each.headings.values()) for each in plan.sheets if each.source and each.headings
    }
    found: Marks = {}
    for problem in plan.problems:
        if problem.sheet == sheet.name and problem.row is not None:
            place = col_index(problem.letter) if problem.letter else first_known.get(sheet.name, 0)
            found.setdefault(problem.row, {}).setdefault(place, []).append(problem)
    return found


def _write_sheet(sheet: RawSheet, marks: Marks, writer: SheetWriter, progress: Progress) -> None:
    stray: dict[int, list[StrayCell]] = {}
    for each in sheet.stray:
        stray.setdefault(each.row, []).append(each)
    last = max([sheet.first_row + len(sheet.rows) - 1, *stray])
    notes = 0
    for number in range(1, last + 1):
        if number % _STEP == 0:
            progress.raise_if_cancelled()
            progress.step(number, last, f"Лист «{sheet.name}»")
        at = number - sheet.first_row
        values: list[Any] = list(sheet.rows[at]) if 0 <= at < len(sheet.rows) else []
        for cell in stray.get(number, ()):
            values.extend([None] * (cell.column + 1 - len(values)))
            values[cell.column] = cell.value
        row = [_plain(value) for value in values]
        for place, problems in marks.get(number, {}).items():
            row.extend([None] * (place + 1 - len(row)))
            worst = min(problems, key=lambda problem: _WEIGHT[problem.severity]).severity
            notes += worst == "warning"
            note = "\n".join(problem.message for problem in problems)
            row[place] = writer.marked(row[place], _COLORS[worst], note if notes <= _MOST_NOTES else "")
        writer.row(row)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, CellError | time) else value


def _widths(sheet: RawSheet) -> list[float]:
    """From the longest of the first texts of each column."""
    sample: Iterable[tuple[Any, ...]] = sheet.rows[:50]
    longest = [max((len(str(value)) for value in column if value is not None), default=8) for column in zip(*sample)]
    return [float(min(50, max(9, each + 2))) for each in longest]
