"""What stands beside the editor of a definition: its sentence, the live figures, who enters and leaves, examples."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from ...core.text import counted
from ...indicators.examples import EXPECTED, Outcome
from ...indicators.preview import WAYS, Preview, figure_of
from ...registers import REGISTERS
from ..places import Place
from ..widgets.badge import Badge
from ..widgets.basics import push_button
from .indicator_overview import Parts

_ICONS = {"numerator_in": "add", "numerator_out": "minus", "base_in": "add", "base_out": "minus"}


class MethodSide(Parts):
    """Signals: ``go(Place)`` when a list is wanted."""

    go = Signal(object)

    def __init__(self) -> None:
        super().__init__("Что получается")

    def show_problem(self, text: str, hint: str = "") -> None:
        """The definition is not finished."""
        self.empty()
        self.title("Методика не закончена")
        self.text(text)
        if hint:
            self.text(hint, "muted")
        self.column.addStretch(1)

    def show_preview(self, found: Preview, outcomes: list[Outcome], year: int, indicator: str) -> None:
        position = self.verticalScrollBar().value()
        self.empty()
        self.title(f"Что получится за {year} год по реестрам")
        self.text(figure_of(found.now), "strong")
        if found.now.unknown:
            self.text(f"Не заполнено решающее поле: {found.now.unknown}", "muted")
        if found.before is not None:
            self.text(f"Сейчас действует: {figure_of(found.before)}", "muted")
        self.title("Кто войдёт и кто выйдет")
        for each in found.moved:
            words = counted(len(each.ids), *REGISTERS[each.register].forms_of_count)
            button = push_button(f"{WAYS[each.way]}: {words}", _ICONS[each.way])
            button.setToolTip("Открыть этот список в реестре")
            title = f"{indicator}: {WAYS[each.way].lower()} по новой методике"
            place = Place(f"register:{each.register}", only=each.ids, title=title)
            button.clicked.connect(lambda _=False, place=place: self.go.emit(place))
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if not found.moved:
            same = "Никто: состав тот же." if found.before is not None else "Это новый показатель: сравнить не с чем."
            self.text(same, "muted")
        self.title("Как это читается")
        self.text(found.now.words)
        self._examples(outcomes)
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(position)

    def _examples(self, outcomes: list[Outcome]) -> None:
        failed = sum(not each.is_right for each in outcomes)
        state = "" if not outcomes else f": не сходятся {failed} из {len(outcomes)}" if failed else ": все сходятся"
        self.title(f"Примеры{state}")
        if not outcomes:
            self.text("Примеров нет. Добавьте человека, про которого вы знаете ответ.", "muted")
        for each in sorted(outcomes, key=lambda each: each.is_right):
            badge = Badge(EXPECTED[each.found], "good" if each.is_right else "bad")
            self.text(each.example.title)
            self.column.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
            if not each.is_right:
                self.text(each.words(), "muted")
