"""«Быстрая запись в журнал»: one line is typed and stored by Enter; the month stands under it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...core.dates import add_months, format_date
from ...core.errors import UserError
from ...core.kinds import BadValue, Choice
from ...core.progress import Progress
from ...registers import REGISTERS
from ...registers.name_matching import Known
from ...reports.document import Document
from ...reports.library import rows_list
from ...storage import records
from ...storage.database import Database
from ...work.people import Finder, jobs_on, known_people, known_places
from ...work.visit_log import Month, Visit, month_words, of_day, read_month, usual_topics
from ..context import Context
from ..documents import DocumentSource
from ..forms.editors import DateEditor, editor_for
from ..forms.people_finder import PeopleFinder
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable
from ..tokens import Space
from ..widgets.basics import FieldMessage, MutedLabel, icon_button, push_button, text_label
from ..widgets.feedback import EmptyState
from .work_page import WorkPage

_SPEC = REGISTERS["visits"]
_METHODOLOGIST = "visit_methodologist"
_COLUMNS = (
    RowColumn("Дата", 100), RowColumn("Вид", 140), RowColumn("Организация", 190), RowColumn("Педагог", 210),
    RowColumn("Тема", 290), RowColumn("Результат"),
)  # fmt: skip


class _Line(QLineEdit):
    """A line whose Enter stores the entry."""

    def __init__(self, name: str, hint: str, stored: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._stored = stored

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._stored()
        else:
            super().keyPressEvent(event)


class VisitLogPage(WorkPage):
    """The strip of a new entry and the month it belongs to."""

    help_key = "visits"
    concerns = frozenset({"visits", "teachers", "organizations", "employments"})
    has_paper = True

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Быстрая запись в журнал", gateway, context)
        self._people: list[Known] | None = None
        self._places: dict[int, Known] = {}
        self._jobs: dict[int, int] = {}
        self._who: Known | None = None
        self._month: Month | None = None
        self.column.addWidget(self._strip())
        bar = QHBoxLayout()
        self.before = icon_button("chevron-left", "Предыдущий месяц (Alt+PgUp)")
        self.after = icon_button("chevron-right", "Следующий месяц (Alt+PgDown)")
        self.month_label = text_label("", "strong")
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.shortcut("Alt+PgUp", lambda: self.turn(-1))
        self.shortcut("Alt+PgDown", lambda: self.turn(1))
        for widget in (self.before, self.month_label, self.after):
            bar.addWidget(widget)
        self.summary = MutedLabel("", wrap=True)
        bar.addWidget(self.summary, 1)
        self.delete_button = push_button("Удалить", "delete", "quiet")
        self.delete_button.setToolTip("Удаляет выбранные записи (Delete); вернуть – Ctrl+Z")
        self.delete_button.clicked.connect(self.delete_chosen)
        bar.addWidget(self.delete_button)
        self.column.addLayout(bar)
        self.model = RowsModel(_COLUMNS)
        self.table = RowsTable(self.model, "Журнал методиста за месяц")
        self.model.setParent(self)
        self.table.opened.connect(lambda row: self.go.emit(row.place))
        self.empty = EmptyState(
            "journal",
            "Здесь будут записи месяца: выберите вид, наберите, кто или где, и тему – и нажмите Enter. "
            "Прошлые месяцы – стрелкой слева (Alt+PgUp).",
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.column.addWidget(self.stack, 1)
        self.shortcut("Delete", self.delete)
        self.shortcut("Ctrl+S", self.store)
        self._first = date.today().replace(day=1)

    def _strip(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("frame", "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.XS)
        day = editor_for(_SPEC.by_name["held_on"].kind, _SPEC.by_name["held_on"], self._gateway)
        assert isinstance(day, DateEditor)
        self.day = day
        self.kind = QComboBox()
        self.kind.setAccessibleName("Вид")
        kind = _SPEC.by_name["kind"].kind
        assert isinstance(kind, Choice)
        for code, label in kind.dictionary.labels.items():
            self.kind.addItem(label, code)
        self.who = PeopleFinder()
        self.who.setAccessibleName("Кто или где")
        self.who.setPlaceholderText("Фамилия или организация – любая часть")
        self.who.chosen.connect(self.take)
        self.who.textEdited.connect(lambda _: self._forget())
        self.topic = _Line("Тема", "О чём", self.store)
        self._topics = QStringListModel(self)
        completer = QCompleter(self._topics, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.topic.setCompleter(completer)
        self.result = _Line("Результат", "Результат (если есть)", self.store)
        self.methodologist = _Line("Методист", "Методист", self.store)
        self.add_button = push_button("Записать", "add", "primary")
        self.add_button.setToolTip("Enter в поле темы")
        self.add_button.clicked.connect(self.store)
        for place, (name, widget) in enumerate(
            (("Вид", self.kind), ("Кто или где", self.who), ("Тема", self.topic), ("Дата", self.day))
        ):
            grid.addWidget(text_label(name, "field"), 0, place)
            grid.addWidget(widget, 1, place)
        grid.addWidget(self.add_button, 1, 4)
        self.chosen = MutedLabel("", wrap=True)
        grid.addWidget(self.methodologist, 2, 0)
        grid.addWidget(self.chosen, 2, 1)
        grid.addWidget(self.result, 2, 2, 1, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 4)
        column.addLayout(grid)
        self.message = FieldMessage()
        column.addWidget(self.message)
        return frame

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Any) -> None:
        super().arrive(place)
        self.day.set_value(date.today())
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, registers: frozenset[str]) -> None:
        if registers & {"teachers", "organizations", "employments"}:
            self._people = None
        super()._on_changed(registers)

    def reader(self) -> Callable[[Database], Any]:
        first, has_people = self._first, self._people is not None

        def read(db: Database) -> Any:
            on = date.today()
            people = None
            if not has_people:
                jobs = {each: job.organization_id for each, job in jobs_on(db, on).items()}
                people = (known_people(db, on), known_places(db), jobs)
            return read_month(db, first), usual_topics(db), people, db.setting(_METHODOLOGIST, "")

        return read

    def show_found(self, found: Any) -> None:
        month, topics, people, methodologist = found
        self._month = month
        if people is not None:
            self._people, places, self._jobs = people
            self._places = {each.id: each for each in places}
            self.who.set_people(Finder.of([*people[0], *places]))
        self._topics.setStringList(topics)
        if not self.methodologist.text():
            self.methodologist.setText(methodologist)
        self.month_label.setText(month_words(month.first).capitalize())
        today = of_day(month.visits, date.today())
        words = month.words()
        self.summary.setText(f"Сегодня: {today} · {words}" if today else words)
        self.model.show([Row(_values(each), each.id, Place("record:visits", each.id)) for each in month.visits])
        self.stack.setCurrentWidget(self.table if month.visits else self.empty)
        self.delete_button.setVisible(bool(month.visits))

    def turn(self, months: int) -> None:
        """Another month."""
        self._first = add_months(self._first, months)
        self.ask()

    # -- the entry -----------------------------------------------------------------------------------------------

    def take(self, who: Known) -> None:
        """The person or organisation found by typing."""
        self._who = who
        place = "" if who.id in self._places else who.note
        self.chosen.setText(f"{who.title}{f' – {place}' if place else ''}")
        self.topic.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self._who = None
        self.chosen.setText("")

    def store(self) -> None:
        """Writes the entry and is ready for the next one."""
        try:
            held_on = self.day.value()
        except BadValue as error:
            self.message.show_message(f"Дата: {error}.")
            return
        who = self._who
        if who is None and self.who.text().strip():
            self.message.show_message("Выберите человека или организацию из списка или очистите поле.")
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        is_place = who is not None and who.id in self._places
        place = None if who is None else who.id if is_place else self._jobs.get(who.id)
        methodologist = self.methodologist.text().strip()
        values = {
            "held_on": held_on, "kind": self.kind.currentData(), "topic": self.topic.text().strip() or None,
            "organization_id": place, "teacher_id": None if who is None or is_place else who.id,
            "methodologist": methodologist or None, "result": self.result.text().strip() or None,
        }  # fmt: skip

        def work(db: Database) -> int:
            saved = records.save(db, _SPEC, values)
            if methodologist != db.setting(_METHODOLOGIST, ""):
                db.set_setting(_METHODOLOGIST, methodologist)
            return saved

        self._gateway.ask(work, lambda _: self._on_stored(held_on), self._on_refused)

    def _on_stored(self, held_on: date) -> None:
        self.message.clear()
        self._forget()
        for line in (self.who, self.topic, self.result):
            line.clear()
        self._first = held_on.replace(day=1)
        self.ask()
        self.said.emit(f"Записано: {self.kind.currentText()}, {format_date(held_on)}.")
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: UserError) -> None:
        self.message.show_message(error.text)
        self.topic.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self) -> None:
        """The key works in the table only: in a line it removes letters."""
        if self.table.hasFocus():
            self.delete_chosen()

    def delete_chosen(self) -> None:
        """Removes the chosen entries; Ctrl+Z brings them back."""
        chosen = [row.key for row in self.table.chosen()]
        if chosen:
            self._gateway.ask(
                lambda db: records.delete(db, _SPEC, chosen), lambda count: self.said.emit(f"Удалено записей: {count}.")
            )

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        first = self._first

        def build(db: Database, _: Progress) -> Document:
            month = read_month(db, first)
            columns = tuple((column.title, column.width or 150) for column in _COLUMNS)
            rows = tuple(_values(each) for each in reversed(month.visits))
            below = (f"{month.words()}.",) if month.visits else ()
            sheet = rows_list.Sheet(_SPEC.title, columns, rows, (f"за {month_words(first)}",), below)
            return rows_list.build(sheet, date.today())

        return DocumentSource(f"{_SPEC.title}, {month_words(first)}", build, Place("visit_log"))


def _values(visit: Visit) -> tuple[Any, ...]:
    return visit.held_on, visit.kind, visit.organization, visit.person, visit.topic, visit.result
