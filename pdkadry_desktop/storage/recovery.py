"""The recovery code: printed once on a sheet, it opens a base whose password is forgotten.

Beside the base lies a small file with the base's key, encrypted with the code. Losing that file loses only this way
back; the password opens the base without it. The code itself is kept nowhere.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from pathlib import Path

from ..core.errors import BaseUnavailable, UserError
from ..core.files import write_whole
from .protection import Key

_LETTERS = "АБВГДЕЖКЛМНПРСТУФХЭЯ23456789"  # none that is taken for another
_GROUPS, _GROUP = 6, 5  # 30 letters of 28: over 140 bits
_SAME = str.maketrans("ЁABEKMHPCTXY", "ЕАВЕКМНРСТХУ")  # Latin letters that look Russian


def recovery_path(base: Path) -> Path:
    """The file beside the base."""
    return base.with_name(f"{base.name}.recovery")


def new_code() -> str:
    """A fresh code, as it is printed: «АБВГД-…»."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def keep(base: Path, key: Key, code: str) -> None:
    """Writes the file beside the base: its key under the code."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # only who sets a password pays for it

    salt, nonce = os.urandom(16), os.urandom(12)
    wrapped = AESGCM(_wrapping(code, salt)).encrypt(nonce, key.secret, key.salt)
    told = {"version": 1, "base": key.salt.hex(), "salt": salt.hex(), "nonce": nonce.hex(), "key": _text(wrapped)}
    write_whole(recovery_path(base), json.dumps(told).encode())


def forget(base: Path) -> None:
    """Removes the file: the base has no password any more."""
    recovery_path(base).unlink(missing_ok=True)


def key_by_code(base: Path, code: str) -> Key:
    """The key of the base. BaseUnavailable when there is no such file or the code is another."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    path = recovery_path(base)
    hint = "Сверьте знаки с листом восстановления; дефисы и пробелы не важны."
    try:
        told = json.loads(path.read_bytes())
        salt, nonce = bytes.fromhex(told["salt"]), bytes.fromhex(told["nonce"])
        own, wrapped = bytes.fromhex(told["base"]), base64.b64decode(told["key"])
    except FileNotFoundError as error:
        raise BaseUnavailable(
            "Рядом с базой нет файла восстановления.", f"Верните файл «{path.name}» из копии или вспомните пароль."
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BaseUnavailable(
            f"Файл восстановления «{path.name}» не читается.", "Верните его из копии или вспомните пароль."
        ) from error
    with base.open("rb") as file:
        if file.read(len(own)) != own:
            raise BaseUnavailable("Файл восстановления – от другой базы.", "Верните тот, что лежал рядом с этой базой.")
    try:
        return Key(AESGCM(_wrapping(code, salt)).decrypt(nonce, wrapped, own), own)
    except InvalidTag as error:
        raise BaseUnavailable("Код восстановления не подходит.", hint) from error


def _wrapping(code: str, salt: bytes) -> bytes:
    letters = "".join(code.upper().translate(_SAME).replace("-", " ").split())
    if len(letters) != _GROUPS * _GROUP:
        raise UserError(
            f"В коде восстановления {_GROUPS * _GROUP} знаков, а введено {len(letters)}.", "Сверьте его с листом."
        )
    return hashlib.scrypt(letters.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
