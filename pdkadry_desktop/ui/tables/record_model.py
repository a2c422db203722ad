"""The rows of a register for a view: ids in order at once, values page by page as they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ...core.conditions import Condition
from ...core.register import FieldSpec, RegisterSpec
from ...storage import query
from ...storage.database import Database
from ..gateway import Gateway
from ..theme import color

PAGE = 100
_KEPT_PAGES = 60
Index = QModelIndex | QPersistentModelIndex
EmptyRole = int(Qt.ItemDataRole.UserRole) + 1
IdRole = int(Qt.ItemDataRole.UserRole) + 2
# A paint asks for some ten roles of each cell: the answers are ready, and no delegate in Python stands between.
# Plain numbers, because comparing members of an enumeration would take longer than the answer.
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_SIDE, _INK = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.ForegroundRole)
_ROLES = frozenset({_DISPLAY, _TIP, _SIDE, _INK})
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_NOT_READ, _NOTHING = "…", "—"


class _Rows(NamedTuple):
    """A page of rows and their cells in words, made once on the base's thread."""

    rows: list[query.FrozenRow]
    texts: list[tuple[str, ...]]


class RecordTableModel(QAbstractTableModel):
    """Rows of one Query. Signals: ``loaded(count)`` when the ids have come."""

    loaded = Signal(int)

    def __init__(self, spec: RegisterSpec, gateway: Gateway, parent: Any = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.columns: list[FieldSpec] = [spec.columns[name] for name in spec.usual_columns]
        self._gateway = gateway
        self._query = query.Query(spec.key)
        self._only: frozenset[int] | None = None
        self._ids: list[int] = []
        self._pages: OrderedDict[int, _Rows] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self._sides: list[int] = []
        self._measure()
        gateway.changed.connect(self._on_changed)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show(
        self,
        search: str = "",
        where: Condition | None = None,
        order: tuple[str, ...] | None = None,
        only: frozenset[int] | None = None,
        on: date | None = None,
    ) -> None:
        """Shows other rows; the old ones stay until the new have come. ``only`` keeps these ids (a figure's list);
        ``on`` is the day of the columns that other registers fill."""
        self._query = query.Query(self.spec.key, search, where, self._query.order if order is None else order, on)
        self._only = only
        self.reload()

    def reload(self) -> None:
        self._generation += 1
        generation, wanted, only, columns = self._generation, self._query, self._only, tuple(self.columns)

        def work(db: Database) -> tuple[list[int], _Rows]:
            found = query.ids(db, wanted)
            if only is not None:
                found = [each for each in found if each in only]
            return found, _read(db, wanted, found[:PAGE], columns)

        self._gateway.ask(work, lambda answer: self._on_ids(generation, *answer))

    def set_columns(self, names: Sequence[str]) -> None:
        """Which fields are shown, in this order; their values are read anew."""
        self.beginResetModel()
        self.columns = [self.spec.columns[name] for name in names]
        self._measure()
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()
        if self._generation:  # something is shown or on its way
            self.reload()

    def _measure(self) -> None:
        self._sides = [_RIGHT if field.kind.is_number else _LEFT for field in self.columns]
        self._concerned = {self.spec.key} | {field.link for field in self.columns if field.link}
        self._concerned |= {field.nearest.register for field in self.spec.looked_up if field.nearest}

    @property
    def only(self) -> frozenset[int] | None:
        """The ids that the list is limited to, when it is the list of a figure."""
        return self._only

    @property
    def shown_query(self) -> query.Query:
        return self._query

    def id_at(self, row: int) -> int:
        return self._ids[row]

    def ids(self) -> list[int]:
        return list(self._ids)

    def row_of(self, record_id: int) -> int:
        """The row of a record, -1 when it is not shown."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    def text_at(self, row: int, column: int) -> str:
        """The shown text of a cell that has been loaded (copy)."""
        page = self._page(row)
        if page is None:
            return _NOT_READ
        return "" if page.rows[row % PAGE].values[column] is None else page.texts[row % PAGE][column]

    def value_at(self, row: int, column: int) -> Any:
        """The value of a cell that has been loaded; None for an empty one and one that is still read."""
        page = self._page(row)
        return None if page is None else page.rows[row % PAGE].values[column]

    def is_read(self, row: int) -> bool:
        """Whether the values of a row are there."""
        return self._page(row) is not None

    # -- Qt ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].label + self._sort_mark(section)
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.columns[section].help or self.columns[section].label
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = self.columns[section].kind.is_number
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in _ROLES:
            return self._ids[index.row()] if role == IdRole and index.isValid() else None
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _SIDE:
            return self._sides[column]
        page = self._page(row)
        if page is None:
            return None if role == _INK else _NOT_READ
        place = row % PAGE
        if place >= len(page.rows):  # removed meanwhile
            return None
        if role == _DISPLAY:
            return page.texts[place][column]
        is_empty = page.rows[place].values[column] is None
        if role == _INK:
            return color("faint") if is_empty else None
        return None if is_empty else page.texts[place][column]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            name = self.columns[column].name
            self.sort_by((f"-{name}" if order == Qt.SortOrder.DescendingOrder else name,))

    def sort_by(self, order: tuple[str, ...]) -> None:
        """Field names, «-name» descending, the first one first; () = the register's own order."""
        self.show(self._query.search, self._query.where, order, self._only, self._query.on)
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _sort_mark(self, section: int) -> str:
        """« ↑2»: the place among several sort keys; one key alone has the arrow of the heading."""
        order = self._query.order
        if len(order) < 2:
            return ""
        name = self.columns[section].name
        for place, key in enumerate(order, 1):
            if key.lstrip("-") == name:
                return f" {'↓' if key.startswith('-') else '↑'}{place}"
        return ""

    # -- answers -------------------------------------------------------------------------------------------------

    def _page(self, row: int) -> _Rows | None:
        page = row // PAGE
        found = self._pages.get(page)
        if found is not None:
            return found
        if page not in self._asked:
            self._asked.add(page)
            generation, wanted = self._generation, self._ids[page * PAGE : (page + 1) * PAGE]
            columns, shown_query = tuple(self.columns), self._query
            self._gateway.ask(
                lambda db: _read(db, shown_query, wanted, columns), lambda rows: self._on_page(generation, page, rows)
            )
        return None

    def _on_ids(self, generation: int, ids: list[int], first: _Rows) -> None:
        if generation != self._generation:
            return
        self.beginResetModel()
        self._ids = ids
        self._pages = OrderedDict({0: first})
        self._asked.clear()
        self.endResetModel()
        self.loaded.emit(len(ids))

    def _on_page(self, generation: int, page: int, rows: _Rows) -> None:
        self._asked.discard(page)
        if generation != self._generation:
            return
        self._pages[page] = rows
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, len(self._ids)) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))

    def _on_changed(self, registers: frozenset[str]) -> None:
        if registers & self._concerned:
            self.reload()


def _read(db: Database, wanted: query.Query, ids: Sequence[int], columns: Sequence[FieldSpec]) -> _Rows:
    rows = query.fetch(db, wanted.spec, ids, [field.name for field in columns], wanted.on)
    texts = [
        tuple(
            _NOTHING if value is None else shown(field, value) for field, value in zip(columns, row.values, strict=True)
        )
        for row in rows
    ]
    return _Rows(rows, texts)


def shown(field: FieldSpec, value: Any) -> str:
    """A value as the table shows it."""
    return str(value) if field.link and value is not None else field.kind.format(value)
