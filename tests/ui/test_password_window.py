"""The password in the window: set, asked for, wrong, forgotten, locked; the second start raises the first window."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pdkadry_desktop.app import Program
from pdkadry_desktop.session import Session, call_first, is_first
from pdkadry_desktop.storage.backup import change_password
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.pages.protection import ProtectionPage
from pdkadry_desktop.ui.pages.record import RecordPage
from pdkadry_desktop.ui.password_dialog import PasswordDialog
from pdkadry_desktop.ui.places import Place

PASSWORD = "тихий берег 27"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PDKADRY_DATA", str(tmp_path / "данные"))


def protected(path: Path) -> Path:
    Database.open(path, create=True, password=PASSWORD).close()
    return path


def answer(*steps: tuple[str, str]) -> list[str]:
    """Types into the dialog that comes: («password» or «code», text); «leave» gives up. What it said before each."""
    said: list[str] = []
    waiting = list(steps)

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, PasswordDialog):
            QTimer.singleShot(30, act)
            return
        said.append(dialog.message.text())
        what, text = waiting.pop(0)
        if what == "leave":
            dialog.reject()
            return
        if dialog.is_by_code != (what == "code"):
            dialog.other_way.click()
        (dialog.code if what == "code" else dialog.password).setText(text)
        if waiting:
            QTimer.singleShot(30, act)
        dialog.open_button.click()

    QTimer.singleShot(0, act)
    return said


def test_a_wrong_password_is_told_and_the_right_one_opens(qtbot, tmp_path: Path) -> None:
    said = answer(("password", "не тот пароль"), ("password", PASSWORD))
    session = Session(protected(tmp_path / "б.pdk"))
    assert session.program is not None and session.program.window.isVisible()
    assert said[0] == "" and "не подходит" in said[1] and "Caps Lock" in said[1]
    session.close()


def test_giving_up_opens_nothing(qtbot, tmp_path: Path) -> None:
    answer(("leave", ""))
    assert Session(protected(tmp_path / "б.pdk")).program is None


def test_set_lock_and_come_back_where_one_was(qtbot, tmp_path: Path) -> None:
    session = Session(tmp_path / "б.pdk")
    program = session.program
    assert program is not None
    program.window.go(Place("protection"))
    page = program.window.page("protection")
    assert isinstance(page, ProtectionPage)
    qtbot.waitUntil(lambda: "не защищён" in page.state.text())
    page.new.setText("коротко")
    page.set_button.click()
    assert "короче 8" in page.message.text()
    page.new.setText(PASSWORD)
    page.again.setText(PASSWORD + "!")
    page.set_button.click()
    assert "не совпали" in page.message.text()
    page.again.setText(PASSWORD)
    page.set_button.click()
    qtbot.waitUntil(lambda: "зашифрован" in page.state.text(), timeout=15000)
    code = page.code.text()
    assert page.sheet.isVisible() and len(code.replace("-", "")) == 30
    assert code in str(program.worker.call(lambda db: page.source().build(db, None)))  # type: ignore[arg-type]

    program.window.go(Place("record:teachers"))
    record = program.window.page("record:teachers")
    assert isinstance(record, RecordPage)
    qtbot.waitUntil(lambda: "last_name" in record.form.boxes)
    qtbot.keyClicks(record.form.boxes["last_name"].editor.line, "Ivanova")  # type: ignore[attr-defined]
    said = answer(("password", "не тот пароль"), ("code", code))
    program.gateway.lock_wanted.emit()
    qtbot.waitUntil(lambda: session.program is not None and session.program is not program, timeout=15000)
    assert not said[0] and said[1]
    again = session.program
    assert again is not None and again.gateway.is_opened_by_code
    from pdkadry_desktop.storage import drafts

    kept = again.worker.call(drafts.kept)
    assert [each.register for each in kept] == ["teachers"], "what was being typed is kept"
    forgotten = again.window.page("protection")
    assert isinstance(forgotten, ProtectionPage)
    qtbot.waitUntil(lambda: "зашифрован" in forgotten.state.text())
    assert not forgotten.old.isVisible(), "the forgotten password is not asked for"
    forgotten.new.setText("совсем новый 1")
    forgotten.again.setText("совсем новый 1")
    forgotten.set_button.click()
    qtbot.waitUntil(lambda: forgotten.code.text() not in ("", code), timeout=15000)
    again.window.go(Place("registers"))
    session.close()
    Database.open(tmp_path / "б.pdk", password="совсем новый 1").close()


def test_an_open_base_without_a_password_is_not_locked(qtbot, tmp_path: Path) -> None:
    session = Session(tmp_path / "б.pdk")
    assert session.program is not None
    with qtbot.waitSignal(session.program.gateway.failed) as told:
        session.lock()
    assert "нет пароля" in told.args[0].text
    assert session.program.window.isVisible()
    session.close()


def test_idle_minutes_lock(qtbot, tmp_path: Path) -> None:
    answer(("password", PASSWORD))
    session = Session(protected(tmp_path / "б.pdk"))
    first = session.program
    assert first is not None
    first.worker.call(lambda db: db.set_setting("lock_minutes", 5))
    session._look()
    qtbot.wait(200)
    assert session.program is first, "somebody has just worked"
    session._worked -= 301
    QTest.keyClick(first.window.windowHandle(), Qt.Key.Key_Shift)
    session._look()
    qtbot.wait(200)
    assert session.program is first, "a key in the window is work"
    session._worked -= 301
    answer(("password", PASSWORD))
    session._look()
    qtbot.waitUntil(lambda: session.program not in (None, first), timeout=15000)
    session.close()


def test_the_old_password_is_asked_for_before_it_is_taken_away(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "б.pdk"
    with Database.open(path, create=True) as db:
        change_password(db, PASSWORD)
    program = Program(path, password=PASSWORD, start=Place("protection"))
    page = program.window.page("protection")
    assert isinstance(page, ProtectionPage)
    qtbot.waitUntil(lambda: "зашифрован" in page.state.text())
    page.old.setText("не тот пароль")
    page.take_button.click()
    qtbot.waitUntil(lambda: "не подходит" in page.message.text(), timeout=15000)
    page.old.setText(PASSWORD)
    page.take_button.click()
    qtbot.waitUntil(lambda: "не защищён" in page.state.text(), timeout=15000)
    program.close()
    Database.open(path).close()


def test_a_second_start_raises_the_first_window(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "б.pdk"
    lock = is_first(path)
    assert lock is not None and is_first(path) is None
    session = Session(path)
    assert session.program is not None
    session.program.window.setWindowState(Qt.WindowState.WindowMinimized)
    answered: list[bool] = []
    second = threading.Thread(target=lambda: answered.append(call_first(path)))
    second.start()
    qtbot.waitUntil(lambda: bool(answered), timeout=5000)
    second.join()
    assert answered == [True]
    assert not session.program.window.isMinimized()
    session.close()
    lock.unlock()


def test_nobody_answers_when_no_window_has_the_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pdkadry_desktop.session._ANSWER", 0.2)
    assert not call_first(tmp_path / "б.pdk")
