"""One indicator over the organisations: figures, the target of each, who is below the median."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..core.text import natural
from ..indicators.compute import Result, value_of
from ..indicators.given import Number, share_or_count
from ..indicators.judging import Judged, Verdict, is_met, verdict
from ..indicators.profiles import exact
from ..indicators.quality import kinds_asked, reporting
from ..indicators.targets import Aim, OwnTarget, Targets, frozen_values, judged, no_base
from ..indicators.versions import methods_of
from ..storage import query
from ..storage.database import Database

SOURCES = {"organization": "своя", "group": "группа", "municipality": "район", "order": "приказ", "": ""}
MARKS: dict[Verdict, str] = {
    "met": "▲", "within_tolerance": "●", "not_met": "▼", "no_target": "", "not_assessable": "?"
}  # fmt: skip


@dataclass(frozen=True)
class PlaceFigure:
    """An organisation's figure beside its target; ``numerator`` None: it has nothing to count or sent nothing.

    ``source``: a key of ``SOURCES``; ``own``: the target in force when it is one of the municipality's own.
    """

    id: int
    title: str
    numerator: Number | None
    base: Number | None
    value: Fraction | None
    target: Judged | None
    source: str
    own: OwnTarget | None
    is_silent: bool = False  # nothing at all was sent: «нет данных», not «нет кого считать»

    @property
    def verdict(self) -> Verdict:
        return verdict(self.target, self.value, is_met(self.target, self.value) if self.target else None)


def organization_titles(db: Database) -> dict[int, str]:
    """How organisations are called for short, in the order of their names; those outside the monitoring left out."""
    rows = query.rows(db, query.Query("organizations"), ["short_name", "name", "is_monitored"])
    found = {each.id: each.values[0] or each.values[1] for each in rows if each.values[2] is not False}
    return dict(sorted(found.items(), key=lambda item: natural(item[1])))


def place_figures(
    db: Database, profile_id: str, result: Result, targets: Targets, titles: Mapping[int, str], *,
    everyone: bool = False,
) -> list[PlaceFigure]:  # fmt: skip
    """The organisations of a figure, each judged by its own target.

    ``everyone``: also those of the asked types that have no figure.
    """
    known = {**(result.tally.organizations() if result.tally else {}), **result.places}
    frozen = _Bases(db, profile_id, result, targets)
    sent = reporting(db, result.period) if everyone else None
    kinds = kinds_asked(result.definition.counting) if result.definition else frozenset()
    found = []
    for each, title in titles.items():
        is_asked = sent is not None and (not kinds or sent.kinds.get(each) in kinds)
        if each not in known and not is_asked:
            continue
        numerator, base = known.get(each, (None, None))
        value = None
        if numerator is not None:
            value = value_of(share_or_count(result.kind, base), numerator, base)[0]
        target, source, own = frozen.target(each)
        is_silent = numerator is None and (sent is None or result.tally is None or each not in sent.with_staff)
        found.append(PlaceFigure(each, title, numerator, base, value, target, source, own, is_silent))
    return found


class _Bases:
    """Targets of organisations, with the values growth is measured from."""

    def __init__(self, db: Database, profile_id: str, result: Result, targets: Targets) -> None:
        self._db, self._profile_id, self._result, self._targets = db, profile_id, result, targets
        self._frozen: dict[tuple[int, int], tuple[str | None, str | None]] | None = None

    def target(self, place: int) -> tuple[Judged | None, str, OwnTarget | None]:
        result, year = self._result, self._result.period.year
        own = self._targets.find(result.id, year, place)
        # A number of the whole municipality («≥ 5 ед.») says nothing about one organisation, a share does.
        if own is not None and (own.scope != "municipality" or result.unit == "%"):
            better = result.definition.better if result.definition else "up"
            return judged(own.aim, year, better, lambda of: self._accepted(place, of)), own.scope, own
        printed = result.indicator.target(year)
        if printed is None or result.unit != "%" or own is not None:
            return None, "", None
        if printed.op != "growth" and printed.base_year is None:
            return Judged(printed.op, printed.value), "order", None
        base = self._accepted(place, printed.base_year or year - 1)
        if isinstance(base, str):
            return Judged(printed.op, None, why=base), "order", None
        return Judged(printed.op, base), "order", None

    def _accepted(self, place: int, year: int) -> Fraction | str:
        name = self._result.id
        if self._frozen is None:
            self._frozen = frozen_values(self._db, self._profile_id, name)
        changed = methods_of(self._db, self._profile_id).break_between(name, year, self._result.period.year)
        if changed is not None:
            return f"методика изменилась {changed.title()}, с {year} годом сравнивать нельзя"
        numerator, base = self._frozen.get((year, place), (None, None))
        if numerator is None:
            return no_base(year)
        own = None if base is None else Fraction(base)
        value = value_of(share_or_count(self._result.kind, own), Fraction(numerator), own)[0]
        return no_base(year) if value is None else value


def median(figures: list[PlaceFigure]) -> Fraction | None:
    """The middle value of the organisations that have one; a school where nobody is to be counted is not ranked."""
    values = sorted(each.value for each in figures if each.value is not None)
    if not values:
        return None
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def behind(figures: list[PlaceFigure], better: str) -> list[PlaceFigure]:
    """Those on the wrong side of the median, the farthest first."""
    middle = median(figures)
    if middle is None:
        return []
    sign = 1 if better == "up" else -1
    found = [each for each in figures if each.value is not None and sign * each.value < sign * middle]
    return sorted(found, key=lambda each: sign * (each.value or exact(0)))


def better_of(result: Result) -> str:
    return result.definition.better if result.definition else "up"


def aim_in_force(figure: PlaceFigure) -> Aim | None:
    """The aim set for the organisation itself."""
    return figure.own.aim if figure.own is not None and figure.own.scope == "organization" else None
