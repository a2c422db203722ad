"""What one can do from a card: print it, add a record linked to it, follow a link of any length."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ...core.progress import Progress
from ...core.register import FieldSpec, RegisterSpec
from ...indicators.profiles import load_profile
from ...registers import REGISTERS
from ...storage.database import Database
from ...work.listed import takes_people
from ..context import Context
from ..documents import DocumentSource
from ..places import Place

if TYPE_CHECKING:
    from ...reports.document import Document

_FLAT = 8  # more links than this are offered by group


class ElidedLink(QPushButton):
    """A link as wide as there is room; the whole text is its name and, when shortened, its tooltip."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._whole = text
        self.setProperty("kind", "link")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - 12)
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


def card_source(spec: RegisterSpec, record_id: int, title: str, context: Context) -> DocumentSource:
    """The card of a record on paper, as of the context."""
    profile, period = load_profile(context.profile_id), context.period

    def build(db: Database, _: Progress) -> Document:
        from ...indicators.versions import with_own  # what only paper needs is not imported at the start
        from ...reports.facts import given_facts
        from ...reports.library.cards import card
        from ...reports.library.inputs import Inputs

        given = given_facts(db, profile, period.end)
        order = with_own(db, profile, period.year)
        return card(db, spec.key, record_id, Inputs(order, period, None, date.today(), given))

    return DocumentSource(f"Карточка – {title}", build, Place(f"record:{spec.key}", record_id))


def linking_fields(register: str) -> list[tuple[RegisterSpec, FieldSpec]]:
    """Every link of the exchanged registers that leads to this one, in menu order."""
    return [
        (spec, field)
        for spec in REGISTERS.values() if spec.sheet is not None
        for field in spec.links if field.link == register
    ]  # fmt: skip


def add_menu(register: str, record_id: int, go: Callable[[Place], object], parent: QWidget) -> QMenu:
    """New records of every register that links here, with the link filled; by group when there are many."""
    from .registers import GROUP_TITLES

    menu = QMenu(parent)
    fields = linking_fields(register)
    groups: dict[str, QMenu] = {}
    for spec, field in fields:
        target = menu
        if len(fields) > _FLAT:
            target = groups.get(spec.group) or menu.addMenu(GROUP_TITLES[spec.group])
            groups[spec.group] = target
        is_alone = sum(1 for other, _ in fields if other is spec) == 1
        action = target.addAction(spec.singular if is_alone else f"{spec.singular} ({field.label.lower()})")
        place = Place(f"record:{spec.key}", preset={field.name: record_id})
        action.triggered.connect(lambda _=False, place=place: go(place))
        if takes_people(spec) and field.name != "teacher_id":
            listed = Place(f"names:{spec.key}", preset={field.name: record_id})
            target.addAction(f"{spec.title}: список ФИО").triggered.connect(lambda _=False, place=listed: go(place))
    return menu
