"""A copy is proved before it is called done; a restore loses neither the copy's rows nor the present ones."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from pdkadry_desktop.core.errors import BaseDamaged, BaseUnavailable, UserError
from pdkadry_desktop.storage import backup, journal
from pdkadry_desktop.storage.database import Database
from tests.storage.conftest import TEACHERS, Dump, dump, person
from tests.storage.test_database import damage, leave_hot_journal


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def with_people(path: Path, count: int) -> Dump:
    """Adds so many people to a base, made when missing; returns all its rows."""
    with Database.open(path, create=True) as db:
        with db.change(f"Ещё {count}") as change:
            change.add_many(TEACHERS, [person(f"{change.entry_id}-{n}") for n in range(count)])
        return dump(db)


def rows(path: Path) -> Dump:
    with Database.open(path) as db:
        assert db.check() == []
        return dump(db)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "копии" / "копия.pdk"


@pytest.fixture
def saved(path: Path, copy: Path) -> Dump:
    """The rows of the base at the moment the copy was made."""
    found = with_people(path, 10)
    copy.parent.mkdir()
    with Database.open(path) as db:
        counts = backup.back_up(db, copy)
    assert (counts["teachers"], counts["journal_entries"]) == (10, 1)
    assert os.listdir(copy.parent) == [copy.name]
    return found


def test_a_copy_is_the_base(path: Path, copy: Path, saved: Dump) -> None:
    with Database.open(copy) as db:
        assert dump(db) == saved and db.check() == []
        journal.undo(db)
        assert dump(db) == {}, "the journal is copied too"
        version = db.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        assert version and db.raw.execute("PRAGMA application_id").fetchone()[0]
    assert rows(path) == saved


def test_a_newer_copy_takes_the_place_of_the_older(path: Path, copy: Path, saved: Dump) -> None:
    copy.with_name(f"{copy.name}-journal").write_bytes(b"stale")
    copy.with_name(f"{copy.name}.part").write_bytes(b"stale")
    newer = with_people(path, 5)
    with Database.open(path) as db:
        assert backup.back_up(db, copy)["teachers"] == 15
    assert os.listdir(copy.parent) == [copy.name]
    assert rows(copy) == newer != saved


def test_a_copy_cannot_take_the_place_of_the_base(path: Path) -> None:
    with Database.open(path) as db, pytest.raises(UserError, match="на месте самой базы"):
        backup.back_up(db, path.parent / "." / path.name)


@pytest.mark.parametrize("broken", ["integrity", "digest", "replace", "folder", "disk full", "sync"])
def test_a_broken_run_keeps_the_older_copy(
    path: Path, copy: Path, saved: Dump, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, target = fingerprint(copy), copy
    with_people(path, 5)

    def refuse(*_: object) -> None:
        raise PermissionError("in use")

    def fill(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with Database.open(path) as db, monkeypatch.context() as patched:
        patched.setattr(backup, "_REPLACE_PAUSE", 0)
        match broken:
            case "integrity":
                patched.setattr(backup, "connected", Spoiled())
            case "digest":
                patched.setattr(backup, "digest", lambda connection: str(connection is db.raw))
            case "replace":
                patched.setattr(os, "replace", refuse)
            case "folder":
                target = copy.parent / "нет такой папки" / "копия.pdk"
            case "disk full":
                patched.setattr(backup, "connected", Spoiled("database or disk is full"))
            case "sync":
                patched.setattr(backup, "_sync", fill)
        with pytest.raises(UserError) as refused:
            backup.back_up(db, target)
        assert refused.value.hint
        assert db.check() == [] and len(dump(db)["teachers"]) == 15
    assert fingerprint(copy) == before
    assert os.listdir(copy.parent) == [copy.name], "nothing half made is left"
    assert rows(copy) == saved


class Spoiled:
    """Connects, but the second connection finds the copy damaged, or the first fails."""

    def __init__(self, failure: str = "") -> None:
        self.failure, self.count = failure, 0

    def __call__(self, path: Path, key: object) -> object:
        self.count += 1
        if self.failure:
            raise driver.OperationalError(self.failure)
        if self.count == 2:
            damage(path, 100)
        return driver.connect(os.fspath(path), isolation_level=None)


def test_replace_waits_for_an_antivirus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part, target = tmp_path / "a", tmp_path / "b"
    part.write_text("new")
    target.write_text("old")
    tries, real = [], os.replace

    def busy(source: Path, to: Path) -> None:
        tries.append(1)
        if len(tries) < 10:
            raise PermissionError
        real(source, to)

    monkeypatch.setattr(backup, "_REPLACE_PAUSE", 0)
    monkeypatch.setattr(os, "replace", busy)
    backup.replace(part, target)
    assert target.read_text() == "new" and not part.exists() and len(tries) == 10


def test_a_damaged_base_does_not_push_out_a_good_copy(path: Path, copy: Path, saved: Dump) -> None:
    with_people(path, 300)
    damage(path, path.read_bytes().rindex("Ёлкина".encode()) // 4096 * 4096)
    before, damaged = fingerprint(copy), fingerprint(path)
    with Database.open(path) as db, pytest.raises(BaseDamaged):
        backup.back_up(db, copy)
    assert (fingerprint(copy), fingerprint(path)) == (before, damaged)
    assert os.listdir(copy.parent) == [copy.name]


def test_restore_saves_the_present_state_first(path: Path, copy: Path, saved: Dump) -> None:
    present = with_people(path, 5)
    kept = backup.restore(copy, path)
    assert kept is not None and kept.name == "база.до-восстановления.pdk"
    assert rows(path) == saved
    assert rows(kept) == present
    again = backup.restore(kept, path)
    assert again is not None and again.name == "база.до-восстановления-2.pdk"
    assert rows(path) == present and rows(again) == saved, "a restore can be undone by a restore"
    assert rows(copy) == saved


def test_restore_in_the_place_of_a_missing_base(path: Path, copy: Path, saved: Dump, tmp_path: Path) -> None:
    target = tmp_path / "другая папка" / "база.pdk"
    assert backup.restore(copy, target) is None
    assert rows(target) == saved
    assert os.listdir(target.parent) == ["база.pdk"]
    leave_hot_journal(path)
    path.unlink()
    assert backup.restore(copy, path) is None
    assert rows(path) == saved


def test_restore_over_an_empty_base_keeps_no_copy_of_nothing(copy: Path, saved: Dump, tmp_path: Path) -> None:
    target = tmp_path / "пустая.pdk"
    Database.open(target, create=True).close()
    assert backup.restore(copy, target) is None
    assert rows(target) == saved


def test_restore_with_a_stale_journal_gives_the_rows_of_the_copy(path: Path, copy: Path, saved: Dump) -> None:
    leave_hot_journal(path)
    kept = backup.restore(copy, path)
    assert rows(path) == saved
    assert not path.with_name(f"{path.name}-journal").exists()
    assert kept is not None and len(rows(kept)["teachers"]) == 60


@pytest.mark.parametrize("place", ["start", "inside"])
def test_restore_in_the_place_of_a_damaged_base(path: Path, copy: Path, saved: Dump, place: str) -> None:
    with_people(path, 300)
    damaged = damage(path, 100 if place == "start" else path.read_bytes().rindex("Ёлкина".encode()) // 4096 * 4096)
    kept = backup.restore(copy, path)
    assert rows(path) == saved
    assert kept is not None and kept.name == "база.повреждена.pdk"
    assert fingerprint(kept) == damaged, "a damaged base is never overwritten"


def test_a_damaged_copy_changes_nothing(path: Path, copy: Path, saved: Dump) -> None:
    with_people(path, 300)
    with Database.open(path) as db:
        backup.back_up(db, copy)
    damage(copy, copy.read_bytes().rindex("Ёлкина".encode()) // 4096 * 4096)
    before, names = fingerprint(path), set(os.listdir(path.parent))
    with pytest.raises(BaseDamaged, match="повреж"):
        backup.restore(copy, path)
    assert fingerprint(path) == before and set(os.listdir(path.parent)) == names


def test_what_is_no_copy_is_refused(path: Path, copy: Path, saved: Dump, tmp_path: Path) -> None:
    before = fingerprint(path)
    (tmp_path / "чужой.pdk").write_text("не база")
    with pytest.raises(BaseUnavailable, match="не база программы"):
        backup.restore(tmp_path / "чужой.pdk", path)
    with pytest.raises(BaseUnavailable, match="нет"):
        backup.restore(tmp_path / "нет.pdk", path)
    with pytest.raises(UserError, match="сама база"):
        backup.restore(path, path)
    assert fingerprint(path) == before
    with Database.open(path) as db, pytest.raises(BaseUnavailable, match="уже открыта"):
        backup.restore(copy, db.path)
    assert fingerprint(path) == before


def test_digest_sees_every_cell(path: Path, copy: Path, saved: Dump) -> None:
    def digest(base: Path, *statements: str) -> str:
        connection = driver.connect(os.fspath(base), isolation_level=None)
        try:
            for statement in statements:
                connection.execute(statement)
            return backup.digest(connection)
        finally:
            connection.close()

    first = digest(copy)
    assert digest(path) == first
    assert digest(copy, "UPDATE teachers SET phone = '1' WHERE id = 1") != first
    assert digest(copy, "UPDATE teachers SET phone = NULL WHERE id = 1") == first
    assert digest(copy, "UPDATE counters SET value = value + 1 WHERE name = 'backups'") != first
