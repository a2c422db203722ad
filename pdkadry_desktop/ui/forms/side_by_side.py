"""Two values side by side and which of them stays: a row per field, chosen by radio buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QSizePolicy, QWidget

from ...work.merge import FieldChoice, Side
from ..tokens import Space
from ..widgets.basics import Line, MutedLabel, text_label

_SIDES: tuple[Side, ...] = ("keep", "drop", "both")
_BOTH = "Оба значения"


class _Option(QWidget):
    """A radio button with a text that wraps; a click on the text chooses."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.button = QRadioButton()
        self.button.setAccessibleName(name)
        self.words = text_label(text, wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.words.installEventFilter(self)
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(Space.XS)
        row.addWidget(self.button, 0, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 0, 1)
        row.setColumnStretch(1, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.button.click()
        return super().eventFilter(watched, event)


class SideBySide(QWidget):
    """The fields of two records. Signals: ``chosen()`` after another value was chosen."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._groups: dict[str, QButtonGroup] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.S)
        for column, stretch in enumerate((2, 4, 4)):
            self._grid.setColumnStretch(column, stretch)

    def show_fields(
        self,
        fields: tuple[FieldChoice, ...],
        titles: tuple[str, str],
        notes: tuple[str, str] = ("", ""),
        kept: dict[str, Side] | None = None,
    ) -> None:
        """Rows that differ first; ``notes``: what else tells the two apart; ``kept``: what was chosen before."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._groups = {}
        self._heading(titles, notes)
        differing = [each for each in fields if each.is_conflict]
        same = [each for each in fields if not each.is_conflict]
        for each in differing:
            self._conflict(each, (kept or {}).get(each.field.name, each.proposed))
        if not differing:
            self._wide(MutedLabel("Разных значений нет: выбирать не из чего.", wrap=True))
        if same:
            self._wide(Line())
            self._wide(MutedLabel("Совпадает или заполнено только в одной записи – сохранится:", wrap=True))
        for each in same:
            self._plain(each)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def choices(self) -> dict[str, Side]:
        """Field → side, of the fields where there is a choice."""
        return {name: _SIDES[group.checkedId()] for name, group in self._groups.items()}

    def focus_first(self) -> None:
        """The cursor on the first choice, or on nothing when there is none."""
        for group in self._groups.values():
            if (button := group.checkedButton()) is not None:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def buttons(self, name: str) -> list[QRadioButton]:
        """The options of a field, in the order in which they stand."""
        return [each for each in self._groups[name].buttons() if isinstance(each, QRadioButton)]

    def _heading(self, titles: tuple[str, str], notes: tuple[str, str]) -> None:
        for column, (word, title) in enumerate(zip(("Остаётся", "Присоединяется"), titles, strict=True), 1):
            label = text_label(f"{word}: {title}", "strong", wrap=True)
            self._grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignTop)
        for column, note in enumerate(notes, 1):
            if note:
                self._grid.addWidget(MutedLabel(note, wrap=True), 1, column, Qt.AlignmentFlag.AlignTop)

    def _conflict(self, choice: FieldChoice, side: Side) -> None:
        row = self._grid.rowCount()
        group = QButtonGroup(self)
        self._grid.addWidget(_label(choice), row, 0, Qt.AlignmentFlag.AlignTop)
        for number, each in enumerate(_SIDES):
            if each not in choice.sides:
                continue
            text = choice.text(each)
            option = _Option(_BOTH if each == "both" else text, f"{choice.field.label}: {text}")
            if each == "both":
                option.setToolTip(text)
            group.addButton(option.button, number)
            option.button.setChecked(each == side)
            if each == "both":
                self._grid.addWidget(option, row + 1, 1, 1, 2, Qt.AlignmentFlag.AlignTop)
            else:
                self._grid.addWidget(option, row, number + 1, Qt.AlignmentFlag.AlignTop)
        group.buttonClicked.connect(lambda _: self.chosen.emit())
        self._groups[choice.field.name] = group

    def _plain(self, choice: FieldChoice) -> None:
        row = self._grid.rowCount()
        if choice.follows is not None:
            self._grid.addWidget(_label(choice), row, 0, Qt.AlignmentFlag.AlignTop)
            for column, text in enumerate((choice.text("keep"), choice.text("drop")), 1):
                shown = f"{text or 'пусто'} – вместе с полем «{choice.follows.label}»"
                self._grid.addWidget(MutedLabel(shown, wrap=True), row, column, Qt.AlignmentFlag.AlignTop)
            return
        (side,) = choice.sides
        self._grid.addWidget(_label(choice), row, 0, Qt.AlignmentFlag.AlignTop)
        value = text_label(choice.text(side), wrap=True)
        column = 1 if side == "keep" else 2
        self._grid.addWidget(value, row, column, Qt.AlignmentFlag.AlignTop)

    def _wide(self, widget: QWidget) -> None:
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 3)


def _label(choice: FieldChoice) -> QLabel:
    return text_label(choice.field.label, "field", wrap=True)
