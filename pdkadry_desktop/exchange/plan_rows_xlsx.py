"""The columns of the sheet «Сроки»: one list for writing a plan to .xlsx and for reading it back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from ..plan.board import Point

SHEET = "Сроки"
HEADINGS = (
    "Ключ", "Отпечаток", "Раздел", "№", "Мероприятие", "Срок в плане", "Начало", "Окончание", "Состояние", "Начато",
    "Выполнено", "Перенесено на", "Основание переноса", "Отменено", "Результат", "Примечание",
)  # fmt: skip
WIDTHS = (14, 18, 8, 7, 60, 30, 12, 12, 22, 12, 12, 14, 30, 10, 40, 40)
HIDDEN = 2  # the first columns
EDITED: dict[str, str] = {
    "Начато": "started_on", "Выполнено": "done_on", "Перенесено на": "moved_to", "Основание переноса": "moved_by",
    "Отменено": "is_cancelled", "Результат": "result", "Примечание": "note",
}  # fmt: skip
"""Heading → field of Point: what a person may change in the file."""


def edited_values(point: Point) -> dict[str, Any]:
    """The fields that may come back from the file."""
    return {name: getattr(point, name) for name in EDITED.values()}


def fingerprint(values: Mapping[str, Any]) -> str:
    """One short mark per editable field, in their order: tells which of them changed since the file was written."""
    return "-".join(mark(values.get(name)) for name in EDITED.values())


def mark(value: Any) -> str:
    """Of one value; empty values are alike whatever they are."""
    plain = value.isoformat() if isinstance(value, date) else value or None
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:8]


def key_of(plan_id: int, ident: int) -> str:
    """The hidden key of a row; empty when nothing is stored, so that such a row can never come back."""
    return f"{plan_id}#{ident}" if ident else ""
