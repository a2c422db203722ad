"""The open dictionaries: which values are offered, how often each stands in the records, renaming and merging them.

A dictionary is what the program brings (resources/reference), what the user added, and what stands in the records,
without what the user hid. Records keep plain words: hiding or adding changes no record.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import String, select, type_coerce

from ..core.errors import UserError
from ..core.kinds import TextList
from ..core.paths import resource
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import clean_text, counted, fold
from ..registers import REGISTERS
from ..storage import figures
from ..storage.database import Database
from ..storage.declare import table_of
from ..storage.query import Query

_SETTING = "dictionary_items"
_RECORDS = ("запись", "записи", "записей")


@dataclass(frozen=True)
class Item:
    """A value: in how many records it stands, whether the program brought it, whether it is offered."""

    text: str
    uses: int
    is_shipped: bool
    is_offered: bool


@cache
def shipped(key: str) -> tuple[str, ...]:
    """The items that the program brings; () for an unknown key."""
    path = resource("reference", f"{key}.toml")
    if not key or not path.exists():
        return ()
    data = tomllib.loads(path.read_text("utf-8"))
    return tuple(item for name in ("items", "teaching", "managers") for item in data.get(name, []))


@cache
def fields_of(key: str) -> tuple[tuple[RegisterSpec, FieldSpec], ...]:
    """Where the values of a dictionary stand."""
    return tuple(
        (spec, field)
        for spec in REGISTERS.values()
        for field in spec.fields
        if getattr(field.kind, "suggest", "") == key
    )


@cache
def titles() -> dict[str, str]:
    """Key → title of every open dictionary that a register uses."""
    keys = dict.fromkeys(
        field.kind.suggest  # type: ignore[attr-defined]
        for spec in REGISTERS.values()
        for field in spec.fields
        if getattr(field.kind, "suggest", "")
    )
    found = {}
    for key in keys:
        path = resource("reference", f"{key}.toml")
        named = tomllib.loads(path.read_text("utf-8")).get("title") if path.exists() else None
        found[key] = str(named or fields_of(key)[0][1].label)
    return dict(sorted(found.items(), key=lambda pair: fold(pair[1])))


def offered(db: Database) -> dict[str, list[str]]:
    """Key → what is offered while typing: the program's own without the hidden ones, then the user's."""
    kept = _kept(db)
    found = {}
    for key in titles():
        mine = kept.get(key, {})
        hidden = set(mine.get("hidden", ()))
        found[key] = [item for item in dict.fromkeys((*shipped(key), *mine.get("added", ()))) if item not in hidden]
    return found


def items(db: Database, key: str) -> list[Item]:
    """All values of a dictionary in alphabetical order."""
    uses: Counter[str] = Counter()
    for spec, field in fields_of(key):
        for value, count in figures.values(db, Query(spec.key), field.name):
            if value is not None:
                uses[value] += count
    mine = _kept(db).get(key, {})
    own = set(shipped(key))
    known = own | set(mine.get("added", ()))
    hidden = set(mine.get("hidden", ()))
    return [
        Item(text, uses[text], text in own, text in known and text not in hidden)
        for text in sorted(known | uses.keys(), key=fold)
    ]


def add(db: Database, key: str, text: str) -> str:
    """Offers one more value; returns it as it is kept."""
    name = _checked(text)
    same = next((each for each in offered(db)[key] if fold(each) == fold(name)), None)
    if same is not None:
        raise UserError(f"«{same}» уже есть в справочнике.", "Добавлять его ещё раз не нужно.")
    _remember(db, key, shows=[name])
    return name


def set_offered(db: Database, key: str, texts: Sequence[str], is_offered: bool) -> None:
    """Offers values while typing or stops offering them; records stay as they are."""
    _remember(db, key, shows=texts) if is_offered else _remember(db, key, hides=texts)


def rename_from_now(db: Database, key: str, old: str, new: str) -> str:
    """The value has another name from now on: the old one stays in the records and is no longer offered."""
    name = _checked(new)
    _remember(db, key, shows=[name], hides=[old])
    return name


def replace(db: Database, key: str, olds: Sequence[str], new: str) -> int:
    """Writes ``new`` instead of the values in all records, in one undoable change; returns how many records changed.

    One old value: a mistake is mended; several: they are merged.
    """
    name = _checked(new)
    wanted = {old for old in olds if old != name}
    if not wanted:
        raise UserError("Название не изменилось.", "Введите другое название.")
    words = ", ".join(f"«{old}»" for old in sorted(wanted, key=fold))
    with db.change(f"{titles()[key]}: {words} → «{name}»") as change:
        count = 0
        for spec, field in fields_of(key):
            count += change.set_many(spec, _changes(db, spec, field, wanted, name))
    _remember(db, key, shows=[name], hides=sorted(wanted))
    return count


def _changes(
    db: Database, spec: RegisterSpec, field: FieldSpec, olds: set[str], new: str
) -> list[tuple[int, dict[str, Any]]]:
    table = table_of(spec)
    column = table.c[field.name]
    if not isinstance(field.kind, TextList):
        ids = db.connection.scalars(select(table.c.id).where(column.in_(olds)))
        return [(each, {field.name: new}) for each in ids]
    found = []
    filled = select(table.c.id, column).where(type_coerce(column, String).is_not(None))
    for record_id, values in db.connection.execute(filled):
        if olds & set(values):
            replaced = dict.fromkeys(new if value in olds else value for value in values)
            found.append((record_id, {field.name: tuple(replaced)}))
    return found


def told(count: int) -> str:
    """«Исправлено: 12 записей»."""
    return f"Исправлено: {counted(count, *_RECORDS)}."


def _checked(text: str) -> str:
    name = clean_text(text)
    if not name:
        raise UserError("Название не введено.", "Введите его и повторите.")
    if ";" in name:
        raise UserError("В названии нельзя ставить «;»: им разделяют несколько значений.", "Уберите знак и повторите.")
    return name


def _kept(db: Database) -> dict[str, dict[str, list[str]]]:
    return {key: dict(found) for key, found in db.setting(_SETTING, {}).items()}


def _remember(db: Database, key: str, shows: Sequence[str] = (), hides: Sequence[str] = ()) -> None:
    kept = _kept(db)
    mine = kept.setdefault(key, {})
    hidden = dict.fromkeys([*mine.get("hidden", []), *hides])
    added = dict.fromkeys([*mine.get("added", []), *(text for text in shows if text not in shipped(key))])
    for text in shows:
        hidden.pop(text, None)
    mine["hidden"], mine["added"] = list(hidden), list(added)
    db.set_setting(_SETTING, kept)
