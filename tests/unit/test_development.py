"""The last course and the chain from diagnostics to repeated diagnostics."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pdkadry_desktop.registers.development import chains, training

ON = date(2025, 12, 31)


def course(ends: date, **others: Any) -> dict[str, Any]:
    return {"id": 1, "kind": "pk", "name": "Оценивание", "ends_on": ends, "hours": 36, **others}


def diagnostic(number: int, held: date, score: float | None = None, **others: Any) -> dict[str, Any]:
    return {"id": number, "held_on": held, "subject": "математика", "score": score, "maximum": 20, **others}


def route(number: int, starts: date, **others: Any) -> dict[str, Any]:
    return {"id": number, "code": f"М-{number}", "starts_on": starts, **others}


@pytest.mark.parametrize(
    ("courses", "words"),
    [
        ([], "нет ПК 3 года: ни одной записи"),
        ([course(date(2023, 1, 1))], "последнее ПК 01.01.2023"),
        ([course(date(2022, 12, 31))], "последнее ПК 31.12.2022, нет ПК 3 года"),
        ([course(date(2026, 1, 1))], "нет ПК 3 года: ни одной записи"),
        ([course(date(2025, 1, 1), hours=15)], "нет ПК 3 года: ни одной записи"),
        ([course(date(2025, 1, 1), hours=None)], "последнее ПК 01.01.2025"),
        ([course(date(2025, 1, 1), is_profile=False)], "нет ПК 3 года: ни одной записи"),
        ([course(date(2025, 1, 1), kind="pp")], "нет ПК 3 года: ни одной записи"),
    ],
)
def test_training(courses: list[dict[str, Any]], words: str) -> None:
    assert training(courses, ON).words() == words


def test_one_chain_from_diagnostics_to_repeated_diagnostics() -> None:
    found = chains(
        [diagnostic(2, date(2025, 10, 1), 16, subject="Математика"), diagnostic(1, date(2025, 2, 1), 11.5)],
        [route(5, date(2025, 2, 20), by_diagnostics=True, diagnostic_id=1)],
        [course(date(2025, 6, 1), by_diagnostics=True), course(date(2025, 7, 1), name="Иное")],
        ON,
    )
    (chain,) = found
    assert [step.kind for step in chain.steps] == ["diagnostics", "route", "course", "repeated"]
    assert chain.growth == "было 58\u00a0%, стало 80\u00a0%"
    assert chain.words().startswith("01.02.2025 диагностика: математика – 11,5 из 20 → 20.02.2025 ИОМ М-5 → ")


def test_another_subject_is_another_chain() -> None:
    tests = [diagnostic(1, date(2024, 1, 1)), diagnostic(2, date(2025, 1, 1), subject="физика")]
    assert [chain.steps[0].record["id"] for chain in chains(tests, [], [], ON)] == [2, 1]


def test_a_route_goes_to_the_diagnostics_it_names() -> None:
    tests = [diagnostic(1, date(2024, 1, 1)), diagnostic(2, date(2025, 1, 1), subject="физика")]
    made = chains(tests, [route(7, date(2025, 2, 1), diagnostic_id=1)], [], ON)
    found = {chain.steps[0].record["id"]: chain for chain in made}
    assert {first: len(chain.steps) for first, chain in found.items()} == {1: 2, 2: 1}


def test_without_diagnostics_the_route_stands_alone() -> None:
    (chain,) = chains([], [route(7, date(2025, 2, 1))], [], ON)
    assert [step.kind for step in chain.steps] == ["route"]
    assert chain.growth == ""


def test_what_is_later_than_the_day_is_not_known_yet() -> None:
    assert chains([diagnostic(1, date(2026, 1, 1))], [route(2, date(2026, 2, 1))], [], ON) == ()
