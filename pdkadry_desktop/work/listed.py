"""Records of many people made at once: each line is a person, a guest without a card or a card made on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..core.errors import UserError
from ..core.kinds import Text
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import counted
from ..registers import REGISTERS
from ..storage import bulk
from ..storage.change import Change
from ..storage.database import Database
from ..storage.records import next_code, plain

PERSON = "teacher_id"


@dataclass(frozen=True)
class Listed:
    """One line: a known person, else a card to make (``new_name``), else a ``guest``; ``values`` are its own."""

    teacher_id: int | None = None
    new_name: str = ""
    guest: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


class Done(NamedTuple):
    """How many records were added, how many were there already, how many cards of people were made."""

    added: int
    present: int
    people: int


def guest_field(spec: RegisterSpec) -> FieldSpec | None:
    """The field for a participant without a card."""
    found = spec.by_name.get("participant_name")
    return found if found is not None and isinstance(found.kind, Text) else None


def takes_people(spec: RegisterSpec) -> bool:
    """Whether records of a register are about one person each."""
    found = spec.by_name.get(PERSON)
    code = spec.by_name.get("code")
    return found is not None and found.link == "teachers" and not (code and code.required)


def name_parts(text: str) -> tuple[str, str, str | None] | None:
    """Surname, name and patronymic of a new card; None when the name is not written out."""
    words = text.replace(",", " ").split()
    if len(words) < 2 or any(len(word.rstrip(".")) < 2 or word.endswith(".") for word in words[:2]):
        return None
    last, first, *rest = (word[:1].upper() + word[1:] for word in words)
    return last, first, " ".join(rest) or None


def add_listed(
    db: Database, spec: RegisterSpec, shared: Mapping[str, Any], listed: Sequence[Listed], title: str = ""
) -> Done:
    """Writes all lines in one change; what is there already is left out and counted."""
    with db.change(_title(spec, listed, title)) as change:
        return add_in(change, db, spec, shared, listed)


def add_in(
    change: Change, db: Database, spec: RegisterSpec, shared: Mapping[str, Any], listed: Sequence[Listed]
) -> Done:
    """The same inside a change that does more than this."""
    cards = make_cards(change, db, [each.new_name for each in listed if each.new_name])
    guest = guest_field(spec)
    rows = []
    for each in listed:
        row = {**shared, **each.values, PERSON: cards.get(each.new_name, each.teacher_id)}
        if guest is not None:
            row[guest.name] = each.guest or None
        rows.append(plain(row))
    new = bulk.fresh(db, spec, rows)
    change.add_many(spec, new)
    return Done(len(new), len(rows) - len(new), len(cards))


def make_cards(change: Change, db: Database, names: Sequence[str]) -> dict[str, int]:
    """A card for each new name; one for a name that stands there twice."""
    teachers = REGISTERS["teachers"]
    made: dict[str, int] = {}
    for name in names:
        parts = name_parts(name)
        if parts is None:
            raise UserError(
                f"Карточка «{name}» не заведена: имя не написано полностью.", "Напишите фамилию и имя целиком."
            )
        if name not in made:
            last, first, middle = parts
            values = {"code": next_code(db, teachers), "last_name": last, "first_name": first, "middle_name": middle}
            made[name] = change.add(teachers, values)
    return made


def _title(spec: RegisterSpec, listed: Sequence[Listed], title: str) -> str:
    return f"{title or f'Добавлено списком: {spec.title}'}, {counted(len(listed), *spec.forms_of_count)}"
