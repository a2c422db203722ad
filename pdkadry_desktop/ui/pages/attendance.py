"""«Явка»: the list of an event is prefilled, the absent are unticked, everybody is written in one action."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget

from ...core.dates import format_date
from ...core.errors import UserError
from ...core.kinds import Choice
from ...core.progress import Progress
from ...core.text import fold
from ...registers import REGISTERS
from ...registers.name_matching import Known
from ...reports.document import Document
from ...reports.library import rows_list
from ...storage.database import Database
from ...work import attendance as work
from ...work.attendance import Event, Person, Saved
from ...work.people import Finder, known_people
from ..context import Context
from ..documents import DocumentSource
from ..forms.link_editor import LinkEditor
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable
from ..widgets.basics import MutedLabel, push_button, text_label
from ..widgets.feedback import EmptyState, ErrorBanner
from .attendance_sources import AttendanceSources, Reading
from .work_page import WorkPage

_SPEC = REGISTERS["attendances"]
_COLUMNS = (
    RowColumn("Участник", 280), RowColumn("Организация", 240), RowColumn("Должность", 200), RowColumn("Роль", 130),
    RowColumn("Запись"),
)  # fmt: skip


class AttendancePage(WorkPage):
    """The list of one event."""

    help_key = "attendances"
    concerns = frozenset({"activities", "attendances", "teachers", "employments", "communities", "memberships"})
    has_paper = True

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Явка на мероприятие", gateway, context)
        self.held: Event | None = None
        self.people: list[Person] = []
        self._known: list[Known] | None = None
        self._is_changed = False
        sheet = self.header.add_action("Лист регистрации", "document")
        sheet.setToolTip("Все из списка, с местом для подписи")
        sheet.clicked.connect(lambda: self.go.emit(Place("document", detail=self.registration())))
        self.save_button = self.header.set_primary("Записать явку", "save")
        self.save_button.setToolTip("Ctrl+S")
        self.save_button.clicked.connect(self.save)
        self.banner = ErrorBanner()
        self.banner.action_triggered.connect(self._give_up)
        self.column.addWidget(self.banner)
        self.column.addLayout(self._event_bar())
        self.sources = AttendanceSources(gateway)
        self.sources.listed.connect(self.take_source)
        self.sources.finder.chosen.connect(self.add_person)
        self.sources.named.connect(self.add_guest)
        self.column.addWidget(self.sources)
        self.column.addLayout(self._list_bar())
        self.model = RowsModel(_COLUMNS, has_marks=True)
        self.table = RowsTable(self.model, "Участники мероприятия")
        self.model.setParent(self)
        self.model.marked.connect(self._on_marked)
        self.table.opened.connect(lambda row: self.go.emit(row.place) if row.place is not None else None)
        self.empty = EmptyState(
            "event", "Здесь будет список участников: выберите мероприятие, затем возьмите список членов сообщества, "
            "работников организации или другого мероприятия и снимите отметки с тех, кто не пришёл.",
        )  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.table)
        self.column.addWidget(self.stack, 1)
        self.foot = self.foot_line()
        self.shortcut("Ctrl+S", self.save)
        self._show()

    def _event_bar(self) -> QHBoxLayout:
        self.event_editor = LinkEditor(_SPEC.by_name["activity_id"], "activities", self._gateway)
        self.event_editor.edited.connect(self._on_event)
        self.about = MutedLabel("")
        row = QHBoxLayout()
        row.addWidget(text_label("Мероприятие", "field"))
        row.addWidget(self.event_editor, 3)
        row.addWidget(self.about, 2)
        return row

    def _list_bar(self) -> QHBoxLayout:
        """What is done with the whole list or with its chosen rows."""
        self.role = QComboBox()
        self.role.setAccessibleName("Роль выбранных строк")
        kind = _SPEC.by_name["role"].kind
        assert isinstance(kind, Choice)
        self._roles = kind.dictionary.labels
        for code, label in self._roles.items():
            self.role.addItem(f"роль: {label}", code)
        give = push_button("Дать роль", "check")
        give.setToolTip("Даёт роль строкам, выбранным в таблице (Ctrl+R)")
        give.clicked.connect(self.give_role)
        self.shortcut("Ctrl+R", self.give_role)
        every = push_button("Отметить все", "check", "quiet")
        every.clicked.connect(lambda: self.model.mark_all(True))
        nobody = push_button("Снять отметки", "cancel", "quiet")
        nobody.clicked.connect(lambda: self.model.mark_all(False))
        paste = push_button("Вставить список ФИО", "copy", "quiet")
        paste.clicked.connect(self._paste)
        self._of_people = (every, nobody, self.role, give)
        row = QHBoxLayout()
        for each in (*self._of_people, paste):
            row.addWidget(each)
        row.addStretch(1)
        return row

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        self.place = place
        self.banner.clear()
        if place.record_id is not None and (self.held is None or place.record_id != self.held.id):
            self.event_editor.set_value(place.record_id)
            self._is_changed = False
        if not self._is_changed:
            self.ask()

    def may_leave(self) -> bool:
        if not self._is_changed:
            return True
        self.banner.show_error("Явка ещё не записана.", "Запишите её (Ctrl+S) или откажитесь от отметок.", "Отказаться")
        return False

    def _give_up(self) -> None:
        self._is_changed = False
        self.banner.clear()
        if self.wanted is not None:
            self.go_on()
        else:
            self.ask()

    def show_gone(self, error: UserError) -> None:
        """The event was removed: an empty page asks for another."""
        self.held, self.people, self._is_changed = None, [], False
        self.event_editor.set_value(None)
        self._show([])
        self.banner.show_error(error.text, error.hint, tone="warn")

    def later(self) -> None:
        if not self._is_changed:
            super().later()

    def _on_event(self) -> None:
        if self.event_editor.chosen() is not None:
            self._is_changed = False
            self.ask()

    def reader(self) -> Callable[[Database], Any]:
        chosen = self.event_editor.chosen()
        wanted = chosen.id if chosen is not None else None
        has_people = self._known is not None

        def read(db: Database) -> Any:
            event = work.read_event(db, wanted) if wanted is not None else None
            return event, None if has_people else known_people(db, date.today())

        return read

    def show_found(self, found: Any) -> None:
        event, known = found
        if known is not None:
            self._known = known
            self.sources.finder.set_people(Finder.of(known))
        self.held = event
        self._is_changed = False
        if event is None:
            self.people = []
        else:
            self.people = work.merged(event.recorded, () if event.recorded else event.members)
        self._show(None if event is None else {person.key for person in self.people})
        (self.event_editor if event is None else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, registers: frozenset[str]) -> None:
        if registers & {"teachers", "employments"}:
            self._known = None
        super()._on_changed(registers)

    def _show(self, present: Collection[int | str] | None = None) -> None:
        rows = []
        for person in self.people:
            place = Place("record:teachers", person.teacher_id) if person.teacher_id is not None else None
            values = (
                person.name, person.organization, person.position, self._roles[person.role],
                "записан" if person.record_id is not None else "новый",
            )  # fmt: skip
            rows.append(Row(values, person.key, place))
        was_changed = self._is_changed
        self.model.show(rows, None if present is None else list(present))
        self._is_changed = was_changed
        self.stack.setCurrentWidget(self.table if self.people else self.empty)
        event = self.held
        self.about.setText("" if event is None else ", ".join(x for x in (format_date(event.on), event.venue) if x))
        self._say()

    def _on_marked(self) -> None:
        self._is_changed = self.held is not None
        self._say()

    def _say(self) -> None:
        marks = set(self.model.marks())
        gone = sum(1 for person in self.people if person.record_id is not None and person.key not in marks)
        absent = len(self.people) - len(marks)
        parts = [f"В списке: {len(self.people)}", f"пришли: {len(marks)}", f"не отмечены: {absent}"]
        if gone:
            parts.append(f"будет убрано записей: {gone}")
        self.foot.setText(" · ".join(parts) if self.people else "")
        self.save_button.setText(f"Записать явку: {len(marks)}" if self.people else "Записать явку")
        self.save_button.setEnabled(self.held is not None and bool(self.people))
        for button in self._of_people:
            button.setEnabled(bool(self.people))

    # -- the list ------------------------------------------------------------------------------------------------

    def _add(self, more: tuple[Person, ...]) -> None:
        marks = set(self.model.marks())
        before = {person.key for person in self.people}
        self.people = work.merged(self.people, more)
        self._is_changed = True
        self._show(marks | {person.key for person in self.people if person.key not in before})

    def _needs_event(self) -> bool:
        if self.held is None:
            self.banner.show_error("Мероприятие не выбрано.", "Выберите его в поле «Мероприятие».", tone="warn")
        return self.held is None

    def take_source(self, read: Reading, source: int) -> None:
        """Adds the people of the chosen community, organisation or event."""
        if self._needs_event() or self.held is None:
            return
        on = self.held.on

        def done(found: tuple[Person, ...]) -> None:
            known = {person.key for person in self.people}
            self._add(found)
            self.said.emit(f"В список добавлено: {sum(1 for person in found if person.key not in known)}.")

        self._gateway.ask(lambda db: read(db, source, on), done)

    def add_person(self, who: Known) -> None:
        """Adds a person found by typing."""
        if not self._needs_event() and self.held is not None:
            on = self.held.on
            self._gateway.ask(lambda db: work.of_people(db, [who.id], on), self._add)

    def add_guest(self, guest: Person) -> None:
        """Adds somebody without a card."""
        if not self._needs_event():
            self.sources.guest.clear()
            self._add((guest,))

    def give_role(self) -> None:
        """Gives the role to the chosen rows."""
        keys = {row.key for row in self.table.chosen()}
        role = self.role.currentData()
        self.people = [replace(person, role=role) if person.key in keys else person for person in self.people]
        self._is_changed = self._is_changed or bool(keys)
        self._show()

    def _paste(self) -> None:
        if not self._needs_event() and self.held is not None and self.may_leave():
            self.go.emit(Place(f"names:{_SPEC.key}", preset={"activity_id": self.held.id}))

    def save(self) -> None:
        """Writes the list in one action."""
        event, people, marks = self.held, list(self.people), set(self.model.marks())
        if event is None or not people:
            return
        self._gateway.ask(lambda db: work.save_attendance(db, event, people, marks), self._on_saved, self._on_refused)

    def _on_saved(self, done: Saved) -> None:
        self._is_changed = False
        self.banner.clear()
        removed = f", убрано: {done.removed}" if done.removed else ""
        changed = f", изменено: {done.changed}" if done.changed else ""
        is_same = not (done.added or done.changed or done.removed)
        same, told = "Явка уже записана: ничего не изменилось.", f"Явка записана: добавлено {done.added}"
        self.said.emit(same if is_same else f"{told}{changed}{removed}.")
        self.ask()

    def _on_refused(self, error: UserError) -> None:
        self.banner.show_error(error.text, error.hint)

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        """Those who came."""
        marks = set(self.model.marks())
        people = [person for person in self.people if person.key in marks]
        rows = tuple((person.name, person.organization, person.position, self._roles[person.role]) for person in people)
        columns = (("Фамилия, имя, отчество", 240), ("Организация", 220), ("Должность", 160), ("Роль", 100))
        return self._paper("Список участников", columns, rows)

    def registration(self) -> DocumentSource:
        """Everybody of the list, to be signed at the door."""
        people = sorted(self.people, key=lambda person: fold(person.name))
        rows = tuple((person.name, person.organization, person.position) for person in people)
        columns = (("Фамилия, имя, отчество", 220), ("Организация", 200), ("Должность", 140))
        return self._paper("Лист регистрации", columns, rows, (("Подпись", 90),))

    def _paper(
        self, title: str, columns: tuple[tuple[str, int], ...], rows: tuple[Any, ...],
        blank: tuple[tuple[str, int], ...] = (),
    ) -> DocumentSource:  # fmt: skip
        event = self.held
        above = () if event is None else (event.title, self.about.text())
        sheet = rows_list.Sheet(title, columns, rows, above, blank=blank, is_upright=True)

        def build(db: Database, _: Progress) -> Document:
            return rows_list.build(sheet, date.today())

        name = title if event is None else f"{title} – {event.title}"
        return DocumentSource(name, build, Place("attendance", None if event is None else event.id))
