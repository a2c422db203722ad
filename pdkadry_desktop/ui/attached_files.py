"""Opening and saving files kept in the base: a read-only copy in a folder of this session, never anything that runs."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ..core.attachments import safe_name
from ..core.errors import UserError
from ..storage import files
from ..storage.database import Database
from ..work.attachments import FileLine
from .gateway import Gateway

_PREFIX = "pdkadry-files-"
_STALE = 24 * 3600  # seconds; what a session that was killed left behind
_SETTING = "folders/attachments"
Failed = Callable[[UserError], None]


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """The folder of opened copies; goes with the program, and with it those that killed sessions left."""
    for old in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > _STALE:
                shutil.rmtree(old, ignore_errors=True)
    return tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)


def copy_for_reading(db: Database, file: FileLine) -> Path:
    """A read-only copy under a safe name in a fresh folder; UserError when the file must not be opened or is broken."""
    if file.refusal:
        raise UserError(file.refusal, "Нажмите «Сохранить как…».")
    folder = Path(tempfile.mkdtemp(dir=_folder().name))
    path = folder / safe_name(file.name)
    if os.path.realpath(path.parent) != os.path.realpath(folder):
        raise UserError(f"Имя файла «{file.name}» ведёт в другую папку.", "Сохраните его под другим именем.")
    files.copy_to(db, file.sha256, file.name, path)
    path.chmod(0o400)
    return path


def open_attached(gateway: Gateway, file: FileLine, failed: Failed) -> None:
    """Opens a copy with the program the system has for such files."""

    def show(path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            failed(UserError(f"Нечем открыть файл «{file.name}».", "Сохраните его и откройте на другом компьютере."))

    gateway.ask(lambda db: copy_for_reading(db, file), show, failed)


def save_attached(gateway: Gateway, file: FileLine, path: Path, done: Callable[[str], None], failed: Failed) -> None:
    """Writes the file to where the user wants it."""
    QSettings().setValue(_SETTING, str(path.parent))
    gateway.ask(
        lambda db: files.copy_to(db, file.sha256, file.name, path), lambda _: done(f"Записано: {path.name}"), failed
    )


def choose_place(parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
    """Asks where to save a file; ``chosen`` gets the path."""
    dialog = QFileDialog(parent, "Сохранить файл", os.path.join(_last_folder(), safe_name(name)))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()


def choose_files(parent: QWidget, chosen: Callable[[list[Path]], object]) -> None:
    """Asks which files to attach; ``chosen`` gets them."""

    def take(paths: list[str]) -> None:
        if paths:
            QSettings().setValue(_SETTING, str(Path(paths[0]).parent))
            chosen([Path(each) for each in paths])

    dialog = QFileDialog(parent, "Приложить файлы", _last_folder())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(take)
    dialog.open()


def _last_folder() -> str:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(QSettings().value(_SETTING, documents))
