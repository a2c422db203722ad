"""The tab of versions and readings beside the editor of a definition: what counted when, and how the order is read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton

from ...core.dates import format_date
from ...indicators.preview import figure_of
from ...indicators.starting import Opened
from ...indicators.versions import Version
from ..places import Place
from ..widgets.badge import Badge
from ..widgets.basics import push_button
from .indicator_overview import Parts


class MethodVersions(Parts):
    """Signals: ``restore_wanted()``, ``removed(id)``, ``read(key, note)``, ``go(Place)``."""

    restore_wanted = Signal()
    removed = Signal(int)
    read = Signal(str, str)
    go = Signal(object)

    def __init__(self) -> None:
        super().__init__("Версии и прочтения")

    def show_opened(self, found: Opened, year: int) -> None:
        self.empty()
        self._readings(found, year)
        self.title("Версии методики")
        in_force = [each for each in found.versions if each.valid_from <= year]
        for each in reversed(found.versions):
            self._version(each, bool(in_force) and each == in_force[-1], year)
        if not found.is_own:
            text = "Исходная методика программы" + ("" if in_force else " – действует сейчас")
            self.text(text)
            restore = push_button("Вернуть исходную…", "undo")
            restore.setToolTip("Исходная методика снова будет считать с выбранного года")
            restore.setEnabled(bool(in_force) and not _is_shipped(in_force[-1]))
            restore.clicked.connect(self.restore_wanted)
            self.column.addWidget(restore, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def _version(self, version: Version, is_now: bool, year: int) -> None:
        kind = "исходная методика" if _is_shipped(version) else "прочтение" if version.reading else "своя методика"
        saved = f", сохранена {format_date(version.saved_on)}" if version.saved_on else ""
        self.text(f"{version.title()[:1].upper()}{version.title()[1:]}: {kind}{saved}")
        if is_now:
            self.column.addWidget(Badge(f"действует в {year} году", "good"), 0, Qt.AlignmentFlag.AlignLeft)
        paper = f" ({version.document})" if version.document else ""
        ways = "годы сопоставимы" if version.is_comparable else "с прежними годами не сопоставима"
        self.text(f"{version.note}{paper}; {ways}.", "muted")
        if version.problem:
            self.text(f"Не читается: {version.problem}", "muted")
        if version.wording:
            self.text(version.wording, "muted")
        opened = push_button("Открыть запись", "open", "quiet")
        opened.setAccessibleName(f"Открыть запись: методика {version.title()}")
        place = Place("record:indicator_definitions", version.id)
        opened.clicked.connect(lambda: self.go.emit(place))
        self.column.addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)
        gone = push_button("Удалить версию", "delete", "quiet")
        gone.setToolTip("Снова будет считать предыдущая; можно отменить (Ctrl+Z)")
        gone.setAccessibleName(f"Удалить версию {version.title()}")
        gone.clicked.connect(lambda: self.removed.emit(version.id))
        self.column.addWidget(gone, 0, Qt.AlignmentFlag.AlignLeft)

    def _readings(self, found: Opened, year: int) -> None:
        if not found.readings:
            return
        self.title(f"Прочтения приказа, все значения за {year} год")
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for reading, tried in found.readings:
            usual = " (обычное)" if not reading.key else ""
            button = QRadioButton(figure_of(tried))
            button.setAccessibleName(f"{reading.title}: {figure_of(tried)}")
            button.setToolTip(reading.why)
            button.setChecked(reading.key == found.reading)
            self._group.addButton(button)
            self.choices[reading.key] = button
            self.column.addWidget(button)
            self.text(f"{reading.title[:1].upper()}{reading.title[1:]}{usual}")
            self.text(reading.why, "muted")
        self.note = QLineEdit()
        self.note.setPlaceholderText("Почему выбрано: пояснение пойдёт в сноску сводки")
        self.note.setAccessibleName("Пояснение к прочтению")
        self.column.addWidget(self.note)
        choose = push_button("Принять это прочтение", "check")
        choose.setToolTip("Так показатель будет считаться во всех годах")
        choose.clicked.connect(self._choose)
        self.column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self) -> None:
        key = next((key for key, button in self.choices.items() if button.isChecked()), "")
        self.read.emit(key, self.note.text())


def _is_shipped(version: Version) -> bool:
    return not version.text and not version.reading
