"""Сверка с формами: the totals a school has stated beside the register, and who probably makes the difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal

from ..core.conditions import All, AnyOf, Test
from ..core.dates import format_date, full_years
from ..core.errors import UserError
from ..core.numbers import exact_decimal
from ..registers import REGISTERS
from ..storage import query
from ..storage.database import Database
from .staff_rows import ALL, Cut
from .staff_tables import StaffTable, staff_table

_NEAR_DAYS = 60  # a job that began or ended this near to the day is a probable cause
_MOST = 40
_FTE = "ставки"
Source = Literal["form", "register"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which form is checked: organisation, form, day, cut."""

    organization: int
    form: str
    on: date
    cut: Cut


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the form: as stated, and what was accepted of it."""

    id: int
    stated: Fraction
    accepted_from: Source | None
    accepted: Fraction | None
    counted: Fraction | None
    reason: str


@dataclass(frozen=True, slots=True)
class Probable:
    """A person who may make the difference, and why."""

    id: int
    name: str
    reason: str


@dataclass(frozen=True)
class Check:
    """The register's table of one organisation with the figures of its form by (row id, heading)."""

    sheet: Sheet
    table: StaffTable
    figures: Mapping[tuple[str, str], Figure]

    def headings(self) -> tuple[str, ...]:
        """What a figure's column is kept as: FTE first, then the table's columns."""
        return (_FTE, *(heading_of(self.table, place) for place in range(len(self.table.columns))))

    def ours(self, line: str, heading: str) -> Fraction:
        """The register's figure of a cell."""
        found = next(each for each in self.table.lines if each.row.id == line)
        place = self.headings().index(heading)
        return found.fte if place == 0 else Fraction(len(found.cells[place - 1]))

    def differing(self) -> list[tuple[str, str]]:
        """Cells whose stated figure is another than the register's and of which nothing is accepted yet."""
        return [
            key for key, figure in self.figures.items()
            if figure.accepted_from is None and figure.stated != self.ours(*key)
        ]  # fmt: skip


def heading_of(table: StaffTable, place: int) -> str:
    """The lasting name of a column: «25–29», «25–29: женщины»."""
    column = table.columns[place]
    return column.title if column.part_of is None else f"{table.columns[column.part_of].title}: {column.title}"


def check(db: Database, sheet: Sheet) -> Check:
    """The register's table on the day of the form and the stated figures."""
    table = staff_table(db, sheet.cut, sheet.on, frozenset([sheet.organization]))
    return Check(sheet, table, _figures(db, sheet))


def state(db: Database, sheet: Sheet, stated: Mapping[tuple[str, str], Fraction | None]) -> int:
    """Writes stated figures (None: taken away) as one action; a figure that changes is to be decided anew."""
    spec, kept = REGISTERS["form_figures"], _figures(db, sheet)
    new = {key: value for key, value in stated.items() if value is not None and key not in kept}
    other = {key: value for key, value in stated.items() if key in kept and value is not None}
    other = {key: value for key, value in other.items() if kept[key].stated != value}
    gone = [kept[key].id for key, value in stated.items() if value is None and key in kept]
    if not (new or other or gone):
        return 0
    place = query.title(db, "organizations", sheet.organization)
    with db.change(f"Сверка с формой: {place}, на {format_date(sheet.on)}") as change:
        for (line, heading), value in new.items():
            change.add(spec, {
                "organization_id": sheet.organization, "form": sheet.form, "stated_on": sheet.on, "cut": sheet.cut.id,
                "line": line, "heading": heading, "stated": float(value),
            })  # fmt: skip
        undecided = {"accepted_from": None, "accepted": None, "counted": None, "reason": None}
        for key, value in other.items():
            change.set(spec, kept[key].id, {"stated": float(value), **undecided})
        if gone:
            change.remove(spec, gone)
    return len(new) + len(other) + len(gone)


def accept(db: Database, found: Check, keys: Iterable[tuple[str, str]], source: Source, reason: str) -> int:
    """Accepts cells by the form or by the register, as one action; the register's figure of today is kept beside."""
    chosen = [key for key in keys if key in found.figures]
    if source == "form" and not reason.strip():
        raise UserError(
            "Число принято по форме без объяснения.",
            "Напишите, почему верна форма: например, «совместитель уволен 25.09».",
        )
    if not chosen:
        return 0
    spec = REGISTERS["form_figures"]
    word = "по форме" if source == "form" else "по реестру"
    with db.change(f"Сверка с формой: принято {word}") as change:
        for key in chosen:
            figure, ours = found.figures[key], found.ours(*key)
            taken = figure.stated if source == "form" else ours
            change.set(spec, figure.id, {
                "accepted_from": source, "accepted": float(taken), "counted": float(ours),
                "reason": reason.strip() or None,
            })  # fmt: skip
    return len(chosen)


def probable(db: Database, found: Check, line: str, heading: str) -> list[Probable]:
    """Who probably makes a cell differ: empty fields, jobs that began or ended near the day, guests, near a border."""
    table, sheet = found.table, found.sheet
    row = next(each for each in table.lines if each.row.id == line)
    everybody = row.cells[0]
    reasons: dict[int, str] = {}
    for each in sorted(everybody & table.unknown):
        reasons[each] = f"«{sheet.cut.title}» не определить: поле пусто"
    elsewhere = table.lines[-1].cells[0] - everybody if line != ALL else frozenset()
    for each, text in _jobs_near(db, sheet, everybody, elsewhere):
        reasons.setdefault(each, text)
    if sheet.cut.bands and heading not in (_FTE, heading_of(table, 0)):
        for each, text in _near_border(db, table, everybody):
            reasons.setdefault(each, text)
    ordered = sorted((query.title(db, "teachers", each), each, text) for each, text in reasons.items())
    return [Probable(each, title, text) for title, each, text in ordered[:_MOST]]


def _figures(db: Database, sheet: Sheet) -> dict[tuple[str, str], Figure]:
    names = ["line", "heading", "stated", "accepted_from", "accepted", "counted", "reason"]
    where = All((
        Test("organization_id", "eq", sheet.organization), Test("form", "eq", sheet.form),
        Test("stated_on", "eq", sheet.on), Test("cut", "eq", sheet.cut.id),
    ))  # fmt: skip
    found = {}
    for row in query.rows(db, query.Query("form_figures", where=where), names):
        line, heading, stated, source, accepted, counted, reason = row.values
        found[line, heading] = Figure(
            row.id, exact_decimal(stated), source, _exact(accepted), _exact(counted), reason or ""
        )
    return found


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else exact_decimal(value)


def _jobs_near(
    db: Database, sheet: Sheet, everybody: frozenset[int], elsewhere: frozenset[int]
) -> Iterable[tuple[int, str]]:
    """People whose job here began or ended near the day or is not their main one, and people away.

    ``elsewhere``: people who are counted in another row.
    """
    names = ["teacher_id", "position", "is_main", "hired_on", "left_on"]
    near = timedelta(days=_NEAR_DAYS)
    here = query.Query("employments", where=Test("organization_id", "eq", sheet.organization))
    for row in query.rows(db, here, names):
        job: dict[str, Any] = dict(zip(names, row.values, strict=True))
        person = job["teacher_id"].id
        if person in elsewhere:
            continue
        began, ended = job["hired_on"], job["left_on"]
        is_there = (began is None or began <= sheet.on) and (ended is None or ended >= sheet.on)
        if began is not None and abs(began - sheet.on) <= near:
            yield person, f"принят {format_date(began)}"
        elif ended is not None and abs(ended - sheet.on) <= near:
            yield person, f"уволен {format_date(ended)}"
        elif job["is_main"] is False and is_there:
            yield person, f"совместитель: {job['position']}"
    away = All((
        Test("starts_on", "le", sheet.on), AnyOf((Test("ends_on", "empty"), Test("ends_on", "ge", sheet.on))),
    ))  # fmt: skip
    kind = REGISTERS["absences"].by_name["kind"].kind
    for row in query.rows(db, query.Query("absences", where=away), ["teacher_id", "kind", "starts_on"]):
        if row.values[0].id in everybody:
            yield row.values[0].id, f"{kind.format(row.values[1])} с {format_date(row.values[2])}"


def _near_border(db: Database, table: StaffTable, everybody: frozenset[int]) -> Iterable[tuple[int, str]]:
    """People who stand within a year of a border of the bands."""
    name = {"age": "born_on", "teaching_service": "teaching_since", "whole_service": "working_since"}.get(
        table.cut.kind
    )
    if name is None:
        return
    for row in query.fetch(db, REGISTERS["teachers"], sorted(everybody), [name]):
        since = row.values[0]
        if since is None or since > table.counted_on:
            continue
        years = full_years(since, table.counted_on)
        if years in table.cut.bands or years + 1 in table.cut.bands:
            word = "возраст" if table.cut.kind == "age" else "стаж"
            yield row.id, f"{word} у границы: {years} полных лет на {format_date(table.counted_on)}"
