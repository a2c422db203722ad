"""A base under a password: nothing readable in its bytes, one clear refusal, changes and copies that are proved."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.errors import BaseDamaged, BaseUnavailable, PasswordNeeded, UserError, WrongPassword
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import backup, journal, recovery
from pdkadry_desktop.storage.backup import back_up, change_password, restore
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.protection import Key, key_of

PASSWORD, OTHER = "тихий берег 27", "другой пароль 9"
SURNAME = "Неповторимцева"


def fill(db: Database) -> None:
    with db.change("Люди") as change:
        for number in range(200):
            change.add(REGISTERS["teachers"], {
                "code": f"П{number}", "last_name": SURNAME, "first_name": "Анна", "born_on": date(1990, 1, 1),
            })  # fmt: skip


def people(path: Path, password: str | None) -> int:
    with Database.open(path, password=password) as db:
        return db.counts()["teachers"]


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "район.pdk"
    with Database.open(path, create=True, password=PASSWORD) as db:
        fill(db)
    return path


def test_no_name_stands_in_any_byte_of_the_folder(base: Path) -> None:
    with Database.open(base, password=PASSWORD) as db:
        with db.change("Ещё") as change:
            for number in range(300, 900):
                change.add(REGISTERS["teachers"], {"code": f"П{number}", "last_name": SURNAME, "first_name": "Анна"})
            for file in base.parent.iterdir():  # in the middle of a transaction: its journal too
                assert_unreadable(file)
        journal.undo(db)
        back_up(db, base.with_name("копия.pdk"))
    for file in base.parent.iterdir():
        assert_unreadable(file)


def assert_unreadable(file: Path) -> None:
    content = file.read_bytes()
    for encoding in ("utf-8", "utf-16-le", "cp1251"):
        assert SURNAME.encode(encoding) not in content
        assert SURNAME.lower().encode(encoding) not in content


def test_a_wrong_password_is_told_and_changes_nothing(base: Path) -> None:
    before = sha(base)
    with pytest.raises(PasswordNeeded):
        Database.open(base)
    with pytest.raises(WrongPassword, match="не подходит") as refused:
        Database.open(base, password="тихий берег 28")
    assert "раскладку" in refused.value.hint
    assert sha(base) == before
    assert people(base, PASSWORD) == 200


def test_letters_composed_otherwise_are_the_same_password(base: Path) -> None:
    assert people(base, "тихии\u0306 берег 27") == 200


def test_a_short_password_is_refused_before_a_file_is_made(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="короче 8"):
        Database.open(tmp_path / "б.pdk", create=True, password="1234567")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("first", "second"), [(PASSWORD, OTHER), (PASSWORD, None), (None, PASSWORD)], ids=["change", "take", "set"]
)
def test_a_password_is_changed_taken_away_and_set_while_the_base_is_open(
    tmp_path: Path, first: str | None, second: str | None
) -> None:
    path = tmp_path / "б.pdk"
    with Database.open(path, create=True, password=first) as db:
        fill(db)
        change_password(db, second)
        assert db.counts()["teachers"] == 200
        with db.change("Дальше") as change:
            change.add(REGISTERS["teachers"], {"code": "Ещё", "last_name": "Ещё", "first_name": "Анна"})
        with pytest.raises(BaseUnavailable, match="уже открыта"):
            Database.open(path, password=second)
    assert people(path, second) == 201
    if second is not None and first is not None:
        with pytest.raises(WrongPassword):
            Database.open(path, password=first)
    if second is not None:
        assert_unreadable(path)
        with pytest.raises(PasswordNeeded):
            Database.open(path)
    assert [each.name for each in tmp_path.iterdir()] == ["б.pdk"]


@pytest.mark.parametrize("fails", ["replace", "sync", "digest"])
def test_a_failure_while_it_changes_leaves_the_old_password(
    base: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Database.open(base, password=PASSWORD) as db:
        with monkeypatch.context() as patch:
            if fails == "digest":
                patch.setattr(backup, "digest", lambda connection: str(id(connection)))
            else:
                patch.setattr(backup, "replace" if fails == "replace" else "_sync", full)
            with pytest.raises(UserError):
                change_password(db, OTHER)
        assert db.counts()["teachers"] == 200, "the base is still open"
        with db.change("Дальше") as change:
            change.add(REGISTERS["teachers"], {"code": "Ещё", "last_name": "Ещё", "first_name": "Анна"})
    assert people(base, PASSWORD) == 201
    assert [each.name for each in base.parent.iterdir()] == [base.name]


def test_a_copy_opens_with_file_and_password_alone(base: Path, tmp_path: Path) -> None:
    copy, stick = tmp_path / "копия.pdk", tmp_path / "флешка.pdk"
    with Database.open(base, password=PASSWORD) as db:
        back_up(db, copy)
        back_up(db, stick, OTHER)
    assert people(copy, PASSWORD) == people(stick, OTHER) == 200
    assert_unreadable(stick)
    fresh = tmp_path / "новый компьютер" / "б.pdk"
    fresh.parent.mkdir()
    assert restore(stick, fresh, OTHER) is None
    assert people(fresh, OTHER) == 200


def test_restoring_keeps_the_present_state_under_its_password(base: Path, tmp_path: Path) -> None:
    copy = tmp_path / "копия.pdk"
    with Database.open(base, password=PASSWORD) as db:
        back_up(db, copy)
        journal.undo(db)
    saved = restore(copy, base, PASSWORD)
    assert people(base, PASSWORD) == 200
    assert saved is not None
    assert people(saved, PASSWORD) == 0, "the undone state is kept, under the password"
    with pytest.raises(WrongPassword):
        restore(copy, base, OTHER)


def test_every_flipped_bit_is_noticed(base: Path, tmp_path: Path) -> None:
    whole, broken = base.read_bytes(), tmp_path / "битая.pdk"
    key = key_of(base, PASSWORD)
    unnoticed = 0
    for trial in range(40):
        place = (trial * 7919 + 16) * 8 % (len(whole) * 8)
        content = bytearray(whole)
        content[place // 8] ^= 1 << place % 8
        broken.write_bytes(content)
        try:
            with Database.open(broken, key=Key(key.secret, bytes(content[:16]))) as db:
                unnoticed += not db.check()
        except (BaseDamaged, WrongPassword):
            continue
    assert unnoticed == 0


def test_the_recovery_code_opens_the_base_and_is_told_from_wrong_ones(base: Path) -> None:
    code = recovery.new_code()
    with Database.open(base, password=PASSWORD) as db:
        assert db.key is not None
        recovery.keep(base, db.key, code)
    retyped = code.lower().replace("-", " ").translate(str.maketrans("авекмнрстух", "abekmhpctyx"))
    with Database.open(base, key=recovery.key_by_code(base, retyped)) as db:
        assert db.counts()["teachers"] == 200
        change_password(db, OTHER)
    with pytest.raises(BaseUnavailable, match="от другой базы"):
        recovery.key_by_code(base, code)
    with pytest.raises(UserError, match="30 знаков, а введено 3"):
        with_file(base, OTHER)
        recovery.key_by_code(base, "АБВ")
    with pytest.raises(BaseUnavailable, match="не подходит"):
        recovery.key_by_code(base, recovery.new_code())
    recovery.recovery_path(base).write_text("{")
    with pytest.raises(BaseUnavailable, match="не читается"):
        recovery.key_by_code(base, code)
    recovery.forget(base)
    with pytest.raises(BaseUnavailable, match="нет файла восстановления"):
        recovery.key_by_code(base, code)


def with_file(base: Path, password: str) -> None:
    with Database.open(base, password=password) as db:
        assert db.key is not None
        recovery.keep(base, db.key, recovery.new_code())


@pytest.mark.parametrize("size", [0, 1, 100, 4095, 5000])
def test_noise_is_no_base(tmp_path: Path, size: int) -> None:
    path = tmp_path / "шум.pdk"
    path.write_bytes(os.urandom(size))
    with pytest.raises(BaseUnavailable, match="это не база"):
        Database.open(path, password=PASSWORD)


def test_a_base_without_a_password_opens_whatever_is_given(tmp_path: Path) -> None:
    path = tmp_path / "б.pdk"
    Database.open(path, create=True).close()
    Database.open(path, password=PASSWORD).close()
