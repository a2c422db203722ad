"""Indicators in their breakdowns: by organisation type, town and village, age, service, position, subject, level."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...core.dates import format_date
from ...indicators.compute import Result, compute
from ...indicators.wording import number, short_wording, shown_value
from ...storage.database import Database
from ..breakdowns import Breakdown, SliceCell, breakdowns
from ..document import Align, Block, Column, Document, Heading, KeyValues, Note, Row, Table, data, section
from ..values import ValueKind
from .inputs import Inputs
from .targets import share_words

_OVERLAPS = "Один человек может стоять в нескольких строках разреза: они не складываются; остальные складываются."
COLUMNS = ("Числитель", "Знаменатель", "Значение", "Не заполнено")


def report(db: Database, inputs: Inputs) -> Document:
    """All indicators of the order, chosen by id."""
    results = compute(db, inputs.profile, inputs.period, given=inputs.given)
    return build(db, results, inputs.profile.municipality, inputs.made_on)


def build(db: Database, results: Sequence[Result], municipality: str, made_on: date) -> Document:
    """One indicator or several; those that cannot be divided are left out."""
    year = results[0].period.year if results else made_on.year
    title = f"Показатели в разрезах за {year} год" if len(results) != 1 else f"Показатель {results[0].id} в разрезах"
    day = format_date(results[0].period.end if results else made_on)
    blocks: list[Block] = [Heading(title), KeyValues((("Муниципалитет", municipality), ("Данные на", day)))]
    rows: list[Row] = []
    for result in results:
        found = breakdowns(db, result)
        if found:
            rows.append(section(f"{result.id} {short_wording(result)}: {shown_value(result)}"))
        for each in found:
            rows += _rows(result, each)
    if rows:
        blocks += [_table(rows), Note(f"* {_OVERLAPS}")]
    else:
        blocks.append(Note("Показатели ещё не посчитаны: делить нечего."))
    return Document(title=title, blocks=tuple(blocks), page_total=True, footer=f"Сформировано {format_date(made_on)}")


def cell_texts(result: Result, cell: SliceCell) -> tuple[str, str, str, str]:
    """Numerator, base, value and unknown of a key, on screen and on paper."""
    numerator, base = cell.figures
    value = "" if base is None else share_words(cell.value, result.unit)
    return number(numerator), "" if base is None else number(base), value, str(len(cell.unknown) or "")


def _rows(result: Result, found: Breakdown) -> list[Row]:
    """The keys of one breakdown; a control sum that needs words stands below them."""
    title = f"{found.title} *" if found.overlaps else found.title
    rows = [data(title, cell.key, *cell_texts(result, cell)) for cell in found.cells]
    if found.holds is False or found.shared != (0, 0):
        rows.append(data(title, found.words(), "", "", "", ""))
    return rows


def _table(rows: Sequence[Row]) -> Table:
    columns = (
        Column("Разрез", weight=2), Column("Кто", weight=2.4),
        *(Column(name, ValueKind.TEXT, width=26, align=Align.RIGHT) for name in COLUMNS),
    )  # fmt: skip
    return Table(columns, tuple(rows), key_columns=2)
