"""Documents attached to records: what stands at a record, what a document is attached to, attaching and detaching.

One view for all ways a document may be tied to a record: attached by hand (``document_links``), named in a field of
the record itself, or named by a record that stands for it (evidence of a plan, of an indicator, papers of a contest).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..core.attachments import media_of, refusal_to_open, safe_name, size_words
from ..core.conditions import All, Test
from ..core.dates import format_date
from ..core.errors import ChangeRefused
from ..core.progress import Progress
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import counted, fold
from ..registers import REGISTERS
from ..registers.document_files import DOCUMENT_FILES
from ..registers.document_links import DOCUMENT_LINKS
from ..registers.documents import DOCUMENTS
from ..storage import files, query, records
from ..storage.change import Change
from ..storage.database import Database

_OWN = (DOCUMENT_FILES.key, DOCUMENT_LINKS.key)
_FILE = ("document_id", "name", "size", "sha256", "added_on")
_USUAL = ("приказ", "положение", "справка", "протокол", "рекомендации", "договор", "заявление", "диплом", "согласие")
FORMS_OF_FILES = DOCUMENT_FILES.forms_of_count


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a document. ``refusal``: why the program does not open it, «» when it does; ``is_kept``: its content
    is in the base (whether it is unaltered is seen when it is opened and by the check of the base)."""

    id: int
    name: str
    size: int
    sha256: str
    added_on: date
    is_kept: bool
    refusal: str

    def words(self) -> str:
        return f"{self.name} · {size_words(self.size)}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with its files."""

    id: int
    kind: str
    no: str | None
    on: date | None
    name: str
    url: str | None
    files: tuple[FileLine, ...]

    def requisites(self) -> str:
        """«Приказ № 12-о от 01.09.2024»."""
        parts = [self.kind[:1].upper() + self.kind[1:]]
        if self.no:
            parts.append(f"№\u00a0{self.no}")
        if self.on:
            parts.append(f"от\u00a0{format_date(self.on)}")
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Attached:
    """A document at a record. ``link_id``: attached by hand, may be detached; otherwise ``via`` says by which record
    (``register``, ``record_id``) or field the document is tied."""

    paper: Paper
    note: str
    link_id: int | None = None
    via: str = ""
    register: str = ""
    record_id: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """What a document is attached to: the record, in words, what it confirms there; ``link_id`` as in Attached."""

    document_id: int
    register: str
    record_id: int
    title: str
    note: str
    link_id: int | None = None


# -- reading ---------------------------------------------------------------------------------------------------------


def papers(db: Database, ids: Sequence[int]) -> dict[int, Paper]:
    """Documents with their files, by id."""
    wanted = sorted(set(ids))
    held: dict[int, list[FileLine]] = {}
    rows = query.rows(db, query.Query(DOCUMENT_FILES.key, where=Test("document_id", "in", wanted)), _FILE)
    for row in rows:
        document, name, size, sha256, added_on = row.values
        is_kept = files.is_kept(db, sha256)
        refusal = refusal_to_open(name, files.head(db, sha256))
        held.setdefault(document.id, []).append(FileLine(row.id, name, size, sha256, added_on, is_kept, refusal))
    names = ("kind", "document_no", "document_on", "name", "url")
    found: dict[int, Paper] = {}
    for row in query.fetch(db, DOCUMENTS, wanted, names):
        kind, no, on, name, url = row.values
        found[row.id] = Paper(row.id, kind, no, on, name, url, tuple(held.get(row.id, ())))
    return found


def attached_to(db: Database, register: str, record_id: int) -> tuple[Attached, ...]:
    """Everything that is attached to a record, the newest document first."""
    ties = list(_ties_of(db, register, record_id))
    known = papers(db, [tie[0] for tie in ties])
    found = [Attached(known[document], *rest) for document, *rest in ties if document in known]
    return tuple(sorted(found, key=lambda each: (each.paper.on or date.min, each.paper.id), reverse=True))


def _ties_of(db: Database, register: str, record_id: int) -> Iterator[tuple[Any, ...]]:
    where = All((Test("register", "eq", register), Test("record", "eq", record_id)))
    for row in query.rows(db, query.Query(DOCUMENT_LINKS.key, where=where), ["document_id", "note"]):
        yield row.values[0].id, row.values[1] or "", row.id
    for spec, field in _naming():
        if spec.key == register:
            for row in query.fetch(db, spec, [record_id], [field.name]):
                if row.values[0] is not None:
                    yield row.values[0].id, "", None, f"поле «{field.label}»"
        for link in (each for each in spec.links if each.link == register and register != DOCUMENTS.key):
            for row in query.rows(db, query.Query(spec.key, where=Test(link.name, "eq", record_id)), [field.name]):
                if row.values[0] is not None:
                    note = query.title(db, spec.key, row.id)
                    yield row.values[0].id, note, None, spec.singular, spec.key, row.id


def _naming() -> list[tuple[RegisterSpec, FieldSpec]]:
    """Links to documents outside this module's own registers."""
    return [
        (spec, field)
        for spec in REGISTERS.values() if spec.key not in _OWN
        for field in spec.links if field.link == DOCUMENTS.key
    ]  # fmt: skip


def uses(db: Database, documents: Sequence[int]) -> tuple[Use, ...]:
    """What the documents are attached to, attached by hand first."""
    wanted = sorted(set(documents))
    found: list[Use] = []
    names = ["document_id", "register", "record", "note", "record_name"]
    for row in query.rows(db, query.Query(DOCUMENT_LINKS.key, where=Test("document_id", "in", wanted)), names):
        document, register, record, note, kept_name = row.values
        now = query.title(db, register, record) if register in REGISTERS else ""
        title = f"{REGISTERS[register].singular}: {now}" if now else kept_name
        found.append(Use(document.id, register, record, title, note or "", row.id))
    for spec, field in _naming():
        others = [each for each in spec.links if each.name != field.name]
        asked = [field.name, *(each.name for each in others)]
        for row in query.rows(db, query.Query(spec.key, where=Test(field.name, "in", wanted)), asked):
            about = ", ".join(str(value) for value in row.values[1:] if value is not None)
            title = f"{spec.singular}: {query.title(db, spec.key, row.id)}"
            found.append(Use(row.values[0].id, spec.key, row.id, title, about))
    return tuple(found)


def count_of(db: Database, register: str, record_id: int) -> int:
    """How many documents are attached to a record, in any way."""
    return len({tie[0] for tie in _ties_of(db, register, record_id)})


def without_documents(db: Database, register: str) -> frozenset[int]:
    """Records of a register to which no document is attached, in any way."""
    proved: set[int] = set()
    where = Test("register", "eq", register)
    proved.update(row.values[0] for row in query.rows(db, query.Query(DOCUMENT_LINKS.key, where=where), ["record"]))
    for spec, field in _naming():
        filled = query.Query(spec.key, where=Test(field.name, "filled"))
        if spec.key == register:
            proved.update(query.ids(db, filled))
        for link in (each for each in spec.links if each.link == register and register != DOCUMENTS.key):
            rows = query.rows(db, filled, [link.name])
            proved.update(row.values[0].id for row in rows if row.values[0] is not None)
    return frozenset(query.ids(db, query.Query(register))) - proved


def kinds_in_use(db: Database) -> list[str]:
    """Kinds of documents to offer while typing: the usual ones and those of the register."""
    rows = query.rows(db, query.Query(DOCUMENTS.key), ["kind"])
    found = {fold(kind): kind for kind in _USUAL} | {fold(row.values[0]): row.values[0] for row in rows}
    return sorted(found.values(), key=fold)


def may_have_documents(register: str) -> bool:
    """Whether documents are attached to records of this register: to all but the attachments themselves."""
    return register not in _OWN


# -- attaching -------------------------------------------------------------------------------------------------------


def attach(
    db: Database,
    to: tuple[str, int] | None,
    document: int | Mapping[str, Any],
    paths: Sequence[Path] = (),
    note: str = "",
    progress: Progress | None = None,
) -> int:
    """Attaches a document – one that exists, or a new one with these values – to a record (None: to nothing) and
    files to the document, all in one undoable action. Returns the document. Raises Invalid and UserError."""
    values = None if isinstance(document, int) else _new_document(db, document)
    title = query.title(db, DOCUMENTS.key, document) if isinstance(document, int) else str((values or {})["name"])
    if isinstance(document, int) and to is not None:
        _refuse_twice(db, to, document, bool(paths))
    with db.change(_action(db, to, title, paths)) as change:
        ident = document if isinstance(document, int) else change.add(DOCUMENTS, values or {})
        for path in paths:
            _add_file(db, change, ident, path, progress)
        if to is not None and not _is_tied(db, to, ident):
            change.add(DOCUMENT_LINKS, {
                "document_id": ident, "register": to[0], "record": to[1], "note": note.strip() or None,
                "record_name": _called(db, to), "attached_on": date.today(),
            })  # fmt: skip
    return ident


def detach(db: Database, link_id: int) -> None:
    """Takes a document away from a record; the document and its files stay."""
    found = query.fetch(db, DOCUMENT_LINKS, [link_id], ["document_id", "record_name"])
    if not found:
        raise ChangeRefused("Документ уже откреплён.", "Обновите карточку (F5).")
    document, name = found[0].values
    with db.change(f"Откреплён документ «{document}» – {name}") as change:
        change.remove(DOCUMENT_LINKS, [link_id])


def remove_file(db: Database, file_id: int) -> None:
    """Takes a file away from its document; its content stays in the base as long as the action can be undone."""
    found = query.fetch(db, DOCUMENT_FILES, [file_id], ["document_id", "name"])
    if not found:
        raise ChangeRefused("Файл уже убран.", "Обновите карточку (F5).")
    document, name = found[0].values
    with db.change(f"Убран файл «{name}» из документа «{document}»") as change:
        change.remove(DOCUMENT_FILES, [file_id])


def _new_document(db: Database, given: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {**dict.fromkeys(DOCUMENTS.by_name), **records.plain(given)}
    values["code"] = values["code"] or records.next_code(db, DOCUMENTS)
    wrong = [each for each in DOCUMENTS.problems(values) if each.severity == "error"]
    if wrong:
        raise records.Invalid(wrong)
    return values


def _add_file(db: Database, change: Change, document: int, path: Path, progress: Progress | None) -> None:
    from ..core.progress import NO_PROGRESS

    stored = files.put(change, path, progress or NO_PROGRESS)
    where = All((Test("document_id", "eq", document), Test("sha256", "eq", stored.sha256)))
    if query.count(db, query.Query(DOCUMENT_FILES.key, where=where)):
        raise ChangeRefused(f"Такой файл у документа уже есть: «{path.name}».", "Выберите другой файл.")
    name = safe_name(path.name)
    change.add(DOCUMENT_FILES, {
        "document_id": document, "name": name, "media": media_of(name), "size": stored.size, "sha256": stored.sha256,
        "added_on": date.today(),
    })  # fmt: skip


def _refuse_twice(db: Database, to: tuple[str, int], document: int, has_files: bool) -> None:
    if not has_files and _is_tied(db, to, document):
        raise ChangeRefused("Этот документ к записи уже приложен.", "Выберите другой документ.")


def _is_tied(db: Database, to: tuple[str, int], document: int) -> bool:
    where = All((Test("register", "eq", to[0]), Test("record", "eq", to[1]), Test("document_id", "eq", document)))
    return query.count(db, query.Query(DOCUMENT_LINKS.key, where=where)) > 0


def _called(db: Database, to: tuple[str, int]) -> str:
    register, record_id = to
    title = query.title(db, register, record_id)
    spec = REGISTERS[register]
    limit = 1000
    return (f"{spec.singular}: {title}" if title else spec.singular)[:limit]


def _action(db: Database, to: tuple[str, int] | None, title: str, paths: Sequence[Path]) -> str:
    if to is None:
        what = f"«{safe_name(paths[0].name)}»" if len(paths) == 1 else counted(len(paths), *FORMS_OF_FILES)
        return f"К документу «{title}» приложен файл: {what}" if paths else f"Добавлено: Документ «{title}»"
    return f"Приложен документ «{title}» – {_called(db, to)}"
