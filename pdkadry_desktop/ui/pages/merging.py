"""Two records side by side: which values stay, what moves, what repeats – and one undoable action makes them one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...core.errors import UserError
from ...registers import REGISTERS
from ...storage.database import Database
from ...work.duplicates import KINDS, Side, decide_apart, sides
from ...work.merge import Fate, Preview, Repeat, RowKey, merge, preview
from ..context import Context
from ..forms.side_by_side import SideBySide
from ..gateway import Gateway
from ..places import MergeOf, Place
from ..tokens import Space
from ..widgets.basics import CardFrame, MutedLabel, text_label
from ..widgets.feedback import EmptyState, ErrorBanner
from .work_page import WorkPage

_FATES: tuple[tuple[str, Fate], ...] = (("оставить одну запись", "merge"), ("оставить обе", "both"))


class MergePage(WorkPage):
    """What differs, what moves and what repeats; merged, found different, or left for later."""

    help_key = "merge"
    concerns = frozenset(REGISTERS)

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Объединение записей", gateway, context)
        self._of: MergeOf | None = None
        self._seen: Preview | None = None
        self.fates: dict[RowKey, QComboBox] = {}
        self.swap = self.header.add_action("Поменять местами", "refresh")
        self.swap.setToolTip("Остаться должна другая запись (Ctrl+R)")
        self.swap.clicked.connect(self.exchange_sides)
        self.wait = self.header.add_action("Позже", "clock")
        self.wait.setToolTip("Ничего не решать и вернуться (Esc)")
        self.wait.clicked.connect(self.leave)
        self.apart = self.header.add_action("Это разные", "cancel")
        self.apart.setToolTip("Запомнить, что это не дубль (Ctrl+D)")
        self.apart.clicked.connect(self.decide)
        self.join = self.header.set_primary("Объединить", "check")
        self.join.setToolTip("Ctrl+S")
        self.join.clicked.connect(self.merge)
        self.banner = ErrorBanner()
        self.column.addWidget(self.banner)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._body())
        self.empty = EmptyState(
            "people", "Здесь сравнивают две похожие записи и объединяют их в одну. Выберите пару в списке возможных "
            "дублей или две строки реестра и «Ещё» → «Объединить…».", "Возможные дубли",
        )  # fmt: skip
        self.empty.action_triggered.connect(lambda: self.go.emit(Place("duplicates")))
        self.stack.addWidget(self.empty)
        self.column.addWidget(self.stack, 1)
        for keys, slot in (
            ("Ctrl+S", self.merge), ("Ctrl+D", self.decide), ("Ctrl+R", self.exchange_sides), ("Escape", self.leave),
        ):  # fmt: skip
            self.shortcut(keys, slot)

    def _body(self) -> QWidget:
        self.fields = SideBySide()
        fields = CardFrame("Что останется в записи")
        fields.body.addWidget(self.fields)
        fields.body.addStretch(1)
        self.moved = text_label("", wrap=True)
        moved = CardFrame("Что перейдёт")
        moved.body.addWidget(self.moved)
        self.selections = MutedLabel("", wrap=True)
        self.selections.hide()
        moved.body.addWidget(self.selections)
        self.repeats = QVBoxLayout()
        self.repeats.setSpacing(Space.M)
        self.repeats_card = CardFrame("Повторы")
        self.repeats_card.body.addWidget(
            MutedLabel("Такие записи есть у обоих. Решите, одна это запись или две.", wrap=True)
        )
        self.repeats_card.body.addLayout(self.repeats)
        note = MutedLabel(
            "Прежние код, фамилия и название останутся известны: импорт старой книги найдёт объединённую запись. "
            "Объединение можно отменить целиком, сразу (Ctrl+Z) или позже в журнале.", wrap=True,
        )  # fmt: skip
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for widget in (moved, self.repeats_card, note):
            column.addWidget(widget)
        column.addStretch(1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(_scrolled(fields))
        split.addWidget(_scrolled(side))
        split.setChildrenCollapsible(False)
        split.setSizes([720, 380])
        return split

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        self.banner.clear()
        self._of = place.detail if isinstance(place.detail, MergeOf) else None
        self._seen = None
        for button in (self.swap, self.wait, self.apart, self.join):
            button.setEnabled(self._of is not None)
        self.stack.setCurrentIndex(0 if self._of is not None else 1)
        if self._of is None:
            self.place = None
            self.header.set_title("Объединение записей")
            return
        self.apart.setVisible(self._of.register in KINDS)
        super().arrive(place)

    def later(self) -> None:
        """A page that is not seen reads again when one comes back."""
        if self.isVisible():
            super().later()

    def ask(self) -> None:
        if self._of is None:
            return
        self._asked += 1
        asked, work = self._asked, self.reader()
        self._gateway.ask(
            work, lambda found: self.show_found(found) if asked == self._asked else None, self._on_refused
        )

    def reader(self) -> Callable[[Database], tuple[Preview, dict[int, Side]]]:
        assert self._of is not None
        of = self._of

        def read(db: Database) -> tuple[Preview, dict[int, Side]]:
            told = sides(db, of.register, (of.keep, of.drop)) if of.register in KINDS else {}
            return preview(db, of.register, of.keep, of.drop), told

        return read

    def show_found(self, answer: tuple[Preview, dict[int, Side]]) -> None:
        found, told = answer
        is_again = self._seen is not None and (self._seen.keep_id, self._seen.drop_id) == (found.keep_id, found.drop_id)
        kept = self.fields.choices() if is_again else {}
        fates = self._fates() if is_again else {}
        self._seen = found
        self.header.set_title(f"{found.spec.title}: объединение двух записей")
        valid = {each.field.name for each in found.fields if kept.get(each.field.name) in each.sides}
        notes = [told[each].note if each in told else "" for each in (found.keep_id, found.drop_id)]
        self.fields.show_fields(
            found.fields, (found.keep_title, found.drop_title), (notes[0], notes[1]),
            {name: kept[name] for name in valid},
        )  # fmt: skip
        moved = found.moved_words()
        self.moved.setText(
            "\n".join(moved) if moved else "С присоединяемой записью ничего не связано: переходить нечему."
        )
        self.selections.setText(
            f"В выборках названа присоединяемая запись: {', '.join(found.selections)}. Исправьте их после объединения."
        )
        self.selections.setVisible(bool(found.selections))
        self._show_repeats(found, fates)
        self.join.setEnabled(not found.between)
        if found.between:
            named = "; ".join(found.between)
            self.banner.show_error(
                f"Записи связаны друг с другом: {named}.",
                "Похоже, это разные записи. Если нет – исправьте или удалите эту связь.", tone="warn",
            )  # fmt: skip
        if not is_again:
            self.fields.focus_first()

    def _show_repeats(self, found: Preview, kept: dict[RowKey, Fate]) -> None:
        while self.repeats.count():
            item = self.repeats.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fates = {}
        for each in found.repeats:
            self.repeats.addWidget(self._repeat(each, kept.get(each.key, each.proposed)))
        self.repeats_card.setVisible(bool(found.repeats))

    def _repeat(self, repeat: Repeat, fate: Fate) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        title = f"{repeat.spec.singular}: {repeat.title}"
        column.addWidget(text_label(title, wrap=True))
        for label, stays, moves in repeat.differing:
            column.addWidget(MutedLabel(f"{label}: {stays} – у присоединяемой {moves}", wrap=True))
        if not repeat.is_exact:
            column.addWidget(MutedLabel("Совпадает не всё: часть полей пуста.", wrap=True))
        combo = QComboBox()
        combo.setAccessibleName(title)
        for text, value in _FATES:
            combo.addItem(text, value)
        combo.setCurrentIndex(combo.findData(fate))
        column.addWidget(combo, 0, Qt.AlignmentFlag.AlignLeft)
        self.fates[repeat.key] = combo
        return box

    def _fates(self) -> dict[RowKey, Fate]:
        return {key: combo.currentData() for key, combo in self.fates.items()}

    # -- actions -------------------------------------------------------------------------------------------------

    def exchange_sides(self) -> None:
        """The other record stays."""
        if self._of is not None:
            self._of = MergeOf(self._of.register, self._of.drop, self._of.keep, self._of.back)
            self.banner.clear()
            self.ask()

    def merge(self) -> None:
        """Makes one record of two; a refusal leaves the page as it is."""
        of, seen = self._of, self._seen
        if of is None or seen is None or not self.join.isEnabled():
            return
        choices, fates = self.fields.choices(), self._fates()
        self.join.setEnabled(False)
        self._gateway.ask(
            lambda db: merge(db, of.register, seen.keep_id, seen.drop_id, choices, fates),
            lambda _: self._on_done(f"Объединены: «{seen.keep_title}» и «{seen.drop_title}»."),
            self._on_refused,
        )

    def decide(self) -> None:
        """They are two; remembered."""
        of = self._of
        if of is None or of.register not in KINDS:
            return
        today = date.today()
        self._gateway.ask(
            lambda db: decide_apart(db, of.register, [(of.keep, of.drop)], today),
            lambda _: self._on_done("Не дубль: решение запомнено."),
        )

    def leave(self) -> None:
        """Back to where one came from, nothing decided."""
        back = self._of.back if self._of is not None else None
        self._of = self.place = None
        self.go.emit(back or Place("duplicates"))

    def _on_done(self, words: str) -> None:
        self.leave()
        self.said.emit(words)

    def _on_refused(self, error: UserError) -> None:
        self.join.setEnabled(self._seen is not None and not self._seen.between)
        self.banner.show_error(error.text, error.hint)


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area
