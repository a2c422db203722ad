"""What indicators need beside the registers, gathered in one place for the window, the command line and reports."""

from __future__ import annotations

from datetime import date

from ..indicators.given import Given
from ..indicators.overrides import entered_values, evidence
from ..indicators.profiles import Profile
from ..plan.storing import tracked_rows
from ..plan.tracked import occurrences
from ..storage.database import Database


def given_facts(db: Database, profile: Profile, as_of: date) -> Given:
    """Values entered by hand, documents of evidence, and the plan (the stored one if any) judged on ``as_of``."""
    return Given(
        evidence=evidence(db, profile.id),
        plan=occurrences(tracked_rows(db, profile, as_of)),
        entered=entered_values(db, profile.id),
    )
