"""«Справочники»: the values offered while typing and the names of the closed lists, with the number of their uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ...core.errors import UserError
from ...core.kinds import Choice, Dictionary, Text
from ...core.progress import Progress
from ...core.text import counted, fold
from ...registers import REGISTERS
from ...reports.document import Document
from ...reports.library import rows_list
from ...storage import figures, labels
from ...storage.database import Database
from ...storage.query import Query
from ...work import dictionaries
from ...work.dictionaries import Item
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..reference import offer
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button
from ..widgets.feedback import ErrorBanner
from ..widgets.search_field import SearchField
from .action_panel import ActionPanel, asked
from .dictionary_names import Closed, DictionaryNames, closed_dictionaries
from .work_page import WorkPage

_VALUES = ("значение", "значения", "значений")
_OPEN = (RowColumn("Значение", 420), RowColumn("Записей", 90, is_number=True), RowColumn("Откуда", 130),
         RowColumn("При вводе", 160))  # fmt: skip
_CLOSED = (RowColumn("Как называется", 320), RowColumn("В обмене", 320), RowColumn("Записей", 90, is_number=True))


class DictionariesPage(WorkPage):
    """The list of dictionaries at the left, the values of the chosen one at the right."""

    help_key = "dictionaries"
    concerns = frozenset(REGISTERS)
    has_paper = True

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Справочники", gateway, context)
        self._closed = closed_dictionaries()
        self._found: list[Item] | list[Closed] = []
        self.banner = ErrorBanner()
        self.column.addWidget(self.banner)
        self.names = DictionaryNames()
        self.names.currentItemChanged.connect(lambda *_: self._on_dictionary())
        self.panel = ActionPanel(gateway)
        self.explanation = MutedLabel("", wrap=True)
        self.search = SearchField("Найти значение", "Ctrl+F")
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(320)
        self.search.textChanged.connect(lambda _: self._show_rows())
        self.open_rows, self.closed_rows = RowsModel(_OPEN, has_marks=True), RowsModel(_CLOSED)
        self.open_table = RowsTable(self.open_rows, "Значения справочника")
        self.closed_table = RowsTable(self.closed_rows, "Значения закрытого справочника")
        self.open_table.opened.connect(lambda row: self.rename(row.key))
        self.closed_table.opened.connect(lambda row: self.relabel(row.key))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(Space.M, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.explanation)
        column.addLayout(self._actions())
        column.addWidget(self.panel)
        column.addWidget(self.open_table, 1)
        column.addWidget(self.closed_table, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.names)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([320, 860])
        split.setChildrenCollapsible(False)
        self.column.addWidget(split, 1)
        self.status = self.foot_line()
        self.open_rows.marked.connect(self._show_state)
        self.shortcut("Ctrl+N", self.add)
        self.shortcut("F2", self._rename_current)
        self.shortcut("Ctrl+F", self.search.setFocus)
        self.names.setCurrentRow(1)

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.search, 1)
        self.add_button = push_button("Добавить", "add")
        self.add_button.setToolTip("Ctrl+N")
        self.add_button.clicked.connect(self.add)
        self.rename_button = push_button("Переименовать", "edit")
        self.rename_button.setToolTip("F2 или Enter")
        self.rename_button.clicked.connect(self._rename_current)
        self.merge_button = push_button("Объединить отмеченные", "link")
        self.merge_button.clicked.connect(self.merge)
        self.offer_button = push_button("Не предлагать", "eye", "quiet")
        self.offer_button.clicked.connect(self.switch_offered)
        for button in (self.add_button, self.rename_button, self.merge_button, self.offer_button):
            row.addWidget(button)
        row.addStretch(1)
        return row

    # -- page ----------------------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The key of the chosen dictionary, without «open:» or «closed:»."""
        return self.names.key().partition(":")[2]

    @property
    def is_open(self) -> bool:
        return self.names.key().startswith("open:")

    def title(self) -> str:
        return self.names.title()

    def choose(self, key: str) -> None:
        """Shows a dictionary: «open:subjects», «closed:level»."""
        self.names.choose(key)

    def _on_dictionary(self) -> None:
        self.panel.hide()
        self.banner.clear()
        self.search.clear()
        self._found = []
        self.open_rows.show([], [])
        self.closed_rows.show([])
        is_open = self.is_open
        self.open_table.setVisible(is_open)
        self.closed_table.setVisible(not is_open)
        for button in (self.add_button, self.merge_button, self.offer_button):
            button.setVisible(is_open)
        if is_open:
            where = ", ".join(
                f"«{field.label}» ({spec.title.lower()})" for spec, field in dictionaries.fields_of(self.key)
            )
            text = f"Значения, которые программа предлагает при вводе; ввести можно и любое другое. Где стоят: {where}."
        else:
            text = (
                "Список закрыт: он общий для всех, кто обменивается данными. Здесь можно назвать значение по-своему "
                "на экране и в печати; в файлах обмена останется общее название."
            )
        self.explanation.setText(text)
        if self.place is not None:
            self.ask()

    def reader(self) -> Callable[[Database], Any]:
        key, is_open = self.key, self.is_open
        if is_open:
            return lambda db: (f"open:{key}", dictionaries.items(db, key))
        dictionary, fields = self._closed[key]

        def read(db: Database) -> tuple[str, list[Closed]]:
            uses = dict.fromkeys(dictionary.labels, 0)
            for spec, field in fields:
                for value, count in figures.values(db, Query(spec.key), field.name):
                    if value in uses:
                        uses[value] += count
            shown = dictionary.shown
            return f"closed:{key}", [
                Closed(code, shown[code], label, uses[code]) for code, label in dictionary.labels.items()
            ]

        return read

    def show_found(self, found: Any) -> None:
        key, rows = found
        if key == self.names.key():
            self._found = rows
            self._show_rows()

    def _show_rows(self) -> None:
        wanted = fold(self.search.text())
        opened, closed = [], []
        for each in self._found:
            if isinstance(each, Item):
                if wanted in fold(each.text):
                    source = "из программы" if each.is_shipped else "своё"
                    offered = "предлагается" if each.is_offered else "не предлагается"
                    opened.append(Row((each.text, each.uses, source, offered), each.text))
            elif wanted in fold(f"{each.shown} {each.label}"):
                closed.append(Row((each.shown, each.label, each.uses), each.code))
        self.open_rows.show(opened)
        self.closed_rows.show(closed)
        self._show_state()

    def _show_state(self) -> None:
        marks = self.open_rows.marks()
        shown = len(self.open_rows.rows) + len(self.closed_rows.rows)
        self.status.setText(
            f"{self.title()}: {counted(shown, *_VALUES)}" + (f" · отмечено: {len(marks)}" if marks else "")
        )
        self.merge_button.setEnabled(len(marks) > 1)
        hidden = {each.text for each in self._found if isinstance(each, Item) and not each.is_offered}
        chosen = set(marks or self._current())
        self.offer_button.setText("Предлагать" if chosen and chosen <= hidden else "Не предлагать")

    def _current(self) -> list[str]:
        row = (self.open_table if self.is_open else self.closed_table).current()
        return [str(row.key)] if row is not None else []

    def source(self) -> DocumentSource:
        """The dictionary as it is seen."""
        model = self.open_rows if self.is_open else self.closed_rows
        sheet = rows_list.Sheet(
            f"Справочник «{self.title()}»", tuple((column.title, column.width) for column in model.columns),
            tuple(row.values for row in model.rows), is_upright=True,
        )  # fmt: skip

        def make(_: Database, __: Progress) -> Document:
            return rows_list.build(sheet, date.today())

        return DocumentSource(sheet.title, make, Place("dictionaries"))

    # -- actions -------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Asks for one more value."""
        if self.is_open:
            key = self.key
            self.panel.ask(
                f"Новое значение: {self.title()}", "Добавить", [asked("name", "Название", Text(300), required=True)],
                lambda values: self._do(lambda db: dictionaries.add(db, key, values["name"]), self._added),
            )  # fmt: skip

    def _added(self, name: str) -> None:
        self._told(f"Добавлено: «{name}».")

    def _rename_current(self) -> None:
        for key in self._current():
            self.rename(key) if self.is_open else self.relabel(key)

    def rename(self, old: str) -> None:
        """Asks for the new name and whether the records change too."""
        key = self.key
        uses = next((each.uses for each in self._found if isinstance(each, Item) and each.text == old), 0)
        how = Dictionary("rename_how", {"all": "исправить везде", "new": "только впредь"})
        everywhere = asked("everywhere", "Записи", Choice(how), required=True)

        def act(values: dict[str, Any]) -> None:
            new = values["name"]
            if values["everywhere"] == "all":
                self._do(lambda db: dictionaries.replace(db, key, [old], new), self._replaced)
            else:
                self._do(lambda db: dictionaries.rename_from_now(db, key, old, new), self._renamed)

        self.panel.ask(
            f"Переименовать «{old}»", "Переименовать",
            [asked("name", "Новое название", Text(300), required=True), everywhere],
            act, {"name": old, "everywhere": "all"},
            f"Исправить везде – когда это опечатка: название заменится в записях ({uses}), одно действие, его можно "
            "отменить (Ctrl+Z). Только впредь – когда переименовали само понятие: прежние записи останутся как были.",
        )  # fmt: skip

    def merge(self) -> None:
        """Asks what the marked values become."""
        key, marks = self.key, self.open_rows.marks()
        uses = {each.text: each.uses for each in self._found if isinstance(each, Item)}
        if len(marks) < 2:
            return
        kept = max(marks, key=lambda text: uses.get(text, 0))
        total = sum(uses.get(text, 0) for text in marks if text != kept)
        self.panel.ask(
            "Объединить: " + ", ".join(f"«{text}»" for text in marks), "Объединить",
            [asked("name", "Останется", Text(300), required=True)],
            lambda values: self._do(lambda db: dictionaries.replace(db, key, marks, values["name"]), self._replaced),
            {"name": kept},
            f"Остальные названия заменятся во всех записях ({total}); это одно действие, его можно отменить (Ctrl+Z).",
        )  # fmt: skip

    def switch_offered(self) -> None:
        """Stops offering the marked values, or the current one; offers them when none of them is offered."""
        key, chosen = self.key, self.open_rows.marks() or self._current()
        is_offered = self.offer_button.text() == "Предлагать"
        if chosen:
            told = "Снова предлагаются" if is_offered else "Больше не предлагаются"
            words = f"{told}: {counted(len(chosen), *_VALUES)}. Записи не изменились."
            self._do(lambda db: dictionaries.set_offered(db, key, chosen, is_offered), lambda _: self._told(words))

    def relabel(self, code: str) -> None:
        """Asks for the name of a value of a closed list."""
        dictionary = self._closed[self.key][0]
        self.panel.ask(
            f"Как называть «{dictionary.labels[code]}» на экране", "Назвать",
            [asked("name", "Название", Text(200), help="Пусто – как в обмене")],
            lambda values: self._do(
                lambda db: labels.set_label(db, dictionary, code, values["name"] or ""),
                lambda _: self._told("Название изменено. В открытых формах оно появится, когда вы откроете их снова."),
            ),
            {"name": dictionary.shown[code]},
        )  # fmt: skip

    def _replaced(self, count: int) -> None:
        self._told(dictionaries.told(count))

    def _renamed(self, name: str) -> None:
        self._told(f"Теперь предлагается «{name}»; прежние записи не изменились.")

    def _do(self, work: Callable[[Database], Any], done: Callable[[Any], None]) -> None:
        def act(db: Database) -> tuple[Any, dict[str, list[str]]]:
            return work(db), dictionaries.offered(db)

        def after(answer: tuple[Any, dict[str, list[str]]]) -> None:
            offer(answer[1])
            self.banner.clear()
            self.panel.hide()
            self.ask()
            done(answer[0])

        self._gateway.ask(act, after, self._refused)

    def _refused(self, error: UserError) -> None:
        self.banner.show_error(error.text, error.hint)

    def _told(self, text: str) -> None:
        self.open_rows.mark_all(False)
        self.said.emit(text)
        (self.open_table if self.is_open else self.closed_table).setFocus(Qt.FocusReason.OtherFocusReason)
