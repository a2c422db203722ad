"""«Кадровый состав»: positions × age, service, education, category or sex; every number opens its people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QStackedWidget

from ...core.dates import format_date
from ...core.errors import UserError
from ...core.text import counted
from ...storage.database import Database
from ...work.staff_rows import ALL, Cut, cuts, parse_bands
from ...work.staff_tables import StaffTable, staff_table
from ..context import Context
from ..documents import DocumentSource
from ..forms.organizations_choice import Chosen, OrganizationsChoice
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable
from ..theme import font, style
from ..tokens import Space
from ..widgets.basics import MutedLabel, text_label
from ..widgets.feedback import EmptyState
from .work_page import WorkPage

_SETTING = "staff_bands"
_NARROW, _ARROW = 64, 36  # least width of a column of figures; room of the sort arrow
_FIRST = 2  # columns before the figures: the row, its full-time equivalents


class StaffTablesPage(WorkPage):
    """A cut, a day (of the context), a set of organisations → the table with its control sums."""

    help_key = "staff_tables"
    concerns = frozenset({"teachers", "employments", "categories", "absences", "organizations"})
    has_paper = True

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Кадровый состав", gateway, context)
        self._found: StaffTable | None = None
        self._bands: dict[str, tuple[int, ...]] = {}
        self.column.addLayout(self._bar())
        self.wrong = MutedLabel("", wrap=True)
        self.wrong.hide()
        self.column.addWidget(self.wrong)
        self.stack = QStackedWidget()
        self.empty = EmptyState(
            "people", "Здесь будет состав работников по должностям, возрасту, стажу и образованию. "
            "Он считается по местам работы: введите педагогов или импортируйте таблицу школы.", "Импортировать",
        )  # fmt: skip
        self.empty.action_triggered.connect(lambda: self.go.emit(Place("import")))
        self.stack.addWidget(self.empty)
        self.table: RowsTable | None = None
        self.column.addWidget(self.stack, 1)
        self.controls = MutedLabel("", wrap=True)
        self.controls.setContentsMargins(0, 0, 0, Space.S)
        self.column.addWidget(self.controls)

    def _bar(self) -> QHBoxLayout:
        self.cut = QComboBox()
        self.cut.setAccessibleName("Разрез таблицы")
        for each in cuts().values():
            self.cut.addItem(each.title, each.id)
        self.cut.activated.connect(lambda _: self._on_cut())
        self.places = OrganizationsChoice(self._gateway)
        self.places.chosen.connect(self.ask)
        self.bands_label = text_label("границы групп", "field")
        self.bands = QLineEdit()
        self.bands.setAccessibleName("Нижние границы групп через запятую")
        self.bands.setToolTip("Нижние границы групп через запятую; Enter пересчитывает")
        self.bands.setMinimumWidth(280)
        self.bands.editingFinished.connect(self._on_bands)
        self.leave = QCheckBox("без отпуска по уходу")
        self.leave.setToolTip("Не считать находящихся в отпуске по уходу за ребёнком")
        self.leave.clicked.connect(lambda _: self.ask())
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        for widget in (self.cut, self.places, self.bands_label, self.bands, self.leave):
            bar.addWidget(widget)
        bar.addStretch(1)
        return bar

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        self.places.refresh()
        if self.place is None:
            self._gateway.ask(lambda db: db.setting(_SETTING, {}), self._on_kept)
        super().arrive(place)
        (self.table or self.cut).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_kept(self, kept: dict[str, list[int]]) -> None:
        self._bands = {cut: tuple(bands) for cut, bands in kept.items()}
        self._show_bands()
        self.ask()

    def chosen_cut(self) -> Cut:
        """The cut with the bands the user has set for it."""
        cut = cuts()[self.cut.currentData()]
        bands = self._bands.get(cut.id, cut.bands)
        return Cut(cut.id, cut.title, cut.kind, bands, cut.has_women)

    def _on_cut(self) -> None:
        self._show_bands()
        self.ask()

    def _show_bands(self) -> None:
        cut = self.chosen_cut()
        self.wrong.hide()
        for widget in (self.bands_label, self.bands):
            widget.setVisible(bool(cut.bands))
        self.bands.setText(", ".join(str(band) for band in cut.bands if band))

    def _on_bands(self) -> None:
        cut = self.chosen_cut()
        try:
            bands = parse_bands(self.bands.text()) if self.bands.text().strip() else cuts()[cut.id].bands
        except UserError as error:
            self.wrong.setText(f"{error.text} {error.hint}")
            style(self.wrong, tone="bad")
            self.wrong.show()
            return
        if bands == cut.bands:
            self._show_bands()
            return
        self._bands[cut.id] = bands
        kept = {each: list(own) for each, own in self._bands.items() if own != cuts()[each].bands}
        self._gateway.ask(lambda db: db.set_setting(_SETTING, kept))
        self._show_bands()
        self.ask()

    def reader(self) -> Callable[[Database], StaffTable]:
        return self._reader(self.chosen_cut(), self.places.current())

    def _reader(self, cut: Cut, chosen: Chosen) -> Callable[[Database], StaffTable]:
        period, without_leave = self._context.period, self.leave.isChecked()
        return lambda db: staff_table(db, cut, period.end, chosen.find(db, period), without_leave=without_leave)

    def show_found(self, found: StaffTable) -> None:
        self._found = found
        everybody = found.lines[-1].cells[0]
        self.header.set_count(f"{counted(len(everybody), 'человек', 'человека', 'человек')} на {format_date(found.on)}")
        self._show_table(found)
        from ...reports.library.staff_tables import notes  # what only a finished table needs

        self.controls.setText(" ".join(notes(found)))
        style(self.controls, tone="" if all(each.holds for each in found.controls) else "bad")
        self.stack.setCurrentWidget(self.table if everybody and self.table is not None else self.empty)

    def _show_table(self, found: StaffTable) -> None:
        at = self.table.currentIndex() if self.table is not None else None
        if self.table is not None:
            self.stack.removeWidget(self.table)
            self.table.deleteLater()
        words = QFontMetrics(font("note"))
        columns = [RowColumn("Должность", 300), RowColumn("Ставки", 76, True)]
        for each in found.columns:
            columns.append(RowColumn(each.title, max(_NARROW, words.horizontalAdvance(each.title) + _ARROW), True))
        model = RowsModel(columns, parent=self)
        table = RowsTable(model, "Кадровый состав")
        table.horizontalHeader().setStretchLastSection(False)
        table.opened.connect(self._open)
        model.show([
            Row((f"      {line.row.title}" if line.row.parent else line.row.title, round(float(line.fte), 2),
                 *(len(cell) or None for cell in line.cells)), line.row.id)
            for line in found.lines
        ])  # fmt: skip
        self.table = table
        self.stack.addWidget(table)
        if at is not None and at.isValid() and at.column() < len(columns):
            table.setCurrentIndex(model.index(at.row(), at.column()))

    def _open(self, row: Row) -> None:
        """The people of the cell under the cursor; of the whole row when it stands on its name."""
        if self._found is None or self.table is None:
            return
        line = next(each for each in self._found.lines if each.row.id == row.key)
        place = max(0, self.table.currentIndex().column() - _FIRST)
        column = self._found.columns[place]
        parent = self._found.columns[column.part_of] if column.part_of is not None else None
        of = f"{parent.title}, {column.title}" if parent is not None else column.title
        whole = "Кадровый состав" if line.row.id == ALL else f"Кадровый состав: {line.row.title}"
        self.go.emit(Place("register:teachers", only=line.cells[place], title=f"{whole} – {of}"))

    def source(self) -> DocumentSource:
        reader, chosen = self._reader(self.chosen_cut(), self.places.current()), self.places.current()

        def make(db: Database, _: Any) -> Any:
            from ...reports.library.staff_tables import document

            return document([reader(db)], chosen.title, date.today())

        return DocumentSource("Кадровый состав", make, Place("staff_tables"))
