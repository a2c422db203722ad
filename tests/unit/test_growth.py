"""The chain of growth as stages: gaps in words, what is missing stands in its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pdkadry_desktop.registers.development import Chain, Step, StepKind
from pdkadry_desktop.work.growth import gap_words, in_words, missing_words, stages


def step(kind: StepKind, on: date, **record: Any) -> Step:
    return Step(kind, on, {"id": 1, "code": "М-1", "name": "Урок", "subject": "математика", **record})


def test_stages_with_gaps_and_holes() -> None:
    chain = Chain((step("diagnostics", date(2024, 2, 12), score=11, maximum=20), step("course", date(2024, 3, 1))))
    assert [(stage.kind, stage.gap, stage.words) for stage in stages(chain)] == [
        ("diagnostics", "", "математика – 11 из 20"), ("route", "", "нет"), ("course", "через 18 дней", "«Урок»"),
        ("repeated", "", "нет"),
    ]  # fmt: skip
    assert missing_words(chain) == "нет: ИОМ, повторная диагностика"
    assert in_words(chain) == ("12.02.2024 диагностика: математика – 11 из 20 → через 18 дней 01.03.2024 курсы «Урок»")


def test_a_whole_chain_misses_nothing() -> None:
    kinds: tuple[StepKind, ...] = ("diagnostics", "route", "course", "repeated")
    chain = Chain(tuple(step(kind, date(2024, place, 1)) for place, kind in enumerate(kinds, 1)))
    assert missing_words(chain) == ""
    assert [stage.gap for stage in stages(chain)] == ["", "через 1 месяц", "через 1 месяц", "через 1 месяц"]


def test_a_course_alone_lacks_its_diagnostics_first() -> None:
    found = stages(Chain((step("course", date(2024, 3, 1)),)))
    assert [(stage.kind, stage.step is None) for stage in found] == [
        ("diagnostics", True), ("route", True), ("course", False), ("repeated", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (date(2024, 1, 31), "в тот же день"), (date(2024, 2, 1), "через 1 день"), (date(2024, 2, 28), "через 28 дней"),
        (date(2024, 2, 29), "через 1 месяц"), (date(2025, 12, 31), "через 23 месяца"),
        (date(2026, 1, 31), "через 2 года"),
    ],
)  # fmt: skip
def test_gaps(end: date, words: str) -> None:
    assert gap_words(date(2024, 1, 31), end) == words
