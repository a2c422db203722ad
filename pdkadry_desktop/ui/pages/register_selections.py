"""Saved selections («выборки») on a register page: choose one by its name, keep the present one, remove."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from ...core.errors import UserError
from ...core.register import RegisterSpec
from ...storage import selections
from ...storage.selections import Selection
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import FieldMessage, push_button


class SavedSelections(QObject):
    """Owns the menu and the line for a name. ``present`` tells the selection of the moment, ``show`` shows another."""

    def __init__(
        self,
        spec: RegisterSpec,
        gateway: Gateway,
        present: Callable[[], Selection],
        show: Callable[[str, Selection], None],
        said: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._spec, self._gateway, self._present, self._show, self._said = spec, gateway, present, show, said
        self.button = push_button("Выборки", "save", "quiet")
        self.menu = QMenu(parent)
        self.button.setMenu(self.menu)
        self.button.setProperty("menu", True)
        self.menu.aboutToShow.connect(self.refresh)
        self.panel = QWidget()
        self.name = QLineEdit()
        self.name.setPlaceholderText("Название выборки")
        self.name.setAccessibleName("Название выборки")
        self.name.setMaximumWidth(320)
        self.name.returnPressed.connect(self.save)
        self.message = FieldMessage()
        keep = push_button("Сохранить выборку", "save")
        keep.clicked.connect(self.save)
        drop = push_button("Отмена", kind="quiet")
        drop.clicked.connect(self.panel.hide)
        row = QHBoxLayout(self.panel)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for widget in (self.name, keep, drop, self.message):
            row.addWidget(widget)
        row.addStretch(1)
        self.panel.hide()
        self._names: list[str] = []
        self._fill()
        self.refresh()

    def refresh(self) -> None:
        """Reads the names anew."""
        self._gateway.ask(lambda db: selections.names(db, self._spec.key), self._on_names)

    def choose(self, name: str) -> None:
        """Shows a saved selection."""
        self._gateway.ask(lambda db: selections.load(db, self._spec.key, name), lambda found: self._show(name, found))

    def start_saving(self) -> None:
        """Asks for a name."""
        self.message.clear()
        self.panel.show()
        self.name.setFocus()

    def save(self) -> None:
        """Keeps what is shown under the name in the line."""
        name, selection = self.name.text().strip(), self._present()

        def done(_: None) -> None:
            self.panel.hide()
            self.name.clear()
            self._said(f"Выборка «{name}» сохранена.")
            self.refresh()

        self._gateway.ask(lambda db: selections.save(db, self._spec.key, name, selection), done, self._on_refused)

    def remove(self, name: str) -> None:
        """Forgets a selection; the records stay."""

        def done(_: None) -> None:
            self._said(f"Выборка «{name}» убрана, записи на месте.")
            self.refresh()

        self._gateway.ask(lambda db: selections.remove(db, self._spec.key, name), done)

    def _on_refused(self, error: UserError) -> None:
        self.message.show_message(error.hint)

    def _on_names(self, names: list[str]) -> None:
        if names != self._names:
            self._names = names
            self._fill()

    def _fill(self) -> None:
        self.menu.clear()
        for name in self._names:
            self.menu.addAction(name).triggered.connect(lambda _=False, name=name: self.choose(name))
        if self._names:
            self.menu.addSeparator()
        self.menu.addAction("Сохранить выборку…").triggered.connect(lambda _=False: self.start_saving())
        if self._names:
            removing = self.menu.addMenu("Убрать выборку")
            for name in self._names:
                removing.addAction(name).triggered.connect(lambda _=False, name=name: self.remove(name))
