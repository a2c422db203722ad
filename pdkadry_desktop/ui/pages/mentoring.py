"""«Наставничество: что оформить»: pairs and the papers they lack by art. 351.8, filled for many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox

from ...core.kinds import Bool, Choice, Date, Dictionary
from ...core.text import counted
from ...reports.library import mentoring as paper
from ...storage.database import Database
from ...work import mentoring as work
from ...work.mentoring import GAPS, LAW_FROM, Pair, Pairs
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, Tone
from .action_panel import asked, field_of
from .views_page import View, ViewAction, ViewsPage

_PAPERS = ("consent_on", "agreement", "directive_no", "directive_on", "programme", "payment", "ends_on")
_PAIRS = ("пара", "пары", "пар")
_NOTHING = "Оформлять нечего: у всех действующих пар есть согласие, соглашение, программа, оплата и срок."
_STATUS = Dictionary("pair_end", {"finished": "завершена", "dissolved": "расторгнута"})
_COLUMNS = (
    RowColumn("Наставник", 270), RowColumn("Наставляемый", 220), RowColumn("Организация", 130),
    RowColumn("Что оформить", 330), RowColumn("Начало", 100), RowColumn("Окончание", 100), RowColumn("Приказ", 170),
    RowColumn("Форма", 160),
)  # fmt: skip
_ACTIONS = (
    ViewAction("Внести документы", "edit", "ask_papers", about="Согласие, соглашение, программа, оплата, приказ, срок"),
    ViewAction("Завершить пары", "done", "ask_end", about="Срок истёк: пара больше не действует"),
    ViewAction("Пары из приказа", "copy", "open_pairs", needs_marks=False,
               about="Вставить приложение к приказу: наставник – наставляемый – срок"),
)  # fmt: skip


class MentoringPage(ViewsPage):
    """What is to be drawn up on the day of the context."""

    concerns = frozenset({"mentorships", "teachers", "organizations"})
    has_paper = True
    help_key = "mentorships"
    views = (
        View(
            "todo", "Что оформить", _COLUMNS, _NOTHING, "mentor", _ACTIONS, has_marks=True,
        ),
        View(
            "ready", "Оформлены", _COLUMNS, "Здесь будут пары, у которых все документы внесены.", "done",
            _ACTIONS[1:], has_marks=True,
        ),
    )  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__(paper.TITLE, gateway, context)
        self._found = Pairs((), 0, context.as_of)
        self.gap = QComboBox()
        self.gap.setAccessibleName("Чего нет")
        self.gap.setMinimumContentsLength(22)
        self.gap.addItem("все пары", "")
        for key, text in GAPS.items():
            self.gap.addItem(text, key)
        self.gap.activated.connect(lambda _: self._show())
        self.bar.insertWidget(self.bar.count() - 1, self.gap)

    def reader(self) -> Callable[[Database], Pairs]:
        on = self._context.as_of
        return lambda db: work.pairs(db, on)

    def show_found(self, found: Pairs) -> None:
        self._found = found
        counts = {gap: sum(gap in each.gaps for each in found.pairs) for gap in GAPS}
        for place, (gap, text) in enumerate(GAPS.items(), 1):
            self.gap.setItemText(place, f"{text} · {counts[gap]}" if counts[gap] else text)
        self._show()

    def _show(self) -> None:
        self.areas["todo"].empty.set_text(self._why_empty())
        self.show_rows("todo", [_row(each) for each in self._todo()])
        self.show_rows("ready", [_row(each) for each in self._found.pairs if not each.words()])
        count = counted(len(self._found.pairs), *_PAIRS)
        self.header.set_count("" if self._found.on < LAW_FROM else f"{count} на {self._found.on:%d.%m.%Y}")
        notes = []
        if self._found.left_out:
            notes.append(f"Пары с обучающимися сюда не входят: {self._found.left_out}.")
        self.foot.setText(" ".join(notes))
        self.foot.setVisible(bool(notes))

    def _why_empty(self) -> str:
        day = f"{self._found.on:%d.%m.%Y}"
        if self._found.on < LAW_FROM:
            return (
                f"На {day} оформлять нечего: статья 351.8 действует с {LAW_FROM:%d.%m.%Y}. Выберите дату вверху окна."
            )
        if not self._found.pairs:
            return (
                f"На {day} действующих пар нет. Другую дату выбирают вверху окна; пары добавляют в реестре "
                "«Наставничество» или вставляют из приказа."
            )
        if self.gap.currentData():
            return f"На {day} таких пар нет. Остальные покажет «{self.gap.itemText(0)}»."
        return _NOTHING

    def _todo(self) -> list[Pair]:
        gap = self.gap.currentData()
        return [each for each in self._found.pairs if each.words() and (not gap or gap in each.gaps)]

    # -- actions -------------------------------------------------------------------------------------------------

    def ask_papers(self) -> None:
        """What all marked pairs have in common."""
        ids = self.marks()
        fields = (
            *(field_of("mentorships", name) for name in _PAPERS),
            asked("replaces", "Заменить внесённое раньше", Bool()),
        )

        def fill(values: dict[str, Any]) -> None:
            only_empty = not values.pop("replaces")
            self.write(
                lambda db: work.fill(db, ids, values, only_empty=only_empty),
                lambda count: f"Документы внесены: {counted(count, *_PAIRS)}.",
            )

        self.panel.ask(
            f"Документы: {counted(len(ids), *_PAIRS)}", "Внести", fields, fill, {"replaces": False},
            note="Пустое поле ничего не меняет. То, что уже внесено, остаётся, если не выбрано «Заменить».",
        )  # fmt: skip

    def ask_end(self) -> None:
        """Marked pairs do not work any more."""
        ids = self.marks()
        fields = (
            asked("status", "Состояние", Choice(_STATUS), required=True),
            asked("ends_on", "Последний день", Date(), required=True),
        )
        self.panel.ask(
            f"Завершить: {counted(len(ids), *_PAIRS)}", "Завершить", fields,
            lambda values: self.write(
                lambda db: work.fill(db, ids, values, only_empty=False),
                lambda count: f"Завершено: {counted(count, *_PAIRS)}.",
            ),
            {"status": "finished", "ends_on": self._context.as_of},
        )  # fmt: skip

    def open_pairs(self) -> None:
        self.go.emit(Place("mentoring_pairs"))

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        on, gap, is_ready = self._context.as_of, self.gap.currentData(), self.switch.chosen() == "ready"

        def make(db: Database, _: Any) -> Any:
            found = work.pairs(db, on)
            if is_ready:
                shown = [each for each in found.pairs if not each.words()]
            else:
                shown = [each for each in found.pairs if each.words() and (not gap or gap in each.gaps)]
            return paper.build(found, shown, date.today())

        return DocumentSource(paper.TITLE, make, Place("mentoring"))


def _row(each: Pair) -> Row:
    values = (
        each.mentor, each.mentee, each.organization, each.words() or "оформлено", each.starts_on, each.ends_on,
        each.order, each.form,
    )  # fmt: skip
    tone: Tone = "bad" if "over" in each.gaps or "consent" in each.gaps else "warn" if each.words() else "good"
    return Row(values, each.id, Place("record:mentorships", each.id), tone)
