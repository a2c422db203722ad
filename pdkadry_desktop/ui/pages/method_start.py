"""What a new indicator begins with: a template, a copy of another one, a saved selection of a register."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from ...indicators.starting import templates
from ...registers import REGISTERS
from ..tokens import Space
from ..widgets.basics import CardFrame, MutedLabel, push_button


class MethodStart(QScrollArea):
    """Signals: ``template(number)``, ``copied(indicator)``, ``selected(register, name)``."""

    template = Signal(int)
    copied = Signal(str)
    selected = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget()
        body.setProperty("plain", True)
        body.setMaximumWidth(760)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, Space.M)
        column.setSpacing(Space.M)
        made = CardFrame("Из заготовки")
        made.body.addWidget(
            MutedLabel("Заготовка – готовая методика, в которой останется поменять условия.", wrap=True)
        )
        self.templates = []
        for place, (title, _) in enumerate(templates()):
            button = push_button(title, "indicators", "link")
            button.clicked.connect(lambda _=False, place=place: self.template.emit(place))
            self.templates.append(button)
            made.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(made)
        self.indicators = _list("Показатель, который копируют")
        column.addWidget(self._card(
            "Копия показателя", "Посчитать так же, но с другими условиями.", self.indicators, "Скопировать",
            lambda: self.copied.emit(self.indicators.currentData()),
        ))  # fmt: skip
        self.selections = _list("Выборка реестра")
        self.selection_card = self._card(
            "Из выборки реестра", "Число записей, которые находит сохранённая выборка.", self.selections,
            "Взять выборку", lambda: self.selected.emit(*self.selections.currentData()),
        )  # fmt: skip
        self.nothing = MutedLabel(
            "Сохранённых выборок нет. Отберите записи в любом реестре (кнопка «Условие») и сохраните выборку.",
            wrap=True,
        )
        self.selection_card.body.addWidget(self.nothing)
        column.addWidget(self.selection_card)
        column.addStretch(1)
        self.setWidget(body)

    def _card(self, title: str, about: str, choices: QComboBox, action: str, slot: object) -> CardFrame:
        card = CardFrame(title)
        card.body.addWidget(MutedLabel(about, wrap=True))
        card.body.addWidget(choices)
        button = push_button(action, "copy")
        button.clicked.connect(slot)
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        choices.setProperty("action", button)
        return card

    def show_choices(self, indicators: Sequence[tuple[str, str]], selections: Sequence[tuple[str, str]]) -> None:
        """(id, words) of the indicators that can be copied; (register, name) of the selections."""
        for combo in (self.indicators, self.selections):
            combo.clear()
        for ident, words in indicators:
            self.indicators.addItem(f"{ident} {words}", ident)
        for register, name in selections:
            self.selections.addItem(f"{REGISTERS[register].title}: {name}", (register, name))
        for combo in (self.indicators, self.selections):
            combo.setVisible(bool(combo.count()))
            combo.property("action").setVisible(bool(combo.count()))
        self.nothing.setVisible(not selections)


def _list(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMinimumContentsLength(40)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMaxVisibleItems(18)
    return combo
