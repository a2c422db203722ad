"""«Признаки курсов»: what the program proposes, with the deciding fact; a person confirms or refuses in bulk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QSpinBox

from ...core.progress import Progress
from ...core.text import counted
from ...registers import REGISTERS
from ...reports.document import Document
from ...reports.library import rows_list
from ...storage.database import Database
from ...work import course_flags as flags
from ...work import programme_courses as catalogue
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn
from .views_page import View, ViewAction, ViewsPage

_COURSES = REGISTERS["courses"]
_MONTHS = "course_flags_months"
_FIELDS = {"profile": flags.IS_PROFILE, "diagnostics": flags.BY_DIAGNOSTICS}
_PROPOSED = (
    RowColumn("Педагог", 270), RowColumn("Курс", 330), RowColumn("Окончание", 110), RowColumn("Основание"),
)  # fmt: skip
_ANSWERS = (
    ViewAction("Подтвердить", "done", "confirm", about="Ctrl+Enter: записать признак в отмеченные курсы"),
    ViewAction("Отклонить", "cancel", "refuse", about="Больше не предлагать для отмеченных курсов"),
    ViewAction("Отклонённые", "eye", "show_refused", needs_marks=False, about="Показать, что было отклонено"),
)


@dataclass(frozen=True)
class _Read:
    view: str
    rows: Sequence[Any]
    months: int


class CourseFlagsPage(ViewsPage):
    """The lists of proposals; each is read when it is shown."""

    help_key = "courses"
    concerns = frozenset({"courses", "programmes", "providers", "diagnostics", "ioms", "proposal_refusals"})
    has_paper = True
    views = (
        View(
            "profile", "Не по профилю", _PROPOSED,
            "Здесь будут курсы первой помощи, охраны труда и другие обязательные инструктажи, у которых признак "
            "«по профилю» ещё не заполнен. Сейчас таких нет.", "course", _ANSWERS, has_marks=True,
        ),
        View(
            "diagnostics", "По диагностике", _PROPOSED,
            "Здесь будут курсы, перед которыми у педагога была диагностика или ИОМ о том же, а признак не заполнен. "
            "Сейчас таких нет.", "diagnostics", _ANSWERS, has_marks=True,
        ),
        View(
            "catalogue", "Из каталога",
            (RowColumn("Программа", 460), RowColumn("Курсов без кода", 150, True), RowColumn("Закрытых лет", 130, True),
             RowColumn("")),
            "Здесь будут программы каталога, которые не указаны в курсах с тем же названием. Сейчас таких нет.", "list",
            (ViewAction("Связать отмеченные", "link", "link", about="Записать в курсы код программы"),),
            has_marks=True,
        ),
        View(
            "differing", "Свои значения",
            (RowColumn("Программа", 360), RowColumn("Поле", 200), RowColumn("В курсах", 120),
             RowColumn("В программе", 120), RowColumn("Курсов", 90, True), RowColumn("Закрытых лет", 120, True)),
            "Здесь будут курсы, где признак записан иначе, чем в программе. Сейчас таких нет.", "course",
            (ViewAction("Взять из программы", "refresh", "take", about="Очистить свои значения: считаться будут "
                        "значения программы"),), has_marks=True,
        ),
        View(
            "unfilled", "Не заполнено", (RowColumn("Признак", 300), RowColumn("Курсов", 100, True), RowColumn("")),
            "Здесь будет, у скольких курсов признак неизвестен.", "question",
        ),
    )  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Признаки курсов", gateway, context)
        self._programme: int | None = None
        self._found: dict[str, Sequence[Any]] = {}
        self.months = QSpinBox()
        self.months.setRange(1, 120)
        self.months.setValue(flags.MONTHS)
        self.months.setPrefix("не старше ")
        self.months.setToolTip("Диагностика не старше стольких месяцев до начала курса")
        self.months.setSuffix(" мес.")
        self.months.setAccessibleName("За сколько месяцев до курса считается диагностика")
        self.months.valueChanged.connect(self._on_months)
        self.loose = QCheckBox("и без совпадения предмета")
        self.loose.setToolTip("Показать и те курсы, перед которыми диагностика или ИОМ были о другом")
        self.loose.toggled.connect(lambda _: self.ask())
        self.areas["diagnostics"].flow.addWidget(self.months)
        self.areas["diagnostics"].flow.addWidget(self.loose)
        for area in self.areas.values():
            on_enter = QShortcut(QKeySequence("Ctrl+Return"), area)
            on_enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            on_enter.activated.connect(self.do)
            area.table.opened.connect(self._on_opened)

    # -- page ----------------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        self._programme = place.record_id
        if place.record_id is not None:  # from the card of a programme
            self.switch.buttons["differing"].setChecked(True)
            self.stack.setCurrentWidget(self.areas["differing"])
        super().arrive(place)
        self.area.table.setFocus()

    def on_view(self, key: str) -> None:
        self.area.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ask()

    def _on_months(self, value: int) -> None:
        self._gateway.ask(lambda db: db.set_setting(_MONTHS, value))
        self.later()

    def reader(self) -> Callable[[Database], Any]:
        view, programme, with_loose = self.switch.chosen(), self._programme, self.loose.isChecked()

        def read(db: Database) -> _Read:
            months = int(db.setting(_MONTHS, flags.MONTHS))
            rows: Sequence[Any]
            match view:
                case "profile":
                    rows = flags.off_profile(db)
                case "diagnostics":
                    rows = [each for each in flags.after_diagnostics(db, months) if with_loose or each.is_close]
                case "catalogue":
                    rows = catalogue.unlinked(db)
                case "differing":
                    rows = catalogue.differing(db, programme)
                case _:
                    rows = [each for each in flags.unfilled(db) if each.ids]
            return _Read(view, rows, months)

        return read

    def show_found(self, found: _Read) -> None:
        if found.months != self.months.value():
            self.months.blockSignals(True)
            self.months.setValue(found.months)
            self.months.blockSignals(False)
        self._found[found.view] = found.rows
        self.show_rows(found.view, [_row(found.view, each) for each in found.rows])
        words = {
            "profile": "«Нет» записывается только по вашей кнопке. Пустой признак считается «да».",
            "diagnostics": "Предложено там, где название или тема курса говорят о том же, что диагностика или ИОМ.",
            "catalogue": "Связанный курс берёт из программы пустые часы, форму, ДОТ, реестр, направленность и тему.",
            "differing": "Своё значение курса сильнее значения программы. Очищенное снова берётся из программы.",
            "unfilled": "Enter открывает список этих курсов. Значения программы и организатора уже учтены.",
        }[found.view]
        closed = sum(each.closed for each in found.rows) if found.view in ("catalogue", "differing") else 0
        of_closed = f" Курсов закрытых лет: {closed} – программа спросит причину." if closed else ""
        self.foot.setText(f"{words}{of_closed}")

    def _on_opened(self, row: Row) -> None:
        view = self.switch.chosen()
        item = next((each for each in self._found.get(view, ()) if _key(view, each) == row.key), None)
        if row.place is not None or item is None:
            return
        title = f"Курсы: {item.label.lower()} не заполнено" if view == "unfilled" else f"Курсы: {item.programme}"
        self.go.emit(Place("register:courses", only=frozenset(item.ids), title=title))

    # -- actions -------------------------------------------------------------------------------------------------

    def _chosen(self) -> list[Any]:
        view = self.switch.chosen()
        marks = set(self.marks())
        return [each for each in self._found.get(view, ()) if _key(view, each) in marks]

    def do(self) -> None:
        """The main action of the list that is shown, on the marked rows."""
        view = self.switch.chosen()
        if self.marks():
            {"profile": self.confirm, "diagnostics": self.confirm, "catalogue": self.link, "differing": self.take}[
                view
            ]()

    def confirm(self) -> None:
        """Writes the proposed flag."""
        field, ids = _FIELDS[self.switch.chosen()], [each.course_id for each in self._chosen()]
        value = field == flags.BY_DIAGNOSTICS
        label = _COURSES.by_name[field].label
        self.write(
            lambda db: flags.confirm(db, field, value, ids),
            lambda count: f"«{label}: {'да' if value else 'нет'}» – {_counted(count)}.",
        )

    def refuse(self) -> None:
        """The marked proposals are not made again."""
        field, chosen = _FIELDS[self.switch.chosen()], self._chosen()
        self.write(
            lambda db: flags.refuse(db, field, chosen, date.today()), lambda count: f"Больше не предлагаем: {count}."
        )

    def show_refused(self) -> None:
        self.go.emit(Place("register:proposal_refusals"))

    def link(self) -> None:
        """The marked programmes are written into their courses."""
        chosen = self._chosen()
        self.write(lambda db: catalogue.link_courses(db, chosen), lambda count: f"Связано: {_counted(count)}.")

    def take(self) -> None:
        """Own values of the marked lines give way to those of the programme."""
        chosen = self._chosen()
        self.write(
            lambda db: catalogue.take_from_programme(db, chosen), lambda count: f"Из программы: {_counted(count)}."
        )

    # -- paper ---------------------------------------------------------------------------------------------------

    def source(self) -> DocumentSource:
        view = self.area.view
        title = f"Признаки курсов: {view.title.lower()}"
        columns = tuple((column.title, column.width or 240) for column in view.columns if column.title)
        rows = tuple(row.values[: len(columns)] for row in self.area.model.rows)

        def build(db: Database, _: Progress) -> Document:
            return rows_list.build(rows_list.Sheet(title, columns, rows), date.today())

        return DocumentSource(title, build, Place("course_flags"))


def _key(view: str, each: Any) -> Any:
    """What a line is known by when the list is read again."""
    match view:
        case "profile" | "diagnostics":
            return each.course_id
        case "catalogue":
            return each.programme_id
        case "differing":
            return each.programme_id, each.field, each.own
    return each.field


def _row(view: str, each: Any) -> Row:
    key = _key(view, each)
    match view:
        case "profile" | "diagnostics":
            tone: Literal["good", ""] = "good" if each.is_close and view == "diagnostics" else ""
            proposed = (each.person, each.course, each.ends_on, each.fact)
            return Row(proposed, key, Place("record:courses", each.course_id), tone)
        case "catalogue":
            return Row((each.programme, len(each.ids), each.closed or None, ""), key)
        case "differing":
            return Row(
                (each.programme, each.field_label, each.own, each.inherited, len(each.ids), each.closed or None), key
            )
    return Row((each.label, len(each.ids), ""), key)


def _counted(count: int) -> str:
    return counted(count, *_COURSES.forms_of_count)
