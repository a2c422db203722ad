"""Drafts of forms: what was typed and not saved yet, so that a crash or a power cut loses nothing typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from .database import Database
from .declare import REGISTERS
from .journal_tables import Draft as _Draft

_DRAFTS = _Draft.__table__


@dataclass(frozen=True)
class Draft:
    """``record_id`` None: a new record; ``fields``: name → what stands in its editor."""

    id: int
    register: str
    record_id: int | None
    title: str
    typed_at: datetime
    fields: dict[str, Any]


def keep(
    db: Database, draft_id: int | None, register: str, record_id: int | None, title: str, fields: Mapping[str, Any]
) -> int:
    """Writes a draft over the one with the given id, or a new one; returns its id."""
    values = {
        "register": register, "record_id": record_id, "title": title, "fields": dict(fields),
        "typed_at": datetime.now().isoformat(timespec="seconds"),
    }  # fmt: skip
    with db.aside() as connection:
        same = update(_DRAFTS).where(_DRAFTS.c.id == draft_id).values(values)
        if draft_id is not None and connection.execute(same).rowcount:
            return draft_id
        key = connection.execute(insert(_DRAFTS).values(values)).inserted_primary_key
        assert key is not None
        return int(key[0])


def drop(db: Database, draft_id: int) -> None:
    """Forgets a draft; one that is gone already is no mistake."""
    with db.aside() as connection:
        connection.execute(delete(_DRAFTS).where(_DRAFTS.c.id == draft_id))


def find(db: Database, register: str, record_id: int | None) -> Draft | None:
    """The newest draft of a record, or of a new one (``record_id`` None)."""
    same = _DRAFTS.c.record_id.is_(None) if record_id is None else _DRAFTS.c.record_id == record_id
    statement = select(_DRAFTS).where(_DRAFTS.c.register == register, same).order_by(_DRAFTS.c.id.desc()).limit(1)
    row = db.connection.execute(statement).first()
    return None if row is None else _read(row)


def get(db: Database, draft_id: int) -> Draft | None:
    row = db.connection.execute(select(_DRAFTS).where(_DRAFTS.c.id == draft_id)).first()
    return None if row is None else _read(row)


def kept(db: Database) -> list[Draft]:
    """All drafts, the newest first; those of registers that this program does not know are left out."""
    found = (_read(row) for row in db.connection.execute(select(_DRAFTS).order_by(_DRAFTS.c.id.desc())))
    return [each for each in found if each.register in REGISTERS]


def _read(row: Row[Any]) -> Draft:
    return Draft(row.id, row.register, row.record_id, row.title, datetime.fromisoformat(row.typed_at), row.fields)
