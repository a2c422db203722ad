"""«Предложения рекомендаций»: drafts made from the figures; taken over, edited or struck out by the methodologist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox

from ...core.kinds import Date, Text
from ...core.text import counted, fold
from ...cycle import drafts as work
from ...cycle.drafts import RULES, Draft
from ...cycle.store import Cycle, cycle_of
from ...indicators.profiles import load_profile
from ...reports.library.cycle_data import results_of
from ...storage.database import Database
from ..context import Context
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn
from .action_panel import asked
from .views_page import View, ViewAction, ViewsPage

_DRAFTS = ("проект", "проекта", "проектов")


@dataclass(frozen=True)
class _Found:
    cycle: Cycle | None
    drafts: tuple[Draft, ...]


class CycleProposalsPage(ViewsPage):
    """What the program proposes for the cycle of the context; every sentence names its figures."""

    concerns = frozenset({
        "cycles", "recommendations", "proposal_refusals", "courses", "diagnostics", "mentorships", "employments",
        "teachers", "organizations",
    })  # fmt: skip
    help_key = "cycle"
    views = (
        View(
            "drafts", "Проекты",
            (RowColumn("Организация", 230), RowColumn("Почему", 165), RowColumn("Показатель", 100),
             RowColumn("Проект")),
            "Здесь будут проекты рекомендаций по числам. Сейчас предложить нечего – или цикл этого года не начат.",
            "target",
            (ViewAction("Принять отмеченные", "done", "ask_accept", about="Станут рекомендациями, одним действием"),
             ViewAction("Изменить и принять", "edit", "ask_edit", needs_marks=False,
                        about="Проект, на котором стоит курсор"),
             ViewAction("Вычеркнуть", "cancel", "strike_out", about="В этом цикле больше не предлагать"),
             ViewAction("Педагоги", "people", "show_people", needs_marks=False,
                        about="О ком говорит проект, на котором стоит курсор")),
            has_marks=True,
        ),
    )  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Предложения рекомендаций", gateway, context)
        self._found = _Found(None, ())
        self.switch.hide()
        self.search.setPlaceholderText("Организация, показатель, слово")
        self.rule = QComboBox()
        self.rule.setAccessibleName("Почему предложено")
        self.rule.setMinimumContentsLength(24)
        self.rule.addItem("все причины", "")
        for key, title in RULES.items():
            self.rule.addItem(title, key)
        self.rule.activated.connect(lambda _: self._show())
        self.bar.insertWidget(0, self.rule)
        self.area.table.current_changed.connect(self._on_row)
        back = self.header.add_action("К циклу", "cycle")
        back.clicked.connect(lambda: self.go.emit(Place("cycle")))

    def ask(self) -> None:
        """Long on a city's base: with progress, and it can be cancelled."""
        self._asked += 1
        asked_now, read = self._asked, self._reader()
        self._gateway.run(
            self.header.title(), read, lambda found: self.show_found(found) if asked_now == self._asked else None,
            self._refused,
        )  # fmt: skip

    def _reader(self) -> Callable[[Database, Any], _Found]:
        profile, period = load_profile(self._context.profile_id), self._context.period

        def read(db: Database, progress: Any) -> _Found:
            cycle = cycle_of(db, profile.id, period.year)
            if cycle is None:
                return _Found(None, ())
            found = work.propose(db, cycle, results_of(db, profile, period), period.end, progress)
            return _Found(cycle, tuple(found))

        return read

    def show_found(self, found: _Found) -> None:
        self._found = found
        counts = {rule: sum(each.rule == rule for each in found.drafts) for rule in RULES}
        for place, (rule, title) in enumerate(RULES.items(), 1):
            self.rule.setItemText(place, f"{title} · {counts[rule]}" if counts[rule] else title)
        places = len({each.organization_id for each in found.drafts})
        self.header.set_count(
            f"{counted(len(found.drafts), *_DRAFTS)} для {counted(places, 'организации', 'организаций', 'организаций')}"
            f" на {self._context.as_of:%d.%m.%Y}"
        )
        self._show()

    def _show(self) -> None:
        rule = self.rule.currentData()
        shown = [each for each in self._found.drafts if not rule or each.rule == rule]
        self.show_rows("drafts", [
            Row((each.organization, RULES[each.rule], each.indicator, each.text), each.key) for each in shown
        ])  # fmt: skip
        self._on_row(self.area.table.current())

    def _on_row(self, row: Row | None) -> None:
        draft = self._draft(row)
        self.foot.setText(draft.text if draft else "")

    def _draft(self, row: Row | None) -> Draft | None:
        return next((each for each in self._found.drafts if row is not None and each.key == row.key), None)

    def _chosen(self) -> list[Draft]:
        marks = set(self.marks())
        return [each for each in self._found.drafts if each.key in marks]

    # -- actions -------------------------------------------------------------------------------------------------

    def ask_accept(self) -> None:
        cycle, chosen = self._found.cycle, self._chosen()
        if cycle is None:
            return
        self.panel.ask(
            f"Принять: {counted(len(chosen), *_DRAFTS)}", "Принять", (asked("due_on", "Ответить до", Date()),),
            lambda values: self.write(
                lambda db: work.accept(db, cycle, chosen, values["due_on"]),
                lambda ids: f"Записано: {counted(len(ids), 'рекомендация', 'рекомендации', 'рекомендаций')}.",
            ),
            note="Проекты станут рекомендациями-черновиками цикла; отменяется одним действием.",
        )  # fmt: skip

    def ask_edit(self) -> None:
        cycle, draft = self._found.cycle, self._draft(self.area.table.current())
        if cycle is None or draft is None:
            self.banner.show_error("Проект не выбран.", "Поставьте курсор на строку.")
            return
        fields = (asked("text", f"{draft.organization}: {RULES[draft.rule]}", Text(4000, rows=5), required=True),)
        self.panel.ask(
            "Изменить и принять проект", "Принять", fields,
            lambda values: self.write(
                lambda db: work.accept(db, cycle, [replace(draft, text=values["text"])]),
                lambda _: "Рекомендация записана.",
            ),
            {"text": draft.text},
        )  # fmt: skip

    def strike_out(self) -> None:
        cycle, chosen = self._found.cycle, self._chosen()
        if cycle is not None:
            self.write(
                lambda db: work.strike_out(db, cycle, chosen, date.today()),
                lambda count: f"Вычеркнуто: {counted(count, *_DRAFTS)}.",
            )

    def show_people(self) -> None:
        draft = self._draft(self.area.table.current())
        if draft is None or not draft.people:
            self.banner.show_error("Этот проект говорит не о людях поимённо.", "Выберите строку «нет ПК 3 года».")
            return
        title = f"{draft.organization}: {fold(RULES[draft.rule])}"
        self.go.emit(Place("register:teachers", only=draft.people, title=title))
