"""One row of an imported file in full: what becomes of it, what is wrong, all its filled cells."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...exchange.plan import CellProblem, ChangedRow
from ..tables.import_model import Line, Preview
from ..tokens import Space, Tone
from ..widgets.basics import FieldMessage, MutedLabel, text_label
from ..widgets.flow import GridFlow

_TONES: dict[str, Tone] = {"error": "bad", "question": "warn", "warning": "warn"}
_PAIR_WIDTH = 215


class RowCard(QFrame):
    """Shows a line of the preview under the table."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self.setMinimumHeight(90)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Строка файла целиком")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._scroll)

    def clear(self) -> None:
        self._scroll.setWidget(_body())

    def show_line(self, preview: Preview, line: Line) -> None:
        body = _body()
        column = QVBoxLayout(body)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        place = f"Лист «{line.sheet}», строка {line.row}" if line.row is not None else f"Лист «{line.sheet}»"
        title = line.said.title if isinstance(line.said, ChangedRow) else ""
        head.addWidget(text_label(title or place, "strong"))
        if title:
            head.addWidget(MutedLabel(place))
        head.addStretch(1)
        column.addLayout(head)
        tones = self._say(column, preview, line)
        cells = {heading: text for heading, text in preview.cells(line).items() if text or heading in tones}
        changes = {each.column: each.old for each in line.said.changes} if isinstance(line.said, ChangedRow) else {}
        if cells:
            area = QWidget()
            area.setProperty("plain", True)
            grid = GridFlow(_PAIR_WIDTH, area, Space.M)
            for heading in sorted(cells, key=lambda each: each not in changes):
                was = changes.get(heading)
                grid.addWidget(_pair(heading, cells[heading], tones.get(heading), was))
            column.addWidget(area)
        column.addStretch(1)
        self._scroll.setWidget(body)

    def _say(self, column: QVBoxLayout, preview: Preview, line: Line) -> dict[str, Tone]:
        """Everything noted of the row; returns the tones of the cells it is about."""
        said = preview.remarks(line.sheet, line.row) if line.row is not None else []
        if not said and isinstance(line.said, CellProblem):
            said = [line.said]
        tones: dict[str, Tone] = {}
        for problem in said:
            message = FieldMessage()
            column.addWidget(message)
            where = f"{problem.column}: " if problem.column else ""
            message.show_message(f"{where}{problem.message}", _TONES[problem.severity])
            if problem.column and tones.get(problem.column) != "bad":
                tones[problem.column] = _TONES[problem.severity]
        return tones


def _body() -> QWidget:
    body = QWidget()
    body.setProperty("plain", True)
    return body


def _pair(heading: str, text: str, tone: Tone | None, was: str | None) -> QWidget:
    pair = QWidget()
    pair.setProperty("plain", True)
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(MutedLabel(heading, wrap=True))
    value = text_label(text or "пусто", "body", wrap=True)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if tone or was is not None:
        value.setProperty("tone", tone or "accent")
    column.addWidget(value)
    if was is not None:
        column.addWidget(MutedLabel(f"было: {was or 'пусто'}", wrap=True))
    column.addStretch(1)
    return pair
