"""«Аттестация»: who is due, the applications, the schedule by month, the results of the year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ...core.dates import add_months
from ...core.kinds import Choice, Date, Dictionary
from ...core.text import counted
from ...registers.dictionaries import CATEGORY_KIND
from ...reports.library import attestation as paper
from ...storage.database import Database
from ...work import attestation as work
from ...work.attestation import OPEN, RESULTS, STATES, WHY, Application, Decided, Decision, Due, Terms, terms_from
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, Tone, Value
from ..tokens import Space
from ..widgets.basics import spin_box, text_label
from .action_panel import asked, field_of
from .views_page import View, ViewAction, ViewsPage

_PEOPLE = ("человек", "человека", "человек")
_SAME = "same"
_HURRY = 3  # months before the day that are short for an attestation
_WANTED = Dictionary("wanted", {_SAME: "та же, что была", **CATEGORY_KIND.labels})
_RESULT = Dictionary("result", RESULTS)
_TONES: dict[str, Tone] = {
    "category_soon": "warn", "category_ended": "bad", "compliance_soon": "warn", "compliance_ended": "bad",
    "compliance_first": "warn", "question": "warn", "granted": "good", "refused": "bad", "unclear": "warn",
}  # fmt: skip
_WHO = (RowColumn("Педагог", 285), RowColumn("Организация", 120), RowColumn("Должность", 120))


@dataclass(frozen=True)
class _Found:
    due: list[Due]
    applications: list[Application]
    terms: Terms


class AttestationPage(ViewsPage):
    """Lists of one year; a mark and one action for many."""

    concerns = frozenset({"teachers", "employments", "categories", "attestations", "absences", "organizations"})
    has_paper = True
    help_key = "attestations"
    views = (
        View(
            "due", "Кому пора",
            (*_WHO, RowColumn("Почему", 155), RowColumn("Срок", 100), RowColumn("Подробности", 230),
             RowColumn("Заявление", 160)),
            "Сейчас никому не пора: ни одна категория и ни одно СЗД в этот срок не кончаются.", "category",
            (ViewAction("Подать заявление", "add", "ask_application", about="Заявления всех отмеченных"),),
            has_marks=True,
        ),
        View(
            "applications", "Заявления",
            (*_WHO, RowColumn("Заявлено", 150), RowColumn("Подано", 100), RowColumn("Назначено", 100),
             RowColumn("Состояние", 120), RowColumn("Решение", 100), RowColumn("Имел(а) до этого", 200),
             RowColumn("Приказ", 120)),
            "Здесь будут заявления на аттестацию этого года: подано, назначено, результат.", "category",
            (
                ViewAction("Назначить дату", "calendar", "ask_day"),
                ViewAction("Внести результат", "done", "ask_result",
                           about="Результат, дата и приказ для всех отмеченных; категория запишется сама"),
                ViewAction("Список ФИО", "people", "open_names", needs_marks=False,
                           about="Заявления по списку фамилий из Excel или Word"),
            ),
            has_marks=True,
        ),
        View(
            "schedule", "График",
            (RowColumn("Месяц", 190), *_WHO, RowColumn("Дата", 100), RowColumn("Заявлено", 180),
             RowColumn("Имеет", 220)),
            "Здесь будет график по месяцам: назначьте дату заявлениям этого года.", "calendar",
        ),
        View(
            "results", "Итоги года",
            (RowColumn("По чему", 130), RowColumn("Категория или организация", 300), RowColumn("Заявлений", 90, True),
             *(RowColumn(text[:1].upper() + text[1:], 96, True) for text in STATES.values())),
            "Здесь будет, сколько заявлений года удовлетворено, отказано и ждёт решения.", "report",
        ),
    )  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Аттестация: кому пора", gateway, context)
        self._found = _Found([], [], Terms())
        self._kept = False
        self.months = spin_box("На сколько месяцев вперёд", 1, 60, " мес.")
        self.years = spin_box("СЗД: не раньше скольких лет в должности", 0, 10, " г.")
        self.years.setToolTip("Аттестация на СЗД – не раньше этого числа полных лет в должности")
        self.leave = spin_box("СЗД: через сколько лет после отпуска по уходу", 0, 10, " г.")
        self.leave.setToolTip("Аттестация на СЗД – не раньше этого числа лет после отпуска по уходу за ребёнком")
        self.why = QComboBox()
        self.why.setAccessibleName("Почему пора")
        self.why.addItem("все причины", "")
        for key, text in WHY.items():
            self.why.addItem(text, key)
        self.why.activated.connect(lambda _: self._show_due())
        self.why.setMaximumWidth(200)
        self.bar.insertWidget(self.bar.count() - 1, self.why)
        terms = QWidget()
        row = QHBoxLayout(terms)
        row.setContentsMargins(Space.S, 0, 0, 0)
        for widget in (
            text_label("вперёд", "field"), self.months, text_label("СЗД: в должности от", "field"), self.years,
            text_label("после отпуска", "field"), self.leave,
        ):  # fmt: skip
            row.addWidget(widget)
        self.areas["due"].flow.addWidget(terms)
        for spin in (self.months, self.years, self.leave):
            spin.valueChanged.connect(lambda _: self._on_terms())

    # -- reading -------------------------------------------------------------------------------------------------

    def reader(self) -> Callable[[Database], _Found]:
        on, terms = self._context.as_of, self.terms() if self._kept else None

        def read(db: Database) -> _Found:
            used = terms or terms_from(db.setting(paper.SETTING, {}))
            return _Found(work.due(db, on, used), work.applications(db, on.year, on), used)

        return read

    def terms(self) -> Terms:
        """As they stand in the controls."""
        return Terms(self.months.value(), self.years.value(), self.leave.value())

    def _on_terms(self) -> None:
        kept = self.terms().to_data()
        self._gateway.ask(lambda db: db.set_setting(paper.SETTING, kept))
        self.later()

    def show_found(self, found: _Found) -> None:
        if not self._kept:
            for spin, value in zip((self.months, self.years, self.leave), found.terms.to_data().values(), strict=True):
                spin.blockSignals(True)
                spin.setValue(value)
                spin.blockSignals(False)
            self._kept = True
        self._found = found
        self._show_due()
        self.show_rows("applications", [_application_row(each) for each in found.applications])
        planned = [each for each in found.applications if each.scheduled_on is not None or each.state in OPEN]
        self.show_rows("schedule", [_schedule_row(each) for each in planned])
        self.show_rows("results", self._result_rows())
        year = self._context.year
        waiting = sum(each.state in OPEN for each in found.applications)
        self.header.set_count(f"{year} год · пора {len(found.due)} · без решения {waiting}")
        questions = sum(each.why == "question" for each in found.due)
        absent = sum(bool(each.worker.absence) for each in found.due)
        notes = [
            "Знак – заявления нет, до срока меньше трёх месяцев.",
            "СЗД не нужно: есть категория, мало лет в должности, отпуск по уходу за ребёнком.",
        ]
        notes += [f"О {counted(questions, 'человеке', 'людях', 'людях')} не хватает дат."] if questions else []
        notes += [f"Сейчас отсутствуют: {absent}."] if absent else []
        self.foot.setText(" ".join(notes))

    def _show_due(self) -> None:
        why = self.why.currentData()
        shown = [each for each in self._found.due if why in ("", each.why)]
        hurry = add_months(self._context.as_of, _HURRY)
        self.show_rows("due", [_due_row(each, hurry) for each in shown])

    def _result_rows(self) -> list[Row]:
        found = []
        counted_now = work.results_of(self._found.applications, self._context.year)
        for by, title in (("label", "категория"), ("organization", "организация")):
            for each in work.tallies(counted_now, by):  # type: ignore[arg-type]
                values: tuple[Value, ...] = (title, each.name, each.total, *each.counts.values())
                found.append(Row(values, (by, each.name)))
        return found

    def on_view(self, key: str) -> None:
        self.foot.setVisible(key == "due")
        self.why.setVisible(key == "due")

    # -- actions -------------------------------------------------------------------------------------------------

    def ask_application(self) -> None:
        """Category and dates of the applications of the marked people."""
        people = [each for each in self._found.due if each.worker.id in set(self.marks())]
        fields = (
            asked("category", "Заявляемая категория", Choice(_WANTED), required=True),
            field_of("attestations", "applied_on", required=True),
            asked("scheduled_on", "Аттестация назначена на", Date(), help="Можно назначить позже"),
        )

        def add(values: dict[str, Any]) -> None:
            wanted = values["category"]
            rows = [
                (each.worker.id, each.worker.position, each.wanted if wanted == _SAME else wanted) for each in people
            ]
            self.write(
                lambda db: work.apply_for(db, rows, values["applied_on"], values["scheduled_on"]),
                lambda done: f"Заявлений добавлено: {done[0]}." + (f" Уже были: {done[1]}." if done[1] else ""),
            )

        self.panel.ask(
            f"Заявление на аттестацию: {counted(len(people), *_PEOPLE)}", "Добавить заявления", fields, add,
            {"category": _SAME, "applied_on": date.today()}, "У кого категории не было – на соответствие должности.",
        )  # fmt: skip

    def ask_day(self) -> None:
        """The appointed day of the marked applications."""
        ids = self.marks()

        def appoint(values: dict[str, Any]) -> None:
            self.write(
                lambda db: work.appoint(db, ids, values["day"]),
                lambda count: f"Дата назначена: {counted(count, *_PEOPLE)}.",
            )

        self.panel.ask(
            f"Дата аттестации: {counted(len(ids), *_PEOPLE)}", "Назначить",
            [asked("day", "Аттестация назначена на", Date(), required=True)], appoint,
        )  # fmt: skip

    def ask_result(self) -> None:
        """One result for the marked applications."""
        ids = self.marks()
        fields = (
            asked("result", "Результат", Choice(_RESULT), required=True),
            field_of("attestations", "decided_on", required=True),
            field_of("attestations", "directive_no"),
            field_of("attestations", "issuer"),
        )

        def decide(values: dict[str, Any]) -> None:
            self.write(lambda db: work.decide(db, ids, Decision(**values)), self._said_decided)

        self.panel.ask(
            f"Результат аттестации: {counted(len(ids), *_PEOPLE)}", "Записать", fields, decide, {"result": "granted"},
            "«Присвоена» – запись о категории с этой датой и приказом появится у каждого.",
        )  # fmt: skip

    def _said_decided(self, done: Decided) -> str:
        if done.doubts:
            self.banner.show_error("Результат записан. Проверьте: " + "; ".join(done.doubts) + ".", tone="warn")
        made = f" Категорий записано: {done.categories}." if done.categories else ""
        return f"Результат записан: {counted(done.count, *_PEOPLE)}.{made}"

    def open_names(self) -> None:
        self.go.emit(Place("names:attestations"))

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        on, terms, shown = self._context.as_of, self.terms(), self.switch.chosen()
        names = {"due": "Кому пора на аттестацию", "results": f"Итоги аттестации за {on.year} год"}

        def make(db: Database, _: Any) -> Any:
            if shown == "due":
                return paper.due_list(work.due(db, on, terms), on, terms.months, date.today())
            found = work.applications(db, on.year, on)
            if shown == "results":
                return paper.results(found, on.year, date.today())
            waiting = work.due_in_year(db, on.year, terms, found)
            return paper.schedule(found, waiting, on.year, date.today())

        return DocumentSource(names.get(shown, f"График аттестации на {on.year} год"), make, Place("attestation"))


def _due_row(each: Due, hurry: date) -> Row:
    """A sign stands where nobody has applied and there is little time left."""
    worker = each.worker
    is_far = each.due_on is not None and each.due_on > hurry
    tone: Tone = "" if each.application or is_far else _TONES[each.why]
    return Row(paper.due_cells(each), worker.id, Place("record:teachers", worker.id), tone)


def _application_row(each: Application) -> Row:
    values = (
        each.name, each.organization, each.position, each.label, each.applied_on, each.scheduled_on,
        STATES[each.state] if each.state != "unclear" else f"? {each.result}", each.decided_on, each.had,
        each.directive_no,
    )  # fmt: skip
    return Row(values, each.id, Place("record:attestations", each.id), _TONES.get(each.state, ""))


def _schedule_row(each: Application) -> Row:
    month = paper.month_title(each.scheduled_on) if each.scheduled_on else "не назначено"
    values = (month, each.name, each.organization, each.position, each.scheduled_on, each.label, each.had)
    return Row(values, each.id, Place("record:attestations", each.id), "" if each.scheduled_on else "warn")
