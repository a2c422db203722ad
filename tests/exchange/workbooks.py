"""Small workbooks for tests of the import: sheets given as rows of headings and values, without a file on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from pdkadry_desktop.exchange.cells import FileKind, RawSheet, SheetFile
from pdkadry_desktop.exchange.importer import apply_import, plan_import
from pdkadry_desktop.exchange.plan import CellProblem, ImportPlan, SheetPlan
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.backup import digest
from pdkadry_desktop.storage.database import Database

Rows = Sequence[Mapping[str, Any]]
Sheets = Mapping[str, Rows]

SCHOOL = {"Код": "Ш-1", "Наименование": "Школа № 1", "Тип": "общеобразовательная"}
KINDERGARTEN = {"Код": "С-1", "Наименование": "Детский сад «Ёлочка»", "Тип": "дошкольная"}


def teacher(code: str = "П-1", **columns: Any) -> dict[str, Any]:
    """A row of «Педагоги»; headings with spaces come as ``**{"Дата приёма": …}``."""
    row = {"Код": code, "Фамилия": "Ёлкина", "Имя": "Анна", "Организация": "Ш-1", "Должность": "учитель"}
    return {**row, **columns}


def course(code: str = "П-1", **columns: Any) -> dict[str, Any]:
    row = {"Педагог": code, "Вид": "повышение квалификации", "Программа": "Основы", "Окончание": date(2024, 5, 20)}
    return {**row, **columns}


def grid(rows: Rows) -> list[list[Any]]:
    """The heading row and the rows below it, columns in the order in which headings are first met."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    return [headings, *([row.get(name) for name in headings] for row in rows)]


def raw_file(grids: Mapping[str, Iterable[Sequence[Any]]], name: str = "Район.xlsx") -> SheetFile:
    """A file as the reader gives it, from plain cells."""
    sheets = []
    for title, lines in grids.items():
        rows = [list(line) for line in lines]
        width = max(map(len, rows), default=0)
        sheets.append(RawSheet(title, [tuple(row + [None] * (width - len(row))) for row in rows], 1))
    return SheetFile(Path(name), FileKind.XLSX, tuple(sheets))


def file_of(sheets: Sheets) -> SheetFile:
    return raw_file({name: grid(rows) for name, rows in sheets.items()})


def write_xlsx(path: Path, sheets: Sheets) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for line in grid(rows):
            sheet.append(line)
    book.save(path)
    return path


def bring(db: Database, sheets: Sheets) -> ImportPlan:
    """Imports and returns the plan."""
    return bring_file(db, file_of(sheets))


def bring_file(db: Database, file: SheetFile) -> ImportPlan:
    plan = plan_import(db, file)
    apply_import(db, plan)
    return plan


def sheet(plan: ImportPlan, name: str) -> SheetPlan:
    return next(each for each in plan.sheets if each.name == name)


def fates(plan: ImportPlan, name: str) -> tuple[int, int, int, int]:
    """Added, changed, unchanged, rejected."""
    found = sheet(plan, name)
    return len(found.added), len(found.changed), len(found.unchanged), len(found.rejected)


def errors(plan: ImportPlan) -> list[CellProblem]:
    return [problem for problem in plan.problems if problem.severity == "error"]


def table(db: Database, name: str, *columns: str) -> list[tuple[Any, ...]]:
    """Rows of a table by id, the given columns."""
    found = db.connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM {name} ORDER BY id")
    return [tuple(row) for row in found]


def dump(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of records: what undo has to bring back."""
    return {name: table(db, name, "*") for name in REGISTERS}


def fingerprint(db: Database) -> str:
    return digest(db.raw)
