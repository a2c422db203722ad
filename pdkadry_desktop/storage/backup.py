"""Backup and restore, both by SQLite's backup API; a copy is reopened and compared before it is called done."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from ..core.errors import BaseDamaged, BaseUnavailable, UserError
from .database import Database, forget_journals, refuse_foreign, translated_errors

_REPLACE_TRIES = 10
_REPLACE_PAUSE = 0.5  # seconds; an antivirus holds a fresh file for a moment


def back_up(db: Database, target: Path) -> dict[str, int]:
    """Copies the base to ``target`` and proves the copy; returns its row counts. An older copy stays on failure."""
    target = Path(target)
    if target.resolve() == db.path.resolve():
        raise UserError("Копия не может лежать на месте самой базы.", "Выберите другое имя или папку.")
    part = target.with_name(target.name + ".part")
    try:
        with translated_errors(target):
            part.unlink(missing_ok=True)
            with contextlib.closing(driver.connect(os.fspath(part), isolation_level=None)) as copy:
                copy.execute("PRAGMA journal_mode=OFF")
                db.raw.backup(copy)
            with contextlib.closing(driver.connect(os.fspath(part), isolation_level=None)) as copy:
                if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    raise _bad_copy(db)
                if digest(copy) != digest(db.raw):
                    raise UserError("Копия не совпала с базой и не сохранена.", "Проверьте диск и повторите.")
                counts = _counts(copy)
        _sync(part)
        replace(part, target)
        forget_journals(target)
    except OSError as error:
        raise UserError(f"Копию нельзя записать в «{target}».", "Проверьте место, права и флешку.") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return counts


def _bad_copy(db: Database) -> UserError:
    if db.check():
        return BaseDamaged("База повреждена: копия не сделана, прежняя цела.", "Восстановите базу из прежней копии.")
    return UserError("Копия получилась повреждённой и не сохранена.", "Проверьте диск и повторите.")


def restore(source: Path, target: Path) -> Path | None:
    """Puts a backup into the place of ``target`` (made when missing); returns where the replaced state is kept."""
    source, target = Path(source), Path(target)
    if not source.exists():
        raise BaseUnavailable(f"Копии «{source}» нет.", "Проверьте путь.")
    if source.resolve() == target.resolve():
        raise UserError("Это сама база, а не её копия.", "Выберите файл копии.")
    refuse_foreign(source)
    with (
        translated_errors(source),
        contextlib.closing(driver.connect(os.fspath(source), isolation_level=None, timeout=0)) as copy,
    ):
        copy.execute("PRAGMA query_only=ON")
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise BaseDamaged("Копия повреждена.", "База не изменена. Возьмите другую копию.")
        wanted = digest(copy)
        saved = _keep_present(target) if target.exists() else None
        with Database.open(target, create=True) as db:
            with db.writing():
                copy.backup(db.raw)
            if digest(db.raw) != wanted:
                raise BaseUnavailable("Восстановление не удалось проверить.", f"Прежнее состояние – в файле «{saved}».")
    Database.open(target).close()  # an older copy is upgraded now, while the user looks on
    return saved


def _keep_present(target: Path) -> Path | None:
    """Copies the state that a restore replaces, None when it is empty; a damaged base is moved aside as it is."""
    try:
        with Database.open(target) as db:
            if not any(count for name, count in db.counts().items() if name != "counters"):
                return None
            saved = free_name(target.with_name(f"{target.stem}.до-восстановления{target.suffix}"))
            back_up(db, saved)
    except BaseDamaged:
        saved = free_name(target.with_name(f"{target.stem}.повреждена{target.suffix}"))
        replace(target, saved)
        journal = target.with_name(f"{target.name}-journal")
        if journal.exists():
            replace(journal, saved.with_name(f"{saved.name}-journal"))
    return saved


def digest(connection: Any) -> str:
    """One fingerprint of all tables and rows."""
    total = hashlib.sha256()
    for name in _tables(connection):
        total.update(name.encode())
        has_blobs = any(column[2] == "BLOB" for column in connection.execute(f'PRAGMA table_info("{name}")'))
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):
            if has_blobs:  # their text would be four times as long
                blobs = [cell for cell in row if isinstance(cell, bytes)]
                row = tuple(len(cell) if isinstance(cell, bytes) else cell for cell in row)
                for blob in blobs:
                    total.update(blob)
            total.update(repr(row).encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _counts(connection: Any) -> dict[str, int]:
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in _tables(connection)}


def _tables(connection: Any) -> Iterator[str]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    )
    return iter([row[0] for row in names.fetchall()])


def replace(part: Path, target: Path) -> None:
    """os.replace with patience for an antivirus; the old file stays whole when it never succeeds."""
    for attempt in range(_REPLACE_TRIES):
        try:
            os.replace(part, target)
            break
        except PermissionError:
            if attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(_REPLACE_PAUSE)
    with contextlib.suppress(OSError):  # Windows cannot open a folder; there the rename is already journalled
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def free_name(path: Path) -> Path:
    """The path itself or, when it is taken, with a number added: nothing is overwritten."""
    number, candidate = 1, path
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate
