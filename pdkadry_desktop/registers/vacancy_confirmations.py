"""«Без изменений»: an organisation said on a day that its vacancies stand as they are entered, none included."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Int, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class VacancyConfirmation(Record):
    __tablename__ = "vacancy_confirmations"
    organization_id: Mapped[int] = link("Организация", to="organizations", header=None, in_list=True, width=260)
    confirmed_on: Mapped[date] = field(
        "Без изменений на", Date(), header=None, in_list=True, width=150, index=True,
        help="День, на который организация подтвердила вакансии",
    )  # fmt: skip
    vacancy_count: Mapped[int | None] = field(
        "Вакансий тогда", Int(0), header=None, in_list=True, width=120, help="0 – подтверждено, что вакансий нет"
    )
    note: Mapped[str | None] = field("Кто сообщил", Text(300), header=None, in_list=True, width=240)


VACANCY_CONFIRMATIONS = register(
    VacancyConfirmation,
    key="vacancy_confirmations", title="Вакансии без изменений", singular="Подтверждение «без изменений»",
    group="monitoring", icon="check", counted=("подтверждение", "подтверждения", "подтверждений"),
    empty="Здесь будут сообщения школ «без изменений». Отмечают их на странице «Вакансии и ОКП».",
    key_fields=("organization_id", "confirmed_on"), title_fields=("confirmed_on",), order=("-confirmed_on",),
    sections=(
        section("Подтверждение", VacancyConfirmation.organization_id, VacancyConfirmation.confirmed_on,
                VacancyConfirmation.vacancy_count, VacancyConfirmation.note),
    ),
)  # fmt: skip
