"""«Почему?» in the list of a figure: the chosen record is explained by the indicator the list belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from ...storage import query
from ..gateway import Gateway
from ..places import Place, WhyOf


class ListWhy:
    """The button and its key; hidden while the list does not belong to a figure."""

    def __init__(
        self,
        register: str,
        gateway: Gateway,
        button: QPushButton,
        chosen: Callable[[], Sequence[int]],
        go: Callable[[Place], None],
        said: Callable[[str], None],
        page: QWidget,
    ) -> None:
        self._register, self._gateway, self._chosen, self._go, self._said = register, gateway, chosen, go, said
        self._indicator = ""
        self.button = button
        self.button.setToolTip("Почему запись так учтена в показателе (Ctrl+Shift+Y)")
        self.button.clicked.connect(self.ask)
        self.button.hide()
        self._shortcut = QShortcut(QKeySequence("Ctrl+Shift+Y"), page)
        self._shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._shortcut.activated.connect(self.ask)
        self._shortcut.setEnabled(False)

    def show_for(self, place: Place) -> None:
        """The list of a figure names its indicator in ``detail``."""
        self._indicator = place.detail if place.only is not None and isinstance(place.detail, str) else ""
        self.button.setVisible(bool(self._indicator))
        self._shortcut.setEnabled(bool(self._indicator))

    def ask(self) -> None:
        """Leads to the indicator, which explains the one chosen record."""
        chosen = self._chosen()
        if len(chosen) != 1:
            self._said("Выберите в списке одну запись: о ней будет сказано, почему она так учтена.")
            return
        indicator, register, record_id = self._indicator, self._register, chosen[0]

        def show(title: str) -> None:
            about = query.LinkTo(record_id, title)
            self._go(Place("indicators", detail=WhyOf(indicator, register, about)))

        self._gateway.ask(lambda db: query.title(db, register, record_id), show)
