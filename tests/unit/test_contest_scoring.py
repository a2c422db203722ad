"""Totals, places, thresholds and ties of a contest, by hand-made numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdkadry_desktop.work.contest_scoring import (
    Criterion,
    Juror,
    Standing,
    Thresholds,
    Total,
    judges,
    most_possible,
    sheet_total,
    standings,
    thresholds_from,
    total_of,
)

USUAL = Thresholds()
JURY = [Juror(1, "Ёлкина"), Juror(2, "Берёзов"), Juror(3, "Клёнова")]
CONTENT, SPEECH = Criterion(10, "Содержание", Fraction(10), Fraction(2)), Criterion(11, "Речь", Fraction(5))
BOTH = [CONTENT, SPEECH]


def points(content: str, speech: str) -> dict[int, Fraction]:
    return {10: Fraction(content), 11: Fraction(speech)}


def known(value: int | str | Fraction) -> Total:
    return Total(Fraction(value), 3, 3)


def ranked(values: dict[int, int | str], thresholds: Thresholds = USUAL, **decided: int) -> list[Standing]:
    totals = {key: known(value) for key, value in values.items()}
    places = {int(key[1:]): place for key, place in decided.items()}
    return standings(totals, dict.fromkeys(values, Fraction(100)), thresholds, places)


def test_a_sheet_weighs_points_and_wants_them_all() -> None:
    assert sheet_total(points("8.1", "4"), BOTH) == Fraction("20.2")
    assert sheet_total({10: Fraction(8)}, BOTH) is None, "a missing point is not a zero"
    assert sheet_total(points("0", "0"), BOTH) == 0
    assert sheet_total({}, []) is None


def test_an_average_is_exact_and_tells_what_is_missing() -> None:
    sheets = {1: points("1", "0"), 2: points("0", "1"), 3: points("0", "0")}
    assert total_of(sheets, JURY, BOTH, "average").value == 1
    third = total_of({1: points("0", "1"), 2: points("0", "0"), 3: points("0", "0")}, JURY, BOTH, "average")
    assert third.value == Fraction(1, 3)
    partly = total_of({1: points("5", "5"), 2: {10: Fraction(9)}}, JURY, BOTH, "average")
    assert (partly.value, partly.sheets, partly.expected) == (15, 1, 3)
    assert partly.gap == "нет полного листа: Берёзов, Клёнова"


def test_a_sum_wants_every_sheet() -> None:
    whole = {each.id: points("1", "1") for each in JURY}
    assert total_of(whole, JURY, BOTH, "sum").value == 9
    del whole[3]
    found = total_of(whole, JURY, BOTH, "sum")
    assert found.value is None and "Клёнова" in found.gap


def test_without_the_highest_and_the_lowest_three_sheets_are_needed() -> None:
    sheets = {1: points("10", "5"), 2: points("3", "1"), 3: points("0", "0")}
    assert total_of(sheets, JURY, BOTH, "trimmed").value == 7
    found = total_of(sheets, JURY[:2], BOTH, "trimmed")
    assert found.value is None and "не меньше 3" in found.gap


@pytest.mark.parametrize(("jury", "criteria", "gap"), [([], BOTH, "нет жюри"), (JURY, [], "нет критериев")])
def test_without_jury_or_criteria_nothing_is_known(jury: list[Juror], criteria: list[Criterion], gap: str) -> None:
    found = total_of({}, jury, criteria, "average")
    assert found.value is None and found.gap == gap


def test_the_highest_possible_total() -> None:
    assert most_possible(BOTH, "average", 3) == 25
    assert most_possible(BOTH, "sum", 3) == 75


def test_thresholds_give_results_by_place() -> None:
    found = ranked({1: 90, 2: 80, 3: 70, 4: 60, 5: 50}, Thresholds(1, 2, 1))
    assert [each.result for each in found] == ["winner", "prize", "prize", "laureate", "entrant"]
    assert [each.place for each in found] == [1, 2, 3, 4, 5]


def test_too_few_points_for_a_winner() -> None:
    thresholds = Thresholds(1, 2, 0, Fraction(75), Fraction(50))
    found = ranked({1: 74, 2: 50, 3: "49.99"}, thresholds)
    assert [each.result for each in found] == ["prize", "prize", "entrant"]
    assert thresholds.result(1, None) == "entrant", "what percent it is is not known"


def test_equal_totals_are_asked_about_and_not_guessed() -> None:
    found = ranked({1: 90, 2: 80, 3: 80, 4: 70}, Thresholds(1, 1, 1))
    tied = [each for each in found if each.is_tied]
    assert [(each.key, each.rank, each.place, each.result) for each in tied] == [
        (2, "2–3", None, None), (3, "2–3", None, None),
    ]  # fmt: skip
    assert all("решает жюри" in each.question for each in tied)
    assert next(each for each in found if each.key == 4).place == 4


def test_a_tie_inside_one_result_leaves_only_the_place_open() -> None:
    found = ranked({1: 90, 2: 80, 3: 80}, Thresholds(1, 2))
    assert [each.result for each in found] == ["winner", "prize", "prize"]
    assert [each.place for each in found] == [1, None, None]
    below = ranked({1: 90, 2: 80, 3: 80}, Thresholds(1, 0))
    assert [each.question for each in below] == ["", "", ""], "a tie below the prizes decides nothing"


def test_a_tie_is_decided_by_a_shared_or_by_different_places() -> None:
    shared = ranked({1: 90, 2: 90, 3: 80}, Thresholds(1, 1), k1=1, k2=1)
    assert [(each.place, each.result) for each in shared] == [(1, "winner"), (1, "winner"), (3, "entrant")]
    apart = ranked({1: 90, 2: 90, 3: 80}, Thresholds(1, 1), k1=2, k2=1)
    assert [(each.key, each.place) for each in apart] == [(2, 1), (1, 2), (3, 3)]


def test_one_above_leaves_the_rest_a_question() -> None:
    found = ranked({1: 90, 2: 90, 3: 90, 4: 80}, Thresholds(1, 1), k2=1)
    assert [(each.key, each.rank, each.place) for each in found] == [
        (2, "1", 1), (1, "2–3", None), (3, "2–3", None), (4, "4", 4),
    ]  # fmt: skip
    settled = ranked({1: 90, 2: 90, 3: 90, 4: 80}, Thresholds(1, 1), k2=1, k3=2)
    assert [(each.key, each.place) for each in settled] == [(2, 1), (3, 2), (1, 3), (4, 4)]
    two_above = ranked({1: 90, 2: 90, 3: 90}, Thresholds(1, 1), k1=1, k3=1)
    assert [(each.key, each.place) for each in two_above] == [(1, 1), (3, 1), (2, 3)]


@pytest.mark.parametrize("decided", [{"k1": 2}, {"k1": 2, "k2": 2}, {"k1": 0}, {"k1": 5, "k2": 6}])
def test_a_decision_that_names_no_first_settles_nothing(decided: dict[str, int]) -> None:
    found = ranked({1: 90, 2: 90, 3: 80}, Thresholds(1, 1), **decided)
    assert [each.place for each in found] == [None, None, 3]


def test_works_without_a_total_stand_last_and_get_nothing() -> None:
    totals = {1: Total(None, 0, 3, "нет полного листа: Ёлкина"), 2: known(5)}
    found = standings(totals, {1: Fraction(10), 2: Fraction(10)}, Thresholds())
    assert [(each.key, each.rank, each.result) for each in found] == [(2, "1", "winner"), (1, "", None)]
    assert found[1].question == "нет полного листа: Ёлкина"


@given(st.dictionaries(st.integers(1, 60), st.integers(0, 12), max_size=40))
def test_ranks_are_those_of_a_competition(values: dict[int, int]) -> None:
    found = ranked(dict(values))
    assert {each.key for each in found} == set(values)
    for each in found:
        better = sum(value > values[each.key] for value in values.values())
        equal = sum(value == values[each.key] for value in values.values())
        assert (each.first, each.last) == (better + 1, better + equal)
        assert (each.place is not None) == (equal == 1)


def test_a_nomination_concerns_those_inside_it() -> None:
    assert judges("", "Урок") and judges("Урок", "Урок") and judges("Урок", "Урок / Видео")
    assert not judges("Урок / Видео", "Урок") and not judges("Урок", "Урок года")


def test_thresholds_are_kept_whole() -> None:
    whole = Thresholds(2, 3, 4, Fraction("75.5"), None)
    assert thresholds_from(whole.to_data()) == whole
    assert thresholds_from({"winners": "две", "winner_percent": "много"}) == Thresholds()
