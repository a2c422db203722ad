"""The heads of the cards of programmes and communities: what a change touches, where rule and members differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from factories import SmallDistrict

from pdkadry_desktop.reports.library.cards import Fact, headline
from pdkadry_desktop.work.membership_rule import job_condition, set_rule

ON = date(2024, 9, 2)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[SmallDistrict]:
    made = SmallDistrict(tmp_path)
    yield made
    made.db.close()


def test_a_programme_says_how_far_it_reaches(place: SmallDistrict) -> None:
    programme = place.add("programmes", code="Пр", name="Урок", kind="pk", is_federal=True)
    assert headline(place.db, "programmes", programme, ON) == ()
    place.teacher("П1")
    place.course("П1", date(2024, 5, 1), programme_id="Пр")
    place.course("П1", date(2024, 5, 2), programme_id="Пр", is_federal=False)
    place.add("closed_periods", profile="x", year=2024, revision=1, as_of_on=date(2024, 12, 31), closed_on=ON)
    assert headline(place.db, "programmes", programme, ON) == (
        Fact("Курсы", "пустые поля берут отсюда 2 курса (из них закрытых лет: 2); "
                      "своё значение хотя бы одного поля у 1"),
        Fact("Расходится", "«Из федерального реестра ДПП»: нет – у 1, в программе да", "warn"),
    )  # fmt: skip


def test_a_community_says_where_its_rule_and_members_differ(place: SmallDistrict) -> None:
    community = place.add(
        "communities", code="С", name="РМО", kind="association", level="municipal", starts_on=date(2020, 1, 1)
    )
    assert headline(place.db, "communities", community, ON) == ()
    place.teacher("П1", subjects=("математика",))
    set_rule(place.db, community, job_condition("учитель", "математика"), "учителя математики", ON)
    assert headline(place.db, "communities", community, ON) == (
        Fact("Правило", "учителя математики"), Fact("Состав", "в составе 0 · войти 1 · выйти 0", "warn")
    )  # fmt: skip
    place.add("memberships", community_id="С", teacher_id="П1", starts_on=date(2024, 1, 1))
    assert headline(place.db, "communities", community, ON)[1].tone == "good"
