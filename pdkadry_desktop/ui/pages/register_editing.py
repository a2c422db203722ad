"""Changing records from their list: a cell in place, one field of the chosen rows, a block pasted from Excel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QWidget

from ...core.errors import UserError
from ...core.register import RegisterSpec
from ...core.text import counted
from ...storage import bulk
from ..gateway import Gateway
from ..tables.cell_editor import CellEditor, is_simple
from ..tables.record_view import RecordTableView

if TYPE_CHECKING:
    from ...storage.pasting import Pasted
    from ..forms.bulk_edit import BulkEdit
    from ..forms.paste_panel import PastePanel

_MOST_PASTED = 20_000  # rows of one block


class ListEditing(QObject):
    """``said`` shows a toast; ``put`` places a panel above the table."""

    def __init__(
        self,
        spec: RegisterSpec,
        gateway: Gateway,
        table: RecordTableView,
        said: Callable[[str], object],
        put: Callable[[QWidget], object],
    ) -> None:
        super().__init__(table)
        self.spec, self._gateway, self._table, self._said, self._put = spec, gateway, table, said, put
        self.bulk: BulkEdit | None = None
        self.paste_panel: PastePanel | None = None
        self.cell: CellEditor | None = None
        self._cell_of = (-1, "")
        table.edit_wanted.connect(self.edit_cell)
        table.many_wanted.connect(self.edit_many)
        table.pasted.connect(self.paste)
        table.records.modelReset.connect(self._follow)
        for bar in (table.verticalScrollBar(), table.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _: self._follow())
        table.clicked.connect(lambda _: self._commit())

    # -- one field of many ---------------------------------------------------------------------------------------

    def edit_many(self) -> None:
        """Opens the line where one field gets one value in all chosen rows."""
        if self.bulk is None:
            from ..forms.bulk_edit import BulkEdit  # lists do not wait for what they may open

            self.bulk = BulkEdit(self.spec, self._gateway)
            self.bulk.applied.connect(self._on_bulk)
            self.bulk.cancelled.connect(self._close_bulk)
            self._put(self.bulk)
        self.bulk.set_count(len(self._table.selected_ids()))
        self.bulk.show()
        self.bulk.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_bulk(self, name: str, value: object) -> None:
        chosen = self._table.selected_ids()

        def refused(error: UserError) -> None:
            assert self.bulk is not None
            self.bulk.message.show_message(f"{error.text} {error.hint}")

        self._gateway.ask(lambda db: bulk.set_field(db, self.spec, chosen, name, value), self._on_many, refused)

    def _on_many(self, count: int) -> None:
        self._close_bulk()
        self._tell_changed(count)

    def _tell_changed(self, count: int) -> None:
        words = f"Изменено: {counted(count, *self.spec.forms_of_count)}." if count else "Значения уже такие."
        self._said(words)

    def _close_bulk(self) -> None:
        if self.bulk is not None:
            self.bulk.hide()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- a pasted block ------------------------------------------------------------------------------------------

    def paste(self, text: str) -> None:
        """Shows what a block would change: chosen rows when there are several, else rows from the current one down."""
        from ...storage import pasting

        index = self._table.currentIndex()
        cells = pasting.block(text)
        if not index.isValid() or not cells:
            return
        names, rows = pasting.laid_out(self.spec, cells, self._table.seen_from(index.column()))
        chosen = self._table.selected_ids()
        if len(chosen) < 2:
            chosen = self._table.records.ids()[index.row() :][: len(rows)]
        if len(chosen) > _MOST_PASTED:
            self._said(f"За один раз вставляют не больше {_MOST_PASTED} строк.")
            return
        self._gateway.ask(lambda db: pasting.check(db, self.spec, chosen, names, rows), self._on_checked)

    def _on_checked(self, pasted: Pasted) -> None:
        if self.paste_panel is None:
            from ..forms.paste_panel import PastePanel

            self.paste_panel = PastePanel(self.spec)
            self.paste_panel.accepted.connect(self._write_pasted)
            self.paste_panel.cancelled.connect(self._close_paste)
            self._put(self.paste_panel)
        self.paste_panel.show_pasted(pasted)

    def _write_pasted(self, pasted: Pasted) -> None:
        from ...storage import pasting

        def done(count: int) -> None:
            self._close_paste()
            self._tell_changed(count)

        def refused(error: UserError) -> None:
            assert self.paste_panel is not None
            self.paste_panel.problems.show_message(f"{error.text} {error.hint}")

        self._gateway.ask(lambda db: pasting.write(db, self.spec, pasted), done, refused)

    def _close_paste(self) -> None:
        if self.paste_panel is not None:
            self.paste_panel.hide()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- a cell --------------------------------------------------------------------------------------------------

    def edit_cell(self, typed: str = "") -> None:
        """Lays an editor over the current cell; ``typed`` stands instead of the old text."""
        index = self._table.currentIndex()
        if not index.isValid() or not self._table.records.is_read(index.row()):
            return
        field = self._table.records.columns[index.column()]
        value = self._table.records.value_at(index.row(), index.column())
        if not is_simple(field, value):
            self._said(f"Поле «{field.label}» меняют в карточке: Enter.")
            return
        self._commit()
        record_id = self._table.records.id_at(index.row())

        def save(new: Any, done: Callable[[], None], refused: Callable[[str], None]) -> None:
            self._gateway.ask(
                lambda db: bulk.set_field(db, self.spec, [record_id], field.name, new),
                lambda _: done(),
                lambda error: refused(f"{error.text} {error.hint}"),
            )

        self.cell = CellEditor(field, self._gateway, value, save, self._table.viewport())
        self._cell_of = (record_id, field.name)
        self.cell.closed.connect(self._on_cell_closed)
        self._table.scrollTo(index)
        self.cell.place(self._table.visualRect(index))
        self.cell.begin(typed)

    def _commit(self) -> None:
        if self.cell is not None:
            self.cell.commit()

    def _cell_index(self) -> QModelIndex:
        record_id, name = self._cell_of
        records = self._table.records
        row = records.row_of(record_id)
        column = next((place for place, field in enumerate(records.columns) if field.name == name), -1)
        return records.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def _follow(self) -> None:
        """The cell has moved: rows were read anew or scrolled."""
        if self.cell is None:
            return
        index = self._cell_index()
        if index.isValid():
            self.cell.place(self._table.visualRect(index))
        else:
            self.cell.cancel()

    def _on_cell_closed(self, rows: int, columns: int) -> None:
        self.cell = None
        index = self._cell_index()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        if index.isValid() and (rows or columns):
            row = max(0, min(self._table.records.rowCount() - 1, index.row() + rows))
            column = self._table.column_beside(index.column(), columns) if columns else index.column()
            self._table.setCurrentIndex(self._table.records.index(row, column))
