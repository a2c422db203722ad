"""Invented data for tests: rows of a district workbook put into a base, and small districts made by short calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pdkadry_desktop.core.kinds import Choice, MultiChoice, TextList
from pdkadry_desktop.core.register import FieldSpec, RegisterSpec
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.change import Change
from pdkadry_desktop.storage.database import Database

Row = Mapping[str, Any]
Ids = dict[str, dict[str, int]]  # register → code → id


def new_base(folder: Path, name: str = "base.pdk") -> Database:
    return Database.open(folder / name, create=True)


def load_workbook_rows(db: Database, book: Mapping[str, Iterable[Row]]) -> None:
    """Writes rows of the canonical workbook (Russian headings, typed values) in one change, without the importer."""
    ids: Ids = {}
    with db.change("Пробный район") as change:
        for key in _in_order_of_links():
            spec = REGISTERS[key]
            rows = list(book.get("Педагоги" if key == "teachers" else spec.sheet or "", ()))
            values = _people(rows) if key == "teachers" else [dict(row) for row in rows]
            ids[key] = _add(change, spec, values, ids)


def _people(rows: list[Row]) -> list[dict[str, Any]]:
    """One person per code; a cell empty in one row is filled from another."""
    people: dict[str, dict[str, Any]] = {}
    for row in rows:
        person = people.setdefault(row["Код"], {})
        for header, value in row.items():
            if person.get(header) is None:
                person[header] = value
    return list(people.values())


def _add(change: Change, spec: RegisterSpec, rows: list[dict[str, Any]], ids: Ids) -> dict[str, int]:
    """Adds rows; returns code → id. Links to the register itself are set when all its rows are there."""
    later = [field for field in spec.links if field.link == spec.key and field.header]
    fields = [field for field in spec.fields if field.header and field not in later]
    added = change.add_many(spec, [{f.name: _value(f, row.get(f.header or ""), ids) for f in fields} for row in rows])
    own = {row["Код"]: each for row, each in zip(rows, added, strict=True) if row.get("Код")}
    for field in later:
        pointing = [(each, row[field.header]) for row, each in zip(rows, added, strict=True) if row.get(field.header)]
        change.set_many(spec, [(each, {field.name: own[code]}) for each, code in pointing])
    return own


def _value(field: FieldSpec, cell: Any, ids: Ids) -> Any:
    if cell is None:
        return None
    if field.link:
        return ids[field.link][cell]
    match field.kind:
        case Choice(dictionary=dictionary):
            return dictionary.code_of(cell)
        case MultiChoice(dictionary=dictionary):
            return tuple(dictionary.code_of(each) for each in cell) or None
        case TextList():
            return tuple(cell) or None
    return cell


def _in_order_of_links() -> list[str]:
    """Registers so that every link points backwards; links inside one register are set afterwards."""
    found: list[str] = []
    waiting = list(REGISTERS.values())
    while waiting:
        ready = [s for s in waiting if all(f.link in found or f.link == s.key for f in s.links)]
        found += [spec.key for spec in ready]
        waiting = [spec for spec in waiting if spec not in ready]
    return found


class SmallDistrict:
    """A base that grows by short calls; texts are codes. Everything not named is left empty."""

    def __init__(self, folder: Path) -> None:
        self.db = new_base(folder)
        self.ids: dict[str, int] = {}
        self.add("organizations", code="A", name="Школа А", kind="school")
        self.add("organizations", code="B", name="Детский сад Б", kind="preschool")

    def add(self, register: str, **values: Any) -> int:
        """Adds a record; a link may be given by the code of its record."""
        spec = REGISTERS[register]
        for field in spec.links:
            if isinstance(values.get(field.name), str):
                values[field.name] = self.ids[values[field.name]]
        with self.db.change(f"Добавлено: {spec.singular}") as change:
            found = change.add(spec, values)
        if code := values.get("code"):
            self.ids[code] = found
        return found

    def teacher(self, code: str, organization: str = "A", position: str = "учитель", **values: Any) -> int:
        """A person with a main job; values of the job and of the person together."""
        job = {name: values.pop(name) for name in list(values) if name in REGISTERS["employments"].by_name}
        person = self.add("teachers", code=code, **{"last_name": "Ёлкина", "first_name": "Анна", **values})
        self.add("employments", teacher_id=person, organization_id=organization, position=position, **job)
        return person

    def course(self, teacher: str, ends_on: date, **values: Any) -> int:
        return self.add("courses", teacher_id=teacher, ends_on=ends_on, **{"kind": "pk", "name": "Урок", **values})
