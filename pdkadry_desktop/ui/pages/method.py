"""«Методика показателя»: what an indicator counts, changed from lists in Russian with the result beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QSplitter, QStackedWidget, QTabWidget

from ...core.errors import UserError
from ...core.kinds import BadValue
from ...indicators.definition import Definition
from ...indicators.examples import Example, Outcome, run
from ...indicators.keeping import About, choose_reading, remove_version, restore_shipped, save_version
from ...indicators.library import parse_own
from ...indicators.preview import Preview, preview
from ...indicators.profiles import load_profile
from ...indicators.starting import (
    Opened,
    open_method,
    selection_names,
    start_as_copy,
    start_from,
    start_from_selection,
    templates,
)
from ...registers.indicator_definitions import ALWAYS, INDICATOR_DEFINITIONS
from ...reports.facts import given_facts
from ...storage.database import Database
from ..context import Context
from ..forms.definition_form import DefinitionForm
from ..gateway import Gateway
from ..places import MethodOf, Place
from ..widgets.feedback import ErrorBanner
from .indicator_facts_form import FactsForm
from .method_side import MethodSide
from .method_start import MethodStart
from .method_versions import MethodVersions
from .work_page import WorkPage

_PAUSE = 350  # ms after a change before the result is computed
_ABOUT = ("valid_from", "note", "document_id", "is_comparable")


class MethodPage(WorkPage):
    """The editor of one definition, or the choice of what a new one begins with."""

    help_key = "indicators"
    concerns = frozenset({"indicator_definitions"})

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Методика показателя", gateway, context)
        self._of = MethodOf()
        self._opened: Opened | None = None
        self._tried, self._told = 0, 0
        self._is_restoring = False
        self.back = self.header.add_action("К показателям", "chevron-left")
        self.back.clicked.connect(lambda: self.go.emit(Place("indicators", detail=self._of.indicator or None)))
        self.new = self.header.add_action("Новый показатель", "add")
        self.new.clicked.connect(lambda: self.go.emit(Place("method", detail=MethodOf())))
        self.keep = self.header.set_primary("Сохранить…", "save")
        self.keep.setToolTip("Ctrl+S")
        self.keep.clicked.connect(self.ask_to_save)
        self.banner = ErrorBanner()
        self.column.addWidget(self.banner)
        self.start = MethodStart()
        self.start.template.connect(self._on_template)
        self.start.copied.connect(lambda name: self.go.emit(Place("method", detail=MethodOf(copies=name))))
        self.start.selected.connect(
            lambda register, name: self.go.emit(Place("method", detail=MethodOf(selection=(register, name))))
        )
        self.form = DefinitionForm(gateway)
        self.form.edited.connect(self._on_edited)
        self.side = MethodSide()
        self.side.go.connect(self.go)
        self.versions = MethodVersions()
        self.versions.go.connect(self.go)
        self.versions.removed.connect(lambda ident: self._act(lambda db: remove_version(db, ident)))
        self.versions.read.connect(self._on_read)
        self.versions.restore_wanted.connect(self._ask_to_restore)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Результат и версии")
        self.tabs.addTab(self.side, "Результат")
        self.tabs.addTab(self.versions, "Версии и прочтения")
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.form)
        self.split.addWidget(self.tabs)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([720, 390])
        self.saving = FactsForm(INDICATOR_DEFINITIONS, _ABOUT, "Сохранить методику", gateway)
        self.own_saving = FactsForm(INDICATOR_DEFINITIONS, ("name", "part", *_ABOUT), "Собственный показатель", gateway)
        self.also = QCheckBox()
        self.also.hide()
        self.column.addWidget(self.also)
        self.stack = QStackedWidget()
        for widget in (self.start, self.split, self.saving, self.own_saving):
            self.stack.addWidget(widget)
        for form in (self.saving, self.own_saving):
            form.saved.connect(self._on_saved)
            form.given_up.connect(lambda: self._show(self.split))
            form.setMaximumWidth(820)
        self.column.addWidget(self.stack, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.try_out)
        self.shortcut("Ctrl+S", self.ask_to_save)

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        wanted = place.detail if isinstance(place.detail, MethodOf) else MethodOf(str(place.detail or ""))
        is_same = wanted == self._of and self._opened is not None
        self._of = wanted
        self.banner.clear()
        if is_same and self.place is not None:
            self.place = place
            self.try_out()
            return
        self._opened = None
        super().arrive(place)

    def ask(self) -> None:
        self._asked += 1
        asked, work = self._asked, self.reader()
        self._gateway.ask(work, lambda found: self.show_found(found) if asked == self._asked else None, self._on_failed)

    def reader(self) -> Callable[[Database], Any]:
        of, profile_id, period = self._of, self._context.profile_id, self._context.period

        def read(db: Database) -> Opened | tuple[list[tuple[str, str]], list[tuple[str, str]]]:
            profile = load_profile(profile_id)
            given = given_facts(db, profile, period.end)
            if of.copies:
                return start_as_copy(db, profile, of.copies, period, given)
            if of.selection is not None:
                return start_from_selection(db, profile, *of.selection)
            if of.indicator:
                return open_method(db, profile, of.indicator, period, given)
            known = [(each.id, each.wording.strip(" -–—;.")[:90]) for each in profile.indicators]
            return known, selection_names(db)

        return read

    def show_found(self, found: Any) -> None:
        if not isinstance(found, Opened):
            self._opened = None
            self.header.set_title("Новый показатель")
            self.header.set_count("")
            self.start.show_choices(*found)
            self._show(self.start)
            return
        before, self._opened = self._opened, found
        self.header.set_title("Новый показатель" if found.is_new else f"Методика показателя {found.indicator}")
        self.header.set_count(found.name.strip(" -–—;."))
        self.versions.show_opened(found, self._context.year)
        if before is None or before.draft != found.draft:
            self.form.set_draft(found.draft)
        self.tabs.setTabVisible(1, not found.is_new)
        self.tabs.setTabText(1, "Версии и прочтения" if found.readings else "Версии")
        self._show(self.split)
        self.try_out()

    def _show(self, widget: Any) -> None:
        self.stack.setCurrentWidget(widget)
        self.keep.setEnabled(widget is self.split)
        self.new.setVisible(widget is not self.start)
        asks = widget in (self.saving, self.own_saving)
        self.also.setVisible(asks and not self._is_restoring and self._opened is not None and bool(self._opened.also))

    def _on_failed(self, error: UserError) -> None:
        self.banner.show_error(error.text, error.hint)

    def _on_template(self, number: int) -> None:
        table, profile = templates()[number][1], load_profile(self._context.profile_id)
        self._gateway.ask(lambda db: start_from(db, profile, table), self.show_found, self._on_failed)

    # -- trying --------------------------------------------------------------------------------------------------

    def _on_edited(self) -> None:
        self._pause.start()

    def definition(self) -> Definition:
        """What the form says; BadValue or BadDefinition names what is wrong."""
        return parse_own(self.form.draft().table())

    def try_out(self) -> None:
        """Computes what the form says, beside what is in force."""
        opened = self._opened
        if opened is None:
            return
        try:
            definition = self.definition()
        except BadValue as error:
            self.side.show_problem(f"{str(error)[:1].upper()}{str(error)[1:]}.")
            return
        except UserError as error:
            self.side.show_problem(error.text, error.hint)
            return
        self._tried += 1
        tried, profile_id, period = self._tried, self._context.profile_id, self._context.period
        indicator, examples = opened.indicator, opened.examples

        def work(db: Database) -> tuple[Preview, list[Outcome]]:
            profile = load_profile(profile_id)
            given = given_facts(db, profile, period.end)
            return preview(db, profile, indicator, definition, period, given), run(definition, examples)

        def show(answer: tuple[Preview, list[Outcome]]) -> None:
            if tried == self._tried:
                self._told = tried
                self.side.show_preview(answer[0], answer[1], period.year, indicator)

        self._gateway.ask(work, show, lambda error: self.side.show_problem(error.text, error.hint))

    def is_tried(self) -> bool:
        """Whether the figures beside the form are those of what it says."""
        return self._told == self._tried and not self._pause.isActive()

    # -- keeping -------------------------------------------------------------------------------------------------

    def ask_to_save(self) -> None:
        """From which year and why; examples that no longer hold are told before."""
        opened = self._opened
        if opened is None or self.stack.currentWidget() is not self.split:
            return
        self._is_restoring = False
        try:
            definition = self.definition()
        except (BadValue, UserError) as error:
            text = error.text if isinstance(error, UserError) else f"{error}."
            self.banner.show_error("Методика не закончена.", text)
            return
        self.banner.clear()
        self._ask_about(opened, self._warning(run(definition, opened.examples)))

    def _ask_about(self, opened: Opened, warning: str) -> None:
        year = self._context.year
        form = self.own_saving if opened.is_own else self.saving
        about = f"{opened.indicator}. Годы до выбранного считаются по-прежнему, закрытые годы не меняются."
        self.also.setText(f"Так же считать и показатели с тем же расчётом: {', '.join(opened.also)}")
        self.also.setChecked(False)
        values = {"valid_from": year, "is_comparable": False, "name": opened.name or None, "part": opened.part}
        form.start(f"{about} {warning}".strip(), values)
        self._show(form)
        form.take_focus()

    @staticmethod
    def _warning(outcomes: list[Outcome]) -> str:
        failed = [f"«{each.example.title}»: {each.words()}" for each in outcomes if not each.is_right]
        if not failed:
            return ""
        return f"Не сходятся примеры – {'; '.join(failed)}. С методикой сохранятся новые ответы."

    def _ask_to_restore(self) -> None:
        if self._opened is not None:
            self._is_restoring = True
            self._ask_about(self._opened, "Будет возвращена исходная методика программы.")

    def _on_saved(self, values: dict[str, Any]) -> None:
        opened = self._opened
        if opened is None:
            return
        about = About(
            int(values["valid_from"] or ALWAYS), str(values["note"] or ""), values["document_id"],
            bool(values["is_comparable"]),
        )  # fmt: skip
        profile_id, form = self._context.profile_id, self.own_saving if opened.is_own else self.saving
        table = self.form.draft().table()
        also = opened.also if self.also.isChecked() else ()
        examples = [_answered(each).data() for each in run(parse_own(table), opened.examples)]

        def work(db: Database) -> None:
            if self._is_restoring:
                restore_shipped(db, profile_id, opened.indicator, about)
            else:
                save_version(
                    db, profile_id, table, about, also=also, name=str(values.get("name") or ""),
                    part=str(values.get("part") or ""), examples=examples,
                )  # fmt: skip

        def done(_: None) -> None:
            self.said.emit(f"Методика показателя {opened.indicator} сохранена с {about.valid_from} года.")
            self._opened = None
            self._of = MethodOf(opened.indicator)
            if about.valid_from <= self._context.year:
                self.ask()
            else:
                self.go.emit(Place("indicators", detail=opened.indicator))

        self._gateway.ask(work, done, form.refuse)

    def _on_read(self, key: str, note: str) -> None:
        opened, profile_id = self._opened, self._context.profile_id
        if opened is not None:
            self._act(lambda db: choose_reading(db, profile_id, opened.indicator, key, note))

    def _act(self, work: Callable[[Database], Any]) -> None:
        self.banner.clear()
        self._gateway.ask(work, lambda _: self.ask(), self._on_failed)


def _answered(outcome: Outcome) -> Example:
    """The example with the answer that the saved definition gives."""
    example = outcome.example
    return Example(example.title, outcome.found, example.rows, example.as_of, example.who)
