"""Indicators in their breakdowns: by organisation type, town and village, age, service, position, subject, level."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...core.dates import format_date
from ...indicators.compute import Result, compute
from ...indicators.wording import number, short_wording, shown_value
from ...storage.database import Database
from ..breakdowns import Breakdown, SliceCell, breakdowns
from ..document import Align, Block, Column, Document, Heading, KeyValues, Note, Table, data, total
from ..values import ValueKind
from .inputs import Inputs
from .targets import share_words

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
    for result in results:
        found = breakdowns(db, result)
        if found:
            blocks.append(Heading(f"{result.id} {short_wording(result)}: {shown_value(result)}", level=2))
        for each in found:
            blocks += [_table(result, each), Note(each.words())]
    if len(blocks) == 2:
        blocks.append(Note("Показатели ещё не посчитаны: делить нечего."))
    return Document(
        title=title, blocks=tuple(blocks), page_total=True, footer=f"Сформировано {format_date(made_on)}"
    )  # fmt: skip


def cell_texts(result: Result, cell: SliceCell) -> tuple[str, str, str, str]:
    """Numerator, base, value and unknown of a key, on screen and on paper."""
    numerator, base = cell.figures
    value = "" if base is None else share_words(cell.value, result.unit)
    return number(numerator), "" if base is None else number(base), value, str(len(cell.unknown) or "")


def _table(result: Result, found: Breakdown) -> Table:
    rows = [data(cell.key, *cell_texts(result, cell)) for cell in found.cells]
    numerator, base = found.total
    shown = "" if base is None or found.only_numerator else number(base)
    rows.append(total("Всего", number(numerator), shown, shown_value(result) if shown else "", result.unknown or ""))
    columns = (
        Column(found.title, weight=3),
        *(Column(name, ValueKind.TEXT, width=28, align=Align.RIGHT) for name in COLUMNS),
    )
    return Table(columns, tuple(rows), key_columns=1)
