"""Saved selections («выборки») of a register: a search and a condition under a name, kept in the base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..core.condition_data import BadData, from_data, to_data
from ..core.conditions import Condition
from ..core.errors import UserError
from .conditions import UnknownPath, compile_condition
from .database import Database
from .declare import REGISTERS

_SETTING = "selections"


@dataclass(frozen=True)
class Selection:
    """What is looked for: words and a condition; «за отчётный период» stays as it is said."""

    search: str = ""
    where: Condition | None = None


def names(db: Database, register: str) -> list[str]:
    """The names in the order of saving."""
    return list(_all(db).get(register, {}))


def load(db: Database, register: str, name: str) -> Selection:
    """UserError when the selection is gone or names fields that this program does not know."""
    kept = _all(db).get(register, {}).get(name)
    if kept is None:
        raise UserError(f"Выборки «{name}» больше нет.", "Её удалили или переименовали.")
    try:
        where = from_data(kept["where"]) if kept.get("where") else None
        compile_condition(REGISTERS[register], where)
    except (BadData, UnknownPath) as error:
        raise UserError(
            f"Выборка «{name}» не прочитана: {error}.", "Удалите её и составьте заново: поля реестра изменились."
        ) from error
    return Selection(kept.get("search", ""), where)


def save(db: Database, register: str, name: str, selection: Selection) -> None:
    """Keeps a selection; one of the same name is replaced."""
    if not name.strip():
        raise UserError("Выборка не сохранена: у неё нет названия.", "Назовите её, например «Нет ПК 3 года».")
    kept = _all(db)
    where = to_data(selection.where) if selection.where is not None else None
    kept.setdefault(register, {})[name.strip()] = {"search": selection.search, "where": where}
    db.set_setting(_SETTING, kept)


def remove(db: Database, register: str, name: str) -> None:
    kept = _all(db)
    kept.get(register, {}).pop(name, None)
    db.set_setting(_SETTING, kept)


def _all(db: Database) -> dict[str, dict[str, Any]]:
    return {register: dict(found) for register, found in db.setting(_SETTING, {}).items()}
