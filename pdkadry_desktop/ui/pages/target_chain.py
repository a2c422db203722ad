"""«Целевое обучение: отработка»: who must come, who works the contract off, what is to be confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from ...core.text import counted
from ...registers import REGISTERS
from ...reports.library import target_chain as paper
from ...storage.database import Database
from ...work.target_chain import Chain, TargetView, confirm, set_years, target_view
from ...work.target_service import STATES
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway
from ..places import Place
from ..tables.rows import Row, RowColumn, Tone, Value
from .views_page import View, ViewAction, ViewsPage

_STUDENTS = ("студент", "студента", "студентов")
_TONES: dict[str, Tone] = {
    "missing": "bad", "broken": "bad", "question": "warn", "fulfilled": "good",
}  # fmt: skip
_RECORDS = {"teachers": "карточка педагога", "student_placements": "практика"}


class TargetChainPage(ViewsPage):
    """The lists of one day."""

    concerns = frozenset({
        "target_students", "teachers", "employments", "student_placements", "pedagogical_classes", "absences",
        "organizations",
    })  # fmt: skip
    has_paper = True
    help_key = "target_students"
    views = (
        View(
            "come", "Должны прийти",
            (RowColumn("Студент", 220), RowColumn("Состояние", 130), RowColumn("Обучение", 240),
             RowColumn("Окончание", 105), RowColumn("Куда", 180), RowColumn("Подробности", 330)),
            "Здесь будут те, кто оканчивает учёбу в этом году, и те, кто не пришёл раньше.", "target",
            adds=("target_students", "Добавить студента"),
        ),
        View(
            "service", "Отработка",
            (RowColumn("Педагог", 220), RowColumn("Состояние", 150), RowColumn("Организация", 200),
             RowColumn("Начало", 105), RowColumn("Заканчивается", 110), RowColumn("Подробности", 330)),
            "Здесь будет, кто отрабатывает целевой договор, до какого дня, и кто ушёл раньше.", "clock",
        ),
        View(
            "way", "Путь",
            (RowColumn("Имя", 220), RowColumn("Состояние", 150), RowColumn("Педкласс", 160),
             RowColumn("Обучение", 230), RowColumn("Практика", 180), RowColumn("Работа", 260)),
            "Здесь будет путь каждого: педагогический класс, учёба, практика, работа.", "route",
            adds=("target_students", "Добавить студента"),
        ),
        View(
            "ask", "Вопросы",
            (RowColumn("Студент", 240), RowColumn("Вопрос", 390), RowColumn("Кто или что это", 260),
             RowColumn("Почему так думаем", 200)),
            "Вопросов нет: все связи подтверждены, сроки отработки указаны.", "question",
            (
                ViewAction("Это тот же человек", "link", "confirm_same",
                           about="Связать студента с карточкой педагога или практикой во всех отмеченных строках"),
                ViewAction("Срок отработки…", "edit", "ask_years",
                           about="Указать срок по договору у отмеченных студентов"),
            ),
            has_marks=True,
        ),
    )  # fmt: skip

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Целевое обучение: отработка", gateway, context)
        register = self.header.add_action("Реестр", "list")
        register.clicked.connect(lambda: self.go.emit(Place("register:target_students")))

    def reader(self) -> Callable[[Database], TargetView]:
        on = self._context.as_of
        return lambda db: target_view(db, on)

    def show_found(self, found: TargetView) -> None:
        self.show_rows("come", [
            _row(each, each.study, each.ends_on, each.organization, each.why) for each in found.must_come()
        ])  # fmt: skip
        self.show_rows("service", [
            _row(each, each.organization, each.service.starts_on, each.service.ends_on, each.why)
            for each in found.serving()
        ])  # fmt: skip
        self.show_rows("way", [
            _row(each, each.school, each.study, "; ".join(each.placements), "; ".join(each.work))
            for each in found.chains
        ])  # fmt: skip
        rows = [
            Row((match.name, f"это тот же человек? ({_RECORDS[match.register]})", match.title, match.sign), match.key,
                Place(f"record:{match.register}", match.record_id), "warn")
            for match in found.matches
        ]  # fmt: skip
        rows += [
            Row((each.name, each.why, each.organization, ""), ("years", each.id, 0),
                Place("record:target_students", each.id), "warn", each.service.asks_years)
            for each in found.open()
        ]  # fmt: skip
        self.show_rows("ask", rows)
        missing = sum(each.service.state == "missing" for each in found.chains)
        broken = sum(each.service.state == "broken" for each in found.chains)
        self.header.set_count(f"на {found.on:%d.%m.%Y} · не пришли {missing} · ушли раньше срока {broken}")
        self.foot.setText("Ждём три месяца после учёбы; переход в другую организацию района до 31 дня – не уход.")
        self.point()

    # -- actions -------------------------------------------------------------------------------------------------

    def confirm_same(self) -> None:
        """Keeps the links of the marked rows."""
        keys = [key for key in self.marks() if key[0] != "years"]
        if not keys:
            self.banner.show_error("Среди отмеченных нет вопроса «тот же человек?».", "Отметьте такие строки.")
            return
        self.write(lambda db: confirm(db, keys), lambda count: f"Связей записано: {count}.")

    def ask_years(self) -> None:
        """The number of years of the marked students."""
        students = [key[1] for key in self.marks() if key[0] == "years"]
        if not students:
            self.banner.show_error("Среди отмеченных нет вопроса о сроке отработки.", "Отметьте такие строки.")
            return
        field = REGISTERS["target_students"].by_name["service_years"]
        title = f"{field.label}: {counted(len(students), *_STUDENTS)}"

        def do(given: dict[str, Any]) -> None:
            years = given["service_years"]
            if years is None:
                self.banner.show_error("Срок не назван.", "Введите число лет из договора.")
                return
            self.write(
                lambda db: set_years(db, students, years), lambda count: f"Записано: {counted(count, *_STUDENTS)}."
            )

        self.panel.ask(title, "Записать", (field,), do)

    def source(self) -> DocumentSource:
        on = self._context.as_of
        return DocumentSource(
            "Целевое обучение", lambda db, _: paper.build(target_view(db, on), date.today()), Place("target_chain")
        )


def _row(chain: Chain, *values: Value) -> Row:
    state = chain.service.state
    place = Place("record:target_students", chain.id)
    return Row((chain.name, STATES[state], *values), chain.id, place, _TONES.get(state, ""))
