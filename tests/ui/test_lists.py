"""Lists like a spreadsheet: columns, sorting by several, totals, filters of columns, cells in place, pasted blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from small_base import opened

from pdkadry_desktop.core.conditions import AnyOf, Not, Test
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import figures, journal, pasting, query
from pdkadry_desktop.storage.query import Query
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.register import RegisterPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.ui.tables.totals_line import number
from pdkadry_desktop.ui.widgets.header import FilterChip

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]
Key, Ctrl, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COURSES = (
    ("П1", "Алгебра", 36, date(2023, 3, 1)),
    ("П2", "Алгебра", 72, date(2023, 4, 1)),
    ("П3", "Ботаника", None, date(2023, 5, 1)),
)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        QSettings().clear()

        def add(db: Any) -> None:
            with db.change("Курсы") as change:
                for person, name, hours, ends_on in COURSES:
                    change.add(
                        REGISTERS["courses"],
                        {"teacher_id": made[1][person], "kind": "pk", "name": name, "hours": hours, "ends_on": ends_on},
                    )

        made[2](add)
        yield made


@pytest.fixture
def make(base: Base, qtbot) -> Callable[[str], RegisterPage]:
    def open_page(key: str) -> RegisterPage:
        page = RegisterPage(REGISTERS[key], base[0], Context("verkhnebureinsky", 2023))
        qtbot.addWidget(page)
        page.resize(1300, 700)
        with qtbot.waitSignal(page.model.loaded):
            page.arrive(Place(f"register:{key}"))
            page.show()
        return page

    return open_page


@pytest.fixture
def courses(make) -> RegisterPage:
    return make("courses")


def column_of(page: RegisterPage, name: str) -> int:
    return [field.name for field in page.model.columns].index(name)


def column(page: RegisterPage, name: str) -> list[str]:
    return [page.model.text_at(row, column_of(page, name)) for row in range(page.model.rowCount())]


def go_to(page: RegisterPage, row: int, name: str) -> None:
    page.table.setCurrentIndex(page.model.index(row, column_of(page, name)))


def wait_for(qtbot, page: RegisterPage, act: Callable[[], Any]) -> None:
    with qtbot.waitSignal(page.model.loaded):
        act()


# -- columns ---------------------------------------------------------------------------------------------------------


def test_any_field_is_a_column_remembered_and_exported(courses: RegisterPage, make, qtbot, tmp_path: Path) -> None:
    panel = courses.table.choose_columns(QPoint(0, 0))
    offered = {panel.fields.item(place).text() for place in range(panel.fields.count())}
    assert offered == {field.label for field in REGISTERS["courses"].fields}
    assert "document_no" not in courses.table.seen_fields()
    place = next(at for at in range(panel.fields.count()) if panel.fields.item(at).text() == "Тема")
    wait_for(qtbot, courses, lambda: panel.fields.item(place).setCheckState(Qt.CheckState.Checked))
    panel.fields.setCurrentRow(place)
    for _ in range(place):
        qtbot.keyClick(panel.fields, Key.Key_Up, Ctrl)
    assert panel.names()[0] == "topic"
    panel.close()
    qtbot.waitUntil(lambda: courses.table.seen_fields()[0] == "topic")
    courses.table.setColumnWidth(0, 333)
    again = make("courses")
    assert again.table.seen_fields() == courses.table.seen_fields()
    assert again.table.columnWidth(0) == 333
    path = tmp_path / "список.xlsx"
    with qtbot.waitSignal(again.said):
        again.output.save_to(path, "xlsx")
    cells = [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows()]
    assert any(row[1] == "Тема" for row in cells)
    wait_for(qtbot, again, again.table.reset_columns)
    assert again.table.seen_fields() == [field.name for field in REGISTERS["courses"].listed]


def test_shift_sorts_by_one_more_column(courses: RegisterPage, qtbot, monkeypatch) -> None:
    held = Qt.KeyboardModifier.NoModifier
    monkeypatch.setattr(QApplication, "keyboardModifiers", staticmethod(lambda: held))
    wait_for(qtbot, courses, lambda: courses.table._on_header_clicked(column_of(courses, "name")))
    held = Shift
    wait_for(qtbot, courses, lambda: courses.table._on_header_clicked(column_of(courses, "hours")))
    wait_for(qtbot, courses, lambda: courses.table._on_header_clicked(column_of(courses, "hours")))
    assert courses.model.shown_query.order == ("name", "-hours")
    assert column(courses, "hours")[:2] == ["72", "36"]
    heading = courses.model.headerData(column_of(courses, "hours"), Qt.Orientation.Horizontal)
    assert heading == "Часов ↓2"


def test_the_cursor_stays_on_its_record_when_rows_come_anew(courses: RegisterPage, qtbot) -> None:
    go_to(courses, 2, "hours")
    record = courses.table.current_id()
    wait_for(qtbot, courses, lambda: courses.table.sort_by(("name",)))
    assert courses.table.current_id() == record
    courses.table.selectAll()
    chosen = set(courses.table.selected_ids())
    wait_for(qtbot, courses, lambda: courses.table.sort_by(("-name",)))
    assert set(courses.table.selected_ids()) == chosen


# -- totals ----------------------------------------------------------------------------------------------------------


def test_sums_of_all_and_of_the_chosen(courses: RegisterPage, qtbot) -> None:
    qtbot.waitUntil(lambda: courses.totals.line.words() == "Всего – Часов: 180")
    courses.table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in (row for row, text in enumerate(column(courses, "hours")) if text in ("36", "")):
        courses.table.selectionModel().select(courses.model.index(row, 0), flags)
    qtbot.waitUntil(lambda: courses.totals.line.words() == "Всего – Часов: 180; выбрано – Часов: 36")
    with qtbot.waitSignal(courses.model.loaded):
        courses.search.setText("ботаника")
    qtbot.waitUntil(lambda: not courses.totals.line.isVisible())


@pytest.mark.parametrize(
    ("value", "words"), [(0.25, "0,25"), (1234.5, "1\u202f234,5"), (3, "3"), (0.1 + 0.2, "0,3"), (-0.5, "−0,5")]
)
def test_a_sum_has_as_many_decimals_as_it_needs(value: float, words: str) -> None:
    assert number(value) == words


# -- filters of a column ---------------------------------------------------------------------------------------------


def chips(page: RegisterPage) -> list[str]:
    return [each.words.accessibleName() for each in page.findChildren(FilterChip) if not each.isHidden()]


def choose(page: RegisterPage, qtbot, text: str) -> None:
    """Takes an entry of the menu of the current cell."""
    menu = page.table.cell_menu(page.table.currentIndex())
    action = next(each for each in menu.actions() if each.text().startswith(text))
    wait_for(qtbot, page, action.trigger)


def test_only_such_and_all_but_such(courses: RegisterPage, qtbot) -> None:
    go_to(courses, column(courses, "name").index("Алгебра"), "name")
    choose(courses, qtbot, "Все, кроме «Алгебра»")
    go_to(courses, column(courses, "name").index("Ботаника"), "name")
    choose(courses, qtbot, "Все, кроме «Ботаника»")
    assert column(courses, "name") == ["Цифровая школа"]
    assert len(chips(courses)) == 1
    wait_for(qtbot, courses, courses.reset)
    go_to(courses, column(courses, "hours").index(""), "hours")
    choose(courses, qtbot, "Только незаполненные")
    assert column(courses, "name") == ["Ботаника"]


def test_a_link_is_said_by_its_name(courses: RegisterPage, qtbot) -> None:
    go_to(courses, column(courses, "name").index("Ботаника"), "teacher_id")
    choose(courses, qtbot, "Только «Клёнова Мария Олеговна»")
    assert column(courses, "name") == ["Ботаника"]
    assert chips(courses) == ["Педагог – Клёнова Мария Олеговна"]
    courses.saved.name.setText("Клёнова")
    with qtbot.waitSignal(courses.said):
        courses.saved.save()
    wait_for(qtbot, courses, courses.reset)
    with qtbot.waitSignal(courses.model.loaded):
        courses.saved.choose("Клёнова")
    qtbot.waitUntil(lambda: column(courses, "name") == ["Ботаника"])
    courses.build_condition()
    assert courses.builder.condition() is not None, "the builder shows what a click has made"


def test_values_of_a_column_are_counted_and_chosen(courses: RegisterPage, qtbot) -> None:
    courses.table.filter_wanted.emit("name", QPoint(0, 0))
    panel = courses.value_filter
    qtbot.waitUntil(lambda: panel.values.count() == 3)
    assert panel.values.item(0).text() == "Алгебра  ·  2"
    panel.values.item(0).setCheckState(Qt.CheckState.Checked)
    wait_for(qtbot, courses, panel.show_button.click)
    assert column(courses, "name") == ["Алгебра", "Алгебра"]


def test_a_range_of_a_column_is_checked(courses: RegisterPage, qtbot) -> None:
    courses.table.filter_wanted.emit("hours", QPoint(0, 0))
    panel = courses.value_filter
    panel.ends[0].line.setText("40")
    panel.ends[1].line.setText("30")
    panel.apply()
    assert "больше конца" in panel.message.text()
    panel.ends[1].line.setText("")
    wait_for(qtbot, courses, panel.apply)
    assert sorted(column(courses, "hours")) == ["72", "72"]


def test_values_and_sums_of_every_column(base: Base) -> None:
    def read(db: Any) -> None:
        for key, spec in REGISTERS.items():
            everything = query.ids(db, Query(key))
            for field in spec.fields:
                assert sum(count for _, count in figures.values(db, Query(key), field.name)) >= len(everything)
            names = [field.name for field in spec.fields if field.is_summed]
            assert figures.sums(db, Query(key), names) == figures.sums_of(db, spec, everything, names)

    base[2](read)


# -- cells in place --------------------------------------------------------------------------------------------------


def hours_of(base: Base, record: int) -> Any:
    return base[2](lambda db: query.fetch(db, REGISTERS["courses"], [record], ["hours"])[0].values[0])


def test_a_cell_is_edited_checked_and_taken_back(courses: RegisterPage, base: Base, qtbot) -> None:
    go_to(courses, 0, "hours")
    record, before = courses.table.current_id(), hours_of(base, courses.table.current_id())
    qtbot.keyClick(courses.table, Key.Key_F2)
    cell = courses.editing.cell
    assert cell is not None and cell.isVisible()
    line = cell.editor.control
    line.setText("-3")
    qtbot.keyClick(line, Key.Key_Return)
    assert "не может быть меньше 0" in cell.message.text() and cell.isVisible()
    line.setText("40")
    with qtbot.waitSignal(courses.model.loaded):
        qtbot.keyClick(line, Key.Key_Return)
    assert hours_of(base, record) == 40
    assert courses.editing.cell is None
    qtbot.waitUntil(lambda: courses.table.currentIndex().row() == 1)
    assert courses.table.currentIndex().column() == column_of(courses, "hours")
    assert base[2](lambda db: journal.entries(db, 1)[0].title) == "Изменено поле «Часов»: 1 запись о курсах"
    base[2](journal.undo)
    assert hours_of(base, record) == before


def test_escape_leaves_the_cell_as_it_was(courses: RegisterPage, base: Base, qtbot) -> None:
    go_to(courses, 0, "hours")
    before = hours_of(base, courses.table.current_id())
    qtbot.keyClick(courses.table, Key.Key_F2)
    courses.editing.cell.editor.control.setText("1")
    qtbot.keyClick(courses.editing.cell.editor.control, Key.Key_Escape)
    assert courses.editing.cell is None
    assert hours_of(base, courses.table.current_id()) == before


def test_a_rule_of_the_row_refuses_the_cell(make, base: Base, qtbot) -> None:
    page = make("employments")
    if "left_on" not in page.table.seen_fields():
        wait_for(qtbot, page, lambda: page.table.show_columns(["teacher_id", "hired_on", "left_on"]))
    go_to(page, 0, "left_on")
    page.editing.edit_cell("01.01.2019")
    page.editing.cell.commit()
    qtbot.waitUntil(lambda: "раньше приёма" in page.editing.cell.message.text())
    page.editing.cell.cancel()


def test_links_are_changed_in_the_card(courses: RegisterPage, qtbot) -> None:
    go_to(courses, 0, "teacher_id")
    with qtbot.waitSignal(courses.said) as said:
        qtbot.keyClick(courses.table, Key.Key_F2)
    assert "в карточке" in said.args[0]


def test_typing_searches_or_edits_as_chosen(courses: RegisterPage, qtbot) -> None:
    go_to(courses, 0, "hours")
    qtbot.keyClicks(courses.table, "7")
    assert courses.search.text() == "7" and courses.search.hasFocus()
    wait_for(qtbot, courses, courses.reset)
    courses._set_typing(True)
    courses.table.setFocus()
    go_to(courses, 0, "hours")
    qtbot.keyClicks(courses.table, "8")
    assert courses.editing.cell.editor.control.text() == "8"
    courses.editing.cell.cancel()


# -- blocks ----------------------------------------------------------------------------------------------------------


def test_a_block_is_read_as_spreadsheets_write_it() -> None:
    assert pasting.block('а\t"б\nв"\r\n1\t"два ""три"""\r\n') == [["а", "б\nв"], ["1", 'два "три"']]
    assert pasting.block("один") == [["один"]]
    assert pasting.block("а\t\n\t") == [["а", ""], ["", ""]]


def test_a_pasted_column_is_previewed_and_written_as_one_change(courses: RegisterPage, base: Base, qtbot) -> None:
    wait_for(qtbot, courses, lambda: courses.table.sort_by(("name", "hours")))
    assert column(courses, "hours") == ["36", "72", "", "72"]
    go_to(courses, 0, "hours")
    QGuiApplication.clipboard().setText("16\nсемь\n18\n72\n99")
    qtbot.keyClick(courses.table, Key.Key_V, Ctrl)
    qtbot.waitUntil(lambda: courses.editing.paste_panel is not None and courses.editing.paste_panel.isVisible())
    panel = courses.editing.paste_panel
    assert panel.title.text() == "Вставка из буфера в «Часов»"
    assert "изменится: 2; уже такие: 1; с ошибкой, не тронем: 1" in panel.summary.text().lower()
    assert "лишних 1" in panel.summary.text()
    assert "«семь» – нужно целое число" in panel.problems.text()
    with qtbot.waitSignal(courses.model.loaded):
        panel.write_button.click()
    assert column(courses, "hours") == ["16", "72", "18", "72"]
    base[2](journal.undo)
    qtbot.waitUntil(lambda: column(courses, "hours") == ["36", "72", "", "72"])


def test_one_cell_goes_into_all_chosen_rows(courses: RegisterPage, qtbot) -> None:
    go_to(courses, 0, "hours")
    courses.table.selectAll()
    courses.table.pasted.emit("24")
    qtbot.waitUntil(lambda: courses.editing.paste_panel is not None)
    with qtbot.waitSignal(courses.model.loaded):
        courses.editing.paste_panel.write_button.click()
    assert column(courses, "hours") == ["24"] * 4


def test_copied_rows_come_back_by_their_headings(courses: RegisterPage, base: Base, qtbot) -> None:
    courses.table.selectAll()
    qtbot.keyClick(courses.table, Key.Key_C, Ctrl)
    text = QGuiApplication.clipboard().text()
    courses.table.pasted.emit(text.replace("Алгебра", "Геометрия"))
    qtbot.waitUntil(lambda: courses.editing.paste_panel is not None)
    assert courses.editing.paste_panel.write_button.text() == "Записать 2 записи о курсах"
    with qtbot.waitSignal(courses.model.loaded):
        courses.editing.paste_panel.write_button.click()
    assert sorted(column(courses, "name"))[:3] == ["Ботаника", "Геометрия", "Геометрия"]


def test_a_copied_column_has_no_heading(courses: RegisterPage, qtbot) -> None:
    wait_for(qtbot, courses, lambda: courses.table.sort_by(("name", "hours")))
    go_to(courses, 0, "name")
    courses.table.selectAll()
    qtbot.keyClick(courses.table, Key.Key_C, Ctrl | Shift)
    assert QGuiApplication.clipboard().text() == "Алгебра\nАлгебра\nБотаника\nЦифровая школа"


def test_conditions_of_columns_are_ordinary_conditions() -> None:
    from pdkadry_desktop.ui.tables.column_conditions import among, between, only, without

    hours, directions = REGISTERS["courses"].by_name["hours"], REGISTERS["activities"].by_name["directions"]
    assert among(hours, [16, None]) == AnyOf((Test("hours", "eq", 16), Test("hours", "empty")))
    assert between(hours, None, 5) == Test("hours", "le", 5) and between(hours, None, None) is None
    assert without(directions, ("young",)) == Not(only(directions, ("young",)))
