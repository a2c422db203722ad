"""Statistical tables of the staff: positions × a cut, persons and full-time equivalents, with control sums.

Who is counted: people whose main job is active on the day in the chosen organisations – external part-timers are left
out, as in the federal forms (DOMAIN §8). A person with two main jobs stands once, by the larger of them; a cell is the
set of its people, so the number and the list are one thing. Full-time equivalents are those of the jobs, a second job
inside the same organisation too, each in the row of its own position.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ..core.conditions import All, AnyOf, Test, lasting
from ..core.dates import full_years
from ..core.numbers import exact_decimal
from ..core.text import counted
from ..registers import REGISTERS
from ..registers.positions import category_of
from ..registers.qualification import qualifications
from ..storage import query
from ..storage.database import Database
from .staff_rows import ALL, Cut, StaffRow, band_titles, rows_of, staff_rows

_JOB_FIELDS = ("teacher_id", "organization_id", "position", "staff_category", "is_main", "fte", "hired_on")
_PERSON_FIELDS = (
    "born_on", "other_born_on", "sex", "education", "has_pedagogical_education", "teaching_since",
    "other_teaching_since", "working_since", "category", "category_on",
)  # fmt: skip
_TOTAL, _UNKNOWN = "всего", "нет данных"


@dataclass(frozen=True, slots=True)
class StaffColumn:
    """A column: ``part_of`` names the column it is a part of («из них педагогическое»); ``is_band``: summed up."""

    title: str
    group: str = ""
    part_of: int | None = None
    is_band: bool = False


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A row with the people of each column and the full-time equivalent of its jobs."""

    row: StaffRow
    cells: tuple[frozenset[int], ...]
    fte: Fraction


@dataclass(frozen=True, slots=True)
class Control:
    """A control sum in words and whether it holds."""

    text: str
    holds: bool


@dataclass(frozen=True, slots=True)
class StaffTable:
    """One table: the first column is everybody; the last line is the whole staff."""

    cut: Cut
    columns: tuple[StaffColumn, ...]
    lines: tuple[StaffLine, ...]
    controls: tuple[Control, ...]
    on: date
    counted_on: date
    organizations: frozenset[int] | None
    notes: tuple[str, ...] = ()  # what an empty field makes smaller than it is

    @property
    def unknown(self) -> frozenset[int]:
        """People whom the cut cannot place: their field is empty."""
        place = next((at for at, column in enumerate(self.columns) if column.title == _UNKNOWN), None)
        return self.lines[-1].cells[place] if place is not None else frozenset()


def age_day(on: date) -> date:
    """The day on which the federal forms count full years of age: 1 January of the next year."""
    return date(on.year + 1, 1, 1)


def staff_table(
    db: Database, cut: Cut, on: date, organizations: frozenset[int] | None = None, *, without_leave: bool = False
) -> StaffTable:
    """Counts the staff of a day.

    ``organizations`` None: all of them; ``without_leave`` leaves out people in childcare leave.
    """
    jobs = _jobs(db, on, organizations)
    if without_leave:
        away = _in_childcare_leave(db, on)
        jobs = [job for job in jobs if job["teacher_id"].id not in away]
    mains = [job for job in jobs if job["is_main"] is not False]
    inside = {(job["teacher_id"].id, job["organization_id"].id) for job in mains}
    paid = [(_rows(job), _fte(job)) for job in jobs if (job["teacher_id"].id, job["organization_id"].id) in inside]
    standing = _standing(mains)
    counted_on = age_day(on) if cut.kind == "age" else on
    people = _people(db, standing)
    columns, places = _placed(db, cut, people, counted_on, on)
    lines = []
    for row in (*staff_rows(), StaffRow(ALL, "Всего", ALL)):
        cells: list[set[int]] = [set() for _ in columns]
        for each, rows in standing.items():
            if row.id == ALL or row.id in rows:
                for at in places[each]:
                    cells[at].add(each)
        fte = sum((size for rows, size in paid if row.id == ALL or row.id in rows), Fraction())
        lines.append(StaffLine(row, tuple(map(frozenset, cells)), fte))
    controls = tuple(_controls(columns, lines))
    return StaffTable(cut, columns, tuple(lines), controls, on, counted_on, organizations, tuple(_notes(cut, people)))


def _people(db: Database, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    found = query.fetch(db, REGISTERS["teachers"], sorted(ids), _PERSON_FIELDS)
    return {row.id: dict(zip(_PERSON_FIELDS, row.values, strict=True)) for row in found}


def _notes(cut: Cut, people: Mapping[int, Mapping[str, Any]]) -> Iterable[str]:
    asked = {"sex"} if cut.has_women else {"has_pedagogical_education"} if cut.kind == "education" else set()
    for name in asked:
        empty = sum(person[name] is None for person in people.values())
        if empty:
            field = REGISTERS["teachers"].by_name[name].label
            people_words = counted(empty, "человека", "человек", "человек")
            yield f"«{field}» не заполнено у {people_words}: «из них» может быть больше"


def _jobs(db: Database, on: date, organizations: frozenset[int] | None) -> list[dict[str, Any]]:
    active = All(lasting(on, "hired_on", "left_on"))
    found = [
        dict(zip(_JOB_FIELDS, row.values, strict=True))
        for row in query.rows(db, query.Query("employments", where=active), _JOB_FIELDS)
    ]
    return [job for job in found if organizations is None or job["organization_id"].id in organizations]


def _in_childcare_leave(db: Database, on: date) -> set[int]:
    away = All((
        Test("kind", "eq", "childcare"), Test("starts_on", "le", on),
        AnyOf((Test("ends_on", "empty"), Test("ends_on", "ge", on))),
    ))  # fmt: skip
    return {row.values[0].id for row in query.rows(db, query.Query("absences", where=away), ["teacher_id"])}


def _rows(job: Mapping[str, Any]) -> tuple[str, ...]:
    return rows_of(job["staff_category"] or category_of(job["position"]), job["position"])


def _fte(job: Mapping[str, Any]) -> Fraction:
    return exact_decimal(job["fte"]) if job["fte"] is not None else Fraction(1)


def _standing(mains: Iterable[Mapping[str, Any]]) -> dict[int, tuple[str, ...]]:
    """Person → rows, by the largest main job; of equal ones by the one held longest."""

    def weight(job: Mapping[str, Any]) -> tuple[Fraction, int]:
        return _fte(job), -(job["hired_on"] or date.min).toordinal()

    best: dict[int, Mapping[str, Any]] = {}
    for job in mains:
        person = job["teacher_id"].id
        if person not in best or weight(job) > weight(best[person]):
            best[person] = job
    return {person: _rows(job) for person, job in best.items()}


def _placed(
    db: Database, cut: Cut, people: Mapping[int, Mapping[str, Any]], counted_on: date, on: date
) -> tuple[tuple[StaffColumn, ...], dict[int, list[int]]]:
    """The columns of a cut and, for every person, the places of the columns where the person stands."""
    columns = [StaffColumn(_TOTAL)]
    places: dict[int, list[int]] = {each: [0] for each in people}
    if cut.kind == "category":
        titles, part_of = ["высшая", "первая", "нет высшей и первой"], {}
        history = _categories(db, people)
        one = {each: _category_place(person, history.get(each, []), on) for each, person in people.items()}
    elif cut.kind == "education":
        titles = [
            "высшее",
            "из них педагогическое",
            "среднее профессиональное",
            "из них педагогическое",
            "среднее общее",
        ]
        part_of = {1: 0, 3: 2}
        one = {each: {"higher": 0, "vocational": 2, "secondary": 4}.get(person["education"] or "")
               for each, person in people.items()}  # fmt: skip
    elif cut.kind == "sex":
        titles, part_of = ["женщины", "мужчины"], {}
        one = {each: {"f": 0, "m": 1}.get(person["sex"] or "") for each, person in people.items()}
    else:
        titles, part_of = list(band_titles(cut.bands, cut.kind)), {}
        name = {"age": "born_on", "teaching_service": "teaching_since", "whole_service": "working_since"}[cut.kind]
        one = {each: _band_of(cut, person, name, counted_on) for each, person in people.items()}
    first = {}
    for at, title in enumerate(titles):
        first[at] = len(columns)
        parent = part_of.get(at)
        columns.append(StaffColumn(title, cut.title, first[parent] if parent is not None else None, parent is None))
        if cut.has_women:
            columns.append(StaffColumn("женщины", cut.title, len(columns) - 1))
    nowhere = len(columns)
    columns.append(StaffColumn(_UNKNOWN, cut.title, None, True))
    for each, person in people.items():
        at_band = one[each]
        if at_band is None:
            places[each].append(nowhere)
            continue
        places[each].append(first[at_band])
        if cut.has_women and person["sex"] == "f":
            places[each].append(first[at_band] + 1)
        part = next((at for at, parent in part_of.items() if parent == at_band), None)
        if part is not None and person["has_pedagogical_education"]:
            places[each].append(first[part])
    return tuple(columns), places


def _band_of(cut: Cut, person: Mapping[str, Any], name: str, on: date) -> int | None:
    """The band of a person; None too when the ends of an imprecise date stand in different bands."""
    band, other = _band(cut, person[name], on), person.get(f"other_{name}")
    return band if other is None or _band(cut, other, on) == band else None


def _band(cut: Cut, since: date | None, on: date) -> int | None:
    """The band of full years; None when the date is unknown or later than the day."""
    if since is None or since > on:
        return None
    years = full_years(since, on)
    return max(place for place, least in enumerate(cut.bands) if least <= years)


def _categories(db: Database, ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    names = ["teacher_id", "category", "granted_on", "ends_on", "position"]
    found: dict[int, list[dict[str, Any]]] = {}
    for row in query.rows(db, query.Query("categories"), names):
        values = dict(zip(names, row.values, strict=True))
        found.setdefault(values["teacher_id"].id, []).append(values)
    return {each: found[each] for each in ids if each in found}


def _category_place(person: Mapping[str, Any], history: list[dict[str, Any]], on: date) -> int | None:
    """Highest, first, neither; None when nothing at all is known of the person's category."""
    if not history and person["category"] is None:
        return None
    valid = {each.category for each in qualifications(person, history, on) if each.is_valid}
    return 0 if "highest" in valid else 1 if "first" in valid else 2


def _controls(columns: tuple[StaffColumn, ...], lines: list[StaffLine]) -> Iterable[Control]:
    """The sums of DOMAIN §8, counted from the finished cells."""
    bands = [at for at, column in enumerate(columns) if column.is_band]
    broken = [line.row.title for line in lines if sum(len(line.cells[at]) for at in bands) != len(line.cells[0])]
    yield Control(_told("группы вместе с «нет данных» дают «всего»", broken), not broken)
    parts = [(at, column.part_of) for at, column in enumerate(columns) if column.part_of is not None]
    if parts:
        over = [line.row.title for line in lines if any(not line.cells[at] <= line.cells[of] for at, of in parts)]
        yield Control(_told("«из них» не больше своей группы", over), not over)
    by_id = {line.row.id: line for line in lines}
    wrong = []
    for line in lines:
        below = [each for each in lines if each.row.parent == line.row.id]
        if line.row.id == ALL:
            below = [each for each in lines if each.row.parent is None and each.row.id != ALL]
        if below and any(sum(len(each.cells[at]) for each in below) != len(cell) for at, cell in enumerate(line.cells)):
            wrong.append(line.row.title)
    yield Control(_told("должности дают свою категорию, категории – весь состав", wrong), not wrong)
    whole = by_id[ALL].fte
    apart = sum((line.fte for line in lines if line.row.parent is None and line.row.id != ALL), Fraction())
    yield Control("ставки категорий дают ставки всего", whole == apart)


def _told(text: str, broken: list[str]) -> str:
    return f"{text}: не сходится в строках {', '.join(broken)}" if broken else text
