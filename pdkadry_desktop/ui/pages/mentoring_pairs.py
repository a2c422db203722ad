"""«Пары из приказа»: the pasted appendix of an order, who each one is, and one change adds all pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QPlainTextEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ...core.dates import format_date
from ...core.errors import UserError
from ...core.text import counted
from ...registers import REGISTERS
from ...registers.name_matching import Certainty, Match, Matcher
from ...storage.database import Database
from ...work.mentoring import NewPair, add_pairs
from ...work.mentoring_paste import PastedPair, lines_left, read_pairs
from ...work.people import Finder, known_people
from ..context import Context
from ..forms.form import RecordForm
from ..forms.people_finder import GUEST, SKIP, who_combo, who_search
from ..gateway import Gateway
from ..places import Place
from ..tokens import Space, Tone
from ..widgets.badge import Badge
from ..widgets.basics import CardFrame, MutedLabel
from ..widgets.feedback import ErrorBanner
from ..widgets.header import PageHeader
from .page import Page

_PAUSE = 300  # ms after the last key before the names are looked up
_LINES = ("строка", "строки", "строк")
_PAIRS = ("пару", "пары", "пар")
_OWN = {"code", "mentor_id", "mentee_id", "mentee_name", "stop_reason", "result"}
_WORST: tuple[Certainty, ...] = ("missing", "doubtful", "likely", "found")
_STATES: dict[Certainty, tuple[str, Tone]] = {
    "found": ("найдены", "good"), "likely": ("проверьте", "warn"), "doubtful": ("кто это?", "warn"),
    "missing": ("не найден", "bad"),
}  # fmt: skip


@dataclass
class Line:
    """A pair on the screen."""

    pair: PastedPair
    mentor: QComboBox
    mentee: QComboBox

    @property
    def is_open(self) -> bool:
        """Whether something is still to be chosen."""
        return not self.is_skipped and None in (self.mentor.currentData(), self.mentee.currentData())

    @property
    def is_skipped(self) -> bool:
        return SKIP in (self.mentor.currentData(), self.mentee.currentData())


class MentoringPairsPage(Page):
    """What all pairs of an order have in common, its appendix, and who is who."""

    help_key = "mentorships"

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__()
        self._gateway, self._context = gateway, context
        self._asked = 0
        self.spec = REGISTERS["mentorships"]
        self.lines: list[Line] = []
        self.header = PageHeader("Наставничество: пары из приказа")
        back = self.header.add_action("Что оформить", "list")
        back.clicked.connect(lambda: self.go.emit(Place("mentoring")))
        self.add_button = self.header.set_primary("Добавить", "add")
        self.add_button.setToolTip("Ctrl+S")
        self.add_button.clicked.connect(self.add)
        self.column.addWidget(self.header)
        self.banner = ErrorBanner()
        self.column.addWidget(self.banner)
        self.form = RecordForm(self.spec, gateway, columns=1, without=_OWN)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.form)
        split.addWidget(self._list())
        split.setSizes([380, 740])
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
        card = CardFrame("Приложение к приказу")
        card.body.addWidget(MutedLabel(
            "Скопируйте таблицу или текст: наставник, наставляемый, срок, форма. Чего нет в строке – из полей слева.",
            wrap=True,
        ))  # fmt: skip
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Приложение к приказу")
        self.text.setPlaceholderText("Ёлкина Анна Петровна – Берёзов П. И., 01.09.2025 – 31.05.2026")
        self.text.setFixedHeight(130)
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(lambda: self._timer.start())
        card.body.addWidget(self.text)
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
        if place.preset or not self.text.toPlainText():
            self.form.load({"form": "peer", "status": "running", **place.preset})
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        if not self.text.toPlainText().strip():
            return True
        self.banner.show_error("Пары ещё не добавлены.", "Добавьте их (Ctrl+S) или очистите поле с приложением.")
        return False

    def look_up(self) -> None:
        """Finds who stands in the appendix."""
        self._asked += 1
        asked, pairs, on = self._asked, read_pairs(self.text.toPlainText()), self._context.as_of

        def work(db: Database) -> tuple[Finder, list[tuple[PastedPair, Match, Match]]]:
            if not pairs:
                return Finder.of(()), []
            people = known_people(db, on)
            matcher = Matcher(people)
            matched = [(pair, matcher.match(pair.mentor), matcher.match(pair.mentee)) for pair in pairs]
            return Finder.of(people), matched

        self._gateway.ask(work, lambda found: self._show(*found) if asked == self._asked else None)

    def _show(self, finder: Finder, found: list[tuple[PastedPair, Match, Match]]) -> None:
        body = QWidget()
        body.setProperty("plain", True)
        grid = QGridLayout(body)
        grid.setVerticalSpacing(Space.XS)
        for column, title in enumerate(("Наставник", "Наставляемый", "")):
            grid.addWidget(MutedLabel(title), 0, column)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 3)
        self.lines = []
        ordered = sorted(found, key=lambda each: _WORST.index(_worst(each[1], each[2])))
        for row, (pair, mentor, mentee) in enumerate(ordered, 1):
            line = Line(pair, self._combo(mentor, "Наставник", False), self._combo(mentee, "Наставляемый", True))
            word, tone = _STATES[_worst(mentor, mentee)]
            top = row * 2 - 1
            grid.addWidget(self._cell(line.mentor, mentor, finder), top, 0)
            grid.addWidget(self._cell(line.mentee, mentee, finder), top, 1)
            grid.addWidget(Badge(word, tone), top, 2)
            problem = f"{pair.problem}, допишите в тексте выше" if pair.problem else ""
            said = " · ".join(text for text in (f"{pair.mentor} – {pair.mentee or '?'}", _term(pair), problem) if text)
            grid.addWidget(MutedLabel(said, wrap=True), top + 1, 0, 1, 3)
            self.lines.append(line)
        grid.setRowStretch(len(found) * 2 + 1, 1)
        self._scroll.setWidget(body)
        self._show_count()

    def _cell(self, combo: QComboBox, match: Match, finder: Finder) -> QWidget:
        """The choice, and below it a search for somebody whom the text does not name."""
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(combo)
        if match.certainty == "missing":
            column.addWidget(who_search(combo, match, finder, lambda _: self._show_count()))
        return cell

    def _combo(self, match: Match, role: str, may_be_guest: bool) -> QComboBox:
        combo = who_combo(match, role, may_be_guest=may_be_guest and bool(match.text))
        combo.activated.connect(lambda _: self._show_count())
        return combo

    def _show_count(self) -> None:
        ready = [line for line in self.lines if not line.is_skipped and not line.is_open]
        open_left = sum(line.is_open for line in self.lines)
        asked = f" · выберите, кто это: {open_left}" if open_left else ""
        left = lines_left(self.text.toPlainText())
        rest = f" · пропущено, не похоже на пары: {counted(left, *_LINES)}" if left else ""
        found = f"Пар в тексте: {len(self.lines)} · готово: {len(ready)}{asked}{rest}"
        self.summary.setText(found if self.lines or left else "")
        self.add_button.setText(f"Добавить {counted(len(ready), *_PAIRS)}" if ready else "Добавить")
        self.add_button.setEnabled(bool(ready) and not open_left)

    # -- action --------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Writes the pairs; those that are there already are left out and told."""
        if not self.add_button.isEnabled():
            return
        shared, problems = self.form.read()
        has_terms = all(line.pair.starts_on for line in self.lines if not line.is_skipped)
        spared = {"organization_id", *(("starts_on",) if has_terms else ())}
        own = set(self.form.boxes) - spared
        wrong = [each for each in problems if each.severity == "error" and each.field in own]
        self.form.show_problems(wrong)
        if wrong:
            self.banner.show_error("Пары не добавлены.", "Исправьте отмеченные поля.")
            return
        pairs = [self._new(line) for line in self.lines if not line.is_skipped]
        on = self._context.as_of
        self._gateway.ask(lambda db: add_pairs(db, shared, pairs, on), self._on_added, self._on_refused)

    def _new(self, line: Line) -> NewPair:
        mentee = line.mentee.currentData()
        is_guest = mentee == GUEST
        pair = line.pair
        values: dict[str, Any] = {
            "starts_on": pair.starts_on, "ends_on": pair.ends_on, "form": pair.form, "kind": pair.kind,
        }  # fmt: skip
        return NewPair(
            line.mentor.currentData(),
            pair.mentor,
            None if is_guest else mentee,
            pair.mentee if is_guest else None,
            values,
        )

    def _on_added(self, done: tuple[int, int]) -> None:
        self.banner.clear()
        self.text.clear()
        self._show(Finder.of(()), [])
        present = f" Уже были: {done[1]}." if done[1] else ""
        self.said.emit(f"Добавлено: {counted(done[0], 'пара', 'пары', 'пар')}.{present}")
        self.go.emit(Place("mentoring"))

    def _on_refused(self, error: UserError) -> None:
        self.banner.show_error(error.text, error.hint)


def _worst(*matches: Match) -> Certainty:
    return min((match.certainty for match in matches), key=_WORST.index)


def _term(pair: PastedPair) -> str:
    if pair.starts_on is None:
        return ""
    start = format_date(pair.starts_on)
    return f"{start} – {format_date(pair.ends_on)}" if pair.ends_on else f"с {start}"
