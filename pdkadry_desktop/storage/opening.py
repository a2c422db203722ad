"""Opening the file of a base: what may be opened, the settings of the connection, the driver's errors in words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, ExceptionContext, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.pool import StaticPool

from ..core.errors import BaseDamaged, BaseUnavailable, ChangeRefused, PasswordNeeded, UserError, WrongPassword
from .protection import HEADER, Key, key_of, may_be_protected

APPLICATION_ID = 0x50444B31  # «PDK1»
OPENED: set[Path] = set()  # bases open in this process; closing any other handle of such a file would drop its lock


def refuse_foreign(path: Path) -> bool:
    """Whether the base is under a password.

    BaseUnavailable when the file is a folder, unreadable, open already or not a base of this program.
    """
    if path.resolve() in OPENED:
        raise _already_open()
    if path.is_dir():
        raise BaseUnavailable(f"«{path}» – папка, а не база.", "Укажите файл базы.")
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except OSError as error:
        raise BaseUnavailable(f"Файл «{path}» нельзя прочитать.", "Проверьте права и другие программы.") from error
    if may_be_protected(head, size):
        return True
    if not head.startswith(HEADER) or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise BaseUnavailable(f"«{path.name}» – это не база программы.", "Файл не изменён. Выберите другой файл.")
    return False


def required_key(path: Path, password: str | None) -> Key:
    """The key of a protected file; PasswordNeeded without a password."""
    if password is None:
        raise PasswordNeeded(f"База «{path.name}» защищена паролем.", "Введите пароль.")
    return key_of(path, password)


def forget_journals(path: Path) -> None:
    """Removes what SQLite left beside a file that is gone: it would be played back over the file that replaces it."""
    for ending in ("-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def connect(path: Path, key: Key | None) -> Connection:
    def creator() -> Any:
        return connected(path, key, check_same_thread=False)

    engine = create_engine("sqlite+pysqlite://", creator=creator, module=driver, poolclass=StaticPool)

    @event.listens_for(engine, "handle_error")
    def translate_damage(context: ExceptionContext) -> None:
        known = _known_failure(str(context.original_exception).lower(), path)
        if isinstance(known, BaseDamaged):  # met while reading as well, outside of any transaction of ours
            raise known from context.original_exception

    connection: Connection | None = None
    try:
        with translated_errors(path):
            connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            run = connection.exec_driver_sql
            run("PRAGMA cipher_log_level=NONE")
            run("PRAGMA locking_mode=EXCLUSIVE")
            run("PRAGMA journal_mode=DELETE")
            run("PRAGMA synchronous=EXTRA")
            run("PRAGMA foreign_keys=ON")
            run("PRAGMA temp_store=MEMORY")
            run("PRAGMA cache_size=-32768")
            run("BEGIN EXCLUSIVE")
            run("COMMIT")
            run("PRAGMA query_only=ON")
    except BaseException:
        if connection is not None:
            connection.close()
        engine.dispose()
        raise
    return connection


def connected(path: Path, key: Key | None, **options: Any) -> Any:
    """A connection of the driver with the key given and tried; WrongPassword when it does not open the file."""
    connection = driver.connect(os.fspath(path), isolation_level=None, timeout=0, **options)
    if key is not None:
        try:
            key.unlock(connection)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.DatabaseError as error:
            connection.close()
            if "not a database" not in str(error):
                raise
            raise WrongPassword(
                f"Пароль к базе «{path.name}» не подходит.",
                "Проверьте раскладку клавиатуры и Caps Lock. Если пароль верен, файл повреждён: возьмите копию.",
            ) from error
    return connection


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Errors of the driver whose meaning is known become UserError; others rise as they are."""
    try:
        yield
    except IntegrityError as error:
        raise ChangeRefused(*_broken_rule(str(error.orig))) from error
    except (DatabaseError, driver.Error) as error:
        known = _known_failure(str(getattr(error, "orig", error)).lower(), path)
        if known is None:
            raise
        raise known from error


def _broken_rule(text: str) -> tuple[str, str]:
    if "UNIQUE" in text:
        return "Такая запись уже есть: код должен быть единственным.", "Исправьте код и повторите."
    if "FOREIGN KEY" in text:
        return "На запись ссылаются другие записи.", "Сначала удалите или измените их."
    return "Не заполнено обязательное поле.", "Заполните его и повторите."


def _known_failure(text: str, path: Path) -> UserError | None:
    if "locked" in text:
        return _already_open()
    if "disk is full" in text:
        return ChangeRefused("На диске нет места: ничего не записано.", "Освободите место и повторите.")
    if "readonly" in text or "read-only" in text:
        return BaseUnavailable("База доступна только для чтения.", f"Проверьте права на файл и папку «{path.parent}».")
    if "unable to open" in text:
        return BaseUnavailable(f"База «{path}» не открывается.", "Проверьте папку, права и свободное место.")
    if "not a database" in text or "malformed" in text:
        return BaseDamaged(f"Файл «{path.name}» повреждён или это не база.", "Файл не изменён. Восстановите копию.")
    if "disk i/o" in text:
        return ChangeRefused("Диск не отвечает: ничего не записано.", "Проверьте диск или флешку и повторите.")
    return None


def _already_open() -> BaseUnavailable:
    return BaseUnavailable("База уже открыта в другом окне или программе.", "Закройте её там и повторите.")
