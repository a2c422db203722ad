"""The order of the Amursk district as data: whole, verbatim, without names; and the values offered while typing."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.text import clean_text, fold
from pdkadry_desktop.registers.positions import category_of

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
# fmt: off
INDICATOR_IDS = [
    "001.1", "001.2", "001.4", "001.5.1", "001.5.2", "001.5.3a", "001.5.3b", "001.5.4", "001.5a.1", "001.5a.2",
    "001.5a.3", "001.6.1", "001.6.2", "001.6.3", "001.6.4", "001.7.1", "001.7.2", "001.8a", "001.8b", "001.9",
    "001.10", "001.11.1", "001.11.2", "001.M1", "001.M2", "001.M3", "001.M4", "001.M5", "001.M6", "001.M7",
    "001.M8", "001.M9", "001.E1", "001.E2", "001.E3", "001.E4", "001.E5", "001.E6", "001.E7", "001.E8", "001.E9",
    "001.E10", "001.E11", "001.F2", "001.P85",
]
# fmt: on
TARGETS = {
    "001.1": {"2021": 9, "2022": 20, "2023": 50},
    "001.2": {"2021": 80, "2022": 80, "2023": 85},
    "001.4": {"all": 20},
    "001.5.2": {"2021": 80, "2022": 85, "2023": 90},
    "001.5.3b": {"2021": 70, "2022": 80, "2023": 85},
    "001.5a.3": {"2021": 86.5, "2022": 86.5, "2023": 87},
    "001.6.1": {"all": 80},
    "001.6.2": {"all": 15.5},
    "001.6.3": {"all": 10},
    "001.F2": {"2024": 90},
    "001.P85": {"2021": 85},
}
TERMS = Counter(
    {
        "ежегодно": 11,
        "В течение года": 5,
        "в течение года": 3,
        "2021": 3,
        "2021-2022": 2,
        "март 2021": 2,
        "31.12.2021": 2,
        "Ежегодно": 1,
        "сентябрь 2021": 1,
        "31.09.2021": 1,
        "01.12.2021": 1,
        "май 2021": 1,
        "октябрь 2021": 1,
        "25.09.2020": 1,
        "По потребности": 1,
    }
)
INDICATOR_KEYS = {"id", "section", "criterion", "wording", "unit", "source", "responsible", "outputs", "place"}
NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s*[А-ЯЁ]\.|[А-ЯЁ]\.\s*[А-ЯЁ]\.\s*[А-ЯЁ][а-яё]+")


@pytest.fixture(scope="module")
def profile() -> dict[str, Any]:
    """The shipped profile, parsed."""
    return tomllib.loads((RESOURCES / "profiles" / "amursk.toml").read_text("utf-8"))


def texts(value: Any) -> Iterator[str]:
    """Every text inside a parsed TOML document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_head_and_lists(profile: dict[str, Any]) -> None:
    assert profile["id"] == "amursk"
    assert (profile["order"]["number"], profile["order"]["date"]) == ("349-Д", date(2021, 7, 26))
    assert profile["years"] == [2021, 2022, 2023, 2024]
    assert [len(profile[key]) for key in ("goals", "tasks", "expected_results")] == [4, 9, 6]
    assert profile["principles"] == []
    assert [part["title"].split()[0] for part in profile["direction"]] == [
        "Выявление,",
        "Развитие",
        "Реализация",
        "Повышение",
    ]
    assert "Мониторинг проводится ежедневно с мая по август." in profile["monitoring"]


def test_indicators_are_those_of_the_order(profile: dict[str, Any]) -> None:
    indicators = profile["indicator"]
    assert [item["id"] for item in indicators] == INDICATOR_IDS
    for item in indicators:
        assert item.keys() >= INDICATOR_KEYS, item["id"]
        assert item["section"] and item["wording"] and item["place"], item["id"]
    assert len({item["place"] for item in indicators}) == len(indicators)


def test_targets_are_judged_and_shown_as_printed(profile: dict[str, Any]) -> None:
    by_id = {item["id"]: item for item in profile["indicator"]}
    growing = {key for key, item in by_id.items() for t in item.get("targets", {}).values() if t["op"] == "growth"}
    assert growing == {"001.E2", "001.E7"}
    assert {key for key, item in by_id.items() if "targets" in item} == TARGETS.keys() | growing
    for key, years in TARGETS.items():
        assert {year: t["value"] for year, t in by_id[key]["targets"].items()} == years
        for year, t in by_id[key]["targets"].items():
            assert t["op"] == ">="
            assert t["stated"].casefold() in by_id[key]["wording"].casefold(), (key, year)
            assert re.findall(r"\d+(?:,\d+)?", t["stated"]) == [str(t["value"]).replace(".", ",")]


def test_plan_is_whole_and_numbered(profile: dict[str, Any]) -> None:
    plan = profile["plan"]
    assert (plan["start"], plan["years"]) == (profile["order"]["date"], [2021, 2022])
    assert [track["no"] for track in plan["track"]] == ["1", "2", "3", "4", "5"]
    expected = [(str(n), str(i)) for n, size in enumerate((7, 7, 12, 5, 5), 1) for i in range(1, size + 1)]
    assert [(row["track"], row["no"]) for row in plan["row"]] == expected
    assert Counter(row["term"] for row in plan["row"]) == TERMS
    assert len(TERMS) == 15


def test_column_of_the_responsible_is_read_by_meaning(profile: dict[str, Any]) -> None:
    rows = {(row["track"], row["no"]): row for row in profile["plan"]["row"]}
    assert rows["1", "5"]["place"] == "В АмГПУ г. Комсомольска-на-Амуре"
    assert rows["2", "1"]["result"].startswith("Определены наставники")
    assert [key for key, row in rows.items() if not row["responsible"]] == [("1", "5"), ("2", "1")]
    assert rows["2", "2"]["responsible"] == ["МКУ ИМЦ г. Амурска", "УОМПиС"]
    assert rows["3", "12"]["responsible"] == ["УОМПиС", "Образовательные организации", "АО «Полиметалл»"]
    assert rows["5", "2"]["responsible"] == ["ИМЦ", "УОМПиС", "Образовательные организации"]


def test_torn_cells_are_joined(profile: dict[str, Any]) -> None:
    by_id = {item["id"]: item for item in profile["indicator"]}
    rows = {(row["track"], row["no"]): row for row in profile["plan"]["row"]}
    assert "общеобразовательных организаций, прошедших повышение" in by_id["001.4"]["wording"]
    assert by_id["001.4"]["criterion"].startswith("По развитию цифровой образовательной среды дополнительного")
    assert by_id["001.5a.1"]["source"].endswith("ОО-1, 1-ДО, 85-к")
    assert by_id["001.M5"]["wording"].endswith("от общего числа педагогов")
    assert by_id["001.M5"]["outputs"].endswith("приказы, письма УОМПиС")
    assert rows["3", "6"]["title"] == by_id["001.P85"]["wording"]
    assert rows["3", "6"]["title"].endswith("объединениях для молодых педагогов")
    assert rows["5", "2"]["title"].endswith("-на региональном")
    assert profile["plan"]["track"][1]["title"].endswith(
        "подготовку студентов педагогических специальностей и направлений подготовки"
    )


def test_no_page_damage_and_no_names(profile: dict[str, Any]) -> None:
    for text in texts(profile):
        assert text == " ".join(text.split()), text
        assert not re.search(r"[*\[\]|]|</?[a-z]|[а-яё]- [а-яё]", text), text
        assert not NAME.search(text), text


@pytest.mark.parametrize("name", ["subjects", "event_kinds", "deficit_areas", "deficits", "topics"])
def test_offered_values_are_clean_and_unlike(name: str) -> None:
    items = tomllib.loads((RESOURCES / "reference" / f"{name}.toml").read_text("utf-8"))["items"]
    assert len(items) >= 7
    assert len({fold(item) for item in items}) == len(items)
    assert all(item == clean_text(item) and ";" not in item for item in items)  # «;» separates values in the workbook


def test_every_shipped_position_has_its_category() -> None:
    positions = tomllib.loads((RESOURCES / "reference" / "positions.toml").read_text("utf-8"))
    assert [len(positions[key]) for key in ("teaching", "managers", "not_managers")] == [30, 15, 1]
    categories = {"teaching": "teaching", "managers": "managing", "not_managers": "other"}
    assert {(key, category_of(title)) for key in categories for title in positions[key]} == categories.items()
