"""Commands of the command line, by what they work on; each module is imported only when its command is used."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..core.errors import UserError
from ..core.paths import default_base
from ..storage import labels
from ..storage.database import Database


def base_path(arguments: argparse.Namespace) -> Path:
    """The base asked for, or the default one."""
    given: Path | None = getattr(arguments, "base", None)
    return given or default_base()


def password_of(arguments: argparse.Namespace) -> str | None:
    """The first line of the file with the password; UserError when it cannot be read or is empty."""
    path: Path | None = getattr(arguments, "password_file", None)
    if path is None:
        return None
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"Файл с паролем «{path}» не читается.", "Нужен текстовый файл в UTF-8, пароль – в первой строке."
        ) from error
    if not lines or not lines[0]:
        raise UserError(f"В файле «{path}» нет пароля.", "Запишите пароль в первую строку.")
    return lines[0]


@contextmanager
def open_base(arguments: argparse.Namespace, *, create: bool = False) -> Iterator[Database]:
    """The open base; UserError when it is missing (unless ``create``), locked or foreign."""
    from .. import registers  # noqa: F401 - the tables must be declared before a base is opened

    with Database.open(base_path(arguments), create=create, password=password_of(arguments)) as db:
        labels.use(db)
        yield db


def print_json(value: Any) -> None:
    """Exactly one JSON document on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=1))
