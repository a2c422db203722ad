"""The heat map: organisations × indicators; every cell a shape and a number on the ground of its verdict."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ...indicators.judging import VERDICT_WORDS, Verdict
from ...indicators.wording import judged_words, number, short_wording, shown_value
from ...reports.library.comparison import Heat, cell_words
from ...reports.library.targets import share_words
from ...reports.spread import PlaceFigure
from ..theme import color, font
from ..tokens import Tone

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_GROUNDS: dict[Verdict, Tone] = {"met": "good", "within_tolerance": "warn", "not_met": "bad"}
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class HeatModel(QAbstractTableModel):
    """The last two rows are the municipality and the median."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.found: Heat | None = None
        self._places: list[int] = []

    def show(self, found: Heat) -> None:
        self.beginResetModel()
        self.found, self._places = found, list(found.titles)
        self.endResetModel()

    def figure(self, index: Index) -> PlaceFigure | None:
        """The organisation's figure of a cell."""
        if self.found is None or not index.isValid() or not index.column() or index.row() >= len(self._places):
            return None
        result = self.found.results[index.column() - 1]
        return self.found.cells.get((result.id, self._places[index.row()]))

    def place_at(self, row: int) -> int | None:
        """None on the rows of the municipality and the median."""
        return self._places[row] if 0 <= row < len(self._places) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self.found is None else len(self._places) + 2

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.found is None else len(self.found.results) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if self.found is None or orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self.found.results[section - 1].id if section else "Организация"
        if role == Role.ToolTipRole and section:
            return short_wording(self.found.results[section - 1])
        return (_CENTER if section else _LEFT) if role == Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if self.found is None or not index.isValid():
            return None
        if role == Role.TextAlignmentRole:
            return _CENTER if index.column() else None
        if role == Role.FontRole and index.row() >= len(self._places):
            return font("strong")
        if role == Role.DisplayRole:
            return self._text(index)
        figure = self.figure(index)
        if role == Role.ToolTipRole:
            return self._words(index, figure)
        if role == Role.BackgroundRole and figure is not None and figure.value is not None:
            tone = _GROUNDS.get(figure.verdict)
            return color(f"{tone}_soft") if tone else None
        if role == Role.ForegroundRole and figure is not None and figure.value is not None:
            tone = _GROUNDS.get(figure.verdict)
            return color(tone) if tone else None
        return None

    def _text(self, index: Index) -> str:
        found = self.found
        assert found is not None
        below = index.row() - len(self._places)
        if not index.column():
            return ("По муниципалитету", "Медиана")[below] if below >= 0 else found.titles[self._places[index.row()]]
        result = found.results[index.column() - 1]
        if below < 0:
            return cell_words(self.figure(index))
        shown = shown_value(result) if not below else share_words(found.medians[result.id], "%")
        return shown.removesuffix("\u00a0%")

    def _words(self, index: Index, figure: PlaceFigure | None) -> str:
        if figure is None or figure.numerator is None:
            return self._text(index)
        counted = number(figure.numerator) + (f" из {number(figure.base)}" if figure.base is not None else "")
        aim = f", цель {judged_words(figure.target, '%')}" if figure.target else ""
        return f"{figure.title}: {counted}{aim} – {VERDICT_WORDS[figure.verdict]}"

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By name or by a value; who has none stands last."""
        found = self.found
        if found is None:
            return
        names = {each: place for place, each in enumerate(found.titles)}
        is_down = order == Qt.SortOrder.DescendingOrder
        self.beginResetModel()
        self._places.sort(key=names.__getitem__, reverse=is_down and not column)
        if column:
            name = found.results[column - 1].id

            def worth(place: int) -> tuple[bool, Fraction]:
                figure = found.cells.get((name, place))
                value = figure.value if figure is not None else None
                return value is None, Fraction() if value is None else -value if is_down else value

            self._places.sort(key=worth)
        self.endResetModel()
