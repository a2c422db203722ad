"""Targets of one indicator: the municipality, its organisations, whose target holds and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ...core.dates import Period, format_date
from ...core.numbers import rounded
from ...indicators.compute import Result, compute
from ...indicators.judging import VERDICT_WORDS, achievement
from ...indicators.profiles import load_profile
from ...indicators.target_text import aim_words
from ...indicators.targets import OwnTarget, Targets
from ...indicators.versions import with_own
from ...indicators.wording import digits_of, judged_words, nearest_bound, number, short_wording, shown_value
from ...storage.database import Database
from ..document import Align, Column, Document, Heading, KeyValues, Note, Orientation, Table, data, total
from ..facts import given_facts
from ..spread import SOURCES, PlaceFigure, organization_titles, place_figures
from ..values import ValueKind

COLUMNS = ("Организация", "Факт", "Из кого посчитано", "Цель", "Чья цель", "Исполнение цели, %", "Итог")
_WHOLE = "Весь муниципалитет"


@dataclass(frozen=True)
class TargetsView:
    """What the page and the paper show. ``indicators``: id and wording of all of the order."""

    indicators: tuple[tuple[str, str], ...]
    result: Result | None
    places: tuple[PlaceFigure, ...]
    targets: Targets
    kinds: tuple[str, ...] = ()

    def of_year(self) -> tuple[OwnTarget, ...]:
        """The own targets of the indicator in the year."""
        return () if self.result is None else self.targets.of(self.result.id, self.result.period.year)


def view(db: Database, profile_id: str, period: Period, indicator: str) -> TargetsView:
    """``indicator`` «» or one that is gone: the first of the order."""
    profile = with_own(db, load_profile(profile_id), period.year)
    given = given_facts(db, profile, period.end)
    results = compute(db, profile, period, given=given)
    names = tuple((each.id, short_wording(each)) for each in results)
    result = next((each for each in results if each.id == indicator), results[0] if results else None)
    if result is None:
        return TargetsView((), None, (), given.targets)
    titles = organization_titles(db)
    places = place_figures(db, profile_id, result, given.targets, titles, everyone=True)
    return TargetsView(names, result, tuple(places), given.targets)


def share_words(value: Fraction | None, unit: str, bound: Fraction | None = None) -> str:
    """A value with as many decimals as keep it on its side of the target."""
    if value is None:
        return "—"
    return f"{rounded(value, digits_of(value, bound))}\u00a0%" if unit == "%" else number(value)


def place_cells(each: PlaceFigure, unit: str) -> tuple[str, ...]:
    """A row as it stands in the table, on screen and on paper."""
    bound = None if each.value is None else nearest_bound(each.target, each.value)
    counted = "" if each.numerator is None or each.base is None else f"{number(each.numerator)} из {number(each.base)}"
    shown = share_words(each.value, unit, bound)
    words = "" if each.value is not None else "нет данных" if each.is_silent else "нет кого считать"
    return (
        each.title, shown, counted, target_words(each.own, each, unit), _source(each), reached_words(each),
        words or VERDICT_WORDS[each.verdict],
    )  # fmt: skip


def target_words(own: OwnTarget | None, each: PlaceFigure, unit: str) -> str:
    """«≥ 60 %», «+2 п.п. → ≥ 62 %», «+2 п.п. (нет базы: …)»."""
    if each.target is None:
        return ""
    judged = judged_words(each.target, unit)
    if own is None or not own.aim.is_growth:
        tolerance = f" допуск {number(each.target.tolerance)}" if each.target.tolerance else ""
        return judged + tolerance
    said = aim_words(own.aim, unit)
    return f"{said} → {judged}" if each.target.value is not None else f"{said} ({each.target.why})"


def reached_words(each: PlaceFigure) -> str:
    reached = achievement(each.target, each.value)
    if reached is None:
        return ""
    return rounded(reached, digits_of(reached, Fraction(100)))


def _source(each: PlaceFigure) -> str:
    if each.source == "group" and each.own is not None:
        return each.own.group
    return SOURCES[each.source]


def whole_cells(found: TargetsView) -> tuple[str, ...]:
    """The row of the municipality."""
    result = found.result
    assert result is not None
    own = next((each for each in reversed(found.of_year()) if each.scope == "municipality"), None)
    each = PlaceFigure(
        0, _WHOLE, result.numerator, result.base, result.value, result.target,
        "" if result.target is None else "municipality" if result.target.is_own else "order", own,
    )  # fmt: skip
    _, _, counted, aim, source, reached, word = place_cells(each, result.unit)
    verdict = VERDICT_WORDS[result.verdict] if result.value is not None else word
    return _WHOLE, shown_value(result), counted, aim, source, reached, verdict


def build(found: TargetsView, made_on: date) -> Document:
    """The targets of the indicator on paper."""
    result = found.result
    assert result is not None
    rows: Sequence[PlaceFigure] = [each for each in found.places if each.numerator is not None or each.target]
    table = Table(
        columns=(
            Column("№", ValueKind.INTEGER, width=9, align=Align.CENTER), Column(COLUMNS[0], weight=3),
            *(Column(name, weight=1.4, align=Align.CENTER) for name in COLUMNS[1:]),
        ),
        rows=(*(data(place, *place_cells(each, result.unit)) for place, each in enumerate(rows, 1)),
              total("", *whole_cells(found))),
        key_columns=2,
    )  # fmt: skip
    papers = [f"{each.document}: {each.note}".strip(": ") for each in found.of_year() if each.document or each.note]
    basis = tuple(Note(text) for text in dict.fromkeys(papers))
    title = f"Цели по показателю {result.id} на {result.period.year} год"
    return Document(
        title=title,
        blocks=(
            Heading(title),
            KeyValues((("Показатель", short_wording(result)), ("Данные на", format_date(result.period.end)))),
            table, Note("Цель организации: своя, нет своей – цель группы, нет её – цель района или приказа."), *basis,
        ),
        orientation=Orientation.LANDSCAPE, footer=f"Сформировано {format_date(made_on)}", page_total=True,
    )  # fmt: skip
