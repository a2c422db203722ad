"""Saved selections are kept in the base under their names, by register."""

from __future__ import annotations

import pytest

from pdkadry_desktop.core.conditions import Has, Not, Test
from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.storage import selections
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.selections import Selection

NO_COURSES = Selection("ёлка", Not(Has("courses", "teacher", Test("kind", "eq", "pk"))))


def test_saved_under_a_name_and_read_back(db: Database) -> None:
    selections.save(db, "teachers", " Нет ПК ", NO_COURSES)
    selections.save(db, "teachers", "Все", Selection())
    selections.save(db, "courses", "Все", Selection("физика"))
    assert selections.names(db, "teachers") == ["Нет ПК", "Все"]
    assert selections.load(db, "teachers", "Нет ПК") == NO_COURSES
    assert selections.load(db, "courses", "Все") == Selection("физика")


def test_the_same_name_replaces_and_can_be_removed(db: Database) -> None:
    selections.save(db, "teachers", "Нет ПК", NO_COURSES)
    selections.save(db, "teachers", "Нет ПК", Selection("другое"))
    assert selections.load(db, "teachers", "Нет ПК") == Selection("другое")
    selections.remove(db, "teachers", "Нет ПК")
    assert selections.names(db, "teachers") == []
    with pytest.raises(UserError, match="больше нет"):
        selections.load(db, "teachers", "Нет ПК")


def test_a_selection_needs_a_name(db: Database) -> None:
    with pytest.raises(UserError, match="нет названия"):
        selections.save(db, "teachers", "  ", NO_COURSES)


@pytest.mark.parametrize("where", [{"field": "no_such", "op": "eq", "value": 1}, {"what": 1}])
def test_a_foreign_selection_is_explained(db: Database, where: object) -> None:
    db.set_setting("selections", {"teachers": {"Старая": {"search": "", "where": where}}})
    with pytest.raises(UserError, match="Старая"):
        selections.load(db, "teachers", "Старая")
