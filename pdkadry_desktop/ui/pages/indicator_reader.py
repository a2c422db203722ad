"""Keeps the figures of the page up to date: computed off the UI thread, once for several changes, years later."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ...core.errors import UserError
from ...storage.worker import BACKGROUND
from ..context import Context
from ..gateway import Gateway
from ..widgets.figure_tile import MAX_YEARS
from .indicator_data import PastYears, Snapshot, chunks, read, year_values

_PAUSE = 80  # ms: several changes at once are computed once
_PATIENCE = 200  # ms before the page says that it is computing


class FiguresReader(QObject):
    """Asks for figures and hands them out; older answers are dropped.

    Signals: ``wanted()`` – the shown figures are out of date, call ``compute`` when somebody looks; ``slow()`` – the
    computation takes a while; ``computed(Snapshot)``; ``failed(UserError)``; ``past_grown()`` – of an earlier year.
    """

    wanted = Signal()
    slow = Signal()
    computed = Signal(object)
    failed = Signal(object)
    past_grown = Signal()

    def __init__(self, gateway: Gateway, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._gateway, self._context = gateway, context
        self._generation = 0
        self._profile_id = ""
        self.is_stale = True
        self.past = PastYears()
        self._pause, self._patience = QTimer(self), QTimer(self)
        for timer, length in ((self._pause, _PAUSE), (self._patience, _PATIENCE)):
            timer.setSingleShot(True)
            timer.setInterval(length)
        self._pause.timeout.connect(self.compute)
        self._patience.timeout.connect(self.slow)
        context.changed.connect(self._on_context)
        gateway.changed.connect(lambda _: self._on_data())

    def compute_soon(self) -> None:
        """After the present burst of changes."""
        self._pause.start()

    def compute(self) -> None:
        """Now, for the profile and period of the context bar."""
        self._pause.stop()
        self._generation += 1
        self.is_stale = False
        generation, profile_id, period = self._generation, self._context.profile_id, self._context.period
        self._patience.start()
        self._gateway.ask(
            lambda db: read(db, profile_id, period),
            lambda found: self._on_computed(generation, found),
            lambda error: self._on_failed(generation, error),
        )

    def forget_past(self) -> None:
        """Earlier years are computed anew with the next figures."""
        self.past = PastYears()

    def _on_context(self) -> None:
        self.is_stale = True
        self.wanted.emit()

    def _on_data(self) -> None:
        self.forget_past()
        self._on_context()

    def _on_computed(self, generation: int, found: Snapshot) -> None:
        if generation != self._generation:
            return
        self._patience.stop()
        if found.profile.id != self._profile_id:
            self._profile_id = found.profile.id
            self.forget_past()
        self.computed.emit(found)
        if not found.is_empty:
            self._ask_past(found)

    def _on_failed(self, generation: int, error: UserError) -> None:
        if generation == self._generation:
            self._patience.stop()
            self.is_stale = True
            self.failed.emit(error)

    def _ask_past(self, found: Snapshot) -> None:
        """Piece by piece behind everything else, the nearest year first."""
        past, generation = self.past, self._generation

        def take(year: int, values: dict[str, Fraction | None]) -> None:
            past.add(year, values)
            if generation == self._generation and past is self.past:
                self.past_grown.emit()

        for year in range(found.period.year - 1, found.period.year - MAX_YEARS, -1):
            known = past.values.get(year, {})
            for part in chunks(found.profile):
                if not all(each.id in known for each in part.indicators):
                    work = partial(year_values, profile=part, year=year)
                    self._gateway.ask(work, partial(take, year), priority=BACKGROUND)
