"""Conventions about missing fields, retention, full years and categories, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from .indicators import compute
from .samples import MANAGER, Sample, figures, inside


# ---------------------------------------------------------------- unknown
def test_missing_service_stays_in_the_base_and_is_unknown() -> None:
    sample = Sample().job("a").job("b", columns={"Педагогический стаж с": "01.01.2019"})
    sample.job("c", columns={"Педагогический стаж с": "31.12.2018"})
    assert figures(sample, "001.6.2") == (1, 3, 1)


def test_missing_education_stays_in_the_base_and_is_unknown() -> None:
    sample = (
        Sample()
        .jobs("a")
        .job("b", columns={"Образование": "высшее"})
        .job("c", columns={"Образование": "среднее общее"})
    )
    assert figures(sample, "000.3") == (1, 3, 1)


def test_personal_field_filled_in_another_row_of_the_person_is_known() -> None:
    sample = Sample().job("a").job("a", "B", {"Образование": "высшее"})
    assert figures(sample, "000.3") == (1, 1, 0)


def test_missing_birth_date_that_decides_the_base_takes_the_person_out() -> None:
    sample = Sample().jobs("a", "b").job("c", columns={"Дата рождения": "01.01.1990"}).course("a").course("c")
    sample.job("m", columns=MANAGER)
    assert figures(sample, "001.P85") == (1, 1, 2)


def test_unknown_of_a_count_only_when_nothing_else_is_false() -> None:
    sample = Sample().jobs("a", "b").job("m", columns=MANAGER).contest("k", None, "a", "m")
    assert figures(sample, "001.E7") == (0, None, 1)
    assert compute(sample.book, "001.E7", 2023).unknown_members == ["a"]


def test_first_category_of_the_young_asks_age_service_and_support() -> None:
    young, fresh = {"Дата рождения": "01.01.1995"}, {"Педагогический стаж с": "01.01.2021"}
    sample = Sample().job("a", columns=young | fresh | {"Категория": "первая", "Категория присвоена": "01.10.2023"})
    sample.job("b", columns=young | fresh | {"Категория": "первая"})
    sample.job("c", columns=young)
    sample.job("d", columns=young | {"Педагогический стаж с": "31.12.2020"})
    sample.job("e", columns={"Педагогический стаж с": "31.12.2020"})
    sample.job("f", columns=fresh)
    sample.job("g", columns=young | fresh)
    for person in "abcdef":
        sample.pair(f"p-{person}", "g", {"Наставляемый": person, "Форма": "социальный партнёр – педагог"})
    result = compute(sample.book, "004.10", 2023)
    assert (result.members["base"], result.members["numerator"]) == (["a", "b"], ["a", "b"])
    assert result.unknown_members == ["b", "c", "f"]


def test_profile_flag_one_yes_is_enough_and_an_empty_one_is_unknown() -> None:
    yes, no, empty = (
        {"Предметы": ["физика"], "Образование соответствует профилю": flag} for flag in (True, False, None)
    )
    sample = (
        Sample()
        .job("a", "A", yes)
        .job("a", "B", empty)
        .job("b", "A", no)
        .job("b", "B", empty)
        .job("c", "A", no)
        .jobs("d")
    )
    result = compute(sample.book, "001.5.2", 2023)
    assert (result.numerator, result.base, result.unknown_members) == (1, 3, ["b"])
    assert (inside(result, "A"), inside(result, "B")) == ((1, 3), (0, 2))


def test_graduate_employed_without_a_date_is_unknown() -> None:
    sample = Sample()
    common = {"Окончание обучения": "30.06.2023", "Начало обучения": "01.09.2019"}
    for code, status, employed in (
        ("a", "трудоустроен", "31.12.2023"),
        ("b", "трудоустроен", "01.01.2024"),
        ("c", "трудоустроен", None),
        ("d", "окончил", None),
        ("e", "обучается", None),
    ):
        sample.add("Целевое обучение", common | {"Код": code, "Статус": status, "Трудоустроен": employed})
    result = compute(sample.book, "001.5.3b", 2023)
    assert (result.numerator, result.base, result.unknown_members) == (1, 4, ["c"])
    assert result.organizations == {}


# ---------------------------------------------------------------- retention
@pytest.mark.parametrize(
    ("service", "birth", "hired", "left", "expected"),
    [
        ("01.09.2022", "01.01.2000", "01.09.2022", None, (1, 1, 0)),
        ("01.09.2022", "01.01.2000", "01.09.2022", "01.09.2023", (1, 1, 0)),
        ("01.09.2022", "01.01.2000", "01.09.2022", "31.08.2023", (0, 1, 0)),
        ("01.09.2022", "02.09.1986", "01.09.2022", None, (1, 1, 0)),
        ("01.09.2022", "01.09.1986", "01.09.2022", None, (0, 0, 0)),
        ("31.12.2022", "01.01.2000", "31.12.2022", None, (1, 1, 0)),
        ("31.12.2021", "01.01.2000", "01.09.2022", None, (0, 0, 0)),
        ("01.09.2022", "01.01.2000", "01.01.2023", None, (0, 0, 0)),
        ("01.09.2022", "01.01.2000", None, None, (0, 0, 0)),
        (None, "01.01.2000", "01.09.2022", None, (0, 0, 1)),
        ("01.09.2022", None, "01.09.2022", None, (0, 0, 1)),
        ("01.09.2021", None, "01.09.2022", None, (0, 0, 0)),
        (None, "01.01.2000", None, None, (0, 0, 0)),
    ],
)
def test_retention(
    service: str | None, birth: str | None, hired: str | None, left: str | None, expected: object
) -> None:
    columns = {"Педагогический стаж с": service, "Дата рождения": birth, "Дата приёма": hired, "Дата увольнения": left}
    assert figures(Sample().job("a", columns=columns), "001.6.1") == expected


def test_retention_by_another_pedagogical_job_counts_at_the_organisation_of_the_hire() -> None:
    person = {"Педагогический стаж с": "01.09.2022", "Дата рождения": "01.01.2000"}
    hire = person | {"Дата приёма": "01.09.2022", "Дата увольнения": "01.02.2023"}
    second = {"Основное место работы": False, "Должность": "методист"}
    sample = Sample().job("a", "A", hire).job("a", "B", person | second)
    sample.job("b", "A", hire).job("b", "B", person | MANAGER)
    sample.job("c", "A", hire).job("c", "X", person)
    result = compute(sample.book, "001.6.1", 2023)
    assert (result.members["base"], result.members["numerator"]) == (["a", "b", "c"], ["a"])
    assert result.organizations == {"A": {"numerator": 1, "base": 3}}


def test_retention_waits_for_the_anniversary_and_29_february_becomes_1_march() -> None:
    person = {"Педагогический стаж с": "29.02.2024", "Дата рождения": "01.01.2000", "Дата приёма": "29.02.2024"}
    sample = Sample().job("a", columns=person | {"Дата увольнения": "28.02.2025"})
    assert figures(sample, "001.6.1", 2025, date(2025, 2, 28)) == (0, 0, 0)
    assert figures(sample, "001.6.1", 2025, date(2025, 3, 1)) == (0, 1, 0)


# ---------------------------------------------------------------- years
@pytest.mark.parametrize(("birth", "young"), [("31.12.1987", 0), ("01.01.1988", 1)])
def test_35_inclusive_ends_on_the_36th_birthday(birth: str, young: int) -> None:
    assert figures(Sample().job("a", columns={"Дата рождения": birth}), "004.9") == (young, 1, 0)


@pytest.mark.parametrize(("birth", "young"), [("31.12.1988", 0), ("01.01.1989", 1)])
def test_under_35_ends_on_the_35th_birthday(birth: str, young: int) -> None:
    assert figures(Sample().job("a", columns={"Дата рождения": birth}), "001.P85")[1] == young


def test_birthday_on_29_february_counts_from_1_march() -> None:
    sample = Sample().job("a", columns={"Дата рождения": "29.02.1988"})
    assert figures(sample, "001.P85", 2023, date(2023, 2, 28))[1] == 1
    assert figures(sample, "001.P85", 2023, date(2023, 3, 1))[1] == 0


# ---------------------------------------------------------------- categories
@pytest.mark.parametrize(
    ("assigned", "year", "counts"),
    [
        ("31.12.2018", 2023, False),
        ("01.01.2019", 2023, True),
        ("31.08.2023", 2028, False),
        ("01.09.2023", 2029, True),
        ("01.01.2024", 2023, False),
    ],
)
def test_category_lasts_five_years_or_for_ever_from_september_2023(assigned: str, year: int, counts: bool) -> None:
    sample = Sample().job("a", columns={"Категория": "высшая", "Категория присвоена": assigned})
    assert figures(sample, "001.E2", year) == (int(counts), None, 0)


def test_category_without_a_date_counts_and_is_unknown() -> None:
    assert figures(Sample().job("a", columns={"Категория": "первая"}), "001.E2") == (1, None, 1)
    assert figures(Sample().job("a", columns={"Категория": "без категории"}), "001.E2") == (0, None, 0)


@pytest.mark.parametrize(
    ("kind", "assigned", "until", "counts"),
    [
        ("первая", "01.01.2018", "31.12.2023", 1),
        ("первая", "01.10.2023", "30.12.2023", 0),
        ("первая", "01.01.2018", None, 0),
        ("первая", "01.01.2024", None, 0),
        ("педагог-методист", "01.10.2023", None, 0),
    ],
)
def test_any_dated_row_overrules_the_columns(kind: str, assigned: str, until: str | None, counts: int) -> None:
    sample = Sample().job("a", columns={"Категория": "высшая"})
    sample.add(
        "Категории",
        {"Педагог": "a", "Категория": kind, "Присвоена": assigned, "Действует по": until, "Должность": "методист"},
    )
    assert figures(sample, "001.E2") == (counts, None, 0)


def test_first_category_still_valid_beside_the_highest_counts() -> None:
    person = {"Дата рождения": "01.01.1995", "Педагогический стаж с": "01.09.2021"}
    sample = Sample().job("a", columns=person | {"Категория": "высшая"}).circle("c", "клуб", None, "a")
    sample.add("Категории", {"Педагог": "a", "Категория": "первая", "Присвоена": "01.01.2022"})
    sample.add("Категории", {"Педагог": "a", "Категория": "высшая", "Присвоена": "01.10.2023"})
    assert figures(sample, "004.10") == (1, 1, 0)
