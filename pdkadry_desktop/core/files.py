"""A file is written whole or not at all, and a file that another program holds is explained."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import UserError

_TRIES = 5
_PAUSE = 0.15  # seconds; a virus scanner or an indexer lets go in this time


def write_whole(path: Path, content: bytes) -> None:
    """Writes ``content`` whole or not at all; UserError when the place refuses."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary name beside ``path`` to write to; it takes the place of ``path`` when the block ends well.

    A failure leaves an older file as it was; UserError says why the place refuses.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        _replace(temporary, path)
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _replace(temporary: Path, path: Path) -> None:
    for left in reversed(range(_TRIES)):
        try:
            os.replace(temporary, path)
        except PermissionError:
            if not left or path.is_dir():
                raise
            time.sleep(_PAUSE)
        else:
            return


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _explained(error: OSError, path: Path) -> UserError:
    name = f"«{path.name}»"
    if path.is_dir():
        return UserError(f"{name} – это папка, а не файл.", "Введите другое имя файла.")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserError(f"Папки «{path.parent}» нет.", "Выберите другую папку.")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(f"Для файла {name} не хватило места на диске.", "Освободите место или выберите другой диск.")
    if error.errno == errno.EROFS:
        return UserError(f"Диск с файлом {name} доступен только для чтения.", "Выберите другую папку.")
    if error.errno == errno.ENAMETOOLONG:
        return UserError(f"Имя файла {name} слишком длинное.", "Сократите имя.")
    if isinstance(error, PermissionError) and path.exists():
        return UserError(f"Файл {name} открыт в другой программе или защищён от записи.", "Закройте его и повторите.")
    if isinstance(error, PermissionError):
        return UserError(f"В папку «{path.parent}» нельзя записать файл.", "Выберите другую папку.")
    return UserError(f"Файл {name} не записан: {error.strerror or error}.", "Выберите другое место и повторите.")
