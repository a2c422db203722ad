"""The summary of support: sums by kind, fund and year, prizes by nomination, measures that overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ...core.dates import format_date
from ...registers.dictionaries import SUPPORT_KIND
from ...storage.database import Database
from ...work.support import (
    Awarded,
    Measure,
    Overlap,
    Total,
    awarded,
    overlaps,
    read_measures,
    read_nominations,
    totals,
)
from ..document import Align, Block, Column, Document, Heading, Orientation, Paragraph, Table, data, total
from ..values import ValueKind
from .card_parts import said, span

NO_FUND = "источник не указан"


@dataclass(frozen=True)
class SupportView:
    """The summary of some years; overlaps are those that touch them."""

    totals: tuple[Total, ...]
    overlaps: tuple[Overlap, ...]
    awarded: tuple[Awarded, ...]
    first: int
    last: int

    @property
    def amount(self) -> Fraction:
        return sum((each.amount for each in self.totals), Fraction(0))

    @property
    def open(self) -> int:
        """Overlaps that nobody has explained."""
        return sum(not each.note for each in self.overlaps)


def view(db: Database, first: int, last: int) -> SupportView:
    """The measures that begin in the years, and the overlaps that have a day in them."""
    measures = read_measures(db)
    start, end = date(first, 1, 1), date(last, 12, 31)
    touching = [
        each for each in overlaps(measures)
        if each.starts_on <= end and (each.ends_on is None or each.ends_on >= start)
    ]  # fmt: skip
    prizes = awarded(read_nominations(db), measures, first, last)
    return SupportView(tuple(totals(db, measures, first, last)), tuple(touching), tuple(prizes), first, last)


def measure_words(measure: Measure) -> str:
    """«ежемесячная выплата 35 %, бюджет района, с 01.09.2023»."""
    return said(measure.kind_words, measure.fund or NO_FUND, span(measure.starts_on, measure.ends_on))


def years_words(found: SupportView) -> str:
    """«2023 год», «2021–2023 годы»."""
    return f"{found.last} год" if found.first == found.last else f"{found.first}–{found.last} годы"


def build(found: SupportView, made_on: date) -> Document:
    """The summary on paper."""
    blocks: list[Block] = [
        Heading("Меры поддержки педагогов"),
        Paragraph(years_words(found), Align.CENTER, indent=False),
        _totals(found.totals),
    ]
    if found.awarded:
        blocks.append(_prizes(found.awarded))
    if found.overlaps:
        blocks.append(_overlaps(found.overlaps))
    return Document(
        title=f"Меры поддержки, {years_words(found)}", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE,
        page_total=True, footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def _totals(lines: Sequence[Total]) -> Table:
    columns = (
        Column("Вид", width=70), Column("Источник средств", weight=1), Column("Год", ValueKind.INTEGER, width=18),
        Column("Мер", ValueKind.INTEGER, width=18), Column("Человек", ValueKind.INTEGER, width=20),
        Column("Сумма, ₽", ValueKind.NUMBER, width=30), Column("Без суммы", ValueKind.INTEGER, width=22),
    )  # fmt: skip
    rows = [
        data(SUPPORT_KIND.labels[each.kind], each.fund or NO_FUND, each.year, each.measures, each.people, each.amount,
             each.without_amount or "")
        for each in lines
    ]  # fmt: skip
    if rows:
        rows.append(total(
            "Итого", "", "", sum(each.measures for each in lines), "",
            sum((each.amount for each in lines), Fraction(0)), sum(each.without_amount for each in lines) or "",
        ))  # fmt: skip
    return Table(columns, tuple(rows), empty_text="Мер поддержки нет")


def _prizes(lines: Sequence[Awarded]) -> Table:
    columns = (
        Column("Премия", weight=1), Column("Номинация", weight=1), Column("Год", ValueKind.INTEGER, width=18),
        Column("Человек", ValueKind.INTEGER, width=20), Column("Сумма, ₽", ValueKind.NUMBER, width=30),
    )  # fmt: skip
    rows = [data(each.nomination.prize, each.nomination.name, each.year, each.people, each.amount) for each in lines]
    return Table(columns, tuple(rows), title="Премии по номинациям")


def _overlaps(lines: Sequence[Overlap]) -> Table:
    columns = (
        Column("Педагог", width=52), Column("Первая мера", weight=1), Column("Вторая мера", weight=1),
        Column("Совпадают", width=44), Column("Что это", width=50),
    )  # fmt: skip
    rows = [
        data(each.first.name, measure_words(each.first), measure_words(each.second),
             span(each.starts_on, each.ends_on), said(each.why, each.note and f"пояснено: {each.note}", by="; "))
        for each in lines
    ]  # fmt: skip
    return Table(columns, tuple(rows), title="Пересечения мер поддержки")
