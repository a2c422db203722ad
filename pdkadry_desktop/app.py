"""The one place where base, jobs and windows are put together, and the one hook for bugs."""

from __future__ import annotations

import gc
import os
import sys
import threading
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from . import __version__
from .core.errors import UserError
from .core.paths import data_folder
from .core.text import fold
from .indicators.profiles import municipalities
from .log import log_bug, start_log
from .registers import REGISTERS
from .storage import labels
from .storage.protection import Key
from .storage.worker import DatabaseThread
from .ui import qt_russian
from .ui.context import Context
from .ui.gateway import Gateway
from .ui.main_window import MainWindow, PageFactory
from .ui.places import Place
from .ui.reference import offer
from .ui.theme import apply_theme
from .ui.widgets.context_bar import ProfileChoice
from .ui.works import WORKS, Work
from .work import dictionaries

_STARTED = 2000  # ms after which the start is over


def make_application(arguments: list[str] | None = None) -> QApplication:
    """The QApplication: Russian, dressed, with its settings in the user's data folder."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setOrganizationName("PedKadry")
    QCoreApplication.setApplicationName("PedKadry")
    QCoreApplication.setApplicationVersion(__version__)
    application = QApplication(arguments or sys.argv[:1])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, os.fspath(data_folder() / "window"))
    qt_russian.install(application)
    apply_theme(application, QSettings().value("scheme", "system"))  # type: ignore[arg-type]
    return application


def page_factories(gateway: Gateway, context: Context) -> dict[str, PageFactory]:
    """How each page is made, when it is first shown; the imports wait until then."""

    def register(key: str) -> Any:
        from .ui.pages.register import RegisterPage

        return RegisterPage(REGISTERS[key], gateway, context)

    def record(key: str) -> Any:
        from .ui.pages.record import RecordPage

        return RecordPage(REGISTERS[key], gateway, context)

    def names(key: str) -> Any:
        from .ui.pages.names import NamesPage

        return NamesPage(REGISTERS[key], gateway)

    def registers(_: str) -> Any:
        from .ui.pages.registers import RegistersPage

        return RegistersPage(gateway)

    def journal(_: str) -> Any:
        from .ui.pages.journal import JournalPage

        return JournalPage(gateway)

    def importing(_: str) -> Any:
        from .ui.pages.importing import ImportPage

        return ImportPage(gateway)

    def indicators(_: str) -> Any:
        from .ui.pages.indicators import IndicatorsPage

        return IndicatorsPage(gateway, context)

    def report(_: str) -> Any:
        from .ui.pages.report import ReportPage

        return ReportPage(gateway, context)

    def document(_: str) -> Any:
        from .ui.pages.document import DocumentPage

        return DocumentPage(gateway)

    def plan(_: str) -> Any:
        from .ui.pages.plan import PlanPage

        return PlanPage(gateway, context)

    def working(work: Work) -> PageFactory:
        return lambda _: work.make(gateway, context)

    return {
        "register": register, "record": record, "registers": registers, "journal": journal, "import": importing,
        "indicators": indicators, "plan": plan, "report": report, "document": document, "names": names,
        **{key: working(work) for key, work in WORKS.items()},
    }  # fmt: skip


def short_name(municipality: str) -> str:
    """«Верхнебуреинский муниципальный район» → «Верхнебуреинский»: the word that tells it from the others."""
    common = {"муниципальный", "муниципальное", "городской", "образование", "округ", "район", "город"}
    words = [word for word in municipality.replace("«", "").replace("»", "").split() if fold(word) not in common]
    return words[0] if words else municipality


class Program:
    """An open base with its window; closed in one call."""

    def __init__(
        self, base: Path, *, start: Place | None = None, password: str | None = None, key: Key | None = None
    ) -> None:
        """Opens the base (made when missing); raises what opening raises."""
        self.worker = DatabaseThread(base, create=True, password=password, key=key)
        self.gateway = Gateway(self.worker)
        names = municipalities()
        in_use, year, is_demo = self.worker.call(
            lambda db: (db.setting("profile"), db.setting("year"), db.setting("demo", False))
        )
        self.worker.call(labels.use)
        offer(self.worker.call(dictionaries.offered))
        self.context = Context(in_use if in_use in names else next(iter(names)), year or date.today().year)
        title = "ПедКадры – вымышленный район" if is_demo else f"ПедКадры – {base.stem}"
        self.window = MainWindow(
            self.gateway,
            self.context,
            [ProfileChoice(each, name, short_name(name)) for each, name in names.items()],
            page_factories(self.gateway, self.context),
            title,
        )
        self.gateway.bug.connect(show_bug)
        self.context.changed.connect(self._remember_context)
        self.window.go(start or Place("indicators"))

    def _remember_context(self) -> None:
        profile, year = self.context.profile_id, self.context.year

        def write(db: Any) -> None:
            db.set_setting("profile", profile)
            db.set_setting("year", year)

        self.gateway.ask(write)

    def close(self) -> None:
        self.window.close()
        self.worker.close()

    def drop(self) -> None:
        """Closes without asking: what is typed in forms is kept as drafts, written before this returns."""
        self.window.abandon()
        self.worker.close()


def show_bug(error: BaseException) -> None:
    """The one hook: logs the traceback without values, tells the user in one dialog."""
    path = log_bug(error)
    if QApplication.instance() is None:
        return
    box = QMessageBox(
        QMessageBox.Icon.Warning,
        "ПедКадры",
        "Действие не выполнено из-за ошибки программы. Данные не изменены.",
        QMessageBox.StandardButton.Close,
    )
    box.setInformativeText(f"Подробности записаны в файл «{path}».")
    box.open()
    _open_boxes.append(box)
    box.finished.connect(lambda _: _open_boxes.remove(box))


_open_boxes: list[QMessageBox] = []


def _install_hooks() -> None:
    def hook(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        show_bug(error)

    sys.excepthook = hook
    threading.excepthook = lambda args: show_bug(args.exc_value or RuntimeError("thread"))


def _collect_again() -> None:
    gc.freeze()  # what the start has made stays until the end and need not be looked through again
    gc.set_threshold(10_000, 10, 10)  # reading thousands of rows made a third of its time out of looking for garbage
    gc.enable()


def run_window(base: Path, password: str | None = None) -> int:
    """Opens the window on a base and stays until it is closed; the exit code of the program."""
    from .session import Session, call_first, is_first

    application = make_application()
    start_log()
    _install_hooks()
    lock = is_first(base)
    if lock is None and call_first(base):
        return 0
    try:
        session = Session(base, password)
    except UserError as error:
        QMessageBox.warning(None, "ПедКадры", f"{error.text}\n\n{error.hint}")
        return 1
    if session.program is None:
        return 0
    QTimer.singleShot(_STARTED, _collect_again)
    code = application.exec()
    if (failure := session.close()) is not None:
        QMessageBox.warning(None, "ПедКадры", f"Копия базы не сделана. {failure.text}\n\n{failure.hint}")
    if lock is not None:
        lock.unlock()
    return code
