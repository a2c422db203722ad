"""Document to PDF, Word and Excel files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.core.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from pdkadry_desktop.reports.document import Document

FORMATS = {"pdf": "Документ PDF", "docx": "Документ Word", "xlsx": "Книга Excel"}


def render(document: Document, path: Path, file_format: str = "", progress: Progress = NO_PROGRESS) -> None:
    """Writes the document whole or not at all; without ``file_format`` the ending of the name decides.

    Raises UserError (unknown format, a file that another program holds, no room) and Cancelled.
    """
    renderer(file_format or path.suffix)(document, path, progress)


def renderer(file_format: str) -> Callable[[Document, Path, Progress], None]:
    """The function of a format; its library is imported only now, so that the window opens without them."""
    match file_format.lower().lstrip("."):
        case "pdf":
            from pdkadry_desktop.reports.render import pdf

            return pdf.render
        case "docx":
            from pdkadry_desktop.reports.render import docx

            return docx.render
        case "xlsx":
            from pdkadry_desktop.reports.render import xlsx

            return xlsx.render
    known = ", ".join(f".{ending}" for ending in FORMATS)
    raise UserError(f"В таком виде отчёт не сохраняется: «{file_format}».", f"Выберите один из видов: {known}.")
