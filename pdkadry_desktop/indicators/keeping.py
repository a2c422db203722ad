"""Keeping versions of definitions: own ones, chosen readings, the way back. Each is one action that can be undone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..core.errors import ChangeRefused, UserError
from ..core.register import Problem
from ..registers.indicator_definitions import ALWAYS, INDICATOR_DEFINITIONS
from ..storage.database import Database
from ..storage.records import Invalid
from .alternatives import alternative
from .definition import Definition
from .describe import describe
from .grammar import Table
from .library import definitions, parse_own
from .versions import stored


@dataclass(frozen=True)
class About:
    """What is said of a version: from which year, why, on which document, whether years stay comparable."""

    valid_from: int
    note: str
    document_id: int | None = None
    is_comparable: bool = False


def as_text(table: Table) -> str:
    """A table of words as it is kept; days become texts."""
    return json.dumps(table, ensure_ascii=False, default=lambda value: value.isoformat())


def save_version(
    db: Database,
    profile_id: str,
    table: Table,
    about: About,
    *,
    also: Sequence[str] = (),
    name: str = "",
    part: str = "",
    examples: Sequence[Mapping[str, Any]] = (),
) -> list[int]:
    """Keeps a definition for the indicator ``table["id"]`` and those of ``also`` that shall count the same.

    ``name`` and ``part`` belong to an own indicator. BadDefinition names a wrong word, Invalid the wrong field.
    """
    kept = []
    for ident in (str(table["id"]), *also):
        title = name or (definitions()[ident].title if ident in definitions() else str(table["title"]))
        own = {**table, "id": ident, "title": title}
        kept.append(_row(profile_id, ident, about, parse_own(own), {
            "definition": as_text(own), "name": name or None, "part": part or None,
            "examples": as_text({"examples": list(examples)}) if examples else None,
        }))  # fmt: skip
    named = ", ".join(row["indicator"] for row in kept)
    with db.change(f"Методика показателя {named}: с {about.valid_from} года") as change:
        return list(change.add_many(INDICATOR_DEFINITIONS, kept))


def restore_shipped(db: Database, profile_id: str, indicator: str, about: About) -> int:
    """The shipped definition counts again from a year on; earlier versions stay."""
    shipped = definitions().get(indicator)
    if shipped is None:
        raise ChangeRefused("У собственного показателя нет исходной методики.", "Измените его или удалите.")
    row = _row(profile_id, indicator, about, shipped, {})
    with db.change(f"Исходная методика показателя {indicator}: с {about.valid_from} года") as change:
        return change.add(INDICATOR_DEFINITIONS, row)


def choose_reading(
    db: Database, profile_id: str, indicator: str, key: str, note: str, document_id: int | None = None
) -> None:
    """How the words of the order are read, in all years; the usual reading («») takes the choice away."""
    found = alternative(indicator, key)
    if found is None:
        raise UserError("Такого прочтения нет.", "Выберите одно из перечисленных.")
    before = [each.id for each in stored(db, profile_id, indicator) if each.reading and each.valid_from <= ALWAYS]
    about = About(ALWAYS, note, document_id, is_comparable=True)
    row = _row(profile_id, indicator, about, found.definition, {"reading": key}) if key else None
    with db.change(f"Прочтение показателя {indicator}: {found.title}") as change:
        change.remove(INDICATOR_DEFINITIONS, before)
        if row is not None:
            change.add(INDICATOR_DEFINITIONS, row)


def remove_version(db: Database, record_id: int) -> None:
    """A version that was a mistake goes; the one before it counts again."""
    with db.change("Удалена методика показателя") as change:
        if record_id not in change.current(INDICATOR_DEFINITIONS, [record_id]):
            raise ChangeRefused("Этой методики уже нет.", "Обновите страницу.")
        change.remove(INDICATOR_DEFINITIONS, [record_id])


def _row(
    profile_id: str, indicator: str, about: About, definition: Definition, kept: Mapping[str, Any]
) -> dict[str, Any]:
    row = {
        "profile": profile_id, "indicator": indicator, "valid_from": about.valid_from, "note": about.note.strip(),
        "document_id": about.document_id, "is_comparable": about.is_comparable, "wording": describe(definition),
        "saved_on": date.today(), **kept,
    }  # fmt: skip
    problems = list(INDICATOR_DEFINITIONS.problems(row))
    if "name" in kept and indicator not in definitions() and not row.get("name"):
        problems.append(Problem("name", "Назовите показатель."))
    if problems:
        raise Invalid(problems)
    return row


def free_id(db: Database, profile_id: str, known: Sequence[str]) -> str:
    """The next id of an own indicator: «С1», «С2», …"""
    taken = {*known, *definitions(), *(each.indicator for each in stored(db, profile_id))}
    return next(name for number in range(1, len(taken) + 2) if (name := f"С{number}") not in taken)
