"""A suspicion that two records are one: its strength and its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Strength = Literal["strong", "medium", "weak"]
STRENGTHS: dict[Strength, str] = {"strong": "почти наверняка", "medium": "вероятно", "weak": "может быть"}


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two records, the smaller id first; ``reasons`` are Russian, the weightiest first."""

    first: int
    second: int
    strength: Strength
    reasons: tuple[str, ...]

    @property
    def key(self) -> tuple[int, int]:
        return self.first, self.second


def suspicion(one: int, other: int, strength: Strength, reasons: list[str]) -> Suspicion:
    """The ids may come in any order."""
    return Suspicion(min(one, other), max(one, other), strength, tuple(dict.fromkeys(reasons)))
