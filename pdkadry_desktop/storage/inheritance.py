"""What empty fields of a record count as, where its register says that they are inherited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.register import FieldSpec, RegisterSpec
from ..core.text import fold
from . import query
from .database import Database
from .declare import REGISTERS


def inherited(db: Database, spec: RegisterSpec, values: Mapping[str, Any]) -> dict[str, Any]:
    """Field → the value of the record it inherits from (``values``: links as ids); fields without one are left out."""
    found: dict[str, Any] = {}
    for through, fields in _by_source(spec).items():
        given = values.get(through)
        source = fields[0].inherits
        if given is None or source is None:
            continue
        register = source.register or spec.by_name[through].link or ""
        names = [field.name for field in fields]
        record = _named(db, register, source.names, given) if source.register else given
        rows = query.fetch(db, REGISTERS[register], [record], names) if record is not None else []
        for row in rows:
            found.update({name: each for name, each in zip(names, row.values, strict=True) if each is not None})
    return found


def sources(spec: RegisterSpec) -> frozenset[str]:
    """The fields of a row that lead to the records it inherits from."""
    return frozenset(_by_source(spec))


def _by_source(spec: RegisterSpec) -> dict[str, list[FieldSpec]]:
    found: dict[str, list[FieldSpec]] = {}
    for field in spec.fields:
        if field.inherits is not None:
            found.setdefault(field.inherits.through, []).append(field)
    return found


def _named(db: Database, register: str, names: tuple[str, ...], text: str) -> int | None:
    """The record one of whose names or other spellings is this text."""
    wanted = fold(text)
    for row in query.rows(db, query.Query(register), list(names)):
        spellings = [each for value in row.values for each in ([value] if isinstance(value, str) else value or ())]
        if wanted in map(fold, spellings):
            return row.id
    return None
