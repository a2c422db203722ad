"""A write into a closed year asks for one reason in the window, whichever page makes it, and is done again with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from small_base import fill

from pdkadry_desktop.app import Program
from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.indicators.closing import close_period
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.storage import journal, query, records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.places import Place

COURSES = REGISTERS["courses"]


@pytest.fixture
def program(tmp_path: Path, qtbot: Any, dressed_app: Any) -> Iterator[Program]:
    """The program on a small district whose 2022 is closed."""
    base = tmp_path / "район.pdk"
    with Database.open(base, create=True) as db:
        fill(db)
        profile, period = load_profile("verkhnebureinsky"), Period.of_year(2022)
        close_period(db, profile, period, given_facts(db, profile, period.end), on=date(2023, 1, 15))
    made = Program(base, start=Place("register:teachers"))
    made.window.show()
    qtbot.addWidget(made.window)
    yield made
    made.close()


def course(db: Database) -> int:
    return query.ids(db, query.Query("courses"))[0]


def shorten(db: Database) -> int:
    """What a form does."""
    ident = course(db)
    return records.save(db, COURSES, {**records.plain(records.read(db, COURSES, ident) or {}), "hours": 8}, ident)


def hours(program: Program) -> Any:
    return program.worker.call(lambda db: (records.read(db, COURSES, course(db)) or {})["hours"])


def test_the_answer_lets_the_same_work_through(program: Program, qtbot: Any) -> None:
    done: list[int] = []
    program.gateway.ask(shorten, done.append)
    bar = program.window.reason
    qtbot.waitUntil(bar.isVisible)
    assert not bar.yes.isEnabled() and hours(program) == 72
    bar.line.setText("в свидетельстве 8 часов")  # QTest types only Latin letters
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(done))
    assert hours(program) == 8 and not bar.isVisible()
    assert program.worker.call(lambda db: journal.entries(db)[0].reason) == "в свидетельстве 8 часов"


def test_without_an_answer_the_page_hears_of_it_and_nothing_is_written(program: Program, qtbot: Any) -> None:
    refused: list[UserError] = []
    program.gateway.ask(shorten, failed=refused.append)
    qtbot.waitUntil(program.window.reason.isVisible)
    qtbot.keyClick(program.window.reason.line, Qt.Key.Key_Escape)
    assert "2022 год" in refused[0].text and hours(program) == 72


def test_long_work_goes_on_after_the_answer_and_ends_once(program: Program, qtbot: Any) -> None:
    done: list[int] = []
    ended: list[bool] = []
    job = program.gateway.run("Правка", lambda db, _: shorten(db), done.append)
    job.ended.connect(lambda: ended.append(True))
    qtbot.waitUntil(program.window.reason.isVisible)
    assert not ended
    program.window.reason.line.setText("сверено")
    program.window.reason.yes.click()
    qtbot.waitUntil(lambda: bool(done and ended))
    assert hours(program) == 8 and ended == [True]
    job = program.gateway.run("Отмена", lambda db, _: journal.undo(db), lambda _: None, lambda _: None)
    job.ended.connect(lambda: ended.append(False))
    qtbot.waitUntil(program.window.reason.isVisible)
    program.window.reason.no.click()
    qtbot.waitUntil(lambda: ended == [True, False])
    assert hours(program) == 8


def test_undo_from_the_bar_asks_too(program: Program, qtbot: Any) -> None:
    program.window.undo()
    qtbot.waitUntil(program.window.reason.isVisible)
    program.window.reason.line.setText("закрыли не тот год")
    program.window.reason.yes.click()
    qtbot.waitUntil(lambda: not program.worker.call(lambda db: query.ids(db, query.Query("closed_periods"))))
