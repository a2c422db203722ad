"""The head of a page and the chips of its active filters."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from pdkadry_desktop.ui.theme import font
from pdkadry_desktop.ui.tokens import Space
from pdkadry_desktop.ui.widgets.basics import icon_button, push_button

_LEAST = 160  # px of a title that is shortened
_SLACK = 2


class PageHeader(QWidget):
    """Title (18 pt), count beside it, actions at the right, the primary one last.

    ``add_action`` and ``set_primary`` return the button; connect to its ``clicked``.
    """

    def __init__(self, title: str, count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = _Words(title, "title")
        self._count = _Words(count, "muted")
        self._count.setVisible(bool(count))
        self._primary: QPushButton | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)
        self._row.addWidget(self._title)
        self._row.addSpacing(Space.XS)
        self._row.addWidget(self._count, 1000, Qt.AlignmentFlag.AlignVCenter)  # what the title and actions leave
        self._row.addStretch(1)

    def set_title(self, title: str) -> None:
        self._title.show_whole(title)

    def title(self) -> str:
        return self._title.whole

    def set_count(self, count: str) -> None:
        """The words beside the title: «214 записей», «12 из 214»."""
        self._count.show_whole(count)
        self._count.setVisible(bool(count))

    def add_action(self, text: str, icon: str = "") -> QPushButton:
        """A secondary button before the primary one."""
        button = push_button(text, icon)
        self.add_widget(button)
        return button

    def add_widget(self, widget: QWidget) -> None:
        """Any other control among the actions."""
        self._row.insertWidget(self._row.count() - (1 if self._primary else 0), widget)

    def set_primary(self, text: str, icon: str = "") -> QPushButton:
        """The one primary button of the page; call once."""
        self._primary = push_button(text, icon, kind="primary")
        self._row.addWidget(self._primary)
        return self._primary


class _Words(QLabel):
    """As wide as its words where there is room, otherwise shortened; then the tooltip says the whole."""

    def __init__(self, whole: str, role: Literal["title", "muted"]) -> None:
        super().__init__()
        self.whole = whole
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setFont(font("note" if role == "muted" else role))
        self._yields = role == "muted"  # the words beside a title are shortened before the title is
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.show_whole(whole)

    def show_whole(self, whole: str) -> None:
        self.whole = whole
        self.setAccessibleName(whole)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._least() if self._yields else self._advance(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least(), super().minimumSizeHint().height())

    def _advance(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.whole) + _SLACK

    def _least(self) -> int:
        return min(_LEAST, self._advance())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, max(_LEAST, self.width()))
        self.setText(shown)
        self.setToolTip(self.whole if shown != self.whole else "")


class FilterChip(QFrame):
    """One active filter: «Организация: Школа № 1» and a cross.

    Signals: ``clicked()`` - change it; ``removed()`` - drop it, by the cross or by Delete / Backspace.
    """

    clicked = Signal()
    removed = Signal()
    MAX_WORDS = 320

    def __init__(
        self, label: str, value: str, remove_text: str = "Убрать отбор", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "chip")
        whole = f"{label}: {value}" if label else value
        shown = QFontMetrics(font("note")).elidedText(whole, Qt.TextElideMode.ElideRight, self.MAX_WORDS)
        self.words = _ChipButton(shown)
        self.words.setProperty("kind", "chip")
        self.words.setProperty("role", "note")
        self.words.setAccessibleName(whole)
        self.words.setToolTip(whole if shown != whole else "")
        self.words.clicked.connect(self.clicked)
        self.words.dropped.connect(self.removed)
        self.cross = icon_button("cancel", f"{remove_text}: {whole}", small=True)
        self.cross.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 2, 1)
        row.setSpacing(0)
        row.addWidget(self.words)
        row.addWidget(self.cross)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class _ChipButton(QPushButton):
    """Signals: ``dropped()`` - Delete or Backspace was pressed."""

    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
