"""The program's log in the data folder: tracebacks without values, never a person's name."""

from __future__ import annotations

import logging
import logging.handlers
import traceback
from functools import cache
from pathlib import Path

from .core.paths import data_folder

_log = logging.getLogger("pdkadry")


def log_path() -> Path:
    return data_folder() / "program.log"


@cache
def start_log() -> None:
    """Warnings and errors of the program go into one small rotating file."""
    handler = logging.handlers.RotatingFileHandler(
        log_path(), maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.WARNING)


def log_bug(error: BaseException) -> Path:
    """Writes where an unexpected error happened (not its text: it may hold data); returns the file."""
    start_log()
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("%s\n%s", type(error).__name__, frames)
    return log_path()
