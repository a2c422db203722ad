"""Indicators by organisation: a row per organisation, numerator and base of each indicator that has organisations."""

from __future__ import annotations

from ...core.dates import format_date
from ...core.numbers import rounded
from ...indicators.compute import Result, compute, value_of
from ...indicators.wording import number, short_wording
from ...storage import query
from ...storage.database import Database
from ..document import Align, Column, Document, Heading, KeyValues, Note, Orientation, Row, Table, data, total
from ..values import ValueKind
from .inputs import Inputs


def build(db: Database, inputs: Inputs) -> Document:
    """All organisations, or the one asked for."""
    profile, period = inputs.profile, inputs.period
    results = [each for each in compute(db, profile, period, given=inputs.given) if each.organizations]
    names = ["code", "name", "short_name"]
    rows: list[Row] = []
    for record in query.rows(db, query.Query("organizations"), names):
        code, name, short_name = record.values
        if inputs.organization not in (None, code):
            continue
        figures = [each.organizations.get(code) for each in results]
        if any(figures):
            cells = [_cell(result, found) for result, found in zip(results, figures, strict=True)]
            rows.append(data(len(rows) + 1, short_name or name, *cells))
    if inputs.organization is None:
        whole = [_cell(each, (each.numerator or 0, each.base)) for each in results]
        rows.append(total("", "По муниципалитету", *whole))
    columns = (
        Column("№", ValueKind.NUMBER, width=10, align=Align.CENTER),
        Column("Организация", width=60),
        *(Column(str(place), width=26, align=Align.CENTER) for place in range(1, len(results) + 1)),
    )
    legend = tuple(f"{place} – {short_wording(each)}" for place, each in enumerate(results, 1))
    return Document(
        title=f"Показатели по организациям за {period.year} год",
        blocks=(
            Heading(f"Показатели по организациям за {period.year} год"),
            KeyValues((("Муниципалитет", profile.municipality), ("Данные на", format_date(period.end)))),
            Table(columns, tuple(rows), key_columns=2, empty_text="Ни у одной организации нет людей в показателях."),
            Note("Столбцы:"),
            *(Note(line) for line in legend),
            Note("Человек с основной работой в двух организациях учтён в каждой, а по муниципалитету – один раз."),
        ),
        orientation=Orientation.LANDSCAPE,
        footer=f"Сформировано {format_date(inputs.made_on)}",
        page_total=True,
        subject=profile.municipality,
    )


def _cell(result: Result, figures: tuple[object, object] | None) -> str:
    if figures is None:
        return "—"
    numerator, base = figures
    if base is None:
        return number(numerator)  # type: ignore[arg-type]
    value, _ = value_of(result.kind, numerator, base)  # type: ignore[arg-type]
    share = "—" if value is None else f"{rounded(value, 1)}\u00a0%"
    return f"{share}\n{number(numerator)} из {number(base)}"  # type: ignore[arg-type]
