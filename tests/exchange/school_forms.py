"""A small district, forms made for its schools, and returns changed as schools change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pdkadry_desktop.exchange.cells import RawSheet, SheetFile
from pdkadry_desktop.exchange.form_making import make_forms
from pdkadry_desktop.exchange.form_service import LISTS, SERVICE
from pdkadry_desktop.exchange.form_templates import FormTemplate, templates
from pdkadry_desktop.exchange.importer import apply_import, plan_import
from pdkadry_desktop.exchange.plan import ImportPlan
from pdkadry_desktop.exchange.sheets import read_workbook
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.scan import scan

TODAY = date.today()
YEAR = TODAY.year
PEOPLE = (
    ("П1", "Ёлкина", "Анна", "Петровна", date(1990, 5, 14), "О1"),
    ("П2", "Берёзов", "Пётр", "Ильич", date(1999, 2, 1), "О1"),
    ("П3", "Клёнова", "Мария", "Олеговна", date(1971, 11, 30), "О1"),
    ("П4", "Сосновская", "Ольга", "Семёновна", None, "О1"),
    ("П5", "Дубов", "Артём", "Юрьевич", date(1985, 1, 2), "О2"),
)
Grid = list[list[Any]]


def template(title: str) -> FormTemplate:
    return next(each for each in templates() if each.title == title)


def fill(db: Database) -> dict[str, int]:
    """Two schools, five people, courses, vacancies, diagnostics, a pair; mark → id."""
    ids: dict[str, int] = {}
    with db.change("Пробный район") as change:

        def add(key: str, mark: str, /, **values: Any) -> None:
            ids[mark] = change.add(REGISTERS[key], values)

        for number in (1, 2):
            add("organizations", f"О{number}", code=f"О{number}", name=f"Школа № {number}", kind="school")
        for code, last, first, middle, born, place in PEOPLE:
            add("teachers", code, code=code, last_name=last, first_name=first, middle_name=middle, born_on=born,
                phone="=1+1", teaching_since=date(YEAR - 2, 9, 1))  # fmt: skip
            add("employments", f"Р-{code}", teacher_id=ids[code], organization_id=ids[place], position="учитель",
                subjects=("математика", "физика"), hired_on=date(2020, 9, 1), fte=0.5)  # fmt: skip
        for code, name in (("П1", "Цифровая школа"), ("П2", "Обновлённые ФГОС"), ("П5", "Чужой курс")):
            add("courses", f"К-{code}", teacher_id=ids[code], kind="pk", name=name, hours=72,
                ends_on=date(YEAR, 3, 1))  # fmt: skip
        add("vacancies", "В1", code="В1", organization_id=ids["О1"], position="учитель", subject="химия",
            starts_on=date(YEAR, 1, 10))  # fmt: skip
        add("vacancies", "В2", code="В2", organization_id=ids["О2"], position="логопед", starts_on=date(YEAR, 1, 10))
        add("diagnostics", "Д1", teacher_id=ids["П3"], held_on=date(YEAR, 2, 2), level="municipal", score=7.5,
            deficits=("оценивание",))  # fmt: skip
        add("mentorships", "Н1", code="Н1", mentor_id=ids["П3"], mentee_id=ids["П2"], form="peer",
            organization_id=ids["О1"], starts_on=date(YEAR, 1, 9))  # fmt: skip
    return ids


def handed_out(db: Database, folder: Path, title: str, code: str = "О1") -> SheetFile:
    """The form of a school as it was made, read again."""
    ids = {values[0]: each for each, values in scan(db, REGISTERS["organizations"], ["code"])}
    made = make_forms(db, template(title), YEAR, [ids[code]], folder)
    return read_workbook(made[0].path)


def grid_of(file: SheetFile, at: int = 0) -> Grid:
    return [list(row) for row in file.sheets[at].rows]


def changed(file: SheetFile, edit: Callable[[Grid], Grid | None], at: int = 0) -> SheetFile:
    """The file with one sheet edited; ``edit`` gets all rows, the headings in the fourth line (``HEAD``)."""
    sheet = file.sheets[at]
    grid = [list(row) for row in sheet.rows]
    grid = edit(grid) or grid
    width = max(map(len, grid))
    rows: list[Any] = [tuple(row + [None] * (width - len(row))) for row in grid]
    sheets = list(file.sheets)
    sheets[at] = RawSheet(sheet.name, rows, sheet.first_row, sheet.hidden, (), sheet.merged)
    return SheetFile(file.path, file.kind, tuple(sheets))


def head_of(grid: Grid) -> int:
    """The place of the row of headings."""
    return next(at for at, row in enumerate(grid) if sum(cell is not None for cell in row) > 4)


def column(grid: Grid, heading: str) -> int:
    return [str(cell or "").rstrip(" *") for cell in grid[head_of(grid)]].index(heading)


def row_of(grid: Grid, text: str) -> list[Any]:
    return next(row for row in grid[head_of(grid) + 1 :] if text in row)


def without_service(file: SheetFile) -> SheetFile:
    sheets = tuple(each for each in file.sheets if each.name not in (SERVICE, LISTS))
    return SheetFile(file.path, file.kind, sheets)


def take(db: Database, file: SheetFile, **options: Any) -> ImportPlan:
    plan = plan_import(db, file, **options)
    apply_import(db, plan)
    return plan


def counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    """Added, changed, unchanged, rejected."""
    return tuple(plan.count(each) for each in ("added", "changed", "unchanged", "rejected"))  # type: ignore[return-value]


def values_of(db: Database, register: str, record: int, *names: str) -> Sequence[Any]:
    return dict(scan(db, REGISTERS[register], list(names)))[record]
