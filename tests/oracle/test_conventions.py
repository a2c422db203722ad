"""Conventions about periods, persons, the monitoring and courses, on a handful of rows worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from .indicators import compute
from .samples import MANAGER, Sample, figures, inside

REMOTE = {"Форма": "дистанционная", "Без отрыва от работы": True}
BY_DIAGNOSIS = {"На основе диагностики": True}


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
