"""The tab of what the registers do not know: entered values, documents, who moved since the year was closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ...core.conditions import All, Test
from ...core.dates import format_date
from ...core.text import counted
from ...indicators.closing import Moved, moved_since
from ...indicators.compute import Result
from ...indicators.given import Entered
from ...indicators.given_words import closed_words, counted_then, figure_words, notes
from ...indicators.overrides import add_evidence, enter_value, history, revoke_value
from ...registers import REGISTERS
from ...storage import query
from ...storage.database import Database
from ..gateway import Gateway
from ..places import Place
from ..tokens import Space
from ..widgets.basics import push_button
from .indicator_data import Snapshot
from .indicator_facts_form import FactsForm
from .indicator_overview import Parts

_VALUE_FIELDS = (
    "organization_id", "numerator", "base", "value", "reason", "document_id", "method", "sample_size"
)  # fmt: skip
_STANDING = {
    "numerator": "в числителе", "base_only": "только в базе", "unknown": "не заполнено", "excluded": "исключён",
    None: "не считался",
}  # fmt: skip
_SHOWN = 12  # names under one button


@dataclass(frozen=True)
class Facts:
    """What the tab shows of one indicator and year."""

    history: tuple[Entered, ...]
    papers: tuple[tuple[query.LinkTo, str], ...]
    moved: tuple[Moved, ...]


def read_facts(db: Database, profile_id: str, result: Result) -> Facts:
    """History of values, documents with their notes, and who stands differently since the year was closed."""
    key = {"profile": profile_id, "indicator": result.id, "year": result.period.year}
    where = All(tuple(Test(name, "eq", value) for name, value in key.items()))
    found = query.rows(db, query.Query("indicator_evidence", where=where), ["document_id", "note"])
    return Facts(
        tuple(history(db, profile_id, result.id, result.period.year)),
        tuple((each.values[0], each.values[1] or "") for each in found),
        tuple(moved_since(db, result)),
    )


class FactsTab(QWidget):
    """Signals: ``go(Place)`` when a record is wanted."""

    go = Signal(object)

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._snapshot: Snapshot | None = None
        self._result: Result | None = None
        self._asked = 0
        self.enter_button = push_button("Ввести значение…", "edit")
        self.enter_button.clicked.connect(self._enter)
        self.attach_button = push_button("Приложить документ…", "link")
        self.attach_button.clicked.connect(self._attach)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(Space.L, Space.M, Space.L, 0)
        buttons.setSpacing(Space.S)
        for button in (self.enter_button, self.attach_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.parts = Parts("Введённые значения и документы")
        values, papers = REGISTERS["indicator_values"], REGISTERS["indicator_evidence"]
        self.value_form = FactsForm(values, _VALUE_FIELDS, "Значение, введённое вручную", gateway)
        self.paper_form = FactsForm(
            papers, ("document_id", "note"), "Документ, которым подтверждён показатель", gateway
        )
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(buttons)
        column.addWidget(self.parts, 1)
        self.pages = QStackedWidget()
        for page in (listed, self.value_form, self.paper_form):
            self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self._listed = listed
        self.value_form.saved.connect(self._save_value)
        self.paper_form.saved.connect(self._save_paper)
        for form in (self.value_form, self.paper_form):
            form.given_up.connect(self._back)

    def show_result(self, snapshot: Snapshot, result: Result) -> None:
        """A form that is open stays open while its indicator and year stay."""
        before = self._result
        if before is None or (before.id, before.period.year) != (result.id, result.period.year):
            self.pages.setCurrentWidget(self._listed)
        self._snapshot, self._result = snapshot, result
        self._asked += 1
        asked, profile_id = self._asked, snapshot.profile.id

        def show(found: Facts) -> None:
            if asked == self._asked:
                self._show(snapshot, result, found)

        self._gateway.ask(lambda db: read_facts(db, profile_id, result), show)

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self, snapshot: Snapshot, result: Result, found: Facts) -> None:
        parts = self.parts
        parts.empty()
        said = notes(result, snapshot.organizations)
        if result.closed is not None:
            parts.title(f"{result.period.year} год {closed_words(result.closed)}")
            if not said:
                parts.text("Числа и списки сохранены; сейчас реестры дают то же самое.", "muted")
        for each in said:
            parts.text(f"{each}.")
        self._show_moved(found.moved)
        parts.title("История значений")
        for entered in found.history:
            self._show_entered(snapshot, result, entered)
        if not found.history:
            parts.text("Вручную ничего не введено: число считается по реестрам.", "muted")
        parts.title("Подтверждающие документы")
        for paper, note in found.papers:
            parts.text(f"{paper.title}{f' – {note}' if note else ''}")
            opening = self._button("Открыть документ", "document", Place("record:documents", paper.id))
            opening.setAccessibleName(f"Открыть документ: {paper.title}")
        if not found.papers:
            parts.text("Документов нет.", "muted")
        parts.column.addStretch(1)

    def _show_moved(self, moved: tuple[Moved, ...]) -> None:
        """One button for all who moved alike, with their names under it."""
        if not moved:
            return
        self.parts.title(f"Стоят иначе, чем при закрытии: {len(moved)}")
        alike: dict[tuple[str | None, str | None, str | None], list[Moved]] = {}
        for each in moved:
            alike.setdefault((each.register, each.before, each.after), []).append(each)
        for (register, before, after), found in alike.items():
            change = f"{_STANDING[before]} → {_STANDING[after]}"
            if register is None:
                self.parts.text(f"{change}: {len(found)}")
            else:
                ids = frozenset(each.id for each in found if each.id is not None)
                title = f"{self._result.id if self._result else ''}: {change}"
                words = f"{change}: {counted(len(found), *REGISTERS[register].forms_of_count)}"
                self._button(words, "people", Place(f"register:{register}", only=ids, title=title))
            more = f" и ещё {len(found) - _SHOWN}" if len(found) > _SHOWN else ""
            self.parts.text("; ".join(each.title for each in found[:_SHOWN]) + more, "muted")

    def _show_entered(self, snapshot: Snapshot, result: Result, entered: Entered) -> None:
        own = entered.figure(result.kind, counted_then(entered)[1])
        figure = figure_words(own.numerator, own.base, own.value, result.unit)
        where = snapshot.organizations.get(entered.organization or 0, "")
        words = [f"{where}: {figure}" if where else figure]
        if entered.entered_on is not None:
            words.append(f"введено {format_date(entered.entered_on)}")
        if entered.revoked_on is not None:
            words.append(f"отозвано {format_date(entered.revoked_on)}")
        self.parts.text(" · ".join(words))
        paper = f" ({entered.document})" if entered.document else ""
        self.parts.text(f"{entered.reason}{paper}", "muted")
        opening = self._button("Открыть запись", "open", Place("record:indicator_values", entered.id))
        opening.setAccessibleName(f"Открыть запись: {words[0]}")
        if entered.revoked_on is None:
            button = push_button("Отозвать", "undo")
            button.setToolTip("Снова будет действовать расчёт по реестрам")
            button.setAccessibleName(f"Отозвать значение {words[0]}")
            button.clicked.connect(lambda: self._gateway.ask(lambda db: revoke_value(db, entered.id, date.today())))
            self.parts.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _button(self, text: str, icon: str, place: Place) -> QPushButton:
        button = push_button(text, icon)
        button.clicked.connect(lambda: self.go.emit(place))
        self.parts.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    # -- entering ------------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        result = self._result
        if result is None:
            return
        now = result.computed
        computed = figure_words(now.numerator, now.base, now.value, result.unit)
        is_counted = result.now is not None
        about = f"По реестрам сейчас: {computed}." if is_counted else "По реестрам этот показатель не считается."
        self.value_form.start(f"{result.id}, {result.period.year} год. {about}")
        self.pages.setCurrentWidget(self.value_form)
        self.value_form.take_focus()

    def _attach(self) -> None:
        if self._result is not None:
            self.paper_form.start(f"{self._result.id}, {self._result.period.year} год. Документ должен быть в реестре.")
            self.pages.setCurrentWidget(self.paper_form)
            self.paper_form.take_focus()

    def _save_value(self, values: dict[str, object]) -> None:
        result, snapshot = self._result, self._snapshot
        if result is not None and snapshot is not None:
            work = partial(enter_value, profile_id=snapshot.profile.id, result=result, values=values)
            self._gateway.ask(work, lambda _: self._back(), self.value_form.refuse)

    def _save_paper(self, values: dict[str, object]) -> None:
        result, snapshot = self._result, self._snapshot
        if result is None or snapshot is None:
            return
        profile_id, paper, note = snapshot.profile.id, values["document_id"], str(values["note"] or "")
        self._gateway.ask(
            lambda db: add_evidence(db, profile_id, result.id, result.period.year, paper, note),  # type: ignore[arg-type]
            lambda _: self._back(), self.paper_form.refuse,
        )  # fmt: skip

    def _back(self) -> None:
        self.pages.setCurrentWidget(self._listed)
        self.enter_button.setFocus(Qt.FocusReason.OtherFocusReason)
