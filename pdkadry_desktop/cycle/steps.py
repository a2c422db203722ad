"""The nine steps and the words of drafts, as data (resources/cycle)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ..core.paths import resource


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``kind``: of the document that proves it; ``evidence``: what that document has to say."""

    key: str
    number: int
    title: str
    kind: str
    evidence: str
    due: tuple[int, int] | None  # month and day, where the procedure names them
    years_after: int

    def due_on(self, year: int) -> date | None:
        """The day by which the step of the cycle of this year is to be closed; None when nothing says it."""
        return date(year + self.years_after, *self.due) if self.due else None


@cache
def steps() -> tuple[Step, ...]:
    """All nine in their order."""
    found = []
    for number, each in enumerate(_table("steps.toml")["step"], 1):
        due = each.get("due")
        month, day = map(int, due.split("-")) if due else (0, 0)
        found.append(Step(
            each["key"], number, each["title"], each["kind"], each["evidence"], (month, day) if due else None,
            each.get("years_after", 0),
        ))  # fmt: skip
    return tuple(found)


def step(key: str) -> Step:
    return next(each for each in steps() if each.key == key)


@cache
def wording(part: str) -> Mapping[str, Any]:
    """The words of one part of resources/cycle/wording.toml."""
    found: Mapping[str, Any] = _table("wording.toml")[part]
    return found


def _table(name: str) -> dict[str, Any]:
    with resource("cycle", name).open("rb") as file:
        return tomllib.load(file)
