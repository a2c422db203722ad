"""What indicators need beside the registers, gathered in one place for the window, the command line and reports."""

from __future__ import annotations

from datetime import date

from ..indicators.compute import Given
from ..indicators.profiles import Profile
from ..plan.storing import tracked_rows
from ..plan.tracked import occurrences
from ..storage.database import Database


def given_facts(db: Database, profile: Profile, as_of: date) -> Given:
    """The occurrences of the profile's plan, the stored one when there is one, judged on ``as_of``."""
    return Given(plan=occurrences(tracked_rows(db, profile, as_of)))
