"""The card of a contest that is held every year: its years side by side."""

from __future__ import annotations

from datetime import date

from ...core.errors import UserError
from ...core.text import counted
from ...registers.dictionaries import LEVEL
from ...storage.database import Database
from ...work.contest_editions import SeriesLine, read_series
from ..document import Block, Column, Document, Heading, Note, Table, data, total
from ..values import ValueKind
from .card_parts import Fact
from .inputs import Inputs

_PEOPLE = ("педагог", "педагога", "педагогов")
_WINNERS = ("победитель", "победителя", "победителей")
_ENTRIES = ("участие", "участия", "участий")


def headline(db: Database, record_id: int, on: date) -> tuple[Fact, ...]:
    """A line for each year, the latest first."""
    line = _line(db, record_id, date(on.year, 12, 31))
    if line is None:
        return ()
    found = []
    for year in sorted(line.years, reverse=True):
        counts = line.years[year].counts
        words = [counted(counts.entries, *_ENTRIES), counted(len(counts.people), *_PEOPLE)]
        words.append(counted(counts.winners, *_WINNERS))
        found.append(Fact(str(year), ", ".join(words)))
    return tuple(found)


def build(db: Database, record_id: int, inputs: Inputs) -> Document:
    """The years as a table; UserError when the contest is gone."""
    line = _line(db, record_id, inputs.period.end)
    if line is None:
        raise UserError("Этого ежегодного конкурса больше нет.", "Обновите список.")
    number = ValueKind.INTEGER
    columns = (
        Column("Год", width=20), Column("Участий", number), Column("Педагогов (каждый один раз)", number),
        Column("Без карточки и организаций", number), Column("Победителей", number), Column("Призёров", number),
    )  # fmt: skip
    rows = []
    for year in sorted(line.years):
        counts = line.years[year].counts
        cells = (counts.entries, len(counts.people), counts.others, counts.winners, counts.prizes)
        rows.append(data(str(year), *cells))
    if rows:
        whole = line.whole
        rows.append(total("Всего", whole.entries, len(whole.people), whole.others, whole.winners, whole.prizes))
    level = LEVEL.labels.get(line.level, "")
    blocks: tuple[Block, ...] = (
        Heading(f"Ежегодный конкурс: {line.name}"), *((Heading(f"Уровень: {level}", 2),) if level else ()),
        Table(columns, tuple(rows), empty_text="Конкурсов ещё не было"),
        Note("В строке «Всего» каждый педагог один раз за все годы."),
    )  # fmt: skip
    return Document(title=f"Ежегодный конкурс – {line.name}", blocks=blocks, page_total=True)


def _line(db: Database, record_id: int, on: date) -> SeriesLine | None:
    return next((each for each in read_series(db, on) if each.id == record_id), None)
