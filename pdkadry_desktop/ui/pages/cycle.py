"""«Цикл мониторинга»: the year as a chain of nine steps; below it the documents and the list of the chosen step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ...core.text import counted
from ...cycle import store
from ...cycle.board import STATES, CycleBoard, StepView
from ...cycle.campaign import CampaignBoard
from ...cycle.store import Cycle
from ...indicators.profiles import load_profile
from ...reports.library.cycle_data import cycle_board
from ...storage.database import Database
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway, Job
from ..places import Place
from ..tables.rows import Row
from ..tokens import Space
from ..widgets.basics import ClampedLabel, icon_button, push_button, text_label
from ..widgets.cycle_chain import CycleChain
from ..widgets.feedback import EmptyState
from ..widgets.flow import FlowLayout
from .cycle_actions import CycleActions
from .cycle_views import CYCLE_VIEWS, chain_link, cycle_rows

if TYPE_CHECKING:
    from ...reports.document import Document
    from ...reports.library.inputs import Inputs

TITLE = "Цикл мониторинга"
_EMPTY = (
    "Здесь будет цикл мониторинга года: девять шагов от целей до анализа эффективности мер, "
    "у каждого документ с номером и датой. Цикл этого года ещё не начат."
)
_PAPERS = (
    ("cycle", "Лист цикла"), ("monitoring-directive", "Приказ о проведении, проект"),
    ("recommendations", "Адресные рекомендации, письма"), ("decisions", "Перечень решений"),
    ("effect", "Справка об эффективности мер"),
)  # fmt: skip


@dataclass(frozen=True)
class _Found:
    board: CycleBoard | None
    previous: Cycle | None


class CyclePage(CycleActions):
    """The cycle of the order and year of the context bar."""

    concerns = frozenset({
        "cycles", "cycle_steps", "campaigns", "receipts", "findings", "recommendations", "measures", "decisions",
        "effects", "documents", "document_files", "closed_periods", "indicator_values", "organizations",
        "indicator_evidence",
    })  # fmt: skip
    has_paper = True
    help_key = "cycle"
    views = CYCLE_VIEWS

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__(TITLE, gateway, context)
        self._previous: Cycle | None = None
        papers = push_button("Бумаги", "document", "quiet")
        papers.setProperty("menu", True)
        self.papers = QMenu(papers)
        for key, title in _PAPERS:
            self.papers.addAction(title).triggered.connect(lambda _=False, key=key: self.show_paper(key))
        self.papers.addAction("Письма в Word, файл каждому…").triggered.connect(lambda _=False: self.choose_folder())
        papers.setMenu(self.papers)
        self.header.add_widget(papers)
        self.next_button = self.header.set_primary("", "cycle")
        self.next_button.clicked.connect(self.start_next)
        self.switch.hide()  # the chain stands for it
        self.search.setPlaceholderText("Найти в списке")
        self.search.setMaximumWidth(200)
        self.chain = CycleChain()
        self.chain.chosen.connect(self.switch.choose)
        self.column.insertWidget(2, self.chain)
        self.column.insertWidget(3, self._step_card())
        self.bar.removeWidget(self.search)
        self.campaigns = QComboBox()
        self.campaigns.setAccessibleName("Кампания")
        self.campaigns.setMinimumContentsLength(26)
        self.campaigns.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.campaigns.activated.connect(lambda _: self._show_lists())
        self.areas["monitoring"].flow.addWidget(self.campaigns)
        self.none = EmptyState(
            "cycle", _EMPTY, "Начать цикл", "add",
        )  # fmt: skip
        self.none.action_triggered.connect(self.start)
        self.column.addWidget(self.none, 1)
        for area in self.areas.values():
            area.table.current_changed.connect(self._on_row)
        self.panel.installEventFilter(self)
        self._show_whole(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While something is asked, the card of the step makes room."""
        if watched is self.panel and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.card.setVisible(event.type() == QEvent.Type.HideToParent and self.board is not None)
        return super().eventFilter(watched, event)

    def _step_card(self) -> QFrame:
        """The chosen step: its state, documents with what may be done to them, what is known, what lacks."""
        self.card = card = QFrame()
        card.setProperty("frame", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        self.step_title = text_label("", "strong")
        top.addWidget(self.step_title)
        top.addStretch(1)
        attach = push_button("Приложить документ", "add")
        attach.setToolTip("Ctrl+D")
        attach.clicked.connect(self.ask_document)
        due = push_button("Срок", "calendar")
        due.setToolTip("До какого дня документ шага должен быть подписан")
        due.clicked.connect(self.ask_due)
        top.addWidget(attach)
        top.addWidget(due)
        top.addWidget(self.search)
        column.addLayout(top)
        self.documents = QWidget()
        self._document_flow = FlowLayout(self.documents)
        column.addWidget(self.documents)
        self.known = ClampedLabel("", 1, "note")
        self.gaps = ClampedLabel("", 1, "note")
        column.addWidget(self.known)
        column.addWidget(self.gaps)
        self.shortcut("Ctrl+D", self.ask_document)
        return card

    # -- reading -------------------------------------------------------------------------------------------------

    def reader(self) -> Callable[[Database], _Found]:
        profile, period = load_profile(self._context.profile_id), self._context.period

        def read(db: Database) -> _Found:
            return _Found(
                cycle_board(db, profile, period, date.today()), store.cycle_of(db, profile.id, period.year - 1)
            )

        return read

    def show_found(self, found: _Found) -> None:
        self.board, self._previous = found.board, found.previous
        year = self._context.year
        self._show_whole(found.board is not None)
        self.next_button.setVisible(found.board is not None)
        if found.board is None:
            before = f" Он начнётся из выводов цикла {year - 1} года." if found.previous else ""
            self.none.set_text(f"{_EMPTY}{before}")
            self.header.set_count(f"{year} год не начат")
            return
        self.header.set_count(found.board.words())
        self.next_button.setText(
            f"К циклу {year + 1}" if found.board.has_next else f"Начать цикл {year + 1} из выводов {year}"
        )
        chosen = self.campaigns.currentData()
        self.campaigns.clear()
        for each in found.board.campaigns:
            self.campaigns.addItem(each.name, each.id)
        last = self.campaigns.count() - 1
        self.campaigns.setCurrentIndex(last if chosen is None else max(0, self.campaigns.findData(chosen)))
        self.campaigns.setVisible(last >= 0)
        self.chain.show_links([chain_link(each) for each in found.board.steps])
        self.chain.choose(self.switch.chosen())
        self._show_lists()

    @property
    def campaign(self) -> CampaignBoard | None:
        wanted = self.campaigns.currentData()
        boards = self.board.campaigns if self.board else ()
        return next((each for each in boards if each.id == wanted), None)

    def _show_whole(self, is_started: bool) -> None:
        for widget in (self.chain, self.stack, self.foot):
            widget.setVisible(is_started)
        self.card.setVisible(is_started and self.panel.isHidden())
        self.none.setVisible(not is_started)

    def _show_lists(self) -> None:
        if self.board is None:
            return
        for key, rows in cycle_rows(self.board, self.campaign).items():
            self.show_rows(key, rows)
        self._show_step()

    def on_view(self, key: str) -> None:
        self.chain.choose(key)
        self._show_step()

    def _show_step(self) -> None:
        if self.board is None:
            return
        view = self.board.step(self.switch.chosen())
        state = STATES[view.state]
        if view.due_on:
            state = (
                f"{state}: {view.due_on:%d.%m.%Y}" if view.state == "late" else f"{state}, срок {view.due_on:%d.%m.%Y}"
            )
        self.step_title.setText(f"{view.step.number}. {view.step.title} – {state}")
        self.step_title.setToolTip(view.step.evidence)
        self._show_documents(view)
        self.known.setText(" · ".join((*view.known, view.refers[:1].lower() + view.refers[1:])))
        self.gaps.setText(f"Пробелы: {'; '.join(view.gaps)}" if view.gaps else "")
        self.gaps.setVisible(bool(view.gaps))
        self._on_row(self.area.table.current())

    def _show_documents(self, view: StepView) -> None:
        while (item := self._document_flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for each in view.documents:
            link = push_button(f"{each.words()} «{_short(each.paper.name)}»", "document", "link")
            link.setToolTip(f"{each.paper.name}\nОткрыть карточку: ссылка, сканы")
            link.clicked.connect(lambda _=False, one=each.paper.id: self.go.emit(Place("record:documents", one)))
            away = icon_button("cancel", f"Убрать с шага: {each.words()}", small=True)
            away.clicked.connect(lambda _=False, one=each.record_id: self.detach(one))
            self._document_flow.addWidget(link)
            self._document_flow.addWidget(away)
        self.documents.setVisible(bool(view.documents))

    def _on_row(self, row: Row | None) -> None:
        """The long text of the row stands whole below the list."""
        texts = [each for each in row.values if isinstance(each, str)] if row is not None else []
        longest = max(texts, key=len, default="")
        self.foot.setText(longest if len(longest) > 60 else "")

    # -- the cycle -----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """The cycle of the year of the context, from the conclusions of the year before when there are any."""
        self._start(self._context.year)

    def start_next(self) -> None:
        """The cycle of the next year; where it is there already, one only goes to it."""
        if self.board is None:
            self.start()
        elif self.board.has_next:
            self._context.set_year(self._context.year + 1)
        else:
            self._start(self._context.year + 1)

    def _start(self, year: int) -> None:
        profile = self._context.profile_id

        def done(_: Any) -> None:
            self.said.emit(f"Цикл {year} года начат.")
            if self._context.year != year:
                self._context.set_year(year)

        self._gateway.ask(lambda db: store.start_cycle(db, profile, year, date.today()), done, self._refused)

    # -- papers --------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        return self._paper("cycle")

    def show_paper(self, key: str) -> None:
        self.go.emit(Place("document", detail=self._paper(key)))

    def _inputs(self) -> Callable[[Database], Inputs]:
        """What the papers are asked for; the context is that of now, read on the base's thread."""
        profile, period = load_profile(self._context.profile_id), self._context.period

        def read(db: Database) -> Inputs:
            from ...reports.facts import given_facts
            from ...reports.library.inputs import Inputs

            return Inputs(profile, period, None, date.today(), given_facts(db, profile, period.end))

        return read

    def _paper(self, key: str) -> DocumentSource:
        inputs = self._inputs()

        def make(db: Database, _: Any) -> Document:
            from ...reports.library import REPORTS

            return REPORTS[key].build(db, inputs(db))

        return DocumentSource(f"{dict(_PAPERS)[key]} – {self._context.year} год", make, Place("cycle"))

    def choose_folder(self) -> None:
        """Asks where the letters go, a file for each addressee."""
        dialog = QFileDialog(self, "Папка для писем", str(QSettings().value("folders/reports", "")))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.write_letters(Path(name)))
        dialog.open()

    def write_letters(self, folder: Path) -> None:
        """Writes them as a job that can be cancelled."""
        inputs = self._inputs()

        def work(db: Database, job: Job) -> int:
            from ...reports.library.cycle_letters import write_letters

            return write_letters(db, inputs(db), folder, "docx", job)

        def done(count: int) -> None:
            self.banner.clear()
            self.said.emit(f"Записано: {counted(count, 'письмо', 'письма', 'писем')} в папку «{folder.name}».")

        self._gateway.run("Адресные рекомендации", work, done, self._refused)

    def arrive(self, place: Place) -> None:
        super().arrive(place)
        self.area.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
