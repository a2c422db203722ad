"""«Копии базы»: what copies there are and what they hold, a copy now or to a stick, going back to one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget

from ...core.attachments import size_words
from ...core.errors import PasswordNeeded, UserError
from ...core.text import counted, grouped
from ...storage import copies
from ...storage.backup import back_up
from ...storage.copies import Contents, Copy
from ...storage.database import Database
from ..context import Context
from ..gateway import Gateway, Job
from ..password_dialog import PasswordLine
from ..tables.rows import Row, RowColumn, RowsModel, RowsTable
from ..tokens import Space
from ..widgets.ask_bar import AskBar
from ..widgets.basics import FieldMessage, MutedLabel, push_button
from ..widgets.feedback import EmptyState
from .work_page import WorkPage

_FOLDER = "folders/copies"


class CopiesPage(WorkPage):
    """Copies by number, the newest first."""

    help_key = "copies"

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Копии базы", gateway, context)
        self._base = Path()
        self._contents: dict[Path, Contents | str] = {}
        now = self.header.set_primary("Сделать копию", "save")
        now.setToolTip("Ctrl+S")
        now.clicked.connect(self.make)
        stick = self.header.add_action("На флешку…", "export")
        stick.setToolTip("Копия в другое место; программа потом напомнит её обновить")
        stick.clicked.connect(self._choose_place)
        other = self.header.add_action("Из файла…", "open")
        other.setToolTip("Вернуться к копии, которая лежит в другом месте")
        other.clicked.connect(self._choose_copy)
        folder = self.header.add_action("Папка", "folder")
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(copies.folder_of(self._base)))))
        self.shortcut("Ctrl+S", self.make)
        self.about = MutedLabel(
            "Копия делается сама при выходе, если что-то изменилось, и перед каждым импортом; она проверяется сразу "
            "после записи. Хранятся последние 10, по одной за 14 дней, 8 недель и 12 месяцев.", wrap=True,
        )  # fmt: skip
        self.question = AskBar()
        self.password = PasswordLine("Пароль копии")
        self.password.hide()
        self.message = FieldMessage()
        for widget in (self.about, self.question, self.password, self.message):
            self.column.addWidget(widget)
        self.model = RowsModel(
            [RowColumn("№", 70, True), RowColumn("Когда", 150), RowColumn("Размер", 100), RowColumn("Что в ней")],
            parent=self,
        )
        self.table = RowsTable(self.model, "Копии базы")
        self.table.opened.connect(lambda _: self.go_back())
        self.table.current_changed.connect(lambda _: self._look())
        self.empty = EmptyState("save", "Копий ещё нет. Первая сделается при выходе из программы.", "Сделать сейчас")
        self.empty.action_triggered.connect(self.make)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.column.addWidget(self.stack, 1)
        self.back_button = push_button("Вернуться к этой копии…", "undo")
        self.back_button.setToolTip("Enter")
        self.back_button.clicked.connect(self.go_back)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, Space.S)
        self.status = MutedLabel("", wrap=True)
        row.addWidget(self.status, 1)
        row.addWidget(self.back_button)
        self.column.addLayout(row)

    # -- page ----------------------------------------------------------------------------------------------------

    def reader(self) -> Callable[[Database], Any]:
        return lambda db: (db.path, copies.listed(db.path), copies.needs_copy(db))

    def show_found(self, found: Any) -> None:
        self._base, listed, is_needed = found
        self.header.set_count(counted(len(listed), "копия", "копии", "копий"))
        self.model.show([self._row(copy) for copy in listed])
        self.stack.setCurrentWidget(self.table if listed else self.empty)
        self.back_button.setVisible(bool(listed))
        size = size_words(sum(copy.size for copy in listed))
        fresh = "После последней копии были изменения." if is_needed else "С последней копии ничего не изменилось."
        self.status.setText(f"{fresh} Копии занимают {size}: {copies.folder_of(self._base)}" if listed else "")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, copy: Copy) -> Row:
        return Row(
            (copy.number, f"{copy.made_at:%d.%m.%Y %H:%M}", size_words(copy.size), self._words(copy.path)), copy.path
        )

    def _words(self, path: Path) -> str:
        found = self._contents.get(path)
        return found if isinstance(found, str) else _told(found) if found is not None else ""

    def _look(self) -> None:
        """Reads what the copy under the cursor holds, once."""
        row = self.table.current()
        if row is None or row.key in self._contents:
            return
        path: Path = row.key
        self._contents[path] = ""

        def show(contents: Contents | str) -> None:
            self._contents[path] = contents
            for place, each in enumerate(self.model.rows):
                if each.key == path:
                    self.model.rows[place] = Row((*each.values[:3], self._words(path)), path)
                    self.model.dataChanged.emit(self.model.index(place, 3), self.model.index(place, 3))

        self._gateway.ask(
            lambda db: copies.look_into(path, key=db.key), show, lambda error: show(f"{error.text} {error.hint}")
        )

    # -- actions -------------------------------------------------------------------------------------------------

    def make(self) -> None:
        self.message.clear()

        def done(copy: Copy) -> None:
            self.said.emit(f"Копия № {copy.number} записана и проверена.")
            self.ask()

        self._gateway.run("Копия базы", lambda db, _: copies.make(db), done, self._refused)

    def _choose_place(self) -> None:
        name = f"{self._base.stem} – копия.pdk"
        dialog = self._dialog("Куда записать копию", name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda path: self.copy_to(Path(path)))
        dialog.open()

    def copy_to(self, path: Path) -> None:
        """A proved copy at another place, under the base's password."""
        QSettings().setValue(_FOLDER, str(path.parent))
        self.message.clear()

        def work(db: Database, job: Job) -> int:
            return sum(back_up(db, path).values())

        self._gateway.run(
            "Копия базы", work,
            lambda rows: self.said.emit(f"Копия записана и проверена: {path.name}, строк – {grouped(rows)}."),
            self._refused,
        )  # fmt: skip

    def _choose_copy(self) -> None:
        dialog = self._dialog("Копия, к которой вернуться", "")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.propose(Path(path)))
        dialog.open()

    def _dialog(self, title: str, name: str) -> QFileDialog:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, title, str(Path(str(QSettings().value(_FOLDER, documents))) / name), "База (*.pdk)")
        dialog.setDefaultSuffix("pdk")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def go_back(self) -> None:
        row = self.table.current()
        if row is not None:
            self.propose(row.key)

    def propose(self, path: Path, password: str | None = None) -> None:
        """Says what the copy holds and asks once; the present state is kept as a copy of its own."""
        self.message.clear()

        def ask(contents: Contents) -> None:
            self.password.hide()
            self.question.ask(
                f"Вернуться к копии «{path.name}»?",
                f"{_told(contents)}. Нынешнее состояние сохранится рядом с базой, к нему тоже можно вернуться.",
                ("Вернуться", lambda: self._gateway.restore_wanted.emit(path, password)),
                ("Остаться", lambda: self.table.setFocus()),
                takes_focus=True,
            )

        def refused(error: UserError) -> None:
            self._refused(error)
            if isinstance(error, PasswordNeeded):
                self.password.show()
                self.password.setFocus()
                self.password.returnPressed.connect(
                    lambda: self.propose(path, self.password.text()), Qt.ConnectionType.SingleShotConnection
                )

        self._gateway.ask(lambda db: copies.look_into(path, password, db.key), ask, refused)

    def _refused(self, error: UserError) -> None:
        self.message.show_message(f"{error.text} {error.hint}")


def _told(contents: Contents) -> str:
    people = counted(contents.teachers, "педагог", "педагога", "педагогов")
    places = counted(contents.organizations, "организация", "организации", "организаций")
    last = f"; последнее действие: {contents.last_action}" if contents.last_action else ""
    when = f" ({contents.acted_at:%d.%m.%Y %H:%M})" if contents.acted_at and last else ""
    return f"{people}, {places}{last}{when}"
