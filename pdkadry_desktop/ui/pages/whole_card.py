"""The whole card of a person or an organisation on one page: facts, the chain of growth, every section with links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...core.dates import format_date
from ...core.errors import UserError
from ...registers import REGISTERS
from ...storage.database import Database
from ...work import growth
from ...work.working import absence_words
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..theme import style
from ..tokens import Space
from ..widgets.badge import TONE_ICONS, Badge
from ..widgets.basics import CardFrame, IconLabel, MutedLabel, SectionTitle, icon_button, push_button, text_label
from ..widgets.chain import ChainStage, ChainView
from ..widgets.feedback import EmptyState
from ..widgets.flow import FlowLayout
from .card_actions import ElidedLink, add_menu, card_source
from .work_page import WorkPage

if TYPE_CHECKING:
    from ...reports.library.card_parts import Entry, Fact, Part

_NAMES, _WHEN = 150, 100  # widths of the names of facts and of the days of entries
_MOST = 40  # entries of a section on the screen
_CHAINS = 2
_LINK_PAD = 5  # a link's own room at its left
_NOTHING = "Здесь будет карточка целиком. Выберите запись в реестре «{}» и нажмите на её карточке «Карточка целиком»."
_GONE = "Этой записи больше нет: её удалили или объединили с другой. Вернуть её можно отменой (Ctrl+Z)."
_ICONS = {"diagnostics": "diagnostics", "route": "route", "course": "course", "repeated": "diagnostics"}


@dataclass(frozen=True)
class _Found:
    """``chains``: stages and the growth of each; the part that tells them in words is left out."""

    title: str
    absence: str
    facts: tuple[Fact, ...]
    chains: tuple[tuple[tuple[growth.Stage, ...], str], ...]
    parts: tuple[Part, ...]


class WholeCardPage(WorkPage):
    """Shows the record of the place; without one it says where to choose it."""

    register = ""
    has_paper = True
    concerns = frozenset(REGISTERS)

    def __init__(self, gateway: Gateway, context: Context) -> None:
        self.spec = REGISTERS[self.register]
        super().__init__("Карточка", gateway, context)
        self.help_key = self.register
        self._title = "Карточка"
        self._menu: QMenu | None = None
        self.absence = Badge("", "warn", "absence")
        self.absence.hide()
        self.header.add_widget(self.absence)
        self.add_button = self.header.add_action("Добавить", "add")
        self.add_button.setToolTip("Новая запись, связанная с этой")
        self.open_button = self.header.set_primary("Изменить запись", "edit")
        self.open_button.clicked.connect(lambda: self.go.emit(Place(f"record:{self.register}", self.record_id)))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Карточка целиком")
        self.empty = EmptyState(
            self.spec.icon, _NOTHING.format(self.spec.title), f"Открыть реестр «{self.spec.title}»", self.spec.icon,
        )  # fmt: skip
        self.empty.action_triggered.connect(lambda: self.go.emit(Place(f"register:{self.register}")))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._scroll)
        self.column.addWidget(self.stack, 1)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._allow(False)

    @property
    def record_id(self) -> int | None:
        return self.place.record_id if self.place is not None else None

    def arrive(self, place: Place) -> None:
        if place.record_id is None:
            self.place = place
            self._gone()
            return
        if place.record_id != self.record_id:
            self._scroll.verticalScrollBar().setValue(0)
        super().arrive(place)

    # -- reading -------------------------------------------------------------------------------------------------

    def read(self, db: Database, record_id: int) -> _Found:
        """Everything the page shows; UserError when the record is gone."""
        raise NotImplementedError

    def reader(self) -> Callable[[Database], _Found | None]:
        record_id = self.record_id

        def read(db: Database) -> _Found | None:
            if record_id is None:
                return None
            try:
                return self.read(db, record_id)
            except UserError:
                return None  # deleted meanwhile

        return read

    def _gone(self) -> None:
        self._asked += 1
        self.header.set_title("Карточка")
        self.header.set_count("")
        self.empty.set_text((_NOTHING if self.record_id is None else _GONE).format(self.spec.title))
        self.absence.hide()
        self._allow(False)
        self.stack.setCurrentWidget(self.empty)

    def _allow(self, has_record: bool) -> None:
        for button in (self.export_button, self.paper_button, self.add_button, self.open_button):
            button.setEnabled(has_record)

    # -- showing -------------------------------------------------------------------------------------------------

    def show_found(self, found: _Found | None) -> None:
        record_id = self.record_id
        if found is None or record_id is None:
            self._gone()
            return
        self._title = found.title
        self.header.set_title(found.title)
        self.header.set_count(f"на {format_date(self._context.as_of)}")
        self.absence.set_status(found.absence, "warn", "absence")
        self.absence.setVisible(bool(found.absence))
        self._allow(True)
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = add_menu(self.register, record_id, self.go.emit, self.add_button)
        self.add_button.setMenu(self._menu)
        self.add_button.setProperty("menu", True)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, Space.S, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._facts(found.facts))
        if found.chains:
            column.addWidget(self._chains(found.chains))
        column.addLayout(self._sections([part for part in found.parts if part.entries]))
        if empty := [part for part in found.parts if not part.entries and part.adds]:
            column.addWidget(self._empty_parts(empty))
        column.addStretch(1)
        place = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(place)
        if self.stack.currentWidget() is not self._scroll:
            self.stack.setCurrentWidget(self._scroll)
            self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _facts(self, facts: tuple[Fact, ...]) -> QWidget:
        card = CardFrame()
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.XS)
        half = (len(facts) + 1) // 2
        for place, fact in enumerate(facts):
            row, column = place % half, place // half * 3
            name = MutedLabel(fact.label, wrap=True)
            name.setFixedWidth(_NAMES)
            text = text_label(fact.text, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, row, column, Qt.AlignmentFlag.AlignTop)
            if fact.tone in ("warn", "bad"):
                style(text, tone=fact.tone)
                grid.addWidget(IconLabel(TONE_ICONS[fact.tone], fact.tone), row, column + 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, column + 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(5, 1)
        card.body.addLayout(grid)
        return card

    def _chains(self, chains: tuple[tuple[tuple[growth.Stage, ...], str], ...]) -> QWidget:
        card = CardFrame("Диагностика → ИОМ → курсы → повторная диагностика")
        for stages, outcome in chains[:_CHAINS]:
            view = ChainView([_drawn(stage) for stage in stages], outcome)
            view.opened.connect(partial(self._open_stage, stages))
            card.body.addWidget(view)
        if len(chains) > _CHAINS:
            card.body.addWidget(MutedLabel(f"и ещё {len(chains) - _CHAINS} – раньше: они в печатной карточке"))
        return card

    def _open_stage(self, stages: tuple[growth.Stage, ...], place: int) -> None:
        step = stages[place].step
        if step is not None:
            self.go.emit(Place(f"record:{growth.REGISTER[step.kind]}", step.record["id"]))

    def _sections(self, parts: list[Part]) -> QHBoxLayout:
        """Two columns; the next section goes where there is less."""
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        columns = [QVBoxLayout(), QVBoxLayout()]
        heights = [0, 0]
        for column in columns:
            column.setSpacing(Space.M)
            row.addLayout(column, 1)
        for part in parts:
            target = heights.index(min(heights))
            columns[target].addWidget(self._section(part))
            heights[target] += 2 + 2 * len(part.entries[:_MOST])
        for column in columns:
            column.addStretch(1)
        return row

    def _section(self, part: Part) -> QWidget:
        card = CardFrame()
        head = QHBoxLayout()
        head.addWidget(SectionTitle(f"{part.title} · {len(part.entries) + part.left_out}"), 1)
        for register, link in part.adds:
            add = icon_button("add", f"Добавить: {REGISTERS[register].singular.lower()}", small=True)
            add.clicked.connect(partial(self._add, register, link))
            head.addWidget(add)
        card.body.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(2)
        has_days = any(entry.when for entry in part.entries)
        for row, entry in enumerate(part.entries[:_MOST]):
            if has_days:
                when = MutedLabel(entry.when, wrap=True)
                when.setFixedWidth(_WHEN)
                grid.addWidget(when, row * 2, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._what(entry), row * 2, 1)
            if entry.details:
                details = MutedLabel(entry.details, wrap=True)
                details.setContentsMargins(_LINK_PAD if entry.record else 0, 0, 0, 0)
                grid.addWidget(details, row * 2 + 1, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        if left := part.left_out + max(0, len(part.entries) - _MOST):
            card.body.addWidget(MutedLabel(f"и ещё {left}"))
        return card

    def _what(self, entry: Entry) -> QWidget:
        if entry.record is None:
            return text_label(entry.what, wrap=True)
        register, record_id = entry.record
        link = ElidedLink(entry.what)
        link.clicked.connect(lambda: self.go.emit(Place(f"record:{register}", record_id)))
        return link

    def _empty_parts(self, parts: list[Part]) -> QWidget:
        card = CardFrame("Записей ещё нет")
        area = QWidget()
        flow = FlowLayout(area)
        for register, link in dict.fromkeys(add for part in parts for add in part.adds):
            button = push_button(REGISTERS[register].singular, "add")
            button.clicked.connect(partial(self._add, register, link))
            flow.addWidget(button)
        card.body.addWidget(area)
        return card

    def _add(self, register: str, link: str) -> None:
        self.go.emit(Place(f"record:{register}", preset={link: self.record_id}))

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        return card_source(self.spec, self.record_id or 0, self._title, self._context)

    def print_out(self) -> None:
        if self.record_id is not None:
            super().print_out()

    def export(self) -> None:
        if self.record_id is not None:
            super().export()


class PersonPage(WholeCardPage):
    """Everything about a teacher."""

    register = "teachers"

    def read(self, db: Database, record_id: int) -> _Found:
        from ...reports.library import person as library  # the first table is shown before any card

        on = self._context.as_of
        found = library.read_person(db, record_id, on, with_papers=True)
        places = {job["organization_id"].id for job in found.current_jobs}
        absence = next((text for place in places if (text := absence_words(found.rows["absences"], place, on))), "")
        facts = [each for each in library.headline(db, record_id, on) if each.label not in ("Развитие", "Отсутствует")]
        chains = tuple((growth.stages(chain), chain.growth) for chain in found.chains)
        parts = tuple(each for each in library.parts(found) if each.title != library.CHAINS or not each.entries)
        return _Found(found.title, absence, tuple(facts), chains, parts)


class OrganizationPage(WholeCardPage):
    """Everything about an organisation."""

    register = "organizations"

    def read(self, db: Database, record_id: int) -> _Found:
        from ...reports.library import organization_card as library

        place = library.read_place(db, record_id, self._context.as_of)
        facts = (*library.requisites(place), *library.headline(db, record_id, place.on))
        return _Found(place.title, "", facts, (), library.parts(db, record_id, place))


def _drawn(stage: growth.Stage) -> ChainStage:
    icon = _ICONS[stage.kind]
    if stage.step is None:
        return ChainStage(stage.title, icon, "", "")
    return ChainStage(stage.title, icon, format_date(stage.step.on), stage.words, stage.gap)
