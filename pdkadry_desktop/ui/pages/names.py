"""«Вставить список ФИО»: what all have in common, the pasted names, who each is – and one change adds them all."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QPlainTextEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ...core.errors import UserError
from ...core.kinds import Text
from ...core.register import FieldSpec, RegisterSpec
from ...core.text import counted
from ...registers import REGISTERS
from ...registers.name_matching import Certainty, Known, Match, Matcher, names_in
from ...storage import bulk, query
from ...storage.bulk import Added
from ...storage.database import Database
from ..forms.form import RecordForm
from ..gateway import Gateway
from ..places import Place
from ..tokens import Space, Tone
from ..widgets.badge import Badge
from ..widgets.basics import CardFrame, MutedLabel, text_label
from ..widgets.feedback import ErrorBanner
from ..widgets.header import PageHeader
from .page import Page

_PAUSE = 300  # ms after the last key before the names are looked up
_PERSON = "teacher_id"
_SKIP, _GUEST = "skip", "guest"
_STATES: dict[Certainty, tuple[str, Tone]] = {
    "found": ("найден", "good"), "likely": ("проверьте", "warn"), "doubtful": ("кто это?", "warn"),
    "missing": ("не найден", "bad"),
}  # fmt: skip
_ASKED: tuple[Certainty, ...] = ("doubtful", "missing", "likely", "found")  # what needs a look stands first


def takes_names(spec: RegisterSpec) -> bool:
    """Whether records of a register are about one person each."""
    field = spec.by_name.get(_PERSON)
    return (
        field is not None
        and field.link == "teachers"
        and not (spec.by_name.get("code") and spec.by_name["code"].required)
    )


def guest_field(spec: RegisterSpec) -> FieldSpec | None:
    """The field for a participant without a card."""
    field = spec.by_name.get("participant_name")
    return field if field is not None and isinstance(field.kind, Text) else None


class NamesPage(Page):
    """Adds many records of a register, one for each pasted name."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway) -> None:
        super().__init__()
        self.spec, self._gateway = spec, gateway
        self.help_key = spec.key
        self._guest = guest_field(spec)
        self._asked = 0
        self.choices: list[tuple[Match, QComboBox]] = []
        self.header = PageHeader(f"{spec.title}: список ФИО")
        back = self.header.add_action("К списку", "list")
        back.clicked.connect(lambda: self.go.emit(Place(f"register:{spec.key}")))
        self.add_button = self.header.set_primary("Добавить", "add")
        self.add_button.setToolTip("Ctrl+S")
        self.add_button.clicked.connect(self.add)
        self.column.addWidget(self.header)
        self.banner = ErrorBanner()
        self.column.addWidget(self.banner)
        without = {_PERSON, self._guest.name} if self._guest else {_PERSON}
        self.form = RecordForm(spec, gateway, columns=1, without=without)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.form)
        split.addWidget(self._list())
        split.setSizes([420, 700])
        self.column.addWidget(split, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.look_up)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.add)
        self._show_count()

    def _list(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        card = CardFrame("Кого добавить")
        card.body.addWidget(MutedLabel("Вставьте список из Excel или Word: по одному человеку в строке", wrap=True))
        self.names = QPlainTextEdit()
        self.names.setAccessibleName("Список ФИО")
        self.names.setPlaceholderText("Ёлкина Анна Петровна\nБерёзов П. И.")
        self.names.setFixedHeight(130)
        self.names.setTabChangesFocus(True)
        self.names.textChanged.connect(lambda: self._timer.start())
        card.body.addWidget(self.names)
        self.summary = MutedLabel("", wrap=True)
        card.body.addWidget(self.summary)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        card.body.addWidget(self._scroll, 1)
        column.addWidget(card)
        return side

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        self.banner.clear()
        if place.preset or not self.names.toPlainText():
            self.form.load(dict(place.preset))
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        if not self.names.toPlainText().strip():
            return True
        self.banner.show_error("Список ещё не добавлен.", "Добавьте его (Ctrl+S) или очистите поле со списком.")
        return False

    def look_up(self) -> None:
        """Finds who stands in the list."""
        self._asked += 1
        asked, names = self._asked, names_in(self.names.toPlainText())

        def work(db: Database) -> list[Match]:
            if not names:
                return []
            matcher = Matcher(_people(db))
            return [matcher.match(name) for name in names]

        self._gateway.ask(work, lambda found: self._show(found) if asked == self._asked else None)

    def _show(self, found: list[Match]) -> None:
        body = QWidget()
        body.setProperty("plain", True)
        grid = QGridLayout(body)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 3)
        grid.setVerticalSpacing(Space.XS)
        self.choices = []
        for row, match in enumerate(sorted(found, key=lambda match: _ASKED.index(match.certainty))):
            word, tone = _STATES[match.certainty]
            combo = self._combo(match)
            grid.addWidget(text_label(match.text, wrap=True), row, 0)
            grid.addWidget(Badge(word, tone), row, 1)
            grid.addWidget(combo, row, 2)
            self.choices.append((match, combo))
        grid.setRowStretch(len(found), 1)
        self._scroll.setWidget(body)
        self._show_count()

    def _combo(self, match: Match) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(f"Кто это: {match.text}")
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(24)
        if match.certainty in ("doubtful", "missing"):
            combo.addItem("выберите", None)
        for person in match.people:
            combo.addItem(f"{person.title} – {person.note}" if person.note else person.title, person.id)
        if self._guest is not None:
            combo.addItem("записать без карточки", _GUEST)
        combo.addItem("не добавлять", _SKIP)
        combo.activated.connect(lambda _: self._show_count())
        return combo

    def _show_count(self) -> None:
        ready = [combo for _, combo in self.choices if combo.currentData() not in (None, _SKIP)]
        open_left = sum(1 for _, combo in self.choices if combo.currentData() is None)
        asked = f" · выберите, кто это: {open_left}" if open_left else ""
        self.summary.setText(
            f"В списке: {len(self.choices)} · будет добавлено: {len(ready)}{asked}" if self.choices else ""
        )
        words = counted(len(ready), *self.spec.forms_of_count)
        self.add_button.setText(f"Добавить {words}" if ready else "Добавить")
        self.add_button.setEnabled(bool(ready) and not open_left)

    # -- action --------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Writes the records; those that are there already are left out and told."""
        if not self.add_button.isEnabled():
            return
        shared, problems = self.form.read()
        rows = [{**shared, **self._who(match, combo)} for match, combo in self.choices if combo.currentData() != _SKIP]
        own = set(self.form.boxes)
        wrong = [each for each in problems if each.severity == "error" and each.field in own]
        self.form.show_problems(wrong)
        if wrong:
            self.banner.show_error("Список не добавлен.", "Исправьте отмеченные поля.")
            return
        self._gateway.ask(lambda db: bulk.add_rows(db, self.spec, rows), self._on_added, self._on_refused)

    def _who(self, match: Match, combo: QComboBox) -> dict[str, Any]:
        if combo.currentData() == _GUEST and self._guest is not None:
            return {_PERSON: None, self._guest.name: match.text}
        return {_PERSON: combo.currentData()}

    def _on_added(self, done: Added) -> None:
        self.banner.clear()
        self.names.clear()
        self.form.load({})
        self._show([])
        present = f" Уже были: {done.present}." if done.present else ""
        self.said.emit(f"Добавлено: {counted(done.added, *self.spec.forms_of_count)}.{present}")
        self.go.emit(Place(f"register:{self.spec.key}"))

    def _on_refused(self, error: UserError) -> None:
        self.banner.show_error(error.text, error.hint)


def _people(db: Database) -> list[Known]:
    """All people with what tells namesakes apart: their place of work, else the year of birth."""
    places: dict[int, str] = {}
    for row in query.rows(db, query.Query("employments"), ["teacher_id", "organization_id"]):
        places.setdefault(row.values[0].id, str(row.values[1]))
    names = ["last_name", "first_name", "middle_name", "born_on"]
    found = []
    for row in query.rows(db, query.Query(REGISTERS["teachers"].key), names):
        last, first, middle, born = row.values
        note = places.get(row.id) or (f"{born.year} г. р." if born else "")
        found.append(Known(row.id, last, first, middle or "", note))
    return found
