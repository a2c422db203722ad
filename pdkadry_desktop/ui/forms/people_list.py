"""Who is meant: people typed by any part of the name or pasted as a list; what is doubtful is asked line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...core.kinds import BadValue
from ...core.register import RegisterSpec
from ...registers.name_matching import Certainty, Known, Match, Matcher
from ...storage import bulk
from ...storage.database import Database
from ...work.listed import PERSON, Listed, guest_field, name_parts
from ...work.pasted import PLACE, Pasted, PastedLine, cell_value, guessed, meanings, read_pasted
from ...work.people import Finder, known_people
from ..gateway import Gateway
from ..tokens import Space, Tone
from ..undo_keys import UndoKeys
from ..widgets.badge import Badge
from ..widgets.basics import MutedLabel, text_label
from ..widgets.flow import FlowLayout
from .people_finder import GUEST, NEW, SKIP, Candidate, PeopleFinder, who_combo, who_search

_PAUSE = 300  # ms after the last key before the names are looked up
_STATES: dict[Certainty, tuple[str, Tone]] = {
    "found": ("найден", "good"), "likely": ("проверьте", "warn"), "doubtful": ("кто это?", "warn"),
    "missing": ("не найден", "bad"),
}  # fmt: skip
_ASKED: tuple[Certainty, ...] = ("doubtful", "missing", "likely", "found")  # what needs a look stands first
_SIDE_BY_SIDE = 4  # candidates shown as buttons
_CONCERNS = frozenset({"teachers", "employments", "organizations"})


@dataclass
class _Line:
    """A line of the list on the screen."""

    match: Match
    combo: QComboBox
    badge: Badge
    values: Mapping[str, Any]
    problem: str
    is_present: bool


@dataclass(frozen=True)
class _Found:
    matches: list[tuple[Match, PastedLine]]
    present: frozenset[int]  # people who have such a record already
    people: list[Known] | None  # read anew


class PeopleList(QWidget):
    """The people of one action. ``shared``: what all records have in common, to notice those that are there already.

    Signals: ``changed()`` after every change of who is chosen.
    """

    changed = Signal()

    def __init__(self, spec: RegisterSpec, gateway: Gateway, shared: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__()
        self.spec, self._gateway, self._shared = spec, gateway, shared
        self._has_guests = guest_field(spec) is not None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.look_up)
        self._asked = 0
        self._people: list[Known] | None = None
        self._picked: list[Known] = []
        self._answers: dict[str, Any] = {}
        self._searched: dict[str, tuple[Known, ...]] = {}  # found by typing for a name of the list
        self._pasted = Pasted()
        self.lines: list[_Line] = []
        self.columns: list[QComboBox] = []
        self.finder = PeopleFinder()
        self.finder.chosen.connect(self.pick)
        self.names = QPlainTextEdit()
        self.names.setAccessibleName("Список ФИО")
        self.names.setPlaceholderText("Ёлкина Анна Петровна\nБерёзов П. И.")
        self.names.setFixedHeight(96)
        self.names.setTabChangesFocus(True)
        self.names.textChanged.connect(lambda: self._timer.start())
        UndoKeys(self.names)
        self._columns_area = QWidget()
        self._columns_row = FlowLayout(self._columns_area)
        self._columns_area.hide()
        self.summary = MutedLabel("", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.finder)
        hint = "Или вставьте список из Excel или Word: по одному человеку в строке, столбцы рядом тоже прочитаются"
        column.addWidget(MutedLabel(hint, wrap=True))
        column.addWidget(self.names)
        column.addWidget(self._columns_area)
        column.addWidget(self.summary)
        column.addWidget(self._scroll, 1)
        gateway.changed.connect(self._on_changed)

    # -- what is asked for ---------------------------------------------------------------------------------------

    @property
    def choices(self) -> list[tuple[Match, QComboBox]]:
        """Each line with the control that says who it is."""
        return [(line.match, line.combo) for line in self.lines]

    def is_empty(self) -> bool:
        return not self._picked and not self.names.toPlainText().strip()

    def is_ready(self) -> bool:
        """Something will be written and nothing is left to ask."""
        return bool(self.listed()) and not self.left_to_ask()

    def left_to_ask(self) -> int:
        return sum(1 for line in self.lines if line.combo.currentData() is None or self._hinders(line))

    def listed(self) -> list[Listed]:
        """Who is chosen, with the values of the columns; nobody stands there twice."""
        found: list[Listed] = []
        seen: set[Any] = set()
        for line in self.lines:
            data = line.combo.currentData()
            if data in (None, SKIP) or (isinstance(data, int) and data in seen):
                continue
            seen.add(data)
            if data == GUEST:
                found.append(Listed(guest=line.match.text, values=line.values))
            elif data == NEW:
                found.append(Listed(new_name=line.match.text, values=line.values))
            else:
                found.append(Listed(teacher_id=data, values=line.values))
        return found

    def clear(self) -> None:
        """An empty list for the next action."""
        self._picked, self._answers, self._searched = [], {}, {}
        self.names.clear()
        self.finder.clear()
        self.look_up()

    def pick(self, person: Known) -> None:
        """Adds a person found by typing."""
        if person not in self._picked:
            self._picked.append(person)
        self.look_up()
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    def later(self) -> None:
        """What all have in common has changed: who is there already is asked again."""
        self._timer.start()

    # -- looking up ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Reads the people, so that typing finds them at once."""
        if self._people is None:
            self.look_up()

    def _on_changed(self, registers: frozenset[str]) -> None:
        if registers & _CONCERNS:
            self._people = None
        if registers & (_CONCERNS | {self.spec.key}) and self.isVisible():
            self._timer.start()

    def look_up(self) -> None:
        """Finds who stands in the list."""
        self._asked += 1
        asked, people, spec = self._asked, self._people, self.spec
        pasted = read_pasted(self.names.toPlainText())
        if [column.heading for column in pasted.columns] != [column.heading for column in self._pasted.columns] or len(
            self.columns
        ) != len(pasted.columns):
            self._show_columns(pasted)
        self._pasted = pasted
        picked, shared = list(self._picked), dict(self._shared())
        place = next((at for at, combo in enumerate(self.columns) if combo.currentData() == PLACE), -1)

        def work(db: Database) -> _Found:
            known = people if people is not None else known_people(db, date.today())
            by_id = {each.id: each for each in known}
            matcher = Matcher(known)
            found = [(Match(each.title, "found", (each,)), PastedLine(each.title, 0)) for each in picked]
            for line in pasted.lines:
                where = line.cells[place] if 0 <= place < len(line.cells) else ""
                found.append((matcher.match(line.name, where), line))
            wanted = sorted({each.id for match, _ in found for each in match.people} & by_id.keys())
            there = bulk.present(db, spec, [{**shared, PERSON: each} for each in wanted]) if wanted else []
            present = frozenset(each for each, is_there in zip(wanted, there, strict=True) if is_there)
            return _Found(found, present, known if people is None else None)

        self._gateway.ask(work, lambda found: self._show(found) if asked == self._asked else None)

    def _show_columns(self, pasted: Pasted) -> None:
        while (item := self._columns_row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self.columns = []
        for column, meaning in zip(pasted.columns, guessed(self.spec, pasted.columns), strict=True):
            title = column.heading or ", ".join(column.examples[:2])
            combo = QComboBox()
            combo.setAccessibleName(f"Что в столбце «{title}»")
            combo.setToolTip(f"В столбце: {'; '.join(column.examples)}")
            combo.addItem("не брать", None)
            combo.addItem("организация", PLACE)
            for field in meanings(self.spec):
                combo.addItem(field.label, field.name)
            combo.setCurrentIndex(max(0, combo.findData(meaning)))
            combo.setMaximumWidth(200)
            combo.activated.connect(lambda _: self.look_up())
            label = text_label(f"Столбец «{title[:28]}…»" if len(title) > 30 else f"Столбец «{title}»", "field")
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, Space.S, 0)
            row.addWidget(label)
            row.addWidget(combo)
            self._columns_row.addWidget(pair)
            self.columns.append(combo)
        self._columns_area.setVisible(bool(self.columns))

    def _values(self, cells: Sequence[str]) -> tuple[dict[str, Any], str]:
        values: dict[str, Any] = {}
        for cell, combo in zip(cells, self.columns, strict=False):
            meaning = combo.currentData()
            if meaning in (None, PLACE) or not cell:
                continue
            field = self.spec.by_name[meaning]
            try:
                values[meaning] = cell_value(field, cell)
            except BadValue as error:
                return values, f"{field.label} «{cell}»: {error}"
        return values, ""

    def _show(self, found: _Found) -> None:
        if found.people is not None:
            self._people = found.people
            self.finder.set_people(Finder.of(found.people))
        body = QWidget()
        body.setProperty("plain", True)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, Space.S, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 2)
        grid.setColumnMinimumWidth(1, 104)
        grid.setVerticalSpacing(Space.XS)
        self.lines = []
        row = 0
        for match, pasted in sorted(found.matches, key=lambda each: _ASKED.index(each[0].certainty)):
            values, problem = self._values(pasted.cells)
            first = match.people[0].id if match.people else 0
            is_present = len(match.people) == 1 and first in found.present
            word, tone = _STATES[match.certainty]
            line = _Line(match, self._combo(match, is_present), Badge(word, tone), values, problem, is_present)
            told = f"{match.text}\n{problem}" if problem else match.text
            grid.addWidget(text_label(told, wrap=True), row, 0)
            grid.addWidget(line.badge, row, 1)
            grid.addWidget(line.combo, row, 2)
            row += 1
            if match.certainty == "doubtful" and len(match.people) <= _SIDE_BY_SIDE:
                grid.addWidget(self._candidates(line), row, 0, 1, 3)
                row += 1
            elif match.certainty == "missing":
                grid.addWidget(self._search(line), row, 2)
                row += 1
            self.lines.append(line)
        grid.setRowStretch(row, 1)
        self._scroll.setWidget(body)
        self._on_choice()

    def _combo(self, match: Match, is_present: bool) -> QComboBox:
        combo = who_combo(
            match, "Кто это", found=self._searched.get(match.text, ()), may_be_guest=self._has_guests,
            may_be_new=name_parts(match.text) is not None and match.certainty != "found",
        )  # fmt: skip
        combo.setToolTip(match.people[0].note if len(match.people) == 1 else "")
        kept = combo.findData(self._answers.get(match.text, SKIP if is_present else combo.itemData(0)))
        combo.setCurrentIndex(max(0, kept))
        combo.activated.connect(lambda _, text=match.text, own=combo: self._on_answer(text, own.currentData()))
        return combo

    def _candidates(self, line: _Line) -> QWidget:
        """The candidates side by side: one press says who it is."""
        area = QWidget()
        flow = FlowLayout(area, Space.XS)
        flow.setContentsMargins(Space.L, 0, 0, Space.XS)
        for person in line.match.people:
            former = f" (прежде {', '.join(person.former)})" if person.former else ""
            button = Candidate(f"{person.title}{former} – {person.note}")
            button.setToolTip(f"В списке «{line.match.text}» – это {person.title}, {person.note}")
            button.clicked.connect(lambda _=False, each=person.id: self._answer(line, each))
            flow.addWidget(button)
        return area

    def _search(self, line: _Line) -> QWidget:
        """Finds by typing somebody whom the list names otherwise."""
        text, combo = line.match.text, line.combo

        def taken(person: Known) -> None:
            self._searched[text] = (person,)
            self._on_answer(text, person.id)

        return who_search(combo, line.match, Finder.of(self._people or ()), taken)

    def _answer(self, line: _Line, person: int) -> None:
        line.combo.setCurrentIndex(line.combo.findData(person))
        line.combo.activated.emit(line.combo.currentIndex())

    def _on_answer(self, text: str, data: Any) -> None:
        self._answers[text] = data
        self._on_choice()

    def _hinders(self, line: _Line) -> bool:
        return bool(line.problem) and line.combo.currentData() != SKIP

    def _on_choice(self) -> None:
        seen: set[int] = set()
        twice = 0
        for line in self.lines:
            data = line.combo.currentData()
            word, tone = _STATES[line.match.certainty]
            if isinstance(data, int) and data in seen:
                word, tone, twice = "уже выше", "neutral", twice + 1
            elif line.is_present:
                word, tone = "уже записан", "neutral"
            elif self._hinders(line):
                word, tone = "исправьте", "bad"
            elif data == SKIP:
                word, tone = "пропуск", "neutral"
            elif data is not None and tone != "good" and line.match.text in self._answers:
                word, tone = "выбрано", "good"
            if isinstance(data, int):
                seen.add(data)
            line.badge.set_status(word, tone)
        self._say(twice)
        self.changed.emit()

    def _say(self, twice: int) -> None:
        parts = []
        if self.lines:
            parts = [f"В списке: {len(self.lines)}", f"будет добавлено: {len(self.listed())}"]
        if left := self.left_to_ask():
            parts.append(f"выберите, кто это: {left}")
        if again := twice + len(self._pasted.repeated):
            parts.append(f"повторов: {again}")
        if there := sum(1 for line in self.lines if line.is_present):
            parts.append(f"уже записаны: {there}")
        self.summary.setText(" · ".join(parts))
