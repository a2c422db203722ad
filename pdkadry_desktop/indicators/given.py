"""What the registers do not know, as plain values: figures entered by hand, closed years, documents; how they count.

A figure goes computed → entered → accepted. A numerator entered for an organisation enters the municipal total as a
difference to what was counted there; a ready value, or data of a sample, stays where it was entered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from .tally import Figures, Occurrence, Tally
from .targets import Targets

Status = Literal["ok", "no_base", "no_data"]
Number = Fraction | int
ByYear = Mapping[tuple[str, int], float | int | Fraction]  # (indicator id, year) → value


class Figure(NamedTuple):
    """Numerator, base and value of one indicator; a manual one may have only a value."""

    numerator: Number | None
    base: Number | None
    value: Fraction | None
    status: Status


@dataclass(frozen=True)
class Entered:
    """A figure entered by hand. ``organization``: record id, None the municipality; ``computed``: as counted then."""

    id: int
    indicator: str
    year: int
    organization: int | None
    numerator: Fraction | None
    base: Fraction | None
    value: Fraction | None
    reason: str
    document_id: int | None = None
    document: str = ""
    is_sample: bool = False
    sample_size: int | None = None
    entered_on: date | None = None
    revoked_on: date | None = None
    computed: tuple[float | None, float | None, float | None] = (None, None, None)

    def figure(self, kind: str, base: Number | None) -> Figure:
        """What was entered; ``base``: the counted one, for an entry that names only the numerator."""
        if self.numerator is None:
            return Figure(None, None, self.value, "ok" if self.value is not None else "no_data")
        own = base if self.base is None else whole(self.base)
        value, status = value_of(share_or_count(kind, own), self.numerator, own)
        return Figure(whole(self.numerator), own, value, status)


@dataclass(frozen=True)
class ClosedFigure:
    """A frozen figure: of the municipality with its target, members and organisations."""

    figure: Figure
    unknown: int
    target: dict[str, Any] | None
    met: bool | None
    breakdown: dict[str, Figures] | None
    places: Mapping[int, Figures]
    tally: Tally | None
    entered: tuple[Entered, ...] = ()


@dataclass(frozen=True)
class ClosedYear:
    """A year in force as closed: which revision, when, on which day, and its figures by indicator."""

    id: int
    year: int
    revision: int
    as_of: date
    closed_on: date
    reason: str = ""
    figures: Mapping[str, ClosedFigure] = field(default_factory=dict)
    codes: Mapping[str, Mapping[int, tuple[str, str]]] = field(default_factory=dict)  # register → id → code, title
    versions: Mapping[str, int] = field(default_factory=dict)  # indicator → stored version of its definition
    words: Mapping[str, str] = field(default_factory=dict)  # indicator → how it was counted
    methods: Mapping[str, str] = field(default_factory=dict)  # indicator → what was said of its own method or reading


@dataclass(frozen=True)
class Given:
    """What registers do not know: values entered by hand, accepted values of closed periods, documents of evidence.

    ``manual`` and ``accepted`` are bare values by year; ``entered`` and ``closed`` say where such values come from;
    ``targets``: those of the municipality's own.
    """

    manual: ByYear = field(default_factory=dict)
    accepted: ByYear = field(default_factory=dict)
    evidence: Collection[tuple[str, int]] = ()
    plan: Sequence[Occurrence] = ()
    entered: Sequence[Entered] = ()
    closed: Sequence[ClosedYear] = ()
    targets: Targets = field(default_factory=Targets)


class Accepted(NamedTuple):
    """The figure that counts, the organisations whose figures were entered, and the entries that made them."""

    figure: Figure
    places: dict[int, Figures]
    entries: tuple[Entered, ...]


def accept(kind: str, counted: Figure, places: Mapping[int, Figures], entered: Sequence[Entered]) -> Accepted:
    """Computed → entered → accepted. ``places``: figures counted by organisation."""
    used = tuple(each for each in entered if kind != "presence" or each.document_id is not None)  # no bare ticks
    if not used:
        return Accepted(counted, {}, ())
    numerator, base = counted.numerator, counted.base
    replaced: dict[int, Figures] = {}
    for each in used:
        if each.organization is None or each.numerator is None:
            continue
        before = places.get(each.organization, (0, 0 if kind != "manual" and base is not None else None))
        own_base = before[1] if each.base is None else whole(each.base)
        replaced[each.organization] = (whole(each.numerator), own_base)
        if each.is_sample:
            continue
        numerator = whole((numerator or 0) + each.numerator - before[0])
        if own_base is not None and (base is not None or kind == "manual"):
            base = whole((base or 0) + Fraction(own_base) - Fraction(before[1] or 0))
    figure = counted
    if (numerator, base) != (counted.numerator, counted.base) and numerator is not None:
        value, status = value_of(share_or_count(kind, base), numerator, base)
        figure = Figure(numerator, base, value, status)
    for each in used:
        if each.organization is None:
            figure = each.figure(kind, counted.base)
    return Accepted(figure, replaced, used)


def value_of(kind: str, numerator: Number, base: Number | None) -> tuple[Fraction | None, Status]:
    """The exact value and its status; an empty base gives no value."""
    if base == 0:
        return None, "no_base"
    if kind in ("share", "fte_share") and base is not None:
        return Fraction(100 * numerator) / Fraction(base), "ok"
    return Fraction(numerator), "ok"


def share_or_count(kind: str, base: Number | None) -> str:
    """How a figure of this kind is judged; a manual one with a base is a share."""
    if kind != "manual":
        return kind
    return "share" if base is not None else "count"


def whole(number: Fraction | int) -> Number:
    """A whole number as int, any other as it is."""
    exact = Fraction(number)
    return int(exact) if exact.denominator == 1 else exact
