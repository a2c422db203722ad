"""The tables of the page of indicators: all indicators by section, one indicator by organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ...core.numbers import rounded
from ...core.text import natural
from ...indicators.compute import Result, value_of
from ...indicators.given import share_or_count
from ...indicators.wording import (
    deviation,
    digits_of,
    number,
    short_wording,
    shown_fraction,
    shown_target,
    shown_value,
    status_word,
)
from ..theme import color, font
from ..tokens import Tone

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ToneRole = int(Role.UserRole) + 1  # the tone of a status cell, None elsewhere
SectionRole = int(Role.UserRole) + 2  # True on the rows that only name a section
ClickRole = int(Role.UserRole) + 3  # "numerator" or "base" on figures that open a list
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class IndicatorTableModel(QAbstractTableModel):
    """Rows are indicators and the names of their sections; the page decides which."""

    HEADINGS = ("№", "Показатель", "План", "Факт", "Отклонение", "Выполнение", "Из кого посчитано", "Не заполнено")
    NAME, STATUS = 1, 5
    _NUMBERS = (3, 4, 6, 7)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: list[str | Result] = []
        self._tones: dict[str, Tone] = {}

    def show(self, sections: Sequence[tuple[str, Sequence[Result]]], tones: dict[str, Tone]) -> None:
        """Other rows; equal rows in another state are refreshed in place."""
        rows: list[str | Result] = []
        for title, results in sections:
            if title and len(sections) > 1:
                rows.append(title)
            rows += results
        self._tones = tones
        if [_key(row) for row in rows] == [_key(row) for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.HEADINGS) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def result_at(self, row: int) -> Result | None:
        """None on the row of a section."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Result) else None

    def row_of(self, name: str) -> int:
        """The row of an indicator, -1 when it is not shown."""
        return next((row for row, each in enumerate(self._rows) if isinstance(each, Result) and each.id == name), -1)

    def section_rows(self) -> list[int]:
        return [row for row, each in enumerate(self._rows) if isinstance(each, str)]

    # -- Qt ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.HEADINGS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Role.DisplayRole:
                return self.HEADINGS[section]
            if role == Role.TextAlignmentRole:
                return _RIGHT if section in self._NUMBERS else _LEFT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            return self._section(row, index.column(), role)
        column = index.column()
        if role == Role.DisplayRole:
            return self._text(row, column)
        if role == Role.ToolTipRole:
            return row.indicator.wording if column == self.NAME else self._text(row, column)
        if role == Role.TextAlignmentRole:
            return _RIGHT if column in self._NUMBERS else _LEFT
        if role == ToneRole and column == self.STATUS:
            return self._tones.get(row.id, "neutral")
        if role == Role.ForegroundRole and column == 0:
            return color("muted")
        if role == Role.FontRole and column == 3:
            return font("strong")
        return None

    def _section(self, title: str, column: int, role: int) -> Any:
        if role == SectionRole:
            return True
        if column == 0 and role in (Role.DisplayRole, Role.ToolTipRole):
            return title
        if role == Role.FontRole:
            return font("strong")
        if role == Role.ForegroundRole:
            return color("text")
        return None

    def _text(self, result: Result, column: int) -> str:
        return (
            result.id,
            name_of(result),
            shown_target(result) or "—",
            shown_value(result),
            shown_deviation(result),
            status_word(result),
            counted_from(result) or "—",
            str(result.unknown) if result.unknown else "—",
        )[column]


def counted_from(result: Result) -> str:
    """«69 из 88»; «» for a plain number, which says itself."""
    return shown_fraction(result) if result.base is not None else ""


def name_of(result: Result) -> str:
    """The order's wording as the name of a row or tile: orders print it with a small letter in the middle of lists."""
    text = short_wording(result)
    return text[:1].upper() + text[1:]


def shown_deviation(result: Result) -> str:
    """«+4,4 п. п.», «−1», «—» when there is nothing to compare with."""
    gap = deviation(result)
    if gap is None or result.value is None or result.target is None:
        return "—"
    sign = "+" if gap > 0 else ""
    if result.unit != "%":
        return f"{sign}{number(gap)}"
    return f"{sign}{rounded(gap, digits_of(result.value, result.target.value))}\u00a0п.\u00a0п."


def _key(row: str | Result) -> str:
    return row if isinstance(row, str) else f"\0{row.id}"


@dataclass(frozen=True)
class OrganizationRow:
    """One organisation of an indicator."""

    id: int
    title: str
    numerator: Fraction | int
    base: Fraction | int | None
    value: Fraction | None


class OrganizationTableModel(QAbstractTableModel):
    """Numerator, base and value by organisation; sorted by what is meant, not by its text."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: list[OrganizationRow] = []
        self._result: Result | None = None
        self._sorted_by = (0, Qt.SortOrder.AscendingOrder)

    @property
    def has_base(self) -> bool:
        return self._result is not None and self._result.base is not None

    def show(self, result: Result, titles: dict[int, str]) -> None:
        rows = []
        known = {
            **(result.tally.organizations() if result.tally else {}),
            **result.places,
        }  # entered ones stand instead
        for each, (numerator, base) in known.items():
            value = value_of(share_or_count(result.kind, base), numerator, base)[0]
            rows.append(OrganizationRow(each, titles.get(each, ""), numerator, base, value))
        self.beginResetModel()
        self._result, self._rows = result, rows
        self._arrange()
        self.endResetModel()

    def row_at(self, row: int) -> OrganizationRow:
        return self._rows[row]

    def click_at(self, index: Index) -> Literal["numerator", "base"] | None:
        """What a click on this cell opens."""
        if not index.isValid():
            return None
        return "base" if self.has_base and index.column() != 1 else "numerator"

    # -- Qt ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4 if self.has_base else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Role.DisplayRole:
                first = "Числитель" if self.has_base else "Количество"
                return ("Организация", first, "Знаменатель", self._unit())[section]
            if role == Role.TextAlignmentRole:
                return _RIGHT if section else _LEFT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Role.DisplayRole:
            return (row.title, number(row.numerator), number(row.base or 0), self._share(row.value))[column]
        if role == Role.ToolTipRole:
            return row.title if column == 0 else "Открыть список"
        if role == Role.TextAlignmentRole:
            return _RIGHT if column else _LEFT
        if role == ClickRole:
            return self.click_at(index)
        if role == Role.ForegroundRole and column in (1, 2):
            return color("accent")
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order)
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        column, order = self._sorted_by
        self._rows.sort(key=lambda row: natural(row.title))
        if column:
            worth = attrgetter(("numerator", "base", "value")[column - 1])
            descending = order == Qt.SortOrder.DescendingOrder
            self._rows.sort(key=lambda row: -1 if worth(row) is None else worth(row), reverse=descending)
        elif order == Qt.SortOrder.DescendingOrder:
            self._rows.reverse()

    def _unit(self) -> str:
        return "%" if self._result is not None and self._result.unit == "%" else "Значение"

    def _share(self, value: Fraction | None) -> str:
        if value is None:
            return "—"
        return rounded(value, 1) if self._unit() == "%" else number(value)
