"""Membership by rule: who enters, who leaves, exceptions, dates, one action."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from factories import SmallDistrict

from pdkadry_desktop.core.condition_data import from_data, to_data
from pdkadry_desktop.core.conditions import Test
from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.storage import journal
from pdkadry_desktop.work import membership_rule as membership

ON = date(2024, 9, 2)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[SmallDistrict]:
    made = SmallDistrict(tmp_path)
    made.add(
        "communities",
        code="С",
        name="РМО математики",
        kind="association",
        level="municipal",
        starts_on=date(2020, 1, 1),
    )
    made.teacher("П1", subjects=("математика",), last_name="Ёлкина")
    made.teacher("П2", subjects=("Математика", "физика"), last_name="Берёзова")
    made.teacher("П3", subjects=("химия",), last_name="Клёнова")
    made.teacher("П4", subjects=("математика",), last_name="Липова", left_on=date(2024, 8, 31))
    made.teacher("П5", subjects=("математика",), last_name="Сосновая", position="учитель-логопед")
    for code in ("П3", "П4"):
        made.add("memberships", community_id="С", teacher_id=code, starts_on=date(2022, 1, 1))
    condition = membership.job_condition("учитель", "математика")
    membership.set_rule(made.db, made.ids["С"], condition, "учителя математики", ON)
    yield made
    made.db.close()


def found(place: SmallDistrict, on: date = ON) -> membership.Drift:
    (rule,) = membership.rules(place.db, place.ids["С"])
    return membership.drift(place.db, rule, on)


def names(moves: tuple[membership.Move, ...]) -> list[tuple[str, str]]:
    return [(each.person.split()[0], each.reason) for each in moves]


def members(place: SmallDistrict) -> list[tuple[object, ...]]:
    sql = "SELECT teacher_id, starts_on, ends_on FROM memberships ORDER BY id"
    return [tuple(row) for row in place.db.connection.exec_driver_sql(sql).all()]


def test_rule_and_members_drift_apart(place: SmallDistrict) -> None:
    drift = found(place)
    assert names(drift.enter) == [("Берёзова", "отвечает правилу"), ("Ёлкина", "отвечает правилу")]
    assert names(drift.leave) == [("Клёнова", "не отвечает правилу"), ("Липова", "не работает")]
    assert drift.words() == "в составе 2 · войти 2 · выйти 2"
    assert names(found(place, date(2024, 8, 30)).leave) == [("Клёнова", "не отвечает правилу")]
    assert len(members(place)) == 2, "looking changes nothing"


def test_marked_people_are_moved_from_the_day_in_one_action(place: SmallDistrict) -> None:
    before = members(place)
    drift = found(place)
    chosen = [place.ids["П1"], place.ids["П2"], place.ids["П4"]]
    assert membership.apply(place.db, drift, chosen) == (2, 1)
    assert members(place) == [
        (place.ids["П3"], "2022-01-01", None), (place.ids["П4"], "2022-01-01", "2024-09-01"),
        (place.ids["П2"], "2024-09-02", None), (place.ids["П1"], "2024-09-02", None),
    ]  # fmt: skip
    assert names(found(place).leave) == [("Клёнова", "не отвечает правилу")] and found(place).enter == ()
    journal.undo(place.db)
    assert members(place) == before


def test_exceptions_are_remembered(place: SmallDistrict) -> None:
    membership.except_people(place.db, found(place), [place.ids["П3"]], "include")
    membership.except_people(place.db, found(place), [place.ids["П1"]], "exclude")
    drift = found(place)
    assert names(drift.enter) == [("Берёзова", "отвечает правилу")]
    assert names(drift.leave) == [("Липова", "не работает")]
    membership.except_people(place.db, drift, [place.ids["П3"]], "exclude")
    drift = found(place)
    assert ("Клёнова", "исключение") in names(drift.leave) and len(drift.exceptions) == 2
    membership.drop_exceptions(place.db, [each.id for each in drift.exceptions])
    assert ("Ёлкина", "отвечает правилу") in names(found(place).enter)
    journal.undo(place.db)
    assert len(found(place).exceptions) == 2


def test_who_enters_later_is_not_taken_twice_and_a_day_is_not_turned_round(place: SmallDistrict) -> None:
    place.add("memberships", community_id="С", teacher_id="П1", starts_on=date(2024, 10, 1))
    assert names(found(place).enter) == [("Берёзова", "отвечает правилу")]
    other = place.teacher("П6", subjects=("химия",), last_name="Дубова")
    place.add("memberships", community_id="С", teacher_id=other, starts_on=ON)
    with pytest.raises(UserError, match="в этот же день"):
        membership.apply(place.db, found(place), [other])
    assert membership.apply(place.db, found(place, date(2024, 9, 3)), [other]) == (0, 1)


def test_any_condition_is_a_rule_and_a_rule_goes(place: SmallDistrict) -> None:
    condition = membership.working(Test("last_name", "eq", "Липова"))
    membership.set_rule(place.db, place.ids["С"], condition, "Липова", ON)
    (rule,) = membership.rules(place.db)
    assert rule.words == "Липова" and rule.condition == condition
    assert found(place).enter == (), "she does not work any more"
    membership.remove_rule(place.db, rule)
    assert membership.rules(place.db) == []
    journal.undo(place.db)
    journal.undo(place.db)
    assert membership.rules(place.db)[0].words == "учителя математики"


def test_where_people_work(place: SmallDistrict) -> None:
    preschool = membership.job_condition(kind="preschool")
    place.teacher("П7", organization="B", last_name="Ивовая")
    place.teacher("П8", organization="A", last_name="Осинова", stage="preschool")
    membership.set_rule(place.db, place.ids["С"], preschool, "детские сады", ON)
    assert [name for name, _ in names(found(place).enter)] == ["Ивовая", "Осинова"]


@pytest.mark.parametrize(
    "fields",
    [
        {"position": "учитель"},
        {"subject": "чтение с ёлкой"},
        {"position": "учитель", "subject": "Физика", "kind": "school"},
        {"locality": "rural"},
    ],
)
def test_the_fields_of_a_rule_come_back(fields: dict[str, str]) -> None:
    kept = from_data(json.loads(json.dumps(to_data(membership.job_condition(**fields)))))
    assert membership.job_fields(kept) == fields
    assert (
        membership.job_fields(membership.working(kept)) is None
        and membership.own_condition(membership.working(kept)) == kept
    )
    assert membership.own_condition(kept) == kept
