"""The password of a base. The file and the password are all that is needed to open it, on any computer.

The key is derived as SQLCipher itself does it (PBKDF2-SHA512, 256 000 rounds, the salt is the first 16 bytes of the
file), but once: a connection then opens in milliseconds, and the password need not stay in memory.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..core.errors import UserError

HEADER = b"SQLite format 3\x00"  # of a file without a password
LOCK_SETTING = "lock_minutes"  # minutes without work after which the window is shut
SHORTEST = 8  # characters of a password
_ROUNDS, _KEY_BYTES, _SALT_BYTES, _PAGE = 256_000, 32, 16, 4096


@dataclass(frozen=True)
class Key:
    """A derived key with the salt of its file; never shown, never written."""

    secret: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def unlock(self, connection: Any) -> None:
        """Gives the key to a fresh driver connection, before anything else is asked of it."""
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{self.secret.hex()}{self.salt.hex()}'\"")


def derive(password: str, salt: bytes) -> Key:
    """The key of a password; letters that look the same and are composed differently give the same key."""
    text = unicodedata.normalize("NFC", password).encode()
    return Key(hashlib.pbkdf2_hmac("sha512", text, salt, _ROUNDS, _KEY_BYTES), salt)


def key_of(path: Path, password: str) -> Key:
    """The key of an existing protected file."""
    with path.open("rb") as file:
        return derive(password, file.read(_SALT_BYTES))


def new_key(password: str) -> Key:
    """The key of a file that is still to be made. UserError when the password is too short."""
    if len(password) < SHORTEST:
        raise UserError(
            f"Пароль короче {SHORTEST} знаков.", "Возьмите несколько слов, которые легко вспомнить и трудно угадать."
        )
    salt = os.urandom(_SALT_BYTES)
    while not may_be_protected(salt, _PAGE):  # by chance it begins like a file of another kind
        salt = os.urandom(_SALT_BYTES)
    return derive(password, salt)


def may_be_protected(head: bytes, size: int) -> bool:
    """Whether a file may be a base under a password: no header of anything, whole pages.

    An encrypted file is noise from its first byte; only the right password tells a base from other noise.
    """
    is_known = head.startswith((HEADER, b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{", b"<"))
    is_noise = any(byte > 0x7E or byte < 0x09 for byte in head[:_SALT_BYTES])
    return size >= _PAGE and size % _PAGE == 0 and is_noise and not is_known and any(head[:_SALT_BYTES])
