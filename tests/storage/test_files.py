"""Files inside the base: kept once, read back whole, undone without their content, watched by their hash."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.core.progress import NO_PROGRESS, Cancelled
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import files, journal
from pdkadry_desktop.storage.backup import back_up, digest
from pdkadry_desktop.storage.database import Database

FILES, DOCUMENTS = REGISTERS["document_files"], REGISTERS["documents"]


def written(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def attach(db: Database, path: Path, code: str = "Д-1") -> files.Stored:
    """A document with one file, as one action."""
    with db.change(f"Приложен файл {path.name}") as change:
        stored = files.put(change, path, NO_PROGRESS)
        document = change.add(DOCUMENTS, {"code": code, "kind": "приказ", "name": "О наставничестве"})
        change.add(FILES, {
            "document_id": document, "name": path.name, "size": stored.size, "sha256": stored.sha256,
            "added_on": date(2024, 9, 1),
        })  # fmt: skip
    return stored


def kept(db: Database) -> int:
    return files.totals(db).count


def test_a_file_comes_back_as_it_was(db: Database, tmp_path: Path) -> None:
    content = os.urandom(700_001)
    stored = attach(db, written(tmp_path, "приказ.pdf", content))
    assert stored == files.Stored(hashlib.sha256(content).hexdigest(), len(content), is_new=True)
    files.copy_to(db, stored.sha256, "приказ.pdf", tmp_path / "обратно.pdf")
    assert (tmp_path / "обратно.pdf").read_bytes() == content
    assert files.head(db, stored.sha256) == content[:64]
    assert files.check(db) == [] and files.totals(db) == files.Totals(1, len(content))


def test_equal_contents_are_kept_once(db: Database, tmp_path: Path) -> None:
    first = attach(db, written(tmp_path, "а.pdf", b"same" * 99))
    second = attach(db, written(tmp_path, "б.pdf", b"same" * 99), "Д-2")
    assert (first.is_new, second.is_new) == (True, False)
    assert kept(db) == 1


def test_undo_and_redo_keep_the_content(db: Database, tmp_path: Path) -> None:
    stored = attach(db, written(tmp_path, "скан.jpg", os.urandom(300_000)))
    lines = db.connection.exec_driver_sql("SELECT sum(length(coalesce(before, '') || coalesce(after, ''))) FROM "
                                          "journal_lines").scalar()  # fmt: skip
    assert lines is not None and lines < 2_000, "the journal does not carry the content"
    journal.undo(db)
    assert files.check(db) == [] and kept(db) == 1
    assert files.purge(db).count == 0, "redo may still want it"
    journal.redo(db)
    assert files.state(db.connection, stored.sha256) == "whole"


def test_contents_nothing_names_are_purged(db: Database, tmp_path: Path) -> None:
    attach(db, written(tmp_path, "нужный.pdf", b"wanted"))
    with db.change("Только содержимое") as change:
        files.put(change, written(tmp_path, "ничей.pdf", b"nobody's"), NO_PROGRESS)
        change.add(DOCUMENTS, {"code": "Д-9", "kind": "приказ", "name": "Без файла"})
    assert kept(db) == 2 and files.unused(db) == files.Totals(1, 8)
    assert files.purge(db) == files.Totals(1, 8)
    assert kept(db) == 1 and files.check(db) == []
    assert files.purge(db) == files.Totals(0, 0)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE file_parts SET data = CAST(x'00' || substr(data, 2) AS BLOB) WHERE number = 0", "не совпадает"),
        ("DELETE FROM file_parts WHERE number = 1", "не совпадает"),
        ("DELETE FROM file_parts", "не совпадает"),
        ("DELETE FROM file_parts; DELETE FROM file_contents", "в базе нет"),
    ],
)
def test_an_altered_or_missing_content_is_found(db: Database, tmp_path: Path, damage: str, said: str) -> None:
    stored = attach(db, written(tmp_path, "приказ.pdf", b"1" * 600_000))
    with db.aside() as connection:
        for each in damage.split("; "):
            connection.exec_driver_sql(each)
    (problem,) = files.check(db)
    assert said in problem and "приказ.pdf" in problem
    with pytest.raises(UserError, match=said):
        files.copy_to(db, stored.sha256, "приказ.pdf", tmp_path / "обратно.pdf")
    assert not (tmp_path / "обратно.pdf").exists()
    attach(db, tmp_path / "приказ.pdf", "Д-2")
    assert files.check(db) == [], "the same file given again heals it"


def test_a_copy_of_the_base_has_the_files(db: Database, tmp_path: Path) -> None:
    stored = attach(db, written(tmp_path, "скан.png", os.urandom(400_000)))
    back_up(db, tmp_path / "копия.pdk")
    with Database.open(tmp_path / "копия.pdk") as copy:
        assert files.state(copy.connection, stored.sha256) == "whole"


def test_too_big_empty_and_unreadable_files_are_refused(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMIT", 1000)
    for path, said in (
        (written(tmp_path, "большой.pdf", b"1" * 1001), "слишком большой"),
        (written(tmp_path, "пустой.pdf", b""), "пуст"),
        (tmp_path / "нет.pdf", "нельзя прочитать"),
        (tmp_path, "не файл"),
    ):
        with pytest.raises(UserError, match=said):
            attach(db, path)
    assert kept(db) == 0 and journal.entries(db) == []


def test_cancelling_writes_nothing(db: Database, tmp_path: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int | None = None, text: str = "") -> None:
            raise Cancelled

        def raise_if_cancelled(self) -> None:
            return None

    with pytest.raises(Cancelled), db.change("Приложен файл") as change:
        files.put(change, written(tmp_path, "скан.tif", b"1" * 3 * 1024**2), Impatient())
    assert kept(db) == 0 and journal.entries(db) == []


_MEASURED = """
import resource, sys
from datetime import date
from pathlib import Path
from pdkadry_desktop import registers
from pdkadry_desktop.core.progress import NO_PROGRESS
from pdkadry_desktop.storage import files
from pdkadry_desktop.storage.database import Database

base, source, target = map(Path, sys.argv[1:])
with Database.open(base) as db:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with db.change("Приложен файл") as change:
        stored = files.put(change, source, NO_PROGRESS)
        change.add(registers.REGISTERS["documents"], {"code": "1", "kind": "приказ", "name": "Скан"})
    files.copy_to(db, stored.sha256, source.name, target)
    assert files.check(db) == []
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="measures as Unix does")
def test_a_large_file_never_stands_in_memory_whole(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "большой скан.pdf"
    with source.open("wb") as file:
        for _ in range(50):
            file.write(os.urandom(1024**2))
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(path), str(source), str(tmp_path / "обратно.pdf")],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    grown = int(done.stdout) * (1 if sys.platform != "darwin" else 1 / 1024)
    assert grown < 70 * 1024, f"{grown / 1024:.0f} MB more for 50 MB"
    assert (tmp_path / "обратно.pdf").read_bytes() == source.read_bytes()


def test_a_copy_whose_file_differs_is_noticed(db: Database, tmp_path: Path) -> None:
    attach(db, written(tmp_path, "скан.png", b"12345678"))
    before = digest(db.raw)
    with db.aside() as connection:
        connection.exec_driver_sql("UPDATE file_parts SET data = CAST('12345679' AS BLOB)")
    assert digest(db.raw) != before
