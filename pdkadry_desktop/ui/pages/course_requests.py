"""«Заявка на курсы»: who is proposed and why, the request itself, places, who was struck out, the summary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from PySide6.QtWidgets import QSpinBox

from ...core.conditions import Test
from ...core.kinds import Choice, Dictionary, Int, Link, Text
from ...core.text import counted, fold
from ...reports.library import course_request as paper
from ...storage.database import Database
from ...work import request_actions as actions
from ...work import requests as work
from ...work.programme_matching import Programme
from ...work.request_actions import New
from ...work.requests import STATES, Line, Proposal, State, Sum
from ...work.working import Values, read_rows
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway, Job
from ..places import Place
from ..tables.rows import Row, Tone, Value
from ..widgets.basics import text_label
from .action_panel import asked, field_of
from .course_request_views import VIEWS
from .views_page import ViewsPage

_PEOPLE = ("человек", "человека", "человек")
_TONES: dict[State, Tone] = {"requested": "", "enrolled": "warn", "trained": "good", "refused": "bad"}
_STATE = Dictionary("request_change", {key: STATES[key] for key in get_args(State) if key != "refused"})


@dataclass(frozen=True)
class _Found:
    proposals: list[Proposal]
    lines: list[Line]
    struck: list[dict[str, Any]]
    programmes: list[Sum]
    organizations: list[Sum]


class CourseRequestsPage(ViewsPage):
    """The request of one year, by default that of the context."""

    concerns = frozenset({
        "teachers", "employments", "courses", "diagnostics", "programmes", "categories", "absences", "course_requests",
        "course_quotas", "request_strikes", "organizations",
    })  # fmt: skip
    has_paper = True
    help_key = "course_requests"
    views = VIEWS

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Заявка: кого учить", gateway, context)
        self._found = _Found([], [], [], [], [])
        self._chosen: dict[int, tuple[str, str]] = {}  # programmes chosen by hand, kept until they are entered
        self._offered: set[int] = set()
        self.year = QSpinBox()
        self.year.setRange(2000, 2100)
        self.year.setAccessibleName("Год заявки")
        self.year.setValue(context.year)
        self.year.valueChanged.connect(self._on_year)
        self.bar.insertWidget(0, text_label("на", "field"))
        self.bar.insertWidget(1, self.year)
        context.changed.connect(lambda: self.year.setValue(context.year))

    def _on_year(self) -> None:
        self._chosen, self._offered = {}, set()
        self.later()

    # -- reading -------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Reads as a job: in a large district the page stays alive meanwhile."""
        self._asked += 1
        asked, year, on = self._asked, self.year.value(), self._context.as_of

        def read(db: Database, job: Job) -> _Found:
            found = work.lines(db, year, on)
            struck = list(read_rows(db, "request_strikes", Test("request_year", "eq", year)))
            return _Found(
                work.propose(db, year, on, job), found, struck, work.summary(db, year, found, "programme"),
                work.summary(db, year, found, "organization"),
            )  # fmt: skip

        self._gateway.run(
            "Заявка на курсы: чтение", read, lambda found: self.show_found(found) if asked == self._asked else None
        )

    def show_found(self, found: _Found) -> None:
        self._found = found
        fresh = {each.worker.id for each in found.proposals} - self._offered
        kept = set(self.areas["proposed"].model.marks())
        self._offered |= fresh
        self.show_rows("proposed", [self._proposal_row(each) for each in found.proposals])
        ready = {each.worker.id for each in found.proposals if each.is_ready} & fresh
        self.areas["proposed"].model.show(self.areas["proposed"].model.rows, [*kept, *ready])
        self.show_rows("lines", [_line_row(each) for each in found.lines])
        self.show_rows("programmes", [_sum_row(each) for each in found.programmes])
        self.show_rows("organizations", [_sum_row(each) for each in found.organizations])
        self.show_rows("struck", [_struck_row(each) for each in found.struck])
        standing = sum(each.state != "refused" for each in found.lines)
        trained = sum(each.state == "trained" for each in found.lines)
        self.header.set_count(f"в заявке {standing} · обучено {trained} · предложено {len(found.proposals)}")
        self._show_foot()

    def _show_foot(self) -> None:
        texts = []
        if self.switch.chosen() == "proposed":
            asked_for = sum(each.programme is None for each in self._found.proposals)
            texts = ["Отмечены те, у кого программа нашлась и кто не отсутствует."] if self._found.proposals else []
            texts += [f"Без программы: {asked_for} – отметьте и выберите её."] if asked_for else []
        elif self.switch.chosen() == "lines":
            new = sum(each.state == "trained" and not each.is_written for each in self._found.lines)
            doubtful = sum(bool(each.alike) for each in self._found.lines)
            texts += [f"По курсам этого года обучены, но не записаны: {new}."] if new else []
            texts += [f"Есть похожий курс, проверьте: {doubtful}."] if doubtful else []
        self.foot.setText(" ".join(texts))
        self.foot.setVisible(bool(texts))

    def on_view(self, key: str) -> None:
        self._show_foot()

    def _proposal_row(self, each: Proposal) -> Row:
        organization, name, position, words, programme = paper.proposal_cells(each)
        chosen = self._chosen.get(each.worker.id)
        is_open = each.programme is None and chosen is None
        values = (
            organization,
            name,
            position,
            words,
            chosen[1] if chosen else f"? {programme}" if is_open else programme,
        )
        return Row(values, each.worker.id, Place("record:teachers", each.worker.id), "warn" if is_open else "")

    # -- proposing -----------------------------------------------------------------------------------------------

    def add_lines(self) -> None:
        """The marked people that have a programme become lines; the others stay."""
        year, marked = self.year.value(), set(self.marks())
        new = []
        for each in (one for one in self._found.proposals if one.worker.id in marked):
            if each.worker.id in self._chosen:
                new.append(New(each.worker.id, self._chosen[each.worker.id][0], each.words()))
            elif each.programme is not None:
                new.append(New(each.worker.id, each.programme.code, each.words(), each.programme.form))
        left = len(marked) - len(new)
        if not new:
            self.banner.show_error("В заявку никто не внесён.", "Выберите отмеченным программу.", tone="warn")
            return
        asked_for = f" Без программы осталось: {left}." if left else ""
        self.write(lambda db: actions.add_lines(db, year, new), lambda done: f"В заявку внесено: {done[0]}.{asked_for}")

    def ask_programme(self) -> None:
        """One programme for the marked: from the catalogue or in one's own words."""
        ids = self.marks()
        fields = (
            asked("programme", "Программа из каталога", Link("programmes")),
            asked("words", "или тема своими словами", Text(500)),
        )

        def take(values: dict[str, Any]) -> None:
            link, words = values["programme"], values["words"]
            if (link is None) == (words is None):
                self.panel.boxes["words"].complain("Выберите программу из каталога или напишите тему: одно из двух.")
                return
            self._gateway.ask(lambda db: _programme(db, link.id if link else None, words), use)

        def use(chosen: tuple[str, str]) -> None:
            if self.switch.chosen() == "lines":
                self.write(
                    lambda db: actions.set_programme(db, ids, chosen[0]), lambda count: f"Программа изменена: {count}."
                )
                return
            self._chosen.update(dict.fromkeys(ids, chosen))
            self.panel.close_panel()
            self.show_rows("proposed", [self._proposal_row(each) for each in self._found.proposals])

        self.panel.ask(f"Программа: {counted(len(ids), *_PEOPLE)}", "Выбрать", fields, take)

    def ask_strike(self) -> None:
        """Why the marked people are not proposed this year."""
        ids, year = self.marks(), self.year.value()
        grounds = {each.worker.id: each.words() for each in self._found.proposals}
        people = [(each, grounds.get(each, "")) for each in ids]
        self.panel.ask(
            f"Вычеркнуть из предложений: {counted(len(ids), *_PEOPLE)}", "Вычеркнуть",
            [asked("reason", "Причина", Text(300), help="Уходит на пенсию, учится сам, …")],
            lambda values: self.write(
                lambda db: actions.strike(db, year, people, values["reason"]), lambda count: f"Вычеркнуто: {count}."
            ),
        )  # fmt: skip

    def unstrike(self) -> None:
        """The marked people are proposed again."""
        ids = self.marks()
        self.write(lambda db: actions.unstrike(db, ids), lambda count: f"Возвращено в предложения: {count}.")

    # -- the request ---------------------------------------------------------------------------------------------

    def ask_state(self) -> None:
        """One state for the marked lines."""
        ids = self.marks()
        self.panel.ask(
            f"Состояние: {counted(len(ids), *_PEOPLE)}", "Записать",
            [asked("state", "Состояние", Choice(_STATE), required=True)],
            lambda values: self.write(
                lambda db: actions.set_state(db, ids, values["state"]), lambda count: f"Записано: {count}."
            ),
            {"state": "enrolled"},
        )  # fmt: skip

    def ask_refusal(self) -> None:
        """Why the marked people do not go."""
        ids = self.marks()
        self.panel.ask(
            f"Отказ: {counted(len(ids), *_PEOPLE)}", "Записать отказ", [field_of("course_requests", "refusal")],
            lambda values: self.write(
                lambda db: actions.set_state(db, ids, "refused", values["refusal"]), lambda count: f"Отказов: {count}."
            ),
        )  # fmt: skip

    def ask_replacement(self) -> None:
        """Another person for the one marked line."""
        ids = self.marks()
        if len(ids) != 1:
            self.banner.show_error("Замена – для одного человека.", "Оставьте одну отметку.", tone="warn")
            return
        line = next(each for each in self._found.lines if each.id == ids[0])
        self.panel.ask(
            f"Вместо кого: {line.name}, «{line.title}»", "Заменить",
            [asked("person", "Кто поедет", Link("teachers"), required=True)],
            lambda values: self.write(
                lambda db: actions.replace(db, ids[0], values["person"].id),
                lambda _: "Замена записана, место сохранено.",
            ),
        )  # fmt: skip

    def close_lines(self) -> None:
        """Lines that a course has closed are written as trained; similar courses are asked about."""
        sure = [each for each in self._found.lines if each.state == "trained" and not each.is_written]
        doubtful = [each for each in self._found.lines if each.alike and each.id in set(self.marks())]
        ids = [each.id for each in (*sure, *doubtful)]
        if not ids:
            self.banner.show_error(
                "Новых обученных нет.", "Похожий курс засчитывается, если отметить строку с вопросом.", tone="neutral"
            )
            return
        names = "; ".join(f"{each.name} – {each.alike[0]}" for each in doubtful[:5])
        note = f"Из них по похожему курсу: {names}." if doubtful else "По записям о курсах этого года."
        self.panel.ask(
            f"Обучены: {counted(len(ids), *_PEOPLE)}", "Записать", [],
            lambda _: self.write(
                lambda db: actions.set_state(db, ids, "trained"), lambda count: f"Обученных записано: {count}."
            ),
            note=note,
        )  # fmt: skip

    def ask_quota(self) -> None:
        """Places given to the municipality or to an organisation."""
        year = self.year.value()
        row = self.area.table.current()
        fields = (
            asked("programme", "Программа из каталога", Link("programmes")),
            asked("words", "или тема своими словами", Text(500)),
            field_of("course_quotas", "organization_id"),
            asked("places", "Мест", Int(0, 10000), required=True, help="0 убирает квоту"),
        )
        code = row.key if row is not None and self.switch.chosen() == "programmes" else None

        def take(values: dict[str, Any]) -> None:
            link, words, place = values["programme"], values["words"], values["organization_id"]
            if (link is None) == (words is None):
                self.panel.boxes["words"].complain("Выберите программу из каталога или напишите тему: одно из двух.")
                return

            def put(db: Database) -> None:
                text, _ = _programme(db, link.id if link else None, words)
                actions.set_quota(db, year, text, place.id if place else None, values["places"])

            self.write(put, lambda _: f"Квота записана: {values['places']}.")

        def ask(known: Programme | None) -> None:
            first = {"programme": known.id} if known else {"words": code}
            self.panel.ask(f"Квота на {year} год", "Записать", fields, take, first if code else {})

        self._gateway.ask(lambda db: work.catalogue(db).by_code.get(fold(code or "")), ask)

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        year, on, shown = self.year.value(), self._context.as_of, self.switch.chosen()

        def make(db: Database, _: Any) -> Any:
            if shown == "proposed":
                return paper.proposals(work.propose(db, year, on), year, on, date.today())
            return paper.request(db, work.lines(db, year, on), year, date.today())

        title = "Предложения в заявку" if shown == "proposed" else "Заявка на курсы"
        return DocumentSource(f"{title} на {year} год", make, Place("course_request"))


def _programme(db: Database, record_id: int | None, words: str | None) -> tuple[str, str]:
    """What a line keeps (the code or the words) and what is shown."""
    if record_id is None:
        known = work.catalogue(db).by_code.get(fold(words or ""))
        return (known.code, known.title) if known else (words or "", words or "")
    (row,) = read_rows(db, "programmes", Test("id", "eq", record_id))
    return row["code"], f"{row['code']} {row['name']}"


def _line_row(each: Line) -> Row:
    fact = each.closed_by or each.refusal or (f"? похожий курс: {each.alike[0]}" if each.alike else "")
    state = STATES[each.state]
    if each.replaces:
        fact = fact or f"вместо: {each.replaces}"
    values: tuple[Value, ...] = (
        each.organization, each.name, each.position, each.title, state, fact, each.term, each.reason,
    )  # fmt: skip
    return Row(values, each.id, Place("record:course_requests", each.id), "warn" if each.alike else _TONES[each.state])


def _sum_row(each: Sum) -> Row:
    is_over = each.free is not None and each.free < 0
    return Row(paper.sum_cells(each), each.code or each.name, None, "warn" if is_over else "")


def _struck_row(each: Values) -> Row:
    person = each["teacher_id"]
    return Row(
        (person.title, each["reason"] or "", each["grounds"] or ""), each["id"], Place("record:teachers", person.id)
    )
