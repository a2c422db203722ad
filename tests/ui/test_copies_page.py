"""Copies in the window: one now, one at the exit, one before an import; going back and coming forward again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.session import Session
from pdkadry_desktop.storage import copies
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.pages.copies import CopiesPage
from pdkadry_desktop.ui.places import Place


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PDKADRY_DATA", str(tmp_path / "данные"))


def add(db: Database, code: str) -> None:
    with db.change(f"Добавлен {code}") as change:
        change.add(REGISTERS["teachers"], {"code": code, "last_name": "Ёлкина", "first_name": "Анна"})


def people(session: Session) -> int:
    assert session.program is not None
    return session.program.worker.call(lambda db: db.counts()["teachers"])


def page_of(session: Session) -> CopiesPage:
    assert session.program is not None
    session.program.window.go(Place("copies"))
    page = session.program.window.page("copies")
    assert isinstance(page, CopiesPage)
    return page


def test_back_to_a_copy_and_forward_again(qtbot, tmp_path: Path) -> None:
    session = Session(tmp_path / "б.pdk")
    page = page_of(session)
    assert session.program is not None
    session.program.worker.call(lambda db: add(db, "П1"))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    page.make()
    qtbot.waitUntil(lambda: len(page.model.rows) == 1, timeout=10000)
    qtbot.waitUntil(lambda: "1 педагог, 0 организаций; последнее действие: Добавлен П1" in page.model.text(0, 3))
    session.program.worker.call(lambda db: add(db, "П2"))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.question.isVisible())
    first = session.program
    page.question.answers[0].click()
    qtbot.waitUntil(lambda: session.program not in (None, first), timeout=15000)
    assert people(session) == 1
    (kept,) = tmp_path.glob("б.до-восстановления*.pdk")
    page = page_of(session)
    page.propose(kept)
    qtbot.waitUntil(lambda: page.question.isVisible())
    second = session.program
    page.question.answers[0].click()
    qtbot.waitUntil(lambda: session.program not in (None, second), timeout=15000)
    assert people(session) == 2, "what was there before going back"
    session.close()


def test_a_damaged_file_is_told_and_nothing_is_lost(qtbot, tmp_path: Path) -> None:
    session = Session(tmp_path / "б.pdk")
    assert session.program is not None
    session.program.worker.call(lambda db: add(db, "П1"))
    page = page_of(session)
    wrong = tmp_path / "чужой.pdk"
    wrong.write_text("не база")
    page.propose(wrong)
    qtbot.waitUntil(lambda: "это не база" in page.message.text())
    first = session.program
    session.restore(wrong, None)
    assert session.program not in (None, first)
    assert "это не база" in session.program.window.banner._text.text()
    assert people(session) == 1
    session.close()


def test_the_exit_makes_a_copy_only_after_work(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "б.pdk"
    session = Session(path)
    assert session.program is not None
    session.program.worker.call(lambda db: add(db, "П1"))
    session.close()
    assert [copy.number for copy in copies.listed(path)] == [1]
    Session(path).close()
    assert [copy.number for copy in copies.listed(path)] == [1]


def test_a_copy_elsewhere_opens_by_itself(qtbot, tmp_path: Path) -> None:
    session = Session(tmp_path / "б.pdk")
    assert session.program is not None
    session.program.worker.call(lambda db: add(db, "П1"))
    page = page_of(session)
    stick = tmp_path / "флешка" / "копия.pdk"
    stick.parent.mkdir()
    with qtbot.waitSignal(page.said, timeout=10000) as said:
        page.copy_to(stick)
    assert "записана и проверена" in said.args[0]
    page.copy_to(tmp_path / "нет папки" / "копия.pdk")
    qtbot.waitUntil(lambda: "нельзя записать" in page.message.text(), timeout=10000)
    session.close()
    with Database.open(stick) as db:
        assert db.counts()["teachers"] == 1


def test_a_copy_that_cannot_be_made_at_the_exit_is_told(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "б.pdk"
    session = Session(path)
    assert session.program is not None
    session.program.worker.call(lambda db: add(db, "П1"))
    copies.folder_of(path).write_text("здесь файл, а не папка")
    failure = session.close()
    assert failure is not None and "Папку копий" in failure.text
    with Database.open(path) as db:
        assert db.counts()["teachers"] == 1
