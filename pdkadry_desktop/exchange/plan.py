"""What an import would do, before anything is written: rows by fate, problems by cell, values to write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..core.kinds import Text
from ..core.register import Severity
from .cells import RawSheet, SheetFile

_LONGEST_SHOWN = 200
_AS_TEXT = Text()


def shown(cell: object) -> str:
    """A cell as people see it, cut when very long."""
    text = shown_whole(cell)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def shown_whole(cell: object) -> str:
    """A cell as people see it."""
    return _AS_TEXT.from_cell(cell) or ""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell (``row`` as Excel counts it; None: the whole sheet) and what to do about it."""

    sheet: str
    row: int | None
    column: str | None
    value: str
    severity: Severity
    message: str
    letter: str = ""  # of the column in the file

    def to_json(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet, "row": self.row, "column": self.column, "value": self.value,
            "severity": self.severity, "message": self.message,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that gets another value, both as shown."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of the file that changes what the base holds. ``title``: what the record is called."""

    row: int
    title: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column that is not of the workbook: its heading (or letter) and how many filled cells stand below it."""

    sheet: str
    column: str
    cells: int


@dataclass(slots=True)
class SheetPlan:
    """The fate of every filled row of a sheet, by Excel row numbers."""

    name: str
    added: list[int] = field(default_factory=list)
    changed: list[ChangedRow] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    rejected: list[int] = field(default_factory=list)
    source: RawSheet | None = None
    heading_row: int = 0  # Excel number of the row with the headings; 0: not found
    headings: dict[str, int] = field(default_factory=dict)  # heading → column of the file, from 0

    @property
    def rows(self) -> int:
        return len(self.added) + len(self.changed) + len(self.unchanged) + len(self.rejected)

    def cells(self, row: int) -> dict[str, str]:
        """The cells of a row under known headings, as shown: for the preview."""
        if self.source is None:
            return {}
        values = self.source.rows[row - self.source.first_row]
        return {heading: shown(values[at]) for heading, at in self.headings.items()}

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name, "rows": self.rows, "added": len(self.added), "changed": len(self.changed),
            "unchanged": len(self.unchanged), "rejected": len(self.rejected),
        }  # fmt: skip


@dataclass(slots=True)
class Writes:
    """What one register gets: new records under temporary negative ids, and changed fields of known ones."""

    new: dict[int, dict[str, Any]] = field(default_factory=dict)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """An import told to a script: `pdkadry import --json`. ``entry``: the journal entry that undoes it all."""

    file: str
    kind: str
    sheets: tuple[Mapping[str, Any], ...]
    problems: tuple[Mapping[str, Any], ...]
    ignored_columns: tuple[Mapping[str, Any], ...]
    entry: int | None

    def to_json(self) -> dict[str, Any]:
        return {
            "file": self.file, "kind": self.kind, "sheets": list(self.sheets), "problems": list(self.problems),
            "ignored_columns": list(self.ignored_columns), "entry": self.entry,
        }  # fmt: skip


@dataclass(slots=True)
class ImportPlan:
    """Everything an import found and would write. ``base_state``: the journal as it was when the plan was made.

    ``readings``: guessed headings of foreign tables, to be remembered when the import is written (foreign.py).
    """

    path: Path
    source: SheetFile | None = None
    kind: str = "workbook"
    sheets: list[SheetPlan] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    writes: dict[str, Writes] = field(default_factory=dict)
    base_state: int = 0
    readings: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def changes_nothing(self) -> bool:
        return not any(each.new or each.changed for each in self.writes.values())

    def count(self, fate: str) -> int:
        """Rows of all sheets that are «added», «changed», «unchanged» or «rejected»."""
        return sum(len(getattr(sheet, fate)) for sheet in self.sheets)

    def summary(self, entry: int | None = None) -> Summary:
        return Summary(
            file=self.path.name,
            kind=self.kind,
            sheets=tuple(sheet.to_json() for sheet in self.sheets),
            problems=tuple(problem.to_json() for problem in self.problems),
            ignored_columns=tuple({"sheet": each.sheet, "column": each.column} for each in self.ignored),
            entry=entry,
        )
