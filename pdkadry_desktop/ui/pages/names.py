"""«Список ФИО»: what all have in common, the people typed or pasted, who each is – and one change adds them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from ...core.errors import UserError
from ...core.register import RegisterSpec
from ...core.text import counted
from ...registers.name_matching import Match
from ...work.listed import PERSON, Done, Listed, add_listed, guest_field
from ..forms.form import RecordForm
from ..forms.people_list import PeopleList
from ..gateway import Gateway
from ..places import Place
from ..tokens import Space
from ..widgets.basics import CardFrame, MutedLabel
from ..widgets.feedback import ErrorBanner
from ..widgets.header import PageHeader
from .page import Page


class NamesPage(Page):
    """Adds many records of a register, one for each person of a list."""

    def __init__(
        self, spec: RegisterSpec, gateway: Gateway, title: str = "", without: frozenset[str] = frozenset()
    ) -> None:
        """``without``: fields that are not asked for on this page."""
        super().__init__()
        self.spec, self._gateway = spec, gateway
        self.help_key = spec.key
        guest = guest_field(spec)
        self.header = PageHeader(title or f"{spec.title}: список ФИО")
        self.back = self.header.add_action("К списку", "list")
        self.back.clicked.connect(lambda: self.go.emit(self._after or Place(f"register:{spec.key}")))
        self.add_button = self.header.set_primary("Добавить", "add")
        self.add_button.setToolTip("Ctrl+S")
        self.add_button.clicked.connect(self.add)
        self.column.addWidget(self.header)
        self.banner = ErrorBanner()
        self.banner.action_triggered.connect(self._drop)
        self.column.addWidget(self.banner)
        self.form = RecordForm(spec, gateway, columns=1, without={PERSON, *without, *([guest.name] if guest else [])})
        self.people = PeopleList(spec, gateway, self.shared)
        self.people.changed.connect(self._show_count)
        self.form.edited.connect(self.people.later)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._left())
        split.addWidget(self._list())
        split.setSizes([360, 760])
        split.setChildrenCollapsible(False)
        self.column.addWidget(split, 1)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.add)
        self._show_count()

    def _left(self) -> QWidget:
        """What stands beside the list."""
        return self.form

    def _list(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self.card = CardFrame("Кого добавить")
        self.card.body.addWidget(self.people, 1)
        column.addWidget(self.card)
        return side

    @property
    def names(self) -> QPlainTextEdit:
        """Where the list is pasted."""
        return self.people.names

    @property
    def choices(self) -> list[tuple[Match, QComboBox]]:
        return self.people.choices

    @property
    def summary(self) -> MutedLabel:
        return self.people.summary

    # -- page ----------------------------------------------------------------------------------------------------

    _after: Place | None = None  # where one goes when the list is added; None: to the register

    def arrive(self, place: Place) -> None:
        self._after = place.detail if isinstance(place.detail, Place) else None
        self.back.setText("К списку" if self._after is None else "Назад")
        self.banner.clear()
        if place.preset or self.people.is_empty():
            self.form.load(dict(place.preset))
        self.people.start()
        self.people.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        if self.people.is_empty():
            return True
        self.banner.show_error("Список ещё не добавлен.", "Добавьте его (Ctrl+S) или очистите список.", "Очистить")
        return False

    def _drop(self) -> None:
        self.people.clear()
        self.banner.clear()
        self.go_on()

    def shared(self) -> Mapping[str, Any]:
        """What all records have in common, as it stands in the form."""
        return self.form.read()[0]

    def _show_count(self) -> None:
        listed = self.people.listed()
        words = counted(len(listed), *self.spec.forms_of_count)
        self.add_button.setText(f"Добавить {words}" if listed else "Добавить")
        self.add_button.setEnabled(self.people.is_ready())

    # -- action --------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Writes the records; those that are there already are left out and told."""
        if not self.add_button.isEnabled():
            left = self.people.left_to_ask()
            hint = f"Выберите, кто это: {left}." if left else "Наберите фамилию или вставьте список."
            self.banner.show_error("Список не добавлен.", hint, tone="warn")
            return
        shared, problems = self.form.read()
        listed = self.people.listed()
        own = set(self.form.boxes)
        given = set.intersection(*(set(each.values) for each in listed))
        wrong = [each for each in problems if each.severity == "error" and each.field in own - given]
        self.form.show_problems(wrong)
        if wrong:
            self.banner.show_error("Список не добавлен.", "Исправьте отмеченные поля.")
            return
        self.write(shared, listed)

    def write(self, shared: Mapping[str, Any], listed: list[Listed]) -> None:
        """One change adds all of them."""
        self._gateway.ask(lambda db: add_listed(db, self.spec, shared, listed), self.on_added, self.on_refused)

    def on_added(self, done: Done) -> None:
        self.banner.clear()
        self.people.clear()
        self.form.load({})
        present = f" Уже были: {done.present}." if done.present else ""
        cards = f" Новых карточек людей: {done.people}." if done.people else ""
        self.said.emit(
            f"Добавлено: {counted(done.added, *self.spec.forms_of_count)}.{present}{cards}{self.more_said()}"
        )
        self.go.emit(self._after or Place(f"register:{self.spec.key}"))

    def more_said(self) -> str:
        """What else the action did, for the words of the toast."""
        return ""

    def on_refused(self, error: UserError) -> None:
        self.banner.show_error(error.text, error.hint)
