"""What stands in the form of each organisation: only its own people and what belongs to them, read once for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..core.dates import format_date
from ..core.text import fold, name_key
from ..registers import REGISTERS
from ..storage.database import Database
from ..storage.scan import scan
from ..work.young import criteria_from
from .form_templates import FormSheet, registers_of

_PEOPLE, _PLACES, _JOBS = "teachers", "organizations", "employments"
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FormRow:
    """A prefilled row: the id of the record it stands for and its cells in the order of the columns."""

    record_id: int
    cells: tuple[Any, ...]


@dataclass(slots=True)
class Place:
    """An organisation and its people at work: id of a person → what the person is called in its form."""

    id: int
    code: str
    name: str
    short_name: str
    starts_on: date | None = None
    ends_on: date | None = None
    people: dict[int, str] = field(default_factory=dict)

    def works_on(self, on: date) -> bool:
        return (self.starts_on or on) <= on <= (self.ends_on or on)


class FormSource:
    """The registers behind the sheets of a form, grouped by organisation."""

    def __init__(self, db: Database, sheets: Sequence[FormSheet], year: int, today: date) -> None:
        self._year, self._today = year, today
        self._sheets = sheets
        self._rows: dict[str, dict[int, Values]] = {
            key: _records(db, key) for key in dict.fromkeys((_PLACES, _PEOPLE, _JOBS, *registers_of(sheets)))
        }
        self._criteria = criteria_from(db.setting("young", {}))
        self._jobs: dict[int, list[int]] = {}
        self.places = {
            each: Place(
                each, row["code"], row["name"], row["short_name"] or row["name"], row["starts_on"], row["ends_on"]
            )
            for each, row in self._rows[_PLACES].items()
        }
        for each, job in self._rows[_JOBS].items():
            if job["left_on"] is None or job["left_on"] >= today:
                self._jobs.setdefault(job["organization_id"], []).append(each)
        for place in self.places.values():
            own = {self._rows[_JOBS][job]["teacher_id"] for job in self._jobs.get(place.id, ())}
            place.people = person_labels({each: self._rows[_PEOPLE][each] for each in own})
        self._by_place = {sheet.title: self._grouped(sheet) for sheet in sheets}

    def rows(self, sheet: FormSheet, place: int) -> list[FormRow]:
        """The rows of a sheet for an organisation, people in alphabetical order."""
        found = self._by_place[sheet.title].get(place, [])
        return [FormRow(each, tuple(self._cells(sheet, each, place))) for each in found]

    def _grouped(self, sheet: FormSheet) -> dict[int, list[int]]:
        if sheet.is_staff:
            return {place: self._staff(sheet, jobs) for place, jobs in self._jobs.items()}
        found: dict[int, list[int]] = {}
        spec = sheet.layout.spec
        links = [each.name for each in spec.links if each.link == _PEOPLE]
        has_place = any(each.link == _PLACES and each.required for each in spec.links)
        homes: dict[int, set[int]] = {}
        for place in self.places.values():
            for person in place.people:
                homes.setdefault(person, set()).add(place.id)
        for each, row in self._rows[spec.key].items():
            named = [row[name] for name in links if row[name] is not None]
            where = {row["organization_id"]} if has_place else set(homes.get(named[0], ())) if named else set()
            for person in named:
                where &= homes.get(person, set())
            if where and self._is_meant(sheet, row):
                for place_id in where:
                    found.setdefault(place_id, []).append(each)
        first = links[0] if links else ""
        people = self._rows[_PEOPLE]
        for ids in found.values():
            ids.sort(key=lambda each: (_sort_key(people.get(self._rows[spec.key][each].get(first) or 0)), each))
        return found

    def _staff(self, sheet: FormSheet, jobs: Iterable[int]) -> list[int]:
        rows, people = self._rows[_JOBS], self._rows[_PEOPLE]
        kept = [each for each in jobs if sheet.people != "young" or self._is_young(people[rows[each]["teacher_id"]])]
        return sorted(kept, key=lambda each: (_sort_key(people[rows[each]["teacher_id"]]), each))

    def _is_young(self, person: Values) -> bool:
        return self._criteria.meets(person["born_on"], person["teaching_since"], self._today) is True

    def _is_meant(self, sheet: FormSheet, row: Values) -> bool:
        if sheet.year and (row[sheet.year] is None or row[sheet.year].year != self._year):
            return False
        end = row[sheet.open] if sheet.open else None
        return end is None or end >= self._today

    def _cells(self, sheet: FormSheet, record_id: int, place: int) -> Iterator[Any]:
        row = self._rows[sheet.layout.spec.key][record_id]
        person = self._rows[_PEOPLE][row["teacher_id"]] if sheet.is_staff else {}
        for column in sheet.columns:
            value = (person if column.register == _PEOPLE else row)[column.name]
            if column.field.link == _PEOPLE:
                yield None if value is None else self.places[place].people[value]
            else:
                yield column.field.kind.to_cell(value)


def person_labels(people: dict[int, Values]) -> dict[int, str]:
    """Full names; namesakes of one organisation are told apart by the birth date, else by the code."""
    names = {each: full_name(row) for each, row in people.items()}
    count = Counter(map(name_key, names.values()))
    found: dict[int, str] = {}
    for each, name in names.items():
        if count[name_key(name)] > 1:
            row = people[each]
            name = f"{name} ({format_date(row['born_on']) if row['born_on'] else row['code']})"
        found[each] = name
    return found


def full_name(row: Values) -> str:
    return " ".join(part for part in (row["last_name"], row["first_name"], row["middle_name"]) if part)


def _sort_key(person: Values | None) -> str:
    return fold(full_name(person)) if person else ""


def _records(db: Database, key: str) -> dict[int, Values]:
    names = list(REGISTERS[key].by_name)
    return {each: dict(zip(names, values, strict=True)) for each, values in scan(db, REGISTERS[key], names)}
