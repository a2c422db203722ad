"""The base: one file, one connection, one thread. Changes, settings, check.

Settings as tried in the field: DELETE journal, synchronous EXTRA, exclusive lock, foreign keys on. A base is never
copied or replaced with file tools; the backup API does both directions.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, func, insert, select, update

from ..core.errors import BaseDamaged, BaseUnavailable
from .change import Change, Guard, GuardMaker
from .declare import REGISTERS, Base
from .journal_tables import Counter, JournalEntry, Setting
from .media import medium_of
from .opening import (
    APPLICATION_ID,
    OPENED,
    connect,
    forget_journals,
    refuse_foreign,
    required_key,
    translated_errors,
)
from .protection import Key, new_key

SCHEMA = "0001"  # the newest Alembic revision; migrations/versions
_ENTRIES = JournalEntry.__table__
_SETTINGS = Setting.__table__
_COUNTERS = Counter.__table__


class Database:
    """An open base. All calls come from the thread that opened it; others go through DatabaseThread.

    ``guards`` make what watches every change of every base, unless the change gives a reason.
    """

    guards: ClassVar[list[GuardMaker]] = []

    def __init__(self, path: Path, connection: Connection, key: Key | None = None) -> None:
        self.path, self.key = path, key
        self.listeners: list[Callable[[frozenset[str]], None]] = []
        self._connection = connection
        self._owner = threading.get_ident()
        self._changing = False
        self._reason = ""
        self._place = path.resolve()
        OPENED.add(self._place)

    # -- opening -------------------------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, *, create: bool = False, password: str | None = None, key: Key | None = None) -> Database:
        """Opens a base; ``create`` makes a missing one, under the password when one is given.

        A base without a password opens with any. Raises BaseUnavailable (PasswordNeeded, WrongPassword), the file
        untouched.
        """
        path = Path(path)
        try:
            is_missing = not path.exists()
            is_far = medium_of(path) == "network"
        except OSError as error:
            raise BaseUnavailable(f"Путь «{path}» недоступен.", "Проверьте его длину и права на папку.") from error
        if is_far:
            raise BaseUnavailable(
                f"База «{path.name}» лежит в сетевой папке: там два компьютера портят файл друг другу.",
                "Скопируйте её на диск этого компьютера и откройте там; для обмена служат копии и книги Excel.",
            )
        if not is_missing:
            if not refuse_foreign(path):
                key = None
            elif key is None:
                key = required_key(path, password)
        elif create:
            key = key or (new_key(password) if password is not None else None)
            cls._create(path, key)
        else:
            raise BaseUnavailable(f"Базы «{path}» нет.", "Проверьте путь или создайте базу импортом.")
        base = cls(path, connect(path, key), key)
        try:
            with translated_errors(path):
                base._check_version()
        except BaseException:
            base.close()
            raise
        return base

    @classmethod
    def _create(cls, path: Path, key: Key | None) -> None:
        """Makes an empty base under a passing name and renames it: a crash leaves no half-made base behind."""
        from .backup import replace

        part = path.with_name(f"{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            forget_journals(part)
            try:
                with cls(part, connect(part, key), key) as base:
                    base._fill()
                forget_journals(path)
                replace(part, path)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise BaseUnavailable(f"Базу «{path}» нельзя создать.", "Выберите другую папку или имя.") from error

    @classmethod
    def in_memory(cls) -> Database:
        """An empty base that is no file and is gone when it is closed: for trying something out."""
        path = Path(":memory:")
        base = cls(path, connect(path, None))
        base._fill()
        return base

    def _fill(self) -> None:
        run = self._connection.exec_driver_sql
        with self._transaction():
            run(f"PRAGMA application_id={APPLICATION_ID}")
            Base.metadata.create_all(self._connection)
            run("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
            run(f"INSERT INTO alembic_version VALUES ('{SCHEMA}')")
            self._connection.execute(
                insert(_COUNTERS), [{"name": "next_id", "value": 1}, {"name": "backups", "value": 0}]
            )

    def _check_version(self) -> None:
        run = self._connection.exec_driver_sql
        is_ours = run("PRAGMA application_id").scalar() == APPLICATION_ID
        if not is_ours or not run("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").scalar():
            raise BaseUnavailable(f"«{self.path.name}» – это не база программы.", "Файл не изменён. Выберите другой.")
        version = run("SELECT version_num FROM alembic_version").scalar()
        if version == SCHEMA:
            tables = {row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not REGISTERS.keys() <= tables:  # until the first release the first version still changes
                raise BaseUnavailable(
                    f"База «{self.path.name}» сделана пробной версией программы, до первого выпуска.",
                    "Файл не изменён. Откройте её той версией, выгрузите книгу района и импортируйте сюда.",
                )
            return
        from .migrations.upgrade import upgrade

        upgrade(self, str(version))

    def close(self) -> None:
        """Closes the base; a second call does nothing."""
        if not self._connection.closed:
            engine = self._connection.engine
            self._connection.close()
            engine.dispose()
            OPENED.discard(self._place)

    def take_place(self, part: Path, key: Key | None) -> None:
        """Puts a proved copy under another key into the place of the file and goes on with it (change of password)."""
        from .backup import replace

        self.close()
        try:
            forget_journals(self.path)
            replace(part, self.path)
        except OSError:
            key = self.key
            raise
        finally:
            self._connection, self.key = connect(self.path, key), key
            OPENED.add(self._place)

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # -- reading -------------------------------------------------------------------------------------------------

    @property
    def connection(self) -> Connection:
        """The connection, for reading; writing outside ``change`` is refused by SQLite (query_only)."""
        if threading.get_ident() != self._owner:
            raise RuntimeError("the base belongs to another thread")
        return self._connection

    def setting(self, name: str, default: Any = None) -> Any:
        """A setting kept in the base."""
        value = self.connection.scalar(select(_SETTINGS.c.value).where(_SETTINGS.c.name == name))
        return default if value is None else value

    # -- writing -------------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        run = self.connection.exec_driver_sql
        run("PRAGMA query_only=OFF")
        try:
            with translated_errors(self.path):
                run("BEGIN IMMEDIATE")
                try:
                    yield
                    run("COMMIT")
                except BaseException:
                    if self.raw.in_transaction:
                        run("ROLLBACK")
                    raise
        finally:
            run("PRAGMA query_only=ON")

    @property
    def raw(self) -> Any:
        """The driver's own connection: backup API, digests."""
        return self.connection.connection.dbapi_connection

    @contextmanager
    def upgrading(self) -> Iterator[Connection]:
        """One transaction for Alembic; foreign keys are checked at its end, not at each step.

        SQLite changes a column by making the table anew; with foreign keys on, the old table could not be dropped.
        """
        run = self.connection.exec_driver_sql
        run("PRAGMA foreign_keys=OFF")
        try:
            with self._transaction():
                yield self._connection
                if run("PRAGMA foreign_key_check").first() is not None:
                    raise BaseUnavailable(
                        f"База «{self.path.name}» не обновлена: связи записей не сошлись.",
                        "Файл не изменён. Работайте в прежней версии программы и сообщите разработчику.",
                    )
        finally:
            run("PRAGMA foreign_keys=ON")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Lets the backup API write into this base (restore)."""
        self._connection.exec_driver_sql("PRAGMA query_only=OFF")
        try:
            yield
        finally:
            self._connection.exec_driver_sql("PRAGMA query_only=ON")

    @property
    def is_changing(self) -> bool:
        """A transaction is open."""
        return self._changing

    @contextmanager
    def explained(self, reason: str) -> Iterator[None]:
        """Changes made inside carry this reason: for work that was refused without one and is done again."""
        before, self._reason = self._reason, reason
        try:
            yield
        finally:
            self._reason = before

    @contextmanager
    def change(self, title: str, kind: str = "edit", undoes: int | None = None, reason: str = "") -> Iterator[Change]:
        """One user action: everything inside is written together or not at all, with one journal entry.

        ``title`` is Russian and says what was done («Изменён педагог Ёлкина А. П.»). A change that wrote nothing
        leaves no entry. ``reason`` allows what the guards refuse without one and stays in the journal.
        """
        why = (reason or self._reason).strip()
        if self._changing:
            raise RuntimeError("a change inside a change")
        self._changing = True
        try:
            with self._transaction():
                entry_id = (self._connection.scalar(select(func.max(_ENTRIES.c.id))) or 0) + 1
                made_at = datetime.now().isoformat(timespec="seconds")
                self._connection.execute(insert(_ENTRIES), {
                    "id": entry_id, "title": title, "kind": kind, "made_at": made_at, "undoes": undoes,
                    "is_live": True, "rows": 0, "reason": why or None,
                })  # fmt: skip
                change = Change(self._connection, entry_id, [] if why else self._guards())
                yield change
                if change.rows:
                    change.finish()
                else:
                    self._connection.execute(_ENTRIES.delete().where(_ENTRIES.c.id == entry_id))
        finally:
            self._changing = False
        if change.touched:
            for listener in self.listeners:
                listener(frozenset(change.touched))

    def _guards(self) -> list[Guard]:
        return [guard for make in self.guards if (guard := make(self._connection)) is not None]

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """A transaction outside the undo history: settings, drafts of forms."""
        if self._changing:
            raise RuntimeError("aside of a change inside it")
        with self._transaction():
            yield self._connection

    def set_setting(self, name: str, value: Any) -> None:
        """Keeps a setting in the base; not part of the undo history."""
        with self._transaction():
            changed = self._connection.execute(
                update(_SETTINGS).where(_SETTINGS.c.name == name).values(value=value)
            ).rowcount
            if not changed:
                self._connection.execute(insert(_SETTINGS), {"name": name, "value": value})

    # -- safety --------------------------------------------------------------------------------------------------

    def check(self) -> list[str]:
        """What is wrong with the file, in Russian; empty when it is whole."""
        try:
            found = [str(row[0]) for row in self.connection.exec_driver_sql("PRAGMA integrity_check")]
        except BaseDamaged as error:
            return [error.text]
        problems = [] if found == ["ok"] else [f"Повреждение файла базы: {text}" for text in found]
        for table, rowid, parent, _ in self.connection.exec_driver_sql("PRAGMA foreign_key_check"):
            problems.append(f"Запись {rowid} таблицы {table} ссылается на отсутствующую запись таблицы {parent}")
        return problems

    def counts(self) -> dict[str, int]:
        """Rows per table."""
        names = sorted(Base.metadata.tables)
        return {
            name: self.connection.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0
            for name in names
        }
