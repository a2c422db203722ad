"""How a base is opened, held, refused and made."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from pdkadry_desktop.core.errors import BaseDamaged, BaseUnavailable, UserError
from pdkadry_desktop.storage import database
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.opening import APPLICATION_ID
from tests.storage.conftest import ORGANIZATIONS, TEACHERS, dump, person, school

OTHER_PROGRAM = """
import sys
from pathlib import Path
import pdkadry_desktop.registers
from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.storage.database import Database
try:
    Database.open(Path(sys.argv[1])).close()
except UserError as error:
    sys.stdout.buffer.write(f"{type(error).__name__}: {error}".encode())
"""


def open_elsewhere(path: Path) -> str:
    """What another process is told when it opens the base; «» when it may."""
    done = subprocess.run(
        [sys.executable, "-c", OTHER_PROGRAM, str(path)], capture_output=True, check=True, timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(database.__file__).parents[2])},
    )  # fmt: skip
    assert done.stderr == b""
    return done.stdout.decode()


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_settings_of_the_connection(db: Database) -> None:
    def pragma(name: str) -> object:
        return db.connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    assert pragma("journal_mode") == "delete"
    assert pragma("synchronous") == 3
    assert pragma("locking_mode") == "exclusive"
    assert pragma("foreign_keys") == 1
    assert pragma("application_id") == APPLICATION_ID
    assert pragma("query_only") == 1
    assert pragma("temp_store") == 2
    version = db.connection.exec_driver_sql("SELECT sqlite_version()").scalar()
    assert tuple(map(int, str(version).split("."))) >= (3, 51, 3)
    with db.change("Настройки те же внутри") as change:
        change.add(ORGANIZATIONS, school("А"))
        assert (pragma("synchronous"), pragma("foreign_keys"), pragma("journal_mode")) == (3, 1, "delete")


def test_a_second_opening_gets_a_clear_message(path: Path) -> None:
    with Database.open(path) as db:
        # the file is not read here: closing any handle of it would drop the lock of this process
        with pytest.raises(BaseUnavailable, match="уже открыта"):
            Database.open(path)
        with pytest.raises(BaseUnavailable, match="уже открыта"):
            Database.open(path.parent / "." / path.name, create=True)
        said = open_elsewhere(path)
        assert said.startswith("BaseUnavailable: База уже открыта") and "Закройте её там" in said
        with db.change("Хозяин пишет") as change:
            change.add(ORGANIZATIONS, school("А"))
    assert open_elsewhere(path) == ""
    with Database.open(path) as db:
        assert db.check() == [] and len(dump(db)["organizations"]) == 1


def test_only_the_owner_thread_may_touch_it(db: Database) -> None:
    caught: list[BaseException] = []

    def touch() -> None:
        try:
            db.setting("year")
        except RuntimeError as error:
            caught.append(error)

    thread = threading.Thread(target=touch)
    thread.start()
    thread.join()
    assert len(caught) == 1


def plain_sqlite(path: Path, *statements: str) -> None:
    connection = driver.connect(os.fspath(path), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "kind", ["empty", "one byte", "text", "xlsx", "sqlite", "sqlite of ours without tables", "half"]
)
@pytest.mark.parametrize("create", [False, True])
def test_foreign_files_are_refused_untouched(path: Path, tmp_path: Path, kind: str, create: bool) -> None:
    foreign = tmp_path / "чужой.pdk"
    match kind:
        case "empty":
            foreign.touch()
        case "one byte":
            foreign.write_bytes(b"S")
        case "text":
            foreign.write_text("Педагоги\n" * 1000, "utf-8")
        case "xlsx":
            foreign.write_bytes(b"PK\x03\x04" + bytes(5000))
        case "sqlite":
            plain_sqlite(foreign, "CREATE TABLE notes (id INTEGER)", "PRAGMA journal_mode=WAL")
        case "sqlite of ours without tables":
            plain_sqlite(foreign, f"PRAGMA application_id={APPLICATION_ID}", "CREATE TABLE other (id INTEGER)")
        case "half":
            foreign.write_bytes(path.read_bytes()[:90])
    before, names = fingerprint(foreign), set(os.listdir(tmp_path))
    with pytest.raises(BaseUnavailable) as refused:
        Database.open(foreign, create=create)
    assert refused.value.text and refused.value.hint
    assert fingerprint(foreign) == before
    assert set(os.listdir(tmp_path)) == names


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BaseUnavailable, match="папка"):
        Database.open(tmp_path)
    with pytest.raises(BaseUnavailable, match="нет"):
        Database.open(tmp_path / "нет.pdk")
    (tmp_path / "файл").touch()
    with pytest.raises(BaseUnavailable, match="нельзя создать"):
        Database.open(tmp_path / "файл" / "база.pdk", create=True)
    with pytest.raises(UserError):
        Database.open(tmp_path / ("ж" * 300), create=True)
    assert os.listdir(tmp_path) == ["файл"]


@pytest.mark.parametrize("version", ["0002", "9999", "чужая"])
def test_a_newer_base_is_refused_untouched(path: Path, version: str) -> None:
    plain_sqlite(path, f"UPDATE alembic_version SET version_num = '{version}'")
    before = fingerprint(path)
    with pytest.raises(BaseUnavailable, match="более новой версией"):
        Database.open(path)
    assert fingerprint(path) == before
    assert os.listdir(path.parent) == [path.name], "no copy is made of what is not upgraded"


def damage(path: Path, place: int, length: int = 3000) -> str:
    """Overwrites a part of the file with noise; returns the fingerprint of what is left."""
    damaged = bytearray(path.read_bytes())
    damaged[place : place + length] = bytes(range(1, 251)) * (length // 250)
    path.write_bytes(damaged)
    return fingerprint(path)


def test_a_base_that_cannot_be_read_is_refused_untouched(path: Path) -> None:
    before = damage(path, 100)
    with pytest.raises(BaseDamaged, match="повреждён") as refused:
        Database.open(path)
    assert "копию" in refused.value.hint
    assert fingerprint(path) == before


def test_damage_inside_is_found_by_the_check_and_told_while_reading(path: Path) -> None:
    with Database.open(path) as db, db.change("Много") as change:
        change.add_many(TEACHERS, [person(str(n), "Ёлкина" * 20) for n in range(300)])
    name = path.read_bytes().rindex("Ёлкина".encode())
    before = damage(path, name // 4096 * 4096)
    with Database.open(path) as db:
        assert db.check()
        with pytest.raises(BaseDamaged, match="повреждён"):
            dump(db)
    assert fingerprint(path) == before


def test_links_to_nowhere_are_found_by_the_check(path: Path) -> None:
    with Database.open(path) as db, db.change("Филиал") as change:
        head = change.add(ORGANIZATIONS, school("А"))
        change.add(ORGANIZATIONS, school("Б", parent_id=head))
        assert db.check() == []
    plain_sqlite(path, f"DELETE FROM organizations WHERE id = {head}")
    with Database.open(path) as db:
        (problem,) = db.check()
    assert "organizations" in problem and "ссылается" in problem


@pytest.mark.parametrize("folder", ["Тётя Ёлка №1", "Мои документы/ПедКадры & Ко", "д" * 60 + "/" + "ё" * 60])
def test_russian_and_long_paths(tmp_path: Path, folder: str) -> None:
    name = "База района.pdk"
    path = tmp_path / folder / name
    if len(folder) > 100:  # 200 characters in all
        path = tmp_path / folder / ("ж" * max(1, 200 - len(str(tmp_path / folder)) - 5) + ".pdk")
        assert len(str(path)) >= 200
    with Database.open(path, create=True) as db, db.change("Добавлено") as change:
        change.add(TEACHERS, person("1"))
    with Database.open(path) as db:
        assert db.check() == [] and len(dump(db)["teachers"]) == 1
    assert os.listdir(path.parent) == [path.name], "nothing is left beside a closed base"


def test_a_crash_while_the_base_is_made_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "база.pdk"

    def crash(self: Database) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Database, "_fill", crash)
        with pytest.raises(KeyboardInterrupt):
            Database.open(path, create=True)
    assert os.listdir(tmp_path) == []
    (tmp_path / "база.pdk.new").write_bytes(b"left by a power cut")
    (tmp_path / "база.pdk.new-journal").write_bytes(b"left by a power cut")
    with Database.open(path, create=True) as db:
        assert db.check() == []
    assert os.listdir(tmp_path) == ["база.pdk"]


def test_a_journal_of_a_vanished_base_does_not_get_into_a_new_one(path: Path, tmp_path: Path) -> None:
    """A file was deleted by hand, its journal stayed: it must not be played back over the new base."""
    leave_hot_journal(path)
    path.unlink()
    with Database.open(path, create=True) as db:
        assert dump(db) == {} and db.check() == []
    with Database.open(path) as db:
        assert dump(db) == {}


def leave_hot_journal(path: Path) -> None:
    """What a power cut leaves: a journal beside a base whose pages are partly written."""
    with Database.open(path) as db, db.change("До") as change:
        change.add_many(TEACHERS, [person(str(n)) for n in range(50)])
    held = driver.connect(os.fspath(path), isolation_level=None)
    held.execute("PRAGMA cache_size=1")
    held.execute("BEGIN IMMEDIATE")
    held.execute("UPDATE teachers SET phone = hex(randomblob(2000))")
    journal = path.with_name(f"{path.name}-journal")
    assert journal.stat().st_size > 512
    kept = path.with_suffix(".kept")
    shutil.copy(path, kept)
    shutil.copy(journal, f"{kept}-journal")
    held.execute("ROLLBACK")
    held.close()
    os.replace(kept, path)
    os.replace(f"{kept}-journal", journal)


def test_the_next_start_after_a_power_cut_needs_no_click(path: Path) -> None:
    leave_hot_journal(path)
    with Database.open(path) as db:
        rows = dump(db)["teachers"].values()
        assert len(rows) == 50 and {row["phone"] for row in rows} == {None}
        assert db.check() == []
    assert os.listdir(path.parent) == [path.name]


def test_counts(db: Database) -> None:
    assert set(dump(db)) == set()
    with db.change("Двое") as change:
        change.add_many(TEACHERS, [person("1"), person("2")])
    counts = db.counts()
    assert (counts["teachers"], counts["organizations"], counts["journal_entries"]) == (2, 0, 1)


def test_closing_twice_is_nothing(path: Path) -> None:
    db = Database.open(path)
    db.close()
    db.close()
    Database.open(path).close()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database or disk is full", "нет места"),
        ("attempt to write a readonly database", "только для чтения"),
        ("unable to open database file", "не открывается"),
        ("database disk image is malformed", "повреждён"),
        ("disk I/O error", "Диск не отвечает"),
        ("database is locked", "уже открыта"),
    ],
)
def test_known_failures_are_told_in_russian(tmp_path: Path, said: str, told: str) -> None:
    with pytest.raises(UserError, match=told) as refused, database.translated_errors(tmp_path):
        raise driver.OperationalError(said)
    assert refused.value.hint
    with pytest.raises(driver.OperationalError), database.translated_errors(tmp_path):
        raise driver.OperationalError("no such column: нет")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not stop the superuser")
def test_read_only_file_and_folder(path: Path) -> None:
    path.chmod(0o400)
    with pytest.raises(UserError, match=r"чтения|нельзя"), Database.open(path) as db, db.change("Нельзя") as change:
        change.add(TEACHERS, person("1"))
    path.chmod(0o600)
    path.parent.chmod(0o500)
    try:
        with pytest.raises(UserError, match=r"создать|не открывается"):
            Database.open(path.with_name("новая.pdk"), create=True)
    finally:
        path.parent.chmod(0o700)


def test_a_base_of_a_trial_version_is_refused_in_words_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "пробная.pdk"
    with Database.open(path, create=True) as db, db.aside() as connection:
        connection.exec_driver_sql("DROP TABLE absences")
    before = path.read_bytes()
    with pytest.raises(BaseUnavailable, match="пробной версией") as refused:
        Database.open(path)
    assert refused.value.hint
    assert path.read_bytes() == before
