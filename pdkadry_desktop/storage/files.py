"""Files kept inside the base: each content once, by its SHA-256, in parts, so that no file stands in memory whole.

Contents are outside the undo journal: the journal keeps the rows of registers that name a content (fields of kind
``FileHash``), so undo and redo cost nothing. Contents only grow; ``purge`` removes those that nothing names any more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Integer, LargeBinary, String, delete, func, insert, select

from ..core.attachments import size_words
from ..core.errors import UserError
from ..core.files import whole_file
from ..core.kinds import FileHash
from ..core.progress import Progress
from ..core.register import FieldSpec, RegisterSpec
from .change import Change
from .database import Database
from .declare import REGISTERS, table_of
from .journal_tables import JournalLine
from .tables import Base, Mapped, mapped_column

LIMIT = 50 * 1024**2  # bytes of one file
_PART = 256 * 1024
_STEP = 1024**2  # progress is told in megabytes
State = Literal["whole", "altered", "missing"]


class FileContent(Base):
    """One content: how long it is and in how many parts it is kept."""

    __tablename__ = "file_contents"
    sha256: Mapped[str] = mapped_column(String, primary_key=True)
    size: Mapped[int] = mapped_column(Integer)
    parts: Mapped[int] = mapped_column(Integer)


class FilePart(Base):
    """A stretch of a content."""

    __tablename__ = "file_parts"
    sha256: Mapped[str] = mapped_column(String, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)


_CONTENTS, _PARTS = FileContent.__table__, FilePart.__table__


@dataclass(frozen=True, slots=True)
class Stored:
    """What a content is known by; ``is_new``: it was not in the base before."""

    sha256: str
    size: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """How many contents the base keeps and their size in bytes."""

    count: int
    size: int


# -- writing ---------------------------------------------------------------------------------------------------------


def put(change: Change, path: Path, progress: Progress) -> Stored:
    """Keeps the file's content, once however often it is given. UserError when it is unreadable, empty or too big."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UserError(f"«{path.name}» – не файл.", "Выберите файл, а не папку.")
        _refuse_size(path, size)
        sha256 = _hash_of(path)
        known = state(change.connection, sha256)
        if known == "whole":
            return Stored(sha256, size, is_new=False)
        if known == "altered":  # the very content is given again: what was damaged is whole afterwards
            _remove(change.connection, [sha256])
        _write(change.connection, path, sha256, size, progress)
    except OSError as error:
        raise UserError(
            f"Файл «{path.name}» нельзя прочитать: {error.strerror or error}.", "Закройте его в других программах."
        ) from error
    return Stored(sha256, size, is_new=True)


def _refuse_size(path: Path, size: int) -> None:
    if not size:
        raise UserError(f"Файл «{path.name}» пуст.", "Выберите другой файл.")
    if size > LIMIT:
        raise UserError(
            f"Файл «{path.name}» слишком большой: {size_words(size)}, а можно не больше {size_words(LIMIT)}.",
            "Уменьшите его (например, отсканируйте с меньшим разрешением) или храните по ссылке.",
        )


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_PART):
            digest.update(part)
    return digest.hexdigest()


def _write(connection: Connection, path: Path, sha256: str, size: int, progress: Progress) -> None:
    digest, number, written = hashlib.sha256(), 0, 0
    with path.open("rb") as file:
        while (part := file.read(_PART)) and written <= LIMIT:
            digest.update(part)
            connection.execute(insert(_PARTS), {"sha256": sha256, "number": number, "data": part})
            number += 1
            written += len(part)
            if not written % _STEP:
                progress.raise_if_cancelled()
                progress.step(written, size, path.name)
    if digest.hexdigest() != sha256:
        raise UserError(f"Файл «{path.name}» изменился, пока его читали.", "Закройте его и повторите.")
    connection.execute(insert(_CONTENTS), {"sha256": sha256, "size": written, "parts": number})


# -- reading ---------------------------------------------------------------------------------------------------------


def parts(connection: Connection, sha256: str) -> Iterator[bytes]:
    """The content part by part; nothing when it is missing. Who reads it compares the hash."""
    number = 0
    while (data := _part(connection, sha256, number)) is not None:
        yield data
        number += 1


def _part(connection: Connection, sha256: str, number: int) -> bytes | None:
    wanted = select(_PARTS.c.data).where(_PARTS.c.sha256 == sha256, _PARTS.c.number == number)
    return connection.scalar(wanted)


def head(db: Database, sha256: str, length: int = 64) -> bytes:
    """The first bytes of a content; empty when it is missing."""
    start = func.substr(_PARTS.c.data, 1, length, type_=LargeBinary)
    found = db.connection.scalar(select(start).where(_PARTS.c.sha256 == sha256, _PARTS.c.number == 0))
    return bytes(found or b"")


def is_kept(db: Database, sha256: str) -> bool:
    """Whether the content is there at all (its hash is not compared)."""
    return db.connection.scalar(select(_CONTENTS.c.sha256).where(_CONTENTS.c.sha256 == sha256)) is not None


def state(connection: Connection, sha256: str) -> State:
    """Reads the content and compares it with its hash."""
    digest, is_empty = hashlib.sha256(), True
    for data in parts(connection, sha256):
        digest.update(data)
        is_empty = False
    if is_empty:
        known = connection.scalar(select(_CONTENTS.c.sha256).where(_CONTENTS.c.sha256 == sha256))
        return "altered" if known else "missing"
    return "whole" if digest.hexdigest() == sha256 else "altered"


def copy_to(db: Database, sha256: str, name: str, path: Path) -> None:
    """Writes the content to ``path``, whole and compared with its hash, or not at all; ``name`` is for the words."""
    digest = hashlib.sha256()
    with whole_file(path) as temporary:
        with temporary.open("wb") as file:
            for data in parts(db.connection, sha256):
                digest.update(data)
                file.write(data)
        if digest.hexdigest() != sha256:
            raise _broken(name, "altered" if is_kept(db, sha256) else "missing")


def _broken(name: str, found: State) -> UserError:
    if found == "missing":
        return UserError(f"Содержимого файла «{name}» в базе нет.", "Приложите файл ещё раз или верните из копии базы.")
    return UserError(
        f"Файл «{name}» повреждён: он не совпадает со своей контрольной суммой.",
        "Приложите файл ещё раз или верните из копии базы.",
    )


# -- care ------------------------------------------------------------------------------------------------------------


def totals(db: Database) -> Totals:
    count, size = db.connection.execute(select(func.count(), func.sum(_CONTENTS.c.size))).one()
    return Totals(count, size or 0)


def check(db: Database) -> list[str]:
    """Every file named by a register is read and compared with its hash; what is wrong, in Russian."""
    problems, known = [], dict[str, State]()
    for spec, field in _naming():
        table = table_of(spec)
        rows = db.connection.execute(select(table.c[field.name], table.c.title).order_by(table.c.id)).all()
        for sha256, title in rows:
            if sha256 is None:
                continue
            if sha256 not in known:
                known[sha256] = state(db.connection, sha256)
            if known[sha256] != "whole":
                problems.append(_broken(title, known[sha256]).text)
    for sha256 in db.connection.scalars(select(_CONTENTS.c.sha256)).all():
        if sha256 not in known and state(db.connection, sha256) != "whole":
            problems.append(f"Повреждено содержимое убранного файла {sha256[:12]}…")
    return problems


def unused(db: Database) -> Totals:
    """Contents that neither a record nor the journal of undo names."""
    orphans = _orphans(db)
    return Totals(len(orphans), sum(orphans.values()))


def purge(db: Database) -> Totals:
    """Removes the unused contents; returns what was removed."""
    orphans = _orphans(db)
    if orphans:
        with db.aside() as connection:
            _remove(connection, list(orphans))
    return Totals(len(orphans), sum(orphans.values()))


def _orphans(db: Database) -> dict[str, int]:
    """Hash → size of the contents that nothing names, the journal of undo included."""
    found = {row[0]: row[1] for row in db.connection.execute(select(_CONTENTS.c.sha256, _CONTENTS.c.size))}
    lines = JournalLine.__table__
    for spec, field in _naming():
        table = table_of(spec)
        for sha256 in db.connection.scalars(select(table.c[field.name])):
            found.pop(sha256, None)
        if found:
            kept = select(lines.c.before, lines.c.after).where(lines.c.register == spec.key)
            for before, after in db.connection.execute(kept):
                for values in (before or {}, after or {}):
                    found.pop(values.get(field.name), None)
    return found


def _remove(connection: Connection, contents: list[str]) -> None:
    for sha256 in contents:
        connection.execute(delete(_PARTS).where(_PARTS.c.sha256 == sha256))
        connection.execute(delete(_CONTENTS).where(_CONTENTS.c.sha256 == sha256))


def _naming() -> list[tuple[RegisterSpec, FieldSpec]]:
    """Fields of registers that name contents."""
    return [(spec, field) for spec in REGISTERS.values() for field in spec.fields if isinstance(field.kind, FileHash)]
