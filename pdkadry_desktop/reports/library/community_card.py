"""The head of a community's card: its members of the day, its rule, and where the two drift apart."""

from __future__ import annotations

from datetime import date

from ...storage.database import Database
from ...work.membership_rule import drift, rules
from .card_parts import Fact


def headline(db: Database, record_id: int, on: date) -> tuple[Fact, ...]:
    """The rule and what it says of the members; nothing for a community without a rule."""
    found = []
    for rule in rules(db, record_id):
        state = drift(db, rule, on)
        found.append(Fact("Правило", rule.words))
        found.append(Fact("Состав", state.words(), "warn" if state.enter or state.leave else "good"))
    return tuple(found)
