"""The card of a record beside its list: the filled fields by section, what refers to it, its history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...core.conditions import Test
from ...core.register import RegisterSpec
from ...core.text import grouped
from ...registers import REGISTERS
from ...storage import journal, query, records
from ...storage.database import Database
from ..gateway import Gateway
from ..places import Place
from ..tables.record_model import shown
from ..tokens import Space
from ..widgets.basics import Line, MutedLabel, SectionTitle, push_button, text_label

_PAUSE = 60  # ms: while the cursor runs through the list only the last row is read
_HISTORY = 8
_RELATED = 5
_ACTIONS = {"added": "Добавлено", "changed": "Изменено", "removed": "Удалено"}


class RecordCard(QFrame):
    """Reads and shows one record. Signals: ``go(Place)`` when a link is followed."""

    go = Signal(object)

    def __init__(self, spec: RegisterSpec, gateway: Gateway) -> None:
        super().__init__()
        self.spec, self._gateway = spec, gateway
        self.setProperty("frame", "card")
        self._id = -1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._ask)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(f"Карточка: {spec.singular}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        gateway.changed.connect(lambda _: self._timer.start())

    def show_record(self, record_id: int) -> None:
        self._id = record_id
        self._timer.start()

    def _ask(self) -> None:
        if not self.isVisible():
            return
        wanted = self._id
        if wanted < 0:
            self._scroll.setWidget(_body())
            return
        self._gateway.ask(lambda db: _read(db, self.spec, wanted), lambda found: self._show(wanted, found))

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._timer.start()

    def _show(self, wanted: int, found: dict[str, Any] | None) -> None:
        if wanted != self._id:
            return
        body = _body()
        column = QVBoxLayout(body)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        if found is not None:
            self._head(column, found)
            self._fields(column, found["values"])
            self._related(column, found["related"])
            self._history(column, found["history"])
        column.addStretch(1)
        self._scroll.setWidget(body)

    def _head(self, column: QVBoxLayout, found: dict[str, Any]) -> None:
        column.addWidget(text_label(found["title"] or self.spec.singular, "section", wrap=True))
        row = QHBoxLayout()
        edit = push_button("Открыть", "open")
        edit.clicked.connect(lambda: self.go.emit(Place(f"record:{self.spec.key}", self._id)))
        row.addWidget(edit)
        row.addStretch(1)
        column.addLayout(row)

    def _fields(self, column: QVBoxLayout, values: dict[str, Any]) -> None:
        for section in self.spec.sections:
            filled = [self.spec.by_name[name] for name in section.fields if values.get(name) is not None]
            filled = [field for field in filled if not field.hidden]
            if not filled:
                continue
            column.addWidget(Line())
            column.addWidget(MutedLabel(section.title))
            grid = QGridLayout()
            grid.setHorizontalSpacing(Space.M)
            grid.setVerticalSpacing(Space.XS)
            grid.setColumnStretch(1, 1)
            for row, field in enumerate(filled):
                name = MutedLabel(field.label, wrap=True)
                name.setMaximumWidth(130)
                grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
                value = values[field.name]
                if field.link:
                    link = push_button(str(value), kind="link")
                    link.setToolTip(str(value))
                    link.clicked.connect(
                        lambda _=False, to=field.link, each=value: self.go.emit(Place(f"record:{to}", each.id))
                    )
                    grid.addWidget(link, row, 1, Qt.AlignmentFlag.AlignLeft)
                else:
                    text = text_label(shown(field, value), wrap=True)
                    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                    grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(grid)

    def _related(
        self, column: QVBoxLayout, related: list[tuple[RegisterSpec, str, int, frozenset[int], list[str]]]
    ) -> None:
        if not related:
            return
        column.addWidget(Line())
        column.addWidget(MutedLabel("Связанные записи"))
        for other, link, count, ids, lines in related:
            text = f"{other.title} · {grouped(count)}"
            field = other.by_name[link]
            if sum(1 for each in related if each[0] is other) > 1:
                text = f"{other.title} ({field.label.lower()}) · {grouped(count)}"
            button = push_button(text, kind="link")
            title = f"{other.title}: {field.label.lower()}"
            button.clicked.connect(
                lambda _=False, key=other.key, ids=ids, title=title: self.go.emit(
                    Place(f"register:{key}", only=ids, title=title)
                )
            )
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            for line in lines:
                column.addWidget(MutedLabel(line, wrap=True))

    def _history(self, column: QVBoxLayout, history: list[journal.HistoryLine]) -> None:
        if not history:
            return
        column.addWidget(Line())
        column.addWidget(SectionTitle("История"))
        for line in history[:_HISTORY]:
            moment = datetime.fromisoformat(line.entry.made_at).strftime("%d.%m.%Y %H:%M")
            column.addWidget(MutedLabel(f"{moment} · {_ACTIONS[line.action]} – {line.entry.title}", wrap=True))
            if line.action != "changed":
                continue
            for name, (old, new) in line.changes.items():
                field = self.spec.by_name[name]
                before, after = (field.kind.format(value) or "пусто" for value in (old, new))
                column.addWidget(text_label(f"{field.label}: {before} → {after}", "note", wrap=True))


def _body() -> QWidget:
    """What scrolls in the card: the white of the card shows through."""
    body = QWidget()
    body.setProperty("plain", True)
    return body


def _read(db: Database, spec: RegisterSpec, record_id: int) -> dict[str, Any] | None:
    values = records.read(db, spec, record_id)
    if values is None:
        return None
    related = []
    for (register, link), count in records.references(db, spec.key, record_id).items():
        other = REGISTERS[register]
        found = query.ids(db, query.Query(register, where=Test(link, "eq", record_id)))
        names = [field.name for field in other.listed if field.name != link][:3]
        fields = [other.by_name[name] for name in names]
        lines = [
            " · ".join(text for field, value in zip(fields, row.values, strict=True) if (text := shown(field, value)))
            for row in query.fetch(db, other, found[:_RELATED], names)
        ]
        related.append((other, link, count, frozenset(found), lines))
    return {
        "title": query.title(db, spec.key, record_id),
        "values": values,
        "related": related,
        "history": journal.history(db, spec.key, record_id),
    }
