"""Views of an import at work and after it: progress with cancel, then what was written and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from ...core.text import counted, grouped, plural
from ...exchange.plan import ImportPlan
from ..tokens import Space
from ..widgets.basics import FieldMessage, IconLabel, Line, MutedLabel, push_button, text_label
from ..widgets.feedback import ErrorBanner
from ..widgets.header import PageHeader

_CARD_WIDTH = 640
_LIST_HEIGHT = 240


class WorkView(QWidget):
    """What is going on, how far it is, and a button to stop it. Signals: ``cancelled()``."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = text_label("", "section", wrap=True)
        self._step = MutedLabel(wrap=True)
        self._note = MutedLabel(wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Ход работы")
        self.cancel = push_button("Остановить", "cancel")
        self.cancel.setToolTip("Esc")
        self.cancel.clicked.connect(self._stop)
        card = QFrame()
        card.setProperty("frame", "card")
        card.setMaximumWidth(_CARD_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        for widget in (self._title, self.bar, self._step, self._note):
            column.addWidget(widget)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        _centre(self, card)

    def begin(self, title: str, note: str) -> None:
        self._title.setText(title)
        self._note.setText(note)
        self._step.setText("Подготовка…")
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.cancel.setFocus()

    def show_progress(self, done: int, total: int, text: str) -> None:
        if self.cancel.isEnabled() and text:
            self._step.setText(f"{text} · {done * 100 // total} %" if total > 0 else text)
        if total > 0:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
        else:
            self.bar.setRange(0, 0)

    def _stop(self) -> None:
        self.cancel.setEnabled(False)
        self._step.setText("Останавливаем…")
        self.cancelled.emit()


class ResultView(QWidget):
    """What was written. Signals: ``undo()``, ``journal()``, ``people()``, ``another()``, ``save_rejected()``."""

    undo = Signal()
    journal = Signal()
    people = Signal()
    another = Signal()
    save_rejected = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.L)
        column.setSpacing(Space.M)
        header = PageHeader("Импорт и обмен")
        again = header.add_action("Загрузить другой файл", "import")
        again.clicked.connect(self.another)
        column.addWidget(header)
        self.banner = ErrorBanner()
        self.banner.action_triggered.connect(self.journal)
        column.addWidget(self.banner)
        self.card = QFrame()
        self.card.setProperty("frame", "card")
        self.card.setMaximumWidth(_CARD_WIDTH)
        body = QVBoxLayout(self.card)
        body.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        body.setSpacing(Space.M)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        self._icon = IconLabel("done", "good", 28)
        self.title = text_label("", "section", wrap=True)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.title, 1)
        body.addLayout(top)
        self.text = text_label("", wrap=True)
        body.addWidget(self.text)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("Итоги по листам")
        body.addWidget(self._scroll)
        self.rest = MutedLabel(wrap=True)
        body.addWidget(self.rest)
        self.left_out = FieldMessage()
        self.rejected_button = push_button("Сохранить с пометками…", "save")
        self.rejected_button.clicked.connect(self.save_rejected)
        body.addWidget(self.left_out)
        body.addWidget(self.rejected_button, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(Line())
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        self.people_button = push_button("Показать педагогов", "people", "primary")
        self.people_button.clicked.connect(self.people)
        self.journal_button = push_button("Открыть журнал", "journal")
        self.journal_button.clicked.connect(self.journal)
        self.undo_button = push_button("Отменить импорт", "undo")
        self.undo_button.clicked.connect(self.undo)
        buttons.addWidget(self.undo_button)
        buttons.addStretch(1)
        buttons.addWidget(self.journal_button)
        buttons.addWidget(self.people_button)
        body.addLayout(buttons)
        _centre(column, self.card)

    def show_result(self, plan: ImportPlan) -> None:
        """What the import of ``plan`` has written."""
        self._plan = plan
        self.banner.clear()
        self._fill_grid(plan)
        rejected = plan.count("rejected")
        word = plural(rejected, "строка не принята", "строки не приняты", "строк не принято")
        advice = "Сохраните файл с пометками, отправьте его на исправление и загрузите снова."
        self.left_out.show_message(f"{grouped(rejected)} {word}. {advice}" if rejected else "", "warn")
        self.show_state(is_live=True)
        self.people_button.setFocus()

    def show_state(self, is_live: bool) -> None:
        """Whether the import stands or was undone, here or anywhere else."""
        written = self._plan.count("added") + self._plan.count("changed")
        rows = counted(written, "строка", "строки", "строк")
        if is_live:
            self._icon.set_icon("done", "good")
            self.title.setText(f"Импорт завершён: {rows}")
            self.text.setText(f"Файл «{self._plan.path.name}» загружен. Отменить импорт можно и сейчас, и позже.")
        else:
            self._icon.set_icon("undo", "muted")
            self.title.setText("Импорт отменён")
            self.text.setText(f"Всё, что записал файл «{self._plan.path.name}», отменено. Его можно загрузить снова.")
        rejected, same = self._plan.count("rejected"), self._plan.count("unchanged")
        self._scroll.setVisible(is_live)
        self.rest.setVisible(is_live and bool(same))
        self.left_out.setVisible(is_live and bool(rejected))
        self.rejected_button.setVisible(is_live and bool(rejected))
        self.undo_button.setEnabled(is_live)

    def _fill_grid(self, plan: ImportPlan) -> None:
        table = QWidget()
        table.setProperty("plain", True)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, Space.S, 0)
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for place, title in enumerate(("Лист", "Добавлено", "Изменено")):
            grid.addWidget(MutedLabel(title), 0, place, _side(place))
        for row, sheet in enumerate((each for each in plan.sheets if each.added or each.changed), start=1):
            grid.addWidget(text_label(sheet.name), row, 0)
            for place, count in enumerate((len(sheet.added), len(sheet.changed)), start=1):
                label = text_label(grouped(count) if count else "—", "body" if count else "muted")
                grid.addWidget(label, row, place, _side(place))
        same = plan.count("unchanged")
        self.rest.setText(f"Уже было в базе: {counted(same, 'строка', 'строки', 'строк')}.")
        self._scroll.setWidget(table)
        self._scroll.setFixedHeight(min(table.sizeHint().height(), _LIST_HEIGHT))


def _side(place: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft


def _centre(place: QWidget | QVBoxLayout, card: QWidget) -> None:
    """Puts a card into the middle of what is left."""
    column = QVBoxLayout(place) if isinstance(place, QWidget) else place
    column.addStretch(1)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card, 20)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(2)
