"""The one thread that owns the open base. Interactive requests go before background ones."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from .database import Database
from .protection import Key

T = TypeVar("T")
INTERACTIVE, BACKGROUND = 0, 1
_STOP = 2


class DatabaseThread:
    """Runs functions of an open Database on its own thread; each call gives a Future."""

    def __init__(
        self, path: Path, *, create: bool = False, password: str | None = None, key: Key | None = None
    ) -> None:
        """Opens the base; raises what ``Database.open`` raises."""
        self.path = Path(path)
        self._tasks: queue.PriorityQueue[tuple[int, int, Any, Any]] = queue.PriorityQueue()
        self._order = itertools.count()
        self._db: Database | None = None
        self._gate = threading.Lock()
        self._is_closed = False
        opened: Future[None] = Future()
        self._thread = threading.Thread(
            target=self._run, args=(create, password, key, opened), name="base", daemon=True
        )
        self._thread.start()
        opened.result()

    def submit(self, work: Callable[[Database], T], priority: int = INTERACTIVE) -> Future[T]:
        """Queues ``work``; its result or exception comes through the Future, cancelled after ``close``."""
        future: Future[T] = Future()
        with self._gate:
            if self._is_closed:
                future.cancel()
            else:
                self._tasks.put((priority, next(self._order), work, future))
        return future

    def call(self, work: Callable[[Database], T]) -> T:
        """Runs ``work`` and waits: for tests and start-up, never for the UI thread while the window is shown."""
        return self.submit(work).result()

    def serve_waiting(self) -> None:
        """Called by long work between its steps: answers interactive requests, unless a transaction is open."""
        db = self._db
        if db is None or db.is_changing or threading.current_thread() is not self._thread:
            return
        postponed = []
        while not self._tasks.empty():
            task = self._tasks.get()
            if task[0] == INTERACTIVE:
                with db.explained(""):  # the reason of the long work is not theirs
                    _do(db, task[2], task[3])
            else:
                postponed.append(task)
                break
        for task in postponed:
            self._tasks.put(task)

    def close(self) -> None:
        """Finishes what is queued and closes the base; a second call does nothing."""
        with self._gate:
            if not self._is_closed:
                self._is_closed = True
                self._tasks.put((_STOP, next(self._order), None, None))
        self._thread.join()

    def _run(self, create: bool, password: str | None, key: Key | None, opened: Future[None]) -> None:
        try:
            db = Database.open(self.path, create=create, password=password, key=key)
        except BaseException as error:  # noqa: BLE001 - handed to the caller
            opened.set_exception(error)
            return
        self._db = db
        opened.set_result(None)
        with db:
            while True:
                _, _, work, future = self._tasks.get()
                if work is None:
                    return
                _do(db, work, future)


def _do(db: Database, work: Callable[[Database], Any], future: Future[Any]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(work(db))
    except BaseException as error:  # noqa: BLE001 - handed to the caller
        future.set_exception(error)
