"""The life of one record in words: when, by which action, which field, what was, what became."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..core.register import FieldSpec
from ..registers import REGISTERS
from ..storage import journal, query
from ..storage.database import Database

_ACTIONS = {"added": "Добавлено", "changed": "Изменено", "removed": "Удалено"}
_NOTHING = "пусто"


@dataclass(frozen=True, slots=True)
class FieldStep:
    """A field before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One action on the record; ``fields`` of a change only."""

    entry: journal.Entry
    action: str
    fields: tuple[FieldStep, ...]

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.entry.made_at)

    @property
    def moment(self) -> str:
        return f"{self.made_at:%d.%m.%Y %H:%M}"

    def words(self) -> str:
        """«Изменено: Место работы «учитель»»; «Добавлено – Импорт: Книга.xlsx»."""
        title = self.entry.title
        return title if title.startswith(self.action) else f"{self.action} – {title}"


def steps(db: Database, register: str, record_id: int) -> tuple[Step, ...]:
    """Everything that happened to a record, the newest first."""
    spec = REGISTERS[register]
    lines = journal.history(db, register, record_id)
    titles = _titles(db, [line.changes for line in lines], spec.by_name)
    return tuple(
        Step(line.entry, _ACTIONS[line.action], tuple(
            FieldStep(field.label, _words(field, old, titles), _words(field, new, titles))
            for name, (old, new) in line.changes.items() if (field := spec.by_name[name]) and line.action == "changed"
        ))
        for line in lines
    )  # fmt: skip


def _titles(
    db: Database, changes: list[dict[str, tuple[Any, Any]]], fields: Mapping[str, FieldSpec]
) -> dict[tuple[str, int], str]:
    """What the linked records are called now."""
    named = {
        (fields[name].link or "", each)
        for change in changes for name, pair in change.items() if fields[name].link
        for each in pair if each is not None
    }  # fmt: skip
    return {key: query.title(db, *key) or "запись удалена" for key in named}


def _words(field: FieldSpec, value: Any, titles: Mapping[tuple[str, int], str]) -> str:
    if field.link and value is not None:
        return titles[field.link, value]
    return field.kind.format(value) or _NOTHING
