"""Import of the canonical workbook: read and check everything without writing, then write it as one change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from ..core.errors import ChangeRefused, ImportRefused
from ..core.progress import NO_PROGRESS, Progress
from ..core.register import RegisterSpec
from ..registers import REGISTERS
from ..storage.change import Change
from ..storage.database import Database
from .cells import RawSheet, SheetFile
from .checker import check_sheet
from .context import Context
from .foreign import KINDS as FOREIGN_KINDS
from .foreign import Found, find_tables, foreign_layouts, nothing_found, plan_foreign, remember
from .form_compare import FormPlan
from .form_return import form_layouts, is_form, notes_of, plan_form
from .headings import SEARCHED_ROWS, find_headings, ignore_sheet
from .layout import SheetLayout, layouts, name_key, planning_order
from .people import plan_people
from .plan import ImportPlan, SheetPlan, Summary, shown
from .planner import plan_sheet
from .sheets import read_workbook
from .snapshot import Snapshot, journal_state, take_snapshot

_PORTION = 5000  # records written between two looks at the progress


def import_workbook(
    db: Database, path: Path, progress: Progress = NO_PROGRESS, *, dry_run: bool = False, kind: str = "auto"
) -> tuple[ImportPlan, Summary]:
    """Reads, checks and (unless ``dry_run``) writes a file: what the command line does."""
    plan = plan_import(db, read_workbook(path, progress), progress, kind)
    entry = None if dry_run else apply_import(db, plan, progress)
    return plan, plan.summary(entry)


def plan_import(
    db: Database, file: SheetFile, progress: Progress = NO_PROGRESS, kind: str = "auto"
) -> ImportPlan:  # fmt: skip
    """What importing the file would do. Nothing is written. ``kind``: auto, workbook, form or one of foreign.KINDS."""
    return make_plan(take_snapshot(db, known_sheets(file, kind)), file, progress, kind=kind)


def known_sheets(file: SheetFile, kind: str = "auto") -> list[SheetLayout]:
    """Layouts of the sheets that the file is compared with; ImportRefused when there is nothing to read in it."""
    if _is_form(file, kind):
        return form_layouts(file)
    foreign = _foreign_tables(file, kind)
    if foreign is not None:
        if foreign.kind is None:
            raise nothing_found(file, kind)
        return foreign_layouts()
    known = layouts()
    found = [known[name] for name in dict.fromkeys(name_key(sheet.name) for sheet in file.sheets) if name in known]
    if not found:
        raise ImportRefused(
            f"В файле «{file.path.name}» нет ни одного листа книги района и ни одной знакомой таблицы.",
            "Листы книги называются «Организации», «Педагоги», «Курсы» …; у другой таблицы нужна строка заголовков: "
            "«ФИО», «Должность» … или «Наименование».",
        )
    return found


def _is_form(file: SheetFile, kind: str) -> bool:
    """A return of a form made by this program; told so, or seen."""
    return kind == "form" or (kind == "auto" and is_form(file))


def _foreign_tables(file: SheetFile, kind: str) -> Found | None:
    """The foreign tables to read: told so, or the file has no sheet of the workbook but such a table; else None.

    A sheet named as one of the workbook is foreign when it lacks the keys of the workbook and is a clear foreign table.
    """
    if kind in FOREIGN_KINDS:
        return find_tables(file, kind)
    if kind != "auto":
        return None
    known = layouts()
    own = [(known[name], sheet) for sheet in file.sheets if (name := name_key(sheet.name)) in known]
    if any(_has_its_headings(layout, sheet) for layout, sheet in own):
        return None
    found = find_tables(file)
    widest = max((len(table.meanings) for tables in found.tables.values() for table in tables), default=0)
    return found if widest > (1 if own else 0) else None


def _has_its_headings(layout: SheetLayout, sheet: RawSheet) -> bool:
    """Two headings of the workbook in one row, a key among them or no other beside them."""
    keys = {"code"} if layout.owner else set(layout.spec.key_fields)
    for row in sheet.rows[:SEARCHED_ROWS]:
        found = [layout.by_heading.get(name_key(text)) for cell in row if (text := shown(cell))]
        names = {column.name for column in found if column is not None}
        if len(names) > 1 and (names & keys or len(names) == len(found)):
            return True
    return False


def make_plan(
    snapshot: Snapshot, file: SheetFile, progress: Progress = NO_PROGRESS, today: date | None = None,
    kind: str = "auto",
) -> ImportPlan:  # fmt: skip
    """The plan from what the base held: needs no base, so it may run on any thread."""
    if _is_form(file, kind):
        return plan_form(snapshot, file, progress, today)
    foreign = _foreign_tables(file, kind)
    if foreign is not None:
        return plan_foreign(snapshot, file, progress, today, kind, foreign)
    known_sheets(file, kind)
    plan = ImportPlan(file.path, file, base_state=snapshot.state)
    context = Context(snapshot, today or date.today())
    known = layouts()
    sheets: dict[str, RawSheet] = {}
    for sheet in file.sheets:
        name = name_key(sheet.name)
        if name in known and name not in sheets:
            sheets[name] = sheet
        else:
            ignore_sheet(sheet, plan.problems, plan.ignored)
    plans: dict[str, SheetPlan] = {}
    for layout in planning_order():
        name = name_key(layout.name)
        if name in sheets:
            progress.raise_if_cancelled()
            plans[name] = _plan_sheet(layout, sheets[name], plan, context, progress)
    plan.sheets = [plans[name] for name in known if name in plans]
    plan.writes = context.writes
    order = {name_key(each.name): place for place, each in enumerate(file.sheets)}
    plan.problems.sort(key=lambda problem: (order[name_key(problem.sheet)], problem.row or 0))
    return plan


def _plan_sheet(
    layout: SheetLayout, sheet: RawSheet, plan: ImportPlan, context: Context, progress: Progress
) -> SheetPlan:
    result = SheetPlan(layout.name, source=sheet)
    headings = find_headings(sheet, layout, plan.problems, plan.ignored)
    if headings is None:
        filled = [sheet.first_row + at for at, row in enumerate(sheet.rows) if any(map(shown, row))]
        result.rejected = filled[1:]  # the first is taken for headings nobody knows
        return result
    result.heading_row = sheet.first_row + headings.at
    result.headings = {column.heading: place for column, place in headings.columns.items()}
    checked = check_sheet(layout, headings, sheet, plan.problems)
    if layout.owner is not None:
        plan_people(checked, context, result, progress)
    else:
        plan_sheet(checked, context, result, progress)
    return result


def apply_import(db: Database, plan: ImportPlan, progress: Progress = NO_PROGRESS) -> int | None:
    """Writes a plan as one change; returns the journal entry that undoes it all, None when nothing changes.

    ChangeRefused when the base changed since the plan was made; Cancelled leaves the base as it was.
    """
    if journal_state(db) != plan.base_state:
        raise ChangeRefused("База изменилась после проверки файла: ничего не записано.", "Проверьте файл ещё раз.")
    notes = notes_of(db, plan, date.today()) if isinstance(plan, FormPlan) else []
    if plan.changes_nothing and not notes:
        return None
    with db.change(f"Импорт: {plan.path.name}", kind="import") as change:
        _write(change, plan, progress)
        for register, record, values in notes:
            change.set(REGISTERS[register], record, values)
        entry = change.entry_id if change.rows else None
    remember(db, plan.readings)
    return entry


def _write(change: Change, plan: ImportPlan, progress: Progress) -> None:
    ids: dict[int, int] = {}
    for writes in plan.writes.values():
        ids.update(zip(writes.new, change.reserve(len(writes.new)), strict=True))
    total = sum(len(writes.new) + len(writes.changed) for writes in plan.writes.values())
    done = 0
    for key, writes in plan.writes.items():
        spec = REGISTERS[key]
        linked = _linker(spec, ids)
        waiting = iter(writes.new.items())
        while portion := list(islice(waiting, _PORTION)):
            progress.raise_if_cancelled()
            progress.step(done, total, f"Запись: {spec.title}")
            change.add_many(spec, [linked(values) for _, values in portion], [ids[each] for each, _ in portion])
            done += len(portion)
        progress.raise_if_cancelled()
        change.set_many(spec, [(each, linked(values)) for each, values in writes.changed.items()])
        done += len(writes.changed)
    progress.raise_if_cancelled()
    progress.step(total, total, "Импорт записан")


def _linker(spec: RegisterSpec, ids: dict[int, int]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Puts real ids in the place of temporary ones."""
    names = [each.name for each in spec.links]

    def linked(values: dict[str, Any]) -> dict[str, Any]:
        found = {name: ids[values[name]] for name in names if (values.get(name) or 0) < 0}
        return {**values, **found} if found else values

    return linked
