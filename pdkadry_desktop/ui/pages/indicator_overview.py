"""The first tab of an indicator: the lists behind its figures, years, breakdown, how it is counted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ...core.text import counted, sentence
from ...indicators.alternatives import Alternative
from ...indicators.compute import Result
from ...indicators.describe import describe, meanings, unknown_fields
from ...indicators.given import Given
from ...indicators.preview import Tried, figure_of
from ...indicators.starting import readings_of
from ...indicators.wording import number
from ...registers import REGISTERS
from ...reports.figure_quality import FigureQuality, figure_quality
from ...storage.database import Database
from ..gateway import Gateway
from ..icons import set_icon
from ..places import MethodOf, Place
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button, text_label
from ..widgets.flow import FlowLayout
from .indicator_data import MemberList, PastYears, Snapshot, lists
from .indicator_years import YearsPart

Readings = tuple[tuple[Alternative, Tried], ...]
_ICONS = {"numerator": "done", "base": "people", "base_only": "minus", "unknown": "question", "excluded": "cancel"}


class Parts(QScrollArea):
    """A scrolling column of parts that are made anew for each indicator."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        body = QWidget()
        body.setProperty("plain", True)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        self.column.setSpacing(Space.S)
        self.setWidget(body)

    def title(self, text: str) -> None:
        """The muted heading of a part."""
        if self.column.count():
            self.column.addSpacing(Space.XS)
        self.column.addWidget(MutedLabel(text))

    def text(self, text: str, role: str = "body") -> None:
        label = text_label(text, role, wrap=True)  # type: ignore[arg-type]
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(label)

    def empty(self) -> None:
        """Takes all parts away."""
        while self.column.count():
            item = self.column.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()


class OverviewTab(Parts):
    """Signals: ``go(Place)`` when a list is wanted."""

    go = Signal(object)

    def __init__(self, gateway: Gateway) -> None:
        super().__init__("Обзор показателя")
        self._gateway = gateway
        self._asked = 0
        self._shown = ""
        self._buttons: list[QPushButton] = []
        self._years_part: YearsPart | None = None

    def show_result(self, snapshot: Snapshot, result: Result, past: PastYears) -> None:
        """Reads the lists behind the figure, then shows everything at once."""
        self._asked += 1
        asked = self._asked

        def work(db: Database) -> tuple[list[MemberList], FigureQuality, Readings]:
            found = readings_of(db, result.id, result.period, Given(plan=snapshot.plan))
            return lists(db, result), figure_quality(db, result), found

        def show(found: tuple[list[MemberList], FigureQuality, Readings]) -> None:
            if asked == self._asked:
                self._show(snapshot, result, past, *found)

        self._gateway.ask(work, show)

    def shown_id(self) -> str:
        """The indicator whose lists are shown; they come a moment after the figure."""
        return self._shown

    def list_buttons(self) -> list[QPushButton]:
        """The buttons that open the lists behind the figure."""
        return list(self._buttons)

    def _show(
        self,
        snapshot: Snapshot,
        result: Result,
        past: PastYears,
        found: list[MemberList],
        quality: FigureQuality,
        several: Readings,
    ) -> None:
        position = self.verticalScrollBar().value()
        had_focus = next((each.text() for each in self._buttons if each.hasFocus()), None)
        self.empty()
        self._years_part = None
        self._shown = result.id
        self._lists(result, found)
        self._quality(result, quality)
        self._years_part = YearsPart(self._gateway, snapshot, result)
        self.column.addWidget(self._years_part)
        self.show_past(result, past)
        self._breakdown(result)
        self._readings(result, several)
        self._method(result)
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(position)
        for button in self._buttons:
            if had_focus is not None and button.text().partition(":")[0] == had_focus.partition(":")[0]:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lists(self, result: Result, found: list[MemberList]) -> None:
        self._buttons = []
        several = len({each.register for each in found}) > 1
        flow = FlowLayout(spacing=Space.S)
        if found:
            self.title("Кто за этими числами")
            area = QWidget()
            area.setLayout(flow)
            self.column.addWidget(area)
        for each in found:
            text = f"{each.words()}" + (f" · {REGISTERS[each.register].title}" if several else "")
            button = push_button(text, _ICONS[each.role])
            set_icon(button, _ICONS[each.role], "warn" if each.role == "unknown" else "muted")
            button.setToolTip("Открыть этот список в реестре")
            button.setEnabled(bool(each.ids))
            button.clicked.connect(lambda _=False, one=each: self.go.emit(one.place(result)))
            self._buttons.append(button)
            flow.addWidget(button)
        tally = result.tally
        if tally is None:
            self.text("Показатель не считается по реестрам: его значение вводят по документам.")
            return
        if result.unknown and result.definition is not None:
            fields = ", ".join(f"«{each.label}»" for each in unknown_fields(result.definition.counting))
            self.text(f"Решающие поля, которые надо заполнить: {fields}.", "muted")
        for reason, count in tally.excluded().items():
            self.text(f"Исключено ({reason}): {count}", "muted")
        if shared := tally.counted_in_several():
            people = counted(shared, "член", "члена", "членов")
            self.text(f"{people} списка – сразу в нескольких организациях; по району считаются один раз.", "muted")

    def _quality(self, result: Result, found: FigureQuality) -> None:
        """How complete the data are, each gap with its list; the way to the targets."""
        if found.completeness is not None:
            silent = found.completeness.silent
            self.text(f"Данные – {found.completeness.words()}.", "muted")
            if silent:
                title = f"{result.id}: организации без данных"
                self._link(f"Кто не сообщил: {len(silent)}", Place("register:organizations", only=silent, title=title))
        for flag in found.flags:
            self.text(sentence(flag.words()), "muted")
            title = f"{result.id}: признак «{flag.label}» не заполнен"
            self._link("Заполнить признак", Place(f"register:{flag.register}", only=flag.ids, title=title))
        for gap in found.unproved:
            said = gap.words()
            title = f"{result.id}: учтены, документа нет"
            self._link(said[0].upper() + said[1:], Place(f"register:{gap.register}", only=gap.ids, title=title))
        if result.kind not in ("presence", "list"):
            self._link("Цели: району и организациям", Place("targets", detail=result.id))

    def _link(self, words: str, place: Place) -> None:
        button = push_button(words, kind="link")
        button.setToolTip("Открыть")
        button.clicked.connect(lambda: self.go.emit(place))
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_past(self, result: Result, past: PastYears) -> None:
        """Earlier years as far as they are known."""
        if self._years_part is not None:
            self._years_part.show_past(past)

    def _readings(self, result: Result, several: Readings) -> None:
        """All readings of the order's words side by side."""
        if not several:
            return
        self.title("Прочтения приказа")
        chosen = result.method.reading if result.method is not None else ""
        for reading, tried in several:
            is_own = result.method is not None and bool(result.method.text)
            state = " – принято" if reading.key == chosen and not is_own else ""
            self.text(f"{figure_of(tried)}{state}")
            self.text(reading.title, "muted")
        button = push_button("Выбрать прочтение…", "check", "quiet")
        button.clicked.connect(lambda: self.go.emit(Place("method", detail=MethodOf(result.id))))
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _breakdown(self, result: Result) -> None:
        if not result.breakdown:
            return
        self.title("В разрезе")
        for key, (numerator, _) in result.breakdown.items():
            button = push_button(f"{key}: {number(numerator)}", kind="link")
            button.setToolTip("Открыть этот список в реестре")
            button.setEnabled(bool(numerator))
            button.clicked.connect(lambda _=False, key=key: self._open(result, key))
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _open(self, result: Result, key: str) -> None:
        def show(found: list[MemberList]) -> None:
            if found:
                self.go.emit(found[0].place(result, key))

        self._gateway.ask(lambda db: lists(db, result, ("numerator",), key=key), show)

    def _method(self, result: Result) -> None:
        if result.definition is None:
            return
        self.title("Как считается")
        self.text(describe(result.definition))
        for name, meaning in meanings(result.definition):
            self.text(f"{name} – {meaning}", "muted")
        if (
            result.closed is not None
            and (then := result.closed.words.get(result.id))
            and then != describe(result.definition)
        ):
            self.text(f"Год закрыт с прежней методикой: {then}", "muted")
        self._edit = push_button("Изменить методику…", "edit")
        self._edit.setToolTip("Условия, исключения, версии по годам и прочтения приказа")
        self._edit.clicked.connect(lambda: self.go.emit(Place("method", detail=MethodOf(result.id))))
        self.column.addWidget(self._edit, 0, Qt.AlignmentFlag.AlignLeft)
