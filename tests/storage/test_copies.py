"""Copies made by the program itself: numbered, proved, thinned out by number and never by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdkadry_desktop.core.errors import BaseDamaged, PasswordNeeded
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import copies, journal
from pdkadry_desktop.storage.backup import change_password, restore
from pdkadry_desktop.storage.copies import Copy, folder_of, keeps, listed, look_into, make, needs_copy
from pdkadry_desktop.storage.database import Database

PASSWORD = "тихий берег 27"
START = datetime(2026, 11, 22, 12)


def add(db: Database, code: str) -> None:
    with db.change(f"Добавлен {code}") as change:
        change.add(REGISTERS["teachers"], {"code": code, "last_name": "Ёлкина", "first_name": "Анна"})


def made(*days_ago: float) -> list[Copy]:
    """Copies, the newest first, by the days before the start the clock said."""
    count = len(days_ago)
    return [
        Copy(Path(f"{count - place}"), count - place, START - timedelta(days=ago), 1)
        for place, ago in enumerate(days_ago)
    ]  # fmt: skip


def test_a_copy_is_made_once_after_work_and_tells_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "Тётя Ёлка №1.pdk"
    with Database.open(path, create=True) as db:
        assert not needs_copy(db)
        add(db, "П1")
        assert needs_copy(db)
        first = make(db)
        assert not needs_copy(db)
        add(db, "П2")
        second = make(db)
    assert [copy.number for copy in listed(path)] == [second.number, first.number] == [2, 1]
    assert look_into(first.path).teachers == 1
    found = look_into(second.path)
    assert (found.teachers, found.organizations, found.last_action) == (2, 0, "Добавлен П2")


def test_restoring_an_older_copy_goes_on_counting(tmp_path: Path) -> None:
    path = tmp_path / "б.pdk"
    with Database.open(path, create=True) as db:
        add(db, "П1")
        first = make(db)
        add(db, "П2")
        make(db)
    restore(first.path, path)
    with Database.open(path) as db:
        assert db.counts()["teachers"] == 1
        add(db, "П3")
        assert make(db).number == 3, "a number is never used twice, though the base went back"


@pytest.mark.parametrize("then", [None, PASSWORD], ids=["password set later", "password taken away later"])
def test_a_copy_from_before_the_password_changed_is_brought_back(tmp_path: Path, then: str | None) -> None:
    path = tmp_path / "б.pdk"
    with Database.open(path, create=True, password=then) as db:
        add(db, "П1")
        copy = make(db)
        journal.undo(db)
        change_password(db, None if then else PASSWORD)
        key = db.key
    if then:
        with pytest.raises(PasswordNeeded):
            restore(copy.path, path, key=key)
    restore(copy.path, path, then, key)
    with Database.open(path, key=key) as db:
        assert db.counts()["teachers"] == 1
    assert not (tmp_path / "б.pdk.restore").exists()


def test_a_copy_under_the_same_key_needs_no_password(tmp_path: Path) -> None:
    path = tmp_path / "б.pdk"
    with Database.open(path, create=True, password=PASSWORD) as db:
        add(db, "П1")
        copy, key = make(db), db.key
    assert look_into(copy.path, key=key).teachers == 1
    restore(copy.path, path, key=key)


def test_a_damaged_copy_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "б.pdk"
    with Database.open(path, create=True) as db:
        for number in range(300):
            add(db, f"П{number}")
        copy = make(db)
    content = bytearray(copy.path.read_bytes())
    content[8 * 4096 : 9 * 4096] = b"\xff" * 4096
    copy.path.write_bytes(content)
    with pytest.raises(BaseDamaged):
        look_into(copy.path)


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "б.pdk"
    with Database.open(path, create=True) as db:
        folder_of(path).mkdir()
        note = folder_of(path) / "заметка.txt"
        note.write_text("моё")
        (folder_of(path) / "б-000001-2026-13-45-9999.pdk").write_text("не копия")
        for number in range(30):
            add(db, f"П{number}")
            make(db)
        assert len(listed(path)) == 10, "all of one day: the newest ten"
    assert note.exists() and (folder_of(path) / "б-000001-2026-13-45-9999.pdk").exists()


def test_days_weeks_and_months_are_kept() -> None:
    daily = made(*range(400))
    kept = sorted(copy.number for copy in keeps(daily))
    ages = [400 - number for number in kept]
    assert set(range(14)) <= set(ages)
    assert len(kept) <= 10 + 14 + 8 + 12
    assert max(ages) > 300, "a year back by months"


@given(st.lists(st.floats(-9000, 9000), min_size=1, max_size=80))
def test_the_newest_are_kept_whatever_the_clock_said(days: list[float]) -> None:
    copies_made = made(*days)
    kept = keeps(copies_made)
    assert set(copies_made[:10]) <= kept
    assert len(kept) <= 44


def test_a_size_limit_never_takes_the_last_three(tmp_path: Path) -> None:
    found = []
    for number in (5, 4, 3, 2, 1):
        path = tmp_path / f"{number}"
        path.write_bytes(b"x" * 100)
        found.append(Copy(path, number, START, 100))
    gone = copies.thin_out(found, largest=50)
    assert [copy.number for copy in gone] == [2, 1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["3", "4", "5"]
