"""«История записи»: by field with names of linked records, printed, any action taken back; opened from the card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.card import RecordCard
from pdkadry_desktop.ui.pages.history import HistoryPage
from pdkadry_desktop.ui.places import Place

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]
JOBS = REGISTERS["employments"]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


def change(work: int, **values: Any) -> Callable[[Database], None]:
    def do(db: Database) -> None:
        with db.change("Перевод", reason=values.pop("reason", "")) as made:
            made.set(JOBS, work, values)

    return do


@pytest.fixture
def page(qtbot, base: Base) -> HistoryPage:
    gateway, ids, look = base
    work = ids["Р-П1"]
    look(change(work, organization_id=ids["О2"], fte=0.5, reason="по приказу"))
    look(change(work, organization_id=ids["О1"]))
    made = HistoryPage(gateway, Context("verkhnebureinsky", 2022))
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.arrive(Place("history", work, detail="employments"))
    qtbot.waitUntil(lambda: len(made.model.rows) == 4)
    return made


def test_fields_are_told_in_words(page: HistoryPage) -> None:
    seen = [row.values[1:4] + row.values[5:] for row in page.model.rows]
    assert seen == [
        ("Организация", "Школа № 2", "Школа № 1", "", "действует"),
        ("Организация", "Школа № 1", "Школа № 2", "по приказу", "действует"),
        ("Ставка", "пусто", "0,5", "по приказу", "действует"),
        ("", "", "Добавлено", "", "действует"),
    ]
    assert page.header.title() == "История: место работы «учитель»"


def test_an_action_is_taken_back_or_what_is_in_the_way_is_named(page: HistoryPage, base: Base, qtbot) -> None:
    _, ids, look = base
    page.table.setCurrentIndex(page.model.index(3, 0))
    assert page.undo_button.text() == "Отменить действие: 9 записей", "the whole import goes, and it is said"
    page.table.setCurrentIndex(page.model.index(1, 0))
    assert page.undo_button.text() == "Отменить выбранное"
    page.undo_button.click()
    qtbot.waitUntil(page.banner.isVisible)
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.undo_button.click()
    qtbot.waitUntil(lambda: [row.values[6] for row in page.model.rows][:3] == ["отмена", "отменено", "действует"])
    assert records.plain(look(lambda db: records.read(db, JOBS, ids["Р-П1"])))["organization_id"] == ids["О2"]
    assert not page.undo_button.isEnabled() or page.table.current().values[6] == "действует"
    look(journal.redo)
    qtbot.waitUntil(lambda: page.model.rows[0].values[1:4] == ("Организация", "Школа № 2", "Школа № 1"))


def test_it_is_printed_and_without_a_record_says_where_to_begin(page: HistoryPage, base: Base, qtbot) -> None:
    document = base[2](lambda db: page.source().build(db, None))
    assert document.title.startswith("История") and len(next(iter(document.tables())).rows) == 4
    page.arrive(Place("history"))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    assert not page.undo_button.isEnabled() and not page.open_button.isEnabled()


def test_the_card_leads_to_it(page: HistoryPage, base: Base, qtbot) -> None:
    gateway, ids, _ = base
    card = RecordCard(JOBS, gateway, Context("verkhnebureinsky", 2022))
    qtbot.addWidget(card)
    card.resize(360, 700)
    card.show()
    card.show_record(ids["Р-П1"])

    def whole() -> list[QAbstractButton]:
        return [each for each in card.findChildren(QAbstractButton) if each.accessibleName() == "Вся история · 3"]

    qtbot.waitUntil(lambda: bool(whole()))
    with qtbot.waitSignal(card.go) as asked:
        whole()[0].click()
    assert asked.args == [Place("history", ids["Р-П1"], detail="employments")]
