"""Keeps the draft of one form in the base while it is typed, and offers what a crash has left."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from ...core.errors import UserError
from ...core.register import RegisterSpec
from ...storage import drafts
from ...storage.database import Database
from ...storage.declare import REGISTERS
from ...storage.drafts import Draft
from ..gateway import Gateway
from .form import RecordForm

_PAUSE = 2000  # ms: the most that a power cut takes from a form


class DraftKeeper(QObject):
    """Signals: ``offered(Draft)`` – something unsaved of this record was found; ``failed(text)`` – not written."""

    offered = Signal(object)
    failed = Signal(str)

    def __init__(self, form: RecordForm, gateway: Gateway) -> None:
        super().__init__(form)
        self._form, self._gateway = form, gateway
        self._record_id: int | None = None
        self._draft_id: int | None = None
        self._generation = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.write)
        form.edited.connect(self._on_edited)

    @property
    def spec(self) -> RegisterSpec:
        return self._form.spec

    def begin(self, record_id: int | None, wanted: int | None = None) -> None:
        """Another record stands in the form; a draft of it (or the ``wanted`` one) is looked for."""
        self._timer.stop()
        self._generation += 1
        self._record_id, self._draft_id = record_id, None
        generation, register = self._generation, self.spec.key

        def read(db: Database) -> Draft | None:
            return drafts.find(db, register, record_id) if wanted is None else drafts.get(db, wanted)

        def show(found: Draft | None) -> None:
            if found is None or generation != self._generation or self._form.is_changed():
                return
            if wanted is None:
                self.offered.emit(found)
            else:
                self.take(found)

        self._gateway.ask(read, show)

    def take(self, draft: Draft) -> None:
        """Puts a draft into the form and goes on keeping it."""
        self._draft_id = draft.id
        self._form.restore(draft.fields)

    def forget(self, draft: Draft) -> None:
        """The offered draft is not wanted."""
        self._gateway.ask(lambda db: drafts.drop(db, draft.id))

    def done(self) -> None:
        """The form was saved or given up: its draft goes."""
        self._timer.stop()
        self._generation += 1
        if self._draft_id is not None:
            dropped, self._draft_id = self._draft_id, None
            self._gateway.ask(lambda db: drafts.drop(db, dropped))

    def _on_edited(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Writes at once what still waits to be written: the window goes."""
        if self._timer.isActive():
            self.write()

    def write(self) -> None:
        """Writes what stands in the form now."""
        self._timer.stop()
        if not self._form.is_changed():
            self.done()
            return
        generation, register, record_id = self._generation, self.spec.key, self._record_id
        draft_id, title, typed = self._draft_id, self._form.typed_title(), self._form.typed()

        def written(kept: int) -> None:
            if generation == self._generation:
                self._draft_id = kept
            elif draft_id is None:  # saved meanwhile
                self._gateway.ask(lambda db: drafts.drop(db, kept))

        def refused(error: UserError) -> None:
            self.failed.emit(f"Черновик не записан: {error.text}")

        self._gateway.ask(lambda db: drafts.keep(db, draft_id, register, record_id, title, typed), written, refused)


def called(draft: Draft) -> str:
    """«Педагог «Ёжикова Яна», сегодня в 14:05»: by what it is found again."""
    name = f" «{draft.title}»" if draft.title else ""
    return f"{REGISTERS[draft.register].singular}{name}, {moment(draft.typed_at)}"


def moment(typed_at: datetime) -> str:
    """«сегодня в 14:05» or «22.11.2026 в 14:05»."""
    day = "сегодня" if typed_at.date() == date.today() else f"{typed_at:%d.%m.%Y}"
    return f"{day} в {typed_at:%H:%M}"
