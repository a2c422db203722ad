"""«Конкурсы по годам»: the same contest through the years side by side; contests of the year by level."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...core.dates import Period
from ...core.text import counted
from ...indicators.profiles import load_profile
from ...registers import REGISTERS
from ...registers.dictionaries import LEVEL
from ...storage import query
from ...storage.database import Database
from ...work.contest_counts import Counts, Work, count, read_entries, works_of
from ...work.contest_diplomas import contests_of
from ...work.contest_editions import SeriesLine, confirm, join, read_series
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn
from .views_page import View, ViewAction, ViewsPage

_SHOWN = 5  # years
_YEAR = 112


@dataclass(frozen=True)
class _Found:
    lines: list[SeriesLine]
    contests: list[tuple[int, tuple[Any, ...], Counts]]
    year: int


class ContestYearsPage(ViewsPage):
    """Every contest by year; those that the program only supposes to be one are a question."""

    concerns = frozenset({"contests", "contest_entries", "contest_series"})
    has_paper = True
    help_key = "contests"
    views = (
        View(
            "years", "По годам",
            (RowColumn("Конкурс", 310), RowColumn("Уровень", 170), *(RowColumn("", _YEAR) for _ in range(_SHOWN))),
            "Здесь будут конкурсы всех лет: участия, педагоги и победители каждого года рядом.", "contest",
            (
                ViewAction("Подтвердить", "check", "confirm_marked",
                           about="Отмеченное – и правда один конкурс разных лет"),
                ViewAction("Это один конкурс", "link", "join_marked",
                           about="Отмеченные строки – один конкурс, который назывался по-разному"),
            ),
            has_marks=True,
        ),
        View(
            "levels", "По уровням",
            (RowColumn("Уровень", 170), RowColumn("Конкурс", 355), RowColumn("Начало", 100),
             RowColumn("Участий", 90, True), RowColumn("Педагогов", 90, True), RowColumn("Других", 90, True),
             RowColumn("Победителей", 110, True), RowColumn("Призёров", 85, True)),
            "Здесь будут конкурсы этого года по уровням: участия и педагоги, каждый один раз.", "list",
        ),
    )  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Конкурсы по годам", gateway, context)
        self.search.setPlaceholderText("Название конкурса")
        self.found = _Found([], [], context.year)

    def reader(self) -> Callable[[Database], _Found]:
        year = self._context.year

        def read(db: Database) -> _Found:
            names = ["name", "level", "starts_on", "is_professional"]
            period = Period.of_year(year)
            own = {row.id: row.values for row in query.fetch(db, REGISTERS["contests"], contests_of(db, period), names)}
            works: dict[int, list[Work]] = {}
            for work in works_of(read_entries(db, own)):
                works.setdefault(work.first.contest, []).append(work)
            order = list(LEVEL.labels)
            contests = [(each, values, count(works.get(each, ()))) for each, values in own.items()]
            contests.sort(key=lambda each: (order.index(each[1][1]), each[1][2]))
            return _Found(read_series(db, period.end), contests, year)

        return read

    def show_found(self, found: _Found) -> None:
        self.found = found
        years = range(found.year - _SHOWN + 1, found.year + 1)
        model = self.areas["years"].model
        model.columns = (*model.columns[:2], *(RowColumn(str(year), _YEAR) for year in years))
        self.show_rows("years", [_line_row(place, line, years) for place, line in enumerate(found.lines)])
        self.show_rows("levels", [_contest_row(*each) for each in found.contests])
        supposed = sum(line.id is None and len(line.contests) > 1 for line in found.lines)
        self.header.set_count(f"{counted(len(found.lines), 'конкурс', 'конкурса', 'конкурсов')}")
        words = "В клетке года: участий (команда – одно) / педагогов (каждый один раз) / победителей."
        if supposed:
            words += f" Похоже, что это конкурсы разных лет, – подтвердите: {supposed}."
        self._words = words
        self.on_view(self.switch.chosen())

    _words = ""

    def on_view(self, key: str) -> None:
        people = set().union(*(each[2].people for each in self.found.contests if each[1][3] is not False))
        levels = f"За {self.found.year} год педагогов, каждый один раз: {len(people)}. Не учтённые отмечены."
        self.foot.setText(self._words if key == "years" else levels)

    def _marked(self) -> list[SeriesLine]:
        return [self.found.lines[place] for place in self.marks()]

    def confirm_marked(self) -> None:
        """Supposed lines become series."""
        lines = self._marked()
        self.write(
            lambda db: confirm(db, lines),
            lambda count: f"Собрано: {counted(count, 'конкурс', 'конкурса', 'конкурсов')}."
            if count else "Отмеченное уже подтверждено.",
        )  # fmt: skip

    def join_marked(self) -> None:
        """Lines of different names become one."""
        lines = self._marked()
        self.write(lambda db: join(db, lines), lambda _: "Собрано в одну строку; другие названия запомнены.")

    def source(self) -> DocumentSource:
        """The years as they are seen; by level – the report of the year."""
        year, shown = self._context.year, self.switch.chosen()
        profile, back = load_profile(self._context.profile_id), Place("contest_years")

        def make_years(db: Database, _: Any) -> Any:
            from ...reports.library.contest_results import years_document

            lines = read_series(db, date(year, 12, 31))
            return years_document(lines, range(year - _SHOWN + 1, year + 1), date.today())

        def make_levels(db: Database, _: Any) -> Any:
            from ...reports.library.contest_results import build
            from ...reports.library.inputs import Inputs

            return build(db, Inputs(profile, Period.of_year(year), None, date.today()))

        if shown == "years":
            return DocumentSource(f"Конкурсы по годам – {year}", make_years, back)
        return DocumentSource(f"Результаты конкурсов за {year} год", make_levels, back)


def _line_row(place: int, line: SeriesLine, years: range) -> Row:
    cells = []
    for year in years:
        edition = line.years.get(year)
        counts = edition.counts if edition else None
        cells.append(f"{counts.entries} / {len(counts.people)} / {counts.winners}" if counts else "")
    latest = line.years[max(line.years)].contests[-1] if line.years else None
    is_open = line.id is None and len(line.contests) > 1
    target = Place("contest", latest) if latest is not None else Place("record:contest_series", line.id)
    return Row((line.name, LEVEL.labels.get(line.level, "любой"), *cells), place, target, "warn" if is_open else "")


def _contest_row(contest: int, values: tuple[Any, ...], counts: Counts) -> Row:
    name, level, starts_on, is_professional = values
    left_out = " – не учитывается" if is_professional is False else ""
    cells = (counts.entries, len(counts.people), counts.others, counts.winners, counts.prizes)
    return Row((LEVEL.labels[level], f"{name}{left_out}", starts_on, *cells), contest, Place("contest", contest))
