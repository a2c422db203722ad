"""The versions of the base make what the declarations say; an older base is upgraded whole or stays as it is."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as driver

from pdkadry_desktop.core.errors import BaseUnavailable
from pdkadry_desktop.storage import database, journal
from pdkadry_desktop.storage.database import SCHEMA, Database
from pdkadry_desktop.storage.declare import Base
from pdkadry_desktop.storage.migrations import upgrade
from tests.storage.conftest import JOBS, ORGANIZATIONS, TEACHERS, dump, job, person, school
from tests.storage.make_migration import differences, steps, write

HOW = "run: python tests/storage/make_migration.py (its docstring says when and how)"
STEP = '''"""An invented next version."""
import sqlalchemy as sa
from alembic import op
revision = "0002"
down_revision = "0001"
def upgrade():
    with op.batch_alter_table("organizations", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.String(), nullable=True))
        batch.alter_column("kind", existing_type=sa.String(), nullable=True)
    op.execute("UPDATE organizations SET colour = 'зелёный'")
    op.create_table("pets", sa.Column("id", sa.Integer(), primary_key=True))
    {more}
'''


def schema(connection: sa.Connection) -> dict[str, Any]:
    """Tables as SQLite knows them: columns, indexes and foreign keys, whatever their order and the wording."""

    def rows(pragma: str, name: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(f'PRAGMA {pragma}("{name}")')]

    found: dict[str, Any] = {}
    for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all():
        indexes = {
            (tuple(column[2] for column in rows("index_info", index[1])), index[2], index[3])
            for index in rows("index_list", name)
        }
        links = {tuple(row[2:]) for row in rows("foreign_key_list", name)}
        text = str(connection.exec_driver_sql(f"SELECT sql FROM sqlite_master WHERE name = '{name}'").scalar())
        found[name] = {row[1]: row[2:] for row in rows("table_info", name)}, indexes, links, text.count("DEFERRED")
    return found


def test_versions_make_what_the_declarations_say() -> None:
    with sa.create_engine("sqlite://").connect() as upgraded, sa.create_engine("sqlite://").connect() as declared:
        upgrade.run_steps(upgraded)
        Base.metadata.create_all(declared)
        made, wanted = schema(upgraded), schema(declared)
        assert made.pop("alembic_version")
        assert made.keys() == wanted.keys(), HOW
        for name in wanted:
            assert made[name] == wanted[name], f"{name}: {HOW}"
        found = differences(upgraded).upgrade_ops
        assert found is not None and found.is_empty(), HOW


def test_a_new_base_has_the_newest_version(db: Database) -> None:
    assert steps().get_heads() == [SCHEMA]
    assert db.connection.exec_driver_sql("SELECT version_num FROM alembic_version").all() == [(SCHEMA,)]
    with sa.create_engine("sqlite://").connect() as upgraded:
        upgrade.run_steps(upgraded)
        assert schema(db.connection) == schema(upgraded)


def test_versions_are_one_line_of_numbers_with_a_word_each() -> None:
    found = list(steps().walk_revisions())[::-1]
    assert [step.revision for step in found] == [f"{number:04}" for number in range(1, len(found) + 1)]
    assert all(step.doc.startswith(f"Version {step.revision}: ") for step in found)
    for step in found:
        text = Path(step.path).read_text("utf-8")
        assert "pdkadry_desktop" not in text, "a version does not lean on code that may change"


def test_the_generator_writes_nothing_new_for_the_newest_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_over(tmp_path, monkeypatch)
    monkeypatch.setattr("tests.storage.make_migration.FOLDER", tmp_path)
    text = write("nothing", is_first=False).read_text("utf-8")
    assert 'revision = "0002"' in text and 'down_revision = "0001"' in text and "    pass\n" in text
    assert write("first", is_first=True).name == "0001_first.py"
    assert sorted(os.listdir(tmp_path / "versions"))[:2] == ["0001_first.py", "__init__.py"]
    original = next((Path(database.__file__).parent / "migrations" / "versions").glob("0001*.py"))
    assert (tmp_path / "versions" / "0001_first.py").read_text("utf-8") == original.read_text("utf-8"), HOW


def take_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lets the program take its versions from ``folder``; returns where they stand."""
    versions = folder / "versions"
    shutil.copytree(upgrade.FOLDER / "versions", versions, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(upgrade, "FOLDER", folder)
    return versions


@pytest.fixture
def older(path: Path) -> Path:
    """A base of the present version with rows that refer to each other."""
    with Database.open(path) as db, db.change("Район") as change:
        head = change.add(ORGANIZATIONS, school("А"))
        change.add(ORGANIZATIONS, school("Б", parent_id=head))
        change.add(JOBS, job(change.add(TEACHERS, person("1")), head))
    return path


@pytest.fixture
def next_version(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes the program one version newer; ``next_version(more)`` with more lines of its step."""

    def made(more: str = "") -> None:
        versions = take_over(tmp_path_factory.mktemp("newer") / "migrations", monkeypatch)
        (versions / "0002_next.py").write_text(STEP.format(more=more), "utf-8")
        monkeypatch.setattr(database, "SCHEMA", "0002")

    return made


@pytest.mark.skipif(SCHEMA != "0001", reason="the invented step follows the first version")
class TestOlderBase:
    """A base of version 0001 meets a program of an invented version 0002."""

    def test_is_copied_and_upgraded(self, older: Path, next_version: Any) -> None:
        with Database.open(older) as db:
            before = dump(db)
        next_version()
        with Database.open(older) as db:
            run = db.connection.exec_driver_sql
            assert run("SELECT version_num FROM alembic_version").all() == [("0002",)]
            assert run("SELECT DISTINCT colour FROM organizations").all() == [("зелёный",)]
            assert run("SELECT count(*) FROM pets").scalar() == 0
            assert dump(db) == before and db.check() == []
            assert (run("PRAGMA foreign_keys").scalar(), run("PRAGMA query_only").scalar()) == (1, 1)
            journal.undo(db)
            assert dump(db) == {}
        copy = older.with_name("база.до-обновления-0001.pdk")
        assert sorted(os.listdir(older.parent)) == sorted([older.name, copy.name])
        with contextlib.closing(driver.connect(os.fspath(copy))) as raw:
            assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
            assert raw.execute("SELECT count(*) FROM organizations").fetchone() == (2,)
        Database.open(older).close()
        assert len(os.listdir(older.parent)) == 2, "upgraded once, copied once"

    def test_an_earlier_copy_is_not_overwritten(self, older: Path, next_version: Any) -> None:
        earlier = older.with_name("база.до-обновления-0001.pdk")
        earlier.write_bytes(b"kept")
        next_version()
        Database.open(older).close()
        assert earlier.read_bytes() == b"kept"
        assert older.with_name("база.до-обновления-0001-2.pdk").exists()

    @pytest.mark.parametrize(
        ("more", "error"),
        [
            ("raise ZeroDivisionError", ZeroDivisionError),
            ("op.execute('DELETE FROM teachers')", BaseUnavailable),
            ("op.execute('INSERT INTO nowhere VALUES (1)')", Exception),
        ],
    )
    def test_a_step_that_fails_leaves_the_old_base(
        self, older: Path, next_version: Any, monkeypatch: pytest.MonkeyPatch, more: str, error: type[Exception]
    ) -> None:
        before = hashlib.sha256(older.read_bytes()).hexdigest()
        with monkeypatch.context() as newer:
            newer.setattr(database, "SCHEMA", SCHEMA)
            next_version(more)
            with pytest.raises(error):
                Database.open(older)
        assert hashlib.sha256(older.read_bytes()).hexdigest() == before
        monkeypatch.setattr(database, "SCHEMA", "0001")
        with Database.open(older) as db:
            assert len(dump(db)["organizations"]) == 2 and db.check() == []
