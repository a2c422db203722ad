"""Which card a record has: that of a person, that of an organisation, or the one any register has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ...registers import REGISTERS
from ...storage.database import Database
from ..document import Document
from . import community_card, contest_series_card, organization_card, person, programme_card, record_card, teacher_card
from .card_parts import Fact
from .inputs import Inputs

__all__ = ["CARDS", "CardSpec", "Fact", "card", "headline"]


@dataclass(frozen=True)
class CardSpec:
    """``headline``: the facts of a day; ``build``: the card on paper as of the end of the period."""

    headline: Callable[[Database, int, date], tuple[Fact, ...]]
    build: Callable[[Database, int, Inputs], Document]


def _usual(register: str) -> Callable[[Database, int, Inputs], Document]:
    """The card that any register has, under a headline of its own."""
    return lambda db, record_id, inputs: record_card.build(db, REGISTERS[register], record_id, inputs.made_on)


CARDS: dict[str, CardSpec] = {
    "teachers": CardSpec(
        person.headline,
        lambda db, record_id, inputs: teacher_card.build(db, record_id, inputs.period.end, inputs.made_on),
    ),
    "organizations": CardSpec(organization_card.headline, organization_card.build),
    "contest_series": CardSpec(contest_series_card.headline, contest_series_card.build),
    "communities": CardSpec(community_card.headline, _usual("communities")),
    "programmes": CardSpec(programme_card.headline, _usual("programmes")),
}


def headline(db: Database, register: str, record_id: int, on: date) -> tuple[Fact, ...]:
    """The facts at the head of the card; none when the register has no card of its own."""
    found = CARDS.get(register)
    return found.headline(db, record_id, on) if found else ()


def card(db: Database, register: str, record_id: int, inputs: Inputs) -> Document:
    """The card on paper. UserError when the record is gone."""
    found = CARDS.get(register)
    if found is not None:
        return found.build(db, record_id, inputs)
    return record_card.build(db, REGISTERS[register], record_id, inputs.made_on)
