"""What the base says about the record in a form while it is typed: a warning above the form, never a refusal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from ...work.form_notes import NOTES
from ..gateway import Gateway
from ..widgets.basics import FieldMessage
from .form import RecordForm

_PAUSE = 300  # ms after the last key


class BaseNotes(FieldMessage):
    """Hidden while there is nothing to say; ``record_id`` tells which record stands in the form."""

    def __init__(self, form: RecordForm, gateway: Gateway, record_id: Callable[[], int | None]) -> None:
        super().__init__()
        self._form, self._gateway, self._record_id = form, gateway, record_id
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.look)
        if form.spec.key in NOTES:
            form.edited.connect(self._timer.start)

    def look(self) -> None:
        """Asks the base about what stands in the form now."""
        make = NOTES.get(self._form.spec.key)
        if make is None:
            return
        self._asked += 1
        asked, record = self._asked, self._record_id()
        values, _ = self._form.read()
        self._gateway.ask(
            lambda db: make(db, values, record),
            lambda found: self.show_message("\n".join(found), "warn") if asked == self._asked else None,
        )
