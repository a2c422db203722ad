"""Records of many people in one change: people, guests, cards made on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import SmallDistrict

from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.work.listed import Done, Listed, add_listed, name_parts
from pdkadry_desktop.work.people import Finder, known_people

ATTENDANCES = REGISTERS["attendances"]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[SmallDistrict]:
    made = SmallDistrict(tmp_path)
    yield made
    made.db.close()


def rows(place: SmallDistrict, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in place.db.connection.exec_driver_sql(sql).all()]


def test_people_guests_and_new_cards_are_one_action(place: SmallDistrict) -> None:
    from datetime import date

    person = place.add("teachers", code="П1", last_name="Ёлкина", first_name="Анна", middle_name="Петровна")
    event = place.add(
        "activities", code="М1", name="Семинар", level="municipal", directions=("exchange",),
        starts_on=date(2024, 3, 1),
    )  # fmt: skip
    listed = [
        Listed(teacher_id=person), Listed(new_name="Берёзов Пётр Ильич"), Listed(guest="Гостев И. И."),
        Listed(teacher_id=person, values={"role": "speaker"}), Listed(teacher_id=person),
    ]  # fmt: skip
    assert add_listed(place.db, ATTENDANCES, {"activity_id": event}, listed) == Done(4, 1, 1)
    assert add_listed(place.db, ATTENDANCES, {"activity_id": event}, [Listed(guest="Гостев И. И.")]) == Done(0, 1, 0)
    names = "SELECT last_name, first_name, middle_name FROM teachers ORDER BY id"
    assert rows(place, names)[-1] == ("Берёзов", "Пётр", "Ильич")
    journal.undo(place.db)
    assert rows(place, "SELECT count(*) FROM attendances") == [(0,)]
    assert rows(place, names) == [("Ёлкина", "Анна", "Петровна")]


def test_a_card_wants_the_name_written_out(place: SmallDistrict) -> None:
    assert name_parts("берёзов пётр") == ("Берёзов", "Пётр", None)
    assert name_parts("Берёзов П. И.") is None
    with pytest.raises(UserError, match="имя не написано полностью"):
        add_listed(place.db, ATTENDANCES, {"activity_id": 1}, [Listed(new_name="Берёзов П. И.")])


def test_people_are_found_by_any_part(place: SmallDistrict) -> None:
    from datetime import date

    person = place.add("teachers", code="П1", last_name="Ёлкина", first_name="Анна", middle_name="Петровна")
    place.add("teachers", code="П2", last_name="Берёзова", first_name="Анна", born_on=date(1980, 1, 1))
    place.add("employments", teacher_id=person, organization_id=place.ids["A"], position="учитель физики")
    known = known_people(place.db, date(2024, 1, 1))
    finder = Finder.of(known)
    assert [each.last_name for each in finder.find("анна")] == ["Берёзова", "Ёлкина"]
    assert [each.last_name for each in finder.find("физ елк")] == ["Ёлкина"]
    assert [each.note for each in finder.find("школа а")] == ["Школа А, учитель физики"]
    assert finder.find("берёзова")[0].note == "1980 г. р., сейчас не работает"
    assert finder.find("  ") == []
