"""Period keys, and merging a changed term: nothing that a person entered is ever lost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdkadry_desktop.plan.occurrences import KeptOccurrence, merge_occurrences, occurrence_key, period_of
from pdkadry_desktop.plan.terms import Occurrence, parse_term


@pytest.mark.parametrize(
    ("start", "end", "key"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2023, 7, 1), date(2023, 12, 31), "2023-H2"),
        (date(2023, 4, 1), date(2023, 6, 30), "2023-Q2"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2023, 9, 1), date(2024, 5, 31), "2023-09..2024-05"),
        (date(2023, 9, 1), date(2023, 11, 30), "2023-09..2023-11"),
        (date(2022, 1, 1), date(2024, 12, 31), "2022-01..2024-12"),
        (date(2023, 10, 5), date(2023, 10, 5), "2023-10-05"),
        (date(2023, 10, 1), date(2023, 10, 10), "2023-10-01..2023-10-10"),
    ],
)
def test_key(start: date, end: date, key: str) -> None:
    assert occurrence_key(start, end) == key


days = st.dates(date(2022, 1, 1), date(2025, 12, 31))
periods = st.tuples(days, days).map(lambda pair: Occurrence(min(pair), max(pair)))


@given(periods, periods)
def test_keys_tell_periods_apart(first: Occurrence, second: Occurrence) -> None:
    same = occurrence_key(first.start, first.end) == occurrence_key(second.start, second.end)
    assert same == (first == second)


def kept(ident: int, found: Occurrence, **facts: bool) -> KeptOccurrence:
    return KeptOccurrence(ident, occurrence_key(found.start, found.end), found.start, found.end, **facts)


def test_a_changed_term_adds_keeps_marks_and_removes() -> None:
    before = parse_term("Октябрь, апрель 2023, 2024", (2023, 2025)).occurrences
    rows = [kept(index, found, has_status=index == 0, has_evidence=index == 2) for index, found in enumerate(before)]
    merge = merge_occurrences(rows, parse_term("Октябрь, май 2023, 2024", (2023, 2025)).occurrences)
    assert [row.ident for row in merge.kept] == [0, 1, 2, 3]  # апр 2023 done, окт both, апр 2024 with evidence
    assert [row.ident for row in merge.marked] == [0, 2]
    assert merge.removed == ()
    assert [occurrence_key(found.start, found.end) for found in merge.added] == ["2023-05", "2024-05"]


def test_a_row_with_own_dates_is_found_by_its_key() -> None:
    october = Occurrence(date(2023, 10, 1), date(2023, 10, 31))
    row = replace(kept(1, october, has_own_dates=True), start=date(2023, 10, 12), end=date(2023, 10, 14))
    merge = merge_occurrences([row], [october])
    assert merge.kept == (row,)
    assert not merge.added
    assert not merge.removed


def test_a_row_that_returns_to_the_term_loses_its_mark() -> None:
    october = Occurrence(date(2023, 10, 1), date(2023, 10, 31))
    row = replace(kept(1, october, has_status=True), is_in_term=False)
    assert merge_occurrences([row], [october]).kept[0].is_in_term


def test_a_point_of_the_users_own_is_never_marked() -> None:
    row = kept(1, Occurrence(date(2023, 10, 5), date(2023, 10, 5)), is_own=True)
    merge = merge_occurrences([row], [])
    assert merge.kept == (row,)
    assert not merge.marked


def test_the_past_is_frozen() -> None:
    row = kept(1, Occurrence(date(2023, 3, 1), date(2023, 3, 31)))
    assert merge_occurrences([row], [], past_until=date(2023, 3, 31)).marked == (replace(row, is_in_term=False),)
    assert merge_occurrences([row], [], past_until=date(2023, 3, 30)).removed == (row,)


flags = st.fixed_dictionaries(
    {name: st.booleans() for name in ("has_status", "has_evidence", "has_own_dates", "is_own")}
)


@given(st.lists(st.tuples(periods, flags), max_size=8), st.lists(periods, max_size=8), st.none() | days)
def test_nothing_entered_is_lost(
    rows: list[tuple[Occurrence, dict[str, bool]]], parsed: list[Occurrence], past_until: date | None
) -> None:
    existing = [kept(index, found, **facts) for index, (found, facts) in enumerate(rows)]
    merge = merge_occurrences(existing, parsed, past_until=past_until)
    assert sorted(row.ident for row in (*merge.kept, *merge.removed)) == list(range(len(rows)))
    assert not any(row.is_protected for row in merge.removed)
    keys = {row.key for row in merge.kept if row.is_in_term} | {
        occurrence_key(new.start, new.end) for new in merge.added
    }
    assert keys >= {occurrence_key(found.start, found.end) for found in parsed}
    stored = [*merge.kept, *(kept(100 + index, found) for index, found in enumerate(merge.added))]
    again = merge_occurrences(stored, parsed, past_until=past_until)
    assert again.added == ()
    assert set(again.kept) == set(stored)
    assert again.removed == ()


@given(periods)
def test_a_key_gives_its_period_back(found: Occurrence) -> None:
    assert period_of(occurrence_key(found.start, found.end)) == found
