"""A school's form beside the register: differences, probable people, what is accepted and keeps its source."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.library.form_check import document
from pdkadry_desktop.storage import journal, query
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work.form_check import Sheet, accept, check, probable, state
from pdkadry_desktop.work.staff_rows import cuts

ON = date(2025, 9, 20)


@pytest.fixture
def school(tmp_path: Path) -> Any:
    with Database.open(tmp_path / "base.pdk", create=True) as db:
        with db.change("Школа") as change:

            def add(register: str, **values: Any) -> int:
                return change.add(REGISTERS[register], values)

            place = add("organizations", code="О1", name="Школа № 1", kind="school")
            ids = {}
            for name, born in (("Старая", date(1970, 1, 1)), ("Граница", date(2001, 3, 1)), ("Пустая", None),
                               ("Ушла", date(1980, 1, 1)), ("Гость", date(1985, 1, 1))):  # fmt: skip
                ids[name] = add("teachers", code=name, last_name=name, first_name="Анна", born_on=born)
            for name, values in {
                "Старая": {}, "Граница": {}, "Пустая": {}, "Ушла": {"left_on": date(2025, 9, 10)},
                "Гость": {"is_main": False, "fte": 0.5},
            }.items():  # fmt: skip
                add("employments", teacher_id=ids[name], organization_id=place, position="учитель", **values)
        yield db, Sheet(place, "oo1", ON, cuts()["age"]), ids


def test_differences_and_who_makes_them(school: Any) -> None:
    db, sheet, ids = school
    empty = check(db, sheet)
    assert empty.ours("teacher", "всего") == 3
    assert empty.differing() == []
    state(db, sheet, {("teacher", "всего"): Fraction(4), ("teacher", "моложе 25"): Fraction(1)})
    found = check(db, sheet)
    assert found.differing() == [("teacher", "всего")]
    reasons = {each.id: each.reason for each in probable(db, found, "teacher", "всего")}
    assert reasons == {
        ids["Пустая"]: "«Возраст» не определить: поле пусто",
        ids["Ушла"]: "уволен 10.09.2025",
        ids["Гость"]: "совместитель: учитель",
    }
    near = {each.id: each.reason for each in probable(db, found, "teacher", "25–29")}
    assert near[ids["Граница"]] == "возраст у границы: 24 полных лет на 01.01.2026"


def test_an_accepted_figure_keeps_its_source_until_the_form_changes(school: Any) -> None:
    db, sheet, ids = school
    state(db, sheet, {("teacher", "всего"): Fraction(4)})
    with pytest.raises(UserError, match="без объяснения"):
        accept(db, check(db, sheet), [("teacher", "всего")], "form", "  ")
    assert accept(db, check(db, sheet), [("teacher", "всего")], "form", "Ушла ещё числилась") == 1
    figure = check(db, sheet).figures["teacher", "всего"]
    assert (figure.accepted, figure.accepted_from, figure.counted) == (4, "form", 3)
    assert check(db, sheet).differing() == []
    with db.change("Приняли") as change:
        change.add(REGISTERS["employments"], {
            "teacher_id": ids["Ушла"], "organization_id": sheet.organization, "position": "учитель",
            "hired_on": date(2025, 9, 15),
        })  # fmt: skip
    later = check(db, sheet)
    assert later.figures["teacher", "всего"].counted == 3, "what the register said when it was accepted"
    assert later.ours("teacher", "всего") == 4
    state(db, sheet, {("teacher", "всего"): Fraction(5)})
    assert check(db, sheet).figures["teacher", "всего"].accepted_from is None, "another figure is decided anew"


def test_each_action_is_undone_and_nothing_is_written_twice(school: Any) -> None:
    db, sheet, _ = school
    assert state(db, sheet, {("all", "всего"): Fraction(3), ("all", "ставки"): Fraction("2.5")}) == 2
    assert state(db, sheet, {("all", "всего"): Fraction(3)}) == 0
    accept(db, check(db, sheet), [("all", "ставки")], "register", "")
    assert check(db, sheet).figures["all", "ставки"].accepted == 3
    journal.undo(db)
    assert check(db, sheet).figures["all", "ставки"].accepted is None
    assert state(db, sheet, {("all", "всего"): None}) == 1
    journal.undo(db)
    journal.undo(db)
    assert query.count(db, query.Query("form_figures")) == 0


def test_paper(school: Any) -> None:
    db, sheet, _ = school
    state(db, sheet, {("teacher", "всего"): Fraction(4), ("all", "всего"): Fraction(3)})
    accept(db, check(db, sheet), [("teacher", "всего")], "form", "по приказу")
    (table,) = document(check(db, sheet), "Школа № 1", date(2025, 10, 1)).tables()
    first, second = (row.cells for row in table.rows)
    assert first == ("учителя", "всего", 4, 3, 1, 4, "по форме", "по приказу")
    assert second[4] == 0
