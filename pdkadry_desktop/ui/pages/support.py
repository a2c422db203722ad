"""«Меры поддержки»: sums by kind, fund and year, measures that overlap, prizes by nomination."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QSpinBox

from ...core.kinds import Text
from ...registers.dictionaries import SUPPORT_KIND
from ...reports.library import support as paper
from ...reports.library.card_parts import span
from ...reports.library.support import NO_FUND, SupportView, measure_words, view, years_words
from ...storage.database import Database
from ...work import support as work
from ...work.stipends import roubles
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn
from ..widgets.basics import text_label
from .action_panel import asked
from .views_page import View, ViewAction, ViewsPage


class SupportPage(ViewsPage):
    """The summary of the chosen years."""

    concerns = frozenset({"support_measures", "stipend_payments", "stipend_rules", "award_nominations", "teachers"})
    has_paper = True
    help_key = "support_measures"
    views = (
        View(
            "totals", "Сводка",
            (RowColumn("Вид", 260), RowColumn("Источник", 250), RowColumn("Год", 70, True), RowColumn("Мер", 80, True),
             RowColumn("Человек", 90, True), RowColumn("Сумма, ₽", 130, True), RowColumn("Без суммы", 110, True)),
            "Здесь будут суммы по видам, источникам и годам. Внесите меры в реестр «Меры поддержки».", "support",
            adds=("support_measures", "Добавить меру поддержки"),
        ),
        View(
            "overlaps", "Пересечения",
            (RowColumn("Педагог", 210), RowColumn("Первая мера", 270), RowColumn("Вторая мера", 270),
             RowColumn("Совпадают", 160), RowColumn("Что это", 280)),
            "Пересечений нет: никто не получает одно и то же из двух источников сразу.", "done",
            (ViewAction("Пояснить…", "edit", "ask_note",
                        about="Записать, почему две меры в одно время назначены верно"),),
            has_marks=True,
        ),
        View(
            "prizes", "Премии по номинациям",
            (RowColumn("Номинация", 300), RowColumn("Премия", 360), RowColumn("Год", 70, True),
             RowColumn("Человек", 90, True), RowColumn("Сумма, ₽", 120, True), RowColumn("По тексту", 100, True)),
            "Здесь будут премии по номинациям: укажите номинацию в мере поддержки.", "award",
            (
                ViewAction("Записать узнанные номинации", "link", "link_names",
                           about="Связать меры с номинациями, которые названы в основании"),
                ViewAction("Номинации и их написания", "list", "open_nominations", needs_marks=False),
            ),
            has_marks=True,
        ),
    )  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Меры поддержки: сводка", gateway, context)
        self._found = SupportView((), (), (), context.year, context.year)
        self.years = QSpinBox()
        self.years.setRange(1, 30)
        self.years.setAccessibleName("За сколько лет")
        self.years.valueChanged.connect(lambda _: self.later())
        self.years.setToolTip("За сколько лет до отчётного года включительно складывать")
        self.bar.insertWidget(1, text_label("Лет:", "field"))
        self.bar.insertWidget(2, self.years)
        register = self.header.add_action("Реестр", "list")
        register.clicked.connect(lambda: self.go.emit(Place("register:support_measures")))

    def _years(self) -> tuple[int, int]:
        last = self._context.year
        return last - self.years.value() + 1, last

    def reader(self) -> Callable[[Database], SupportView]:
        first, last = self._years()
        return lambda db: view(db, first, last)

    def show_found(self, found: SupportView) -> None:
        self._found = found
        self.show_rows("totals", [
            Row((SUPPORT_KIND.labels[each.kind], each.fund or NO_FUND, each.year, each.measures, each.people,
                 _money(each.amount), each.without_amount or None), (each.kind, each.fund, each.year),
                tone="warn" if each.without_amount else "")
            for each in found.totals
        ])  # fmt: skip
        self.show_rows("overlaps", [
            Row((each.first.name, measure_words(each.first), measure_words(each.second),
                 span(each.starts_on, each.ends_on), f"пояснено: {each.note}" if each.note else each.why),
                (each.first.id, each.second.id), Place("record:support_measures", each.second.id),
                "good" if each.note else "warn")
            for each in found.overlaps
        ])  # fmt: skip
        self.show_rows("prizes", [
            Row((each.nomination.name, each.nomination.prize, each.year, each.people, _money(each.amount),
                 len(each.by_text) or None), (each.nomination.id, each.year),
                Place("record:award_nominations", each.nomination.id), can_mark=bool(each.by_text))
            for each in found.awarded
        ])  # fmt: skip
        amount = roubles(found.amount)
        asked_words = f" · пересечений без пояснения: {found.open}" if found.open else ""
        self.header.set_count(f"{years_words(found)} · {amount}\u00a0₽{asked_words}")
        self.foot.setText("Мера относится к году, в котором началась; пустая сумма – неизвестна, а не ноль.")

    # -- actions -------------------------------------------------------------------------------------------------

    def ask_note(self) -> None:
        """Why the marked pairs are right."""
        ids = [second for _, second in self.marks()]

        def do(given: dict[str, Any]) -> None:
            self.write(lambda db: work.explain(db, ids, given["note"]), lambda _: "Пояснение записано.")

        self.panel.ask(
            "Почему обе меры назначены верно", "Записать", (asked("note", "Пояснение", Text(300), required=True),), do
        )

    def link_names(self) -> None:
        """Keeps the nominations known by the text."""
        marked = set(self.marks())
        lines = [each for each in self._found.awarded if (each.nomination.id, each.year) in marked]
        self.write(lambda db: work.link_nominations(db, lines), lambda count: f"Номинации указаны: {count}.")

    def open_nominations(self) -> None:
        self.go.emit(Place("register:award_nominations"))

    def source(self) -> DocumentSource:
        first, last = self._years()
        return DocumentSource(
            "Меры поддержки", lambda db, _: paper.build(view(db, first, last), date.today()), Place("support")
        )


def _money(amount: Fraction) -> int | float:
    return int(amount) if amount.denominator == 1 else round(float(amount), 2)
