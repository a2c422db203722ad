"""The cycle with its figures, read for the page and for the papers alike."""

from __future__ import annotations

from datetime import date

from ...core.dates import Period, format_date
from ...core.errors import UserError
from ...cycle.board import CycleBoard, read_cycle
from ...cycle.store import cycle_of
from ...indicators.compute import Result, compute
from ...indicators.profiles import Profile
from ...storage.database import Database
from ..document import Align, Document, Heading, Paragraph
from ..facts import given_facts
from .inputs import Inputs


class NothingToPrint(UserError):
    """The paper has nothing to tell yet; a list of reports prints that instead of failing."""


def told_instead(title: str, missing: NothingToPrint, inputs: Inputs) -> Document:
    """A sheet that says why there is nothing to print and what to do."""
    return Document(
        title=title,
        blocks=(
            Heading(title),
            Paragraph(f"{inputs.profile.municipality}, {inputs.period.year} год", Align.CENTER, indent=False),
            Paragraph(missing.text), Paragraph(missing.hint),
        ),
        footer=f"Сформировано {format_date(inputs.made_on)}",
    )  # fmt: skip


def results_of(db: Database, profile: Profile, period: Period) -> list[Result]:
    """The accepted figures of a period."""
    return compute(db, profile, period, given=given_facts(db, profile, period.end))


def cycle_board(db: Database, profile: Profile, period: Period, today: date) -> CycleBoard | None:
    """The cycle of the year with the figures of the next year as far as it has come; None when it was not started."""
    year = period.year
    if cycle_of(db, profile.id, year) is None:
        return None
    after = None
    if today.year > year:
        end = min(today, date(year + 1, 12, 31))
        after = results_of(db, profile, Period.of_year(year + 1, end))
    past = None
    if cycle_of(db, profile.id, year - 1) is not None:
        past = results_of(db, profile, Period.of_year(year - 1))
    return read_cycle(db, profile, year, results_of(db, profile, period), after, today, past)


def needed_board(db: Database, profile: Profile, period: Period, today: date) -> CycleBoard:
    """The same for a paper; NothingToPrint when there is no cycle of that year."""
    found = cycle_board(db, profile, period, today)
    if found is None:
        raise NothingToPrint(
            f"Цикл мониторинга {period.year} года не начат.", "Начните его на странице «Цикл мониторинга»."
        )
    return found
