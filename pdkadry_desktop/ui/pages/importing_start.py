"""Where an import begins: a place to drop a file on, a button, the files of last time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSettings, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ..theme import color, look
from ..tokens import Radius, Space
from ..widgets.basics import MutedLabel, SectionTitle, push_button
from ..widgets.feedback import EmptyState, ErrorBanner
from ..widgets.flow import GridFlow
from ..widgets.header import PageHeader

_KEPT = 6
_FILE_WIDTH = 300
_SETTING = "import/recent"


def recent_files() -> list[Path]:
    """The files imported last, the newest first."""
    stored = QSettings().value(_SETTING) or []
    return [Path(each) for each in ([stored] if isinstance(stored, str) else stored)]


def remember_file(path: Path) -> None:
    files = [path, *(each for each in recent_files() if each != path)]
    QSettings().setValue(_SETTING, [str(each) for each in files[:_KEPT]])


class DropCard(QWidget):
    """A card with a dashed edge, lit while a file hangs over the page. Signals: ``chosen()`` by its button."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_lit = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(260)
        self.state = EmptyState(
            "import",
            "Перетащите сюда книгу района или выберите файл: .xlsx, .xls, .ods, .csv. "
            "Сначала программа покажет, что изменится, и ничего не запишет без вашего согласия.",
            "Выбрать файл…",
            "folder",
        )
        self.state.action.setToolTip("Ctrl+O")
        self.state.action_triggered.connect(self.chosen)
        column = QVBoxLayout(self)
        column.addWidget(self.state)
        look().changed.connect(self.update)

    def set_lit(self, is_lit: bool) -> None:
        self._is_lit = is_lit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(color("accent" if self._is_lit else "control"), 2 if self._is_lit else 1.2)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(color("accent_soft" if self._is_lit else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.CARD, Radius.CARD)


class StartView(QWidget):
    """Step one. Signals: ``choose()`` – show the file dialog; ``opened(Path)``; ``export()``."""

    choose = Signal()
    opened = Signal(object)
    export = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.L)
        column.setSpacing(Space.M)
        header = PageHeader("Импорт и обмен")
        self.export_button = header.add_action("Экспорт книги района…", "export")
        self.export_button.setToolTip("Все данные района одной книгой Excel: её можно исправить и загрузить обратно")
        self.export_button.clicked.connect(self.export)
        column.addWidget(header)
        self.banner = ErrorBanner()
        self.banner.action_triggered.connect(self.choose)
        column.addWidget(self.banner)
        self.drop = DropCard()
        self.drop.chosen.connect(self.choose)
        column.addWidget(self.drop, 1)
        self.recent = QFrame()
        self.recent.setProperty("frame", "card")
        card = QVBoxLayout(self.recent)
        card.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        card.addWidget(SectionTitle("Недавние файлы"))
        self._list = GridFlow(_FILE_WIDTH)
        card.addLayout(self._list)
        column.addWidget(self.recent)

    def refresh(self) -> None:
        """Shows the files of last time."""
        while item := self._list.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        files = recent_files()
        self.recent.setVisible(bool(files))
        for path in files:
            self._list.addWidget(self._recent_file(path))

    def _recent_file(self, path: Path) -> QWidget:
        row = QWidget()
        line = QVBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        button = push_button(path.name.replace("&", "&&"), kind="link")
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setToolTip(str(path))
        button.setAccessibleName(f"Открыть файл {path.name}")
        button.clicked.connect(lambda: self.opened.emit(path))
        line.addWidget(button)
        place = MutedLabel(str(path.parent))
        place.setContentsMargins(5, 0, 0, 0)
        place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(place)
        return row
