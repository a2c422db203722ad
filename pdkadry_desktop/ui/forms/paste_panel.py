"""What a pasted block would change, said before anything is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ...core.register import RegisterSpec
from ...core.text import counted, grouped
from ...storage.pasting import Pasted
from ..tokens import Space
from ..widgets.basics import FieldMessage, MutedLabel, SectionTitle, push_button

_SHOWN = 5


class PastePanel(QFrame):
    """Signals: ``accepted(Pasted)``, ``cancelled()``."""

    accepted = Signal(object)
    cancelled = Signal()

    def __init__(self, spec: RegisterSpec) -> None:
        super().__init__()
        self.spec = spec
        self._pasted: Pasted | None = None
        self.setProperty("frame", "card")
        self.title = SectionTitle("")
        self.title.setWordWrap(True)
        self.summary = MutedLabel("", wrap=True)
        self.problems = FieldMessage()
        self.write_button = push_button("Записать", "check", "primary")
        self.write_button.setToolTip("Enter")
        self.write_button.clicked.connect(self.accept)
        cancel = push_button("Не вставлять", kind="quiet")
        cancel.setToolTip("Esc")
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.summary, 1)
        row.addWidget(cancel)
        row.addWidget(self.write_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self.title)
        column.addWidget(self.problems)
        column.addLayout(row)
        self.hide()

    def show_pasted(self, pasted: Pasted) -> None:
        """Shows what would change; rows with mistakes would be left out."""
        self._pasted = pasted
        labels = ", ".join(f"«{self.spec.by_name[name].label}»" for name in pasted.fields)
        self.title.setText(f"Вставка из буфера в {labels}" if labels else "В буфере нет ячеек для этой таблицы")
        parts = [f"изменится: {grouped(len(pasted.changes))}"]
        if pasted.same:
            parts.append(f"уже такие: {grouped(pasted.same)}")
        if pasted.problems:
            parts.append(f"с ошибкой, не тронем: {grouped(len({each.row for each in pasted.problems}))}")
        if pasted.left_over:
            parts.append(pasted.left_over)
        self.summary.setText("; ".join(parts).capitalize() + ".")
        lines = [
            f"Строка {each.row}, {each.title}: {f'{each.label} – ' if each.label else ''}«{each.text}» – {each.message}"
            for each in pasted.problems[:_SHOWN]
        ]
        if len(pasted.problems) > _SHOWN:
            lines.append(f"и ещё {len(pasted.problems) - _SHOWN}")
        self.problems.show_message("\n".join(lines), "warn")
        count = len(pasted.changes)
        self.write_button.setText(f"Записать {counted(count, *self.spec.forms_of_count)}" if count else "Записать")
        self.write_button.setEnabled(bool(count))
        self.show()
        (self.write_button if count else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        if self._pasted is not None and self._pasted.changes:
            self.accepted.emit(self._pasted)

    def event(self, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)
