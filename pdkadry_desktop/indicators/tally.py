"""Member rows of one counting → who stands where: the value is the count of this list, never a second question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from operator import itemgetter
from typing import Any, Protocol

from ..core.dates import Period
from ..registers import REGISTERS
from ..storage.database import Database
from .compile import compiled
from .definition import Counting, Part, Role

Figures = tuple[Fraction | int, Fraction | int | None]  # numerator, base (None: a plain count)
Member = tuple[int, Any]  # the part it comes from and its key: a record id, a pair of values, a plan occurrence
OUTSIDE_PLAN = ("history", "cancelled")


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
    """The members of one counting at one period with their roles, in all and by organisation (its record id)."""

    counting: Counting
    roles: dict[Member, int] = field(default_factory=dict)
    places: dict[tuple[int | None, Member], int] = field(default_factory=dict)  # (organisation, member) → role
    weights: dict[int | None, list[Fraction]] = field(default_factory=dict)  # organisation → [numerator, base]
    slices: dict[str, set[Member]] = field(default_factory=dict)
    records: dict[Member, int] = field(default_factory=dict)  # the record that stands for a pair of values

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
            for (organization, role), count in Counter(zip(map(_FIRST, self.places), self.places.values())).items():
                counted[organization][role] = count
            found = {each: self._counted(roles) for each, roles in counted.items()}
        return {each: shown for each, shown in found.items() if each is not None and (shown[0] or shown[1])}

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
            roles = {member: own for (place, member), own in self.places.items() if place == organization}
        wanted = _CLICKED[role]
        found = [member for member, own in roles.items() if wanted(own)]
        return found if key is None else [member for member in found if member in self.slices.get(key, ())]

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


_FIRST = itemgetter(0)
_ROLE = itemgetter(1)
_UNKNOWN = frozenset(int(role) for role in Role if role.is_unknown)
_CLICKED: dict[str, Callable[[int], bool]] = {
    "numerator": lambda role: role >= Role.NUMERATOR,
    "base": lambda role: role >= Role.BASE,
    "base_only": lambda role: Role.BASE <= role < Role.NUMERATOR,
    "unknown": lambda role: role in _UNKNOWN,
    "excluded": lambda role: role <= Role.EXCLUDED,
}


def take(db: Database, counting: Counting, period: Period, plan: Sequence[Occurrence] = ()) -> Tally:
    """Asks the base once and sorts the member rows; ``period`` is that of the definition."""
    tally = Tally(counting)
    if counting.plan_track is not None:
        tally.roles = dict(_of_plan(counting.plan_track, plan, period))
    elif counting.parts:
        statement = compiled(counting)
        result = db.connection.execute(statement.statement, statement.parameters(db, period))
        # Only a key of several columns holds dates; ids need no conversion and are taken as the driver gives them.
        ids_only = statement.key_width == 1 and result.cursor is not None
        rows: list[Any] = list(result.cursor.fetchall() if ids_only else result.all())
        result.close()
        rows.sort(key=_ROLE)
        if counting.is_weighted:
            _sort_weighted(tally, rows)
        else:
            _sort(tally, rows, statement.key_width)
    return tally


def _sort(tally: Tally, rows: Sequence[Any], key_width: int) -> None:
    """Rows come by rising role, so that of several rows of one member the greatest stays."""
    parts = len(tally.counting.parts)
    if key_width > 1:
        last = 2 + key_width
        tally.roles = {(0, tuple(row[2:last])): row[1] for row in rows}
        tally.places = {(row[0], (0, tuple(row[2:last]))): row[1] for row in rows}
        tally.records = {(0, tuple(row[2:last])): row[last] for row in rows}
    elif parts == 1:
        tally.roles = {(0, row[2]): row[1] for row in rows}
        tally.places = {(row[0], (0, row[2])): row[1] for row in rows}
    else:
        tally.roles = {(row[-1], row[2]): row[1] for row in rows}
        tally.places = {(row[0], (row[-1], row[2])): row[1] for row in rows}
    for place, each in enumerate(tally.counting.breakdown, 2 + key_width + (key_width > 1)):
        counted = (row for row in rows if row[place] and row[1] >= Role.NUMERATOR)
        tally.slices[each.key] = {(row[-1] if parts > 1 else 0, row[2]) for row in counted}


def _sort_weighted(tally: Tally, rows: Sequence[Any]) -> None:
    """Sums are exact: 0.1 is one tenth. Equal weights of an organisation are added at once."""
    _sort(tally, rows, 1)
    counted = Counter((row[0], row[3], row[1] >= Role.NUMERATOR) for row in rows)
    for (organization, value, is_counted), times in counted.items():
        sums = tally.weights.setdefault(organization, [Fraction(), Fraction()])
        amount = Fraction(str(value)) * times
        sums[1] += amount
        if is_counted:
            sums[0] += amount


def _of_plan(track: str, plan: Sequence[Occurrence], period: Period) -> Iterator[tuple[Member, int]]:
    """Occurrences of a track due in the period; counted when done on or before its end."""
    for each in plan:
        if each.track == track and each.status not in OUTSIDE_PLAN and period.start <= each.end <= period.end:
            is_done = each.actual_end is not None and each.actual_end <= period.end
            key = f"{each.track}|{each.no}|{each.start.isoformat()}"
            yield (0, key), int(Role.NUMERATOR if is_done else Role.BASE)
