"""«Состав по правилу»: the rule of a community, who should enter and leave on a day, exceptions that are remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from ...core.conditions import Condition
from ...core.dates import format_date
from ...core.kinds import BadValue, Choice, Date, Text
from ...core.progress import Progress
from ...indicators.words import words
from ...registers import REGISTERS
from ...registers.dictionaries import LOCALITY, ORG_TYPE
from ...registers.membership_exceptions import EXCEPTION_KIND
from ...reports.document import Document
from ...reports.library import rows_list
from ...storage.database import Database
from ...work import membership_rule as work
from ...work.membership_rule import Drift, Move
from ..context import Context
from ..documents import DocumentSource
from ..forms.condition_builder import ConditionBuilder
from ..forms.editors import editor_for
from ..forms.link_editor import LinkEditor
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn
from ..widgets.basics import MutedLabel, push_button, text_label
from .action_panel import asked
from .views_page import View, ViewAction, ViewsPage

_MOVES = (
    RowColumn("Педагог", 270), RowColumn("Организация", 250), RowColumn("Должность", 220), RowColumn("Почему"),
)  # fmt: skip
_TEACHERS = REGISTERS["teachers"]


@dataclass(frozen=True)
class _Read:
    drifts: tuple[Drift, ...]
    community: int | None


class MembershipRulePage(ViewsPage):
    """All rules, and the moves of the chosen one."""

    help_key = "memberships"
    concerns = frozenset({
        "memberships", "membership_rules", "membership_exceptions", "communities", "teachers", "employments",
        "organizations",
    })  # fmt: skip
    has_paper = True
    views = (
        View(
            "rules", "Правила", (RowColumn("Сообщество", 380), RowColumn("Правило", 400), RowColumn("Состав")),
            "Здесь будут сообщества, состав которых задан правилом, например «все учителя математики». "
            "Выберите сообщество вверху и составьте правило.", "community",
            (ViewAction("Убрать правило", "delete", "remove_rule", needs_marks=False, needs_row=True,
                        about="Правило выбранного сообщества; участники остаются"),),
        ),
        View(
            "enter", "Кому войти", _MOVES,
            "Здесь будут те, кто отвечает правилу, но в сообществе не состоит. Сейчас таких нет.", "people",
            (ViewAction("Принять отмеченных", "done", "move_people", about="Ctrl+Enter: участвуют с дня вверху"),
             ViewAction("Не включать", "cancel", "exclude", about="Запомнить: правило их не принимает")),
            has_marks=True,
        ),
        View(
            "leave", "Кому выйти", _MOVES,
            "Здесь будут участники, которые больше не отвечают правилу. Сейчас таких нет.", "people",
            (ViewAction("Завершить участие отмеченных", "done", "move_people",
                        about="Ctrl+Enter: последним станет день перед днём вверху"),
             ViewAction("Оставить всегда", "lock", "include", about="Запомнить: правило их не исключает")),
            has_marks=True,
        ),
        View(
            "exceptions", "Исключения",
            (RowColumn("Педагог", 300), RowColumn("Исключение", 180), RowColumn("Почему")),
            "Здесь будут педагоги, о которых правило не решает: «состоит всегда» и «не включать».", "lock",
            (ViewAction("Убрать исключение", "delete", "drop", about="Решать снова будет правило"),), has_marks=True,
        ),
    )  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Состав по правилу", gateway, context)
        self.drift: Drift | None = None
        self._drifts: tuple[Drift, ...] = ()
        self.community = LinkEditor(
            REGISTERS["memberships"].by_name["community_id"], "communities", gateway
        )  # fmt: skip
        self.community.edited.connect(self._on_community)
        day = asked("day", "На день", Date())
        self.day = editor_for(day.kind, day, gateway)
        self.day.set_value(date.today())
        self.day.edited.connect(self.later)
        self.rule_button = push_button("Составить правило", "edit")
        self.rule_button.setToolTip("По должности, предмету и организации")
        self.rule_button.clicked.connect(self.ask_rule)
        self.own_button = push_button("Своё условие", "filter")
        self.own_button.setToolTip("Любое условие о педагоге, как в выборках")
        self.own_button.clicked.connect(self.build_rule)
        row = QHBoxLayout()
        row.addWidget(text_label("Сообщество", "field"))
        row.addWidget(self.community, 1)
        row.addWidget(text_label("на день", "field"))
        row.addWidget(self.day)
        row.addWidget(self.rule_button)
        row.addWidget(self.own_button)
        self.column.insertLayout(1, row)
        self.rule_words = MutedLabel("", wrap=True)
        self.column.insertWidget(2, self.rule_words)
        self.builder: ConditionBuilder | None = None
        for area in self.areas.values():  # in the panel and the builder the keys mean their own button
            on_enter = QShortcut(QKeySequence("Ctrl+Return"), area)
            on_enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            on_enter.activated.connect(self.do)
        self.areas["rules"].table.opened.connect(self._on_rule)
        self._show_buttons()

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        if place.record_id is not None:
            self.community.set_value(place.record_id)
        super().arrive(place)
        self._show_buttons()
        self.community.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_view(self, key: str) -> None:
        self.area.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_community(self) -> None:
        self._show_buttons()
        self.ask()

    def _show_buttons(self) -> None:
        is_chosen = self.community.chosen() is not None
        self.rule_button.setEnabled(is_chosen)
        self.own_button.setEnabled(is_chosen)

    def on_day(self) -> date:
        """The day of the moves; today while the field is empty or wrong."""
        try:
            return self.day.value() or date.today()
        except BadValue:
            return date.today()

    def reader(self) -> Callable[[Database], Any]:
        chosen, on = self.community.chosen(), self.on_day()
        wanted = chosen.id if chosen is not None else None

        def read(db: Database) -> _Read:
            return _Read(tuple(work.drift(db, rule, on) for rule in work.rules(db)), wanted)

        return read

    def show_found(self, found: _Read) -> None:
        self._drifts = found.drifts
        self.drift = next((each for each in found.drifts if each.rule.community_id == found.community), None)
        self.show_rows("rules", [_rule_row(each) for each in found.drifts])
        drift = self.drift
        self.show_rows("enter", [_move_row(each) for each in drift.enter] if drift else [])
        self.show_rows("leave", [_move_row(each) for each in drift.leave] if drift else [])
        kept = drift.exceptions if drift else ()
        labels = EXCEPTION_KIND.labels
        self.show_rows("exceptions", [
            Row((each.person, labels[each.kind], each.note), each.id, Place("record:teachers", each.teacher_id))
            for each in kept
        ])  # fmt: skip
        if drift is not None:
            self.rule_words.setText(f"Правило: {drift.rule.words}. На {format_date(drift.on)}: {drift.words()}.")
        elif found.community is not None:
            self.rule_words.setText("У этого сообщества правила нет: составьте его.")
        else:
            self.rule_words.setText("Выберите сообщество, чтобы увидеть, кому войти и выйти.")
        self.rule_button.setText("Изменить правило" if drift else "Составить правило")
        self.foot.setText("Никто не переводится сам: отметьте людей и нажмите кнопку. Прошлые записи не меняются.")

    def _on_rule(self, row: Row) -> None:
        self.community.set_value(row.key)
        self._show_buttons()
        drift = next((each for each in self._drifts if each.rule.community_id == row.key), None)
        self.switch.choose("leave" if drift and drift.leave and not drift.enter else "enter")
        self.ask()

    # -- the rule ------------------------------------------------------------------------------------------------

    def ask_rule(self) -> None:
        """Asks for position, subject and organisation."""
        chosen = self.community.chosen()
        if chosen is None:
            return
        fields = (
            asked("position", "Должность", Text(200, suggest="positions")),
            asked("subject", "Предмет", Text(200, suggest="subjects")),
            asked("kind", "Ступень или тип организации", Choice(ORG_TYPE)),
            asked("locality", "Местность", Choice(LOCALITY)),
        )
        rule = self.drift.rule if self.drift is not None else None
        known = work.job_fields(rule.condition) if rule is not None else None
        own = f" Сейчас правило своё: {rule.words}; новое его заменит." if rule is not None and known is None else ""
        self.panel.ask(
            f"Кто входит: {chosen.title}", "Записать правило", fields, self._set_quick, known,
            f"Все, кто работает в этот день и подходит под заполненные поля.{own}",
        )  # fmt: skip

    def _set_quick(self, values: dict[str, Any]) -> None:
        if not any(values.values()):
            self.banner.show_error("Правило пусто.", "Заполните хотя бы одно поле.")
            return
        said = [
            f"{name}: {text}" for name, text in (
                ("должность", values["position"]), ("предмет", values["subject"]),
                ("организация", ORG_TYPE.labels.get(values["kind"])),
                ("местность", LOCALITY.labels.get(values["locality"])),
            ) if text
        ]  # fmt: skip
        self._set(work.job_condition(**values), "; ".join(said))

    def build_rule(self) -> None:
        """Opens the builder of conditions over people."""
        if self.builder is None:
            self.builder = ConditionBuilder(_TEACHERS, self._gateway)
            self.builder.applied.connect(self._set_own)
            self.builder.cancelled.connect(self.builder.hide)
            self.builder.apply_button.setText("Записать правило")
            self.column.insertWidget(3, self.builder)
        self.builder.show()
        rule = self.drift.rule if self.drift is not None else None
        if rule is None or not self.builder.edit(work.own_condition(rule.condition)):
            self.builder.edit(None)
        self.builder.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _set_own(self, condition: Condition | None) -> None:
        if condition is not None and self.builder is not None:
            self.builder.hide()
            self._set(work.working(condition), words(_TEACHERS, condition))

    def _set(self, condition: Condition, said: str) -> None:
        chosen = self.community.chosen()
        if chosen is not None:
            self.write(
                lambda db: work.set_rule(db, chosen.id, condition, said, date.today()),
                lambda _: f"Правило записано: {said}.",
            )

    def remove_rule(self) -> None:
        """The rule of the chosen community goes, its members stay."""
        row = self.areas["rules"].table.current()
        found = next((each for each in self._drifts if row is not None and each.rule.community_id == row.key), None)
        if found is not None:
            rule = found.rule
            self.write(lambda db: work.remove_rule(db, rule), lambda _: f"Правило убрано: {rule.community}.")

    # -- the moves -----------------------------------------------------------------------------------------------

    def do(self) -> None:
        """The main action of the list that is shown."""
        if self.switch.chosen() in ("enter", "leave") and self.marks():
            self.move_people()

    def move_people(self) -> None:
        """Takes the marked people in or out."""
        drift, marks = self.drift, self.marks()
        if drift is not None and marks:
            self.write(
                lambda db: work.apply(db, drift, marks),
                lambda done: f"Вошли: {done.entered}." if done.entered else f"Вышли: {done.left}.",
            )

    def exclude(self) -> None:
        self._except("exclude")

    def include(self) -> None:
        self._except("include")

    def _except(self, kind: str) -> None:
        drift, marks = self.drift, self.marks()
        if drift is not None and marks:
            self.write(
                lambda db: work.except_people(db, drift, marks, kind),
                lambda count: f"Запомнено: {EXCEPTION_KIND.labels[kind]} – {count}.",
            )

    def drop(self) -> None:
        """The rule decides again."""
        marks = self.marks()
        self.write(lambda db: work.drop_exceptions(db, marks), lambda count: f"Убрано исключений: {count}.")

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        view, drift = self.area.view, self.drift
        columns = tuple((column.title, column.width or 240) for column in view.columns)
        rows = tuple(row.values for row in self.area.model.rows)
        above = () if drift is None or view.key == "rules" else (drift.rule.community, self.rule_words.text())
        title = f"Состав по правилу: {view.title.lower()}"

        def build(db: Database, _: Progress) -> Document:
            return rows_list.build(rows_list.Sheet(title, columns, rows, above), date.today())

        return DocumentSource(title, build, Place("membership_rule"))


def _rule_row(drift: Drift) -> Row:
    tone: Any = "warn" if drift.enter or drift.leave else "good"
    return Row((drift.rule.community, drift.rule.words, drift.words()), drift.rule.community_id, tone=tone)


def _move_row(move: Move) -> Row:
    place = Place("record:teachers", move.teacher_id)
    return Row((move.person, move.organization, move.position, move.reason), move.teacher_id, place)
