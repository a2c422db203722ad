"""Entering values, attaching documents, closing and opening a year on the page of indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from pdkadry_desktop.exchange.demo_base import fill_demo
from pdkadry_desktop.indicators.closing import revisions
from pdkadry_desktop.indicators.overrides import evidence, history
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import query
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.worker import DatabaseThread
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.documents import DocumentSource
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.indicator_facts import FactsTab
from pdkadry_desktop.ui.pages.indicators import IndicatorsPage
from pdkadry_desktop.ui.places import Place

pytestmark = pytest.mark.usefixtures("dressed_app")
NAME, YEAR, PROFILE = "000.3", 2022, "verkhnebureinsky"


class Desk:
    """The page with one indicator open at the tab of values entered by hand."""

    def __init__(self, base: Path, settle: Callable[[Callable[[], bool]], None]) -> None:
        self.worker = DatabaseThread(base)
        self.page = IndicatorsPage(Gateway(self.worker), Context(PROFILE, YEAR))
        self.places: list[Place] = []
        self.page.go.connect(self.places.append)
        self.until = settle
        self.page.resize(1300, 760)
        self.page.show()
        self.page.arrive(Place("indicators", detail=NAME))
        self.until(lambda: self.page.detail.result() is not None and bool(self.told()))
        self.page.detail.tabs.setCurrentWidget(self.facts)

    @property
    def facts(self) -> FactsTab:
        return self.page.detail.facts

    def value(self) -> float | None:
        result = self.page.detail.result()
        return None if result is None or result.value is None else float(result.value)

    def told(self) -> str:
        """Everything that stands in the list of the tab."""
        column = self.facts.parts.column
        widgets = (item.widget() for place in range(column.count()) if (item := column.itemAt(place)))
        return "\n".join(each.text() for each in widgets if each is not None).replace("\u00a0", " ")  # type: ignore[attr-defined]

    def button(self, text: str) -> QPushButton:
        return next(each for each in self.facts.parts.findChildren(QPushButton) if text in each.text())

    def type(self, **values: Any) -> None:
        """Fills the form of a value."""
        for name, value in values.items():
            self.facts.value_form.boxes[name].editor.set_value(value)

    def call(self, work: Callable[[Database], Any]) -> Any:
        return self.worker.call(work)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("facts") / "district.pdk"
    with Database.open(path, create=True) as db:
        fill_demo(db, 5, 50, 7)
    return path


@pytest.fixture
def desk(qapp: QApplication, qtbot: Any, district: Path, tmp_path: Path) -> Iterator[Desk]:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    base = tmp_path / "copy.pdk"
    base.write_bytes(district.read_bytes())
    made = Desk(base, lambda met: qtbot.waitUntil(met, timeout=8000))
    qtbot.addWidget(made.page)
    yield made
    made.worker.close()


def test_a_value_is_entered_refused_without_a_reason_and_revoked(desk: Desk) -> None:
    computed, form = desk.value(), desk.facts.value_form
    desk.facts.enter_button.click()
    assert desk.facts.pages.currentWidget() is form and "По реестрам сейчас" in form.about.text()
    desk.type(numerator=9.0, base=12.0)
    form.save()
    desk.until(lambda: bool(form.boxes["reason"].message.text()))
    assert desk.value() == computed and form.boxes["numerator"].editor.value() == 9
    desk.type(reason="дипломы внесены в январе")
    form.save()
    desk.until(lambda: desk.value() == 75)
    desk.until(lambda: "дипломы внесены в январе" in desk.told())
    desk.button("Отозвать").click()
    desk.until(lambda: desk.value() == computed)
    desk.until(lambda: "отозвано" in desk.told())


def test_what_is_typed_stays_while_figures_are_computed_anew(desk: Desk) -> None:
    desk.facts.enter_button.click()
    desk.type(reason="пишу")
    desk.page.recompute()
    before = desk.page.snapshot()
    desk.until(lambda: desk.page.snapshot() is not before)
    assert desk.facts.pages.currentWidget() is desk.facts.value_form
    assert desk.facts.value_form.boxes["reason"].editor.value() == "пишу"
    desk.page.arrive(Place("indicators", detail="000.1"))
    desk.until(lambda: desk.facts.pages.currentWidget() is not desk.facts.value_form)


def test_a_document_is_attached_once(desk: Desk) -> None:
    def add(db: Database) -> int:
        with db.change("Добавлено") as change:
            return change.add(REGISTERS["documents"], {"code": "Д-77", "kind": "справка", "name": "О дипломах"})

    paper = desk.call(add)
    form = desk.facts.paper_form
    for _ in range(2):
        desk.facts.attach_button.click()
        form.boxes["document_id"].editor.set_value(query.LinkTo(paper, "О дипломах"))
        form.save()
        desk.until(lambda: "О дипломах" in desk.told())
    desk.until(lambda: "уже приложен" in form.boxes["document_id"].message.text())
    assert desk.call(lambda db: evidence(db, PROFILE)) == {(NAME, YEAR)}
    form.cancel_button.click()
    desk.button("Открыть документ").click()
    assert desk.places[-1] == Place("record:documents", paper)


def close(desk: Desk) -> None:
    state = desk.page.year_state
    desk.until(lambda: state.close_action.isEnabled())
    state.close_action.trigger()
    assert state.bar.isVisible() and state.bar.yes.isEnabled(), "a reason may be left out"
    state.bar.yes.click()
    desk.until(lambda: "ред. 1" in desk.page.status.text())


def test_a_year_is_closed_and_says_who_moved_since(desk: Desk) -> None:
    closed = desk.value()
    close(desk)
    assert desk.page.year_state.button.text() == "Год закрыт"
    assert f"закрыт {date.today():%d.%m.%Y}, ред. 1" in desk.page.status.text()
    counted = desk.page.detail.result()
    assert counted is not None and counted.tally is not None
    gone = [each.key for each in counted.tally.members("numerator")][:3]

    def alter(db: Database) -> None:
        with db.change("Правка", reason="сверка с дипломами") as change:
            change.set_many(REGISTERS["teachers"], [(each, {"education": "vocational"}) for each in gone])

    desk.call(alter)
    desk.until(lambda: "сейчас было бы" in desk.told())
    assert desk.value() == closed
    desk.button("в числителе → только в базе").click()
    assert desk.places[-1].page == "register:teachers" and desk.places[-1].only == frozenset(gone)


def test_a_year_is_opened_again_with_a_reason_and_its_revision_is_printed(desk: Desk) -> None:
    close(desk)
    state = desk.page.year_state
    state.reopen_action.trigger()
    assert not state.bar.yes.isEnabled()
    state.bar.line.setText("нашлись дипломы")
    state.bar.yes.click()
    desk.until(lambda: state.button.text() == "Год открыт")
    assert desk.call(lambda db: revisions(db, PROFILE)[0].reopening_reason) == "нашлись дипломы"
    (old,) = state.old.actions()
    old.trigger()
    source = desk.places[-1].detail
    assert desk.places[-1].page == "document" and isinstance(source, DocumentSource)
    printed = repr(desk.call(lambda db: source.build(db, None)))  # type: ignore[arg-type]
    assert f"закрыт {date.today():%d.%m.%Y}, ред. 1" in printed


def test_the_form_is_left_by_escape(desk: Desk, qtbot: Any) -> None:
    desk.facts.enter_button.click()
    qtbot.keyClick(desk.facts.value_form, Qt.Key.Key_Escape)
    assert desk.facts.pages.currentWidget() is not desk.facts.value_form
    assert not desk.call(lambda db: history(db, PROFILE))
