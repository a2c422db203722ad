"""What indicators need beside the registers, gathered in one place for the window, the command line and reports."""

from __future__ import annotations

from datetime import date

from ..indicators.closing import closed_years, read_closed, revisions
from ..indicators.given import Given
from ..indicators.overrides import entered_values, evidence
from ..indicators.profiles import Profile
from ..indicators.targets import read_targets
from ..plan.storing import tracked_rows
from ..plan.tracked import occurrences
from ..storage.database import Database


def given_facts(db: Database, profile: Profile, as_of: date, revision: int | None = None) -> Given:
    """Values entered by hand, documents of evidence, closed years, and the plan judged on ``as_of``.

    ``revision``: the figures of that revision of the year of ``as_of``, also when the year was opened again since.
    """
    closed = closed_years(db, profile.id, in_full=as_of.year)
    if revision is not None:
        chosen = [each for each in revisions(db, profile.id, as_of.year) if each.number == revision]
        closed = [each for each in closed if each.year != as_of.year] + [read_closed(db, each) for each in chosen]
    return Given(
        evidence=evidence(db, profile.id),
        plan=occurrences(tracked_rows(db, profile, as_of)),
        entered=entered_values(db, profile.id),
        closed=closed,
        targets=read_targets(db, profile.id),
    )
