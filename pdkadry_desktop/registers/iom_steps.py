"""Steps of individual routes: which deficit is worked on, how, until when, with which result."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class IomStep(Record):
    __tablename__ = "iom_steps"
    iom_id: Mapped[int] = link("ИОМ", to="ioms", in_list=True, width=110)
    name: Mapped[str] = field("Шаг", Text(500, rows=2), in_list=True, width=300, help="Что делает педагог")
    deficit: Mapped[str | None] = field("Дефицит", Text(300, suggest="deficits"), in_list=True, width=200)
    form: Mapped[str | None] = field(
        "Форма", Text(200), in_list=True, width=140, help="Курсы, стажировка, объединение, самообразование …"
    )
    due_on: Mapped[date | None] = field("Срок", Date(), in_list=True, width=110)
    responsible: Mapped[str | None] = field("Ответственный", Text(200), in_list=True, width=180)
    done_on: Mapped[date | None] = field(
        "Выполнено", Date(), in_list=True, width=110, help="Дата выполнения; пусто – ещё не выполнено"
    )
    result: Mapped[str | None] = field("Результат", Text(1000, rows=2), help="Дефицит устранён, частично, нет")


IOM_STEPS = register(
    IomStep,
    key="iom_steps", title="Шаги ИОМ", singular="Шаг ИОМ", sheet="Шаги ИОМ", group="development", icon="route",
    counted=("шаг", "шага", "шагов"),
    empty="Здесь будут шаги индивидуальных маршрутов: дефицит, форма работы, срок и результат.",
    key_fields=("iom_id", "name"), title_fields=("name",), order=("iom_id", "due_on"),
    sections=(
        section("Шаг", IomStep.iom_id, IomStep.name, IomStep.deficit, IomStep.form, IomStep.due_on,
                IomStep.responsible),
        section("Выполнение", IomStep.done_on, IomStep.result),
    ),
)  # fmt: skip
