"""Targets, the heat map and the breakdowns on screen: set for many, opened to people, printed, undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from pdkadry_desktop.core.progress import NO_PROGRESS
from pdkadry_desktop.exchange.demo_base import fill_demo
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.indicators.targets import read_targets
from pdkadry_desktop.reports.breakdowns import breakdowns
from pdkadry_desktop.reports.document import Document
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.reports.library import REPORTS, Inputs
from pdkadry_desktop.reports.render import render
from pdkadry_desktop.storage import journal, query
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.worker import DatabaseThread
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.comparison import ComparisonPage, spark
from pdkadry_desktop.ui.pages.indicators import IndicatorsPage
from pdkadry_desktop.ui.pages.page import Page
from pdkadry_desktop.ui.pages.targets import TargetsPage
from pdkadry_desktop.ui.places import Place

PROFILE, YEAR = "verkhnebureinsky", 2022
Opened = Callable[[type[Page], Place], Any]


@pytest.fixture(autouse=True)
def own_settings(qapp: QApplication, tmp_path: Path) -> None:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[DatabaseThread]:
    path = tmp_path / "district.pdk"
    with Database.open(path, create=True) as db:
        fill_demo(db, 8, 60, 7)
    thread = DatabaseThread(path)
    yield thread
    thread.close()


@pytest.fixture
def opened(qtbot: Any, worker: DatabaseThread) -> Opened:
    def make(kind: type[Page], place: Place) -> Page:
        page = kind(Gateway(worker), Context(PROFILE, YEAR))  # type: ignore[call-arg]
        qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show()
        page.arrive(place)
        return page

    return make


def targets(worker: DatabaseThread, indicator: str = "000.3") -> Any:
    return worker.call(lambda db: read_targets(db, PROFILE).of(indicator, YEAR))


def paper(worker: DatabaseThread, page: Any) -> Document:
    source = page.source()
    found: Document = worker.call(lambda db: source.build(db, NO_PROGRESS))
    return found


def test_a_target_is_set_for_all_schools_at_once_and_taken_back(
    qtbot: Any, worker: DatabaseThread, opened: Opened
) -> None:
    page = opened(TargetsPage, Place("targets", detail="000.3"))
    model = page.areas["places"].model
    qtbot.waitUntil(lambda: len(model.rows) > 2)
    assert model.rows[0].values[0] == "Весь муниципалитет"
    schools = len(model.rows) - 1
    model.toggle(range(1, schools + 1))
    page.ask_target()
    page.panel.boxes["aim"].editor.set_value("примерно 60")
    page.panel.do()
    assert "не цель" in page.panel.boxes["aim"].message.text()
    page.panel.boxes["aim"].editor.set_value("60 допуск 3")
    page.panel.do()
    qtbot.waitUntil(lambda: model.rows[1].values[3] == "≥\u00a060\u00a0% допуск 3")
    assert len(targets(worker)) == schools
    page.switch.choose("set")
    assert len(page.areas["set"].model.rows) == schools
    worker.call(journal.undo)
    assert targets(worker) == ()


def test_a_group_has_its_target_until_it_is_deleted(qtbot: Any, worker: DatabaseThread, opened: Opened) -> None:
    page = opened(TargetsPage, Place("targets", detail="000.3"))
    model = page.areas["places"].model
    qtbot.waitUntil(lambda: len(model.rows) > 2)
    page.ask_group()
    page.panel.boxes["group"].editor.set_value("organization_kind:school")
    page.panel.boxes["aim"].editor.set_value("70")
    page.panel.do()
    qtbot.waitUntil(lambda: any("тип" in str(row.values[4]) for row in model.rows))
    page.switch.choose("set")
    page.areas["set"].model.mark_all(True)
    page.remove_set()
    qtbot.waitUntil(lambda: not page.areas["set"].model.rows)
    assert targets(worker) == ()


def test_targets_are_carried_over_from_another_year(qtbot: Any, worker: DatabaseThread, opened: Opened) -> None:
    from pdkadry_desktop.indicators.target_text import read_aim
    from pdkadry_desktop.indicators.targets import set_targets

    worker.call(lambda db: set_targets(db, PROFILE, "000.3", YEAR - 1, {None: read_aim("85")}))
    page = opened(TargetsPage, Place("targets", detail="000.3"))
    qtbot.waitUntil(lambda: bool(page.areas["places"].model.rows))
    page.ask_copy()
    page.panel.do()
    qtbot.waitUntil(lambda: len(targets(worker)) == 1)


def test_the_paper_of_targets_has_every_organisation(qtbot: Any, worker: DatabaseThread, opened: Opened) -> None:
    page = opened(TargetsPage, Place("targets", detail="000.3"))
    qtbot.waitUntil(lambda: len(page.areas["places"].model.rows) > 2)
    assert "000.3" in paper(worker, page).title


def test_a_cell_of_the_heat_map_opens_its_people(qtbot: Any, worker: DatabaseThread, opened: Opened) -> None:
    page = opened(ComparisonPage, Place("comparison"))
    heat = page.table.heat
    qtbot.waitUntil(lambda: heat.rowCount() > 2)
    places: list[Place] = []
    page.go.connect(places.append)
    row, column = next(
        (row, column) for row in range(heat.rowCount()) for column in range(1, heat.columnCount())
        if (figure := heat.figure(heat.index(row, column))) is not None and figure.base
    )  # fmt: skip
    figure = heat.figure(heat.index(row, column))
    page._open(heat.index(row, column))
    qtbot.waitUntil(lambda: bool(places))
    assert len(places[0].only or ()) == figure.base
    shown = heat.index(row, column).data()
    assert shown[0] in "▲▼●?" or shown[0].isdigit()


def test_the_heat_map_sorts_by_a_value_with_empty_ones_last(qtbot: Any, opened: Opened) -> None:
    page = opened(ComparisonPage, Place("comparison"))
    heat = page.table.heat
    qtbot.waitUntil(lambda: heat.rowCount() > 2)
    heat.sort(1, Qt.SortOrder.DescendingOrder)
    figures = [heat.figure(heat.index(row, 1)) for row in range(heat.rowCount() - 2)]
    values = [None if each is None else each.value for each in figures]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True) and values[: len(known)] == known


def test_years_stand_beside_each_other(qtbot: Any, worker: DatabaseThread, opened: Opened) -> None:
    page = opened(ComparisonPage, Place("comparison"))
    page.switch.choose("years")
    qtbot.waitUntil(lambda: bool(page.years.rows.rows))
    titles = [column.title for column in page.years.rows.columns]
    assert titles[1:5] == ["2019", "2020", "2021", "2022"]
    page.count.setValue(2)
    qtbot.waitUntil(lambda: page.years.rows.columns[1].title == "2021")
    assert paper(worker, page).title == "Показатели по годам: 2021–2022"


def test_a_spark_has_one_mark_a_year() -> None:
    assert spark((None, 0, 5, 10)) == "·▁▄█"
    assert spark((None, None)) == ""
    assert spark((3, 3)) == "▄▄"


def test_breakdowns_open_the_people_of_a_number(qtbot: Any, worker: DatabaseThread) -> None:
    page = IndicatorsPage(Gateway(worker), Context(PROFILE, YEAR))
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.arrive(Place("indicators", detail="000.3"))
    qtbot.waitUntil(lambda: page.detail.result() is not None)
    slices = page.detail.slices
    page.detail.tabs.setCurrentWidget(slices)
    qtbot.waitUntil(lambda: bool(slices.model.rows))
    slices.by.setCurrentIndex(slices.by.findData("age"))
    slices.by.activated.emit(slices.by.currentIndex())
    cell = next(row.key for row in slices.model.rows if row.key.numerator)
    places: list[Place] = []
    page.go.connect(places.append)
    slices._open(cell, "numerator")
    qtbot.waitUntil(lambda: bool(places))
    assert places[0].only == cell.numerator
    assert slices.note.text().startswith("Сумма строк равна показателю")


@pytest.mark.parametrize("name", ["heat-map", "indicator-years", "indicator-breakdowns", "indicator-lists"])
@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_papers_are_written(worker: DatabaseThread, tmp_path: Path, name: str, ending: str) -> None:
    profile = load_profile(PROFILE)
    context = Context(PROFILE, YEAR)

    def work(db: Database) -> Document:
        given = given_facts(db, profile, context.period.end)
        return REPORTS[name].build(db, Inputs(profile, context.period, None, date(2023, 1, 10), given))

    out = tmp_path / f"out.{ending}"
    render(worker.call(work), out, ending)
    assert out.stat().st_size > 3000


def test_an_empty_base_says_what_will_be_here(qtbot: Any, tmp_path: Path) -> None:
    with Database.open(tmp_path / "empty.pdk", create=True) as db:
        assert query.count(db, query.Query("teachers")) == 0
        assert breakdowns(db, _first(db)) == []
    thread = DatabaseThread(tmp_path / "empty.pdk")
    page = ComparisonPage(Gateway(thread), Context(PROFILE, YEAR))
    qtbot.addWidget(page)
    page.show()
    page.arrive(Place("comparison"))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    thread.close()


def _first(db: Database) -> Any:
    from pdkadry_desktop.indicators.compute import compute

    return compute(db, load_profile(PROFILE), Context(PROFILE, YEAR).period)[0]
