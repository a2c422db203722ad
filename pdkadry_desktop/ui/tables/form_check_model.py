"""The grid of «Сверка с формами»: the stated figure is typed in, the register's stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from ...core.kinds import BadValue, Number
from ...work.form_check import Check, Figure
from ..icons import icon
from ..theme import color
from ..tokens import Ink

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, str]
_NUMBER = Number(0)


def number_words(value: Fraction) -> str:
    """A figure as it is typed: «12», «13,5»."""
    return _NUMBER.format(float(value))


class FormCheckModel(QAbstractTableModel):
    """Signals: ``typed({key: figure or None})`` when figures were entered, ``refused(text)`` when they are none."""

    typed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: Check | None = None
        self._headings: tuple[str, ...] = ()
        self._ours: Mapping[Key, Fraction] = {}

    def show(self, found: Check) -> None:
        self.beginResetModel()
        self.found = found
        self._headings = found.headings()
        self._ours = {(line.row.id, each): found.ours(line.row.id, each)
                      for line in found.table.lines for each in self._headings}  # fmt: skip
        self.endResetModel()

    def key_at(self, index: Index) -> Key | None:
        """Row id and heading of a cell; None on the names of the rows."""
        if self.found is None or not index.isValid() or index.column() == 0:
            return None
        return self.found.table.lines[index.row()].row.id, self._headings[index.column() - 1]

    def figure(self, key: Key) -> Figure | None:
        return self.found.figures.get(key) if self.found is not None else None

    def ours(self, key: Key) -> Fraction:
        return self._ours[key]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self.found is None else len(self.found.table.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.found is None else len(self._headings) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section - 1] if section else "Должность"
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.found is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        key = self.key_at(index)
        if key is None:
            row = self.found.table.lines[index.row()].row
            shown = f"      {row.title}" if row.parent else row.title
            return shown if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        figure, ours = self.figure(key), self._ours[key]
        if role == Qt.ItemDataRole.EditRole:
            return number_words(figure.stated) if figure is not None else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(figure, ours)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"В реестре {number_words(ours)}" + (f", в форме {number_words(figure.stated)}" if figure else "")
        tone = self._tone(figure, ours)
        if role == Qt.ItemDataRole.ForegroundRole:
            return color(tone)
        if role == Qt.ItemDataRole.DecorationRole and (tone == "bad" or tone == "good"):
            return icon("warning" if tone == "bad" else "check", tone)
        return None

    def _words(self, figure: Figure | None, ours: Fraction) -> str:
        if figure is None:
            return f"({number_words(ours)})" if ours else ""
        if figure.accepted is not None:
            return number_words(figure.accepted)
        stated = number_words(figure.stated)
        return stated if figure.stated == ours else f"{stated} ≠ {number_words(ours)}"

    def _tone(self, figure: Figure | None, ours: Fraction) -> Ink:
        if figure is None:
            return "faint"
        if figure.accepted_from is not None:
            return "good"
        return "bad" if figure.stated != ours else "text"

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self.key_at(index) is None:
            return False
        return self.paste(index, str(value))

    def paste(self, index: Index, text: str) -> bool:
        """Puts a block of figures from Excel, its upper left corner here; a cell that is no number refuses all."""
        figures: dict[Key, Fraction | None] = {}
        for down, line in enumerate(text.rstrip("\r\n").split("\n")):
            for right, cell in enumerate(line.rstrip("\r").split("\t")):
                key = self.key_at(self.index(index.row() + down, index.column() + right))
                if key is None:
                    continue
                typed = cell.strip()
                try:
                    parsed = _NUMBER.parse(typed) if typed not in ("", "-", "–", "—") else None
                except BadValue:
                    self.refused.emit(f"«{typed}» – не число. Введите количество человек или ставок.")
                    return False
                if parsed is not None and parsed < 0:
                    self.refused.emit(f"«{typed}» меньше нуля. Введите количество человек или ставок.")
                    return False
                figures[key] = Fraction(str(parsed)) if parsed is not None else None
        if figures:
            self.typed.emit(figures)
        return bool(figures)


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
