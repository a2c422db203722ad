"""«Цели по организациям»: what is to be reached by whom this year, one by one or for many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from ...core.errors import UserError
from ...core.kinds import Choice, Dictionary, Int, Text
from ...core.register import FieldSpec
from ...core.text import counted
from ...indicators.target_text import HINT, aim_words, read_aim
from ...indicators.targets import copy_targets, set_group_target, set_targets
from ...registers.dictionaries import ORG_TYPE
from ...registers.targets import TARGETS
from ...reports.library import targets as paper
from ...reports.library.targets import COLUMNS, TargetsView, place_cells, view, whole_cells
from ...reports.spread import PlaceFigure, better_of
from ...storage import records, selections
from ...storage.database import Database
from ...storage.query import LinkTo
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, Tone
from ..widgets.basics import text_label
from .action_panel import asked, field_of
from .views_page import View, ViewAction, ViewsPage

_TARGETS = ("цель", "цели", "целей")
_WIDTHS = (250, 80, 140, 190, 120, 150, 150)
_TONES: dict[str, Tone] = {"met": "good", "within_tolerance": "warn", "not_met": "bad"}
_WHOLE = 0  # the key of the municipality's row


class TargetsPage(ViewsPage):
    """One indicator of the order: its organisations with their targets, and all targets that were set."""

    help_key = "indicators"
    concerns = frozenset({
        "targets", "teachers", "employments", "organizations", "indicator_values", "closed_periods", "courses",
    })  # fmt: skip
    has_paper = True
    views = (
        View(
            "places", "Организации",
            tuple(RowColumn(title, width) for title, width in zip(COLUMNS, _WIDTHS, strict=True)),
            "Здесь будут организации с их целями. Сначала введите организации.", "target",
            (
                ViewAction("Задать цель…", "target", "ask_target",
                           about="Отмеченным организациям; Enter – одной строке"),
                ViewAction("Группе…", "organization", "ask_group", False,
                           "Цель всем организациям типа или сохранённой выборки"),
                ViewAction("Убрать цель", "delete", "remove_own",
                           about="Отмеченным: будет действовать цель группы или района"),
                ViewAction("Перенести с прошлого года", "copy", "ask_copy", False,
                           "Все цели показателя за другой год; заданные уже цели остаются"),
            ),
            has_marks=True,
        ),
        View(
            "set", "Заданные цели",
            (RowColumn("Для кого", 300), RowColumn("Цель", 220), RowColumn("Основание", 260),
             RowColumn("Пояснение", 320)),
            "Своих целей на этот год нет: действуют напечатанные в приказе. Задайте их в списке организаций.", "target",
            (ViewAction("Удалить", "delete", "remove_set", about="Удалить отмеченные цели"),),
            has_marks=True,
        ),
    )  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Цели по организациям", gateway, context)
        self._found: TargetsView | None = None
        self._wanted = ""
        self._selections: tuple[str, ...] = ()
        self.search.setPlaceholderText("Организация")
        self.indicator = QComboBox()
        self.indicator.setAccessibleName("Показатель")
        self.indicator.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.indicator.setMinimumContentsLength(44)
        self.indicator.activated.connect(lambda _: self._on_indicator())
        self.bar.insertWidget(0, text_label("Показатель", "field"))
        self.bar.insertWidget(1, self.indicator)
        table = self.areas["places"].table
        table.opened.connect(self._ask_for)

    def arrive(self, place: Place) -> None:
        if isinstance(place.detail, str):
            self._wanted = place.detail
        super().arrive(place)

    def _on_indicator(self) -> None:
        self._wanted = self.indicator.currentData() or ""
        self.panel.close_panel()
        self.ask()

    # -- reading -------------------------------------------------------------------------------------------------

    def reader(self) -> Callable[[Database], tuple[TargetsView, tuple[str, ...]]]:
        profile_id, period, wanted = self._context.profile_id, self._context.period, self._wanted

        def read(db: Database) -> tuple[TargetsView, tuple[str, ...]]:
            return view(db, profile_id, period, wanted), tuple(selections.names(db, "organizations"))

        return read

    def show_found(self, found: tuple[TargetsView, tuple[str, ...]]) -> None:
        shown, self._selections = found
        self._found = shown
        self._show_indicators(shown)
        result = shown.result
        if result is None:
            self.show_rows("places", [])
            self.show_rows("set", [])
            return
        rows = [Row(whole_cells(shown), _WHOLE, None, _TONES.get(result.verdict, ""))] if shown.places else []
        rows += [
            Row(place_cells(each, result.unit), each.id, None, _TONES.get(each.verdict, "")) for each in shown.places
        ]
        self.show_rows("places", rows)
        titles = {each.id: each.title for each in shown.places}
        self.show_rows("set", [
            Row((self._whom(each.organizations, each.scope, each.group, titles), aim_words(each.aim, result.unit),
                 each.document, each.note), each.id, Place("record:targets", each.id))
            for each in shown.of_year()
        ])  # fmt: skip
        met = sum(each.verdict == "met" for each in shown.places)
        aimed = sum(each.target is not None and each.value is not None for each in shown.places)
        self.header.set_count(f"{result.period.year} год · выполнено {met} из {aimed} организаций с целью")
        closed = " Год закрыт: итог по району сохранён, цель менять – только с причиной." if result.closed else ""
        self.foot.setText(
            "Цель организации: своя, нет своей – цель группы, нет её – цель района или приказа (для долей). "
            f"Рост считают от значения, принятого при закрытии года.{closed}"
        )

    @staticmethod
    def _whom(places: frozenset[int] | None, scope: str, group: str, titles: dict[int, str]) -> str:
        if scope == "organization":
            return "; ".join(titles.get(each, "организация вне мониторинга") for each in places or ())
        members = counted(len(places or ()), "организация", "организации", "организаций")
        return f"{group} ({members})" if scope == "group" else "весь муниципалитет"

    def _show_indicators(self, found: TargetsView) -> None:
        kept = [self.indicator.itemData(place) for place in range(self.indicator.count())]
        if kept != [each for each, _ in found.indicators]:
            self.indicator.clear()
            for name, wording in found.indicators:
                self.indicator.addItem(f"{name}  {wording}", name)
                self.indicator.setItemData(self.indicator.count() - 1, wording, Qt.ItemDataRole.ToolTipRole)
        self.indicator.setCurrentIndex(self.indicator.findData(found.result.id if found.result else ""))
        self.indicator.setToolTip(self.indicator.currentText())

    # -- actions -------------------------------------------------------------------------------------------------

    def _fields(self) -> tuple[FieldSpec, ...]:
        return (
            asked("aim", "Цель", Text(80), required=True),
            field_of("targets", "document_id"), field_of("targets", "note"),
        )  # fmt: skip

    def ask_target(self) -> None:
        """The target of the marked rows."""
        self._ask(self.marks())

    def _ask_for(self, row: Row) -> None:
        self._ask([row.key])

    def _ask(self, keys: list[int]) -> None:
        found = self._found
        if found is None or found.result is None:
            return
        result, places = found.result, {each.id: each for each in found.places}
        names = ["весь муниципалитет" if key == _WHOLE else places[key].title for key in keys]
        own = next((self._own(found, key, places) for key in keys[:1]), None)
        more = f" и ещё {len(names) - 2}" if len(names) > 2 else ""
        self.panel.ask(
            f"Цель на {result.period.year} год: {', '.join(names[:2])}{more}", "Задать", self._fields(),
            partial(self._set, keys),
            {} if own is None else {"aim": aim_words(own, result.unit)},
            HINT,
        )  # fmt: skip

    @staticmethod
    def _own(found: TargetsView, key: int, places: dict[int, PlaceFigure]) -> Any:
        scope = "municipality" if key == _WHOLE else "organization"
        fit = [
            each for each in found.of_year()
            if each.scope == scope and (each.organizations is None or key in each.organizations)
        ]  # fmt: skip
        return fit[-1].aim if fit else None

    def _set(self, keys: list[int], given: dict[str, Any]) -> None:
        result = self._found.result if self._found else None
        if result is None:
            return
        try:
            aim = read_aim(given["aim"], better_of(result))
        except UserError as error:
            self.panel.boxes["aim"].complain(f"{error.text} {error.hint}")
            return
        aims = {None if key == _WHOLE else key: aim for key in keys}
        further, profile_id, year = _further(given), self._context.profile_id, result.period.year
        self.write(
            lambda db: set_targets(db, profile_id, result.id, year, aims, further),
            lambda count: f"Задано: {counted(count, *_TARGETS)}.",
        )

    def ask_group(self) -> None:
        """The target of a type of organisations or of a saved selection."""
        result = self._found.result if self._found else None
        if result is None:
            return
        labels = {f"organization_kind:{key}": f"тип: {label}" for key, label in ORG_TYPE.labels.items()}
        labels |= {f"selection:{name}": f"выборка «{name}»" for name in self._selections}
        group = asked("group", "Группа", Choice(Dictionary("group", labels)), required=True)

        def do(given: dict[str, Any]) -> None:
            try:
                aim = read_aim(given["aim"], better_of(result))
            except UserError as error:
                self.panel.boxes["aim"].complain(f"{error.text} {error.hint}")
                return
            by, _, name = given["group"].partition(":")
            profile_id, further = self._context.profile_id, _further(given)
            self.write(
                lambda db: set_group_target(db, profile_id, result.id, result.period.year, by, name, aim, further),
                lambda _: f"Цель группе задана: {labels[given['group']]}.",
            )

        self.panel.ask(f"Цель группе на {result.period.year} год", "Задать", (group, *self._fields()), do, {}, HINT)

    def remove_own(self) -> None:
        """Takes the own targets of the marked rows away."""
        result = self._found.result if self._found else None
        if result is None:
            return
        aims = {None if key == _WHOLE else key: None for key in self.marks()}
        profile_id, year = self._context.profile_id, result.period.year
        self.write(
            lambda db: set_targets(db, profile_id, result.id, year, aims),
            lambda count: f"Убрано: {counted(count, *_TARGETS)}." if count else "Своих целей у отмеченных нет.",
        )

    def remove_set(self) -> None:
        """Deletes the marked targets."""
        ids = self.marks()
        self.write(lambda db: records.delete(db, TARGETS, ids), lambda _: f"Удалено: {counted(len(ids), *_TARGETS)}.")

    def ask_copy(self) -> None:
        """From which year the targets are carried over."""
        result = self._found.result if self._found else None
        if result is None:
            return
        profile_id, year = self._context.profile_id, result.period.year

        def do(given: dict[str, Any]) -> None:
            name = None if given["what"] == "all" else result.id
            self.write(
                lambda db: copy_targets(db, profile_id, given["year"], year, name),
                lambda count: f"Перенесено: {counted(count, *_TARGETS)}." if count else "Переносить нечего.",
            )

        what = Dictionary("what", {"one": "цели этого показателя", "all": "цели всех показателей"})
        fields = (
            asked("year", "С какого года", Int(1990, 2100), required=True),
            asked("what", "Что перенести", Choice(what), required=True),
        )
        self.panel.ask(f"Перенести цели на {year} год", "Перенести", fields, do, {"year": year - 1, "what": "one"})

    def source(self) -> DocumentSource:
        profile_id, period, wanted = self._context.profile_id, self._context.period, self._wanted

        def make(db: Database, _: Any) -> Any:
            found = view(db, profile_id, period, wanted)
            if found.result is None:
                raise UserError("В этом приказе нет показателей.", "Выберите другой приказ в верхней строке.")
            return paper.build(found, date.today())

        return DocumentSource("Цели по организациям", make, Place("targets", detail=wanted))


def _further(given: dict[str, Any]) -> dict[str, Any]:
    """Document and note as the register keeps them; what is left empty stays as it was."""
    basis = given["document_id"]
    found = {"document_id": basis.id if isinstance(basis, LinkTo) else basis, "note": given["note"]}
    return {name: value for name, value in found.items() if value}
