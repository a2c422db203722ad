"""«Результаты конкурсов»: by level, contest and organisation – participations and unique people; and by years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ...core.conditions import Test
from ...core.dates import Period, format_date
from ...core.text import natural
from ...registers.contests import CONTESTS
from ...registers.dictionaries import LEVEL
from ...storage import query
from ...storage.database import Database
from ...work.contest_counts import Counts, Work, count, people_of, read_entries, workplaces, works_of
from ...work.contest_diplomas import contests_of, diplomas_of_period
from ...work.contest_editions import SeriesLine, read_series
from ..document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Note,
    Orientation,
    Paragraph,
    Row,
    Table,
    data,
    section,
    subtotal,
    total,
)
from ..values import ValueKind
from .card_parts import span
from .inputs import Inputs

_NUMBER = ValueKind.INTEGER
_COLUMNS = (
    Column("Конкурс, организация", weight=5),
    Column("Когда", weight=2),
    Column("Участий", _NUMBER, width=20),
    Column("Педагогов (каждый один раз)", _NUMBER, width=26),
    Column("Без карточки и организаций", _NUMBER, width=26),
    Column("Победите\u00adлей", _NUMBER, width=22),
    Column("Призёров", _NUMBER, width=20),
)
_ABOUT = (
    "Участие – одна представленная работа: команда считается один раз, её члены – каждый. Один педагог может быть на "
    "нескольких уровнях и в нескольких конкурсах, поэтому итог по людям меньше суммы строк."
)


def build(db: Database, inputs: Inputs) -> Document:
    """By level, then by contest, then by organisation; contests that do not count stand apart."""
    period = inputs.period
    names = ["name", "level", "starts_on", "ends_on", "is_professional", "excluded_reason"]
    contests = {row.id: row.values for row in query.fetch(db, CONTESTS, contests_of(db, period), names)}
    works: dict[int, list[Work]] = {}
    for work in works_of(read_entries(db, contests)):
        works.setdefault(work.first.contest, []).append(work)
    counted = [each for each, values in contests.items() if values[4] is not False]
    located = {each: _located(db, works.get(each, ()), contests[each][2], _wanted(db, inputs)) for each in counted}
    if inputs.organization is not None:
        counted = [each for each in counted if located[each]]
    rows: list[Row] = []
    for code, label in LEVEL.labels.items():
        own = sorted((each for each in counted if contests[each][1] == code), key=lambda e: natural(contests[e][0]))
        if own:
            rows.append(section(f"Уровень: {label}"))
            for each in own:
                rows += _contest(contests[each], located[each])
            level = count(work for each in own for work in located[each])
            rows.append(subtotal(f"Итого, {label}", f"конкурсов: {len(own)}", *_cells(level)))
    if rows:
        whole = count(work for each in counted for work in located[each])
        rows.append(total("Всего", f"конкурсов: {len(counted)}", *_cells(whole)))
    left_out = [each for each in contests.values() if each[4] is False]
    blocks: list[Block] = [
        Heading("Результаты конкурсов"),
        Paragraph(f"{_words(period)}{_whose(db, inputs)}", Align.CENTER, indent=False),
        Table(_COLUMNS, tuple(rows), empty_text="Конкурсов за это время нет"),
        Note(_ABOUT),
    ]
    if left_out:
        listed = "; ".join(f"«{each[0]}»" + (f" ({each[5]})" if each[5] else "") for each in left_out)
        blocks.append(Note(f"Не учтены: {listed}."))
    return Document(
        title="Результаты конкурсов", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE, page_total=True,
        footer=f"Сформировано {format_date(inputs.made_on)}",
    )  # fmt: skip


def diploma_list(db: Database, inputs: Inputs) -> Document:
    """Who gets a diploma for contests of the period."""
    lines = diplomas_of_period(db, inputs.period)
    if inputs.organization is not None:
        title = _title(db, inputs.organization)
        lines = [each for each in lines if title in (each.organization, each.name)]
    columns = (
        Column("№\u00a0п/п", _NUMBER, width=14, align=Align.CENTER), Column("Кому", weight=4),
        Column("Организация", weight=3), Column("Конкурс", weight=4), Column("Уровень", weight=2),
        Column("Номинация", weight=3), Column("Результат", weight=2), Column("Дата", ValueKind.DATE, width=24),
    )  # fmt: skip
    rows = [
        data(place, each.name, each.organization, each.contest, each.level_text, each.nomination, each.result_text,
             each.held_on)
        for place, each in enumerate(lines, 1)
    ]  # fmt: skip
    return Document(
        title="Список на дипломы", orientation=Orientation.LANDSCAPE, page_total=True,
        blocks=(
            Heading("Список на дипломы"),
            Paragraph(f"{_words(inputs.period)}{_whose(db, inputs)}", Align.CENTER, indent=False),
            Table(columns, tuple(rows), empty_text="Победителей и призёров за это время нет"),
        ),
        footer=f"Сформировано {format_date(inputs.made_on)}",
    )  # fmt: skip


def years_document(lines: Sequence[SeriesLine], years: Sequence[int], made_on: date) -> Document:
    """Contests by year: participations, people and winners of each year side by side."""
    kinds = (("уч.", "участий"), ("чел.", "людей"), ("поб.", "победителей"))
    columns = [Column("Конкурс", weight=4), Column("Уровень", width=30)]
    for year in years:
        columns += [Column(short, _NUMBER, width=12.5, group=str(year)) for short, _ in kinds]
    rows = []
    for line in lines:
        cells: list[int | str] = []
        for year in years:
            found = line.years.get(year)
            counts = found.counts if found else None
            cells += [counts.entries, len(counts.people), counts.winners] if counts else ["", "", ""]
        rows.append(data(line.name, LEVEL.labels.get(line.level, ""), *cells))
    return Document(
        title="Конкурсы по годам", orientation=Orientation.LANDSCAPE, page_total=True,
        blocks=(
            Heading("Конкурсы по годам"),
            Table(tuple(columns), tuple(rows), key_columns=2, empty_text="Конкурсов ещё нет"),
            Note("уч. – участий (команда один раз), чел. – педагогов, каждый один раз, поб. – победителей."),
        ),
        footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def build_years(db: Database, inputs: Inputs) -> Document:
    """The same as a report: the five years up to the as-of date."""
    year = inputs.period.year
    shown = range(year - 4, year + 1)
    lines = [line for line in read_series(db, inputs.period.end) if any(each in line.years for each in shown)]
    return years_document(lines, list(shown), inputs.made_on)


def _contest(values: tuple[Any, ...], located: Mapping[Work, Sequence[query.LinkTo]]) -> list[Row]:
    """The line of a contest and those of its organisations."""
    name, _, starts_on, ends_on, *_ = values
    found = [data(name, span(starts_on, ends_on or starts_on), *_cells(count(located)))]
    by_place: dict[query.LinkTo, list[Work]] = {}
    for work, places in located.items():
        for place in places:
            by_place.setdefault(place, []).append(work)
    for place in sorted(by_place, key=lambda place: natural(place.title)):
        found.append(data(f"\u2003{place.title}", "", *_cells(count(by_place[place]))))
    return found


def _located(db: Database, works: Sequence[Work], on: date, organization: int | None) -> dict[Work, list[query.LinkTo]]:
    """Works with the organisations they come from; with ``organization`` those of this one only."""
    workplace = workplaces(db, people_of([each for work in works for each in work.entries]), on)
    found: dict[Work, list[query.LinkTo]] = {}
    for work in works:
        places: dict[query.LinkTo, None] = {}
        for each in work.entries:
            place = each.organization or (workplace.get(each.teacher.id) if each.teacher else None)
            if place is not None:
                places.setdefault(place)
        if organization is None:
            found[work] = list(places)
        elif own := [place for place in places if place.id == organization]:
            found[work] = own
    return found


def _wanted(db: Database, inputs: Inputs) -> int | None:
    """The organisation of the report; None: all."""
    if inputs.organization is None:
        return None
    found = query.ids(db, query.Query("organizations", where=Test("code", "eq", inputs.organization)))
    return found[0] if found else -1


def _title(db: Database, code: str) -> str:
    found = query.ids(db, query.Query("organizations", where=Test("code", "eq", code)))
    return query.title(db, "organizations", found[0]) if found else code


def _cells(counts: Counts) -> tuple[int, ...]:
    return (counts.entries, len(counts.people), counts.others, counts.winners, counts.prizes)


def _words(period: Period) -> str:
    return f"конкурсы, которые закончились с {format_date(period.start)} по {format_date(period.end)}"


def _whose(db: Database, inputs: Inputs) -> str:
    return f": {_title(db, inputs.organization)}" if inputs.organization else ""
