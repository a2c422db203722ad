"""What the page «Формы для школ» has done with the base: forms made, returns read and taken in, file by file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...core.errors import ImportRefused, UserError
from ...exchange.cells import SheetFile
from ...exchange.form_compare import FormPlan
from ...exchange.form_return import UnknownSchool, form_layouts, plan_form
from ...exchange.importer import apply_import
from ...exchange.sheets import read_workbook
from ...exchange.snapshot import journal_state, take_snapshot
from ...storage.database import Database
from ...work.working import read_ids
from ..gateway import Job
from .importing_work import beside

_ENDINGS = {".xlsx", ".xlsm", ".xls", ".ods", ".csv"}


@dataclass(slots=True)
class Returned:
    """A file that came back: its plan, or why there is none; ``is_accepted``: written or nothing to write."""

    path: Path
    plan: FormPlan | None = None
    error: UserError | None = None
    file: SheetFile | None = None
    school: str | None = None  # the code the user gave
    is_accepted: bool = False
    is_stale: bool = False

    @property
    def asks_school(self) -> bool:
        return isinstance(self.error, UnknownSchool)


def files_in(folder: Path) -> list[Path]:
    """The tables of a folder; what an office program keeps beside an open file is left out."""
    found = (each for each in folder.iterdir() if each.is_file() and each.suffix.lower() in _ENDINGS)
    return sorted(each for each in found if not each.name.startswith(("~$", ".")))


def check_files(db: Database, job: Job, paths: Sequence[Path]) -> list[Returned]:
    """Reads returns and plans each; nothing is written."""
    found = []
    for done, path in enumerate(paths):
        job.raise_if_cancelled()
        job.step(done, len(paths), path.name)
        found.append(_checked(db, job, Returned(path)))
    return found


def check_school(db: Database, job: Job, returned: Returned, organization: int) -> Returned:
    """Plans a return once more, now that the user said whose it is."""
    code = read_ids(db, "organizations", [organization])[organization]["code"]
    return _checked(db, job, Returned(returned.path, file=returned.file, school=code))


def _checked(db: Database, job: Job, returned: Returned) -> Returned:
    try:
        if returned.file is None:
            returned.file = beside(job, lambda progress: read_workbook(returned.path, progress))
        file = returned.file
        snapshot = take_snapshot(db, form_layouts(file))
        school = returned.school
        returned.plan = beside(job, lambda progress: plan_form(snapshot, file, progress, organization=school))
        returned.error = None
    except ImportRefused as error:
        returned.error = error
    return returned


def accept(db: Database, job: Job, chosen: Sequence[Returned]) -> list[Returned]:
    """Takes returns in, each as one action; one that would now do something else is shown anew instead."""
    for done, returned in enumerate(chosen):
        job.raise_if_cancelled()
        job.step(done, len(chosen), returned.path.name)
        plan = returned.plan
        if plan is None:
            continue
        if journal_state(db) != plan.base_state:
            seen = plan.summary()
            plan = _checked(db, job, returned).plan
            returned.is_stale = plan is None or plan.summary() != seen
            if plan is None or returned.is_stale:
                continue
        apply_import(db, plan, job)
        returned.is_accepted, returned.is_stale = True, False
    return list(chosen)
