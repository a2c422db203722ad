"""All registers and pages of work by group, also those the navigation leaves out; typing narrows them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ...core.register import RegisterSpec
from ...core.text import fold, grouped
from ...registers import REGISTERS
from ...storage import query
from ...storage.database import Database
from ...work.attachments import may_have_documents
from ..gateway import Gateway
from ..icons import set_icon
from ..places import Place
from ..tokens import Space
from ..widgets.basics import SectionTitle, push_button
from ..widgets.flow import FlowLayout
from ..widgets.header import PageHeader
from ..works import WORKS
from .page import Page

GROUP_TITLES = {
    "organizations": "Организации", "people": "Люди", "development": "Профессиональное развитие",
    "events": "Мероприятия и сообщества", "staffing": "Кадры", "documents": "Документы и практики",
    "plan": "План мероприятий", "monitoring": "Мониторинг", "service": "Порядок в базе",
}  # fmt: skip


def _shown() -> list[RegisterSpec]:
    """All registers but the attachments, which are seen at their records and in the register of evidence."""
    return [spec for spec in REGISTERS.values() if may_have_documents(spec.key)]


class RegistersPage(Page):
    """A button per register with the number of its records."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self.column.addWidget(PageHeader("Все реестры"))
        self.search = QLineEdit()
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText("Найти реестр")
        self.search.setAccessibleName("Найти реестр")
        self.search.setMaximumWidth(360)
        self.search.textChanged.connect(self._narrow)
        self.column.addWidget(self.search)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setSpacing(Space.S)
        self.buttons: dict[str, Any] = {}
        self.works: dict[str, Any] = {}
        for group, title in GROUP_TITLES.items():
            column.addWidget(SectionTitle(title))
            area = QWidget()
            flow = FlowLayout(area)
            for spec in (each for each in _shown() if each.group == group):
                button = push_button(spec.title, spec.icon)
                set_icon(button, spec.icon, "muted")
                button.setToolTip(spec.empty_text)
                button.clicked.connect(lambda _=False, key=spec.key: self.go.emit(Place(f"register:{key}")))
                self.buttons[spec.key] = button
                flow.addWidget(button)
            for work in (each for each in WORKS.values() if each.group == group):
                button = push_button(work.title, work.icon, "quiet")
                button.setToolTip(work.about)
                button.clicked.connect(lambda _=False, key=work.key: self.go.emit(Place(key)))
                self.works[work.key] = button
                flow.addWidget(button)
            column.addWidget(area)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        self.column.addWidget(scroll, 1)

    def arrive(self, place: Place) -> None:
        def read(db: Database) -> dict[str, int]:
            return {spec.key: query.count(db, query.Query(spec.key)) for spec in _shown()}

        self._gateway.ask(read, self._show_counts)
        self.search.setFocus()

    def _show_counts(self, counts: dict[str, int]) -> None:
        for key, button in self.buttons.items():
            button.setText(f"{REGISTERS[key].title} · {grouped(counts[key])}")
            button.updateGeometry()

    def _narrow(self, text: str) -> None:
        words = fold(text).split()
        titles = [(button, REGISTERS[key].title) for key, button in self.buttons.items()]
        titles += [(button, f"{WORKS[key].title} {WORKS[key].about}") for key, button in self.works.items()]
        for button, title in titles:
            button.setVisible(all(word in fold(title) for word in words))
