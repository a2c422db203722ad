"""What is done on the page «Цикл мониторинга»: the panels of its steps and the actions behind them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from ...core.kinds import Bool, Date, Link, Text
from ...core.text import counted
from ...cycle import campaign as collecting
from ...cycle import store
from ...cycle.board import CycleBoard
from ...cycle.steps import step, steps
from ...registers import REGISTERS
from ...storage.database import Database
from ..places import Place
from .action_panel import asked, field_of
from .views_page import ViewsPage

if TYPE_CHECKING:
    from ...core.register import FieldSpec
    from ...cycle.campaign import CampaignBoard

_PLACES = ("организация", "организации", "организаций")


class CycleActions(ViewsPage):
    """The actions of the steps; the page gives ``board`` and ``campaign`` that are shown."""

    board: CycleBoard | None = None

    @property
    def campaign(self) -> CampaignBoard | None:
        raise NotImplementedError

    def _cycle(self) -> int:
        assert self.board is not None
        return self.board.cycle.id

    # -- documents of a step -------------------------------------------------------------------------------------

    def ask_document(self) -> None:
        """A document that exists, or the requisites of a new one; it may close several steps."""
        if self.board is None:  # the key works before the cycle is started
            return
        cycle, here = self._cycle(), step(self.switch.chosen())
        fields = (
            asked("existing", "Есть в реестре", Link("documents"), help="Если уже внесён"),
            field_of("documents", "kind"), field_of("documents", "document_no"), field_of("documents", "document_on"),
            field_of("documents", "name"), field_of("documents", "url"),
            asked("steps", "Закрывает шаги", Text(40, rule=_steps_problem), required=True, help="Номера: 1, 2, 3"),
        )  # fmt: skip

        def attach(values: dict[str, Any]) -> None:
            existing, closed = values.pop("existing"), _steps_of(values.pop("steps"))
            document = values if existing is None else _plain(existing)
            self.write(
                lambda db: store.attach_document(db, cycle, closed, document), lambda _: "Документ приложен к шагам."
            )

        self.panel.ask(
            f"Документ шага «{here.title}»", "Приложить", fields, attach,
            {"kind": here.kind, "steps": str(here.number)},
            note=f"{here.evidence}. Скан прикладывают в карточке документа.",
        )  # fmt: skip

    def ask_due(self) -> None:
        """The term of the step."""
        cycle, here = self._cycle(), step(self.switch.chosen())
        assert self.board is not None
        now = self.board.step(here.key).due_on
        self.panel.ask(
            f"Срок шага «{here.title}»", "Поставить", (asked("due_on", "Подписать до", Date()),),
            lambda values: self.write(
                lambda db: store.set_due(db, cycle, here.key, values["due_on"]), lambda _: "Срок шага записан."
            ),
            {"due_on": now}, note="Пустой срок убирает тот, что был поставлен.",
        )  # fmt: skip

    def detach(self, record: int) -> None:
        self.write(lambda db: store.detach_document(db, record), lambda _: "Документ убран с шага.")

    # -- goals ---------------------------------------------------------------------------------------------------

    def ask_goals(self) -> None:
        assert self.board is not None
        cycle = self.board.cycle
        self.panel.ask(
            "Цели и выводы цикла", "Записать", (field_of("cycles", "goals"), field_of("cycles", "conclusions")),
            lambda values: self.write(
                lambda db: store.write_conclusions(db, cycle.id, values), lambda _: "Цели и выводы записаны."
            ),
            {"goals": "\n".join(cycle.goals) or None, "conclusions": "\n".join(cycle.conclusions) or None},
            note="По одной в строке. С выводов начнётся следующий цикл.",
        )  # fmt: skip

    # -- campaign ------------------------------------------------------------------------------------------------

    def ask_campaign(self) -> None:
        cycle, year = self._cycle(), self._context.year
        fields = tuple(field_of("campaigns", name) for name in ("name", "opens_on", "due_on", "document_id"))
        values = {
            "name": f"Сбор данных, май – август {year}", "opens_on": date(year, 5, 1), "due_on": date(year, 8, 31),
        }  # fmt: skip

        def make(given: dict[str, Any]) -> None:
            plain = {name: _plain(value) for name, value in given.items()}
            on = plain["due_on"] or date.today()
            self.write(
                lambda db: collecting.open_campaign(db, cycle, plain, collecting.monitored(db, on)),
                lambda _: "Кампания открыта, организации внесены.",
            )

        self.panel.ask(
            "Новая кампания", "Открыть", fields, make, values,
            note="Войдут все организации, которые в мониторинге; лишние отметьте «Не сдаёт».",
        )  # fmt: skip

    def _ask_mark(self, state: collecting.State, title: str, button: str, *, has_note: bool = False) -> None:
        ids = self.marks()
        fields: list[FieldSpec] = [asked("on", "День", Date(), required=True)] if state != "free" else []
        if has_note:
            fields.append(asked("note", "Причина", Text(1000, rows=2), required=True))

        def mark(values: dict[str, Any]) -> None:
            on, note = values.get("on") or date.today(), values.get("note") or ""
            self.write(
                lambda db: collecting.mark(db, ids, state, on, note), lambda count: f"Отмечено: {_places(count)}."
            )

        self.panel.ask(f"{title}: {_places(len(ids))}", button, fields, mark, {"on": date.today()})

    def ask_received(self) -> None:
        self._ask_mark("received", "Данные получены", "Отметить")

    def ask_accepted(self) -> None:
        self._ask_mark("accepted", "Данные приняты", "Отметить")

    def ask_returned(self) -> None:
        self._ask_mark("returned", "Вернуть на исправление", "Вернуть", has_note=True)

    def ask_free(self) -> None:
        self._ask_mark("free", "Не сдают данные", "Отметить", has_note=True)

    def take_back(self) -> None:
        ids = self.marks()
        self.write(
            lambda db: collecting.mark(db, ids, "expected", date.today()),
            lambda count: f"Снова ждём: {_places(count)}.",
        )

    def copy_reminder(self) -> None:
        """The text goes to the clipboard: it is pasted into an e-mail."""
        board = self.campaign
        text = collecting.reminder(board, self._context.year) if board else ""
        if text:
            QGuiApplication.clipboard().setText(text)
            self.said.emit("Текст напоминания – в буфере обмена: вставьте его в письмо.")
        else:
            self.banner.show_error("Напоминать некому.", "Все сдали, или кампания не открыта.", tone="warn")

    # -- analysis ------------------------------------------------------------------------------------------------

    def ask_finding(self) -> None:
        """A note to each marked indicator, or one of its own."""
        cycle = self._cycle()
        chosen = [key[1] for key in self.marks()]
        names = ("kind", "text") if chosen else ("kind", "indicator", "organization_id", "text")
        title = f"Вывод к показателям: {', '.join(chosen)}" if chosen else "Вывод анализа"

        def write(values: dict[str, Any]) -> None:
            own = {name: _plain(value) for name, value in values.items()}

            def work(db: Database) -> int:
                return store.add_findings(db, cycle, chosen or [own.get("indicator")], own)

            self.write(work, lambda count: f"Записано: {counted(count, 'вывод', 'вывода', 'выводов')}.")

        fields = tuple(field_of("findings", name, required=name in ("kind", "text")) for name in names)
        self.panel.ask(title, "Записать", fields, write, {"kind": "problem"})

    def open_closing(self) -> None:
        self.go.emit(Place("indicators"))

    # -- recommendations -----------------------------------------------------------------------------------------

    def open_proposals(self) -> None:
        self.go.emit(Place("cycle_proposals"))

    def ask_recommendation(self) -> None:
        self._ask_record(
            "recommendations", "Новая рекомендация",
            ("addressee", "organization_id", "whom", "indicator", "text", "due_on", "decision_id"),
            {"addressee": "organization"},
        )  # fmt: skip

    def ask_sent(self) -> None:
        ids = self.marks()
        fields = (asked("on", "День", Date(), required=True), asked("due_on", "Ответить до", Date()))
        self.panel.ask(
            f"Отправлены рекомендации: {len(ids)}", "Отметить", fields,
            lambda values: self.write(
                lambda db: store.send(db, ids, values["on"], values["due_on"]), lambda count: f"Отправлено: {count}."
            ),
            {"on": date.today()}, note="Пустой срок ответа оставляет тот, что стоит в рекомендации.",
        )  # fmt: skip

    def ask_answer(self) -> None:
        ids = self.marks()
        fields = (
            asked("on", "День", Date(), required=True), asked("reaction", "Ответ", Text(2000, rows=2), required=True),
            asked("is_done", "Выполнена", Bool()),
        )  # fmt: skip
        self.panel.ask(
            f"Ответ на рекомендации: {len(ids)}", "Записать", fields,
            lambda values: self.write(
                lambda db: store.answer(db, ids, values["on"], values["reaction"], is_done=bool(values["is_done"])),
                lambda count: f"Ответ записан: {count}.",
            ),
            {"on": date.today(), "is_done": False},
        )  # fmt: skip

    def ask_decision_link(self) -> None:
        self._ask_fill("recommendations", "Закрепить решением", ("decision_id",))

    # -- measures, decisions, effect -----------------------------------------------------------------------------

    def ask_measure(self) -> None:
        self._ask_record(
            "measures", "Новая мера",
            ("plan_row_id", "text", "recommendation_id", "indicator", "organization_id", "term", "due_on",
             "responsible"),
        )  # fmt: skip

    def ask_measure_state(self) -> None:
        self._ask_fill("measures", "Состояние мер", ("state", "proof", "due_on"))

    def ask_decision(self) -> None:
        self._ask_record("decisions", "Новое решение", ("text", "document_id", "due_on", "responsible"))

    def ask_decision_state(self) -> None:
        self._ask_fill("decisions", "Состояние решений", ("state", "result", "document_id", "due_on"))

    def ask_effect(self) -> None:
        cycle, keys = self._cycle(), self.marks()
        fields = (field_of("effects", "conclusion", required=True), field_of("effects", "text"))

        def write(values: dict[str, Any]) -> None:
            given = {**values, "concluded_on": date.today()}
            self.write(
                lambda db: store.conclude(db, cycle, keys, given), lambda count: f"Выводы об эффекте записаны: {count}."
            )

        self.panel.ask(f"Вывод об эффекте: {len(keys)}", "Записать", fields, write)

    def _ask_record(
        self, register: str, title: str, names: tuple[str, ...], values: Mapping[str, Any] | None = None
    ) -> None:
        cycle, spec = self._cycle(), REGISTERS[register]

        def add(given: dict[str, Any]) -> None:
            plain = {name: _plain(value) for name, value in given.items()}
            self.write(
                lambda db: store.add_record(db, register, cycle, plain),
                lambda _: f"Добавлено: {spec.singular.lower()}.",
            )

        self.panel.ask(title, "Добавить", tuple(field_of(register, name) for name in names), add, values)

    def _ask_fill(self, register: str, title: str, names: tuple[str, ...]) -> None:
        ids = self.marks()

        def fill(given: dict[str, Any]) -> None:
            plain = {name: _plain(value) for name, value in given.items()}
            self.write(
                lambda db: store.fill_records(db, register, ids, plain), lambda count: f"Изменено записей: {count}."
            )

        fields = tuple(field_of(register, name) for name in names)
        self.panel.ask(f"{title}: {len(ids)}", "Записать", fields, fill, note="Пустое поле ничего не меняет.")


def _steps_problem(text: str) -> str | None:
    """Numbers of steps from 1 to 9, through commas or spaces."""
    known = {str(each.number) for each in steps()}
    return None if set(text.replace(",", " ").split()) <= known else "Номера шагов – от 1 до 9, через запятую."


def _steps_of(text: str) -> list[str]:
    wanted = text.replace(",", " ").split()
    return [each.key for each in steps() if str(each.number) in wanted]


def _places(count: int) -> str:
    return counted(count, *_PLACES)


def _plain(value: Any) -> Any:
    """A link as the id of its record."""
    return getattr(value, "id", value)
