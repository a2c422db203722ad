"""Every convention of indicators.toml on a handful of rows; the figures are worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from .indicators import Result, compute, specification
from .samples import Sample
from .things import Occurrence

REMOTE = {"Форма": "дистанционная", "Без отрыва от работы": True}
BY_DIAGNOSIS = {"На основе диагностики": True}
MANAGER = {"Должность": "директор"}


def figures(sample: Sample, indicator: str, year: int = 2023, as_of: date | None = None) -> tuple[Any, Any, int]:
    """(numerator, base, unknown)."""
    result = compute(sample.book, indicator, year, as_of)
    return result.numerator, result.base, result.unknown


def inside(result: Result, code: str) -> tuple[Any, Any]:
    cell = result.organizations.get(code, {"numerator": 0, "base": 0})
    return cell["numerator"], cell["base"]


# ---------------------------------------------------------------- period, inside
def test_period_includes_both_its_ends_and_nothing_after_the_as_of_date() -> None:
    sample = Sample().jobs("a", "b", "c", "d")
    for person, end in zip("abcd", ("31.12.2022", "01.01.2023", "30.06.2023", "01.07.2023"), strict=True):
        sample.course(person, end, BY_DIAGNOSIS)
    assert figures(sample, "000.1", as_of=date(2023, 6, 30)) == (2, 4, 0)
    assert figures(sample, "000.1") == (3, 4, 0)


def test_as_of_date_of_another_year_is_refused() -> None:
    with pytest.raises(ValueError, match="2023"):
        compute({}, "000.1", 2023, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("hired", "left", "works"),
    [
        (None, None, True),
        ("31.12.2023", None, True),
        ("01.01.2024", None, False),
        (None, "31.12.2023", True),
        (None, "30.12.2023", False),
    ],
)
def test_employment_is_active_on_its_first_and_its_last_day(hired: str | None, left: str | None, works: bool) -> None:
    sample = Sample().job("a", columns={"Дата приёма": hired, "Дата увольнения": left})
    assert figures(sample, "001.2")[1] == int(works)


def test_overlap_counts_a_state_that_ended_on_1_january_but_not_active_on_d() -> None:
    sample = Sample().jobs("a")
    ended = {"Окончание": "01.01.2023"}
    sample.pair("p", "a", ended)
    assert figures(sample, "001.6.3") == (1, 1, 0)
    assert figures(sample, "001.7.2")[0] == 0


def test_contests_events_and_expertise_without_an_end_last_one_day() -> None:
    sample = Sample().jobs("a").contest("k", {"Начало": "31.12.2022"}, "a")
    sample.add("Экспертиза", {"Педагог": "a", "Вид": "ГИА", "Уровень": "региональный", "Начало": "31.12.2022"})
    sample.event("e", {"Начало": "31.12.2022"}, "a")
    for indicator in ("001.8a", "001.M3", "001.M2", "001.9"):
        assert figures(sample, indicator)[0] == 0
        assert figures(sample, indicator, 2022)[0] == 1


def test_project_without_an_end_stays_open() -> None:
    sample = Sample().add(
        "Проекты", {"Код": "p", "Уровень": "муниципальный", "Начало": "01.05.2020", "Поддержка молодых педагогов": True}
    )
    assert [figures(sample, "001.M4", year)[0] for year in (2019, 2020, 2023)] == [0, 1, 1]


# ---------------------------------------------------------------- persons
def test_person_with_main_jobs_in_two_schools_counts_once_in_each_and_once_together() -> None:
    sample = Sample().job("a").job("a", "B").job("b").circle("c", "клуб", None, "a")
    result = compute(sample.book, "001.2", 2023)
    assert (result.numerator, result.base) == (1, 2)
    assert (inside(result, "A"), inside(result, "B"), inside(result, "U")) == ((1, 2), (1, 1), (0, 0))


def test_second_job_that_is_not_main_does_not_count() -> None:
    sample = Sample().job("a").job("a", "B", {"Основное место работы": False})
    result = compute(sample.book, "001.2", 2023)
    assert (result.base, list(result.organizations)) == (1, ["A"])


def test_two_main_jobs_in_one_school_are_one_person_there() -> None:
    sample = Sample().job("a").job("a", columns={"Должность": "методист"})
    assert inside(compute(sample.book, "001.2", 2023), "A") == (0, 1)


def test_one_and_the_same_employment_makes_a_teacher_of_a_school() -> None:
    sample = Sample().job("a", "B").job("a", "A", {"Должность": "педагог-психолог"}).job("b")
    assert figures(sample, "000.2")[1] == 1
    assert compute(sample.book, "000.2", 2023).members["base"] == ["b"]


@pytest.mark.parametrize(
    ("position", "teacher", "staff", "manager"),
    [
        ("Учитель", 1, 1, 0),
        ("УЧИТЕЛЬ физики", 1, 1, 0),
        ("учитель-логопед", 0, 1, 0),
        ("Учитель-дефектолог", 0, 1, 0),
        ("Заместитель директора по учебной работе", 0, 0, 1),
        ("заведующий хозяйством", 0, 0, 0),
        ("помощник воспитателя", 0, 0, 0),
    ],
)
def test_position_decides_the_kind_of_staff(position: str, teacher: int, staff: int, manager: int) -> None:
    sample = Sample().job("a", columns={"Должность": position})
    assert figures(sample, "004.9")[1] == teacher
    assert figures(sample, "001.2")[1] == staff
    assert figures(sample, "001.6.3")[1] == staff + manager


def test_a_stated_kind_of_staff_wins_over_the_position() -> None:
    sample = Sample().job("a", columns={"Категория персонала": "иной"})
    sample.job("b", columns=MANAGER | {"Категория персонала": "педагогический"})
    assert compute(sample.book, "001.2", 2023).members["base"] == ["b"]


def test_step_of_the_employment_wins_over_the_kind_of_the_organisation() -> None:
    sample = (
        Sample()
        .job("a", "A", {"Ступень": "дошкольная"})
        .job("b", "B", {"Ступень": "общеобразовательная"})
        .job("c", "U")
    )
    assert compute(sample.book, "001.6.2", 2023).members["base"] == ["b"]
    assert compute(sample.book, "002.3.2", 2023).members["base"] == ["b", "c"]


def test_staff_does_not_ask_whether_the_organisation_still_exists() -> None:
    sample = Sample().organization("Z", "общеобразовательная", {"Действует по": "31.08.2023"}).job("a", "Z")
    assert figures(sample, "001.6.2")[1] == 1
    assert figures(sample, "000.R5")[1] == 1


def test_participation_without_a_person_counts_nobody_but_the_contest_counts() -> None:
    sample = Sample().jobs("a").contest("k")
    sample.add("Участие в конкурсах", {"Конкурс": "k", "Участник (не педагог)": "Команда"})
    assert (figures(sample, "001.8a")[0], compute(sample.book, "001.8b", 2023).breakdown) == (1, {})


# ---------------------------------------------------------------- outside the monitoring
def test_jobs_pairs_and_vacancies_outside_the_monitoring_are_not_there() -> None:
    sample = Sample().jobs("b").job("a", "X")
    sample.pair("p", "b", {"Организация": "X", "Наставляемый": "b"})
    sample.add("Вакансии", {"Код": "v", "Организация": "X", "Должность": "учитель", "Открыта": "01.01.2023"})
    sample.add(
        "Допрофессиональная подготовка",
        {"Код": "k", "Организация": "X", "Вид": "педагогический класс", "Обучающихся": 9, "Начало": "01.01.2023"},
    )
    sample.add("Практика студентов", {"Код": "s", "Студент": "Л", "Организация": "X", "Начало": "01.01.2023"})
    assert figures(sample, "001.2")[1] == 1
    assert figures(sample, "001.6.3") == (0, 1, 0)
    assert figures(sample, "001.5.1")[:2] == (1, 1)
    for indicator in ("001.7.2", "001.E8", "001.5.4", "000.R9", "001.5a.2", "000.R11"):
        assert figures(sample, indicator)[0] == 0, indicator
    assert compute(sample.book, "000.R5", 2023).members["base"] == ["A"]


def test_what_belongs_to_a_person_counts_through_a_monitored_job() -> None:
    sample = Sample().job("a", "X").job("a", "A").job("b", "X").course("a", columns=BY_DIAGNOSIS).course("b")
    sample.add("Резерв и актив", {"Педагог": "b", "Вид": "тьюторы", "Включён": "01.01.2023"})
    assert figures(sample, "000.1") == (1, 1, 0)
    assert figures(sample, "000.R3")[0] == 1


# ---------------------------------------------------------------- courses
@pytest.mark.parametrize(("hours", "counts"), [(None, 1), (0, 0), (15, 0), (16, 1)])
def test_refresher_course_needs_16_hours_or_no_hours_stated(hours: int | None, counts: int) -> None:
    sample = Sample().jobs("a").course("a", columns=BY_DIAGNOSIS | {"Часов": hours})
    assert figures(sample, "000.1")[0] == counts


@pytest.mark.parametrize(("hours", "counts"), [(None, 1), (249, 0), (250, 1)])
def test_retraining_needs_250_hours_or_no_hours_stated(hours: int | None, counts: int) -> None:
    sample = Sample().jobs("a").retraining("a", {"Часов": hours, "Педагогической направленности": True})
    assert figures(sample, "002.4.1")[0] == counts


def test_course_off_the_profile_is_in_no_share() -> None:
    sample = Sample().jobs("a").course("a", columns=REMOTE | {"По профилю": False})
    assert compute(sample.book, "000.R6", 2023).status == "no_base"


def test_all_conditions_hold_for_one_course() -> None:
    sample = Sample().jobs("a").course("a", columns={"Форма": "дистанционная"})
    sample.course("a", "02.06.2023", {"Без отрыва от работы": True})
    assert figures(sample, "000.R6") == (0, 1, 0)


@pytest.mark.parametrize(
    ("form", "technology", "is_remote"),
    [
        ("дистанционная", "нет", 1),
        ("очная", "полностью", 1),
        ("очная", "частично", 0),
        (None, None, 0),
    ],
)
def test_remote_is_the_form_or_the_full_technology(form: str | None, technology: str | None, is_remote: int) -> None:
    sample = Sample().jobs("a").course("a", columns={"Форма": form, "ДОТ": technology})
    assert figures(sample, "004.5") == (is_remote, 1, 0)


def test_empty_field_comes_from_the_programme_and_a_stated_no_stays() -> None:
    sample = Sample().jobs("a", "b", "c", "d")
    sample.add(
        "Каталог программ",
        {
            "Код": "p",
            "Программа": "Урок",
            "Вид": "повышение квалификации",
            "Часов": 72,
            "ДОТ": "полностью",
            "Из федерального реестра ДПП": True,
        },
    )
    sample.add(
        "Каталог программ",
        {
            "Код": "q",
            "Программа": "Мини",
            "Вид": "повышение квалификации",
            "Часов": 15,
            "Из федерального реестра ДПП": True,
        },
    )
    sample.course("a", columns={"Код программы": "p"})
    sample.course("b", columns={"Код программы": "p", "Из федерального реестра ДПП": False, "ДОТ": "нет"})
    sample.course("c", columns={"Код программы": "q"})
    sample.course("d", columns={"Код программы": "q", "Часов": 16})
    assert compute(sample.book, "004.2", 2023).members["numerator"] == ["a", "d"]
    assert figures(sample, "004.5") == (1, 3, 0)


def test_centre_comes_from_the_organiser_of_the_course_itself() -> None:
    sample = Sample().jobs("a", "b", "c", "d")
    sample.add(
        "Организаторы обучения",
        {"Код": "o", "Наименование": "ЦНППМ", "Другие написания": ["Центр мастерства"], "ЦНППМ": True},
    )
    sample.add(
        "Каталог программ", {"Код": "p", "Программа": "Урок", "Вид": "повышение квалификации", "Организатор": "ЦНППМ"}
    )
    sample.course("a", columns={"Организатор": "Центр мастерства"})
    sample.course("b", columns={"Организатор": "ЦНППМ", "ЦНППМ": False})
    sample.course("c", columns={"Код программы": "p"})
    sample.course("d", columns={"ЦНППМ": True})
    result = compute(sample.book, "002.3.1", 2023)
    assert (result.numerator, result.breakdown) == (4, {"ЦНППМ": {"numerator": 2, "base": 4}})


def test_numerator_of_schools_counts_by_the_school_job_only() -> None:
    sample = Sample().job("a", "A").job("a", "B").course("a")
    result = compute(sample.book, "002.3.1", 2023)
    assert (result.numerator, result.base) == (1, 1)
    assert (inside(result, "A"), inside(result, "B")) == ((1, 1), (0, 1))


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


# ---------------------------------------------------------------- sets of activity
def test_members_leave_out_expert_councils_and_closed_communities() -> None:
    sample = Sample().jobs("a", "b", "c").circle("x", "экспертный совет", None, "a")
    sample.circle("y", "клуб", {"Закрыто": "31.12.2022"}, "b").circle("z", "сетевое сообщество", None, "c")
    assert compute(sample.book, "001.2", 2023).members["numerator"] == ["c"]
    assert compute(sample.book, "001.M6", 2023).members["numerator"] == ["c"]


def test_jury_are_experts_in_any_contest_and_only_participants_are_contestants() -> None:
    sample = Sample().jobs("a", "b", "c").contest("k", {"Профессиональное мастерство": False}, "a").contest("n")
    sample.add("Участие в конкурсах", {"Конкурс": "k", "Педагог": "b", "Роль": "член жюри"})
    sample.add("Участие в конкурсах", {"Конкурс": "n", "Педагог": "c", "Роль": "организатор"})
    assert compute(sample.book, "001.M2", 2023).members["numerator"] == ["b"]
    assert figures(sample, "001.M3") == (0, 3, 0)
    assert figures(sample, "001.8a")[0] == 1


def test_a_person_counts_under_every_level() -> None:
    sample = Sample().jobs("a", "b").contest("k", None, "a", "b").contest("n", {"Уровень": "региональный"}, "a")
    result = compute(sample.book, "001.8b", 2023)
    assert result.numerator == 2
    assert result.breakdown == {
        "муниципальный": {"numerator": 2, "base": None},
        "региональный": {"numerator": 1, "base": None},
    }


def test_held_needs_the_end_in_the_period_and_no_stated_no() -> None:
    sample = Sample()
    sample.event("a", {"Начало": "20.12.2022", "Окончание": "01.01.2023"})
    sample.event("b", {"Начало": "31.12.2023", "Окончание": "01.01.2024"})
    sample.event("c", {"Проведено": False})
    sample.event("d", {"Проведено": True, "Направление": ["наставничество", "обмен опытом"]})
    assert compute(sample.book, "001.9", 2023).members["numerator"] == ["a", "d"]


def test_event_of_two_directions_counts_once_in_9_before_10() -> None:
    growth = "повышение квалификации и профессиональный рост"
    sample = Sample().event("a", {"Направление": [growth, "обмен опытом"]}).event("b", {"Направление": [growth]})
    assert compute(sample.book, "001.9", 2023).members["numerator"] == ["a"]
    assert compute(sample.book, "001.10", 2023).members["numerator"] == ["b"]


def test_community_events_need_the_municipal_level_and_a_community() -> None:
    sample = Sample().jobs("a", "b", "c").circle("c", "клуб")
    sample.event("x", {"Сообщество": "c"}, "a").event("y", None, "b")
    sample.event("z", {"Сообщество": "c", "Уровень": "региональный"}, "c")
    assert compute(sample.book, "004.14", 2023).members["numerator"] == ["a"]


def test_mentors_of_other_forms_are_no_mentors_but_are_in_the_register() -> None:
    sample = Sample().jobs("a").job("m", columns=MANAGER)
    sample.pair("p", "a", {"Форма": "педагог – обучающийся"}).pair("q", "m", {"Форма": "руководитель – педагог"})
    assert compute(sample.book, "001.6.3", 2023).members["numerator"] == ["m"]
    assert compute(sample.book, "001.7.2", 2023).members["numerator"] == ["a", "m"]
    assert compute(sample.book, "002.5.2", 2023).organizations == {"A": {"numerator": 1, "base": 1}}


def test_a_dropped_route_does_not_count() -> None:
    sample = Sample().jobs("a", "b")
    sample.add("ИОМ", {"Код": "1", "Педагог": "a", "Начало": "01.01.2022", "Статус": "прекращён"})
    sample.add("ИОМ", {"Код": "2", "Педагог": "b", "Начало": "01.01.2022", "Статус": "завершён"})
    assert compute(sample.book, "004.3", 2023).members["numerator"] == ["b"]


# ---------------------------------------------------------------- organisations, rows, stakes
def test_stakes_are_exact_fractions_of_main_and_other_jobs() -> None:
    sample = (
        Sample().job("a", columns={"Ставка": 0.1}).job("b", columns={"Ставка": 0.2, "Основное место работы": False})
    )
    sample.job("m", columns=MANAGER)
    for code, kind, stake in (("v", None, 0.7), ("w", "руководящий", 1), ("x", "педагогический", None)):
        row = {"Код": code, "Организация": "B", "Должность": "директор", "Категория персонала": kind, "Ставка": stake}
        sample.add("Вакансии", row | {"Открыта": "01.01.2023"})
    result = compute(sample.book, "001.5.1", 2023)
    assert (result.numerator, result.base, result.value) == (Fraction(3, 10), 2, 15)
    assert (inside(result, "A"), inside(result, "B")) == ((0.3, 0.3), (0, 1.7))
    assert result.members == {"numerator": [], "base": []}
    assert compute(sample.book, "001.5.4", 2023).organizations == {"B": {"numerator": 2, "base": None}}


def test_a_stake_of_zero_is_a_stake() -> None:
    sample = Sample().jobs("a").job("b", columns={"Ставка": 0})
    vacancy = {"Код": "v", "Организация": "A", "Должность": "учитель", "Ставка": 0, "Открыта": "01.01.2023"}
    result = compute(sample.add("Вакансии", vacancy).book, "001.5.1", 2023)
    assert (result.numerator, result.base, result.value) == (1, 1, 100)
    assert compute(sample.book, "001.5.4", 2023).value == 1


def test_start_of_the_school_year_is_1_september_whatever_the_as_of_date() -> None:
    sample = (
        Sample().job("a", columns={"Дата приёма": "01.09.2023"}).job("b", columns={"Дата увольнения": "31.08.2023"})
    )
    sample.add("Вакансии", {"Код": "v", "Организация": "A", "Должность": "учитель", "Открыта": "02.09.2023"})
    for as_of in (None, date(2023, 3, 1)):
        assert figures(sample, "001.E1", as_of=as_of)[:2] == (1, 1)


def test_organisations_count_through_the_people_of_qualifying_jobs() -> None:
    sample = Sample().job("a", "A").job("a", "B").job("m", "A", MANAGER).organization("I", "иная").job("i", "I")
    for person in ("a", "i"):
        sample.add("Диагностика", {"Педагог": person, "Дата": "01.04.2023", "Уровень": "муниципальный"})
    sample.add(
        "Резерв и актив", {"Педагог": "m", "Вид": "управленческая команда в менторстве", "Включён": "31.12.2023"}
    )
    result = compute(sample.book, "002.1.2", 2023)
    assert (result.members["numerator"], result.members["base"]) == (["A", "B"], ["A", "B", "U"])
    assert inside(result, "U") == (0, 1)
    assert figures(sample, "004.12") == (1, 1, 0)


def test_target_students_of_a_past_year_do_not_move() -> None:
    sample = Sample()
    for code, status, end, contract in (
        ("a", "окончил", "30.06.2024", None),
        ("b", "обучается", None, True),
        ("c", "окончил", None, None),
        ("d", "отчислен", "30.06.2024", None),
        ("e", "обучается", "30.12.2023", None),
        ("f", "обучается", "31.12.2023", False),
    ):
        row = {"Код": code, "Статус": status, "Окончание обучения": end, "Целевой договор": contract}
        sample.add("Целевое обучение", row | {"Уровень образования": "высшее", "Начало обучения": "01.09.2020"})
    assert compute(sample.book, "001.5a.1", 2023).members["numerator"] == ["a", "b"]


def test_sum_of_pupils_by_organisation() -> None:
    sample = Sample()
    for code, place, pupils in (("k", "A", 10), ("l", "A", 5), ("m", "B", 7)):
        row = {"Код": code, "Организация": place, "Вид": "иная", "Обучающихся": pupils, "Начало": "01.09.2023"}
        sample.add("Допрофессиональная подготовка", row)
    result = compute(sample.book, "001.5a.2", 2023)
    assert (result.numerator, result.base, result.value) == (22, None, 22)
    assert result.organizations == {"A": {"numerator": 15, "base": None}, "B": {"numerator": 7, "base": None}}
    assert result.members["numerator"] == ["k", "l", "m"]


def test_things_without_a_code_are_named_by_their_key() -> None:
    sample = Sample().jobs("a")
    for person in ("a", "b"):
        sample.add("Диагностика", {"Педагог": person, "Дата": "05.04.2023", "Уровень": "региональный"})
    sample.add(
        "Потребности",
        {"Педагог": "a", "Дата": "01.12.2022", "Вид": "подготовка к конкурсу", "Дата помощи": "01.02.2023"},
    )
    assert compute(sample.book, "001.E5", 2023).members["numerator"] == ["2023-04-05|региональный"]
    assert compute(sample.book, "001.E6", 2023).members["numerator"] == ["a|2022-12-01|подготовка к конкурсу"]


# ---------------------------------------------------------------- zero, targets
def test_empty_base_zero_numerator_and_no_data_are_three_things() -> None:
    empty = compute({}, "001.2", 2023)
    assert (empty.status, empty.value, empty.numerator, empty.base, empty.met) == ("no_base", None, 0, 0, None)
    assert empty.target == {"op": ">=", "value": 85}
    zero = compute(Sample().jobs("a").book, "001.2", 2023)
    assert (zero.status, zero.value, zero.met) == ("ok", 0, False)
    nothing = compute({}, "001.E4", 2023)
    assert (nothing.status, nothing.value, nothing.numerator, nothing.base) == ("no_data", None, None, None)
    entered = compute({}, "001.E4", 2023, manual={("001.E4", 2023): 1})
    assert (entered.status, entered.value) == ("ok", 1)


def test_plans_of_support_show_their_base() -> None:
    sample = Sample()
    sample.book["Организации"][0]["План методического сопровождения с"] = date(2023, 12, 31)
    result = compute(sample.book, "004.13", 2023)
    assert (result.numerator, result.base, result.value, result.target, result.met) == (1, 3, 1, None, True)
    assert compute(sample.book, "004.13", 2022).met is False


def test_target_is_compared_exactly() -> None:
    people = [f"p{number}" for number in range(1, 2001)]
    sample = Sample().jobs(*people).circle("c", "клуб", None, *people[:1599])
    short = compute(sample.book, "004.E6", 2023)
    assert (short.value, short.met) == (Fraction(7995, 100), False)
    sample.circle("d", "клуб", None, people[1999])
    assert compute(sample.book, "004.E6", 2023).met is True


def test_target_of_the_year_or_of_all_years_or_none() -> None:
    assert [compute({}, "000.1", year).target for year in (2021, 2023, 2024)] == [
        {"op": ">=", "value": 9},
        {"op": ">=", "value": 30},
        None,
    ]
    assert compute({}, "000.2", 2021).target == {"op": ">=", "value": Fraction(31, 2)}
    assert compute({}, "001.E9", 2023).target is None


def qualified_sample() -> Sample:
    sample = Sample()
    for person, assigned in (("a", "01.01.2021"), ("b", "01.03.2023")):
        sample.job(
            person, columns={"Дата приёма": "01.01.2022", "Категория": "первая", "Категория присвоена": assigned}
        )
    return sample


def test_growth_is_strict_against_the_end_of_the_year_before() -> None:
    sample = qualified_sample()
    grown = compute(sample.book, "001.E2", 2023, date(2023, 6, 1))
    assert (grown.value, grown.target, grown.met) == (2, {"op": "growth", "value": 1}, True)
    same = compute(sample.book, "001.E2", 2024)
    assert (same.value, same.target, same.met) == (2, {"op": "growth", "value": 2}, False)


def test_growth_cannot_be_judged_when_nobody_was_employed_unless_entered() -> None:
    sample = qualified_sample()
    first = compute(sample.book, "001.E2", 2022)
    assert (first.value, first.target, first.met) == (1, {"op": "growth", "value": None}, None)
    entered = compute(sample.book, "001.E2", 2022, manual={("001.E2", 2021): 1})
    assert (entered.target, entered.met) == ({"op": "growth", "value": 1}, False)


def test_a_manager_employed_the_year_before_makes_the_growth_comparable() -> None:
    sample = qualified_sample().job("m", columns=MANAGER | {"Основное место работы": False})
    first = compute(sample.book, "001.E2", 2022)
    assert (first.target, first.met) == ({"op": "growth", "value": 0}, True)


def test_base_year_is_taken_at_its_31_december() -> None:
    sample = Sample().jobs("m").circle("a", "методическое объединение", {"Создано": "31.12.2020"})
    sample.circle("b", "профессиональное сообщество", {"Создано": "01.01.2021"}).circle("c", "клуб")
    later = compute(sample.book, "000.R12", 2023)
    assert (later.value, later.target, later.met) == (2, {"op": ">=", "value": 1}, True)
    earlier = compute(sample.book, "000.R12", 2020, date(2020, 6, 1))
    assert (earlier.value, earlier.target, earlier.met) == (0, {"op": ">=", "value": 1}, False)


# ---------------------------------------------------------------- plan
def test_plan_counts_what_is_due_and_what_was_done_by_d() -> None:
    end, late = date(2023, 5, 31), date(2023, 7, 1)
    plan = [
        Occurrence("1", "1", end, end, "done", end),
        Occurrence("1", "2", end, end, "done_late", late),
        Occurrence("1", "3", end, end, "cancelled"),
        Occurrence("1", "4", end, end, "history", end),
        Occurrence("1", "5", end, late, "planned"),
        Occurrence("2", "1", end, end, "overdue"),
    ]
    result = compute({}, "003.T1", 2023, date(2023, 6, 30), plan=plan)
    assert (result.numerator, result.base, result.value) == (1, 2, 50)
    assert result.members == {"numerator": ["1|1|2023-05-31"], "base": ["1|1|2023-05-31", "1|2|2023-05-31"]}
    assert compute({}, "003.T1", 2023, plan=plan).value == Fraction(200, 3)
    assert (compute({}, "003.T2", 2023, plan=plan).value, compute({}, "003.T3", 2023, plan=plan).status) == (
        0,
        "no_base",
    )


def test_json_has_the_shape_of_the_command_line() -> None:
    answer = compute(Sample().jobs("a", "b", "c").circle("c", "клуб", None, "a").book, "001.2", 2022).to_json()
    assert answer == {
        "id": "001.2",
        "kind": "share",
        "unit": "%",
        "numerator": 1,
        "base": 3,
        "value": 100 / 3,
        "unknown": 0,
        "status": "ok",
        "target": {"op": ">=", "value": 80},
        "met": False,
        "breakdown": None,
        "organizations": {"A": {"numerator": 1, "base": 3}},
        "members": {"numerator": ["a"], "base": ["a", "b", "c"]},
    }


def test_every_indicator_answers_on_an_empty_workbook() -> None:
    statuses = {code: compute({}, code, 2023).status for code in specification()}
    assert len(statuses) == 87
    assert {code for code, status in statuses.items() if status == "no_data"} == {"000.R1-2", "001.5.3a", "001.E4"}
