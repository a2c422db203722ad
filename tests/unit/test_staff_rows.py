"""Rows and bands of the statistical tables."""

from __future__ import annotations

import pytest

from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.registers.positions import MANAGING, TEACHING
from pdkadry_desktop.work.staff_rows import band_titles, cuts, parse_bands, rows_of


@pytest.mark.parametrize(
    ("category", "position", "rows"),
    [
        ("teaching", "Учитель", ("teaching", "teacher")),
        ("teaching", "учитель математики", ("teaching", "teacher")),
        ("teaching", "Учитель-логопед", ("teaching", "speech")),
        ("teaching", "Старший воспитатель", ("teaching", "senior_kindergarten_teacher")),
        ("teaching", "концертмейстер", ("teaching", "other_teaching")),
        ("managing", "Заместитель директора по УВР", ("managing", "deputy")),
        ("managing", "начальник лагеря", ("managing", "other_managing")),
        ("other", "повар", ("other",)),
    ],
)
def test_a_job_stands_in_its_category_and_one_part_of_it(category: str, position: str, rows: tuple[str, ...]) -> None:
    assert rows_of(category, position) == rows


def test_every_title_of_the_nomenclature_has_a_part() -> None:
    assert all(len(rows_of("teaching", each)) == 2 for each in TEACHING)
    assert all(len(rows_of("managing", each)) == 2 for each in MANAGING)


def test_bands_are_named_as_in_the_forms() -> None:
    ages = band_titles(cuts()["age"].bands, "age")
    assert (ages[0], ages[1], ages[-1]) == ("моложе 25", "25–29", "65 и старше")
    years = band_titles(cuts()["service"].bands, "teaching_service")
    assert (years[0], years[1], years[-1]) == ("до 3", "от 3 до 5", "20 и более")


@pytest.mark.parametrize(
    ("text", "bands"),
    [("25, 30", (0, 25, 30)), ("0;36;61", (0, 36, 61)), ("  35 ", (0, 35)), ("3,5,10", (0, 3, 5, 10))],
)
def test_bands_are_typed_as_people_type_them(text: str, bands: tuple[int, ...]) -> None:
    assert parse_bands(text) == bands


@pytest.mark.parametrize("text", ["", "30, 25", "тридцать", "25, 25", "-5", "150", ",".join(map(str, range(1, 40)))])
def test_wrong_bands_are_explained(text: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_bands(text)
    assert refused.value.hint
