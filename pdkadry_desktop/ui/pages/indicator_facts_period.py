"""The state of the reporting year on the page of indicators: closing, opening again, the figures of old revisions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from ...core.dates import Period, format_date
from ...core.progress import Progress
from ...indicators.closing import Revision, close_period, reopen_period, revisions
from ...indicators.profiles import Profile
from ...reports.facts import given_facts
from ...storage.database import Database
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..widgets.basics import push_button
from ..widgets.reason_bar import ReasonBar
from .indicator_data import Snapshot

if TYPE_CHECKING:
    from ...reports.document import Document


class YearState(QObject):
    """A button with the state of the year and its menu, and the bar that asks; the page places both.

    Signals: ``changed()`` – the words of the state; ``go(Place)``; ``said(str)`` for a toast; ``failed(UserError)``.
    """

    changed = Signal()
    go = Signal(object)
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, gateway: Gateway, parent: QObject) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._snapshot: Snapshot | None = None
        self._closes = True
        self.words = ""  # «закрыт 15.01.2023, ред. 1»
        self.button: QPushButton = push_button("Год", "lock", "quiet")
        self.button.setProperty("menu", True)
        self.menu = QMenu(self.button)
        self.close_action = self.menu.addAction("Закрыть год…")
        self.close_action.triggered.connect(self.ask_to_close)
        self.reopen_action = self.menu.addAction("Открыть снова…")
        self.reopen_action.triggered.connect(self.ask_to_reopen)
        self.old = self.menu.addMenu("Сводка закрытой редакции")
        self.button.setMenu(self.menu)
        self.bar = ReasonBar()
        self.bar.given.connect(self._on_given)
        self.show_revisions([])

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The state of the year of these figures."""
        before, self._snapshot = self._snapshot, snapshot
        if before is not None and (before.profile.id, before.period) != (snapshot.profile.id, snapshot.period):
            self.bar.hide()
        profile_id, year = snapshot.profile.id, snapshot.period.year
        self._gateway.ask(lambda db: revisions(db, profile_id, year), self.show_revisions)

    def show_revisions(self, found: list[Revision]) -> None:
        """The newest first."""
        is_closed = bool(found) and not found[0].is_reopened
        year = self._snapshot.period.year if self._snapshot else ""
        self.button.setText("Год закрыт" if is_closed else "Год открыт")
        self.words = found[0].words() if found else ""
        state = self.words or "не закрыт"
        self.button.setToolTip(f"{year} год: {state}".strip())
        self.button.setAccessibleName(f"Состояние года: {state}")
        self.close_action.setEnabled(self._snapshot is not None and bool(self._snapshot.results) and not is_closed)
        self.reopen_action.setEnabled(is_closed)
        self.old.clear()
        for each in found:
            action = self.old.addAction(f"ред. {each.number}: {each.words()}, данные на {format_date(each.as_of)}")
            action.triggered.connect(lambda _=False, one=each: self._print(one))
        self.old.menuAction().setVisible(bool(found))
        self.changed.emit()

    # -- closing and opening -------------------------------------------------------------------------------------

    def ask_to_close(self) -> None:
        """What closing means, and a line for the document or the occasion."""
        found = self._snapshot
        if found is None:
            return
        self._closes = True
        empty = sum(each.status == "no_data" for each in found.results)
        about = f"Показателей: {len(found.results)}, без данных: {empty}. " if empty else ""
        self.bar.ask(
            f"Закрыть {found.period.year} год по данным на {format_date(found.period.end)}?",
            f"{about}Числа и списки людей сохранятся как есть; правки задним числом попросят причину.",
            "Основание, если есть: приказ, справка", "Закрыть год", "Не закрывать", is_required=False,
        )  # fmt: skip

    def ask_to_reopen(self) -> None:
        if self._snapshot is not None:
            self._closes = False
            self.bar.ask(
                f"Открыть {self._snapshot.period.year} год снова?",
                "Закрытая редакция сохранится; числа снова будут считаться по реестрам.",
                "Почему год открывают", "Открыть снова", "Не открывать",
            )  # fmt: skip

    def _on_given(self, reason: str) -> None:
        found = self._snapshot
        if found is None:
            return
        profile, period = found.profile, found.period

        def close(db: Database) -> str:
            close_period(db, profile, period, given_facts(db, profile, period.end), reason=reason)
            return f"{period.year} год закрыт."

        def reopen(db: Database) -> str:
            reopen_period(db, profile.id, period.year, reason)
            return f"{period.year} год открыт снова."

        self._gateway.ask(close if self._closes else reopen, self.said.emit, self.failed.emit)

    def _print(self, revision: Revision) -> None:
        if self._snapshot is not None:
            self.go.emit(Place("document", detail=summary_source(self._snapshot.profile, revision)))


def summary_source(profile: Profile, revision: Revision) -> DocumentSource:
    """The summary as it stood when that revision was closed."""

    def make(db: Database, _: Progress) -> Document:
        from ...reports.library import REPORTS, Inputs

        period = Period.of_year(revision.year, revision.as_of)
        given = given_facts(db, profile, period.end, revision.number)
        return REPORTS["monitoring-summary"].build(db, Inputs(profile, period, None, date.today(), given))

    return DocumentSource(f"Сводка за {revision.year} год, ред. {revision.number}", make, Place("indicators"))
