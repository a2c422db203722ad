"""Conditions on what is around a row: links, rows of other registers, alternatives, first words, anniversaries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from pdkadry_desktop.core.conditions import (
    All,
    Anniversary,
    AnyOf,
    Bound,
    Condition,
    Has,
    Linked,
    Named,
    Not,
    Test,
    conjuncts,
    may_be_undecided,
)  # fmt: skip
from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.conditions import UnknownPath, compile_condition
from pdkadry_desktop.storage.declare import table_of
from tests.factories import SmallDistrict

JOBS = REGISTERS["employments"]
POSITIONS = {"П1": "Учитель", "П2": "учитель физики", "П3": "учитель-логопед", "П4": "воспитатель"}


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    found = SmallDistrict(tmp_path)
    for code, position in POSITIONS.items():
        found.teacher(code, position=position, organization="B" if code == "П4" else "A")
    found.course("П1", date(2023, 5, 1))
    found.course("П1", date(2023, 6, 1))
    found.course("П2", date(2022, 6, 1), kind="pp")
    yield found
    found.db.close()


def chosen(district: SmallDistrict, condition: Condition) -> set[str]:
    """Codes of the people whose jobs satisfy the condition."""
    table = table_of("employments")
    found = set(district.db.connection.scalars(select(table.c.teacher_id).where(compile_condition(JOBS, condition))))
    return {code for code, each in district.ids.items() if each in found}


def test_a_word_is_the_whole_text_or_its_first_word(district: SmallDistrict) -> None:
    assert chosen(district, Test("position", "word", "учитель")) == {"П1", "П2"}
    assert chosen(district, Test("position", "starts", "учитель")) == {"П1", "П2", "П3"}


def test_a_job_has_the_courses_of_its_teacher(district: SmallDistrict) -> None:
    assert chosen(district, Has("courses", "teacher")) == {"П1", "П2"}
    assert chosen(district, Has("courses", "teacher", at_least=2)) == {"П1"}
    assert chosen(district, Not(Has("courses", "teacher", Test("kind", "eq", "pp")))) == {"П1", "П3", "П4"}


def test_alternatives_over_one_register_mean_what_they_meant_apart(district: SmallDistrict) -> None:
    late = Test("ends_on", "ge", date(2023, 5, 15))
    pk, pp = (Has("courses", "teacher", All((late, Test("kind", "eq", kind)))) for kind in ("pk", "pp"))
    early = Has("courses", "teacher", Test("ends_on", "lt", date(2023, 1, 1)))
    for parts in (
        (pk, pp),
        (pk, early),
        (pp, early),
        (pk, Named("прежде", early), Test("position", "eq", "воспитатель")),
    ):
        assert chosen(district, AnyOf(parts)) == set().union(*(chosen(district, part) for part in parts))


def test_a_condition_behind_a_link(district: SmallDistrict) -> None:
    assert chosen(district, Linked("organization", Test("kind", "eq", "preschool"))) == {"П4"}
    assert chosen(district, Not(Linked("organization", Test("kind", "eq", "preschool")))) == {"П1", "П2", "П3"}


def test_a_date_against_the_anniversary_of_another(district: SmallDistrict) -> None:
    for code, since, hired in (
        ("П5", date(2024, 2, 29), date(2025, 3, 1)),
        ("П6", date(2024, 2, 29), date(2025, 2, 28)),
        ("П7", date(2023, 2, 28), date(2024, 2, 29)),
    ):
        district.teacher(code, teaching_since=since, hired_on=hired)
    anniversary = Anniversary("teacher.teaching_since", 1)
    assert chosen(district, Test("hired_on", "ge", anniversary)) == {"П5", "П7"}
    assert chosen(district, Test("hired_on", "le", anniversary)) == {"П5", "П6"}


def test_undecided_tests_are_seen_in_compound_conditions_only_on_the_row() -> None:
    open_test = Test("teacher.born_on", "le", date(2000, 1, 1), undecided=True)
    assert may_be_undecided(All((Test("fte", "empty"), Named("возраст", open_test))))
    assert not may_be_undecided(Has("employments", "teacher", open_test))
    assert list(conjuncts(Named("оба", All((open_test, Named("одно", Test("fte", "empty"))))))) == [
        open_test, Named("одно", Test("fte", "empty")),
    ]  # fmt: skip


def test_bounds_clamp_a_leap_day() -> None:
    leap = Period.of_year(2024, date(2024, 2, 29))
    assert Bound("as_of", years=-5).value(leap) == date(2019, 2, 28)
    assert Bound("start", years=-1, days=-1).value(leap) == date(2022, 12, 31)
    assert Bound("year").value(leap) == 2024


def test_a_wrong_name_is_told(district: SmallDistrict) -> None:
    for condition in (Has("kurses", "teacher"), Has("courses", "pupil"), Linked("school", Test("kind", "empty"))):
        with pytest.raises(UnknownPath, match="«"):
            chosen(district, condition)
