"""What a definition would give, tried on the base without keeping it: figures, who enters and who leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from ..core.dates import Period
from ..core.numbers import rounded
from ..storage.database import Database
from .closing import standing
from .definition import Definition
from .describe import describe
from .given import Given, Number, Status, value_of
from .profiles import Profile
from .tally import Tally, take
from .versions import methods_of
from .wording import number

Way = Literal["numerator_in", "numerator_out", "base_in", "base_out"]
WAYS: dict[Way, str] = {
    "numerator_in": "Войдут в числитель", "numerator_out": "Выйдут из числителя",
    "base_in": "Войдут в базу", "base_out": "Выйдут из базы",
}  # fmt: skip


@dataclass(frozen=True)
class Tried:
    """Figures of one definition; ``words``: the sentence of what it counts."""

    numerator: Number | None
    base: Number | None
    value: Fraction | None
    status: Status
    unknown: int
    unit: str
    decimals: int
    words: str


@dataclass(frozen=True)
class Movement:
    """Members that stand otherwise than before: records of one register."""

    way: Way
    register: str
    ids: frozenset[int]


@dataclass(frozen=True)
class Preview:
    """The definition that is tried beside the one in force (None: a new indicator)."""

    now: Tried
    before: Tried | None
    moved: tuple[Movement, ...]


def tried(db: Database, definition: Definition, period: Period, given: Given) -> tuple[Tried, Tally | None]:
    """The figures a definition gives in a period, from the registers alone."""
    if definition.kind == "manual":
        return Tried(None, None, None, "no_data", 0, definition.unit, definition.decimals, describe(definition)), None
    tally = take(db, definition.counting, definition.period(period), given.plan)
    figures = tally.figures()
    value, status = value_of(definition.kind, *figures)
    words = describe(definition)
    return Tried(*figures, value, status, tally.unknown(), definition.unit, definition.decimals, words), tally


def preview(
    db: Database, profile: Profile, indicator: str, definition: Definition, period: Period, given: Given
) -> Preview:
    """Tries a definition beside the one in force in the year of the period."""
    now, tally = tried(db, definition, period, given)
    known = methods_of(db, profile.id).definition(indicator, period.year)
    if known is None:
        return Preview(now, None, ())
    before, old = tried(db, known, period, given)
    return Preview(now, before, _moved(db, old, tally))


def side_by_side(db: Database, found: Mapping[str, Definition], period: Period, given: Given) -> dict[str, Tried]:
    """Several definitions of one indicator at the same moment."""
    return {key: tried(db, each, period, given)[0] for key, each in found.items()}


def _moved(db: Database, before: Tally | None, after: Tally | None) -> tuple[Movement, ...]:
    then = standing(db, before) if before is not None else {}
    now = standing(db, after) if after is not None else {}
    found: dict[tuple[Way, str], set[int]] = {}
    for key in {**then, **now}:
        register, record = key
        if register is None:
            continue
        old, new = then.get(key), now.get(key)
        for way in _ways(old, new):
            found.setdefault((way, register), set()).add(_record(record))
    return tuple(
        Movement(way, register, frozenset(ids))
        for way in WAYS for (each, register), ids in found.items() if each == way
    )  # fmt: skip


def _record(value: Any) -> int:
    return int(value)


def _ways(old: str | None, new: str | None) -> list[Way]:
    """Out of which sets and into which a member goes; the numerator belongs to the base."""
    ways: list[Way] = []
    if (old == "numerator") != (new == "numerator"):
        ways.append("numerator_in" if new == "numerator" else "numerator_out")
    was, is_ = old in ("numerator", "base_only"), new in ("numerator", "base_only")
    if was != is_:
        ways.append("base_in" if is_ else "base_out")
    return ways


def figure_of(tried: Tried) -> str:
    """«45,0 % (9 из 20)», «12 чел.», «нет кого считать»."""
    if tried.status == "no_base":
        return "нет кого считать"
    if tried.value is None:
        return "вводится вручную"
    value = rounded(tried.value, tried.decimals) if tried.unit == "%" else number(tried.value)
    base = "" if tried.base is None else f" ({number(tried.numerator or 0)} из {number(tried.base)})"
    return f"{value}\u00a0{tried.unit}{base}".replace("\u00a0(", " (").strip()
