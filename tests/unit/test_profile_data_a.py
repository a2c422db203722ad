"""The data of four orders: counts, keys and unharmed wording (the fifth order has its own test)."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PROFILES = Path(__file__).resolve().parents[2] / "resources" / "profiles"

IDS = {
    "verkhnebureinsky": [
        "000.1", "000.2", "000.3", "000.R1-2", "000.R3", "000.R4", "000.R5", "000.R6", "000.R7", "000.R8", "000.R9",
        "000.R10", "000.R11", "000.R12",
    ],
    "lev-tolstoy": ["002.1.1", "002.1.2", "002.2.1", "002.3.1", "002.3.2", "002.4.1", "002.5.1", "002.5.2"],
    "krasnoufimsk": ["003.T1", "003.T2", "003.T3"],
    "berezniki": [
        "004.1", "004.2", "004.3", "004.4", "004.5", "004.6", "004.7", "004.8", "004.9", "004.10", "004.11", "004.12",
        "004.13", "004.14", "004.E6", "004.E7", "004.E10",
    ],
}  # fmt: skip
# goals, tasks, expected results, principles, directions
COUNTS = {
    "verkhnebureinsky": (2, 6, 11, 0, 0),
    "lev-tolstoy": (6, 16, 0, 4, 5),
    "krasnoufimsk": (2, 8, 0, 0, 3),
    "berezniki": (9, 0, 10, 0, 0),
}
ORDERS = {
    "verkhnebureinsky": ("223/1", datetime.date(2022, 5, 17), [2021, 2022, 2023]),
    "lev-tolstoy": ("180/1", datetime.date(2021, 6, 24), None),
    "krasnoufimsk": ("146", datetime.date(2023, 6, 21), [2023, 2024, 2025]),
    "berezniki": ("1124", datetime.date(2020, 12, 31), [2021, 2022, 2023, 2024]),
}
INDICATOR_TEXTS = ("id", "section", "criterion", "wording", "unit", "source", "responsible", "outputs", "place")
TERM_WITH_PRINTED_GAP = "Ноябрь- декабрь 2023,2024, 2025"
INITIALS = re.compile(r"\b[А-ЯЁ]\. ?[А-ЯЁ]\. ?[А-ЯЁ][а-яё]+|\b[А-ЯЁ][а-яё]+ [А-ЯЁ]\. ?[А-ЯЁ]\.")

every_profile = pytest.mark.parametrize("profile", sorted(IDS))


@cache
def load(profile: str) -> dict[str, Any]:
    return tomllib.loads((PROFILES / f"{profile}.toml").read_text(encoding="utf-8"))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def indicator(profile: str, code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in load(profile)["indicator"] if item["id"] == code)
    return found


def plan_row(track: str, no: str) -> dict[str, Any]:
    rows = load("krasnoufimsk")["plan"]["row"]
    found: dict[str, Any] = next(row for row in rows if (row["track"], row["no"]) == (track, no))
    return found


@every_profile
def test_order(profile: str) -> None:
    data = load(profile)
    number, date, years = ORDERS[profile]
    assert data["id"] == profile
    assert data["municipality"] and data["authority"] and data["order"]["title"].startswith("Об утверждении ")
    assert (data["order"]["number"], data["order"]["date"], data.get("years")) == (number, date, years)
    assert isinstance(data["order"]["place"], str) and data["monitoring"]


@every_profile
def test_counts(profile: str) -> None:
    data = load(profile)
    kinds = ("goals", "tasks", "expected_results", "principles", "direction")
    assert tuple(len(data.get(kind, [])) for kind in kinds) == COUNTS[profile]


@every_profile
def test_directions_repeat_the_lists(profile: str) -> None:
    data = load(profile)
    for direction in data.get("direction", []):
        assert direction["title"]
        assert set(direction["goals"]) <= set(data["goals"])
        assert set(direction["tasks"]) <= set(data["tasks"])


@every_profile
def test_indicators(profile: str) -> None:
    items = load(profile)["indicator"]
    assert [item["id"] for item in items] == IDS[profile]
    for item in items:
        assert set(item) - {"targets"} == set(INDICATOR_TEXTS)
        assert all(isinstance(item[key], str) for key in INDICATOR_TEXTS)
        assert item["section"] and item["wording"] and item["place"]


@every_profile
def test_targets(profile: str) -> None:
    years = {str(year) for year in load(profile).get("years", [])}
    for item in load(profile)["indicator"]:
        targets = item.get("targets", {})
        assert set(targets) <= {"all"} or set(targets) == years
        for target in targets.values():
            assert target["op"] == ">=" and target["stated"]
            assert ("value" in target) != ("base_year" in target)
            assert target["stated"] in item["wording"] or profile == "verkhnebureinsky"


def test_number_of_indicators_with_targets() -> None:
    counted = {profile: sum("targets" in item for item in load(profile)["indicator"]) for profile in IDS}
    assert counted == {"verkhnebureinsky": 9, "lev-tolstoy": 0, "krasnoufimsk": 0, "berezniki": 16}


@every_profile
def test_wording_is_unharmed(profile: str) -> None:
    for text in strings(load(profile)):
        assert text == text.strip() and "  " not in text and "\t" not in text and "\n" not in text, text
        assert "\u00ad" not in text and "**" not in text, text
        if text != TERM_WITH_PRINTED_GAP:
            assert not re.search(r"[а-яё]- [а-яё]", text), text


@every_profile
def test_no_officials_are_named(profile: str) -> None:
    assert not INITIALS.search((PROFILES / f"{profile}.toml").read_text(encoding="utf-8"))


def test_initials_pattern_finds_names() -> None:
    assert INITIALS.search("специалист И.И. Иванова") and INITIALS.search("куратор Иванова И. И.")
    assert not INITIALS.search("в т.ч. по формированию грамотности")


def test_plan_only_where_the_order_has_one() -> None:
    assert [profile for profile in sorted(IDS) if "plan" in load(profile)] == ["krasnoufimsk"]


def test_plan_rows() -> None:
    plan = load("krasnoufimsk")["plan"]
    assert plan["start"] == datetime.date(2023, 9, 1) and plan["years"] == [2023, 2025]
    assert plan["title"].startswith("План мероприятий («дорожная карта»)")
    assert [track["no"] for track in plan["track"]] == ["1", "2", "3"]
    expected = [(track, str(no)) for track, rows in (("1", 20), ("2", 15), ("3", 13)) for no in range(1, rows + 1)]
    assert [(row["track"], row["no"]) for row in plan["row"]] == expected
    for row in plan["row"]:
        assert row["title"] and row["term"] and row["responsible"] and all(row["responsible"])
    assert len({row["term"] for row in plan["row"]}) == 23


def test_torn_cells_are_joined() -> None:
    assert plan_row("1", "10")["title"] == "Участие молодых педагогов в профессиональных конкурсах"
    assert plan_row("1", "10")["term"] == "Ноябрь апрель 2023,2024, 2025гг."
    assert "состояния системы обеспечения" in plan_row("1", "19")["title"]
    assert plan_row("2", "7")["title"].endswith("образовательных организаций по актуальным направлениям деятельности")
    assert indicator("verkhnebureinsky", "000.1")["wording"].endswith(
        "на основе диагностики профессиональных дефицитов"
    )
    assert "решения по вопросам построения" in indicator("verkhnebureinsky", "000.R1-2")["wording"]
    assert "в том числе в ЦНППМПР" in indicator("lev-tolstoy", "002.3.1")["wording"]


def test_responsible_posts_are_split() -> None:
    chief = "Начальник МО Управление образованием ГО Красноуфимск"
    specialist = "Ведущий специалист МО Управление образованием ГО Красноуфимск"
    assert plan_row("1", "14")["responsible"] == [chief, "Зам начальника МО Управление образованием ГО Красноуфимск"]
    assert plan_row("1", "16")["responsible"] == [specialist, "Актив региональных методистов"]
    assert plan_row("1", "20")["responsible"] == [chief, specialist]
    assert plan_row("2", "4")["responsible"] == [specialist, specialist]
    assert plan_row("2", "8")["responsible"] == [specialist, "Муниципальный куратор, зам. Директора МАОУ СПЗ"]
