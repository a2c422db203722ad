"""The housing fund: states on a day, control sums, who leaves, what contradicts, former occupants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work.housing import State, former_occupants, fund, kind_of, sums, units_with_history

ON = date(2024, 10, 1)


class Fixture:
    """A base, ids by mark."""

    def __init__(self, db: Database) -> None:
        self.db, self.ids = db, {"": 0}
        with db.change("Жильё") as change:

            def add(mark: str, register: str, /, **values: Any) -> None:
                self.ids[mark] = change.add(REGISTERS[register], values)

            def person(name: str, position: str, hired: date, left: date | None = None) -> None:
                add(name, "teachers", code=name, last_name=name, first_name="Анна")
                add(
                    f"место {name}", "employments", teacher_id=self.ids[name], organization_id=self.ids["О1"],
                    position=position, hired_on=hired, left_on=left,
                )  # fmt: skip

            add("О1", "organizations", code="О1", name="Школа", kind="school", locality="rural")
            person("Учитель", "учитель", date(2020, 9, 1))
            person("Уходит", "учитель", date(2020, 9, 1), date(2024, 12, 30))
            person("Нескоро", "учитель", date(2020, 9, 1), date(2024, 12, 31))
            person("Директор", "директор", date(2020, 9, 1))
            person("Уволена", "учитель", date(2020, 9, 1), date(2024, 9, 30))
            person("Ждёт", "учитель", date(2020, 9, 1))

    def unit(self, settlement: str, address: str, occupant: str = "", since: date | None = date(2021, 9, 1),
             **more: Any) -> int:  # fmt: skip
        values = {
            "code": f"{settlement} {address}", "settlement": settlement, "address": address,
            "occupant_id": self.ids[occupant] or None, "starts_on": since if occupant else None, **more,
        }  # fmt: skip
        with self.db.change("Квартира") as change:
            return change.add(REGISTERS["housing_units"], values)

    def one(self) -> Any:
        (found,) = fund(self.db, ON).units
        return found


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Fixture]:
    with Database.open(tmp_path / "base.pdk", create=True) as db:
        yield Fixture(db)


@pytest.mark.parametrize(
    ("settlement", "locality", "kind"),
    [
        ("г. Амурск", None, "города"), ("Амурск г", None, "города"), ("пос. Эльбан", "rural", "посёлки"),
        ("п.Эльбан", None, "посёлки"), ("р.п. Эльбан", None, "посёлки"), ("с.Ачан", None, "сельские поселения"),
        ("село Болонь", "urban", "сельские поселения"), ("Омми", "rural", "сельские поселения"),
        ("Амурск", "urban", "города"),
        ("Омми", None, "вид населённого пункта не указан"), ("", None, "вид населённого пункта не указан"),
    ],
)  # fmt: skip
def test_kind_of_a_place(settlement: str, locality: str | None, kind: str) -> None:
    assert kind_of(settlement, locality) == kind


def test_the_control_sum_of_the_order(base: Fixture) -> None:
    """47 = 24 + 4 + 19 (order 001)."""
    with base.db.change("Фонд") as change:
        for place, count in (("г. Амурск", 24), ("пос. Эльбан", 4), ("с. Ачан", 10), ("с. Омми", 9)):
            for number in range(count):
                change.add(REGISTERS["housing_units"], {
                    "code": f"{place}{number}", "settlement": place, "address": f"ул. Лесная, {number}",
                    "occupant_id": base.ids["Учитель"] if (place, number) == ("г. Амурск", 0) else None,
                })  # fmt: skip
    found = fund(base.db, ON)
    assert found.by_kind() == [("города", 24), ("посёлки", 4), ("сельские поселения", 19)]
    assert sums(found.units).words() == "47 = педагоги 1 + другие 0 + свободно 46"
    assert [(place, own.total) for _, place, own in found.by_settlement()] == [
        ("г. Амурск", 24), ("пос. Эльбан", 4), ("с. Ачан", 10), ("с. Омми", 9),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("occupant", "since", "state", "question", "leaves"),
    [
        ("", None, State.FREE, None, None),
        ("Учитель", date(2021, 9, 1), State.TEACHER, None, None),
        ("Учитель", ON, State.TEACHER, None, None),
        ("Учитель", date(2024, 10, 2), State.UNKNOWN, "заселение записано с 02.10.2024", None),
        ("Учитель", None, State.TEACHER, "не указано, с какого дня занято", None),
        ("Уходит", date(2021, 9, 1), State.TEACHER, None, date(2024, 12, 30)),
        ("Нескоро", date(2021, 9, 1), State.TEACHER, None, None),
        ("Директор", date(2021, 9, 1), State.OTHER, None, None),
        ("Уволена", date(2021, 9, 1), State.OTHER, "жилец не работает (уволен 30.09.2024)", None),
    ],
)
def test_state_of_a_unit(
    base: Fixture, occupant: str, since: date | None, state: State, question: str | None, leaves: date | None
) -> None:
    base.unit("с. Ачан", "ул. Новая, 1", occupant, since)
    found = base.one()
    assert (found.state, found.leaves_on) == (state, leaves)
    assert [each for each in found.questions if question is None or question not in each] == []
    assert bool(found.questions) == (question is not None)


def test_contradictions(base: Fixture) -> None:
    base.unit("с. Ачан", "ул. Новая, 1", "Учитель")
    base.unit("С. АЧАН", "Ул. новая, 1", code="второй")
    base.unit("с. Омми", "ул. Новая, 1", "Учитель", starts_on=None)
    with base.db.change("Дата") as change:
        change.add(REGISTERS["housing_units"], {
            "code": "Ж", "settlement": "с. Омми", "address": "ул. Старая, 5", "starts_on": ON,
        })  # fmt: skip
        change.add(REGISTERS["support_measures"], {
            "teacher_id": base.ids["Ждёт"], "kind": "housing", "starts_on": ON,
        })  # fmt: skip
    found = fund(base.db, ON)
    asked = {unit.address: " ".join(unit.questions) for unit in found.units if unit.settlement == "с. Омми"}
    assert "в другом жилье" in asked["ул. Новая, 1"] and "не указано, с какого дня" in asked["ул. Новая, 1"]
    assert asked["ул. Старая, 5"] == "есть дата заселения, а жильца нет"
    assert sum("записан дважды" in " ".join(unit.questions) for unit in found.units) == 2
    assert [name for _, name in found.without_unit] == ["Ждёт Анна"]
    assert found.questions == 5


def test_former_occupants_come_from_the_journal(base: Fixture) -> None:
    unit = base.unit("с. Ачан", "ул. Новая, 1", "Учитель")
    other = base.unit("с. Ачан", "ул. Новая, 2", "Директор")
    assert former_occupants(base.db, unit) == [] and units_with_history(base.db) == frozenset()
    with base.db.change("Переезд") as change:
        change.set(REGISTERS["housing_units"], unit, {"occupant_id": base.ids["Директор"]})
        change.set(REGISTERS["housing_units"], other, {"room_count": 2})
    assert [name for _, name in former_occupants(base.db, unit)] == ["Учитель Анна"]
    assert units_with_history(base.db) == frozenset({unit})


def test_an_empty_fund(base: Fixture) -> None:
    found = fund(base.db, ON)
    assert (found.units, found.by_kind(), found.questions, sums(found.units).total) == ((), [], 0, 0)
