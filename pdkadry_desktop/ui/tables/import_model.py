"""What an import would do as tables: a summary by sheet, and the rows of one fate, formatted when looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics

from ...core.text import counted, fold, grouped
from ...exchange.plan import CellProblem, ChangedRow, FieldChange, Ignored, ImportPlan, SheetPlan
from ..theme import color
from .record_model import EmptyRole

Index = QModelIndex | QPersistentModelIndex
Fate = Literal["added", "changed", "unchanged", "rejected", "question", "warning", "ignored"]
FATES: tuple[Fate, ...] = ("added", "changed", "unchanged", "rejected", "question", "warning", "ignored")
_SEVERITIES: dict[Fate, str] = {"rejected": "error", "question": "question", "warning": "warning"}
_SLICE = 0.010  # seconds of searching between two looks at the keyboard
_SEARCHED = 100  # lines between two looks at the clock
_SAMPLE, _WIDEST, _PADDING = 40, 260, 24  # rows, logical pixels
_KEPT = 400  # formatted lines
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Line(NamedTuple):
    """A line of the table: where it stands in the file and what is said of it there."""

    sheet: str
    row: int | None
    said: ChangedRow | CellProblem | Ignored | None = None
    change: FieldChange | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the table. ``width`` in logical pixels; 0: as its first cells need."""

    title: str
    width: int
    is_number: bool = False
    is_muted: bool = False


_SHEET, _ROW = Head("Лист", 150, is_muted=True), Head("Строка", 74, is_number=True, is_muted=True)
_PROBLEM_HEADS = (_SHEET, _ROW, Head("Столбец", 170), Head("Значение", 150), Head("Что не так и что сделать", 420))
_HEADS: dict[Fate, tuple[Head, ...]] = {
    "added": (_SHEET, _ROW, Head("Содержание", 600)),
    "changed": (
        _SHEET, _ROW, Head("Запись", 230), Head("Поле", 180), Head("Было", 160, is_muted=True), Head("Станет", 180),
    ),
    "unchanged": (_SHEET, _ROW, Head("Содержание", 600)),
    "rejected": _PROBLEM_HEADS,
    "question": _PROBLEM_HEADS,
    "warning": _PROBLEM_HEADS,
    "ignored": (
        _SHEET, Head("Столбец", 260), Head("Заполнено ячеек", 140, is_number=True), Head("Что с ними будет", 420),
    ),
}  # fmt: skip
_NO_SHEET = "Не будут записаны: такого листа в книге района нет"
_NO_COLUMN = "Не будут записаны: такого столбца в книге района нет или он уже есть левее"


@dataclass(slots=True)
class SheetCounts:
    """The figures of one sheet of the file. ``note``: what of it was not read."""

    name: str
    is_known: bool
    rows: int = 0
    fates: dict[Fate, int] = field(default_factory=dict)
    note: str = ""


class Preview:
    """A plan arranged by fate and sheet. Sheets go by their names in the file."""

    def __init__(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.sheets: dict[str, SheetPlan] = {
            each.source.name if each.source else each.name: each for each in plan.sheets
        }
        self._lines: dict[Fate, list[Line]] = {}
        self._remarks: dict[tuple[str, int], list[CellProblem]] | None = None
        names = list(self.sheets)
        names += [problem.sheet for problem in plan.problems] + [column.sheet for column in plan.ignored]
        self.counts = {name: self._count(name) for name in dict.fromkeys(names)}

    def total(self, fate: Fate, sheet: str = "") -> int:
        """How many rows (of problems: how many remarks, of columns: how many columns) have this fate."""
        chosen = [self.counts[sheet]] if sheet else self.counts.values()
        return sum(each.fates[fate] for each in chosen)

    def lines(self, fate: Fate) -> list[Line]:
        """All lines of a fate, made when first asked for."""
        if fate not in self._lines:
            self._lines[fate] = self._make(fate)
        return self._lines[fate]

    def cells(self, line: Line) -> dict[str, str]:
        """The cells of the row of the file under known headings, as shown; empty for what is not a row of a table."""
        sheet = self.sheets.get(line.sheet)
        if sheet is None or line.row is None or line.row <= sheet.heading_row:
            return {}
        return sheet.cells(line.row)

    def remarks(self, sheet: str, row: int) -> list[CellProblem]:
        """Everything noted of a row of the file."""
        if self._remarks is None:
            self._remarks = {}
            for each in self.plan.problems:
                if each.row is not None:
                    self._remarks.setdefault((each.sheet, each.row), []).append(each)
        return self._remarks.get((sheet, row), [])

    def _make(self, fate: Fate) -> list[Line]:
        if fate == "ignored":
            return [Line(each.sheet, None, each) for each in self.plan.ignored]
        if fate in _SEVERITIES:
            severity = _SEVERITIES[fate]
            return [Line(each.sheet, each.row, each) for each in self.plan.problems if each.severity == severity]
        if fate == "changed":
            return [
                Line(name, row.row, row, change)
                for name, sheet in self.sheets.items() for row in sheet.changed for change in row.changes or (None,)
            ]  # fmt: skip
        return [Line(name, row) for name, sheet in self.sheets.items() for row in getattr(sheet, fate)]

    def _count(self, name: str) -> SheetCounts:
        sheet = self.sheets.get(name)
        ignored = sum(1 for each in self.plan.ignored if each.sheet == name)
        severities = [each.severity for each in self.plan.problems if each.sheet == name]
        fates: dict[Fate, int] = {
            "question": severities.count("question"), "warning": severities.count("warning"), "ignored": ignored,
            **dict.fromkeys(("added", "changed", "unchanged", "rejected"), 0),
        }  # fmt: skip
        if sheet is None:
            return SheetCounts(name, False, 0, fates, "Нет в книге района, пропущен")
        fates["added"], fates["changed"] = len(sheet.added), len(sheet.changed)
        fates["unchanged"], fates["rejected"] = len(sheet.unchanged), len(sheet.rejected)
        note = ""
        if not sheet.heading_row:
            note = "Нет строки с заголовками, пропущен"
            fates["rejected"] = max(1, fates["rejected"])
        elif ignored:
            note = f"Не прочитано: {counted(ignored, 'столбец', 'столбца', 'столбцов')}"
        return SheetCounts(name, True, sheet.rows, fates, note)


class ImportSummaryModel(QAbstractTableModel):
    """A line per sheet of the file and how many rows meet which fate."""

    HEADS: tuple[tuple[str, Fate | None, int], ...] = (
        ("Лист", None, 190), ("Строк", None, 70), ("Новые", "added", 74), ("Изменятся", "changed", 92),
        ("Без изменений", "unchanged", 120), ("Отклонены", "rejected", 94), ("Вопросы", "question", 82),
        ("Предупреждения", "warning", 130), ("Замечание", None, 200),
    )  # fmt: skip
    _INKS: dict[Fate, str] = {"added": "good", "changed": "accent", "rejected": "bad", "question": "warn"}

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.sheets: list[SheetCounts] = []

    def show(self, preview: Preview) -> None:
        self.beginResetModel()
        self.sheets = list(preview.counts.values())
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.sheets)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.HEADS[section][0]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        title, fate, _ = self.HEADS[index.column()]
        sheet = self.sheets[index.row()]
        number = sheet.fates[fate] if fate else sheet.rows
        is_count = fate is not None or title == "Строк"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == EmptyRole:
            return is_count and not number
        if role == Qt.ItemDataRole.ForegroundRole:
            return color(self._INKS[fate]) if fate in self._INKS else color("muted") if title == "Замечание" else None
        if role == Qt.ItemDataRole.AccessibleTextRole and fate:
            return f"{title}: {number}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return grouped(number) if is_count else sheet.name if title == "Лист" else sheet.note
        return None

    def fate_at(self, column: int) -> Fate | None:
        """Which rows a click on a figure asks for."""
        return self.HEADS[column][1]

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return _LEFT if column in (0, len(self.HEADS) - 1) else _RIGHT


class ImportRowsModel(QAbstractTableModel):
    """The rows of one fate, of all sheets or of one. Signals: ``narrowed(found, is_finished)`` while searching."""

    narrowed = Signal(int, bool)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.heads: tuple[Head, ...] = _HEADS["added"]
        self._preview: Preview | None = None
        self._fate: Fate = "added"
        self._lines: list[Line] = []
        self._shown: Sequence[int] = range(0)
        self._texts: list[str] = []  # what is searched in, as far as it was needed
        self._words: list[str] = []
        self._searched = 0
        self._format: Callable[[Line], tuple[str, ...]] = self._whole
        self._formatted: dict[int, tuple[str, ...]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._search_on)

    def show(self, preview: Preview, fate: Fate, sheet: str = "") -> None:
        """Shows other rows; the search stays. A single sheet of new rows is shown in the columns of the file."""
        self.beginResetModel()
        self._preview, self._fate = preview, fate
        lines = preview.lines(fate)
        self._lines = [line for line in lines if line.sheet == sheet] if sheet else lines
        self.heads, self._format = _HEADS[fate], self._FORMATS[fate].__get__(self)
        known = preview.sheets.get(sheet)
        if known is not None and fate in ("added", "unchanged"):
            self.heads = (_ROW, *(Head(each, 0) for each in known.headings))
            self._format = self._columns
        self._texts, self._formatted = [], {}
        self._restart()
        self.endResetModel()
        self._report()

    def forget(self) -> None:
        """Shows nothing and keeps nothing of the plan."""
        self.beginResetModel()
        self._preview, self._lines, self._texts, self._formatted, self._words = None, [], [], {}, []
        self._restart()
        self.endResetModel()

    def search(self, text: str) -> None:
        """Narrows the rows to those that hold all words; goes on in small slices while the window stays alive."""
        words = fold(text).split()
        if words == self._words:
            return
        self._words = words
        self.beginResetModel()
        self._restart()
        self.endResetModel()
        self._report()

    def line(self, row: int) -> Line:
        return self._lines[self._shown[row]]

    def texts(self, row: int) -> tuple[str, ...]:
        """The cells of a shown row."""
        return self._cells(self._shown[row])

    def widths(self, metrics: QFontMetrics) -> list[int]:
        """How wide the columns want to be."""
        sample = [self.texts(row) for row in range(min(_SAMPLE, len(self._shown)))]
        found = []
        for place, head in enumerate(self.heads):
            texts = (head.title, *(cells[place] for cells in sample))
            longest = max(metrics.horizontalAdvance(text) for text in texts)
            found.append(head.width or min(_WIDEST, longest + _PADDING))
        return found

    def has_all(self) -> bool:
        """Whether the search is over."""
        return not self._timer.isActive()

    # -- Qt ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.heads):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.heads[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.heads[section].is_number else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        head = self.heads[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if head.is_number else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            return color("muted") if head.is_muted else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, EmptyRole):
            return None
        text = self._cells(self._shown[index.row()])[index.column()]
        return not text if role == EmptyRole else text

    # -- formatting ----------------------------------------------------------------------------------------------

    def _cells(self, at: int) -> tuple[str, ...]:
        found = self._formatted.get(at)
        if found is None:
            if len(self._formatted) >= _KEPT:
                self._formatted.clear()
            found = self._formatted[at] = self._format(self._lines[at])
        return found

    def _whole(self, line: Line) -> tuple[str, ...]:
        assert self._preview is not None
        return line.sheet, _number(line.row), " · ".join(filter(None, self._preview.cells(line).values()))

    def _columns(self, line: Line) -> tuple[str, ...]:
        assert self._preview is not None
        return _number(line.row), *self._preview.cells(line).values()

    def _change(self, line: Line) -> tuple[str, ...]:
        assert isinstance(line.said, ChangedRow)
        field_change = line.change or FieldChange("", "", "")
        return line.sheet, _number(line.row), line.said.title, field_change.column, field_change.old, field_change.new

    def _problem(self, line: Line) -> tuple[str, ...]:
        assert isinstance(line.said, CellProblem)
        problem = line.said
        letter = f" ({problem.letter})" if problem.letter and problem.column else ""
        return line.sheet, _number(line.row), f"{problem.column or ''}{letter}", problem.value, problem.message

    def _ignored(self, line: Line) -> tuple[str, ...]:
        assert isinstance(line.said, Ignored) and self._preview is not None
        why = _NO_COLUMN if self._preview.counts[line.sheet].is_known else _NO_SHEET
        return line.sheet, line.said.column, grouped(line.said.cells), why

    _FORMATS: dict[Fate, Any] = {
        "added": _whole, "unchanged": _whole, "changed": _change, "rejected": _problem, "question": _problem,
        "warning": _problem, "ignored": _ignored,
    }  # fmt: skip

    # -- search --------------------------------------------------------------------------------------------------

    def _restart(self) -> None:
        self._searched = 0
        if self._words:
            self._shown = []
            self._timer.start()
        else:
            self._shown = range(len(self._lines))
            self._timer.stop()

    def _search_on(self) -> None:
        shown, words, texts, total = self._shown, self._words, self._texts, len(self._lines)
        assert isinstance(shown, list)
        found: list[int] = []
        end = perf_counter() + _SLICE
        while self._searched < total and perf_counter() < end:
            for at in range(self._searched, min(self._searched + _SEARCHED, total)):
                if at == len(texts):
                    texts.append(fold(" ".join(self._format(self._lines[at]))))
                if all(word in texts[at] for word in words):
                    found.append(at)
            self._searched = min(self._searched + _SEARCHED, total)
        if found:
            self.beginInsertRows(QModelIndex(), len(shown), len(shown) + len(found) - 1)
            shown.extend(found)
            self.endInsertRows()
        if self._searched == total:
            self._timer.stop()
        self._report()

    def _report(self) -> None:
        self.narrowed.emit(len(self._shown), self.has_all())


def _number(row: int | None) -> str:
    return "" if row is None else str(row)
