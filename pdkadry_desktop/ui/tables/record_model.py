"""The rows of a register for a view: ids in order at once, values page by page as they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

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
_ROLES = frozenset({
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.ForegroundRole,
})  # fmt: skip
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_NOT_READ, _NOTHING = "…", "—"


class RecordTableModel(QAbstractTableModel):
    """Rows of one Query. Signals: ``loaded(count)`` when the ids have come."""

    loaded = Signal(int)

    def __init__(self, spec: RegisterSpec, gateway: Gateway, parent: Any = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.columns: list[FieldSpec] = list(spec.listed)
        self._gateway = gateway
        self._query = query.Query(spec.key)
        self._only: frozenset[int] | None = None
        self._ids: list[int] = []
        self._pages: OrderedDict[int, list[query.FrozenRow]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self._concerned = {spec.key} | {field.link for field in spec.listed if field.link}
        gateway.changed.connect(self._on_changed)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show(
        self,
        search: str = "",
        where: Condition | None = None,
        order: tuple[str, ...] | None = None,
        only: frozenset[int] | None = None,
    ) -> None:
        """Shows other rows; the old ones stay until the new have come. ``only`` keeps these ids (a figure's list)."""
        self._query = query.Query(self.spec.key, search, where, self._query.order if order is None else order)
        self._only = only
        self.reload()

    def reload(self) -> None:
        self._generation += 1
        generation, wanted, only, names = self._generation, self._query, self._only, self._names()

        def work(db: Database) -> tuple[list[int], list[query.FrozenRow]]:
            found = query.ids(db, wanted)
            if only is not None:
                found = [each for each in found if each in only]
            return found, query.fetch(db, wanted.spec, found[:PAGE], names)

        self._gateway.ask(work, lambda answer: self._on_ids(generation, *answer))

    def set_columns(self, names: Sequence[str]) -> None:
        """Which fields are shown, in this order."""
        self.beginResetModel()
        self.columns = [self.spec.by_name[name] for name in names]
        self._pages.clear()
        self.endResetModel()

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
        found = self._row(row)
        return _NOT_READ if found is None else shown(self.columns[column], found.values[column])

    # -- Qt ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].label
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.columns[section].help or self.columns[section].label
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = self.columns[section].kind.is_number
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == IdRole:
            return self._ids[index.row()]
        if role not in _ROLES:
            return None
        field = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if field.kind.is_number else _LEFT
        row = self._row(index.row())
        value = row.values[index.column()] if row is not None else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return color("faint") if value is None else None
        if row is None:
            return _NOT_READ
        if value is None and role == Qt.ItemDataRole.DisplayRole:
            return _NOTHING
        return shown(field, value)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            name = self.columns[column].name
            prefix = "-" if order == Qt.SortOrder.DescendingOrder else ""
            self.show(self._query.search, self._query.where, (f"{prefix}{name}",), self._only)

    # -- answers -------------------------------------------------------------------------------------------------

    def _names(self) -> list[str]:
        return [field.name for field in self.columns]

    def _row(self, row: int) -> query.FrozenRow | None:
        page, place = divmod(row, PAGE)
        rows = self._pages.get(page)
        if rows is not None:
            self._pages.move_to_end(page)
            return rows[place] if place < len(rows) else None
        if page not in self._asked:
            self._asked.add(page)
            generation, wanted, names = self._generation, self._ids[page * PAGE : (page + 1) * PAGE], self._names()
            self._gateway.ask(
                lambda db: query.fetch(db, self.spec, wanted, names), lambda rows: self._on_page(generation, page, rows)
            )
        return None

    def _on_ids(self, generation: int, ids: list[int], first: list[query.FrozenRow]) -> None:
        if generation != self._generation:
            return
        self.beginResetModel()
        self._ids = ids
        self._pages = OrderedDict({0: first})
        self._asked.clear()
        self.endResetModel()
        self.loaded.emit(len(ids))

    def _on_page(self, generation: int, page: int, rows: list[query.FrozenRow]) -> None:
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


def shown(field: FieldSpec, value: Any) -> str:
    """A value as the table shows it."""
    return str(value) if field.link and value is not None else field.kind.format(value)
