"""Member rows of a counting as plain JSON and back: what a closed year keeps of who was counted."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from ..core.conditions import AnyOf
from ..core.kinds import Date
from ..registers import REGISTERS
from .definition import Counting, Exclusion, Part, Slice
from .tally import Tally

_NEVER = AnyOf(())  # a frozen counting asks nothing any more


def pack(tally: Tally) -> dict[str, Any]:
    """The rows as columns of equal length, and as much of the definition as reading them needs."""
    counting = tally.counting
    return {
        "kind": counting.kind, "has_base": counting.has_base, "plan_track": counting.plan_track,
        "parts": [[each.register, list(each.counts), each.belongs] for each in counting.parts],
        "reasons": [each.reason for each in counting.exclusions],
        "keys": [each.key for each in counting.breakdown], "is_full": counting.breakdown_is_full,
        "organizations": list(tally.row_organizations), "roles": [int(each) for each in tally.row_roles],
        "members": [_plain(each) for each in tally.row_members],
        "slices": {key: [_plain(each) for each in members] for key, members in tally.slices.items()},
        "weights": [[place, str(sums[0]), str(sums[1])] for place, sums in tally.weights.items()],
        "records": [[_plain(own), record] for own, record in tally.records.items()],
    }  # fmt: skip


def tally_of(packed: dict[str, Any]) -> Tally:
    """The tally as it was; its counting can be counted and listed, not asked again."""
    parts = tuple(Part(register, tuple(counts), belongs, None, None) for register, counts, belongs in packed["parts"])
    counting = Counting(
        kind=packed["kind"], parts=parts, has_base=packed["has_base"],
        exclusions=tuple(Exclusion(each, _NEVER) for each in packed["reasons"]),
        breakdown=tuple(Slice(each, _NEVER) for each in packed["keys"]), breakdown_is_full=packed["is_full"],
        plan_track=packed["plan_track"],
    )  # fmt: skip
    dates = _date_places(parts)
    return Tally(
        counting=counting,
        row_organizations=packed["organizations"],
        row_roles=packed["roles"],
        row_members=[_own(each, dates) for each in packed["members"]],
        weights={place: [Fraction(counted), Fraction(base)] for place, counted, base in packed["weights"]},
        slices={key: {_own(each, dates) for each in members} for key, members in packed["slices"].items()},
        records={_own(own, dates): record for own, record in packed["records"]},
    )


def _plain(own: Any) -> Any:
    return [each.isoformat() if isinstance(each, date) else each for each in own] if isinstance(own, tuple) else own


def _own(plain: Any, dates: frozenset[int]) -> Any:
    if not isinstance(plain, list):
        return plain
    return tuple(date.fromisoformat(each) if place in dates and each else each for place, each in enumerate(plain))


def _date_places(parts: tuple[Part, ...]) -> frozenset[int]:
    """Which values of a pair are dates."""
    if len(parts) != 1 or len(parts[0].counts) < 2:
        return frozenset()
    fields = [REGISTERS[parts[0].register].by_name[name] for name in parts[0].counts]
    return frozenset(place for place, each in enumerate(fields) if isinstance(each.kind, Date))
