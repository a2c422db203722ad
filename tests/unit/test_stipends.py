"""Stipends: every band and gap, courses, months, what is asked and never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdkadry_desktop.work.stipends import (
    Rule,
    Session,
    Student,
    course_on,
    in_force,
    judge,
    roubles,
    speciality_fits,
)

ORDER = date(2021, 7, 26)
YEAR = frozenset({9, 10, 11, 12, 1, 2, 3, 4, 5})
SUBJECTS = ("математика", "физика", "информатика", "химия", "биология", "иностранный язык")


def bands(**more: object) -> list[Rule]:
    """The three lines of the additional stipend; months are set unless told otherwise."""
    lines = (("3.7", "3.9", 3000), ("4.0", "4.5", 5000), ("4.6", "5.0", 8000))
    usual = {"months": YEAR, "course_from": 3, "is_targeted": True, "education": "higher", "specialities": SUBJECTS}
    return [
        Rule(number, "Дополнительная", number, "extra_grant", Fraction(amount), ORDER, score_from=Fraction(low),
             score_to=Fraction(high), **{**usual, **more})  # type: ignore[arg-type]
        for number, (low, high, amount) in enumerate(lines, 1)
    ]  # fmt: skip


def last_year(**more: object) -> Rule:
    usual = {"is_targeted": True, "is_last_year": True, "month_count": 9, "by_success": True, "months": YEAR}
    return Rule(9, "Последний год", 1, "municipal_grant", Fraction(2000), ORDER, **{**usual, **more})  # type: ignore[arg-type]


STUDENT = Student(
    1, "Ёлкина Анна Петровна", date(2019, 9, 1), date(2024, 6, 30), education="higher",
    speciality="44.03.05 Педагогическое образование (математика и физика)",
)  # fmt: skip


def with_score(score: str, on: date = date(2022, 6, 25)) -> Student:
    return replace(STUDENT, sessions=(Session(on, Fraction(score)),))


OCTOBER = date(2022, 10, 1)  # the fourth course


@pytest.mark.parametrize(
    ("score", "amount"),
    [("3.7", 3000), ("3.8", 3000), ("3.9", 3000), ("4", 5000), ("4.25", 5000), ("4.5", 5000), ("4.6", 8000),
     ("4.99", 8000), ("5", 8000)],
)  # fmt: skip
def test_score_in_a_band(score: str, amount: int) -> None:
    verdict = judge(with_score(score), bands(), OCTOBER)
    assert verdict and (verdict.state, verdict.amount) == ("entitled", amount)
    assert "строка" in verdict.why and "25.06.2022" in verdict.why


@pytest.mark.parametrize("score", ["0", "3", "3.6", "3.65", "3.69", "3.6999"])
@pytest.mark.parametrize("rounding", [None, "nearest", "down"])
def test_below_the_lowest_band_nothing_is_paid(score: str, rounding: str | None) -> None:
    verdict = judge(with_score(score), bands(rounding=rounding), OCTOBER)
    assert verdict and verdict.state == "no" and "ниже 3,7 не платят" in verdict.why


@pytest.mark.parametrize(
    ("score", "nearest", "down"),
    [("3.91", 3000, 3000), ("3.949", 3000, 3000), ("3.95", 5000, 3000), ("3.99", 5000, 3000), ("4.51", 5000, 5000),
     ("4.549", 5000, 5000), ("4.55", 8000, 5000), ("4.59", 8000, 5000)],
)  # fmt: skip
def test_score_between_bands_is_asked_until_the_rounding_is_set(score: str, nearest: int, down: int) -> None:
    asked = judge(with_score(score), bands(), OCTOBER)
    assert asked and asked.state == "question" and asked.asks == ("rounding",) and asked.amount is None
    for rounding, amount in (("nearest", nearest), ("down", down)):
        verdict = judge(with_score(score), bands(rounding=rounding), OCTOBER)
        assert verdict and (verdict.state, verdict.amount) == ("entitled", amount)
    mixed = [replace(rule, rounding="down" if rule.position == 1 else None) for rule in bands()]
    assert judge(with_score(score), mixed, OCTOBER).state == "question"  # type: ignore[union-attr]


def test_score_above_all_bands_or_in_two_is_asked() -> None:
    high = judge(with_score("5.01"), bands(rounding="nearest"), OCTOBER)
    assert high and high.state == "question" and "проверьте балл" in high.why and not high.asks
    twice = judge(with_score("4"), [*bands(), replace(bands()[0], id=7, position=7, score_to=Fraction(4))], OCTOBER)
    assert twice and twice.state == "question" and "нескольким" in twice.why


@pytest.mark.parametrize(
    ("start", "month", "course"),
    [
        (date(2019, 9, 1), date(2021, 8, 1), 2), (date(2019, 9, 1), date(2021, 9, 1), 3),
        (date(2019, 9, 10), date(2021, 9, 1), 3), (date(2019, 8, 25), date(2021, 8, 1), 2),
        (date(2019, 10, 15), date(2021, 9, 1), 3), (date(2020, 2, 1), date(2022, 1, 1), 2),
        (date(2020, 2, 1), date(2022, 2, 1), 3),
    ],
)  # fmt: skip
def test_course_around_its_start(start: date, month: date, course: int) -> None:
    assert course_on(replace(STUDENT, starts_on=start), month) == course


def test_third_course_begins_in_september() -> None:
    student = with_score("4.2", date(2021, 6, 30))
    assert judge(student, bands(months=frozenset()), date(2021, 8, 1)).state == "no"  # type: ignore[union-attr]
    assert judge(student, bands(), date(2021, 9, 1)).state == "entitled"  # type: ignore[union-attr]


def test_course_named_in_the_results_goes_before_the_computed_one() -> None:
    student = replace(STUDENT, sessions=(Session(date(2021, 6, 25), Fraction(4), course=1),))  # after a year of leave
    assert course_on(student, date(2021, 9, 1)) == 2
    assert judge(student, bands(), date(2021, 9, 1)).state == "no"  # type: ignore[union-attr]


def test_two_years_of_study_with_a_third_course_are_asked() -> None:
    student = replace(with_score("4.2"), starts_on=date(2021, 9, 1), ends_on=date(2023, 6, 30))
    verdict = judge(student, bands(degrees=("бакалавриат", "магистратура")), OCTOBER)
    assert verdict and verdict.state == "question" and "магистратура" in verdict.why
    assert judge(student, bands(), OCTOBER).state == "no"  # type: ignore[union-attr]


def test_the_last_year_is_paid_by_nine_months() -> None:
    student = replace(STUDENT, sessions=(
        Session(date(2023, 6, 25), is_successful=True), Session(date(2024, 1, 25), is_successful=True),
    ))  # fmt: skip
    months = [date(2022 + (place + 8) // 12, (place + 8) % 12 + 1, 1) for place in range(24)]
    verdicts = {month: judge(student, [last_year()], month) for month in months}
    paid = [month for month, each in verdicts.items() if each and each.state == "entitled"]
    assert paid[0] == date(2023, 9, 1) and paid[-1] == date(2024, 5, 1) and len(paid) == 9
    assert sum((verdicts[month].amount for month in paid), Fraction(0)) == 18000  # type: ignore[misc, union-attr]
    assert verdicts[date(2023, 5, 1)].why == "4-й курс из 5: год не последний"  # type: ignore[union-attr]
    assert verdicts[date(2024, 7, 1)] is None


def test_nine_months_without_names_are_asked_and_the_year_is_told() -> None:
    student = replace(STUDENT, sessions=(Session(date(2023, 6, 25), is_successful=True),))
    verdict = judge(student, [last_year(months=frozenset())], date(2023, 9, 1))
    assert verdict and verdict.state == "question" and verdict.asks == ("months",) and verdict.amount == 2000
    assert "18\u202f000" in verdict.why


@pytest.mark.parametrize("is_successful", [None, True, False])
def test_success_is_a_condition(is_successful: bool | None) -> None:
    student = replace(STUDENT, sessions=(Session(date(2023, 6, 25), is_successful=is_successful),))
    verdict = judge(student, [last_year()], date(2023, 9, 1))
    assert verdict and verdict.state == {None: "question", True: "entitled", False: "no"}[is_successful]
    assert ("success" in verdict.asks) is (is_successful is None)


@pytest.mark.parametrize("ends", [date(2024, 6, 30), date(2024, 8, 31), date(2024, 9, 1)])
def test_last_year_by_the_end_of_study(ends: date) -> None:
    student = replace(STUDENT, ends_on=ends, sessions=(Session(date(2023, 6, 25), is_successful=True),))
    assert judge(student, [last_year()], date(2023, 9, 1)).state == "entitled"  # type: ignore[union-attr]
    unknown = judge(replace(student, ends_on=None), [last_year()], date(2023, 9, 1))
    assert unknown and unknown.state == "question" and "последний ли" in unknown.why


@pytest.mark.parametrize(
    ("changes", "state", "words"),
    [
        ({"has_contract": False}, "no", "нет целевого договора"),
        ({"education": "vocational"}, "no", "другой уровень"),
        ({"education": None}, "question", "уровень образования не указан"),
        ({"speciality": "Физическая культура"}, "no", "не из перечня"),
        ({"speciality": "44.03.01 Педагогическое образование"}, "question", "профиль специальности"),
        ({"speciality": ""}, "question", "профиль специальности"),
        ({"status": "expelled", "ends_on": None}, "no", "отчислен"),
        ({"status": "cancelled", "ends_on": None}, "no", "договор расторгнут"),
        ({"status": "graduated", "ends_on": None}, "question", "дата окончания"),
        ({"sessions": (), "score": None}, "question", "нет итогов сессии и среднего балла"),
        ({"sessions": (), "score": Fraction("4.7")}, "entitled", "балл из карточки"),
        ({"sessions": (Session(date(2022, 6, 25)),)}, "question", "балл не указан"),
        ({"sessions": (Session(date(2022, 1, 31), Fraction(4)),)}, "question", "нет итогов сессии за 8 месяцев"),
        ({"sessions": (Session(date(2022, 2, 1), Fraction(4)),)}, "entitled", "01.02.2022"),
        ({"sessions": (Session(date(2022, 10, 1), Fraction(4)),)}, "question", "нет итогов сессии"),
    ],
)  # fmt: skip
def test_what_is_known_and_what_is_not(changes: dict[str, object], state: str, words: str) -> None:
    verdict = judge(replace(with_score("4.2"), **changes), bands(), OCTOBER)  # type: ignore[arg-type]
    assert verdict and verdict.state == state and words in verdict.why


def test_a_mark_of_success_is_not_a_session_without_a_score() -> None:
    mark = Session(date(2022, 8, 31), is_successful=True)
    by_card = replace(STUDENT, score=Fraction("4.2"), sessions=(mark,))
    assert judge(by_card, bands(), OCTOBER).amount == 5000  # type: ignore[union-attr]
    by_session = replace(STUDENT, sessions=(Session(date(2022, 6, 25), Fraction("4.8")), mark))
    assert judge(by_session, bands(), OCTOBER).amount == 8000  # type: ignore[union-attr]
    newer = Session(date(2022, 9, 10))
    asked = judge(replace(by_session, sessions=(*by_session.sessions, newer)), bands(), OCTOBER)
    assert asked and asked.state == "question" and "балл не указан: сессия 10.09.2022" in asked.why


@given(scores := st.fractions(0, 5, max_denominator=1000), scores, st.sampled_from(["nearest", "down"]))
def test_a_better_score_never_gives_less(one: Fraction, other: Fraction, rounding: str) -> None:
    """With a rounding nothing is left open; without it only what lies between two lines is."""
    low, high = sorted((one, other))
    results = []
    for score in (low, high):
        student = replace(STUDENT, score=score)
        verdict, asked = judge(student, bands(rounding=rounding), OCTOBER), judge(student, bands(), OCTOBER)
        assert verdict and asked and verdict.state == ("no" if score < Fraction("3.7") else "entitled")
        between = Fraction("3.9") < score < 4 or Fraction("4.5") < score < Fraction("4.6")
        assert ("rounding" in asked.asks) is between
        assert between or (asked.state, asked.amount) == (verdict.state, verdict.amount)
        results.append(verdict.amount or Fraction(0))
    assert results[0] <= results[1]


def test_form_of_study() -> None:
    rules = bands(forms=("full_time", "extramural"))
    states = [judge(replace(with_score("4"), form=form), rules, OCTOBER) for form in ("full_time", "mixed", None)]
    assert [each and each.state for each in states] == ["entitled", "no", "question"]


def test_not_studying_or_no_month_of_payment_says_nothing() -> None:
    student = with_score("4")
    assert judge(student, bands(), date(2022, 7, 1)) is None
    assert judge(student, bands(months=frozenset()), date(2019, 8, 1)) is None
    assert judge(replace(student, ends_on=date(2022, 9, 30)), bands(), OCTOBER) is None
    assert judge(replace(student, ends_on=date(2022, 10, 1)), bands(), OCTOBER) is not None
    assert judge(student, [], OCTOBER) is None


def test_versions_by_validity() -> None:
    old = bands()
    new = [replace(rule, id=rule.id + 10, amount=rule.amount * 2, starts_on=date(2023, 2, 1)) for rule in old]
    assert [rule.id for rule in in_force([*new, *old], date(2023, 1, 1))] == [1, 2, 3]
    assert [rule.id for rule in in_force([*new, *old], date(2023, 2, 1))] == [11, 12, 13]
    assert in_force(old, date(2021, 7, 1)) == []
    ended = [replace(rule, ends_on=date(2022, 9, 1)) for rule in old]
    assert len(in_force(ended, date(2022, 9, 1))) == 3 and in_force(ended, OCTOBER) == []


@pytest.mark.parametrize(
    ("speciality", "fits"),
    [
        ("Математика", True), ("учитель математики", True), ("Физика и информатика", True), ("химии", True),
        ("иностранные языки", True), ("Иностранный язык (английский)", True), ("Физическая культура", False),
        ("Русский язык и литература", False), ("английский язык", False), ("география", False),
        ("Педагогическое образование (с двумя профилями подготовки)", None), ("", None), ("44.03.05", None),
    ],
)  # fmt: skip
def test_speciality_in_any_case_form(speciality: str, fits: bool | None) -> None:
    assert speciality_fits(speciality, SUBJECTS) is fits


def test_money_is_exact() -> None:
    assert roubles(Fraction("0.1") * 3) == "0,30"
    assert roubles(Fraction(2000) * 9) == "18\u202f000"
