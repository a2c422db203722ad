"""One row of a foreign table read by meaning: what cannot be read is asked about and taken as empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from ..core.kinds import BadValue
from ..core.progress import Progress
from ..core.register import Severity
from .cells import Cell
from .foreign_sheet import Draft, SourceRow, problem_at
from .foreign_table import ForeignRow, ForeignTable
from .foreign_values import day_of, is_blank, text_of
from .plan import CellProblem

T = TypeVar("T")
_STEP = 1000  # rows between two looks at the progress


def watched(rows: Sequence[ForeignRow], sheet: str, progress: Progress) -> Iterator[ForeignRow]:
    """The rows one by one, telling how far the reading is."""
    for at, row in enumerate(rows):
        if at % _STEP == 0:
            progress.raise_if_cancelled()
            progress.step(at, len(rows), f"Чтение листа «{sheet}»")
        yield row


class RowReader:
    """Cells of a row; ``values`` and ``places`` collect what a draft of it will hold."""

    def __init__(self, table: ForeignTable, row: ForeignRow, problems: list[CellProblem]) -> None:
        self.table, self.row, self.problems = table, row, problems

    def cell(self, meaning: str) -> Cell:
        place = self.table.meanings.get(meaning)
        return None if place is None else self.at(place)

    def at(self, place: int) -> Cell:
        return self.row.cells[place] if place < len(self.row.cells) else None

    def is_filled(self, *meanings: str) -> bool:
        return any(not is_blank(self.cell(meaning)) for meaning in meanings)

    def text(self, meaning: str) -> str | None:
        return self.read(meaning, text_of)

    def read(self, meaning: str, reader: Callable[[Cell], T | None]) -> T | None:
        """The value of a cell, None with a question when it cannot be read."""
        try:
            return reader(self.cell(meaning))
        except BadValue as error:
            self.ask(meaning, f"Ячейка не принята: {error}.")
            return None

    def day(self, meaning: str) -> date | None:
        """A date known to the day; a month or a year alone is asked about."""
        day = self.read(meaning, day_of)
        if day is None or day.precision == "day":
            return day.on if day else None
        self.ask(meaning, "Ячейка не принята: нужна полная дата дд.мм.гггг.")
        return None

    def ask(self, meaning: str, message: str) -> None:
        self.tell(meaning, "question", message)

    def tell(self, meaning: str, severity: Severity, message: str) -> None:
        self.tell_at(self.table.meanings.get(meaning), severity, message)

    def tell_at(self, place: int | None, severity: Severity, message: str) -> None:
        self.problems.append(problem_at(self.table, self.row.number, place, severity, message))

    def source(self) -> SourceRow:
        return SourceRow(self.row.number, self.table)

    def draft(self, values: dict[str, object], sources: dict[str, str]) -> Draft:
        """``sources``: field → the meaning of the column it was read from."""
        meanings = self.table.meanings
        places = {name: meanings[each] for name, each in sources.items() if each in meanings}
        return Draft(self.table, self.row.number, dict(values), places)
