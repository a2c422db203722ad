"""A document that a page can show or save: its title and how it is made on the base's thread."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ..core.errors import UserError
from ..core.progress import Progress
from ..reports.render import FORMATS, render
from ..storage.database import Database
from .gateway import Gateway, Job
from .places import Place

if TYPE_CHECKING:
    from ..reports.document import Document

_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', " "))
_LONGEST = 120  # characters of a proposed file name


@dataclass(frozen=True)
class DocumentSource:
    """``build`` runs on the base's thread; ``title`` names the page and the file; ``back`` is where Esc leads."""

    title: str
    build: Callable[[Database, Progress], Document]
    back: Place | None = None


def choose_file(parent: QWidget, title: str, ending: str, chosen: Callable[[Path], object]) -> None:
    """Asks where to write; ``chosen`` gets the path. The folder is remembered."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = str(QSettings().value("folders/reports", documents))
    name = " ".join(title.translate(_FORBIDDEN).split())[:_LONGEST]
    proposed = os.path.join(folder, f"{name}.{ending}")
    dialog = QFileDialog(parent, "Сохранить", proposed, f"{FORMATS[ending]} (*.{ending})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()


def save_document(
    gateway: Gateway,
    source: DocumentSource,
    path: Path,
    ending: str,
    said: Callable[[str], object],
    failed: Callable[[UserError], None] | None = None,
) -> Job:
    """Makes the document and writes it as a job; ``said`` gets the words of the toast."""
    QSettings().setValue("folders/reports", str(path.parent))

    def work(db: Database, job: Job) -> Path:
        render(source.build(db, job), path, ending, job)
        return path

    def done(written: Path) -> None:
        said(f"Записано: {written.name}")

    return gateway.run(f"Сохранение: {source.title}", work, done, failed)
