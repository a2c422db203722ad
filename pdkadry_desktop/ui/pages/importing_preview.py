"""The preview of an import: figures, the summary by sheet, the rows of each fate, the row of the file in full."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.text import counted, grouped
from ...exchange.plan import ImportPlan
from ..tables.cells import CellDelegate, dress_rows
from ..tables.import_model import FATES, Fate, ImportRowsModel, ImportSummaryModel, Preview
from ..tokens import Ink, Space
from ..widgets.basics import MutedLabel, push_button
from ..widgets.feedback import EmptyState, ErrorBanner
from ..widgets.flow import FlowLayout
from ..widgets.header import PageHeader
from ..widgets.search_field import SearchField
from .importing_row import RowCard
from .importing_tiles import CountTile

_PAUSE = 120  # ms after the last key before searching
_LONGEST_NAME = 44
_WIDE, _TALL = 1000, 540  # a page from this size has room for the whole head and for the card of a row
_ALL_SHEETS = "Все листы"
_URGENT: tuple[Fate, ...] = ("rejected", "question", "changed", "added", "warning", "ignored", "unchanged")
_TILES: dict[Fate, tuple[str, str, Ink, str]] = {
    "added": ("Новые", "add", "good", "Записи, которых в базе ещё нет"),
    "changed": ("Изменятся", "edit", "accent", "Записи базы, у которых изменятся поля: было → станет"),
    "unchanged": ("Без изменений", "check", "muted", "Строки, которые уже есть в базе слово в слово"),
    "rejected": ("Отклонены", "error", "bad", "Строки с ошибкой: они не будут записаны, остальные будут"),
    "question": ("Вопросы", "question", "warn", "Похоже на опечатку в заголовке: столбец пропущен"),
    "warning": ("Предупреждения", "warning", "warn", "Записано будет, но стоит проверить"),
    "ignored": ("Не прочитаны", "eye", "muted", "Столбцы, которых нет в книге района"),
}
_NOTHING: dict[Fate, str] = {
    "added": "Новых записей в файле нет.", "changed": "Изменённых записей в файле нет.",
    "unchanged": "Строк, которые уже есть в базе, в файле нет.", "rejected": "Отклонённых строк нет.",
    "question": "Вопросов нет.", "warning": "Предупреждений нет.", "ignored": "Прочитаны все столбцы файла.",
}  # fmt: skip


class PreviewTable(QTableView):
    """A read-only table of the preview; Ctrl+C copies the selected rows, headings first.

    Signals: ``entered_at(index)`` by Enter or double click.
    """

    entered_at = Signal(QModelIndex)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(self))
        dress_rows(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setCornerButtonEnabled(False)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(48)
        self.doubleClicked.connect(self.entered_at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_at.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        model, columns = self.model(), range(self.model().columnCount())
        heads = (model.headerData(each, Qt.Orientation.Horizontal) for each in columns)
        lines = ["\t".join(map(str, heads))]
        for index in sorted(self.selectionModel().selectedRows(), key=lambda each: each.row()):
            cells = (str(model.index(index.row(), each).data() or "") for each in columns)
            lines.append("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))


class PreviewView(QWidget):
    """Step two. Signals: ``accepted()`` – write it; ``cancelled()``; ``save_rejected()``."""

    accepted = Signal()
    cancelled = Signal()
    save_rejected = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self._fate: Fate | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.header = PageHeader("Проверка файла")
        self.cancel_button = self.header.add_action("Отмена")
        self.cancel_button.setToolTip("База останется такой, как была")
        self.cancel_button.clicked.connect(self.cancelled)
        self.accept_button = self.header.set_primary("Импортировать", "import")
        self.accept_button.setToolTip("Ctrl+Enter")
        self.accept_button.clicked.connect(self.accepted)
        column.addWidget(self.header)
        self.banner = ErrorBanner()
        column.addWidget(self.banner)
        column.addLayout(self._make_tiles())
        column.addWidget(self._make_bar())
        self.stack = QStackedWidget()
        self._make_tables()
        column.addWidget(self.stack, 1)
        self.status = MutedLabel("")
        self.status.setMinimumHeight(28)
        column.addWidget(self.status)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(lambda: self.rows.search(self.search.text()))
        self.search.textChanged.connect(lambda _: self._timer.start())
        self.search.returnPressed.connect(self.table.setFocus)
        for keys, slot in (("Ctrl+F", self._focus_search), ("Ctrl+Return", self.accept_button.click)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _make_tiles(self) -> FlowLayout:
        flow = FlowLayout()
        self._group = QButtonGroup(self)
        self.summary_tile = CountTile("Строк в файле", "list", "muted", "Итоги по листам")
        self.tiles: dict[Fate, CountTile] = {fate: CountTile(*words) for fate, words in _TILES.items()}
        for tile in (self.summary_tile, *self.tiles.values()):
            self._group.addButton(tile)
            flow.addWidget(tile)
        self.summary_tile.clicked.connect(self.show_summary)
        for fate, tile in self.tiles.items():
            tile.clicked.connect(lambda _=False, each=fate: self.show_fate(each))
        return flow

    def _make_bar(self) -> QWidget:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("Лист файла")
        self.sheets.setMinimumWidth(180)
        self.sheets.activated.connect(lambda _: self._show_rows())
        self.search = SearchField("Найти в строках", "Ctrl+F")
        self.search.setMaximumWidth(360)
        self.rejected_button = push_button("Сохранить с пометками…", "save")
        self.rejected_button.setToolTip(
            "Тот же файл, где ошибочные ячейки выделены цветом и подписаны: его можно отправить на исправление"
        )
        self.rejected_button.clicked.connect(self.save_rejected)
        row.addWidget(self.sheets)
        row.addWidget(self.search, 1)
        row.addStretch(1)
        row.addWidget(self.rejected_button)
        return self._bar

    def _make_tables(self) -> None:
        self.summary = ImportSummaryModel(self)
        self.summary_table = PreviewTable("Итоги по листам")
        self.summary_table.setModel(self.summary)
        self.summary_table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.summary_table.entered_at.connect(self._open_sheet)
        self.summary_table.clicked.connect(self._on_summary_clicked)
        for place, (_, _, width) in enumerate(ImportSummaryModel.HEADS):
            self.summary_table.setColumnWidth(place, width)
        self.rows = ImportRowsModel(self)
        self.rows.narrowed.connect(self._show_status)
        self.table = PreviewTable("Строки файла")
        self.table.setModel(self.rows)
        self.card = RowCard()
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.rows.modelReset.connect(self.card.clear)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(self.table)
        self.split.addWidget(self.card)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([400, 190])
        self.split.setCollapsible(0, False)
        self.nothing = EmptyState("search", "")
        for widget in (self.summary_table, self.split, self.nothing):
            self.stack.addWidget(widget)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_plan(self, plan: ImportPlan) -> None:
        """Shows a fresh plan, the summary first."""
        self.preview = preview = Preview(plan)
        name = plan.path.name
        self._fit_title()
        self.setAccessibleName(f"Проверка файла {name}")
        self.summary.show(preview)
        self.summary_tile.set_count(sum(each.rows for each in preview.counts.values()))
        for fate in FATES:
            count = preview.total(fate)
            self.tiles[fate].set_count(count)
            self.tiles[fate].setEnabled(bool(count))
            self.tiles[fate].setVisible(bool(count) or fate not in ("question", "warning", "ignored"))
        written = plan.count("added") + plan.count("changed")
        self.accept_button.setEnabled(not plan.changes_nothing)
        rows = counted(written, "строку", "строки", "строк")
        self.accept_button.setText("Импортировать нечего" if plan.changes_nothing else f"Импортировать {rows}")
        self.search.clear()
        self.rows.search("")
        self.banner.clear()
        self._say_what_matters(plan)
        self.show_summary()
        self.summary_table.selectRow(0)
        self.summary_table.setFocus()

    def _fit_title(self) -> None:
        """A narrow page shows less of the name of the file."""
        if self.preview is None:
            return
        name, is_wide = self.preview.plan.path.name, self.width() >= _WIDE
        room = _LONGEST_NAME if is_wide else _LONGEST_NAME // 2
        self.header.set_title(name if len(name) <= room else f"{name[: room // 2]}…{name[-room // 3 :]}")
        self.header.set_count("проверен, ничего ещё не записано" if is_wide else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()
        self._fit_card()

    def _fit_card(self) -> None:
        """A low page gives all its room to the table."""
        self.card.setVisible(self._fate != "ignored" and self.height() >= _TALL)

    def forget(self) -> None:
        """Lets go of the plan: a file of 50,000 rows is large."""
        self.preview = None
        self.rows.forget()

    def _say_what_matters(self, plan: ImportPlan) -> None:
        rejected = plan.count("rejected")
        if plan.changes_nothing and not rejected:
            self.banner.show_error("Всё, что есть в файле, уже есть в базе.", "Импортировать нечего.", tone="accent")

    def show_summary(self) -> None:
        """The table of sheets."""
        self._fate = None
        self.summary_tile.setChecked(True)
        self._bar.hide()
        self.stack.setCurrentWidget(self.summary_table)
        self.status.setText("Enter или щелчок по числу покажет строки листа.")

    def show_fate(self, fate: Fate, sheet: str = "") -> None:
        """The rows of a fate, of one sheet when told."""
        assert self.preview is not None
        self._fate = fate
        self.tiles[fate].setChecked(True)
        self._bar.show()
        self.rejected_button.setVisible(fate in ("rejected", "question", "warning"))
        wanted = sheet or str(self.sheets.currentData() or "")
        self.sheets.clear()
        self.sheets.addItem(_ALL_SHEETS, "")
        for name in self.preview.counts:
            if count := self.preview.total(fate, name):
                self.sheets.addItem(f"{name} · {grouped(count)}", name)
        self.sheets.setCurrentIndex(max(0, self.sheets.findData(wanted)))
        self._show_rows()

    def _show_rows(self) -> None:
        assert self.preview is not None and self._fate is not None
        self.rows.show(self.preview, self._fate, str(self.sheets.currentData() or ""))
        for place, width in enumerate(self.rows.widths(self.table.fontMetrics())):
            self.table.setColumnWidth(place, width)
        self._fit_card()
        self.table.scrollToTop()

    def _show_status(self, found: int, is_finished: bool) -> None:
        if self._fate is None:
            return
        narrowed = bool(self.search.text().split())
        self.stack.setCurrentWidget(self.nothing if is_finished and not found else self.split)
        self.nothing.set_text("По этим словам ничего не найдено." if narrowed else _NOTHING[self._fate])
        word = "Найдено" if narrowed else "Показано"
        self.status.setText(f"{word}: {grouped(found)}{'' if is_finished else '… ищем дальше'}")
        if is_finished and found and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)

    # -- actions -------------------------------------------------------------------------------------------------

    def _on_row(self, current: QModelIndex | QPersistentModelIndex) -> None:
        if current.isValid() and self.preview is not None and self._fate is not None:
            self.card.show_line(self.preview, self.rows.line(current.row()))
        else:
            self.card.clear()

    def _on_summary_clicked(self, index: QModelIndex | QPersistentModelIndex) -> None:
        fate = self.summary.fate_at(index.column())
        sheet = self.summary.sheets[index.row()]
        if fate is not None and sheet.fates[fate]:
            self.show_fate(fate, sheet.name)

    def _open_sheet(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Enter shows what most needs a look in this sheet."""
        sheet = self.summary.sheets[index.row()]
        fate = self.summary.fate_at(index.column())
        wanted = (fate, *_URGENT) if fate is not None else _URGENT
        found = next((each for each in wanted if sheet.fates[each]), None)
        if found is not None:
            self.show_fate(found, sheet.name)
            self.table.setFocus()

    def _focus_search(self) -> None:
        if self._fate is None:
            first = next((fate for fate in _URGENT if self.tiles[fate].count()), None)
            if first is None:
                return
            self.show_fate(first)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
