"""An own form for schools: a register, its columns, a name."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from ...exchange.form_templates import columns_of, offered_columns, offered_layouts, year_fields
from ..tokens import Space
from ..widgets.basics import MutedLabel, SectionTitle, push_button, text_label

_HEIGHT = 156
_CELL = QSize(262, 28)  # px; the longest heading whole


class FormColumnsPanel(QFrame):
    """Hidden until ``open_panel``. Signal: ``kept(title, sheet, columns, year field)``."""

    kept = Signal(str, str, list, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(SectionTitle("Своя форма"))
        column.addWidget(MutedLabel("Отметьте столбцы. Обязательные будут в форме в любом случае.", wrap=True))
        self.name = QLineEdit()
        self.name.setPlaceholderText("Название формы, например «Награды»")
        self.name.setAccessibleName("Название формы")
        self.register = QComboBox()
        self.register.setAccessibleName("Реестр")
        for layout in offered_layouts():
            self.register.addItem(layout.name)
        self.year = QComboBox()
        self.year.setAccessibleName("Какие записи")
        self.year.setMinimumWidth(220)
        self.columns = QListWidget()
        self.columns.setAccessibleName("Столбцы формы")
        self.columns.setFixedHeight(_HEIGHT)
        self.columns.setFlow(QListWidget.Flow.LeftToRight)
        self.columns.setGridSize(_CELL)
        self.columns.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.columns.setWrapping(True)
        self.columns.setResizeMode(QListWidget.ResizeMode.Adjust)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for text, widget in (("Реестр", self.register), ("Записи", self.year), ("Название", self.name)):
            row.addWidget(text_label(text, "field"))
            row.addWidget(widget, 1 if widget is self.name else 0)
        column.addLayout(row)
        column.addWidget(self.columns)
        keep = push_button("Добавить форму в список", "done", "primary")
        keep.clicked.connect(self._keep)
        cancel = push_button("Отмена", "cancel")
        cancel.setToolTip("Esc")
        cancel.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.addWidget(keep)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.register.currentIndexChanged.connect(self._fill)
        self._fill()
        shortcut = QShortcut(QKeySequence("Escape"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.hide)
        self.hide()

    def open_panel(self) -> None:
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        layout = offered_layouts()[self.register.currentIndex()]
        needed = {each.name for each in columns_of(layout, ())}
        self.columns.clear()
        for each in offered_columns(layout):
            item = QListWidgetItem(f"{each.heading} *" if each.field.required else each.heading)
            item.setData(Qt.ItemDataRole.UserRole, each.name)
            flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
            item.setSizeHint(_CELL)
            item.setFlags(flags & ~Qt.ItemFlag.ItemIsEnabled if each.name in needed else flags)
            item.setCheckState(Qt.CheckState.Checked if each.name in needed else Qt.CheckState.Unchecked)
            self.columns.addItem(item)
        self.year.clear()
        self.year.addItem("все", "")
        for name in year_fields(layout):
            self.year.addItem(f"за год: «{layout.spec.by_name[name].label}»", name)

    def chosen(self) -> list[str]:
        """The marked columns in their order."""
        items = [self.columns.item(place) for place in range(self.columns.count())]
        return [
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]  # fmt: skip

    def _keep(self) -> None:
        self.kept.emit(self.name.text(), self.register.currentText(), self.chosen(), str(self.year.currentData() or ""))
