"""Forms handed out to organisations: what was made for whom, and what became of the return."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Int, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class FormIssue(Record):
    __tablename__ = "form_issues"
    name: Mapped[str] = field("Форма", Text(200), header=None, in_list=True, width=180)
    year: Mapped[int] = field("Год", Int(1990, 2100), header=None, in_list=True, width=70)
    organization_id: Mapped[int] = link("Организация", to="organizations", header=None, in_list=True, width=260)
    campaign_id: Mapped[int | None] = link("Кампания", to="campaigns", header=None, in_list=True, width=200)
    made_on: Mapped[date] = field("Сделана", Date(), header=None, in_list=True, width=110)
    file_name: Mapped[str | None] = field("Файл", Text(300), header=None)
    row_count: Mapped[int | None] = field("Строк", Int(0), header=None, help="Сколько строк заполнено заранее")
    returned_on: Mapped[date | None] = field(
        "Вернулась", Date(), header=None, in_list=True, width=110, help="Когда возврат приняли первый раз"
    )
    problem_count: Mapped[int | None] = field(
        "Не принято строк", Int(0), header=None, in_list=True, width=130, help="В последнем возврате"
    )
    accepted_on: Mapped[date | None] = field(
        "Принята", Date(), header=None, in_list=True, width=110, help="Когда возврат принят без ошибок"
    )
    note: Mapped[str | None] = field("Примечание", Text(1000, rows=2), header=None)


FORM_ISSUES = register(
    FormIssue,
    key="form_issues", title="Выданные формы", singular="Выданная форма", group="monitoring", icon="export",
    counted=("форма", "формы", "форм"),
    empty="Здесь будут формы, сделанные для организаций. Их делают на странице «Формы для школ».",
    key_fields=("organization_id", "name", "year", "made_on"), title_fields=("name", "year"),
    order=("-made_on", "organization_id"),
    sections=(
        section("Форма", FormIssue.name, FormIssue.year, FormIssue.organization_id, FormIssue.campaign_id,
                FormIssue.made_on, FormIssue.file_name, FormIssue.row_count),
        section("Возврат", FormIssue.returned_on, FormIssue.problem_count, FormIssue.accepted_on, FormIssue.note),
    ),
)  # fmt: skip
