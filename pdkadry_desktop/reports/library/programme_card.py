"""The head of a programme's card: how many courses take their empty fields from it, of them of closed years."""

from __future__ import annotations

from datetime import date

from ...storage.database import Database
from ...work.programme_courses import differing, reach
from .card_parts import Fact


def headline(db: Database, record_id: int, on: date) -> tuple[Fact, ...]:
    """What a change of this programme touches, and where courses say otherwise."""
    found = []
    if words := reach(db, record_id).words():
        found.append(Fact("Курсы", words))
    for each in differing(db, record_id):
        said = f"{each.own} – у {len(each.ids)}, в программе {each.inherited}"
        found.append(Fact("Расходится", f"«{each.field_label}»: {said}", "warn"))
    return tuple(found)
