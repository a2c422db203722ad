"""Random districts with nasty values: valid rows for all 35 sheets, made of invented people."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from .chance import DAY, FOCUSES, Chance
from .district import Row, Workbook
from .district_activities import add_activities
from .district_people import add_people
from .district_registers import add_registers
from .reading import sheets
from .things import Occurrence

FIVE_YEARS_LATER = date(2028, 9, 1)  # a category of 31.08.2023 is over, one of 01.09.2023 is not
ORG_TYPES = ("общеобразовательная", "дошкольная", "дополнительного образования", "иная")


def random_district(seed: int, organizations: int = 6, teachers: int = 40) -> Workbook:
    """Rows of every sheet, the same for the same seed; `moments_of` names the dates it is sharp at."""
    chance = Chance(seed)
    book: Workbook = {name: [] for name in sheets()}
    book["Организации"] = [_organization(chance, number) for number in range(1, organizations + 1)]
    add_people(chance, book, teachers)
    add_registers(chance, book)
    add_activities(chance, book)
    for name in ("Вакансии", "Наставничество", "Отсутствия", "Потребности", "Соглашения", "Экспертиза"):
        if chance.happens(0.04):
            book[name] = []
    return {name: [_complete(name, row) for row in rows] for name, rows in book.items()}


def moments_of(seed: int) -> list[tuple[int, date]]:
    """(year, as-of date) pairs at which the boundaries of this district lie."""
    day = FOCUSES[seed % len(FOCUSES)]
    days = {day - DAY, day, day + DAY, date(day.year, 12, 31), date(day.year - 1, 12, 31), FIVE_YEARS_LATER}
    return [(one.year, one) for one in sorted(days)]


def random_plan(seed: int, rows: int = 24) -> list[Occurrence]:
    """Plan occurrences of three tracks in every status, with ends at the boundaries."""
    chance = Chance(seed)
    found: dict[str, Occurrence] = {}
    for number in range(rows):
        end = chance.when()
        start = end - DAY * chance.one((0, 0, 1, 30, 200))
        status = chance.one(("planned", "done", "done", "done_late", "overdue", "moved", "cancelled", "history"))
        finished = chance.one((end, end + DAY, end - DAY, chance.day)) if status in ("done", "done_late") else None
        one = Occurrence(chance.one("123"), str(number // 2 + 1), start, end, status, finished)
        found[one.code] = one
    return list(found.values())


def write_workbook(district: Workbook, path: Path | str) -> None:
    """An .xlsx with every sheet and column of the specification."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, columns in sheets().items():
        sheet = book.create_sheet(name)
        sheet.append(list(columns))
        for row in district.get(name, []):
            sheet.append([_cell(row.get(header)) for header in columns])
    book.save(path)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "да" if value else "нет"
    return "; ".join(value) if isinstance(value, list) else value


def _complete(sheet: str, row: Row) -> Row:
    """Every column of the sheet, an empty list being an empty cell."""
    return {header: None if row.get(header) == [] else row.get(header) for header in sheets()[sheet]}


def _organization(chance: Chance, number: int) -> Row:
    """The first four are a school, a school, a kindergarten and extra education, open; the rest is chance."""
    settled = number <= 4
    kind = (
        ("общеобразовательная", "общеобразовательная", "дошкольная", "дополнительного образования")[number - 1]
        if settled
        else chance.one(ORG_TYPES)
    )
    since = chance.when() if chance.happens(0.15 if settled else 0.4) else None
    until = chance.when() if chance.happens(0.15 if settled else 0.4) else None
    if since and until and until < since:
        since, until = until, since
    return {
        "Код": f"О{number:02}",
        "Наименование": f"Организация «Ёлочка № {number}»",
        "Краткое наименование": chance.maybe(f"МБОУ № {number}"),
        "Тип": kind,
        "Местность": chance.one(("город", "село", None)),
        "Целевая модель наставничества с": chance.maybe(chance.when()),
        "План методического сопровождения с": chance.maybe(chance.when()),
        "Головная организация": chance.maybe("О01", 0.8) if number > 1 else None,
        "В мониторинге": chance.one((True, None)) if settled else chance.flag(0.2, 0.5),
        "Действует с": since,
        "Действует по": until,
    }
