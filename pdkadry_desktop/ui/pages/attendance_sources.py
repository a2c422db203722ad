"""Whom to add to the list of an event: a whole list, somebody found by typing, a guest without a card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from ...core.kinds import Link
from ...core.register import FieldSpec
from ...storage.database import Database
from ...work import attendance as work
from ...work.attendance import Person
from ..forms.link_editor import LinkEditor
from ..forms.people_finder import PeopleFinder
from ..gateway import Gateway
from ..tokens import Space
from ..undo_keys import UndoKeys
from ..widgets.basics import text_label

Reading = Callable[[Database, int, date], tuple[Person, ...]]
_SOURCES: tuple[tuple[str, str, Reading], ...] = (
    ("члены сообщества", "communities", work.of_community),
    ("работники организации", "organizations", work.of_organization),
    ("участники другого мероприятия", "activities", work.of_event),
)


class AttendanceSources(QWidget):
    """Signals: ``listed(Reading, id)`` – the list of a community, organisation or event; ``named(Person)`` – a guest.

    Somebody found by typing comes by ``finder.chosen``.
    """

    listed = Signal(object, int)
    named = Signal(object)

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self.kind = QComboBox()
        self.kind.setAccessibleName("Откуда взять список")
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(16)
        for place, (title, _, _) in enumerate(_SOURCES):
            self.kind.addItem(title, place)
        self.kind.activated.connect(lambda _: self._show_editor())
        holder = QWidget()
        self._box = QHBoxLayout(holder)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.editor: LinkEditor
        self._show_editor()
        self.finder = PeopleFinder()
        self.guest = QLineEdit()
        self.guest.setAccessibleName("Гость без карточки")
        self.guest.setPlaceholderText("Гость: ФИО, организация – и Enter")
        self.guest.returnPressed.connect(self.name_guest)
        UndoKeys(self.guest)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(text_label("Добавить", "field"))
        for widget, stretch in ((self.kind, 2), (holder, 3), (self.finder, 3), (self.guest, 3)):
            row.addWidget(widget, stretch)

    def _show_editor(self) -> None:
        while self._box.count():
            item = self._box.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        title, register, _ = _SOURCES[self.kind.currentIndex()]
        field = FieldSpec(name=register, label=f"Список: {title}", kind=Link(register), required=False)
        self.editor = LinkEditor(field, register, self._gateway)
        self.editor.edited.connect(self._on_chosen)
        self._box.addWidget(self.editor)

    def _on_chosen(self) -> None:
        chosen = self.editor.chosen()
        if chosen is not None:
            self.listed.emit(_SOURCES[self.kind.currentIndex()][2], chosen.id)

    def name_guest(self) -> None:
        """«ФИО, организация» as somebody without a card."""
        name, _, place = self.guest.text().strip().partition(",")
        if name.strip():
            self.named.emit(Person(" ".join(name.split()), organization=place.strip()))
