"""Member rows of one counting → who stands where: the value is the count of this list, never a second question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from ..core.dates import Period
from ..registers import REGISTERS
from ..storage.database import Database
from .compile import compiled
from .definition import Counting, Part, Role

Figures = tuple[Fraction | int, Fraction | int | None]  # numerator, base (None: a plain count)
OUTSIDE_PLAN = ("history", "cancelled")


class Member(NamedTuple):
    """One counted thing: the part it comes from and its key – a record id, a pair of values, or a plan occurrence."""

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
    """The members of one counting at one period with their roles, in all and by organisation (its record id)."""

    counting: Counting
    roles: dict[Member, int] = field(default_factory=dict)
    by_organization: dict[int, dict[Member, int]] = field(default_factory=dict)
    weights: dict[int | None, list[Fraction]] = field(default_factory=dict)  # organisation → [numerator, base]
    slices: dict[str, set[Member]] = field(default_factory=dict)
    records: dict[Member, int] = field(default_factory=dict)  # the record that stands for a pair of values

    def figures(self) -> Figures:
        """Numerator and base of the municipality."""
        if self.counting.is_weighted:
            return self._weighted(self.weights.values())
        return self._counted(self.roles)

    def organizations(self) -> dict[int, Figures]:
        """Numerator and base by organisation; those with neither are left out."""
        if self.counting.is_weighted:
            found = {each: self._weighted([sums]) for each, sums in self.weights.items() if each is not None}
        else:
            found = {each: self._counted(roles) for each, roles in self.by_organization.items()}
        return {each: figures for each, figures in found.items() if figures[0] or figures[1]}

    def breakdown(self) -> dict[str, Figures] | None:
        """Numerator and base by key, or None when the definition has no breakdown."""
        if not self.counting.breakdown:
            return None
        base = self.figures()[1]
        found: dict[str, Figures] = {key: (len(members), base) for key, members in self.slices.items()}
        return {key: figures for key, figures in found.items() if figures[0] or self.counting.breakdown_is_full}

    def unknown(self) -> int:
        return sum(role in _UNKNOWN for role in self.roles.values())

    def excluded(self) -> Counter[str]:
        """Excluded members by reason."""
        reasons = self.counting.exclusions
        return Counter(reasons[-role].reason for role in self.roles.values() if role <= Role.EXCLUDED)

    def members(self, role: str, organization: int | None = None, key: str | None = None) -> list[Member]:
        """Members by what was clicked: numerator, base, base_only, unknown or excluded."""
        roles = self.roles if organization is None else self.by_organization.get(organization, {})
        wanted = _CLICKED[role]
        found = [member for member, own in roles.items() if wanted(own)]
        return found if key is None else [member for member in found if member in self.slices.get(key, ())]

    def counted_in_several(self) -> int:
        """How many members of the numerator or base stand under more than one organisation."""
        places = Counter(
            member for roles in self.by_organization.values() for member, role in roles.items() if role >= Role.BASE
        )
        return sum(count > 1 for count in places.values())

    def _counted(self, roles: dict[Member, int]) -> Figures:
        numerator = sum(role >= Role.NUMERATOR for role in roles.values())
        base = sum(role >= Role.BASE for role in roles.values()) if self.counting.has_base else None
        return numerator, base

    def _weighted(self, sums: Iterable[Sequence[Fraction]]) -> Figures:
        both = list(sums)
        numerator = sum((each[0] for each in both), Fraction())
        return numerator, sum((each[1] for each in both), Fraction()) if self.counting.has_base else None


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
        rows = db.connection.execute(statement.statement, statement.parameters(db, period)).all()
        if counting.is_weighted:
            _sort_weighted(tally, rows, 3 + statement.key_width)
        else:
            _sort(tally, rows, statement.key_width)
    return tally


def _sort(tally: Tally, rows: Sequence[Any], key_width: int) -> None:
    """The greatest role of a member wins, in all and inside each organisation."""
    roles = tally.roles
    by_organization: defaultdict[int, dict[Member, int]] = defaultdict(dict)
    keys = [each.key for each in tally.counting.breakdown]
    tally.slices = {key: set() for key in keys}
    first_slice = 3 + key_width + (key_width > 1)
    for row in rows:
        role = row[2]
        member = Member(row[0], row[3] if key_width == 1 else tuple(row[3 : 3 + key_width]))
        if role > roles.get(member, -99):
            roles[member] = role
        if row[1] is not None:
            own = by_organization[row[1]]
            if role > own.get(member, -99):
                own[member] = role
        if key_width > 1:
            tally.records.setdefault(member, row[3 + key_width])
        if keys and role >= Role.NUMERATOR:
            for key, flag in zip(keys, row[first_slice:], strict=True):
                if flag:
                    tally.slices[key].add(member)
    tally.by_organization = dict(by_organization)


def _sort_weighted(tally: Tally, rows: Sequence[Any], weight: int) -> None:
    """Sums are exact: 0.1 is one tenth. Equal weights of an organisation are added at once."""
    by_organization: defaultdict[int, dict[Member, int]] = defaultdict(dict)
    counted: Counter[tuple[int | None, float, bool]] = Counter()
    for row in rows:
        member, role = Member(row[0], row[3]), row[2]
        tally.roles[member] = role
        if row[1] is not None:
            by_organization[row[1]][member] = role
        counted[row[1], row[weight], role >= Role.NUMERATOR] += 1
    for (organization, value, is_counted), times in counted.items():
        sums = tally.weights.setdefault(organization, [Fraction(), Fraction()])
        amount = Fraction(str(value)) * times
        sums[1] += amount
        if is_counted:
            sums[0] += amount
    tally.by_organization = dict(by_organization)


def _of_plan(track: str, plan: Sequence[Occurrence], period: Period) -> Iterator[tuple[Member, int]]:
    """Occurrences of a track due in the period; counted when done on or before its end."""
    for each in plan:
        if each.track == track and each.status not in OUTSIDE_PLAN and period.start <= each.end <= period.end:
            is_done = each.actual_end is not None and each.actual_end <= period.end
            key = f"{each.track}|{each.no}|{each.start.isoformat()}"
            yield Member(0, key), int(Role.NUMERATOR if is_done else Role.BASE)
