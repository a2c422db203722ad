"""Young specialists of a day, those who help them, and how many of an intake stayed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.document import RowKind
from pdkadry_desktop.reports.library.young_specialists import build, view
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work.young import Criteria

ON = date(2024, 12, 31)


def test_view(tmp_path: Path) -> None:
    with Database.open(tmp_path / "base.pdk", create=True) as db:
        ids: dict[str, int] = {}
        with db.change("Школа") as change:

            def add(mark: str, register: str, **values: Any) -> None:
                ids[mark] = change.add(REGISTERS[register], values)

            def person(name: str, born: date | None, since: date | None, hired: date, left: date | None = None) -> None:
                add(name, "teachers", code=name, last_name=name, first_name="Анна", born_on=born, teaching_since=since)
                add(
                    "", "employments", teacher_id=ids[name], organization_id=ids["школа"], position="учитель",
                    hired_on=hired, left_on=left,
                )  # fmt: skip

            add("школа", "organizations", code="О1", name="Школа № 1", kind="school")
            person("Ёлкина", date(2000, 1, 1), date(2023, 9, 1), date(2023, 9, 1))
            person("Ушла", date(2000, 1, 1), date(2023, 9, 1), date(2023, 9, 1), date(2024, 5, 31))
            person("Новая", date(2001, 1, 1), date(2024, 9, 1), date(2024, 9, 1))
            person("Опытная", date(1970, 1, 1), date(1995, 9, 1), date(1995, 9, 1))
            person("Неясная", None, date(2024, 9, 1), date(2010, 9, 1))
            person("Будущая", date(2000, 1, 1), date(2025, 9, 1), date(2025, 9, 1))
            add(
                "", "mentorships", code="Н1", mentor_id=ids["Опытная"], mentee_id=ids["Ёлкина"], form="peer",
                organization_id=ids["школа"], starts_on=date(2023, 9, 10),
            )  # fmt: skip
            add("", "support_measures", teacher_id=ids["Ёлкина"], kind="monthly", starts_on=date(2024, 1, 1))
            add(
                "", "housing_units", code="Ж1", settlement="Берёзово", address="Лесная, 1", occupant_id=ids["Ёлкина"],
                starts_on=date(2023, 9, 1),
            )  # fmt: skip
        found = view(db, Criteria(), ON)
    assert [each.name.split()[0] for each in found.people] == ["Ёлкина", "Новая"]
    young = found.people[0]
    assert (young.age, young.service, young.mentor) == (24, 1, "Опытная Анна")
    assert young.support == "ежемесячная выплата 35 %, служебное жильё"
    assert young.category == "без категории"
    assert found.unknown == {ids["Неясная"]}
    assert [each.words() for each in found.intakes] == [
        "2023\u00a0– 1 из 2 (50\u00a0%)", "2024\u00a0– 1, год ещё не прошёл",
    ]  # fmt: skip
    table, kept, outcomes = build(found, date(2025, 1, 15)).tables()
    assert [row.kind for row in table.rows] == [RowKind.DATA, RowKind.DATA, RowKind.TOTAL]
    assert (len(kept.rows), len(outcomes.rows)) == (2, 3)
