"""Backup and restore, both by SQLite's backup API; a copy is reopened and compared before it is called done."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..core.errors import BaseDamaged, BaseUnavailable, PasswordNeeded, UserError
from .database import Database
from .opening import (
    APPLICATION_ID,
    connected,
    forget_journals,
    refuse_foreign,
    translated_errors,
)
from .protection import Key, key_of, new_key

_REPLACE_TRIES = 10
_REPLACE_PAUSE = 0.5  # seconds; an antivirus holds a fresh file for a moment


def back_up(db: Database, target: Path, password: str | None = None) -> dict[str, int]:
    """Copies the base to ``target`` and proves the copy; returns its row counts. An older copy stays on failure.

    The copy opens as the base does, with ``password`` by that one.
    """
    target = Path(target)
    if target.resolve() == db.path.resolve():
        raise UserError("Копия не может лежать на месте самой базы.", "Выберите другое имя или папку.")
    if not target.parent.is_dir():
        raise UserError(f"Копию нельзя записать: папки «{target.parent}» нет.", "Вставьте флешку или выберите другую.")
    key = db.key if password is None else new_key(password)
    part = target.with_name(target.name + ".part")
    try:
        counts = _copy(db, part, key)
        replace(part, target)
        forget_journals(target)
    except OSError as error:
        raise UserError(f"Копию нельзя записать в «{target}».", "Проверьте место, права и флешку.") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return counts


def change_password(db: Database, password: str | None) -> None:
    """Gives the open base another password (None: takes it away) and proves it; the base stays open.

    Everything is copied under the new key first, and the copy is proved; then it takes the place of the file at once.
    A failure before that leaves the base with its old password.
    """
    key = new_key(password) if password is not None else None
    part = db.path.with_name(f"{db.path.name}.password")
    try:
        _copy(db, part, key)
        db.take_place(part, key)
    except OSError as error:
        raise UserError("Пароль не изменён: прежний действует.", "Проверьте место на диске и права.") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _copy(db: Database, part: Path, key: Key | None) -> dict[str, int]:
    """A copy under a key, reopened and compared; returns its row counts."""
    with translated_errors(part):
        part.unlink(missing_ok=True)
        if (db.key is None) == (key is None):
            with contextlib.closing(connected(part, key)) as copy:
                copy.execute("PRAGMA journal_mode=OFF")
                db.raw.backup(copy)
        else:
            with db.writing():
                _export(db.raw, part, key)
        with contextlib.closing(connected(part, key)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise _bad_copy(db)
            if digest(copy) != digest(db.raw):
                raise UserError("Копия не совпала с базой и не сохранена.", "Проверьте диск и повторите.")
            counts = _counts(copy)
    _sync(part)
    return counts


def _export(source: Any, part: Path, key: Key | None) -> None:
    """The backup API copies whole pages: it cannot put a password on them or take it off; SQLCipher's export can."""
    text = f"x'{key.secret.hex()}{key.salt.hex()}'" if key is not None else ""
    source.execute("ATTACH DATABASE ? AS other KEY ?", (os.fspath(part), text))
    try:
        source.execute("SELECT sqlcipher_export('other')").fetchall()
        source.execute(f"PRAGMA other.application_id={APPLICATION_ID}")
    finally:
        source.execute("DETACH DATABASE other")


def _bad_copy(db: Database) -> UserError:
    if db.check():
        return BaseDamaged("База повреждена: копия не сделана, прежняя цела.", "Восстановите базу из прежней копии.")
    return UserError("Копия получилась повреждённой и не сохранена.", "Проверьте диск и повторите.")


def restore(source: Path, target: Path, password: str | None = None, key: Key | None = None) -> Path | None:
    """Puts a backup into the place of ``target`` (made when missing); returns where the replaced state is kept.

    ``password`` opens the backup and the present base (``key``: the base, and a backup made with it); a base that is
    made anew gets the password of the backup.
    """
    source, target = Path(source), Path(target)
    if not source.exists():
        raise BaseUnavailable(f"Копии «{source}» нет.", "Проверьте путь.")
    if source.resolve() == target.resolve():
        raise UserError("Это сама база, а не её копия.", "Выберите файл копии.")
    own = copy_key(source, password, key)
    part = target.with_name(f"{target.name}.restore")
    try:
        with translated_errors(source), contextlib.closing(connected(source, own)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise BaseDamaged("Копия повреждена.", "База не изменена. Возьмите другую копию.")
            saved = _keep_present(target, password, key) if target.exists() else None
            is_new = not target.exists()
            opened = (
                Database.open(target, create=True, key=own) if is_new
                else Database.open(target, password=password, key=key)
            )  # fmt: skip
            with opened as db:
                if (db.key is None) == (own is None):
                    _bring_back(copy, db, saved)
                else:  # the base got its password after the copy was made, or lost it
                    part.unlink(missing_ok=True)
                    _export(copy, part, db.key)
                    with contextlib.closing(connected(part, db.key)) as same:
                        _bring_back(same, db, saved)
        with Database.open(target, password=password, key=key or own):
            pass  # an older copy is upgraded now, while the user looks on
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return saved


def _bring_back(copy: Any, db: Database, saved: Path | None) -> None:
    with db.writing():
        copy.backup(db.raw)
    if digest(db.raw) != digest(copy):
        raise BaseUnavailable("Восстановление не удалось проверить.", f"Прежнее состояние – в файле «{saved}».")


def copy_key(path: Path, password: str | None, key: Key | None) -> Key | None:
    """The key of a copy: that of the base when they share a salt, else from the password; PasswordNeeded without."""
    if not refuse_foreign(path):
        return None
    with path.open("rb") as file:
        if key is not None and file.read(len(key.salt)) == key.salt:
            return key
    if password is None:
        raise PasswordNeeded(f"Копия «{path.name}» открывается паролем.", "Введите пароль, с которым она сделана.")
    return key_of(path, password)


def _keep_present(target: Path, password: str | None, key: Key | None) -> Path | None:
    """Copies the state that a restore replaces, None when it is empty; a damaged base is moved aside as it is."""
    try:
        with Database.open(target, password=password, key=key) as db:
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
