"""Which organisations are meant: all, a type, a saved selection or one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from ...core.condition_data import at_period
from ...core.conditions import Test
from ...core.dates import Period
from ...registers.dictionaries import ORG_TYPE
from ...storage import query, selections
from ...storage.database import Database
from ..gateway import Gateway


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice in words; ``find`` runs on the base's thread: ids of the organisations, None for all."""

    title: str
    find: Callable[[Database, Period], frozenset[int] | None]


def _everywhere(db: Database, period: Period) -> None:
    return None


def of_type(code: str) -> Chosen:
    """All organisations of a type."""
    wanted = query.Query("organizations", where=Test("kind", "eq", code))
    return Chosen(f"тип – {ORG_TYPE.labels[code]}", lambda db, _: frozenset(query.ids(db, wanted)))


def of_selection(name: str) -> Chosen:
    """A saved selection of organisations, as it finds them on the day."""

    def find(db: Database, period: Period) -> frozenset[int]:
        kept = selections.load(db, "organizations", name)
        return frozenset(query.ids(db, query.Query("organizations", kept.search, at_period(kept.where, period))))

    return Chosen(f"выборка «{name}»", find)


def of_one(place: query.LinkTo) -> Chosen:
    """One organisation."""
    return Chosen(place.title, lambda _, __: frozenset([place.id]))


EVERYWHERE = Chosen("по муниципалитету", _everywhere)


class OrganizationsChoice(QComboBox):
    """Signal ``chosen()`` when the user chose something else; the list follows the register."""

    chosen = Signal()

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._choices: list[Chosen | None] = [EVERYWHERE]
        self.addItem("Все организации")
        self.setAccessibleName("Организации")
        self.setMinimumWidth(240)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(20)
        self.activated.connect(lambda _: self.chosen.emit())

    def refresh(self) -> None:
        """Reads the selections and organisations anew; what is chosen stays chosen when it is still there."""

        def read(db: Database) -> tuple[list[str], list[query.LinkTo]]:
            return selections.names(db, "organizations"), query.titles(db, "organizations", limit=2000)

        self._gateway.ask(read, lambda found: self._fill(*found))

    def current(self) -> Chosen:
        return self._choices[self.currentIndex()] or EVERYWHERE

    def _fill(self, kept: list[str], places: list[query.LinkTo]) -> None:
        before = self.currentText()
        self.clear()
        self._choices = []
        self._add("Все организации", EVERYWHERE)
        for code, label in ORG_TYPE.labels.items():
            self._add(f"Тип: {label}", of_type(code))
        for name in kept:
            self._add(f"Выборка: {name}", of_selection(name))
        if places:
            self.insertSeparator(self.count())
            self._choices.append(None)
        for place in places:
            self._add(place.title, of_one(place))
        self.setCurrentIndex(max(0, self.findText(before)))

    def _add(self, text: str, choice: Chosen) -> None:
        self.addItem(text)
        self._choices.append(choice)
