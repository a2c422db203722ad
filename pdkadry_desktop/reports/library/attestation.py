"""Attestation on paper: who is due, the schedule of a year by month, the results of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ...core.dates import format_date
from ...core.text import counted
from ...storage.database import Database
from ...work.attestation import (
    OPEN,
    STATES,
    WHY,
    Application,
    Due,
    applications,
    due_in_year,
    results_of,
    tallies,
    terms_from,
)  # fmt: skip
from ..document import Align, Block, Column, Document, Heading, Note, Orientation, Paragraph, Row, Table, data, section
from ..document import total as total_row
from ..values import ValueKind
from .inputs import Inputs

SETTING = "attestation"
MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_QUARTERS = ("I", "II", "III", "IV")
_PEOPLE = ("человек", "человека", "человек")


def month_title(day: date) -> str:
    """«март 2026, I квартал»."""
    return f"{MONTHS[day.month - 1]} {day.year}, {_QUARTERS[(day.month - 1) // 3]} квартал"


def schedule_report(db: Database, inputs: Inputs) -> Document:
    """The schedule of the year of the period."""
    on = inputs.period.end
    found = applications(db, on.year, on)
    waiting = due_in_year(db, on.year, terms_from(db.setting(SETTING, {})), found)
    if inputs.organization is not None:
        name = _organization(db, inputs.organization)
        found = [each for each in found if each.organization == name]
        waiting = [each for each in waiting if each.worker.organization == name]
    return schedule(found, waiting, on.year, inputs.made_on)


def results_report(db: Database, inputs: Inputs) -> Document:
    """The results of the year of the period."""
    on = inputs.period.end
    found = applications(db, on.year, on)
    if inputs.organization is not None:
        name = _organization(db, inputs.organization)
        found = [each for each in found if each.organization == name]
    return results(found, on.year, inputs.made_on)


def _organization(db: Database, code: str) -> str:
    from ...core.conditions import Test
    from ...storage import query

    found = query.ids(db, query.Query("organizations", where=Test("code", "eq", code)))
    return query.title(db, "organizations", found[0]) if found else ""


def schedule(found: Sequence[Application], waiting: Sequence[Due], year: int, made_on: date) -> Document:
    """Who has an appointed day in the year, by month; then who applied without one, and who is due without applying."""
    columns = (
        _number(), Column("Фамилия, имя, отчество", weight=3), Column("Организация", weight=3),
        Column("Должность", weight=2), Column("Имеет", weight=3), Column("Заявлено", weight=2),
        Column("Заявление", ValueKind.DATE, width=23), Column("Дата", ValueKind.DATE, width=23),
    )  # fmt: skip
    rows: list[Row] = []
    month = ""
    planned = [each for each in found if each.scheduled_on and each.scheduled_on.year == year]
    unplanned = [each for each in found if each.scheduled_on is None and each.state in OPEN]
    for place, each in enumerate((*planned, *unplanned), 1):
        title = month_title(each.scheduled_on) if each.scheduled_on else "Дата не назначена"
        if title != month:
            month = title
            rows.append(section(title[:1].upper() + title[1:]))
        rows.append(data(
            place, each.name, each.organization, each.position, each.had, each.label, each.applied_on,
            each.scheduled_on,
        ))  # fmt: skip
    blocks: list[Block] = [
        Heading(f"График аттестации на {year} год"),
        Table(columns, tuple(rows), key_columns=2, empty_text="Заявлений нет"),
    ]
    if waiting:
        blocks += [Heading(f"Подлежат аттестации в течение года, заявления нет: {len(waiting)}", 2)]
        blocks.append(due_table(waiting, has_applications=False))
    return _document(f"График аттестации на {year} год", blocks, made_on)


def results(found: Sequence[Application], year: int, made_on: date) -> Document:
    """How many applications came to what, by category and by organisation, and the decisions by name."""
    found = results_of(found, year)
    decided = [each for each in found if each.state not in OPEN]
    blocks: list[Block] = [
        Heading(f"Итоги аттестации за {year} год"),
        Paragraph(
            f"Решения приняты по {counted(len(decided), 'заявлению', 'заявлениям', 'заявлениям')}, "
            f"без решения {len([each for each in found if each.state in OPEN])}.",
            Align.CENTER, indent=False,
        ),
        Heading("По категориям", 2), _tally_table(found, "label", "Категория"),
        Heading("По организациям", 2), _tally_table(found, "organization", "Организация"),
        Heading("Решения", 2),
    ]  # fmt: skip
    columns = (
        _number(), Column("Фамилия, имя, отчество", weight=3), Column("Организация", weight=3),
        Column("Должность", weight=2), Column("Заявлено", weight=2), Column("Решение", ValueKind.DATE, width=23),
        Column("Результат", weight=2), Column("Приказ", weight=2),
    )  # fmt: skip
    rows = [
        data(place, each.name, each.organization, each.position, each.label, each.decided_on,
             STATES[each.state] if each.state != "unclear" else each.result, each.directive_no)
        for place, each in enumerate(sorted(decided, key=lambda one: one.decided_on or date.max), 1)
    ]  # fmt: skip
    blocks.append(Table(columns, tuple(rows), key_columns=2, empty_text="Решений нет"))
    return _document(f"Итоги аттестации за {year} год", blocks, made_on)


def due_list(found: Sequence[Due], on: date, months: int, made_on: date) -> Document:
    """Who is due within so many months."""
    ahead = counted(months, "месяц", "месяца", "месяцев")
    people = counted(len(found), *_PEOPLE)
    blocks: list[Block] = [
        Heading("Кому пора на аттестацию"),
        Paragraph(f"на {format_date(on)}, на {ahead} вперёд: {people}", Align.CENTER, indent=False),
        due_table(found),
        Note(
            "СЗД – соответствие занимаемой должности. Категории, присвоенные до 01.09.2023, действуют пять лет, "
            "если не продлены; присвоенные позже – бессрочно."
        ),
    ]
    return _document("Кому пора на аттестацию", blocks, made_on)


def due_table(found: Sequence[Due], *, has_applications: bool = True) -> Table:
    """Names with the reason and the day."""
    columns: tuple[Column, ...] = (
        _number(), Column("Фамилия, имя, отчество", weight=3), Column("Организация", weight=3),
        Column("Должность", weight=2), Column("Почему", weight=2), Column("Срок", ValueKind.DATE, width=23),
        Column("Подробности", weight=4), Column("Заявление", weight=2),
    )  # fmt: skip
    if not has_applications:
        columns = columns[:-1]
    rows = [data(place, *due_cells(each)[: len(columns) - 1]) for place, each in enumerate(found, 1)]
    return Table(columns, tuple(rows), key_columns=2, empty_text="Никому")


def due_cells(each: Due) -> tuple[Any, ...]:
    """Name, organisation, position, reason, day, details, application."""
    worker = each.worker
    details = f"{each.words}; {worker.absence}" if worker.absence else each.words
    return (
        worker.name, worker.organization, worker.position, WHY[each.why], each.due_on, details, each.application,
    )  # fmt: skip


def _tally_table(found: Sequence[Application], by: Any, title: str) -> Table:
    columns = (
        Column(title, weight=4), Column("Заявлений", ValueKind.INTEGER, weight=1),
        *(Column(text[:1].upper() + text[1:], ValueKind.INTEGER, weight=1) for text in STATES.values()),
    )  # fmt: skip
    rows = [data(each.name, each.total, *each.counts.values()) for each in tallies(found, by)]
    if rows:
        sums = [sum(each.counts[state] for each in tallies(found, by)) for state in STATES]
        rows.append(total_row("Итого", sum(sums), *sums))
    return Table(columns, tuple(rows), empty_text="Заявлений нет")


def _number() -> Column:
    return Column("№", ValueKind.INTEGER, width=11, align=Align.CENTER)


def _document(title: str, blocks: Sequence[Block], made_on: date) -> Document:
    return Document(
        title=title, blocks=tuple(blocks), orientation=Orientation.LANDSCAPE, page_total=True,
        footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip
