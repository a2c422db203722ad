"""Editors by kind of value. A new kind is one class and one registration; no editor knows a register.

Every editor has ``value()`` (raises BadValue for text that is not of its kind), ``set_value`` and the signal
``edited()``.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ...core import kinds
from ...core.register import FieldSpec
from ..gateway import Gateway
from ..icons import set_icon
from ..reference import suggestions
from ..theme import style
from ..tokens import Space
from ..undo_keys import UndoKeys
from ..widgets.calendar import Calendar
from ..widgets.flow import FlowLayout


class Editor(QWidget):
    """Base of all editors. ``edited()`` after every change by the user."""

    edited = Signal()

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)

    def use(self, control: QWidget) -> None:
        """Puts the control that takes the focus and speaks the field's name."""
        control.setAccessibleName(self.spec.label)
        control.setAccessibleDescription(self.spec.help)
        if isinstance(control, QLineEdit | QPlainTextEdit):
            UndoKeys(control)
        self.setFocusProxy(control)
        self.control = control
        layout = self.layout()
        assert layout is not None
        layout.addWidget(control)

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def typed(self) -> Any:
        """What stands in the editor, wrong input too, as JSON keeps it: for a draft."""
        raise NotImplementedError

    def restore(self, typed: Any) -> None:
        """Puts back what ``typed`` gave."""
        raise NotImplementedError

    def set_shadow(self, words: str) -> None:
        """Says what the empty field counts as; «» takes it back. Where nothing can stand, nothing is said."""

    def set_invalid(self, is_invalid: bool) -> None:
        style(self.control, invalid=is_invalid)


class LineEditor(Editor):
    """Texts, numbers and lists on one line; what is typed is parsed by the kind."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.line = QLineEdit()
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.use(self.line)
        if key := getattr(spec.kind, "suggest", ""):
            completer = QCompleter(suggestions(key), self.line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.activated.connect(lambda _: self.edited.emit())
            self.line.setCompleter(completer)

    def value(self) -> Any:
        return self.spec.kind.parse(self.line.text())

    def set_shadow(self, words: str) -> None:
        self.line.setPlaceholderText(words)

    def set_value(self, value: Any) -> None:
        self.line.setText(self.spec.kind.format(value))
        self.line.setCursorPosition(0)

    def typed(self) -> Any:
        return self.line.text()

    def restore(self, typed: Any) -> None:
        self.line.setText(str(typed))


class AreaEditor(Editor):
    """A text of several lines."""

    def __init__(self, spec: FieldSpec, rows: int) -> None:
        super().__init__(spec)
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * rows + 20)
        self.area.textChanged.connect(self.edited)
        self.use(self.area)

    def value(self) -> Any:
        return self.spec.kind.parse(self.area.toPlainText())

    def set_value(self, value: Any) -> None:
        self.area.blockSignals(True)
        self.area.setPlainText(self.spec.kind.format(value))
        self.area.blockSignals(False)

    def typed(self) -> Any:
        return self.area.toPlainText()

    def restore(self, typed: Any) -> None:
        self.area.setPlainText(str(typed))


class DateEditor(LineEditor):
    """A day typed as дд.мм.гггг (digits alone are enough) or picked in the calendar."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.line.setPlaceholderText("дд.мм.гггг")
        self.line.setMaximumWidth(160)
        pick = QAction("Выбрать в календаре", self.line)
        set_icon(pick, "calendar", "muted")
        pick.triggered.connect(self._show_calendar)
        self.line.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)
        self.line.editingFinished.connect(self._complete)
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.addStretch(1)

    def value(self) -> Any:
        return self.spec.kind.parse(_dotted(self.line.text()))

    def _complete(self) -> None:
        completed = _dotted(self.line.text())
        if completed != self.line.text():
            self.line.setText(completed)

    def _show_calendar(self) -> None:
        menu = QMenu(self)
        calendar = Calendar()
        try:
            current = self.value()
        except kinds.BadValue:
            current = None
        if current is not None:
            calendar.setSelectedDate(QDate(current.year, current.month, current.day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.activated.connect(lambda day: self._take(menu, day))
        calendar.clicked.connect(lambda day: self._take(menu, day))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))

    def _take(self, menu: QMenu, day: QDate) -> None:
        self.line.setText(day.toString("dd.MM.yyyy"))
        menu.close()
        self.edited.emit()


class ComboEditor(Editor):
    """One of a few values; the first line is «не указано»."""

    def __init__(self, spec: FieldSpec, choices: list[tuple[str, Any]]) -> None:
        super().__init__(spec)
        self.combo = QComboBox()
        self.combo.setMaxVisibleItems(14)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(12)
        for text, value in choices:
            self.combo.addItem(text, value)
        self.combo.activated.connect(lambda _: self.edited.emit())
        self._unset = self.combo.itemText(0)
        self.use(self.combo)

    def value(self) -> Any:
        return self.combo.currentData()

    def set_shadow(self, words: str) -> None:
        self.combo.setItemText(0, words or self._unset)

    def set_value(self, value: Any) -> None:
        self.combo.setCurrentIndex(max(0, self.combo.findData(value)))

    def typed(self) -> Any:
        return self.combo.currentData()

    def restore(self, typed: Any) -> None:
        self.set_value(typed)


class ChecksEditor(Editor):
    """Several values of a short list."""

    def __init__(self, spec: FieldSpec, dictionary: kinds.Dictionary) -> None:
        super().__init__(spec)
        area = QWidget()
        flow = FlowLayout(area)
        self._boxes: dict[str, QCheckBox] = {}
        for code, label in dictionary.shown.items():
            box = QCheckBox(label)
            box.clicked.connect(lambda _: self.edited.emit())
            self._boxes[code] = box
            flow.addWidget(box)
        self.use(area)
        self.setFocusProxy(next(iter(self._boxes.values())))

    def value(self) -> Any:
        return tuple(code for code, box in self._boxes.items() if box.isChecked()) or None

    def set_value(self, value: Any) -> None:
        for code, box in self._boxes.items():
            box.setChecked(code in (value or ()))

    def typed(self) -> Any:
        return list(self.value() or ())

    def restore(self, typed: Any) -> None:
        self.set_value(tuple(typed))


@singledispatch
def editor_for(kind: kinds.Kind, spec: FieldSpec, gateway: Gateway) -> Editor:
    """The editor of a field; registered by the class of its kind."""
    return LineEditor(spec)


@editor_for.register
def _(kind: kinds.Text, spec: FieldSpec, gateway: Gateway) -> Editor:
    return AreaEditor(spec, kind.rows) if kind.rows > 1 else LineEditor(spec)


@editor_for.register
def _(kind: kinds.Date, spec: FieldSpec, gateway: Gateway) -> Editor:
    return DateEditor(spec)


@editor_for.register
def _(kind: kinds.Bool, spec: FieldSpec, gateway: Gateway) -> Editor:
    unset = {None: "не указано", True: "не указано (считается «да»)", False: "не указано (считается «нет»)"}
    return ComboEditor(spec, [(unset[kind.empty_means], None), ("да", True), ("нет", False)])


@editor_for.register
def _(kind: kinds.Choice, spec: FieldSpec, gateway: Gateway) -> Editor:
    labels = kind.dictionary.shown
    unset = f"не указано (считается «{labels[kind.empty_means]}»)" if kind.empty_means else "не указано"
    return ComboEditor(spec, [(unset, None), *((label, code) for code, label in labels.items())])


@editor_for.register
def _(kind: kinds.MultiChoice, spec: FieldSpec, gateway: Gateway) -> Editor:
    return ChecksEditor(spec, kind.dictionary)


@editor_for.register
def _(kind: kinds.Link, spec: FieldSpec, gateway: Gateway) -> Editor:
    from .link_editor import LinkEditor

    return LinkEditor(spec, kind.to, gateway)


def _dotted(text: str) -> str:
    """«25032021» → «25.03.2021»; anything else as it is."""
    plain = text.strip()
    if len(plain) == 8 and plain.isascii() and plain.isdigit():
        return f"{plain[:2]}.{plain[2:4]}.{plain[4:]}"
    return plain.replace(",", ".").replace("/", ".") if plain else plain


def stacked(parent: QWidget, *widgets: QWidget) -> QVBoxLayout:
    """The widgets one under another without margins."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    for widget in widgets:
        column.addWidget(widget)
    return column
