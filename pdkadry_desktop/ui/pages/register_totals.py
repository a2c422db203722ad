"""Sums under a list: asked for after the rows have come, so that the first page waits for nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ...storage import figures
from ...storage.database import Database
from ...storage.worker import BACKGROUND
from ..gateway import Gateway
from ..tables.record_view import RecordTableView
from ..tables.totals_line import TotalsLine

_PAUSE = 120  # ms after the last change of the choice
Sums = tuple[dict[str, float], dict[str, float]]


class ListTotals(QObject):
    """Owns the line ``line``; ``refresh`` reads its sums anew."""

    def __init__(self, gateway: Gateway, table: RecordTableView) -> None:
        super().__init__(table)
        self._gateway, self._table = gateway, table
        self._asked = 0
        self.line = TotalsLine(table)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.refresh)
        table.selection_counted.connect(lambda _: self._timer.start() if self._names() else None)

    def _names(self) -> list[str]:
        return [field.name for field in self._table.records.columns if field.is_summed]

    def refresh(self) -> None:
        """Sums of all rows that are seen and, when there are several, of the chosen ones."""
        names, model = self._names(), self._table.records
        if not names:
            self.line.show_sums({}, {}, {})
            return
        self._asked += 1
        asked, wanted, only = self._asked, model.shown_query, model.only
        chosen = self._table.selected_ids() if len(self._table.selectionModel().selectedRows()) > 1 else []
        is_all = len(chosen) == model.rowCount()

        def read(db: Database) -> Sums:
            total = figures.sums(db, wanted, names, only)
            return total, total if is_all else figures.sums_of(db, wanted.spec, chosen, names)

        self._gateway.ask(read, lambda found: self._show(asked, found), priority=BACKGROUND)

    def _show(self, asked: int, found: Sums) -> None:
        if asked != self._asked:
            return
        places = {field.name: place for place, field in enumerate(self._table.records.columns)}
        total, chosen = ({places[name]: value for name, value in each.items() if name in places} for each in found)
        labels = {place: self._table.records.columns[place].label for place in total}
        self.line.show_sums(labels, total, {place: value for place, value in chosen.items() if place in total})
