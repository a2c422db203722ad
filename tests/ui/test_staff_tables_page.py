"""The page «Кадровый состав»: cuts, bands of one's own, the people of a cell."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.pages.staff_tables import StaffTablesPage
from pdkadry_desktop.ui.places import Place


def test_a_cell_opens_its_people_and_bands_are_kept(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, _, look):
        page = StaffTablesPage(gateway, Context("amursk", 2022))
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        page.arrive(Place("staff_tables"))
        qtbot.waitUntil(lambda: page.table is not None and page.stack.currentWidget() is page.table)
        assert page.table is not None
        titles = [column.title for column in page.table.rows.columns]
        assert titles[:3] == ["Должность", "Ставки", "всего"]
        last = page.table.rows.rowCount() - 1
        page.table.setCurrentIndex(page.table.rows.index(last, 2))
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.table, Qt.Key.Key_Return)
        assert asked.args[0].only == page._found.lines[-1].cells[0]
        assert asked.args[0].title == "Кадровый состав – всего"
        page.bands.setText("40, 30")
        page.bands.editingFinished.emit()
        assert "по возрастанию" in page.wrong.text() and page.wrong.isVisible()
        page.bands.setText("30, 40")
        page.bands.editingFinished.emit()
        qtbot.waitUntil(lambda: "моложе 30" in [column.title for column in page.table.rows.columns])
        assert look(lambda db: db.setting("staff_bands")) == {"age": [0, 30, 40]}
        assert not page.wrong.isVisible()
        page.bands.setText("")
        page.bands.editingFinished.emit()
        qtbot.waitUntil(lambda: "моложе 25" in [column.title for column in page.table.rows.columns])
        assert look(lambda db: db.setting("staff_bands")) == {}
        page.cut.setCurrentIndex(page.cut.findData("education"))
        page.cut.activated.emit(page.cut.currentIndex())
        qtbot.waitUntil(lambda: "высшее" in [column.title for column in page.table.rows.columns])
        assert not page.bands.isVisible()
