"""What is hidden in a sheet of a jury, and its headings: one list for writing and for reading back."""

from __future__ import annotations

import re
from typing import NamedTuple

HEADINGS = ("Ключ", "№", "Участник", "Организация", "Номинация", "Работа")
JURY_LABEL = "Член жюри:"
WORK, CRITERION = "у", "к"
LOCKED = "×"  # in a cell that is not judged: the criterion is of another nomination
_KEY = re.compile(r"жюри\|(\d+)\|(.*)\|(\d+)")


class SheetKey(NamedTuple):
    """Of which contest (its id and code) and which member of the jury a sheet is."""

    contest: int
    code: str
    jury: int


def sheet_key(contest: int, code: str, jury: int) -> str:
    """The hidden key of a sheet."""
    return f"жюри|{contest}|{code}|{jury}"


def read_key(text: str) -> SheetKey | None:
    """The key that stands in a cell; None when it is none."""
    found = _KEY.fullmatch(text.strip())
    return SheetKey(int(found[1]), found[2], int(found[3])) if found else None


def read_id(text: str, sign: str) -> int | None:
    """The id behind a sign: «у15» → 15."""
    digits = text.strip().removeprefix(sign)
    is_id = text.strip().startswith(sign) and digits.isascii() and digits.isdigit() and len(digits) < 16
    return int(digits) if is_id else None
