"""Deleting with dependents, the trash, bringing back: what is touched, what prevents it, undo, another start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, query, records, trash
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.deletion import delete_with_dependents, preview

TEACHERS, COURSES, VACANCIES = REGISTERS["teachers"], REGISTERS["courses"], REGISTERS["vacancies"]


class District:
    """A base and the ids of its records by mark."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.ids: dict[str, int] = {}
        with db.change("Район") as change:

            def add(mark: str, register: str, /, **values: Any) -> None:
                self.ids[mark] = change.add(REGISTERS[register], values)

            add("школа", "organizations", code="О1", name="Школа № 1", kind="school")
            add("Ёлкина", "teachers", code="П1", last_name="Ёлкина", first_name="Анна")
            add("Сосна", "teachers", code="П2", last_name="Сосна", first_name="Олег")
            add(
                "место", "employments", teacher_id=self.ids["Ёлкина"], organization_id=self.ids["школа"],
                position="учитель",
            )  # fmt: skip
            for name in ("Урок", "Дети"):
                add(name, "courses", teacher_id=self.ids["Ёлкина"], kind="pk", name=name, ends_on=date(2024, 5, 1))
            add(
                "вакансия", "vacancies", code="В1", organization_id=self.ids["школа"], position="учитель",
                starts_on=date(2024, 9, 1), ends_on=date(2024, 9, 20), closed_by_id=self.ids["Ёлкина"],
            )  # fmt: skip
            add(
                "конкурс", "contests", code="К1", name="Свежий ветер", level="municipal", year=2024,
                starts_on=date(2024, 3, 1),
            )  # fmt: skip
            add(
                "заявка", "contest_entries", contest_id=self.ids["конкурс"], teacher_id=self.ids["Ёлкина"],
                result="participant",
            )  # fmt: skip

    def values(self, register: str, mark: str) -> dict[str, Any] | None:
        found = records.read(self.db, REGISTERS[register], self.ids[mark])
        return None if found is None else records.plain(found)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    with Database.open(tmp_path / "base.pdk", create=True) as db:
        yield District(db)


def test_preview_tells_who_goes_and_who_stays(district: District) -> None:
    found = preview(district.db, TEACHERS, [district.ids["Ёлкина"]])
    assert {each.spec.key for each in found.direct} == {"employments", "courses", "vacancies", "contest_entries"}
    assert {key: len(ids) for key, ids in found.removed.items()} == {
        "employments": 1, "courses": 2, "contest_entries": 1,
    }  # fmt: skip
    assert [(each.spec.key, each.field.name) for each in found.cleared] == [("vacancies", "closed_by_id")]
    assert "Курсы" in found.words() and "очистится поле: Вакансии" in found.words()
    assert query.count(district.db, query.Query("courses")) == 2, "nothing is written"


def test_deleting_with_dependents_is_one_action(district: District) -> None:
    before = {
        key: district.values(key, mark)
        for key, mark in (
            ("teachers", "Ёлкина"),
            ("courses", "Урок"),
            ("vacancies", "вакансия"),
            ("contest_entries", "заявка"),
        )
    }
    done = delete_with_dependents(district.db, TEACHERS, [district.ids["Ёлкина"]])
    assert done.removed_count == 4
    assert district.values("teachers", "Ёлкина") is None and district.values("courses", "Урок") is None
    vacancy = district.values("vacancies", "вакансия")
    assert vacancy is not None and vacancy["closed_by_id"] is None
    assert district.db.check() == []
    journal.undo(district.db)
    for key, mark in (
        ("teachers", "Ёлкина"),
        ("courses", "Урок"),
        ("vacancies", "вакансия"),
        ("contest_entries", "заявка"),
    ):
        assert district.values(key, mark) == before[key]
    journal.redo(district.db)
    assert district.values("teachers", "Ёлкина") is None
    assert {each.register for each in trash.deleted(district.db)} == {
        "teachers", "employments", "courses", "contest_entries",
    }  # fmt: skip


def test_nothing_to_delete(district: District) -> None:
    assert delete_with_dependents(district.db, TEACHERS, [9999]).ids == ()
    assert [each.kind for each in journal.entries(district.db)] == ["edit"]


def test_trash_lists_what_was_deleted(district: District) -> None:
    assert trash.deleted(district.db) == []
    records.delete(district.db, COURSES, [district.ids["Урок"]])
    records.delete(district.db, TEACHERS, [district.ids["Сосна"]])
    first, second = trash.deleted(district.db)
    assert (first.register, first.title, first.belongs, first.together) == ("teachers", "Сосна Олег", "", 0)
    assert (second.title, second.belongs) == ("Урок", "Ёлкина Анна")
    assert [each.title for each in trash.deleted(district.db, "елкина")] == ["Урок"]
    assert trash.deleted(district.db, "такого слова нет") == []
    assert len(trash.deleted(district.db, limit=1)) == 1
    journal.undo(district.db)
    assert [each.title for each in trash.deleted(district.db)] == ["Урок"]


def test_undone_additions_are_not_in_the_trash(district: District) -> None:
    records.save(district.db, TEACHERS, {"last_name": "Ива", "first_name": "Яна"})
    journal.undo(district.db)
    assert trash.deleted(district.db) == []


def test_restore_after_another_start(tmp_path: Path) -> None:
    path = tmp_path / "base.pdk"
    with Database.open(path, create=True) as db:
        district = District(db)
        before = district.values("teachers", "Ёлкина"), district.values("vacancies", "вакансия")
        delete_with_dependents(db, TEACHERS, [district.ids["Ёлкина"]])
    with Database.open(path) as db:
        district.db = db
        found = trash.deleted(db)
        assert len(found) == 5 and {each.together for each in found} == {4}
        assert trash.restore(db, [each.key for each in found]) == 5
        assert (district.values("teachers", "Ёлкина"), district.values("vacancies", "вакансия")) == before
        assert trash.deleted(db) == [] and db.check() == []
        assert journal.entries(db)[0].title == "Восстановлено из корзины: 5 записей"
        journal.undo(db)
        assert len(trash.deleted(db)) == 5
        vacancy = district.values("vacancies", "вакансия")
        assert vacancy is not None and vacancy["closed_by_id"] is None


def test_restore_says_what_prevents_it(district: District) -> None:
    delete_with_dependents(district.db, TEACHERS, [district.ids["Ёлкина"]])
    course = ("courses", district.ids["Урок"])
    with pytest.raises(ChangeRefused, match="связанная запись тоже удалена – Педагог «Ёлкина Анна»"):
        trash.restore(district.db, [course])
    assert trash.needed_with(district.db, [course]) == [("teachers", district.ids["Ёлкина"])]
    assert trash.restore(district.db, [course], with_needed=True) == 2
    assert district.values("courses", "Урок") is not None and district.values("courses", "Дети") is None
    with pytest.raises(ChangeRefused, match="уже нет"):
        trash.restore(district.db, [course])


def test_a_taken_code_prevents_it(district: District) -> None:
    records.delete(district.db, TEACHERS, [district.ids["Сосна"]])
    with district.db.change("Другой") as change:
        change.add(TEACHERS, {"code": "П2", "last_name": "Липа", "first_name": "Ия"})
    with pytest.raises(ChangeRefused, match="Код П2 уже занят: Педагог «Липа Ия»"):
        trash.restore(district.db, [("teachers", district.ids["Сосна"])])


def test_a_link_filled_since_is_left(district: District) -> None:
    delete_with_dependents(district.db, TEACHERS, [district.ids["Ёлкина"]])
    with district.db.change("Закрыл другой") as change:
        change.set(VACANCIES, district.ids["вакансия"], {"closed_by_id": district.ids["Сосна"]})
    trash.restore(district.db, [("teachers", district.ids["Ёлкина"])])
    vacancy = district.values("vacancies", "вакансия")
    assert vacancy is not None and vacancy["closed_by_id"] == district.ids["Сосна"]


def test_a_big_trash_is_read_quickly(district: District) -> None:
    from time import perf_counter

    with district.db.change("Много") as change:
        rows = [
            {"teacher_id": district.ids["Сосна"], "kind": "pk", "name": f"Курс {n}", "ends_on": date(2024, 1, 1)}
            for n in range(5000)
        ]
        ids = change.add_many(COURSES, rows)
    records.delete(district.db, COURSES, ids)
    start = perf_counter()
    assert len(trash.deleted(district.db)) == 5000
    assert perf_counter() - start < 8
