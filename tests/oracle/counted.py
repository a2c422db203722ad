"""What an indicator counted, and the ways in which people, rows and organisations are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from .sets import Places, only

Number = int | Fraction
Cell = tuple[Number, Number | None]  # numerator, base


@dataclass(frozen=True)
class Counted:
    """Exact figures with the codes behind them; base None = a plain count, numerator None = nothing is computed."""

    numerator: Number | None
    base: Number | None = None
    unknown: frozenset[str] = frozenset()
    breakdown: dict[str, Cell] | None = None
    organizations: dict[str, Cell] = field(default_factory=dict)
    numerator_members: frozenset[str] = frozenset()
    base_members: frozenset[str] = frozenset()


def share_of_people(
    base: Places,
    hits: Collection[str] | Mapping[str, frozenset[str]],
    unknown: Iterable[str] = (),
    breakdown: dict[str, Cell] | None = None,
) -> Counted:
    """People of the base who are hit; hits with places count only in those organisations."""
    places = only(dict(hits), base) if isinstance(hits, Mapping) else only(base, hits)
    whole = Counter(code for codes in base.values() for code in codes)
    part = Counter(code for person, codes in places.items() for code in codes & base[person])
    return Counted(
        numerator=len(places),
        base=len(base),
        unknown=frozenset(unknown),
        breakdown=breakdown,
        organizations={code: (part[code], whole[code]) for code in whole},
        numerator_members=frozenset(places),
        base_members=frozenset(base),
    )


def count_of_people(places: Places, unknown: Iterable[str] = (), breakdown: dict[str, Cell] | None = None) -> Counted:
    """Each person once, and once in every organisation of the places."""
    inside = Counter(code for codes in places.values() for code in codes)
    return Counted(
        numerator=len(places),
        unknown=frozenset(unknown),
        breakdown=breakdown,
        organizations={code: (number, None) for code, number in inside.items()},
        numerator_members=frozenset(places),
    )


def count_of_things(
    codes: Collection[str], owners: Iterable[str] = (), breakdown: dict[str, Cell] | None = None
) -> Counted:
    """Rows or people without a place; owners name the organisation of each row where there is one."""
    inside = Counter(owners)
    return Counted(
        numerator=len(codes),
        breakdown=breakdown,
        organizations={code: (number, None) for code, number in inside.items()},
        numerator_members=frozenset(codes),
    )


def of_organizations(base: set[str], hits: Collection[str]) -> Counted:
    """Organisations themselves: 0 or 1 of 1."""
    chosen = base & set(hits)
    return Counted(
        numerator=len(chosen),
        base=len(base),
        organizations={code: (int(code in chosen), 1) for code in base},
        numerator_members=frozenset(chosen),
        base_members=frozenset(base),
    )
