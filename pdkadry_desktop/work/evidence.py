"""The register of evidence: every document with what it confirms and whether its file is there and unaltered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..core.progress import NO_PROGRESS, Progress
from ..registers.documents import DOCUMENTS
from ..storage import files, query
from ..storage.database import Database
from .attachments import Paper, Use, papers, uses

FileState = Literal["whole", "link", "none", "altered", "missing"]
STATES: dict[FileState, str] = {
    "whole": "есть, не изменён", "link": "только ссылка", "none": "нет", "altered": "повреждён",
    "missing": "нет содержимого",
}  # fmt: skip
FILTERS = {
    "all": "Все документы", "no_file": "Документы без файла", "unused": "Ни к чему не приложены",
    "broken": "Файл повреждён или пропал",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A document of the register of evidence. ``state``: of all its files the worst one counts."""

    paper: Paper
    uses: tuple[Use, ...]
    state: FileState

    def confirms(self) -> str:
        """What it confirms: records and, in brackets, what exactly."""
        return "; ".join(f"{use.title} ({use.note})" if use.note else use.title for use in self.uses)

    def file_words(self) -> str:
        names = ", ".join(file.name for file in self.paper.files)
        return f"{STATES[self.state]}: {names}" if names else STATES[self.state]


def evidence(db: Database, progress: Progress = NO_PROGRESS) -> tuple[EvidenceRow, ...]:
    """All documents, the newest first; every file is read and compared with its hash."""
    ids = query.ids(db, query.Query(DOCUMENTS.key))
    known = papers(db, ids)
    by: dict[int, list[Use]] = {}
    for use in uses(db, ids):
        by.setdefault(use.document_id, []).append(use)
    states: dict[str, files.State] = {}
    found = []
    for done, each in enumerate(ids):
        progress.step(done, len(ids), "Проверка файлов документов")
        progress.raise_if_cancelled()
        paper = known[each]
        for file in paper.files:
            if file.sha256 not in states:
                states[file.sha256] = files.state(db.connection, file.sha256)
        found.append(
            EvidenceRow(paper, tuple(by.get(each, ())), _state(paper, [states[file.sha256] for file in paper.files]))
        )
    return tuple(found)


def _state(paper: Paper, found: Sequence[files.State]) -> FileState:
    if not found:
        return "link" if paper.url else "none"
    return "altered" if "altered" in found else "missing" if "missing" in found else "whole"


def chosen(rows: Sequence[EvidenceRow], by: str) -> tuple[EvidenceRow, ...]:
    """The rows of one of ``FILTERS``."""
    match by:
        case "no_file":
            return tuple(row for row in rows if not row.paper.files)
        case "unused":
            return tuple(row for row in rows if not row.uses)
        case "broken":
            return tuple(row for row in rows if row.state in ("altered", "missing"))
    return tuple(rows)
