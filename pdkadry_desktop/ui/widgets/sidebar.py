"""Navigation on the left: groups of items, collapsible to icons, one tab stop with arrow keys inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from pdkadry_desktop.ui.icons import paint_icon, set_icon
from pdkadry_desktop.ui.theme import color, font
from pdkadry_desktop.ui.tokens import Radius, Size, Space
from pdkadry_desktop.ui.widgets.basics import IconLabel, Line, icon_button, paint_focus_ring, text_label

_HEIGHT = 30
_WORDS = 158  # room for a title beside its icon and the scroll bar
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class NavItem:
    """One place to go: ``key`` comes back in ``Sidebar.chosen``, ``icon`` is a name of the icon family."""

    key: str
    title: str
    icon: str


@dataclass(frozen=True)
class NavGroup:
    """Items under one small heading; an empty title makes a group without one."""

    title: str
    items: tuple[NavItem, ...]


class Sidebar(QFrame):
    """The navigation column, 224 px or 56 px wide.

    Signals: ``chosen(str)`` - the user asked for the item of this key (also when it is the current one);
    ``collapsed_changed(bool)`` - by the user's button or ``set_collapsed``.
    The main window collapses it where the window is narrower than about 1100 logical pixels.
    Keys: ↑ ↓ Home End move, Enter or Space choose; Tab enters at the current item.
    """

    chosen = Signal(str)
    collapsed_changed = Signal(bool)

    def __init__(
        self,
        groups: Sequence[NavGroup],
        title: str = "ПедКадры",
        collapse_text: str = "Свернуть меню",
        expand_text: str = "Развернуть меню",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "sidebar")
        self.setAccessibleName("Разделы")
        self._words = {False: collapse_text, True: expand_text}
        self._collapsed = False
        self._items: dict[str, _Item] = {}
        self._headings: list[QWidget] = []
        self._lines: list[QWidget] = []

        self._brand = QWidget()
        self._brand.setFixedHeight(Size.CONTEXT_BAR)
        brand = QHBoxLayout(self._brand)
        brand.setContentsMargins(Space.L + 2, 0, Space.M, 0)
        brand.setSpacing(10)
        brand.addWidget(IconLabel("student", "accent", Size.ICON_LARGE))
        self._title = text_label(title, "section")
        brand.addWidget(self._title, 1)

        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.verticalScrollBar().setProperty("kind", "thin")
        self._scroll.setWidget(self._column(groups))

        self._toggle = icon_button("collapse", collapse_text)
        self._toggle.clicked.connect(lambda: self.set_collapsed(not self._collapsed))
        foot = QHBoxLayout()
        foot.setContentsMargins(11, Space.XS, 11, Space.S)
        foot.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._brand)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        self.setFixedWidth(Size.SIDEBAR)

    def _column(self, groups: Sequence[NavGroup]) -> QWidget:
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.S, 0, 6, Space.S)
        column.setSpacing(1)
        for number, group in enumerate(groups):
            if number:
                column.addSpacing(Space.XS)
            if group.title:
                heading = _heading(group.title)
                self._headings.append(heading)
                column.addWidget(heading)
            if number:
                line = Line()
                line.hide()
                self._lines.append(line)
                column.addWidget(line)
                column.addSpacing(Space.XS)
            for item in group.items:
                button = _Item(item)
                button.clicked.connect(lambda _=False, key=item.key: self.chosen.emit(key))
                button.stepped.connect(self._step)
                self._items[item.key] = button
                column.addWidget(button)
        column.addStretch(1)
        for button in self._items.values():  # one tab stop: the first item until something is selected
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            break
        return inner

    def keys(self) -> list[str]:
        """All keys in the order shown."""
        return list(self._items)

    def item(self, key: str) -> QPushButton:
        """The button of a key."""
        return self._items[key]

    def current(self) -> str:
        """The key of the selected item, empty while nothing is selected."""
        return next((key for key, button in self._items.items() if button.isChecked()), "")

    def select(self, key: str) -> None:
        """Mark the item of the page that is shown; does not emit ``chosen``."""
        for each, button in self._items.items():
            button.setChecked(each == key)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == key else Qt.FocusPolicy.ClickFocus)
        self._scroll.ensureWidgetVisible(self._items[key], 0, Space.S)

    def set_count(self, key: str, count: int) -> None:
        """The number at the right of an item (what waits there); 0 hides it."""
        self._items[key].set_count(count)

    def is_collapsed(self) -> bool:
        return self._collapsed

    def set_collapsed(self, collapsed: bool) -> None:
        if collapsed == self._collapsed:
            return
        self._collapsed = collapsed
        self.setFixedWidth(Size.SIDEBAR_COLLAPSED if collapsed else Size.SIDEBAR)
        self._title.setVisible(not collapsed)
        for heading in self._headings:
            heading.setVisible(not collapsed)
        for line in self._lines:
            line.setVisible(collapsed)
        self._scroll.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if collapsed else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        for button in self._items.values():
            button.set_collapsed(collapsed)
        set_icon(self._toggle, "expand" if collapsed else "collapse", "muted")
        self._toggle.setToolTip(self._words[collapsed])
        self._toggle.setAccessibleName(self._words[collapsed])
        self.collapsed_changed.emit(collapsed)

    def _step(self, button: _Item, key: int) -> None:
        buttons = list(self._items.values())
        if key == Qt.Key.Key_Home:
            target = 0
        elif key == Qt.Key.Key_End:
            target = len(buttons) - 1
        else:
            target = max(0, min(len(buttons) - 1, buttons.index(button) + _STEPS[Qt.Key(key)]))
        buttons[target].setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(buttons[target], 0, Space.S)


def _heading(title: str) -> QLabel:
    label = text_label(title, "muted")
    label.setContentsMargins(9, Space.S, 0, 3)
    return label


class _Item(QPushButton):
    """One item, painted: soft accent ground and a bar when current, its count at the right.

    Signals: ``stepped(item, key)`` - an arrow, Home or End was pressed on it.
    """

    stepped = Signal(object, int)

    def __init__(self, item: NavItem) -> None:
        super().__init__()
        self._item, self._collapsed, self._count, self._ringed = item, False, 0, False
        self.setProperty("kind", "painted")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(item.title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self._item.title}, {count}" if count else self._item.title)
        self.update()

    def set_collapsed(self, collapsed: bool) -> None:
        self._collapsed = collapsed
        self.setToolTip(self._item.title if collapsed else "")
        self.updateGeometry()
        self.update()

    def label_font(self) -> QFont:
        made = font("body")
        made.setPointSizeF(made.pointSizeF() * 0.96)
        made.setWeight(QFont.Weight.Medium if self.isChecked() else QFont.Weight.Normal)
        return made

    def sizeHint(self) -> QSize:
        """One line, or two where the title is too long for the column."""
        metrics = QFontMetrics(self.label_font())
        words = metrics.boundingRect(QRect(0, 0, _WORDS, 0), _LEFT | Qt.TextFlag.TextWordWrap, self._item.title)
        room = metrics.height() if self._collapsed else words.height()
        return QSize(Size.SIDEBAR_COLLAPSED - 2 * Space.S - 1, max(_HEIGHT, room + 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(Size.SIDEBAR_COLLAPSED - 2 * Space.S - 1, self.sizeHint().height())

    def nextCheckState(self) -> None:
        """The page that really opens marks its item; a click alone does not."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        if self.isChecked():
            painter.setBrush(color("accent_soft"))
            painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
            painter.setBrush(color("accent"))
            painter.drawRoundedRect(QRectF(0, box.center().y() - 8, 3, 16), 1.5, 1.5)
        elif self.isDown() or self.underMouse():
            painter.setBrush(color("pressed"))
            painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        left = (self.width() - 18) // 2 if self._collapsed else 9
        icon_box = QRect(left, (self.height() - 18) // 2, 18, 18)
        paint_icon(painter, icon_box, self._item.icon, "accent" if self.isChecked() else "muted")
        if not self._collapsed:
            self._paint_words(painter, icon_box.right() + 1 + 8)
        if self._ringed and self.hasFocus():
            paint_focus_ring(painter, box)

    def _paint_words(self, painter: QPainter, left: int) -> None:
        right = self.width() - 5
        if self._count:
            painter.setFont(font("note"))
            painter.setPen(color("muted"))
            painter.drawText(QRect(left, 0, right - left, self.height()), _RIGHT, str(self._count))
            right -= QFontMetrics(painter.font()).horizontalAdvance(str(self._count)) + 6
        painter.setFont(self.label_font())
        painter.setPen(color("accent" if self.isChecked() else "text"))
        box = QRect(left, 0, right - left, self.height())
        painter.drawText(box, _LEFT | Qt.TextFlag.TextWordWrap, self._item.title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            self.stepped.emit(self, event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:  # coming back to the window changes nothing
            self._ringed = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._ringed = False
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
