"""«Почему?»: how one person or thing stands in an indicator, and which record or empty field decided it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from ...core.kinds import Link
from ...core.register import FieldSpec
from ...indicators.compute import Result
from ...indicators.why import Explanation, Fact, Missing, why
from ...registers import REGISTERS
from ...storage import query
from ..forms.link_editor import LinkEditor
from ..gateway import Gateway
from ..places import Place
from ..tokens import Space, Tone
from ..widgets.badge import Badge
from ..widgets.basics import MutedLabel, push_button
from .indicator_data import Snapshot, asked_register, moment
from .indicator_overview import Parts

_OUTCOMES: dict[str, tuple[str, Tone]] = {
    "numerator": ("в числителе", "good"),
    "base": ("только в базе", "warn"),
    "excluded": ("исключён", "neutral"),
    "outside": ("не в базе", "neutral"),
    "unknown": ("не заполнено", "warn"),
}
_COUNTED_OUTCOMES = {**_OUTCOMES, "numerator": ("считается", "good"), "outside": ("не считается", "neutral")}


class WhyTab(QWidget):
    """Search, then the explanation. Signals: ``go(Place)`` when a record is wanted."""

    go = Signal(object)

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._snapshot: Snapshot | None = None
        self._result: Result | None = None
        self._asked = 0
        self._chosen: dict[str, query.LinkTo] = {}  # register → who was asked about last
        self._wanted = ""  # the register a question comes from outside about
        self.registers = QComboBox()
        self.registers.setAccessibleName("О какой записи спросить")
        self.registers.currentIndexChanged.connect(lambda _: self._on_register())
        self._field = QVBoxLayout()
        self.editor: LinkEditor | None = None
        self.answer = Parts("Ответ на «Почему?»")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.M, 0, 0)
        column.setSpacing(Space.S)
        asking = QVBoxLayout()
        asking.setContentsMargins(Space.L, 0, Space.L, 0)
        self._label = MutedLabel()
        asking.addWidget(self._label)
        asking.addWidget(self.registers)
        asking.addLayout(self._field)
        column.addLayout(asking)
        column.addWidget(self.answer, 1)

    def register(self) -> str:
        """The register the question is about."""
        return self.registers.currentData() or ""

    def show_result(self, snapshot: Snapshot, result: Result) -> None:
        self._snapshot, self._result = snapshot, result
        parts = result.definition.counting.parts if result.definition else ()
        keys = list(dict.fromkeys(asked_register(part) for part in parts))
        if keys != [self.registers.itemData(each) for each in range(self.registers.count())]:
            self.registers.blockSignals(True)
            self.registers.clear()
            for key in keys:
                self.registers.addItem(REGISTERS[key].title, key)
            self.registers.blockSignals(False)
            self.registers.setVisible(len(keys) > 1)
            self._on_register()
        elif not self._wanted:
            self.ask()
        self._show_wanted()

    def ask_of(self, register: str, record: query.LinkTo) -> None:
        """Explains a record as soon as figures are shown that are asked about its register."""
        self._chosen[register] = record
        self._wanted = register

    def _show_wanted(self) -> None:
        place, self._wanted = self.registers.findData(self._wanted), ""
        if place >= 0:
            self.registers.blockSignals(True)
            self.registers.setCurrentIndex(place)
            self.registers.blockSignals(False)
            self._on_register()

    def told(self) -> list[str]:
        """What the answer says: its status word, then its texts and links from top to bottom."""
        widgets = (
            item.widget() for place in range(self.answer.column.count()) if (item := self.answer.column.itemAt(place))
        )
        return [
            each.accessibleName() or each.text() for each in widgets if isinstance(each, Badge | QLabel | QPushButton)
        ]

    def ask_about(self, chosen: query.LinkTo) -> None:
        """Chooses a record of the present register and explains it."""
        if self.editor is not None:
            self._chosen[self.register()] = chosen
            self.editor.set_value(chosen)
            self.ask()

    def _on_register(self) -> None:
        if self.editor is not None:
            self._field.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        key = self.register()
        if not key:
            return
        spec = REGISTERS[key]
        self._label.setText("О ком спросить?" if key == "teachers" else f"{spec.singular}: о чём спросить?")
        made = LinkEditor(FieldSpec("asked", spec.singular, Link(to=key), required=False), key, self._gateway)
        made.line.setPlaceholderText("Фамилия или часть имени" if key == "teachers" else "Начните вводить название")
        made.edited.connect(self._on_edited)
        made.set_value(self._chosen.get(key))
        self.editor = made
        self._field.addWidget(made)
        self.ask()

    def _on_edited(self) -> None:
        assert self.editor is not None
        if self.editor.line.text().strip():
            found = self.editor.chosen()
            if found is None:
                return
            self._chosen[self.register()] = found
        else:
            self._chosen.pop(self.register(), None)
        self.ask()

    def ask(self) -> None:
        """Explains who is chosen, again after the figures changed."""
        self._asked += 1
        asked, key, result, snapshot = self._asked, self.register(), self._result, self._snapshot
        chosen = self._chosen.get(key)
        if chosen is None or result is None or result.definition is None or snapshot is None:
            self._invite()
            return
        definition = result.definition

        def show(found: Explanation) -> None:
            if asked == self._asked:
                self._show(result, key, chosen, found)

        self._gateway.ask(lambda db: why(db, definition, result.period, chosen.id, key, plan=snapshot.plan), show)

    def _invite(self) -> None:
        self.answer.empty()
        self.answer.text(
            "Выберите запись: здесь будет сказано, учтена ли она, какое условие не выполнено "
            "или какое поле не заполнено.",
            "muted",
        )
        self.answer.column.addStretch(1)

    def _show(self, result: Result, key: str, chosen: query.LinkTo, found: Explanation) -> None:
        self.answer.empty()
        has_base = result.definition is not None and result.definition.counting.has_base
        word, tone = (_OUTCOMES if has_base else _COUNTED_OUTCOMES)[found.outcome]
        badge = Badge(word, tone)
        column = self.answer.column
        column.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        self.answer.text(found.text)
        self.answer.text(moment(result), "muted")
        if found.facts:
            self.answer.title("Что решило")
            for fact in found.facts:
                self._fact(fact)
        if found.missing:
            self.answer.title("Заполните")
            for missing in found.missing:
                self._missing(missing)
        self.answer.title("Записи")
        self._link(chosen.title, Place(f"record:{key}", chosen.id))
        if found.row is not None and (found.row.register, found.row.id) != (key, chosen.id):
            self._fact(found.row)
        column.addStretch(1)

    def _fact(self, fact: Fact) -> None:
        self._link(f"{REGISTERS[fact.register].singular}: {fact.text}", Place(f"record:{fact.register}", fact.id))

    def _missing(self, missing: Missing) -> None:
        text = f"«{missing.label}» – {REGISTERS[missing.register].singular.lower()}"
        self._link(text, Place(f"record:{missing.register}", missing.id), "edit")

    def _link(self, text: str, place: Place, icon: str = "") -> None:
        button = push_button(_wrapped(text), icon, kind="link")
        button.setAccessibleName(text)
        button.clicked.connect(lambda: self.go.emit(place))
        self.answer.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


def _wrapped(text: str, width: int = 48) -> str:
    """A push button does not wrap by itself."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])
