"""Pages of work opened in the whole program: how long until they are filled, and how long others waited meanwhile."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from typing import Any, NamedTuple

from PySide6.QtCore import QEventLoop, QTimer

from pdkadry_desktop.app import Program
from pdkadry_desktop.storage.worker import BACKGROUND, DatabaseThread
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.ui.works import WORKS

_BEAT = 0.01  # seconds between two questions that only wait their turn
_CALM = 3  # rounds in which nothing new was asked
_PATIENCE = 60  # seconds


class Opened(NamedTuple):
    """``seconds`` until the page was filled; ``held``: the longest that any other question waited."""

    seconds: float
    held: float


class Watched:
    """A base's thread while pages ask it: counts their questions and lets one of its own wait again and again."""

    def __init__(self, base: DatabaseThread) -> None:
        self._base, self._submit = base, base.submit
        self._count, self._waits = 0, [0.0]
        self._ended = threading.Event()
        self._beating = threading.Thread(target=self._beat)

    def __enter__(self) -> Watched:
        self._base.submit = self._counted  # type: ignore[method-assign]
        self._beating.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._beating.join()
        self._base.submit = self._submit  # type: ignore[method-assign]

    @property
    def held(self) -> float:
        return max(self._waits)

    def until_calm(self) -> None:
        """Runs the event loop until everything is answered and no answer has asked for more."""
        until = time.perf_counter() + _PATIENCE
        calm = 0
        while calm < _CALM and time.perf_counter() < until:
            before = self._count
            _run_until_done(self._submit(lambda _: None, BACKGROUND))
            calm = calm + 1 if self._count == before else 0

    def _counted(self, *arguments: Any, **options: Any) -> Any:
        self._count += 1
        return self._submit(*arguments, **options)

    def _beat(self) -> None:
        while not self._ended.wait(_BEAT):
            start = time.perf_counter()
            self._submit(lambda _: None).result()
            self._waits.append(time.perf_counter() - start)


def _run_until_done(future: Future[Any]) -> None:
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: loop.quit() if future.done() else None)
    timer.start(1)
    loop.exec()


def open_work(opened: Program, key: str) -> Opened:
    """Opens a page of work, of the first record of its register where it is the page of a record."""
    work = WORKS[key]
    record = opened.worker.call(lambda db: _first(db, work.cards[0])) if work.cards else None
    with Watched(opened.worker) as watched:
        start = time.perf_counter()
        opened.window.go(Place(key, record_id=record))
        watched.until_calm()
        opened.window.page(key).repaint()
        seconds = time.perf_counter() - start
    return Opened(seconds, watched.held)


def _first(db: Any, register: str) -> int | None:
    found: int | None = db.raw.execute(f"SELECT min(id) FROM {register}").fetchone()[0]
    return found
