"""What the program says to the user: nothing here yet, something was done, something went wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from pdkadry_desktop.ui.icons import paint_icon
from pdkadry_desktop.ui.theme import color, style
from pdkadry_desktop.ui.tokens import Space, Tone
from pdkadry_desktop.ui.widgets.badge import TONE_ICONS
from pdkadry_desktop.ui.widgets.basics import IconLabel, icon_button, push_button, text_label


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say ``text`` without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class EmptyState(QWidget):
    """A place without data: icon on a disc, one sentence of what will be here, a primary action, a link to help.

    Signals: ``action_triggered()``, ``help_triggered()``. Without ``action`` or ``help_text`` there is no such button.
    """

    action_triggered = Signal()
    help_triggered = Signal()

    def __init__(
        self,
        icon: str,
        text: str,
        action: str = "",
        action_icon: str = "",
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = text_label(text, wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setMinimumWidth(240)
        self._text.setMaximumWidth(440)
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addStretch(2)
        column.addWidget(_Disc(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._text, 20)
        row.addStretch(1)
        column.addLayout(row)
        if action:
            self.action = push_button(action, action_icon, kind="primary")
            self.action.clicked.connect(self.action_triggered)
            column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        if help_text:
            self.help = push_button(help_text, kind="link")
            self.help.clicked.connect(self.help_triggered)
            column.addWidget(self.help, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def set_text(self, text: str) -> None:
        self._text.setText(text)

    def text(self) -> str:
        return self._text.text()


class _Disc(QWidget):
    _SIZE, _ICON = 88, 40

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(self._SIZE, self._SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent_soft"))
        painter.drawEllipse(self.rect())
        edge = (self._SIZE - self._ICON) / 2
        paint_icon(painter, QRectF(edge, edge, self._ICON, self._ICON), self._icon, "accent")


class ErrorBanner(QFrame):
    """What happened and what to do, in the page where it happened; stays until closed or ``clear``.

    Signals: ``action_triggered()`` - the button of the way out; ``closed()`` - the user's cross.
    Shows a ``UserError`` as ``show_error(error.text, error.hint)``; ``tone`` "warn" or "accent" for milder news.
    """

    action_triggered = Signal()
    closed = Signal()

    def __init__(self, close_text: str = "Закрыть сообщение", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "banner")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._icon = IconLabel("error", "bad", 20)
        self._text = text_label("", "strong", wrap=True)
        self._hint = text_label("", wrap=True)
        self.action = push_button("")
        self.action.clicked.connect(self.action_triggered)
        self.cross = icon_button("cancel", close_text)
        self.cross.clicked.connect(self._on_cross)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_error(self, text: str, hint: str = "", action: str = "", tone: Tone = "bad") -> None:
        self._icon.set_icon("info" if tone == "accent" else TONE_ICONS[tone], tone)
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.action.setText(action)
        self.action.setVisible(bool(action))
        style(self, tone=tone)
        said = f"{text} {hint}".strip()
        self.setAccessibleName(said)
        self.show()
        announce(self, said)

    def clear(self) -> None:
        self.hide()

    def _on_cross(self) -> None:
        self.hide()
        self.closed.emit()


class Toast(QFrame):
    """A short report at the bottom of its parent with at most one action («Вернуть»); the newest replaces the last.

    Goes by itself after a while, but never while the pointer or the focus is on it. Esc closes it
    and the focus goes back to where it was.
    Signals: ``action_triggered()`` - the action was pressed, the toast is gone; ``closed()`` - gone, in any way.
    """

    action_triggered = Signal()
    closed = Signal()
    STAY = 8000  # milliseconds
    FOOTER = 56  # px: the buttons at the foot of a page stay free

    def __init__(self, parent: QWidget, close_text: str = "Закрыть") -> None:
        super().__init__(parent)
        self._host = parent
        self.setProperty("frame", "toast")
        self._icon = IconLabel("done", "good", 18)
        self._text = text_label("")
        self.action: QPushButton = push_button("", kind="link")
        self.action.clicked.connect(self._on_action)
        self.cross = icon_button("cancel", close_text, small=True)
        self.cross.clicked.connect(self.dismiss)
        for button in (self.action, self.cross):  # a click does not take the focus from the page
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._came_from: QWidget | None = None
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.action)
        row.addWidget(self.cross)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        parent.installEventFilter(self)
        self.hide()

    def text(self) -> str:
        return self._text.text()

    def show_message(self, text: str, action: str = "", tone: Tone = "good") -> None:
        self._icon.set_icon("info" if tone in ("neutral", "accent") else TONE_ICONS[tone], tone)
        self._text.setWordWrap(False)
        self._text.setText(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(text)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self._came_from = focused
        self._place()
        self.show()
        self.raise_()
        self._timer.start(self.STAY)
        announce(self, text)

    def dismiss(self) -> None:
        self._timer.stop()
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
                self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                focused.clearFocus()
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start(self.STAY)
        super().leaveEvent(event)

    def _on_timeout(self) -> None:
        if self.action.hasFocus() or self.cross.hasFocus():
            self._timer.start(self.STAY)
        else:
            self.dismiss()

    def _on_action(self) -> None:
        self.dismiss()
        self.action_triggered.emit()

    def _place(self) -> None:
        room = self._host.rect()
        widest = min(640, room.width() - 2 * Space.XL)
        if self._row.totalSizeHint().width() > widest:
            self._text.setWordWrap(True)
            self.resize(widest, self._row.totalHeightForWidth(widest))
        else:
            self.resize(self._row.totalSizeHint())
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - self.FOOTER)
