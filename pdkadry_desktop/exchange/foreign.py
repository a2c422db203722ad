"""Import of foreign tables: lists of organisations, staff of a school system or a website, courses.

A foreign table becomes rows of the sheets of the workbook, and from there on everything is as for the workbook: one
plan, one preview, one change, one undo. Nothing of the file is dropped silently: what is neither written nor refused
is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ..core.errors import ImportRefused
from ..core.progress import NO_PROGRESS, Progress
from ..core.text import fold
from ..registers import REGISTERS
from ..registers.dictionaries import ORG_TYPE
from ..storage.database import Database
from .cells import RawSheet, SheetFile
from .codes import stable_code
from .context import Context
from .foreign_courses import CourseDrafts
from .foreign_headings import Reading, heading_key
from .foreign_organizations import OrganizationDrafts, organization_column
from .foreign_people import People
from .foreign_places import Places, kind_of, looks_like_organization, place_key
from .foreign_sheet import problem_at, settle, settle_derived, sheet_of
from .foreign_staff import StaffDrafts, Teacher
from .foreign_table import ForeignTable, collect, find_table, headless_table
from .foreign_vocabulary import COURSES, ORGANIZATIONS, STAFF
from .headings import report_stray
from .layout import SheetLayout, layouts, name_key
from .people import plan_people
from .plan import CellProblem, Ignored, ImportPlan, SheetPlan, shown
from .planner import plan_sheet
from .snapshot import HEADING_ANSWERS, Snapshot

KINDS = ("organizations", "staff", "courses", "website")
_VOCABULARIES = {"organizations": ORGANIZATIONS, "staff": STAFF, "website": STAFF, "courses": COURSES}
_STUDIES = re.compile(r"университет|институт|академи|колледж|техникум|училищ|консерватори")
_SHEETS = ("Организации", "Педагоги", "Курсы")
_TITLES = {
    "organizations": "список организаций", "staff": "список педагогов", "courses": "список курсов",
    "website": "таблица педагогического состава с сайта",
}  # fmt: skip


@dataclass(slots=True)
class Found:
    """The tables of a file by kind, and the sheets without any."""

    tables: dict[str, list[ForeignTable]] = field(default_factory=dict)
    others: list[RawSheet] = field(default_factory=list)

    @property
    def kind(self) -> str | None:
        """The kind of most rows."""
        sizes = {kind: sum(len(table.rows) for table in tables) for kind, tables in self.tables.items()}
        return max(sizes, key=lambda kind: sizes[kind]) if sizes else None


def foreign_layouts() -> list[SheetLayout]:
    """What of the base a foreign table is compared with."""
    return [layouts()[name_key(name)] for name in _SHEETS]


def find_tables(file: SheetFile, kind: str = "auto", answers: dict[str, dict[str, str]] | None = None) -> Found:
    """The tables of all sheets that are of this kind, or of the kind that explains most of their headings."""
    found = Found()
    for sheet in file.sheets:
        named = _table_of(sheet, kind, answers or {})
        if named is None:
            found.others.append(sheet)
        else:
            found.tables.setdefault(named[0], []).append(named[1])
    return found


def _table_of(sheet: RawSheet, kind: str, answers: dict[str, dict[str, str]]) -> tuple[str, ForeignTable] | None:
    wanted = ("courses", "staff", "organizations") if kind == "auto" else ("staff" if kind == "website" else kind,)
    best: tuple[str, ForeignTable] | None = None
    for each in wanted:
        table = find_table(sheet, _VOCABULARIES[each], answers)
        if table is not None and (best is None or len(table.meanings) > len(best[1].meanings)):
            best = (each, table)
    if best is None and "organizations" in wanted:
        best = _list_of_organizations(sheet)
    if best is None:
        return None
    named, table = best
    collect(table, _VOCABULARIES[named].is_entry)
    if not table.rows:
        return None
    if named == "staff":
        _tell_apart_schools(table)
        if kind == "website" or (kind == "auto" and _is_website(table)):
            named = "website"
    return (named, table)


def _tell_apart_schools(table: ForeignTable) -> None:
    """«Образовательное учреждение» is where people work, or where they studied: the texts below tell."""
    place = table.meanings.get("organization")
    if place is None or "alma_mater" in table.meanings:
        return
    texts = [fold(text) for row in table.rows if (text := shown(row.cells[place]))]
    if texts and sum(1 for text in texts if _STUDIES.search(text)) > len(texts) / 2:
        table.reread(place, Reading("alma_mater", is_sure=False))


def _is_website(table: ForeignTable) -> bool:
    """Only the website table tells courses in one cell and the programmes a person teaches."""
    return bool({"education_full", "programmes", "course_cell"} & table.meanings.keys())


def _list_of_organizations(sheet: RawSheet) -> tuple[str, ForeignTable] | None:
    width = max((len(row) for row in sheet.rows), default=0)
    for place in range(width):
        if organization_column([row[place] for row in sheet.rows if place < len(row)]):
            return ("organizations", headless_table(sheet, ORGANIZATIONS, place, "name"))
    return None


def nothing_found(file: SheetFile, kind: str) -> ImportRefused:
    what = "таблицы, которую программа умеет читать" if kind == "auto" else f"такой таблицы: {_TITLES[kind]}"
    return ImportRefused(
        f"В файле «{file.path.name}» нет {what}.",
        "Нужна строка с заголовками столбцов, например «ФИО», «Должность», или «Наименование» у организаций.",
    )


def plan_foreign(
    snapshot: Snapshot, file: SheetFile, progress: Progress = NO_PROGRESS, today: date | None = None,
    kind: str = "auto", found: Found | None = None,
) -> ImportPlan:  # fmt: skip
    """What importing the tables would do. Needs no base, so it may run on any thread.

    ``found``: the tables as they were found without the answers about headings that the base keeps.
    """
    if found is None or snapshot.answers:
        found = find_tables(file, kind, snapshot.answers)
    if found.kind is None:
        raise nothing_found(file, kind)
    plan = ImportPlan(file.path, file, kind=found.kind, base_state=snapshot.state)
    context = Context(snapshot, today or date.today())
    places = Places(snapshot)
    _plan_organizations(found.tables.get("organizations", []), places, plan, context, progress)
    people = People(snapshot)
    staff = [*found.tables.get("staff", []), *found.tables.get("website", [])]
    started = _start_organization(staff, places, plan, context)
    taught = _plan_staff(staff, people, places, plan, context, progress)
    if started is not None and taught:
        plan.problems.append(started)
    elif started is not None:
        context.writes.pop("organizations")  # nobody works there
    _plan_courses(found.tables.get("courses", []), people, places, plan, context, progress)
    _plan_cells(taught, people, places, plan, context, progress)
    for kind_of_table, tables in found.tables.items():
        for table in tables:
            _report_table(table, kind_of_table, plan)
    for sheet in found.others:
        _report_sheet(sheet, plan)
    plan.writes = context.writes
    order = {name_key(each.name): place for place, each in enumerate(file.sheets)}
    plan.problems.sort(key=lambda problem: (order[name_key(problem.sheet)], problem.row or 0))
    return plan


def remember(db: Database, readings: dict[str, dict[str, str]]) -> None:
    """Keeps what the columns of a source mean (signature of its headings → heading_key → meaning, «» for none)."""
    known: dict[str, dict[str, str]] = db.setting(HEADING_ANSWERS, {})
    merged = {**known, **{source: {**known.get(source, {}), **told} for source, told in readings.items()}}
    if merged != known:
        db.set_setting(HEADING_ANSWERS, merged)


def _plan_organizations(
    tables: Sequence[ForeignTable], places: Places, plan: ImportPlan, context: Context, progress: Progress
) -> None:
    if not tables:
        return
    drafts = OrganizationDrafts(context.snapshot, places, plan.problems)
    for table in tables:
        drafts.take(table, progress)
    drafts.fill()
    planned = SheetPlan("Организации")
    plan_sheet(sheet_of("Организации", drafts.drafts, plan.problems), context, planned, progress)
    plan.sheets += settle(planned, tables, drafts.refused)


def _start_organization(
    tables: Sequence[ForeignTable], places: Places, plan: ImportPlan, context: Context
) -> CellProblem | None:
    """In a base without organisations the people of a table that names none get one, called after the file.

    Returns what the user is asked about it.
    """
    if places.all or not tables or any("organization" in table.meanings for table in tables):
        return None
    told = [text for table in tables for _, text in table.above if looks_like_organization(text)]
    positions = fold(" ".join(
        shown(row.cells[place]) for table in tables for place in table.places("position") for row in table.rows
    ))  # fmt: skip
    is_preschool = positions.count("воспитатель") > positions.count("учитель") + positions.count("преподаватель")
    name = told[0] if told else plan.path.stem
    kind = kind_of(name) or ("preschool" if is_preschool else "school")
    code = stable_code("О", (place_key(name), ""), places.all)
    places.add(code, (name,))
    context.codes("organizations")[code] = context.add("organizations", {"code": code, "name": name, "kind": kind})
    table = tables[0]
    return CellProblem(
        table.sheet.name, table.heading_row, None, "", "question",
        f"В базе нет организаций, а таблица свою не называет: заведена «{name}» ({ORG_TYPE.labels[kind]}). Исправьте "
        "её наименование и тип – или отмените импорт и загрузите сначала список организаций.",
    )  # fmt: skip


def _plan_staff(
    tables: Sequence[ForeignTable], people: People, places: Places, plan: ImportPlan, context: Context,
    progress: Progress,
) -> list[Teacher]:  # fmt: skip
    """Returns who was met, for the courses in the cells of their rows."""
    if not tables:
        return []
    drafts = StaffDrafts(people, places, plan.problems, context.today, plan.path.stem)
    for table in tables:
        drafts.take(table, progress)
    drafts.fill()
    planned = SheetPlan("Педагоги")
    plan_people(sheet_of("Педагоги", drafts.drafts, plan.problems), context, planned, progress)
    _note_other_ends(drafts, context)
    plan.sheets += settle(planned, tables, drafts.refused)
    return drafts.taught


def _note_other_ends(drafts: StaffDrafts, context: Context) -> None:
    """Writes the other end of an imprecise date beside the date, where the date itself is written."""
    writes, ids, fields = context.writes.get("teachers"), context.codes("teachers"), REGISTERS["teachers"].by_name
    for code, ends in drafts.other_ends.items():
        record = ids.get(code)
        if writes is None or record is None:
            continue
        for written in (writes.new.get(record), writes.changed.get(record)):
            if written is not None:
                told = {fields[name].other_end: end for name, end in ends.items() if written.get(name) is not None}
                written.update(told)


def _plan_courses(
    tables: Sequence[ForeignTable], people: People, places: Places, plan: ImportPlan, context: Context,
    progress: Progress,
) -> None:  # fmt: skip
    if not tables:
        return
    drafts = CourseDrafts(context.snapshot, people, places, plan.problems, plan.path.stem)
    for table in tables:
        drafts.take(table, progress)
    drafts.fill()
    planned = SheetPlan("Курсы")
    plan_sheet(sheet_of("Курсы", drafts.drafts, plan.problems), context, planned, progress)
    plan.sheets += settle(planned, tables, drafts.refused)


def _plan_cells(
    taught: Sequence[Teacher], people: People, places: Places, plan: ImportPlan, context: Context, progress: Progress
) -> None:
    """Courses told in cells of the tables of staff: shown as a sheet of their own."""
    drafts = CourseDrafts(context.snapshot, people, places, plan.problems)
    for each in taught:
        drafts.take_cells(each.reader, each.person.code)
    if not drafts.drafts:
        return
    drafts.fill()
    checked = sheet_of("Курсы", drafts.drafts, plan.problems)
    planned = SheetPlan("Курсы")
    plan_sheet(checked, context, planned, progress)
    plan.sheets.append(settle_derived(planned, checked, "Курсы из ячеек"))


def _report_table(table: ForeignTable, kind: str, plan: ImportPlan) -> None:
    """What of a table was not taken, and which headings were only guessed."""
    sheet, vocabulary = table.sheet, _VOCABULARIES[kind]
    for number, text in table.above:
        message = "Строка над заголовками не входит в таблицу и пропущена."
        plan.problems.append(CellProblem(sheet.name, number, None, text, "warning", message))
    for number, text, why in table.skipped:
        plan.problems.append(CellProblem(sheet.name, number, None, text, "warning", f"{why}: строка пропущена."))
    for place, reading in sorted(table.readings.items()):
        if not reading.is_sure and place not in table.unread:
            message = (
                f"Столбец «{table.heading(place)}» прочитан как «{vocabulary.title_of(reading.meaning)}». "
                "Если это не так, исправьте заголовок."
            )
            number = table.heading_row if table.heading_row > 0 else sheet.first_row
            plan.problems.append(problem_at(table, number, place, "question", message))
            plan.readings.setdefault(table.signature, {})[heading_key(table.heading(place))] = reading.meaning
    numbers = {row.number for row in table.rows}
    for place in sorted(table.unread):
        rows = (row for at, row in enumerate(sheet.rows, start=sheet.first_row) if at in numbers)
        if filled := sum(1 for row in rows if place < len(row) and shown(row[place])):
            plan.ignored.append(Ignored(sheet.name, table.heading(place), filled))
    report_stray(sheet, plan.problems, plan.ignored)


def _report_sheet(sheet: RawSheet, plan: ImportPlan) -> None:
    for place in range(max((len(row) for row in sheet.rows), default=0)):
        texts = [shown(row[place]) for row in sheet.rows if place < len(row) and shown(row[place])]
        if texts:
            plan.ignored.append(Ignored(sheet.name, texts[0], len(texts)))
    if sheet.rows:
        plan.problems.append(CellProblem(
            sheet.name, sheet.first_row, None, "", "warning",
            f"Лист «{sheet.name}» пропущен: в нём нет таблицы, которую программа умеет читать.",
        ))  # fmt: skip
    report_stray(sheet, plan.problems, plan.ignored)
