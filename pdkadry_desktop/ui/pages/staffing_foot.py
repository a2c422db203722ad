"""The foot of «Вакансии и ОКП»: what may be done with the list that is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..tables.rows import RowsModel
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button

POSTS_LIST, PLACES_LIST = range(2)


class StaffingFoot(QWidget):
    """Buttons and a hint; the page does the work."""

    def __init__(
        self,
        models: Sequence[RowsModel],
        *,
        add: Callable[[], object],
        close: Callable[[], object],
        confirm: Callable[[], object],
        drop: Callable[[], object],
    ) -> None:
        super().__init__()
        self._models = models
        self.hint = MutedLabel("", wrap=True)
        self.add_button = push_button("Добавить вакансию", "add")
        self.add_button.setToolTip("Ctrl+N")
        self.close_button = push_button("Закрыть…", "check")
        self.close_button.setToolTip("Закрыть отмеченные вакансии или выбранную: день и кем")
        self.silent_button = push_button("Отметить всех, кто не сообщил", "check", "quiet")
        self.confirm_button = push_button("Без изменений", "check", "primary")
        self.confirm_button.setToolTip("Записать «без изменений» отмеченным организациям или выбранной (Ctrl+Enter)")
        self.drop_button = push_button("Удалить снимок", "delete", "quiet")
        for button, slot in (
            (self.add_button, add), (self.close_button, close), (self.confirm_button, confirm),
            (self.drop_button, drop), (self.silent_button, lambda: models[PLACES_LIST].mark_all(True)),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, slot=slot: slot())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self.hint, 1)
        for button in (
            self.drop_button, self.silent_button, self.confirm_button, self.add_button, self.close_button,
        ):  # fmt: skip
            row.addWidget(button)

    def show_state(self, place: int, day: str, *, is_live: bool, is_snapshot: bool) -> None:
        """The list that is seen; ``day``: which day «без изменений» stands for."""
        marked = len(self._models[place].marks()) if place <= PLACES_LIST else 0
        self.add_button.setVisible(place == POSTS_LIST and is_live)
        self.close_button.setVisible(place == POSTS_LIST and is_live)
        self.close_button.setEnabled(bool(self._models[POSTS_LIST].rows))
        self.close_button.setText(f"Закрыть отмеченные: {marked}…" if marked else "Закрыть…")
        silent = any(row.can_mark for row in self._models[PLACES_LIST].rows)
        for button in (self.confirm_button, self.silent_button):
            button.setVisible(place == PLACES_LIST and is_live)
            button.setEnabled(silent)
        self.confirm_button.setText(f"Без изменений на {day}" + (f": {marked}" if marked else ""))
        self.drop_button.setVisible(is_snapshot)
        hints = {
            POSTS_LIST: "Enter открывает запись, пробел отмечает." if is_live
            else "Снимок не меняется: строки те, что записаны.",
            PLACES_LIST: "«Не сообщила» – не то же, что «вакансий нет»: отметьте тех, кто подтвердил «без изменений»."
            if is_live else "Так организации сообщили к дню снимка.",
        }  # fmt: skip
        self.hint.setText(hints.get(place, ""))
