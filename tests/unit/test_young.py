"""Who is a young specialist: each pair of criteria, empty dates, kept settings."""

from __future__ import annotations

from datetime import date

import pytest

from pdkadry_desktop.work.young import Criteria, criteria_from

ON = date(2025, 12, 31)
THIRTY_FIVE, THIRTY_SIX = date(1990, 12, 31), date(1989, 12, 31)
TWO_YEARS, THREE_YEARS = date(2023, 1, 1), date(2022, 12, 31)


@pytest.mark.parametrize(
    ("criteria", "born", "since", "is_young"),
    [
        (Criteria(), THIRTY_FIVE, TWO_YEARS, True),
        (Criteria(is_inclusive=False), THIRTY_FIVE, TWO_YEARS, False),
        (Criteria(), THIRTY_SIX, TWO_YEARS, False),
        (Criteria(), THIRTY_FIVE, THREE_YEARS, False),
        (Criteria(join="age"), THIRTY_FIVE, THREE_YEARS, True),
        (Criteria(join="service"), THIRTY_SIX, TWO_YEARS, True),
        (Criteria(join="either"), THIRTY_SIX, TWO_YEARS, True),
        (Criteria(join="either"), THIRTY_SIX, THREE_YEARS, False),
        (Criteria(), None, TWO_YEARS, None),
        (Criteria(), None, THREE_YEARS, False),
        (Criteria(join="age"), None, TWO_YEARS, None),
        (Criteria(join="either"), None, TWO_YEARS, True),
        (Criteria(join="either"), None, THREE_YEARS, None),
    ],
)
def test_meets(criteria: Criteria, born: date | None, since: date | None, is_young: bool | None) -> None:
    assert criteria.meets(born, since, ON) is is_young


def test_words() -> None:
    assert Criteria().words() == "до 35 лет включительно и стаж меньше 3 лет"
    assert Criteria(age=31, is_inclusive=False, service=1, join="either").words() == "до 31 года или стаж меньше 1 года"


def test_kept_and_read_back() -> None:
    criteria = Criteria(30, False, 5, "either")
    assert criteria_from(criteria.to_data()) == criteria
    assert criteria_from({"join": "unknown", "age": 40}) == Criteria(age=40)
