"""Years 1–3 of newcomers: who worked, left, moved; mentors, attestation; cohorts in towns and villages; presets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from factories import SmallDistrict

from pdkadry_desktop.reports.library.young_card import build as card
from pdkadry_desktop.reports.library.young_specialists import build, view
from pdkadry_desktop.work.young import Criteria, presets, same
from pdkadry_desktop.work.young_outcomes import Newcomer, intakes, newcomers

HIRED, BORN = date(2021, 9, 1), date(1999, 1, 1)
ON = date(2024, 12, 31)
YOUNG = Criteria(join="age")


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    found = SmallDistrict(tmp_path)
    found.add("organizations", code="С", name="Сельская школа", kind="school", locality="rural")
    yield found
    found.db.close()


def only(district: SmallDistrict, on: date = ON) -> Newcomer:
    (found,) = newcomers(district.db, YOUNG, on).people
    return found


def states(person: Newcomer) -> list[str]:
    return [year.state for year in person.years]


@pytest.mark.parametrize(
    ("left", "on", "expected", "stayed"),
    [
        (None, date(2021, 9, 1), ["running", "future", "future"], None),
        (None, date(2022, 8, 31), ["running", "future", "future"], None),
        (None, date(2022, 9, 1), ["worked", "running", "future"], True),
        (None, ON, ["worked", "worked", "worked"], True),
        (date(2022, 8, 31), ON, ["left", "gone", "gone"], False),
        (date(2022, 9, 1), ON, ["worked", "left", "gone"], True),
        (date(2021, 10, 1), date(2021, 10, 1), ["running", "future", "future"], None),
        (date(2021, 10, 1), date(2021, 10, 2), ["left", "future", "future"], False),
        (date(2025, 1, 1), ON, ["worked", "worked", "worked"], True),
    ],
)  # fmt: skip
def test_years_by_their_boundaries(
    district: SmallDistrict, left: date | None, on: date, expected: list[str], stayed: bool | None
) -> None:
    district.teacher("П1", born_on=BORN, hired_on=HIRED, left_on=left, leave_reason="переезд" if left else None)
    found = only(district, on)
    assert states(found) == expected and found.stayed is stayed
    assert ("переезд" in "".join(year.words() for year in found.years)) is ("left" in expected)


def test_moving_inside_the_municipality_is_not_leaving(district: SmallDistrict) -> None:
    person = district.teacher("П1", born_on=BORN, hired_on=HIRED, left_on=date(2022, 1, 10))
    district.add("employments", teacher_id=person, organization_id="С", position="учитель", hired_on=date(2022, 1, 11))
    found = only(district)
    assert states(found) == ["worked", "worked", "worked"]
    assert "переход: Сельская школа с 11.01.2022" in found.years[0].words()
    assert found.organization == "Школа А" and not found.is_rural


def test_coming_back_later_is_told(district: SmallDistrict) -> None:
    person = district.teacher("П1", born_on=BORN, hired_on=HIRED, left_on=date(2022, 1, 10))
    district.add("employments", teacher_id=person, organization_id="С", position="учитель", hired_on=date(2023, 9, 1))
    found = only(district)
    assert states(found) == ["left", "gone", "worked"]
    assert "с 01.09.2023 снова работает: Сельская школа" in found.years[0].words()


def test_who_helped_and_what_came_of_it(district: SmallDistrict) -> None:
    person = district.teacher("П1", born_on=BORN, hired_on=HIRED)
    mentor = district.teacher("П2", last_name="О" * 60, born_on=date(1970, 1, 1), hired_on=date(2000, 9, 1))
    district.add(
        "mentorships", code="Н", mentor_id=mentor, mentee_id=person, form="peer", organization_id="A",
        starts_on=HIRED, ends_on=date(2022, 8, 31),
    )  # fmt: skip
    district.add("categories", teacher_id=person, category="first", granted_on=date(2023, 9, 1))
    district.add(
        "attestations", teacher_id=person, category="compliance", applied_on=date(2022, 9, 1),
        decided_on=date(2022, 10, 1), result="соответствует",
    )  # fmt: skip
    district.add("support_measures", teacher_id=person, kind="monthly", starts_on=date(2022, 9, 1))
    one, two, three = (year.words() for year in only(district).years)
    assert one == "год отработан; наставник"
    assert two == "год отработан; без наставника; аттестация 01.10.2022: соответствует; ежемесячная выплата 35 %"
    assert three == "год отработан; без наставника; первая 01.09.2023; ежемесячная выплата 35 %"
    document = card(district.db, person, ON, ON)
    outcome, _ = document.tables()
    assert [row.cells[1] for row in outcome.rows] == [one, two, three]


def test_cohorts_total_and_rural(district: SmallDistrict) -> None:
    district.teacher("П1", born_on=BORN, hired_on=HIRED)
    district.teacher("П2", "С", born_on=BORN, hired_on=HIRED, left_on=date(2022, 5, 31))
    district.teacher("П3", "С", born_on=BORN, hired_on=HIRED)
    district.teacher("П4", "С", born_on=BORN, hired_on=date(2024, 9, 1))
    district.teacher("П5", born_on=date(1970, 1, 1), hired_on=HIRED)
    unknown = district.teacher("П6", hired_on=HIRED)
    district.teacher("П7", born_on=BORN, hired_on=date(2018, 9, 1))
    found = newcomers(district.db, YOUNG, ON)
    assert found.unknown == {unknown}
    rows = [
        (each.year, each.hired, each.judged, each.stayed, each.rural_hired, each.rural_judged, each.rural_stayed)
        for each in intakes(found.people)
    ]
    assert rows == [(2021, 3, 3, 2, 2, 2, 1), (2024, 1, 0, 0, 1, 0, 0)]
    first, last = intakes(found.people)
    assert (first.share, first.rural_share, last.share) == ("67\u00a0%", "50\u00a0%", "")
    assert last.words() == "2024\u00a0– 1, год ещё не прошёл"
    assert [len(table.rows) for table in build(view(district.db, YOUNG, ON), ON).tables()] == [5, 2, 4]


def test_card_of_one_whose_hire_is_unknown(district: SmallDistrict) -> None:
    person = district.teacher("П1", last_name="О" * 60)
    outcome, _ = card(district.db, person, ON, ON).tables()
    assert {row.cells[1] for row in outcome.rows} == {"дата приёма не указана"}


def test_card_tells_why_one_left(district: SmallDistrict) -> None:
    person = district.teacher("П1", hired_on=HIRED, left_on=date(2023, 6, 30), leave_reason="переезд")
    document = card(district.db, person, ON, ON)
    assert dict(document.blocks[1].items)["Выбытие и причина"] == "30.06.2023, переезд"  # type: ignore[union-attr]


def test_empty_base(district: SmallDistrict) -> None:
    assert newcomers(district.db, YOUNG, ON).people == ()


def test_presets_are_the_words_of_the_orders() -> None:
    found = [(each.profile, each.criteria.words()) for each in presets()]
    assert found == [
        ("verkhnebureinsky", "стаж меньше 5 лет"), ("amursk", "стаж меньше 5 лет"), ("amursk", "до 35 лет"),
        ("amursk", "стаж меньше 3 лет"), ("berezniki", "до 35 лет включительно"),
        ("berezniki", "до 35 лет и стаж меньше 3 лет"),
    ]  # fmt: skip
    assert same(Criteria(30, True, 5, "service"), Criteria(service=5, join="service"))
    assert not same(Criteria(join="age"), Criteria(is_inclusive=False, join="age"))
