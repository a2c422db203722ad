"""Columns of a table of rows share its width by what stands in them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from pdkadry_desktop.ui.tables.fitting import LEAST, Need, fitted
from pdkadry_desktop.ui.tables.rows import Row, RowColumn, RowsModel, RowsTable

NEEDS = st.lists(
    st.builds(Need, st.integers(48, 400), st.integers(20, 2000), st.booleans()), min_size=1, max_size=12
)  # fmt: skip


@given(NEEDS, st.integers(200, 2600))
def test_the_room_is_filled_and_no_column_is_lost(columns: list[Need], room: int) -> None:
    widths = fitted(columns, room)
    assert all(width >= min(each.usual, LEAST) for width, each in zip(widths, columns, strict=True))
    assert sum(widths) == room or sum(widths) > room
    if sum(widths) > room:
        narrowest = [each.usual if each.is_number else max(LEAST, round(each.usual * 0.6)) for each in columns]
        first = next((place for place, each in enumerate(columns) if not each.is_number), 0)
        assert all(width <= max(low, min(each.usual, LEAST)) for place, (width, low, each) in enumerate(zip(
            widths, narrowest, columns, strict=True
        )) if place != first)  # fmt: skip
        assert widths[first] <= columns[first].usual


def test_what_is_long_gets_what_is_free() -> None:
    name, kind, file = Need(270, 600), Need(120, 80), Need(300, 110)
    assert fitted([name, kind, file], 800) == [600, 90, 110]
    post = Need(200, 300)
    assert fitted([Need(90, 90, True), Need(250, 240), post, post], 650) == [90, 240, 160, 160], "a name gives last"
    assert fitted([name, Need(80, 70, True)], 1000) == [920, 80], "numbers stay by their words"


def test_dates_are_seen_whole(qtbot) -> None:
    model = RowsModel(tuple(RowColumn(title, 100) for title in ("Подано", "Назначено", "Что", "Кто", "Почему", "Где")))
    table = RowsTable(model, "Заявления")
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    long = "очень длинные слова, которым нужно много места"
    model.show([Row((date(2025, 11, 16), None, *[long] * 4), 1)])
    needed = table.fontMetrics().horizontalAdvance("16.11.2025")
    assert table.columnWidth(0) >= needed + 16 > table.columnWidth(2) - 60


def test_a_table_follows_its_window_until_a_column_is_dragged(qtbot, monkeypatch) -> None:
    columns = (RowColumn("Документ", 110), RowColumn("Наименование", 150), RowColumn("Сумма", 80, is_number=True))
    model = RowsModel(columns)
    table = RowsTable(model, "Документы")
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    model.show([Row(("приказ", "О закреплении наставников за молодыми педагогами", 1234567), 1)])
    assert sum(map(table.columnWidth, range(3))) == table.viewport().width()
    assert model.data(model.index(0, 2)) == "1\u202f234\u202f567"
    assert model.text(0, 2) == "1234567", "Excel gets a number"
    table.resize(1000, 300)
    assert sum(map(table.columnWidth, range(3))) == table.viewport().width()
    monkeypatch.setattr(
        "pdkadry_desktop.ui.tables.rows.QGuiApplication.mouseButtons", lambda: Qt.MouseButton.LeftButton
    )
    table.setColumnWidth(0, 333)
    table.resize(600, 300)
    assert table.columnWidth(0) == 333
