"""The invented district is a valid workbook, always the same for a seed, quick to make, and worth looking at."""

from __future__ import annotations

import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.exchange.demo import demo_district
from pdkadry_desktop.exchange.demo_names import feminine
from pdkadry_desktop.exchange.demo_world import KEYS

Book = dict[str, list[dict[str, object]]]
SPECIFICATION = tomllib.loads((Path(__file__).parents[1] / "data" / "workbook.toml").read_text("utf-8"))
SHEETS: dict[str, dict[str, Any]] = {sheet["name"]: sheet for sheet in SPECIFICATION["sheet"]}
DICTIONARIES: dict[str, list[str]] = SPECIFICATION["dict"]
SIZES = [(40, 1500, 1), (40, 1500, 7), (12, 200, 2), (3, 12, 3), (1, 1, 4), (6, 2, 5)]
PLAIN = {"text": str, "date": date, "int": int, "number": (int, float), "bool": bool, "list": list}
SPANS = (
    ("Начало", "Окончание"), ("С", "По"), ("Создано", "Закрыто"), ("Включён", "Исключён"), ("Открыта", "Закрыта"),
    ("Дата приёма", "Дата увольнения"), ("Начало обучения", "Окончание обучения"), ("Дата", "Дата помощи"),
    ("Присвоена", "Действует по"), ("Дата заявления", "Дата решения"), ("Общий стаж с", "Педагогический стаж с"),
    ("Дата рождения", "Педагогический стаж с"), ("Дата", "Действует по"), ("Трудоустроен", "Трудоустроен"),
)  # fmt: skip


@cache
def district(organizations: int = 40, teachers: int = 1500, seed: int = 1) -> Book:
    return demo_district(organizations, teachers, seed)


def faults(book: Book) -> Iterator[str]:
    """Everything an importer would refuse."""
    codes = {name: {row.get("Код") for row in rows} for name, rows in book.items()}
    for name, rows in book.items():
        columns = {column["h"]: column for column in SHEETS[name]["columns"]}
        seen = set()
        for number, row in enumerate(rows, 1):
            place = f"{name} {number}"
            for header, column in columns.items():
                if header in row:
                    if not fits(row[header], column["t"], codes):
                        yield f"{place}: {header} = {row[header]!r}"
                elif column.get("req"):
                    yield f"{place}: empty {header}"
            yield from (f"{place}: unknown {header}" for header in row.keys() - columns.keys())
            key = tuple(row.get(h) or ("участник" if h == "Роль" else None) for h in SHEETS[name].get("key", ["Код"]))
            if key in seen and (name != "Диагностика" or any(key)):
                yield f"{place}: repeated {key}"
            seen.add(key)
            for start, end in SPANS:
                if start in row and end in row and row[end] < row[start]:  # type: ignore[operator]
                    yield f"{place}: {end} before {start}"


def fits(value: object, kind: str, codes: dict[str, set[object]]) -> bool:
    if kind.startswith("ref:"):
        return value in codes[kind[4:]]
    if kind.startswith("one:"):
        return value in DICTIONARIES[kind[4:]]
    if kind.startswith("many:"):
        return isinstance(value, list) and bool(value) and set(value) <= set(DICTIONARIES[kind[5:]])
    if isinstance(value, bool) != (kind == "bool") or value in ("", []):
        return False
    return isinstance(value, PLAIN[kind]) and (not isinstance(value, str) or value == value.strip())


@pytest.mark.parametrize("size", SIZES)
def test_every_row_would_be_imported(size: tuple[int, int, int]) -> None:
    assert list(faults(district(*size))) == []


@pytest.mark.parametrize("size", SIZES)
def test_personal_columns_of_one_person_agree(size: tuple[int, int, int]) -> None:
    columns = [column["h"] for column in SHEETS["Педагоги"]["columns"]]
    personal = [*columns[: columns.index("Организация")], "Согласие на обработку данных"]
    known: dict[object, dict[str, object]] = defaultdict(dict)
    for row in district(*size)["Педагоги"]:
        for header in personal:
            if header in row:
                assert known[row["Код"]].setdefault(header, row[header]) == row[header]


def test_jobs_of_one_person_in_one_place_do_not_overlap() -> None:
    spans = defaultdict(list)
    for row in district()["Педагоги"]:
        span = row.get("Дата приёма", date.min), row.get("Дата увольнения", date.max)
        spans[row["Код"], row["Организация"], row["Должность"]].append(span)
    again = [sorted(found) for found in spans.values() if len(found) > 1]  # type: ignore[type-var]
    assert again
    assert all(first[1] < second[0] for found in again for first, second in pairwise(found))  # type: ignore[operator]


def test_keys_are_those_of_the_specification() -> None:
    assert {name: list(key) for name, key in KEYS.items()} == {
        name: sheet["key"] for name, sheet in SHEETS.items() if "key" in sheet and name != "Педагоги"
    }


def test_all_sheets_are_filled() -> None:
    assert set(district()) == set(SHEETS)
    assert all(district().values())
    for name, sheet in SHEETS.items():
        filled = {header for row in district()[name] for header in row}
        missing = {column["h"] for column in sheet["columns"]} - filled
        assert missing <= {"СНИЛС", "Действует по", "Ссылка"}, name


def test_same_seed_same_district() -> None:
    assert demo_district(12, 200, 2) == district(12, 200, 2)
    assert demo_district(12, 200, 3) != district(12, 200, 2)


def test_sizes_are_as_asked() -> None:
    book = district()
    people = {row["Код"] for row in book["Педагоги"]}
    assert len(book["Организации"]) == 40
    assert 1500 <= len(people) <= 1515  # and the few who were entered twice
    assert 9 <= len(book["Курсы"]) / 1500 <= 12
    kinds = Counter(row["Тип"] for row in book["Организации"])
    assert kinds["общеобразовательная"] > kinds["дошкольная"] > kinds["дополнительного образования"] > kinds["иная"] > 0


def test_made_in_two_seconds() -> None:
    started = time.perf_counter()
    demo_district(40, 1500, 11)
    assert time.perf_counter() - started < 6  # one and a half on an idle machine


def test_gaps_and_disorder_as_in_life() -> None:
    rows = district()["Педагоги"]
    for header in ("Дата рождения", "Педагогический стаж с", "Образование", "Дата приёма"):
        assert 0.005 < sum(header not in row for row in rows) / len(rows) < 0.12, header
    assert any("Отчество" not in row for row in rows)
    assert any("-" in str(row["Фамилия"]) for row in rows)
    assert sum(row.get("Основное место работы") is False for row in rows) > 30
    by_birth = defaultdict(set)
    for row in rows:
        if "Дата рождения" in row:
            by_birth[row["Дата рождения"], row["Имя"], row.get("Отчество")].add((row["Код"], row["Фамилия"]))
    twice = [found for found in by_birth.values() if len({code for code, _ in found}) > 1]
    assert len(twice) >= 3


def test_spellings_of_providers_vary() -> None:
    used = Counter(row.get("Организатор") for row in district()["Курсы"])
    for row in district()["Организаторы обучения"]:
        names = {row["Наименование"], *row["Другие написания"]}  # type: ignore[misc]
        assert sum(name in used for name in names) >= 2


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Ёлкин", "Ёлкина"),
        ("Соловьёв", "Соловьёва"),
        ("Полянский", "Полянская"),
        ("Заречный", "Заречная"),
        ("Гринь", "Гринь"),
    ],
)
def test_surnames_agree(man: str, woman: str) -> None:
    assert feminine(man) == woman


def test_figures_are_believable() -> None:
    """Rough shares of the people at work at the end of each year; the exact figures are the engine's business."""
    rows = district()["Педагоги"]
    for year in range(2020, 2026):
        day = date(year, 12, 31)
        works = [
            row for row in rows
            if row.get("Дата приёма", date.min) <= day <= row.get("Дата увольнения", date.max)  # type: ignore[operator]
        ]  # fmt: skip
        people = {row["Код"]: row for row in works}
        assert 950 <= len(people) <= 1500
        higher = sum(row.get("Образование") == "высшее" for row in people.values()) / len(people)
        assert 0.7 < higher < 0.95
        studied = {
            row["Педагог"] for row in district()["Курсы"]
            if row["Вид"] == "повышение квалификации" and row.get("По профилю") is not False
            and row["Окончание"].year == year  # type: ignore[attr-defined]
        }  # fmt: skip
        assert 0.3 < len(studied & people.keys()) / len(people) < 0.8
