"""The list of a register: search, filters, table, card of the current row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...core.condition_data import at_period, is_of_period
from ...core.conditions import Condition, Test, every
from ...core.kinds import Bool, Choice
from ...core.register import FieldSpec, RegisterSpec
from ...core.text import counted, grouped
from ...indicators.words import words
from ...storage import deletion, figures, records
from ...storage.query import Query
from ...storage.selections import Selection
from ...work.listed import takes_people
from ..context import Context
from ..forms.delete_panel import DeletePanel
from ..gateway import Gateway
from ..places import MergeOf, Place
from ..tables.column_conditions import is_exception
from ..tables.record_model import RecordTableModel
from ..tables.record_view import RecordTableView
from ..tables.value_filter import ValueFilter
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button
from ..widgets.feedback import EmptyState
from ..widgets.header import FilterChip, PageHeader
from ..widgets.search_field import SearchField
from ..works import WORKS, Work, works_of
from .card import RecordCard
from .page import Page
from .register_editing import ListEditing
from .register_output import ListOutput
from .register_selections import SavedSelections
from .register_totals import ListTotals
from .register_why import ListWhy

if TYPE_CHECKING:
    from ...reports.library.register_list import Listing
    from ..forms.bulk_edit import BulkEdit
    from ..forms.condition_builder import ConditionBuilder

_PAUSE = 90  # ms after the last key before searching
_CARD_WIDTH = 360
_CARD_FROM = 1100  # a narrower page shows no card
_VALUES = 200  # values offered by the filter of a column
_TYPES_INTO_CELLS = "tables/types_into_cells"


class RegisterPage(Page):
    """One register as a table."""

    def __init__(self, spec: RegisterSpec, gateway: Gateway, context: Context) -> None:
        super().__init__()
        self.spec, self._gateway, self._context = spec, gateway, context
        self.help_key = spec.key
        self._only: frozenset[int] | None = None
        self._filters: dict[str, Condition] = {}
        self._built: Condition | None = None
        self.header = PageHeader(spec.title)
        self.output = ListOutput(self, gateway, self.seen, self.go.emit, self.said.emit)
        if works := works_of(spec.key):
            self.work = self.header.add_action("Работа", "list")
            self.work.setMenu(self._work_menu(works))
            self.work.setProperty("menu", True)
        asking = self.header.add_action("Почему?", "question")
        self.more = self.header.add_action("Ещё", "more")
        self.more.setProperty("menu", True)
        add = self.header.set_primary("Добавить", "add")
        add.setToolTip("Новая запись (Ctrl+N)")
        add.clicked.connect(self._add)
        self.column.addWidget(self.header)
        self.saved = SavedSelections(spec, gateway, self.selection, self.show_selection, self.said.emit, self)
        self.column.addLayout(self._filter_bar())
        self.column.addWidget(self.saved.panel)
        self.deleting = DeletePanel()
        self._doomed: tuple[int, ...] = ()
        self.column.addWidget(self.deleting)
        self.builder: ConditionBuilder | None = None
        self.model = RecordTableModel(spec, gateway, self)
        self.table = RecordTableView(self.model)
        self.table.types_into_cells = QSettings().value(_TYPES_INTO_CELLS, False, type=bool) is True
        self.editing = ListEditing(spec, gateway, self.table, self.said.emit, self._put_above)
        self.totals = ListTotals(gateway, self.table)
        self.why = ListWhy(spec.key, gateway, asking, self.table.selected_ids, self.go.emit, self.said.emit, self)
        self.more.setMenu(self._more_menu())
        listed = QWidget()
        under = QVBoxLayout(listed)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        under.addWidget(self.table, 1)
        under.addWidget(self.totals.line)
        self.card = RecordCard(spec, gateway, context)
        self.card.setMinimumWidth(280)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(listed)
        self.split.addWidget(self.card)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([900, _CARD_WIDTH])
        self.split.setCollapsible(0, False)
        way_in = "Импортировать книгу района" if spec.sheet else "Добавить первую запись"
        self.empty = EmptyState("empty", spec.empty_text, way_in)
        self.nothing = EmptyState("search", "По этим условиям ничего не найдено.", "Сбросить условия")
        self.stack = QStackedWidget()
        for widget in (self.split, self.empty, self.nothing):
            self.stack.addWidget(widget)
        self.column.addWidget(self.stack, 1)
        self.status = MutedLabel("")
        self.status.setMinimumHeight(28)
        self.column.addWidget(self.status)
        self._connect()

    def _filter_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        self.search = SearchField(f"Найти в реестре «{self.spec.title}»", "Ctrl+F")
        self.search.setMaximumWidth(360)
        self.add_filter = push_button("Условие", "filter", "quiet")
        self.add_filter.setMenu(self._filter_menu())
        self.add_filter.setProperty("menu", True)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(Space.XS)
        bar.addWidget(self.search, 2)
        bar.addWidget(self.add_filter)
        bar.addWidget(self.saved.button)
        bar.addLayout(self.chips)
        bar.addStretch(1)
        return bar

    def _filter_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Составить условие…\tCtrl+Shift+F").triggered.connect(lambda _=False: self.build_condition())
        menu.addSeparator()
        for field in self.spec.fields:
            kind = field.kind
            if isinstance(kind, Choice):
                values: list[tuple[str, object]] = [(label, code) for code, label in kind.dictionary.shown.items()]
            elif isinstance(kind, Bool):
                values = [("да", True), ("нет", False)]
            else:
                continue
            submenu = menu.addMenu(field.label)
            for label, value in [*values, ("не заполнено", None)]:
                action = submenu.addAction(label)
                action.triggered.connect(lambda _=False, f=field, v=value: self.set_filter(f, v))
        missing = menu.addMenu("Не заполнено поле")
        for field in self.spec.fields:
            if not field.required and not field.hidden:
                action = missing.addAction(field.label)
                action.triggered.connect(lambda _=False, f=field: self.set_filter(f, None))
        return menu

    def _more_menu(self) -> QMenu:
        menu = QMenu(self)
        self.output.fill(menu)
        menu.addSeparator()
        menu.addAction("Изменить поле у выбранных…\tCtrl+B").triggered.connect(lambda _=False: self.edit_many())
        menu.addAction("Столбцы…").triggered.connect(lambda _=False: self.choose_columns())
        direct = menu.addAction("Набирать прямо в ячейках")
        direct.setToolTip("Включено: набор меняет ячейку. Выключено: набор ищет. F2 правит ячейку всегда.")
        direct.setCheckable(True)
        direct.setChecked(self.table.types_into_cells)
        direct.toggled.connect(self._set_typing)
        menu.setToolTipsVisible(True)
        if self.spec.may_merge:
            join = menu.addAction("Объединить…")
            join.setToolTip("Две выбранные записи – одна и та же")
            join.triggered.connect(lambda _=False: self.merge_chosen())
        if takes_people(self.spec):
            place = Place(f"names:{self.spec.key}")
            menu.addAction("Вставить список ФИО…").triggered.connect(lambda _=False: self.go.emit(place))
        return menu

    def _work_menu(self, works: list[Work]) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for work in works:
            action = menu.addAction(work.title)
            action.setToolTip(work.about)
            action.triggered.connect(lambda _=False, key=work.key: self._open_work(key))
        return menu

    def merge_chosen(self) -> None:
        """Opens the comparison of the two chosen records."""
        chosen = self.table.selected_ids()
        if len(chosen) == 2:
            back = Place(f"register:{self.spec.key}")
            self.go.emit(Place("merge", detail=MergeOf(self.spec.key, chosen[0], chosen[1], back)))
        else:
            self.said.emit("Выберите в списке ровно две записи (Ctrl и щелчок), чтобы объединить их.")

    def _begin(self) -> None:
        """The way into an empty register: the workbook of the district, or a first record where no workbook has it."""
        if self.spec.sheet:
            self.go.emit(Place("import"))
        else:
            self._add()

    def _open_work(self, key: str) -> None:
        """A page of work gets the chosen rows, when there are several or one was chosen on purpose."""
        chosen = self.table.selected_ids()
        is_of_one = WORKS[key].is_of_one and self.spec.key in WORKS[key].cards and len(chosen) == 1
        self.go.emit(Place(key, chosen[0] if is_of_one else None, only=frozenset(chosen) or None))

    def edit_many(self) -> None:
        """Opens the line where one field gets one value in all chosen rows."""
        self.editing.edit_many()

    @property
    def bulk(self) -> BulkEdit | None:
        """The line of «one field of the chosen rows», once it has been opened."""
        return self.editing.bulk

    def choose_columns(self) -> None:
        """Opens the panel of all fields under the button «Ещё»."""
        self.table.choose_columns(self.table.mapToGlobal(self.table.rect().topLeft() + QPoint(Space.L, Space.XL)))

    def _set_typing(self, is_on: bool) -> None:
        self.table.types_into_cells = is_on
        QSettings().setValue(_TYPES_INTO_CELLS, is_on)

    def _put_above(self, panel: QWidget) -> None:
        self.column.insertWidget(self.column.indexOf(self.stack), panel)

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._refresh)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self.search.returnPressed.connect(self.table.setFocus)
        self.model.loaded.connect(self._on_loaded)
        self._context.changed.connect(self._on_context)
        self.table.opened.connect(lambda each: self.go.emit(Place(f"record:{self.spec.key}", each)))
        self.table.current_changed.connect(self.card.show_record)
        self.table.selection_counted.connect(lambda _: self._show_status())
        self.table.typed.connect(self._type_to_search)
        self.table.narrowed.connect(self._narrow)
        self.table.filter_wanted.connect(self._filter_column)
        self.table.columns_changed.connect(self.totals.refresh)
        self.card.go.connect(self.go)
        self.deleting.go.connect(self.go)
        self.deleting.confirmed.connect(self._delete_together)
        self.deleting.closed.connect(self.table.setFocus)
        self.empty.action_triggered.connect(self._begin)
        self.nothing.action_triggered.connect(self.reset)
        for keys, slot in (
            ("Ctrl+N", self._add), ("Ctrl+F", self._focus_search), ("Delete", self._delete), ("F5", self.model.reload),
            ("Ctrl+B", self.edit_many),
            ("Ctrl+Shift+F", self.build_condition), ("Ctrl+P", self.output.show),
            ("Ctrl+E", lambda: self.output.choose("xlsx")),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        self.deleting.hide()
        is_other_list = place.only is not None or self._only is not None or not self.model.rowCount()
        if place.only is not None:  # the list of a figure is as long as the figure: nothing else narrows it
            self._clear_conditions()
        self._only = place.only
        self.why.show_for(place)
        self.header.set_title(place.title or self.spec.title)
        if is_other_list:
            self._refresh()
        if place.record_id is not None:
            self.table.select_record(place.record_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_conditions(self) -> None:
        self._filters.clear()
        self._show_chips()
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def set_filter(self, field: FieldSpec, value: object) -> None:
        """Adds a condition «field = value» (None: not filled), shown as a chip."""
        self._narrow(field.name, Test(field.name, "empty") if value is None else Test(field.name, "eq", value))

    def _narrow(self, name: str, condition: Condition | None) -> None:
        """Another condition on one column; exceptions add up («кроме А», «кроме Б»)."""
        before = self._filters.get(name)
        if condition is None:
            self._filters.pop(name, None)
        elif before is not None and is_exception(before) and is_exception(condition):
            self._filters[name] = every([before, condition]) or condition
        else:
            self._filters[name] = condition
        self._show_chips()
        self._refresh()

    def _filter_column(self, name: str, where: QPoint) -> None:
        """Opens the filter of a column; its values are those that the other conditions leave."""
        self.value_filter = ValueFilter(self.spec.columns[name], self._gateway, self)
        panel = self.value_filter
        panel.applied.connect(self._narrow)
        panel.resize(panel.sizeHint())
        panel.move(where)
        panel.show()
        panel.setFocus(Qt.FocusReason.PopupFocusReason)
        others = every([each for other, each in self._filters.items() if other != name] + [self._built])
        asked = Query(
            self.spec.key, self.search.text(), at_period(others, self._context.period), on=self._context.as_of
        )
        alive = [panel]
        panel.destroyed.connect(alive.clear)
        self._gateway.ask(
            lambda db: figures.values(db, asked, name),
            lambda found: alive[0].show_values(found, _VALUES) if alive else None,
        )

    def _type_to_search(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(self.search.text() + text)

    def reset(self) -> None:
        """All rows again."""
        self._filters.clear()
        self._built = self._only = None
        self.header.set_title(self.spec.title)
        self.search.clear()
        self._show_chips()
        self._refresh()

    def condition(self) -> Condition | None:
        """The chips as one condition."""
        return every([*self._filters.values(), self._built])

    def selection(self) -> Selection:
        """What is looked for now."""
        return Selection(self.search.text(), self.condition())

    def show_selection(self, name: str, selection: Selection) -> None:
        """Looks for something else; the title says under which name it is kept."""
        self._filters.clear()
        self._built, self._only = selection.where, None
        self.search.setText(selection.search)
        self.header.set_title(f"{self.spec.title}: {name}")
        self._show_chips()
        self._refresh()

    def build_condition(self) -> None:
        """Opens the builder with the present condition."""
        if self.builder is None:
            from ..forms.condition_builder import ConditionBuilder  # the list does not wait for what it may open

            self.builder = ConditionBuilder(self.spec, self._gateway)
            self.builder.applied.connect(self._on_built)
            self.builder.cancelled.connect(self._close_builder)
            self.column.insertWidget(self.column.indexOf(self.saved.panel) + 1, self.builder)
        self.builder.show()
        if not self.builder.edit(self._built):
            self.builder.edit(None)
        self.builder.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_built(self, condition: Condition | None) -> None:
        self._built = condition
        self._show_chips()
        self._refresh()
        self._close_builder()

    def _close_builder(self) -> None:
        if self.builder is not None:
            self.builder.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def seen(self, made_on: date) -> Listing:
        """The list as it stands on the screen: rows, columns, order and what narrows it."""
        shown = self.model.shown_query
        narrowed = [f"найдено по словам «{shown.search}»"] if shown.search.strip() else []
        condition = self.condition()
        if condition is not None:
            narrowed.append(words(self.spec, condition))
        if is_of_period(condition):
            narrowed.append(f"отчётный период – {self._context.year} год, на {self._context.as_of:%d.%m.%Y}")
        from ...reports.library.register_list import Listing

        return Listing(
            shown, tuple(self.table.seen_fields()), self.header.title(), made_on, tuple(narrowed), self._only
        )

    def _refresh(self) -> None:
        self.model.show(
            self.search.text(), at_period(self.condition(), self._context.period), None, self._only, self._context.as_of
        )

    def _show_chips(self) -> None:
        while self.chips.count():
            item = self.chips.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for name, condition in self._filters.items():
            chip = self._chip(self.spec.columns[name], condition)
            chip.removed.connect(lambda name=name: self._drop_filter(name))
            self.chips.addWidget(chip)
        if self._built is not None:
            built = FilterChip("", words(self.spec, self._built))
            built.clicked.connect(self.build_condition)
            built.removed.connect(lambda: self._on_built(None))
            self.chips.addWidget(built)

    def _chip(self, field: FieldSpec, condition: Condition) -> FilterChip:
        if isinstance(condition, Test) and condition.op == "empty":
            return FilterChip(field.label, "не заполнено")
        if isinstance(condition, Test) and condition.op == "eq" and not field.link:
            return FilterChip(field.label, field.kind.format(condition.value))
        return FilterChip("", words(self.spec, condition))

    def _drop_filter(self, name: str) -> None:
        self._filters.pop(name, None)
        self._show_chips()
        self._refresh()

    def _on_context(self) -> None:
        if self.spec.looked_up or is_of_period(self.condition()):
            self._refresh()

    def _on_loaded(self, count: int) -> None:
        self.header.set_count(counted(count, *self.spec.forms_of_count))
        narrowed = bool(self.search.text() or self.condition() is not None or self._only is not None)
        self.stack.setCurrentWidget(self.split if count else self.nothing if narrowed else self.empty)
        self._show_status()
        self.totals.refresh()

    def _show_status(self) -> None:
        chosen = len(self.table.selectionModel().selectedRows())
        text = f"Показано: {grouped(self.model.rowCount())}"
        if self.editing.bulk is not None:
            self.editing.bulk.set_count(chosen)
        self.status.setText(f"{text} · выбрано: {grouped(chosen)}" if chosen > 1 else text)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.card.setVisible(self.width() >= _CARD_FROM)

    # -- actions -------------------------------------------------------------------------------------------------

    def _add(self) -> None:
        self.go.emit(Place(f"record:{self.spec.key}"))

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _delete(self) -> None:
        chosen = self.table.selected_ids()
        if chosen:
            self._gateway.ask(lambda db: deletion.preview(db, self.spec, chosen), self._on_previewed)

    def _on_previewed(self, found: deletion.Deletion) -> None:
        if found.direct:
            self.deleting.ask(found)
            self._doomed = found.ids
        else:
            self._gateway.ask(lambda db: records.delete(db, self.spec, found.ids), self._on_deleted)

    def _delete_together(self) -> None:
        doomed = self._doomed
        self._gateway.ask(
            lambda db: deletion.delete_with_dependents(db, self.spec, doomed),
            lambda done: self._on_deleted(len(done.ids), done.removed_count),
        )

    def _on_deleted(self, count: int, more: int = 0) -> None:
        with_them = f" и связанные записи: {grouped(more)}" if more else ""
        self.said.emit(f"Удалено: {counted(count, *self.spec.forms_of_count)}{with_them}.")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
