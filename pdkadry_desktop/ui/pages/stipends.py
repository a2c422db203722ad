"""«Стипендии»: what the rules give each student, what is asked first, what was paid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QComboBox

from ...core.kinds import Choice, Date, Dictionary, Text
from ...core.register import FieldSpec
from ...core.text import counted
from ...registers import REGISTERS
from ...registers.stipend_rules import MONTH
from ...reports.library import stipends as paper
from ...storage.database import Database
from ...work import stipend_actions as actions
from ...work.stipend_lines import MONTH_NUMBERS, Line, StipendView, academic_months, months_words, stipends
from ...work.stipends import Ask, roubles
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, Tone
from ..widgets.ask_bar import AskBar
from .action_panel import asked
from .views_page import View, ViewAction, ViewsPage

_STUDENTS = ("студент", "студента", "студентов")
_ACADEMIC = tuple(code for code in MONTH.labels if MONTH_NUMBERS[code] >= 9 or MONTH_NUMBERS[code] <= 5)
_PARTS = {
    "year": ("весь учебный год", 0, 11),
    "autumn": ("сентябрь – январь", 0, 4),
    "spring": ("февраль – август", 5, 11),
}
_WHO = (RowColumn("Студент", 220), RowColumn("Стипендия", 200), RowColumn("Месяцы", 145))


class StipendsPage(ViewsPage):
    """Lists of one academic year or a part of it; a mark and one action for many."""

    concerns = frozenset({"stipend_rules", "stipend_payments", "study_results", "target_students"})
    has_paper = True
    help_key = "target_students"
    views = (
        View(
            "question", "Вопросы", (*_WHO, RowColumn("В месяц, ₽", 90, True), RowColumn("Что неизвестно", 430)),
            "Здесь будет то, чего приказ или карточка студента не говорят. Сейчас вопросов нет.", "question",
            (
                ViewAction("Месяцы выплаты…", "calendar", "ask_months", needs_marks=False,
                           about="Назвать один раз месяцы, в которые платят стипендию"),
                ViewAction("Как округлять балл…", "edit", "ask_rounding", needs_marks=False,
                           about="Решить один раз, что делать с баллом между строками: 3,95 или 4,55"),
                ViewAction("Подтвердить успешное обучение", "done", "ask_success"),
            ),
            has_marks=True,
        ),
        View(
            "entitled", "К выплате",
            (*_WHO, RowColumn("В месяц, ₽", 90, True), RowColumn("Сумма, ₽", 90, True),
             RowColumn("Выплачено, ₽", 100, True), RowColumn("Почему", 460)),
            "Здесь будут студенты, которым по правилам положена стипендия: сумма, месяцы и почему.", "support",
            (ViewAction("Отметить выплаченными", "done", "ask_paid"),),
            has_marks=True,
        ),
        View(
            "no", "Не положено", (*_WHO, RowColumn("Почему", 640)),
            "Здесь будут студенты, которым стипендия по правилам не положена, и почему.", "cancel",
        ),
    )  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Стипендии студентов", gateway, context)
        self._found = StipendView((), (), False, False)
        self.ask_bar = AskBar()
        self.column.insertWidget(1, self.ask_bar)
        rules = self.header.add_action("Правила", "edit")
        rules.setToolTip("Суммы, баллы, месяцы и сроки правил")
        rules.clicked.connect(lambda: self.go.emit(Place("register:stipend_rules")))
        results = self.header.add_action("Успеваемость", "list")
        results.clicked.connect(lambda: self.go.emit(Place("register:study_results")))
        self.year = QComboBox()
        self.year.setAccessibleName("Учебный год")
        self.part = QComboBox()
        self.part.setAccessibleName("Часть учебного года")
        for key, (title, _, _) in _PARTS.items():
            self.part.addItem(title, key)
        for place, month in enumerate(academic_months(2000)):
            self.part.addItem(list(MONTH.labels.values())[month.month - 1], place)
        self.bar.insertWidget(1, self.year)
        self.bar.insertWidget(2, self.part)
        self.year.activated.connect(lambda _: self.ask())
        self.part.activated.connect(lambda _: self.ask())
        context.changed.connect(self._on_context)
        self._on_context()

    # -- reading -------------------------------------------------------------------------------------------------

    def _on_context(self) -> None:
        """The academic years around the reporting year, the one of its as-of date first chosen."""
        on = self._context.as_of
        now = on.year if on.month >= 9 else on.year - 1
        self.year.clear()
        for year in range(now + 1, now - 6, -1):
            self.year.addItem(f"{year}/{(year + 1) % 100:02}", year)
        self.year.setCurrentIndex(self.year.findData(now))

    def months(self) -> tuple[date, ...]:
        """The months chosen by the controls."""
        year, part = self.year.currentData(), self.part.currentData()
        if isinstance(part, int):
            return academic_months(year, part, part)
        _, first, last = _PARTS[part]
        return academic_months(year, first, last)

    def period(self) -> str:
        """«учебный год 2023/24: сентябрь – январь»."""
        return f"учебный год {self.year.currentText()}: {self.part.currentText()}"

    def reader(self) -> Callable[[Database], StipendView]:
        months = self.months()
        return lambda db: stipends(db, months)

    def show_found(self, found: StipendView) -> None:
        self._found = found
        rows: dict[str, list[Row]] = {view.key: [] for view in self.views}
        for line in found.lines:
            rows[line.verdict.state].append(_row(line))
        for key, its in rows.items():
            self.show_rows(key, its)
        buttons = [button for button, _ in self.areas["question"].buttons]
        buttons[0].setEnabled(bool(actions.open_measures(found.lines, "months")))
        buttons[1].setEnabled(bool(actions.open_measures(found.lines, "rounding")))
        self.header.set_count(
            f"к выплате {roubles(found.due)}\u00a0₽ · выплачено {roubles(found.paid)}\u00a0₽"
            if found.has_rules else "правил ещё нет"
        )  # fmt: skip
        self.foot.setText(
            "Балл берётся из последней сессии, которая кончилась до начала месяца; суммы под вопросом в итог не входят."
        )
        self._offer(found)
        self.point()

    def _offer(self, found: StipendView) -> None:
        """Without rules or students there is nothing to work out: what to do is said."""
        if not found.has_rules:
            order = actions.shipped()[0]
            self.ask_bar.ask(
                "Правил стипендий в базе нет.",
                f"{order.title}: их можно взять как есть и исправить под свой порядок.",
                ("Взять эти правила", lambda: self._take(order)),
                ("Ввести свои", lambda: self.go.emit(Place("record:stipend_rules"))), tone="accent",
            )  # fmt: skip
        elif not found.has_students:
            self.ask_bar.ask(
                "Студентов в базе нет.", "Внесите их в реестр «Целевое обучение» или загрузите книгу района.",
                ("Добавить студента", lambda: self.go.emit(Place("record:target_students"))), tone="accent",
            )  # fmt: skip
        else:
            self.ask_bar.clear()

    def _take(self, order: actions.Shipped) -> None:
        self.write(lambda db: actions.take_shipped(db, order), lambda count: f"Добавлено записей: {count}.")

    # -- answers -------------------------------------------------------------------------------------------------

    def ask_months(self) -> None:
        """The months of one measure, proposed as September – May."""
        self._ask_rule(
            "months", "Когда платят стипендию", ("months", "months_note"), {"months": _ACADEMIC},
            "Приказ месяцев не называет: решение запоминается в правиле, его можно изменить или отменить (Ctrl+Z).",
            lambda db, measure, values: actions.set_months(
                db, measure, values["months"] or (), values["months_note"] or ""
            ),
        )  # fmt: skip

    def ask_rounding(self) -> None:
        """How a score between the lines is read."""
        self._ask_rule(
            "rounding", "Балл между строками приказа", ("rounding", "rounding_note"), {},
            "Приказ молчит о баллах 3,95 и 4,55: от решения зависят деньги. Ниже нижней строки не платят при любом.",
            lambda db, measure, values: actions.set_rounding(
                db, measure, values["rounding"], values["rounding_note"] or ""
            ),
        )  # fmt: skip

    def _ask_rule(
        self, ask: Ask, title: str, names: tuple[str, ...], values: dict[str, Any], note: str,
        write: Callable[[Database, str, dict[str, Any]], int],
    ) -> None:  # fmt: skip
        measures = actions.open_measures(self._found.lines, ask)
        if not measures:
            return
        choice = Dictionary("measure", {str(place): text for place, text in enumerate(measures)})
        fields: list[FieldSpec] = [asked("measure", "Для какой стипендии", Choice(choice), required=True)]
        fields += [_free(name) for name in names]

        def do(given: dict[str, Any]) -> None:
            measure = choice.labels[given["measure"]]
            self.write(lambda db: write(db, measure, given), lambda _: f"Записано в правила: {measure}.")

        self.panel.ask(title, "Записать в правила", fields, do, {"measure": "0", **values}, note)

    def ask_success(self) -> None:
        """The condition of success for the marked students."""
        students = self._students({"success"})
        if not students:
            self.banner.show_error("У отмеченных студентов этого вопроса нет.", "Отметьте строки «подтвердите».")
            return
        before = self.months()[0] - timedelta(days=1)

        def do(given: dict[str, Any]) -> None:
            self.write(
                lambda db: actions.confirm_success(db, students, given["on"]),
                lambda count: f"Успешное обучение подтверждено: {counted(count, *_STUDENTS)}.",
            )

        self.panel.ask(
            f"Успешное обучение: {counted(len(students), *_STUDENTS)}", "Подтвердить",
            (asked("on", "По итогам сессии от", Date(), required=True),), do, {"on": before},
            "Отметка встанет в «Успеваемость» на этот день и действует для следующих месяцев.",
        )  # fmt: skip

    def _students(self, asks: set[str]) -> list[int]:
        marked = set(self.marks())
        found = (line for line in self._found.lines if line.key in marked and asks & set(line.verdict.asks))
        return list(dict.fromkeys(line.student.id for line in found))

    def ask_paid(self) -> None:
        """Marks what the marked lines give as paid."""
        marked = set(self.marks())
        lines = [line for line in self._found.lines if line.key in marked]
        amount = sum(((line.verdict.amount or Fraction(0)) * len(line.unpaid) for line in lines), Fraction(0))
        keys, months = [line.key for line in lines], self.months()

        def do(given: dict[str, Any]) -> None:
            self.write(
                lambda db: actions.pay(db, keys, months, given["paid_on"], given["basis"] or ""),
                lambda done: f"Отмечено выплаченными: {roubles(done.amount)}\u00a0₽."
                + (f" Раньше уже выплачено месяцев: {done.before}." if done.before else ""),
            )  # fmt: skip

        spec = REGISTERS["stipend_payments"].by_name
        self.panel.ask(
            f"Выплачено: {counted(len({line.student.id for line in lines}), *_STUDENTS)}, {roubles(amount)}\u00a0₽",
            "Отметить выплаченными", (spec["paid_on"], spec["basis"]), do, {"paid_on": date.today()},
            "Отмеченное второй раз не платится. У кого есть карточка педагога, выплата встанет и в «Меры поддержки».",
        )  # fmt: skip

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        months, period = self.months(), self.period()
        return DocumentSource(
            f"Стипендии, {period}", lambda db, _: paper.build(stipends(db, months), period, date.today()),
            Place("stipends"),
        )  # fmt: skip


def _free(name: str) -> FieldSpec:
    """A field of the rules, asked for by itself."""
    field = REGISTERS["stipend_rules"].by_name[name]
    kind = Text(300) if isinstance(field.kind, Text) else field.kind
    return FieldSpec(name=name, label=field.label, kind=kind, required=name == "months", help=field.help)


def _row(line: Line) -> Row:
    place = Place("record:target_students", line.student.id)
    verdict = line.verdict
    who = (line.student.name, line.measure, months_words(line.months))
    monthly = _money(verdict.amount)
    if verdict.state == "question":
        return Row((*who, monthly, verdict.why), line.key, place, "warn", "success" in verdict.asks)
    why = "; ".join(text for text in (line.differs, verdict.why) if text)
    if verdict.state == "no":
        return Row((*who, why), line.key, place, "warn" if line.differs else "")
    tone: Tone = "warn" if line.differs else "" if line.unpaid else "good"
    paid = _money(line.paid_sum) if line.paid else None
    return Row((*who, monthly, _money(line.due), paid, why), line.key, place, tone, bool(line.unpaid))


def _money(amount: Fraction | None) -> int | float | None:
    """Whole roubles as a whole number: the table sorts and copies it."""
    if amount is None:
        return None
    return int(amount) if amount.denominator == 1 else round(float(amount), 2)
