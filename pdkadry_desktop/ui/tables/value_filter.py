"""The filter of one column, opened from its heading: values with their counts, a range for numbers and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...core.kinds import BadValue, Date
from ...core.register import FieldSpec
from ...core.text import fold, grouped
from ..forms.editors import LineEditor, editor_for
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import FieldMessage, MutedLabel, SectionTitle, push_button, text_label
from ..widgets.search_field import SearchField
from .column_conditions import among, between
from .record_model import shown

Counted = Sequence[tuple[Any, int]]


class ValueFilter(QFrame):
    """Signals: ``applied(name, Condition or None)`` – None takes the condition of the column away."""

    applied = Signal(str, object)

    def __init__(self, field: FieldSpec, gateway: Gateway, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.setProperty("frame", "card")
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"Отбор по столбцу «{field.label}»")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(SectionTitle(f"Отбор: {field.label}"))
        self.ends: list[LineEditor] = []
        self._found: list[Any] = []
        self.message = FieldMessage()
        if field.kind.is_number or isinstance(field.kind, Date):
            column.addLayout(self._range(gateway))
            column.addWidget(self.message)
        self.search = SearchField("Найти значение")
        self.search.textChanged.connect(self._narrow)
        column.addWidget(self.search)
        self.values = QListWidget()
        self.values.setAccessibleName(f"Значения столбца «{field.label}»")
        self.values.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.values.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the count at the end stays
        column.addWidget(self.values, 1)
        self.note = MutedLabel("Читаем значения…", wrap=True)
        column.addWidget(self.note)
        foot = QHBoxLayout()
        clear = push_button("Убрать отбор", kind="quiet")
        clear.clicked.connect(lambda: self._emit(None))
        self.show_button = push_button("Показать", "check", "primary")
        self.show_button.clicked.connect(self.apply)
        foot.addWidget(clear)
        foot.addStretch(1)
        foot.addWidget(self.show_button)
        column.addLayout(foot)
        self.setFocusProxy(self.ends[0] if self.ends else self.search)

    def sizeHint(self) -> QSize:
        return QSize(400, 440)

    def _range(self, gateway: Gateway) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for words in ("от", "до"):
            asked = replace(self.field, label=f"{self.field.label}: {words}", help="", required=False)
            editor = editor_for(asked.kind, asked, gateway)
            assert isinstance(editor, LineEditor)
            self.ends.append(editor)
            row.addWidget(text_label(words, "field"))
            row.addWidget(editor, 1)
        return row

    def show_values(self, found: Counted, limit: int) -> None:
        """The values of the column with their counts, the most frequent first."""
        self.values.clear()
        self._found = [value for value, _ in found[:limit]]
        for value, count in found[:limit]:
            words = "не заполнено" if value is None else _words(self.field, value)
            item = QListWidgetItem(f"{words}  ·  {grouped(count)}")
            item.setToolTip(item.text())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.values.addItem(item)
        more = len(found) > limit
        self.note.setText(f"Показаны {limit} самых частых значений." if more else "Отметьте значения пробелом.")
        if self.values.count():
            self.values.setCurrentRow(0)

    def apply(self) -> None:
        """Narrows the list; a wrong end of the range is explained here."""
        ends = []
        try:
            for editor in self.ends:
                ends.append(editor.value())
        except BadValue as error:
            self.message.show_message(f"Так записать нельзя: {error}.")
            return
        if len(ends) == 2 and None not in ends and ends[0] > ends[1]:
            self.message.show_message("Начало больше конца: поменяйте их местами.")
            return
        marked = [
            self._found[place]
            for place in range(self.values.count())
            if self.values.item(place).checkState() == Qt.CheckState.Checked
        ]
        if marked:
            self._emit(among(self.field, marked))
        else:
            self._emit(between(self.field, *ends) if ends else None)

    def _emit(self, condition: object) -> None:
        self.applied.emit(self.field.name, condition)
        self.close()

    def _narrow(self, text: str) -> None:
        for place in range(self.values.count()):
            item = self.values.item(place)
            item.setHidden(fold(text) not in fold(item.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        else:
            super().keyPressEvent(event)


def _words(field: FieldSpec, value: Any) -> str:
    return value if isinstance(value, str) and field.kind.is_text else shown(field, value)
