"""«Молодые специалисты»: a view over people by criteria of an order; what became of each newcomer; who stayed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout

from ...core.text import counted
from ...reports.library import young_card
from ...reports.library.young_specialists import COLUMNS, YoungView, build, cells, view
from ...storage.database import Database
from ...work.young import JOINS, Criteria, criteria_from, presets, same
from ...work.young_outcomes import YEARS, Newcomer
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, Tone, Value
from ..tokens import Space
from ..widgets.basics import push_button, spin_box, text_label
from .views_page import View, ViewAction, ViewsPage

_SETTING = "young"
_WIDTHS = (220, 120, 130, 70, 55, 100, 180, 190, 150)
_CARD = ViewAction(
    "Карточка учёта", "document", "print_card", needs_marks=False, about="Карточка того, на ком стоит курсор"
)


@dataclass(frozen=True)
class _Found:
    view: YoungView
    criteria: Criteria


class YoungPage(ViewsPage):
    """The list of the day, the outcomes of years 1–3, the intakes of the last years."""

    concerns = frozenset({
        "teachers", "employments", "mentorships", "support_measures", "housing_units", "categories", "organizations",
        "attestations",
    })  # fmt: skip
    has_paper = True
    help_key = "young"
    views = (
        View(
            "now", "Сейчас",
            tuple(
                RowColumn(title, width, title in ("Возраст", "Стаж"))
                for title, width in zip(COLUMNS, _WIDTHS, strict=True)
            ),
            "Здесь будут молодые специалисты этого дня. Проверьте условия выше и даты в карточках педагогов.", "young",
            (_CARD,),
        ),
        View(
            "outcomes", "Исходы 1–3 года",
            (RowColumn("Принят", 110), RowColumn("Педагог", 200), RowColumn("Организация", 130),
             *(RowColumn(f"{number}-й год", 270) for number in range(1, YEARS + 1))),
            "Здесь будет, что стало с каждым принятым молодым: работает, ушёл, наставник, аттестация.", "route",
            (_CARD,),
        ),
        View(
            "intakes", "Закрепление",
            (RowColumn("Год приёма", 110, True), RowColumn("Принято", 100, True), RowColumn("Год прошёл у", 120, True),
             RowColumn("Остались", 100, True), RowColumn("Закрепились", 110, True),
             RowColumn("Село: принято", 130, True),
             RowColumn("Село: год прошёл у", 150, True), RowColumn("Село: остались", 130, True),
             RowColumn("Село: закрепились", 140, True)),
            "Здесь будет, сколько молодых каждого года приёма работало после первого года: всего и в селе.", "people",
        ),
    )  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Молодые специалисты", gateway, context)
        self._found: YoungView | None = None
        self._kept = False
        self.column.insertLayout(1, self._criteria_bar())
        self.unknown = push_button("", "question", "link")
        self.unknown.clicked.connect(self._show_unknown)
        self.unknown.hide()
        self.column.addWidget(self.unknown)

    # -- criteria ------------------------------------------------------------------------------------------------

    def _criteria_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        self.preset = QComboBox()
        self.preset.setAccessibleName("Условия приказа")
        self.preset.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.preset.setMinimumContentsLength(34)
        self.preset.addItem("свои условия", None)
        for place, each in enumerate(presets()):
            self.preset.addItem(f"{each.title} – {each.order}", place)
            self.preset.setItemData(self.preset.count() - 1, f"«{each.wording}»", Qt.ItemDataRole.ToolTipRole)
        self.age = spin_box("Возраст до", 18, 70, " лет")
        self.inclusive = QCheckBox("включительно")
        self.service = spin_box("Стаж меньше", 1, 20, " лет")
        self.join = QComboBox()
        self.join.setAccessibleName("Что нужно")
        for key, text in JOINS.items():
            self.join.addItem(text, key)
        for widget in (
            self.preset, self.join, text_label("до", "field"), self.age, self.inclusive,
            text_label("стаж меньше", "field"), self.service,
        ):  # fmt: skip
            bar.addWidget(widget)
        bar.addStretch(1)
        self.preset.activated.connect(lambda _: self._on_preset())
        self.age.valueChanged.connect(lambda _: self._on_criteria())
        self.service.valueChanged.connect(lambda _: self._on_criteria())
        self.inclusive.clicked.connect(lambda _: self._on_criteria())
        self.join.activated.connect(lambda _: self._on_criteria())
        return bar

    def criteria(self) -> Criteria:
        """As they stand in the controls."""
        return Criteria(self.age.value(), self.inclusive.isChecked(), self.service.value(), self.join.currentData())

    def _show_criteria(self, criteria: Criteria) -> None:
        for widget, value in ((self.age, criteria.age), (self.service, criteria.service)):
            widget.blockSignals(True)
            widget.setValue(value)
            widget.blockSignals(False)
        self.inclusive.setChecked(criteria.is_inclusive)
        self.join.setCurrentIndex(self.join.findData(criteria.join))
        self._show_preset()

    def _show_preset(self) -> None:
        """Which order words it so; the limits that do not count rest."""
        criteria = self.criteria()
        chosen = self.preset.currentData()
        if chosen is None or not same(presets()[chosen].criteria, criteria):
            found = [place for place, each in enumerate(presets()) if same(each.criteria, criteria)]
            self.preset.setCurrentIndex(self.preset.findData(found[0]) if found else 0)
        place = self.preset.currentData()
        self.preset.setToolTip("" if place is None else f"«{presets()[place].wording}»")
        self.age.setEnabled(criteria.join != "service")
        self.inclusive.setEnabled(criteria.join != "service")
        self.service.setEnabled(criteria.join != "age")

    def _on_preset(self) -> None:
        place = self.preset.currentData()
        if place is not None:
            self._show_criteria(presets()[place].criteria)
            self._on_criteria()

    def _on_criteria(self) -> None:
        kept = self.criteria().to_data()
        self._show_preset()
        self._gateway.ask(lambda db: db.set_setting(_SETTING, kept))
        self.later()

    # -- reading -------------------------------------------------------------------------------------------------

    def reader(self) -> Callable[[Database], _Found]:
        given, on = self.criteria() if self._kept else None, self._context.as_of

        def read(db: Database) -> _Found:
            criteria = given or criteria_from(db.setting(_SETTING, {}))
            return _Found(view(db, criteria, on), criteria)

        return read

    def show_found(self, found: _Found) -> None:
        if not self._kept:
            self._kept = True
            self._show_criteria(found.criteria)
        self._found = shown = found.view
        self.show_rows("now", [
            Row(cells(person), person.id, Place("record:teachers", person.id)) for person in shown.people
        ])  # fmt: skip
        self.show_rows("outcomes", [_outcome(each) for each in shown.newcomers])
        self.show_rows("intakes", [
            Row((each.year, each.hired, each.judged, each.stayed, each.share, each.rural_hired, each.rural_judged,
                 each.rural_stayed, each.rural_share), each.year)
            for each in shown.intakes
        ])  # fmt: skip
        people = counted(len(shown.people), "человек", "человека", "человек")
        self.header.set_count(f"{people} на {shown.on:%d.%m.%Y}")
        self.foot.setText(f"Условия: {found.criteria.words()}. По году приёма судят о том дне, когда человека приняли.")
        missing = counted(len(shown.unknown), "человеке", "людях", "людях")
        self.unknown.setText(f"О {missing} судить нельзя: пуста дата рождения или начало стажа")
        self.unknown.setVisible(bool(shown.unknown))
        self.point()

    # -- actions -------------------------------------------------------------------------------------------------

    def _show_unknown(self) -> None:
        if self._found is not None:
            self.go.emit(Place("register:teachers", only=self._found.unknown, title="Педагоги: дополните даты"))

    def print_card(self) -> None:
        """The card of the person of the cursor."""
        row, on = self.area.table.current(), self._context.as_of
        if row is None:
            self.banner.show_error("Человек не выбран.", "Поставьте курсор на строку.")
            return
        record = row.key

        def make(db: Database, _: Any) -> Any:
            return young_card.build(db, record, on, date.today())

        name = next(str(value) for value in row.values if isinstance(value, str))
        self.go.emit(Place("document", detail=DocumentSource(f"Карточка учёта – {name}", make, Place("young"))))

    def source(self) -> DocumentSource:
        criteria, on = self.criteria(), self._context.as_of

        def make(db: Database, _: Any) -> Any:
            return build(view(db, criteria, on), date.today())

        return DocumentSource("Молодые специалисты", make, Place("young"))


def _outcome(each: Newcomer) -> Row:
    states = {year.state for year in each.years}
    tone: Tone = "bad" if "left" in states else "good" if states == {"worked"} else ""
    values: tuple[Value, ...] = (each.hired_on, each.name, each.organization, *(year.words() for year in each.years))
    return Row(values, each.id, Place("record:teachers", each.id), tone)
