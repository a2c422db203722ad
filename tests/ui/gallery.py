"""Every base widget on one invented screen, to look at: ``python tests/ui/gallery.py FOLDER`` writes pictures."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from pdkadry_desktop.ui import qt_russian
from pdkadry_desktop.ui.theme import apply_theme, style
from pdkadry_desktop.ui.tokens import Space
from pdkadry_desktop.ui.widgets import (
    Badge,
    CardFrame,
    ContextBar,
    EmptyState,
    ErrorBanner,
    FieldMessage,
    Figure,
    FigureTile,
    FilterChip,
    FlowLayout,
    GridFlow,
    MutedLabel,
    NavGroup,
    NavItem,
    PageHeader,
    SectionTitle,
    Sidebar,
    Toast,
    push_button,
)
from pdkadry_desktop.ui.widgets.context_bar import ProfileChoice

GROUPS = (
    NavGroup("", (NavItem("today", "Сегодня", "home"),)),
    NavGroup("Мониторинг", (NavItem("indicators", "Показатели", "indicators"), NavItem("cycle", "Цикл", "cycle"))),
    NavGroup("План", (NavItem("plan", "План мероприятий", "plan"),)),
    NavGroup(
        "Люди",
        (
            NavItem("teachers", "Педагоги", "people"),
            NavItem("young", "Молодые специалисты", "young"),
            NavItem("mentorships", "Наставничество", "mentor"),
            NavItem("awards", "Награды", "award"),
        ),
    ),
    NavGroup(
        "Развитие",
        (
            NavItem("courses", "Курсы", "course"),
            NavItem("diagnostics", "Диагностика", "diagnostics"),
            NavItem("ioms", "ИОМ", "route"),
            NavItem("contests", "Конкурсы", "contest"),
            NavItem("communities", "Объединения", "community"),
        ),
    ),
    NavGroup("Кадры", (NavItem("vacancies", "Вакансии", "vacancy"), NavItem("targets", "Целевое обучение", "student"))),
    NavGroup("", (NavItem("organizations", "Организации", "organization"),)),
    NavGroup(
        "Документы",
        (
            NavItem("reports", "Отчёты", "report"),
            NavItem("exchange", "Обмен", "exchange"),
            NavItem("settings", "Настройки", "settings"),
        ),
    ),
)

FIGURES = (
    Figure(
        "Доля педагогов, прошедших повышение квалификации на основе диагностики дефицитов",
        "78,4 %",
        "69 из 88 · цель ≥ 80 %",
        "ниже цели",
        "warn",
        "000.1",
        (("2018", 41.0), ("2019", 52.5), ("2020", None), ("2021", 66.0), ("2022", 78.4)),
        80.0,
    ),
    Figure(
        "Доля молодых педагогов с наставником",
        "100 %",
        "14 из 14 · цель ≥ 95 %",
        "достигнуто",
        "good",
        "002.3",
        (("2020", 82.0), ("2021", 93.0), ("2022", 100.0)),
        95.0,
    ),
    Figure("Число открытых вакансий на начало года", "23", "цель ≤ 12", "не достигнуто", "bad", "004.1"),
    Figure("Доля педагогов, имеющих индивидуальный маршрут", "—", "реестр ИОМ пуст", "нет данных", "neutral", "000.R7"),
)

ROWS = (
    ("Ёлкина Мария Сергеевна", "МБОУ СОШ № 1", "учитель математики", "112", "подтверждено", "good"),
    ("Журавлёв Пётр Ильич", "МБОУ СОШ № 4 п. Солнечный", "учитель физики", "72", "истекает", "warn"),
    ("Абрамова-Кузнецова Александра Владимировна", "МБДОУ № 12", "воспитатель", "—", "нет курсов", "bad"),
    ("Сидорчук Олег Олегович", "МБОУ ООШ № 7", "учитель истории", "36", "в процессе", "accent"),
)


class _Table(QTableView):
    def __init__(self) -> None:
        super().__init__()
        model = QStandardItemModel(0, 5, self)
        model.setHorizontalHeaderLabels(["Педагог", "Организация", "Должность", "Часы", "Статус"])
        for row in ROWS:
            items = [QStandardItem(text) for text in row[:5]]
            items[3].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            model.appendRow(items)
        self.setModel(model)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setShowGrid(False)
        for column, width in enumerate((260, 190, 160, 60)):
            self.setColumnWidth(column, width)
        for row in range(model.rowCount()):
            tone = next(each[5] for each in ROWS if each[0] == model.item(row, 0).text())
            badge = Badge(model.item(row, 4).text(), tone)  # type: ignore[arg-type]
            self.setIndexWidget(model.index(row, 4), badge)
            model.item(row, 4).setText("")
        self.selectRow(1)
        self.setMinimumHeight(30 * 5 + 8)


def _fields() -> CardFrame:
    card = CardFrame("Поля")
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    name = QLineEdit("Ёлкина")
    form.addRow("Фамилия", name)
    kind = QComboBox()
    kind.addItems(["педагог – педагог", "руководитель – педагог"])
    form.addRow("Форма наставничества", kind)
    started = QDateEdit(QDate(2022, 9, 1))
    started.setCalendarPopup(True)
    started.setDisplayFormat("dd.MM.yyyy")
    form.addRow("Начало", started)
    hours = QSpinBox()
    hours.setValue(72)
    style(hours, invalid=True)
    message = FieldMessage()
    message.show_message("Часов больше, чем в программе: 36")
    box = QVBoxLayout()
    box.setSpacing(0)
    box.addWidget(hours)
    box.addWidget(message)
    form.addRow("Часы", box)
    off = QLineEdit("Заполняется само")
    off.setEnabled(False)
    form.addRow("Шифр", off)
    card.body.addLayout(form)
    card.body.addWidget(MutedLabel("Пусто, пока пара работает"))
    card.body.addStretch(1)
    return card


def _choices() -> CardFrame:
    card = CardFrame("Кнопки и выбор")
    row = FlowLayout()
    for button in (
        push_button("Сохранить", "save", "primary"),
        push_button("Отмена", "cancel"),
        push_button("Печать", "print", "quiet"),
        push_button("Удалить", "delete", "danger"),
        push_button("Открыть справку", kind="link"),
    ):
        row.addWidget(button)
    card.body.addLayout(row)
    off = FlowLayout()
    for kind in ("primary", "secondary", "quiet"):
        button = push_button("Недоступно", "lock", kind)  # type: ignore[arg-type]
        button.setEnabled(False)
        off.addWidget(button)
    card.body.addLayout(off)
    for text, on in (("По результатам диагностики", True), ("Дистанционно", False)):
        box = QCheckBox(text)
        box.setChecked(on)
        card.body.addWidget(box)
    for text, on in (("За календарный год", True), ("За учебный год", False)):
        radio = QRadioButton(text)
        radio.setChecked(on)
        card.body.addWidget(radio)
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setValue(40)
    card.body.addWidget(bar)
    badges = FlowLayout()
    for word, tone in (("достигнуто", "good"), ("ниже цели", "warn"), ("не достигнуто", "bad")):
        badges.addWidget(Badge(word, tone))  # type: ignore[arg-type]
    badges.addWidget(Badge("в работе", "accent"))
    badges.addWidget(Badge("нет данных", "neutral"))
    card.body.addLayout(badges)
    card.body.addStretch(1)
    return card


class Gallery(QWidget):
    """A window of the program's shape with all widgets in it."""

    def __init__(self) -> None:
        super().__init__()
        self.sidebar = Sidebar(GROUPS)
        self.sidebar.select("teachers")
        self.sidebar.set_count("today", 5)
        self.bar = ContextBar()
        self.bar.set_profiles(
            [
                ProfileChoice("vb", "Верхнебуреинский район, показатели мониторинга", "Верхнебуреинский"),
                ProfileChoice("own", "Свой перечень", "Свой перечень"),
            ],
            "vb",
        )
        self.bar.set_years([(2023, "2023 год"), (2022, "2022 год")], 2022)
        self.bar.set_as_of(date(2022, 12, 31))
        self.bar.set_undo("Изменена пара")
        self.bar.set_scheme("light")
        self.bar.job.show_job("Импорт свода")
        self.bar.job.set_progress(2140, 5000)

        page = QWidget()
        page.setProperty("plain", True)
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        self.header = PageHeader("Педагоги", "1 482 записи")
        self.header.add_action("Импорт", "import")
        self.header.add_action("Печать", "print")
        self.header.set_primary("Добавить педагога", "add")
        column.addWidget(self.header)
        chips = FlowLayout()
        chips.addWidget(FilterChip("Организация", "МБОУ СОШ № 4 п. Солнечный"))
        chips.addWidget(FilterChip("Стаж", "до 3 лет"))
        chips.addWidget(push_button("Сохранить выборку", "filter", "link"))
        column.addLayout(chips)
        self.banner = ErrorBanner()
        self.banner.show_error("Файл открыт в другой программе.", "Закройте его и повторите.", "Повторить")
        column.addWidget(self.banner)
        grid = GridFlow(250)
        for figure in FIGURES:
            grid.addWidget(FigureTile(figure))
        column.addLayout(grid)
        column.addWidget(_Table())
        parts = GridFlow(330)
        parts.addWidget(_fields())
        parts.addWidget(_choices())
        empty = CardFrame()
        empty.body.addWidget(
            EmptyState(
                "course",
                "Здесь будут курсы повышения квалификации. Загрузите свод или добавьте первый курс.",
                "Загрузить из Excel",
                "import",
                "Как подготовить файл",
            )
        )
        parts.addWidget(empty)
        column.addLayout(parts)
        tabs = QTabWidget()
        tabs.addTab(SectionTitle("Основное"), "Карточка")
        tabs.addTab(SectionTitle("Связи"), "Связи")
        tabs.addTab(SectionTitle("История"), "История")
        column.addWidget(tabs)
        scroll = self.scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(scroll, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.toast = Toast(self)
        self.setWindowTitle("Галерея")


def main(folder: Path) -> None:
    """Pictures of the gallery in both schemes at the logical size of 1366×768 and 1920×1080 under QT_SCALE_FACTOR."""
    app = QApplication(sys.argv[:1])
    qt_russian.install(app)
    factor = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        apply_theme(app, scheme)  # type: ignore[arg-type]
        for width, height in ((1366, 768), (1920, 1080)):
            window = Gallery()
            window.resize(round(width / factor), round(height / factor))
            window.sidebar.set_collapsed(window.width() < 1100)
            window.show()
            window.toast.show_message("Импорт завершён: добавлено 214 строк, изменено 12.", "Вернуть")
            app.processEvents()
            name = f"{scheme}-{width}-{factor:g}"
            window.grab().save(str(folder / f"{name}.png"))
            if width == 1366:
                window.toast.dismiss()
                window.scroll.verticalScrollBar().setValue(10_000)
                app.processEvents()
                window.grab().save(str(folder / f"{name}-down.png"))
            window.close()
            window.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
