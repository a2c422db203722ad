"""What the import page has done off the UI thread: the base's thread keeps answering pages while a file is read."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ...core.progress import Progress
from ...exchange.cells import SheetFile
from ...exchange.exporter import export_workbook
from ...exchange.importer import apply_import, known_sheets, make_plan
from ...exchange.plan import ImportPlan
from ...exchange.rejected import write_rejected
from ...exchange.sheets import read_workbook
from ...exchange.snapshot import journal_state, take_snapshot
from ...storage import copies
from ...storage.database import Database
from ..gateway import Job

T = TypeVar("T")
_PAUSE = 0.03  # seconds between two looks at who waits for the base


@dataclass(frozen=True, slots=True)
class Outcome:
    """What «Импортировать» came to. ``entry``: the journal entry; None when nothing was written.

    ``is_stale``: the base had changed since the check, so ``plan`` is a new one and waits for another look.
    """

    plan: ImportPlan
    entry: int | None = None
    is_stale: bool = False


class _Relay:
    """The progress of work on another thread: keeps its last step until the base's thread passes it on."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.last: tuple[int, int | None, str] = (0, None, "")

    def step(self, done: int, total: int | None = None, text: str = "") -> None:
        self.last = (done, total, text)

    def raise_if_cancelled(self) -> None:
        self._job.raise_if_cancelled()


def beside(job: Job, work: Callable[[Progress], T]) -> T:
    """Runs ``work``, which needs no base, on a thread of its own; this thread goes on answering pages."""
    relay = _Relay(job)
    with ThreadPoolExecutor(1, "file") as pool:
        future = pool.submit(work, relay)
        while not future.done():
            job.step(*relay.last)
            wait((future,), _PAUSE)
        return future.result()


def check(db: Database, job: Job, source: Path | SheetFile) -> ImportPlan:
    """Reads a file (or takes one already read) and plans its import; nothing is written."""
    file = source if isinstance(source, SheetFile) else beside(job, lambda progress: read_workbook(source, progress))
    job.raise_if_cancelled()
    snapshot = take_snapshot(db, known_sheets(file))
    return beside(job, lambda progress: make_plan(snapshot, file, progress))


def write(db: Database, job: Job, plan: ImportPlan) -> Outcome:
    """Writes a plan as one change, or plans anew when the base changed since."""
    if journal_state(db) != plan.base_state:
        assert plan.source is not None, "the plan of a file keeps its cells"
        return Outcome(check(db, job, plan.source), is_stale=True)
    if not plan.changes_nothing and copies.needs_copy(db):
        copies.make(db)
    return Outcome(plan, apply_import(db, plan, job))


def save_rejected(job: Job, plan: ImportPlan, path: Path) -> int:
    """The same workbook with wrong cells coloured; returns how many."""
    return beside(job, lambda progress: write_rejected(plan, path, progress))


def export(db: Database, job: Job, path: Path) -> int:
    """The workbook of the whole district; returns how many rows it holds."""
    return sum(export_workbook(db, path, progress=job).values())
