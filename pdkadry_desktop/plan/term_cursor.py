"""The parts a term is made of, and the cursor that walks over its tokens while they are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from pdkadry_desktop.plan.term_frequency import Frequency
from pdkadry_desktop.plan.term_slots import Slot
from pdkadry_desktop.plan.term_tokens import Token


@dataclass(frozen=True)
class SlotPart:
    """A slot that waits for years: named ones or those of the plan."""

    slot: Slot
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class FixedPart:
    """A stretch whose years are written in it; without ``right`` and not open it is the left slot alone."""

    left: Slot
    left_year: int
    right: Slot | None = None
    right_year: int = 0
    is_open: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class YearRange:
    """One year or a range of years; a school range 2023–2025 holds the school years of 2023 and 2024."""

    first: int
    last: int
    is_school: bool = False


@dataclass(frozen=True)
class YearsPart:
    """The years named at one place; school years without numbers are an empty school list."""

    ranges: tuple[YearRange, ...]
    is_school: bool = False
    is_open: bool = False  # «с 2024 года»
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoundPart:
    """The whole year or school year as one item: «в течение года», «постоянно»."""

    is_school: bool = False
    years: YearsPart | None = None


@dataclass(frozen=True)
class FrequencyPart:
    """A frequency that waits for years or a window."""

    frequency: Frequency
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class YearlyPart:
    """«Ежегодно»: alone a year each, beside other parts only the assurance that every year is meant."""


@dataclass(frozen=True)
class ExceptPart:
    """«Кроме июля»: dates of the other parts within these slots are left out."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class NotePart:
    """Words kept as a note; ``is_demand`` when they alone say that no date can be planned."""

    text: str
    is_demand: bool
    code: str = ""


Part = SlotPart | FixedPart | YearsPart | RoundPart | FrequencyPart | YearlyPart | ExceptPart | NotePart

_NOTHING = Token("", "", 0, 0)


@dataclass
class Cursor:
    """A place among the tokens; every reader either moves it past what it understood or leaves it where it was."""

    text: str
    tokens: list[Token]
    at: int = 0
    left_over: list[int] = field(default_factory=list)

    def look(self, ahead: int = 0) -> Token:
        """The token at the place, or an empty one beyond the end."""
        index = self.at + ahead
        return self.tokens[index] if 0 <= index < len(self.tokens) else _NOTHING

    def kind(self, ahead: int = 0) -> str:
        """The class of that token."""
        return self.look(ahead).kind

    def word(self, ahead: int = 0) -> str:
        """Its text in lower case."""
        return self.look(ahead).text.lower()

    def skip(self, *kinds: str) -> bool:
        """Move past tokens of these classes; True when there was one."""
        begun = self.at
        while self.kind() in kinds:
            self.at += 1
        return self.at > begun

    def take(self, *kinds: str) -> Token | None:
        """The next token if it is of these classes."""
        if self.kind() not in kinds:
            return None
        self.at += 1
        return self.tokens[self.at - 1]

    def move_beyond(self, offset: int) -> None:
        """Move to the first token that begins at or after the offset of the text."""
        while self.at < len(self.tokens) and self.tokens[self.at].begin < offset:
            self.at += 1

    def text_since(self, index: int) -> str:
        """The text from a token's beginning to the place."""
        if not index < self.at <= len(self.tokens):
            return ""
        return self.text[self.tokens[index].begin : self.tokens[self.at - 1].end]
