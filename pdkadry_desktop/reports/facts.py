"""What indicators need beside the registers, gathered in one place for the window, the command line and reports."""

from __future__ import annotations

from datetime import date

from ..indicators.compute import Given
from ..indicators.profiles import Profile
from ..plan.tracked import occurrences, track
from ..storage.database import Database


def given_facts(db: Database, profile: Profile, as_of: date) -> Given:
    """The occurrences of the profile's plan, judged on ``as_of``."""
    return Given(plan=occurrences(track(profile.plan, as_of)) if profile.plan else ())
