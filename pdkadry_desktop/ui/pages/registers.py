"""All registers and pages of work by group, also those the navigation leaves out; typing narrows them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...core.register import RegisterSpec
from ...core.text import fold, grouped, stem
from ...registers import REGISTERS
from ...storage import query
from ...storage.database import Database
from ...work.attachments import may_have_documents
from ..gateway import Gateway
from ..icons import set_icon
from ..places import Place
from ..tokens import Space
from ..widgets.basics import SectionTitle, push_button
from ..widgets.feedback import EmptyState
from ..widgets.flow import FlowLayout
from ..widgets.header import PageHeader
from ..widgets.search_field import SearchField
from ..works import WORKS, Work
from .page import Page

GROUP_TITLES = {
    "organizations": "Организации", "people": "Люди", "development": "Профессиональное развитие",
    "events": "Мероприятия и сообщества", "staffing": "Кадры", "documents": "Документы и практики",
    "plan": "План мероприятий", "monitoring": "Мониторинг", "service": "Порядок в базе",
}  # fmt: skip

_SIGNS = "«»(),:;.–"


def _shown() -> list[RegisterSpec]:
    """All registers but the attachments, which are seen at their records and in the register of evidence."""
    return [spec for spec in REGISTERS.values() if may_have_documents(spec.key)]


class RegistersPage(Page):
    """A button per register with the number of its records and a button per page of work below them."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self.column.addWidget(PageHeader("Все реестры"))
        self.search = SearchField("Найти реестр или работу: стипендия, явка, дубли", "Ctrl+F")
        self.search.setMaximumWidth(420)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._open_first)
        self.column.addWidget(self.search)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setSpacing(Space.S)
        self.buttons: dict[str, QPushButton] = {}
        self.works: dict[str, QPushButton] = {}
        self._said: dict[QPushButton, list[str]] = {}
        self._parts: list[tuple[SectionTitle, QWidget, QWidget]] = []
        for group, title in GROUP_TITLES.items():
            heading, registers, works = SectionTitle(title), QWidget(), QWidget()
            flow, below = FlowLayout(registers), FlowLayout(works)
            for spec in (each for each in _shown() if each.group == group):
                flow.addWidget(self._register_button(spec))
            for work in (each for each in WORKS.values() if each.group == group):
                below.addWidget(self._work_button(work))
            self._parts.append((heading, registers, works))
            for widget in (heading, registers, works):
                column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        self.stack = QStackedWidget()
        self.stack.addWidget(scroll)
        self.stack.addWidget(EmptyState("search", "Такого реестра или работы нет. Попробуйте другое слово."))
        self.column.addWidget(self.stack, 1)
        self._narrow("")

    def _register_button(self, spec: RegisterSpec) -> QPushButton:
        button = push_button(spec.title, spec.icon)
        set_icon(button, spec.icon, "muted")
        button.setToolTip(spec.empty_text)
        button.clicked.connect(lambda: self.go.emit(Place(f"register:{spec.key}")))
        self.buttons[spec.key] = button
        self._said[button] = fold(f"{spec.title} {spec.singular} {' '.join(spec.forms_of_count)}").split()
        return button

    def _work_button(self, work: Work) -> QPushButton:
        button = push_button(work.title, work.icon, "link")
        button.setToolTip(work.about)
        button.clicked.connect(lambda: self.go.emit(Place(work.key)))
        self.works[work.key] = button
        self._said[button] = fold(f"{work.title} {work.about}").split()
        return button

    def arrive(self, place: Place) -> None:
        def read(db: Database) -> dict[str, int]:
            return {spec.key: query.count(db, query.Query(spec.key)) for spec in _shown()}

        self._gateway.ask(read, self._show_counts)
        self.search.setFocus()
        self.search.selectAll()

    def _show_counts(self, counts: dict[str, int]) -> None:
        for key, button in self.buttons.items():
            button.setText(f"{REGISTERS[key].title} · {grouped(counts[key])}")
            button.updateGeometry()

    def found(self) -> list[QPushButton]:
        """What the words of the search lead to: those named by them first, then those whose note says them."""
        wanted = [stem(word) for word in fold(self.search.text()).split()]

        def rank(button: QPushButton) -> int | None:
            said = [word.strip(_SIGNS) for word in self._said[button]]
            places = [next((place for place, each in enumerate(said) if word in each), None) for word in wanted]
            known = [place for place in places if place is not None]
            return max(known, default=0) if len(known) == len(places) else None

        ranks = {button: rank(button) for button in self._said}
        return sorted(
            (button for button, place in ranks.items() if place is not None), key=lambda button: ranks[button] or 0
        )

    def _narrow(self, text: str) -> None:
        found = set(self.found())
        for button in self._said:
            button.setVisible(button in found)
        for heading, *areas in self._parts:
            for area in areas:
                area.setVisible(any(button in found for button in area.findChildren(QPushButton)))
            heading.setVisible(any(not area.isHidden() for area in areas))
        self.stack.setCurrentIndex(0 if found else 1)

    def _open_first(self) -> None:
        found = self.found()
        if found and self.search.text().strip():
            found[0].click()
