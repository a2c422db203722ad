"""The base widgets: keyboard, signals, names for screen readers, no cut label at any scale of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from gallery import Gallery
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pdkadry_desktop.ui.theme import apply_theme, color
from pdkadry_desktop.ui.widgets import (
    Badge,
    ClampedLabel,
    EmptyState,
    ErrorBanner,
    FieldMessage,
    Figure,
    FigureTile,
    FilterChip,
    FlowLayout,
    GridFlow,
    PageHeader,
    Toast,
    icon_button,
    push_button,
)

Key = Qt.Key


@pytest.fixture
def host(qtbot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    qtbot.waitActive(made)
    return made


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def _shows(widget: QWidget, token: str) -> bool:
    """Whether the widget paints a pixel in exactly this token."""
    image, wanted = _picture(widget), color(token).rgb()
    return any(image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width()))


# page header, chips


def test_page_header_keeps_the_primary_last(qtbot) -> None:
    header = PageHeader("Педагоги", "3 записи")
    qtbot.addWidget(header)
    primary = header.set_primary("Добавить", "add")
    other = header.add_action("Печать", "print")
    header.resize(700, 40)
    header.show()
    assert primary.x() > other.x() > 0
    assert primary.property("kind") == "primary"
    header.set_count("")
    assert not any(each.isVisible() for each in header.findChildren(QLabel) if each.text() != "Педагоги")


def test_filter_chip_by_keyboard(qtbot) -> None:
    chip = FilterChip("Организация", "МБОУ СОШ № 4")
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.clicked):
        qtbot.keyClick(chip.words, Key.Key_Return)
    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip.words, Key.Key_Delete)
    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip.cross, Key.Key_Space)
    assert chip.cross.accessibleName() == "Убрать отбор: Организация: МБОУ СОШ № 4"


def test_long_filter_chip_tells_the_whole_in_its_tooltip(qtbot) -> None:
    value = "Муниципальное бюджетное общеобразовательное учреждение средняя общеобразовательная школа № 4"
    chip = FilterChip("Организация", value)
    qtbot.addWidget(chip)
    assert chip.words.text().endswith("…")
    assert chip.words.toolTip() == f"Организация: {value}"
    assert chip.sizeHint().width() < 400


# badge, tile


def test_badge_has_room_for_its_word(qtbot) -> None:
    badge = Badge("не достигнуто", "bad")
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "не достигнуто"
    narrow = badge.sizeHint().width()
    badge.set_status("не достигнуто в срок", "bad")
    assert badge.sizeHint().width() > narrow
    badge.resize(badge.sizeHint())
    assert _shows(badge, "bad_soft")


FIGURE = Figure(
    "Доля педагогов, прошедших повышение квалификации",
    "78,4 %",
    "69 из 88 · цель ≥ 80 %",
    "ниже цели",
    "warn",
    "000.1",
    (("2021", 66.0), ("2022", 78.4)),
    80.0,
)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_figure_tile_opens_by_keyboard(qtbot, key: Key) -> None:
    tile = FigureTile(FIGURE)
    qtbot.addWidget(tile)
    with qtbot.waitSignal(tile.clicked):
        qtbot.keyClick(tile, key)


def test_figure_tile_opens_by_a_click_on_any_part(qtbot, host: QWidget) -> None:
    layout = QVBoxLayout(host)
    tile = FigureTile(FIGURE)
    layout.addWidget(tile)
    value = next(each for each in tile.findChildren(QLabel) if each.text() == "78,4 %")
    qtbot.waitUntil(tile.isVisible)
    layout.activate()
    with qtbot.waitSignal(tile.clicked):
        qtbot.mouseClick(host.childAt(value.mapTo(host, QPoint(10, 10))), Qt.MouseButton.LeftButton)


def test_figure_tile_speaks_and_shows_focus(qtbot, host: QWidget) -> None:
    tile = FigureTile(FIGURE, host)
    tile.resize(260, tile.heightForWidth(260))
    tile.show()
    assert tile.accessibleName() == (
        "000.1 Доля педагогов, прошедших повышение квалификации; 78,4 %; 69 из 88 · цель ≥ 80 %; ниже цели; "
        "2021: 66, 2022: 78,4"
    )
    before = _picture(tile)
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    assert _picture(tile) != before


def test_figure_tile_draws_only_the_last_five_years(qtbot) -> None:
    years = tuple((str(year), float(year - 2010)) for year in range(2014, 2023))
    tiles = [FigureTile(Figure("Доля", "1 %", years=shown)) for shown in (years, years[-5:], years[-4:])]
    pictures = []
    for tile in tiles:
        qtbot.addWidget(tile)
        tile.resize(260, 200)
        pictures.append(_picture(tile))
    assert pictures[0] == pictures[1] != pictures[2]


def test_clamped_label_keeps_two_lines_and_tells_the_rest(qtbot) -> None:
    label = ClampedLabel("Доля педагогов, прошедших повышение квалификации на основе диагностики дефицитов", 2)
    qtbot.addWidget(label)
    height = label.sizeHint().height()
    label.resize(180, height)
    label.show()
    assert label.is_cut() and label.toolTip() == label.text()
    label.resize(900, height)
    assert not label.is_cut() and label.toolTip() == ""
    label.setText("Доля")
    assert label.sizeHint().height() == height


# layouts


def test_tiles_of_a_row_are_level_and_wrap(qtbot, host: QWidget) -> None:
    grid = GridFlow(250)
    host.setLayout(grid)
    tiles = [FigureTile(FIGURE), FigureTile(Figure("Вакансии", "23")), FigureTile(FIGURE), FigureTile(FIGURE)]
    for tile in tiles:
        grid.addWidget(tile)
    qtbot.waitUntil(lambda: tiles[3].y() > 0)
    assert [tile.y() for tile in tiles[:3]] == [0, 0, 0]
    assert tiles[0].height() == tiles[1].height()
    assert tiles[0].width() == tiles[3].width() >= 250
    assert grid.heightForWidth(300) > 3 * grid.heightForWidth(1200)


def test_flow_skips_what_is_hidden(qtbot, host: QWidget) -> None:
    flow = FlowLayout()
    host.setLayout(flow)
    buttons = [push_button("Печать"), push_button("Экспорт"), push_button("Импорт")]
    for button in buttons:
        flow.addWidget(button)
    qtbot.waitUntil(lambda: buttons[2].x() > 0)
    before = buttons[2].x()
    buttons[1].hide()
    qtbot.waitUntil(lambda: buttons[2].x() == buttons[0].width() + 8)
    assert buttons[2].x() < before


# what the program says


def test_empty_state_offers_its_way_out(qtbot) -> None:
    state = EmptyState("course", "Здесь будут курсы.", "Загрузить из Excel", "import", "Как подготовить файл")
    qtbot.addWidget(state)
    with qtbot.waitSignal(state.action_triggered):
        qtbot.keyClick(state.action, Key.Key_Space)
    with qtbot.waitSignal(state.help_triggered):
        state.help.click()


def test_toast_acts_closes_and_goes_by_itself(qtbot, host: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Toast, "STAY", 30)
    toast = Toast(host)
    toast.show_message("Импорт завершён", "Вернуть")
    with qtbot.waitSignal(toast.action_triggered):
        qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()
    toast.show_message("Сохранено")
    assert not toast.action.isVisible()
    assert toast.geometry().bottom() < host.height() - 48, "the buttons at the foot of a page stay free"
    with qtbot.waitSignal(toast.closed, timeout=2000):
        pass
    assert not toast.isVisible()


def test_toast_waits_for_who_is_on_it(qtbot, host: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Toast, "STAY", 20)
    field = QLineEdit(host)
    field.show()
    field.setFocus()
    toast = Toast(host)
    toast.show_message("Удалено 3 записи", "Вернуть")
    toast.action.setFocus()
    qtbot.wait(100)
    assert toast.isVisible()
    qtbot.keyClick(toast.action, Key.Key_Escape)
    assert not toast.isVisible()
    assert field.hasFocus()


def test_toast_stays_inside_its_window(qtbot, host: QWidget) -> None:
    toast = Toast(host)
    toast.show_message(
        "Импорт завершён: добавлено 214 строк, изменено 12, отклонено 3, пропущено как пустые 40.", "Вернуть"
    )
    host.resize(500, 400)
    qtbot.waitUntil(lambda: host.rect().contains(toast.geometry()))
    text = next(each for each in toast.findChildren(QLabel) if each.text() == toast.text())
    assert text.height() >= text.heightForWidth(text.width())


def test_error_banner_says_what_and_what_to_do(qtbot, host: QWidget) -> None:
    layout = QVBoxLayout(host)
    banner = ErrorBanner()
    layout.addWidget(banner)
    assert not banner.isVisible()
    banner.show_error("Файл открыт в другой программе.", "Закройте его и повторите.", "Повторить")
    assert banner.isVisible()
    assert banner.accessibleName() == "Файл открыт в другой программе. Закройте его и повторите."
    with qtbot.waitSignal(banner.action_triggered):
        banner.action.click()
    assert _shows(banner, "bad_soft")
    banner.show_error("Часть строк пропущена.", tone="warn")
    assert not banner.action.isVisible()
    assert _shows(banner, "warn_soft") and not _shows(banner, "bad_soft")
    with qtbot.waitSignal(banner.closed):
        banner.cross.click()
    assert not banner.isVisible()


def test_field_message_is_there_only_while_something_is_wrong(qtbot, host: QWidget) -> None:
    layout = QVBoxLayout(host)
    message = FieldMessage()
    layout.addWidget(message)
    message.show_message("Окончание раньше начала")
    assert message.isVisible() and message.text() == "Окончание раньше начала"
    assert _shows(message, "bad")
    message.clear()
    assert not message.isVisible()


# everything together


SIZES = [(1366, 768, 1.0), (1366, 768, 1.25), (1366, 768, 1.5), (1920, 1080, 1.0)]


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
@pytest.mark.parametrize("points", [11, 12])
def test_no_label_is_cut(qtbot, dressed_app: QApplication, width: int, height: int, scale: float, points: int) -> None:
    apply_theme(dressed_app, "light", points)
    window = Gallery()
    qtbot.addWidget(window)
    window.sidebar.set_collapsed(width / scale < 1100)
    window.resize(QSize(round(width / scale), round(height / scale)))
    window.show()
    dressed_app.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert window.width() == round(width / scale)
    cut = []
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            if label.height() < needed or (not label.wordWrap() and label.width() < label.sizeHint().width()):
                cut.append(label.text())
    for button in window.findChildren(QPushButton):
        if button.isVisible() and button.text() and button.width() < button.sizeHint().width():
            cut.append(button.text())
    apply_theme(dressed_app, "light")
    assert cut == []


def test_every_control_has_a_name_for_a_screen_reader(qtbot) -> None:
    window = Gallery()
    qtbot.addWidget(window)
    controls = window.bar.findChildren(QAbstractButton) + window.sidebar.findChildren(QAbstractButton)
    controls += window.header.findChildren(QAbstractButton) + window.banner.findChildren(QAbstractButton)
    controls += window.toast.findChildren(QAbstractButton)
    ours = [each for each in controls if not each.objectName().startswith("qt_") and _is_ours(each)]
    assert len(ours) > 30
    assert [type(each).__name__ for each in ours if not (each.text() or each.accessibleName())] == ["QPushButton"]
    assert window.toast.action.text() == ""  # that one: it has a word only while it is shown


def _is_ours(control: QWidget) -> bool:
    """Not a part of Qt's own calendar or line edit."""
    parent = control.parentWidget()
    return not isinstance(parent, QLineEdit | QComboBox) and not (parent and parent.objectName().startswith("qt_"))


def test_icon_button_acts_and_is_named(qtbot) -> None:
    button = icon_button("print", "Печать")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Печать"
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Key.Key_Space)


def test_flow_stands_lower_things_in_the_middle_of_their_line(qtbot, host: QWidget) -> None:
    area = QWidget(host)
    flow = FlowLayout(area)
    high, low = QLabel("кнопка"), QLabel("отметка")
    high.setFixedSize(80, 32)
    low.setFixedSize(80, 16)
    flow.addWidget(high)
    flow.addWidget(low)
    area.resize(400, 40)
    area.show()
    qtbot.waitUntil(lambda: low.x() > high.x())
    assert low.geometry().center().y() == high.geometry().center().y()


def test_the_words_beside_a_title_are_shortened_before_the_title(qtbot) -> None:
    header = PageHeader("Методика показателя 000.1", "Доля педагогических работников, прошедших обучение " * 3)
    header.set_primary("Сохранить")
    qtbot.addWidget(header)
    header.resize(900, 40)
    header.show()
    title, count = header.findChildren(QLabel)[:2]
    qtbot.waitUntil(lambda: title.text() == "Методика показателя 000.1" and count.text().endswith("…"))
    assert count.toolTip() and count.width() > 300, "what is left belongs to them"
