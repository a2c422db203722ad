"""Who is meant by a name: found by typing, offered as buttons or chosen from what the matching proposes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPushButton, QSizePolicy

from ...registers.name_matching import Known, Match
from ...work.people import Finder
from ..icons import set_icon

SKIP, GUEST, NEW = "skip", "guest", "new"  # answers that are no person
_UNSURE = ("doubtful", "missing")


class PeopleFinder(QLineEdit):
    """Any part of a name, organisation or position; Enter takes the first one. Signals: ``chosen(Known)``."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Найти человека по любой части имени")
        self.setPlaceholderText("Фамилия, имя, организация – любая часть")
        self.setClearButtonEnabled(True)
        self._finder = Finder.of(())
        self._hits: list[Known] = []
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.activated[QModelIndex].connect(lambda index: self._take(index.row()))  # type: ignore[index]
        self.setCompleter(completer)
        self.textEdited.connect(self.search)

    def set_people(self, finder: Finder) -> None:
        self._finder = finder

    def search(self, text: str) -> None:
        """Shows who has all the words."""
        self._hits = self._finder.find(text)
        self._names.setStringList([f"{each.title} – {each.note}" for each in self._hits])
        completer = self.completer()
        if completer is not None and self._hits and self.hasFocus():
            completer.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._hits:
            self._take(0)
        else:
            super().keyPressEvent(event)

    def _take(self, place: int) -> None:
        if place < len(self._hits):
            taken = self._hits[place]
            self._hits = []
            QTimer.singleShot(0, self, self.clear)  # after the completer has written its own text
            self.chosen.emit(taken)


class Candidate(QPushButton):
    """A person who may be meant; as wide as there is room."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._whole = text
        self.setProperty("kind", "quiet")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(20, 18))
        set_icon(self, "person", "muted")

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 48
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 52, super().sizeHint().height())


def named(person: Known) -> str:
    """A person with what tells namesakes apart."""
    return f"{person.title} – {person.note}" if person.note else person.title


def who_combo(
    match: Match, name: str, *, found: Sequence[Known] = (), may_be_guest: bool = False, may_be_new: bool = False
) -> QComboBox:
    """The choice of who a pasted name is; ``found``: people found by typing, first in the list."""
    combo = QComboBox()
    combo.setAccessibleName(f"{name}: {match.text}")
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(12)
    if match.certainty in _UNSURE:
        combo.addItem("выберите", None)
    for person in dict.fromkeys((*found, *match.people)):
        combo.addItem(named(person), person.id)
    if may_be_guest:
        combo.addItem("записать без карточки", GUEST)
    if may_be_new:
        combo.addItem("завести новую карточку", NEW)
    combo.addItem("не добавлять", SKIP)
    return combo


def who_search(combo: QComboBox, match: Match, finder: Finder, taken: Callable[[Known], object]) -> PeopleFinder:
    """A search below the choice for somebody whom the text names otherwise; ``taken`` hears who was found."""
    search = PeopleFinder()
    search.setAccessibleName(f"Найти, кто это: {match.text}")
    search.setPlaceholderText("Найти, кто это: фамилия, организация – любая часть")
    search.set_people(finder)

    def take(person: Known) -> None:
        place = combo.findData(person.id)
        if place < 0:
            combo.insertItem(1, named(person), person.id)
            place = 1
        combo.setCurrentIndex(place)
        taken(person)

    search.chosen.connect(take)
    return search
