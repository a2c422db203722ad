"""Statuses on a reference date."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdkadry_desktop.plan.schedule import (
    STATUS_LABELS,
    OccurrenceFacts,
    Status,
    counts_in_share,
    effective_due,
    occurrence_status,
)

START = date(2023, 9, 1)
OCTOBER = OccurrenceFacts(date(2023, 10, 1), date(2023, 10, 31))


@pytest.mark.parametrize(
    ("changes", "as_of", "status"),
    [
        ({}, date(2023, 9, 30), "planned"),
        ({}, date(2023, 10, 1), "in_progress"),
        ({}, date(2023, 10, 31), "in_progress"),
        ({}, date(2023, 11, 1), "overdue"),
        ({"started_on": date(2023, 9, 20)}, date(2023, 9, 30), "in_progress"),
        ({"started_on": date(2023, 9, 20)}, date(2023, 9, 19), "planned"),
        ({"done_on": date(2023, 10, 31)}, date(2023, 12, 1), "done"),
        ({"done_on": date(2023, 11, 1)}, date(2023, 12, 1), "done_late"),
        ({"done_on": date(2023, 11, 20)}, date(2023, 11, 10), "overdue"),
        ({"done_on": date(2023, 11, 1), "due": date(2023, 11, 5)}, date(2023, 12, 1), "done"),
        ({"moved_to": date(2024, 2, 1)}, date(2023, 12, 1), "moved"),
        ({"moved_to": date(2024, 2, 1)}, date(2024, 2, 2), "overdue"),
        ({"moved_to": date(2024, 2, 1), "done_on": date(2024, 1, 30)}, date(2024, 2, 2), "done"),
        ({"cancelled": True, "done_on": date(2023, 10, 5)}, date(2023, 12, 1), "cancelled"),
        ({"on_demand": True}, date(2024, 12, 1), "planned"),
        ({"start": date(2023, 4, 1), "end": date(2023, 4, 30)}, date(2023, 12, 1), "history"),
        ({"start": date(2023, 4, 1), "end": date(2023, 8, 31)}, date(2023, 5, 1), "history"),
        ({"start": date(2023, 1, 1), "end": date(2023, 12, 31)}, date(2024, 1, 1), "overdue"),
        ({"start": date(2023, 9, 1), "end": date(2023, 9, 1)}, date(2023, 9, 1), "in_progress"),
    ],
)
def test_status(changes: dict[str, Any], as_of: date, status: Status) -> None:
    assert occurrence_status(replace(OCTOBER, **changes), START, as_of) == status


def test_without_a_start_of_the_plan_nothing_is_history() -> None:
    assert occurrence_status(OccurrenceFacts(date(2020, 9, 25), date(2020, 9, 25)), None, START) == "overdue"


def test_every_status_has_a_word() -> None:
    assert set(STATUS_LABELS) == set(get_args(Status))


def test_share_counts_a_moved_point_at_its_new_date() -> None:
    moved = replace(OCTOBER, moved_to=date(2024, 2, 1))
    assert effective_due(moved) == date(2024, 2, 1)
    assert not counts_in_share(moved, START, date(2023, 1, 1), date(2023, 12, 31))
    assert counts_in_share(moved, START, date(2024, 1, 1), date(2024, 12, 31))
    assert counts_in_share(OCTOBER, START, date(2023, 1, 1), date(2023, 12, 31))
    assert not counts_in_share(replace(OCTOBER, cancelled=True), START, date(2023, 1, 1), date(2023, 12, 31))
    history = OccurrenceFacts(date(2023, 4, 1), date(2023, 4, 30))
    assert not counts_in_share(history, START, date(2023, 1, 1), date(2023, 12, 31))


days = st.dates(date(2022, 1, 1), date(2026, 12, 31))


@given(days, st.integers(0, 400), days, days, st.booleans())
def test_history_and_on_demand_are_never_overdue(
    start: date, length: int, plan_start: date, as_of: date, on_demand: bool
) -> None:
    facts = OccurrenceFacts(start, start + timedelta(days=length), on_demand=on_demand)
    status = occurrence_status(facts, plan_start, as_of)
    if on_demand or facts.end < plan_start or facts.end >= as_of:
        assert status != "overdue"
    else:
        assert status == "overdue"
