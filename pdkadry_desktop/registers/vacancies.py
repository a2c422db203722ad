"""Free posts: where, of whom, since when, how they are covered now and who took them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Bool, Choice, Date, Number, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import STAFF_CATEGORY, VACANCY_COVER
from .rules import ends_after_start


class Vacancy(Record):
    __tablename__ = "vacancies"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    organization_id: Mapped[int] = link("Организация", to="organizations", in_list=True, width=220)
    position: Mapped[str] = field("Должность", Text(200, suggest="positions"), in_list=True, width=180)
    staff_category: Mapped[str | None] = field(
        "Категория персонала", Choice(STAFF_CATEGORY, empty_means="teaching"),
        help="Пусто – педагогический; по должности не определяется",
    )  # fmt: skip
    subject: Mapped[str | None] = field("Предмет", Text(200, suggest="subjects"), in_list=True, width=140)
    fte: Mapped[float | None] = field(
        "Ставка", Number(0, 10, empty_means=1), in_list=True, width=70, help="Пусто – одна ставка", summed=True
    )
    hours: Mapped[float | None] = field("Часов в неделю", Number(0, 168), summed=True)
    starts_on: Mapped[date] = field("Открыта", Date(), in_list=True, width=110)
    cover: Mapped[str | None] = field("Чем закрыта сейчас", Choice(VACANCY_COVER), in_list=True, width=160)
    ends_on: Mapped[date | None] = field("Закрыта", Date(), in_list=True, width=110, help="Пусто, пока место свободно")
    closed_by_id: Mapped[int | None] = link(
        "Кем закрыта", to="teachers", depends=("ends_on", ()), help="Педагог, принятый на это место"
    )
    is_acute: Mapped[bool | None] = field(
        "Острая", Bool(), in_list=True, width=80, help="Острая кадровая потребность: предмет не ведётся, замены нет"
    )
    has_housing: Mapped[bool | None] = field("Жильё", Bool(), help="Предоставляется ли жильё")
    measures: Mapped[str | None] = field("Меры", Text(1000, rows=2), help="Что делается, чтобы закрыть вакансию")
    note: Mapped[str | None] = field("Примечание", Text(1000, rows=2))


def closer_has_date(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A vacancy without a closing date stays open."""
    if row.get("closed_by_id") and not row.get("ends_on"):
        yield Problem("ends_on", "Указано, кем закрыта вакансия, а даты нет: она будет считаться открытой.", "warning")


VACANCIES = register(
    Vacancy,
    key="vacancies", title="Вакансии", singular="Вакансия", sheet="Вакансии", group="staffing", icon="vacancy",
    counted=("вакансия", "вакансии", "вакансий"),
    empty="Здесь будут свободные места в организациях и острая кадровая потребность.",
    title_fields=("position", "subject"), order=("-starts_on",),
    rules=(ends_after_start("starts_on", "ends_on", "Закрыта раньше, чем открыта."), closer_has_date),
    sections=(
        section("Место", Vacancy.organization_id, Vacancy.position, Vacancy.staff_category, Vacancy.subject,
                Vacancy.fte, Vacancy.hours, Vacancy.code),
        section("Состояние", Vacancy.starts_on, Vacancy.cover, Vacancy.is_acute, Vacancy.ends_on,
                Vacancy.closed_by_id),
        section("Условия и меры", Vacancy.has_housing, Vacancy.measures, Vacancy.note),
    ),
)  # fmt: skip
