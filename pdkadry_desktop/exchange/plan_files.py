"""Writes a file of the plan whole or not at all, and explains why a place refuses."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ..core.errors import UserError


def write_bytes(path: Path, content: bytes) -> None:
    """Under a passing name first, then in place of ``path``; UserError when that is impossible."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except PermissionError as error:
        raise UserError(
            f"Файл «{path.name}» открыт в другой программе или папка закрыта для записи.",
            "Закройте его и повторите или выберите другое место.",
        ) from error
    except OSError as error:
        raise UserError(
            f"Файл «{path}» нельзя записать.", "Проверьте, что папка есть и на диске хватает места, и повторите."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
