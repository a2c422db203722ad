"""«Конкурс»: participants, nominations, stages, jury, criteria, sheets, places and papers of one contest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ...core.dates import add_years
from ...core.errors import UserError
from ...core.kinds import Date
from ...core.text import counted
from ...registers import REGISTERS
from ...registers.contest_entries import CONTEST_ENTRIES
from ...storage import records
from ...storage.database import Database
from ...work.contest_board import ranking, read_contest
from ...work.contest_editions import copy_edition
from ..context import Context
from ..documents import DocumentSource
from ..forms.link_editor import LinkEditor
from ..gateway import Gateway
from ..places import Place
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button
from ..widgets.feedback import EmptyState
from .action_panel import asked
from .contest_base import Found, read_page
from .contest_marks import ContestMarks
from .contest_views import (
    VIEWS,
    about,
    criterion_rows,
    entrant_rows,
    jury_rows,
    nomination_rows,
    paper_rows,
    stage_rows,
)

_MOST_YEARS = 6
_TITLE = 42  # signs that fit beside the buttons of a narrow window
_CONTESTS = REGISTERS["contests"]


class ContestPage(ContestMarks):
    """One contest; opened from its card, or the one begun last."""

    concerns = frozenset({
        "contests", "contest_entries", "contest_nominations", "contest_stages", "contest_criteria", "contest_scores",
        "contest_documents", "contest_series", "documents", "teachers", "organizations", "employments",
    })  # fmt: skip
    has_paper = True
    help_key = "contests"
    views = VIEWS

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Конкурс", gateway, context)
        self._wanted: int | None = None
        self.search.setPlaceholderText("Найти в списке")
        self.search.setMaximumWidth(200)
        self.search.setMinimumWidth(100)
        again = self.header.add_action("Провести снова", "copy")
        again.setToolTip("Такой же конкурс в новом году: номинации, этапы, критерии и жюри перейдут")
        again.clicked.connect(self.ask_again)
        more = self.header.add_action("Ещё", "more")
        more.setMenu(self._menu())
        more.setProperty("menu", True)
        self.make_marking()
        self.about = MutedLabel("", wrap=True)
        self.years = QWidget()
        self._years_row = QHBoxLayout(self.years)
        self._years_row.setContentsMargins(0, 0, 0, 0)
        self._years_row.setSpacing(Space.XS)
        self.which = LinkEditor(CONTEST_ENTRIES.by_name["contest_id"], "contests", gateway)
        self.which.line.setPlaceholderText("Другой конкурс: начните вводить название")
        self.which.setFixedWidth(300)
        self.which.edited.connect(self._on_which)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self.about, 1)
        line.addWidget(self.stage)
        line.addWidget(self.years)
        line.addWidget(self.which)
        self.column.insertLayout(1, line)
        self.none = EmptyState(
            "contest", "Здесь будет конкурс: участники, жюри, баллы, места и приказы.", "Добавить конкурс", "add"
        )
        self.none.action_triggered.connect(lambda: self.go.emit(Place("record:contests")))
        self.column.addWidget(self.none, 1)
        self.none.hide()
        self.switch.changed.connect(lambda _: self.banner.clear())
        self.shortcut("Ctrl+N", self.add_here)
        self.shortcut("Ctrl+S", self._on_save)
        self.shortcut("Delete", self.remove_marked)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for text, slot in (
            ("Карточка конкурса", self.open_card), ("Не учитывать в показателях…", self.ask_excluded),
            ("Учитывать в показателях", self.count_again),
            ("Конкурсы по годам", lambda: self.go.emit(Place("contest_years"))),
        ):  # fmt: skip
            menu.addAction(text).triggered.connect(lambda _=False, slot=slot: slot())
        return menu

    # -- reading -------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        if place.record_id is not None and place.record_id != self._wanted:
            self._wanted = place.record_id
            self.panel.close_panel()
            self.banner.clear()
        super().arrive(place)

    def reader(self) -> Callable[[Database], Found]:
        wanted = self._wanted
        return lambda db: read_page(db, wanted)

    def show_found(self, found: Found) -> None:
        contest = found.contest
        before = self.found.contest
        self.found = found
        has = contest is not None
        for widget in (self.switch, self.search, self.stack, self.about, self.years, self.which, self.foot, self.stage):
            widget.setVisible(has)
        self.none.setVisible(not has)
        if contest is None:
            self.header.set_title("Конкурс")
            return
        self._wanted = contest.id
        is_long = len(contest.title) > _TITLE
        self.header.set_title(f"{contest.title[: _TITLE - 1].rstrip()}…" if is_long else contest.title)
        self.header.setToolTip(contest.title if is_long else "")
        self.about.setText(f"{contest.title}: {about(contest)}" if is_long else about(contest))
        self._show_years(found)
        self.which.set_value(None)
        self.show_rows("entrants", entrant_rows(contest))
        self.show_rows("nominations", nomination_rows(contest))
        self.show_rows("stages", stage_rows(contest, found.where or {}))
        self.show_rows("jury", jury_rows(contest))
        self.show_rows("criteria", criterion_rows(contest))
        self.show_rows("papers", paper_rows(found.papers))
        self.show_marking(contest, is_other=before is None or before.id != contest.id)

    def _show_years(self, found: Found) -> None:
        while self._years_row.count():
            item = self._years_row.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        others = [each for each in found.years if each[1] != self.contest_id]
        self.years.setVisible(bool(others))
        for year, contest in found.years[-_MOST_YEARS:] if others else ():
            button = push_button(str(year))
            button.setCheckable(True)
            button.setChecked(contest == self.contest_id)
            button.setAccessibleName(f"Этот конкурс в {year} году")
            button.setToolTip(f"Этот конкурс в {year} году")
            button.clicked.connect(lambda _=False, contest=contest: self.go.emit(Place("contest", contest)))
            self._years_row.addWidget(button)

    def on_view(self, key: str) -> None:
        if self.found.contest is None:
            return
        self.stage.setVisible(key in ("sheets", "marks") and bool(self.contest.stages))
        self.foot.setText(self.marking_words() if key == "marks" else "")

    # -- the contest itself --------------------------------------------------------------------------------------

    def _on_which(self) -> None:
        chosen = self.which.chosen()
        if chosen is not None:
            self.go.emit(Place("contest", chosen.id))

    def _on_save(self) -> None:
        if self.found.contest is not None and self.switch.chosen() == "marks":
            self.write_places()

    def open_card(self) -> None:
        if self.found.contest is not None:
            self.go.emit(Place("record:contests", self.contest_id))

    def ask_again(self) -> None:
        """A new edition of the contest on a day that is asked for."""
        if self.found.contest is None:
            return
        wanted = self.contest_id

        def make(values: dict[str, Any]) -> None:
            def done(new: int) -> None:
                self.panel.close_panel()
                self.said.emit("Новый конкурс сделан: номинации, этапы, критерии и жюри перешли.")
                self.go.emit(Place("contest", new))

            self._gateway.ask(lambda db: copy_edition(db, wanted, values["starts_on"]), done, self._refused)

        self.panel.ask(
            f"Провести снова: {self.contest.title}", "Сделать новый конкурс",
            [asked("starts_on", "Когда начнётся", Date(), required=True)], make,
            {"starts_on": add_years(self.contest.values["starts_on"], 1)},
            "Перейдут номинации, этапы (даты – на тот же день нового года), критерии и жюри. Участники – нет.",
        )  # fmt: skip

    def ask_excluded(self) -> None:
        """The contest does not count in indicators; the reason stays with it."""
        if self.found.contest is None:
            return
        self.panel.ask(
            "Не учитывать конкурс в показателях", "Не учитывать",
            [_CONTESTS.by_name["excluded_reason"]],
            lambda values: self._count(False, values["excluded_reason"]),
            {"excluded_reason": "платный интернет-конкурс"},
            "Участники останутся в истории людей, в показатели о конкурсах мастерства не войдут. "
            "Члены жюри по-прежнему считаются экспертами.",
        )  # fmt: skip

    def count_again(self) -> None:
        if self.found.contest is not None:
            self._count(None, None)

    def _count(self, is_professional: bool | None, reason: str | None) -> None:
        wanted = self.contest_id

        def work(db: Database) -> int:
            values = records.read(db, _CONTESTS, wanted) or {}
            new = {**values, "is_professional": is_professional, "excluded_reason": reason}
            return records.save(db, _CONTESTS, new, wanted)

        self.write(work, lambda _: "Конкурс не учитывается." if is_professional is False else "Конкурс учитывается.")

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        """The list that is shown; of places – the protocol."""
        if self.found.contest is None or self.switch.chosen() == "marks":
            return self._protocol()
        view = self.area.view
        rows = tuple(row.values for row in self.area.model.rows)
        title, said = f"{view.title}: {self.contest.title}", about(self.contest)

        def make(_: Database, __: Any) -> Any:
            from ...reports.library.rows_list import Sheet, build

            columns = tuple((each.title, max(1, each.width)) for each in view.columns)
            return build(Sheet(title, columns, rows, (said,)), date.today())

        return DocumentSource(title, make, Place("contest", self.contest_id))

    def _protocol(self) -> DocumentSource:
        wanted, stage, decided = self._wanted, self.stage_id(), dict(self._decided)

        def make(db: Database, _: Any) -> Any:
            from ...reports.library import contest_papers

            contest = read_page(db, wanted).contest
            if contest is None:
                raise UserError("Конкурсов ещё нет.", "Добавьте конкурс.")
            ranked = ranking(contest, stage, contest.marking, decided)
            return contest_papers.protocol(contest, stage, ranked, contest.marking, date.today())

        name = self.found.contest.title if self.found.contest is not None else ""
        return DocumentSource(f"Протокол жюри – {name}", make, Place("contest", wanted))

    def show_protocol(self) -> None:
        self.go.emit(Place("document", detail=self._protocol()))

    def show_conduct(self) -> None:
        self._show_order("conduct_order", "Проект приказа о проведении")

    def show_results(self) -> None:
        self._show_order("results_order", "Проект приказа об итогах")

    def _show_order(self, maker: str, title: str) -> None:
        wanted = self.contest_id

        def make(db: Database, _: Any) -> Any:
            from ...reports.library import contest_papers

            return getattr(contest_papers, maker)(read_contest(db, wanted), date.today())

        source = DocumentSource(f"{title} – {self.contest.title}", make, Place("contest", wanted))
        self.go.emit(Place("document", detail=source))

    def show_diplomas(self) -> None:
        """Who gets a diploma of this contest."""
        wanted, title = self.contest_id, f"На дипломы: {self.contest.title}"

        def make(db: Database, _: Any) -> Any:
            from ...reports.library.rows_list import Sheet, build
            from ...work.contest_diplomas import diplomas

            lines = diplomas(db, [wanted])
            columns = (("Кому", 4), ("Организация", 3), ("Номинация", 3), ("Результат", 2))
            rows = tuple((each.name, each.organization, each.nomination, each.result_text) for each in lines)
            return build(
                Sheet(title, columns, rows, (counted(len(rows), "диплом", "диплома", "дипломов"),)), date.today()
            )

        self.go.emit(Place("document", detail=DocumentSource(title, make, Place("contest", wanted))))
