"""Import and export: choose a file, look at what would change, write it as one change, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QSettings, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from ...core.errors import UserError
from ...core.text import counted
from ...exchange.cells import SheetFile
from ...exchange.plan import ImportPlan
from ...storage import journal
from ..gateway import Gateway, Job
from ..places import Place
from ..widgets.feedback import Toast
from . import importing_work as work
from .importing_preview import PreviewView
from .importing_result import ResultView, WorkView
from .importing_start import StartView, recent_files, remember_file
from .page import Page

_TABLES = "Таблицы (*.xlsx *.xlsm *.xls *.ods *.csv);;Все файлы (*)"
_WORKBOOK = "Книга Excel (*.xlsx)"


class ImportPage(Page):
    """The page «Импорт и обмен»."""

    help_key = "import"

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._job: Job | None = None
        self._before_job: QWidget | None = None
        self._plan: ImportPlan | None = None
        self._entry: int | None = None
        self._saved: Path | None = None
        self.setAcceptDrops(True)
        self.start = StartView()
        self.work = WorkView()
        self.preview = PreviewView()
        self.result = ResultView()
        self.steps = QStackedWidget()
        for view in (self.start, self.work, self.preview, self.result):
            self.steps.addWidget(view)
        self.column.addWidget(self.steps, 1)
        self.toast = Toast(self)
        self._connect()
        self.start.refresh()

    def _connect(self) -> None:
        self.start.choose.connect(self.choose)
        self.start.opened.connect(self.open_file)
        self.start.export.connect(self._choose_export)
        self.work.cancelled.connect(self._stop)
        self.preview.accepted.connect(self._write)
        self.preview.cancelled.connect(self._start_again)
        self.preview.save_rejected.connect(self._choose_rejected)
        self.result.undo.connect(self._undo)
        self.result.journal.connect(lambda: self.go.emit(Place("journal")))
        self.result.people.connect(lambda: self.go.emit(Place("register:teachers")))
        self.result.another.connect(self._start_again)
        self.result.save_rejected.connect(self._choose_rejected)
        self.toast.action_triggered.connect(self._open_folder)
        self._gateway.changed.connect(self._on_changed)
        for keys, slot in (("Ctrl+O", self.choose), ("Escape", self._on_escape)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def arrive(self, place: Place) -> None:
        """Shows the step one is at; ``place.detail`` may be a file to open."""
        if isinstance(place.detail, Path):
            self.open_file(place.detail)
        elif self.steps.currentWidget() is self.start:
            self.start.refresh()
            self.start.drop.state.action.setFocus()

    # -- step one ------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Asks for a file with the system's dialog."""
        if self._job is not None:
            return
        recent = recent_files()
        dialog = QFileDialog(self, "Выберите файл с данными", str(recent[0].parent) if recent else "", _TABLES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))
        dialog.open()

    def open_file(self, path: Path) -> None:
        """Reads and checks a file; nothing is written."""
        if self._job is None:
            self._check(path, f"Проверяем файл «{path.name}»")

    def _check(self, source: Path | SheetFile, title: str) -> None:
        self.start.banner.clear()
        note = "В базу пока ничего не записывается. Можно перейти на другую страницу: проверка продолжится."
        self._begin(title, note, lambda db, job: work.check(db, job, source), self._on_checked, self._on_refused)

    def _on_checked(self, plan: ImportPlan) -> None:
        self._end()
        remember_file(plan.path)
        self._show_plan(plan)
        if not self.isVisible():
            self.said.emit(f"Файл «{plan.path.name}» проверен: откройте «Импорт и обмен».")

    def _show_plan(self, plan: ImportPlan) -> None:
        self._plan, self._entry = plan, None
        self.steps.setCurrentWidget(self.preview)
        self.preview.show_plan(plan)

    def _on_refused(self, error: UserError) -> None:
        self._end()
        self._start_again()
        self.start.banner.show_error(error.text, error.hint, "Выбрать другой файл…")

    def _start_again(self) -> None:
        self._plan, self._entry = None, None
        self.preview.forget()
        self.steps.setCurrentWidget(self.start)
        self.start.refresh()
        self.start.banner.clear()
        self.start.drop.state.action.setFocus()

    # -- step two ------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        plan = self._plan
        if plan is None or plan.changes_nothing or self._job is not None:
            return
        self._begin(
            f"Импортируем файл «{plan.path.name}»",
            "Если остановить, база останется такой, как была.",
            lambda db, job: work.write(db, job, plan), self._on_written, self._on_not_written,
        )  # fmt: skip

    def _on_written(self, outcome: work.Outcome) -> None:
        self._end()
        if outcome.is_stale:
            self._show_plan(outcome.plan)
            self.preview.banner.show_error(
                "Пока вы смотрели, база изменилась: ничего не записано.",
                "Файл проверен заново. Посмотрите, что изменится теперь, и повторите импорт.", tone="warn",
            )  # fmt: skip
            return
        self._entry = outcome.entry
        self.result.show_result(outcome.plan)
        self.steps.setCurrentWidget(self.result)
        self.preview.forget()
        if not self.isVisible():
            self.said.emit(f"Файл «{outcome.plan.path.name}» загружен.")

    def _on_not_written(self, error: UserError) -> None:
        self._end()
        self.steps.setCurrentWidget(self.preview)
        self.preview.banner.show_error(error.text, error.hint)

    # -- step three ----------------------------------------------------------------------------------------------

    def _undo(self) -> None:
        entry = self._entry
        if entry is not None:
            self.result.undo_button.setEnabled(False)
            self._gateway.ask(lambda db: journal.undo(db, entry), lambda _: None, self._on_not_undone)

    def _on_not_undone(self, error: UserError) -> None:
        self.result.undo_button.setEnabled(True)
        self.result.banner.show_error(error.text, error.hint, "Открыть журнал")

    def _on_changed(self, _: Any) -> None:
        """The import may be undone or done again from anywhere."""
        entry = self._entry
        if entry is not None:
            self._gateway.ask(lambda db: journal.entry(db, entry), self._show_state)

    def _show_state(self, entry: journal.Entry) -> None:
        if entry.id == self._entry:
            self.result.show_state(entry.is_live)
            if not entry.is_live:
                self.result.banner.clear()

    # -- files out -----------------------------------------------------------------------------------------------

    def _choose_export(self) -> None:
        name = f"Книга района {date.today():%d.%m.%Y}.xlsx"
        self._ask_where("Экспорт книги района", name, self.export)

    def export(self, path: Path) -> None:
        """Writes the workbook of the whole district."""

        def done(rows: int) -> None:
            self._saved = path
            text = f"Книга района сохранена: {counted(rows, 'строка', 'строки', 'строк')}."
            self.toast.show_message(text, "Открыть папку")

        self._gateway.run("Экспорт книги района", lambda db, job: work.export(db, job, path), done, self._on_not_saved)

    def _choose_rejected(self) -> None:
        if self._plan is not None:
            self._ask_where("Сохранить с пометками", f"{self._plan.path.stem} – с пометками.xlsx", self.save_rejected)

    def save_rejected(self, path: Path) -> None:
        """Writes the imported file with its wrong cells coloured."""
        plan = self._plan
        if plan is None:
            return
        if path == plan.path:
            self._on_not_saved(UserError("Это имя исходного файла.", "Укажите другое: исходный файл нужен целым."))
            return

        def done(cells: int) -> None:
            self._saved = path
            text = f"Файл сохранён, помечено: {counted(cells, 'ячейка', 'ячейки', 'ячеек')}."
            self.toast.show_message(text, "Открыть папку")

        self._gateway.run(
            "Файл с пометками", lambda _, job: work.save_rejected(job, plan, path), done, self._on_not_saved
        )  # fmt: skip

    def _on_not_saved(self, error: UserError) -> None:
        view = self.steps.currentWidget()
        banner = view.banner if isinstance(view, StartView | PreviewView | ResultView) else self.start.banner
        banner.show_error(error.text, error.hint)

    def _ask_where(self, title: str, name: str, chosen: Any) -> None:
        folder = Path(str(QSettings().value("export/folder", "")))
        dialog = QFileDialog(self, title, str(folder / name), _WORKBOOK)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def selected(text: str) -> None:
            QSettings().setValue("export/folder", str(Path(text).parent))
            chosen(Path(text))

        dialog.fileSelected.connect(selected)
        dialog.open()

    def _open_folder(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))

    # -- long work -----------------------------------------------------------------------------------------------

    def _begin(self, title: str, note: str, task: Any, done: Any, failed: Any) -> None:
        self._before_job = self.steps.currentWidget()
        self.work.begin(title, note)
        self.steps.setCurrentWidget(self.work)
        self._job = job = self._gateway.run(title, task, done, failed)
        job.progressed.connect(self.work.show_progress)
        job.ended.connect(self._on_job_ended)

    def _end(self) -> None:
        self._job = None

    def _on_job_ended(self) -> None:
        """Cancelled: neither done nor failed was called before."""
        if self._job is not None:
            self._end()
            self.steps.setCurrentWidget(self._before_job or self.start)
            self.toast.show_message("Остановлено: в базу ничего не записано.", tone="neutral")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_escape(self) -> None:
        if self._job is not None:
            self.work.cancel.click()

    # -- drag and drop -------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._job is None and _dropped(event.mimeData()):
            event.acceptProposedAction()
            self.start.drop.set_lit(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.start.drop.set_lit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.start.drop.set_lit(False)
        files = _dropped(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.open_file(files[0])


def _dropped(data: QMimeData) -> Sequence[Path]:
    """A single local file, or nothing."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files if len(files) == 1 else ()
