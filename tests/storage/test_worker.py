"""The thread that owns the base: order of work, answers, errors, reading between the steps of long work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from pdkadry_desktop.core.errors import BaseUnavailable, ChangeRefused
from pdkadry_desktop.storage import query, records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.query import Query
from pdkadry_desktop.storage.worker import BACKGROUND, INTERACTIVE, DatabaseThread
from tests.storage.conftest import TEACHERS, person

WAIT = 10  # seconds; only a failing test waits so long


@pytest.fixture
def worker(path: Path) -> Iterator[DatabaseThread]:
    thread = DatabaseThread(path)
    yield thread
    thread.close()


def count(db: Database) -> int:
    return query.count(db, Query("teachers"))


def add(db: Database) -> int:
    return records.save(db, TEACHERS, {"last_name": "Ёлкина", "first_name": "Анна"})


def test_answers_come_from_the_threads_own_connection(worker: DatabaseThread) -> None:
    assert worker.call(add) == 1
    assert worker.submit(count).result(WAIT) == 1
    assert worker.call(lambda db: threading.current_thread().name) == "base"


def test_interactive_work_goes_first_and_in_order(worker: DatabaseThread) -> None:
    done: list[str] = []
    started, go = threading.Event(), threading.Event()

    def hold(db: Database) -> None:
        started.set()
        assert go.wait(WAIT)

    worker.submit(hold)
    assert started.wait(WAIT)
    futures = [
        worker.submit(lambda db, name=name: done.append(name), priority)
        for name, priority in (("b1", BACKGROUND), ("i1", INTERACTIVE), ("b2", BACKGROUND), ("i2", INTERACTIVE))
    ]
    go.set()
    for future in futures:
        future.result(WAIT)
    assert done == ["i1", "i2", "b1", "b2"]


def test_exceptions_come_through_the_future(worker: DatabaseThread) -> None:
    def refuse(db: Database) -> None:
        with db.change("Не выйдет") as change:
            change.add(TEACHERS, person("1"))
            raise ChangeRefused("нельзя")

    with pytest.raises(ChangeRefused, match="нельзя"):
        worker.call(refuse)
    with pytest.raises(ZeroDivisionError):
        worker.submit(lambda db: 1 // 0).result(WAIT)
    assert worker.call(count) == 0, "the thread goes on"


def test_opening_errors_are_raised_at_once(path: Path, tmp_path: Path) -> None:
    with pytest.raises(BaseUnavailable, match="нет"):
        DatabaseThread(tmp_path / "нет.pdk")
    first = DatabaseThread(path)
    with pytest.raises(BaseUnavailable, match="уже открыта"):
        DatabaseThread(path)
    first.close()
    DatabaseThread(path).close()


def test_work_cancelled_in_the_queue_is_not_done(worker: DatabaseThread) -> None:
    started, go = threading.Event(), threading.Event()

    def hold(db: Database) -> None:
        started.set()
        assert go.wait(WAIT)

    worker.submit(hold)
    assert started.wait(WAIT)
    waiting = worker.submit(add)
    assert waiting.cancel()
    go.set()
    assert worker.call(count) == 0


def test_reads_are_answered_between_the_steps_of_long_work(worker: DatabaseThread) -> None:
    seen: list[str] = []
    inside, asked = threading.Event(), threading.Event()

    def long_work(db: Database) -> str:
        add(db)
        inside.set()
        assert asked.wait(WAIT)
        worker.serve_waiting()
        seen.append("step")
        with db.change("Пишет") as change:
            change.add(TEACHERS, person("2"))
            worker.serve_waiting()
            seen.append("in transaction")
            assert db.is_changing
        worker.serve_waiting()
        seen.append("end")
        return "done"

    result = worker.submit(long_work, BACKGROUND)
    assert inside.wait(WAIT)
    other = worker.submit(lambda db: seen.append("background"), BACKGROUND)
    first = worker.submit(lambda db: (seen.append("read"), count(db))[1])
    failing = worker.submit(lambda db: 1 // 0)
    asked.set()
    assert result.result(WAIT) == "done"
    assert first.result(WAIT) == 1
    assert isinstance(failing.exception(WAIT), ZeroDivisionError)
    other.result(WAIT)
    assert seen == ["read", "step", "in transaction", "end", "background"]


def test_nothing_is_answered_inside_a_transaction(worker: DatabaseThread) -> None:
    inside, asked = threading.Event(), threading.Event()

    def write(db: Database) -> bool:
        with db.change("Двое") as change:
            change.add(TEACHERS, person("1"))
            inside.set()
            assert asked.wait(WAIT)
            worker.serve_waiting()
            was_answered = reading.done()
            change.add(TEACHERS, person("2"))
        return was_answered

    writing = worker.submit(write, BACKGROUND)
    assert inside.wait(WAIT)
    reading = worker.submit(count)
    asked.set()
    assert writing.result(WAIT) is False
    assert reading.result(WAIT) == 2, "never a half of a change"


def test_serving_from_another_thread_does_nothing(worker: DatabaseThread) -> None:
    worker.call(add)
    worker.serve_waiting()
    assert worker.call(count) == 1


def test_close_finishes_what_is_queued(path: Path) -> None:
    worker = DatabaseThread(path)
    written = [worker.submit(add, BACKGROUND) for _ in range(5)]
    worker.close()
    worker.close()
    assert [future.result(0) for future in written] == [1, 2, 3, 4, 5]
    late = worker.submit(add)
    assert late.cancelled()
    with pytest.raises(CancelledError):
        worker.call(count)
    with Database.open(path) as db:
        assert count(db) == 5


def test_close_during_long_work_that_serves(path: Path) -> None:
    worker = DatabaseThread(path)
    inside, asked = threading.Event(), threading.Event()

    def long_work(db: Database) -> int:
        inside.set()
        assert asked.wait(WAIT)
        worker.serve_waiting()
        return add(db)

    result = worker.submit(long_work, BACKGROUND)
    assert inside.wait(WAIT)
    closing = threading.Thread(target=worker.close)
    closing.start()
    asked.set()
    closing.join(WAIT)
    assert not closing.is_alive() and result.result(0) == 1
