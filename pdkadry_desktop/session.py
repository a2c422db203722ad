"""One sitting at the program: opening with a password, locking, and the second start that raises the first window."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QFileSystemWatcher, QLockFile, QObject, Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from .app import Program
from .core.errors import PasswordNeeded, UserError
from .core.paths import data_folder
from .storage.media import medium_of
from .storage.protection import LOCK_SETTING, Key
from .ui.places import Place

_WORK = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}  # fmt: skip
_CHECK = 15_000  # ms between two looks at how long nobody has worked
_ANSWER = 2.0  # seconds the first window has to answer a second start


def _mark(base: Path, ending: str) -> Path:
    """A small file by which starts on one base know of each other; it names no person and no path."""
    folder = data_folder() / "window"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{hashlib.sha256(str(base.resolve()).encode()).hexdigest()[:16]}.{ending}"


def is_first(base: Path) -> QLockFile | None:
    """The lock that says a window has this base, held by the caller; None when another process holds it.

    A lock left behind by a killed process does not count.
    """
    lock = QLockFile(str(_mark(base, "lock")))
    lock.setStaleLockTime(0)
    return lock if lock.tryLock(0) else None


def call_first(base: Path) -> bool:
    """Asks the window that has the base open to come to the front; whether it did."""
    call = _mark(base, "raise")
    try:
        call.touch()
        waits_until = time.monotonic() + _ANSWER
        while call.exists():
            if time.monotonic() > waits_until:
                return False
            time.sleep(0.05)
    finally:
        call.unlink(missing_ok=True)
    return True


class Session(QObject):
    """The open program, None when the user gave up at the password."""

    def __init__(self, base: Path, password: str | None = None) -> None:
        """Raises what opening raises, except that a missing or wrong password is asked for."""
        super().__init__()
        self.base = base
        self.program: Program | None = None
        self._worked = time.monotonic()
        self._is_locking = False
        self._watcher = QFileSystemWatcher([str(_mark(base, "raise").parent)], self)
        self._watcher.directoryChanged.connect(lambda _: self._come())
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK)
        self._timer.timeout.connect(self._look)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._follow)
        try:
            self._show(Program(base, password=password))
        except PasswordNeeded:
            self.ask(None)

    def ask(self, start: Place | None) -> None:
        """Asks for the password until it opens the base or the user gives up."""
        from .storage import recovery  # most bases have no password: the start does not wait for what asks for it
        from .ui.password_dialog import PasswordDialog

        def attempt(typed: str, by_code: bool) -> Program:
            if not by_code:
                return Program(self.base, start=start, password=typed)
            key = recovery.key_by_code(self.base, typed)
            program = Program(self.base, start=Place("protection"), key=key)
            program.gateway.is_opened_by_code = True
            return program

        dialog = PasswordDialog(f"База «{self.base.stem}»", attempt)
        if dialog.exec():
            self._show(dialog.opened)

    def lock(self) -> None:
        """Shuts the window until the password is given; the base is closed meanwhile."""
        if self.program is not None and not self._is_locking:
            self._is_locking = True
            self.program.gateway.ask(lambda db: db.key is not None, self._lock)

    def close(self) -> UserError | None:
        """Closes the window and makes a copy when anything was done since the last; returns what prevented the copy."""
        failure: UserError | None = None
        self._timer.stop()
        if self.program is not None:
            from .storage import copies

            self.program.window.close()
            try:
                self.program.worker.call(lambda db: copies.make(db) if copies.needs_copy(db) else None)
            except UserError as error:
                failure = error
            self.program.close()
        return failure

    def restore(self, path: Path, password: str | None) -> None:
        """Puts a copy into the place of the base and opens it again; a failure is told in the opened window."""
        from .storage.backup import restore

        program, application = self.program, QApplication.instance()
        if program is None or not isinstance(application, QApplication):
            return
        key: Key | None = program.worker.call(lambda db: db.key)
        self._timer.stop()
        self.program = None
        application.setQuitOnLastWindowClosed(False)
        program.drop()
        failure: UserError | None = None
        try:
            restore(path, self.base, password, key)
        except UserError as error:
            failure = error
        opened = Program(self.base, start=Place("copies"), key=key)
        self._show(opened)
        application.setQuitOnLastWindowClosed(True)
        if failure is not None:
            opened.gateway.failed.emit(failure)
        else:
            opened.window.toast.show_message("База вернулась к копии. Прежнее состояние – рядом, отдельным файлом.")

    def _show(self, program: Program) -> None:
        self.program = program
        self._worked = time.monotonic()
        program.gateway.lock_wanted.connect(self.lock)
        program.gateway.restore_wanted.connect(self.restore, Qt.ConnectionType.QueuedConnection)
        self._timer.start()
        program.window.show()
        if medium_of(self.base) == "removable":
            program.window.banner.show_error(
                "База открыта с флешки: если её вынуть, последнее действие не запишется.",
                "Надёжнее держать базу на диске компьютера, а на флешку делать копии («Копии базы»).", tone="warn",
            )  # fmt: skip
        self._follow(program.window.windowHandle())

    def _follow(self, window: QWindow | None) -> None:
        """Hears what is pressed in a window. Not of the application: its filter gets each event of each widget."""
        self._worked = time.monotonic()
        if window is not None:
            window.installEventFilter(self)

    def _lock(self, is_protected: bool) -> None:
        self._is_locking = False
        program, application = self.program, QApplication.instance()
        if program is None or not isinstance(application, QApplication):
            return
        if not is_protected:
            program.gateway.failed.emit(
                UserError("Запирать нечего: у базы нет пароля.", "Задайте его: «Все реестры» – «Защита паролем».")
            )
            return
        self._timer.stop()
        place, self.program = program.window.place(), None
        application.setQuitOnLastWindowClosed(False)
        program.drop()
        self.ask(place)
        application.setQuitOnLastWindowClosed(True)
        if self.program is None:
            application.quit()

    def _look(self) -> None:
        """Locks after the minutes without work that the user has set."""
        if self.program is None:
            return
        idle = time.monotonic() - self._worked

        def judge(minutes: int) -> None:
            if minutes and idle >= minutes * 60:
                self.lock()

        self.program.gateway.ask(lambda db: int(db.setting(LOCK_SETTING, 0)) if db.key is not None else 0, judge)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _WORK:
            self._worked = time.monotonic()
        return False

    def _come(self) -> None:
        """A second start asks for this window."""
        call = _mark(self.base, "raise")
        if not call.exists():
            return
        call.unlink(missing_ok=True)
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
                window.raise_()
                window.activateWindow()
