"""Indicators by organisation: a row per organisation, numerator and base of each indicator that has organisations."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...core.dates import format_date
from ...core.numbers import rounded
from ...core.text import natural
from ...indicators.compute import Result, compute, value_of
from ...indicators.wording import number, short_wording
from ...storage import query
from ...storage.database import Database
from ..document import Align, Block, Column, Document, Heading, KeyValues, Note, Orientation, Row, Table, data, total
from ..values import ValueKind
from .inputs import Inputs

_HOME = "Человек с основной работой в двух организациях учтён в каждой из них, а по муниципалитету – один раз."


def build(db: Database, inputs: Inputs) -> Document:
    """All organisations, or the one asked for, with the wordings of the columns."""
    profile, period = inputs.profile, inputs.period
    results = compute(db, profile, period, given=inputs.given)
    places = {place: each for place, each in enumerate(results, 1) if each.organizations}
    legend = tuple(Note(f"{place} – {short_wording(each)}") for place, each in places.items())
    return Document(
        title=f"Показатели по организациям за {period.year} год",
        blocks=(
            Heading(f"Показатели по организациям за {period.year} год"),
            KeyValues((("Муниципалитет", profile.municipality), ("Данные на", format_date(period.end)))),
            Note("Показатели (номера столбцов):"),
            *legend,
            *by_organization(db, results, inputs.organization),
        ),
        orientation=Orientation.LANDSCAPE,
        footer=f"Сформировано {format_date(inputs.made_on)}",
        page_total=True,
        subject=profile.municipality,
    )


def by_organization(db: Database, results: Sequence[Result], organization: str | None) -> tuple[Block, ...]:
    """The table and its note; columns are numbered as the indicators of the order."""
    shown = {place: each for place, each in enumerate(results, 1) if each.organizations}
    found: list[tuple[str, list[str]]] = []
    for record in query.rows(db, query.Query("organizations"), ["code", "name", "short_name"]):
        code, name, short_name = record.values
        figures = [each.organizations.get(code) for each in shown.values()]
        if any(figures) and organization in (None, code):
            cells = [_cell(each, one) for each, one in zip(shown.values(), figures, strict=True)]
            found.append((short_name or name, cells))
    found.sort(key=lambda each: natural(each[0]))
    rows: list[Row] = [data(place, name, *cells) for place, (name, cells) in enumerate(found, 1)]
    if organization is None and rows:
        rows.append(total("", "По муниципалитету", *(_cell(each, _whole(each)) for each in shown.values())))
    columns = (
        Column("№", ValueKind.INTEGER, width=9, align=Align.CENTER),
        Column("Организация", weight=3),
        *(Column(str(place), weight=1.3, align=Align.CENTER, group="Показатель №") for place in shown),
    )
    return (
        Table(columns, tuple(rows), key_columns=2, empty_text="Ни одна организация не входит в показатели."),
        Note(_HOME),
    )


def _whole(result: Result) -> tuple[Fraction | int, Fraction | int | None]:
    return result.numerator or 0, result.base


def _cell(result: Result, figures: tuple[Fraction | int, Fraction | int | None] | None) -> str:
    if figures is None:
        return "—"
    numerator, base = figures
    if base is None:
        return number(numerator)
    value, _ = value_of(result.kind, numerator, base)
    if result.unit != "%":
        return f"{number(numerator)} из {number(base)}"
    share = "—" if value is None else f"{rounded(value, 1)}\u00a0%"
    return f"{share}\n{number(numerator)} из {number(base)}"
