"""A returned form becomes an import plan: only rows of its organisation, only what the school changed.

Recognised by its hidden sheet; a file that lost it by the organisation named in the title, the sheet or the file name
and by its headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..core.conditions import All, Test
from ..core.errors import ImportRefused
from ..core.progress import NO_PROGRESS, Progress
from ..core.text import name_key as text_key
from ..registers import REGISTERS
from ..registers.receipts import received_values
from ..storage.database import Database
from ..work.working import read_rows
from .cells import RawSheet, SheetFile
from .context import Context
from .foreign_headings import heading_key
from .foreign_people import People
from .foreign_places import Places
from .foreign_row import RowReader
from .foreign_table import SEARCHED_ROWS, ForeignTable
from .form_compare import FormPlan, Return
from .form_records import RecordsReturn
from .form_rows import ReturnRow, find_form_table, report_table, rows_of_table
from .form_service import LISTS, SERVICE, FormInfo, find_form
from .form_source import person_labels
from .form_staff import StaffReturn
from .form_templates import ID_HEADING, FormSheet, all_fields, offered_layouts
from .headings import ignore_sheet
from .layout import SheetLayout, layouts, name_key
from .plan import CellProblem
from .snapshot import Snapshot

Note = tuple[str, int, dict[str, Any]]  # register, record, fields
_TABLES = list[tuple[FormSheet, ForeignTable]]


def is_form(file: SheetFile) -> bool:
    """Whether the file is surely a form: its hidden sheet or its hidden column is there."""
    marks = {heading_key(ID_HEADING), heading_key("код записи")}
    return find_form(file) is not None or any(
        isinstance(cell, str) and heading_key(cell) in marks
        for sheet in file.sheets for row in sheet.rows[:SEARCHED_ROWS] for cell in row
    )  # fmt: skip


def form_layouts(file: SheetFile) -> list[SheetLayout]:
    """What of the base a return is compared with; ImportRefused when it is no form."""
    tables = _tables(file, find_form(file), {})
    if not tables:
        raise not_a_form(file)
    staff = layouts()[name_key("Педагоги")]
    return list({layout.name: layout for layout in (staff, *(form.layout for form, _ in tables))}.values())


def not_a_form(file: SheetFile) -> ImportRefused:
    return ImportRefused(
        f"Файл «{file.path.name}» – не форма, сделанная этой программой.",
        "Проверьте, тот ли это файл; другую таблицу загрузите на странице «Импорт и обмен».",
    )


def _tables(file: SheetFile, info: FormInfo | None, answers: dict[str, dict[str, str]]) -> _TABLES:
    """The tables of the visible sheets and the form each is, best first by name, then by headings."""
    sheets = [each for each in file.sheets if name_key(each.name) not in (SERVICE, LISTS) and each.rows]
    wanted = list(info.sheets) if info is not None else [all_fields(each) for each in offered_layouts()]
    found: _TABLES = []
    if info is None:
        for sheet in sheets:
            rated = [(form, table) for form in wanted if (table := find_form_table(sheet, form, answers))]
            if rated:
                found.append(max(rated, key=lambda pair: (
                    text_key(pair[0].title) == text_key(sheet.name), len(pair[1].meanings),
                )))  # fmt: skip
        return found
    left = list(sheets)
    for form in wanted:
        named = [each for each in left if text_key(each.name) == text_key(form.title)]
        others = [each for each in left if each not in named]
        for sheet in (*named, *sorted(others, key=lambda each: each.hidden)):
            table = find_form_table(sheet, form, answers)
            if table is not None:
                found.append((form, table))
                left.remove(sheet)
                break
    return found


def plan_form(
    snapshot: Snapshot, file: SheetFile, progress: Progress = NO_PROGRESS, today: date | None = None,
    organization: str | None = None,
) -> FormPlan:  # fmt: skip
    """What taking the return in would do. ``organization``: its code, when the file does not tell."""
    info = find_form(file)
    tables = _tables(file, info, snapshot.answers)
    if not tables:
        raise not_a_form(file)
    code = organization or _place_code(snapshot, file, info, tables)
    place = snapshot.codes["organizations"].get(code)
    if place is None:
        raise ImportRefused(
            f"Форма «{file.path.name}» – организации с кодом «{code}», а такой в базе нет.",
            "Проверьте код в реестре «Организации».",
        )
    plan = FormPlan(file.path, file, kind="form", base_state=snapshot.state, info=info, organization_id=place)
    context = Context(snapshot, today or date.today())
    row = context.base_row(REGISTERS["organizations"], place)
    plan.organization = row["short_name"] or row["name"]
    has_ids = info is None or (info.is_whole and info.base == snapshot.base)
    state = Return(plan, context, People(snapshot), place, code, has_ids)
    _collect_people(state, snapshot)
    for form, table in sorted(tables, key=lambda pair: not pair[0].is_staff):
        progress.raise_if_cancelled()
        progress.step(0, None, f"Проверка листа «{table.sheet.name}»")
        report_table(table, form, plan)
        rows = list(rows_of_table(table, form, plan.problems))
        _refuse_strangers(state, snapshot, rows)
        planner = StaffReturn if form.is_staff else RecordsReturn
        plan.sheets.append(planner(state, form, table, rows).run())
    _tell(plan, file, info, [table.sheet for _, table in tables])
    plan.writes = context.writes
    order = {each.name: at for at, each in enumerate(file.sheets)}
    plan.problems.sort(key=lambda problem: (order.get(problem.sheet, 0), problem.row or 0))
    return plan


def _place_code(snapshot: Snapshot, file: SheetFile, info: FormInfo | None, tables: _TABLES) -> str:
    """Whose return it is: the hidden sheet, a code or a name above a table, the name of the file."""
    if info is not None:
        return info.organization
    known = snapshot.codes["organizations"]
    places = Places(snapshot)
    texts = [text for _, table in tables for _, text in table.above]
    for text in texts:
        for code in known:
            if f"(код {text_key(code)})" in text_key(text):
                return code
    for text in (*texts, *(table.sheet.name for _, table in tables), file.path.stem):
        found = places.mentioned(text)
        if len(found) == 1:
            return next(iter(found))
    raise UnknownSchool(
        f"Не понять, чья это форма: «{file.path.name}».",
        "Напишите над таблицей наименование или код организации – или выберите её в списке возвратов.",
    )


class UnknownSchool(ImportRefused):
    """A return that lost every sign of its organisation: the user is asked."""


def _collect_people(state: Return, snapshot: Snapshot) -> None:
    people = dict(snapshot.records("teachers"))
    today = state.context.today
    state.own_people = {
        row["teacher_id"] for _, row in snapshot.records("employments")
        if row["organization_id"] == state.place and (row["left_on"] is None or row["left_on"] >= today)
    }  # fmt: skip
    labels = person_labels({each: people[each] for each in state.own_people})
    state.person_names = {text_key(label): each for each, label in labels.items()}


def _refuse_strangers(state: Return, snapshot: Snapshot, rows: Sequence[ReturnRow]) -> None:
    """A column of organisations that the school added: rows about another one are refused."""
    places: Places | None = None
    for row in rows:
        text = RowReader(row.table, row.source, row.problems).text("organization")
        if text is None:
            continue
        places = places or Places(snapshot)
        found = places.find(text) or places.mentioned(text)
        if len(found) == 1 and state.place_code not in found:
            row.refuse("organization", "Строка о другой организации: не принята.")
        elif state.place_code not in found:
            row.tell("organization", "warning", "Такой организации в базе нет; строка отнесена к той, чья форма.")


def _tell(plan: FormPlan, file: SheetFile, info: FormInfo | None, read: Sequence[RawSheet]) -> None:
    """What the user has to know of the file as a whole."""
    for sheet in file.sheets:
        if sheet not in read and name_key(sheet.name) not in (SERVICE, LISTS) and sheet.rows:
            ignore_sheet(sheet, plan.problems, plan.ignored)
    first = read[0]
    if info is None:
        plan.problems.append(CellProblem(
            first.name, None, None, "", "warning",
            "Служебного листа в возврате нет: строки найдены по содержанию, пустые ячейки ничего не стирают.",
        ))  # fmt: skip
    elif not info.is_whole:
        plan.problems.append(CellProblem(
            first.name, None, None, "", "warning",
            "Служебный лист изменён: строки найдены по содержанию, пустые ячейки ничего не стирают.",
        ))  # fmt: skip
    for each in plan.missing:
        where = next((one.name for one in read if text_key(one.name) == text_key(each.sheet)), first.name)
        plan.problems.append(CellProblem(
            where, None, None, each.title, "question",
            "Этой строки в возврате нет. Запись осталась как была: решите, уволен человек (закрыта запись) или строку "
            "удалили по ошибке.",
        ))  # fmt: skip


def notes_of(db: Database, plan: FormPlan, on: date) -> list[Note]:
    """What taking the return in notes beside its rows, in the same action: the form and the receipt of the campaign."""
    info = plan.info
    if info is None:
        return []
    same = (Test("name", "eq", info.title), Test("year", "eq", info.year), Test("made_on", "eq", info.made_on))
    issues = list(read_rows(db, "form_issues", All((Test("organization_id", "eq", plan.organization_id), *same))))
    rejected = plan.count("rejected")
    notes: list[Note] = []
    for issue in issues[:1]:
        values = {"problem_count": rejected or None, "returned_on": issue["returned_on"] or on}
        if not rejected and issue["accepted_on"] is None:
            values["accepted_on"] = on
        notes.append(("form_issues", issue["id"], values))
    if info.campaign is not None:
        receipts = read_rows(db, "receipts", Test("campaign_id", "eq", info.campaign))
        mine = [row for row in receipts if row["organization_id"].id == plan.organization_id]
        notes += [("receipts", row["id"], received_values(row, on)) for row in mine]
    return notes
