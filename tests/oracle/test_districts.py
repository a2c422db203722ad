"""The random districts: valid, repeatable, read back as written, and sharp enough to move every indicator."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from .district import District
from .districts import moments_of, random_district, random_plan, write_workbook
from .indicators import Result, compute_all, specification
from .reading import read_workbook, sheets
from .validity import problems

SEEDS = range(30)
MAY_BE_UNKNOWN = (
    "000.2", "000.3", "001.5.2", "001.5.3b", "001.5a.3", "001.6.1", "001.6.2", "001.6.4", "001.E2", "001.E7", "001.F2",
    "001.M9", "001.P85", "004.9", "004.10",
)  # fmt: skip


@pytest.fixture(scope="module")
def results() -> list[dict[str, Result]]:
    """All indicators of thirty districts, at all their moments."""
    found = []
    for seed in SEEDS:
        district = District(random_district(seed))
        for year, as_of in moments_of(seed):
            found.append(compute_all(district, year, as_of, plan=random_plan(seed)))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_is_valid(seed: int) -> None:
    assert problems(random_district(seed)) == []


def test_same_seed_same_district() -> None:
    assert random_district(7) == random_district(7) != random_district(8)


def test_all_sheets_have_rows() -> None:
    districts = [random_district(seed) for seed in range(5)]
    for name in sheets():
        assert sum(bool(district[name]) for district in districts) >= 4, name


def test_all_columns_that_decide_something_are_both_filled_and_empty() -> None:
    rows = {name: [row for seed in range(5) for row in random_district(seed)[name]] for name in ("Педагоги", "Курсы")}
    for header in (
        "Дата рождения",
        "Образование",
        "Педагогический стаж с",
        "Категория присвоена",
        "Дата приёма",
        "Ступень",
    ):
        assert {row[header] is None for row in rows["Педагоги"]} == {True, False}, header
    for header in ("Часов", "Форма", "ДОТ", "ЦНППМ", "Из федерального реестра ДПП", "Код программы"):
        assert {row[header] is None for row in rows["Курсы"]} == {True, False}, header


@pytest.mark.parametrize("seed", [1, 6])
def test_workbook_reads_back_as_written(seed: int, tmp_path: Path) -> None:
    district = random_district(seed)
    write_workbook(district, tmp_path / "district.xlsx")
    assert read_workbook(tmp_path / "district.xlsx") == district


def test_every_indicator_takes_at_least_three_values(results: list[dict[str, Result]]) -> None:
    values: dict[str, set[Fraction | None]] = defaultdict(set)
    for answers in results:
        for code, result in answers.items():
            values[code].add(result.value)
    poor = {
        code for code, spec in specification().items() if spec["kind"] != "manual" and len(values[code] - {None}) < 3
    }
    assert poor == set()


def test_unknown_appears_where_a_field_can_be_missing_and_nowhere_else(results: list[dict[str, Result]]) -> None:
    assert {code for answers in results for code, result in answers.items() if result.unknown} == set(MAY_BE_UNKNOWN)


def test_figures_agree_with_their_members(results: list[dict[str, Result]]) -> None:
    for answers in results:
        for code, result in answers.items():
            if result.kind in ("manual", "fte_share", "sum"):
                continue
            assert len(result.members["numerator"]) == result.numerator, code
            assert len(result.members["base"]) == (result.base or 0), code
            if result.kind == "share":
                assert set(result.members["numerator"]) <= set(result.members["base"]), code
                assert all(cell["numerator"] <= cell["base"] for cell in result.organizations.values()), code


def test_growth_and_base_year_meet_every_outcome(results: list[dict[str, Result]]) -> None:
    outcomes = {answers[code].met for answers in results for code in ("000.R12", "001.E2", "001.E7")}
    assert outcomes == {True, False, None}
