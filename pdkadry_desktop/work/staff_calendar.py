"""The half-month calendar of the staffing need (ОКП): 24 points a year and the control points among them.

The orders name «два раза в месяц» and three months without days (001.5.1, 001.5.3), so the days can be set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Literal

SETTING = "staff_calendar"
_LAST_DAY = 28  # every month has it
SnapshotDay = Literal["point", "taken"]
SNAPSHOT_DAYS: dict[SnapshotDay, str] = {
    "point": "на день отчётной точки", "taken": "на день, когда сделан снимок",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calendar:
    """``first``, ``second``: days of the month; ``controls``: months of the control points, ``control_half``: 1 when
    the control point is the first point of its month, 2 the second; ``snapshot_day``: as of which day one is taken."""

    first: int = 1
    second: int = 15
    controls: tuple[int, ...] = (5, 9, 12)
    control_half: int = 1
    snapshot_day: SnapshotDay = "point"

    def points(self, year: int) -> tuple[date, ...]:
        """The 24 points of a year."""
        return tuple(date(year, month, day) for month in range(1, 13) for day in (self.first, self.second))

    def point_of(self, day: date) -> date:
        """The point whose half-month holds the day."""
        return max(each for each in (*self.points(day.year - 1), *self.points(day.year)) if each <= day)

    def next(self, point: date) -> date:
        """The point after this day."""
        return min(each for each in (*self.points(point.year), *self.points(point.year + 1)) if each > point)

    def window(self, point: date) -> tuple[date, date]:
        """First and last day of the half-month of a point."""
        return point, self.next(point) - timedelta(days=1)

    def is_control(self, point: date) -> bool:
        return point.month in self.controls and point.day == (self.first if self.control_half == 1 else self.second)

    def as_of(self, point: date, today: date) -> date:
        """As of which day a snapshot taken today counts; one that is taken late counts as of its point."""
        start, end = self.window(point)
        return today if self.snapshot_day == "taken" and start <= today <= end else point

    def to_data(self) -> dict[str, Any]:
        return {**asdict(self), "controls": list(self.controls)}


def calendar_from(data: Mapping[str, Any]) -> Calendar:
    """A calendar as it was kept; what is missing or impossible is the usual."""
    usual = Calendar()
    first, second = int(data.get("first", usual.first)), int(data.get("second", usual.second))
    if not 1 <= first < second <= _LAST_DAY:
        first, second = usual.first, usual.second
    controls = tuple(month for month in data.get("controls", usual.controls) if 1 <= month <= 12)
    half, day = data.get("control_half"), data.get("snapshot_day")
    return Calendar(
        first, second, controls, half if half in (1, 2) else usual.control_half,
        day if day in SNAPSHOT_DAYS else usual.snapshot_day,
    )  # fmt: skip
