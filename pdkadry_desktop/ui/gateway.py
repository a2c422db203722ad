"""The window's only way to the base: asks the thread that owns it, answers on the UI thread.

Signals: ``changed(frozenset of register keys)`` after every committed change; ``failed(UserError)`` for what the user
can act on; ``bug(exception)`` for everything else; ``job_started(Job)`` for work that shows progress;
``lock_wanted()``: the window is to be shut until the password is given again; ``restore_wanted(path, password or
None)``: the base is to go back to a copy.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from ..core.errors import ClosedPeriod, UserError
from ..core.progress import Cancelled
from ..storage.database import Database
from ..storage.worker import BACKGROUND, INTERACTIVE, DatabaseThread

T = TypeVar("T")
# What was refused, how to do it again with a reason, and what to do when there is none.
ReasonAsker = Callable[[ClosedPeriod, Callable[[str], object], Callable[[], None]], None]


class Job(QObject):
    """A piece of long work as the window sees it: title, progress, cancel.

    Signals: ``progressed(done, total or -1, text)``, ``ended()``.
    """

    progressed = Signal(int, int, str)
    ended = Signal()

    def __init__(self, title: str, between: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self._cancel = threading.Event()
        self._between = between

    def cancel(self) -> None:
        """Asks the work to stop at its next step."""
        self._cancel.set()

    # Progress protocol, called on the base's thread
    def step(self, done: int, total: int | None = None, text: str = "") -> None:
        self.progressed.emit(done, -1 if total is None else total, text)
        self._between()

    def raise_if_cancelled(self) -> None:
        if self._cancel.is_set():
            raise Cancelled


class Gateway(QObject):
    """Asks and answers; one per window.

    ``reason_asker``: called when work would alter a closed period; the same work is done again with the reason it gets.
    """

    changed = Signal(object)
    failed = Signal(object)
    bug = Signal(object)
    job_started = Signal(object)
    lock_wanted = Signal()
    restore_wanted = Signal(object, object)
    _answered = Signal(object, object, object, object)

    def __init__(self, base: DatabaseThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.base = base
        self.reason_asker: ReasonAsker | None = None
        self.is_opened_by_code = False  # the password is forgotten: a new one is set without it
        self._answered.connect(self._deliver)
        base.submit(lambda db: db.listeners.append(self.changed.emit))

    def ask(
        self,
        work: Callable[[Database], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        priority: int = INTERACTIVE,
    ) -> None:
        """Runs ``work`` on the base's thread, then ``done`` here; a UserError goes to ``failed`` or to the signal."""

        def again(reason: str) -> None:
            self.ask(lambda db: _explained(db, reason, work), done, failed, priority)

        self.base.submit(work, priority).add_done_callback(
            lambda future: self._answered.emit(future, done, failed, again)
        )

    def run(
        self,
        title: str,
        work: Callable[[Database, Job], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> Job:
        """Runs long work with progress and cancel; pages go on reading between its steps."""
        job = Job(title, self.base.serve_waiting, self)
        self.job_started.emit(job)
        self._start(job, work, done, failed)
        return job

    def _start(
        self,
        job: Job,
        work: Callable[[Database, Job], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None,
    ) -> None:
        """The job goes on while a reason is asked for, and ends with the answer."""

        def again(reason: str) -> None:
            self._start(job, lambda db, job: _explained(db, reason, lambda base: work(base, job)), done, failed)

        def refused(error: UserError) -> None:
            (failed or self.failed.emit)(error)
            if self._asks_about(error):
                job.ended.emit()

        def finished(future: Future[T]) -> None:
            self._answered.emit(future, done, refused, again)
            if future.cancelled() or not self._asks_about(future.exception()):
                job.ended.emit()

        self.base.submit(lambda db: work(db, job), BACKGROUND).add_done_callback(finished)

    def _asks_about(self, error: BaseException | None) -> bool:
        return isinstance(error, ClosedPeriod) and self.reason_asker is not None

    @Slot(object, object, object, object)
    def _deliver(self, future: Future[Any], done: Any, failed: Any, again: Callable[[str], object]) -> None:
        try:
            result = future.result()
        except (Cancelled, CancelledError):
            return
        except UserError as error:
            refuse = failed if failed is not None else self.failed.emit
            if isinstance(error, ClosedPeriod) and self.reason_asker is not None:
                self.reason_asker(error, again, partial(refuse, error))
            else:
                refuse(error)
            return
        except Exception as error:  # noqa: BLE001 - the one hook shows and logs it
            self.bug.emit(error)
            return
        if done is not None:
            done(result)


def _explained(db: Database, reason: str, work: Callable[[Database], T]) -> T:
    with db.explained(reason):
        return work(db)
