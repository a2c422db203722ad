"""The frame of the window: sidebar and context bar by keyboard and mouse, at every width."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from gallery import GROUPS
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pdkadry_desktop.ui.theme import color
from pdkadry_desktop.ui.widgets import (
    ContextBar,
    NavGroup,
    NavItem,
    PageHeader,
    Sidebar,
)
from pdkadry_desktop.ui.widgets.context_bar import ProfileChoice

Key = Qt.Key


@pytest.fixture
def sidebar(qtbot) -> Sidebar:
    made = Sidebar(GROUPS)
    qtbot.addWidget(made)
    made.resize(224, 700)
    made.show()
    qtbot.waitActive(made)
    return made


@pytest.fixture
def bar(qtbot) -> Iterator[ContextBar]:
    made = ContextBar()
    profiles = [ProfileChoice("a", "Район, показатели мониторинга", "Район"), ProfileChoice("b", "Свой", "Свой")]
    made.set_profiles(profiles, "a")
    made.set_years([(2023, "2023 год"), (2022, "2022 год")], 2022)
    made.set_as_of(date(2022, 12, 31))
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(made)
    holder.resize(1142, 52)
    holder.show()
    qtbot.waitActive(holder)
    yield made


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def _shows(widget: QWidget, token: str) -> bool:
    """Whether the widget paints a pixel in exactly this token."""
    image, wanted = _picture(widget), color(token).rgb()
    return any(image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width()))


# sidebar


def test_sidebar_has_one_tab_stop_and_arrows_inside(sidebar: Sidebar, qtbot) -> None:
    sidebar.select("teachers")
    stops = [key for key in sidebar.keys() if sidebar.item(key).focusPolicy() & Qt.FocusPolicy.TabFocus]  # noqa: SIM118
    assert stops == ["teachers"]
    sidebar.item("teachers").setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(sidebar.item("teachers"), Key.Key_Down)
    assert sidebar.item("young").hasFocus()
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        qtbot.keyClick(sidebar.item("young"), Key.Key_Return)
    assert chosen.args == ["young"]
    assert sidebar.current() == "teachers"  # only the page that opened is marked
    qtbot.keyClick(sidebar.item("young"), Key.Key_End)
    assert sidebar.item("settings").hasFocus()
    qtbot.keyClick(sidebar.item("settings"), Key.Key_Down)
    assert sidebar.item("settings").hasFocus()
    qtbot.keyClick(sidebar.item("settings"), Key.Key_Home)
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        qtbot.keyClick(sidebar.item("today"), Key.Key_Space)
    assert chosen.args == ["today"]


def test_sidebar_ring_is_for_the_keyboard_only(sidebar: Sidebar, qtbot) -> None:
    item = sidebar.item("courses")
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert item.hasFocus() and not _shows(item, "accent")
    sidebar.item("today").setFocus()
    item.setFocus(Qt.FocusReason.TabFocusReason)
    assert _shows(item, "accent")


def test_sidebar_collapses_to_icons(sidebar: Sidebar, qtbot) -> None:
    assert sidebar.width() == 224
    toggle = next(each for each in sidebar.findChildren(QAbstractButton) if each.accessibleName() == "Свернуть меню")
    with qtbot.waitSignal(sidebar.collapsed_changed) as changed:
        qtbot.mouseClick(toggle, Qt.MouseButton.LeftButton)
    assert changed.args == [True]
    assert (sidebar.width(), sidebar.is_collapsed()) == (56, True)
    assert toggle.accessibleName() == toggle.toolTip() == "Развернуть меню"
    item = sidebar.item("young")
    assert (item.toolTip(), item.accessibleName()) == ("Молодые специалисты", "Молодые специалисты")
    assert not any(each.isVisible() for each in sidebar.findChildren(QLabel) if each.text() == "Люди")
    qtbot.mouseClick(toggle, Qt.MouseButton.LeftButton)
    assert (sidebar.width(), item.toolTip()) == (224, "")


def test_sidebar_wraps_a_long_title_instead_of_cutting_it(qtbot) -> None:
    long = NavItem("long", "Профессиональные объединения педагогов", "community")
    made = Sidebar((NavGroup("", (NavItem("short", "План", "plan"), long)),))
    qtbot.addWidget(made)
    made.resize(224, 300)
    made.show()
    assert made.item("long").height() > made.item("short").height() == 30
    made.set_collapsed(True)
    qtbot.waitUntil(lambda: made.item("long").height() == 30)


def test_sidebar_count_is_spoken(sidebar: Sidebar) -> None:
    before = _picture(sidebar.item("today"))
    sidebar.set_count("today", 5)
    assert sidebar.item("today").accessibleName() == "Сегодня, 5"
    assert _picture(sidebar.item("today")) != before
    sidebar.set_count("today", 0)
    assert sidebar.item("today").accessibleName() == "Сегодня"


# context bar


def _menu_of(bar: ContextBar, text: str) -> QMenu:
    return next(each for each in bar.findChildren(QPushButton) if each.text() == text).menu()


def test_context_choices_are_reported_and_set_back(bar: ContextBar, qtbot) -> None:
    with qtbot.waitSignal(bar.year_chosen) as year:
        _menu_of(bar, "2022 год").actions()[0].trigger()
    assert year.args == [2023]
    assert _menu_of(bar, "2022 год")  # the bar shows what the window decides, not what was clicked
    bar.set_years([(2023, "2023 год"), (2022, "2022 год")], 2023)
    assert [action.isChecked() for action in _menu_of(bar, "2023 год").actions()] == [True, False]
    with qtbot.waitSignal(bar.profile_chosen) as profile:
        _menu_of(bar, "Район, показатели мониторинга").actions()[1].trigger()
    assert profile.args == ["b"]
    scheme = next(each for each in bar.findChildren(QMenu) if each.actions() and each.actions()[0].data() == "light")
    with qtbot.waitSignal(bar.scheme_chosen) as chosen:
        scheme.actions()[1].trigger()
    assert chosen.args == ["dark"]
    bar.set_scheme("dark")
    assert [action.isChecked() for action in scheme.actions()] == [False, True, False]


def test_as_of_date_is_chosen_by_keyboard(bar: ContextBar, qtbot) -> None:
    menu = _menu_of(bar, "на 31.12.2022")
    menu.popup(QPoint(0, 0))
    calendar = menu.actions()[0].defaultWidget()
    view = calendar.findChild(QWidget, "qt_calendar_calendarview")
    with qtbot.waitSignal(bar.as_of_chosen) as chosen:
        qtbot.keyClick(view, Key.Key_Left)
        qtbot.keyClick(view, Key.Key_Return)
    assert chosen.args == [date(2022, 12, 30)]
    assert not menu.isVisible()


def test_search_is_reached_by_ctrl_k(bar: ContextBar, qtbot) -> None:
    QTest.keySequence(bar, QKeySequence("Ctrl+K"))
    assert bar.search.hasFocus()
    with qtbot.waitSignals([bar.search_changed, bar.search_submitted]):
        bar.search.insert("Ёл")
        qtbot.keyClick(bar.search, Key.Key_Return)
    assert bar.search.text() == "Ёл"


def test_undo_says_what_it_takes_back(bar: ContextBar, qtbot) -> None:
    assert not bar.undo_action.isEnabled() and not bar.redo_action.isEnabled()
    bar.set_undo("Изменена пара")
    bar.set_redo("Добавлен курс")
    assert bar.undo_action.toolTip() == "Отменить: Изменена пара (Ctrl+Z)"
    for keys, signal in (("Ctrl+Z", bar.undo_requested), ("Ctrl+Y", bar.redo_requested)):
        with qtbot.waitSignal(signal):
            QTest.keySequence(bar, QKeySequence(keys))


def test_undo_leaves_a_text_field_its_own(bar: ContextBar, qtbot) -> None:
    bar.set_undo("Изменена пара")
    bar.focus_search()
    bar.search.insert("курс")
    with qtbot.assertNotEmitted(bar.undo_requested):
        qtbot.keyClick(bar.search, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bar.search.text() == ""


def test_job_chip_shows_share_and_cancels_once(bar: ContextBar, qtbot) -> None:
    assert not bar.job.isVisible()
    bar.job.show_job("Импорт свода")
    bar.job.set_progress(50, 200)
    assert bar.job.isVisible()
    assert bar.job.toolTip() == "Импорт свода · 25 %"
    cross = next(each for each in bar.job.findChildren(QAbstractButton))
    with qtbot.waitSignal(bar.cancel_requested):
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert not cross.isEnabled()
    assert bar.job.accessibleName() == "Останавливается…"
    bar.job.finish()
    assert not bar.job.isVisible()


@pytest.mark.parametrize("width", [855, 1037, 1142, 1696])
def test_context_bar_keeps_its_words_at_every_width(bar: ContextBar, qtbot, width: int) -> None:
    bar.job.show_job("Импорт свода")
    bar.job.set_progress(50, 200)
    bar.window().resize(width, 52)
    qtbot.waitUntil(lambda: bar.width() == width)
    words = [each for each in bar.findChildren(QPushButton) if each.isVisible()]
    assert len(words) == 3
    qtbot.waitUntil(lambda: all(each.width() >= each.sizeHint().width() for each in words))
    assert words[0].text() == ("Район, показатели мониторинга" if width > 1100 else "Район")
    inner = [each for each in bar.children() if isinstance(each, QWidget) and not each.isWindow() and each.isVisible()]
    assert max(each.geometry().right() for each in inner) < width
    shown = bar.search.fontMetrics().horizontalAdvance(bar.search.placeholderText())
    assert shown < bar.search.width() - 40


def test_a_long_title_is_shortened_and_told_whole(qtbot) -> None:
    whole = "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа имени Героя» посёлка Верхний"
    header = PageHeader("Курсы")
    qtbot.addWidget(header)
    header.add_action("К списку")
    header.resize(600, 40)
    header.show()
    label = header.findChild(QLabel)
    assert (label.text(), label.toolTip(), header.title()) == ("Курсы", "", "Курсы")
    header.set_title(whole)
    qtbot.waitUntil(lambda: label.text().endswith("…"))
    assert header.title() == label.toolTip() == label.accessibleName() == whole
    header.resize(2400, 40)
    qtbot.waitUntil(lambda: label.text() == whole)
