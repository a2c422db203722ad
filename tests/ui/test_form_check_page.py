"""The page «Сверка с формами»: figures are typed and pasted, a difference shows people, a decision is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from small_base import opened

from pdkadry_desktop.storage import query
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.form_check import FormCheckPage
from pdkadry_desktop.ui.places import Place


def test_figures_are_pasted_and_accepted(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, look):
        page = FormCheckPage(gateway, Context("amursk", 2022))
        qtbot.addWidget(page)
        page.resize(1200, 720)
        page.show()
        page.arrive(Place("form_check"))
        qtbot.waitUntil(lambda: page.model.rowCount() > 0)
        last = page.model.rowCount() - 1
        page.grid.stand_on(page.model.index(last, 1))
        QGuiApplication.clipboard().setText("1,5\tдва")
        qtbot.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert "«два» – не число" in page.message.text()
        QGuiApplication.clipboard().setText("1,5\t7")
        qtbot.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: look(lambda db: query.count(db, query.Query("form_figures"))) == 2)
        qtbot.waitUntil(lambda: len(page.model.found.figures) == 2)
        page.grid.stand_on(page.model.index(last, 2))
        qtbot.waitUntil(lambda: page.by_form.isVisibleTo(page))
        page.by_form.click()
        qtbot.waitUntil(lambda: "без объяснения" in page.message.text())
        page.reason.setText("по приказу школы")
        page.by_form.click()
        qtbot.waitUntil(lambda: "Принято по форме: 7" in page.told.text())
        page.grid.stand_on(page.model.index(last, 1))
        qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: look(lambda db: query.count(db, query.Query("form_figures"))) == 1)
