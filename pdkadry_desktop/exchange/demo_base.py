"""Fills an empty base with the invented district: through the importer, and what no workbook brings by the functions of
the window."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import UserError
from ..core.progress import NO_PROGRESS, Progress
from ..storage.database import Database
from .cells import Cell, FileKind, RawSheet, SheetFile
from .demo import demo_district
from .demo_unexchanged import fill_unexchanged
from .importer import apply_import, plan_import

DEMO_PROFILE, DEMO_YEAR = "verkhnebureinsky", 2022


def fill_demo(db: Database, organizations: int, teachers: int, seed: int, progress: Progress = NO_PROGRESS) -> None:
    """The district of ``demo_district`` in a base without data; marks the base as a demonstration."""
    plan = plan_import(db, demo_file(organizations, teachers, seed), progress)
    if plan.count("rejected"):
        raise UserError("Вымышленный район не прошёл проверку.", "Укажите другое число --seed.")
    apply_import(db, plan, progress)
    fill_unexchanged(db, DEMO_YEAR, seed)
    for name, value in (("demo", True), ("profile", DEMO_PROFILE), ("year", DEMO_YEAR)):
        db.set_setting(name, value)


def demo_file(organizations: int, teachers: int, seed: int) -> SheetFile:
    """The invented district as if it had been read from a workbook."""
    sheets = []
    for name, rows in demo_district(organizations, teachers, seed).items():
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        body = [tuple(_cell(row.get(heading)) for heading in headings) for row in rows]
        sheets.append(RawSheet(name, [tuple(headings), *body], first_row=1))
    return SheetFile(Path("Вымышленный район"), FileKind.XLSX, tuple(sheets))


def _cell(value: object) -> Cell:
    if isinstance(value, list | tuple):
        return "; ".join(str(each) for each in value)
    return value  # type: ignore[return-value]
