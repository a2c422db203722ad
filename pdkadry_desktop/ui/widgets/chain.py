"""Stages of work one after another: what was done and when, the gaps between, what is missing in dashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pdkadry_desktop.ui.theme import color
from pdkadry_desktop.ui.tokens import Radius, Space
from pdkadry_desktop.ui.widgets.basics import ClampedLabel, IconLabel, MutedLabel, text_label
from pdkadry_desktop.ui.widgets.flow import GridFlow

_WIDTH = 210


@dataclass(frozen=True, slots=True)
class ChainStage:
    """``when`` empty: the stage is missing; ``gap``: time since the one before."""

    title: str
    icon: str
    when: str
    words: str
    gap: str = ""


class _Box(QWidget):
    """One stage; opened by its button."""

    def __init__(self, stage: ChainStage) -> None:
        super().__init__()
        self._is_missing = not stage.when
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(2)
        above = MutedLabel(f"→ {stage.gap}" if stage.gap else "")
        column.addWidget(above)
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        row.addWidget(IconLabel(stage.icon, "faint" if self._is_missing else "accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text_label(stage.title, "field"), 1)
        column.addLayout(row)
        column.addWidget(MutedLabel(stage.when or "ещё нет"))
        column.addWidget(ClampedLabel("" if self._is_missing else stage.words, 2, "note"))
        self.setAccessibleName(f"{stage.title}: {stage.when or 'ещё нет'} {stage.words}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(color("control" if self._is_missing else "accent"), 1.2)
        if self._is_missing:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.CONTROL, Radius.CONTROL)


class ChainView(QWidget):
    """The stages in columns that wrap. Signals: ``opened(int)`` with the place of a stage that has a record."""

    opened = Signal(int)

    def __init__(self, stages: Sequence[ChainStage], outcome: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        area = QWidget()
        grid = GridFlow(_WIDTH, area)
        for place, stage in enumerate(stages):
            cell = QWidget()
            stack = QVBoxLayout(cell)
            stack.setContentsMargins(0, 0, 0, 0)
            stack.setSpacing(0)
            stack.addWidget(_Box(stage))
            if stage.when:
                link = QPushButton("Открыть")
                link.setProperty("kind", "link")
                link.setAccessibleName(f"Открыть: {stage.title} {stage.when}")
                link.clicked.connect(lambda _=False, place=place: self.opened.emit(place))
                stack.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            stack.addStretch(1)
            grid.addWidget(cell)
        column.addWidget(area)
        if outcome:
            column.addWidget(text_label(outcome, "body", wrap=True))
