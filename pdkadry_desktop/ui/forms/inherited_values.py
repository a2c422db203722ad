"""Inherited values in a form: an empty field shows, as a shadow, what it counts as («программа: да»)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ...core.kinds import BadValue
from ...core.register import RegisterSpec
from ...registers import REGISTERS
from ...storage.inheritance import inherited, sources
from ..gateway import Gateway
from .field_box import FieldBox, plain_value

_PAUSE = 150  # ms after the last key in a text that names the other record


class InheritedValues(QObject):
    """Follows the fields of a form through which values are inherited."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway, boxes: Mapping[str, FieldBox], parent: QObject) -> None:
        super().__init__(parent)
        self._spec, self._gateway, self._boxes = spec, gateway, boxes
        self._through = sources(spec)
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.show)

    def follow(self, name: str) -> None:
        """A field was edited."""
        if name in self._through:
            self._timer.start()

    def show(self) -> None:
        """Asks for the values and shows them."""
        if not self._through & self._boxes.keys():
            return
        self._asked += 1
        asked, spec = self._asked, self._spec
        values = {name: self._value(name) for name in self._through if name in self._boxes}
        self._gateway.ask(
            lambda db: inherited(db, spec, values), lambda found: self._take(found) if asked == self._asked else None
        )

    def _value(self, name: str) -> Any:
        try:
            return plain_value(self._boxes[name].editor.value())
        except BadValue:
            return None

    def _take(self, found: Mapping[str, Any]) -> None:
        for field in self._spec.fields:
            if field.inherits is None or field.name not in self._boxes:
                continue
            register = field.inherits.register or self._spec.by_name[field.inherits.through].link or ""
            whence = REGISTERS[register].singular.lower()
            words = f"{whence}: {field.kind.format(found[field.name])}" if field.name in found else ""
            self._boxes[field.name].editor.set_shadow(words)
