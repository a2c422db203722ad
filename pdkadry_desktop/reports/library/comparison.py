"""Organisations beside each other and years beside each other: the heat map, who is below the median, the dynamics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ...core.dates import Period, format_date
from ...core.numbers import rounded
from ...core.progress import NO_PROGRESS, Progress
from ...indicators.compute import Result, compute
from ...indicators.profiles import load_profile
from ...indicators.versions import with_own
from ...indicators.wording import number, short_wording, shown_value, status_word
from ...storage.database import Database
from ..document import Align, Block, Column, Document, Heading, KeyValues, Note, Orientation, Row, Table, data, total
from ..facts import given_facts
from ..spread import MARKS, PlaceFigure, behind, better_of, median, organization_titles, place_figures
from ..values import ValueKind
from .inputs import Inputs
from .targets import share_words

LEGEND = (
    "▲ цель выполнена   ● в пределах допуска   ▼ не выполнена   ? не оценивается   — нет кого считать или нет данных"
)
_WIDEST = 12  # indicators in one table of the heat map on paper


@dataclass(frozen=True)
class Heat:
    """Organisations × shares of the order. ``cells``: (indicator, organisation) → figure."""

    period: Period
    municipality: str
    results: tuple[Result, ...]
    titles: dict[int, str]
    cells: dict[tuple[str, int], PlaceFigure]
    medians: dict[str, Fraction | None]
    behind: dict[str, tuple[PlaceFigure, ...]]


@dataclass(frozen=True)
class YearLine:
    """One indicator over the years; ``step``: how much it changed since the year before, in its own unit."""

    result: Result
    values: tuple[Fraction | None, ...]
    step: Fraction | None


@dataclass(frozen=True)
class Dynamics:
    years: tuple[int, ...]
    lines: tuple[YearLine, ...]
    period: Period
    municipality: str


def heat(db: Database, profile_id: str, period: Period) -> Heat:
    """Every share that is counted by organisation, each organisation judged by its own target."""
    profile = with_own(db, load_profile(profile_id), period.year)
    given = given_facts(db, profile, period.end)
    results = compute(db, profile, period, given=given)
    shown = tuple(each for each in results if each.unit == "%" and (each.organizations or each.places))
    titles = organization_titles(db)
    cells: dict[tuple[str, int], PlaceFigure] = {}
    medians: dict[str, Fraction | None] = {}
    below: dict[str, tuple[PlaceFigure, ...]] = {}
    for result in shown:
        figures = place_figures(db, profile_id, result, given.targets, titles)
        cells.update({(result.id, each.id): each for each in figures})
        medians[result.id] = median(figures)
        below[result.id] = tuple(behind(figures, better_of(result)))
    present = {place for _, place in cells}
    kept = {each: title for each, title in titles.items() if each in present}
    return Heat(period, profile.municipality, shown, kept, cells, medians, below)


def dynamics(
    db: Database, profile_id: str, period: Period, count: int = 4, progress: Progress = NO_PROGRESS
) -> Dynamics:
    """The last ``count`` years: earlier ones at their end, closed ones as they were closed."""
    profile = with_own(db, load_profile(profile_id), period.year)
    years = tuple(range(period.year - count + 1, period.year + 1))
    values: list[dict[str, Fraction | None]] = []
    results: Sequence[Result] = ()
    for done, year in enumerate(years):
        progress.step(done, len(years), f"{year} год")
        progress.raise_if_cancelled()
        own = period if year == period.year else Period.of_year(year)
        results = compute(db, profile, own, given=given_facts(db, profile, own.end))
        found = {each.id: each.value for each in results}
        empty = year != period.year and not any(found.values())  # nothing was kept in that year
        values.append(dict.fromkeys(found) if empty else found)
    lines = []
    for result in results:
        row = tuple(each.get(result.id) for each in values)
        before, now = row[-2] if len(row) > 1 else None, row[-1]
        lines.append(YearLine(result, row, None if before is None or now is None else now - before))
    return Dynamics(years, tuple(lines), period, profile.municipality)


def cell_words(figure: PlaceFigure | None) -> str:
    """«▲ 45,0»: the shape says what the colour says."""
    if figure is None or figure.value is None:
        return "—"
    mark = MARKS[figure.verdict]
    bound = figure.target.value if figure.target else None
    shown = share_words(figure.value, "%", bound).removesuffix("\u00a0%")
    return f"{mark}\u00a0{shown}" if mark else shown


def step_words(line: YearLine) -> str:
    """«+2,4 п.п.», «−3»."""
    if line.step is None:
        return "—"
    sign = "+" if line.step > 0 else ""
    if line.result.unit == "%":
        return f"{sign}{rounded(line.step, 1)}\u00a0п.п."
    return f"{sign}{number(line.step)}"


def trend_words(line: YearLine) -> str:
    """Better, worse or the same than the year before, by the direction of the indicator."""
    if line.step is None:
        return ""
    if not line.step:
        return "без изменений"
    return "лучше" if (line.step > 0) == (better_of(line.result) == "up") else "хуже"


def report_heat(db: Database, inputs: Inputs) -> Document:
    """The heat map chosen by its id."""
    return build_heat(heat(db, inputs.profile.id, inputs.period), inputs.made_on)


def report_years(db: Database, inputs: Inputs) -> Document:
    """The dynamics chosen by their id."""
    return build_years(dynamics(db, inputs.profile.id, inputs.period), inputs.made_on)


def build_heat(found: Heat, made_on: date) -> Document:
    """The heat map on paper: shapes and numbers, as many tables as the sheet needs; then who is below the median."""
    title = f"Организации по показателям за {found.period.year} год"
    blocks: list[Block] = [
        Heading(title),
        KeyValues((("Муниципалитет", found.municipality), ("Данные на", format_date(found.period.end)))),
        Note(LEGEND),
    ]
    for start in range(0, len(found.results), _WIDEST):
        shown = found.results[start : start + _WIDEST]
        blocks += [_heat_table(found, shown), *(Note(f"{each.id} – {short_wording(each)}") for each in shown)]
    rows: list[Row] = []
    for result in found.results:
        those = found.behind[result.id]
        names = "; ".join(f"{each.title} ({share_words(each.value, '%')})" for each in those)
        middle = found.medians[result.id]
        rows.append(data(result.id, short_wording(result), share_words(middle, "%"), len(those), names))
    columns = (
        Column("№", width=18), Column("Показатель", weight=3), Column("Медиана", width=22, align=Align.CENTER),
        Column("Хуже медианы", ValueKind.INTEGER, width=22), Column("Кто", weight=3),
    )  # fmt: skip
    blocks += [Heading("Кто хуже медианы района", level=2), Table(columns, tuple(rows), key_columns=2)]
    return Document(
        title=title, blocks=tuple(blocks), orientation=Orientation.LANDSCAPE, page_total=True,
        footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def _heat_table(found: Heat, shown: Sequence[Result]) -> Table:
    rows: list[Row] = [
        data(place, title, *(cell_words(found.cells.get((each.id, ident))) for each in shown))
        for place, (ident, title) in enumerate(found.titles.items(), 1)
    ]
    rows.append(total("", "По муниципалитету", *(shown_value(each).removesuffix("\u00a0%") for each in shown)))
    medians = (share_words(found.medians[each.id], "%").removesuffix("\u00a0%") for each in shown)
    rows.append(total("", "Медиана", *medians))
    columns = (
        Column("№", ValueKind.INTEGER, width=9, align=Align.CENTER), Column("Организация", weight=2.4),
        *(Column(each.id, weight=1, align=Align.CENTER, group="Показатель, %") for each in shown),
    )  # fmt: skip
    return Table(columns, tuple(rows), key_columns=2, empty_text="Ни одна организация не входит в показатели.")


def build_years(found: Dynamics, made_on: date) -> Document:
    """The years beside each other on paper."""
    title = f"Показатели по годам: {found.years[0]}–{found.years[-1]}"
    rows = tuple(
        data(line.result.id, short_wording(line.result), line.result.unit,
             *(share_words(value, line.result.unit) for value in line.values), step_words(line), trend_words(line),
             status_word(line.result))
        for line in found.lines
    )  # fmt: skip
    columns = (
        Column("№", width=20), Column("Показатель", weight=4), Column("Ед.", width=14),
        *(Column(str(year), width=22, align=Align.RIGHT, group="Год") for year in found.years),
        Column("К прошлому году", width=26, align=Align.RIGHT), Column("Стало", width=24), Column("Цель", width=30),
    )  # fmt: skip
    return Document(
        title=title,
        blocks=(
            Heading(title),
            KeyValues((("Муниципалитет", found.municipality), ("Данные на", format_date(found.period.end)))),
            Table(columns, rows, key_columns=2),
            Note("Прошлые годы – на 31 декабря; закрытые – какими их закрыли."),
        ),
        orientation=Orientation.LANDSCAPE, page_total=True, footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip
