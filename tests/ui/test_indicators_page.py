"""The page of indicators: its figures are those of the engine, every number opens exactly its list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.exchange.demo_base import fill_demo
from pdkadry_desktop.indicators.compute import Result, compute
from pdkadry_desktop.indicators.library import PROFILES
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.indicators.wording import shown_fraction, shown_value, status_word
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.storage import journal, query, records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.worker import DatabaseThread
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages import indicator_reader
from pdkadry_desktop.ui.pages.indicators import IndicatorsPage
from pdkadry_desktop.ui.pages.register import RegisterPage
from pdkadry_desktop.ui.places import Place

Key = Qt.Key
YEAR = 2022


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("indicators") / "district.pdk"
    with Database.open(path, create=True) as db:
        fill_demo(db, 8, 90, 7)
    return path


@pytest.fixture(autouse=True)
def own_settings(qapp: QApplication, tmp_path: Path) -> None:
    """What the page remembers stays inside one test."""
    qapp.setOrganizationName("PedKadry")
    qapp.setApplicationName("PedKadry")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


class Desk:
    """A page on a base with its context; ``places`` is where it asked to go."""

    def __init__(self, base: Path, profile: str, settle: Callable[[Callable[[], bool]], None]) -> None:
        self.worker = DatabaseThread(base, create=True)
        self.gateway = Gateway(self.worker)
        self.context = Context(profile, YEAR)
        self.page = IndicatorsPage(self.gateway, self.context)
        self.places: list[Place] = []
        self.page.go.connect(self.places.append)
        self._settle = settle

    def results(self) -> dict[str, Result]:
        """What the engine says, asked for on its own."""
        profile, period = load_profile(self.context.profile_id), self.context.period

        def work(db: Database) -> dict[str, Result]:
            given = given_facts(db, profile, period.end)
            return {each.id: each for each in compute(db, profile, period, given=given)}

        return self.worker.call(work)

    def shows(self, profile: str, period: Period) -> bool:
        shown = self.page.snapshot()
        return shown is not None and shown.profile.id == profile and shown.period == period

    def settle(self) -> None:
        """Until the figures of the context are shown."""
        self._settle(lambda: self.shows(self.context.profile_id, self.context.period))

    def open(self, name: str) -> list[QPushButton]:
        """Opens an indicator; its list buttons."""
        self.page.arrive(Place("indicators", detail=name))
        title = f"Показатель {name}"
        self._settle(
            lambda: self.page.detail.accessibleName() == title and self.page.detail.overview.shown_id() == name
        )
        return self.page.detail.overview.list_buttons()


@pytest.fixture
def make_desk(qtbot, district: Path, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(profile: str = "verkhnebureinsky", base: Path | None = None, width: int = 1300) -> Desk:
        if base is None:
            base = tmp_path / "copy.pdk"
            base.write_bytes(district.read_bytes())
        desk = Desk(base, profile, lambda met: qtbot.waitUntil(met, timeout=8000))
        qtbot.addWidget(desk.page)
        made.append(desk)
        desk.page.resize(width, 760)
        desk.page.show()
        desk.page.arrive(Place("indicators"))
        desk.settle()
        return desk

    yield make
    for each in made:
        each.worker.close()


def _number(text: str) -> int:
    """«Числитель: 1 081 человек» → 1081."""
    found = re.search(r": ([\d\u202f]+)", text)
    assert found, text
    return int(found[1].replace("\u202f", ""))


def _list_length(desk: Desk, place: Place) -> int:
    """How many rows the register's own table shows of the list."""
    register = place.page.removeprefix("register:")
    assert place.only is not None
    return len(set(desk.worker.call(lambda db: query.ids(db, query.Query(register)))) & place.only)


@pytest.mark.parametrize("profile", PROFILES)
def test_tiles_and_table_show_what_is_computed(make_desk, profile: str) -> None:
    desk = make_desk(profile)
    expected = desk.results()
    assert list(desk.page.tiles.tiles) == list(expected)
    desk.page.show_table()
    model = desk.page.table.indicators
    for name, result in expected.items():
        shown = desk.page.tiles.tiles[name].figure()
        assert (shown.value, shown.status) == (shown_value(result), status_word(result))
        if result.base is not None:
            assert shown.detail.startswith(shown_fraction(result))
        row = model.row_of(name)
        cells = [model.index(row, column).data() for column in range(model.columnCount())]
        assert cells[0] == name
        assert (cells[3], cells[5]) == (shown_value(result), status_word(result))
        assert cells[7] == (str(result.unknown) if result.unknown else "—")


@pytest.mark.parametrize("profile", PROFILES)
def test_every_button_opens_as_many_rows_as_it_says(make_desk, profile: str) -> None:
    desk = make_desk(profile)
    opened = 0
    for name, result in desk.results().items():
        sums = dict.fromkeys(("Числитель", "Посчитано", "Вся база", "Только в базе", "Не заполнено"), 0)
        for button in desk.open(name):
            label = button.text().partition(":")[0]
            sums[label] = sums.get(label, 0) + _number(button.text())
            if not button.isEnabled():
                assert _number(button.text()) == 0
                continue
            button.click()
            place = desk.places.pop()
            assert place.title.startswith(f"{name}: {label.lower()}, на ")
            assert len(place.only or ()) == _list_length(desk, place) == _number(button.text())
            opened += 1
        counting = result.definition.counting if result.definition else None
        if counting is None or counting.is_weighted or not counting.parts:
            continue
        assert sums["Числитель" if counting.has_base else "Посчитано"] == result.numerator
        assert sums["Вся база"] == (result.base or 0)
        assert sums["Только в базе"] == (result.base - result.numerator if counting.has_base else 0)
        assert sums["Не заполнено"] == result.unknown
    assert opened or profile == "krasnoufimsk"  # its indicators count points of the plan, not records


def test_a_click_on_an_organisation_opens_its_list(make_desk, qtbot) -> None:
    desk = make_desk()
    desk.open("000.1")
    desk.page.detail.tabs.setCurrentIndex(1)
    table = desk.page.detail.organizations.table
    model = table.organizations
    assert model.rowCount() == len(desk.results()["000.1"].tally.organizations())
    for row in range(model.rowCount()):
        for column in (1, 2):
            index = model.index(row, column)
            table.setCurrentIndex(index)
            qtbot.keyClick(table, Key.Key_Return)
            qtbot.waitUntil(lambda: bool(desk.places))
            place = desk.places.pop()
            assert _list_length(desk, place) == int(index.data())
            assert model.row_at(row).title in place.title


def test_organisations_are_sorted_by_value(make_desk) -> None:
    desk = make_desk()
    desk.open("000.1")
    model = desk.page.detail.organizations.table.organizations
    model.sort(3, Qt.SortOrder.DescendingOrder)
    values = [model.row_at(row).value for row in range(model.rowCount())]
    assert values == sorted(values, key=lambda each: -1 if each is None else each, reverse=True)
    assert len(set(values)) > 2


def test_a_key_of_the_breakdown_opens_its_list(make_desk, qtbot) -> None:
    desk = make_desk("amursk")
    desk.open("001.8b")
    keys = desk.results()["001.8b"].breakdown
    buttons = {each.text(): each for each in desk.page.detail.overview.findChildren(QPushButton)}
    for key, (numerator, _) in keys.items():
        button = buttons[f"{key}: {numerator}"]
        if numerator:
            button.click()
            qtbot.waitUntil(lambda: bool(desk.places))
            place = desk.places.pop()
            assert _list_length(desk, place) == numerator
            assert key in place.title
    assert any(numerator for numerator, _ in keys.values())


def test_the_context_bar_is_obeyed_and_old_figures_stay_until_then(make_desk) -> None:
    desk = make_desk()
    before = desk.page.tiles.tiles["000.1"].figure().value
    desk.open("000.1")
    desk.context.set_as_of(date(YEAR, 6, 30))
    assert desk.page.tiles.tiles["000.1"].figure().value == before
    assert "31.12.2022" in desk.page.status.text()
    desk.settle()
    assert "30.06.2022" in desk.page.status.text()
    now = desk.results()
    assert [each.figure().value for each in desk.page.tiles.tiles.values()] == [
        shown_value(one) for one in now.values()
    ]
    assert desk.page.detail.result().numerator == now["000.1"].numerator
    desk.context.set_profile("berezniki")
    desk.settle()
    assert list(desk.page.tiles.tiles) == list(desk.results())
    assert not desk.page.detail.isVisible()


def test_a_change_of_the_data_moves_the_figure(make_desk, qtbot) -> None:
    desk = make_desk()
    was = desk.results()["000.1"].numerator
    desk.open("000.1")
    courses = REGISTERS["courses"]
    desk.gateway.ask(lambda db: records.delete(db, courses, query.ids(db, query.Query("courses"))))
    qtbot.waitUntil(lambda: desk.page.detail.result().numerator == 0, timeout=8000)
    assert was
    qtbot.waitUntil(lambda: _number(desk.page.detail.overview.list_buttons()[0].text()) == 0)
    assert desk.page.tiles.tiles["000.1"].figure().value == "0,0\u00a0%"


def test_why_tells_of_everybody(make_desk, qtbot) -> None:
    desk = make_desk()
    desk.open("000.2")
    desk.page.detail.tabs.setCurrentIndex(2)
    why = desk.page.detail.why
    tally = desk.results()["000.2"].tally
    seen = set()
    for role, word in (("numerator", "в числителе"), ("base_only", "только в базе"), ("unknown", "не заполнено")):
        for member in tally.members(role)[:2]:
            if role == "base_only" and member in tally.members("unknown"):
                continue
            name = desk.worker.call(lambda db, member=member: query.title(db, "teachers", member.key))
            why.ask_about(query.LinkTo(member.key, name))
            qtbot.waitUntil(lambda word=word, name=name: why.told()[:1] == [word] and name in why.told())
            seen.add(role)
            links = [each for each in why.answer.findChildren(QPushButton) if each.accessibleName() == name]
            links[0].click()
            assert desk.places.pop() == Place("record:teachers", member.key)
    assert {"numerator", "base_only"} <= seen


def test_a_person_of_a_list_is_explained_by_the_indicator_and_a_filled_field_moves_the_figure(make_desk, qtbot) -> None:
    desk = make_desk()
    spec, member = REGISTERS["teachers"], desk.results()["000.2"].tally.members("numerator")[0].key
    whole = desk.worker.call(lambda db: records.read(db, spec, member))
    desk.gateway.ask(lambda db: records.save(db, spec, {**whole, "teaching_since": None}, member))
    qtbot.waitUntil(lambda: desk.page.snapshot().result("000.2").unknown == 1, timeout=8000)
    before = desk.results()["000.2"]
    unknown = next(each for each in desk.open("000.2") if each.text().startswith("Не заполнено"))
    unknown.click()
    place = desk.places.pop()
    assert place.detail == "000.2"
    listed = RegisterPage(REGISTERS["teachers"], desk.gateway, desk.context)
    qtbot.addWidget(listed)
    listed.go.connect(desk.places.append)
    listed.resize(1300, 760)
    listed.show()
    listed.arrive(Place("register:teachers"))
    assert not listed.why.button.isVisible(), "all teachers are not the list of a figure"
    listed.arrive(place)
    qtbot.waitUntil(lambda: listed.model.rowCount() == len(place.only or ()))
    assert listed.why.button.isVisible()
    assert place.only == {member}
    listed.table.select_record(member)
    listed.why.button.click()
    qtbot.waitUntil(lambda: bool(desk.places))
    desk.page.arrive(desk.places.pop())
    why, name = desk.page.detail.why, desk.worker.call(lambda db: query.title(db, "teachers", member))
    qtbot.waitUntil(lambda: why.told()[:1] == ["не заполнено"] and name in why.told())
    assert desk.page.detail.tabs.currentWidget() is why
    fill = next(each for each in why.answer.findChildren(QPushButton) if each.accessibleName().startswith("«"))
    fill.click()
    assert desk.places.pop() == Place("record:teachers", member)
    desk.gateway.ask(lambda db: records.save(db, spec, whole, member))
    qtbot.waitUntil(lambda: why.told()[:1] == ["в числителе"])
    assert desk.results()["000.2"].unknown == before.unknown - 1
    desk.gateway.ask(journal.undo)
    qtbot.waitUntil(lambda: why.told()[:1] == ["не заполнено"])
    assert desk.results()["000.2"].value == before.value


def test_why_is_found_by_typing(make_desk, qtbot) -> None:
    desk = make_desk()
    desk.open("000.1")
    desk.page.detail.tabs.setCurrentIndex(2)
    why = desk.page.detail.why
    member = desk.results()["000.1"].tally.members("numerator")[0]
    name = desk.worker.call(lambda db: query.title(db, "teachers", member.key))
    qtbot.waitActive(desk.page)
    why.editor.line.setFocus()
    why.editor.line.setText(name)
    why.editor.line.textEdited.emit(name)  # QTest cannot type Cyrillic letters
    completer = why.editor.line.completer()
    qtbot.waitUntil(lambda: completer.completionModel().rowCount() > 0 and completer.popup().isVisible())
    qtbot.keyClick(completer.popup(), Key.Key_Down)
    qtbot.keyClick(completer.popup(), Key.Key_Return)
    qtbot.waitUntil(lambda: why.told()[:1] == ["в числителе"])


def test_keyboard_opens_and_closes(make_desk, qtbot) -> None:
    desk = make_desk()
    qtbot.waitActive(desk.page)
    desk.page.tiles.setFocus()
    qtbot.keyClick(desk.page.tiles, Key.Key_Down)
    first, second = list(desk.page.tiles.tiles.values())[:2]
    assert first.hasFocus()
    qtbot.keyClick(first, Key.Key_Right)
    assert second.hasFocus()
    qtbot.keyClick(second, Key.Key_Return)
    assert desk.page.detail.isVisible()
    assert desk.page.detail.result().id == second.figure().number
    qtbot.keyClick(desk.page.detail, Key.Key_Escape)
    assert not desk.page.detail.isVisible()
    assert second.hasFocus()
    desk.page.show_table()
    desk.page.table.focus()
    qtbot.keyClick(desk.page.table, Key.Key_Down)
    qtbot.keyClick(desk.page.table, Key.Key_Return)
    assert desk.page.detail.result().id == second.figure().number


def test_a_narrow_page_shows_one_of_the_two(make_desk) -> None:
    desk = make_desk(width=860)
    desk.page.tiles.tiles["000.1"].click()
    asked = desk.places.pop()
    assert asked == Place("indicators", detail="000.1")
    desk.page.arrive(asked)
    assert desk.page.detail.isVisible() and not desk.page.views.isVisible()
    desk.page.detail.back.click()
    assert desk.places.pop() == Place("indicators")
    assert desk.page.views.isVisible() and not desk.page.detail.isVisible()


def test_filters_count_what_they_show(make_desk) -> None:
    desk = make_desk("amursk")
    results = desk.results().values()
    desk.page.set_filter("failed")
    assert list(desk.page.tiles.tiles) == [each.id for each in results if each.met is False]
    desk.page.set_filter("unknown")
    assert list(desk.page.tiles.tiles) == [each.id for each in results if each.unknown]
    assert desk.page.filters.tabText(3) == f"Есть незаполненные · {len(desk.page.tiles.tiles)}"
    desk.page.set_filter("all")
    assert len(desk.page.tiles.tiles) == len(results)


def test_earlier_years_come_later(make_desk, qtbot) -> None:
    desk = make_desk()
    profile = load_profile("verkhnebureinsky")
    known = desk.worker.call(
        lambda db: next(each.value for each in compute(db, profile, Period.of_year(2021)) if each.id == "000.1")
    )
    tile = desk.page.tiles.tiles["000.1"]
    qtbot.waitUntil(lambda: dict(tile.figure().years).get("2021") == float(known), timeout=8000)
    assert tile.figure().years[-1] == ("2022", float(desk.results()["000.1"].value))


def test_an_empty_base_leads_to_the_import(make_desk, tmp_path: Path) -> None:
    desk = make_desk(base=tmp_path / "empty.pdk")
    assert desk.page.empty.isVisible() and not desk.page.filters.isVisible()
    desk.page.empty.action.click()
    assert desk.places.pop() == Place("import")


def test_what_cannot_be_computed_is_told_and_tried_again(make_desk, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk()

    def refuse(*_: object) -> None:
        raise UserError("База занята.", "Повторите позже.")

    with monkeypatch.context() as patch:
        patch.setattr(indicator_reader, "read", refuse)
        desk.page.recompute()
        qtbot.waitUntil(desk.page.banner.isVisible)
    assert desk.page.banner.accessibleName() == "База занята. Повторите позже."
    assert len(desk.page.tiles.tiles) == 14
    desk.page.banner.action.click()
    qtbot.waitUntil(lambda: not desk.page.banner.isVisible())
