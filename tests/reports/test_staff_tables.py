"""Statistical staff tables: who stands in which cell, what the sums say, the page and the paper."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.library.staff_tables import document, notes
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work.staff_rows import cuts
from pdkadry_desktop.work.staff_tables import StaffTable, staff_table

ON = date(2024, 12, 31)


@pytest.fixture
def staff(tmp_path: Path) -> Any:
    """Two schools, five people; ids by name."""
    with Database.open(tmp_path / "base.pdk", create=True) as db:
        ids: dict[str, int] = {}
        with db.change("Школы") as change:

            def add(mark: str, register: str, **values: Any) -> None:
                ids[mark] = change.add(REGISTERS[register], values)

            def job(name: str, place: str, position: str, **values: Any) -> None:
                add("", "employments", teacher_id=ids[name], organization_id=ids[place], position=position, **values)

            for code in ("школа", "сад"):
                add(code, "organizations", code=code, name=code, kind="school" if code == "школа" else "preschool")
            people: dict[str, dict[str, Any]] = {
                "Юная": {"born_on": date(2000, 1, 1), "sex": "f", "teaching_since": date(2022, 1, 1),
                         "education": "higher", "has_pedagogical_education": True},
                "Ровно": {"born_on": date(1999, 12, 31), "sex": "m", "teaching_since": date(2021, 12, 31),
                          "education": "vocational"},
                "Двойная": {"born_on": date(1980, 5, 5), "sex": "f", "teaching_since": date(2000, 9, 1),
                            "category": "first", "category_on": date(2018, 1, 1)},
                "Неясная": {},
                "Директор": {"born_on": date(1959, 12, 31), "sex": "m", "category": "none"},
            }  # fmt: skip
            for name, values in people.items():
                add(name, "teachers", code=name, last_name=name, first_name="А", **values)
            job("Юная", "школа", "учитель", fte=1.5)
            job("Ровно", "школа", "учитель-логопед", fte=0.5)
            job("Ровно", "школа", "педагог-психолог", is_main=False, fte=0.25)
            job("Двойная", "школа", "учитель", fte=0.5)
            job("Двойная", "сад", "воспитатель", fte=1)
            job("Двойная", "сад", "методист", is_main=False, fte=0.1, left_on=date(2024, 12, 30))
            job("Неясная", "сад", "воспитатель")
            job("Директор", "школа", "директор", left_on=ON)
            job("Юная", "сад", "воспитатель", is_main=False, fte=0.4)  # comes from outside: not counted here
            add("", "absences", teacher_id=ids["Неясная"], kind="childcare", starts_on=date(2024, 1, 1))
        yield db, ids


def cell(found: StaffTable, row: str, *columns: str) -> set[int]:
    line = next(each for each in found.lines if each.row.id == row)
    place = next(
        at for at, each in enumerate(found.columns)
        if each.title == columns[-1]
        and (len(columns) == 1 or (each.part_of is not None and found.columns[each.part_of].title == columns[0]))
    )  # fmt: skip
    return set(line.cells[place])


def test_age_is_counted_on_the_first_of_january(staff: Any) -> None:
    db, ids = staff
    found = staff_table(db, cuts()["age"], ON)
    assert found.counted_on == date(2025, 1, 1)
    assert cell(found, "all", "25–29") == {ids["Юная"], ids["Ровно"]}, "25 full years on 1 January 2025"
    assert cell(found, "all", "25–29", "женщины") == {ids["Юная"]}
    assert cell(found, "all", "65 и старше") == {ids["Директор"]}
    assert cell(found, "all", "нет данных") == {ids["Неясная"]} == found.unknown
    assert cell(found, "all", "всего") == set(map(ids.get, ("Юная", "Ровно", "Двойная", "Неясная", "Директор")))
    assert all(control.holds for control in found.controls)
    assert any("«Пол» не заполнено у 1 человека" in note for note in found.notes)


def test_service_is_counted_on_the_day_itself(staff: Any) -> None:
    db, ids = staff
    found = staff_table(db, cuts()["service"], ON)
    assert cell(found, "all", "до 3") == {ids["Юная"]}, "three years are full on 1 January"
    assert cell(found, "all", "от 3 до 5") == {ids["Ровно"]}
    assert cell(found, "all", "нет данных") == {ids["Неясная"], ids["Директор"]}


def test_a_person_of_two_places_stands_once_and_a_guest_nowhere(staff: Any) -> None:
    db, ids = staff
    found = staff_table(db, cuts()["sex"], ON)
    assert cell(found, "kindergarten_teacher", "всего") == {ids["Двойная"], ids["Неясная"]}
    assert cell(found, "teacher", "всего") == {ids["Юная"]}
    in_school = staff_table(db, cuts()["sex"], ON, frozenset([ids["школа"]]))
    assert cell(in_school, "teacher", "всего") == {ids["Юная"], ids["Двойная"]}
    fte = {line.row.id: line.fte for line in found.lines}
    assert fte["teacher"] == 2
    assert fte["speech"] == Fraction(1, 2)
    assert fte["psychologist"] == Fraction(1, 4), "a second job inside the same school"
    assert fte["kindergarten_teacher"] == 2
    assert fte["all"] == fte["teaching"] + fte["managing"] + fte["other"]


def test_an_expired_category_is_none_and_an_empty_field_is_unknown(staff: Any) -> None:
    db, ids = staff
    found = staff_table(db, cuts()["category"], ON)
    assert cell(found, "all", "нет высшей и первой") == {ids["Двойная"], ids["Директор"]}
    assert cell(found, "all", "нет данных") == {ids["Юная"], ids["Ровно"], ids["Неясная"]}
    before = staff_table(db, cuts()["category"], date(2022, 12, 31))
    assert cell(before, "all", "первая") == {ids["Двойная"]}


def test_education_and_what_an_empty_field_hides(staff: Any) -> None:
    db, ids = staff
    found = staff_table(db, cuts()["education"], ON)
    assert cell(found, "all", "высшее", "из них педагогическое") == {ids["Юная"]}
    assert cell(found, "all", "среднее профессиональное") == {ids["Ровно"]}
    assert found.notes == ("«Педагогическое образование» не заполнено у 4 человек: «из них» может быть больше",)


def test_the_last_day_and_leave(staff: Any) -> None:
    db, ids = staff
    after = staff_table(db, cuts()["sex"], date(2025, 1, 1))
    assert ids["Директор"] not in cell(after, "all", "всего")
    present = staff_table(db, cuts()["sex"], ON, without_leave=True)
    assert ids["Неясная"] not in cell(present, "all", "всего")


def test_an_empty_base_has_zeros_that_agree(tmp_path: Path) -> None:
    with Database.open(tmp_path / "empty.pdk", create=True) as db:
        tables = [staff_table(db, cut, ON) for cut in cuts().values()]
    assert all(not cell for table in tables for line in table.lines for cell in line.cells)
    assert all(control.holds for table in tables for control in table.controls)
    assert len(list(document(tables, "по муниципалитету", ON).tables())) == len(cuts())


def test_paper_says_the_day_and_the_sums(staff: Any) -> None:
    db, _ = staff
    found = staff_table(db, cuts()["age"], ON)
    texts = notes(found)
    assert texts[0] == "Полных лет на 01.01.2025."
    assert "Контрольные суммы сходятся" in texts[1]
    assert not any("ПРОВЕРЬТЕ" in text for text in texts)
    (table,) = document([found], "по муниципалитету", ON).tables()
    assert len(table.rows) == len(found.lines)


def test_an_imprecise_date_stands_in_a_band_only_when_both_its_ends_do(staff: Any) -> None:
    db, ids = staff
    with db.change("Неточно") as change:
        change.set(REGISTERS["teachers"], ids["Юная"], {"other_teaching_since": date(2021, 6, 1)})
        change.set(REGISTERS["teachers"], ids["Ровно"], {"other_teaching_since": date(2020, 6, 1)})
    found = staff_table(db, cuts()["service"], ON)
    assert ids["Юная"] in found.unknown
    assert cell(found, "all", "от 3 до 5") == {ids["Ровно"]}
