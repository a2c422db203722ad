"""Rules over one row: control sums, periods, «one of the fields», the category derived from the position."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdkadry_desktop.core.kinds import Date, Text
from pdkadry_desktop.core.register import FieldSpec, RegisterSpec, Section
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.registers.positions import TEACHING, category_of
from pdkadry_desktop.registers.rules import ends_after_start, inn_problem, one_of, snils_problem

START, END = date(2024, 9, 1), date(2025, 5, 31)


def found(key: str, **row: Any) -> dict[str | None, str]:
    """Fields that the rules of a register complain about → severity; empty required fields are not looked at."""
    return {problem.field: problem.severity for rule in REGISTERS[key].rules for problem in rule(row)}


# ---------------------------------------------------------------- control sums


@pytest.mark.parametrize("text", ["112-233-445 95", "11223344595", " 112 233 445 95 ", "087-654-303 00"])
def test_snils_accepted(text: str) -> None:
    assert snils_problem(text) is None


@pytest.mark.parametrize("text", ["112-233-445 96", "087-654-303 01"])
def test_snils_with_a_wrong_sum(text: str) -> None:
    assert "Контрольная сумма" in (snils_problem(text) or "")


@pytest.mark.parametrize("text", ["", "112-233-445", "112-233-445 955", "нет", "112-233-445 9²"])
def test_snils_of_wrong_length(text: str) -> None:
    assert snils_problem(text) == "В СНИЛС должно быть 11 цифр."


@given(st.integers(1, 10**9 - 1))
def test_one_control_number_fits_each_snils(number: int) -> None:
    fitting = [control for control in range(100) if snils_problem(f"{number:09}{control:02}") is None]
    assert len(fitting) == 1


@pytest.mark.parametrize("text", ["2799000013", "5900004568", "6600001230"])
def test_inn_accepted(text: str) -> None:
    assert inn_problem(text) is None


@pytest.mark.parametrize("text", ["2799000014", "6600001231"])
def test_inn_with_a_wrong_control_digit(text: str) -> None:
    assert "Контрольная цифра" in (inn_problem(text) or "")


@pytest.mark.parametrize("text", ["", "279900001", "123456789012", "27990000X3", "279900001²"])
def test_inn_of_wrong_length(text: str) -> None:
    assert inn_problem(text) == "ИНН организации состоит из 10 цифр."


@given(st.integers(0, 10**9 - 1))
def test_one_control_digit_fits_each_inn(number: int) -> None:
    assert sum(inn_problem(f"{number:09}{control}") is None for control in range(10)) == 1


# ---------------------------------------------------------------- periods and choices


def test_end_before_start_is_a_problem_of_the_end() -> None:
    rule = ends_after_start("starts_on", "ends_on", "Конец раньше.")
    (problem,) = rule({"starts_on": END, "ends_on": START})
    assert (problem.field, problem.message, problem.severity) == ("ends_on", "Конец раньше.", "error")


@pytest.mark.parametrize(
    "row",
    [
        {"starts_on": START, "ends_on": END},
        {"starts_on": START, "ends_on": START},
        {"starts_on": START, "ends_on": None},
        {"starts_on": None, "ends_on": END},
        {},
    ],
)
def test_periods_in_order(row: dict[str, Any]) -> None:
    assert list(ends_after_start("starts_on", "ends_on")(row)) == []


PERIODS = {
    "organizations": ("starts_on", "ends_on"), "employments": ("hired_on", "left_on"),
    "needs": ("stated_on", "helped_on"), "attestations": ("applied_on", "decided_on"),
    "categories": ("granted_on", "ends_on"),
    **{spec.key: ("starts_on", "ends_on") for spec in REGISTERS.values() if "ends_on" in spec.by_name
       if "starts_on" in spec.by_name},
}  # fmt: skip


@pytest.mark.parametrize(("key", "period"), PERIODS.items(), ids=PERIODS)
def test_every_period_is_checked(key: str, period: tuple[str, str]) -> None:
    start, end = period
    assert found(key, **{start: START, end: START - timedelta(days=1)}).get(end) == "error"
    assert "error" not in {found(key, **{start: START, end: day}).get(end) for day in (START, END, None)}


@pytest.mark.parametrize("key", [spec.key for spec in REGISTERS.values() if "ends_on" in spec.by_name])
def test_no_end_is_left_unchecked(key: str) -> None:
    assert key in PERIODS


def test_one_of_blames_the_first_field() -> None:
    rule = one_of(("teacher_id", "name"), "Кто?")
    assert [problem.field for problem in rule({"teacher_id": None, "name": None})] == ["teacher_id"]
    assert list(rule({"teacher_id": 7, "name": None})) == []
    assert list(rule({"teacher_id": None, "name": "Гость"})) == []


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("mentorships", ("mentee_id", "mentee_name")),
        ("contest_entries", ("teacher_id", "organization_id", "participant_name")),
        ("attendances", ("teacher_id", "participant_name")),
    ],
)
def test_a_participant_is_needed(key: str, fields: tuple[str, ...]) -> None:
    assert found(key) == {fields[0]: "error"}
    for name in fields:
        assert found(key, **{name: "Команда" if name.endswith("name") else 5}) == {}


def test_mentor_and_mentee_are_two_people() -> None:
    assert found("mentorships", mentor_id=5, mentee_id=5) == {"mentee_id": "error"}
    assert found("mentorships", mentor_id=5, mentee_id=6) == {}
    assert found("mentorships", mentor_id=5, mentee_id=6, mentee_name="Студент") == {"mentee_name": "warning"}


@pytest.mark.parametrize(
    ("key", "row", "missing"),
    [
        ("ioms", {"status": "finished"}, "ends_on"),
        ("ioms", {"status": "stopped"}, "ends_on"),
        ("mentorships", {"mentee_id": 6, "status": "dissolved"}, "ends_on"),
        ("target_students", {"status": "employed"}, "employed_on"),
        ("vacancies", {"closed_by_id": 6}, "ends_on"),
        ("housing_units", {"starts_on": START}, "occupant_id"),
    ],
)
def test_a_state_that_asks_for_another_field(key: str, row: dict[str, Any], missing: str) -> None:
    assert found(key, **row) == {missing: "warning"}
    assert found(key, **row, **{missing: END}) == {}


@pytest.mark.parametrize(
    ("key", "row"),
    [
        ("ioms", {"status": "running"}),
        ("mentorships", {"mentee_id": 6, "status": "running"}),
        ("target_students", {"status": "studying"}),
    ],
)
def test_an_open_state_asks_for_nothing(key: str, row: dict[str, Any]) -> None:
    assert found(key, **row) == {}


def test_diagnostics_within_the_maximum() -> None:
    assert found("diagnostics", score=11.0, maximum=10.0) == {"score": "error"}
    assert found("diagnostics", score=10.0, maximum=10.0) == {}
    assert found("diagnostics", score=0.0, maximum=None) == {}


def test_service_fits_the_life() -> None:
    assert found("teachers", born_on=date(1990, 5, 1), teaching_since=date(2003, 9, 1)) == {"teaching_since": "error"}
    assert found("teachers", born_on=date(1990, 5, 1), teaching_since=date(2012, 9, 1)) == {}
    assert found("teachers", teaching_since=date(2012, 9, 1), working_since=date(2013, 9, 1)) == {
        "working_since": "error"
    }


def test_a_field_that_is_wrong_by_itself_is_not_blamed_twice() -> None:
    spec = RegisterSpec(
        key="trips", title="Поездки", singular="Поездка", sheet=None, key_fields=(), title_fields=("place",),
        order=("title",), group="events", icon="event", forms_of_count=("поездка", "поездки", "поездок"),
        empty_text="Здесь будут поездки.", sections=(Section("Поездка", ("place", "starts_on", "ends_on")),),
        rules=(ends_after_start("starts_on", "ends_on"),),
        fields=(
            FieldSpec("place", "Место", Text(5), required=True),
            FieldSpec("starts_on", "Начало", Date(), required=True),
            FieldSpec("ends_on", "Окончание", Date(), required=False),
        ),
    )  # fmt: skip
    assert [problem.field for problem in spec.problems({"starts_on": START})] == ["place"]
    assert [problem.field for problem in spec.problems({"place": "Амурск", "starts_on": START})] == ["place"]
    early = {"place": "Дом", "starts_on": START, "ends_on": date(1024, 9, 1)}
    assert [problem.message for problem in spec.problems(early)] == ["Проверьте год: он должен быть между 1900 и 2100."]
    assert [problem.field for problem in spec.problems({**early, "ends_on": date(2024, 8, 31)})] == ["ends_on"]


# ---------------------------------------------------------------- positions


@pytest.mark.parametrize(
    ("position", "category"),
    [
        ("учитель", "teaching"),
        ("Учитель", "teaching"),
        ("УЧИТЕЛЬ МАТЕМАТИКИ", "teaching"),
        ("учитель-логопед", "teaching"),
        ("Учитель – дефектолог", "teaching"),
        ("педагог-библиотекарь", "teaching"),
        ("преподаватель-организатор ОБЗР", "teaching"),
        ("преподаватель-организатор основ безопасности и защиты Родины", "teaching"),
        ("советник директора по воспитанию и взаимодействию с детскими общественными объединениями", "teaching"),
        ("старший воспитатель", "teaching"),
        ("старший методист", "teaching"),
        ("педагог дополнительного образования", "teaching"),
        ("директор", "managing"),
        ("Директор школы", "managing"),
        ("заместитель директора по УВР", "managing"),
        ("заведующий", "managing"),
        ("заведующий детским садом", "managing"),
        ("начальник отдела", "managing"),
        ("старший мастер", "managing"),
        ("руководитель структурного подразделения", "managing"),
        ("заведующий хозяйством", "other"),
        ("Заведующий хозяйством школы", "other"),
        ("учительница", "other"),
        ("учителя", "other"),
        ("младший воспитатель", "other"),
        ("помощник воспитателя", "other"),
        ("делопроизводитель", "other"),
        ("и. о. директора", "other"),
        ("библиотекарь", "other"),
        ("", "other"),
    ],
)
def test_category_of_a_position(position: str, category: str) -> None:
    assert category_of(position) == category


@given(st.sampled_from(TEACHING), st.sampled_from(["", " ", " физики", "  первой категории"]), st.booleans())
def test_every_teaching_title_with_anything_after_a_space(title: str, tail: str, shout: bool) -> None:
    position = title + tail
    assert category_of(position.upper() if shout else position) == "teaching"


@given(st.sampled_from(["учитель", "директор", "методист", "заведующий"]), st.sampled_from("асяЯ1."))
def test_a_title_glued_to_something_is_another_title(title: str, glued: str) -> None:
    assert category_of(title + glued) == "other"


def test_given_category_wins_over_the_position() -> None:
    derive = REGISTERS["employments"].derive
    assert derive is not None
    assert derive({"position": "учитель", "staff_category": None}) == {"effective_category": "teaching"}
    assert derive({"position": "учитель", "staff_category": "other"}) == {"effective_category": "other"}
    assert derive({"position": "сторож", "staff_category": "managing"}) == {"effective_category": "managing"}
