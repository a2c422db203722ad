"""Categories on a day: the terms of order 196, the history before the person's own field."""

from __future__ import annotations

from datetime import date

import pytest

from pdkadry_desktop.registers.qualification import in_words, judge, last_day, qualifications

ON = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("category", "granted", "ends", "last"),
    [
        ("highest", date(2023, 8, 31), None, date(2028, 8, 30)),
        ("highest", date(2023, 9, 1), None, None),
        ("first", date(2020, 2, 29), None, date(2025, 2, 28)),
        ("first", date(2024, 1, 1), date(2026, 1, 1), date(2026, 1, 1)),
        ("first", date(2019, 1, 1), date(2026, 1, 1), date(2026, 1, 1)),
        ("compliance", date(2024, 4, 10), None, date(2029, 4, 9)),
        ("methodologist", date(2023, 10, 1), None, None),
        ("highest", None, None, None),
    ],
)
def test_last_day(category: str, granted: date | None, ends: date | None, last: date | None) -> None:
    assert last_day(category, granted, ends) == last


@pytest.mark.parametrize(
    ("granted", "words"),
    [
        (date(2021, 6, 1), "до 31.05.2026, истекает через 5 месяцев"),
        (date(2021, 2, 1), "до 31.01.2026, истекает через 1 месяц"),
        (date(2021, 1, 13), "до 12.01.2026, истекает через 12 дней"),
        (date(2021, 1, 1), "до 31.12.2025, истекает сегодня"),
        (date(2020, 12, 31), "истекла 30.12.2025"),
        (date(2022, 1, 1), "до 31.12.2026, истекает через 12 месяцев"),
        (date(2022, 1, 2), "до 01.01.2027"),
        (date(2023, 9, 1), "бессрочно"),
        (date(2026, 1, 1), "присвоена 01.01.2026, позже этой даты"),
        (None, "нет даты"),
    ],
)
def test_term_in_words(granted: date | None, words: str) -> None:
    assert judge("first", granted, ON).term() == words


def test_compliance_is_neuter() -> None:
    assert judge("compliance", date(2019, 1, 10), ON).term() == "истекло 09.01.2024"


def row(category: str, granted: date, ends: date | None = None) -> dict[str, object]:
    return {"category": category, "granted_on": granted, "ends_on": ends, "position": "учитель"}


def test_history_decides_over_the_record() -> None:
    person = {"category": "highest", "category_on": date(2024, 1, 1)}
    assert in_words(qualifications(person, [], ON)) == "высшая (бессрочно)"
    found = qualifications(person, [row("first", date(2019, 1, 1))], ON)
    assert in_words(found) == "первая (истекла 31.12.2023)"


def test_valid_before_expired_and_higher_before_lower() -> None:
    history = [
        row("compliance", date(2024, 1, 1)), row("highest", date(2015, 1, 1)), row("first", date(2024, 5, 1)),
        row("mentor", date(2024, 6, 1)),
    ]  # fmt: skip
    found = qualifications({}, history, ON)
    assert [each.category for each in found] == ["first", "compliance", "mentor", "highest"]
    assert in_words(found) == "первая (бессрочно); педагог-наставник (бессрочно)"


def test_without_any() -> None:
    assert in_words(qualifications({"category": "none"}, [], ON)) == "без категории"
    assert in_words(qualifications({}, [row("first", date(2026, 5, 1))], ON)) == "без категории"


def test_agrees_with_the_indicator() -> None:
    """indicators.toml, «qualified»: valid while D is before the date + 5 years; D <= «Действует по»."""
    assert not judge("first", date(2020, 12, 31), date(2025, 12, 31)).is_valid
    assert judge("first", date(2021, 1, 1), date(2025, 12, 31)).is_valid
    assert judge("first", date(2024, 1, 1), ON, date(2025, 12, 31)).is_valid
    assert not judge("first", date(2024, 1, 1), ON, date(2025, 12, 30)).is_valid
