"""What an indicator counts, as plain data: parts over registers, conditions, kind, breakdown, as-of date.

An indicator is sets of members, not arithmetic on totals. The text form (resources/indicators/*.toml, the user's own
definitions) is read by indicators/grammar.py; indicators/compile.py turns a part into one statement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Literal

from ..core.conditions import Condition
from ..core.dates import Period
from ..core.errors import UserError

Kind = Literal["share", "fte_share", "count", "sum", "presence", "list", "manual"]
KINDS: tuple[Kind, ...] = ("share", "fte_share", "count", "sum", "presence", "list", "manual")


class BadDefinition(UserError):
    """A definition uses a word that does not exist or does not fit; the text says which one."""


class Role(IntEnum):
    """How a member stands in an indicator. Of several rows of one member the greatest decides."""

    EXCLUDED = 0  # and below: -1 is the second reason, -2 the third …
    UNKNOWN = 1  # a missing field decides whether it belongs to the base: counted nowhere, listed
    BASE = 2
    BASE_UNKNOWN = 3  # in the base; a missing field decides the numerator
    NUMERATOR = 4
    NUMERATOR_UNKNOWN = 5  # counted, although the field that should prove it is empty

    @property
    def is_unknown(self) -> bool:
        return self in (Role.UNKNOWN, Role.BASE_UNKNOWN, Role.NUMERATOR_UNKNOWN)


@dataclass(frozen=True)
class Part:
    """Rows of one register that are counted.

    ``counts``: the fields whose values are the member («id»: the row itself); ``belongs``: the field with its
    organisation, None = the members belong to none; ``base`` None = every row; ``numerator`` None = all of the base.
    """

    register: str
    counts: tuple[str, ...]
    belongs: str | None
    base: Condition | None
    numerator: Condition | None
    weight: str | None = None
    weight_when_empty: int = 0


@dataclass(frozen=True)
class Exclusion:
    """Members of the base that are not counted at all, with the reason that is shown."""

    reason: str
    condition: Condition


@dataclass(frozen=True)
class Slice:
    """One key of a breakdown: which of the numerator's members it counts."""

    key: str
    condition: Condition


@dataclass(frozen=True, eq=False)
class Counting:
    """What is counted, without name and targets; indicators «as another» share one object and one calculation."""

    kind: Kind
    parts: tuple[Part, ...] = ()
    has_base: bool = False
    exclusions: tuple[Exclusion, ...] = ()
    doubtful: Condition | None = None
    breakdown: tuple[Slice, ...] = ()
    breakdown_is_full: bool = False  # keys nobody stands under are shown too, with the base of the whole
    plan_track: str | None = None
    excludes_unknown: bool = False  # who is unknown for the numerator is counted nowhere, only listed

    @property
    def is_weighted(self) -> bool:
        return self.kind in ("sum", "fte_share")


@dataclass(frozen=True)
class Definition:
    """One indicator: its id, what it counts, on which day of the year (None: the as-of date of the period)."""

    id: str
    title: str
    unit: str
    counting: Counting = field(repr=False)
    as_of: tuple[int, int] | None = None
    better: Literal["up", "down"] = "up"
    decimals: int = 1  # of the shown value

    @property
    def kind(self) -> Kind:
        return self.counting.kind

    def period(self, period: Period) -> Period:
        """The period the figures are taken for: «на 1 сентября» replaces the as-of date."""
        if self.as_of is None:
            return period
        return Period(period.start, date(period.year, *self.as_of))
