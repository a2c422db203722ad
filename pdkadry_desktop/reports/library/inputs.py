"""What every report is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ...core.dates import Period
from ...indicators.compute import Given
from ...indicators.profiles import Profile


@dataclass(frozen=True)
class Inputs:
    """Order, period, one organisation or all, the day the report is made, facts the registers do not hold."""

    profile: Profile
    period: Period
    organization: str | None
    made_on: date
    given: Given = field(default_factory=Given)
