"""Member rows of one counting → who stands where: the value is the count of this list, never a second question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from ..core.dates import Period
from ..registers import REGISTERS
from ..storage.database import Database
from .compile import compiled
from .definition import Counting, Part, Role

Figures = tuple[Fraction | int, Fraction | int | None]  # numerator, base (None: a plain count)
Own = Any  # how the rows of a statement name a member: its key, with the number of the part where there are several
OUTSIDE_PLAN = ("history", "cancelled")


class Member(NamedTuple):
    """One counted thing: the number of its part and its key – a record id, a pair of values, a plan occurrence."""

    part: int
    key: Any


class Occurrence(Protocol):
    """A dated point of the plan as the package plan gives it; a moved one carries its new dates."""

    @property
    def track(self) -> str: ...
    @property
    def no(self) -> str: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...
    @property
    def status(self) -> str: ...
    @property
    def actual_end(self) -> date | None: ...


def subject_register(part: Part) -> str | None:
    """The register whose records are the members; None when a member is a pair of values."""
    if len(part.counts) > 1:
        return None
    name = part.counts[0]
    return part.register if name == "id" else REGISTERS[part.register].by_name[name].link


@dataclass
class Tally:
    """The members of one counting at one period with their roles, in all and by organisation (its record id).

    The rows are kept as three columns by rising role, so that of several rows of a member the greatest stays.
    """

    counting: Counting
    row_organizations: Sequence[int | None] = ()
    row_roles: Sequence[int] = ()
    row_members: Sequence[Own] = ()
    weights: dict[int | None, list[Fraction]] = field(default_factory=dict)  # organisation → [numerator, base]
    slices: dict[str, set[Own]] = field(default_factory=dict)
    records: dict[Own, int] = field(default_factory=dict)  # the record that stands for a pair of values

    @cached_property
    def roles(self) -> dict[Own, int]:
        """Member → role in the municipality."""
        return dict(zip(self.row_members, self.row_roles, strict=True))

    @cached_property
    def places(self) -> dict[tuple[int | None, Own], int]:
        """(organisation, member) → role."""
        return dict(zip(zip(self.row_organizations, self.row_members, strict=True), self.row_roles, strict=True))

    def figures(self) -> Figures:
        """Numerator and base of the municipality."""
        if self.counting.is_weighted:
            return self._weighted(self.weights.values())
        return self._counted(Counter(self.roles.values()))

    def organizations(self) -> dict[int, Figures]:
        """Numerator and base by organisation; those with neither are left out."""
        found: dict[int | None, Figures] = {}
        if self.counting.is_weighted:
            found = {each: self._weighted([sums]) for each, sums in self.weights.items()}
        else:
            counted: defaultdict[int | None, Counter[int]] = defaultdict(Counter)
            for (organization, role), count in self._by_place().items():
                counted[organization][role] = count
            found = {each: self._counted(roles) for each, roles in counted.items()}
        return {each: shown for each, shown in found.items() if each is not None and (shown[0] or shown[1])}

    def _by_place(self) -> Counter[tuple[int | None, int]]:
        """(organisation, role) → members; rows need no second look where nobody stands twice."""
        if len(self.roles) == len(self.row_members):
            return Counter(zip(self.row_organizations, self.row_roles, strict=True))
        return Counter((place, role) for (place, _), role in self.places.items())

    def breakdown(self) -> dict[str, Figures] | None:
        """Numerator and base by key, or None when the definition has no breakdown."""
        if not self.counting.breakdown:
            return None
        base = self.figures()[1]
        found: dict[str, Figures] = {key: (len(members), base) for key, members in self.slices.items()}
        return {key: figures for key, figures in found.items() if figures[0] or self.counting.breakdown_is_full}

    def unknown(self) -> int:
        counted = Counter(self.roles.values())
        return sum(counted[role] for role in _UNKNOWN)

    def excluded(self) -> Counter[str]:
        """Excluded members by reason."""
        reasons = self.counting.exclusions
        return Counter(reasons[-role].reason for role in self.roles.values() if role <= Role.EXCLUDED)

    def members(self, role: str, organization: int | None = None, key: str | None = None) -> list[Member]:
        """Members by what was clicked: numerator, base, base_only, unknown or excluded."""
        roles = self.roles
        if organization is not None:
            roles = {own: standing for (place, own), standing in self.places.items() if place == organization}
        wanted = _CLICKED[role]
        found = [own for own, standing in roles.items() if wanted(standing)]
        if key is not None:
            found = [own for own in found if own in self.slices.get(key, ())]
        several = len(self.counting.parts) > 1
        return [Member(*own) if several else Member(0, own) for own in found]

    def counted_in_several(self) -> int:
        """How many members of the numerator or base stand under more than one organisation."""
        counted = Counter(member for (place, member), role in self.places.items() if place and role >= Role.BASE)
        return sum(count > 1 for count in counted.values())

    def _counted(self, roles: Counter[int]) -> Figures:
        numerator = sum(count for role, count in roles.items() if role >= Role.NUMERATOR)
        base = sum(count for role, count in roles.items() if role >= Role.BASE) if self.counting.has_base else None
        return numerator, base

    def _weighted(self, sums: Iterable[Sequence[Fraction]]) -> Figures:
        both = list(sums)
        numerator = sum((each[0] for each in both), Fraction())
        return numerator, sum((each[1] for each in both), Fraction()) if self.counting.has_base else None


_ROLE = itemgetter(1)
_UNKNOWN = frozenset(int(role) for role in Role if role.is_unknown)
_CLICKED: dict[str, Callable[[int], bool]] = {
    "numerator": lambda role: role >= Role.NUMERATOR,
    "base": lambda role: role >= Role.BASE,
    "base_only": lambda role: Role.BASE <= role < Role.NUMERATOR,
    "unknown": lambda role: role in _UNKNOWN,
    "excluded": lambda role: role <= Role.EXCLUDED,
}


def take(
    db: Database, counting: Counting, period: Period, plan: Sequence[Occurrence] = (), *, is_exact: bool = False
) -> Tally:
    """Asks the base once; ``period`` is that of the definition. ``is_exact``: no date of the base is an interval."""
    if counting.plan_track is not None:
        return _tally(counting, list(_of_plan(counting.plan_track, plan, period)))
    if not counting.parts:
        return Tally(counting)
    statement = compiled(counting, is_exact)
    result = db.connection.execute(statement.statement, statement.parameters(db, period))
    if statement.key_width > 1:
        return _of_pairs(counting, result.all(), statement.key_width)
    # Ids and numbers need no conversion: the rows are taken as the driver gives them.
    rows: list[Any] = list(result.all() if result.cursor is None else result.cursor.fetchall())
    result.close()
    if len(counting.parts) > 1:
        rows = [(row[0], row[1], (row[-1], row[2]), *row[3:-1]) for row in rows]
    tally = _tally(counting, rows)
    for place, each in enumerate(counting.breakdown, 3):
        tally.slices[each.key] = {row[2] for row in rows if row[place] and row[1] >= Role.NUMERATOR}
    if counting.is_weighted:
        _add_weights(tally, rows)
    return tally


def _tally(counting: Counting, rows: list[Any]) -> Tally:
    """``rows``: (organisation, role, member, …); they are sorted in place."""
    rows.sort(key=_ROLE)
    if not rows:
        return Tally(counting)
    organizations, roles, members, *_ = zip(*rows, strict=True)
    return Tally(counting, organizations, roles, members)


def _of_pairs(counting: Counting, rows: Sequence[Any], width: int) -> Tally:
    """Members that are combinations of values; the first record with the values stands for them."""
    found = [(row[0], row[1], tuple(row[2 : 2 + width]), row[2 + width]) for row in rows]
    tally = _tally(counting, found)
    tally.records = {row[2]: row[3] for row in reversed(found)}
    return tally


def _add_weights(tally: Tally, rows: Sequence[Any]) -> None:
    """Sums are exact: 0.1 is one tenth. Equal weights of an organisation are added at once."""
    counted = Counter((row[0], row[3], row[1] >= Role.NUMERATOR) for row in rows if row[1] >= Role.BASE)
    for (organization, value, is_counted), times in counted.items():
        sums = tally.weights.setdefault(organization, [Fraction(), Fraction()])
        amount = Fraction(str(value)) * times
        sums[1] += amount
        if is_counted:
            sums[0] += amount


def _of_plan(track: str, plan: Sequence[Occurrence], period: Period) -> Iterator[tuple[None, int, str]]:
    """Occurrences of a track due in the period; counted when done on or before its end."""
    for each in plan:
        if each.track == track and each.status not in OUTSIDE_PLAN and period.start <= each.end <= period.end:
            is_done = each.actual_end is not None and each.actual_end <= period.end
            key = f"{each.track}|{each.no}|{each.start.isoformat()}"
            yield None, int(Role.NUMERATOR if is_done else Role.BASE), key
