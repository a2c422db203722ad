"""The list of dictionaries: the open ones first, then the closed ones by the register that is looked for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ...core.kinds import Choice, Dictionary, MultiChoice
from ...core.register import FieldSpec, RegisterSpec
from ...core.text import fold
from ...registers import REGISTERS
from ...work import dictionaries

_KEY = Qt.ItemDataRole.UserRole
_LINE = 28
_NAMED = 2  # registers named in the title of a closed dictionary


@dataclass(frozen=True)
class Closed:
    """A value of a closed dictionary: its code, its name here and in the exchange, in how many records it stands."""

    code: str
    shown: str
    label: str
    uses: int


def closed_dictionaries() -> dict[str, tuple[Dictionary, list[tuple[RegisterSpec, FieldSpec]]]]:
    """Key → the dictionary and the fields that use it."""
    found: dict[str, tuple[Dictionary, list[tuple[RegisterSpec, FieldSpec]]]] = {}
    for spec in REGISTERS.values():
        for field in spec.fields:
            if isinstance(field.kind, Choice | MultiChoice):
                made = found.setdefault(field.kind.dictionary.key, (field.kind.dictionary, []))
                made[1].append((spec, field))
    return found


class DictionaryNames(QListWidget):
    """The dictionaries under two headings; keys are «open:subjects», «closed:level»."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Справочники")
        self.setMaximumWidth(360)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._put("Пополняемые", None)
        for key, title in dictionaries.titles().items():
            self._put(title, f"open:{key}")
        self._put("Закрытые", None)
        titles = {key: _closed_title(fields) for key, (_, fields) in closed_dictionaries().items()}
        for key, title in sorted(titles.items(), key=lambda pair: fold(pair[1])):
            self._put(title, f"closed:{key}")

    def _put(self, text: str, key: str | None) -> None:
        item = QListWidgetItem(text)
        item.setData(_KEY, key)
        item.setToolTip(text)
        item.setSizeHint(QSize(0, _LINE))
        if key is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        self.addItem(item)

    def key(self) -> str:
        """The key of the chosen dictionary; «» when none is chosen."""
        item = self.currentItem()
        return str(item.data(_KEY) or "") if item is not None else ""

    def title(self) -> str:
        item = self.currentItem()
        return item.text() if item is not None else ""

    def choose(self, key: str) -> None:
        for place in range(self.count()):
            if self.item(place).data(_KEY) == key:
                self.setCurrentRow(place)


def _closed_title(fields: list[tuple[RegisterSpec, FieldSpec]]) -> str:
    """The register first, since that is what is looked for; what many registers share goes by its own name."""
    registers = list(dict.fromkeys(spec.title for spec, _ in fields))
    label = fields[0][1].label
    if len(registers) == 1:
        return f"{registers[0]}: {label if label[:2].isupper() else label[:1].lower() + label[1:]}"
    more = f" и ещё {len(registers) - _NAMED}" if len(registers) > _NAMED else ""
    return f"{label} ({', '.join(registers[:_NAMED]).lower()}{more})"
