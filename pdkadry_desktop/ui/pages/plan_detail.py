"""The detail pane of the plan: the activity with its term and reading, the chosen point, its facts and proofs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from ...core.dates import format_date
from ...core.errors import UserError
from ...core.kinds import BadValue
from ...core.text import counted
from ...plan import facts
from ...plan.board import BoardRow, Point
from ...plan.occurrences import occurrence_key
from ...plan.schedule import STATUS_LABELS
from ...plan.storing import Evidence, evidence_of
from ...plan.term_labels import ATTENTION, WARNING_LABELS, describe, describe_occurrence
from ...plan.terms import Occurrence, parse_term
from ...registers.plan_evidence import EVIDENCE_KIND
from ...registers.plan_occurrences import PLAN_OCCURRENCES
from ...registers.plan_rows import PLAN_ROWS
from ...storage.records import Invalid
from ..forms.field_box import FieldBox
from ..gantt.tree_model import ICONS, TONES
from ..gateway import Gateway
from ..places import Place
from ..theme import style
from ..tokens import Space
from ..widgets.badge import Badge
from ..widgets.basics import FieldMessage, Line, MutedLabel, SectionTitle, push_button, text_label
from ..widgets.flow import FlowLayout

_FIELDS = ("started_on", "done_on", "result", "note", "moved_to_on", "moved_by")
_SHOWN = 2  # periods of a reading; all are in the tooltip


class PlanDetail(QFrame):
    """Shows one activity and one of its points. Signals: ``go(Place)``, ``done_wanted()``, ``reopen_wanted()``,
    ``started_wanted()``, ``cancel_wanted()`` - the buttons."""

    go = Signal(object)
    done_wanted = Signal()
    started_wanted = Signal()
    cancel_wanted = Signal()
    reopen_wanted = Signal()

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self.setProperty("frame", "card")
        self.years = (2000, 2100)  # of the plan, for reading terms
        self._row: BoardRow | None = None
        self._point: Point | None = None
        self._boxes: dict[str, FieldBox] = {}
        self._loaded: dict[str, Any] = {}
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Подробно о мероприятии и сроке")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def show_point(self, row: BoardRow | None, point: Point | None) -> None:
        """Another activity or point; while something typed is not saved the pane stays where it is."""
        same = row == self._row and point == self._point and self._scroll.widget() is not None
        if same or self.is_changed():
            return
        self._row, self._point = row, point
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        self._boxes, self._loaded = {}, {}
        if row is None:
            column.addWidget(MutedLabel("Выберите мероприятие слева.", wrap=True))
        else:
            self._activity(column, row)
            if point is not None:
                self._point_part(column, point)
            elif row.ident:
                self._no_points(column, row)
            if row.ident and row.term.kind in ("on_demand", "year_round"):
                self._adding(column, row)
        column.addStretch(1)
        self._scroll.setWidget(body)

    # -- activity ------------------------------------------------------------------------------------------------

    def _activity(self, column: QVBoxLayout, row: BoardRow) -> None:
        column.addWidget(text_label(f"{row.no}. {row.title}", "section", wrap=True))
        column.addWidget(MutedLabel("Срок в приказе"))
        column.addWidget(text_label(row.term.text or "—", wrap=True))
        reading = f"Прочитано: {row.described}" if row.term.occurrences else row.described
        column.addWidget(MutedLabel(reading, wrap=True))
        settled = bool(row.reading)
        for code in row.term.warnings:
            message = FieldMessage()
            message.show_message(WARNING_LABELS[code], "warn" if code in ATTENTION and not settled else "accent")
            column.addWidget(message)
        if row.term.suggestions and row.ident:
            self._readings(column, row)
        if row.ident:
            self._term_part(column, row)
        for name, text in (
            ("responsible", "; ".join(row.responsible)), ("place", row.place), ("result", row.result),
        ):  # fmt: skip
            if text:
                column.addWidget(MutedLabel(PLAN_ROWS.by_name[name].label))
                column.addWidget(text_label(text, wrap=True))
        if row.ident:
            card = push_button("Карточка мероприятия", kind="link")
            card.clicked.connect(lambda: self.go.emit(Place("record:plan_rows", row.ident)))
            column.addWidget(card, 0, Qt.AlignmentFlag.AlignLeft)

    def _term_part(self, column: QVBoxLayout, row: BoardRow) -> None:
        """Another wording of the term, read at once; what was entered for its points is never lost."""
        if row.is_stale:
            message = FieldMessage()
            message.show_message("Сроки ниже – не те, что названы в тексте.", "warn")
            column.addWidget(message)
            renew = push_button("Привести в соответствие", "refresh")
            renew.clicked.connect(lambda: self._gateway.ask(lambda db: facts.reread_term(db, row.ident, date.today())))
            column.addWidget(renew, 0, Qt.AlignmentFlag.AlignLeft)
        change = push_button("Изменить срок", kind="link")
        box = FieldBox(PLAN_ROWS.by_name["term"], self._gateway)
        preview = MutedLabel("", wrap=True)
        accept = push_button("Изменить срок", "check")
        for widget in (box, preview, accept):
            widget.hide()

        def begin() -> None:
            change.hide()
            box.editor.set_value(row.term.text)
            for widget in (box, preview, accept):
                widget.show()
            box.editor.setFocus(Qt.FocusReason.OtherFocusReason)

        def typed() -> str:
            return str(box.editor.value() or "")

        change.clicked.connect(begin)
        box.editor.edited.connect(lambda: preview.setText(f"Прочитано: {describe(parse_term(typed(), self.years))}"))
        accept.clicked.connect(lambda: self._change_term(row, typed()))
        for widget in (change, box, preview, accept):
            column.addWidget(widget)

    def _change_term(self, row: BoardRow, text: str) -> None:
        if text:
            self._gateway.ask(lambda db: facts.change_term(db, row.ident, text, date.today()))

    def _readings(self, column: QVBoxLayout, row: BoardRow) -> None:
        """The ways to read the term as radio buttons; the choice goes to all rows with the same words."""
        ways = [way for way in (row.term.occurrences, *row.term.suggestions) if way]
        group = QButtonGroup(self._scroll)
        for at, way in enumerate(ways):
            button = QRadioButton(_short(way))
            button.setToolTip("\n".join(map(describe_occurrence, way)))
            keys = tuple(occurrence_key(each.start, each.end) for each in way)
            button.setChecked(row.reading == keys or (not row.reading and at == 0 and bool(row.term.occurrences)))
            group.addButton(button, at)
            column.addWidget(button)
        accept = push_button("Принять прочтение", "check")
        accept.setToolTip("Для всех строк плана с такими же словами срока")
        accept.setEnabled(group.checkedId() >= 0)
        group.idClicked.connect(lambda _: accept.setEnabled(True))
        accept.clicked.connect(lambda: self._choose(row, ways, group.checkedId()))
        column.addWidget(accept, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self, row: BoardRow, ways: Sequence[Sequence[Occurrence]], chosen: int) -> None:
        if chosen >= 0:
            periods = ways[chosen]
            self._gateway.ask(lambda db: facts.choose_reading(db, row.ident, periods, date.today()))

    def _no_points(self, column: QVBoxLayout, row: BoardRow) -> None:
        column.addWidget(Line())
        text = {
            "on_demand": "Сроков нет: мероприятие проводится по мере необходимости. Добавьте то, что проведено.",
            "unparsed": "Срок не прочитан. Выберите прочтение или исправьте срок.",
        }.get(row.term.kind, "Дат нет.")
        column.addWidget(MutedLabel(text, wrap=True))

    def _adding(self, column: QVBoxLayout, row: BoardRow) -> None:
        """One more thing that was done, on a day that no term names."""
        box = FieldBox(PLAN_OCCURRENCES.by_name["done_on"], self._gateway)
        add = push_button("Добавить проведённое", "add")

        def take() -> None:
            box.complain("")
            try:
                day = box.editor.value()
            except BadValue as error:
                box.complain(f"Так записать нельзя: {error}.")
                return
            if day is None:
                box.complain("Назовите день.")
                return
            self._gateway.ask(lambda db: facts.add_point(db, row.ident, day, day, {"done_on": day}))

        add.clicked.connect(take)
        column.addWidget(box)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    # -- point ---------------------------------------------------------------------------------------------------

    def _point_part(self, column: QVBoxLayout, point: Point) -> None:
        column.addWidget(Line())
        head = QHBoxLayout()
        head.addWidget(SectionTitle(describe_occurrence(Occurrence(point.start, point.end))))
        head.addStretch(1)
        head.addWidget(Badge(STATUS_LABELS[point.status], TONES[point.status], ICONS[point.status]))
        column.addLayout(head)
        if not point.is_in_term:
            column.addWidget(MutedLabel("Нет в нынешнем сроке: сведения сохранены.", wrap=True))
        if not point.ident:
            return
        self._buttons(column, point)
        self._form(column, point)
        self._proofs_at = QVBoxLayout()
        column.addWidget(Line())
        column.addWidget(SectionTitle("Подтверждения"))
        column.addLayout(self._proofs_at)
        more = push_button("Добавить подтверждение", "add")
        more.clicked.connect(lambda: self.go.emit(Place("record:plan_evidence", preset={"occurrence_id": point.ident})))
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if point.evidence:
            self._gateway.ask(lambda db: evidence_of(db, point.ident), lambda found: self._show_proofs(point, found))

    def _buttons(self, column: QVBoxLayout, point: Point) -> None:
        area = QWidget()
        flow = FlowLayout(area)
        if point.done_on or point.is_cancelled:
            shown = [("Вернуть в работу", "undo", self.reopen_wanted)]
        else:
            shown = [("Выполнено", "done", self.done_wanted), ("Отменить срок", "cancel", self.cancel_wanted)]
            if not point.started_on:
                shown.insert(1, ("Начато", "progress", self.started_wanted))
        for text, icon, wanted in shown:
            button = push_button(text, icon)
            button.clicked.connect(wanted)
            flow.addWidget(button)
        column.addWidget(area)

    def _form(self, column: QVBoxLayout, point: Point) -> None:
        self._loaded = {
            "started_on": point.started_on, "done_on": point.done_on, "result": point.result or None,
            "note": point.note or None, "moved_to_on": point.moved_to, "moved_by": point.moved_by or None,
        }  # fmt: skip
        for name in _FIELDS:
            box = FieldBox(PLAN_OCCURRENCES.by_name[name], self._gateway)
            box.editor.set_value(self._loaded[name])
            box.editor.edited.connect(self._show_changed)
            self._boxes[name] = box
            column.addWidget(box)
        area = QWidget()
        row = FlowLayout(area)
        self.save_button = push_button("Сохранить", "save")
        self.save_button.clicked.connect(self.save)
        self.cancel_button = push_button("Не сохранять", kind="quiet")
        self.cancel_button.clicked.connect(self.discard)
        card = push_button("Карточка", "open", "quiet")
        card.clicked.connect(lambda: self.go.emit(Place("record:plan_occurrences", point.ident)))
        for button in (self.save_button, self.cancel_button, card):
            row.addWidget(button)
        column.addWidget(area)
        self._show_changed()

    def _show_proofs(self, point: Point, found: list[Evidence]) -> None:
        if point is not self._point:
            return
        for each in found:
            parts = [EVIDENCE_KIND.labels.get(each.kind, each.kind)]
            parts += [f"№ {each.number}"] * bool(each.number) + ([format_date(each.on)] if each.on else [])
            parts += [each.text] * bool(each.text)
            link = push_button(" ".join(parts), kind="link")
            link.setToolTip(" ".join(parts))
            link.clicked.connect(lambda _=False, ident=each.ident: self.go.emit(Place("record:plan_evidence", ident)))
            self._proofs_at.addWidget(link)

    # -- typed values --------------------------------------------------------------------------------------------

    def is_changed(self) -> bool:
        """Whether something typed is not saved yet."""
        for name, box in self._boxes.items():
            try:
                if box.editor.value() != self._loaded[name]:
                    return True
            except BadValue:
                return True
        return False

    def _show_changed(self) -> None:
        changed = self.is_changed()
        self.save_button.setEnabled(changed)
        self.cancel_button.setEnabled(changed)
        style(self.save_button, kind="primary" if changed else "secondary")

    def save(self) -> None:
        """Writes what was typed in one change; what is wrong stands beside its field."""
        point = self._point
        if point is None or not self.is_changed():
            return
        values: dict[str, Any] = {}
        for name, box in self._boxes.items():
            box.complain("")
            try:
                values[name] = box.editor.value()
            except BadValue as error:
                box.complain(f"Так записать нельзя: {error}.")
                box.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        changed = {name: value for name, value in values.items() if value != self._loaded[name]}
        self._gateway.ask(
            lambda db: facts.set_facts(db, [point.ident], changed), lambda _: self._on_saved(values), self._on_refused
        )

    def _on_saved(self, values: dict[str, Any]) -> None:
        self._loaded = values
        self._show_changed()

    def _on_refused(self, error: UserError) -> None:
        if not isinstance(error, Invalid):
            self._gateway.failed.emit(error)
            return
        for problem in error.problems:
            if problem.field in self._boxes:
                self._boxes[problem.field].complain(problem.message)

    def propose_move(self, to: date) -> None:
        """A new day is typed in, the order is asked for; nothing is written until the user saves."""
        if "moved_to_on" in self._boxes:
            self._boxes["moved_to_on"].editor.set_value(to)
            self._show_changed()
            reason = self._boxes["moved_by"]
            self._scroll.ensureWidgetVisible(reason)
            reason.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def discard(self) -> None:
        """Back to what is stored."""
        for name, box in self._boxes.items():
            box.complain("")
            box.editor.set_value(self._loaded[name])
        self._show_changed()


def _short(way: Sequence[Occurrence]) -> str:
    shown = ", ".join(map(describe_occurrence, way[:_SHOWN]))
    tail = ", …" if len(way) > _SHOWN else ""
    return f"{counted(len(way), 'срок', 'срока', 'сроков')}: {shown}{tail}"
