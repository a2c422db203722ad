"""The editor of definitions: opened, changed from lists with a live result, kept from a year, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from pdkadry_desktop.core.conditions import Test
from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.exchange.demo_base import fill_demo
from pdkadry_desktop.indicators.compute import Result, compute
from pdkadry_desktop.indicators.keeping import About, save_version
from pdkadry_desktop.indicators.library import shipped_tables
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.indicators.versions import stored, with_own
from pdkadry_desktop.storage import journal, selections
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.worker import DatabaseThread
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.forms.definition_rows import SetRow
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.method import MethodPage
from pdkadry_desktop.ui.places import MethodOf, Place

YEAR = 2022
PROFILE = load_profile("verkhnebureinsky")
Wait = Callable[[Callable[[], bool]], None]


class Desk:
    """A page on a small demo district."""

    def __init__(self, base: Path, wait: Wait) -> None:
        self.worker = DatabaseThread(base, create=True)
        self.gateway = Gateway(self.worker)
        self.context = Context(PROFILE.id, YEAR)
        self.page = MethodPage(self.gateway, self.context)
        self.page.resize(1100, 700)
        self.page.show()
        self.places: list[Place] = []
        self.page.go.connect(self.places.append)
        self._wait = wait

    def open(self, of: MethodOf) -> None:
        self.page.arrive(Place("method", detail=of))
        self._wait(lambda: self.page._opened is not None and self.page.stack.currentWidget() is self.page.split)
        self.tried()

    def tried(self) -> str:
        """What stands beside the editor once it has caught up."""
        self.page.try_out()
        self._wait(self.page.is_tried)
        return self.said()

    def said(self) -> str:
        labels = self.page.side.findChildren(object)
        return "\n".join(each.text() for each in labels if hasattr(each, "text") and callable(each.text))

    def save(self, values: dict[str, Any]) -> None:
        self.page.ask_to_save()
        form = self.page.stack.currentWidget()
        assert form in (self.page.saving, self.page.own_saving)
        for name, value in values.items():
            form.boxes[name].editor.set_value(value)
        form.save()

    def result(self, name: str, year: int = YEAR) -> Result | None:
        def work(db: Database) -> Result | None:
            found = compute(db, with_own(db, PROFILE, year), Period.of_year(year))
            result = next((each for each in found if each.id == name), None)
            assert result is None or result.members  # read here: the base has its own thread
            return result

        return self.worker.call(work)

    def versions(self) -> list[Any]:
        return self.worker.call(lambda db: stored(db, PROFILE.id))


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("method") / "district.pdk"
    with Database.open(path, create=True) as db:
        fill_demo(db, 5, 60, 7)
    return path


@pytest.fixture
def desk(district: Path, tmp_path: Path, qtbot: Any) -> Iterator[Desk]:
    (tmp_path / "base.pdk").write_bytes(district.read_bytes())
    made = Desk(tmp_path / "base.pdk", lambda ready: qtbot.waitUntil(ready, timeout=8000))
    qtbot.addWidget(made.page)
    yield made
    made.worker.close()


def numerator(desk: Desk) -> SetRow:
    row = desk.page.form._parts[0][2].rows[0]  # type: ignore[union-attr]
    assert isinstance(row, SetRow)
    return row


@pytest.mark.parametrize("name", [each.id for each in PROFILE.indicators])
def test_opening_and_looking_changes_nothing(desk: Desk, name: str) -> None:
    desk.open(MethodOf(name))
    before = desk.result(name)
    kept = desk.page.definition()
    assert before is not None and before.definition is not None
    assert kept.counting.parts == before.definition.counting.parts
    assert "Никто: состав тот же." in desk.said()
    assert name in shipped_tables() and not desk.versions()


def test_a_change_shows_who_enters_and_is_kept_from_a_year(desk: Desk) -> None:
    before, earlier = desk.result("000.1"), desk.result("000.1", YEAR - 1)
    assert before is not None and earlier is not None
    desk.open(MethodOf("000.1"))
    numerator(desk)._drop_where()  # any course, not only by diagnostics
    said = desk.tried()
    entering = [each for each in desk.page.side.findChildren(QPushButton) if "Войдут в числитель" in each.text()]
    assert entering and "Не сходятся" not in said
    entering[0].click()
    assert desk.places[-1].page == "register:teachers"
    assert desk.places[-1].only is not None and len(desk.places[-1].only) > 0
    desk.save({"valid_from": YEAR, "note": ""})
    desk._wait(lambda: desk.page.saving.banner.isVisibleTo(desk.page))
    desk.page.saving.boxes["note"].editor.set_value("Приказ управления")
    desk.page.saving.save()
    desk._wait(lambda: bool(desk.versions()))
    after = desk.result("000.1")
    assert after is not None and len(after.members["numerator"]) > len(before.members["numerator"])
    assert len(desk.places[-1].only or ()) == len(after.members["numerator"]) - len(before.members["numerator"])
    then = desk.result("000.1", YEAR - 1)
    assert then is not None and then.members == earlier.members
    desk.worker.call(journal.undo)
    again = desk.result("000.1")
    assert again is not None and again.members == before.members


def test_failing_examples_are_told_before_saving(desk: Desk) -> None:
    desk.open(MethodOf("000.1"))
    numerator(desk)._params["hours"].setValue(8)  # type: ignore[union-attr]
    desk.tried()
    desk.page.ask_to_save()
    assert "ПК 15 часов – короче нужного" in desk.page.saving.about.text()
    assert "ожидалось «только в базе»" in desk.page.saving.about.text()
    assert not desk.versions()


def test_what_is_not_finished_is_said(desk: Desk) -> None:
    desk.open(MethodOf("000.1"))
    exclusion = desk.page.form.add_exclusion()
    desk.page.try_out()
    assert "назовите причину" in desk.said().lower()
    desk.page.ask_to_save()
    assert desk.page.stack.currentWidget() is desk.page.split
    exclusion.reason.setText("мало ставок")
    row = exclusion.group.add_field()
    assert row.field.findData("fte") >= 0
    exclusion.dropped.emit()
    assert "Никто: состав тот же." in desk.tried()


def test_a_reading_is_chosen_with_a_note(desk: Desk) -> None:
    desk.open(MethodOf("000.R8"))
    versions = desk.page.versions
    assert len(versions.choices) == 4
    versions.choices["of_trained"].setChecked(True)
    versions._choose()
    desk._wait(lambda: desk.page.banner.isVisibleTo(desk.page))  # no note yet
    versions.note.setText("Согласовано")
    versions._choose()
    desk._wait(lambda: bool(desk.versions()))
    found = desk.result("000.R8")
    assert found is not None and found.method is not None and found.method.reading == "of_trained"


def test_a_new_indicator_from_a_template_stands_in_the_table(desk: Desk) -> None:
    desk.page.arrive(Place("method", detail=MethodOf()))
    desk._wait(lambda: desk.page.stack.currentWidget() is desk.page.start and desk.page.start.indicators.count() > 0)
    desk.page.start.templates[0].click()
    desk._wait(lambda: desk.page.stack.currentWidget() is desk.page.split)
    assert "Это новый показатель" in desk.tried()
    desk.save({"name": "Доля прошедших курсы", "part": "Наши показатели", "valid_from": YEAR, "note": "Нужен нам"})
    desk._wait(lambda: bool(desk.versions()))
    found = desk.result("С1")
    assert found is not None and found.indicator.wording == "Доля прошедших курсы"
    assert found.indicator.section == "Наши показатели" and found.base


def test_a_new_indicator_from_a_selection(desk: Desk) -> None:
    where = Test("kind", "eq", "school")
    desk.worker.call(lambda db: selections.save(db, "organizations", "Школы", selections.Selection("", where)))
    desk.open(MethodOf(selection=("organizations", "Школы")))
    schools = desk.worker.call(
        lambda db: len(db.connection.exec_driver_sql("SELECT 1 FROM organizations WHERE kind='school'").fetchall())
    )
    assert f"{schools}" in desk.said()
    desk.open(MethodOf(copies="000.2"))
    assert desk.page.definition().counting.parts[0].register == "employments"


def test_the_chart_shows_the_break_and_counts_earlier_years_anew(desk: Desk, qtbot: Any) -> None:
    """A.11: a break mark, and the past by the new method as a series of its own; the old figures stay."""
    from pdkadry_desktop.ui.pages.indicators import IndicatorsPage

    table = {"id": "000.1", "title": "Любые курсы", "kind": "share", "base": {"set": "staff_oo"},
             "numerator": {"set": "pk"}}  # fmt: skip
    before = desk.result("000.1", YEAR - 1)
    desk.worker.call(lambda db: save_version(db, PROFILE.id, table, About(YEAR, "Приказ № 7")))
    page = IndicatorsPage(desk.gateway, desk.context)
    qtbot.addWidget(page)
    page.resize(1300, 760)
    page.show()
    page.arrive(Place("indicators", detail="000.1"))
    overview = page.detail.overview
    desk._wait(lambda: overview._years_part is not None and "2018" in overview._years_part.chart.accessibleName())
    part = overview._years_part
    assert part is not None and before is not None and before.value is not None and part.recount.isVisibleTo(page)
    assert f"С {YEAR} года – другая методика" in part.chart.toolTip()
    assert "Приказ № 7; с прежними годами не сопоставима" in part.told.text()
    assert "Пересчёт" not in part.chart.accessibleName()
    shown = part.chart.accessibleName()
    part.recount.click()
    desk._wait(lambda: "Пересчёт по новой методике" in part.chart.accessibleName())
    assert part.chart.accessibleName().startswith(shown.partition(";")[0])
    after = desk.result("000.1", YEAR - 1)
    assert after is not None and after.value == before.value
    part.chart.grab()
    assert any(each.text() == "Прочтения приказа" for each in overview.findChildren(QLabel))
    assert "Приказ № 7" in page.detail._notes.text()
