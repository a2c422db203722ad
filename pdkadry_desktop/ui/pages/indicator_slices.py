"""The tab «Разрезы» of an indicator: its members divided by a chosen key; every number opens its people."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from ...indicators.compute import Result
from ...indicators.members import MemberGroup
from ...reports.breakdowns import Breakdown, SliceCell, breakdowns, people_of
from ...reports.library import indicator_breakdowns as paper
from ...storage.database import Database
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button
from .indicator_data import Snapshot, moment

_FIGURES = (84, 100, 86, 106)
_HEADINGS = {"numerator": "числитель", "base": "вся база", "unknown": "не заполнено"}


class SlicesTab(QWidget):
    """Signals: ``go(Place)`` when a list or the paper is wanted."""

    go = Signal(object)

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._result: Result | None = None
        self._snapshot: Snapshot | None = None
        self._found: list[Breakdown] = []
        self._asked = 0
        self._is_read = False
        self.by = QComboBox()
        self.by.setAccessibleName("Разрез")
        self.by.activated.connect(lambda _: self._show())
        self.print_button = push_button("Печать", "print")
        self.print_button.setToolTip("Все разрезы показателя на бумаге и в файл")
        self.print_button.clicked.connect(self._print)
        figures = (RowColumn(title, width, True) for title, width in zip(paper.COLUMNS, _FIGURES, strict=True))
        self.model = RowsModel((RowColumn(""), *figures))
        self.table = RowsTable(self.model, "Показатель в разрезе")
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.opened.connect(lambda row: self._open(row.key, "base"))
        self.table.clicked.connect(self._on_clicked)
        self.note = MutedLabel("", wrap=True)
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.L, Space.M, Space.L, 0)
        bar.addWidget(self.by, 1)
        bar.addWidget(self.print_button)
        self.note.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)

    def show_result(self, snapshot: Snapshot, result: Result) -> None:
        """Other figures; the breakdowns are read when the tab is looked at."""
        self._snapshot, self._result, self._is_read = snapshot, result, False
        if self.isVisible():
            self._read()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        result = self._result
        if result is None or self._is_read:
            return
        self._is_read = True
        self._asked += 1
        asked = self._asked

        def show(found: list[Breakdown]) -> None:
            if asked == self._asked:
                self._take(found)

        self._gateway.ask(lambda db: breakdowns(db, result), show)

    def _take(self, found: list[Breakdown]) -> None:
        chosen = self.by.currentData()
        self._found = found
        self.by.clear()
        for each in found:
            self.by.addItem(f"{each.title} *" if each.overlaps else each.title, each.id)
        self.by.setCurrentIndex(max(0, self.by.findData(chosen)))
        for widget in (self.by, self.print_button):
            widget.setEnabled(bool(found))
        self._show()

    def _chosen(self) -> Breakdown | None:
        return next((each for each in self._found if each.id == self.by.currentData()), None)

    def _show(self) -> None:
        found, result = self._chosen(), self._result
        if found is None or result is None:
            self.model.show([])
            self.note.setText("Здесь будет показатель по частям: пока делить нечего.")
            return
        has_base = found.total[1] is not None and not found.only_numerator
        for place in (2, 3):
            self.table.setColumnHidden(place, not has_base)
        self.table.setColumnHidden(4, not any(cell.unknown for cell in found.cells))
        self.model.show([
            Row((cell.key, *paper.cell_texts(result, cell)), cell, tone="warn" if found.holds is False else "")
            for cell in found.cells
        ])  # fmt: skip
        marked = " * – разрезы, где человек может стоять в нескольких строках." if found.overlaps else ""
        self.note.setText(f"{found.words()} Щелчок по числу открывает людей.{marked}")

    # -- lists ---------------------------------------------------------------------------------------------------

    def _on_clicked(self, index: Any) -> None:
        role = {1: "numerator", 2: "base", 4: "unknown"}.get(index.column())
        if role is not None:
            self._open(self.model.rows[index.row()].key, role)

    def _open(self, cell: SliceCell, role: str) -> None:
        result, found = self._result, self._chosen()
        if result is None or found is None:
            return
        role = "numerator" if role == "base" and not cell.base else role
        members = getattr(cell, role)

        def show(made: list[MemberGroup]) -> None:
            for each in made:
                if each.register is not None and each.ids:
                    title = f"{result.id}: {_HEADINGS[role]}, {found.title.lower()} – {cell.key}, {moment(result)}"
                    self.go.emit(Place(f"register:{each.register}", only=frozenset(each.ids), title=title))
                    return

        self._gateway.ask(lambda db: people_of(db, result, members), show)

    def _print(self) -> None:
        result, snapshot = self._result, self._snapshot
        if result is None or snapshot is None:
            return
        make = partial(_document, result=result, municipality=snapshot.profile.municipality)
        title = f"Показатель {result.id} в разрезах"
        self.go.emit(Place("document", detail=DocumentSource(title, make, Place("indicators", detail=result.id))))


def _document(db: Database, _: Any, result: Result, municipality: str) -> Any:
    return paper.build(db, [result], municipality, date.today())
