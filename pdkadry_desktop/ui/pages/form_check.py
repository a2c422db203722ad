"""«Сверка с формами»: a school's ОО-1 or 85-К beside the register, who makes a difference, what is accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.errors import UserError
from ...core.kinds import BadValue
from ...core.text import counted
from ...registers import REGISTERS
from ...registers.form_figures import STATISTICAL_FORM
from ...storage import query
from ...storage.database import Database
from ...work.form_check import Check, Probable, Sheet, Source, accept, check, probable, state
from ...work.staff_rows import cuts
from ..context import Context
from ..documents import DocumentSource
from ..forms.editors import DateEditor
from ..gateway import Gateway
from ..places import Place
from ..tables.cells import dress
from ..tables.form_check_model import FormCheckModel, Key, number_words
from ..theme import font
from ..tokens import Space
from ..widgets.basics import FieldMessage, MutedLabel, SectionTitle, push_button, text_label
from ..widgets.feedback import EmptyState
from .card_actions import ElidedLink
from .work_page import WorkPage

_USUAL = {"school": ("oo1", (9, 20)), "preschool": ("85k", (12, 31)), "extra": ("1dop", (12, 31))}
_PANEL, _NARROW, _ARROW = 300, 92, 30
_SHOWN = 12


class _Grid(QTableView):
    """Typing enters a figure, Ctrl+V puts a block from Excel, Delete takes the chosen figures away."""

    def __init__(self, model: FormCheckModel) -> None:
        super().__init__()
        self.figures = model
        self.setModel(model)
        self.setAccessibleName("Числа формы и реестра")
        dress(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste) and index.isValid():
            self.figures.paste(index, QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Delete and self.chosen():
            self.figures.typed.emit(dict.fromkeys(self.chosen()))
        else:
            super().keyPressEvent(event)

    def stand_on(self, index: QModelIndex) -> None:
        """Puts the cursor on a cell and selects it alone, whatever keys are held down."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def chosen(self) -> list[Key]:
        """Keys of the selected cells."""
        keys = (self.figures.key_at(index) for index in self.selectionModel().selectedIndexes())
        return [key for key in keys if key is not None]


class FormCheckPage(WorkPage):
    """One organisation, one form, one day, one cut."""

    help_key = "form_check"
    concerns = frozenset({"teachers", "employments", "categories", "absences", "form_figures"})
    has_paper = True

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Сверка с формами", gateway, context)
        self._places: list[tuple[int, str, str]] = []
        self._reason_of: Key | None = None
        self.column.addLayout(self._bar())
        self.message = FieldMessage()
        self.column.addWidget(self.message)
        self.model = FormCheckModel(self)
        self.model.typed.connect(self._write)
        self.model.refused.connect(self.message.show_message)
        self.grid = _Grid(self.model)
        self.grid.selectionModel().currentChanged.connect(lambda now, _: self._show_cell(now))
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.grid, 1)
        row.addWidget(self._panel())
        self.empty = EmptyState(
            "check", "Здесь числа формы ОО-1 или 85-К встанут рядом с реестром. Сначала введите организации.",
            "Организации",
        )  # fmt: skip
        self.empty.action_triggered.connect(lambda: self.go.emit(Place("register:organizations")))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(whole)
        self.column.addWidget(self.stack, 1)
        self.status = MutedLabel("", wrap=True)
        self.status.setContentsMargins(0, 0, 0, Space.S)
        self.column.addWidget(self.status)

    def _bar(self) -> QHBoxLayout:
        self.organization = QComboBox()
        self.organization.setAccessibleName("Организация")
        self.organization.setMinimumWidth(280)
        self.organization.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.organization.activated.connect(lambda _: self._on_organization())
        self.form = QComboBox()
        self.form.setAccessibleName("Форма")
        for code, label in STATISTICAL_FORM.labels.items():
            self.form.addItem(label, code)
        self.form.activated.connect(lambda _: self.ask())
        self.day = DateEditor(REGISTERS["form_figures"].by_name["stated_on"])
        self.day.setFixedWidth(150)
        self.day.line.setAccessibleName(self.day.spec.label)
        self.day.line.editingFinished.connect(self.ask)
        self.cut = QComboBox()
        self.cut.setAccessibleName("Разрез таблицы")
        for each in cuts().values():
            self.cut.addItem(each.title, each.id)
        self.cut.activated.connect(lambda _: self.ask())
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        for widget in (self.organization, self.form, text_label("на", "field"), self.day, self.cut):
            bar.addWidget(widget)
        bar.addStretch(1)
        return bar

    def _panel(self) -> QFrame:
        panel = QFrame()
        panel.setProperty("frame", "card")
        panel.setFixedWidth(_PANEL)
        column = QVBoxLayout(panel)
        column.setSpacing(Space.S)
        self.cell = text_label("", "section", wrap=True)
        self.told = MutedLabel("", wrap=True)
        self.people_title = SectionTitle("Вероятно, дело в этих людях")
        self.people = QVBoxLayout()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Почему верно это число")
        self.reason.setAccessibleName("Почему верно это число")
        self.by_form = push_button("Верна форма", "check")
        self.by_form.clicked.connect(lambda: self._accept("form"))
        self.by_register = push_button("Верен реестр", "check")
        self.by_register.clicked.connect(lambda: self._accept("register"))
        for widget in (self.cell, self.told, self.reason, self.by_form, self.by_register, self.people_title):
            column.addWidget(widget)
        column.addLayout(self.people)
        column.addStretch(1)
        return panel

    # -- page ----------------------------------------------------------------------------------------------------

    def reader(self) -> Callable[[Database], Any]:
        sheet = self.sheet()

        def read(db: Database) -> tuple[list[tuple[int, str, str]], Check | None]:
            wanted = query.Query("organizations", order=("title",))
            kinds = [(row.id, row.values[0]) for row in query.rows(db, wanted, ["kind"])]
            places = [(each, query.title(db, "organizations", each), kind) for each, kind in kinds]
            return places, check(db, sheet) if sheet is not None else None

        return read

    def sheet(self) -> Sheet | None:
        """What the controls say; None while there is no organisation or no day."""
        organization = self.organization.currentData()
        try:
            day = self.day.value()
        except BadValue as error:
            self.message.show_message(str(error))
            return None
        if organization is None or day is None:
            return None
        self.message.clear()
        return Sheet(organization, self.form.currentData(), day, cuts()[self.cut.currentData()])

    def show_found(self, found: Any) -> None:
        places, checked = found
        if places != self._places:
            self._fill(places)
        self.stack.setCurrentIndex(1 if places else 0)
        if checked is None:
            if places and self.sheet() is not None:
                self.ask()
            return
        self._show_check(checked)

    def _fill(self, places: list[tuple[int, str, str]]) -> None:
        chosen = self.organization.currentData()
        self._places = places
        self.organization.clear()
        for each, title, _ in places:
            self.organization.addItem(title, each)
        place = self.organization.findData(chosen)
        self.organization.setCurrentIndex(max(0, place))
        if chosen is None and places:
            self._suggest()

    def _on_organization(self) -> None:
        self._suggest()
        self.ask()

    def _suggest(self) -> None:
        """The usual form of such an organisation and the day it is made for."""
        kind = self._places[self.organization.currentIndex()][2]
        form, (month, day) = _USUAL.get(kind, ("other", (12, 31)))
        self.form.setCurrentIndex(self.form.findData(form))
        self.day.set_value(date(self._context.year, month, day))

    def _show_check(self, found: Check) -> None:
        at = self.grid.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (0, 1)
        self.model.show(found)
        words = QFontMetrics(font("note"))
        self.grid.setColumnWidth(0, 270)
        for place in range(1, self.model.columnCount()):
            title = str(self.model.headerData(place, Qt.Orientation.Horizontal))
            self.grid.setColumnWidth(place, max(_NARROW, words.horizontalAdvance(title) + _ARROW))
        row = row if 0 <= row < self.model.rowCount() else self.model.rowCount() - 1
        self.grid.stand_on(self.model.index(row, min(max(1, column), self.model.columnCount() - 1)))
        differing = len(found.differing())
        stated = len(found.figures)
        self.header.set_count(
            "" if not stated else "сходится" if not differing
            else counted(differing, "расхождение", "расхождения", "расхождений")
        )  # fmt: skip
        self.status.setText(
            f"Введено чисел формы: {stated}. В скобках – число по реестру. Вводите в клетки или вставьте блок из Excel "
            "(Ctrl+V); Delete убирает число формы."
        )
        self._show_cell(self.grid.currentIndex())

    def _show_cell(self, index: QModelIndex) -> None:
        found, key = self.model.found, self.model.key_at(index)
        for widget in (self.reason, self.by_form, self.by_register, self.people_title):
            widget.setVisible(False)
        self._show_people([])
        if found is None or key is None:
            self.cell.setText("")
            self.told.setText("Выберите клетку с числом.")
            return
        figure, ours = self.model.figure(key), self.model.ours(key)
        line = found.table.lines[index.row()].row.title
        self.cell.setText(f"{line}: {key[1]}")
        words = [
            f"По реестру: {number_words(ours)}",
            f"В форме: {number_words(figure.stated) if figure else 'не введено'}",
        ]
        if figure is not None and figure.accepted is not None:
            source = "по форме" if figure.accepted_from == "form" else "по реестру"
            words.append(f"Принято {source}: {number_words(figure.accepted)}")
            if figure.reason:
                words.append(f"Почему: {figure.reason}")
            if figure.counted is not None and figure.counted != ours:
                words.append(f"С тех пор счёт по реестру изменился: было {number_words(figure.counted)}")
        self.told.setText("\n".join(words))
        if figure is not None and figure.stated != ours:
            for widget in (self.reason, self.by_form, self.by_register, self.people_title):
                widget.setVisible(True)
            if key != self._reason_of:  # what is being typed outlives a re-reading
                self._reason_of = key
                self.reason.setText(figure.reason)
            self._gateway.ask(
                lambda db: probable(db, found, *key),
                lambda people: (
                    self._show_people(people) if key == self.model.key_at(self.grid.currentIndex()) else None
                ),
            )

    def _is_at(self, key: Key) -> bool:
        return key == self.model.key_at(self.grid.currentIndex())

    def _show_people(self, people: list[Probable]) -> None:
        while self.people.count():
            item = self.people.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for each in people[:_SHOWN]:
            link = ElidedLink(each.name)
            link.clicked.connect(lambda _=False, each=each: self.go.emit(Place("record:teachers", each.id)))
            self.people.addWidget(link)
            self.people.addWidget(MutedLabel(each.reason, wrap=True))
        if len(people) > _SHOWN:
            more = push_button(f"Все: {len(people)}", "list", "link")
            ids = frozenset(each.id for each in people)
            more.clicked.connect(
                lambda: self.go.emit(Place("register:teachers", only=ids, title="Сверка с формой: вероятные причины"))
            )
            self.people.addWidget(more)
        if not people and self.people_title.isVisibleTo(self):
            self.people.addWidget(MutedLabel("Никого заметного: проверьте должности и места работы.", wrap=True))

    # -- actions -------------------------------------------------------------------------------------------------

    def _write(self, figures: dict[Key, Fraction | None]) -> None:
        sheet = self.sheet()
        if sheet is not None:
            self._gateway.ask(lambda db: state(db, sheet, figures), None, self._refused)

    def _accept(self, source: Source) -> None:
        found, keys, reason = self.model.found, self.grid.chosen(), self.reason.text()
        if found is not None:
            self._gateway.ask(lambda db: accept(db, found, keys, source, reason), self._on_accepted, self._refused)

    def _on_accepted(self, count: int) -> None:
        self.message.clear()
        self.said.emit(f"Принято: {counted(count, 'число', 'числа', 'чисел')}.")

    def _refused(self, error: UserError) -> None:
        self.message.show_message(f"{error.text} {error.hint}")

    def source(self) -> DocumentSource:
        sheet, title = self.sheet(), self.organization.currentText()

        def make(db: Database, _: Any) -> Any:
            from ...reports.library.form_check import document

            if sheet is None:
                raise UserError("Печатать нечего: не выбраны организация и дата.", "Выберите их над таблицей.")
            return document(check(db, sheet), title, date.today())

        return DocumentSource(f"Сверка с формой – {title}", make, Place("form_check"))
