"""A whole definition as a form: how it counts, who is the base, who is in the numerator, who is left out and why."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...core.kinds import BadValue
from ...indicators.editing import Draft, ExclusionDraft, PartDraft
from ...registers import REGISTERS
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import CardFrame, MutedLabel, icon_button, push_button
from .condition_rows import in_line
from .definition_rows import Group

_KINDS = (
    ("доля, %", "share"), ("число", "count"), ("наличие (есть хотя бы один)", "presence"), ("список", "list"),
)  # fmt: skip
_OTHER_KINDS = {"fte_share": "доля ставок, %", "sum": "сумма", "manual": "вводится вручную"}
_DAYS = (
    ("дата отчёта (конец периода)", ""), ("1 сентября отчётного года", "09-01"), ("20 сентября (ОО-1)", "09-20"),
    ("1 октября отчётного года", "10-01"), ("1 января отчётного года", "01-01"), ("1 июня отчётного года", "06-01"),
)  # fmt: skip
_UNITS = ("%", "ед.", "чел.", "ставок", "организаций")


class DefinitionForm(QScrollArea):
    """Signal ``edited()``. ``draft`` gives what stands in the controls, BadValue what is not finished."""

    edited = Signal()

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._draft: Draft | None = None
        self._parts: list[tuple[PartDraft, Group | None, Group | None]] = []
        self._exclusions: list[_Exclusion] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Методика показателя")
        self.kind = _list("Что получается", *_KINDS)
        self.unit = _list("Единица", *((each, each) for each in _UNITS))
        self.unit.setEditable(True)
        self.decimals = QSpinBox()
        self.decimals.setRange(0, 6)
        self.decimals.setAccessibleName("Знаков после запятой")
        self.better = _list("Лучше, когда", ("больше", "up"), ("меньше", "down"))
        self.day = _list("На какой день", *_DAYS)
        self.unknown = _list(
            "Кто неизвестен для числителя", ("остаётся в базе", False), ("в базу не входит", True)
        )  # fmt: skip
        self.place = _list("К какой организации относится")
        self._titles: dict[str, QLabel] = {}
        for each in (self.kind, self.better, self.day, self.unknown, self.place):
            each.activated.connect(lambda _: self.edited.emit())
        self.unit.currentTextChanged.connect(lambda _: self.edited.emit())
        self.decimals.valueChanged.connect(lambda _: self.edited.emit())

    def set_draft(self, draft: Draft) -> None:
        """Shows a definition."""
        self._draft = deepcopy(draft)
        self.blockSignals(True)
        body = QWidget()
        body.setProperty("plain", True)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, Space.S, Space.M)
        self._column.setSpacing(Space.M)
        for widget in (self.kind, self.unit, self.decimals, self.better, self.day, self.unknown, self.place):
            widget.setParent(None)
        self._parts, self._exclusions = [], []
        if draft.parts:
            self._show_parts(draft)
            self._exclusion_card(draft)
        else:
            text = "считается по пунктам плана" if "plan_track" in draft.further else "вводится вручную по документам"
            note = MutedLabel(f"Этот показатель {text}: условий у него нет.", wrap=True)
            self._column.addWidget(note)
        self._column.addWidget(self._ways(draft))
        self._column.addStretch(1)
        self.setWidget(body)
        self.blockSignals(False)

    # -- parts ---------------------------------------------------------------------------------------------------

    def _show_parts(self, draft: Draft) -> None:
        several = len(draft.parts) > 1
        for number, part in enumerate(draft.parts, 1):
            spec = REGISTERS[part.register]
            about = f"Строки реестра «{spec.title}»"
            prefix = f"Часть {number}: " if several else ""
            base = numerator = None
            if part.base is not None:
                title = (
                    "база" if draft.kind in ("share", "fte_share") or part.numerator is not None else "что считается"
                )
                base = self._group_card(f"{prefix}{title}", about, part.register)
                base.set_nodes(part.base)
            if part.numerator is not None and part.numerator is not False:
                title = "числитель: кто из базы засчитывается" if part.base is not None else "что считается"
                numerator = self._group_card(f"{prefix}{title}", "" if part.base is not None else about, part.register)
                numerator.set_nodes(part.numerator)
            elif part.numerator is False:
                self._column.addWidget(MutedLabel("Эти строки – только в базе, не в числителе.", wrap=True))
            self._parts.append((part, base, numerator))

    def _group_card(self, title: str, about: str, register: str) -> Group:
        card = CardFrame(title[:1].upper() + title[1:])
        if about:
            card.body.addWidget(MutedLabel(about))
        group = Group(REGISTERS[register], self._gateway)
        group.edited.connect(self.edited)
        card.body.addWidget(group)
        self._column.addWidget(card)
        return group

    def _exclusion_card(self, draft: Draft) -> None:
        card = CardFrame("Исключения: кто не считается, хотя и подходит")
        self._excluded = QVBoxLayout()
        self._excluded.setSpacing(Space.S)
        card.body.addLayout(self._excluded)
        self.exclude = push_button("Добавить исключение", "add", "quiet")
        self.exclude.clicked.connect(lambda: self.add_exclusion())
        card.body.addWidget(self.exclude, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(card)
        for each in draft.exclusions:
            self.add_exclusion(each)

    def add_exclusion(self, found: ExclusionDraft | None = None) -> _Exclusion:
        """A row of a reason and its conditions."""
        assert self._draft is not None
        row = _Exclusion(self._draft.parts[0].register, self._gateway, found)
        row.edited.connect(self.edited)
        row.dropped.connect(lambda: self._drop(row))
        self._exclusions.append(row)
        self._excluded.addWidget(row)
        self.edited.emit()
        return row

    def _drop(self, row: _Exclusion) -> None:
        self._exclusions.remove(row)
        row.deleteLater()
        self.edited.emit()

    # -- how it counts -------------------------------------------------------------------------------------------

    def _ways(self, draft: Draft) -> QWidget:
        card = CardFrame("Как считать и показывать")
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        card.body.addLayout(grid)
        self.kind.clear()
        for title, value in _KINDS:
            self.kind.addItem(title, value)
        place = self.kind.findData(draft.kind)
        if place < 0:
            self.kind.addItem(_OTHER_KINDS[draft.kind], draft.kind)
            place = self.kind.count() - 1
        self.kind.setCurrentIndex(place)
        self.kind.setEnabled(draft.kind in ("count", "presence", "list"))
        _only(self.kind, ("count", "presence", "list") if self.kind.isEnabled() else (draft.kind,))
        self.unit.setEditText(draft.unit or ("%" if draft.kind in ("share", "fte_share") else "ед."))
        self.decimals.setValue(draft.decimals)
        self.better.setCurrentIndex(self.better.findData(draft.better))
        _choose(self.day, draft.as_of or "", f"{draft.as_of}")
        self.unknown.setCurrentIndex(1 if draft.excludes_unknown else 0)
        self._places(draft)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Что получается", self.kind), ("Единица", self.unit), ("Знаков после запятой", self.decimals),
            ("Лучше, когда", self.better), ("На какой день", self.day),
            ("Кто неизвестен для числителя", self.unknown), ("К какой организации относится", self.place),
        )  # fmt: skip
        for number, (title, widget) in enumerate(rows):
            line, side = divmod(number, 2)
            label = MutedLabel(title)
            label.setBuddy(widget)
            cell = QVBoxLayout()
            cell.setSpacing(Space.XS)
            cell.addWidget(label)
            cell.addWidget(widget)
            grid.addLayout(cell, line, side)
            widget.show()
            is_shown = bool(draft.parts) or widget in (self.unit, self.decimals, self.better)
            label.setVisible(is_shown)
            widget.setVisible(is_shown)
        return card

    def _places(self, draft: Draft) -> None:
        self.place.clear()
        self.place.addItem("как принято в реестре", None)
        self.place.addItem("ни к какой: только по муниципалитету", "")
        if draft.parts:
            for link in REGISTERS[draft.parts[0].register].links:
                if link.link == "organizations":
                    self.place.addItem(f"поле «{link.label}»", link.name.removesuffix("_id"))
            _choose(self.place, draft.parts[0].further.get("belongs"), "как задано")

    # -- reading -------------------------------------------------------------------------------------------------

    def draft(self) -> Draft:
        """The definition as it stands; BadValue names what is missing."""
        assert self._draft is not None
        found = deepcopy(self._draft)
        found.kind = self.kind.currentData()
        unit = self.unit.currentText().strip()
        usual = "%" if found.kind in ("share", "fte_share") else "ед."
        if self._draft.unit is not None or unit != usual:
            found.unit = unit
        found.decimals, found.better = self.decimals.value(), self.better.currentData()
        found.as_of, found.excludes_unknown = self.day.currentData() or None, bool(self.unknown.currentData())
        for place, (part, base, numerator) in enumerate(self._parts):
            own = found.parts[place]
            own.base = base.nodes() if base is not None else part.base
            own.numerator = numerator.nodes() if numerator is not None else part.numerator
            if place == 0:
                own.further = {**part.further, "belongs": self.place.currentData()}
                if self.place.currentData() is None:
                    del own.further["belongs"]
        found.exclusions = [each.exclusion() for each in self._exclusions]
        return found


class _Exclusion(QFrame):
    """A reason with its conditions. Signals: ``edited()``, ``dropped()``."""

    edited = Signal()
    dropped = Signal()

    def __init__(self, register: str, gateway: Gateway, found: ExclusionDraft | None) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self.reason = QLineEdit(found.reason if found else "")
        self.reason.setPlaceholderText("Причина: отпуск по уходу за ребёнком")
        self.reason.setAccessibleName("Причина исключения")
        self.reason.textEdited.connect(lambda _: self.edited.emit())
        cross = icon_button("cancel", "Убрать исключение", small=True)
        cross.clicked.connect(self.dropped)
        self.group = Group(REGISTERS[register], gateway)
        self.group.set_nodes(found.nodes if found else [])
        self.group.edited.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        head = QWidget()
        in_line(head, self.reason, cross)
        column.addWidget(head)
        column.addWidget(self.group)

    def exclusion(self) -> ExclusionDraft:
        """What stands there; BadValue without a reason or a condition."""
        reason, nodes = self.reason.text().strip(), self.group.nodes()
        if not reason:
            raise BadValue("назовите причину исключения")
        if not nodes:
            raise BadValue(f"добавьте условие исключения «{reason}»")
        return ExclusionDraft(reason, nodes)


def _list(name: str, *choices: tuple[str, Any]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMinimumContentsLength(16)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for label, value in choices:
        combo.addItem(label, value)
    return combo


def _only(combo: QComboBox, wanted: tuple[str, ...]) -> None:
    """Leaves the choices between which one may change; the rest would be another definition."""
    for place in reversed(range(combo.count())):
        if combo.itemData(place) not in wanted:
            combo.removeItem(place)


def _choose(combo: QComboBox, value: Any, label: str) -> None:
    place = combo.findData(value)
    if place < 0:
        combo.addItem(label, value)
        place = combo.count() - 1
    combo.setCurrentIndex(place)
